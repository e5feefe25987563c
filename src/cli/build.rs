//! `scrutiny build`: the site, from the records.

use std::path::PathBuf;

use clap::Args;

use super::desk::Desk;
use crate::failure::{Exit, Failure};

/// Make the site from the records.
///
/// Writes only files that changed, removes those that are gone, and touches nothing it did not write.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// The folder to write to [default: site/ in the register's folder]
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,

    /// Leave out the history of the records
    #[arg(long)]
    no_history: bool,
}

impl Build {
    pub(super) fn run(&self, _desk: &Desk<'_>) -> Result<Exit, Failure> {
        let _ = (&self.to, self.no_history);
        Err(Failure::new("not yet"))
    }
}
