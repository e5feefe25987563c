//! `scrutiny find`: words in all records.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::help::{self, Examples};
use super::output::{Table, clip};
use crate::failure::{Exit, Failure};
use crate::record::tombstone::Tombstone;
use crate::record::{Entry, Kind};
use crate::register::{AnyEntry, Register};
use crate::shape::Leaf;
use crate::value::fold;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny find mental health", "records with both words"),
    (
        "scrutiny find therapeutic --at 2026-03-31",
        "in the records as they stood at the end of a day",
    ),
    ("scrutiny find award --format json", "for a program"),
];

/// Find words in all records: those that hold every word, however written.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Find {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
}

impl Find {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let read = desk.open()?.read_to_look()?;
        let words: Vec<String> = self
            .words
            .iter()
            .flat_map(|word| word.split_whitespace())
            .map(fold)
            .collect();
        if words.is_empty() {
            return Err(
                Failure::with(Exit::Usage, "there are no words to look for").cure("write one or more words")
            );
        }
        let mut found: Vec<(bool, AnyEntry<'_>, String)> = read
            .register
            .entries()
            .filter_map(|entry| matched(&entry, &words).map(|(in_title, excerpt)| (in_title, entry, excerpt)))
            .collect();
        // Those whose title holds the words come first; otherwise the order of the register is kept.
        found.sort_by_key(|(in_title, ..)| !in_title);
        let mut table = Table {
            columns: vec!["record", "title", "words"],
            rows: found
                .iter()
                .map(|(_, entry, excerpt)| {
                    vec![
                        format!("{}/{}", entry.kind, entry.id),
                        entry.title.to_owned(),
                        excerpt.clone(),
                    ]
                })
                .collect(),
        };
        let withdrawn = withdrawn(&read.register, &words);
        table.rows.extend(withdrawn.iter().map(|(kind, entry)| {
            let reason = entry.body.withdrawn.reason.to_string();
            vec![
                format!("{kind}/{}", entry.id),
                "(withdrawn)".to_owned(),
                clip(&reason, 80),
            ]
        }));
        let as_json = || {
            let object = |(_, entry, excerpt): &(bool, AnyEntry<'_>, String)| json!({ "kind": entry.kind.word(), "id": entry.id, "title": entry.title, "excerpt": excerpt });
            let gone = |(kind, entry): &(Kind, &Entry<Tombstone>)| json!({ "kind": kind.word(), "id": entry.id, "withdrawn": entry.body.withdrawn });
            found
                .iter()
                .map(object)
                .chain(withdrawn.iter().map(gone))
                .collect::<Json>()
        };
        desk.output.table_of(&table, || read.faults(), as_json);
        Ok(if table.rows.is_empty() {
            Exit::NotFound
        } else {
            read.exit()
        })
    }
}

/// The withdrawn records whose id or reason holds every word.
fn withdrawn<'r>(register: &'r Register, words: &[String]) -> Vec<(Kind, &'r Entry<Tombstone>)> {
    let holds = |entry: &Entry<Tombstone>| {
        let text = fold(&format!("{} {}", entry.id, *entry.body.withdrawn.reason));
        words.iter().all(|word| text.contains(word))
    };
    let all = register.withdrawn();
    all.filter(|(_, entry)| holds(entry))
        .map(|((kind, _), entry)| (*kind, entry))
        .collect()
}

/// Whether a record holds every word; if so, whether its title does, and some text around the first word.
fn matched(entry: &AnyEntry<'_>, words: &[String]) -> Option<(bool, String)> {
    let mut texts = vec![entry.id.to_string()];
    texts.extend(entry.aliases.iter().map(|alias| alias.value.to_string()));
    entry.leaves.leaves(&mut |leaf| match leaf {
        Leaf::Text(text, _) | Leaf::Markdown(text, _) => texts.push(text.to_owned()),
        Leaf::Link(link) => texts.push(link.id.to_string()),
    });
    let lower: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    if !words
        .iter()
        .all(|word| lower.iter().any(|text| text.contains(word)))
    {
        return None;
    }
    let title = fold(entry.title);
    let in_title = words.iter().all(|word| title.contains(word));
    let excerpt = lower
        .iter()
        .zip(&texts)
        .filter(|(lower, _)| **lower != title)
        .find_map(|(lower, text)| lower.find(&words[0]).map(|at| around(text, at)));
    Some((in_title, excerpt.unwrap_or_default()))
}

/// The text around a byte, cut at spaces.
fn around(text: &str, at: usize) -> String {
    let mut start = at.saturating_sub(24).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let start = if start == 0 {
        0
    } else {
        text[start..].find(' ').map_or(start, |space| start + space + 1)
    };
    let lead = if start > 0 { "..." } else { "" };
    clip(&format!("{lead}{}", &text[start..]), 60)
}
