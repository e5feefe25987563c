//! What differs between two versions of a record, field by field: as values, and in plain words.
//!
//! A version is the tree of a file without its places ([`yaml::to_json`](crate::yaml::to_json)). What a correction records,
//! what the log tells, what a merge weighs and what an audit looks for are all these differences.

mod find;
mod list;
mod register;
pub mod text;
mod told;
mod version;
pub mod words;

pub use find::find;
pub use list::{Item, items};
pub use register::{Differs, registers};
pub use told::{Told, place};
pub use version::{Between, between};

use serde_json::{Map, Value as Json};

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where it stands, from the record down.
    pub place: Vec<Step>,
    /// How it differs.
    pub what: What,
}

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a field, by its name.
    Field(String),
    /// Into a list, to one of its items.
    Item(Item),
}

/// How something differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The value: none where nothing was written, or is.
    Value {
        /// Before.
        old: Option<Json>,
        /// After.
        new: Option<Json>,
    },
    /// The items that a list holds before and after stand in another order.
    Order {
        /// The order before.
        old: Vec<Item>,
        /// The order after.
        new: Vec<Item>,
    },
}

/// All that differs between two versions of a record, in the order of their fields. A field that holds nothing counts as one
/// that is not written. A group of fields is gone into; an item of a list that is new or gone is one difference.
pub fn compare(old: &Json, new: &Json) -> Vec<Change> {
    let mut changes = Vec::new();
    enter(
        &mut Vec::new(),
        written(Some(old)),
        written(Some(new)),
        &mut changes,
    );
    changes
}

impl Change {
    /// The place as one word, as corrections and flags name it: `minutes.status`, `clauses.a.words`.
    pub fn path(&self) -> String {
        path(&self.place)
    }
}

/// A place as one word.
pub fn path(place: &[Step]) -> String {
    let each = place.iter().map(|step| match step {
        Step::Field(name) => name.clone(),
        Step::Item(item) => item.to_string(),
    });
    each.collect::<Vec<_>>().join(".")
}

/// Whether two versions say the same.
pub fn same(one: &Json, other: &Json) -> bool {
    one == other || compare(one, other).is_empty()
}

/// A value, unless it holds nothing.
pub(crate) fn written(value: Option<&Json>) -> Option<&Json> {
    value.filter(|value| match value {
        Json::Null => false,
        Json::Array(items) => !items.is_empty(),
        Json::Object(fields) => fields.values().any(|value| written(Some(value)).is_some()),
        _ => true,
    })
}

fn enter(place: &mut Vec<Step>, old: Option<&Json>, new: Option<&Json>, changes: &mut Vec<Change>) {
    let (no_fields, no_items) = (Map::new(), Vec::new());
    match (old, new) {
        (None, None) => {}
        (Some(old), Some(new)) if old == new => {}
        (Some(Json::Object(old)), Some(Json::Object(new))) => fields(place, old, new, changes),
        (Some(Json::Object(old)), None) => fields(place, old, &no_fields, changes),
        (None, Some(Json::Object(new))) => fields(place, &no_fields, new, changes),
        (Some(Json::Array(old)), Some(Json::Array(new))) => lists(place, old, new, changes),
        (Some(Json::Array(old)), None) => lists(place, old, &no_items, changes),
        (None, Some(Json::Array(new))) => lists(place, &no_items, new, changes),
        (old, new) => changes.push(Change {
            place: place.clone(),
            what: What::Value {
                old: old.cloned(),
                new: new.cloned(),
            },
        }),
    }
}

fn fields(
    place: &mut Vec<Step>,
    old: &Map<String, Json>,
    new: &Map<String, Json>,
    changes: &mut Vec<Change>,
) {
    let added = new.keys().filter(|name| !old.contains_key(*name));
    for name in old.keys().chain(added) {
        place.push(Step::Field(name.clone()));
        enter(place, written(old.get(name)), written(new.get(name)), changes);
        place.pop();
    }
}

fn lists(place: &mut Vec<Step>, old: &[Json], new: &[Json], changes: &mut Vec<Change>) {
    let field = place.iter().rev().find_map(|step| match step {
        Step::Field(name) => Some(name.as_str()),
        Step::Item(_) => None,
    });
    let field = field.unwrap_or("").to_owned();
    let (before, after) = (items(&field, old), items(&field, new));
    let find = |list: &[Item], item: &Item| list.iter().position(|other| other == item);
    for (at, item) in before.iter().enumerate() {
        place.push(Step::Item(item.clone()));
        match find(&after, item) {
            Some(there) => enter(place, Some(&old[at]), Some(&new[there]), changes),
            None => changes.push(whole(place, Some(&old[at]), None)),
        }
        place.pop();
    }
    for (at, item) in after.iter().enumerate() {
        if find(&before, item).is_none() {
            place.push(Step::Item(item.clone()));
            changes.push(whole(place, None, Some(&new[at])));
            place.pop();
        }
    }
    let kept = |list: &[Item], other: &[Item]| -> Vec<Item> {
        list.iter().filter(|item| other.contains(item)).cloned().collect()
    };
    let (old, new) = (kept(&before, &after), kept(&after, &before));
    if old != new {
        let place = place.clone();
        let what = What::Order { old, new };
        changes.push(Change { place, what });
    }
}

fn whole(place: &[Step], old: Option<&Json>, new: Option<&Json>) -> Change {
    Change {
        place: place.to_vec(),
        what: What::Value {
            old: old.cloned(),
            new: new.cloned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines(old: &Json, new: &Json) -> Vec<String> {
        compare(old, new)
            .iter()
            .map(|change| change.told().to_string())
            .collect()
    }

    #[test]
    fn a_record_is_compared_field_by_field() {
        let old = json!({
            "item": "Ward 4",
            "minutes": { "status": "draft" },
            "clauses": [
                { "label": "a", "words": "That he report be noted.", "reads_as": "noted" },
                { "label": "b", "words": "That it come back.", "reads_as": "other" },
            ],
            "changes": ["ward-move"],
            "votes": null,
        });
        let new = json!({
            "item": "Ward 4",
            "minutes": { "status": "confirmed", "confirmed_on": "2026-03-12" },
            "clauses": [
                { "label": "b", "words": "That it come back.", "reads_as": "other" },
                { "label": "a", "words": "That the report be noted.", "reads_as": "noted" },
                { "label": "c", "words": "That thanks be given.", "reads_as": "other" },
            ],
            "changes": ["ward-closure"],
        });
        assert_eq!(
            lines(&old, &new),
            [
                "minutes, status: was “draft”, is now “confirmed”",
                "minutes, confirmed on: is now 12 March 2026",
                "clause a, words: was “That he report be noted.”, is now “That the report be noted.”",
                "clause c: added, “label: c; words: That thanks be given.; reads as: other”",
                "clauses: stood in the order a, b; now b, a",
                "change ward-move: taken out",
                "change ward-closure: added",
            ]
        );
        assert_eq!(compare(&new, &new), []);
        let paths: Vec<String> = compare(&old, &new).iter().map(Change::path).collect();
        assert_eq!(
            paths[..3],
            ["minutes.status", "minutes.confirmed_on", "clauses.a.words"]
        );
    }

    #[test]
    fn twins_in_a_list_are_told_apart_by_their_number() {
        let old = json!({ "key_dates": [{ "date": "2026", "what": "Review" }, { "date": "2027", "what": "Review" }] });
        let new = json!({ "key_dates": [{ "date": "2026", "what": "Review" }, { "date": "2028", "what": "Review" }] });
        assert_eq!(
            lines(&old, &new),
            ["key date Review (2), date: was 2027, is now 2028"]
        );
        let correction =
            json!({ "date": "2026-01-02", "clause": "a", "what": "Put right", "was": "X", "why": "A slip" });
        assert_eq!(
            lines(&json!({}), &json!({ "corrections": [correction] })),
            ["correction of 2 January 2026 (clause a): added, “Put right: A slip”"]
        );
        assert_eq!(lines(&json!({ "sources": [] }), &json!({})), [""; 0]);
    }
}
