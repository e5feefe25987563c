//! A form that was left before it was saved, as a value: what was answered, the question that was reached, the day it began.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Question, questions};
use crate::record::Kind;

/// The version of the form that drafts are kept in.
const VERSION: u32 = 1;

/// An unfinished form. Those for records that it began on the way, such as a new body, stand in it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The day it was begun.
    pub begun: NaiveDate,
    /// The record that is edited, if it is no new one.
    pub editing: Option<Editing>,
    /// The forms that are open: the outermost first, and the one that is being answered last. There is at least one.
    pub sheets: Vec<Sheet>,
    /// New records that are answered whole, to be saved with it, the first first.
    pub beside: Vec<Beside>,
    /// Forms that were begun on the way and left again, should they be gone on with.
    pub aside: Vec<Sheet>,
}

/// The record that a form edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editing {
    /// Its id.
    pub id: String,
    /// The SHA-256 sum of its file when the form was begun.
    pub sum: String,
    /// What its file answered then.
    pub was: Answers,
}

/// One form of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The kind of record.
    pub kind: Kind,
    /// What was answered. Answers to questions that this version does not know are kept, and do nothing.
    pub answers: Answers,
    /// The id, if one was given.
    pub id: Option<String>,
    /// The names of the questions that were answered by flags, and are not asked again.
    pub given: Vec<String>,
    /// The question that is asked, as its name, or `clause/0/words` within a row; empty at the review.
    pub at: String,
    /// The question that the first way through the form has come to; empty once it is through.
    pub reached: String,
}

/// A new record that is saved with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The kind of record.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What was answered.
    pub answers: Answers,
}

impl Unfinished {
    /// The kind of record that the form is for.
    pub fn kind(&self) -> Kind {
        self.sheets.first().map_or(Kind::Body, |sheet| sheet.kind)
    }

    /// What was answered of the record that the form is for.
    pub fn answers(&self) -> Option<&Answers> {
        self.sheets.first().map(|sheet| &sheet.answers)
    }

    /// The draft as JSON text.
    pub fn to_json(&self) -> String {
        let kept = Kept {
            version: VERSION,
            begun: self.begun,
            editing: self.editing.clone(),
            sheets: self.sheets.iter().map(KeptSheet::of).collect(),
            beside: self.beside.iter().map(KeptBeside::of).collect(),
            aside: self.aside.iter().map(KeptSheet::of).collect(),
        };
        // There is nothing in it that JSON could not hold.
        serde_json::to_string_pretty(&kept).unwrap_or_default()
    }

    /// A draft from JSON text.
    ///
    /// # Errors
    ///
    /// Why it cannot be gone on with, in a clerk's words.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let kept: Kept = serde_json::from_str(text).map_err(|error| format!("it cannot be read: {error}"))?;
        if kept.version > VERSION {
            return Err("it was made by a later version of scrutiny".to_owned());
        }
        let sheets: Option<Vec<Sheet>> = kept.sheets.into_iter().map(KeptSheet::read).collect();
        let aside = kept.aside.into_iter().filter_map(KeptSheet::read).collect();
        let beside: Option<Vec<Beside>> = kept.beside.into_iter().map(KeptBeside::read).collect();
        match (sheets, beside) {
            (Some(sheets), Some(beside)) if !sheets.is_empty() => Ok(Self {
                begun: kept.begun,
                editing: kept.editing,
                sheets,
                beside,
                aside,
            }),
            _ => Err("it is for a kind of record that this version does not know".to_owned()),
        }
    }

    /// The names of answers that this version knows no question for: they are kept, and told.
    pub fn unknown(&self) -> Vec<String> {
        let mut names = Vec::new();
        for sheet in &self.sheets {
            strangers(questions(sheet.kind), &sheet.answers, &mut names);
        }
        for one in &self.beside {
            strangers(questions(one.kind), &one.answers, &mut names);
        }
        names
    }
}

/// The names in `answers` that no question has.
fn strangers(questions: &[Question], answers: &Answers, names: &mut Vec<String>) {
    for name in answers.names() {
        match questions.iter().find(|question| question.name == name) {
            None => names.push(name.to_owned()),
            Some(question) => {
                if let Answer::Row(row) = question.answer {
                    for answers in answers.rows(name) {
                        strangers(row.parts, answers, names);
                    }
                }
            }
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    begun: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    editing: Option<Editing>,
    sheets: Vec<KeptSheet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    beside: Vec<KeptBeside>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aside: Vec<KeptSheet>,
}

#[derive(Serialize, Deserialize)]
struct KeptSheet {
    kind: String,
    #[serde(default)]
    answers: Answers,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    given: Vec<String>,
    #[serde(default)]
    at: String,
    #[serde(default)]
    reached: String,
}

#[derive(Serialize, Deserialize)]
struct KeptBeside {
    kind: String,
    id: String,
    #[serde(default)]
    answers: Answers,
}

impl KeptSheet {
    fn of(sheet: &Sheet) -> Self {
        Self {
            kind: sheet.kind.word().to_owned(),
            answers: sheet.answers.clone(),
            id: sheet.id.clone(),
            given: sheet.given.clone(),
            at: sheet.at.clone(),
            reached: sheet.reached.clone(),
        }
    }

    fn read(self) -> Option<Sheet> {
        Some(Sheet {
            kind: Kind::from_word(&self.kind)?,
            answers: self.answers,
            id: self.id,
            given: self.given,
            at: self.at,
            reached: self.reached,
        })
    }
}

impl KeptBeside {
    fn of(one: &Beside) -> Self {
        Self {
            kind: one.kind.word().to_owned(),
            id: one.id.clone(),
            answers: one.answers.clone(),
        }
    }

    fn read(self) -> Option<Beside> {
        Some(Beside {
            kind: Kind::from_word(&self.kind)?,
            id: self.id,
            answers: self.answers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let mut answers = Answers::new().with("committee", "north-hosc");
        answers.set_rows(
            "clause",
            vec![Answers::new().with("label", "a").with("words", "That\n\u{e9}")],
        );
        let draft = Unfinished {
            begun: NaiveDate::from_ymd_opt(2026, 3, 27).expect("a day"),
            editing: Some(Editing {
                id: "north-2026".to_owned(),
                sum: "0".repeat(64),
                was: Answers::new().with("committee", "south-hosc"),
            }),
            sheets: vec![
                Sheet {
                    kind: Kind::Resolution,
                    answers,
                    id: Some("north-2026".to_owned()),
                    given: vec!["committee".to_owned()],
                    at: "clause/0/owner".to_owned(),
                    reached: "clause".to_owned(),
                },
                Sheet {
                    kind: Kind::Body,
                    answers: Answers::new().with("name", "A Trust"),
                    id: None,
                    given: Vec::new(),
                    at: "role".to_owned(),
                    reached: "role".to_owned(),
                },
            ],
            beside: vec![Beside {
                kind: Kind::Change,
                id: "ward".to_owned(),
                answers: Answers::new().with("title", "The ward moves"),
            }],
            aside: Vec::new(),
        };
        assert_eq!(Unfinished::from_json(&draft.to_json()), Ok(draft.clone()));
        assert!(draft.unknown().is_empty());
    }

    #[test]
    fn what_a_draft_says_beyond_our_questions_is_told_and_kept() {
        let text = r#"{"version": 1, "begun": "2026-03-27", "later": true, "sheets": [{"kind": "change",
            "answers": {"title": ["T"], "colour": ["red"], "key-date": [{"date": ["2026"], "mood": ["good"]}]}}]}"#;
        let draft = Unfinished::from_json(text).expect("it can be read");
        assert_eq!(draft.unknown(), ["colour", "mood"]);
        let again = Unfinished::from_json(&draft.to_json()).expect("it can be read");
        assert_eq!(again.sheets[0].answers.text("colour"), Some("red"));
        for wrong in [
            "",
            "[]",
            r#"{"version": 2, "begun": "2026-03-27", "sheets": [{"kind": "change"}]}"#,
            r#"{"version": 1, "begun": "2026-03-27", "sheets": []}"#,
            r#"{"version": 1, "begun": "2026-03-27", "sheets": [{"kind": "poem"}]}"#,
        ] {
            assert!(Unfinished::from_json(wrong).is_err(), "{wrong}");
        }
    }
}
