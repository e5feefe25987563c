//! What happened in a period, and what is to be done, as the text of an e-mail to members or officers.

mod told;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::asked::{self, Asked, Which};
use super::owed::{self, Owed};
use crate::history::{History, Touch};
use crate::law::Law;
use crate::law::account::Named;
use crate::record::{Kind, RecordId};
use crate::register::{AnyEntry, Register};
use crate::site::{Journal, Name};
use crate::view::feed::{page_of, said};
pub use told::document;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only what concerns this body.
    pub body: Option<RecordId>,
    /// The first day of the period.
    pub since: NaiveDate,
    /// Its last day, on which it is judged what is due.
    pub as_at: NaiveDate,
    /// Until when what falls due is told.
    pub until: NaiveDate,
}

/// What there is to tell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// What is overdue.
    pub overdue: Vec<Owed>,
    /// What falls due soon.
    pub due: Vec<Owed>,
    /// What committees asked for and is open.
    pub actions: Vec<Asked>,
    /// Views that came into the register in the period.
    pub views: Vec<Item>,
    /// Other records that came into it.
    pub new: Vec<Item>,
    /// Records that were changed.
    pub changed: Vec<Item>,
    /// How many records were withdrawn.
    pub withdrawn: usize,
    /// Whether the register keeps a history, without which nothing can be told of what is new.
    pub has_history: bool,
    /// How many records that are drafts are left out.
    pub drafts: usize,
}

/// A record that came in or was changed.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// The record, as `changes/ID`.
    pub record: String,
    /// What kind it is.
    pub kind: &'static str,
    /// What it is, in a line.
    pub title: String,
    /// A little more.
    pub more: String,
    /// The day of its last change in the period.
    pub on: NaiveDate,
    /// Its page, below the address of the register.
    #[serde(skip)]
    page: String,
}

/// Gathers what there is to tell. The register and its history are the published ones.
pub fn of(register: &Register, history: &History, law: &Law, wanted: &Wanted) -> Summary {
    let circle = wanted.body.as_ref().map(|body| Circle::of(register, body));
    let circle = circle.as_ref();
    let mut summary = Summary {
        has_history: history.head.is_some(),
        ..Summary::default()
    };
    for owed in owed::owed(register, law, wanted.as_at, &owed::Wanted::default()) {
        if circle.is_some_and(|circle| !circle.owes_or_is_owed(&owed)) {
            continue;
        }
        if owed.is_overdue() {
            summary.overdue.push(owed);
        } else if owed.day.is_some_and(|day| day <= wanted.until) {
            summary.due.push(owed);
        }
    }
    let open = asked::Wanted {
        which: Which::Open,
        ..asked::Wanted::default()
    };
    summary.actions = asked::asked(register, wanted.as_at, &open).asked;
    summary
        .actions
        .retain(|asked| circle.is_none_or(|circle| circle.asks_or_is_asked(asked)));
    happened(register, history, wanted, circle, &mut summary);
    let in_period = |day: NaiveDate| (wanted.since..=wanted.as_at).contains(&day);
    let withdrawn = register.withdrawn().filter(|(_, entry)| {
        let day = entry.body.withdrawn.date.value.day();
        day.is_some_and(in_period)
    });
    // What a withdrawn record was about is not told, so nobody knows whom it concerned.
    summary.withdrawn = if circle.is_none() { withdrawn.count() } else { 0 };
    summary
}

/// What came in and what was changed in the period, the latest first.
fn happened(
    register: &Register,
    history: &History,
    wanted: &Wanted,
    circle: Option<&Circle>,
    summary: &mut Summary,
) {
    let journal = Journal::new(register, history);
    let mut seen: BTreeSet<Name<'_>> = BTreeSet::new();
    for moment in journal.newest_of_all(usize::MAX) {
        let record = moment.record;
        if !(wanted.since..=wanted.as_at).contains(&moment.commit.on)
            || circle.is_some_and(|circle| !circle.records.contains(&(record.0, record.1.clone())))
            || !seen.insert(record)
        {
            continue;
        }
        let (said, more) = said(register, record);
        let title = titled(register, record).unwrap_or(said);
        let is_new = journal.first(record).is_some_and(|first| first >= wanted.since)
            && moments_add(history, record, wanted.since);
        let more: Vec<String> = more.into_iter().filter(|line| !line.is_empty()).collect();
        let item = Item {
            record: format!("{}/{}", record.0.folder(), record.1),
            kind: record.0.word(),
            title,
            more: more.join(" "),
            on: moment.commit.on,
            page: page_of(register, record),
        };
        match (is_new, record.0) {
            (true, Kind::Determination) => summary.views.push(item),
            (true, _) => summary.new.push(item),
            (false, _) => summary.changed.push(item),
        }
    }
}

/// What a view or a duty is about is told with it: by itself it has no title, or one that others have.
fn titled(register: &Register, record: Name<'_>) -> Option<String> {
    match record.0 {
        Kind::Determination => {
            let view = register.determinations.get(record.1)?;
            Some(register.changes[&view.body.change].body.title.to_string())
        }
        Kind::Duty => {
            let duty = &register.duties.get(record.1)?.body;
            let change = &register.changes[&duty.change].body.title;
            Some(format!("{} ({})", *duty.title, **change))
        }
        _ => None,
    }
}

/// Whether the history tells that a record came in on a day or later: the first commit of a shallow clone does not.
fn moments_add(history: &History, record: Name<'_>, since: NaiveDate) -> bool {
    let name = format!("{}/{}", record.0.folder(), record.1);
    history
        .of(&name)
        .any(|revision| revision.touch == Touch::Added && revision.commit.on >= since)
}

/// A body with what belongs to it, and the records that concern them.
struct Circle {
    bodies: BTreeSet<RecordId>,
    records: BTreeSet<(Kind, RecordId)>,
}

impl Circle {
    /// A body, the council it is a part of and the committees that are parts of it; with the records that name them, and all
    /// that is about the changes that these are about.
    fn of(register: &Register, body: &RecordId) -> Self {
        let own = register.bodies.get(body);
        let whole = own
            .and_then(|own| own.body.part_of.as_ref())
            .map(|part| part.id.clone());
        let parts = register
            .naming(Kind::Body, body, &register.bodies)
            .filter(|part| part.body.part_of.as_ref().is_some_and(|whole| whole.id == *body));
        let parts = parts.map(|part| part.id.clone());
        let bodies: BTreeSet<RecordId> = [body.clone()].into_iter().chain(whole).chain(parts).collect();
        let mut records: BTreeSet<(Kind, RecordId)> =
            bodies.iter().map(|body| (Kind::Body, body.clone())).collect();
        let mut changes: BTreeSet<RecordId> = BTreeSet::new();
        for holder in bodies.iter().flat_map(|body| register.holders(Kind::Body, body)) {
            records.insert(holder.key());
            changes.extend(changes_of(register, &holder));
        }
        for change in changes {
            records.extend(register.holders(Kind::Change, &change).map(|holder| holder.key()));
            records.insert((Kind::Change, change));
        }
        Self { bodies, records }
    }

    fn holds(&self, named: &[Named]) -> bool {
        named
            .iter()
            .filter_map(|one| one.id.as_ref())
            .any(|id| self.bodies.contains(id))
    }

    fn owes_or_is_owed(&self, owed: &Owed) -> bool {
        self.holds(&owed.bearers) || self.holds(&owed.owed_to) || self.holds(owed.council.as_slice())
    }

    fn asks_or_is_asked(&self, asked: &Asked) -> bool {
        self.holds(std::slice::from_ref(&asked.committee))
            || self.holds(&asked.of)
            || self.holds(asked.owner.as_slice())
    }
}

/// The changes that a record is, or is about.
fn changes_of(register: &Register, entry: &AnyEntry<'_>) -> Vec<RecordId> {
    match entry.kind {
        Kind::Change => vec![entry.id.clone()],
        Kind::Determination => register
            .determinations
            .get(entry.id)
            .map_or_else(Vec::new, |own| vec![own.body.change.id.clone()]),
        Kind::Duty => register
            .duties
            .get(entry.id)
            .map_or_else(Vec::new, |own| vec![own.body.change.id.clone()]),
        Kind::Resolution => register.resolutions.get(entry.id).map_or_else(Vec::new, |own| {
            own.body.changes.iter().map(|change| change.id.clone()).collect()
        }),
        Kind::Body => Vec::new(),
    }
}
