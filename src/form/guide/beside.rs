//! A new record that is begun within the form of another, and comes back as its answer.

use super::sheet::Open;
use super::{Guide, Over};
use crate::form::{Answer, Answers, Beside, Known, Question};
use crate::record::Kind;

impl Guide {
    /// Begins the form of a new record for the question that is asked; one that was left before is gone on with.
    pub(super) fn begin(&mut self, kind: Kind, asked: &'static Question, _known: &Known<'_>) {
        let role = match asked.answer {
            Answer::Body([role]) => Some(role.word()),
            _ => None,
        };
        let left = self.aside.iter().position(|open| {
            open.kind == kind && role.is_none_or(|role| open.answers.text("role") == Some(role))
        });
        let open = match left {
            Some(at) => {
                let mut open = self.aside.remove(at);
                open.at = open.at.or_else(|| {
                    open.steps()
                        .first()
                        .map(|first| crate::form::Spot::of(first.name))
                });
                open
            }
            None => {
                let mut given = Answers::new();
                given.set_one("role", role.filter(|_| kind == Kind::Body));
                Open::new(kind, given, None)
            }
        };
        self.sheets.push(open);
    }

    /// Back to the form that this one was begun from; what was answered is kept, should it be begun again.
    pub(super) fn put_aside(&mut self) {
        if self.sheets.len() > 1
            && let Some(open) = self.sheets.pop()
            && !open.answers.is_empty()
        {
            self.aside.push(open);
        }
    }

    /// Ends the inner form: its record is the answer to the question it was begun from.
    pub(super) fn come_back(&mut self, id: &str) {
        let answers = self.settled();
        let Some(open) = self.sheets.pop() else { return };
        self.beside.push(Beside {
            kind: open.kind,
            id: id.to_owned(),
            answers,
        });
        self.over = Over::Nothing;
        let Some(spot) = self.open().at else { return };
        let (asked, _) = self.at(spot);
        if asked.many {
            let mut texts = self.beside_of(spot).texts(asked.name).to_vec();
            texts.push(id.to_owned());
            self.set(spot, texts);
        } else {
            self.set(spot, vec![id.to_owned()]);
            self.open_mut().forward();
        }
    }

    /// The new records that the record still names, directly or through one another, the first first; what nobody names is not
    /// saved.
    pub fn needed(&self) -> Vec<&Beside> {
        let outer = &self.sheets[0];
        let own = outer.settled(Some(&self.was));
        let mut named = keys(outer.kind, &own);
        let mut needed = Vec::new();
        // What one of them names was begun within it, and so came back before it.
        for one in self.beside.iter().rev() {
            if named.contains(&(one.kind, one.id.clone())) {
                named.extend(keys(one.kind, &one.answers));
                needed.push(one);
            }
        }
        needed.reverse();
        needed
    }
}

fn keys(kind: Kind, answers: &Answers) -> Vec<(Kind, String)> {
    let named = crate::form::named(kind, answers).into_iter();
    named.map(|(kind, id)| (kind, id.to_owned())).collect()
}
