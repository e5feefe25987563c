//! A record to the answers that would make it.

use serde_json::Value as Json;

use super::place::get;
use super::{Answer, Answers, Question, questions};
use crate::record::Kind;

/// The answers that a record holds, from its values. What no question asks for is not among them, and stays in the record
/// when the answers are laid into it again.
pub fn recall(kind: Kind, record: &Json) -> Answers {
    of(questions(kind), record)
}

pub(super) fn of(questions: &[Question], record: &Json) -> Answers {
    let mut answers = Answers::new();
    let fields = record.as_object();
    for question in questions {
        let Some(value) = fields.and_then(|fields| get(fields, question.place)) else {
            continue;
        };
        let values: Vec<&Json> = match value {
            Json::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        if let Answer::Row(row) = question.answer {
            let rows = values.into_iter().map(|value| of(row.parts, value));
            answers.set_rows(question.name, rows.collect());
        } else {
            // A block of lines ends with a line break that nobody typed.
            let texts = values
                .into_iter()
                .filter_map(Json::as_str)
                .map(|text| text.trim_end().to_owned());
            answers.set(question.name, texts.collect());
        }
    }
    answers
}
