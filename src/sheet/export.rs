//! Records as tables: the same columns that are read, so that nothing is lost on the way there and back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::csv::is_marked;
use super::field::{Field, Sort, fields, of_kind, pattern};
use super::flat::{Flat, flat};
use super::table::Table;
use super::xlsx::Page;
use crate::csv;
use crate::form;
use crate::record::{Kind, RecordId};
use crate::source::Sources;
use crate::yaml;

/// A table of records.
#[derive(Clone, Debug, Default)]
pub struct Export {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// A row a record, in the order of their ids.
    pub rows: Vec<Vec<String>>,
}

/// A record's file that no table has room for, and why: it is not what the record's definition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub path: String,
    /// The place in it, or nothing where it cannot be read at all.
    pub at: String,
}

/// A record that can be exported.
struct Held {
    id: RecordId,
    json: Json,
    cells: Flat,
}

/// The table of these records, and the files that could not be taken into it.
pub fn export(table: Table, sources: &Sources) -> (Export, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut held = gathered(table.kind(), sources, &mut left_out);
    held.sort_by(|a, b| a.id.cmp(&b.id));
    let export = match table {
        Table::Records(kind) => records(kind, &held),
        Table::Actions => actions(&held),
    };
    (export, left_out)
}

fn gathered(kind: Kind, sources: &Sources, left_out: &mut Vec<LeftOut>) -> Vec<Held> {
    let (folder, fields) = (format!("records/{}/", kind.folder()), of_kind(kind));
    let mut held = Vec::new();
    for (_, source) in sources.iter() {
        let Some(below) = source.path.strip_prefix(&folder) else {
            continue;
        };
        let Some(name) = below
            .strip_suffix(".yaml")
            .and_then(|name| name.rsplit('/').next())
        else {
            continue;
        };
        let mut lost = |at: String| {
            let path = source.path.clone();
            left_out.push(LeftOut { path, at });
        };
        let json = yaml::json(&source.text).filter(|json| json.is_object() && source.refusal.is_none());
        let (Ok(id), Some(json)) = (RecordId::new(name), json) else {
            lost(String::new());
            continue;
        };
        // What was withdrawn is told by its tombstone, and is no record any more.
        if json.get("withdrawn").is_some() {
            continue;
        }
        match flat(&json, &fields) {
            Ok(cells) => held.push(Held { id, json, cells }),
            Err(at) => lost(at),
        }
    }
    held
}

fn records(kind: Kind, held: &[Held]) -> Export {
    let paths = columns(kind, held);
    let mut columns = vec!["id".to_owned()];
    columns.extend(paths.iter().cloned());
    let row = |held: &Held| {
        let cell = |path: &String| {
            held.cells
                .get(path)
                .map(|text| text.trim_end_matches('\n').to_owned())
        };
        let cells = paths.iter().map(|path| cell(path).unwrap_or_default());
        std::iter::once(held.id.to_string()).chain(cells).collect()
    };
    Export {
        columns,
        rows: held.iter().map(row).collect(),
    }
}

/// The columns of a kind: those that its form asks for, and all that some record fills; in the order of its definition, the
/// first item of a list before the second.
fn columns(kind: Kind, held: &[Held]) -> Vec<String> {
    let fields = of_kind(kind);
    let order: BTreeMap<&str, usize> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| (field.path.as_str(), at))
        .collect();
    let mut wanted: BTreeSet<String> = held.iter().flat_map(|held| held.cells.keys().cloned()).collect();
    for question in form::questions(kind) {
        let number = if question.many { ".1" } else { "" };
        match question.parts() {
            [] => wanted.insert(question.place.to_owned()),
            parts => parts.iter().fold(false, |_, part| {
                wanted.insert(format!("{}{number}.{}", question.place, part.place))
            }),
        };
    }
    let mut found: Vec<String> = wanted.into_iter().collect();
    found.sort_by_cached_key(|path| place(path, &order, &fields));
    found
}

/// Where a column stands: step by step, by the field and by the number of the item.
fn place(path: &str, order: &BTreeMap<&str, usize>, fields: &[Field]) -> Vec<usize> {
    let mut key = Vec::new();
    let parts: Vec<&str> = path.split('.').collect();
    for end in 1..=parts.len() {
        let part = parts[end - 1];
        if let Ok(number) = part.parse() {
            key.push(number);
            continue;
        }
        let start = pattern(&parts[..end].join("."));
        let own = order.get(start.as_str()).copied();
        let first = || {
            fields
                .iter()
                .position(|field| field.path.starts_with(&format!("{start}.")))
        };
        key.push(own.or_else(first).unwrap_or(usize::MAX));
    }
    key
}

fn actions(held: &[Held]) -> Export {
    let columns: Vec<String> = fields(Table::Actions)
        .into_iter()
        .map(|field| field.path)
        .collect();
    let mut rows = Vec::new();
    for held in held {
        let clauses = held.json.get("clauses").and_then(Json::as_array);
        for number in 1..=clauses.map_or(0, Vec::len) {
            let start = format!("clauses.{number}.");
            if !held
                .cells
                .keys()
                .any(|path| path.starts_with(&format!("{start}action.")))
            {
                continue;
            }
            let cell = |name: &String| {
                let path = match name.as_str() {
                    "resolution" => return held.id.to_string(),
                    "clause" => format!("{start}label"),
                    "words" => format!("{start}words"),
                    name => format!("{start}action.{name}"),
                };
                held.cells
                    .get(&path)
                    .map(|text| text.trim_end_matches('\n').to_owned())
                    .unwrap_or_default()
            };
            rows.push(columns.iter().map(cell).collect());
        }
    }
    Export { columns, rows }
}

impl Export {
    /// The table as CSV, with the mark by which spreadsheets know its encoding.
    pub fn csv(&self) -> Vec<u8> {
        let mut out = "\u{feff}".to_owned();
        // A text that looks like one of ours with its mark gets another, so that taking one off gives it back.
        let cell = |text: &String| {
            if is_marked(text) {
                format!("'{text}")
            } else {
                text.clone()
            }
        };
        csv::row(&mut out, &self.columns);
        for row in &self.rows {
            csv::row(&mut out, row.iter().map(cell));
        }
        out.into_bytes()
    }

    /// The table as a worksheet.
    pub fn page(&self, table: Table) -> Page {
        let fields = fields(table);
        let field = |path: &String| {
            let pattern = pattern(path);
            fields.iter().find(|field| field.path == pattern)
        };
        let mut words = Vec::new();
        for (number, path) in self.columns.iter().enumerate() {
            if let Some(Field {
                sort: Sort::Words(own),
                is_many: false,
                ..
            }) = field(path)
            {
                words.push((number, own.iter().map(|(word, _)| word.clone()).collect()));
            }
        }
        let width = |number: usize| {
            let cells = self.rows.iter().take(500).map(|row| row[number].chars().count());
            let longest = cells.max().unwrap_or(0).max(self.columns[number].chars().count());
            longest.clamp(10, 48) + 2
        };
        Page {
            name: table.title(),
            widths: (0..self.columns.len()).map(width).collect(),
            rows: std::iter::once(self.columns.clone())
                .chain(self.rows.iter().cloned())
                .collect(),
            words,
            is_wrapped: false,
        }
    }
}
