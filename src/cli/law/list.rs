//! `scrutiny law list`.

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use crate::cli::desk::Desk;
use crate::cli::flag;
use crate::cli::help::{self, Examples};
use crate::cli::output::Table;
use crate::failure::{Exit, Failure};
use crate::law::Enacted;
use crate::law::provision::Verification;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny law list --in-force 2024-01-30", "the law of one day"),
    (
        "scrutiny law list --instrument 2013/218 --format csv",
        "for a spreadsheet",
    ),
    (
        "scrutiny law list --unverified",
        "what to read before relying on it",
    ),
];

/// List provisions, in the order of the instruments they stand in.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct List {
    /// Only those that were law on this day
    #[arg(long, value_name = "DATE")]
    in_force: Option<String>,

    /// Only those of instruments with this in their name or title
    #[arg(long, value_name = "TEXT")]
    instrument: Option<String>,

    /// Only those whose entry was not checked against the text itself
    #[arg(long)]
    unverified: bool,
}

impl List {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let (law, _) = super::open(desk)?;
        let in_force = self.in_force.as_deref();
        let in_force = in_force
            .map(|text| flag::day("--in-force", text, desk.clock))
            .transpose()?;
        let is_law = |own: &&Enacted| in_force.is_none_or(|day| own.in_force.covers(day));
        let all = law.provisions().iter().filter(is_law);
        let found: Vec<&Enacted> = all.filter(|own| self.fits(own)).collect();
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let row = |provision: &&Enacted| {
            vec![
                provision.id.value.to_string(),
                provision.citation(),
                provision.effect.value.word().to_owned(),
                day(provision.in_force.from()),
                day(provision.in_force.until()),
                provision.title.to_string(),
            ]
        };
        let table = Table {
            columns: vec!["id", "citation", "effect", "from", "until", "title"],
            rows: found.iter().map(row).collect(),
        };
        desk.output.table(&table, || json!(found));
        Ok(Exit::Fine)
    }

    fn fits(&self, provision: &Enacted) -> bool {
        let instrument = &provision.instrument;
        let named = |text: &String| {
            let text = text.to_lowercase();
            instrument.short.to_lowercase().contains(&text) || instrument.title.to_lowercase().contains(&text)
        };
        self.instrument.as_ref().is_none_or(named)
            && (!self.unverified || provision.verified.value != Verification::Primary)
    }
}
