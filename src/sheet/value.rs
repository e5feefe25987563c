//! What a cell says, as the value that a record holds.

use serde_json::Value as Json;

use super::book::Cell;
use super::day::{self, Order};
use super::field::{Field, Sort};
use super::flat;
use crate::diagnostic::clip;
use crate::shape::nearest;
use crate::yaml::codes::forbidden_character;

/// What is wrong with a cell, and how to mend it.
pub(super) type Wrong = (String, String);

/// Reads a cell as the text of a field: of a list, its items joined as we write them.
///
/// # Errors
///
/// What is wrong with it, and how to mend it.
pub(super) fn read(cell: &Cell, field: &Field, order: Option<Order>) -> Result<String, Wrong> {
    let text = match cell {
        Cell::Odd(text, odd) => {
            let (what, cure) = odd.told();
            return Err((format!("`{}` {what}", clip(text)), cure.to_owned()));
        }
        Cell::Day(day) if field.sort == Sort::Date && !field.is_many => {
            return day::read(&day.to_string(), None);
        }
        Cell::Day(day) => {
            return Err((
                format!("the cell holds the day {day}, but not as text"),
                "format the cell as text and write what shall stand there".to_owned(),
            ));
        }
        Cell::Number(text) | Cell::Text(text) => text.trim().replace("\r\n", "\n").replace('\r', "\n"),
    };
    let seen = forbidden_character(&text).map(|(_, found)| found);
    if let Some(found) = seen.or_else(|| text.chars().find(|letter| *letter == '\u{feff}')) {
        return Err((
            format!(
                "the text holds the character U+{:04X}, which cannot be seen",
                u32::from(found)
            ),
            "delete it; it usually comes with pasted text".to_owned(),
        ));
    }
    if !field.is_many {
        return one(&text, field, order);
    }
    let items = flat::split(&text);
    let items: Vec<String> = items
        .iter()
        .map(|item| one(item, field, order))
        .collect::<Result<_, _>>()?;
    let texts: Vec<&str> = items.iter().map(String::as_str).collect();
    Ok(flat::joined(&texts))
}

fn one(text: &str, field: &Field, order: Option<Order>) -> Result<String, Wrong> {
    match &field.sort {
        Sort::Date => day::read(text, order),
        Sort::Words(words) => word(text, words),
        Sort::Number => match text.parse::<u32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err((
                format!("`{}` is not a whole number", clip(text)),
                "write it in figures, without a sign or a comma".to_owned(),
            )),
        },
        Sort::Slug => match crate::value::slug(text) {
            made if made.is_empty() => Err((
                format!("`{}` holds no letters", clip(text)),
                "write a name in small letters and hyphens, such as mental-health".to_owned(),
            )),
            made => Ok(made),
        },
        Sort::Id | Sort::Text => Ok(text.to_owned()),
    }
}

fn word(text: &str, words: &[(String, String)]) -> Result<String, Wrong> {
    let small = text.to_lowercase().replace([' ', '_'], "-");
    if words.iter().any(|(word, _)| *word == small) {
        return Ok(small);
    }
    let all: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let alike = all.iter().filter(|word| word.starts_with(&small)).count();
    let cure = match nearest(&small, all.iter().copied()).filter(|_| alike < 2) {
        Some(meant) => format!("did you mean `{meant}`? The words are {}", all.join(", ")),
        None => format!("write one of {}", all.join(", ")),
    };
    Err((format!("`{}` is none of the words this can be", clip(text)), cure))
}

/// The value that a record holds for the text of a field; none for an empty one. `is_new` is whether the record is new, so that
/// what was written before need not be matched.
pub(super) fn value(text: &str, field: &Field, is_new: bool) -> Option<Json> {
    if text.is_empty() {
        return None;
    }
    let one = |text: String| match (&field.sort, is_new, text.parse::<u32>()) {
        (Sort::Number, true, Ok(number)) => Json::from(number),
        _ => Json::from(text),
    };
    if !field.is_many {
        return Some(one(text.to_owned()));
    }
    let mut items: Vec<Json> = flat::split(text).into_iter().map(one).collect();
    match (field.is_either, items.len()) {
        (_, 0) => None,
        (true, 1) => items.pop(),
        _ => Some(items.into()),
    }
}
