//! One form while it is filled in: the answers so far, and what became of them.

use serde_json::Value as Json;

use super::press::Press;
use super::trouble::Trouble;
use crate::form::{self, Answer, Answers, Known, Question, questions, recall};
use crate::record::{Kind, RecordId};
use crate::value::fold;
use crate::yaml;

/// A form that is being filled in.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The kind of record.
    pub kind: Kind,
    /// The record that is changed; none for a new one.
    pub editing: Option<Editing>,
    /// What was answered so far, as it was typed.
    pub answers: Answers,
    /// The id that is wished for a new record; mostly empty.
    pub id: String,
    /// Why a record is put right, where it is a correction.
    pub reason: String,
    /// The question that has one empty field more than its answers need.
    pub more: Option<String>,
    /// What is wrong with the answers, since they were last handed in.
    pub troubles: Vec<Trouble>,
    /// Whether the answers were handed in.
    pub checked: bool,
    /// Whether anything was answered by a person.
    pub touched: bool,
    /// What kept it from being saved, besides mistakes in the answers.
    pub held: Option<Held>,
    /// The form that waits for this record, and its field.
    pub back: Option<(String, String)>,
    /// What it was saved as.
    pub saved: Option<Saved>,
}

/// A record that is changed by a form.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Its id.
    pub id: RecordId,
    /// Its file.
    pub path: String,
    /// What the file held when the form was opened.
    pub before: String,
    /// Whether it is a draft.
    pub is_draft: bool,
}

/// What kept a form from being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// The file was changed by somebody else since the form was opened; what it holds now.
    Changed(String),
    /// It changes what is locked: what, and why.
    Locked(String),
}

/// What became of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The id of the record.
    pub id: RecordId,
    /// Its file.
    pub path: String,
    /// What was done, in a sentence.
    pub said: String,
    /// The commit it was saved as, where it is known.
    pub commit: Option<String>,
    /// What may be looked at, though it was saved.
    pub warnings: Vec<String>,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Whether it was taken back since.
    pub undone: bool,
}

/// A question to which two people gave different answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The name of the question.
    pub name: &'static str,
    /// The question.
    pub asks: &'static str,
    /// The answer when the form was opened.
    pub was: String,
    /// The answer that is in the record now.
    pub theirs: String,
    /// The answer in the form.
    pub mine: String,
}

impl Sheet {
    /// An empty form for a new record.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            editing: None,
            answers: Answers::new(),
            id: String::new(),
            reason: String::new(),
            more: None,
            troubles: Vec::new(),
            checked: false,
            touched: false,
            held: None,
            back: None,
            saved: None,
        }
    }

    /// A form that holds what a record says; none where it cannot be read.
    pub fn of(kind: Kind, id: &RecordId, path: &str, text: &str) -> Option<Self> {
        let record = yaml::json(text).filter(Json::is_object)?;
        Some(Self {
            answers: recall(kind, &record),
            editing: Some(Editing {
                id: id.clone(),
                path: path.to_owned(),
                before: text.to_owned(),
                is_draft: is_draft(&record),
            }),
            ..Self::new(kind)
        })
    }

    /// Takes what a page sent: every answer as it was typed, then what the button does to it. Gives the field that the person
    /// goes on with, if the button named one.
    pub fn take(&mut self, sent: &[(String, String)], press: &Press) -> Option<String> {
        let text = |name: &str| {
            sent.iter()
                .find(|(own, _)| own == name)
                .map(|(_, text)| text.clone())
        };
        self.answers = super::place::answers(self.kind, sent);
        self.id = text("record-id").unwrap_or_default().trim().to_owned();
        self.reason = text("record-reason").unwrap_or_default();
        self.touched = true;
        self.held = None;
        self.troubles.clear();
        self.more = None;
        self.checked = matches!(press, Press::Check) || press.saves();
        if let Press::Add(name) = press {
            self.more = Some(name.clone());
        }
        press.arrange(self.kind, &mut self.answers)
    }

    /// Gives a row that was asked for the label that follows the one before it.
    pub fn label(&mut self, name: &str, known: &Known<'_>) {
        let Some(question) = form::question(self.kind, name) else {
            return;
        };
        let Some(label) = question.parts().iter().find(|part| part.name == "label") else {
            return;
        };
        let mut rows = self.answers.rows(question.name).to_vec();
        let next = form::offered_in_row(self.kind, question, rows.len(), label, &self.answers, known);
        if next.is_some() {
            let mut row = Answers::new();
            row.put(label.name, next);
            rows.push(row);
            self.answers.set_rows(question.name, rows);
            self.more = None;
        }
    }

    /// The answers with records that were given by name given by their id.
    pub fn settled(&self, known: &Known<'_>) -> Answers {
        settle(questions(self.kind), &self.answers, &self.answers, known)
    }

    /// What differs between the form and a file that was changed since it was opened.
    pub fn clashes(&self, now: &str) -> Vec<Clash> {
        let was = self.opened();
        let theirs = self.said(now);
        let told = |answers: &Answers, question: &'static Question| told(question, answers);
        questions(self.kind)
            .iter()
            .filter(|question| {
                let [was, theirs, mine] = [&was, &theirs, &self.answers].map(|one| one.given(question.name));
                theirs != was && mine != was && theirs != mine
            })
            .map(|question| Clash {
                name: question.name,
                asks: question.asks,
                was: told(&was, question),
                theirs: told(&theirs, question),
                mine: told(&self.answers, question),
            })
            .collect()
    }

    /// Goes on from what the file holds now: with what was answered here where both differ, or with what stands there.
    pub fn join(&mut self, now: &str, mine_wins: bool) {
        let (was, theirs) = (self.opened(), self.said(now));
        for question in questions(self.kind) {
            let [was, theirs, mine] = [&was, &theirs, &self.answers].map(|one| one.given(question.name));
            let keep = mine != was && (mine_wins || theirs == was);
            if !keep {
                let theirs = theirs.cloned();
                self.answers.put(question.name, theirs);
            }
        }
        if let Some(editing) = &mut self.editing {
            now.clone_into(&mut editing.before);
        }
        self.held = None;
    }

    fn opened(&self) -> Answers {
        self.editing
            .as_ref()
            .map(|editing| self.said(&editing.before))
            .unwrap_or_default()
    }

    fn said(&self, text: &str) -> Answers {
        yaml::json(text)
            .map(|record| recall(self.kind, &record))
            .unwrap_or_default()
    }
}

/// Whether a record says that it is a draft.
pub fn is_draft(record: &Json) -> bool {
    record.get("status").and_then(Json::as_str) == Some("draft")
}

/// What was answered to a question, as one text.
fn told(question: &Question, answers: &Answers) -> String {
    let rows = answers.rows(question.name).iter().map(|row| {
        let parts = question.parts().iter().map(|part| told(part, row));
        parts
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let texts = answers.texts(question.name).iter().cloned();
    texts.chain(rows).collect::<Vec<_>>().join("; ")
}

fn settle(questions: &'static [Question], answers: &Answers, all: &Answers, known: &Known<'_>) -> Answers {
    let mut settled = answers.clone();
    for question in questions {
        match question.answer {
            Answer::Row(row) => {
                let rows = answers.rows(question.name).iter();
                settled.set_rows(
                    question.name,
                    rows.map(|own| settle(row.parts, own, all, known)).collect(),
                );
            }
            Answer::Body(_) | Answer::Record(_) | Answer::Whom(_) | Answer::Provision => {
                let texts = answers.texts(question.name);
                if texts.is_empty() {
                    continue;
                }
                let choices = form::choices(question, answers, all, known);
                let by_id = texts.iter().map(|text| meant(text, &choices));
                settled.set(question.name, by_id.collect());
            }
            _ => {}
        }
    }
    settled
}

/// The id of the one record that is called so; the text itself where it is an id, or not clear.
fn meant(text: &str, choices: &[form::Choice]) -> String {
    let typed = text.trim();
    if choices.iter().any(|choice| choice.answer == typed) {
        return typed.to_owned();
    }
    let folded = fold(typed);
    let mut called = choices
        .iter()
        .filter(|choice| fold(&choice.label) == folded || fold(&choice.line()) == folded);
    match (called.next(), called.next()) {
        (Some(one), None) => one.answer.clone(),
        _ => text.to_owned(),
    }
}
