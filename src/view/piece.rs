//! The small parts that many pages are made of.

use serde::Serialize;

use crate::history::{Revision, Touch};
use crate::record::Document;
use crate::record::resolution::{Minutes, MinutesStatus};
use crate::value::PartialDate;

use super::Here;
use super::judgement::{Judgement, Standing};
use super::words;

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Linked {
    /// What is said.
    pub words: String,
    /// Where it leads: another page of the site, or a validated web address.
    pub address: String,
}

/// A status in words, with a shape beside it so that colour is never alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// What is said.
    pub words: String,
    /// The name of the shape in the style sheet.
    pub shape: &'static str,
}

impl Tag {
    /// A tag.
    pub fn new(words: impl Into<String>, shape: &'static str) -> Self {
        Self {
            words: words.into(),
            shape,
        }
    }

    /// The status of a change.
    pub fn of_change(judgement: &Judgement<'_>) -> Self {
        Self::new(judgement.label(), judgement.shape())
    }

    /// Where a council stands.
    pub fn of_standing(standing: Standing) -> Self {
        Self::new(standing.words(), standing.shape())
    }

    /// How far minutes can be relied on.
    pub fn of_minutes(minutes: Option<&Minutes>) -> Self {
        let status = minutes.map_or(MinutesStatus::Unknown, |minutes| minutes.status.value);
        let (words, shape) = words::minutes(status);
        Self::new(words, shape)
    }
}

/// A date: as it is said, and for machines where anything is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// As it is said.
    pub words: String,
    /// For `datetime`; none where nothing is known.
    pub machine: Option<String>,
}

impl Dated {
    /// A date that always stands.
    pub fn new(date: PartialDate) -> Self {
        Self {
            words: date.spoken(),
            machine: (!date.is_unknown()).then(|| date.to_string()),
        }
    }

    /// A date that is left out where nothing is known.
    pub fn known(date: PartialDate) -> Option<Self> {
        (!date.is_unknown()).then(|| Self::new(date))
    }
}

/// A paper, page, notice or letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Where it can be read.
    pub address: Option<String>,
    /// Its own date.
    pub dated: Option<Dated>,
    /// The day it was looked at.
    pub seen: Option<Dated>,
}

impl Source {
    /// A source of a record.
    pub fn new(document: &Document) -> Self {
        Self {
            title: document.title.to_string(),
            address: document.address.as_ref().map(|address| address.to_string()),
            dated: Dated::known(document.dated.value),
            seen: Dated::known(document.seen.value),
        }
    }
}

/// One step in the story of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The day.
    pub on: Dated,
    /// Who made it.
    pub by: String,
    /// What it did.
    pub touch: &'static str,
    /// What it said of itself.
    pub summary: String,
}

impl Step {
    /// A step as the history has it.
    pub fn new(revision: &Revision<'_>) -> Self {
        Self {
            on: Dated::new(PartialDate::Day(revision.commit.on)),
            by: revision.commit.by.clone(),
            touch: touched(revision.touch),
            summary: revision.commit.summary.clone(),
        }
    }
}

/// What was done to a record, in a word.
pub fn touched(touch: Touch) -> &'static str {
    match touch {
        Touch::Added => "Added",
        Touch::Changed => "Changed",
        Touch::Removed => "Removed",
    }
}

/// A term and what is known about it.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The term.
    pub term: &'static str,
    /// What is known; where nothing is, words that say so.
    pub values: Vec<Said>,
    /// Where the glossary explains the term.
    pub explained: Option<String>,
}

/// Words that may lead somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// What is said.
    pub words: String,
    /// Where it leads.
    pub address: Option<String>,
    /// More about it.
    pub note: Option<String>,
}

impl Said {
    /// Words alone.
    pub fn plain(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            address: None,
            note: None,
        }
    }
}

impl From<Linked> for Said {
    fn from(linked: Linked) -> Self {
        Self {
            words: linked.words,
            address: Some(linked.address),
            note: None,
        }
    }
}

impl Fact {
    /// A term with values that are always shown: where there are none, words say that.
    pub fn new(term: &'static str, values: Vec<Said>, without: &str) -> Self {
        let values = if values.is_empty() {
            vec![Said::plain(without)]
        } else {
            values
        };
        Self {
            term,
            values,
            explained: None,
        }
    }

    /// A term with one value, if there is one.
    pub fn maybe(term: &'static str, value: Option<Said>) -> Option<Self> {
        value.map(|value| Self {
            term,
            values: vec![value],
            explained: None,
        })
    }

    /// The same, with its term explained in the glossary.
    #[must_use]
    pub fn explained(self, here: Here<'_, '_>, name: &str) -> Self {
        Self {
            explained: Some(here.term(name)),
            ..self
        }
    }
}
