//! What the register holds and what is missing from it, as a whole and council by council.

use serde::Serialize;

use crate::record::body::{Body, Role};
use crate::record::resolution::{MinutesStatus, Resolution};
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::site::{Facets, List, Lists, PagePath, Shelf};
use crate::value::PartialDate;

use super::browse;
use super::changes::paged;
use super::frame::Head;
use super::paging::{self, Paging};
use super::piece::{Linked, Said};
use super::{Here, words};

/// How many councils and committees one page tells of.
pub const SIZE: usize = 60;

/// A council or a committee, of which it is told what is held.
#[derive(Clone, Copy, Debug)]
pub struct Held<'r> {
    body: &'r Entry<Body>,
    /// Whether it is a committee whose council comes before it.
    below: bool,
}

/// Every council with its committees, in order of name, and then the committees that are of no one council.
pub fn held(register: &Register) -> Vec<Held<'_>> {
    let named = |wanted: &dyn Fn(&Body) -> bool| -> Vec<&Entry<Body>> {
        let mut found: Vec<&Entry<Body>> = register.bodies.iter().filter(|own| wanted(&own.body)).collect();
        found.sort_by_cached_key(|entry| (entry.body.name.to_lowercase(), &entry.id));
        found
    };
    let is_committee = |body: &Body| {
        matches!(
            body.role.value,
            Role::ScrutinyCommittee | Role::JointScrutinyCommittee
        )
    };
    let council = |body: &Body| -> Option<&Entry<Body>> {
        let whole = &register.bodies[body.part_of.as_ref()?];
        (whole.body.role.value == Role::LocalAuthority).then_some(whole)
    };
    let mut all = Vec::new();
    for body in named(&|body| body.role.value == Role::LocalAuthority) {
        all.push(Held { body, below: false });
        let mut own: Vec<&Entry<Body>> = register
            .naming(Kind::Body, &body.id, &register.bodies)
            .filter(|other| {
                is_committee(&other.body) && council(&other.body).is_some_and(|own| own.id == body.id)
            })
            .collect();
        own.sort_by_cached_key(|entry| (entry.body.name.to_lowercase(), &entry.id));
        all.extend(own.into_iter().map(|body| Held { body, below: true }));
    }
    let alone = named(&|body| is_committee(body) && council(body).is_none());
    all.extend(alone.into_iter().map(|body| Held { body, below: false }));
    all
}

/// What the page says.
#[derive(Debug, Serialize)]
pub struct CoverageView {
    /// The register as a whole, on the first page.
    whole: Option<Whole>,
    rows: Vec<Row>,
    paging: Paging,
}

/// What the register as a whole holds and lacks.
#[derive(Debug, Serialize)]
struct Whole {
    /// What the publisher says is missing.
    missing: Vec<String>,
    holds: String,
    /// What is known to be open, with the lists of it.
    open: Vec<Said>,
}

/// A council or a committee.
#[derive(Debug, Serialize)]
struct Row {
    body: Linked,
    what: String,
    below: bool,
    council: Option<Council>,
    committee: Option<Committee>,
}

#[derive(Debug, Serialize)]
struct Council {
    /// The changes that affect it: none where there is none.
    affecting: Option<Linked>,
    /// Those on which no view of it is recorded.
    silent: Option<Linked>,
    /// Whether no committee of it is on record.
    alone: bool,
}

#[derive(Debug, Serialize)]
struct Committee {
    /// The items on record: none where there is none.
    items: Option<Linked>,
    /// From when to when.
    span: String,
    /// How many hold a view.
    views: String,
    /// How many are from minutes that were not confirmed, where any are.
    draft: Option<String>,
    unknown: Option<String>,
}

/// What surrounds the page.
pub fn head(page: usize) -> Head {
    Head {
        title: paged("What this register holds, and what is missing", page),
        about: Some("What is recorded of each council and committee, and what silence means.".to_owned()),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>, page: usize) -> CoverageView {
    let shelf = &lists.shelf;
    let rows = paging::rows_of(&shelf.held, page, SIZE).iter();
    CoverageView {
        whole: (page == 1).then(|| whole(here, &shelf.facets)),
        rows: rows.map(|held| row(here, lists, *held)).collect(),
        paging: Paging::of(here, "coverage", page, shelf.held.len(), SIZE),
    }
}

fn whole(here: Here<'_, '_>, facets: &Facets) -> Whole {
    let register = here.register();
    let settings = register.settings.as_ref();
    let missing = settings.iter().flat_map(|settings| &settings.missing);
    let parts = [
        (List::Changes, "judgement", "silent"),
        (List::Changes, "judgement", "awaiting"),
        (List::Changes, "duty", "cannot-tell"),
        (List::Changes, "year", "undated"),
        (List::Resolutions, "year", "undated"),
        (List::Resolutions, "minutes", "draft"),
        (List::Resolutions, "minutes", "not-known"),
        (List::Actions, "owner", "unknown"),
    ];
    let parts = parts.into_iter().filter_map(|(list, word, slug)| {
        let place = facets.find(list, word, slug)?;
        let said = Linked {
            words: browse::sentence(list, facets.at(place).1),
            address: here.to(&PagePath::list(&facets.folder(place), 1)),
        };
        Some(Said::from(said))
    });
    let unplaced = register.changes.iter();
    let unplaced = unplaced.filter(|entry| entry.body.authorities.is_empty()).count();
    let undated = register.determinations.iter();
    let undated = undated.filter(|view| view.body.date.is_unknown()).count();
    let counted = [
        (
            unplaced,
            "change",
            "changes",
            "of which no affected council is recorded",
        ),
        (undated, "view", "views", "whose date is not known"),
    ];
    let counted = counted
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many, what)| Said::plain(format!("{} {what}", words::count(number, one, many))));
    let holds = [
        words::count(register.changes.len(), "change", "changes"),
        words::count(register.determinations.len(), "recorded view", "recorded views"),
        words::count(
            register.resolutions.len(),
            "item of a meeting",
            "items of meetings",
        ),
        words::count(register.duties.len(), "recorded duty", "recorded duties"),
        words::count(register.bodies.len(), "body", "bodies"),
    ];
    Whole {
        missing: missing.map(|missing| missing.to_string()).collect(),
        holds: words::several(&holds, "and"),
        open: parts.chain(counted).collect(),
    }
}

fn row(here: Here<'_, '_>, lists: &Lists<'_>, held: Held<'_>) -> Row {
    let entry = held.body;
    let council = entry.body.role.value == Role::LocalAuthority;
    Row {
        body: Linked {
            words: entry.body.name.to_string(),
            ..here.body(&entry.id)
        },
        what: words::role(entry.body.role.value).to_owned(),
        below: held.below,
        council: council.then(|| self::council(here, &lists.shelf, &entry.id)),
        committee: (!council).then(|| committee(here, lists, &entry.id)),
    }
}

fn council(here: Here<'_, '_>, shelf: &Shelf<'_>, id: &RecordId) -> Council {
    let facets = &shelf.facets;
    let place = facets.find(List::Changes, "council", id.as_str());
    let to = |folder: &str| here.to(&PagePath::list(folder, 1));
    let affecting = place.map(|place| Linked {
        words: List::Changes.count(facets.at(place).1.rows.len()),
        address: to(&facets.folder(place)),
    });
    let silent = place.and_then(|place| {
        let silent = facets.at(place).1.within.as_ref()?.choice("silent")?;
        Some(Linked {
            words: words::grouped(silent.rows.len()),
            address: to(&format!("{}/silent", facets.folder(place))),
        })
    });
    let register = here.register();
    let mut others = register.naming(Kind::Body, id, &register.bodies);
    Council {
        affecting,
        silent,
        alone: !others.any(|other| {
            matches!(
                other.body.role.value,
                Role::ScrutinyCommittee | Role::JointScrutinyCommittee
            )
        }),
    }
}

fn committee(here: Here<'_, '_>, lists: &Lists<'_>, id: &RecordId) -> Committee {
    let facets = &lists.shelf.facets;
    let place = facets.find(List::Resolutions, "committee", id.as_str());
    let rows = place.map_or(&[][..], |place| &facets.at(place).1.rows);
    let items: Vec<&Entry<Resolution>> = rows.iter().map(|row| lists.resolutions[*row]).collect();
    let with = |wanted: &dyn Fn(&Entry<Resolution>) -> bool| items.iter().filter(|item| wanted(item)).count();
    let minuted = |status: MinutesStatus| {
        let number = with(&|item| {
            let own = item.body.minutes.as_ref().map(|minutes| minutes.status.value);
            own.unwrap_or(MinutesStatus::Unknown) == status
        });
        (number > 0).then(|| words::grouped(number))
    };
    let views = with(&|item| !here.register().determinations_in(&item.id).is_empty());
    Committee {
        items: place.map(|place| Linked {
            words: words::count(items.len(), "item", "items"),
            address: here.to(&PagePath::list(&facets.folder(place), 1)),
        }),
        span: span(&items),
        views: match views {
            0 if items.len() == 1 => "It holds no view".to_owned(),
            1 if items.len() == 1 => "It holds a view".to_owned(),
            0 => "None of them holds a view".to_owned(),
            1 => "One of them holds a view".to_owned(),
            _ => format!("{} of them hold a view", words::grouped(views)),
        },
        draft: minuted(MinutesStatus::Draft),
        unknown: minuted(MinutesStatus::Unknown),
    }
}

/// From when to when there are items; they come with the newest first and those without a date last.
fn span(items: &[&Entry<Resolution>]) -> String {
    let dated = items.iter().map(|item| item.body.meeting.value);
    let dated: Vec<_> = dated.filter(|date| !date.is_unknown()).collect();
    match (dated.last(), dated.first()) {
        (Some(first), Some(last)) if first == last => first.placed(),
        (Some(first), Some(last)) => format!("from {} to {}", first.spoken(), last.spoken()),
        _ if items.len() == 1 => PartialDate::Unknown.placed(),
        _ => "on dates not known".to_owned(),
    }
}
