//! The records of one kind, and a record of any kind.

use std::collections::BTreeSet;
use std::ops::Index;

use super::Key;
use super::ordered::Ordered;
use crate::record::correction::Correction;
use crate::record::{Entry, Kind, Record, RecordId, Ref, Target};
use crate::shape::{Leaf, Shape};
use crate::source::{Location, SourceId, Span, Spanned};
use crate::value::Status;

/// The sound records of one kind, in order of id.
#[derive(Debug)]
pub struct Table<T>(pub(super) Ordered<RecordId, Entry<T>>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Ordered::default())
    }
}

impl<T> Table<T> {
    /// One record.
    pub fn get(&self, id: &RecordId) -> Option<&Entry<T>> {
        self.0.get(id)
    }

    /// Each record, in order of id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Entry<T>> + DoubleEndedIterator + Clone {
        self.0.iter().map(|(_, entry)| entry)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.iter().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Target> Table<T> {
    /// Leaves out these records.
    pub(super) fn leave_out(&mut self, gone: &BTreeSet<Key>) {
        self.0.retain(|id| !gone.contains(&(T::KIND, id.clone())));
    }
}

/// A reference held by a sound record always leads somewhere: links are checked before a register is made.
impl<T: Record, R: Target> Index<&Ref<R>> for Table<T> {
    type Output = Entry<T>;

    fn index(&self, reference: &Ref<R>) -> &Entry<T> {
        debug_assert_eq!(
            R::KIND,
            T::KIND,
            "a reference is looked up among records of its own kind"
        );
        self.0
            .get(&reference.id)
            .expect("links of sound records are checked when the register is built")
    }
}

/// The values in a record of any kind.
pub trait Leaves {
    /// Shows each value that a check may want to see.
    fn leaves<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>));
}

impl<T: Record> Leaves for T {
    fn leaves<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        Shape::visit(self, visit);
    }
}

/// A record of any kind, as far as all kinds are alike.
#[derive(Clone, Copy)]
pub struct AnyEntry<'r> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: &'r RecordId,
    /// The file it was read from.
    pub source: SourceId,
    /// The path of that file.
    pub path: &'r str,
    /// What it is called.
    pub title: &'r str,
    /// Whether it is ready to be published.
    pub status: Status,
    /// The ids it had before.
    pub aliases: &'r [Spanned<RecordId>],
    /// What was put right in it after it was made.
    pub corrections: &'r [Correction],
    /// The values in it.
    pub leaves: &'r (dyn Leaves + Sync),
    /// The record as JSON.
    json: &'r (dyn ToJson + Sync),
}

impl<'r> AnyEntry<'r> {
    /// A record of one kind as a record of any kind.
    pub fn new<T: Record>(entry: &'r Entry<T>) -> Self {
        Self {
            kind: T::KIND,
            id: &entry.id,
            source: entry.source,
            path: &entry.path,
            title: entry.body.title(),
            status: entry.body.status(),
            aliases: entry.body.aliases(),
            corrections: entry.body.corrections(),
            leaves: &entry.body,
            json: &entry.body,
        }
    }

    /// What names it among all records.
    pub fn key(&self) -> Key {
        (self.kind, self.id.clone())
    }

    /// A place in its file.
    pub fn at(&self, span: Span) -> Location {
        Location {
            source: self.source,
            span,
        }
    }

    /// Its fields as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        self.json.to_json()
    }
}

/// A record that can be written as JSON.
trait ToJson {
    fn to_json(&self) -> serde_json::Value;
}

impl<T: Record> ToJson for T {
    fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a record holds text, numbers and lists of them")
    }
}

impl<T> Entry<T> {
    /// A place in the record's file.
    pub fn at(&self, span: Span) -> Location {
        Location {
            source: self.source,
            span,
        }
    }
}
