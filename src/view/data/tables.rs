//! Records as tables: one row a record, and one column for each field that holds a value or a list of values.
//!
//! The columns come from the definition of the record itself, so that a field that is added has a column and a
//! description by being there. Lists within lists stay in the JSON alone.

mod columns;

use serde_json::Value as Json;

pub use columns::Column;

use super::{FIRST, public};
use crate::csv;
use crate::record::resolution::{Clause, Resolution};
use crate::record::{Entry, Kind};
use crate::register::AnyEntry;
use crate::schema;
use crate::shape::Shape;
use crate::site::{Input, PagePath};
use crate::view::judgement::Judgement;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// All records of a kind.
    Records(Kind),
    /// Every clause of every resolution.
    Clauses,
    /// The clauses that ask somebody to do something.
    Actions,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Records(Kind::Change),
        Self::Records(Kind::Determination),
        Self::Records(Kind::Resolution),
        Self::Clauses,
        Self::Actions,
        Self::Records(Kind::Duty),
        Self::Records(Kind::Body),
    ];

    /// The name of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Records(kind) => kind.folder(),
            Self::Clauses => "clauses",
            Self::Actions => "actions",
        }
    }

    /// One of its files.
    pub fn path(self, ending: &str) -> PagePath {
        PagePath::file(format!("data/{}.{ending}", self.name()))
    }

    /// Whether there is a JSON file of it; clauses stand in their resolutions there.
    pub fn is_whole(self) -> bool {
        self != Self::Clauses
    }

    /// The kind of record it is taken from.
    pub fn kind(self) -> Kind {
        match self {
            Self::Records(kind) => kind,
            Self::Clauses | Self::Actions => Kind::Resolution,
        }
    }

    /// What a row is, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Records(Kind::Change) => "Changes to health services, one a row.",
            Self::Records(Kind::Determination) => {
                "Views of councils and NHS bodies on whether a change is substantial, one a row."
            }
            Self::Records(Kind::Resolution) => {
                "Items of meetings, one a row. What was resolved stands in the table of clauses."
            }
            Self::Clauses => "What committees resolved, one clause a row, in its exact words.",
            Self::Actions => {
                "Clauses that ask somebody to do something, with whether it is recorded as done."
            }
            Self::Records(Kind::Duty) => {
                "Duties on record, one a row. Duties that follow from the law stand in the JSON of each change."
            }
            Self::Records(Kind::Body) => "Councils, committees, NHS bodies and providers, one a row.",
        }
    }

    /// Its columns.
    pub fn columns(self) -> Vec<Column> {
        let own = |name, about| Column::new(name, about);
        match self {
            Self::Records(kind) => {
                let mut columns = vec![
                    own("id", "The name of the record, the same for good."),
                    own("page", "The address of its page."),
                ];
                if kind == Kind::Change {
                    columns.push(own("judged", "What the recorded views amount to, in words."));
                }
                let left_out = if kind == Kind::Resolution {
                    &["clauses"][..]
                } else {
                    &[]
                };
                columns.extend(columns::of(&schema::of(kind), left_out));
                columns
            }
            Self::Clauses | Self::Actions => {
                let mut columns = vec![
                    own("resolution", "The id of the resolution."),
                    own("page", "The address of its page."),
                    own("committee", "The id of the committee."),
                    own("meeting", "The day of the meeting."),
                    own("number", "The place of the clause in the resolution, from 1."),
                ];
                columns.extend(columns::of(&Clause::schema(), &[]));
                columns
            }
        }
    }
}

/// The table.
pub fn bytes(input: &Input<'_>, sheet: Sheet) -> Vec<u8> {
    let columns = sheet.columns();
    let mut out = String::new();
    csv::row(&mut out, columns.iter().map(|column| column.name.as_str()));
    match sheet {
        Sheet::Records(kind) => {
            let entries = input.register.entries();
            let own: Vec<AnyEntry<'_>> = entries.filter(|entry| entry.kind == kind).collect();
            for (number, entry) in own.iter().enumerate() {
                if number == FIRST {
                    out.reserve_exact(super::rest(out.len(), number, own.len()));
                }
                record(&mut out, input, &columns, entry);
            }
        }
        Sheet::Clauses | Sheet::Actions => {
            let resolutions = input.register.resolutions.iter();
            resolutions.for_each(|entry| clauses(&mut out, input, &columns, sheet, entry));
        }
    }
    out.into_bytes()
}

fn record(out: &mut String, input: &Input<'_>, columns: &[Column], entry: &AnyEntry<'_>) {
    let json = entry.to_json();
    let page = public(input, entry).unwrap_or_else(|| below(entry));
    let mut first = vec![entry.id.to_string(), page];
    if let Some(change) = input
        .register
        .changes
        .get(entry.id)
        .filter(|_| entry.kind == Kind::Change)
    {
        first.push(Judgement::of(input.register, change).label());
    }
    line(out, columns, first, &json);
}

/// The page of a record where the site does not know its own address.
fn below(entry: &AnyEntry<'_>) -> String {
    match entry.kind {
        // A view stands on the page of its change; its own file is its data.
        Kind::Determination => PagePath::data(entry.kind, entry.id).to_string(),
        kind => PagePath::record(kind, entry.id).to_string(),
    }
}

fn clauses(out: &mut String, input: &Input<'_>, columns: &[Column], sheet: Sheet, entry: &Entry<Resolution>) {
    let any = AnyEntry::new(entry);
    let page = public(input, &any).unwrap_or_else(|| below(&any));
    for (number, clause) in entry.body.clauses.iter().enumerate() {
        if sheet == Sheet::Actions && clause.action.is_none() {
            continue;
        }
        let json = serde_json::to_value(clause).unwrap_or(Json::Null);
        let first = vec![
            entry.id.to_string(),
            page.clone(),
            entry.body.committee.id.to_string(),
            entry.body.meeting.to_string(),
            (number + 1).to_string(),
        ];
        line(out, columns, first, &json);
    }
}

/// Adds a row: the cells that we make, and then those of the record.
fn line(out: &mut String, columns: &[Column], mut cells: Vec<String>, json: &Json) {
    let own = columns.get(cells.len()..).unwrap_or_default();
    cells.extend(own.iter().map(|column| column.cell(json)));
    csv::row(out, &cells);
}
