//! All records of a sort in one JSON file, each as its own data file has it.

use serde::Serialize;

use super::tables::Sheet;
use super::{FIRST, SCHEMA_VERSION, public};
use crate::record::resolution::Action;
use crate::record::settings::Licence;
use crate::record::{Kind, Record, RecordId};
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
    let mut out = serde_json::to_vec(&head).expect(WRITTEN);
    out.pop();
    out.extend_from_slice(b",\"records\":[");
    let first = out.len();
    match sheet {
        Sheet::Records(Kind::Body) => records(&mut out, input, &register.bodies),
        Sheet::Records(Kind::Change) => records(&mut out, input, &register.changes),
        Sheet::Records(Kind::Resolution) => records(&mut out, input, &register.resolutions),
        Sheet::Records(Kind::Determination) => records(&mut out, input, &register.determinations),
        Sheet::Records(Kind::Duty) => records(&mut out, input, &register.duties),
        Sheet::Clauses | Sheet::Actions => actions(&mut out, input),
    }
    if out.len() > first {
        out.remove(first);
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

fn records<T: Record>(out: &mut Vec<u8>, input: &Input<'_>, table: &Table<T>) {
    for (number, entry) in table.iter().enumerate() {
        if number == FIRST {
            out.reserve_exact(super::rest(out.len(), number, table.len()));
        }
        let one = One {
            id: &entry.id,
            address: public(input, &AnyEntry::new(entry)),
            record: &entry.body,
        };
        line(out, &one);
    }
}

fn actions(out: &mut Vec<u8>, input: &Input<'_>) {
    for entry in input.register.resolutions.iter() {
        let address = public(input, &AnyEntry::new(entry));
        for clause in &entry.body.clauses {
            let Some(action) = &clause.action else { continue };
            let asked = Asked {
                resolution: &entry.id,
                address: address.clone(),
                committee: &entry.body.committee.id,
                meeting: entry.body.meeting.to_string(),
                clause: &clause.label,
                words: &clause.words,
                action,
            };
            line(out, &asked);
        }
    }
}

/// Adds a value as a line, after the comma and the end of the line before.
fn line(out: &mut Vec<u8>, value: &impl Serialize) {
    out.extend_from_slice(b",\n");
    serde_json::to_writer(out, value).expect(WRITTEN);
}

/// Why nothing can fail here.
const WRITTEN: &str = "a record holds text, numbers and lists of them";
