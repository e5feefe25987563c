//! What is over: bodies that are no more, and changes that others took the place of.

use chrono::NaiveDate;
use serde::Serialize;

use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::{Entry, Kind, RecordId};
use crate::value::PartialDate;

use super::Here;
use super::piece::Linked;

/// Something that is over, and what came after it.
#[derive(Clone, Debug, Serialize)]
pub struct Historic {
    /// What is over; none where it is the page's own record.
    what: Option<Linked>,
    /// Since when, in a sentence.
    says: String,
    /// What came after it.
    next: Vec<Linked>,
}

/// Whether a body is no more on a day: whatever the unknown parts of its last day are.
pub fn is_over(body: &Body, as_at: NaiveDate) -> bool {
    let until = body
        .active
        .as_ref()
        .map_or(PartialDate::Unknown, |active| active.until.value);
    until.latest().is_some_and(|last| last < as_at)
}

/// The changes that took the place of a change.
pub fn successors<'r>(here: Here<'_, 'r>, id: &RecordId) -> Vec<&'r Entry<Change>> {
    let register = here.register();
    let naming = register.naming(Kind::Change, id, &register.changes);
    naming
        .filter(|other| other.body.replaces.iter().any(|older| older.id == *id))
        .collect()
}

/// That a change is over because another took its place.
pub fn of_change(here: Here<'_, '_>, id: &RecordId) -> Option<Historic> {
    let next = successors(here, id);
    (!next.is_empty()).then(|| Historic {
        what: None,
        says: "Another change took the place of this one:".to_owned(),
        next: next.into_iter().map(|other| here.change(other)).collect(),
    })
}

/// A body that is no more; none where it still exists.
pub fn of_body(here: Here<'_, '_>, id: &RecordId) -> Option<Historic> {
    let body = &here.register().bodies.get(id)?.body;
    let until = body.active.as_ref()?.until.value;
    is_over(body, here.input.as_at).then(|| Historic {
        what: Some(here.body(id)),
        says: match body.succeeded_by.is_empty() {
            true => format!("existed until {}.", until.spoken()),
            false => format!("existed until {}. After it came", until.spoken()),
        },
        next: body.succeeded_by.iter().map(|next| here.body(&next.id)).collect(),
    })
}
