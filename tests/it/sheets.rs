//! Sheets: records to tables and back with nothing lost, files of other programs, and what a clerk is told.
//!
//! The files in `sheets/` were made with LibreOffice 7.4 from those in `sheets/made-from/` (`soffice --headless --convert-to
//! xlsx`), and `saved-by-libreoffice.xlsx` from our own export of `sheets/register/`, opened and saved again.

mod importing;
mod lossless;
mod reading;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use scrutiny::sheet::{self, Book, Fault, Options, Plan, Table};
use scrutiny::source::{Source, Sources};

use crate::fixture::today;

/// A file beside these tests.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/sheets")
        .join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).expect(name)
}

/// The small register of these tests.
fn register() -> Sources {
    static READ: LazyLock<Sources> = LazyLock::new(read_register);
    READ.clone()
}

fn read_register() -> Sources {
    let mut files = Vec::new();
    gather(&fixture("register"), "records", &mut files);
    Sources::new(files)
}

fn gather(folder: &Path, name: &str, files: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let below = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &below, files);
        } else {
            files.push(Source::from_bytes(
                below,
                std::fs::read(entry.path()).expect("a file"),
            ));
        }
    }
}

/// All tables of a register as one workbook.
fn workbook(sources: &Sources) -> Vec<u8> {
    let mut pages: Vec<sheet::Page> = Table::ALL
        .into_iter()
        .map(|table| sheet::export(table, sources).0.page(table))
        .collect();
    pages.push(sheet::guide(&Table::ALL));
    sheet::write(&pages).expect("every cell is short enough")
}

/// All tables of a register as CSV, as one book.
fn csv(sources: &Sources) -> Book {
    let mut book = Book::default();
    for table in Table::ALL {
        let bytes = sheet::export(table, sources).0.csv();
        book.sheets
            .extend(sheet::read(&bytes, table.word()).expect("our own CSV").sheets);
    }
    book
}

fn planned(book: &Book, sources: &Sources) -> Result<Plan, Vec<Fault>> {
    sheet::plan(book, sources, Options::default(), today())
}

/// A plan without faults.
#[track_caller]
fn sound(book: &Book, sources: &Sources) -> Plan {
    planned(book, sources).unwrap_or_else(|faults| {
        let told: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}: {}", fault.where_it_is(book), fault.told()))
            .collect();
        panic!("{}", told.join("\n"))
    })
}
