//! What committees asked for, and what became of it: what is outstanding first, by its date.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use crate::record::resolution::{Action, Clause, Resolution};
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::site::{Facets, List, Lists, PagePath, Place};
use crate::value::PartialDate;

use super::Here;
use super::browse::{self, Browse};
use super::clauses;
use super::frame::Head;
use super::paging::{self, Group, Paging};

/// Where something that was asked for stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Its day has passed and no record says that it was done.
    Passed,
    /// Its day is to come.
    Due,
    /// No day is stated.
    NoDate,
    /// It was done.
    Done,
}

impl Stage {
    /// Where an action stands. A day known only to the month has passed when the month has; what was done later than the
    /// day that is asked about does not count.
    pub fn of(action: &Action, as_at: NaiveDate) -> Self {
        let done = action.done.as_ref().map(|done| done.date.earliest());
        match action.due.latest() {
            _ if done.is_some_and(|on| on.is_none_or(|on| on <= as_at)) => Self::Done,
            Some(due) if due < as_at => Self::Passed,
            Some(_) => Self::Due,
            None => Self::NoDate,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Passed => "The day asked for has passed, and we hold no record that it was done",
            Self::Due => "Asked for by a day to come",
            Self::NoDate => "No day is stated, and we hold no record that it was done",
            Self::Done => "Recorded as done",
        }
    }
}

/// Something that a clause asks somebody to do.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'r> {
    /// The item of the meeting.
    pub entry: &'r Entry<Resolution>,
    /// The clause.
    pub clause: &'r Clause,
    /// What it asks.
    pub action: &'r Action,
    /// Where that stands.
    pub stage: Stage,
}

/// What decides where an action stands in the list.
type Order<'r> = (Stage, Option<NaiveDate>, Reverse<Option<NaiveDate>>, &'r RecordId);

/// Everything that was asked for: what is outstanding first, by its date; without a date, what was asked last; what was
/// done last first among what was done.
pub fn ordered(register: &Register, as_at: NaiveDate) -> Vec<Asked<'_>> {
    let mut all: Vec<(Order<'_>, Asked<'_>)> = Vec::new();
    for entry in register.resolutions.iter() {
        for clause in &entry.body.clauses {
            let Some(action) = &clause.action else { continue };
            let stage = Stage::of(action, as_at);
            let done = action.done.as_ref().and_then(|done| done.date.latest());
            let (first, then) = match stage {
                Stage::Passed | Stage::Due => (action.due.latest(), None),
                Stage::NoDate => (None, entry.body.meeting.latest()),
                Stage::Done => (None, done),
            };
            let asked = Asked {
                entry,
                clause,
                action,
                stage,
            };
            all.push(((stage, first, Reverse(then), &entry.id), asked));
        }
    }
    // Stable: the clauses of an item keep their order.
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, asked)| asked).collect()
}

/// What the list of actions says.
#[derive(Debug, Serialize)]
pub struct ActionsView {
    groups: Vec<Group<clauses::Action>>,
    /// The day that decides which dates have passed.
    as_at: String,
    /// The list of duties.
    duties: String,
    browse: Browse,
    paging: Paging,
}

/// What surrounds a page of the list.
pub fn head(facets: &Facets, part: Option<Place>, page: usize) -> Head {
    let about = "What committees asked for, of whom, by when, and what became of it.";
    browse::head(facets, List::Actions, "Actions", about, (part, page))
}

/// What a page of the list says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>, part: Option<Place>, page: usize) -> ActionsView {
    let shelf = &lists.shelf;
    let (rows, total) = browse::rows(&shelf.facets, List::Actions, &shelf.actions, (part, page));
    let rows = rows.into_iter().filter_map(|asked| {
        let action = clauses::action(here, asked.entry, asked.clause)?;
        Some((
            asked.stage.heading().to_owned(),
            action.with_changes(here, asked.entry),
        ))
    });
    ActionsView {
        groups: paging::grouped(rows),
        as_at: PartialDate::Day(here.input.as_at).spoken(),
        duties: here.to(&PagePath::list("duties", 1)),
        browse: Browse::new(here, &shelf.facets, List::Actions, part, shelf.actions.len()),
        paging: browse::paging(here, &shelf.facets, List::Actions, (part, page), total),
    }
}
