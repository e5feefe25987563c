//! Files as other programs write them, damaged files, and files that mean harm.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use proptest::prelude::*;
use scrutiny::sheet::{self, Book, Cell, Odd, Options, Order};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{bytes, planned, register, sound, workbook};
use crate::fixture::today;

fn read(name: &str) -> Book {
    let stem = name.rsplit_once('.').expect("an ending").0;
    sheet::read(&bytes(name), stem).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// The places and words of all that is wrong.
fn told(book: &Book) -> Vec<String> {
    let faults = planned(book, &register()).expect_err("something is wrong");
    let each = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.where_it_is(book), fault.told()));
    each.collect()
}

#[test]
fn a_clerks_table_from_libreoffice_is_read_with_its_real_dates() {
    let book = read("clerk.xlsx");
    let plan = sound(&book, &register());
    let new: Vec<&str> = plan.records.iter().map(|planned| planned.id.as_str()).collect();
    assert_eq!(
        new,
        ["a-new-minor-injuries-unit-2026", "the-eye-clinic-closes-2026"]
    );
    assert!(
        plan.records[0].text.contains("kind: new-service\n"),
        "{}",
        plan.records[0].text
    );
    assert!(
        plan.records[1].text.contains("  - date: 2026-04-03\n"),
        "{}",
        plan.records[1].text
    );
    assert!(
        plan.records[1]
            .text
            .contains("under_consideration_from: 2025-12-01\n")
    );
    assert!(
        plan.notes.iter().any(|note| note.contains("by its columns")),
        "{:?}",
        plan.notes
    );
    assert!(
        plan.notes.iter().any(|note| note.contains("# notes")),
        "{:?}",
        plan.notes
    );
}

#[test]
fn formulas_and_hidden_rows_are_read_as_they_show_and_told() {
    let plan = sound(&read("odd-read.xlsx"), &register());
    let (hidden, trust) = (&plan.records[0], &plan.records[1]);
    assert!(
        hidden.text.contains("ods: \"007\"") && hidden.text.contains("from: 2021-03"),
        "{}",
        hidden.text
    );
    assert!(
        trust.text.contains("area: Wexcombe") && trust.text.contains("from: 2020-04-01"),
        "{}",
        trust.text
    );
    assert!(
        plan.notes
            .iter()
            .any(|note| note.contains("hidden") && note.contains(": 3.")),
        "{:?}",
        plan.notes
    );
    assert!(
        plan.notes
            .iter()
            .any(|note| note.contains("formulas") && note.contains("C2")),
        "{:?}",
        plan.notes
    );
}

#[test]
fn what_a_cell_cannot_mean_is_refused_with_its_place() {
    let told = told(&read("odd-refused.xlsx"));
    for (place, words) in [
        ("Bodies, cell A2 (Name)", "`#DIV/0!` is an error"),
        ("Bodies, cell B2 (Role)", "`nhs-trst` is none of the words"),
        ("Bodies, cell C2 (Area)", "`TRUE` is a truth value"),
        ("Bodies, cell D2 (From)", "`2020-04-01 10:30` holds a time"),
        (
            "Bodies, cell E2 (ODS)",
            "`0.5` is a number that the sheet shows in another form",
        ),
        ("Bodies, cell C3 (Area)", "holds the day 2020-04-01"),
        ("Bodies, cell D3 (From)", "3 April 2020 or 4 March 2020?"),
        ("Bodies, cell A4", "A4:B4 are merged"),
    ] {
        let found = told
            .iter()
            .any(|line| line.starts_with(place) && line.contains(words));
        assert!(found, "{place}: {words}\n{told:#?}");
    }
}

#[test]
fn days_that_count_from_1904_are_the_days_they_show() {
    let plan = sound(&read("from-1904.xlsx"), &register());
    assert!(
        plan.records[0].text.contains("from: 2026-03-31"),
        "{}",
        plan.records[0].text
    );
}

#[test]
fn csv_by_the_rules_of_excel_is_read() {
    let text = "sep=;\r\nTitle;Summary;Kind;Authority;Key date 1 date;Key date 1 what\r\n\
        \"The \"\"old\"\" clinic; closes\";\"Two\r\nlines \u{2013} caf\u{e9}.\";Closure;wexcombe;03/04/2026;It closes\r\n\
        A unit opens;One line.;New service;northmere;31/05/2026;\"'=It opens\"\r\n";
    let with_mark = format!("\u{feff}{text}").into_bytes();
    let (windows, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = [&b"\xff\xfe"[..], &wide].concat();
    for bytes in [with_mark, windows.into_owned(), wide] {
        let book = sheet::read(&bytes, "changes").expect("a table");
        let plan = sound(&book, &register());
        assert_eq!(plan.records.len(), 2);
        let (unit, clinic) = (&plan.records[0].text, &plan.records[1].text);
        assert!(
            clinic.contains("caf\u{e9}") && clinic.contains("closes") && clinic.contains("2026-04-03"),
            "{clinic}"
        );
        assert!(unit.contains("\"=It opens\""), "{unit}");
        assert!(
            plan.notes.iter().any(|note| note.contains("day first")),
            "{:?}",
            plan.notes
        );
    }
}

#[test]
fn a_date_with_two_meanings_needs_an_order() {
    let text =
        "title,kind,authority,under_consideration_from\nA unit opens,new-service,northmere,03/04/2026\n";
    let book = sheet::read(text.as_bytes(), "changes").expect("a table");
    let told = told(&book);
    assert_eq!(
        told,
        ["cell D2 (under_consideration_from): `03/04/2026` can be two days: 3 April 2026 or 4 March 2026?"]
    );
    for (order, day) in [(Order::DayFirst, "2026-04-03"), (Order::MonthFirst, "2026-03-04")] {
        let options = Options {
            order: Some(order),
            ..Options::default()
        };
        let plan = sheet::plan(&book, &register(), options, today()).expect("a plan");
        assert!(plan.records[0].text.contains(day), "{}", plan.records[0].text);
    }
}

#[test]
fn files_that_are_no_tables_say_what_to_do() {
    for (bytes, words) in [
        (bytes("clerk.ods"), "OpenDocument"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec(),
            "old version of Excel",
        ),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (b"<html><table></table></html>".to_vec(), "web page"),
        (b"  \n".to_vec(), "empty"),
        (b"PK\x03\x04 and no more".to_vec(), "damaged"),
        (packed(&[("word/document.xml", "<w/>")]), "Word document"),
        (packed(&[("x.txt", "x")]), "no workbook"),
        (b"a,b\n\"x".to_vec(), "never closed"),
        (b"a\0b\0\0,c".to_vec(), "not text"),
    ] {
        let why = sheet::read(&bytes, "x").expect_err(words);
        assert!(
            why.what.contains(words) && !why.cure.is_empty(),
            "{words}: {why:?}"
        );
    }
}

const OPEN: &str =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        file.start_file(*name, SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

/// A workbook of one sheet of bodies with this text.
fn with_sheet(sheet: &str) -> Vec<u8> {
    packed(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Bodies\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"rId2\" Type=\"x/worksheet\" TargetMode=\"External\" Target=\"file:///etc/passwd\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn workbooks_that_mean_harm_are_refused_in_no_time() {
    let head = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let entity =
        format!("{head}{OPEN}<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>");
    let unknown =
        format!("{OPEN}<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>");
    let beyond = format!("{OPEN}<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>");
    let below = format!("{OPEN}<row r=\"1048577\"><c><v>1</v></c></row></sheetData></worksheet>");
    let index = format!("{OPEN}<row><c t=\"s\"><v>99</v></c></row></sheetData></worksheet>");
    for sheet in [entity, unknown, beyond, below, index] {
        let why = sheet::read(&with_sheet(&sheet), "x").expect_err(&sheet);
        assert!(why.what.contains("damaged"), "{why:?}");
    }
    let bomb = with_sheet(&format!(
        "{OPEN}<!--{}--></sheetData></worksheet>",
        " ".repeat(420 << 20)
    ));
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    let why = sheet::read(&bomb, "x").expect_err("too much");
    assert!(why.what.contains("400 MB"), "{why:?}");
}

#[test]
fn cells_at_the_far_corner_cost_no_more_than_others() {
    let far = format!(
        "{OPEN}<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Name</v></c></row>\
         <row r=\"1048576\"><c r=\"XFD1048576\" t=\"b\"><v>1</v></c></row></sheetData></worksheet>"
    );
    let book = sheet::read(&with_sheet(&far), "x").expect("a workbook");
    assert_eq!(
        book.sheets[0].rows[&1_048_576][&16_383],
        Cell::Odd("TRUE".to_owned(), Odd::Truth)
    );
    assert!(planned(&book, &register()).is_ok_and(|plan| plan.records.is_empty()) || !told(&book).is_empty());
}

#[test]
fn a_formula_that_was_never_reckoned_is_refused() {
    let sheet = format!(
        "{OPEN}<row><c t=\"str\"><v>Name</v></c><c t=\"str\"><v>Role</v></c></row>\
         <row><c><f>A1</f></c><c t=\"str\"><v>icb</v></c></row></sheetData></worksheet>"
    );
    let book = sheet::read(&with_sheet(&sheet), "x").expect("a workbook");
    assert!(
        told(&book)[0].contains("a formula whose result is not in the file"),
        "{:?}",
        told(&book)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0_usize..5) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", b"sep=;\n", b"\xff\xfe", b"id,name\n"][start];
        if let Ok(book) = sheet::read(&[start, &bytes].concat(), "bodies") {
            let _ = planned(&book, &register());
        }
    }

    #[test]
    fn a_workbook_that_was_tampered_with_is_read_or_refused(at in 0.0..1.0_f64, byte in any::<u8>(), cut in 0_usize..40) {
        static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| workbook(&register()));
        let mut bytes = WHOLE.clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let at = (at * bytes.len() as f64) as usize;
        bytes[at] = byte;
        let end = (at + cut).min(bytes.len());
        bytes.drain(at..end);
        if let Ok(book) = sheet::read(&bytes, "register") {
            let _ = planned(&book, &register());
        }
    }

    #[test]
    fn any_part_of_a_sheet_is_read_or_refused(inner in "(<(row|c|v|is|t|f|col|mergeCell|/c|/row|/v|/is|/t)( (r|t|s|ref|min|max|hidden)=\"(A1|XFD9|s|b|e|d|1|99999999999|A1:B2)\")?>|[a-z0-9;&#]{0,4}){0,25}") {
        if let Ok(book) = sheet::read(&with_sheet(&format!("{OPEN}{inner}")), "bodies") {
            let _ = planned(&book, &register());
        }
    }

    #[test]
    fn any_table_is_planned_or_refused(heads in prop::collection::vec(prop::sample::select(vec![
        "id", "name", "role", "title", "kind", "summary", "authority", "authority 2", "key_dates.1.date", "key_dates.3.what", "date", "by", "view",
        "resolution", "clause", "words", "owner", "due", "done.date", "status", "", "#x", "services", "until",
    ]), 1..7), cells in prop::collection::vec(prop_oneof![
        prop::sample::select(vec!["", "northmere", "stroke-ward-2026", "unknown", "03/04/2026", "a; b", "icb", "a", "draft"]).prop_map(str::to_owned),
        "\\PC{0,6}",
    ], 0..24), table in 0_usize..6) {
        let width = heads.len();
        let mut text = heads.join(",") + "\n";
        for row in cells.chunks(width) {
            let row: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text += &(row.join(",") + "\n");
        }
        if let Ok(book) = sheet::read(text.as_bytes(), sheet::Table::ALL[table].word()) {
            let _ = planned(&book, &register());
        }
    }
}
