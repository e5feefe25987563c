//! From the bytes of a file to its tables, by what the bytes are and not by what the file is called.

use std::fmt;

use super::book::Book;
use super::{csv, xlsx};

/// The largest file taken in.
pub const LIMIT: u64 = 50 << 20;

/// Why a file cannot be read as tables, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong with it, going on from its name.
    pub what: String,
    /// What to do instead.
    pub cure: String,
}

impl Unreadable {
    pub(super) fn new(what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            cure: cure.into(),
        }
    }

    pub(super) fn too_large() -> Self {
        Self::new(
            "it holds more cells than are taken in",
            "delete the rows and columns that are not needed, and save it again",
        )
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}

/// Reads a file: a workbook of Excel or LibreOffice in the form .xlsx, or CSV. `name` is what the file is called without its
/// ending.
///
/// # Errors
///
/// What is wrong with the file as a whole.
pub fn read(bytes: &[u8], name: &str) -> Result<Book, Unreadable> {
    let begins = |start: &[u8]| bytes.starts_with(start);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::new("it is empty", "name a file that holds a table"));
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return xlsx::read(bytes);
    }
    if begins(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::new(
            "it is a file of an old version of Excel (.xls), or one that is locked with a password",
            "open it and save it as .xlsx without a password, or as CSV",
        ));
    }
    if begins(b"%PDF-") {
        return Err(Unreadable::new(
            "it is a PDF and no table",
            "ask for the sheet it was made from, as .xlsx or CSV",
        ));
    }
    if begins(b"<") || begins(b"\xef\xbb\xbf<") {
        return Err(Unreadable::new(
            "it is a web page or XML, whatever it is called",
            "open it in the spreadsheet and save it as .xlsx or CSV",
        ));
    }
    csv::read(bytes, name)
}
