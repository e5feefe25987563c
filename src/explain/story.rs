//! A story of a few saves, told to the audit as a history: what was done to the files of a register, and what is found in it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::{Form, SOUND, Shown};
use crate::audit::{Difference, Past, Report, Since, Step, TextId, records};
use crate::history::Commit;

/// What a save did to one file.
pub(super) enum Act {
    /// The file holds this now.
    Put(&'static str, &'static str),
    /// Words of it became others, and something was added at its end.
    Edit(&'static str, (&'static str, &'static str), &'static str),
    /// It is gone.
    Remove(&'static str),
}

/// One save: its day, its words, and what it did.
pub(super) struct Save {
    pub(super) day: &'static str,
    pub(super) words: &'static str,
    pub(super) acts: Vec<Act>,
}

/// The history that some saves make, upon the sound register.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) past: Past,
    pub(super) shown: Vec<Shown>,
    texts: HashMap<TextId, String>,
    files: BTreeMap<String, String>,
    /// The files that were shown whole.
    pub(super) known: Vec<&'static str>,
}

/// A save.
pub(super) fn save(day: &'static str, words: &'static str, acts: impl IntoIterator<Item = Act>) -> Save {
    Save {
        day,
        words,
        acts: acts.into_iter().collect(),
    }
}

impl Story {
    /// Tells some saves one after the other.
    pub(super) fn of(saves: impl IntoIterator<Item = Save>) -> Self {
        let mut story = Self {
            past: Past::default(),
            shown: Vec::new(),
            texts: HashMap::new(),
            files: BTreeMap::new(),
            known: Vec::new(),
        };
        let first = SOUND.iter();
        let first = first.map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned())));
        story.step("2025-12-01", "The register", first.collect());
        for save in saves {
            story.save(&save);
        }
        story
    }

    /// What the audit finds in the records.
    pub(super) fn report(&self) -> Report {
        records(&self.past, &|ids| self.texts(ids), &Since::Beginning)
    }

    /// The bytes of texts.
    pub(super) fn texts(&self, ids: &[TextId]) -> Vec<Option<Vec<u8>>> {
        let texts = ids.iter().map(|id| self.texts.get(id));
        texts
            .map(|text| text.map(|text| text.clone().into_bytes()))
            .collect()
    }

    /// The name of the last commit.
    pub(super) fn last(&self) -> String {
        self.past
            .steps
            .first()
            .map(|step| step.commit.id.clone())
            .unwrap_or_default()
    }

    /// Adds a save, and shows what it did.
    pub(super) fn save(&mut self, save: &Save) {
        let mut changed: BTreeMap<String, Option<String>> = BTreeMap::new();
        let day = day(save.day).format("%-d %B %Y");
        let mut lead = format!("Saved on {day} as \"{}\",", save.words);
        for act in &save.acts {
            let (path, now) = match act {
                Act::Put(path, text) => (*path, Some((*text).to_owned())),
                Act::Remove(path) => (*path, None),
                Act::Edit(path, (from, to), added) => {
                    self.show_whole(path);
                    let before = self.files.get(*path).cloned().unwrap_or_default();
                    (*path, Some(before.replacen(from, to, 1) + added))
                }
            };
            let shown = match (act, &now) {
                (Act::Edit(..), Some(now)) => {
                    let before = self.files.get(path).map(String::as_str).unwrap_or_default();
                    Shown {
                        about: format!("{lead} in {path}:"),
                        text: lines(before, now),
                        form: Form::Lines,
                    }
                }
                (_, Some(now)) => Shown::file(format!("{lead} {path}:"), path, now.clone()),
                (_, None) => Shown::said(format!("{lead} {path} is deleted.")),
            };
            if now.is_some() {
                self.known.push(path);
            }
            self.shown.push(shown);
            changed.insert(path.to_owned(), now);
            "In the same save,".clone_into(&mut lead);
        }
        self.step(save.day, save.words, changed);
    }

    /// Shows a file as it stands, where a change of it is about to be shown and it was not.
    fn show_whole(&mut self, path: &'static str) {
        let Some(text) = self.files.get(path).filter(|_| !self.known.contains(&path)) else {
            return;
        };
        let about = format!("In {path} stands:");
        self.shown.push(Shown::file(about, path, text.clone()));
        self.known.push(path);
    }

    /// Adds a commit.
    fn step(&mut self, on: &str, summary: &str, changed: BTreeMap<String, Option<String>>) {
        let mut differences = Vec::new();
        for (path, now) in changed {
            let old = self.files.get(&path).map(|text| name(text));
            let new = now.as_ref().map(|text| name(text));
            if let Some(text) = &now {
                self.texts.insert(name(text), text.clone());
            }
            differences.push(Difference {
                record: record(&path),
                old,
                new,
            });
            match now {
                Some(text) => self.files.insert(path, text),
                None => self.files.remove(&path),
            };
        }
        let id = name(&format!("{} {on} {summary}", self.past.steps.len())).to_string();
        // Children come before parents.
        for step in &mut self.past.steps {
            step.parents.iter_mut().for_each(|parent| *parent += 1);
        }
        let parents = if self.past.steps.is_empty() {
            vec![]
        } else {
            vec![1]
        };
        self.past.steps.insert(
            0,
            Step {
                commit: Commit {
                    id,
                    on: day(on),
                    by: "A Clerk".to_owned(),
                    summary: summary.to_owned(),
                },
                day: day(on),
                parents,
                is_cut: false,
                is_signed: false,
                against: vec![differences],
            },
        );
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

/// The SHA-256 sum of a text, in hexadecimal.
pub(super) fn sum(text: &str) -> String {
    let sum = Sha256::digest(text.as_bytes());
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name for a text that no other text has.
fn name(text: &str) -> TextId {
    let sum = Sha256::digest(text.as_bytes());
    let mut bytes = [0; 20];
    bytes.copy_from_slice(&sum[..20]);
    TextId(bytes)
}

/// The record that a file holds, as the audit names it: its kind's folder and its id.
fn record(path: &str) -> String {
    let below = path.strip_prefix("records/").unwrap_or(path);
    let below = below.strip_suffix(".yaml").unwrap_or(below);
    match (below.split_once('/'), below.rsplit_once('/')) {
        (Some((kind, _)), Some((_, id))) => format!("{kind}/{id}"),
        _ => below.to_owned(),
    }
}

/// The lines in which two texts differ, with a line on either side; dots stand for those that are left out.
fn lines(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let marked = marked(&old, &new);
    let is_near = |at: usize| {
        let around = at.saturating_sub(1)..(at + 2).min(marked.len());
        marked[around].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut out = String::new();
    let mut last = None;
    for (at, (mark, text)) in marked.iter().enumerate().filter(|(at, _)| is_near(*at)) {
        if last.is_some_and(|last| last + 1 < at) {
            out.push_str("  ...\n");
        }
        out.push_str(format!("{mark} {text}").trim_end());
        out.push('\n');
        last = Some(at);
    }
    out
}

/// All lines of both: those of both once, and the rest as gone or come. The longest common run of lines is kept.
fn marked<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(char, &'t str)> {
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = match old[i] == new[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut marked = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            marked.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            marked.push(('-', old[i]));
            i += 1;
        } else {
            marked.push(('+', new[j]));
            j += 1;
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_stand_between_a_line_on_either_side() {
        assert_eq!(lines("a\nb\nc\nd\n", "a\nx\nc\nd\n"), "  a\n- b\n+ x\n  c\n");
        assert_eq!(lines("a\n", "a\nb\n"), "  a\n+ b\n");
        assert_eq!(
            lines("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n"),
            "- a\n+ x\n  b\n  ...\n  d\n- e\n+ y\n"
        );
        assert_eq!(lines("a\na\n", "a\n"), "  a\n- a\n");
    }

    #[test]
    fn a_record_is_named_by_its_kind_and_its_id() {
        assert_eq!(record("records/changes/2025/ward.yaml"), "changes/ward");
        assert_eq!(record("records/bodies/icb.yaml"), "bodies/icb");
        assert_eq!(record("records/register.yaml"), "register");
    }
}
