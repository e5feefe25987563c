//! What becomes of an answer.

use super::deed::{Deed, Deeds};
use super::offer::may_pass;
use super::{Guide, Over, Reply, Turn};
use crate::form::{Answer, Known, Question, Spot, read};

impl Guide {
    /// Takes the answer to the question that is asked.
    pub(super) fn take(&mut self, spot: Spot, reply: &Reply, known: &Known<'_>) {
        let (asked, _) = self.at(spot);
        match reply {
            Reply::Wrote(text) => self.take_text(spot, asked, text, known),
            Reply::Picked(number) => {
                let deeds = match asked.answer {
                    Answer::Row(_) => Some(self.row_deeds(asked, known)),
                    _ => self.deeds(spot, known),
                };
                if let Some(deed) = deeds.and_then(|deeds: Deeds| deeds.at(*number)) {
                    self.take_deed(spot, asked, deed, known);
                }
            }
            Reply::Back | Reply::More | Reply::Left => {}
        }
    }

    fn take_text(&mut self, spot: Spot, asked: &'static Question, text: &str, known: &Known<'_>) {
        let typing = std::mem::replace(&mut self.over, Over::Nothing) == Over::Typing;
        if text.trim().is_empty() {
            if typing {
                return;
            }
            if !may_pass(asked) {
                self.notice =
                    "This one is needed. `<` goes back, `!` leaves and keeps your answers.".to_owned();
                return;
            }
            self.set(spot, Vec::new());
            self.open_mut().forward();
            return;
        }
        match read(asked, text, known.today) {
            Ok(text) if typing || asked.many => {
                let mut texts = self.beside_of(spot).texts(asked.name).to_vec();
                if !texts.contains(&text) {
                    texts.push(text);
                }
                self.set(spot, texts);
            }
            Ok(text) => {
                self.set(spot, vec![text]);
                self.open_mut().forward();
            }
            Err((what, cure)) => self.notice = format!("{}: {cure}.", crate::value::capital(&what)),
        }
    }

    fn take_deed(&mut self, spot: Spot, asked: &'static Question, deed: Deed, known: &Known<'_>) {
        let mut texts = self.beside_of(spot).texts(asked.name).to_vec();
        match deed {
            Deed::Take(texts) => {
                self.set(spot, texts);
                self.open_mut().forward();
            }
            Deed::TakeRows(rows) => {
                self.open_mut().answers.set_rows(asked.name, rows);
                self.open_mut().forward();
            }
            Deed::Add(text) => {
                texts.push(text);
                self.set(spot, texts);
            }
            Deed::Remove(number) => {
                texts.remove(number);
                self.set(spot, texts);
            }
            Deed::Row(number) => {
                let first = self.open().parts(asked, number).first().map(|part| part.name);
                self.open_mut().at = first.map(|first| Spot::part(asked.name, number, first));
            }
            Deed::RemoveRow(number) => {
                let mut rows = self.open().answers.rows(asked.name).to_vec();
                rows.remove(number);
                self.open_mut().answers.set_rows(asked.name, rows);
            }
            Deed::Enough => self.open_mut().forward(),
            Deed::Nothing => {
                match asked.answer {
                    Answer::Row(_) => self.open_mut().answers.set_rows(asked.name, Vec::new()),
                    _ => self.set(spot, Vec::new()),
                }
                self.open_mut().forward();
            }
            Deed::New(kind) => self.begin(kind, asked, known),
            Deed::Type => self.over = Over::Typing,
        }
    }

    /// Sets the answers at a place.
    pub(super) fn set(&mut self, spot: Spot, texts: Vec<String>) {
        let answers = &mut self.open_mut().answers;
        let Some((row, Some(part))) = spot.within else {
            answers.set(spot.name, texts);
            return;
        };
        let mut rows = answers.rows(spot.name).to_vec();
        if row >= rows.len() {
            rows.push(crate::form::Answers::new());
        }
        if let Some(answers) = rows.get_mut(row) {
            answers.set(part, texts);
        }
        answers.set_rows(spot.name, rows);
    }

    /// To the question before. Before the first one stands what the form was begun from, or nothing.
    pub(super) fn back(&mut self) {
        if self.open().at.is_none() {
            if !self.open_mut().resume() {
                self.notice = "There is no question before this.".to_owned();
            }
            return;
        }
        if self.open_mut().backward() {
            return;
        }
        if self.sheets.len() > 1 {
            self.put_aside();
        } else {
            self.notice = "This is the first question. `!` leaves, and keeps your answers.".to_owned();
        }
    }

    pub(super) fn take_menu(&mut self, number: usize) -> Turn {
        self.over = Over::Nothing;
        match self.menu_deeds().get(number) {
            Some((_, super::review::Other::Everything)) => self.open_mut().at = None,
            Some((_, super::review::Other::Leave)) => return Turn::Leave,
            Some((_, super::review::Other::Discard)) => self.over = Over::Sure,
            _ => {}
        }
        Turn::Go
    }
}
