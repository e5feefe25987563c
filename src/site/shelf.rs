//! The pages of lists: all rows and parts of them, the ways to look at parts, the meetings, and what is missing.

use std::collections::BTreeMap;

use super::facet::{Facets, List, Place, Rows};
use super::{Conclusions, Input, Lists, Page, PagePath};
use crate::record::Entry;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::resolution::Resolution;
use crate::view::actions::{self, Asked};
use crate::view::choices::CHOICES;
use crate::view::coverage::{self, Held};
use crate::view::duties::Listed;
use crate::view::meetings::{self, Years};
use crate::view::{bodies, paging};

/// What the pages of lists share.
#[derive(Debug)]
pub struct Shelf<'r> {
    /// Bodies: roles in their own order, then by name.
    pub bodies: Vec<&'r Entry<Body>>,
    /// What committees asked for, outstanding first.
    pub actions: Vec<Asked<'r>>,
    /// The meetings, year by year.
    pub meetings: Years<'r>,
    /// Councils and committees, to tell what is held of each.
    pub held: Vec<Held<'r>>,
    /// The ways to look at parts of the lists.
    pub facets: Facets,
}

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelved {
    /// A page of a list, counted from 1: of all its rows, or of a part of them.
    Rows(List, Option<Place>, usize),
    /// A page of all choices of one of the dimensions of a list.
    Choices(List, usize, usize),
    /// The years in which committees met.
    Meetings,
    /// A page of the meetings of a year, by its place among the years.
    Year(usize, usize),
    /// A page of what is held and what is missing.
    Coverage(usize),
}

impl<'r> Shelf<'r> {
    /// Puts the lists in order, and works out what each row belongs to.
    pub fn of(
        input: &Input<'r>,
        conclusions: &Conclusions<'r>,
        changes: &[&'r Entry<Change>],
        resolutions: &[&'r Entry<Resolution>],
        duties: &[Listed<'r>],
    ) -> Self {
        let register = input.register;
        let bodies = bodies::ordered(register);
        let actions = actions::ordered(register, input.as_at);
        let rows = Rows {
            changes,
            resolutions,
            duties,
            bodies: &bodies,
            actions: &actions,
        };
        Self {
            facets: Facets::of(input, conclusions, rows),
            meetings: meetings::years(resolutions),
            held: coverage::held(register),
            bodies,
            actions,
        }
    }

    /// How many rows a list has.
    pub fn total(&self, list: List, lists: &Lists<'_>) -> usize {
        match list {
            List::Changes => lists.changes.len(),
            List::Resolutions => lists.resolutions.len(),
            List::Duties => lists.duties.len(),
            List::Bodies => self.bodies.len(),
            List::Actions => self.actions.len(),
        }
    }
}

/// Adds the pages.
pub(super) fn plan<'r>(lists: &Lists<'r>, pages: &mut BTreeMap<PagePath, Page<'r>>) {
    let shelf = &lists.shelf;
    let mut put = |folder: &str, rows: usize, size: usize, page: &dyn Fn(usize) -> Shelved| {
        let numbers = 1..=paging::pages_of(rows, size);
        pages.extend(numbers.map(|number| (PagePath::list(folder, number), Page::Shelf(page(number)))));
    };
    put("coverage", shelf.held.len(), coverage::SIZE, &Shelved::Coverage);
    put("meetings", 0, 1, &|_| Shelved::Meetings);
    for (which, year) in shelf.meetings.all().iter().enumerate() {
        put(&year.folder(), year.items.len(), paging::ROWS, &|number| {
            Shelved::Year(which, number)
        });
    }
    for list in List::ALL {
        put(list.folder(), shelf.total(list, lists), list.page(), &|number| {
            Shelved::Rows(list, None, number)
        });
        for (which, dimension) in shelf.facets.dimensions(list).iter().enumerate() {
            put(
                &dimension.folder(list),
                dimension.choices.len(),
                CHOICES,
                &|number| Shelved::Choices(list, which, number),
            );
        }
    }
    for place in shelf.facets.parts() {
        let rows = shelf.facets.at(place).1.rows.len();
        put(&shelf.facets.folder(place), rows, place.list.page(), &|number| {
            Shelved::Rows(place.list, Some(place), number)
        });
    }
}
