//! `scrutiny edit`: a record in an editor, or one field of it by name.

use clap::Args;

use super::desk::Desk;
use crate::failure::{Exit, Failure};

/// Change a record, in an editor or by naming a field.
#[derive(Debug, Args)]
pub(super) struct Edit {
    /// The record, by its id or the beginning of it
    record: String,
}

impl Edit {
    pub(super) fn run(&self, _desk: &Desk<'_>) -> Result<Exit, Failure> {
        Err(Failure::new(format!("not yet: {}", self.record)))
    }
}
