//! The questions about the change: a recorded one, a new one, or none; and the days to be recorded with it.

use super::excerpt::around;
use super::{Form, Step, Within};
use crate::cli::ask::{Answer, Question, Reply};
use crate::cli::import::about;
use crate::cli::import::answers::{KeyDate, NewChangeAnswer};
use crate::cli::import::matching::Proposal;
use crate::record::change::ChangeKind;

impl Form<'_> {
    /// The recorded changes, those that may be meant first.
    pub(super) fn changes(&self) -> Vec<Proposal> {
        let committee = self.answers.committee.as_ref();
        let table = self.table;
        let mut all = about::changes(table.register, &table.minutes.page, self.draft(), committee);
        for change in table.register.changes.iter() {
            if !all.iter().any(|one| one.id == change.id) {
                all.push(Proposal {
                    id: change.id.clone(),
                    name: change.body.title.to_string(),
                    reason: String::new(),
                    certain: false,
                });
            }
        }
        all
    }

    pub(super) fn ask_change(&self) -> Question {
        let all = self.changes();
        let chosen = self.answers.changes.as_deref().unwrap_or_default();
        let start = match (&self.answers.new_change, chosen.first()) {
            (Some(_), _) => all.len(),
            (None, Some(id)) => all.iter().position(|one| one.id == *id).unwrap_or(0),
            // Where nothing speaks for any, none is put first.
            (None, None) if all.first().is_none_or(|one| one.reason.is_empty()) => all.len(),
            (None, None) => 0,
        };
        let mut lines: Vec<String> = all.iter().map(proposal).collect();
        lines.push("A new change".to_owned());
        lines.push("None that the register is about".to_owned());
        Question {
            about: String::new(),
            asks: "Which change was the item about?".to_owned(),
            help: self.explain(
                "A change is the case that views and duties hang from. Those on top share words, names or days with \
                 the minutes; nothing is chosen for you. Where one item was about several, add the others afterwards, \
                 or give them with --change.",
                "hs-reg23-1a-consult",
            ),
            answer: Answer::Pick(lines, start),
        }
    }

    pub(super) fn take_change(&mut self, picked: usize) {
        let all = self.changes();
        // What was settled of another change is not carried over to this one.
        for answer in self.answers.clauses.values_mut() {
            for view in &mut answer.views {
                if view.about != Some(super::super::answers::About::NoView) {
                    (view.about, view.supersedes) = (None, None);
                }
            }
        }
        self.answers.key_dates.clone_from(&self.given.key_dates);
        match all.get(picked) {
            Some(one) => {
                self.answers.changes = Some(vec![one.id.clone()]);
                self.answers.new_change = None;
            }
            None if picked == all.len() => {
                self.answers.changes = None;
                self.answers
                    .new_change
                    .get_or_insert_with(NewChangeAnswer::default);
            }
            None => {
                self.answers.changes = Some(Vec::new());
                self.answers.new_change = None;
            }
        }
        self.forward();
    }

    pub(super) fn ask_new(&self, step: Step) -> Question {
        let new = self.answers.new_change.clone().unwrap_or_default();
        let kinds = || {
            ChangeKind::ALL
                .iter()
                .map(|(kind, spec)| (kind, format!("{}: {}", spec.word, spec.about.trim())))
        };
        let (asks, answer) = match step {
            Step::NewTitle => ("The title of the new change?", Answer::Write(new.title)),
            Step::NewSummary => (
                "In one or two plain sentences?",
                Answer::Write(new.summary.unwrap_or_default()),
            ),
            _ => (
                "What sort of change is it?",
                Answer::Pick(
                    kinds().map(|(_, line)| line).collect(),
                    kinds().position(|(kind, _)| Some(*kind) == new.kind).unwrap_or(0),
                ),
            ),
        };
        Question {
            about: String::new(),
            asks: asks.to_owned(),
            help: self.explained(step),
            answer,
        }
    }

    pub(super) fn take_new(&mut self, step: Step, reply: &Reply) {
        let new = self
            .answers
            .new_change
            .get_or_insert_with(NewChangeAnswer::default);
        match (step, reply) {
            (_, Reply::Wrote(text)) if text.is_empty() => {
                self.notice = "Write a few words, or go back and choose another change.".to_owned();
                return;
            }
            (Step::NewTitle, Reply::Wrote(text)) => new.title.clone_from(text),
            (_, Reply::Wrote(text)) => new.summary = Some(text.clone()),
            (_, Reply::Picked(number)) => new.kind = ChangeKind::ALL.get(*number).map(|(kind, _)| *kind),
            _ => {}
        }
        self.forward();
    }

    pub(super) fn ask_key_date(&self, at: usize) -> Question {
        let day = self.days()[at];
        let chosen = self.answers.key_dates.iter().any(|key| key.date == day);
        let place = self.draft().dates.iter().find(|date| date.value == day);
        let text = &self.table.minutes.page.text;
        let line = place.map_or("", |date| text[around(text, date.span)].trim());
        Question {
            about: format!("    {line}"),
            asks: format!("Record {} with the change?", day.spoken()),
            help: self.explained(Step::KeyDate(at)),
            answer: Answer::Pick(
                vec!["No, leave it out".to_owned(), "Yes, as a key date".to_owned()],
                usize::from(chosen),
            ),
        }
    }

    pub(super) fn take_key_date(&mut self, at: usize, picked: usize) {
        if picked == 1 {
            self.within = Some(Within::KeyWhat(at));
            return;
        }
        let day = self.days()[at];
        self.answers.key_dates.retain(|key| key.date != day);
        self.forward();
    }

    pub(super) fn ask_key_what(&self, at: usize) -> Question {
        let day = self.days()[at];
        let said = self.answers.key_dates.iter().find(|key| key.date == day);
        Question {
            about: String::new(),
            asks: format!("What happens on {}?", day.spoken()),
            help: self.explained(Step::KeyDate(at)),
            answer: Answer::Write(said.map(|key| key.what.clone()).unwrap_or_default()),
        }
    }

    pub(super) fn take_key_what(&mut self, at: usize, text: &str) {
        let day = self.days()[at];
        self.answers.key_dates.retain(|key| key.date != day);
        if text.is_empty() {
            self.notice = "Nothing was written, so the day is left out.".to_owned();
            return;
        }
        self.answers.key_dates.push(KeyDate {
            date: day,
            what: text.to_owned(),
            change: None,
        });
        self.forward();
    }
}

/// A proposal on one line, with what speaks for it.
pub(super) fn proposal(one: &Proposal) -> String {
    match one.reason.as_str() {
        "" => one.name.clone(),
        reason => format!("{} ({reason})", crate::cli::output::clip(&one.name, 52)),
    }
}
