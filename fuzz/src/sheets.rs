//! Sheets: any bytes are a book of cells or refused; a plan of what to take in says records that can be read, and is done once
//! it is done; what is exported is read back cell by cell.
//!
//! The first byte says what the others are: CSV or a whole workbook; the worksheet of one, then its texts and styles, parted by
//! the byte 255; or cells to be exported, one a line.

use std::sync::LazyLock;

use scrutiny::explain::{register, today};
use scrutiny::sheet::{self, Book, Export, Options, Table};
use scrutiny::source::{Source, Sources};
use scrutiny::yaml;

use super::{packed, tape};

/// A few records of the sound register, because all of them are read for each plan.
static SOUND: LazyLock<Sources> = LazyLock::new(|| {
    let kept = [
        "bodies/kmpt",
        "bodies/nhs-kent-and-medway",
        "changes/2025/all-age-mental-health-2025",
    ];
    let is_kept = |path: &str| kept.iter().any(|name| path == format!("records/{name}.yaml"));
    let register = register();
    let files = register.iter().filter(|(_, source)| is_kept(&source.path));
    Sources::new(files.map(|(_, source)| source.clone()).collect())
});

const RELS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const PARTS: &[u8] =
    b"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
    <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
    <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
const BOOK: &[u8] = b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"Changes\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";

/// Reads bytes as a sheet.
pub fn hold(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let options = Options {
        table: Table::ALL.get(usize::from(first >> 2) % 16).copied(),
        empty_clears: first & 64 != 0,
        order: None,
    };
    match first & 3 {
        0 | 1 => taken(sheet::read(rest, "changes"), options),
        2 => taken(sheet::read(&workbook(rest), "changes"), options),
        _ => exported(rest),
    }
}

fn workbook(bytes: &[u8]) -> Vec<u8> {
    let (page, rest) = tape::cut(bytes);
    let (texts, styles) = tape::cut(rest);
    let mut parts = vec![
        ("_rels/.rels", RELS),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/workbook.xml", BOOK),
        ("xl/worksheets/sheet1.xml", page),
    ];
    for (name, part) in [("xl/sharedStrings.xml", texts), ("xl/styles.xml", styles)] {
        if !part.is_empty() {
            parts.push((name, part));
        }
    }
    packed::pack(&parts)
}

fn taken(book: Result<Book, sheet::Unreadable>, options: Options) {
    let book = match book {
        Ok(book) => book,
        Err(refused) => return assert!(!refused.what.is_empty() && !refused.cure.is_empty()),
    };
    match sheet::plan(&book, &SOUND, options, today()) {
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in faults {
                assert!(!fault.what.is_empty() && !fault.cure.is_empty(), "{fault:?}");
                assert!(
                    fault
                        .place
                        .is_none_or(|place| place.sheet < book.sheets.len().max(1)),
                    "{fault:?}"
                );
            }
        }
        Ok(plan) => {
            let mut made = Vec::new();
            for planned in &plan.records {
                let says = yaml::json(&planned.text);
                assert!(says.is_some(), "{:?} cannot be read", planned.text);
                assert_ne!(planned.before.as_ref(), Some(&planned.text), "nothing changes");
                assert!(
                    planned.before.is_none() || !planned.changes.is_empty(),
                    "{planned:?}"
                );
                made.push(Source::from_bytes(
                    &planned.path,
                    planned.text.clone().into_bytes(),
                ));
            }
            let is_new = plan.records.iter().any(|planned| planned.before.is_none());
            // A new record without an id of its own in the file would be made again.
            if !made.is_empty() && !is_new {
                let again = sheet::plan(&book, &SOUND.clone().with(made), options, today());
                match again {
                    Ok(again) => assert!(
                        again.records.is_empty(),
                        "{:#?} after {:#?}",
                        again.records,
                        plan.records
                    ),
                    Err(faults) => panic!("{faults:#?} after {:#?}", plan.records),
                }
            }
        }
    }
}

/// What is exported is read back cell by cell.
fn exported(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    // Letters that no record may hold never come to a sheet.
    if text.contains(|c: char| c != '\n' && scrutiny::source::is_hidden(c)) {
        return;
    }
    let cells: Vec<String> = text
        .split('\n')
        .map(|cell| cell.replace('\u{ac}', "\n"))
        .collect();
    let width = 1 + cells.len() % 4;
    let mut rows: Vec<Vec<String>> = cells.chunks(width).map(<[String]>::to_vec).collect();
    if let Some(last) = rows.last_mut() {
        last.resize(width, String::new());
    }
    let export = Export {
        columns: (0..width).map(|number| format!("column {number}")).collect(),
        rows,
    };
    let read = |bytes: &[u8]| match sheet::read(bytes, "sheet") {
        Ok(book) => book,
        Err(refused) => panic!("{refused:?} of {export:?}"),
    };
    same(&read(&export.csv()), &export);
    let page = export.page(Table::ALL[0]);
    if let Ok(bytes) = sheet::write(&[page]) {
        same(&read(&bytes), &export);
    }
}

fn same(book: &Book, export: &Export) {
    let sheet = book
        .sheets
        .first()
        .unwrap_or_else(|| panic!("no sheet of {export:?}"));
    for (number, row) in export.rows.iter().enumerate() {
        let cells = u32::try_from(number + 2)
            .ok()
            .and_then(|number| sheet.rows.get(&number));
        for (column, text) in row.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let shown = cells
                .and_then(|cells| cells.get(&column))
                .map(sheet::Cell::shown)
                .unwrap_or_default();
            assert_eq!(&shown, text, "{export:?}");
        }
    }
}
