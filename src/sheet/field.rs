//! The fields of a record as columns: their names from its definition, with `#` where the number of an item stands.

use serde_json::Value as Json;

use super::table::Table;
use crate::record::Kind;
use crate::record::resolution::Clause;
use crate::schema::{self, present};
use crate::shape::Shape;

/// A field that a cell can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, below those that hold it, with `#` for the number of an item: `key_dates.#.date`.
    pub path: String,
    /// What it means.
    pub about: String,
    /// What it holds.
    pub sort: Sort,
    /// Whether it holds a list, whose items stand in one cell.
    pub is_many: bool,
    /// Whether a list of one may be written without being a list.
    pub is_either: bool,
    /// Whether what holds it must have it.
    pub is_needed: bool,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Text.
    Text,
    /// A date as far as it is known.
    Date,
    /// A whole number.
    Number,
    /// The id of a record.
    Id,
    /// A name in small letters and hyphens, such as a service.
    Slug,
    /// One of these words; each with its meaning.
    Words(Vec<(String, String)>),
}

impl Sort {
    /// What may be written, in a few words.
    pub fn told(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "a date",
            Self::Number => "a whole number",
            Self::Id => "the id of a record",
            Self::Slug => "a name in small letters and hyphens",
            Self::Words(_) => "a word",
        }
    }
}

/// The fields of the rows of a table, in the order of the record's definition.
pub fn fields(table: Table) -> Vec<Field> {
    match table {
        Table::Records(kind) => of(&schema::of(kind)),
        Table::Actions => {
            let inner = of(&Clause::schema());
            let own = |path: &str, about: &str, sort| Field {
                path: path.to_owned(),
                about: about.to_owned(),
                sort,
                is_many: false,
                is_either: false,
                is_needed: true,
            };
            let mut all = vec![
                own("resolution", "The id of the resolution.", Sort::Id),
                own("clause", "The label of the clause.", Sort::Text),
                own(
                    "words",
                    "The words of the clause, to read; they are not changed here.",
                    Sort::Text,
                ),
            ];
            all.extend(inner.into_iter().filter_map(|field| {
                let path = field.path.strip_prefix("action.")?.to_owned();
                Some(Field { path, ..field })
            }));
            all
        }
    }
}

/// The fields of a kind of record.
pub(super) fn of_kind(kind: Kind) -> Vec<Field> {
    fields(Table::Records(kind))
}

/// The path of a field with `#` for each number in it.
pub(super) fn pattern(path: &str) -> String {
    let each = path
        .split('.')
        .map(|part| if is_number(part) { "#" } else { part });
    each.collect::<Vec<_>>().join(".")
}

/// Whether a part of a path is the number of an item.
pub(super) fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn of(schema: &Json) -> Vec<Field> {
    let mut found = Vec::new();
    group(schema, "", &mut found);
    found
}

fn group(schema: &Json, above: &str, found: &mut Vec<Field>) {
    let needed = schema.get("required").and_then(Json::as_array);
    let properties = schema.get("properties").and_then(Json::as_object);
    for (name, inner) in properties.into_iter().flatten() {
        let path = match above {
            "" => name.clone(),
            above => format!("{above}.{name}"),
        };
        let about = inner.get("description").and_then(Json::as_str);
        let is_needed = needed.is_some_and(|names| names.iter().any(|other| other == name));
        let inner = present(inner);
        let items = inner.get("items").map(present);
        if inner.get("properties").is_some() {
            group(inner, &path, found);
        } else if let Some(items) = items.filter(|items| items.get("properties").is_some()) {
            group(items, &format!("{path}.#"), found);
        } else {
            let either = inner.get("anyOf").and_then(Json::as_array);
            let listed = either.and_then(|ways| ways.iter().find_map(|way| way.get("items")));
            found.push(Field {
                path,
                about: about.unwrap_or_default().to_owned(),
                sort: sort(items.or(listed).unwrap_or(inner)),
                is_many: items.or(listed).is_some(),
                is_either: listed.is_some(),
                is_needed,
            });
        }
    }
}

fn sort(schema: &Json) -> Sort {
    let text = |name| schema.get(name).and_then(Json::as_str).unwrap_or_default();
    if let Some(words) = schema.get("oneOf").and_then(Json::as_array) {
        let told = |word: &Json, name: &str| word.get(name)?.as_str().map(str::to_owned);
        let each = words.iter().filter_map(|word| {
            Some((
                told(word, "const")?,
                told(word, "description").unwrap_or_default(),
            ))
        });
        return Sort::Words(each.collect());
    }
    match () {
        () if schema::is_date(schema) => Sort::Date,
        () if text("type") == "integer" => Sort::Number,
        () if text("description").contains("he id of ") => Sort::Id,
        () if text("pattern").starts_with("^[a-z0-9]") => Sort::Slug,
        () => Sort::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(table: Table, path: &str) -> Field {
        let all = fields(table);
        let found = all.iter().find(|field| field.path == path).cloned();
        found.unwrap_or_else(|| panic!("no {path} in {all:#?}"))
    }

    #[test]
    fn every_field_has_a_column_however_deep_it_stands() {
        let change = Table::Records(Kind::Change);
        let told = field(change, "authorities.#.consultation.date_changes.#.told");
        assert_eq!((told.sort, told.is_many), (Sort::Date, false));
        assert!(field(change, "providers.current").is_many);
        assert!(field(change, "title").is_needed);
        let reads = field(Table::Records(Kind::Resolution), "clauses.#.reads_as");
        assert!(reads.is_many && reads.is_either && matches!(reads.sort, Sort::Words(_)));
        let engagement = field(Table::Records(Kind::Duty), "engagement.#.responses");
        assert_eq!(engagement.sort, Sort::Number);
        assert_eq!(field(Table::Records(Kind::Body), "part_of").sort, Sort::Id);
        let actions: Vec<String> = fields(Table::Actions)
            .into_iter()
            .map(|field| field.path)
            .collect();
        let expected = "resolution clause words owner concerning due done.date done.evidence done.address";
        assert_eq!(actions.join(" "), expected);
        for kind in Kind::ALL {
            assert!(of_kind(kind).iter().all(|field| !field.about.is_empty()));
        }
    }
}
