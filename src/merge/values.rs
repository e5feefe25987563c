//! Three versions of a record's values to one: by field, and in lists by item.

use serde_json::{Map, Value as Json};

use super::naming::Sort;
use super::three::Three;
use super::{Answer, atom, order};
use crate::compare::{self, Item, Step, items, path, written};

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

fn key(place: &[Step], is_order: bool) -> String {
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

struct Scale<'a> {
    sort: Sort,
    asked: &'a Asked<'a>,
    place: Vec<Step>,
    open: Vec<Open>,
}

impl Scale<'_> {
    fn value(&mut self, three: Three<Option<&Json>>) -> Option<Json> {
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
        self.ask(three.map(|value| value.cloned()))
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
        self.ask(three.map(|value| value.cloned()))
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
        let names = three.ours.keys().chain(three.theirs.keys());
        for name in names {
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

    /// Three lists, where all that is there is one. What a clause does may be one word or a list of them.
    fn lists(&self, three: &Three<Option<&Json>>) -> Option<Three<Vec<Json>>> {
        let field = self.field();
        let list = |value: Option<&Json>| match value {
            None => Some(Vec::new()),
            Some(Json::Array(items)) => Some(items.clone()),
            Some(word @ Json::String(_)) if field == "reads_as" => Some(vec![word.clone()]),
            Some(_) => None,
        };
        let is_list = |value: &&Option<&Json>| value.is_some_and(Json::is_array);
        three.each().iter().any(is_list).then_some(())?;
        Some(Three {
            base: list(three.base)?,
            ours: list(three.ours)?,
            theirs: list(three.theirs)?,
        })
    }

    fn field(&self) -> String {
        let name = self.place.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(name.clone()),
            Step::Item(_) => None,
        });
        name.unwrap_or_default()
    }

    fn list(&mut self, three: &Three<&[Json]>) -> Option<Json> {
        let field = self.field();
        let named = three.map(|list| items(&field, list));
        let mut kept: Vec<(Item, Json)> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for item in named.ours.iter().chain(&named.theirs).chain(&named.base) {
            if seen.contains(&item.key.as_str()) {
                continue;
            }
            seen.push(&item.key);
            let own = Three {
                base: called(&item.key, &named.base, three.base),
                ours: called(&item.key, &named.ours, three.ours),
                theirs: called(&item.key, &named.theirs, three.theirs),
            };
            kept.extend(self.item(&item.key, &own));
        }
        let alive = |list: &Vec<Item>| -> Vec<Item> {
            let is_kept = |item: &&Item| kept.iter().any(|(own, _)| own == *item);
            list.iter().filter(is_kept).cloned().collect()
        };
        let orders = named.as_ref().map(alive);
        let order = match order::merged(&orders, |item| sorted_by(&kept, item)) {
            Ok(order) => order,
            Err(order) => self.order(&orders, order),
        };
        let place = |item: &Item| order.iter().position(|other| other == item).unwrap_or(usize::MAX);
        kept.sort_by_key(|(item, _)| place(item));
        let values: Vec<Json> = kept.into_iter().map(|(_, value)| value).collect();
        (!values.is_empty()).then_some(Json::Array(values))
    }

    /// The items of one name, decided.
    fn item(&mut self, key: &str, own: &Three<Vec<&Json>>) -> Vec<(Item, Json)> {
        let named = |nth: usize| Item {
            key: key.to_owned(),
            nth,
        };
        self.place.push(Step::Item(named(0)));
        let kept = if own.each().iter().all(|list| list.len() < 2) {
            let one = own.as_ref().map(|list| list.first().copied());
            let value = match one.settled(|one, other| same_item(*one, *other)) {
                Some(side) => one.of(side).cloned(),
                None if one.base.is_some() && (one.ours.is_none() || one.theirs.is_none()) => {
                    self.ask(one.map(|value| value.cloned()))
                }
                None => self.value(one),
            };
            value.into_iter().collect()
        } else {
            // Several of one name cannot be told apart, so they are taken together.
            let all = own.as_ref().map(|list| -> Option<Json> {
                (!list.is_empty()).then(|| list.iter().copied().cloned().collect())
            });
            let kept = match all.settled(|one, other| one == other) {
                Some(side) => all.of(side).clone(),
                None => self.ask(all),
            };
            match kept {
                Some(Json::Array(items)) => items,
                other => other.into_iter().collect(),
            }
        };
        self.place.pop();
        let numbered = kept.into_iter().enumerate();
        numbered.map(|(nth, value)| (named(nth), value)).collect()
    }

    /// The order of a list that both sides changed differently.
    fn order(&mut self, orders: &Three<Vec<Item>>, otherwise: Vec<Item>) -> Vec<Item> {
        let names = |list: &Vec<Item>| -> Option<Json> {
            let names: Vec<String> = list.iter().map(Item::to_string).collect();
            (!names.is_empty()).then(|| names.into())
        };
        let three = orders.as_ref().map(names);
        match (self.asked)(&key(&self.place, true)) {
            Some(Answer::Theirs) => order::led(&otherwise, &orders.theirs),
            Some(Answer::Ours) => order::led(&otherwise, &orders.ours),
            answer => {
                let why = answer.and_then(|answer| answered(&three, true, &answer).err());
                self.open.push(Open {
                    place: self.place.clone(),
                    three,
                    is_order: true,
                    why,
                });
                otherwise
            }
        }
    }

    /// Asks, unless the answer is known.
    fn ask(&mut self, three: Three<Option<Json>>) -> Option<Json> {
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

/// An item that holds nothing is still an item.
fn same_item(one: Option<&Json>, other: Option<&Json>) -> bool {
    one.is_some() == other.is_some() && same(one, other)
}

fn called<'j>(key: &str, named: &[Item], list: &'j [Json]) -> Vec<&'j Json> {
    let own = named.iter().zip(list).filter(|(item, _)| item.key == key);
    own.map(|(_, value)| value).collect()
}

/// What items that both sides added at one place are put in order by: the day, then the name.
fn sorted_by(kept: &[(Item, Json)], item: &Item) -> (String, usize, String, usize) {
    let value = kept.iter().find(|(own, _)| own == item).map(|(_, value)| value);
    let day = value.and_then(|value| {
        ["date", "made", "changed", "dated"]
            .iter()
            .find_map(|field| value.get(field)?.as_str())
    });
    let number = if item.key.bytes().all(|byte| byte.is_ascii_digit()) {
        item.key.len()
    } else {
        usize::MAX
    };
    (
        day.unwrap_or_default().to_owned(),
        number,
        item.key.clone(),
        item.nth,
    )
}
