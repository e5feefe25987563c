//! What the outside world can refuse: a failure with its cure and the exit code it ends in.

use std::fmt;

/// How a command ended, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Fine = 0,
    /// The records have problems.
    Problems = 1,
    /// The command was used wrongly.
    Usage = 2,
    /// Refused for safety: going on could lose or overwrite something.
    Refused = 3,
    /// No such record, code or commit.
    NotFound = 4,
    /// Two people changed the same thing; a person must choose.
    NeedsPerson = 5,
    /// A file, folder, repository or network failed.
    Failed = 6,
}

/// A failure of the world, never of a record: what could not be done, why, and what to do about it.
///
/// Mistakes in records are [`Diagnostic`](crate::diagnostic::Diagnostic)s, which are values and travel beside results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code it ends in.
    pub exit: Exit,
    /// What could not be done, in a clerk's words.
    pub what: String,
    /// The system's own reason, where there is one.
    pub cause: Option<String>,
    /// What to do about it.
    pub cure: Option<String>,
}

impl Failure {
    /// A failure of a file, folder, repository or network.
    pub fn new(what: impl Into<String>) -> Self {
        Self::with(Exit::Failed, what)
    }

    /// A failure that ends in the given code.
    pub fn with(exit: Exit, what: impl Into<String>) -> Self {
        Self {
            exit,
            what: what.into(),
            cause: None,
            cure: None,
        }
    }

    /// Adds the system's reason.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// Adds to the cure what a person should know besides.
    #[must_use]
    pub fn besides(mut self, note: &str) -> Self {
        self.cure = Some(match self.cure {
            Some(cure) => format!("{cure}; {note}"),
            None => note.to_owned(),
        });
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn cure(mut self, cure: impl Into<String>) -> Self {
        self.cure = Some(cure.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)?;
        if let Some(cause) = &self.cause {
            write!(out, ": {cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
