//! Our own workbooks: texts alone, in cells that say so, and the same bytes for the same tables.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::texts::escaped;
use crate::sheet::book::{Place, letters};

/// The longest text that a cell of Excel holds, in units of UTF-16.
const LONGEST: usize = 32_767;

/// The longest list of words that Excel offers below a cell.
const OFFERED: usize = 255;

/// One table to be written.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What the worksheet is called.
    pub name: String,
    /// Its rows; the first is the head.
    pub rows: Vec<Vec<String>>,
    /// How wide each column is, in letters.
    pub widths: Vec<usize>,
    /// The words that a column offers, by its number.
    pub words: Vec<(usize, Vec<String>)>,
    /// Whether long texts are broken into lines.
    pub is_wrapped: bool,
}

/// Writes tables as one workbook.
///
/// # Errors
///
/// The place of a text that is longer than a cell can hold.
pub fn write(pages: &[Page]) -> Result<Vec<u8>, Place> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types(pages.len())),
        ("_rels/.rels".to_owned(), RELS.to_owned()),
        ("xl/workbook.xml".to_owned(), workbook(pages)),
        ("xl/_rels/workbook.xml.rels".to_owned(), targets(pages.len())),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ];
    for (number, page) in pages.iter().enumerate() {
        let name = format!("xl/worksheets/sheet{}.xml", number + 1);
        parts.push((name, worksheet(page, number)?));
    }
    Ok(packed(&parts))
}

/// The parts as one packed file. Every part has the same day, so that the bytes depend on the texts alone.
fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // Writing to memory cannot fail, short of parts larger than four gigabytes.
        let _ = file.start_file(name.as_str(), options);
        let _ = file.write_all(text.as_bytes());
    }
    file.finish().map(Cursor::into_inner).unwrap_or_default()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

const RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
Target=\"xl/workbook.xml\"/></Relationships>";

/// Style 1 is text, 2 the head, 3 text in lines.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
<fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">\
<alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">\
<alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

fn types(count: usize) -> String {
    const SORT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SORT}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{SORT}.styles+xml\"/>"
    );
    for number in 1..=count {
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{SORT}.worksheet+xml\"/>"
        );
    }
    out + "</Types>"
}

fn workbook(pages: &[Page]) -> String {
    let mut out = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    for (number, page) in pages.iter().enumerate() {
        let name = escaped(&page.name);
        let number = number + 1;
        let _ = write!(
            out,
            "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"
        );
    }
    out + "</sheets></workbook>"
}

fn targets(count: usize) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=count {
        let _ = write!(
            out,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let _ = write!(
        out,
        "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>",
        count + 1
    );
    out
}

fn worksheet(page: &Page, sheet: usize) -> Result<String, Place> {
    let style = if page.is_wrapped { 3 } else { 1 };
    let mut out = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" activePane=\"bottomRight\" state=\"frozen\"/>\
         </sheetView></sheetViews><cols>"
    );
    for (number, width) in page.widths.iter().enumerate() {
        let number = number + 1;
        let _ = write!(
            out,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" style=\"{style}\" customWidth=\"1\"/>"
        );
    }
    out.push_str("</cols><sheetData>");
    for (number, cells) in page.rows.iter().enumerate() {
        let row = u32::try_from(number + 1).unwrap_or(u32::MAX);
        let _ = write!(out, "<row r=\"{row}\">");
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            if text.encode_utf16().count() > LONGEST {
                return Err(Place::cell(sheet, row, column));
            }
            let style = if number == 0 { 2 } else { style };
            let (name, text) = (letters(column), escaped(text));
            let _ = write!(
                out,
                "<c r=\"{name}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            );
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    offers(page, &mut out);
    Ok(out + "</worksheet>")
}

/// The words that cells offer. Others may be written all the same: what is wrong with them is told when they are read.
fn offers(page: &Page, out: &mut String) {
    let fits = |words: &[String]| words.iter().map(|word| word.len() + 1).sum::<usize>() <= OFFERED;
    let lists: Vec<_> = page.words.iter().filter(|(_, words)| fits(words)).collect();
    if lists.is_empty() {
        return;
    }
    let _ = write!(out, "<dataValidations count=\"{}\">", lists.len());
    for (column, words) in lists {
        let column = letters(u32::try_from(*column).unwrap_or(u32::MAX));
        let words = escaped(&words.join(","));
        let _ = write!(
            out,
            "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"0\" sqref=\"{column}2:{column}1048576\">\
             <formula1>&quot;{words}&quot;</formula1></dataValidation>"
        );
    }
    out.push_str("</dataValidations>");
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::sheet::book::Cell;

    fn page(rows: &[&[&str]]) -> Page {
        Page {
            name: "Bodies & more".to_owned(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|text| (*text).to_owned()).collect())
                .collect(),
            widths: vec![12, 30],
            words: vec![(1, vec!["yes".to_owned(), "no".to_owned()])],
            is_wrapped: false,
        }
    }

    #[test]
    fn what_is_written_is_read_as_text_character_by_character() {
        let texts = [
            "=1+1",
            "'x",
            "007",
            "TRUE",
            "1E5",
            "2026-03-04",
            " a ",
            "a\nb\tc",
            "<&>\"'",
            "_x000D_",
            "_x41",
            "\r",
            "\u{1}",
            "Ysbyty Gwynedd \u{1f3e5}",
            "\u{5e9}\u{5dc}",
            "_",
            "_x005F_",
        ];
        let rows: Vec<Vec<&str>> = texts.iter().map(|text| vec![*text, "x"]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let bytes = write(&[page(&rows)]).expect("it fits");
        assert_eq!(
            bytes,
            write(&[page(&rows)]).expect("it fits"),
            "the same bytes each time"
        );
        let book = read(&bytes).expect("our own form");
        assert_eq!(book.sheets[0].name, "Bodies & more");
        for (row, text) in (1..).zip(texts) {
            assert_eq!(book.sheets[0].rows[&row][&0], Cell::Text(text.to_owned()));
        }
        assert!(book.notes.is_empty() && book.sheets[0].formulas.is_empty());
    }

    #[test]
    fn a_text_that_no_cell_holds_is_told_with_its_place() {
        let long = "x".repeat(LONGEST + 1);
        let told = write(&[page(&[&["a"], &["b", &long]])]).expect_err("too long");
        assert_eq!(told.name(), "B2");
    }
}
