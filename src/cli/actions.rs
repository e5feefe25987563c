//! `scrutiny actions`: what committees asked for, and what became of it.

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::{Desk, Read};
use super::document::{self, Report};
use super::help::{self, Examples};
use super::name;
use super::output::{Format, Table};
use crate::failure::{Exit, Failure};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::report::Place;
use crate::report::actions::{self, Made};
use crate::report::asked::{self, Asked, Found, Wanted, Which};
use crate::value::PartialDate;
use crate::value::spoken;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny actions", "what is open, and what was done lately"),
    (
        "scrutiny actions --committee kent-hosc --open --format md",
        "one committee's, for a report",
    ),
    (
        "scrutiny actions --of nhs-kent-and-medway --format html",
        "as a page to print with an agenda",
    ),
];

/// List what committees asked for and what became of it, or report it for an agenda.
///
/// Shown is what is open, and what was done in the last three months. With --report, or with a file to write to, it is a
/// report that can go with an agenda: the exact words, whom was asked, by when, what became of it, and the sources. A report
/// leaves drafts out and says how many there are.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Actions {
    /// Only what this committee asked for, or the committees of this council
    #[arg(long, value_name = "BODY")]
    committee: Option<String>,

    /// Only what was asked of this body, or is for it to see to
    #[arg(long, value_name = "BODY")]
    of: Option<String>,

    /// Only what was asked in items about this change
    #[arg(long, value_name = "CHANGE")]
    change: Option<String>,

    /// Only what was asked in meetings on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only what was asked in meetings on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Only what is open
    #[arg(long, group = "which")]
    open: bool,

    /// Only what was done
    #[arg(long, group = "which")]
    done: bool,

    /// Only what is open although the day asked for has passed
    #[arg(long, group = "which")]
    overdue: bool,

    /// Everything, also what was done long ago
    #[arg(long, group = "which")]
    all: bool,

    #[command(flatten)]
    report: Report,
}

impl Actions {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let read = found.read_to_look()?;
        let wanted = self.wanted(desk, &read.register)?;
        let all = asked::asked(&read.register, desk.today, &wanted);
        if !self.report.is_wanted(desk) {
            self.list(desk, &read, &wanted, &all);
            return Ok(read.exit());
        }
        self.report.to.form(desk)?;
        let register = document::shown(&read, self.report.drafts);
        let shown = asked::asked(&register, desk.today, &wanted);
        let state = found.state()?;
        let left_out = read.left_out();
        let made = Made {
            place: Place {
                register: &register,
                state: state.as_deref(),
                left_out: &left_out,
            },
            as_at: desk.today,
            wanted: &wanted,
            drafts: all.asked.len().saturating_sub(shown.asked.len()),
        };
        let report = actions::report(made, &shown);
        self.report.to.give(desk, (&found, &read), &report, || {
            json!({
                "title": report.title, "as_at": desk.today, "actions": shown.asked,
                "left_out": { "done_earlier": shown.earlier, "undated": shown.undated, "drafts": made.drafts },
            })
        })?;
        Ok(read.exit())
    }

    fn list(&self, desk: &Desk<'_>, read: &Read, wanted: &Wanted, found: &Found) {
        let made = Made {
            place: Place {
                register: &read.register,
                state: None,
                left_out: &[],
            },
            as_at: desk.today,
            wanted,
            drafts: 0,
        };
        if found.asked.is_empty() && desk.output.format == Format::Table {
            desk.output.say(&actions::nothing(wanted, desk.today));
        } else {
            let rows = found.asked.iter().map(row).collect();
            let columns = vec![
                "when", "state", "of", "asked by", "meeting", "record", "clause", "words",
            ];
            desk.output.table_of(
                &Table { columns, rows },
                || read.faults(),
                || found.asked.iter().map(|asked| json!(asked)).collect::<Json>(),
            );
        }
        if desk.output.is_text() {
            for line in actions::left_out(made, found) {
                desk.output.say(&line);
            }
            desk.output.next(match found.asked.iter().any(Asked::is_open) {
                true => "scrutiny done RECORD --clause LABEL records that one was done; --report makes a report for an agenda",
                false => "scrutiny actions --all shows everything that was asked for",
            });
        }
    }

    fn wanted(&self, desk: &Desk<'_>, register: &Register) -> Result<Wanted, Failure> {
        let wanted = Wanted {
            committee: of_kind(register, self.committee.as_deref(), Kind::Body)?,
            of: of_kind(register, self.of.as_deref(), Kind::Body)?,
            change: of_kind(register, self.change.as_deref(), Kind::Change)?,
            since: day(desk, self.since.as_deref(), PartialDate::earliest)?,
            until: day(desk, self.until.as_deref(), PartialDate::latest)?,
            which: match (self.open, self.done, self.overdue, self.all) {
                (true, ..) => Which::Open,
                (_, true, ..) => Which::Done,
                (_, _, true, _) => Which::Overdue,
                (_, _, _, true) => Which::All,
                _ => Which::Lately,
            },
        };
        match (wanted.since, wanted.until) {
            (Some(since), Some(until)) if since > until => Err(Failure::with(
                Exit::Usage,
                format!("no meeting is both from {since} on and up to {until}"),
            )
            .cure("give the earlier day to --since and the later to --until")),
            _ => Ok(wanted),
        }
    }
}

/// The body or change that is meant.
pub(super) fn of_kind(
    register: &Register,
    text: Option<&str>,
    wanted: Kind,
) -> Result<Option<RecordId>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let (kind, id) = name::find_among(register, text, &[wanted])?;
    if kind != wanted {
        let what = format!("`{id}` is a {kind}, and a {wanted} is asked for");
        let list = wanted.folder();
        return Err(Failure::with(Exit::Usage, what).cure(format!("see them with `scrutiny list {list}`")));
    }
    if register.entry(kind, &id).is_none() {
        return Err(name::not_sound(register, kind, &id, "asked about"));
    }
    Ok(Some(id))
}

/// The day that a flag says, in any spelling; of a month or a year the first or the last.
pub(super) fn day(
    desk: &Desk<'_>,
    text: Option<&str>,
    end: fn(PartialDate) -> Option<NaiveDate>,
) -> Result<Option<NaiveDate>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let wrong =
        |cure: String| Failure::with(Exit::Usage, format!("`{text}` is not a day to go by")).cure(cure);
    let date = spoken::date(text, desk.clock).map_err(wrong)?;
    match end(date) {
        Some(day) => Ok(Some(day)),
        None => Err(wrong(
            "name a day, a month or a year, as 2026-03-31, 2026-03 or 2026".to_owned(),
        )),
    }
}

fn row(asked: &Asked) -> Vec<String> {
    let when = match &asked.done {
        Some(done) => done.date.to_string(),
        None if asked.due.is_unknown() => "no day stated".to_owned(),
        None => asked.due.to_string(),
    };
    let state = match asked.state {
        "no-day" | "due" => "open",
        other => other,
    };
    let draft = if asked.draft { ", draft" } else { "" };
    vec![
        when,
        format!("{state}{draft}"),
        asked.asked_of().unwrap_or_else(|| "not recorded".to_owned()),
        asked.committee.name.clone(),
        asked.meeting.to_string(),
        asked.resolution.to_string(),
        asked.clause.clone(),
        asked.words.clone(),
    ]
}
