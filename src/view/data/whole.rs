//! All records of a sort in one JSON file, each as its own data file has it.

use rayon::prelude::*;
use serde::Serialize;

use super::tables::Sheet;
use super::{SCHEMA_VERSION, public};
use crate::record::resolution::{Action, Resolution};
use crate::record::settings::Licence;
use crate::record::{Entry, Kind, Record, RecordId};
use crate::register::{AnyEntry, Table};
use crate::site::Input;

/// What stands before the records.
#[derive(Serialize)]
struct Head<'r> {
    schema_version: u32,
    /// What the file holds: changes, actions.
    holds: &'static str,
    register: &'r str,
    publisher: Option<&'r str>,
    /// The terms of the register's own words; `data/index.html` tells of those of the words that are quoted.
    licence: Option<&'r Licence>,
    /// The day that the site was made for.
    as_at: String,
}

#[derive(Serialize)]
struct One<'r, T> {
    id: &'r RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    record: &'r T,
}

#[derive(Serialize)]
struct Asked<'r> {
    resolution: &'r RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    committee: &'r RecordId,
    meeting: String,
    clause: &'r str,
    words: &'r str,
    action: &'r Action,
}

/// The file: a record a line, so that two versions are easily compared.
pub fn bytes(input: &Input<'_>, sheet: Sheet) -> Vec<u8> {
    let register = input.register;
    let settings = register.settings.as_ref();
    let head = Head {
        schema_version: SCHEMA_VERSION,
        holds: sheet.name(),
        register: register.name(),
        publisher: settings.map(|settings| &*settings.publisher.value),
        licence: settings.and_then(|settings| settings.licence.as_ref()),
        as_at: input.as_at.to_string(),
    };
    let records = match sheet {
        Sheet::Records(Kind::Body) => table(input, &register.bodies),
        Sheet::Records(Kind::Change) => table(input, &register.changes),
        Sheet::Records(Kind::Resolution) => table(input, &register.resolutions),
        Sheet::Records(Kind::Determination) => table(input, &register.determinations),
        Sheet::Records(Kind::Duty) => table(input, &register.duties),
        Sheet::Clauses | Sheet::Actions => actions(input),
    };
    let mut out = json(&head);
    out.pop();
    out.reserve(records.iter().map(|record| record.len() + 2).sum::<usize>() + 32);
    out.extend_from_slice(b",\"records\":[");
    for (number, record) in records.iter().enumerate() {
        out.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        out.extend_from_slice(record);
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

fn table<T: Record>(input: &Input<'_>, table: &Table<T>) -> Vec<Vec<u8>> {
    let entries: Vec<&Entry<T>> = table.iter().collect();
    let each = entries.par_iter().map(|entry| {
        json(&One {
            id: &entry.id,
            address: public(input, &AnyEntry::new(*entry)),
            record: &entry.body,
        })
    });
    each.collect()
}

fn actions(input: &Input<'_>) -> Vec<Vec<u8>> {
    let of = |entry: &Entry<Resolution>| -> Vec<Vec<u8>> {
        let address = public(input, &AnyEntry::new(entry));
        let asked = entry.body.clauses.iter().filter_map(|clause| {
            Some(json(&Asked {
                resolution: &entry.id,
                address: address.clone(),
                committee: &entry.body.committee.id,
                meeting: entry.body.meeting.to_string(),
                clause: &clause.label,
                words: &clause.words,
                action: clause.action.as_ref()?,
            }))
        });
        asked.collect()
    };
    input.register.resolutions.iter().flat_map(of).collect()
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("a record holds text, numbers and lists of them")
}
