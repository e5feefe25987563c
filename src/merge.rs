//! Two lines of work as one: stands in, by whole files, until the merge by record and field takes its place.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// Only files that differ between any two of the three; path below the repository's folder to bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a register was, and what two people made of it.
#[derive(Clone, Debug)]
pub struct Sides {
    /// What both began with.
    pub base: Files,
    /// Ours.
    pub ours: Files,
    /// Theirs.
    pub theirs: Files,
    /// The register's folder: empty or ending in `/`.
    pub prefix: String,
    /// The day.
    pub today: NaiveDate,
}

/// What comes of merging.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What differs from ours: new bytes, or none where the file goes.
    pub files: BTreeMap<String, Option<Vec<u8>>>,
    /// What a person must settle.
    pub conflicts: Vec<Conflict>,
}

/// The same thing changed by both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What `--settle` calls it.
    pub key: String,
    /// The record.
    pub record: String,
    /// What it is, in plain words.
    pub what: String,
    /// What it was.
    pub base: Option<String>,
    /// What we made of it.
    pub ours: Option<String>,
    /// What they made of it.
    pub theirs: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Whether text.
    pub takes_text: bool,
}

/// How a conflict is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// As we have it.
    Ours,
    /// As they have it.
    Theirs,
    /// In other words.
    Text(String),
}

/// Answers by the key of their conflict.
pub type Answers = BTreeMap<String, Answer>;

/// Merges lines: base, ours, theirs; none where both changed the same.
pub type Lines<'l> = dyn Fn(&[u8], &[u8], &[u8]) -> Option<Vec<u8>> + 'l;

/// Merges two sides.
pub fn merge(sides: &Sides, answers: &Answers, lines: &Lines<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let all = [&sides.base, &sides.ours, &sides.theirs];
    let mut paths: Vec<&String> = all.into_iter().flat_map(BTreeMap::keys).collect();
    paths.sort();
    paths.dedup();
    for path in paths {
        let [base, ours, theirs] = all.map(|side| side.get(path));
        if ours == theirs || theirs == base {
            continue;
        }
        let merged = match (base, ours, theirs) {
            _ if ours == base => theirs.cloned(),
            (Some(base), Some(ours), Some(theirs)) if lines(base, ours, theirs).is_some() => {
                lines(base, ours, theirs)
            }
            _ => match answers.get(path) {
                Some(Answer::Ours) => ours.cloned(),
                Some(Answer::Theirs) => theirs.cloned(),
                Some(Answer::Text(text)) => Some(text.clone().into_bytes()),
                None => {
                    let text = |side: Option<&Vec<u8>>| {
                        side.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
                    };
                    outcome.conflicts.push(Conflict {
                        key: path.clone(),
                        record: path.clone(),
                        what: path.clone(),
                        base: text(base),
                        ours: text(ours),
                        theirs: text(theirs),
                        why: None,
                        takes_text: true,
                    });
                    continue;
                }
            },
        };
        outcome.files.insert(path.clone(), merged);
    }
    outcome
}
