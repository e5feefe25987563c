//! Three versions of a record's values to one: by field, and in lists by item.

use serde_json::{Map, Value as Json};

use super::naming::Sort;
use super::three::Three;
use super::{Answer, atom};
use crate::compare::{self, Step, path, written};

/// Something that both sides changed differently.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Open {
    /// Where.
    pub(super) place: Vec<Step>,
    /// What stands there in each version.
    pub(super) three: Three<Option<Json>>,
    /// Whether it is the order of a list only, each version of which is then a list of names.
    pub(super) is_order: bool,
    /// Why it cannot be both, or why an answer does not settle it.
    pub(super) why: Option<String>,
}

impl Open {
    /// What it is settled by, within its record.
    pub(super) fn key(&self) -> String {
        key(&self.place, self.is_order)
    }

    /// Whether words of one's own may be the answer.
    pub(super) fn takes_text(&self) -> bool {
        !self.is_order && takes_text(&self.three)
    }
}

pub(super) fn key(place: &[Step], is_order: bool) -> String {
    path(place) + if is_order { " order" } else { "" }
}

fn takes_text(three: &Three<Option<Json>>) -> bool {
    let words = |value: &&Option<Json>| value.as_ref().is_none_or(Json::is_string);
    let is_some = |value: &&Option<Json>| value.is_some();
    three.each().iter().all(words) && three.each().iter().any(is_some)
}

/// What the values come to.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    /// The values; where something is open, those of our version.
    pub(super) value: Json,
    /// What is open.
    pub(super) open: Vec<Open>,
}

/// What was answered about a place, by its key within the record.
pub(super) type Asked<'a> = dyn Fn(&str) -> Option<Answer> + 'a;

/// Brings three versions of a file's values together. Where both began from nothing, the base is null.
pub(super) fn weigh(sort: Sort, three: Three<&Json>, asked: &Asked<'_>) -> Weighed {
    let mut scale = Scale {
        sort,
        asked,
        place: Vec::new(),
        open: Vec::new(),
    };
    let value = scale.value(three.map(|value| written(Some(value))));
    Weighed {
        value: value.unwrap_or(Json::Null),
        open: scale.open,
    }
}

/// Whether two values say the same.
pub(super) fn same(one: Option<&Json>, other: Option<&Json>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => compare::same(one, other),
        (None, None) => true,
        (Some(only), None) | (None, Some(only)) => written(Some(only)).is_none(),
    }
}

/// What answers give at a place; the error says why they do not settle it.
pub(super) fn answered(
    three: &Three<Option<Json>>,
    is_order: bool,
    answer: &Answer,
) -> Result<Option<Json>, String> {
    match answer {
        Answer::Ours => Ok(three.ours.clone()),
        Answer::Theirs => Ok(three.theirs.clone()),
        Answer::Text(text) if is_order || !takes_text(three) => Err(format!(
            "“{text}” cannot stand here: only one of the two versions can be chosen"
        )),
        Answer::Text(text) if text.trim().is_empty() => Err("the answer is empty".to_owned()),
        Answer::Text(text) => Ok(Some(text.as_str().into())),
    }
}

/// The weighing of one file, on the way through its places.
pub(super) struct Scale<'a> {
    sort: Sort,
    pub(super) asked: &'a Asked<'a>,
    pub(super) place: Vec<Step>,
    pub(super) open: Vec<Open>,
}

impl Scale<'_> {
    pub(super) fn value(&mut self, three: Three<Option<&Json>>) -> Option<Json> {
        let three = three.map(written);
        if let Some(side) = three.settled(|one, other| same(*one, *other)) {
            return three.of(side).cloned();
        }
        if !atom::is_whole(self.sort, &self.place) {
            if let Some(fields) = groups(&three) {
                return self.group(three, &fields);
            }
            if let Some(lists) = self.lists(&three) {
                return self.list(&lists.as_ref().map(Vec::as_slice));
            }
        }
        self.ask(three.map(Option::<&Json>::cloned))
    }

    /// A group of fields, unless it describes one happening and the two sides mean different ones.
    fn group(&mut self, three: Three<Option<&Json>>, fields: &Three<&Map<String, Json>>) -> Option<Json> {
        let gone = three.base.is_some() && (three.ours.is_none() || three.theirs.is_none());
        let added = three.base.is_none() && !atom::is_holder(&self.place);
        let key = atom::key(&self.place);
        let apart = key.is_some_and(|key| {
            key.iter().any(|field| {
                !same(
                    written(fields.ours.get(*field)),
                    written(fields.theirs.get(*field)),
                )
            })
        });
        if !gone && !added && !apart {
            return self.fields(fields);
        }
        // One side may still say all that the other says, and more.
        if !gone {
            let before = self.open.len();
            let trial = self.fields(fields);
            let is_clean = self.open.len() == before;
            self.open.truncate(before);
            if is_clean && (same(trial.as_ref(), three.ours) || same(trial.as_ref(), three.theirs)) {
                return trial;
            }
        }
        self.ask(three.map(Option::<&Json>::cloned))
    }

    fn fields(&mut self, three: &Three<&Map<String, Json>>) -> Option<Json> {
        let mut merged = Map::new();
        let mut done: Vec<&str> = Vec::new();
        for fields in atom::neighbours(self.sort, &self.place) {
            if let Some(value) = self.neighbours(three, fields) {
                done.extend(fields);
                if let Some(Json::Object(own)) = value {
                    merged.extend(own);
                }
            }
        }
        // A name that both hold is weighed once, though nothing may come of it.
        let others = three.theirs.keys().filter(|name| !three.ours.contains_key(*name));
        for name in three.ours.keys().chain(others) {
            if merged.contains_key(name) || done.contains(&name.as_str()) {
                continue;
            }
            self.place.push(Step::Field(name.clone()));
            let value = self.value(three.map(|fields| fields.get(name)));
            self.place.pop();
            if let Some(value) = value {
                merged.insert(name.clone(), value);
            }
        }
        (!merged.is_empty()).then_some(Json::Object(merged))
    }

    /// Fields that say one thing together, where the two sides changed different ones of them; none where they did not.
    fn neighbours(
        &mut self,
        three: &Three<&Map<String, Json>>,
        names: &[&'static str],
    ) -> Option<Option<Json>> {
        let part = |fields: &&Map<String, Json>| -> Json {
            let own = names
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), fields.get(*name)?.clone())));
            Json::Object(own.collect())
        };
        let parts = three.as_ref().map(part);
        if parts.settled(compare::same).is_some() {
            return None;
        }
        let differ = |name: &&&str| !same(parts.ours.get(**name), parts.theirs.get(**name));
        if names.iter().filter(differ).count() < 2 {
            return None;
        }
        // All that one side changed, the other changed alike.
        if is_within(&parts, &parts.ours, &parts.theirs, names)
            || is_within(&parts, &parts.theirs, &parts.ours, names)
        {
            return None;
        }
        self.place.push(Step::Field(names.join(" and ")));
        let value = self.ask(parts.map(|part| written(Some(&part)).cloned()));
        self.place.pop();
        Some(value)
    }

    /// Asks, unless the answer is known.
    pub(super) fn ask(&mut self, three: Three<Option<Json>>) -> Option<Json> {
        let answer = (self.asked)(&key(&self.place, false));
        let why = match answer.map(|answer| answered(&three, false, &answer)) {
            Some(Ok(value)) => return value,
            Some(Err(why)) => Some(why),
            None => None,
        };
        let ours = three.ours.clone();
        self.open.push(Open {
            place: self.place.clone(),
            three,
            is_order: false,
            why,
        });
        ours
    }
}

/// Whether all that the first side changed, the second changed alike.
fn is_within(parts: &Three<Json>, first: &Json, second: &Json, names: &[&str]) -> bool {
    let changed = names
        .iter()
        .filter(|name| !same(first.get(**name), parts.base.get(**name)));
    changed
        .into_iter()
        .all(|name| same(first.get(*name), second.get(*name)))
}

/// Three groups of fields, where all that is there is one.
fn groups<'j>(three: &Three<Option<&'j Json>>) -> Option<Three<&'j Map<String, Json>>> {
    static NONE: std::sync::LazyLock<Map<String, Json>> = std::sync::LazyLock::new(Map::new);
    let group = |value: Option<&'j Json>| match value {
        None => Some(&*NONE),
        Some(Json::Object(fields)) => Some(fields),
        Some(_) => None,
    };
    let is_group = |value: &&Option<&Json>| value.is_some();
    three.each().iter().any(is_group).then_some(())?;
    Some(Three {
        base: group(three.base)?,
        ours: group(three.ours)?,
        theirs: group(three.theirs)?,
    })
}
