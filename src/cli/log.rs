//! `scrutiny log`: what happened to the records, or to one, field by field.

mod story;

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::{Desk, Found};
use super::flag;
use super::help::{self, Examples};
use super::output::Table;
use crate::failure::{Exit, Failure};
use crate::history::{Commit, History, Touch};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny log", "the last changes"),
    (
        "scrutiny log all-age-mental-health-2025",
        "one record, field by field",
    ),
    (
        "scrutiny log --since 2026-03-01 --by Clerk",
        "what one person saved since a day",
    ),
];

/// Tell what happened to the records, newest first; or to one record, field by field.
///
/// The story of a record goes on through a change of its id and past its withdrawal. What a withdrawn record said is
/// left out unless it is asked for: Git still holds it.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Log {
    /// The record, by its id or the beginning of it [default: all records]
    record: Option<String>,

    /// How many commits to show
    #[arg(long, short = 'n', default_value_t = 20)]
    most: usize,

    /// Only what was made on this day or later
    #[arg(long, value_name = "DAY")]
    since: Option<String>,

    /// Only what was made by somebody with this in their name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// Show every field of a record that was added, and not only which there are
    #[arg(long)]
    fields: bool,

    /// Show what a withdrawn record said
    #[arg(long)]
    withdrawn_words: bool,
}

/// Which commits are wanted.
struct Wanted {
    since: Option<NaiveDate>,
    by: Option<String>,
}

impl Wanted {
    fn holds(&self, commit: &Commit) -> bool {
        let by = |by: &String| commit.by.to_lowercase().contains(by);
        self.since.is_none_or(|since| commit.on >= since) && self.by.as_ref().is_none_or(by)
    }
}

impl Log {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let wanted = self.wanted(desk)?;
        let found = desk.open()?;
        let history = found.history()?;
        if history.head.is_none() {
            say_why_empty(desk, &found);
        } else if history.cut_short {
            desk.output
                .say("This clone is shallow: what happened before its first commit is not known here.");
        }
        match &self.record {
            Some(record) => story::tell(self, desk, &found, &history, record, &wanted),
            None => {
                self.all(desk, &history, &wanted);
                Ok(Exit::Fine)
            }
        }
    }

    fn wanted(&self, desk: &Desk<'_>) -> Result<Wanted, Failure> {
        let day = |text: &String| flag::day("--since", text, desk.clock);
        Ok(Wanted {
            since: self.since.as_ref().map(day).transpose()?,
            by: self.by.as_ref().map(|by| by.to_lowercase()),
        })
    }

    /// Every commit, with the records that it touched.
    fn all(&self, desk: &Desk<'_>, history: &History, wanted: &Wanted) {
        let mut all = history.by_commit();
        all.retain(|(commit, _)| wanted.holds(commit));
        let shown = &all[..all.len().min(self.most)];
        let row = |(commit, touched): &(&Commit, Vec<(&str, Touch)>)| {
            vec![
                commit.on.to_string(),
                short(commit).to_owned(),
                commit.by.clone(),
                named(touched),
                commit.summary.clone(),
            ]
        };
        let table = Table {
            columns: vec!["date", "commit", "who", "records", "what"],
            rows: shown.iter().map(row).collect(),
        };
        desk.output.table(&table, || {
            let object = |(commit, touched): &(&Commit, Vec<(&str, Touch)>)| {
                let each = touched.iter();
                let each = each.map(|(record, touch)| json!({ "record": record, "touch": word(*touch) }));
                json!({
                    "date": commit.on.to_string(), "commit": commit.id, "by": commit.by,
                    "records": named(touched), "touched": each.collect::<Json>(), "summary": commit.summary,
                })
            };
            shown.iter().map(object).collect::<Json>()
        });
        self.tell_more(desk, all.len());
    }

    /// How to see the rest.
    fn tell_more(&self, desk: &Desk<'_>, total: usize) {
        if total > self.most {
            let record = self
                .record
                .as_ref()
                .map_or_else(String::new, |record| format!(" {record}"));
            desk.output.say(&format!(
                "{} more: `scrutiny log{record} -n {total}`",
                total - self.most
            ));
        }
    }
}

fn say_why_empty(desk: &Desk<'_>, found: &Found<'_>) {
    desk.output.say(match found.repo {
        Some(_) => "Nothing has been committed yet.",
        None => "This register is not in Git, so no history is kept: `git init` starts one.",
    });
}

/// The records that a commit touched: the first few by name.
fn named(touched: &[(&str, Touch)]) -> String {
    const MOST: usize = 3;
    let each = touched.iter().take(MOST);
    let each = each.map(|(record, touch)| format!("{record} {}", word(*touch)));
    let names = each.collect::<Vec<_>>().join(", ");
    match touched.len().saturating_sub(MOST) {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// The beginning of a commit's name.
fn short(commit: &Commit) -> &str {
    &commit.id[..commit.id.len().min(10)]
}

fn word(touch: Touch) -> &'static str {
    match touch {
        Touch::Added => "added",
        Touch::Changed => "changed",
        Touch::Removed => "removed",
    }
}
