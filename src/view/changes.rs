//! The list of changes, with each council's view in the row.

use serde::Serialize;

use crate::record::change::Change;
use crate::record::{Entry, Kind};
use crate::register::Register;
use crate::site::{Facets, List, Lists, Place};
use crate::value::PartialDate;

use super::Here;
use super::browse::{self, Browse};
use super::frame::Head;
use super::judgement::{CouncilView, Judgement};
use super::paging::Paging;
use super::piece::{Dated, Linked, Tag};
use super::registers;

/// How many councils a row names before it only counts them.
const NAMED: usize = 4;

/// What the list of changes says.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    rows: Vec<Row>,
    /// What the table holds.
    caption: String,
    /// The day it is judged on, where that decides which rows these are.
    as_at: Option<String>,
    browse: Browse,
    paging: Paging,
}

/// A change in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    change: Linked,
    summary: Option<String>,
    status: Tag,
    councils: Vec<Stand>,
    /// How many councils there are beyond those that are named.
    more: usize,
    latest: Option<Dated>,
    /// From which register it is, where the site joins several.
    from: Option<String>,
}

/// A council and where it stands.
#[derive(Debug, Serialize)]
struct Stand {
    council: Linked,
    tag: Tag,
    /// What its views cover, where they cover only a part.
    scope: Vec<String>,
    /// Whether the page is about this council.
    own: bool,
}

impl Row {
    /// The row of a change.
    pub fn new(here: Here<'_, '_>, entry: &Entry<Change>) -> Self {
        Self::of(here, entry, None)
    }

    /// The row of a change in a list about one council, which then comes first.
    fn of(here: Here<'_, '_>, entry: &Entry<Change>, about: Option<&str>) -> Self {
        let mut judgement = Judgement::of(here.register(), entry);
        let own = |council: &CouncilView<'_>| about == Some(council.authority.id.as_str());
        judgement.councils.sort_by_key(|council| !own(council));
        let stands = judgement.councils.iter().take(NAMED).map(|council| Stand {
            own: own(council),
            council: here.body(&council.authority.id),
            tag: Tag::of_standing(council.standing),
            scope: council
                .current
                .iter()
                .filter_map(|view| Some(view.body.scope.as_ref()?.to_string()))
                .collect(),
        });
        Self {
            change: here.change(entry),
            summary: entry.body.summary.as_ref().map(|summary| summary.to_string()),
            status: Tag::of_change(&judgement),
            councils: stands.collect(),
            more: judgement.councils.len().saturating_sub(NAMED),
            latest: Dated::known(latest(here.register(), entry)),
            from: registers::from(here, Kind::Change, &entry.id),
        }
    }
}

/// The days on which a committee, council or NHS body dealt with a change, as far as they are recorded.
///
/// Dates still to come, such as the start of a contract, do not count: they would hold a change at the top for years.
pub fn dates(register: &Register, entry: &Entry<Change>) -> Vec<PartialDate> {
    let views = register.determinations_of(&entry.id);
    let meetings = register.resolutions_of(&entry.id);
    let events = [&entry.body.decided, &entry.body.abandoned];
    let dates = views
        .iter()
        .map(|view| view.body.date.value)
        .chain(meetings.iter().map(|meeting| meeting.body.meeting.value))
        .chain(events.into_iter().flatten().map(|event| event.date.value));
    dates.collect()
}

/// The last of those days.
pub fn latest(register: &Register, entry: &Entry<Change>) -> PartialDate {
    dates(register, entry)
        .into_iter()
        .max_by_key(|date| date.latest())
        .unwrap_or(PartialDate::Unknown)
}

/// All changes: the one dealt with most recently first, those without any date last, then by title.
pub fn ordered(register: &Register) -> Vec<&Entry<Change>> {
    let mut all: Vec<(PartialDate, &Entry<Change>)> = register
        .changes
        .iter()
        .map(|entry| (latest(register, entry), entry))
        .collect();
    all.sort_by(|(a, one), (b, other)| {
        let by_day = b.latest().cmp(&a.latest());
        by_day.then_with(|| (&*one.body.title.value, &one.id).cmp(&(&*other.body.title.value, &other.id)))
    });
    all.into_iter().map(|(_, entry)| entry).collect()
}

/// What surrounds a page of the list.
pub fn head(facets: &Facets, part: Option<Place>, page: usize) -> Head {
    let about = "Each recorded change to a health service, and what each council judged it to be.";
    let title = match part {
        Some(_) => "Changes",
        None => "Changes to health services",
    };
    browse::head(facets, List::Changes, title, about, (part, page))
}

/// The title of a page of a list.
pub fn paged(title: &str, page: usize) -> String {
    match page {
        1 => title.to_owned(),
        _ => format!("{title}, page {page}"),
    }
}

/// What a page of the list says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>, part: Option<Place>, page: usize) -> ChangesView {
    let facets = &lists.shelf.facets;
    let (rows, total) = browse::rows(facets, List::Changes, &lists.changes, (part, page));
    let chosen = part.map(|part| facets.dimension(part.list, part.dimension));
    let council = part
        .zip(chosen)
        .filter(|(_, dimension)| dimension.word == "council")
        .map(|(part, dimension)| dimension.choices[part.choice].slug.as_str());
    let rows = rows.into_iter().map(|entry| Row::of(here, entry, council));
    ChangesView {
        rows: rows.collect(),
        caption: part.map_or_else(
            || "Changes to health services".to_owned(),
            |_| "The change dealt with most recently comes first".to_owned(),
        ),
        as_at: super::said_day(here, chosen.is_some_and(|dimension| dimension.dated)),
        browse: Browse::new(here, facets, List::Changes, part, lists.changes.len()),
        paging: browse::paging(here, facets, List::Changes, (part, page), total),
    }
}
