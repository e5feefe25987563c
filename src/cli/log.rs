//! `scrutiny log`: what happened to the records, or to one.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::{Desk, Found};
use super::name;
use super::output::Table;
use crate::failure::{Exit, Failure};
use crate::history::{History, Touch};
use crate::register::Register;

/// Tell what happened to the records, newest first, or to one record.
#[derive(Debug, Args)]
pub(super) struct Log {
    /// The record, by its id or the beginning of it [default: all records]
    record: Option<String>,

    /// How many commits to show
    #[arg(long, short = 'n', default_value_t = 20)]
    most: usize,
}

impl Log {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let history = found.history()?;
        if history.head.is_none() {
            say_why_empty(desk, &found);
        } else if history.cut_short {
            desk.output
                .say("This clone is shallow: what happened before its first commit is not known here.");
        }
        let rows = match &self.record {
            None => all(&history),
            Some(text) => one(&history, text, &found)?,
        };
        let table = Table {
            columns: vec!["date", "commit", "who", "records", "what"],
            rows: rows.iter().take(self.most).cloned().collect(),
        };
        desk.output.table(&table, || {
            let object = |row: &Vec<String>| {
                json!({ "date": row[0], "commit": row[1], "by": row[2], "records": row[3], "summary": row[4] })
            };
            table.rows.iter().map(object).collect::<Json>()
        });
        if rows.len() > self.most {
            desk.output.say(&format!(
                "{} more: `scrutiny log -n {}`",
                rows.len() - self.most,
                rows.len()
            ));
        }
        Ok(Exit::Fine)
    }
}

fn say_why_empty(desk: &Desk<'_>, found: &Found<'_>) {
    desk.output.say(match found.repo {
        Some(_) => "Nothing has been committed yet.",
        None => "This register is not in Git, so no history is kept: `git init` starts one.",
    });
}

fn all(history: &History) -> Vec<Vec<String>> {
    let rows = history.by_commit().into_iter().map(|(commit, touched)| {
        let named = match touched.as_slice() {
            [(record, touch)] => format!("{record} {}", word(*touch)),
            several => format!("{} records", several.len()),
        };
        row(commit, named)
    });
    rows.collect()
}

fn one(history: &History, text: &str, found: &Found<'_>) -> Result<Vec<Vec<String>>, Failure> {
    // A record that is gone has a story too, so the history is asked first.
    let key = if history.touches.contains_key(text) {
        text.to_owned()
    } else {
        let (register, _) = Register::build(&found.sources()?);
        let (kind, id) = name::find(&register, text)?;
        format!("{}/{id}", kind.folder())
    };
    Ok(history
        .of(&key)
        .map(|revision| row(revision.commit, word(revision.touch).to_owned()))
        .collect())
}

fn row(commit: &crate::history::Commit, records: String) -> Vec<String> {
    let short = commit.id.chars().take(10).collect();
    vec![
        commit.on.to_string(),
        short,
        commit.by.clone(),
        records,
        commit.summary.clone(),
    ]
}

fn word(touch: Touch) -> &'static str {
    match touch {
        Touch::Added => "added",
        Touch::Changed => "changed",
        Touch::Removed => "removed",
    }
}
