//! What a sync tells: what came in and from whom, what went out, what was settled, and why it could not be done.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::round::Session;
use super::rows::{Fates, REMOVED, Row, rows};
use super::settle::{Authors, day};
use crate::check;
use crate::cli::output::clip;
use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::{Exit, Failure};
use crate::git::{News, Shared};
use crate::history::History;
use crate::law::Law;
use crate::merge::{Answer, Conflict};
use crate::record::Kind;
use crate::source::Sources;
use crate::view::words::counted;

/// What there is to tell at the end, besides what came in and went out.
#[derive(Default)]
pub(super) struct Told {
    /// How the two sides stood.
    state: &'static str,
    /// What each record is called, and whether there are mistakes.
    titles: BTreeMap<String, String>,
    fates: Fates,
    mistakes: usize,
    settled: Vec<String>,
    notes: Vec<String>,
}

impl Told {
    pub(super) fn new(state: &'static str) -> Self {
        Self {
            state,
            ..Self::default()
        }
    }

    /// Takes the names of records from the register as it is going to be.
    pub(super) fn with_sources(mut self, sources: &Sources, today: chrono::NaiveDate) -> Self {
        let (register, problems) = check::check(sources, &Law::of(sources), today);
        let named = register.entries().map(|entry| {
            // A view is called by what it says, which by itself says too little.
            let title = match entry.kind {
                Kind::Determination => format!("view: {}", entry.title),
                _ => entry.title.to_owned(),
            };
            (format!("{}/{}", entry.kind.folder(), entry.id), title)
        });
        self.titles = named.collect();
        self.fates = Fates::of(&register);
        self.mistakes = problems.count(Severity::Error);
        self
    }

    pub(super) fn with_settled(mut self, settled: &[String]) -> Self {
        self.settled = settled.to_vec();
        self
    }

    pub(super) fn with_note(mut self, note: Option<String>) -> Self {
        self.notes.extend(note);
        self
    }
}

/// The closing words, or the same as JSON.
pub(super) fn close(session: &Session<'_>, coming: &News, going: &News, told: &Told) -> Result<(), Failure> {
    let args = session.args;
    let output = session.desk.output;
    if output.is_json() {
        output.json(&json!({
            "state": told.state,
            "dry_run": args.dry_run,
            "sent": !args.dry_run && !args.no_push && !going.is_empty(),
            "with": { "name": session.shared.name, "address": session.shared.address, "branch": session.shared.branch },
            "came_in": records(coming, told),
            "went_out": records(going, told),
            "settled": told.settled,
            "mistakes": told.mistakes,
            "notes": told.notes,
            "commit": session.repo.commit("HEAD")?,
        }));
        return Ok(());
    }
    if told.state == "same" {
        output.say(&format!(
            "Nothing new: here and {} hold the same.",
            session.shared.address
        ));
    }
    let (came, went) = if args.dry_run {
        ("Would come in", "Would go out")
    } else if args.no_push {
        ("Came in", "Not yet sent")
    } else {
        ("Came in", "Went out")
    };
    for (word, news) in [(came, coming), (went, going)] {
        if let Some(text) = listed(word, news, told) {
            output.page(&text);
        }
    }
    for line in &told.settled {
        output.say(&format!("Settled: {line}."));
    }
    for note in &told.notes {
        output.say(note);
    }
    if !args.dry_run && session.repo.changed_records()? {
        output.say("Some files here were changed by hand and not saved, so they are not shared: `scrutiny save` saves them.");
    }
    if told.mistakes > 0 {
        output.say(&format!(
            "The register holds {}.",
            counted(told.mistakes, "mistake")
        ));
        output.next("scrutiny check shows them");
    } else if args.dry_run {
        output.next("the same without --dry-run does it");
    } else if args.no_push && !going.is_empty() {
        output.next("scrutiny sync sends it");
    } else if coming.is_empty() {
        output.next("go on working; give the command again when you have saved more");
    } else {
        output.next("look what came in: scrutiny log");
    }
    Ok(())
}

/// A list under its heading; none where there is nothing in it.
fn listed(heading: &str, news: &News, told: &Told) -> Option<String> {
    const MOST: usize = 20;
    let rows = told.fates.rows(&news.history);
    if news.is_empty() {
        return None;
    }
    let mut text = format!("{heading}: {}", counted(rows.len(), "record"));
    if news.elsewhere > 0 {
        text.push_str(&format!(
            ", and {} beside the records",
            counted(news.elsewhere, "commit")
        ));
    }
    for row in rows.iter().take(MOST) {
        let by: Vec<&str> = row.by.iter().copied().collect();
        let called = told.titles.get(row.record).map_or_else(
            || row.record.to_owned(),
            |title| format!("{} ({})", clip(title, 60), row.record),
        );
        let before = row
            .former
            .map_or_else(String::new, |former| format!(", before {former}"));
        text.push_str(&format!(
            "\n  {:<9} {called}{before}, by {}, {}",
            row.word,
            by.join(" and "),
            day(row.on)
        ));
    }
    if rows.len() > MOST {
        text.push_str(&format!("\n  ... and {} more", rows.len() - MOST));
    }
    Some(text)
}

fn records(news: &News, told: &Told) -> Json {
    let object = |row: &Row<'_>| {
        json!({
            "record": row.record,
            "title": told.titles.get(row.record),
            "what": row.word,
            "renamed_from": row.former,
            "by": row.by,
            "on": row.on.to_string(),
        })
    };
    let rows = told.fates.rows(&news.history);
    rows.iter().map(object).collect()
}

/// How a conflict was settled, in words.
pub(super) fn settled(conflict: &Conflict, answer: Option<&Answer>) -> String {
    let how = match answer {
        Some(Answer::Ours) => format!("as here: {}", value(&conflict.ours)),
        Some(Answer::Theirs) => format!("as the others have it: {}", value(&conflict.theirs)),
        Some(Answer::Text(text)) => format!("anew: {}", clip(text, 60)),
        None => "by itself".to_owned(),
    };
    format!("{}, {how}", conflict.what)
}

fn value(side: &Option<String>) -> String {
    side.as_ref()
        .map_or_else(|| "nothing".to_owned(), |text| clip(text, 60))
}

/// The words of a commit that joins both sides.
pub(super) fn message(coming: &History, settled: &[String]) -> String {
    let mut text = format!("Bring together with the work of {}\n", people(coming));
    if !settled.is_empty() {
        text.push('\n');
        for line in settled {
            text.push_str(&format!("Settled: {}\n", line.replace('\n', " ")));
        }
    }
    text
}

/// The words of a commit that puts what was saved here on top of a history that was rewritten.
pub(super) fn message_on_top(since: &History) -> String {
    let mut text = "Put again what was saved before the shared history was rewritten\n\n".to_owned();
    for commit in &since.commits {
        text.push_str(&format!("- {} ({}, {})\n", commit.summary, commit.by, commit.on));
    }
    text
}

/// Everybody who made a commit, in order of name.
fn people(history: &History) -> String {
    let names: BTreeSet<&str> = history.commits.iter().map(|commit| commit.by.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => "others".to_owned(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, rest @ ..] => format!("{one} and {} others", rest.len()),
    }
}

/// Who changed the records that problems are about, here and there.
pub(super) fn who_changed(problems: &Diagnostics, sources: &Sources, authors: Authors<'_>) -> Vec<String> {
    let mut records = BTreeSet::new();
    for problem in problems {
        for label in std::iter::once(&problem.primary).chain(&problem.related) {
            records.extend(record_of(&sources.get(label.at.source).path));
        }
    }
    let mut lines = Vec::new();
    // A record may be wrong only because another that it names is gone: then that one is told of.
    let gone = |history: &History| {
        let rows = rows(history);
        let gone = rows.iter().filter(|row| row.word == REMOVED);
        gone.map(|row| row.record.to_owned()).collect::<Vec<_>>()
    };
    records.extend(gone(authors.ours));
    records.extend(gone(authors.theirs));
    for record in &records {
        for (history, place) in [(authors.ours, "here"), (authors.theirs, "there")] {
            for row in rows(history).iter().filter(|row| row.record == record) {
                let by: Vec<&str> = row.by.iter().copied().collect();
                lines.push(format!(
                    "{record} was {} {place} by {}, {}",
                    row.word,
                    by.join(" and "),
                    day(row.on)
                ));
            }
        }
    }
    lines
}

/// The record whose file this is.
fn record_of(path: &str) -> Option<String> {
    let below = path.strip_prefix("records/")?;
    let (folder, rest) = below.split_once('/')?;
    let kind = Kind::from_folder(folder)?;
    let stem = rest.rsplit('/').next()?.strip_suffix(".yaml")?;
    Some(format!("{}/{stem}", kind.folder()))
}

/// That the other side no longer holds what was shared.
pub(super) fn rewritten(shared: &Shared, known: Option<&str>, theirs: Option<&str>) -> Failure {
    let short =
        |commit: Option<&str>| commit.map_or_else(String::new, |commit| commit.chars().take(10).collect());
    let (known, theirs) = (short(known), theirs.map(|theirs| short(Some(theirs))));
    let (what, look) = match theirs {
        Some(theirs) => (
            format!(
                "the shared history was rewritten: {} no longer holds commit {known}, which both sides had",
                shared.address
            ),
            format!("look what differs: git log {known}...{theirs}"),
        ),
        None => (
            format!(
                "{} is empty, although commit {known} was shared there before",
                shared.address
            ),
            format!("look what was there: git log {known}"),
        ),
    };
    Failure::with(Exit::Refused, what).cure(format!(
        "nothing was changed. {look}; ask who did it and why. If it was meant: scrutiny sync --accept-rewritten \
         goes on from what is there now, puts on top of it what only you have, and keeps your history aside"
    ))
}

/// That the two have nothing in common.
pub(super) fn strangers(shared: &Shared, shallow: bool) -> Failure {
    if shallow {
        let what = format!(
            "this copy is too shallow to tell what it has in common with {}",
            shared.address
        );
        return Failure::with(Exit::Refused, what).cure("fetch the rest once: git fetch --unshallow");
    }
    let what = format!(
        "the register here and the one at {} were started apart and have no common history",
        shared.address
    );
    Failure::with(Exit::Refused, what).cure(format!(
        "nothing was changed. Decide which is to go on; get that one into a new folder (git clone '{}'), copy the \
         record files that it lacks into it, and save them there. Or share this one in an empty place",
        shared.address
    ))
}
