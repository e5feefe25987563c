//! Answers to a record.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::fields::Fields;
use super::place::{Spot, arranged, put};
use super::read::{Mistake, read};
use super::{Answer, Answers, Need, Question, implied, imply, name, questions};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::schema;
use crate::value::PartialDate;

/// What answers are read against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'r> {
    /// The records, or those of them that the answers name.
    pub register: &'r Register,
    /// The day it is.
    pub today: NaiveDate,
}

/// A record that is about to be.
#[derive(Debug)]
pub struct NewRecord {
    /// Its kind.
    pub kind: Kind,
    /// The words its id is made from, unless one is given.
    pub name: String,
    /// The date it is filed under.
    pub filed: PartialDate,
    /// What it says.
    pub fields: Fields,
    /// What the commit says was added.
    pub what: String,
    /// What one would do next; `{id}` stands for the id.
    pub next: String,
}

/// Makes a record of answers, with what follows from them.
///
/// # Errors
///
/// All that is wrong with the answers, or missing.
pub fn compose(kind: Kind, answers: &Answers, ground: &Ground<'_>) -> Result<NewRecord, Vec<Mistake>> {
    let answers = implied(kind, answers, ground.register);
    let mut mistakes = imply::unclear(kind, &answers, ground.register);
    let mut values = Map::new();
    fill(
        questions(kind),
        &answers,
        ground.today,
        &mut values,
        &mut mistakes,
    );
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let values = arranged(Json::Object(values), &schema::of(kind));
    let fields = Fields::of(questions(kind), &values);
    Ok(name::named(kind, fields, &values, ground))
}

/// The record that says these things, named and filed as one made of answers.
pub fn from_values(kind: Kind, values: &Json, ground: &Ground<'_>) -> NewRecord {
    let fields = Fields::of(questions(kind), values);
    name::named(kind, fields, values, ground)
}

impl NewRecord {
    /// Where its file is kept: under the year of its date where its kind has one, which also makes histories quick to walk.
    pub fn path(&self, id: &RecordId) -> String {
        let folder = self.kind.folder();
        match self.filed.year() {
            Some(year) => format!("records/{folder}/{year}/{id}.yaml"),
            None => format!("records/{folder}/{id}.yaml"),
        }
    }
}

/// Puts the answers to questions where they stand; what is wrong with them, or missing, is added to `mistakes`.
pub(super) fn fill(
    questions: &'static [Question],
    answers: &Answers,
    today: NaiveDate,
    values: &mut Map<String, Json>,
    mistakes: &mut Vec<Mistake>,
) {
    for question in questions {
        if let Some(mistake) = missing(questions, question, answers) {
            mistakes.push(mistake);
        }
        match value(question, answers, today) {
            Ok(Some(value)) => put(values, question.place, Some(value)),
            Ok(None) => {}
            Err(mut wrong) => mistakes.append(&mut wrong),
        }
    }
}

/// The value of a question as its answers give it; none where there are none.
pub(super) fn value(
    question: &'static Question,
    answers: &Answers,
    today: NaiveDate,
) -> Result<Option<Json>, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut values = Vec::new();
    if let Answer::Row(row) = question.answer {
        for (number, answers) in answers.rows(question.name).iter().enumerate() {
            let mut item = Map::new();
            let mut wrong = Vec::new();
            fill(row.parts, answers, today, &mut item, &mut wrong);
            mistakes.extend(wrong.into_iter().map(|mistake| Mistake {
                at: Spot::part(question.name, number, mistake.at.name),
                ..mistake
            }));
            values.push(Json::Object(item));
        }
    } else {
        for text in answers.texts(question.name) {
            match read(question, text, today) {
                Ok(text) => values.push(text.into()),
                Err((what, cure)) => mistakes.push(Mistake {
                    at: Spot::of(question.name),
                    what,
                    cure,
                    is_missing: false,
                }),
            }
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Ok(match (question.many, values.len()) {
        (_, 0) => None,
        // What does one thing is a word, and what does several a list.
        (true, 1) if question.place == "reads_as" => values.pop(),
        (true, _) => Some(values.into()),
        (false, _) => values.into_iter().next(),
    })
}

/// That an answer is missing, or is one too many.
pub(super) fn missing(questions: &[Question], question: &Question, answers: &Answers) -> Option<Mistake> {
    let told = |what: String, cure: &str| Mistake {
        at: Spot::of(question.name),
        what,
        cure: cure.to_owned(),
        is_missing: true,
    };
    let none = || Some(told(format!("“{}” has no answer", question.asks), question.about));
    match question.need {
        Need::May => None,
        Need::Must => (!answers.has(question.name)).then(none)?,
        Need::Unless(other) => (!answers.has(question.name) && !answers.has(other)).then(none)?,
        Need::OneOf(_) => {
            let alike: Vec<&Question> = questions
                .iter()
                .filter(|other| other.need == question.need)
                .collect();
            let first = alike.first().is_some_and(|first| first.name == question.name);
            let given: Vec<&str> = alike
                .iter()
                .map(|one| one.name)
                .filter(|name| answers.has(name))
                .collect();
            match given.as_slice() {
                [] if first => {
                    let asks: Vec<&str> = alike.iter().map(|one| one.about).collect();
                    let cure = format!("answer one of: {}", asks.join("; "));
                    Some(told(format!("“{}” has no answer", question.asks), &cure))
                }
                [_, second, ..] if *second == question.name => Some(Mistake {
                    is_missing: false,
                    ..told(
                        format!("“{}” and another answer exclude each other", question.asks),
                        "leave all of them empty but one",
                    )
                }),
                _ => None,
            }
        }
    }
}
