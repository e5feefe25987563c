//! `scrutiny import`: from what others publish to records, confirmed by a person.

mod about;
mod again;
mod answers;
mod choose;
mod compose;
mod flags;
mod form;
mod input;
mod json;
mod likeness;
mod matching;
mod minutes;
mod plan;
mod renew;
mod session;
mod sheet;
mod show;

use clap::{Args, Subcommand};

pub(super) use sheet::table;

use super::desk::Desk;
use crate::failure::{Exit, Failure};

/// Take records from what is published, or from a spreadsheet.
///
/// Nothing is saved before a person has confirmed it, or said it all in flags.
#[derive(Debug, Args)]
#[command(before_help = super::help::first(&minutes::EXAMPLES))]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Minutes(Box<minutes::Minutes>),
    Sheet(sheet::Sheet),
}

impl Import {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        match &self.what {
            What::Minutes(args) => args.run(desk),
            What::Sheet(args) => args.run(desk),
        }
    }
}

#[cfg(test)]
mod tests;
