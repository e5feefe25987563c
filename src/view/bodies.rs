//! The list of councils, committees, NHS bodies and providers, under what they are.

use serde::Serialize;

use crate::record::Entry;
use crate::record::body::Body;
use crate::register::Register;
use crate::site::{Facets, List, Lists, Place};

use super::browse::{self, Browse};
use super::frame::Head;
use super::paging::{self, Group, Paging};
use super::piece::Linked;
use super::{Here, words};

/// What the list of bodies says.
#[derive(Debug, Serialize)]
pub struct BodiesView {
    groups: Vec<Group<Row>>,
    browse: Browse,
    paging: Paging,
}

#[derive(Debug, Serialize)]
struct Row {
    body: Linked,
    /// The name it goes by, where that is not its full name.
    known_as: Option<String>,
    area: Option<String>,
    /// From which registers it is, where the site joins several.
    from: Option<String>,
}

/// All bodies: roles in their own order, names in alphabetical order.
pub fn ordered(register: &Register) -> Vec<&Entry<Body>> {
    let mut all: Vec<_> = register.bodies.iter().collect();
    all.sort_by_cached_key(|entry| (entry.body.role.value, entry.body.name.to_lowercase(), &entry.id));
    all
}

/// What surrounds a page of the list.
pub fn head(facets: &Facets, part: Option<Place>, page: usize) -> Head {
    let about = "Every body that this register names, and what each has to do with changes.";
    let title = match part {
        Some(_) => "Bodies",
        None => "Councils, committees and NHS bodies",
    };
    browse::head(facets, List::Bodies, title, about, (part, page))
}

/// What a page of the list says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>, part: Option<Place>, page: usize) -> BodiesView {
    let shelf = &lists.shelf;
    let (rows, total) = browse::rows(&shelf.facets, List::Bodies, &shelf.bodies, (part, page));
    let rows = rows.into_iter().map(|entry| {
        let name = entry.body.name.to_string();
        let known_as = entry.body.known_as();
        let row = Row {
            known_as: (known_as != name).then(|| known_as.to_owned()),
            body: Linked {
                words: name,
                ..here.body(&entry.id)
            },
            area: entry.body.area.as_ref().map(|area| area.to_string()),
            from: super::registers::from(here, crate::record::Kind::Body, &entry.id),
        };
        (words::roles(entry.body.role.value).to_owned(), row)
    });
    BodiesView {
        groups: paging::grouped(rows),
        browse: Browse::new(here, &shelf.facets, List::Bodies, part, shelf.bodies.len()),
        paging: browse::paging(here, &shelf.facets, List::Bodies, (part, page), total),
    }
}
