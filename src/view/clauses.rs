//! The exact words of a meeting with our reading beside them, and the actions that follow.

use serde::Serialize;

use crate::record::determination::Determination;
use crate::record::resolution::{Clause, Resolution};
use crate::record::{Entry, Kind, RecordId};
use crate::site::PagePath;
use crate::value::is_slug;

use super::piece::{Dated, Linked, Tag};
use super::{Here, words};

/// One item of one meeting, as far as it is about one change.
#[derive(Debug, Serialize)]
pub struct Minuted {
    resolution: Linked,
    committee: Linked,
    meeting: Dated,
    item: String,
    minutes: Tag,
    source: Option<String>,
    stem: Option<String>,
    clauses: Vec<Quoted>,
    /// Clauses that are about other changes, with the changes they are about.
    elsewhere: Vec<Elsewhere>,
}

/// One clause: its words, and our reading.
#[derive(Debug, Serialize)]
pub struct Quoted {
    anchor: String,
    label: String,
    /// Whether the label is ours and not the minutes'.
    numbered_here: bool,
    words: String,
    readings: Vec<&'static str>,
    /// The views this clause holds.
    views: Vec<Linked>,
}

#[derive(Debug, Serialize)]
struct Elsewhere {
    label: String,
    change: Linked,
}

/// What somebody is asked to do.
#[derive(Debug, Serialize)]
pub struct Action {
    words: String,
    clause: Linked,
    owner: Option<Linked>,
    concerning: Vec<Linked>,
    due: Option<Dated>,
    done: Option<Done>,
    /// The changes the item was about, where the action stands on a page that is not about them.
    changes: Vec<Linked>,
}

impl Action {
    /// The action with the changes that its item was about.
    #[must_use]
    pub fn with_changes(mut self, here: Here<'_, '_>, entry: &Entry<Resolution>) -> Self {
        let changes = &here.register().changes;
        self.changes = entry
            .body
            .changes
            .iter()
            .map(|change| here.change(&changes[change]))
            .collect();
        self
    }
}

#[derive(Debug, Serialize)]
struct Done {
    date: Dated,
    evidence: Option<String>,
    address: Option<String>,
}

/// The name of a clause's place on the page of its resolution.
///
/// A label that is a plain word names the place. Others, and repeated ones, are named by their number; two hyphens keep
/// these apart from any label.
pub(crate) fn anchor(resolution: &Resolution, clause: &Clause) -> String {
    let first = resolution.clause(&clause.label);
    if is_slug(&clause.label) && first.is_some_and(|first| std::ptr::eq(first, clause)) {
        return format!("clause-{}", *clause.label);
    }
    let place = resolution
        .clauses
        .iter()
        .position(|own| std::ptr::eq(own, clause));
    format!("clause--{}", place.map_or(0, |place| place + 1))
}

/// A link to a clause: "Clause a, Kent HOSC, 9 October 2025".
pub fn linked(here: Here<'_, '_>, entry: &Entry<Resolution>, label: &str) -> Linked {
    let page = here.to(&PagePath::record(Kind::Resolution, &entry.id));
    let place = entry.body.clause(label).map(|clause| anchor(&entry.body, clause));
    Linked {
        words: format!(
            "Clause {}, {}",
            entry.body.label_of(label),
            here.meeting(&entry.body)
        ),
        address: place.map_or(page.clone(), |place| format!("{page}#{place}")),
    }
}

/// An item of a meeting; with a change given, without the clauses that are only about others.
pub fn minuted(here: Here<'_, '_>, entry: &Entry<Resolution>, about: Option<&RecordId>) -> Minuted {
    let resolution = &entry.body;
    let (mut clauses, mut elsewhere) = (Vec::new(), Vec::new());
    for clause in &resolution.clauses {
        match other(here, entry, clause, about) {
            Some(change) => elsewhere.push(Elsewhere {
                label: resolution.label_of(&clause.label),
                change,
            }),
            None => clauses.push(quoted(here, entry, clause)),
        }
    }
    Minuted {
        resolution: here.resolution(entry),
        committee: here.body(&resolution.committee.id),
        meeting: Dated::new(resolution.meeting.value),
        item: resolution.item.to_string(),
        minutes: Tag::of_minutes(resolution.minutes.as_ref()),
        source: resolution
            .minutes
            .as_ref()
            .and_then(|minutes| Some(minutes.source.as_ref()?.to_string())),
        stem: resolution.stem.as_ref().map(|stem| stem.to_string()),
        clauses,
        elsewhere,
    }
}

/// The other change a clause is about, where every view it holds is about others than `about`.
fn other(
    here: Here<'_, '_>,
    entry: &Entry<Resolution>,
    clause: &Clause,
    about: Option<&RecordId>,
) -> Option<Linked> {
    let about = about?;
    let register = here.register();
    let held: Vec<_> = register
        .determinations_in(&entry.id)
        .into_iter()
        .filter(|view| holds(view, entry, clause))
        .collect();
    if held.iter().any(|view| view.body.change.id == *about) {
        return None;
    }
    held.first()
        .map(|view| here.change(&register.changes[&view.body.change]))
}

fn holds(view: &Entry<Determination>, entry: &Entry<Resolution>, clause: &Clause) -> bool {
    view.body
        .resolution
        .as_ref()
        .is_some_and(|held| held.id.id == entry.id && *held.clause == *clause.label)
}

fn quoted(here: Here<'_, '_>, entry: &Entry<Resolution>, clause: &Clause) -> Quoted {
    let register = here.register();
    let views = register
        .determinations_in(&entry.id)
        .into_iter()
        .filter(|view| holds(view, entry, clause))
        .map(|view| here.determination(view, &register.changes[&view.body.change].body.title));
    Quoted {
        anchor: anchor(&entry.body, clause),
        label: clause.label.to_string(),
        numbered_here: entry.body.is_numbered_here(),
        words: clause.words.to_string(),
        readings: words::readings(&clause.reads_as.words()),
        views: views.collect(),
    }
}

/// The actions of an item; with a change given, without those of clauses that are only about others.
pub fn actions(here: Here<'_, '_>, entry: &Entry<Resolution>, about: Option<&RecordId>) -> Vec<Action> {
    let clauses = entry
        .body
        .clauses
        .iter()
        .filter(|clause| other(here, entry, clause, about).is_none());
    clauses.filter_map(|clause| action(here, entry, clause)).collect()
}

/// What a clause asks somebody to do, if it does.
pub fn action(here: Here<'_, '_>, entry: &Entry<Resolution>, clause: &Clause) -> Option<Action> {
    let action = clause.action.as_ref()?;
    Some(Action {
        words: clause.words.to_string(),
        clause: linked(here, entry, &clause.label),
        owner: action.owner.as_ref().map(|owner| here.body(&owner.id)),
        concerning: action.concerning.iter().map(|body| here.body(&body.id)).collect(),
        due: Dated::known(action.due.value),
        done: action.done.as_ref().map(|done| Done {
            date: Dated::new(done.date.value),
            evidence: done.evidence.as_ref().map(|text| text.to_string()),
            address: done.address.as_ref().map(|address| address.to_string()),
        }),
        changes: Vec::new(),
    })
}
