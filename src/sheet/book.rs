//! What a file of tables holds: sheets of cells, each at its place, whatever form the file is in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

/// Most rows of a sheet, as in Excel.
pub(super) const ROWS: u32 = 1_048_576;

/// Most columns of a sheet, as in Excel.
pub(super) const COLUMNS: u32 = 16_384;

/// Most cells that are taken in from one file; the largest register has a fiftieth.
pub(super) const CELLS: usize = 4_000_000;

/// A file of tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// What somebody should know of how it was read.
    pub notes: Vec<String>,
    /// Whether it is the one table of a CSV file, which has no name but the file's.
    pub is_csv: bool,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called; of a CSV file, the name of the file without its ending.
    pub name: String,
    /// The cells that hold something: by row, counted from 1, then by column, counted from 0.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Ranges of merged cells, as `A1:B2`.
    pub merged: Vec<String>,
    /// Rows that are hidden.
    pub hidden_rows: Vec<u32>,
    /// Columns that are hidden. Each once, however often a file says so.
    pub hidden_columns: BTreeSet<u32>,
    /// Whether the sheet as a whole is hidden.
    pub is_hidden: bool,
    /// Cells that hold formulas.
    pub formulas: Vec<(u32, u32)>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text, as it is.
    Text(String),
    /// A number that is shown as it is.
    Number(String),
    /// A day that is kept as a number.
    Day(NaiveDate),
    /// Something that is not taken as it stands: what is shown or kept, and why not.
    Odd(String, Odd),
}

/// Why a cell is not taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// TRUE or FALSE.
    Truth,
    /// An error of the spreadsheet, such as `#REF!`.
    Fault,
    /// A time, or a day with a time.
    Time,
    /// A number with a date form that is no day.
    Serial,
    /// A number that is shown in another form than it is kept in.
    Shown,
    /// A formula that was never reckoned.
    Unreckoned,
}

/// The place of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which sheet, counted from 0.
    pub sheet: usize,
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 0; none for a row as a whole.
    pub column: Option<u32>,
}

impl Cell {
    /// What it holds, as text.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Odd(text, _) => text.clone(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// How many bytes its text takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Odd(text, _) => text.len(),
            Self::Day(_) => 0,
        }
    }

    /// Whether there is nothing to see in it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl Odd {
    /// What is wrong, going on from the value, and how to mend it.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Truth => (
                "is a truth value of the spreadsheet and not a word",
                "format the cell as text and write the word: yes or no where that is asked",
            ),
            Self::Fault => (
                "is an error of the spreadsheet",
                "mend the formula, or write what shall stand there",
            ),
            Self::Time => ("holds a time of day", "write the day alone, as 2026-03-31"),
            Self::Serial => (
                "is a number in a date form, but no day",
                "write the day as text, as 2026-03-31",
            ),
            Self::Shown => (
                "is a number that the sheet shows in another form",
                "format the cell as text and write what shall stand there",
            ),
            Self::Unreckoned => (
                "is a formula whose result is not in the file",
                "open the file in the spreadsheet and save it again, or write the result as text",
            ),
        }
    }
}

impl Place {
    /// A cell.
    pub fn cell(sheet: usize, row: u32, column: u32) -> Self {
        let column = Some(column);
        Self { sheet, row, column }
    }

    /// The name of the cell as spreadsheets have it: `C7`; of a row, `row 7`.
    pub fn name(self) -> String {
        match self.column {
            Some(column) => format!("{}{}", letters(column), self.row),
            None => format!("row {}", self.row),
        }
    }
}

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let (mut rest, mut found) = (column, Vec::new());
    loop {
        found.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    found.iter().rev().collect()
}

/// The row and column of a name such as `C7`; none where it is none, or beyond the largest sheet.
pub(super) fn place_of(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row: u32 = digits.parse().ok()?;
    let (row, column) = ((1..=ROWS).contains(&row).then_some(row)?, column - 1);
    (column < COLUMNS).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_spreadsheets_call_them() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), name);
            assert_eq!(place_of(&format!("{name}7")), Some((7, column)));
        }
        for wrong in [
            "",
            "A",
            "7",
            "A0",
            "XFE1",
            "A1048577",
            "A-1",
            "ÄB1",
            "AAAA1",
            "A99999999",
        ] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
        assert_eq!(Place::cell(0, 7, 2).name(), "C7");
    }
}
