//! The pages of lists: each with its template, what surrounds it, and what it says.

use super::super::{List, Lists, Place, Shelved};
use super::erased::View;
use crate::view::frame::Head;
use crate::view::{Here, actions, bodies, changes, choices, coverage, duties, meetings, resolutions};

/// A page: its template, what stands around it, and what it says.
type Filled = (&'static str, Head, Box<dyn View>);

/// A page of a list, or of a part of one.
pub(super) fn listed(here: Here<'_, '_>, lists: &Lists<'_>, page: Shelved) -> Filled {
    let shelf = &lists.shelf;
    match page {
        Shelved::Rows(of, part, number) => list(here, lists, of, (part, number)),
        Shelved::Choices(list, which, number) => {
            let total = shelf.total(list, lists);
            let view = choices::view(here, &shelf.facets, (list, which), number, total);
            let head = choices::head(&shelf.facets, list, which, number);
            ("choices.html", head, Box::new(view))
        }
        Shelved::Meetings => {
            let view = meetings::view(here, &shelf.meetings);
            ("meetings.html", meetings::head(), Box::new(view))
        }
        Shelved::Year(which, number) => {
            let view = meetings::year(here, &shelf.meetings, which, number);
            let head = meetings::year_head(&shelf.meetings.all()[which], number);
            ("meeting-year.html", head, Box::new(view))
        }
        Shelved::Coverage(number) => {
            let view = coverage::view(here, lists, number);
            ("coverage.html", coverage::head(number), Box::new(view))
        }
    }
}

/// A page of a whole list, or of a part of it.
fn list(here: Here<'_, '_>, lists: &Lists<'_>, list: List, (part, page): (Option<Place>, usize)) -> Filled {
    let facets = &lists.shelf.facets;
    match list {
        List::Changes => {
            let view = changes::view(here, lists, part, page);
            ("changes.html", changes::head(facets, part, page), Box::new(view))
        }
        List::Resolutions => {
            let view = resolutions::view(here, lists, part, page);
            (
                "resolutions.html",
                resolutions::head(facets, part, page),
                Box::new(view),
            )
        }
        List::Duties => {
            let view = duties::view(here, lists, part, page);
            ("duties.html", duties::head(facets, part, page), Box::new(view))
        }
        List::Bodies => {
            let view = bodies::view(here, lists, part, page);
            ("bodies.html", bodies::head(facets, part, page), Box::new(view))
        }
        List::Actions => {
            let view = actions::view(here, lists, part, page);
            ("actions.html", actions::head(facets, part, page), Box::new(view))
        }
    }
}
