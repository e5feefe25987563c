//! The cells of one sheet.

use quick_xml::events::BytesStart;

use super::styles::{Form, Styles};
use super::texts::{runs, unescaped};
use super::xml::{Step, Walk, attribute};
use super::{damaged, number};
use crate::sheet::book::{COLUMNS, Cell, Odd, ROWS, Sheet, place_of};
use crate::sheet::read::Unreadable;

/// What of a workbook its cells lean on.
struct Ground<'g> {
    shared: &'g [String],
    styles: &'g Styles,
    is_1904: bool,
}

/// Reads the cells of a sheet; `left` is how many more may come.
pub(super) fn read(
    text: &str,
    shared: &[String],
    styles: &Styles,
    is_1904: bool,
    sheet: &mut Sheet,
    left: &mut usize,
) -> Result<(), Unreadable> {
    let ground = Ground {
        shared,
        styles,
        is_1904,
    };
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut walk = Walk::new(text);
    while let Some(step) = walk.next()? {
        let Some(element) = step.opened() else {
            continue;
        };
        match element.local_name().as_ref() {
            "col" => columns(element, sheet),
            "row" => {
                row = match attribute(element, "r") {
                    Some(told) => told
                        .parse()
                        .ok()
                        .filter(|row| (1..=ROWS).contains(row))
                        .ok_or_else(damaged)?,
                    None => row + 1,
                };
                column = 0;
                if is_on(element, "hidden") {
                    sheet.hidden_rows.push(row);
                }
            }
            "c" => {
                let (at_row, at_column) = match attribute(element, "r") {
                    Some(name) => place_of(&name).ok_or_else(damaged)?,
                    None => (row.max(1), column),
                };
                if at_column >= COLUMNS || at_row > ROWS {
                    return Err(damaged());
                }
                (row, column) = (at_row, at_column + 1);
                if matches!(step, Step::Empty(_)) {
                    continue;
                }
                let (cell, is_formula) = cell(&mut walk, element, &ground)?;
                if is_formula {
                    sheet.formulas.push((at_row, at_column));
                }
                if let Some(cell) = cell {
                    // Cells share texts in the file but not here, so a long one counts for more.
                    let cost = 1 + cell.size() / 64;
                    *left = left.checked_sub(cost).ok_or_else(Unreadable::too_large)?;
                    sheet.rows.entry(at_row).or_default().insert(at_column, cell);
                }
            }
            "mergeCell" => sheet.merged.extend(attribute(element, "ref")),
            _ => {}
        }
    }
    Ok(())
}

fn is_on(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|told| told == "1" || told == "true")
}

fn columns(element: &BytesStart<'_>, sheet: &mut Sheet) {
    let number = |name| attribute(element, name)?.parse::<u32>().ok();
    if let (true, Some(first), Some(last)) = (is_on(element, "hidden"), number("min"), number("max")) {
        let range = first.max(1)..=last.min(COLUMNS);
        sheet.hidden_columns.extend(range.map(|column| column - 1));
    }
}

/// What a cell holds, and whether that is reckoned by a formula.
fn cell(
    walk: &mut Walk<'_>,
    element: &BytesStart<'_>,
    ground: &Ground<'_>,
) -> Result<(Option<Cell>, bool), Unreadable> {
    let sort = attribute(element, "t").unwrap_or_default();
    let form = ground.styles.of(attribute(element, "s").as_deref());
    let (mut value, mut own, mut is_formula, mut in_value) = (None::<String>, None, false, false);
    while let Some(step) = walk.next()? {
        match step {
            Step::Start(inner) => match inner.local_name().as_ref() {
                "v" => (in_value, value) = (true, Some(String::new())),
                "is" => own = Some(runs(walk, "is")?),
                "f" => is_formula = true,
                _ => {}
            },
            Step::Empty(inner) if inner.local_name().as_ref() == "f" => is_formula = true,
            Step::Text(text) if in_value => {
                if let Some(value) = &mut value {
                    value.push_str(&text);
                }
            }
            Step::End(name) if name == "c" => break,
            Step::End(name) if name == "v" => in_value = false,
            _ => {}
        }
    }
    let cell = match (value, own) {
        (_, Some(text)) => Some(Cell::Text(text)),
        (Some(value), None) => Some(held(&sort, &value, form, ground)?),
        (None, None) if is_formula => Some(Cell::Odd("a formula".to_owned(), Odd::Unreckoned)),
        (None, None) => None,
    };
    Ok((cell.filter(|cell| *cell != Cell::Text(String::new())), is_formula))
}

fn held(sort: &str, value: &str, form: Form, ground: &Ground<'_>) -> Result<Cell, Unreadable> {
    Ok(match sort {
        "s" => {
            let number: usize = value.trim().parse().map_err(|_| damaged())?;
            Cell::Text(ground.shared.get(number).ok_or_else(damaged)?.clone())
        }
        "str" | "inlineStr" => Cell::Text(unescaped(value)),
        "b" => {
            let word = if value.trim() == "1" { "TRUE" } else { "FALSE" };
            Cell::Odd(word.to_owned(), Odd::Truth)
        }
        "e" => Cell::Odd(value.trim().to_owned(), Odd::Fault),
        // The newer way to keep a day, as text; hardly any program writes it.
        "d" => match value.trim().parse() {
            Ok(day) => Cell::Day(day),
            Err(_) => Cell::Odd(value.trim().to_owned(), Odd::Time),
        },
        _ => counted(value, form, ground.is_1904)?,
    })
}

fn counted(value: &str, form: Form, is_1904: bool) -> Result<Cell, Unreadable> {
    let plain = number::plain(value).ok_or_else(damaged)?;
    Ok(match form {
        Form::Plain => Cell::Number(plain),
        Form::Other => Cell::Odd(plain, Odd::Shown),
        _ if number::has_time(value) => Cell::Odd(number::moment(value, is_1904).unwrap_or(plain), Odd::Time),
        // A form with the hour that shows midnight is a day all the same.
        Form::Day | Form::Time => match number::day(value, is_1904) {
            Some(day) => Cell::Day(day),
            None => Cell::Odd(plain, Odd::Serial),
        },
    })
}
