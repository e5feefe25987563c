//! What tells the items of a list apart, so that the same item is found again in another version of the list.

use std::fmt;

use serde_json::Value as Json;

/// An item of a list: by what it is named by, not by its number, which changes when another comes before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// What it is named by: the label of a clause, the council of an affected council.
    pub key: String,
    /// Which of those named alike it is, counted from 0.
    pub nth: usize,
}

impl fmt::Display for Item {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.key)?;
        if self.nth > 0 {
            write!(out, " ({})", self.nth + 1)?;
        }
        Ok(())
    }
}

/// A list of a record.
struct List {
    /// Its field.
    field: &'static str,
    /// What one of its items is called.
    one: &'static str,
    /// The field that names an item, where items are groups of fields; empty where an item is named by all it holds.
    key: &'static str,
}

const fn list(field: &'static str, one: &'static str, key: &'static str) -> List {
    List { field, one, key }
}

/// Every list whose items are groups of fields, and those of words whose name does not tell what one of them is.
const LISTS: &[List] = &[
    list("appointed", "appointment by", "authority"),
    list("attendance_requirements", "attendance requirement of", "date"),
    list("authorities", "council", "authority"),
    list("clauses", "clause", "label"),
    list("corrections", "correction", ""),
    list("date_changes", "change of date of", "changed"),
    list("engagement", "engagement", "what"),
    list("healthwatch_referrals", "referral by Healthwatch of", "date"),
    list("information_requests", "request for information of", "date"),
    list("key_dates", "key date", "what"),
    list("modifications", "modification of", "date"),
    list("provisions", "provision", "id"),
    list("reports", "report of", "made"),
    list("requests", "request by", "by"),
    list("sources", "source", "title"),
    list("steps", "step", "what"),
    list("aliases", "former id", ""),
    list("current", "provider", ""),
    list("proposed", "provider", ""),
    list("missing", "what is missing", ""),
    list("owed_to", "owed to", ""),
    list("succeeded_by", "successor", ""),
];

/// The names of the items of a list that is kept in a field, in its order.
pub fn items(field: &str, list: &[Json]) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::with_capacity(list.len());
    for value in list {
        let key = key(field, value);
        let nth = found.iter().filter(|item| item.key == key).count();
        found.push(Item { key, nth });
    }
    found
}

fn key(field: &str, value: &Json) -> String {
    let name = LISTS.iter().find(|list| list.field == field).map(|list| list.key);
    match (value, name) {
        (Json::String(text), _) => text.clone(),
        (Json::Object(fields), Some(name)) => match fields.get(name) {
            Some(Json::String(text)) => text.clone(),
            _ => value.to_string(),
        },
        _ => value.to_string(),
    }
}

/// What one item of a list is called.
pub(super) fn one_of(field: &str) -> String {
    match LISTS.iter().find(|list| list.field == field) {
        Some(list) => list.one.to_owned(),
        None => field.strip_suffix('s').unwrap_or(field).replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;
    use crate::schema;

    /// The fields of a schema that are lists of groups, with the names of the fields of one group.
    fn groups(schema: &Json, found: &mut Vec<(String, Vec<String>)>) {
        let Json::Object(fields) = schema else {
            if let Json::Array(each) = schema {
                each.iter().for_each(|one| groups(one, found));
            }
            return;
        };
        if let Some(Json::Object(properties)) = fields.get("properties") {
            for (name, property) in properties {
                let options = property.get("anyOf").and_then(Json::as_array);
                let either = options.into_iter().flatten().chain([property]);
                let inner = either.filter_map(|one| one.get("items")?.get("properties")?.as_object());
                found.extend(inner.map(|inner| (name.clone(), inner.keys().cloned().collect())));
            }
        }
        fields.values().for_each(|one| groups(one, found));
    }

    #[test]
    fn every_list_of_groups_in_a_record_has_a_name_for_its_items() {
        let mut found = Vec::new();
        for kind in Kind::ALL {
            groups(&schema::of(kind), &mut found);
        }
        assert!(found.len() > 12, "{found:?}");
        for (field, names) in found {
            let list = LISTS.iter().find(|list| list.field == field);
            let list = list.unwrap_or_else(|| panic!("`{field}` is not in the table"));
            assert!(
                list.key.is_empty() || names.iter().any(|name| name == list.key),
                "{field}"
            );
        }
    }
}
