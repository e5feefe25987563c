//! What two clerks' registers must say: fields and their values, and the plainest rule for bringing them together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

/// A register as the model knows it: the value of each field, by record and field; a record that is there has the field
/// that is called nothing.
pub(super) type Model = BTreeMap<(String, String), String>;

/// Puts what a record says into the model.
pub(super) fn take(model: &mut Model, record: &str, text: &str) {
    let values: Json = serde_yaml::from_str(text).unwrap();
    model.insert((record.to_owned(), String::new()), String::new());
    for (field, value) in values.as_object().unwrap() {
        if field == "clauses" {
            for clause in value.as_array().unwrap() {
                let label = format!("clause {}", clause["label"].as_str().unwrap());
                let words = clause["words"].as_str().unwrap().to_owned();
                model.insert((record.to_owned(), label), words);
            }
        } else {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            model.insert((record.to_owned(), field.clone()), text);
        }
    }
}

/// The field of the model that a question is about.
pub(super) fn field_of(key: &str, record: &str) -> (String, String) {
    let place = key.strip_prefix(record).unwrap().trim();
    let field = match place.strip_prefix("clauses") {
        Some(rest) => {
            let label = rest.trim_start_matches(['.', '[', ' ']);
            let label = label.split([']', '.', ' ']).next().unwrap();
            format!("clause {label}")
        }
        None => place.to_owned(),
    };
    (record.to_owned(), field)
}

/// Both sides as one by the plainest of rules, and the fields that both changed differently; of a record that one took
/// out and the other changed, the record.
pub(super) fn joined(base: &Model, ours: &Model, theirs: &Model) -> (Model, BTreeSet<(String, String)>) {
    let mut merged = Model::new();
    let mut open = BTreeSet::new();
    let records = |model: &Model| {
        model
            .keys()
            .map(|(record, _)| record.clone())
            .collect::<BTreeSet<_>>()
    };
    let of = |model: &Model, record: &str| -> Model {
        let own = model.iter().filter(|((own, _), _)| own == record);
        own.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let all: BTreeSet<String> = [base, ours, theirs].into_iter().flat_map(records).collect();
    for record in all {
        let [base, ours, theirs] = [base, ours, theirs].map(|model| of(model, &record));
        if ours == theirs || theirs == base {
            merged.extend(ours);
        } else if ours == base {
            merged.extend(theirs);
        } else if ours.is_empty() || theirs.is_empty() {
            open.insert((record, String::new()));
        } else {
            let names: BTreeSet<_> = [&base, &ours, &theirs]
                .into_iter()
                .flat_map(Model::keys)
                .cloned()
                .collect();
            for name in names {
                let [base, ours, theirs] = [&base, &ours, &theirs].map(|model| model.get(&name));
                let value = if ours == theirs || theirs == base {
                    ours
                } else if ours == base {
                    theirs
                } else {
                    open.insert(name);
                    continue;
                };
                merged.extend(value.map(|value| (name, value.clone())));
            }
        }
    }
    (merged, open)
}
