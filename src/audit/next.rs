//! What an audit would find in a commit that is not made yet: so that what is saved by hand holds before anybody audits it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::records::records;
use super::{Difference, Past, Report, Since, Step, TextId};
use crate::history::Commit;
use crate::register;
use crate::source::{Source, SourceId, Sources};

/// Names of the two commits, which nobody is told.
const LAST: &str = "last";
const NEXT: &str = "next";

/// What the rules over records find in a commit from the first of these states to the second. What they would know of older
/// commits is left out: what was once published and is a draft now counts as a draft.
pub fn next(before: &Sources, after: &Sources) -> Report {
    let texts: Vec<&str> = [before, after]
        .into_iter()
        .flat_map(Sources::iter)
        .map(text)
        .collect();
    let (old, new) = (by_record(before, 0), by_record(after, before.len()));
    let is_same = |old: Option<&TextId>, new: Option<&TextId>| match (old, new) {
        (Some(old), Some(new)) => texts[place(*old)] == texts[place(*new)],
        (old, new) => old.is_none() && new.is_none(),
    };
    let mut all: Vec<&String> = old.keys().chain(new.keys()).collect();
    all.sort_unstable();
    all.dedup();
    let changed = all
        .into_iter()
        .filter(|record| !is_same(old.get(*record), new.get(*record)));
    let changed = changed.map(|record| Difference {
        record: record.clone(),
        old: old.get(record).copied(),
        new: new.get(record).copied(),
    });
    let held = old.iter().map(|(record, text)| Difference {
        record: record.clone(),
        old: None,
        new: Some(*text),
    });
    let past = Past {
        steps: vec![
            step(NEXT, vec![1], changed.collect()),
            step(LAST, Vec::new(), held.collect()),
        ],
    };
    let read = |ids: &[TextId]| {
        let bytes = ids.iter().map(|id| Some(texts[place(*id)].as_bytes().to_vec()));
        bytes.collect()
    };
    records(&past, &read, &Since::Commit(LAST.to_owned()))
}

fn text((_, source): (SourceId, &Source)) -> &str {
    &source.text
}

/// The texts of the records, by their names, each named by its place among all; `first` is that of the first.
fn by_record(sources: &Sources, first: usize) -> BTreeMap<String, TextId> {
    let records = sources.iter().enumerate().filter_map(|(at, (_, source))| {
        let (kind, id) = register::key(&source.path)?;
        Some((format!("{}/{id}", kind.folder()), named(first + at)))
    });
    records.collect()
}

fn named(place: usize) -> TextId {
    let mut name = [0; 20];
    name[..8].copy_from_slice(&(place as u64).to_le_bytes());
    TextId(name)
}

fn place(name: TextId) -> usize {
    let mut place = [0; 8];
    place.copy_from_slice(&name.0[..8]);
    u64::from_le_bytes(place) as usize
}

fn step(id: &str, parents: Vec<usize>, differences: Vec<Difference>) -> Step {
    Step {
        commit: Commit {
            id: id.to_owned(),
            on: NaiveDate::default(),
            by: String::new(),
            summary: String::new(),
        },
        day: NaiveDate::default(),
        parents,
        is_cut: false,
        is_signed: false,
        against: vec![differences],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<&'static str> {
        let sources = |files: &[(&str, &str)]| {
            let files = files.iter();
            let file = |(path, text): &(&str, &str)| {
                Source::from_bytes(format!("records/{path}"), text.as_bytes().to_vec())
            };
            Sources::new(files.map(file).collect())
        };
        let report = next(&sources(before), &sources(after));
        report.findings.iter().map(|finding| finding.code.name).collect()
    }

    const VIEW: &str = "by: north\nview: not-substantial\n";

    #[test]
    fn what_is_locked_is_locked_wherever_the_file_lies_and_whatever_its_id() {
        let before = [("determinations/2025/a.yaml", VIEW)];
        let other = "by: north\nview: substantial-variation\n";
        assert_eq!(codes(&before, &[("determinations/a.yaml", VIEW)]), [""; 0]);
        for after in [
            ("determinations/a.yaml", other),
            (
                "determinations/b.yaml",
                "by: north\nview: substantial-variation\naliases: [a]\n",
            ),
        ] {
            assert_eq!(
                codes(&before, &[after]),
                ["determination-changed-uncorrected"],
                "{after:?}"
            );
        }
        let draft = (
            "determinations/b.yaml",
            "status: draft\nby: north\nview: not-substantial\naliases: [a]\n",
        );
        assert_eq!(codes(&before, &[draft]), ["back-to-draft"]);
    }

    #[test]
    fn nothing_is_lost_but_drafts() {
        let before = [
            ("bodies/a.yaml", "name: A\naliases: [older]\n"),
            ("bodies/d.yaml", "status: draft\nname: D\n"),
            ("bodies/t.yaml", "withdrawn: {date: 2026-03-01, reason: Twice.}\n"),
        ];
        assert_eq!(codes(&before, &before), [""; 0]);
        assert_eq!(codes(&before, &[before[0], before[2]]), [""; 0]);
        assert_eq!(codes(&before, &[before[1], before[2]]), ["record-gone"]);
        assert_eq!(codes(&before, &[before[0], before[1]]), ["tombstone-gone"]);
        let renamed = ("bodies/b.yaml", "name: A\naliases: [a]\n");
        assert_eq!(codes(&before, &[renamed, before[2]]), ["alias-dropped"]);
        let both = ("bodies/b.yaml", "name: A\naliases: [a, older]\n");
        assert_eq!(codes(&before, &[both, before[2]]), [""; 0]);
        // A draft leads nowhere, and nothing leads to what was withdrawn but its tombstone.
        let draft = ("bodies/d.yaml", "status: draft\nname: D\naliases: [a, older]\n");
        assert_eq!(codes(&before, &[draft, before[2]])[0], "record-gone");
        let heir = ("bodies/b.yaml", "name: B\naliases: [t]\n");
        assert_eq!(codes(&before, &[before[0], heir]), ["tombstone-gone"]);
    }
}
