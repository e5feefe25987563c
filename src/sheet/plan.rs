//! What taking a file in would do: which records are new, which change, in what, and what stands against it.

mod actions;
mod draft;
mod fresh;
mod key;
mod written;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::book::{Book, Place};
use super::day::Order;
use super::fault::Fault;
use super::field::{Field, of_kind};
use super::intake::{self, Given, Intake};
use super::table::Table;
use crate::record::{Kind, RecordId};
use crate::register::{Key, Register};
use crate::source::{Source, Sources};
use draft::Draft;
use key::Keys;

/// What was said of a file, and of how to take it in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What it holds, where it does not say so itself.
    pub table: Option<Table>,
    /// Whether an empty cell takes away what the record says; otherwise it leaves that alone.
    pub empty_clears: bool,
    /// Which figure of a date comes first, where that was said.
    pub order: Option<Order>,
}

/// What would be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// The records that are new or change, by kind and id.
    pub records: Vec<Planned>,
    /// How many records the file names that stay as they are.
    pub same: usize,
    /// What somebody should know.
    pub notes: Vec<String>,
}

/// A record that is new or changes.
#[derive(Debug)]
pub struct Planned {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: RecordId,
    /// Where it is kept.
    pub path: String,
    /// What the file held; none for a new record.
    pub before: Option<String>,
    /// What it shall hold.
    pub text: String,
    /// The row that it comes from.
    pub row: Place,
    /// What changes, in the order of the record's fields.
    pub changes: Vec<Change>,
    /// Every cell that bears on it, by the way to its field: place, head and value.
    pub cells: BTreeMap<String, (Place, String, String)>,
    /// What it is called.
    pub title: String,
}

/// A value that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The way to the field.
    pub path: String,
    /// What it says now, if anything.
    pub was: Option<String>,
    /// What it would say.
    pub then: Option<String>,
}

/// What all rows are read against.
struct Ground<'s> {
    /// The file of each record that is there.
    files: BTreeMap<Key, &'s Source>,
    register: Register,
    today: NaiveDate,
    options: Options,
    fields: BTreeMap<Kind, Vec<Field>>,
}

/// Plans to take a file in.
///
/// # Errors
///
/// Everything that is wrong with it, in the order of its cells.
pub fn plan(book: &Book, sources: &Sources, options: Options, today: NaiveDate) -> Result<Plan, Vec<Fault>> {
    let Intake {
        rows,
        mut faults,
        mut notes,
    } = intake::read(book, options.table, options.order);
    let register = Register::build(sources).0;
    let files = register
        .files()
        .map(|(key, source)| (key.clone(), sources.get(source)));
    let mut ground = Ground {
        files: files.collect(),
        register,
        today,
        options,
        fields: Kind::ALL.map(|kind| (kind, of_kind(kind))).into_iter().collect(),
    };
    let mut plan = Plan::default();
    let mut made: Vec<Source> = Vec::new();
    for kind in Kind::ALL {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut keys = Keys::new(kind, sources);
        for row in rows.iter().filter(|row| row.table == Table::Records(kind)) {
            let draft = Draft::of(row, &ground, &mut keys, &mut notes);
            draft::join(draft, &mut drafts, &mut faults);
        }
        if kind == Kind::Resolution {
            let rows = rows.iter().filter(|row| row.table == Table::Actions);
            actions::add(rows, &ground, &mut drafts, &mut faults);
        }
        let mut any_new = false;
        for draft in drafts {
            match draft.planned(&ground) {
                Ok(Some(planned)) => {
                    any_new |= planned.before.is_none();
                    made.push(Source::from_bytes(
                        &planned.path,
                        planned.text.clone().into_bytes(),
                    ));
                    plan.records.push(planned);
                }
                Ok(None) => plan.same += 1,
                Err(mut wrong) => faults.append(&mut wrong),
            }
        }
        // What follows from a record of this file is asked of the kinds that come after it.
        if any_new {
            ground.register = Register::build(&sources.clone().with(made.clone())).0;
        }
    }
    if faults.is_empty() {
        plan.records.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        plan.notes = notes;
        return Ok(plan);
    }
    Err(in_order(faults))
}

/// Faults in the order of the cells they are about.
pub(super) fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by(|a, b| (a.place, &a.what).cmp(&(b.place, &b.what)));
    faults.dedup();
    faults
}

impl Given {
    /// Its place, head and value, for what is told later.
    fn told(&self) -> (Place, String, String) {
        (self.place, self.head.clone(), self.cell.shown())
    }
}
