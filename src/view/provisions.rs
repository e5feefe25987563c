//! The law that the register is judged by, instrument by instrument.

use serde::Serialize;

use crate::law::Enacted;
use crate::law::provision::Verification;
use crate::law::trace::Finding;

use super::frame::Head;
use super::piece::{Linked, Tag};
use super::provision::kind;
use super::{Here, words};

/// What the list of the law says.
#[derive(Debug, Serialize)]
pub struct ProvisionsView {
    holds: String,
    /// How many were not checked against the text itself.
    unchecked: Option<String>,
    groups: Vec<Group>,
}

/// An instrument and its provisions.
#[derive(Debug, Serialize)]
struct Group {
    name: String,
    title: String,
    address: Option<String>,
    /// Whether it is the register's own.
    local: bool,
    count: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    provision: Linked,
    cite: String,
    kind: Tag,
    /// In how many changes it applies.
    applies: Option<String>,
    /// Whether it was checked against an account of the text only, or not at all.
    unchecked: bool,
}

/// What surrounds the page.
pub fn head() -> Head {
    Head {
        title: "The law".to_owned(),
        about: Some(
            "Every provision of law that this register is judged by, and where each has applied.".to_owned(),
        ),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>) -> ProvisionsView {
    let law = here.input.law;
    let unchecked = law.provisions().iter().filter(|one| is_unchecked(one)).count();
    let mut groups: Vec<Group> = Vec::new();
    for (place, provision) in law.provisions().iter().enumerate() {
        let instrument = &provision.instrument;
        let row = row(here, place, provision);
        match groups
            .iter_mut()
            .find(|group| group.name == instrument.short && group.title == instrument.title)
        {
            Some(group) => group.rows.push(row),
            None => groups.push(Group {
                name: instrument.short.clone(),
                title: instrument.title.clone(),
                address: instrument.address.clone(),
                local: instrument.local,
                count: String::new(),
                rows: vec![row],
            }),
        }
    }
    for group in &mut groups {
        group.count = words::count(group.rows.len(), "provision", "provisions");
    }
    ProvisionsView {
        holds: format!(
            "{} in {}",
            words::count(law.provisions().len(), "provision", "provisions"),
            words::count(groups.len(), "instrument", "instruments")
        ),
        unchecked: (unchecked > 0).then(|| words::grouped(unchecked)),
        groups,
    }
}

fn is_unchecked(provision: &Enacted) -> bool {
    provision.verified.value != Verification::Primary
}

fn row(here: Here<'_, '_>, place: usize, provision: &Enacted) -> Row {
    let mut changes: Vec<_> = here
        .conclusions
        .of_provision(place)
        .filter(|one| matches!(one.gist.applies, Finding::Yes | Finding::Disputed))
        .map(|one| &one.change.id)
        .collect();
    changes.dedup();
    Row {
        provision: Linked {
            words: provision.title.to_string(),
            ..here.provision(provision)
        },
        cite: provision.cite.to_string(),
        kind: kind(provision),
        applies: (!changes.is_empty()).then(|| words::count(changes.len(), "change", "changes")),
        unchecked: is_unchecked(provision),
    }
}
