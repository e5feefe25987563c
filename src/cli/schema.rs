//! `scrutiny schema`: the shape of a kind of record, as editors read it.

use clap::Args;

use super::desk::Desk;
use super::help::{self, Examples};
use crate::failure::{Exit, Failure};
use crate::schema;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny schema change",
        "every field of a change, with its meaning",
    ),
    (
        "scrutiny schema register > register.json",
        "the settings in records/register.yaml, to a file",
    ),
    ("scrutiny schema law", "provisions of your own, in records/law/"),
];

/// Print the JSON Schema of a kind of record, for editors.
///
/// Each field is described; save it to a file and name that in your editor's YAML settings to have fields
/// completed and explained as you type.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Schema {
    /// body, change, resolution, determination, duty, register for records/register.yaml, or law for records/law/
    kind: String,
}

impl Schema {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let Some(document) = schema::document(&self.kind) else {
            let what = format!("there is no kind of record `{}`", self.kind);
            return Err(
                Failure::with(Exit::Usage, what).cure(format!("name one of: {}", schema::NAMES.join(", ")))
            );
        };
        desk.output.data(&format!("{document:#}"));
        Ok(Exit::Fine)
    }
}
