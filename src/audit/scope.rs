//! What a walk looked at, and what it could not look at.

use super::codes;
use super::records::Walk;
use super::report::{Check, Report, Unchecked};
use crate::view::words::counted;
use crate::view::words::grouped;

/// What was looked at, in numbers.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) commits: usize,
    pub(super) merges: usize,
    pub(super) cut: usize,
    pub(super) versions: usize,
    pub(super) compared: usize,
    pub(super) gone: usize,
    pub(super) renamed: usize,
    pub(super) withdrawn: usize,
    pub(super) unreadable: usize,
}

impl Walk<'_> {
    /// What was looked at.
    pub(super) fn report(&self) -> Report {
        let counts = &self.counts;
        let compared = format!(
            "{} of records, of which {} had to be weighed against the one before",
            counted(counts.versions, "version"),
            grouped(counts.compared)
        );
        let gone = format!(
            "{} gone ({} renamed), {} withdrawn",
            counted(counts.gone, "file"),
            grouped(counts.renamed),
            grouped(counts.withdrawn)
        );
        let mut report = Report::default();
        let merges = counted(counts.merges, "merge");
        report.about.push((
            "history",
            format!("{}, {merges} among them", counted(counts.commits, "commit")),
        ));
        report.checks.push(Check {
            holds: "No confirmed words, no recorded determination and no correction was changed without a correction that says so.",
            looked_at: compared,
            codes: &[
                &codes::CLAUSE_CHANGED_UNCORRECTED,
                &codes::CONFIRMED_CHANGED_UNCORRECTED,
                &codes::DETERMINATION_CHANGED_UNCORRECTED,
                &codes::CORRECTION_CHANGED,
            ],
        });
        report.checks.push(Check {
            holds: "No published record is gone without a tombstone or a new id, and no withdrawn one has come back.",
            looked_at: gone,
            codes: &[
                &codes::RECORD_GONE,
                &codes::BACK_TO_DRAFT,
                &codes::TOMBSTONE_GONE,
                &codes::TOMBSTONE_FILLED,
            ],
        });
        report.checks.push(Check {
            holds: "Every former id leads on, and none was given to another record.",
            looked_at: counted(self.held.len(), "former id"),
            codes: &[&codes::ALIAS_DROPPED, &codes::ALIAS_REUSED],
        });
        report.unchecked = self.unchecked();
        report
    }

    fn unchecked(&self) -> Vec<Unchecked> {
        let mut unchecked = Vec::new();
        let mut tell = |number: usize, what: String, cure: &str| {
            if number > 0 {
                let cure = cure.to_owned();
                unchecked.push(Unchecked { what, cure });
            }
        };
        let (cut, missing, unreadable) = (self.counts.cut, self.reader.missing, self.counts.unreadable);
        tell(
            cut,
            format!(
                "This copy is shallow: what came before {}, and what these changed, is not here.",
                counted(cut, "commit")
            ),
            "fetch the whole history: git fetch --unshallow",
        );
        tell(
            missing,
            format!(
                "{} of records are not in this copy, so nothing could be compared with them.",
                counted(missing, "version")
            ),
            "make a whole copy: git clone without --filter",
        );
        tell(
            unreadable,
            format!(
                "{} cannot be read as records; what came after was compared with what came before them.",
                counted(unreadable, "version")
            ),
            "look at them with git log -p; `scrutiny check` tells whether the records of today can be read",
        );
        unchecked
    }
}
