//! `scrutiny import minutes`: what was published, to records that a person has confirmed.

use std::path::PathBuf;

use clap::Args;
use sha2::{Digest, Sha256};

use super::input;
use super::session::Session;
use super::{json, show};
use crate::cli::desk::Desk;
use crate::cli::help::{self, Examples};
use crate::cli::output::Format;
use crate::failure::{Exit, Failure};
use crate::minutes;
use crate::record::change::ChangeKind;
use crate::record::resolution::MinutesStatus;
use crate::value::hexadecimal;

/// What its help shows first.
pub(super) const EXAMPLES: Examples = [
    (
        "scrutiny import minutes",
        "paste the minutes; every step is asked",
    ),
    (
        "scrutiny import minutes item.txt --committee kent-hosc --meeting 2026-01-20 --title Wards --dry-run",
        "what is read from a file; nothing is written",
    ),
    (
        "scrutiny import minutes item.txt --committee kent-hosc --meeting 2026-01-20 --title Wards --change all-age-mental-health-2025 --no-input",
        "all from flags, for scripts",
    ),
];

/// Record what a committee resolved, from its minutes.
///
/// Takes text, a saved page of a council's website, the XML of its web service, or a Word document. Each clause is
/// kept in its exact words; you confirm how it is read. At a terminal every step is asked, in the order of the page;
/// with --no-input, or off a terminal, the flags decide, and whatever they leave open is listed and nothing is
/// written. Nothing is fetched from the network.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Minutes {
    /// The document; - for standard input [default: at a terminal, what you paste]
    pub(super) file: Option<PathBuf>,

    /// The item, where there are several: its number, or words of its title
    #[arg(long, value_name = "NUMBER|TITLE")]
    pub(super) item: Option<String>,

    /// The committee
    #[arg(long, value_name = "BODY")]
    pub(super) committee: Option<String>,

    /// The day of the meeting; unknown, where nobody knows
    #[arg(long, value_name = "DATE")]
    pub(super) meeting: Option<String>,

    /// The title of the item
    #[arg(long)]
    pub(super) title: Option<String>,

    /// The number of the item on the agenda
    #[arg(long, value_name = "NUMBER")]
    pub(super) item_number: Option<String>,

    /// Where the minutes are published
    #[arg(long, value_name = "ADDRESS")]
    pub(super) source: Option<String>,

    /// Whether the minutes are confirmed, draft or unknown [default: what they say]
    #[arg(long, value_name = "STATUS")]
    pub(super) minutes: Option<MinutesStatus>,

    /// The day they were confirmed
    #[arg(long, value_name = "DATE")]
    pub(super) confirmed_on: Option<String>,

    /// A change the item was about, or none; may be repeated
    #[arg(long = "change", value_name = "CHANGE")]
    pub(super) changes: Vec<String>,

    /// Record a change with it, under this title; needs --summary and --kind
    #[arg(long, value_name = "TITLE", requires = "summary")]
    pub(super) new_change: Option<String>,

    /// Of the new change: one or two sentences that anybody can read
    #[arg(long, requires = "new_change")]
    pub(super) summary: Option<String>,

    /// Of the new change: move, closure, reduction, new-service, new-model, merger, temporary, urgent,
    /// contract-award, review or other
    #[arg(long, requires = "new_change")]
    pub(super) kind: Option<ChangeKind>,

    /// Of the new change: a service it touches; may be repeated
    #[arg(long = "service", value_name = "SERVICE", requires = "new_change")]
    pub(super) services: Vec<String>,

    /// Of the new change: the NHS body or provider on whom a duty to consult falls
    #[arg(long, value_name = "BODY", requires = "new_change")]
    pub(super) responsible: Option<String>,

    /// Of the new change: a council it affects; may be repeated [default: the committee's own]
    #[arg(long = "authority", value_name = "BODY", requires = "new_change")]
    pub(super) authorities: Vec<String>,

    /// Which change the view in a clause is about, as "a = CHANGE", or "a = new" for the new one; "a = none"
    /// where the clause holds no view. Again, for a second view in one clause
    #[arg(long = "determination", value_name = "CLAUSE = CHANGE")]
    pub(super) determinations: Vec<String>,

    /// Correct the view that was read in a clause, as "a = not-substantial"
    #[arg(long = "view", value_name = "CLAUSE = VIEW")]
    pub(super) views: Vec<String>,

    /// What the view in a clause covers, as "a = The ward only."
    #[arg(long = "scope", value_name = "CLAUSE = TEXT")]
    pub(super) scopes: Vec<String>,

    /// The earlier view that the one in a clause takes the place of, as "a = DETERMINATION"
    #[arg(long = "supersedes", value_name = "CLAUSE = DETERMINATION")]
    pub(super) supersedes: Vec<String>,

    /// Correct what a clause does, as "a = noted" or "a = noted, invited"
    #[arg(long = "reads", value_name = "CLAUSE = READING")]
    pub(super) reads: Vec<String>,

    /// Correct the label of a clause, as "1 = a"
    #[arg(long = "label", value_name = "CLAUSE = LABEL")]
    pub(super) labels: Vec<String>,

    /// Say of a doubt, by its number, that the reading stands; may be repeated
    #[arg(long, value_name = "NUMBER")]
    pub(super) settle: Vec<usize>,

    /// What was discussed, in your own words; the minutes' own discussion is never stored
    #[arg(long, value_name = "TEXT")]
    pub(super) discussion: Option<String>,

    /// A day to record with the change, as "2026-04-01 = service begins"; with several changes, end it with
    /// "@ CHANGE"; may be repeated
    #[arg(long = "key-date", value_name = "DATE = WHAT")]
    pub(super) key_dates: Vec<String>,

    /// Take over words that differ from those recorded; the old ones are kept as a correction
    #[arg(long)]
    pub(super) update: bool,

    /// Keep the records out of the site until they are finished
    #[arg(long)]
    pub(super) draft: bool,

    /// Show what is read and what would be written, and write nothing; works without a register too
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Make the site after saving
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) build: bool,
}

impl Minutes {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output.only(&[Format::Table, Format::Json])?;
        // Before anything is pasted: whoever pastes must not learn afterwards that there is no register.
        let found = match desk.open() {
            Err(failure) if self.dry_run && failure.exit == Exit::NotFound && !desk.is_told_where() => None,
            found => Some(found?),
        };
        if let Some(found) = found.as_ref().filter(|_| !self.dry_run) {
            found.writable()?;
        }
        let input = input::take(self.file.as_deref(), desk)?;
        let minutes = minutes::read(&input.bytes, input.name.as_deref()).map_err(|unreadable| {
            let name = input.name.as_deref().unwrap_or("what was handed in");
            Failure::new(format!("{name} cannot be read as minutes: {}", unreadable.what))
                .cure(unreadable.cure.to_string())
        })?;
        let sum = hexadecimal(&Sha256::digest(&input.bytes));
        match found {
            Some(found) => Session::new(self, desk, &found, minutes, sum)?.run(),
            None => {
                if desk.output.is_json() {
                    desk.output.json(&json::read(&minutes, &sum));
                } else {
                    desk.output.article(&format!(
                        "{}\n{}",
                        show::page(&minutes, &sum),
                        show::items(&minutes)
                    ));
                    desk.output
                        .say("No register is here, so only what was read is shown.");
                }
                Ok(Exit::Fine)
            }
        }
    }
}
