//! A withdrawal: what stands in a record's file afterwards, what leans on it, and whether the reason tells what had to go.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use crate::record::tombstone::FIELD;
use crate::register::{AnyEntry, Key, Register};
use crate::value::PartialDate;
use crate::yaml;

/// The text of a tombstone.
pub fn tombstone(date: PartialDate, reason: &str, see: Option<&str>) -> String {
    let mut withdrawn = Map::new();
    withdrawn.insert("date".to_owned(), date.to_string().into());
    withdrawn.insert("reason".to_owned(), reason.into());
    if let Some(see) = see {
        withdrawn.insert("see".to_owned(), see.into());
    }
    let text = yaml::write(&[(FIELD, Json::Object(withdrawn))]);
    yaml::quote(&text, &[FIELD, "reason"]).unwrap_or(text)
}

/// All that names a record, directly or by way of others, in order.
pub fn dependants(register: &Register, key: &Key) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    let mut next = vec![key.clone()];
    while let Some((kind, id)) = next.pop() {
        for holder in register.holders(kind, &id) {
            let holder = holder.key();
            if holder != *key && found.insert(holder.clone()) {
                next.push(holder);
            }
        }
    }
    found
}

/// How a reason repeats what had to be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Telling {
    /// It holds the title or the name.
    Title(String),
    /// It holds a name that stands in no other record.
    Name(String),
}

/// What a reason repeats of the record that is withdrawn; nothing where it keeps to itself what had to go.
pub fn repeats(register: &Register, entry: &AnyEntry<'_>, reason: &str) -> Vec<Telling> {
    let json = entry.to_json();
    let told = reason.to_lowercase();
    let mut found = Vec::new();
    for field in ["title", "name", "short_name", "item"] {
        let title = json.get(field).and_then(Json::as_str);
        if let Some(title) = title.filter(|title| told.contains(&title.to_lowercase())) {
            found.push(Telling::Title(title.to_owned()));
        }
    }
    let own: BTreeSet<String> = names(&json, false).into_iter().collect();
    let said: Vec<String> = words(reason)
        .filter(|word| own.contains(*word))
        .map(str::to_owned)
        .collect();
    if said.is_empty() || !found.is_empty() {
        return found;
    }
    let mut others = BTreeSet::new();
    for other in register.entries().filter(|other| other.key() != entry.key()) {
        others.extend(names(&other.to_json(), true));
    }
    let mut alone: Vec<String> = said.into_iter().filter(|word| !others.contains(word)).collect();
    alone.dedup();
    found.extend(alone.into_iter().map(Telling::Name));
    found
}

/// The words with a capital letter in a record's texts; those that begin a sentence may be names or not.
fn names(value: &Json, begins_too: bool) -> Vec<String> {
    match value {
        Json::String(text) => {
            let mut begins = true;
            let mut found = Vec::new();
            for word in text.split_whitespace() {
                let bare = bare(word);
                if (begins_too || !begins) && is_name(bare) {
                    found.push(bare.to_owned());
                }
                begins = word.ends_with(['.', '!', '?', ':']);
            }
            found
        }
        Json::Array(items) => items.iter().flat_map(|item| names(item, begins_too)).collect(),
        Json::Object(fields) => fields
            .values()
            .flat_map(|field| names(field, begins_too))
            .collect(),
        _ => Vec::new(),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(bare).filter(|word| is_name(word))
}

/// A word without the marks around it, and without the 's of a possessive.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

fn is_name(word: &str) -> bool {
    word.chars().count() > 2 && word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, RecordId};
    use crate::source::{Source, Sources};

    fn register() -> Register {
        let files = [
            ("bodies/north.yaml", "name: North Board\nrole: icb\n"),
            (
                "changes/ward.yaml",
                "title: A ward moves\nsummary: The case of Bartleby moved North Board.\nkind: move\ncommissioners: [north]\n",
            ),
            (
                "duties/tell.yaml",
                "title: Tell people\nchange: ward\nbasis: {undertaking: A promise.}\nowed_by: north\nowed_to: [public]\n",
            ),
        ];
        let file = |(path, text): &(&str, &str)| {
            Source::from_bytes(format!("records/{path}"), text.as_bytes().to_vec())
        };
        Register::build(&Sources::new(files.iter().map(file).collect())).0
    }

    #[test]
    fn a_reason_that_tells_what_had_to_go_is_noticed() {
        let register = register();
        let id = RecordId::new("ward").expect("an id");
        let entry = register.entry(Kind::Change, &id).expect("it is sound");
        let repeats = |reason: &str| repeats(&register, &entry, reason);
        assert_eq!(
            repeats("Recorded twice: “a Ward moves” stands elsewhere."),
            [Telling::Title("A ward moves".to_owned())]
        );
        assert_eq!(
            repeats("It named Bartleby's case."),
            [Telling::Name("Bartleby".to_owned())]
        );
        assert_eq!(repeats("The Board asked for it; North agreed."), []);
    }

    #[test]
    fn all_that_leans_on_a_record_is_found() {
        let key = |kind, id: &str| (kind, RecordId::new(id).expect("an id"));
        let found = dependants(&register(), &key(Kind::Body, "north"));
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [key(Kind::Change, "ward"), key(Kind::Duty, "tell")]
        );
    }

    #[test]
    fn a_tombstone_holds_nothing_but_when_and_why() {
        let date = PartialDate::parse("2026-11-20").expect("a date");
        assert_eq!(
            tombstone(date, "Recorded twice: in error", Some("changes/ward")),
            "withdrawn:\n  date: 2026-11-20\n  reason: \"Recorded twice: in error\"\n  see: changes/ward\n"
        );
    }
}
