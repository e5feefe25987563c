//! What the sheets of a file are about, and what each row says of which record.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Cell, Place, Sheet};
use super::day::{self, Order};
use super::fault::Fault;
use super::field::Sort;
use super::flat;
use super::header::{Means, Names};
use super::table::Table;

/// The name of the sheet that explains the others.
pub(super) const READ_ME: &str = "Read me";

/// A row: the record it names, and its cells by the ways to their fields.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) table: Table,
    pub(super) place: Place,
    /// The id, with its place; none where the cell is empty or there is no column.
    pub(super) id: Option<(String, Place)>,
    /// Every column of the sheet, whether its cell holds something or not.
    pub(super) cells: BTreeMap<String, Given>,
}

/// A cell in its column.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) cell: Cell,
    pub(super) place: Place,
    pub(super) head: String,
    pub(super) order: Option<Order>,
}

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Intake {
    pub(super) rows: Vec<Row>,
    pub(super) faults: Vec<Fault>,
    pub(super) notes: Vec<String>,
}

/// A column that is read.
struct Column {
    number: u32,
    head: String,
    means: Means,
    order: Option<Order>,
}

/// Reads the rows of a file; `table` and `order` are what was said of it.
pub(super) fn read(book: &Book, table: Option<Table>, order: Option<Order>) -> Intake {
    let mut intake = Intake {
        notes: book.notes.clone(),
        ..Intake::default()
    };
    let mut seen = 0;
    for (number, sheet) in book.sheets.iter().enumerate() {
        if sheet.name.eq_ignore_ascii_case(READ_ME) || sheet.rows.is_empty() {
            continue;
        }
        let Some(table) = intake.table(book, number, table) else {
            continue;
        };
        seen += 1;
        intake.sheet(number, sheet, table, order);
    }
    if seen == 0 && intake.faults.is_empty() {
        intake.faults.push(Fault::whole(
            "no sheet of it holds a table that is known here",
            "name its sheets Bodies, Changes, Resolutions, Determinations, Duties or Actions; or say what it holds with --kind",
        ));
    }
    intake
}

impl Intake {
    /// What a sheet holds: as it was said, by its name, or by its columns.
    fn table(&mut self, book: &Book, number: usize, told: Option<Table>) -> Option<Table> {
        let sheet = &book.sheets[number];
        let used: Vec<&Sheet> = book
            .sheets
            .iter()
            .filter(|sheet| !sheet.rows.is_empty())
            .collect();
        if let (Some(told), [_]) = (told, used.as_slice()) {
            return Some(told);
        }
        if let Some(table) = Table::from_word(&sheet.name).or_else(|| Table::named_in(&sheet.name)) {
            if told.is_some_and(|told| told != table) {
                let note = format!("\u{201c}{}\u{201d} was left out, as --kind asks.", sheet.name);
                self.notes.push(note);
                return None;
            }
            return Some(table);
        }
        let (_, head) = sheet.rows.first_key_value()?;
        let heads: Vec<String> = head.values().map(Cell::shown).collect();
        let fits = |table: &Table| {
            let names = Names::of(*table);
            heads.len() > 1 && heads.iter().all(|head| names.means(head).is_ok())
        };
        let fitting: Vec<Table> = Table::ALL.into_iter().filter(fits).collect();
        if let ([table], None) = (fitting.as_slice(), told) {
            let note = format!(
                "\u{201c}{}\u{201d} was read as {}, by its columns.",
                sheet.name,
                table.word()
            );
            self.notes.push(note);
            return Some(*table);
        }
        if used.len() == 1 {
            self.faults.push(Fault::whole(
                format!("it is not clear what \u{201c}{}\u{201d} holds", sheet.name),
                "say it with --kind bodies, changes, resolutions, determinations, duties or actions",
            ));
        } else {
            let note = format!(
                "\u{201c}{}\u{201d} is none of our tables and was left out.",
                sheet.name
            );
            self.notes.push(note);
        }
        None
    }

    fn sheet(&mut self, number: usize, sheet: &Sheet, table: Table, order: Option<Order>) {
        let name = &sheet.name;
        for range in &sheet.merged {
            let first = range
                .split(':')
                .next()
                .and_then(super::book::place_of)
                .unwrap_or((1, 0));
            self.faults.push(Fault::at(
                Place::cell(number, first.0, first.1),
                "",
                "",
                format!(
                    "the cells {range} are merged, so that it is not clear which row their text belongs to"
                ),
                "unmerge them and fill each row",
            ));
        }
        self.asides(sheet, name);
        let Some((&head_row, _)) = sheet
            .rows
            .iter()
            .find(|(_, cells)| cells.values().any(|cell| !cell.is_blank()))
        else {
            return;
        };
        let names = Names::of(table);
        let columns = self.columns(number, sheet, head_row, &names, order);
        let mut by_figures = BTreeSet::new();
        for (&row, cells) in sheet.rows.range(head_row + 1..) {
            if cells.values().all(Cell::is_blank) {
                continue;
            }
            let mut found = Row {
                table,
                place: Place {
                    sheet: number,
                    row,
                    column: None,
                },
                id: None,
                cells: BTreeMap::new(),
            };
            for column in &columns {
                let place = Place::cell(number, row, column.number);
                let cell = cells
                    .get(&column.number)
                    .cloned()
                    .unwrap_or(Cell::Text(String::new()));
                if column.order.is_some() && order.is_none() && day::is_ambiguous(&cell.shown()) {
                    by_figures.insert(column.number);
                }
                match &column.means {
                    Means::Id if !cell.is_blank() => found.id = Some((cell.shown().trim().to_owned(), place)),
                    Means::Field(path) => {
                        let given = Given {
                            cell,
                            place,
                            head: column.head.clone(),
                            order: column.order,
                        };
                        found.cells.insert(path.clone(), given);
                    }
                    _ => {}
                }
            }
            self.rows.push(found);
        }
        for column in columns
            .iter()
            .filter(|column| by_figures.contains(&column.number))
        {
            let which = match column.order {
                Some(Order::MonthFirst) => "month",
                _ => "day",
            };
            self.notes.push(format!(
                "{name}, column {} ({}): dates are read with the {which} first, as another date of the column shows.",
                super::book::letters(column.number),
                column.head
            ));
        }
    }

    /// What a person may not have meant, though it was read.
    fn asides(&mut self, sheet: &Sheet, name: &str) {
        let shown = |places: Vec<String>| match places.len() {
            0..=6 => places.join(", "),
            more => format!("{} and {} more", places[..5].join(", "), more - 5),
        };
        let used = |row: &&u32| sheet.rows.contains_key(row);
        let rows: Vec<String> = sheet
            .hidden_rows
            .iter()
            .filter(used)
            .map(u32::to_string)
            .collect();
        let mut told = |what: &str, places: Vec<String>| {
            if !places.is_empty() {
                self.notes.push(format!("{name}: {what} {}.", shown(places)));
            }
        };
        told("rows that are hidden were read all the same:", rows);
        let used: BTreeSet<&u32> = sheet.rows.values().flat_map(BTreeMap::keys).collect();
        let columns = sheet.hidden_columns.iter().filter(|column| used.contains(column));
        let columns = columns.map(|column| super::book::letters(*column)).collect();
        told("columns that are hidden were read all the same:", columns);
        let cells = sheet
            .formulas
            .iter()
            .map(|(row, column)| Place::cell(0, *row, *column).name());
        told(
            "of formulas, what they showed when the file was saved was taken:",
            cells.collect(),
        );
        if sheet.is_hidden {
            self.notes.push(format!(
                "\u{201c}{name}\u{201d} is a hidden sheet and was read all the same."
            ));
        }
    }

    /// What each column means.
    fn columns(
        &mut self,
        number: usize,
        sheet: &Sheet,
        head_row: u32,
        names: &Names,
        order: Option<Order>,
    ) -> Vec<Column> {
        let used: BTreeSet<u32> = sheet
            .rows
            .range(head_row..)
            .flat_map(|(_, cells)| cells.iter().filter(|(_, cell)| !cell.is_blank()))
            .map(|(column, _)| *column)
            .collect();
        let mut columns: Vec<Column> = Vec::new();
        for column in used {
            let head = sheet.rows[&head_row]
                .get(&column)
                .map(Cell::shown)
                .unwrap_or_default();
            let place = Place::cell(number, head_row, column);
            let means = match names.means(&head) {
                Ok(means) => means,
                Err(cure) => {
                    let head = head.trim();
                    let what = format!("`{}` is no column of this table", crate::diagnostic::clip(head));
                    self.faults.push(Fault::at(place, "", head, what, cure));
                    continue;
                }
            };
            let head = head.trim().to_owned();
            if means == Means::Nothing {
                let letters = super::book::letters(column);
                let told = if head.is_empty() {
                    "which has no head".to_owned()
                } else {
                    format!("({head})")
                };
                self.notes
                    .push(format!("{}: column {letters} {told} was not read.", sheet.name));
                continue;
            }
            if let Some(other) = columns.iter().find(|other| other.means == means) {
                let what = format!(
                    "the columns {} and {} mean the same",
                    super::book::letters(other.number),
                    super::book::letters(column)
                );
                self.faults.push(Fault::at(
                    place,
                    &head,
                    "",
                    what,
                    "keep one of them, or begin the head of the other with #",
                ));
                continue;
            }
            let order = order.or_else(|| proven(sheet, head_row, column, &means, names));
            columns.push(Column {
                number: column,
                head,
                means,
                order,
            });
        }
        columns
    }
}

/// The order that the dates of a column prove.
fn proven(sheet: &Sheet, head_row: u32, column: u32, means: &Means, names: &Names) -> Option<Order> {
    let Means::Field(path) = means else { return None };
    let field = flat::field(names.fields(), path)?;
    if field.sort != Sort::Date {
        return None;
    }
    let cells = sheet
        .rows
        .range(head_row + 1..)
        .filter_map(|(_, cells)| cells.get(&column));
    day::proven(cells.filter_map(|cell| match cell {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    }))
}
