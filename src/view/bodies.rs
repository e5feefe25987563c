//! The list of councils, committees, NHS bodies and providers, under what they are.

use serde::Serialize;

use super::frame::Head;
use super::paging::{self, Group};
use super::piece::Linked;
use super::{Here, words};

/// What the list of bodies says.
#[derive(Debug, Serialize)]
pub struct BodiesView {
    groups: Vec<Group<Row>>,
}

#[derive(Debug, Serialize)]
struct Row {
    body: Linked,
    /// The name it goes by, where that is not its full name.
    known_as: Option<String>,
    area: Option<String>,
}

/// What surrounds the list.
pub fn head() -> Head {
    Head {
        title: "Councils, committees and NHS bodies".to_owned(),
        about: Some("Every body that this register names, and what each has to do with changes.".to_owned()),
        ..Head::default()
    }
}

/// What the list says: roles in their own order, names in alphabetical order.
pub fn view(here: Here<'_, '_>) -> BodiesView {
    let mut all: Vec<_> = here.register().bodies.iter().collect();
    all.sort_by_key(|entry| (entry.body.role.value, entry.body.name.to_lowercase(), &entry.id));
    let rows = all.into_iter().map(|entry| {
        let name = entry.body.name.to_string();
        let known_as = entry.body.known_as();
        let row = Row {
            known_as: (known_as != name).then(|| known_as.to_owned()),
            body: Linked {
                words: name,
                ..here.body(&entry.id)
            },
            area: entry.body.area.as_ref().map(|area| area.to_string()),
        };
        (words::roles(entry.body.role.value).to_owned(), row)
    });
    BodiesView {
        groups: paging::grouped(rows),
    }
}
