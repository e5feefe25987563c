//! Two versions of a register that began as one, brought together by record and by field.
//!
//! The values decide, not the lines: what one side changed is taken, what both changed alike is taken once, and what both
//! changed differently is asked. The text of a file then says exactly the values that were decided. Nothing is half done:
//! while anything is asked about a file, the outcome holds no version of that file.

mod atom;
mod comment;
mod file;
mod guard;
mod layin;
pub mod lines;
mod list;
pub mod marks;
mod naming;
mod order;
mod place;
mod rename;
mod tell;
mod text;
mod three;
mod values;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rayon::prelude::*;

use file::{Bench, merged};
pub use layin::lay;
use naming::{Key, paired};
use rename::{Renames, followed, is_renamed, renames};
use three::Three;

/// Files by their path below the repository's folder; only those that differ between any two of the three versions.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A clean line-by-line merge of base, ours and theirs, or none where the same lines changed; such as [`lines::merged`].
pub type Lines<'l> = dyn Fn(&[u8], &[u8], &[u8]) -> Option<Vec<u8>> + Sync + 'l;

/// What is to be brought together.
#[derive(Clone, Debug)]
pub struct Sides {
    /// The version that both began from.
    pub base: Files,
    /// The version here.
    pub ours: Files,
    /// The version from elsewhere.
    pub theirs: Files,
    /// The register's folder below the repository's: empty, or ending in `/`.
    pub prefix: String,
    /// The day: of the correction that an answer about confirmed words needs.
    pub today: NaiveDate,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What differs from our version: the new bytes of a file, or none where it is removed. A file about which something is
    /// asked is not among them.
    pub files: BTreeMap<String, Option<Vec<u8>>>,
    /// What a person has to decide, in order of key.
    pub conflicts: Vec<Conflict>,
}

/// Something that both sides changed, and differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is settled by: `changes/ward-move title`. It stays the same from run to run.
    pub key: String,
    /// The record, as commands take it: `changes/ward-move`. For other files their path.
    pub record: String,
    /// What it is about, in plain words: title of the change “A ward moves”.
    pub what: String,
    /// What stood there before, in words; none where nothing did.
    pub base: Option<String>,
    /// What stands there in our version.
    pub ours: Option<String>,
    /// What stands there in their version.
    pub theirs: Option<String>,
    /// Why it cannot be both, or why the answer that was given does not settle it.
    pub why: Option<String>,
    /// Whether words of one's own may be the answer.
    pub takes_text: bool,
}

/// What a person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// As in our version.
    Ours,
    /// As in their version.
    Theirs,
    /// Something else; only where a single value is asked for.
    Text(String),
}

/// What was decided, by the key of the conflict.
pub type Answers = BTreeMap<String, Answer>;

/// Brings two versions together.
///
/// The same comes of it whichever side is called ours, but for what is asked: the values always, and the text wherever it does
/// not rest on an answer.
pub fn merge(sides: &Sides, answers: &Answers, lines: &Lines<'_>) -> Outcome {
    let prefix = sides.prefix.as_str();
    let mut outcome = Outcome::default();
    let (ours, theirs) = (
        renames(prefix, &sides.base, &sides.ours),
        renames(prefix, &sides.base, &sides.theirs),
    );
    let (ours, theirs) = agreed(ours, theirs, answers, &mut outcome.conflicts);
    let renames: Renames = ours
        .iter()
        .chain(&theirs)
        .map(|(old, new)| (old.clone(), new.clone()))
        .collect();
    let followed = Three {
        base: followed(prefix, &sides.base, &renames),
        ours: followed(prefix, &sides.ours, &theirs),
        theirs: followed(prefix, &sides.theirs, &ours),
    };
    let renamed = |old: &str, new: &str| is_renamed(&renames, old, new);
    let bench = Bench {
        prefix,
        answers,
        lines,
        renamed: &renamed,
        today: sides.today,
    };
    let mut files: Files = BTreeMap::new();
    let mut asked: Vec<String> = Vec::new();
    let all: Vec<_> = paired(prefix, followed.as_ref()).into_iter().collect();
    let ended = all
        .par_iter()
        .map(|(name, (sort, three))| merged(name, *sort, three, &bench));
    for ((_, (_, three)), ending) in all.iter().zip(ended.collect::<Vec<_>>()) {
        match ending {
            Ok(file) => files.extend(file.map(|file| (file.path, file.bytes))),
            Err(conflicts) => {
                outcome.conflicts.extend(conflicts);
                asked.extend(three.each().into_iter().flatten().map(|file| file.path.clone()));
            }
        }
    }
    outcome.files = difference(&sides.ours, files);
    outcome.files.retain(|path, _| !asked.contains(path));
    outcome.conflicts.sort_by(|a, b| a.key.cmp(&b.key));
    outcome
}

/// What has to be done to our files to have these.
fn difference(ours: &Files, mut files: Files) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut changed = BTreeMap::new();
    for (path, bytes) in ours {
        match files.remove(path) {
            Some(new) if new == *bytes => {}
            new => drop(changed.insert(path.clone(), new)),
        }
    }
    changed.extend(files.into_iter().map(|(path, bytes)| (path, Some(bytes))));
    changed
}

/// What each side's renames ask of the other side. A record that both renamed differently is asked about.
fn agreed(
    mut ours: Renames,
    mut theirs: Renames,
    answers: &Answers,
    conflicts: &mut Vec<Conflict>,
) -> (Renames, Renames) {
    let both: Vec<Key> = ours
        .keys()
        .filter(|key| theirs.contains_key(*key))
        .cloned()
        .collect();
    for key in both {
        let (Some(own), Some(other)) = (ours.get(&key).cloned(), theirs.get(&key).cloned()) else {
            continue;
        };
        if own == other {
            continue;
        }
        let (kind, old) = &key;
        let record = format!("{}/{old}", kind.folder());
        let asks = format!("{record} id");
        match answers.get(&asks) {
            // The other side's record takes the name that was chosen, and what names it follows.
            Some(Answer::Ours) => {
                theirs.remove(&key);
                ours.insert((*kind, other), own);
            }
            Some(Answer::Theirs) => {
                ours.remove(&key);
                theirs.insert((*kind, own), other);
            }
            answer => {
                let why = "it was renamed in both versions, and differently";
                conflicts.push(Conflict {
                    key: asks,
                    what: format!("new id of the {kind} {old}"),
                    record,
                    base: Some(old.clone()),
                    ours: Some(own),
                    theirs: Some(other),
                    why: Some(match answer {
                        None => why.to_owned(),
                        Some(_) => format!("{why}; only one of the two can be chosen"),
                    }),
                    takes_text: false,
                });
            }
        }
    }
    (ours, theirs)
}

#[cfg(test)]
mod tests;
