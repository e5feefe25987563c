//! `scrutiny law`: the provisions a register is judged by.

mod diff;
mod list;
mod show;
mod tree;

use std::sync::Arc;

use clap::{Args, Subcommand};

use super::desk::{Desk, Read};
use super::help::{self, Examples};
use crate::failure::{Exit, Failure};
use crate::law::provision::Period;
use crate::law::{Enacted, Law};
use crate::shape::nearest;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny law list --instrument 2013/218",
        "the provisions of one instrument",
    ),
    (
        "scrutiny law show hs-reg23-1a-consult",
        "what it says, when it applies, and where it has",
    ),
    (
        "scrutiny law diff 2024-01-30 2024-01-31",
        "what changed overnight, and for which changes",
    ),
];

/// Look the law up: its provisions, one of them, or what changed between two days.
///
/// The provisions are in our own words and are no legal advice; each tells where it can be read and how it was
/// checked. Outside a register the law of England is shown, within one also the register's own provisions.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct LawCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    List(list::List),
    Show(show::Show),
    Diff(diff::Diff),
}

impl LawCommand {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        match &self.what {
            What::List(args) => args.run(desk),
            What::Show(args) => args.run(desk),
            What::Diff(args) => args.run(desk),
        }
    }
}

/// The law, and the register where there is one: the law can be looked up anywhere.
fn open(desk: &Desk<'_>) -> Result<(Arc<Law>, Option<Read>), Failure> {
    match desk.open() {
        Ok(found) => {
            let read = found.read_to_look()?;
            Ok((read.law.clone(), Some(read)))
        }
        Err(failure) if failure.exit == Exit::NotFound && !desk.is_told_where() => Ok((Law::england(), None)),
        Err(failure) => Err(failure),
    }
}

/// The provision that is meant: by its id, or a beginning that only one has.
fn find<'l>(law: &'l Law, text: &str) -> Result<&'l Enacted, Failure> {
    if let Some(provision) = law.get(text) {
        return Ok(provision);
    }
    let starts = |provision: &&Enacted| provision.id.as_str().starts_with(text);
    let found: Vec<&Enacted> = law.provisions().iter().filter(starts).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let failure = Failure::with(Exit::NotFound, format!("there is no provision `{text}`"));
            let ids = law.provisions().iter().map(|provision| provision.id.as_str());
            Err(match nearest(text, ids) {
                Some(meant) => failure.cure(format!("did you mean `{meant}`?")),
                None => failure.cure("see what there is with `scrutiny law list`"),
            })
        }
        several => {
            let named: Vec<&str> = several.iter().take(8).map(|one| one.id.as_str()).collect();
            let what = format!("`{text}` could be more than one provision");
            Err(Failure::with(Exit::Usage, what).cure(format!("name one of: {}", named.join(", "))))
        }
    }
}

/// When something was law, in words.
fn in_force(period: &Period) -> String {
    use super::why::spoken;
    match (period.from(), period.until()) {
        (Some(from), Some(until)) => format!("from {} to {}", spoken(from), spoken(until)),
        (Some(from), None) => format!("since {}", spoken(from)),
        (None, _) => "never brought into force, as far as is known".to_owned(),
    }
}
