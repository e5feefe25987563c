//! A form that is answered question by question: what is asked now, what becomes of an answer, and where it goes on. No
//! terminal is in it: a [`Prompt`] comes out, a [`Reply`] goes in, and at any time it can be kept as an [`Unfinished`](super::Unfinished) form.

mod beside;
mod deed;
mod judge;
mod kept;
mod offer;
mod review;
mod rows;
mod sheet;
mod take;

pub use judge::{Made, Said, Verdict, judge, made};
pub use review::name;

use chrono::NaiveDate;

use super::{Answers, Beside, Known, Spot, question};
use crate::history::History;
use crate::record::Kind;
use sheet::Open;

/// What is put to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What is told first; may be empty.
    pub told: String,
    /// The question, on one line, with its number.
    pub asks: String,
    /// What `?` explains.
    pub help: String,
    /// How it is answered.
    pub entry: Entry,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By one of these lines, narrowed down by typing; the second value is the one that Enter takes, if there is one.
    Pick(Vec<Line>, Option<usize>),
    /// By text on one line; Enter takes this.
    Write(String),
    /// By text of any length; this is what there is already.
    Prose(String),
}

/// A line to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// What it is found by besides, such as an id.
    pub also: String,
    /// Whether it is always there, whatever is typed.
    pub stays: bool,
}

/// What a person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The line with this number.
    Picked(usize),
    /// This text.
    Wrote(String),
    /// Back to the question before.
    Back,
    /// What else can be done here: look at everything, leave.
    More,
    /// Away: the answers are kept.
    Left,
}

/// Where an answer leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// There is another question.
    Go,
    /// The file that would be written is to be shown.
    Show,
    /// The record is to be saved; as a draft, where that is so.
    Save {
        /// Whether it is kept out of the site.
        draft: bool,
    },
    /// The form is left, and its answers are kept.
    Leave,
    /// The form is thrown away.
    Discard,
}

/// What stands over the question that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    Nothing,
    /// What else can be done.
    Menu,
    /// Whether the form is really to be thrown away.
    Sure,
    /// An answer that is not among the choices is typed.
    Typing,
    /// Which line of the review is to be changed.
    Lines,
    /// The id of the record.
    Id,
}

/// The record that is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Its id.
    pub id: String,
    /// The path of its file, below the register's folder.
    pub path: String,
    /// The text of its file as it is now.
    pub text: String,
}

/// A form while it is answered.
#[derive(Clone, Debug)]
pub struct Guide {
    begun: NaiveDate,
    edited: Option<Edited>,
    /// What the edited record said when the form was begun.
    was: Answers,
    /// The forms that are open; the last one is asked. There is always one.
    sheets: Vec<Open>,
    /// New records that were answered whole on the way.
    beside: Vec<Beside>,
    /// Forms that were begun on the way and left again, should they be gone on with.
    aside: Vec<Open>,
    over: Over,
    notice: String,
    history: Option<History>,
    /// Whether the record is a draft from the first.
    draft: bool,
}

impl Guide {
    /// A form for a new record. What is `given` is not asked again, but stands in the review.
    pub fn new(kind: Kind, given: Answers, id: Option<String>, today: NaiveDate) -> Self {
        Self::with(Open::new(kind, given, id), None, Answers::new(), today)
    }

    /// A form for a record that is there; it begins at the review.
    pub fn edit(kind: Kind, edited: Edited, was: Answers, today: NaiveDate) -> Self {
        let open = Open::review(kind, was.clone(), Some(edited.id.clone()));
        Self::with(open, Some(edited), was, today)
    }

    fn with(open: Open, edited: Option<Edited>, was: Answers, begun: NaiveDate) -> Self {
        Self {
            begun,
            edited,
            was,
            sheets: vec![open],
            beside: Vec::new(),
            aside: Vec::new(),
            over: Over::Nothing,
            notice: String::new(),
            history: None,
            draft: false,
        }
    }

    /// The same, with the history that tells which record was made last.
    #[must_use]
    pub fn remembering(mut self, history: Option<History>) -> Self {
        self.history = history;
        self
    }

    /// The same, which is to be saved as a draft.
    #[must_use]
    pub fn as_draft(mut self, draft: bool) -> Self {
        self.draft = draft;
        self
    }

    /// The kind of the record that the form is for.
    pub fn kind(&self) -> Kind {
        self.sheets[0].kind
    }

    /// The record that is edited, if it is no new one.
    pub fn edited(&self) -> Option<&Edited> {
        self.edited.as_ref()
    }

    /// The new records that were answered whole on the way, to be saved first.
    pub fn beside(&self) -> &[Beside] {
        &self.beside
    }

    /// Whether everything is shown, so that mistakes are to be looked for.
    pub fn is_in_review(&self) -> bool {
        self.open().at.is_none() && self.over == Over::Nothing
    }

    /// Says something above the next question.
    pub fn tell(&mut self, text: &str) {
        self.notice = text.to_owned();
    }

    /// Says something more above the next question.
    pub fn tell_also(&mut self, text: &str) {
        self.notice = format!("{text}\n{}", self.notice).trim().to_owned();
    }

    fn open(&self) -> &Open {
        self.sheets.last().expect("there is always a form")
    }

    fn open_mut(&mut self) -> &mut Open {
        self.sheets.last_mut().expect("there is always a form")
    }

    /// The answers of the form that is open, without those that are not asked for any more.
    pub fn settled(&self) -> Answers {
        let open = self.open();
        let is_outer = self.sheets.len() == 1;
        open.settled(if is_outer { Some(&self.was) } else { None })
    }

    /// What is to be asked now; in the review with what was found to be wrong.
    pub fn prompt(&self, known: &Known<'_>, verdict: Option<&Verdict>) -> Prompt {
        let mut prompt = match (self.over, self.open().at) {
            (Over::Menu, _) => self.menu(),
            (Over::Sure, _) => self.sure(),
            (Over::Lines, _) => self.lines(known),
            (Over::Id, _) => self.id_prompt(known),
            (Over::Typing, Some(spot)) => self.typing(spot, known),
            (_, Some(spot)) => self.question(spot, known),
            (_, None) => self.review(known, verdict),
        };
        if !self.notice.is_empty() {
            prompt.told = format!("{}\n\n{}", prompt.told, self.notice).trim().to_owned();
        }
        prompt
    }

    /// Takes an answer in.
    pub fn answer(&mut self, reply: &Reply, known: &Known<'_>, verdict: Option<&Verdict>) -> Turn {
        self.notice.clear();
        match (self.over, reply) {
            (_, Reply::Left) => return Turn::Leave,
            (Over::Nothing, Reply::More) => self.over = Over::Menu,
            (Over::Nothing, Reply::Back) => self.back(),
            (_, Reply::Back | Reply::More) => self.over = Over::Nothing,
            (Over::Menu, Reply::Picked(at)) => return self.take_menu(*at),
            (Over::Sure, Reply::Picked(at)) => return self.take_sure(*at),
            (Over::Lines, Reply::Picked(at)) => self.take_line(*at, known),
            (Over::Id, Reply::Wrote(text)) => self.take_id(text),
            (Over::Menu | Over::Sure | Over::Lines | Over::Id, _) => {}
            (Over::Nothing | Over::Typing, reply) => match self.open().at {
                Some(spot) => self.take(spot, reply, known),
                None => return self.take_review(reply, known, verdict),
            },
        }
        Turn::Go
    }

    /// The question at a place, and the one whose row it is in.
    fn at(&self, spot: Spot) -> (&'static super::Question, Option<&'static super::Question>) {
        let outer = question(self.open().kind, spot.name).expect("a place names a question");
        match spot.within {
            Some((_, Some(part))) => {
                let inner = outer.parts().iter().find(|one| one.name == part);
                (inner.expect("a place names a part"), Some(outer))
            }
            _ => (outer, None),
        }
    }
}

#[cfg(test)]
mod tests;
