//! The list of duties: those that follow from the law and those on record, what is outstanding first, by its date.

use chrono::NaiveDate;
use serde::Serialize;

use crate::law::derive::State;
use crate::record::change::Change;
use crate::record::duty::Duty;
use crate::record::{Entry, RecordId};
use crate::site::{Concluded, Conclusions, Facets, Input, Kept, List, Lists, Place};
use crate::value::PartialDate;

use super::Here;
use super::browse::{self, Browse};
use super::duty::Card;
use super::frame::Head;
use super::paging::{self, Group, Paging};

/// What the list of duties says.
#[derive(Debug, Serialize)]
pub struct DutiesView {
    groups: Vec<Group<Card>>,
    /// The day that decides what the law requires and which dates have passed.
    as_at: String,
    browse: Browse,
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
    /// It is owed if one of two recorded views is right, and not if the other is.
    Disputed,
    /// It was done.
    Done,
    /// It is no longer owed.
    Ended,
}

/// A duty in the list.
#[derive(Clone, Copy, Debug)]
pub enum Listed<'r> {
    /// One on record, which rests on a clause or an undertaking, was done, or is not owed any more.
    Recorded(Stage, &'r Entry<Duty>),
    /// One that follows from the law: the change, and which of its conclusions.
    Derived(Stage, &'r Entry<Change>, usize),
}

impl Listed<'_> {
    /// Where it stands.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Recorded(stage, _) | Self::Derived(stage, ..) => *stage,
        }
    }
}

impl Stage {
    /// Every stage, in the order of the list.
    pub const ALL: [Self; 6] = [
        Self::Passed,
        Self::Due,
        Self::NoDate,
        Self::Disputed,
        Self::Done,
        Self::Ended,
    ];

    /// In a few words, as the home page says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Passed => "Overdue on our records",
            Self::Due => "Due on a day to come",
            Self::NoDate => "To be done, with no last day stated",
            Self::Disputed => "Disputed",
            Self::Done => "Recorded as done",
            Self::Ended => "No longer owed",
        }
    }

    /// Where a duty on record stands on a day. A date known only to the month has passed when the month has; what was done later
    /// than that day does not count.
    pub fn of(duty: &Duty, as_at: NaiveDate) -> Self {
        let due = duty.due.as_ref().and_then(|due| due.value.latest());
        match due {
            _ if duty.met_by(as_at).is_some() => Self::Done,
            _ if duty.no_longer_owed.is_some() => Self::Ended,
            Some(due) if due < as_at => Self::Passed,
            Some(_) => Self::Due,
            None => Self::NoDate,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Passed => "The last day has passed, and we hold no record that it was done",
            Self::Due => "Due",
            Self::NoDate => "To be done; no last day is stated",
            Self::Disputed => "Disputed: owed if one recorded view is right, and not if the other is",
            Self::Done => "Recorded as done",
            Self::Ended => "No longer owed",
        }
    }
}

/// Where a conclusion stands among duties; none where nobody has to keep it in view.
fn stage_of(state: State) -> Option<Stage> {
    match state {
        State::Overdue => Some(Stage::Passed),
        State::Due => Some(Stage::Due),
        State::Required => Some(Stage::NoDate),
        State::Disputed => Some(Stage::Disputed),
        _ => None,
    }
}

/// What decides where a duty stands in the list.
type Order<'r> = (Stage, Option<NaiveDate>, &'r RecordId);

/// All duties: outstanding ones first, by date. A duty on record stands with what the law says of it.
pub fn ordered<'r>(input: &Input<'r>, conclusions: &Conclusions<'r>) -> Vec<Listed<'r>> {
    let mut all: Vec<(Order<'r>, Listed<'r>)> = Vec::new();
    for concluded in conclusions.changes() {
        let change = concluded.change;
        for Kept {
            which, outcome: one, ..
        } in &concluded.kept
        {
            if let Some(stage) = stage_of(one.state).filter(|_| one.is_open()) {
                let key = (stage, one.time.day(), &change.id);
                all.push((key, Listed::Derived(stage, change, *which)));
            }
        }
    }
    for entry in input.register.duties.iter() {
        let concluded = conclusions.about(&entry.body.change.id);
        if !concluded.is_some_and(|concluded| is_open(entry, concluded)) {
            let stage = Stage::of(&entry.body, input.as_at);
            let due = entry
                .body
                .due
                .as_ref()
                .map_or(PartialDate::Unknown, |due| due.value);
            all.push(((stage, due.latest(), &entry.id), Listed::Recorded(stage, entry)));
        }
    }
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, listed)| listed).collect()
}

/// Whether a duty on record stands with one that the law still asks for.
fn is_open(duty: &Entry<Duty>, concluded: &Concluded<'_>) -> bool {
    let kept = concluded.kept.iter().map(|kept| &kept.outcome);
    let open = kept.filter(|one| one.is_open());
    open.flat_map(|one| &one.recorded).any(|own| own.id == duty.id)
}

/// What surrounds a page of the list.
pub fn head(facets: &Facets, part: Option<Place>, page: usize) -> Head {
    let about = "What must be done to consult or involve people about changes to health services.";
    browse::head(facets, List::Duties, "Duties", about, (part, page))
}

/// The card of one duty.
pub(super) fn card(here: Here<'_, '_>, listed: &Listed<'_>) -> Option<Card> {
    match listed {
        Listed::Recorded(_, entry) => Some(Card::new(here, entry, false)),
        Listed::Derived(_, change, which) => {
            let kept = here.conclusions.kept(&change.id, *which)?;
            Some(Card::derived(here, change, kept))
        }
    }
}

/// What a page of the list says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>, part: Option<Place>, page: usize) -> DutiesView {
    let facets = &lists.shelf.facets;
    let (rows, total) = browse::rows(facets, List::Duties, &lists.duties, (part, page));
    let cards = rows
        .into_iter()
        .filter_map(|listed| Some((listed.stage().heading().to_owned(), card(here, listed)?)));
    DutiesView {
        groups: paging::grouped(cards),
        as_at: PartialDate::Day(here.input.as_at).spoken(),
        browse: Browse::new(here, facets, List::Duties, part, lists.duties.len()),
        paging: browse::paging(here, facets, List::Duties, (part, page), total),
    }
}
