//! The same records as a plain site for Hugo: a page for each with its fields as front matter and its long text as
//! Markdown, lists in parts, and a frame. What our program works out is worked out beforehand for Hugo: whom and what a
//! field names, which records name a record, and where its links lead.

use std::collections::BTreeMap;

use scrutiny::yaml;
use serde_json::{Map, Value as Json, json};

use crate::generate::Made;

/// Files of the site: its settings, style and templates.
pub(super) const FRAME: &[(&str, &str)] = &[
    ("hugo.yaml", include_str!("layouts/hugo.yaml")),
    ("static/style.css", include_str!("layouts/style.css")),
    ("layouts/baseof.html", include_str!("layouts/baseof.html")),
    ("layouts/home.html", include_str!("layouts/home.html")),
    ("layouts/_partials/nav.html", include_str!("layouts/nav.html")),
    ("layouts/section.html", include_str!("layouts/section.html")),
    (
        "layouts/bodies/page.html",
        include_str!("layouts/bodies/page.html"),
    ),
    (
        "layouts/changes/page.html",
        include_str!("layouts/changes/page.html"),
    ),
    (
        "layouts/resolutions/page.html",
        include_str!("layouts/resolutions/page.html"),
    ),
    (
        "layouts/determinations/page.html",
        include_str!("layouts/determinations/page.html"),
    ),
    (
        "layouts/duties/page.html",
        include_str!("layouts/duties/page.html"),
    ),
];

/// The long text of a record, by the name of its field.
const TEXTS: [&str; 3] = ["details", "discussion", "reasons"];

/// Fields that name records, and the folder of those.
const NAMES: &[(&str, &str)] = &[
    ("responsible_person", "bodies"),
    ("commissioners", "bodies"),
    ("current", "bodies"),
    ("proposed", "bodies"),
    ("authority", "bodies"),
    ("asserted_by", "bodies"),
    ("by", "bodies"),
    ("committee", "bodies"),
    ("owner", "bodies"),
    ("concerning", "bodies"),
    ("owed_by", "bodies"),
    ("owed_to", "bodies"),
    ("buyer", "bodies"),
    ("part_of", "bodies"),
    ("change", "changes"),
    ("changes", "changes"),
    ("replaces", "changes"),
    ("supersedes", "determinations"),
    ("id", "resolutions"),
];

/// The records as content, each where its record is.
pub(super) fn content(records: &[Made]) -> Vec<Made> {
    let shelf = Shelf::of(records);
    let pages: Vec<(Map<String, Json>, Vec<usize>)> =
        records.iter().map(|made| shelf.resolved(made)).collect();
    let mut named_by: Vec<Vec<usize>> = vec![Vec::new(); records.len()];
    for (from, (_, named)) in pages.iter().enumerate() {
        for to in named {
            if named_by[*to].last() != Some(&from) {
                named_by[*to].push(from);
            }
        }
    }
    let page = |(number, (mut fields, _)): (usize, (Map<String, Json>, Vec<usize>))| {
        let made = &records[number];
        let text = TEXTS.iter().find_map(|name| fields.shift_remove(*name));
        let text = shelf.linked(text.as_ref().and_then(Json::as_str).unwrap_or_default());
        for (name, other) in [("kind", "sort"), ("date", "day")] {
            // Hugo gives these names a meaning of its own in lists.
            if let Some(value) = fields.shift_remove(name) {
                fields.insert(other.to_owned(), value);
            }
        }
        let named = named_by[number].iter().map(|other| shelf.link(*other));
        fields.insert("named_by".to_owned(), named.collect());
        fields.insert(
            "says".to_owned(),
            format!("{}, {}", made.folder(), made.day).into(),
        );
        let head = [("title", json!(made.title)), ("params", Json::Object(fields))];
        Made {
            path: shelf.paths[number]
                .replace(".html", ".md")
                .replacen('/', "content/", 1),
            text: format!("---\n{}---\n{text}", yaml::write(&head)),
            title: made.title.clone(),
            day: made.day,
        }
    };
    pages.into_iter().enumerate().map(page).collect()
}

/// Every record by its folder and id.
struct Shelf<'r> {
    records: &'r [Made],
    places: BTreeMap<(&'r str, &'r str), usize>,
    /// The addresses of their pages.
    paths: Vec<String>,
}

impl<'r> Shelf<'r> {
    fn of(records: &'r [Made]) -> Self {
        let places = records.iter().enumerate();
        let path = |made: &Made| made.path.replacen("records", "", 1).replace(".yaml", ".html");
        Self {
            records,
            places: places
                .map(|(number, made)| ((made.folder(), made.id()), number))
                .collect(),
            paths: records.iter().map(path).collect(),
        }
    }

    fn link(&self, number: usize) -> Json {
        let made = &self.records[number];
        json!({ "kind": made.folder(), "title": made.title, "path": self.paths[number] })
    }

    /// The fields of a record with links for what they name, and the numbers of these records.
    fn resolved(&self, made: &Made) -> (Map<String, Json>, Vec<usize>) {
        let mut named = Vec::new();
        let fields = yaml::json(&made.text).expect("it is YAML");
        let fields = match self.value("", fields, &mut named) {
            Json::Object(fields) => fields,
            _ => Map::new(),
        };
        (fields, named)
    }

    fn value(&self, field: &str, value: Json, named: &mut Vec<usize>) -> Json {
        match value {
            Json::Object(fields) => {
                let each = fields.into_iter().map(|(name, value)| {
                    let value = self.value(&name, value, named);
                    (name, value)
                });
                Json::Object(each.collect())
            }
            Json::Array(items) => items
                .into_iter()
                .map(|item| self.value(field, item, named))
                .collect(),
            Json::String(text) => {
                let folder = NAMES
                    .iter()
                    .find(|(name, _)| *name == field)
                    .map(|(_, folder)| *folder);
                match folder.and_then(|folder| self.places.get(&(folder, text.as_str()))) {
                    Some(number) => {
                        named.push(*number);
                        self.link(*number)
                    }
                    None => Json::String(text),
                }
            }
            other => other,
        }
    }

    /// Markdown whose links to records lead to their pages.
    fn linked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for (number, piece) in text.split("](").enumerate() {
            if number == 0 {
                out.push_str(piece);
                continue;
            }
            let (target, rest) = piece.split_once(')').unwrap_or((piece, ""));
            let place = target.split_once('/').and_then(|place| self.places.get(&place));
            let target = place.map_or(target, |number| &self.paths[*number]);
            out.push_str(&format!("]({target}){rest}"));
        }
        out
    }
}
