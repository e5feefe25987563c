//! The list of resolutions, newest meeting first.

use serde::Serialize;

use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind};
use crate::register::Register;
use crate::site::{Facets, List, Lists, Place};

use super::Here;
use super::browse::{self, Browse};
use super::frame::Head;
use super::paging::Paging;
use super::piece::{Dated, Linked, Tag};
use super::resolution::{self, About};

/// What the list of resolutions says.
#[derive(Debug, Serialize)]
pub struct ResolutionsView {
    rows: Vec<Row>,
    browse: Browse,
    paging: Paging,
}

/// A resolution in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    resolution: Linked,
    committee: Linked,
    meeting: Dated,
    minutes: Tag,
    changes: Vec<About>,
    holds_view: bool,
    /// From which register it is, where the site joins several.
    from: Option<String>,
}

impl Row {
    /// The row of a resolution.
    pub fn new(here: Here<'_, '_>, entry: &Entry<Resolution>) -> Self {
        Self {
            resolution: Linked {
                words: entry.body.item.to_string(),
                ..here.resolution(entry)
            },
            committee: here.body(&entry.body.committee.id),
            meeting: Dated::new(entry.body.meeting.value),
            minutes: Tag::of_minutes(entry.body.minutes.as_ref()),
            changes: resolution::about(here, &entry.body),
            holds_view: !here.register().determinations_in(&entry.id).is_empty(),
            from: super::registers::from(here, Kind::Resolution, &entry.id),
        }
    }
}

/// All resolutions: the newest meeting first, those whose day is not known last.
pub fn ordered(register: &Register) -> Vec<&Entry<Resolution>> {
    let mut all: Vec<&Entry<Resolution>> = register.resolutions.iter().collect();
    all.sort_by(|a, b| {
        let by_day = b.body.meeting.latest().cmp(&a.body.meeting.latest());
        by_day.then_with(|| a.id.cmp(&b.id))
    });
    all
}

/// What surrounds a page of the list.
pub fn head(facets: &Facets, part: Option<Place>, page: usize) -> Head {
    let about = "What committees resolved about changes to health services, in their exact words.";
    let title = match part {
        Some(_) => "Resolutions",
        None => "Resolutions of committees",
    };
    browse::head(facets, List::Resolutions, title, about, (part, page))
}

/// What a page of the list says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>, part: Option<Place>, page: usize) -> ResolutionsView {
    let facets = &lists.shelf.facets;
    let (rows, total) = browse::rows(facets, List::Resolutions, &lists.resolutions, (part, page));
    ResolutionsView {
        rows: rows.into_iter().map(|entry| Row::new(here, entry)).collect(),
        browse: Browse::new(here, facets, List::Resolutions, part, lists.resolutions.len()),
        paging: browse::paging(here, facets, List::Resolutions, (part, page), total),
    }
}
