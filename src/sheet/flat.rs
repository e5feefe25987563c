//! A record as cells, and cells as a record: each value under the way that leads to it, `key_dates.1.date`.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::field::{Field, is_number, pattern};

/// The values of a record, by the way that leads to each.
pub type Flat = BTreeMap<String, String>;

/// The values of a record as the texts of cells.
///
/// # Errors
///
/// The way to a value that no column has room for, since it does not fit the record's definition.
pub fn flat(record: &Json, fields: &[Field]) -> Result<Flat, String> {
    let mut found = Flat::new();
    go(record, String::new(), fields, &mut found)?;
    Ok(found)
}

fn go(value: &Json, path: String, fields: &[Field], found: &mut Flat) -> Result<(), String> {
    let below = |name: &str| match path.as_str() {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    };
    match value {
        Json::Null => Ok(()),
        Json::Object(group) => group
            .iter()
            .try_for_each(|(name, value)| go(value, below(name), fields, found)),
        Json::Array(items) if items.iter().any(Json::is_object) => {
            for (number, item) in items.iter().enumerate() {
                if !item.is_object() {
                    return Err(path);
                }
                go(item, below(&(number + 1).to_string()), fields, found)?;
            }
            Ok(())
        }
        Json::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Json::as_str).collect();
            let field = field(fields, &path).filter(|field| field.is_many || items.is_empty());
            match (texts, field) {
                (Some(texts), Some(_)) => put(found, path, joined(&texts)),
                // An empty list of groups has no field of its own.
                (Some(texts), None) if texts.is_empty() => {}
                _ => return Err(path),
            }
            Ok(())
        }
        scalar => {
            let text = scalar.as_str().map_or_else(|| scalar.to_string(), str::to_owned);
            match field(fields, &path) {
                Some(field) if field.is_either => put(found, path, joined(&[&text])),
                Some(field) if !field.is_many => put(found, path, text),
                _ => return Err(path),
            }
            Ok(())
        }
    }
}

fn put(found: &mut Flat, path: String, text: String) {
    if !text.is_empty() {
        found.insert(path, text);
    }
}

/// The field that a way leads to.
pub(super) fn field<'f>(fields: &'f [Field], path: &str) -> Option<&'f Field> {
    let pattern = pattern(path);
    fields.iter().find(|field| field.path == pattern)
}

/// The items of a list in one cell. A semicolon, a backslash, and space at an end stand behind a backslash.
pub(super) fn joined(items: &[&str]) -> String {
    let escape = |item: &&str| {
        let kept = item.trim();
        let start = item.len() - item.trim_start().len();
        let mut out = String::new();
        for (at, letter) in item.char_indices() {
            let is_outer = at < start || at >= start + kept.len();
            if matches!(letter, ';' | '\\') || is_outer {
                out.push('\\');
            }
            out.push(letter);
        }
        out
    };
    items.iter().map(escape).collect::<Vec<_>>().join("; ")
}

/// The items of a list as one cell holds them.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut items = Vec::new();
    let (mut item, mut kept) = (String::new(), 0);
    let mut letters = cell.chars();
    let mut close = |item: &mut String, kept: &mut usize| {
        // What stands behind a backslash is kept, space at the end included.
        let end = item.trim_end().len().max(*kept);
        item.truncate(end);
        if !item.is_empty() {
            items.push(std::mem::take(item));
        }
        *kept = 0;
    };
    while let Some(letter) = letters.next() {
        match letter {
            ';' => close(&mut item, &mut kept),
            '\\' => {
                item.push(letters.next().unwrap_or('\\'));
                kept = item.len();
            }
            letter if letter.is_whitespace() && item.is_empty() => {}
            letter => item.push(letter),
        }
    }
    close(&mut item, &mut kept);
    items
}

/// Puts a value where a way leads, with the groups and items that are missing on it; none takes it away.
pub(super) fn set(record: &mut Json, path: &str, value: Option<Json>) {
    let (first, rest) = path
        .split_once('.')
        .map_or((path, None), |(first, rest)| (first, Some(rest)));
    if is_number(first) {
        let number = first.parse::<usize>().unwrap_or(1).max(1) - 1;
        if !record.is_array() {
            *record = Json::Array(Vec::new());
        }
        let Some(items) = record.as_array_mut() else {
            return;
        };
        while items.len() <= number {
            items.push(Json::Null);
        }
        step(&mut items[number], rest, value);
        return;
    }
    if !record.is_object() {
        *record = Json::Object(Map::new());
    }
    let Some(group) = record.as_object_mut() else {
        return;
    };
    match (rest, value) {
        (None, None) => {
            group.shift_remove(first);
        }
        (rest, value) => step(group.entry(first.to_owned()).or_insert(Json::Null), rest, value),
    }
}

fn step(at: &mut Json, rest: Option<&str>, value: Option<Json>) {
    match (rest, value) {
        (Some(rest), value) => set(at, rest, value),
        (None, value) => *at = value.unwrap_or(Json::Null),
    }
}

/// What stands where a way leads.
pub(super) fn get<'j>(record: &'j Json, path: &str) -> Option<&'j Json> {
    let mut at = record;
    for part in path.split('.') {
        at = match at {
            Json::Array(items) => items.get(part.parse::<usize>().ok()?.checked_sub(1)?)?,
            Json::Object(group) => group.get(part)?,
            _ => return None,
        };
    }
    Some(at).filter(|value| !value.is_null())
}

/// The record without groups and items that hold nothing; none where nothing is left.
pub(super) fn pruned(value: Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::Object(group) => {
            let kept = group
                .into_iter()
                .filter_map(|(name, value)| Some((name, pruned(value)?)));
            let kept: Map<String, Json> = kept.collect();
            (!kept.is_empty()).then_some(Json::Object(kept))
        }
        Json::Array(items) => {
            let kept: Vec<Json> = items.into_iter().filter_map(pruned).collect();
            (!kept.is_empty()).then_some(Json::Array(kept))
        }
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::record::Kind;
    use crate::sheet::field::of_kind;

    #[test]
    fn a_record_is_cells_and_cells_are_the_record() {
        let record = json!({
            "title": "Ward; moves",
            "services": ["a", "b;c"],
            "authorities": [
                {"authority": "north", "consultation": {"date_changes": [{"was": "2026"}, {"told": "unknown"}]}},
                {"authority": "south"},
            ],
            "key_dates": [],
            "providers": {"current": ["x"], "proposed": null},
        });
        let cells = flat(&record, &of_kind(Kind::Change)).expect("it fits");
        let told: Vec<(&str, &str)> = cells
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("authorities.1.authority", "north"),
                ("authorities.1.consultation.date_changes.1.was", "2026"),
                ("authorities.1.consultation.date_changes.2.told", "unknown"),
                ("authorities.2.authority", "south"),
                ("providers.current", "x"),
                ("services", "a; b\\;c"),
                ("title", "Ward; moves"),
            ]
        );
        let mut made = Json::Null;
        for (path, text) in &cells {
            let is_many = field(&of_kind(Kind::Change), path).expect("a field").is_many;
            let value = if is_many {
                split(text).into()
            } else {
                Json::from(text.as_str())
            };
            set(&mut made, path, Some(value));
        }
        assert_eq!(pruned(made), pruned(record));
    }

    #[test]
    fn what_fits_no_column_is_told() {
        let fields = of_kind(Kind::Change);
        assert_eq!(flat(&json!({"titel": "x"}), &fields), Err("titel".to_owned()));
        assert_eq!(
            flat(&json!({"services": "x"}), &fields),
            Err("services".to_owned())
        );
        assert_eq!(
            flat(&json!({"providers": "x"}), &fields),
            Err("providers".to_owned())
        );
    }

    proptest! {
        #[test]
        fn lists_in_a_cell_come_back_whole(items in prop::collection::vec("[a;\\\\ \n'=é]{1,6}", 0..5)) {
            let texts: Vec<&str> = items.iter().map(String::as_str).collect();
            prop_assert_eq!(split(&joined(&texts)), items);
        }

        #[test]
        fn any_cell_is_a_list(cell in ".{0,40}") {
            let items = split(&cell);
            let texts: Vec<&str> = items.iter().map(String::as_str).collect();
            prop_assert_eq!(split(&joined(&texts)), items.clone());
        }
    }
}
