//! What a line to choose from does when it is chosen.

use super::Line;
use crate::record::Kind;

/// What becomes of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// These become the answers, and the form goes on.
    Take(Vec<String>),
    /// These rows become the answers, and the form goes on.
    TakeRows(Vec<crate::form::Answers>),
    /// This is one answer more.
    Add(String),
    /// The answer of this number is taken out.
    Remove(usize),
    /// The row of this number is changed, or begun.
    Row(usize),
    /// The row of this number is taken out.
    RemoveRow(usize),
    /// The answers are left as they are, and the form goes on.
    Enough,
    /// There is no answer, and the form goes on.
    Nothing,
    /// A new record of this kind is begun.
    New(Kind),
    /// Something that is not listed is typed.
    Type,
}

/// Lines with what they do, and the one that Enter takes.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    pub(super) list: Vec<(Line, Deed)>,
    pub(super) start: Option<usize>,
}

impl Deeds {
    pub(super) fn add(&mut self, text: impl Into<String>, deed: Deed) {
        self.list.push((
            Line {
                text: text.into(),
                also: String::new(),
                stays: false,
            },
            deed,
        ));
    }

    /// Adds the line that Enter takes, unless there is one.
    pub(super) fn start(&mut self, text: impl Into<String>, deed: Deed) {
        if self.start.is_none() {
            self.start = Some(self.list.len());
        }
        self.add(text, deed);
    }

    pub(super) fn lines(self) -> (Vec<Line>, Option<usize>) {
        (self.list.into_iter().map(|(line, _)| line).collect(), self.start)
    }

    /// What the line of this number does.
    pub(super) fn at(mut self, number: usize) -> Option<Deed> {
        (number < self.list.len()).then(|| self.list.swap_remove(number).1)
    }
}
