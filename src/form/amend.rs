//! Answers that changed, laid into the file of a record; every other byte stays.

use serde_json::{Map, Value as Json};

use super::compose::{missing, value};
use super::place::{arranged, get, put};
use super::{Answer, Answers, Ground, Mistake, Question, questions, recall};
use crate::merge;
use crate::record::Kind;
use crate::schema;
use crate::yaml;

/// Why answers cannot be laid into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmendError {
    /// The file as it stands cannot be read.
    Unreadable,
    /// The answers have these mistakes.
    Mistakes(Vec<Mistake>),
    /// The file is laid out so that it could not be done without touching more.
    Unsafe,
}

/// The text of a record made to say what these answers say. Only what they say otherwise than the record is touched.
///
/// # Errors
///
/// An [`AmendError`]; nothing is guessed.
pub fn amend(kind: Kind, text: &str, answers: &Answers, ground: &Ground<'_>) -> Result<String, AmendError> {
    let before = yaml::json(text)
        .filter(Json::is_object)
        .ok_or(AmendError::Unreadable)?;
    let old = recall(kind, &before);
    let mut wanted = before.as_object().cloned().unwrap_or_default();
    let mut mistakes = Vec::new();
    lay(
        questions(kind),
        (&old, answers),
        ground,
        &mut wanted,
        &mut mistakes,
    );
    if !mistakes.is_empty() {
        return Err(AmendError::Mistakes(mistakes));
    }
    let wanted = Json::Object(wanted);
    let order = arranged(wanted.clone(), &schema::of(kind));
    merge::lay(text, &wanted, &order).ok_or(AmendError::Unsafe)
}

/// Puts what changed between two sets of answers into a record or an item of it.
fn lay(
    questions: &'static [Question],
    (old, new): (&Answers, &Answers),
    ground: &Ground<'_>,
    wanted: &mut Map<String, Json>,
    mistakes: &mut Vec<Mistake>,
) {
    for question in questions {
        if old.given(question.name) == new.given(question.name) {
            continue;
        }
        mistakes.extend(missing(questions, question, new));
        match value(question, new, ground.today) {
            Ok(Some(value)) => {
                let had = get(wanted, question.place).cloned();
                let value = match question.answer {
                    Answer::Row(_) => kept(question, had.as_ref(), value),
                    _ => value,
                };
                put(wanted, question.place, Some(value));
            }
            Ok(None) => put(wanted, question.place, None),
            Err(mut wrong) => mistakes.append(&mut wrong),
        }
    }
}

/// Rows as they shall be, with what no question asks for kept from the rows they come from.
fn kept(question: &'static Question, had: Option<&Json>, value: Json) -> Json {
    let rows = |value: &Json| match value {
        Json::Array(items) => items.clone(),
        one => vec![one.clone()],
    };
    let had = had.map(rows).unwrap_or_default();
    let new = rows(&value);
    let first = question.parts().first().map_or("", |part| part.place);
    let named = |row: &Json| row.as_object().and_then(|row| get(row, first)).cloned();
    let from = |at: usize, row: &Json| {
        let name = named(row);
        let same = had.iter().find(|other| named(other) == name);
        // A row that was renamed is the one in its place, where none came or went.
        same.or_else(|| had.get(at).filter(|_| had.len() == new.len()))
    };
    let merged = new.iter().enumerate().map(|(at, row)| match from(at, row) {
        Some(old) => patched(question, old, row),
        None => row.clone(),
    });
    let mut merged: Vec<Json> = merged.collect();
    match question.many {
        true => merged.into(),
        false => merged.pop().unwrap_or(value),
    }
}

/// An item of a record with what the questions of its row say now.
fn patched(question: &'static Question, old: &Json, new: &Json) -> Json {
    let mut item = old.as_object().cloned().unwrap_or_default();
    for part in question.parts() {
        let value = new.as_object().and_then(|new| get(new, part.place));
        put(&mut item, part.place, value.cloned());
    }
    Json::Object(item)
}
