//! `scrutiny duty`: recorded duties and the law.

mod adopt;

use clap::{Args, Subcommand};

use super::desk::Desk;
use crate::failure::{Exit, Failure};

/// Record duties that the law lays on somebody.
#[derive(Debug, Args)]
#[command(before_help = super::help::first(&adopt::EXAMPLES))]
pub(super) struct DutyCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Adopt(adopt::Adopt),
}

impl DutyCommand {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        match &self.what {
            What::Adopt(args) => args.run(desk),
        }
    }
}
