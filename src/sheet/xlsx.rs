//! Workbooks in the form .xlsx: what is read of them, and how ours are written.
//!
//! Only what a table needs is read: names of sheets, shared and own texts, numbers with the form they are shown in. Macros,
//! links and pictures are left alone. Sizes are counted while unpacking, whatever the file claims.

mod cells;
mod number;
mod package;
mod styles;
mod texts;
mod write;
mod xml;

pub use write::{Page, write};

use super::book::{Book, CELLS, Sheet};
use super::read::Unreadable;
use package::Package;
use styles::Styles;
use xml::{Walk, attribute};

pub(super) fn damaged() -> Unreadable {
    Unreadable::new(
        "it is a damaged workbook",
        "open it in the spreadsheet and save it again as .xlsx or CSV",
    )
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let text = package.part(&main)?.ok_or_else(damaged)?;
    let (named, is_1904) = sheets(&text)?;
    let targets = package.targets(&main)?;
    let styles = match targets.of_kind("styles") {
        Some(path) => Styles::read(&package.part(path)?.unwrap_or_default())?,
        None => Styles::default(),
    };
    let shared = match targets.of_kind("sharedStrings") {
        Some(path) => texts::shared(&package.part(path)?.unwrap_or_default())?,
        None => Vec::new(),
    };
    let mut book = Book::default();
    if package.has_macros() {
        book.notes
            .push("The workbook holds macros. They were not looked at and not run.".to_owned());
    }
    let mut left = CELLS;
    for (name, id, is_hidden) in named {
        let Some(path) = targets.get(&id).filter(|target| target.kind == "worksheet") else {
            book.notes.push(format!(
                "\u{201c}{name}\u{201d} is a chart or a macro sheet and was left out."
            ));
            continue;
        };
        let text = package.part(&path.path)?.ok_or_else(damaged)?;
        let mut sheet = Sheet {
            name,
            is_hidden,
            ..Sheet::default()
        };
        cells::read(&text, &shared, &styles, is_1904, &mut sheet, &mut left)?;
        book.sheets.push(sheet);
    }
    Ok(book)
}

/// The sheets of a workbook (name, id, whether it is hidden), and whether its days count from 1904.
type Named = (Vec<(String, String, bool)>, bool);

fn sheets(text: &str) -> Result<Named, Unreadable> {
    let (mut found, mut is_1904) = (Vec::new(), false);
    let mut walk = Walk::new(text);
    while let Some(step) = walk.next()? {
        let Some(element) = step.opened() else {
            continue;
        };
        match element.local_name().as_ref() {
            "workbookPr" => {
                let told = attribute(element, "date1904");
                is_1904 = told.is_some_and(|told| told == "1" || told == "true");
            }
            "sheet" => {
                let name = attribute(element, "name").ok_or_else(damaged)?;
                let id = attribute(element, "id").ok_or_else(damaged)?;
                let is_hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                found.push((name, id, is_hidden));
            }
            _ => {}
        }
    }
    Ok((found, is_1904))
}
