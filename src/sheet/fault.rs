//! What is wrong with a cell or a row, and how to mend it.

use serde_json::{Value as Json, json};

use super::book::{Book, Place};
use crate::diagnostic::clip;
use crate::lock::Rewrite;

/// Something that keeps a file from being taken in, or that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is; none where it is about the file as a whole.
    pub place: Option<Place>,
    /// The head of the column, or the field that it would be.
    pub head: String,
    /// What the cell holds.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub cure: String,
    /// The code of the check that found it, where one did.
    pub code: Option<&'static str>,
    /// Whether it is no reason to take nothing in.
    pub is_warning: bool,
    /// The record and what is locked in it, where that is what is wrong.
    pub locked: Option<Box<(String, Vec<Rewrite>)>>,
}

impl Fault {
    /// A fault of a cell.
    pub(super) fn at(
        place: Place,
        head: &str,
        value: &str,
        what: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self {
            place: Some(place),
            head: head.to_owned(),
            value: value.to_owned(),
            what: what.into(),
            cure: cure.into(),
            code: None,
            is_warning: false,
            locked: None,
        }
    }

    /// A fault of a row as a whole.
    pub(super) fn row(place: Place, what: impl Into<String>, cure: impl Into<String>) -> Self {
        let column = None;
        Self::at(Place { column, ..place }, "", "", what, cure)
    }

    /// A fault of the file, or of one of its sheets.
    pub(super) fn whole(what: impl Into<String>, cure: impl Into<String>) -> Self {
        let place = Place {
            sheet: 0,
            row: 0,
            column: None,
        };
        Self {
            place: None,
            ..Self::at(place, "", "", what, cure)
        }
    }

    /// Where it is in its file, in words: `Bodies, cell C7 (role)`, and of a CSV file without the sheet.
    pub fn where_it_is(&self, book: &Book) -> String {
        let Some(place) = self.place else {
            return String::new();
        };
        let sheet = book.sheets.get(place.sheet).filter(|_| !book.is_csv);
        let sheet = sheet.map_or_else(String::new, |sheet| format!("{}, ", sheet.name));
        let cell = match place.column {
            Some(_) => format!("cell {}", place.name()),
            None => place.name(),
        };
        match self.head.as_str() {
            "" => format!("{sheet}{cell}"),
            head => format!("{sheet}{cell} ({})", clip(head)),
        }
    }

    /// What is wrong, with the value where the words do not name it.
    pub fn told(&self) -> String {
        let value = clip(&self.value);
        if self.value.is_empty() || self.is_warning || self.what.contains(&value) {
            return self.what.clone();
        }
        format!("{} (the cell holds `{value}`)", self.what)
    }

    /// The same for programs.
    pub fn json(&self, file: &str, book: &Book) -> Json {
        let sheet = self.place.and_then(|place| book.sheets.get(place.sheet));
        json!({
            "code": self.code.unwrap_or(if self.locked.is_some() { "locked" } else { "sheet" }),
            "severity": if self.is_warning { "warning" } else { "error" },
            "message": self.told(),
            "cure": self.cure,
            "file": file,
            "sheet": sheet.map(|sheet| &sheet.name),
            "row": self.place.map(|place| place.row),
            "column": self.place.and_then(|place| place.column).map(super::book::letters),
            "header": self.head,
            "value": self.value,
        })
    }
}
