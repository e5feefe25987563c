//! What was checked, what holds, what does not, and what could not be checked.

use crate::diagnostic::{Code, Severity};
use crate::history::Commit;

/// The result of an audit.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was looked at, each with what it found.
    pub checks: Vec<Check>,
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// What did not hold once and has been put right in the records since.
    pub mended: Vec<Finding>,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
    /// What else a reader of the report should know: which commit, which version.
    pub about: Vec<(&'static str, String)>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What holds if nothing was found, in a sentence.
    pub holds: &'static str,
    /// How many were looked at, and of what: "20,000 commits".
    pub looked_at: String,
    /// The codes of the findings that speak against it.
    pub codes: &'static [&'static Code],
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind.
    pub code: &'static Code,
    /// What was found, in a sentence.
    pub message: String,
    /// The commit it was done in.
    pub commit: Option<Commit>,
    /// The record, as its kind's folder and its id.
    pub record: Option<String>,
    /// The label of the clause.
    pub clause: Option<String>,
    /// The file of the site.
    pub page: Option<String>,
    /// What stood there before, or should.
    pub before: Option<String>,
    /// What stands there after.
    pub after: Option<String>,
    /// What to do.
    pub cure: String,
}

/// Something that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// What, and why not, in a sentence.
    pub what: String,
    /// What would let it be checked.
    pub cure: String,
}

impl Finding {
    /// A finding of nothing in particular yet.
    pub fn new(code: &'static Code, message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            commit: None,
            record: None,
            clause: None,
            page: None,
            before: None,
            after: None,
            cure: cure.into(),
        }
    }

    /// In which commit.
    #[must_use]
    pub fn in_commit(mut self, commit: &Commit) -> Self {
        self.commit = Some(commit.clone());
        self
    }

    /// Of which record.
    #[must_use]
    pub fn of(mut self, record: &str) -> Self {
        self.record = Some(record.to_owned());
        self
    }

    /// Of which file of the site.
    #[must_use]
    pub fn on(mut self, page: &str) -> Self {
        self.page = Some(page.to_owned());
        self
    }

    /// The words before and after.
    #[must_use]
    pub fn words(mut self, before: Option<String>, after: Option<String>) -> Self {
        self.before = before;
        self.after = after;
        self
    }
}

impl Report {
    /// Whether all that was checked holds. A warning does not speak against it.
    pub fn holds(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.code.severity == Severity::Warning)
    }

    /// Takes in another part of the audit.
    pub fn append(&mut self, other: Self) {
        self.checks.extend(other.checks);
        self.findings.extend(other.findings);
        self.mended.extend(other.mended);
        self.unchecked.extend(other.unchecked);
        self.about.extend(other.about);
    }

    /// Whether nothing was found against a check.
    pub fn is_sound(&self, check: &Check) -> bool {
        !self
            .findings
            .iter()
            .any(|finding| check.codes.contains(&finding.code))
    }
}
