//! Commits that others have seen: they stay part of the history, or it was rewritten.

use super::codes;
use super::report::{Check, Finding, Report, Unchecked};
use crate::view::words::counted;

/// Who has seen a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witness {
    /// What is published names it; holds where.
    Published(String),
    /// It was the last that both sides held when the register was last shared; holds with whom.
    Shared(String),
    /// Another repository's branch stands there now, as far as it is known here; holds which.
    Branch(String),
    /// Another repository's branch once stood there; holds which.
    Once(String),
}

/// Where such a commit stands to the history that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is part of it.
    Held,
    /// The history is part of its.
    Ahead,
    /// Each holds commits that the other does not.
    Apart,
    /// It is not in this repository.
    Missing,
}

/// A commit that somebody has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its name, as far as it was told.
    pub commit: String,
    /// Who has seen it.
    pub by: Witness,
    /// Where it stands.
    pub stands: Stands,
}

/// What in a repository makes Git show other commits than those that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The objects in whose place others are shown.
    pub objects: Vec<String>,
    /// Whether there is a file of grafts, which gives commits other parents.
    pub grafts: bool,
}

/// Looks whether what others have seen is still part of the history.
///
/// `is_shallow` says that old commits are missing from this copy anyway; `is_whole` that the history up to the newest commit is
/// looked at, and not one up to some commit before.
pub fn known(seen: &[Seen], replaced: &Replaced, is_shallow: bool, is_whole: bool) -> Report {
    let mut report = Report::default();
    if !seen.is_empty() {
        report.checks.push(Check {
            holds: "Every commit that others are known to have seen is still part of the history.",
            looked_at: format!(
                "{} that others are known to have seen",
                counted(seen.len(), "commit")
            ),
            codes: &[&codes::HISTORY_REWRITTEN, &codes::COMMIT_MISSING],
        });
    }
    for one in seen {
        weigh(one, is_shallow, is_whole, &mut report);
    }
    let objects = replaced.objects.iter().map(|object| {
        let message = format!("Git shows another object in the place of {}", short(object));
        Finding::new(
            &codes::HISTORY_REPLACED,
            message,
            codes::HISTORY_REPLACED.example.good,
        )
    });
    report.findings.extend(objects);
    if replaced.grafts {
        let message = "a file of grafts gives commits other parents";
        let cure = "look at info/grafts in the repository's own folder, and remove it";
        report
            .findings
            .push(Finding::new(&codes::HISTORY_REPLACED, message, cure));
    }
    report
}

fn weigh(seen: &Seen, is_shallow: bool, is_whole: bool, report: &mut Report) {
    let commit = short(&seen.commit);
    let who = match &seen.by {
        Witness::Published(place) => format!("{place} names commit {commit}"),
        Witness::Shared(with) => format!("commit {commit} was shared with {with}"),
        Witness::Branch(branch) => format!("{branch} stands at commit {commit}"),
        Witness::Once(branch) => format!("{branch} once stood at commit {commit}"),
    };
    let must_be_held = !matches!(seen.by, Witness::Branch(_));
    let told = match seen.stands {
        Stands::Held => return,
        Stands::Missing if is_shallow => {
            let what = format!("{who}, which is not here, as old commits were left out of this copy.");
            let cure = "fetch the whole history: git fetch --unshallow".to_owned();
            return report.unchecked.push(Unchecked { what, cure });
        }
        Stands::Missing if must_be_held => {
            let message = format!("{who}, which is not in this repository");
            Finding::new(
                &codes::COMMIT_MISSING,
                message,
                codes::COMMIT_MISSING.example.good,
            )
        }
        Stands::Ahead if must_be_held && is_whole => {
            let message = format!(
                "{who}, and the history ends before it: it was moved back, or this copy is not up to date"
            );
            let cure = "bring this copy up to date (git pull); if the history still ends before it, it was moved back";
            Finding::new(&codes::HISTORY_REWRITTEN, message, cure)
        }
        Stands::Apart if must_be_held => {
            let message = format!("{who}, which is here but no longer part of the history");
            let cure = format!(
                "see what differs: git diff {commit} HEAD -- records; then bring the history back to what others have seen"
            );
            Finding::new(&codes::HISTORY_REWRITTEN, message, cure)
        }
        Stands::Apart => {
            let what = format!(
                "{who}, and each side holds commits that the other does not: that is so when two worked at a time, and when one side was rewritten."
            );
            let cure = "bring the two together, then verify again: scrutiny sync".to_owned();
            return report.unchecked.push(Unchecked { what, cure });
        }
        Stands::Missing | Stands::Ahead => return,
    };
    report.findings.push(told);
}

fn short(commit: &str) -> String {
    commit.chars().take(12).collect()
}
