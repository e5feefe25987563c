//! Columns from the definition of a record: each with its name, what it means, and where its value stands.

use serde_json::Value as Json;

use crate::schema::present;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: that of the field, below those that hold it (`providers.current`).
    pub name: String,
    /// What it means.
    pub about: String,
    /// The fields that lead to it; none for a column that we make.
    path: Vec<String>,
}

impl Column {
    /// A column that we make.
    pub fn new(name: &str, about: &str) -> Self {
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            path: Vec::new(),
        }
    }

    /// What a record holds in it; the values of a list are joined by a semicolon.
    pub fn cell(&self, record: &Json) -> String {
        let mut values = Vec::new();
        gather(record, &self.path, &mut values);
        if values.iter().all(String::is_empty) {
            return String::new();
        }
        values.join("; ")
    }
}

/// The values at the end of a path, one for each item of a list on the way. What is not there is an empty value, so that
/// the lists of two columns stay in step.
fn gather(value: &Json, path: &[String], values: &mut Vec<String>) {
    match (value, path) {
        (Json::Array(items), _) => items.iter().for_each(|item| gather(item, path, values)),
        (Json::Object(fields), [first, rest @ ..]) => match fields.get(first) {
            Some(inner) => gather(inner, rest, values),
            None => values.push(String::new()),
        },
        (Json::String(text), []) => values.push(text.clone()),
        (Json::Null | Json::Object(_), _) | (_, [_, ..]) => values.push(String::new()),
        (other, []) => values.push(other.to_string()),
    }
}

/// The columns of a record, but for the fields that are left out.
pub(super) fn of(schema: &Json, left_out: &[&str]) -> Vec<Column> {
    let mut columns = Vec::new();
    fields(schema, &[], false, left_out, &mut columns);
    columns
}

fn fields(schema: &Json, path: &[String], listed: bool, left_out: &[&str], columns: &mut Vec<Column>) {
    let properties = schema.get("properties").and_then(Json::as_object);
    for (name, inner) in properties.into_iter().flatten() {
        if path.is_empty() && left_out.contains(&name.as_str()) {
            continue;
        }
        let mut path = path.to_vec();
        path.push(name.clone());
        let about = inner
            .get("description")
            .and_then(Json::as_str)
            .unwrap_or_default();
        field(inner, &path, about, listed, columns);
    }
}

fn field(schema: &Json, path: &[String], about: &str, listed: bool, columns: &mut Vec<Column>) {
    let schema = present(schema);
    if schema.get("properties").is_some() {
        return fields(schema, path, listed, &[], columns);
    }
    let items = schema.get("items").map(present);
    match items {
        // A list within a list cannot be told in a cell.
        Some(_) if listed => {}
        Some(items) if items.get("properties").is_some() => fields(items, path, true, &[], columns),
        _ => columns.push(Column {
            name: path.join("."),
            about: about.to_owned(),
            path: path.to_vec(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;
    use crate::schema;
    use serde_json::json;

    #[test]
    fn every_field_that_a_cell_can_hold_has_a_column_with_its_meaning() {
        let columns = of(&schema::of(Kind::Change), &[]);
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        for name in [
            "title",
            "services",
            "providers.current",
            "authorities.authority",
            "authorities.consultation.began",
            "key_dates.what",
            "sources.address",
        ] {
            assert!(names.contains(&name), "{name} is not among {names:?}");
        }
        assert!(!names.iter().any(|name| name.starts_with("authorities.reports")));
        assert!(columns.iter().all(|column| !column.about.is_empty()));
    }

    #[test]
    fn lists_of_two_columns_stay_in_step() {
        let record =
            json!({"all": [{"a": "x", "b": null}, {"a": "y", "b": {"c": 3}}], "none": [], "two": ["p", "q"]});
        let cell = |path: &[&str]| {
            let path = path.iter().map(|part| (*part).to_owned()).collect();
            Column {
                path,
                ..Column::new("", "")
            }
            .cell(&record)
        };
        assert_eq!(cell(&["all", "a"]), "x; y");
        assert_eq!(cell(&["all", "b", "c"]), "; 3");
        assert_eq!(cell(&["none", "a"]), "");
        assert_eq!(cell(&["two"]), "p; q");
        assert_eq!(cell(&["gone"]), "");
    }
}
