//! What stands at the head of every report: which register, published by whom, and as at which day.

use chrono::NaiveDate;

use super::document::{Block, Rich, Term};
use crate::record::RecordId;
use crate::register::Register;
use crate::site::PagePath;
use crate::value::PartialDate;
use crate::view::words;

/// What a report says that was told to take drafts in.
pub(super) const HOLDS_DRAFTS: &str = "Some of what follows stands in records that are still drafts. It is not finished, and not for publication.";

/// That records which are drafts are left out.
pub(super) fn drafts_left_out(drafts: usize) -> Option<String> {
    (drafts > 0).then(|| match drafts {
        1 => "One record that is still a draft is left out, with what would follow from it.".to_owned(),
        several => format!(
            "{} records that are still drafts are left out, with what would follow from them.",
            words::grouped(several)
        ),
    })
}

/// What belongs together, in the order in which the first of each stands.
pub(super) fn grouped<T>(all: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<Vec<&T>> {
    group(all.iter(), alike)
}

/// The same of what is named.
pub(super) fn group<'a, T>(
    all: impl Iterator<Item = &'a T>,
    alike: impl Fn(&T, &T) -> bool,
) -> Vec<Vec<&'a T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    for own in all {
        match groups.iter_mut().find(|group| alike(group[0], own)) {
            Some(group) => group.push(own),
            None => groups.push(vec![own]),
        }
    }
    groups
}

/// How many there are, and how they stand: "3 actions: 2 open and 1 recorded as done".
pub(super) fn counted(all: &str, parts: &[(usize, &str)]) -> String {
    let parts: Vec<&(usize, &str)> = parts.iter().filter(|(number, _)| *number > 0).collect();
    let told: Vec<String> = match parts.as_slice() {
        [(_, only)] => vec![(*only).to_owned()],
        several => several
            .iter()
            .map(|(number, words)| format!("{} {words}", words::grouped(*number)))
            .collect(),
    };
    format!("{all}: {}.", words::several(&told, "and"))
}

/// The register that a report is of, and which of its states.
#[derive(Clone, Copy, Debug)]
pub struct Place<'r> {
    /// The register.
    pub register: &'r Register,
    /// The state of the records, in words, where it is not that of today.
    pub state: Option<&'r str>,
    /// The files that have mistakes, or lean on one that has, and are left out.
    pub left_out: &'r [String],
}

impl<'r> Place<'r> {
    /// The register and the day.
    pub(super) fn terms(self, as_at: NaiveDate) -> Vec<Term> {
        let settings = self.register.settings.as_ref();
        let mut terms = vec![Term::new(
            "Register",
            match self.register.address() {
                Some(address) => {
                    Rich::from(format!("{}, ", self.register.name())).and(Rich::address(address))
                }
                None => Rich::from(self.register.name()),
            },
        )];
        terms.extend(settings.map(|settings| Term::new("Published by", settings.publisher.to_string())));
        terms.push(Term::new("As at", PartialDate::Day(as_at).spoken()));
        terms.extend(self.state.map(|state| Term::new("State of the records", state)));
        terms
    }

    /// That files are left out, and which: what is said without them may not be all.
    pub(super) fn caution(self) -> Option<Block> {
        let files = match self.left_out {
            [] => return None,
            [_] => "one file that has a mistake".to_owned(),
            several => format!(
                "{} files that have mistakes, or rest on one that has",
                words::grouped(several.len())
            ),
        };
        Some(Block::caution(format!(
            "This is not all that is recorded. It leaves out {files}, with what would follow: {}.",
            words::several(self.left_out, "and")
        )))
    }

    /// The whole address of a page, where the register knows its own.
    pub(super) fn page(self, page: &PagePath) -> Option<String> {
        let base = self.register.address()?;
        Some(format!("{base}/{}", page.as_public()))
    }

    /// The name that a body goes by.
    pub(super) fn name_of(self, body: &RecordId) -> &'r str {
        let body = self.register.bodies.get(body);
        body.map_or("a body", |body| body.body.known_as())
    }

    /// The whole name of a body.
    pub(super) fn full_name_of(self, body: &RecordId) -> &'r str {
        let body = self.register.bodies.get(body);
        body.map_or("a body", |body| &body.body.name)
    }

    /// The title of a change.
    pub(super) fn title_of(self, change: &RecordId) -> &'r str {
        let change = self.register.changes.get(change);
        change.map_or("a change", |change| &change.body.title)
    }
}
