//! What data can be taken from the site, what each column means, and on which terms.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::body::Body;
use crate::record::settings::Licence;
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::schema;
use crate::site::PagePath;
use crate::value::PartialDate;

use super::Here;
use super::data::tables::{Column, Sheet};
use super::data::{base, catalogue, oparl};
use super::frame::Head;
use super::piece::Linked;
use super::words;

/// What the page says.
#[derive(Debug, Serialize)]
pub struct OpenView {
    name: String,
    publisher: Option<String>,
    licence: Option<Terms>,
    cite: String,
    sheets: Vec<Table>,
    schemas: Vec<Linked>,
    register: String,
    catalogue: String,
    /// Where a reader of OParl begins, if the site knows its own address.
    oparl: Option<String>,
    quoted: Vec<Quoted>,
    /// None in the site of an earlier state.
    follow: Option<String>,
    law: String,
}

/// Terms of use.
#[derive(Debug, Serialize)]
struct Terms {
    name: String,
    address: Option<String>,
}

/// A table, and the same as JSON.
#[derive(Debug, Serialize)]
struct Table {
    name: String,
    about: &'static str,
    rows: String,
    csv: String,
    json: Option<String>,
    columns: Vec<Meaning>,
}

#[derive(Debug, Serialize)]
struct Meaning {
    name: String,
    about: String,
}

/// A publisher whose words are quoted.
#[derive(Debug, Serialize)]
struct Quoted {
    publisher: Linked,
    clauses: String,
    licence: Option<Terms>,
    /// The sentence that the licence asks for.
    attribution: Option<String>,
}

impl Terms {
    fn new(licence: &Licence) -> Self {
        Self {
            name: licence.name.to_string(),
            address: licence.address.as_ref().map(|address| address.to_string()),
        }
    }
}

/// What surrounds the page.
pub fn head() -> Head {
    Head {
        title: "Data".to_owned(),
        about: Some(
            "Every record as a table and as JSON, what each column means, and on which terms.".to_owned(),
        ),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>) -> OpenView {
    let register = here.register();
    let settings = register.settings.as_ref();
    let publisher = settings.map(|settings| settings.publisher.to_string());
    let schemas = schema::NAMES.into_iter().map(|name| Linked {
        words: words::capital(name),
        address: here.to(&PagePath::file(format!("data/schema/{name}.json"))),
    });
    OpenView {
        name: register.name().to_owned(),
        licence: settings
            .and_then(|settings| settings.licence.as_ref())
            .map(Terms::new),
        cite: cite(here, publisher.as_deref()),
        publisher,
        sheets: Sheet::ALL.into_iter().map(|sheet| table(here, sheet)).collect(),
        schemas: schemas.collect(),
        register: here.to(&PagePath::register()),
        catalogue: here.to(&catalogue::path()),
        oparl: base(here.input).map(|_| here.to(&oparl::system())),
        quoted: quoted(here),
        follow: here
            .input
            .edition
            .past
            .is_none()
            .then(|| here.to(&PagePath::list("follow", 1))),
        law: here.to(&PagePath::list("law", 1)),
    }
}

/// How to name the register as a source. The day is that of the copy: what is recorded may change.
fn cite(here: Here<'_, '_>, publisher: Option<&str>) -> String {
    let register = here.register();
    let publisher = publisher.map_or_else(String::new, |publisher| format!(", published by {publisher}"));
    let address = base(here.input).map_or_else(String::new, |base| format!(", {base}"));
    let day = PartialDate::Day(here.input.as_at).spoken();
    format!("{}{publisher}{address}, as at {day}.", register.name())
}

fn table(here: Here<'_, '_>, sheet: Sheet) -> Table {
    let meaning = |column: Column| Meaning {
        name: column.name,
        about: column.about,
    };
    Table {
        name: words::capital(sheet.name()),
        about: sheet.about(),
        rows: words::count(rows(here.register(), sheet), "row", "rows"),
        csv: here.to(&sheet.path("csv")),
        json: sheet.is_whole().then(|| here.to(&sheet.path("json"))),
        columns: sheet.columns().into_iter().map(meaning).collect(),
    }
}

fn rows(register: &Register, sheet: Sheet) -> usize {
    let clauses = || register.resolutions.iter().flat_map(|entry| &entry.body.clauses);
    match sheet {
        Sheet::Records(kind) => register.entries().filter(|entry| entry.kind == kind).count(),
        Sheet::Clauses => clauses().count(),
        Sheet::Actions => clauses().filter(|clause| clause.action.is_some()).count(),
    }
}

/// Whose words are quoted, how many clauses of them, and on which terms: a committee's minutes are published by its
/// council, unless it is a committee of several.
fn quoted(here: Here<'_, '_>) -> Vec<Quoted> {
    let register = here.register();
    let mut counts: BTreeMap<&RecordId, (usize, Option<&Licence>)> = BTreeMap::new();
    for entry in register.resolutions.iter() {
        let committee = &register.bodies[&entry.body.committee];
        let publisher = publisher(register, committee);
        let licence = committee
            .body
            .licence
            .as_ref()
            .or(publisher.body.licence.as_ref());
        let count = counts.entry(&publisher.id).or_insert((0, licence));
        count.0 += entry.body.clauses.len();
        count.1 = count.1.or(licence);
    }
    let quoted = counts.into_iter().filter(|(_, (clauses, _))| *clauses > 0);
    quoted
        .map(|(id, (clauses, licence))| {
            let publisher = here.body(id);
            Quoted {
                clauses: words::count(clauses, "clause", "clauses"),
                attribution: licence.and_then(|licence| attribution(licence, &publisher.words)),
                licence: licence.map(Terms::new),
                publisher,
            }
        })
        .collect()
}

fn publisher<'r>(register: &'r Register, committee: &'r Entry<Body>) -> &'r Entry<Body> {
    let whole = committee.body.part_of.as_ref();
    whole.map_or(committee, |whole| &register.bodies[whole])
}

/// The sentence that the Open Government Licence asks those to print who use what is published under it.
fn attribution(licence: &Licence, publisher: &str) -> Option<String> {
    let name = licence.name.to_lowercase();
    let open = name.contains("open government licence") || name.trim() == "ogl";
    let version = ["v3.0", "3.0"].iter().any(|version| name.contains(version));
    open.then(|| {
        let version = if version { " v3.0" } else { "" };
        format!(
            "Contains public sector information licensed under the Open Government Licence{version}, published by \
             {publisher}."
        )
    })
}
