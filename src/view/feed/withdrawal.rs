//! Withdrawals among the entries of the feed of all updates: that a record was withdrawn, and nothing of what it said.

use super::{Item, MOST, name};
use crate::record::Kind;
use crate::register::Register;
use crate::site::PagePath;
use crate::view::former;
use crate::view::updates::WITHDRAWN;

/// The entries with those of withdrawals among them, each before what was told earlier.
pub(super) fn among(register: &Register, mut entries: Vec<Item>) -> Vec<Item> {
    for ((kind, id), entry) in register.withdrawn() {
        let withdrawn = &entry.body.withdrawn;
        let Some(updated) = withdrawn.date.value.earliest() else {
            continue;
        };
        // A determination has no page of its own.
        let page = match kind {
            Kind::Determination => PagePath::list(former::FOLDER, 1),
            _ => PagePath::record(*kind, id),
        };
        let item = Item {
            key: format!("{}/withdrawn", name(*kind, id)),
            title: WITHDRAWN.to_owned(),
            summary: format!(
                "A {kind} was withdrawn {}. Its page says why.",
                withdrawn.date.value.placed()
            ),
            updated,
            page: page.to_string(),
            kind: *kind,
        };
        let at = entries.iter().position(|other| other.updated <= updated);
        entries.insert(at.unwrap_or(entries.len()), item);
    }
    entries.truncate(MOST);
    entries
}
