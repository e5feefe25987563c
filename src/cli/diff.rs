//! `scrutiny diff`: what differs between two states of the register, record by record and field by field.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::{Desk, Found};
use super::help::{self, Examples};
use super::name;
use super::output::Table;
use super::screen::Screen;
use super::told::{self, Tense};
use crate::compare::{Between, Differs, registers, text};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::git::{Point, Repo};
use crate::register::Register;
use crate::source::Sources;
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
    sources: Sources,
    templates: BTreeMap<String, Vec<u8>>,
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
        let mut differ = registers(&from.sources, &to.sources);
        if let Some(record) = &self.record {
            differ = only(differ, &from, &to, record)?;
        }
        let templates = match self.record {
            None => templates(&from.templates, &to.templates),
            Some(_) => Vec::new(),
        };
        self.print(desk, (&from, &to), &differ, &templates);
        Ok(Exit::Fine)
    }

    fn print(
        &self,
        desk: &Desk<'_>,
        (from, to): (&State, &State),
        differ: &[Differs],
        templates: &[(String, &'static str)],
    ) {
        if desk.output.is_json() {
            return desk.output.json(&json!({
                "from": from.as_json(), "to": to.as_json(),
                "records": differ.iter().filter(|one| one.between.is_some()).map(record_json).collect::<Json>(),
                "files": files(differ, templates)
                    .map(|(path, what)| json!({ "path": path, "what": what }))
                    .collect::<Json>(),
            }));
        }
        if !desk.output.is_text() {
            return desk.output.table(&table(differ, templates), || Json::Null);
        }
        desk.output
            .say(&format!("From {} to {}:", from.said(), to.said()));
        if differ.is_empty() && templates.is_empty() {
            desk.output.say("Nothing differs.");
            return;
        }
        let mut out = String::new();
        for one in differ.iter().filter(|one| one.between.is_some()) {
            out.push_str(&told_of(one, self.fields, &desk.output.screen));
        }
        for (path, what) in files(differ, templates) {
            out.push_str(&format!("{path}: {what}\n"));
        }
        desk.output.page(&out);
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
            sources: disk::read(&found.root)?,
            templates: disk::read_templates(&found.root)?,
        });
    }
    let point = desk.point(repo, asked)?;
    Ok(State {
        sources: repo.read(&point.commit.id)?.0,
        templates: repo.templates(&point.commit.id)?,
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
    let find = |state: &State| name::find(&Register::build(&state.sources).0, asked);
    // One that is gone is known to the state before.
    let (kind, id) = find(to).or_else(|failure| find(from).map_err(|_| failure))?;
    let name = format!("{}/{id}", kind.folder());
    let is_it = |one: &Differs| one.name == name || one.former.as_deref() == Some(name.as_str());
    Ok(differ.into_iter().filter(is_it).collect())
}

fn told_of(one: &Differs, fields: bool, screen: &Screen) -> String {
    let Some(between) = &one.between else {
        return String::new();
    };
    let title = match between {
        Between::Added(tree) | Between::Removed(tree) | Between::Restored(tree) => text::title(tree),
        _ => None,
    };
    let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
    let mut out = told::block(&format!("{}{title}", one.name), 0, screen);
    if let Some(former) = &one.former {
        out.push_str(&told::block(
            &format!("renamed: before, it was {former}"),
            2,
            screen,
        ));
    }
    out.push_str(&told::step(between, Tense::Made, fields, 2, screen));
    out
}

fn record_json(one: &Differs) -> Json {
    let between = one.between.as_ref();
    json!({
        "record": one.name, "path": one.path, "renamed_from": one.former,
        "what": between.map(Between::word),
        "changes": between.map(|between| told::as_json(&between.changes())),
    })
}

/// The files that are no records, with what became of them.
fn files<'d>(
    differ: &'d [Differs],
    templates: &'d [(String, &'static str)],
) -> impl Iterator<Item = (&'d str, &'static str)> {
    let others = differ.iter().filter(|one| one.between.is_none());
    let others = others.map(|one| (one.path.as_str(), word(one.there)));
    others.chain(templates.iter().map(|(path, what)| (path.as_str(), *what)))
}

fn word(there: (bool, bool)) -> &'static str {
    match there {
        (false, _) => "added",
        (_, false) => "removed",
        _ => "changed",
    }
}

fn templates(
    from: &BTreeMap<String, Vec<u8>>,
    to: &BTreeMap<String, Vec<u8>>,
) -> Vec<(String, &'static str)> {
    let added = to.keys().filter(|name| !from.contains_key(*name));
    let names = from.keys().chain(added);
    let differ = names.filter(|name| from.get(*name) != to.get(*name));
    let mut list: Vec<(String, &'static str)> = differ
        .map(|name| {
            let there = (from.contains_key(name), to.contains_key(name));
            (format!("templates/{name}"), word(there))
        })
        .collect();
    list.sort();
    list
}

fn table(differ: &[Differs], templates: &[(String, &'static str)]) -> Table {
    let mut rows = Vec::new();
    for one in differ {
        let Some(between) = &one.between else { continue };
        let row = |field: String, before: String, after: String| {
            vec![one.name.clone(), between.word().to_owned(), field, before, after]
        };
        let changes = between.changes();
        if changes.is_empty() {
            rows.push(row(String::new(), String::new(), String::new()));
        }
        rows.extend(changes.iter().map(|change| {
            let told = change.told();
            row(told.what, told::bare(told.was), told::bare(told.now))
        }));
    }
    rows.extend(files(differ, templates).map(|(path, what)| {
        vec![
            path.to_owned(),
            what.to_owned(),
            String::new(),
            String::new(),
            String::new(),
        ]
    }));
    Table {
        columns: vec!["record", "what", "field", "before", "after"],
        rows,
    }
}
