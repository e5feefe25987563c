//! One form of questions: which of them are asked after what was answered, and in which order.

use crate::form::draft::Sheet;
use crate::form::{Answer, Answers, Question, Spot, question, questions};
use crate::record::Kind;

/// A form that is open.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) kind: Kind,
    pub(super) answers: Answers,
    pub(super) id: Option<String>,
    /// The questions that were answered by flags.
    pub(super) given: Vec<String>,
    /// The question that is asked; none at the review.
    pub(super) at: Option<Spot>,
    /// The question that the first way through has come to; none once it is through.
    pub(super) reached: Option<&'static str>,
}

impl Open {
    pub(super) fn new(kind: Kind, answers: Answers, id: Option<String>) -> Self {
        let mut open = Self {
            kind,
            given: answers.names().map(str::to_owned).collect(),
            answers,
            id,
            at: None,
            reached: None,
        };
        open.reached = open.steps().first().map(|first| first.name);
        open.at = open.reached.map(Spot::of);
        open
    }

    /// A form that is answered already.
    pub(super) fn review(kind: Kind, answers: Answers, id: Option<String>) -> Self {
        Self {
            kind,
            answers,
            id,
            given: Vec::new(),
            at: None,
            reached: None,
        }
    }

    /// The questions that are asked after the answers so far, in their order.
    pub(super) fn steps(&self) -> Vec<&'static Question> {
        let settled = self.settled(None);
        let is_asked = |question: &&Question| {
            (question.when)(&settled) && !self.given.iter().any(|name| name == question.name)
        };
        questions(self.kind).iter().filter(is_asked).collect()
    }

    /// The answers without those to questions that are not asked any more, because another answer has changed. What flags gave,
    /// and what the record said before, stays.
    pub(super) fn settled(&self, was: Option<&Answers>) -> Answers {
        let nothing = Answers::new();
        let was = was.unwrap_or(&nothing);
        let mut settled = Answers::new();
        for question in questions(self.kind) {
            let Some(given) = self.answers.given(question.name) else {
                continue;
            };
            let stays = self.given.iter().any(|name| name == question.name)
                || was.given(question.name) == Some(given);
            if let (Answer::Row(row), false) = (question.answer, stays) {
                let rows = self.answers.rows(question.name).iter();
                let rows = rows.map(|answers| match was.rows(question.name).contains(answers) {
                    true => answers.clone(),
                    false => asked_for(row.parts, answers),
                });
                let rows = rows.collect();
                if (question.when)(&settled) {
                    settled.set_rows(question.name, rows);
                }
            } else if stays || (question.when)(&settled) {
                settled.put(question.name, Some(given.clone()));
            }
        }
        settled
    }

    /// The parts of a row that are asked after what was answered in it.
    pub(super) fn parts(&self, outer: &'static Question, row: usize) -> Vec<&'static Question> {
        let nothing = Answers::new();
        let answers = self.answers.rows(outer.name).get(row).unwrap_or(&nothing);
        let settled = asked_for(outer.parts(), answers);
        outer
            .parts()
            .iter()
            .filter(|part| (part.when)(&settled))
            .collect()
    }

    /// To the question after the one that is asked, or to the review.
    pub(super) fn forward(&mut self) {
        let Some(spot) = self.at else { return };
        if let (Some(outer), Some((row, Some(part)))) = (question(self.kind, spot.name), spot.within) {
            let parts = self.parts(outer, row);
            let next = after(outer.parts(), &parts, part);
            // Of what may be there several times, the list is shown after each.
            self.at = match next {
                Some(next) => Some(Spot::part(spot.name, row, next.name)),
                None if outer.many => Some(Spot::of(spot.name)),
                None => return self.onward(spot.name),
            };
            return;
        }
        self.onward(spot.name);
    }

    fn onward(&mut self, name: &str) {
        if self.reached != Some(name) {
            self.at = None;
            return;
        }
        let next = after(questions(self.kind), &self.steps(), name);
        self.reached = next.map(|next| next.name);
        self.at = self.reached.map(Spot::of);
    }

    /// To the question before; whether there was one.
    pub(super) fn backward(&mut self) -> bool {
        let Some(spot) = self.at else { return false };
        if let (Some(outer), Some((row, Some(part)))) = (question(self.kind, spot.name), spot.within) {
            let parts = self.parts(outer, row);
            let at = parts.iter().position(|one| one.name == part).unwrap_or(0);
            self.at = Some(match at.checked_sub(1) {
                Some(before) => Spot::part(spot.name, row, parts[before].name),
                None => Spot::of(spot.name),
            });
            return true;
        }
        if self.reached != Some(spot.name) {
            self.at = None;
            return true;
        }
        let steps = self.steps();
        let at = steps.iter().position(|one| one.name == spot.name).unwrap_or(0);
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.reached = Some(steps[before].name);
        self.at = self.reached.map(Spot::of);
        true
    }

    /// From the review to the last question, or to the one that was reached; whether there is one.
    pub(super) fn resume(&mut self) -> bool {
        let last = || self.steps().last().map(|last| last.name);
        let Some(name) = self.reached.or_else(last) else {
            return false;
        };
        self.reached = Some(name);
        self.at = Some(Spot::of(name));
        true
    }

    /// As it is kept.
    pub(super) fn keep(&self) -> Sheet {
        let at = self.at.map(|spot| match spot.within {
            Some((row, Some(part))) => format!("{}/{row}/{part}", spot.name),
            _ => spot.name.to_owned(),
        });
        Sheet {
            kind: self.kind,
            answers: self.answers.clone(),
            id: self.id.clone(),
            given: self.given.clone(),
            at: at.unwrap_or_default(),
            reached: self.reached.unwrap_or_default().to_owned(),
        }
    }

    /// From what was kept. A place that this version does not know leads to the review.
    pub(super) fn take_up(sheet: Sheet) -> Self {
        let name = |text: &str| question(sheet.kind, text).map(|question| question.name);
        let mut at = sheet.at.split('/');
        let outer = at.next().and_then(|text| question(sheet.kind, text));
        let spot = outer.map(|outer| {
            let row = at.next().and_then(|text| text.parse().ok());
            let part = at.next();
            let part = outer.parts().iter().find(|one| Some(one.name) == part);
            match (row, part) {
                (Some(row), Some(part)) if row <= sheet.answers.rows(outer.name).len() => {
                    Spot::part(outer.name, row, part.name)
                }
                _ => Spot::of(outer.name),
            }
        });
        Self {
            reached: name(&sheet.reached),
            kind: sheet.kind,
            answers: sheet.answers,
            id: sheet.id,
            given: sheet.given,
            at: spot,
        }
    }
}

/// The answers of a row to the parts that are asked.
fn asked_for(parts: &'static [Question], answers: &Answers) -> Answers {
    let mut settled = Answers::new();
    for part in parts {
        if (part.when)(&settled) {
            settled.put(part.name, answers.given(part.name).cloned());
        }
    }
    settled
}

/// The first question among `asked` that stands after the one of this name in the order of all.
fn after(all: &'static [Question], asked: &[&'static Question], name: &str) -> Option<&'static Question> {
    let place = |name: &str| all.iter().position(|one| one.name == name);
    let here = place(name)?;
    asked.iter().copied().find(|one| place(one.name) > Some(here))
}
