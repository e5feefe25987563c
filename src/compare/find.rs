//! From a place as one word, as flags and corrections name it, to the steps that lead there.

use serde_json::Value as Json;

use super::items;

/// The steps to a place of a record, for [`yaml::set`](crate::yaml::set): `clauses.a.words` as `clauses`, `0`, `words`. An item
/// of a list is found by what it is named by, and where none is so named by its number, counted from 0. A name may hold
/// dots. What is not there yet is taken as it is written.
pub fn find(record: &Json, path: &str) -> Vec<String> {
    let names: Vec<&str> = path.split('.').collect();
    let mut steps = Vec::with_capacity(names.len());
    enter(record, "", &names, &mut steps);
    steps
}

fn enter(value: &Json, field: &str, names: &[&str], steps: &mut Vec<String>) {
    let Some((first, rest)) = names.split_first() else {
        return;
    };
    match value {
        Json::Object(fields) => {
            steps.push((*first).to_owned());
            enter(fields.get(*first).unwrap_or(&Json::Null), first, rest, steps);
        }
        Json::Array(list) => {
            let found = named(field, list, names).or_else(|| Some((first.parse().ok()?, 1)));
            match found {
                Some((at, used)) => {
                    steps.push(at.to_string());
                    enter(list.get(at).unwrap_or(&Json::Null), field, &names[used..], steps);
                }
                None => steps.extend(names.iter().map(|name| (*name).to_owned())),
            }
        }
        _ => steps.extend(names.iter().map(|name| (*name).to_owned())),
    }
}

/// The number of the item that the longest beginning of the names is the name of, and how many of them that takes.
fn named(field: &str, list: &[Json], names: &[&str]) -> Option<(usize, usize)> {
    let each: Vec<String> = items(field, list).iter().map(ToString::to_string).collect();
    (1..=names.len()).rev().find_map(|used| {
        let name = names[..used].join(".");
        let at = each.iter().position(|item| *item == name)?;
        Some((at, used))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_are_found_by_name_before_they_are_counted() {
        let record = json!({
            "clauses": [{ "label": "1" }, { "label": "2.1", "action": { "due": "unknown" } }, { "label": "b" }],
            "services": ["cancer"],
        });
        let found = |path: &str| find(&record, path).join("/");
        assert_eq!(found("clauses.1.words"), "clauses/0/words");
        assert_eq!(found("clauses.2.1.action.due"), "clauses/1/action/due");
        assert_eq!(found("clauses.2.words"), "clauses/2/words");
        assert_eq!(found("clauses.z.words"), "clauses/z/words");
        assert_eq!(found("minutes.status"), "minutes/status");
        assert_eq!(found("services.cancer"), "services/0");
    }
}
