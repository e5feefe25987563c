//! `scrutiny serve`: the site on this machine while the records are worked on.

use clap::Args;

use super::desk::Desk;
use crate::failure::{Exit, Failure};

/// Show the site here while you work, made anew on each change.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port to listen on, on this machine only
    #[arg(long, default_value_t = 8017)]
    port: u16,
}

impl Serve {
    pub(super) fn run(&self, _desk: &Desk<'_>) -> Result<Exit, Failure> {
        let _ = self.port;
        Err(Failure::new("not yet"))
    }
}
