//! `scrutiny notice`: a notice for one change, to be published or put on a board.

use clap::Args;
use serde_json::json;

use super::actions;
use super::desk::Desk;
use super::document::{self, To};
use super::help::{self, Examples};
use crate::failure::{Exit, Failure};
use crate::history::History;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::report::{Place, notice};
use crate::site::{Conclusions, Edition, Input, PagePath, Telling};
use crate::value::Status;
use crate::view::Here;
use crate::view::words::counted;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny notice all-age-mental-health-2025", "as text"),
    (
        "scrutiny notice all-age-mental-health-2025 --format md",
        "for a website or a word processor",
    ),
    (
        "scrutiny notice all-age-mental-health-2025 --format html",
        "as a page to print",
    ),
];

/// Make a notice for one change, to publish or to put on a board.
///
/// It says in plain words what is to change, what each council judged in its own words, what must happen next and by whom, how
/// to have a say, and where the full record is. Drafts are left out.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Notice {
    /// The change, by its id or the beginning of it
    change: String,

    /// Take records that are still drafts into it, too: not for publication
    #[arg(long)]
    drafts: bool,

    #[command(flatten)]
    to: To,
}

impl Notice {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        self.to.form(desk)?;
        let found = desk.open()?;
        let read = found.read_to_look()?;
        let id = actions::of_kind(&read.register, Some(&self.change), Kind::Change)?;
        let register = document::shown(&read, self.drafts);
        let entry = id.as_ref().and_then(|id| register.changes.get(id));
        let Some(entry) = entry else {
            let what = format!(
                "`{}` is still a draft, or rests on one, so nothing of it is published",
                self.change
            );
            return Err(Failure::with(Exit::Refused, what)
                .cure("finish it with `scrutiny confirm`, or see with --drafts what the notice would say"));
        };
        let input = Input {
            register: &register,
            history: &History::default(),
            law: &read.law,
            as_at: desk.today,
            edition: Edition {
                commit: None,
                uncommitted: false,
                version: env!("CARGO_PKG_VERSION"),
                history: Telling::None,
                past: None,
            },
        };
        let here = Here {
            input: &input,
            conclusions: &Conclusions::none(&input),
            path: &PagePath::home(),
        };
        let drafts = drafts_about(&read.register, &entry.id);
        let notice = notice::of(here, &read.law, entry, self.drafts && drafts > 0);
        let state = found.state()?;
        let left_out = read.left_out();
        let place = Place {
            register: &register,
            state: state.as_deref(),
            left_out: &left_out,
        };
        let report = notice::document(place, &notice);
        self.to.give(desk, (&found, &read), &report, || json!(notice))?;
        // The notice itself goes to the public, who need not know what is being written.
        if drafts > 0 && !self.drafts {
            let (drafts, are) = (counted(drafts, "draft"), if drafts == 1 { "is" } else { "are" });
            desk.output.say(&format!(
                "{drafts} about this change {are} left out; --drafts takes them in."
            ));
        }
        Ok(read.exit())
    }
}

/// How many records about a change, itself among them, are drafts.
fn drafts_about(register: &Register, change: &RecordId) -> usize {
    let own = register.entry(Kind::Change, change);
    let about = own.into_iter().chain(register.holders(Kind::Change, change));
    about.filter(|entry| entry.status == Status::Draft).count()
}
