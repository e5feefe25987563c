//! A value at a place: found, and put there.

use serde_json::{Map, Value as Json};

use crate::compare::{Step, items};

/// The value at a place.
pub(super) fn get<'j>(value: &'j Json, place: &[Step]) -> Option<&'j Json> {
    let mut at = value;
    let mut list = "";
    for step in place {
        at = match step {
            Step::Field(name) => {
                list = name;
                at.get(name)?
            }
            Step::Item(item) => {
                let held = at.as_array()?;
                held.get(items(list, held).iter().position(|own| own == item)?)?
            }
        };
    }
    Some(at)
}

/// Puts a value at a place, or takes away what stands there. An item that is not in its list comes at the end.
pub(super) fn put(value: &mut Json, place: &[Step], new: Option<Json>) {
    put_in(value, "", place, new);
}

fn put_in(at: &mut Json, list: &str, place: &[Step], new: Option<Json>) {
    let [step, rest @ ..] = place else {
        *at = new.unwrap_or(Json::Null);
        return;
    };
    match step {
        Step::Field(name) => {
            if !at.is_object() {
                *at = Json::Object(Map::new());
            }
            let Some(fields) = at.as_object_mut() else { return };
            if rest.is_empty() && new.is_none() {
                fields.shift_remove(name);
            } else {
                put_in(fields.entry(name.clone()).or_insert(Json::Null), name, rest, new);
            }
        }
        Step::Item(item) => {
            if !at.is_array() {
                *at = Json::Array(Vec::new());
            }
            let Some(held) = at.as_array_mut() else { return };
            let index = items(list, held).iter().position(|own| own == item);
            match index {
                Some(index) if rest.is_empty() && new.is_none() => drop(held.remove(index)),
                Some(index) => put_in(&mut held[index], list, rest, new),
                None => held.extend(new.filter(|_| rest.is_empty())),
            }
        }
    }
}
