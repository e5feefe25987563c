//! All choices of one thing to look at a list by, each with how many rows it has.

use serde::Serialize;

use crate::site::{Facets, List, PagePath, Place};

use super::browse::{self, Way};
use super::changes::paged;
use super::frame::Head;
use super::paging::{self, Paging};
use super::piece::Linked;
use super::{Here, words};

/// How many choices one page holds.
pub const CHOICES: usize = 60;

/// What the page of all choices says.
#[derive(Debug, Serialize)]
pub struct ChoicesView {
    about: &'static str,
    rows: Vec<Row>,
    /// The whole list.
    whole: Linked,
    /// The day it is judged on, where that decides how many there are.
    as_at: Option<String>,
    paging: Paging,
}

#[derive(Debug, Serialize)]
struct Row {
    way: Way,
    /// What its rows can be looked at by in turn.
    within: Vec<Way>,
}

/// What surrounds the page.
pub fn head(facets: &Facets, list: List, which: usize, page: usize) -> Head {
    let dimension = facets.dimension(list, which);
    let what = words::capital(list.folder());
    Head {
        title: paged(
            &format!("{what} by {}", words::uncapital(dimension.heading)),
            page,
        ),
        about: Some(dimension.about.to_owned()),
        part: Some(list.folder()),
        ..Head::default()
    }
}

/// What the page says; `total` is how many rows the list has.
pub fn view(
    here: Here<'_, '_>,
    facets: &Facets,
    (list, which): (List, usize),
    page: usize,
    total: usize,
) -> ChoicesView {
    let dimension = facets.dimension(list, which);
    let places: Vec<usize> = (0..dimension.choices.len()).collect();
    let rows = paging::rows_of(&places, page, CHOICES).iter().map(|choice| {
        let place = Place {
            list,
            dimension: which,
            choice: *choice,
            within: None,
        };
        Row {
            way: browse::way(here, &facets.folder(place), &dimension.choices[*choice], false),
            within: browse::inner(here, facets, place, None),
        }
    });
    let folder = dimension.folder(list);
    ChoicesView {
        about: dimension.about,
        rows: rows.collect(),
        whole: Linked {
            words: format!("All {}", list.count(total)),
            address: here.to(&PagePath::list(list.folder(), 1)),
        },
        as_at: super::said_day(here, dimension.dated),
        paging: Paging::of(here, &folder, page, dimension.choices.len(), CHOICES),
    }
}
