//! The list of duties: what is outstanding first, by its date.

use chrono::NaiveDate;
use serde::Serialize;

use crate::record::Entry;
use crate::record::duty::Duty;
use crate::register::Register;
use crate::value::PartialDate;

use super::Here;
use super::changes::paged;
use super::duty::Card;
use super::frame::Head;
use super::paging::{self, Group, Paging};

/// What the list of duties says.
#[derive(Debug, Serialize)]
pub struct DutiesView {
    groups: Vec<Group<Card>>,
    /// The day that decides which dates have passed.
    as_at: String,
    paging: Paging,
}

/// Where a duty stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Its date has passed and no record says that it was done.
    Passed,
    /// Its date is to come.
    Due,
    /// It has no date.
    NoDate,
    /// It was done.
    Done,
    /// It is no longer owed.
    Ended,
}

impl Stage {
    /// Where a duty stands on a day. A date known only to the month has passed when the month has.
    pub fn of(duty: &Duty, as_at: NaiveDate) -> Self {
        let due = duty.due.as_ref().and_then(|due| due.value.latest());
        match due {
            _ if duty.discharged.is_some() => Self::Done,
            _ if duty.no_longer_owed.is_some() => Self::Ended,
            Some(due) if due < as_at => Self::Passed,
            Some(_) => Self::Due,
            None => Self::NoDate,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Passed => "The date has passed, and we hold no record that it was done",
            Self::Due => "Due",
            Self::NoDate => "No date is stated",
            Self::Done => "Done",
            Self::Ended => "No longer owed",
        }
    }
}

/// All duties with where they stand: outstanding ones first, by date.
pub fn ordered(register: &Register, as_at: NaiveDate) -> Vec<(Stage, &Entry<Duty>)> {
    let mut all: Vec<(Stage, &Entry<Duty>)> = register
        .duties
        .iter()
        .map(|entry| (Stage::of(&entry.body, as_at), entry))
        .collect();
    all.sort_by_key(|(stage, entry)| {
        let due = entry
            .body
            .due
            .as_ref()
            .map_or(PartialDate::Unknown, |due| due.value);
        (*stage, due.latest(), &entry.id)
    });
    all
}

/// What surrounds a page of the list.
pub fn head(page: usize) -> Head {
    Head {
        title: paged("Duties on record", page),
        about: Some(
            "What must be done to consult or involve people about changes to health services.".to_owned(),
        ),
        ..Head::default()
    }
}

/// What a page of the list says.
pub fn view(here: Here<'_, '_>, all: &[(Stage, &Entry<Duty>)], page: usize) -> DutiesView {
    let rows = paging::rows(all, page);
    let cards = rows
        .iter()
        .map(|(stage, entry)| (stage.heading().to_owned(), Card::new(here, entry, false)));
    DutiesView {
        groups: paging::grouped(cards),
        as_at: PartialDate::Day(here.input.as_at).spoken(),
        paging: Paging::new(here, "duties", page, all.len()),
    }
}
