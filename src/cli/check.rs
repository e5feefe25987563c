//! `scrutiny check`: all mistakes of all files at once.

use clap::Args;
use serde_json::json;

use super::desk::Desk;
use super::help::{self, Examples};
use crate::diagnostic::Severity;
use crate::failure::{Exit, Failure};
use crate::view::words::counted;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny check", "every mistake of every file, with its cure"),
    ("scrutiny check --strict", "warnings fail as well: for a gate"),
    ("scrutiny check --format json", "for a program"),
];

/// Look for mistakes in all records at once.
///
/// Each is shown with its place and its cure, in the order of the files. Ends with 0 where there are no errors,
/// with 1 where there are.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Check {
    /// Let warnings count as errors
    #[arg(long)]
    strict: bool,
}

impl Check {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let read = found.read()?.for_good();
        let errors = read.problems.count(Severity::Error);
        let warnings = read.problems.count(Severity::Warning);
        let ok = errors == 0 && !(self.strict && warnings > 0);
        let records = read.register.entries().count();
        let data = json!({ "files": read.sources.len(), "records": records, "errors": errors, "warnings": warnings });
        if desk.output.is_json() {
            desk.output.problems(&read.problems, &read.sources, &data, ok);
        } else {
            desk.output.findings(&read.problems, &read.sources);
        }
        desk.output.say(&match (errors, warnings) {
            (0, 0) => format!("No problem in {}.", counted(records, "record")),
            _ => format!(
                "{} and {} in {}.",
                counted(errors, "error"),
                counted(warnings, "warning"),
                counted(read.sources.len(), "file")
            ),
        });
        if !read.problems.is_empty() {
            desk.output
                .next("`scrutiny explain CODE` tells more about any code in square brackets");
        }
        Ok(if ok { Exit::Fine } else { Exit::Problems })
    }
}
