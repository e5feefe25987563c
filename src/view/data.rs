//! The data twins: each record, and the register, as JSON that says what it is.

pub mod catalogue;
mod law;
pub mod oparl;
pub mod sitemap;
pub mod tables;
pub mod whole;

pub use law::provision;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Here, registers};
use crate::record::{Kind, Record, RecordId};
use crate::register::{AnyEntry, Register, Table};
use crate::site::{Agenda, Input, MANIFEST, PagePath};
use crate::view::feed::Feed;

/// The version of the form of all data files; it grows only when a reader would have to change.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// After how many records it is told how large a file of all of them will be.
const FIRST: usize = 256;

/// How many bytes to have ready for the rest of a file, of which so many records took so many: a quarter more than it seems to
/// need. Memory that is never written costs nothing, and a text that has to move to grow is held twice.
fn rest(bytes: usize, records: usize, of: usize) -> usize {
    let rest = bytes / records.max(1) * of.saturating_sub(records);
    rest + rest / 4
}

#[derive(Serialize)]
struct Twin<'r, T> {
    schema_version: u32,
    kind: &'static str,
    id: &'r RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    record: Option<&'r T>,
    /// What the law says of a change, on the day that register.json names.
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<law::Law>,
    /// The prefixes of the registers that hold it, where the site joins several; the first is the one that is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    registers: Vec<&'r str>,
    /// The records that name this one.
    #[serde(skip_serializing_if = "Named::is_empty")]
    named_by: Named<'r>,
}

#[derive(Default, Serialize)]
struct Named<'r> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<&'r RecordId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<&'r RecordId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resolutions: Vec<&'r RecordId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    determinations: Vec<&'r RecordId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duties: Vec<&'r RecordId>,
}

impl<'r> Named<'r> {
    fn of(register: &'r Register, kind: Kind, id: &RecordId) -> Self {
        Self {
            bodies: register
                .naming(kind, id, &register.bodies)
                .map(|entry| &entry.id)
                .collect(),
            changes: register
                .naming(kind, id, &register.changes)
                .map(|entry| &entry.id)
                .collect(),
            resolutions: register
                .naming(kind, id, &register.resolutions)
                .map(|entry| &entry.id)
                .collect(),
            determinations: register
                .naming(kind, id, &register.determinations)
                .map(|entry| &entry.id)
                .collect(),
            duties: register
                .naming(kind, id, &register.duties)
                .map(|entry| &entry.id)
                .collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.bodies.is_empty()
            && self.changes.is_empty()
            && self.resolutions.is_empty()
            && self.determinations.is_empty()
            && self.duties.is_empty()
    }
}

/// A record as a data file.
pub fn record(here: Here<'_, '_>, entry: &AnyEntry<'_>) -> Vec<u8> {
    let register = here.register();
    match entry.kind {
        Kind::Body => twin(here, entry, &register.bodies),
        Kind::Change => twin(here, entry, &register.changes),
        Kind::Resolution => twin(here, entry, &register.resolutions),
        Kind::Determination => twin(here, entry, &register.determinations),
        Kind::Duty => twin(here, entry, &register.duties),
    }
}

/// The record is written straight from its table, without a JSON value between.
fn twin<T: Record>(here: Here<'_, '_>, entry: &AnyEntry<'_>, table: &Table<T>) -> Vec<u8> {
    let input = here.input;
    bytes(&Twin {
        schema_version: SCHEMA_VERSION,
        kind: entry.kind.word(),
        id: entry.id,
        address: public(input, entry),
        record: table.get(entry.id).map(|own| &own.body),
        law: law::Law::of(here, entry),
        registers: registers::prefixes(input.register, entry.kind, entry.id),
        named_by: Named::of(input.register, entry.kind, entry.id),
    })
}

/// The address of the site, where the register knows it. The site of an earlier state is not what stands there.
pub(crate) fn base<'r>(input: &Input<'r>) -> Option<&'r str> {
    if input.edition.past.is_some() {
        return None;
    }
    present(input)
}

/// The address at which the register stands as it is today.
pub(crate) fn present<'r>(input: &Input<'r>) -> Option<&'r str> {
    let base = input.register.settings.as_ref()?.base_address.as_ref()?;
    Some(base.trim_end_matches('/'))
}

/// The address a record's page is published at, where the register knows its own address.
fn public(input: &Input<'_>, entry: &AnyEntry<'_>) -> Option<String> {
    let base = base(input)?;
    let view = input
        .register
        .determinations
        .get(entry.id)
        .filter(|_| entry.kind == Kind::Determination);
    Some(match view {
        Some(view) => {
            let page = PagePath::record(Kind::Change, &view.body.change.id);
            format!("{base}/{page}#{}", super::anchor(entry.id))
        }
        None => format!("{base}/{}", PagePath::record(entry.kind, entry.id)),
    })
}

#[derive(Serialize)]
struct Whole<'r> {
    schema_version: u32,
    register: Option<&'r crate::record::settings::Settings>,
    /// The day on which it was judged what the law requires, and which dates have passed.
    as_at: String,
    edition: &'r crate::site::Edition,
    /// Where it is told which registers the site joins, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    registers: Option<PagePath>,
    counts: Counts,
    /// Where more is to be had, below the site's address.
    files: Files,
    records: Ids<'r>,
    /// The records that were withdrawn, as folder and id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withdrawn: Vec<String>,
    /// The ids that records had before, each with the one it has now.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    renamed: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Files {
    data: Vec<PagePath>,
    schemas: Vec<PagePath>,
    catalogue: PagePath,
    #[serde(skip_serializing_if = "Option::is_none")]
    oparl: Option<PagePath>,
    feeds: Vec<PagePath>,
    calendars: Vec<PagePath>,
    sums: &'static str,
}

impl Files {
    fn of(input: &Input<'_>) -> Self {
        let data = tables::Sheet::ALL.into_iter().flat_map(|sheet| {
            let whole = sheet.is_whole().then(|| sheet.path("json"));
            whole.into_iter().chain([sheet.path("csv")])
        });
        let schema = |name: &str| PagePath::file(format!("data/schema/{name}.json"));
        let is_past = input.edition.past.is_some();
        let followed = |files: Vec<PagePath>| if is_past { Vec::new() } else { files };
        Self {
            data: data.collect(),
            schemas: crate::schema::NAMES.into_iter().map(schema).collect(),
            catalogue: catalogue::path(),
            oparl: base(input).map(|_| oparl::system()),
            feeds: followed(vec![Feed::All.path(), Feed::Duties.path()]),
            calendars: followed(vec![Agenda::Duties.path(), Agenda::Meetings.path()]),
            sums: MANIFEST,
        }
    }
}

#[derive(Serialize)]
struct Counts {
    bodies: usize,
    changes: usize,
    resolutions: usize,
    determinations: usize,
    duties: usize,
}

#[derive(Serialize)]
struct Ids<'r> {
    bodies: Vec<&'r RecordId>,
    changes: Vec<&'r RecordId>,
    resolutions: Vec<&'r RecordId>,
    determinations: Vec<&'r RecordId>,
    duties: Vec<&'r RecordId>,
}

fn name(kind: Kind, id: &RecordId) -> String {
    format!("{}/{id}", kind.folder())
}

/// What the register is and holds, as a data file. It is set out in lines: docs/verify.md takes the commit and the day from it
/// with `sed`.
pub fn register(input: &Input<'_>) -> Vec<u8> {
    let register = input.register;
    let whole = Whole {
        schema_version: SCHEMA_VERSION,
        register: register.settings.as_ref(),
        as_at: input.as_at.to_string(),
        edition: &input.edition,
        registers: register.nation.as_ref().map(|_| registers::data_path()),
        counts: Counts {
            bodies: register.bodies.len(),
            changes: register.changes.len(),
            resolutions: register.resolutions.len(),
            determinations: register.determinations.len(),
            duties: register.duties.len(),
        },
        files: Files::of(input),
        records: Ids {
            bodies: register.bodies.iter().map(|entry| &entry.id).collect(),
            changes: register.changes.iter().map(|entry| &entry.id).collect(),
            resolutions: register.resolutions.iter().map(|entry| &entry.id).collect(),
            determinations: register.determinations.iter().map(|entry| &entry.id).collect(),
            duties: register.duties.iter().map(|entry| &entry.id).collect(),
        },
        withdrawn: register.withdrawn().map(|(key, _)| name(key.0, &key.1)).collect(),
        renamed: register
            .aliases()
            .map(|((kind, alias), now)| (name(*kind, alias), name(*kind, now)))
            .collect(),
    };
    ended(serde_json::to_vec_pretty(&whole))
}

/// A data file on one line: set out in lines it is half as long again, which every reader would have to fetch.
pub(super) fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    ended(serde_json::to_vec(value))
}

/// The bytes of a file with the end of its last line.
fn ended(made: serde_json::Result<Vec<u8>>) -> Vec<u8> {
    let mut bytes = made.expect("a record holds text, numbers and lists of them");
    bytes.push(b'\n');
    bytes
}
