//! What was answered, by the names of the questions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was answered so far. A question without an answer is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Given>);

/// The answers to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// Each as text.
    Texts(Vec<String>),
    /// Each as a row of answers.
    Rows(Vec<Answers>),
}

impl Answers {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with one answer more; an empty text is none.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.set(name, vec![text.to_owned()]);
        self
    }

    /// Sets the answers to a question; empty texts are none.
    pub fn set(&mut self, name: &str, mut texts: Vec<String>) {
        texts.retain(|text| !text.trim().is_empty());
        if texts.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), Given::Texts(texts));
        }
    }

    /// Sets the answer to a question, or takes it away.
    pub fn set_one(&mut self, name: &str, text: Option<&str>) {
        self.set(name, text.map(str::to_owned).into_iter().collect());
    }

    /// Sets the rows of a question; rows without answers are none.
    pub fn set_rows(&mut self, name: &str, mut rows: Vec<Self>) {
        rows.retain(|row| !row.0.is_empty());
        if rows.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), Given::Rows(rows));
        }
    }

    /// The answers to a question; none of a row.
    pub fn texts(&self, name: &str) -> &[String] {
        match self.0.get(name) {
            Some(Given::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// The first answer to a question.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts(name).first().map(String::as_str)
    }

    /// The rows of a question.
    pub fn rows(&self, name: &str) -> &[Self] {
        match self.0.get(name) {
            Some(Given::Rows(rows)) => rows,
            _ => &[],
        }
    }

    /// What was answered to a question, if anything.
    pub fn given(&self, name: &str) -> Option<&Given> {
        self.0.get(name)
    }

    /// Sets what was answered to a question, or takes it away.
    pub fn put(&mut self, name: &str, given: Option<Given>) {
        match given {
            Some(Given::Texts(texts)) => self.set(name, texts),
            Some(Given::Rows(rows)) => self.set_rows(name, rows),
            None => {
                self.0.remove(name);
            }
        }
    }

    /// Whether a question was answered.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the questions that were answered.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
