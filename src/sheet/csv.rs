//! CSV as spreadsheets write it: any of the usual separators, line breaks in quotes, and the encodings of Windows.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};

use super::book::{Book, CELLS, COLUMNS, Cell, ROWS, Sheet};
use super::read::Unreadable;
use crate::encoding::{guessed, wide};

/// Reads the bytes of a CSV file into a book of one sheet of this name.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Book, Unreadable> {
    let (text, note) = decoded(bytes)?;
    let (text, told) = separator_told(&text);
    let separator = told.unwrap_or_else(|| separator_found(text));
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    // Excel takes the line that tells the separator away before it counts the rows, and so do we.
    cells(text, separator, &mut sheet.rows)?;
    Ok(Book {
        sheets: vec![sheet],
        notes: note.into_iter().collect(),
        is_csv: true,
    })
}

/// The characters of the file, and what should be known of them.
fn decoded(bytes: &[u8]) -> Result<(String, Option<String>), Unreadable> {
    let (encoding, note) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding, None),
        None => match wide(bytes) {
            Some(encoding) => (encoding, None),
            None if std::str::from_utf8(bytes).is_ok() => (UTF_8, None),
            None => {
                let encoding = guessed(bytes);
                let name = encoding.name().to_lowercase();
                let note = format!(
                    "The file is not UTF-8; it was read as {name}. Look at names with accents and at dashes, or save it as \u{201c}CSV UTF-8\u{201d}."
                );
                (encoding, Some(note))
            }
        },
    };
    let (text, _, is_damaged) = encoding.decode(bytes);
    if is_damaged {
        return Err(Unreadable::new(
            "some of its characters cannot be read",
            "save it again as \u{201c}CSV UTF-8\u{201d}, or as .xlsx",
        ));
    }
    if text.contains('\0') {
        return Err(Unreadable::new(
            "it is not text",
            "save the sheet as .xlsx or as CSV, and name that file",
        ));
    }
    Ok((text.into_owned(), note))
}

/// The text without the line `sep=;` that Excel takes the separator from, and that separator.
fn separator_told(text: &str) -> (&str, Option<char>) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let told = line
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| {
            let mut letters = line[4..].chars();
            letters.next().filter(|_| letters.next().is_none())
        });
    match told {
        Some(separator) => (rest, Some(separator)),
        None => (text, None),
    }
}

/// The separator of the first line that holds one: the one that is there most often outside quotes.
fn separator_found(text: &str) -> char {
    let mut counts = [(',', 0_u32), (';', 0), ('\t', 0)];
    let mut is_quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            other if !is_quoted => {
                for (separator, count) in &mut counts {
                    *count += u32::from(*separator == other);
                }
            }
            _ => {}
        }
    }
    // Of several that are there equally often the first is meant.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(',', |(separator, _)| *separator)
}

type Rows = BTreeMap<u32, BTreeMap<u32, Cell>>;

/// Takes text apart into cells.
fn cells(text: &str, separator: char, rows: &mut Rows) -> Result<(), Unreadable> {
    let mut letters = text.chars().peekable();
    let (mut row, mut column, mut count) = (1_u32, 0_u32, 0_usize);
    while letters.peek().is_some() {
        let mut cell = String::new();
        if letters.next_if_eq(&'"').is_some() {
            loop {
                match letters.next() {
                    Some('"') if letters.next_if_eq(&'"').is_some() => cell.push('"'),
                    Some('"') => break,
                    Some('\r') => {
                        letters.next_if_eq(&'\n');
                        cell.push('\n');
                    }
                    Some(letter) => cell.push(letter),
                    None => {
                        return Err(Unreadable::new(
                            format!(
                                "the quotation mark that opens cell {} is never closed",
                                name(row, column)
                            ),
                            "close it, or write \"\" for a quotation mark within a cell",
                        ));
                    }
                }
            }
        }
        while let Some(letter) =
            letters.next_if(|&letter| letter != separator && letter != '\n' && letter != '\r')
        {
            cell.push(letter);
        }
        if !cell.is_empty() {
            count += 1;
            if count > CELLS {
                return Err(Unreadable::too_large());
            }
            rows.entry(row)
                .or_default()
                .insert(column, Cell::Text(unmarked(cell)));
        }
        match letters.next() {
            Some('\r') => {
                letters.next_if_eq(&'\n');
                (row, column) = (row + 1, 0);
            }
            Some('\n') => (row, column) = (row + 1, 0),
            _ => column += 1,
        }
        if row > ROWS || column > COLUMNS {
            return Err(Unreadable::too_large());
        }
    }
    Ok(())
}

fn name(row: u32, column: u32) -> String {
    super::book::Place::cell(0, row, column).name()
}

/// Whether text begins with apostrophes and then with what a spreadsheet would reckon as a formula.
pub(super) fn is_marked(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    rest.len() < text.len() && rest.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell without the mark that keeps a spreadsheet from reckoning it.
pub(super) fn unmarked(mut cell: String) -> String {
    if is_marked(&cell) {
        cell.remove(0);
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    fn table(bytes: &[u8]) -> Vec<Vec<String>> {
        let book = read(bytes, "bodies").expect("a table");
        let rows = &book.sheets[0].rows;
        let last = rows.keys().next_back().copied().unwrap_or(0);
        (1..=last)
            .map(|row| {
                let cells = rows.get(&row).cloned().unwrap_or_default();
                let last = cells.keys().next_back().map_or(0, |last| last + 1);
                (0..last)
                    .map(|column| cells.get(&column).map(Cell::shown).unwrap_or_default())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn the_forms_that_spreadsheets_write_are_one_table() {
        let expected = [
            vec!["id", "name"],
            vec!["a", "Café; \"north\"\nwest, –"],
            vec!["", "'=1"],
        ];
        let plain = "id,name\r\na,\"Café; \"\"north\"\"\r\nwest, –\"\r\n,''=1\r\n";
        let semicolons = "\u{feff}sep=;\r\nid;name\r\na;\"Café; \"\"north\"\"\nwest, –\"\r\n;''=1";
        let tabs = "id\tname\ra\t\"Café; \"\"north\"\"\rwest, –\"\r\t''=1\r";
        assert_eq!(table(plain.as_bytes()), expected);
        assert_eq!(table(semicolons.as_bytes()), expected);
        assert_eq!(table(tabs.as_bytes()), expected);
        let (windows, ..) = WINDOWS_1252.encode(plain);
        assert_eq!(table(&windows), expected);
        let note = &read(&windows, "x").expect("a table").notes[0];
        assert!(note.contains("windows-1252"), "{note}");
        let wide: Vec<u8> = tabs.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(table(&[&b"\xff\xfe"[..], &wide].concat()), expected);
        let wide: Vec<u8> = plain
            .replace('–', "-")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(table(&wide)[0], expected[0]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_with_its_cell() {
        let told = read(b"id,name\na,\"x\nb,y\n", "x").expect_err("no table");
        assert!(told.what.contains("cell B2"), "{}", told.what);
    }
}
