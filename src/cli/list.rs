//! `scrutiny list`: the records, by kind and with filters.

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::{Desk, Read};
use super::help::{self, Examples};
use super::name;
use super::output::Table;
use crate::failure::{Exit, Failure};
use crate::record::determination::View;
use crate::record::resolution::MinutesStatus;
use crate::record::tombstone::Tombstone;
use crate::record::{Entry, Kind};
use crate::register::{AnyEntry, Key, Register};
use crate::value::{PartialDate, Status};
use crate::view::changes;
use crate::view::judgement::Judgement;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny list change --view not-substantial",
        "changes that a body judged not substantial",
    ),
    (
        "scrutiny list --of kent-hosc --year 2025",
        "whatever names a body, of one year",
    ),
    ("scrutiny list resolution --format csv", "for a spreadsheet"),
];

/// List records: all kinds, or one, and only those that fit every filter.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct List {
    /// body, change, resolution, determination or duty [default: all]
    kind: Option<String>,

    /// Only those that name this record: a body, a change, a resolution
    #[arg(long, value_name = "ID")]
    of: Vec<String>,

    /// Only changes with a view like this, and such views
    #[arg(long, value_name = "VIEW")]
    view: Option<View>,

    /// Only those with this word in the title or id
    #[arg(long, value_name = "WORD")]
    word: Option<String>,

    /// Only those whose date lies in this year
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,

    /// Only drafts
    #[arg(long)]
    drafts: bool,

    /// Those that were withdrawn, which no other list holds
    #[arg(long, conflicts_with_all = ["drafts", "view", "of"])]
    withdrawn: bool,
}

impl List {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let kind = self.kind()?;
        let read = desk.open()?.read_to_look()?.for_good();
        let register = &read.register;
        if self.withdrawn {
            self.gone(desk, read, kind);
            return Ok(read.exit());
        }
        let of: Vec<Key> = self
            .of
            .iter()
            .map(|text| name::find(register, text))
            .collect::<Result<_, _>>()?;
        let fits = |entry: &AnyEntry<'_>| {
            kind.is_none_or(|kind| entry.kind == kind)
                && of.iter().all(|key| register.names(&entry.key(), key))
                && self.view.is_none_or(|view| has_view(register, entry, view))
                && self
                    .year
                    .is_none_or(|year| self::year(register, entry) == Some(year))
                && (!self.drafts || entry.status == Status::Draft)
                && self.word.as_ref().is_none_or(|word| {
                    let word = word.to_lowercase();
                    entry.title.to_lowercase().contains(&word) || entry.id.as_str().contains(&word)
                })
        };
        let found: Vec<AnyEntry<'_>> = register.entries().filter(fits).collect();
        let table = Table {
            columns: vec!["kind", "id", "date", "state", "title"],
            rows: found
                .iter()
                .map(|entry| row(register, entry, desk.today))
                .collect(),
        };
        let as_json = || {
            let object = |entry: &AnyEntry<'_>| {
                json!({
                    "kind": entry.kind.word(), "id": entry.id, "date": date(register, entry),
                    "state": state(register, entry, desk.today), "title": entry.title, "path": entry.path,
                })
            };
            found.iter().map(object).collect::<Json>()
        };
        desk.output.table_of(&table, || read.faults(), as_json);
        Ok(read.exit())
    }

    /// The withdrawn records.
    fn gone(&self, desk: &Desk<'_>, read: &Read, kind: Option<Kind>) {
        let fits = |((own, id), entry): &(&Key, &Entry<Tombstone>)| {
            let withdrawn = &entry.body.withdrawn;
            kind.is_none_or(|kind| *own == kind)
                && self
                    .year
                    .is_none_or(|year| withdrawn.date.value.year() == Some(year))
                && self.word.as_ref().is_none_or(|word| {
                    let word = word.to_lowercase();
                    withdrawn.reason.to_lowercase().contains(&word) || id.as_str().contains(&word)
                })
        };
        let found: Vec<_> = read.register.withdrawn().filter(fits).collect();
        let row = |((kind, id), entry): &(&Key, &Entry<Tombstone>)| {
            let withdrawn = &entry.body.withdrawn;
            let date = withdrawn.date.value.to_string();
            let reason = withdrawn.reason.to_string();
            vec![
                kind.word().to_owned(),
                id.to_string(),
                date,
                "Withdrawn".to_owned(),
                reason,
            ]
        };
        let table = Table {
            columns: vec!["kind", "id", "date", "state", "reason"],
            rows: found.iter().map(row).collect(),
        };
        let as_json = || {
            let object = |((kind, id), entry): &(&Key, &Entry<Tombstone>)| json!({ "kind": kind.word(), "id": id, "path": entry.path, "withdrawn": entry.body.withdrawn });
            found.iter().map(object).collect::<Json>()
        };
        desk.output.table_of(&table, || read.faults(), as_json);
    }

    fn kind(&self) -> Result<Option<Kind>, Failure> {
        self.kind
            .as_ref()
            .map(|word| {
                Kind::from_word(word).ok_or_else(|| {
                    Failure::with(Exit::Usage, format!("there is no kind of record `{word}`"))
                        .cure("name one of: body, change, resolution, determination, duty")
                })
            })
            .transpose()
    }
}

fn has_view(register: &Register, entry: &AnyEntry<'_>, view: View) -> bool {
    match entry.kind {
        Kind::Change => register
            .determinations_of(entry.id)
            .iter()
            .any(|own| own.body.view.value == view),
        Kind::Determination => register
            .determinations
            .get(entry.id)
            .is_some_and(|own| own.body.view.value == view),
        _ => false,
    }
}

/// The date a record is known by, as written; empty where its kind has none.
fn date(register: &Register, entry: &AnyEntry<'_>) -> String {
    dated(register, entry).map_or_else(String::new, |date| date.to_string())
}

fn year(register: &Register, entry: &AnyEntry<'_>) -> Option<i32> {
    dated(register, entry).and_then(PartialDate::year)
}

fn dated(register: &Register, entry: &AnyEntry<'_>) -> Option<PartialDate> {
    match entry.kind {
        Kind::Body => None,
        Kind::Change => {
            let change = register.changes.get(entry.id)?;
            let dates = change.body.key_dates.iter().map(|key| key.date.value);
            let first = dates
                .filter(|date| !date.is_unknown())
                .min_by_key(|date| date.earliest());
            Some(first.unwrap_or_else(|| changes::latest(register, change)))
        }
        Kind::Resolution => Some(register.resolutions.get(entry.id)?.body.meeting.value),
        Kind::Determination => Some(register.determinations.get(entry.id)?.body.date.value),
        Kind::Duty => register
            .duties
            .get(entry.id)?
            .body
            .due
            .as_ref()
            .map(|due| due.value),
    }
}

fn row(register: &Register, entry: &AnyEntry<'_>, as_at: NaiveDate) -> Vec<String> {
    // A view is known by what it is about; its record has no title of its own.
    let view = register
        .determinations
        .get(entry.id)
        .filter(|_| entry.kind == Kind::Determination);
    let title = view.map_or(entry.title, |view| {
        &register.changes[&view.body.change].body.title
    });
    vec![
        entry.kind.word().to_owned(),
        entry.id.to_string(),
        date(register, entry),
        state(register, entry, as_at),
        title.to_owned(),
    ]
}

/// How a record stands on a day, in a few words: what was judged, what is owed, how far the minutes can be relied on.
fn state(register: &Register, entry: &AnyEntry<'_>, as_at: NaiveDate) -> String {
    if entry.status == Status::Draft {
        return "Draft".to_owned();
    }
    let found = match entry.kind {
        Kind::Body => register
            .bodies
            .get(entry.id)
            .map(|own| own.body.role.word().to_owned()),
        Kind::Change => register
            .changes
            .get(entry.id)
            .map(|own| Judgement::of(register, own).label()),
        Kind::Resolution => register.resolutions.get(entry.id).map(|own| {
            let minutes = own.body.minutes.as_ref().map(|minutes| minutes.status.value);
            let words = match minutes {
                Some(MinutesStatus::Confirmed) => "minutes confirmed",
                Some(MinutesStatus::Draft) => "minutes in draft",
                Some(MinutesStatus::Unknown) | None => "not known whether confirmed",
            };
            words.to_owned()
        }),
        Kind::Determination => register
            .determinations
            .get(entry.id)
            .map(|own| own.body.view.plain()),
        Kind::Duty => register.duties.get(entry.id).map(|own| {
            let body = &own.body;
            let met = body.met_by(as_at).is_some();
            let gone = body.no_longer_owed.is_some();
            if met {
                "met"
            } else if gone {
                "no longer owed"
            } else {
                "not recorded as met"
            }
            .to_owned()
        }),
    };
    found.unwrap_or_default()
}
