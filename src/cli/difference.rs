//! What differs between two states of a register's files, as it is shown: `diff` between any two, `save` before it saves.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::desk::Found;
use super::output::Table;
use super::screen::Screen;
use super::told::{self, Tense};
use crate::compare::{Between, Differs, registers, text};
use crate::disk;
use crate::failure::Failure;
use crate::git::Repo;
use crate::source::{Sources, same_lines};

/// The files of one state.
#[derive(Clone, Default)]
pub(super) struct Files {
    /// Those below `records/`.
    pub(super) sources: Sources,
    /// Those below `templates/`, by their names there.
    pub(super) templates: BTreeMap<String, Vec<u8>>,
}

/// What differs between two states.
pub(super) struct Difference {
    /// Records and other files below `records/`.
    pub(super) records: Vec<Differs>,
    /// Files below `templates/`, by their paths, each with what became of it.
    pub(super) templates: Vec<(String, &'static str)>,
}

impl Files {
    /// The files in the folder.
    pub(super) fn in_folder(found: &Found<'_>) -> Result<Self, Failure> {
        Ok(Self {
            sources: disk::read(&found.root)?,
            templates: disk::read_templates(&found.root)?,
        })
    }

    /// The files of a commit.
    pub(super) fn of_commit(repo: &Repo, commit: &str) -> Result<Self, Failure> {
        Ok(Self {
            sources: repo.read(commit)?.0,
            templates: repo.templates(commit)?,
        })
    }
}

impl Difference {
    /// What differs between these two.
    pub(super) fn between(from: &Files, to: &Files) -> Self {
        Self {
            records: registers(&from.sources, &to.sources),
            templates: templates(&from.templates, &to.templates),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.templates.is_empty()
    }

    /// Record by record and field by field; with `fields` also those of records that were added or taken out.
    pub(super) fn text(&self, fields: bool, screen: &Screen) -> String {
        let records = self.records.iter();
        let mut out: String = records.map(|one| told_of(one, fields, screen)).collect();
        for (path, what) in self.files() {
            out.push_str(&format!("{path}: {what}\n"));
        }
        out
    }

    /// Puts it into an object, as `records` and `files`.
    pub(super) fn put_into(&self, data: &mut Json) {
        let records = self.records.iter().filter(|one| one.between.is_some());
        data["records"] = records.map(record_json).collect();
        data["files"] = self
            .files()
            .map(|(path, what)| json!({ "path": path, "what": what }))
            .collect();
    }

    /// One row a field, for spreadsheets.
    pub(super) fn table(&self) -> Table {
        let mut rows = Vec::new();
        for one in &self.records {
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
        rows.extend(self.files().map(|(path, what)| {
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

    /// The files that are no records, with what became of them.
    fn files(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let others = self.records.iter().filter(|one| one.between.is_none());
        let others = others.map(|one| (one.path.as_str(), word(one.there)));
        others.chain(self.templates.iter().map(|(path, what)| (path.as_str(), *what)))
    }
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
    let differs = |name: &&String| match (from.get(*name), to.get(*name)) {
        (Some(from), Some(to)) => !same_lines(from, to),
        _ => true,
    };
    let differ = names.filter(differs);
    let mut list: Vec<(String, &'static str)> = differ
        .map(|name| {
            let there = (from.contains_key(name), to.contains_key(name));
            (format!("templates/{name}"), word(there))
        })
        .collect();
    list.sort();
    list
}
