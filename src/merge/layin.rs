//! One side's text with what the other side changed laid in, place by place.

use serde_json::{Map, Value as Json};

use super::place;
use super::three::{Side, Three};
use super::{comment, values};
use crate::compare::{Item, Step, items, written};
use crate::yaml::{self, Graft, Part, graft};

/// Most changes that are laid into one file.
const LIMIT: usize = 2000;

/// The text of one side made to say the values; none where that cannot be done safely.
pub(super) fn laid(
    three: &Three<&[u8]>,
    values: &Three<Json>,
    side: Side,
    decided: &Json,
) -> Option<Vec<u8>> {
    let other = match side {
        Side::Ours => Side::Theirs,
        Side::Theirs => Side::Ours,
    };
    let text = lay(
        std::str::from_utf8(three.of(side)).ok()?,
        decided,
        values.of(other),
    )?;
    let carried = comment::carried(&text, three, other);
    Some(carried.into_bytes())
}

/// A record's text made to say these values, place by place, with everything else left as it stands; none where that cannot be
/// done safely. New fields come in the order that they have in `order`.
pub fn lay(text: &str, values: &Json, order: &Json) -> Option<String> {
    let mut text = text.to_owned();
    let mut done = 0;
    while let Some(next) = next(&yaml::json(&text)?, values, order) {
        text = next.done(&text)?;
        done += 1;
        if done > LIMIT {
            return None;
        }
    }
    Some(text)
}

/// A change that is still to be made.
#[derive(Debug)]
struct Next {
    place: Vec<Way>,
    what: What,
}

#[derive(Debug)]
enum Way {
    Field(String),
    Item(usize),
}

#[derive(Debug)]
enum What {
    Set(Json),
    Field(Json, Option<String>),
    Item(Json),
    Remove,
    Order(Vec<usize>),
}

impl Next {
    fn done(&self, text: &str) -> Option<String> {
        let place: Vec<Part<'_>> = self
            .place
            .iter()
            .map(|way| match way {
                Way::Field(name) => Part::Field(name),
                Way::Item(number) => Part::Item(*number),
            })
            .collect();
        let what = match &self.what {
            What::Set(value) => Graft::Set(value),
            What::Field(value, after) => Graft::Field {
                value,
                after: after.as_deref(),
            },
            What::Item(value) => Graft::Item(value),
            What::Remove => Graft::Remove,
            What::Order(order) => Graft::Order(order),
        };
        graft(text, &place, &what).ok()
    }
}

/// The first thing in which what stands there is not what was decided.
fn next(have: &Json, want: &Json, other: &Json) -> Option<Next> {
    let mut finder = Finder {
        other,
        place: Vec::new(),
    };
    let (what, mut place) = finder.value(have, want)?;
    place.reverse();
    Some(Next { place, what })
}

struct Finder<'a> {
    /// The values of the side that the changes come from: for the order of fields.
    other: &'a Json,
    place: Vec<Step>,
}

/// What to do, and where: from the innermost step out.
type Found = (What, Vec<Way>);

impl Finder<'_> {
    fn value(&mut self, have: &Json, want: &Json) -> Option<Found> {
        match (have, want) {
            (have, want) if values::same(Some(have), Some(want)) => None,
            (Json::Object(have), Json::Object(want)) => self.fields(have, want),
            (Json::Array(have), Json::Array(want)) if !have.is_empty() && !want.is_empty() => {
                self.list(have, want)
            }
            (_, want) => Some((What::Set(want.clone()), Vec::new())),
        }
    }

    fn fields(&mut self, have: &Map<String, Json>, want: &Map<String, Json>) -> Option<Found> {
        let wanted = |name: &String| want.get(name).filter(|value| written(Some(value)).is_some());
        for (name, value) in have {
            let found = match wanted(name) {
                None if written(Some(value)).is_some() => Some((What::Remove, Vec::new())),
                None => None,
                Some(want) => {
                    self.place.push(Step::Field(name.clone()));
                    let found = self.value(value, want);
                    self.place.pop();
                    found
                }
            };
            if let Some((what, mut way)) = found {
                way.push(Way::Field(name.clone()));
                return Some((what, way));
            }
        }
        let missing = want
            .keys()
            .find(|name| !have.contains_key(*name) && wanted(name).is_some())?;
        let group = place::get(self.other, &self.place).and_then(Json::as_object);
        let after = group.and_then(|group| {
            let names: Vec<&String> = group.keys().collect();
            let at = names.iter().position(|name| *name == missing)?;
            let before = names[..at].iter().rev().find(|name| have.contains_key(**name))?;
            Some((*before).clone())
        });
        let what = What::Field(want[missing].clone(), after);
        Some((what, vec![Way::Field(missing.clone())]))
    }

    fn list(&mut self, have: &[Json], want: &[Json]) -> Option<Found> {
        let name = self.place.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(name.clone()),
            Step::Item(_) => None,
        });
        let name = name.unwrap_or_default();
        let (own, goal) = (items(&name, have), items(&name, want));
        let find = |list: &[Item], item: &Item| list.iter().position(|other| other == item);
        // A list is never emptied on the way: what comes comes first.
        for (at, item) in goal.iter().enumerate() {
            match find(&own, item) {
                None => {
                    let before = goal[..at].iter().rev().find_map(|item| find(&own, item));
                    let number = before.map_or(0, |before| before + 1);
                    return Some((What::Item(want[at].clone()), vec![Way::Item(number)]));
                }
                Some(there) => {
                    self.place.push(Step::Item(item.clone()));
                    let found = self.value(&have[there], &want[at]);
                    self.place.pop();
                    if let Some((what, mut way)) = found {
                        way.push(Way::Item(there));
                        return Some((what, way));
                    }
                }
            }
        }
        if let Some(gone) = own.iter().rposition(|item| find(&goal, item).is_none()) {
            return Some((What::Remove, vec![Way::Item(gone)]));
        }
        let order = goal.iter().filter_map(|item| find(&own, item)).collect();
        Some((What::Order(order), Vec::new()))
    }
}
