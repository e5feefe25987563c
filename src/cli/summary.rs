//! `scrutiny summary`: the text of an e-mail on what happened in a period, and what is to be done.

use chrono::{Days, NaiveDate};
use clap::Args;
use serde_json::json;

use super::actions;
use super::desk::Desk;
use super::document::{self, To};
use super::due::{Span, span};
use super::help::{self, Examples};
use super::output::Format;
use crate::failure::{Exit, Failure};
use crate::record::Kind;
use crate::report::summary::{self, Wanted};
use crate::report::{Place, draft, letter};
use crate::site;
use crate::value::PartialDate;

/// How many days back and ahead are told where nothing else is said.
const DAYS: u64 = 30;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny summary", "the last thirty days, and the next"),
    (
        "scrutiny summary --for kent-hosc --since 2026-03-01",
        "for one committee",
    ),
    (
        "scrutiny summary --since 7d --eml > summary.eml",
        "a draft that a mail program opens",
    ),
];

/// Print the text of an e-mail on what happened in a period, and what is to be done.
///
/// For a committee's members or an NHS officer: what is overdue, what falls due soon, what committees asked for, the views
/// that were recorded, and the records that are new or changed. The subject comes first. Nothing is sent; drafts are left out.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Summary {
    /// Only what concerns this body, its committees and the changes they deal with
    #[arg(long = "for", value_name = "BODY")]
    body: Option<String>,

    /// From this day on, or from so many days (7d), weeks (2w) or months (1m) ago [default: 30d]
    #[arg(long, value_name = "DATE|TIME")]
    since: Option<String>,

    /// Tell what falls due within so many days (30d), weeks (6w) or months (3m)
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "30d")]
    within: Span,

    /// Make a draft that a mail program opens (.eml)
    #[arg(long)]
    eml: bool,

    /// Take records that are still drafts in, too
    #[arg(long)]
    drafts: bool,

    #[command(flatten)]
    to: To,
}

impl Summary {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let as_mail = self.eml || self.to.ends_in("eml");
        let form = match as_mail {
            true => Format::Table,
            false => self.to.form(desk)?,
        };
        let found = desk.open()?;
        let read = found.read_to_look()?;
        let wanted = Wanted {
            body: actions::of_kind(&read.register, self.body.as_deref(), Kind::Body)?,
            since: self.since(desk)?,
            as_at: desk.today,
            until: self.within.from(desk.today),
        };
        let register = document::shown(&read, self.drafts);
        let history = site::told(&found.history()?, &register);
        let mut told = summary::of(&register, &history, &read.law, &wanted);
        if !self.drafts {
            told.drafts = document::drafts(&read.register);
        }
        let state = found.state()?;
        let left_out = read.left_out();
        let place = Place {
            register: &register,
            state: state.as_deref(),
            left_out: &left_out,
        };
        let report = summary::document(place, &wanted, &told);
        match form {
            Format::Table => {
                let text = if as_mail { draft(&report) } else { letter(&report) };
                self.to.put(desk, &found, &text)?;
                desk.output.next("read it before you send it; nothing was sent");
            }
            _ => self.to.give(desk, (&found, &read), &report, || {
                json!({
                    "subject": report.title, "since": wanted.since, "as_at": wanted.as_at, "until": wanted.until,
                    "for": wanted.body, "summary": told,
                })
            })?,
        }
        Ok(read.exit())
    }

    /// The first day of the period.
    fn since(&self, desk: &Desk<'_>) -> Result<NaiveDate, Failure> {
        let Some(text) = self.since.as_deref() else {
            return Ok(desk.today.checked_sub_days(Days::new(DAYS)).unwrap_or(desk.today));
        };
        if let Ok(span) = span(text).map(|span| span.before(desk.today))
            && !text.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Ok(span);
        }
        let day = actions::day(desk, Some(text), PartialDate::earliest)?.unwrap_or(desk.today);
        match day <= desk.today {
            true => Ok(day),
            false => Err(Failure::with(
                Exit::Usage,
                format!("{day} is later than {}, on which it is told", desk.today),
            )
            .cure("name a day that has been, or so many days ago, as 7d")),
        }
    }
}
