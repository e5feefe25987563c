//! One question as a field: what stands in it, what it can be answered with, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::said;
use super::way::{described, hint, need, offer, offers, way};
use crate::edit::trouble::Trouble;
use crate::form::{self, Answer, Answers, Choice, Known, Question};
use crate::record::Kind;
use crate::value::{PartialDate, capital};

/// A question.
#[derive(Debug, Default, Serialize)]
pub struct Field {
    /// Its name, as the form sends it.
    pub name: String,
    /// Its place on the page.
    pub id: String,
    /// The question.
    pub label: String,
    /// What an answer is.
    pub hint: String,
    /// Why it is asked, where there is more to say.
    pub why: Option<Why>,
    /// What must be answered and what need not: "optional"; empty where it must.
    pub need: &'static str,
    /// How it is answered: `line`, `area`, `choose`, `type`, `radios` or `rows`.
    pub way: &'static str,
    /// The name of the list that it is typed from; empty where there is none.
    pub list: String,
    /// The keyboard that a phone shows.
    pub keyboard: &'static str,
    /// Its answers, each with a field.
    pub entries: Vec<Entry>,
    /// Whether there may be several.
    pub many: bool,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What a row is called.
    pub one: &'static str,
    /// What a record is called that could be made for it; empty where none can.
    pub new: &'static str,
    /// What is wrong with it.
    pub errors: Vec<String>,
    /// What may be looked at.
    pub warnings: Vec<String>,
    /// What on the page describes it.
    pub described: String,
    /// Whether the answers so far raise it.
    pub asked: bool,
}

/// Why a question is asked.
#[derive(Debug, Serialize)]
pub struct Why {
    more: &'static str,
    citation: Option<String>,
    /// The page of the provision, from the root of the forms.
    address: Option<String>,
}

/// One answer.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its place on the page.
    pub id: String,
    /// The text, as it was typed.
    pub text: String,
    /// What was understood: "Thursday 12 March 2026".
    pub echo: String,
    /// What can be chosen.
    pub offers: Vec<Offer>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// What is sent.
    pub text: String,
    /// What a person reads.
    pub words: String,
    /// What it means.
    pub about: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its place on the page.
    pub id: String,
    /// What it is called: "Clause 1".
    pub legend: String,
    /// How buttons name it; empty where there is nothing to move or take out yet.
    pub name: String,
    /// Its questions.
    pub fields: Vec<Field>,
    /// What is wrong with it as a whole.
    pub errors: Vec<String>,
    /// Whether it can be put further up.
    pub up: bool,
    /// Whether it can be put further down.
    pub down: bool,
}

/// The place on the page of a field of this name.
pub(super) fn id(name: &str) -> String {
    format!("q-{}", name.replace('.', "-"))
}

/// Asks the questions of one page.
pub(super) struct Asking<'p> {
    pub(super) known: &'p Known<'p>,
    pub(super) troubles: BTreeMap<&'p str, Vec<&'p Trouble>>,
    pub(super) more: Option<&'p str>,
    pub(super) lists: BTreeMap<String, Vec<Offer>>,
    /// The names of the fields and rows that the page shows.
    pub(super) placed: BTreeSet<String>,
    /// All answers, with records by their ids.
    pub(super) all: &'p Answers,
}

impl Asking<'_> {
    /// A question, with the answers as they were typed and as they are understood.
    pub(super) fn field(
        &mut self,
        question: &'static Question,
        name: &str,
        typed: &Answers,
        settled: &Answers,
    ) -> Field {
        self.placed.insert(name.to_owned());
        let own = self.troubles.get(name);
        let said_of = |is_error: bool| -> Vec<String> {
            let own = own
                .into_iter()
                .flatten()
                .filter(|trouble| trouble.is_error == is_error);
            own.map(|trouble| said(trouble)).collect()
        };
        let (errors, warnings) = (said_of(true), said_of(false));
        let troubled = !errors.is_empty() || !warnings.is_empty();
        let given = typed.has(question.name);
        let mut field = Field {
            name: name.to_owned(),
            id: id(name),
            label: question.asks.to_owned(),
            hint: hint(question),
            why: self.why(question),
            need: need(question),
            many: question.many,
            new: self.creates(question),
            asked: (question.when)(settled) || given || troubled || self.more == Some(name),
            errors,
            warnings,
            ..Field::default()
        };
        field.described = described(&field);
        match question.answer {
            Answer::Row(row) => {
                field.way = "rows";
                field.one = row.one;
                field.rows = self.rows(question, name, typed, settled);
                // What is wrong with a part of a row belongs to that part.
                field.asked |= field
                    .rows
                    .iter()
                    .any(|row| row.fields.iter().any(|part| !part.errors.is_empty()));
            }
            _ => self.answers(question, &mut field, typed, settled),
        }
        field
    }

    fn rows(
        &mut self,
        question: &'static Question,
        name: &str,
        typed: &Answers,
        settled: &Answers,
    ) -> Vec<Row> {
        let rows = typed.rows(question.name);
        let blank = Answers::new();
        /// Rows that nearly every record has: the first one stands there ready.
        const MAIN: &[&str] = &["clause", "authority"];
        let is_main = rows.is_empty() && MAIN.contains(&question.name);
        let wants_more = self.more == Some(name) || is_main || !question.many;
        let add = usize::from(wants_more && (question.many || rows.is_empty()));
        let count = if question.many {
            rows.len()
        } else {
            rows.len().min(1)
        };
        (0..count + add)
            .map(|number| {
                let row_name = format!("{name}.{number}");
                self.placed.insert(row_name.clone());
                let own = rows.get(number).unwrap_or(&blank);
                let understood = settled.rows(question.name).get(number).unwrap_or(own);
                let parts = question.parts().iter();
                let fields = parts.map(|part| {
                    let part_name = format!("{row_name}.{}", part.name);
                    self.field(part, &part_name, own, understood)
                });
                let fields: Vec<Field> = fields.collect();
                let errors = self.troubles.get(row_name.as_str()).into_iter().flatten();
                let Answer::Row(row) = question.answer else {
                    unreachable!("only rows have rows");
                };
                Row {
                    id: id(&row_name),
                    legend: match question.many {
                        true => format!("{} {}", capital(row.one), number + 1),
                        false => capital(row.one),
                    },
                    errors: errors.map(|trouble| said(trouble)).collect(),
                    up: number > 0 && number < count,
                    down: number + 1 < count,
                    name: if number < count { row_name } else { String::new() },
                    fields,
                }
            })
            .collect()
    }

    /// Puts the answers of a question that is no row into its field.
    fn answers(
        &mut self,
        question: &'static Question,
        field: &mut Field,
        typed: &Answers,
        settled: &Answers,
    ) {
        let choices = match question.answer {
            Answer::Slug => form::choices(question, settled, self.all, self.known),
            _ if form::is_open(question) => Vec::new(),
            _ => form::choices(question, settled, self.all, self.known),
        };
        field.way = way(question, &choices, field.name.contains('.'));
        if field.way == "type" {
            field.list = self.list(question, field, &choices);
        }
        field.keyboard = if matches!(question.answer, Answer::Address) {
            "url"
        } else {
            "text"
        };
        let texts = typed.texts(question.name);
        let add = texts.is_empty() || (question.many && self.more == Some(field.name.as_str()));
        let blank = add.then_some("");
        let all = texts.iter().map(String::as_str).chain(blank);
        field.entries = all
            .enumerate()
            .map(|(at, text)| Entry {
                id: match at {
                    0 => field.id.clone(),
                    at => format!("{}-{}", field.id, at + 1),
                },
                text: text.to_owned(),
                echo: self.echo(question, field.way, text, settled.texts(question.name).get(at)),
                offers: match field.way {
                    "choose" | "radios" => offers(question, &choices, text),
                    _ => Vec::new(),
                },
            })
            .collect();
    }

    /// A list to type from; one for all rows, where all rows have the same.
    fn list(&mut self, question: &Question, field: &Field, choices: &[Choice]) -> String {
        let plain = field
            .name
            .split('.')
            .filter(|step| step.parse::<usize>().is_err());
        let name = match question.answer {
            Answer::Clause => field.name.replace('.', "-"),
            _ => plain.collect::<Vec<_>>().join("-"),
        };
        let id = format!("list-{name}");
        self.lists
            .entry(id.clone())
            .or_insert_with(|| choices.iter().map(|choice| offer(choice, "")).collect());
        id
    }

    /// What was understood of an answer, where that is not plain from it.
    fn echo(&self, question: &Question, way: &str, text: &str, settled: Option<&String>) -> String {
        match question.answer {
            Answer::Date => {
                let read = form::read(question, text, self.known.today);
                let date = read.ok().and_then(|text| PartialDate::parse(&text).ok());
                date.filter(|date| !date.is_unknown())
                    .map(form::long)
                    .unwrap_or_default()
            }
            Answer::Body(_) | Answer::Record(_) | Answer::Whom(_) | Answer::Provision if way == "type" => {
                let id = settled.map_or(text, String::as_str);
                let called = form::called(question, id, self.known);
                if called == text { String::new() } else { called }
            }
            _ => String::new(),
        }
    }

    fn why(&self, question: &'static Question) -> Option<Why> {
        let pointer = form::pointer(self.known.law, question.law);
        if question.more.is_empty() && pointer.is_none() {
            return None;
        }
        Some(Why {
            more: question.more,
            address: pointer
                .as_ref()
                .map(|pointer| format!("site/law/{}.html", pointer.id)),
            citation: pointer.map(|pointer| pointer.citation),
        })
    }

    /// What a record is called that could be made for a question.
    fn creates(&self, question: &Question) -> &'static str {
        match question.answer {
            Answer::Body(_) | Answer::Whom(_) => "body",
            Answer::Record(kind) if kind != Kind::Determination => kind.word(),
            _ => "",
        }
    }
}
