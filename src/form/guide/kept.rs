//! The form as it is kept, and a kept form gone on with.

use super::sheet::Open;
use super::{Edited, Guide, Over};
use crate::form::draft::{Editing, Unfinished};
use crate::form::{Answers, questions, recall};
use crate::record::Kind;
use crate::value::hexadecimal;
use crate::yaml;
use sha2::{Digest, Sha256};

impl Guide {
    /// The form as it is kept.
    pub fn keep(&self) -> Unfinished {
        Unfinished {
            begun: self.begun,
            editing: self.edited.as_ref().map(|edited| Editing {
                id: edited.id.clone(),
                sum: sum(&edited.text),
                was: self.was.clone(),
            }),
            sheets: self.sheets.iter().map(Open::keep).collect(),
            beside: self.beside.clone(),
            aside: self.aside.iter().map(Open::keep).collect(),
        }
    }

    /// A kept form gone on with; of one that edits a record, with the record as it is now. What others have changed in it
    /// meanwhile stands, but for what was answered here.
    pub fn resume(kept: Unfinished, edited: Option<Edited>) -> Self {
        let strangers = kept.unknown();
        let mut guide = Self::with(
            Open::new(kept.kind(), Answers::new(), None),
            None,
            Answers::new(),
            kept.begun,
        );
        guide.sheets = kept.sheets.into_iter().map(Open::take_up).collect();
        guide.aside = kept.aside.into_iter().map(Open::take_up).collect();
        guide.beside = kept.beside;
        guide.over = Over::Nothing;
        if let (Some(editing), Some(edited)) = (kept.editing, edited) {
            let now = recall(guide.kind(), &yaml::json(&edited.text).unwrap_or_default());
            if sum(&edited.text) != editing.sum {
                let both = rebase(guide.kind(), &mut guide.sheets[0].answers, &editing.was, &now);
                guide.notice =
                    "The record was changed since you began. What others changed is taken in.".to_owned();
                if !both.is_empty() {
                    guide.notice = format!(
                        "{} Look at these lines, which you changed too: {}.",
                        guide.notice,
                        both.join(", ")
                    );
                }
            }
            guide.was = now;
            guide.edited = Some(edited);
        }
        if !strangers.is_empty() {
            guide.notice = format!(
                "{}\nThese answers are of no use to this version of scrutiny, and are left aside: {}.",
                guide.notice,
                strangers.join(", ")
            )
            .trim()
            .to_owned();
        }
        guide
    }
}

/// Takes in what differs between two states of a record wherever nothing else was answered; gives what was.
fn rebase(kind: Kind, answers: &mut Answers, was: &Answers, now: &Answers) -> Vec<&'static str> {
    let mut both = Vec::new();
    for question in questions(kind) {
        let name = question.name;
        if was.given(name) == now.given(name) {
            continue;
        }
        if answers.given(name) == was.given(name) {
            answers.put(name, now.given(name).cloned());
        } else if answers.given(name) != now.given(name) {
            both.push(name);
        }
    }
    both
}

/// The SHA-256 sum of a text.
fn sum(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}
