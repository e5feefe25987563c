//! `scrutiny schema`: the shape of a kind of record, as editors read it.

use std::path::Path;

use clap::Args;
use serde_json::json;

use super::desk::Desk;
use super::help::{self, Examples};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::schema;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny schema --write", "for editors, in the register's folder"),
    (
        "scrutiny schema change",
        "every field of a change, with its meaning",
    ),
    (
        "scrutiny schema register > register.json",
        "the settings in records/register.yaml, to a file",
    ),
];

/// Print the JSON Schema of a kind of record, for editors.
///
/// Each field is described, so that an editor can complete and explain it as you type: with --write they stand where the first
/// line of each record leads an editor to.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Schema {
    /// body, change, resolution, determination, duty, register for records/register.yaml, law for records/law/, or nation
    /// for the list of registers that `scrutiny nation` reads
    #[arg(required_unless_present = "write")]
    kind: Option<String>,

    /// Put all of them where the first line of each record leads editors to, in the register's folder
    #[arg(long, conflicts_with = "kind")]
    write: bool,
}

impl Schema {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let Some(kind) = &self.kind else {
            let root = disk::find_register(&desk.start())?;
            let changed = lay(&root)?;
            desk.output
                .json_or_nothing(&json!({ "folder": schema::FOLDER, "written": changed }));
            desk.output.say(&match changed {
                0 => format!("The schemas in {} are those of this version.", schema::FOLDER),
                _ => format!("Wrote the schemas to {}; Git leaves them out.", schema::FOLDER),
            });
            desk.output
                .next("open a record in an editor that knows YAML (docs/editors.md)");
            return Ok(Exit::Fine);
        };
        let Some(document) = schema::document(kind) else {
            let what = format!("there is no kind of record `{kind}`");
            return Err(Failure::with(Exit::Usage, what).cure(format!(
                "name one of: {}, {}",
                schema::NAMES.join(", "),
                schema::NATION
            )));
        };
        desk.output.data(&format!("{document:#}"));
        Ok(Exit::Fine)
    }
}

/// Puts the schemas into a register's folder where they are not there yet, or are those of another version; how many were
/// written.
///
/// # Errors
///
/// [`Exit::Failed`] where they cannot be written.
pub(super) fn lay(root: &Path) -> Result<usize, Failure> {
    let folder = root.join(schema::FOLDER);
    disk::make_folder(&folder)?;
    // What a killed program left half written there is nobody's.
    disk::clear_parts(&folder);
    let mut written = 0;
    for (name, text) in schema::files() {
        let place = folder.join(name);
        if disk::load(&place)?.as_deref() != Some(text.as_bytes()) {
            disk::write(&place, text.as_bytes())?;
            written += 1;
        }
    }
    Ok(written)
}

/// Whether a register's folder holds the schemas of this version.
pub(super) fn are_laid(root: &Path) -> bool {
    let folder = root.join(schema::FOLDER);
    let is_there = |(name, text): &(String, String)| {
        disk::load(&folder.join(name)).is_ok_and(|found| found.as_deref() == Some(text.as_bytes()))
    };
    schema::files().iter().all(is_there)
}
