//! Three versions of a list to one: by what its items are named by.

use serde_json::Value as Json;

use super::three::Three;
use super::values::{Open, Scale, answered, key, same};
use super::{Answer, order};
use crate::compare::{Item, Step, items};

impl Scale<'_> {
    /// Three lists, where all that is there is one. What a clause does may be one word or a list of them.
    pub(super) fn lists(&self, three: &Three<Option<&Json>>) -> Option<Three<Vec<Json>>> {
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

    pub(super) fn list(&mut self, three: &Three<&[Json]>) -> Option<Json> {
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
                    self.ask(one.map(Option::<&Json>::cloned))
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
