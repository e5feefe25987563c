//! `scrutiny diff`: what differs between two states of the register, record by record and field by field.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::{Desk, Found};
use super::difference::{Difference, Files};
use super::help::{self, Examples};
use super::name;
use crate::compare::Differs;
use crate::failure::{Exit, Failure};
use crate::git::{Point, Repo};
use crate::register::Register;
use crate::value::PartialDate;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny diff", "what was changed by hand and is not saved"),
    ("scrutiny diff 2026-01-01 2026-04-01", "what changed in a quarter"),
    (
        "scrutiny diff HEAD~2 --record all-age-mental-health-2025",
        "one record, in the last two commits",
    ),
];

/// Tell what differs between two states of the register, field by field.
///
/// A state is a commit, a branch, a tag, a day (2026-03-01), or `files`: the files in the folder, with all that was changed
/// by hand and not saved. Without states it tells what was not saved yet; with one, what is different now from then.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Diff {
    /// The state to begin with [default: the last commit]
    from: Option<String>,

    /// The state to compare it with [default: the files in the folder]
    to: Option<String>,

    /// Only this record, by its id or the beginning of it
    #[arg(long, value_name = "ID")]
    record: Option<String>,

    /// Show every field of records that were added or taken out
    #[arg(long)]
    fields: bool,
}

/// The word that means the files in the folder.
const FILES: &str = "files";

/// A state that was read.
struct State {
    point: Option<Point>,
    files: Files,
}

impl Diff {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        if let Some(at) = found.asked() {
            return Err(Failure::with(
                Exit::Usage,
                "diff takes both states by themselves, and not with --at",
            )
            .cure(format!("scrutiny diff {at}")));
        }
        let Some(repo) = &found.repo else {
            return Err(Failure::with(
                Exit::Usage,
                "this register is not in Git, so it has no earlier state",
            )
            .cure("put the register in Git: git init"));
        };
        let now = if found.is_bare() { "HEAD" } else { FILES };
        let from = state(desk, &found, repo, self.from.as_deref().unwrap_or("HEAD"))?;
        let to = state(desk, &found, repo, self.to.as_deref().unwrap_or(now))?;
        let mut differ = Difference::between(&from.files, &to.files);
        if let Some(record) = &self.record {
            differ = Difference {
                records: only(differ.records, &from, &to, record)?,
                templates: Vec::new(),
            };
        }
        self.print(desk, (&from, &to), &differ);
        Ok(Exit::Fine)
    }

    fn print(&self, desk: &Desk<'_>, (from, to): (&State, &State), differ: &Difference) {
        if desk.output.is_json() {
            let mut data = json!({ "from": from.as_json(), "to": to.as_json() });
            differ.put_into(&mut data);
            return desk.output.json(&data);
        }
        if !desk.output.is_text() {
            return desk.output.table(&differ.table(), || Json::Null);
        }
        desk.output
            .say(&format!("From {} to {}:", from.said(), to.said()));
        if differ.is_empty() {
            desk.output.say("Nothing differs.");
            return;
        }
        desk.output.page(&differ.text(self.fields, &desk.output.screen));
    }
}

/// Reads a state.
fn state(desk: &Desk<'_>, found: &Found<'_>, repo: &Repo, asked: &str) -> Result<State, Failure> {
    if asked == FILES {
        if found.is_bare() {
            return Err(Failure::with(Exit::Usage, "a bare repository shows no files")
                .cure("name a commit, a branch, a tag or a day instead"));
        }
        return Ok(State {
            point: None,
            files: Files::in_folder(found)?,
        });
    }
    let point = desk.point(repo, asked)?;
    Ok(State {
        files: Files::of_commit(repo, &point.commit.id)?,
        point: Some(point),
    })
}

impl State {
    fn said(&self) -> String {
        let Some(point) = &self.point else {
            return "the files in the folder".to_owned();
        };
        let commit = &point.commit.id[..10];
        match (point.day, point.saved) {
            (Some(day), _) => format!("the end of {} (commit {commit})", PartialDate::Day(day).spoken()),
            (None, Some(day)) => format!("commit {commit} ({})", PartialDate::Day(day).spoken()),
            (None, None) => format!("commit {commit}"),
        }
    }

    fn as_json(&self) -> Json {
        match &self.point {
            None => json!({ "commit": null, "files": true }),
            Some(point) => {
                json!({ "commit": point.commit.id, "saved": point.saved, "day": point.day, "files": false })
            }
        }
    }
}

/// Only the record that is meant.
fn only(differ: Vec<Differs>, from: &State, to: &State, asked: &str) -> Result<Vec<Differs>, Failure> {
    let find = |state: &State| name::find(&Register::build(&state.files.sources).0, asked);
    // One that is gone is known to the state before.
    let (kind, id) = find(to).or_else(|failure| find(from).map_err(|_| failure))?;
    let name = format!("{}/{id}", kind.folder());
    let is_it = |one: &Differs| one.name == name || one.former.as_deref() == Some(name.as_str());
    Ok(differ.into_iter().filter(is_it).collect())
}
