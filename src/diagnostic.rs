//! Mistakes in records as values: what is wrong, where, and how to mend it.

mod json;
pub mod kept;
mod render;
mod tell;

pub use json::to_json;
pub use render::{Style, render, render_within};

use std::cmp::Ordering;

use serde::Serialize;

use crate::source::{Location, is_hidden};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The record cannot be published as it stands.
    Error,
    /// The record can be published, but somebody should look; `check --strict` refuses it.
    Warning,
}

impl Severity {
    /// The word shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One kind of problem: its name, and what `scrutiny explain` says of it.
///
/// Each is a constant beside the code that finds it. The examples are run as tests: the bad one, put into a
/// sound register, is reported with exactly this code, and the good one with none.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The name, in kebab-case; says what is wrong, not what to do.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// Why it matters and how to mend it, in a short paragraph.
    pub explain: &'static str,
    /// A file that has this problem, and the same file mended.
    pub example: Example,
}

/// A file that shows a problem, and the same file mended.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// Where the file stands in the register; empty where the problem is told in words.
    pub path: &'static str,
    /// The file with the problem.
    pub bad: &'static str,
    /// The file without it; empty where the cure is to remove the file.
    pub good: &'static str,
}

impl Example {
    /// A problem that no single file shows, told in words, and what mends it.
    pub const fn told(bad: &'static str, good: &'static str) -> Self {
        let path = "";
        Self { path, bad, good }
    }

    /// Whether it is told in words, and not a file.
    pub fn is_told(&self) -> bool {
        self.path.is_empty()
    }
}

/// A value shortened for a message, and with nothing in it that could disturb the lines around it.
pub fn clip(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text
        .chars()
        .map(|c| if is_hidden(c) { ' ' } else { c })
        .take(MOST)
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push_str("...");
    }
    shown
}

/// A place, and what to say there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Location,
    /// What to say there; may be empty.
    pub text: String,
}

/// One problem found in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: &'static Code,
    /// What is wrong, in a clerk's words.
    pub message: String,
    /// Where it is.
    pub primary: Label,
    /// Other places that bear on it.
    pub related: Vec<Label>,
    /// How to mend it.
    pub cure: Option<String>,
}

impl Diagnostic {
    /// A problem at a place. A problem without a place cannot be made.
    pub fn new(code: &'static Code, at: Location, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: Label {
                at,
                text: String::new(),
            },
            related: Vec::new(),
            cure: None,
        }
    }

    /// What to say at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Another place that bears on the problem.
    #[must_use]
    pub fn related(mut self, at: Location, text: impl Into<String>) -> Self {
        self.related.push(Label {
            at,
            text: text.into(),
        });
        self
    }

    /// How to mend it.
    #[must_use]
    pub fn cure(mut self, cure: impl Into<String>) -> Self {
        self.cure = Some(cure.into());
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }

    /// By place, then by code: sources are numbered in path order, so this is the order of the files.
    fn order(&self, other: &Self) -> Ordering {
        (self.primary.at, self.code.name)
            .cmp(&(other.primary.at, other.code.name))
            .then_with(|| self.message.cmp(&other.message))
    }
}

/// All problems found, in the order of the files and of the places in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Puts them in order of place and drops any that was found twice.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(Diagnostic::order);
        self.0.dedup();
        self
    }

    /// Each in turn.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Each in turn, for whoever knows more of it.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|found| found.severity() == severity).count()
    }

    /// Whether any of them keeps the register from being published.
    pub fn any_error(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
