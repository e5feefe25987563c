//! What is asked of a record, kind by kind: one list of questions gives the flags of `add`, the questions at a terminal and
//! the forms in a browser, in one order.
//!
//! A question knows where its answer stands in the record, so that answers become a record ([`compose()`]), a record becomes
//! answers again ([`recall()`]), and answers that changed are laid into an old file with everything else left as it was
//! ([`amend()`]). What is a mistake in an answer is a [`Mistake`] at its question; what is a mistake in a record is for
//! [`check`](crate::check) to say.

mod amend;
mod answers;
mod body;
mod change;
mod choices;
mod compose;
mod determination;
mod draft;
mod duty;
mod fields;
pub mod guide;
mod habit;
mod help;
mod imply;
mod mention;
mod name;
mod place;
mod read;
mod recall;
mod resolution;
mod row;

pub use amend::{AmendError, amend};
pub use answers::{Answers, Given};
pub use choices::{Choice, Known, called, choices, is_open, long, matching};
pub use compose::{Ground, NewRecord, compose, from_values};
pub use draft::{Beside, Editing, Sheet, Unfinished};
pub use fields::Fields;
pub use habit::{offered, offered_in_row, usual};
pub use help::{Pointer, help, pointer, with_law};
pub use imply::implied;
pub use mention::named;
pub use name::{few_words, this_year};
pub(crate) use place::arranged;
pub use place::{Spot, spot};
pub use read::{Mistake, read};
pub use recall::recall;

use crate::record::Kind;
use crate::record::body::Role;
use crate::shape::WordSpec;

/// The questions of a kind of record, in the order in which they are asked.
pub fn questions(kind: Kind) -> &'static [Question] {
    match kind {
        Kind::Body => body::QUESTIONS,
        Kind::Change => change::QUESTIONS,
        Kind::Resolution => resolution::QUESTIONS,
        Kind::Determination => determination::QUESTIONS,
        Kind::Duty => duty::QUESTIONS,
    }
}

/// The question of this name.
pub fn question(kind: Kind, name: &str) -> Option<&'static Question> {
    questions(kind).iter().find(|question| question.name == name)
}

/// One thing that is asked of a record.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its name: of the flag, of the field in a browser, and in a kept draft.
    pub name: &'static str,
    /// Where the answer stands in the record: the names of fields, joined by dots.
    pub place: &'static str,
    /// The question, as it is put to a person.
    pub asks: &'static str,
    /// What the answer is, in one line: beside the flag, and below the question.
    pub about: &'static str,
    /// What help adds; may be empty.
    pub more: &'static str,
    /// The provision of law that the question comes from, by its id in the catalogue; empty where there is none.
    pub law: &'static str,
    /// What an answer is.
    pub answer: Answer,
    /// Whether there must be one.
    pub need: Need,
    /// Whether there may be several.
    pub many: bool,
    /// Whether it is worth asking after what was answered so far. Whoever answers it unasked is heard all the same.
    pub when: fn(&Answers) -> bool,
}

/// What an answer is.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Text on one line.
    Line,
    /// Text of any length, in Markdown.
    Prose,
    /// A date as far as it is known.
    Date,
    /// The address of a page on the web.
    Address,
    /// A name in small letters and hyphens, such as a service.
    Slug,
    /// One of these words.
    Word(&'static [WordSpec]),
    /// A body of one of these roles; of any where none is named.
    Body(&'static [Role]),
    /// A record of this kind.
    Record(Kind),
    /// The label of a clause of the resolution that was answered before.
    Clause,
    /// A provision of law, by its id.
    Provision,
    /// People in general, by one of these words, or a body.
    Whom(&'static [WordSpec]),
    /// Several things that belong together, each asked by a question of its own.
    Row(&'static Row),
}

/// Several answers that belong together, such as a date and what happens on it.
#[derive(Debug)]
pub struct Row {
    /// What one is called.
    pub one: &'static str,
    /// Its questions.
    pub parts: &'static [Question],
    /// How a flag gives all of it at once.
    pub form: &'static str,
    /// Reads what a flag gives.
    pub split: fn(&str) -> Option<Answers>,
}

/// Whether there must be an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// There need not.
    May,
    /// There must.
    Must,
    /// There must, unless the question of this name is answered, from which it follows.
    Unless(&'static str),
    /// Exactly one of the questions that say this same thing must be answered.
    OneOf(&'static str),
}

impl Question {
    /// A question that may be left without an answer.
    const fn new(
        name: &'static str,
        place: &'static str,
        answer: Answer,
        asks: &'static str,
        about: &'static str,
    ) -> Self {
        Self {
            name,
            place,
            asks,
            about,
            more: "",
            law: "",
            answer,
            need: Need::May,
            many: false,
            when: always,
        }
    }

    /// The same, which must be answered.
    const fn must(mut self) -> Self {
        self.need = Need::Must;
        self
    }

    /// The same, with this need.
    const fn need(mut self, need: Need) -> Self {
        self.need = need;
        self
    }

    /// The same, with any number of answers.
    const fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// The same, asked only where this holds.
    const fn when(mut self, when: fn(&Answers) -> bool) -> Self {
        self.when = when;
        self
    }

    /// The same, with more to be told by help.
    const fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }

    /// The same, with the provision of law that it comes from.
    const fn law(mut self, provision: &'static str) -> Self {
        self.law = provision;
        self
    }

    /// The questions within it, where it is answered by a row.
    pub fn parts(&self) -> &'static [Question] {
        match self.answer {
            Answer::Row(row) => row.parts,
            _ => &[],
        }
    }
}

fn always(_: &Answers) -> bool {
    true
}
