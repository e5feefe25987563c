//! What happened to each record, a line each: from the touches of commits, and from what became of the record.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::{History, Touch};
use crate::record::{Kind, RecordId};
use crate::register::Register;

/// What is said of a record whose file is gone.
pub(super) const REMOVED: &str = "removed";

/// One record's line: what was done to it, by whom, when last.
pub(super) struct Row<'h> {
    /// The record, as `changes/ID`.
    pub(super) record: &'h str,
    /// What was done to it.
    pub(super) word: &'static str,
    /// What it was called before, where it was renamed.
    pub(super) former: Option<&'h str>,
    /// Who did it.
    pub(super) by: BTreeSet<&'h str>,
    /// The last day it was done on.
    pub(super) on: chrono::NaiveDate,
}

/// Each record that was touched, in order of name. To a history, a withdrawal is a change of a file, and another id is one file
/// more and one less.
pub(super) fn rows(history: &History) -> Vec<Row<'_>> {
    let mut rows = Vec::with_capacity(history.touches.len());
    for (record, touches) in &history.touches {
        let (Some((_, newest)), Some((_, oldest))) = (touches.first(), touches.last()) else {
            continue;
        };
        let commits: Vec<_> = touches
            .iter()
            .map(|(at, _)| &history.commits[*at as usize])
            .collect();
        rows.push(Row {
            record,
            // Added and then changed is added; whatever came before, what is gone is gone.
            word: match (oldest, newest) {
                (_, Touch::Removed) => REMOVED,
                (Touch::Added, _) => "added",
                _ => "changed",
            },
            former: None,
            by: commits.iter().map(|commit| commit.by.as_str()).collect(),
            on: commits.iter().map(|commit| commit.on).max().unwrap_or_default(),
        });
    }
    rows
}

/// What became of records, by their names: which are withdrawn, and what renamed ones are called now.
#[derive(Default)]
pub(super) struct Fates {
    withdrawn: BTreeSet<String>,
    renamed: BTreeMap<String, String>,
}

impl Fates {
    /// What a register tells of it.
    pub(super) fn of(register: &Register) -> Self {
        let name = |kind: Kind, id: &RecordId| format!("{}/{id}", kind.folder());
        let withdrawn = register.withdrawn().map(|((kind, id), _)| name(*kind, id));
        let renamed = register
            .aliases()
            .map(|((kind, former), now)| (name(*kind, former), name(*kind, now)));
        Self {
            withdrawn: withdrawn.collect(),
            renamed: renamed.collect(),
        }
    }

    /// The same rows, where a withdrawal is told as one and a new id on one line with the former.
    pub(super) fn rows<'h>(&self, history: &'h History) -> Vec<Row<'h>> {
        let mut rows = rows(history);
        let gone = rows.iter().filter(|row| row.word == REMOVED);
        let former: BTreeMap<&str, &str> = gone
            .filter_map(|row| Some((self.renamed.get(row.record)?.as_str(), row.record)))
            .collect();
        for row in &mut rows {
            if row.word == "changed" && self.withdrawn.contains(row.record) {
                row.word = "withdrawn";
            }
            if let Some(before) = former.get(row.record).filter(|_| row.word == "added") {
                row.word = "renamed";
                row.former = Some(before);
            }
        }
        let told: BTreeSet<&str> = rows.iter().filter_map(|row| row.former).collect();
        rows.retain(|row| !told.contains(row.record));
        rows
    }
}
