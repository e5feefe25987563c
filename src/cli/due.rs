//! `scrutiny due`: what is owed across the register, and by when.

use chrono::{Days, Months, NaiveDate};
use clap::Args;
use serde_json::{Value as Json, json};

use super::actions;
use super::desk::{Desk, Found, Read};
use super::document::{self, Report};
use super::help::{self, Examples};
use super::output::{Format, Table};
use crate::calendar::{self, Calendar, Event, Status};
use crate::failure::{Exit, Failure};
use crate::record::Kind;
use crate::report::Place;
use crate::report::due::{self, Made};
use crate::report::owed::{self, Owed, Wanted};
use crate::site::PagePath;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny due --by nhs-kent-and-medway", "what one body owes"),
    (
        "scrutiny due --within 30d",
        "what falls due within thirty days, and what is overdue",
    ),
    ("scrutiny due --format ics > duties.ics", "a calendar of the days"),
];

/// List what is owed across the register, the earliest day first.
///
/// These are the duties that the law lays on somebody and of which we hold no record that they were done, and the
/// recorded duties with a day of their own. Duties for which the law states no number of days come last.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Due {
    /// Only what this body owes
    #[arg(long, value_name = "BODY")]
    by: Option<String>,

    /// Only what is owed to this body or concerns this council
    #[arg(long = "to", value_name = "AUTHORITY")]
    to_whom: Option<String>,

    /// Only what has a last day no later than so many days (30d), weeks (6w) or months (3m) from now, overdue
    /// duties included
    #[arg(long, value_name = "TIME", value_parser = span)]
    within: Option<Span>,

    /// Only what is overdue
    #[arg(long)]
    overdue: bool,

    /// Show also routine duties, and duties of which the records cannot tell whether they are owed
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    report: Report,
}

/// A time from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Days(u64),
    Months(u32),
}

/// Reads `30d`, `6w` or `3m`.
pub(super) fn span(text: &str) -> Result<Span, String> {
    const HOW: &str = "write a number of days, weeks or months, as 30d, 6w or 3m";
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    // Nobody looks further ahead than a century, and no sum of days overflows below that.
    let count: u32 = number.parse().ok().filter(|count| *count <= 36_500).ok_or(HOW)?;
    match &text[number.len()..] {
        "" | "d" => Ok(Span::Days(count.into())),
        "w" => Ok(Span::Days(u64::from(count) * 7)),
        "m" if count <= 1200 => Ok(Span::Months(count)),
        _ => Err(HOW.to_owned()),
    }
}

impl Span {
    /// The day that lies as far back.
    pub(super) fn before(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(count) => day.checked_sub_days(Days::new(count)),
            Self::Months(count) => day.checked_sub_months(Months::new(count)),
        }
        .unwrap_or(NaiveDate::MIN)
    }

    /// The last day within it.
    pub(super) fn from(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(count) => day.checked_add_days(Days::new(count)),
            Self::Months(count) => day.checked_add_months(Months::new(count)),
        }
        .unwrap_or(NaiveDate::MAX)
    }
}

impl Due {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let place = desk.open()?;
        let read = place.read_to_look()?;
        let register = &read.register;
        let wanted = Wanted {
            by: actions::of_kind(register, self.by.as_deref(), Kind::Body)?,
            to: actions::of_kind(register, self.to_whom.as_deref(), Kind::Body)?,
            until: self.within.map(|span| span.from(desk.today)),
            overdue: self.overdue,
            all: self.all,
            ..Wanted::default()
        };
        if self.report.is_wanted(desk) {
            return self.report(desk, &place, &read, wanted);
        }
        let found = owed::owed(register, &read.law, desk.today, &wanted);
        if desk.output.format == Format::Ics {
            let base = register.settings.as_ref();
            let base = base.and_then(|settings| settings.base_address.as_ref());
            let base = base.map(|address| &*address.value);
            let calendar = Calendar {
                name: &format!("Duties: {}", register.name()),
                host: &calendar::host(register.name(), base),
                base,
                undated: desk.today,
            };
            desk.output.data(&calendar.text(&events(&found)));
            return Ok(read.exit());
        }
        if found.is_empty() && desk.output.format == Format::Table {
            desk.output.say(due::nothing(&wanted));
            return Ok(read.exit());
        }
        desk.output.table_of(
            &table(&found),
            || read.faults(),
            || found.iter().map(to_json).collect(),
        );
        if desk.output.format == Format::Table {
            desk.output
                .next("scrutiny why CHANGE tells why, and what shows that it was done");
        }
        Ok(read.exit())
    }

    /// The same as a report for an agenda.
    fn report(
        &self,
        desk: &Desk<'_>,
        found: &Found<'_>,
        read: &Read,
        wanted: Wanted,
    ) -> Result<Exit, Failure> {
        self.report.to.form(desk)?;
        let register = document::shown(read, self.report.drafts);
        let wanted = Wanted {
            basis: true,
            ..wanted
        };
        let state = found.state()?;
        let left_out = read.left_out();
        let place = Place {
            register: &register,
            state: state.as_deref(),
            left_out: &left_out,
        };
        let owed = owed::owed(&register, &read.law, desk.today, &wanted);
        let cautions = due::cautions(place, &read.law, desk.today, &owed);
        let made = Made {
            place,
            as_at: desk.today,
            wanted: &wanted,
            drafts: match self.report.drafts {
                true => 0,
                false => document::drafts(&read.register),
            },
            cautions: &cautions,
        };
        let report = due::report(made, &owed);
        self.report.to.give(desk, (found, read), &report, || {
            json!({
                "title": report.title, "as_at": desk.today, "owed": owed, "cautions": cautions,
                "left_out": { "drafts": made.drafts },
            })
        })?;
        Ok(read.exit())
    }
}

fn table(found: &[Owed]) -> Table {
    let row = |owed: &Owed| {
        vec![
            owed.day
                .map_or_else(|| "no day stated".to_owned(), |day| day.to_string()),
            owed.state.replace('-', " "),
            owed.who(),
            owed.what.clone(),
            owed.whom(),
            owed.change.to_string(),
            owed.law.clone(),
        ]
    };
    Table {
        columns: vec![
            "when",
            "state",
            "who",
            "must do what",
            "for whom",
            "change",
            "law",
        ],
        rows: found.iter().map(row).collect(),
    }
}

/// The days of what is owed, for a calendar.
fn events(found: &[Owed]) -> Vec<Event> {
    let dated = found.iter().filter_map(|owed| Some((owed, owed.day?)));
    let event = dated.map(|(owed, day)| Event {
        key: format!("{}/{}", owed.change, owed.key).replace('/', ".").into(),
        day,
        summary: format!("{}: {}", owed.who(), owed.what).into(),
        description: owed.description().into(),
        status: match owed.state {
            "disputed" | "cannot-tell" => Status::Tentative,
            _ => Status::Confirmed,
        },
        sequence: 0,
        modified: None,
        page: Some(PagePath::record(Kind::Change, &owed.change).as_str().into()),
    });
    let mut events: Vec<Event> = event.collect();
    calendar::number_alike(&mut events);
    events
}

fn to_json(owed: &Owed) -> Json {
    json!(owed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_taken_as_they_are_said() {
        assert_eq!(span("30d"), Ok(Span::Days(30)));
        assert_eq!(span("30"), Ok(Span::Days(30)));
        assert_eq!(span("6w"), Ok(Span::Days(42)));
        assert_eq!(span("3m"), Ok(Span::Months(3)));
        for wrong in ["", "d", "soon", "-3d", "3y", "99999999d"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
