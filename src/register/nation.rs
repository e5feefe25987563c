//! Which registers the records of a joint register are from, and which registers are left out: see [`nation`](crate::nation).

use std::collections::BTreeMap;

use serde::Serialize;

use super::Key;
use crate::record::settings::Licence;
use crate::record::{Kind, RecordId};

/// What is known of the signatures of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// The list does not ask for any.
    #[default]
    NotAsked,
    /// Each of so many commits is signed by somebody on the list of signers.
    Signed(usize),
}

/// Why a register is left out, as the site tells it: without a path, a name or a word of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its folder is not there.
    Missing,
    /// Its folder is no repository.
    NoRepository,
    /// The commit, or the records in it, are not there.
    NoCommit,
    /// Its repository cannot be read.
    Unreadable,
    /// So many mistakes are in its records.
    Mistakes(usize),
    /// Signatures that were asked for do not hold.
    Signatures,
    /// Another register of the list has the same prefix.
    SamePrefix,
    /// Its ids cannot be told from those of others.
    Ids,
}

impl Reason {
    /// The reason in a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::Missing => "There is no copy of this register where this site looks for it.".to_owned(),
            Self::NoRepository => "The copy of this register that this site has is no Git repository.".to_owned(),
            Self::NoCommit => {
                "The version of this register that this site asks for is not in the copy it has.".to_owned()
            }
            Self::Unreadable => "The copy of this register that this site has is damaged or cannot be opened.".to_owned(),
            Self::Mistakes(1) => "There is a mistake in its records, and no register is published with one.".to_owned(),
            Self::Mistakes(many) => {
                format!("There are {many} mistakes in its records, and no register is published with any.")
            }
            Self::Signatures => {
                "Its history is not signed as the publisher of this site asks, so nobody can be sure who wrote it."
                    .to_owned()
            }
            Self::SamePrefix => {
                "Another register is listed under the same prefix, so their records could not be told apart.".to_owned()
            }
            Self::Ids => "References in its records could not be followed beside those of other registers.".to_owned(),
        }
    }

    /// What makes the register come back, and who can do it.
    pub fn cure(self) -> &'static str {
        match self {
            Self::Missing => "The publisher of this site makes a copy again with `git clone`.",
            Self::NoRepository => {
                "The publisher of this site replaces the copy with a clone of the register's repository."
            }
            Self::NoCommit => {
                "The publisher of this site fetches what is new, or names another version in the list of registers."
            }
            Self::Unreadable => "The publisher of this site makes a fresh copy with `git clone`.",
            Self::Mistakes(_) => {
                "The publisher of the register mends what `scrutiny check` shows and saves; then this site is made again."
            }
            Self::Signatures => {
                "The publisher of the register finds out with `scrutiny verify` which saves are not signed; the publisher of \
                 this site makes sure that its list of signers is up to date."
            }
            Self::SamePrefix => "The publisher of this site gives each register a prefix of its own.",
            Self::Ids => "The publisher of the register writes each reference to a record as its plain id.",
        }
    }

    /// The reason that data tell by a word, and by the number of mistakes where there are any.
    pub fn from_word(word: &str, mistakes: usize) -> Option<Self> {
        let all = [
            Self::Missing,
            Self::NoRepository,
            Self::NoCommit,
            Self::Unreadable,
            Self::Mistakes(mistakes),
            Self::Signatures,
            Self::SamePrefix,
            Self::Ids,
        ];
        all.into_iter().find(|reason| reason.word() == word)
    }

    /// The word for it in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NoRepository => "no-repository",
            Self::NoCommit => "no-commit",
            Self::Unreadable => "unreadable",
            Self::Mistakes(_) => "mistakes",
            Self::Signatures => "signatures",
            Self::SamePrefix => "same-prefix",
            Self::Ids => "ids",
        }
    }
}

/// A register that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in the list.
    pub place: usize,
    /// Its prefix.
    pub prefix: String,
    /// Who publishes it.
    pub name: String,
    /// Why.
    pub reason: Reason,
    /// What exactly was found, for whoever makes the site; it may name folders, and is not published.
    pub detail: String,
}

/// A register that is part of the site.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its place in the list.
    pub place: usize,
    /// Its prefix.
    pub prefix: String,
    /// Who publishes it.
    pub name: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// The address of its own site, without a slash at its end.
    pub address: Option<String>,
    /// Its terms.
    pub licence: Option<Licence>,
    /// The commit that its records are from.
    pub commit: String,
    /// How many records of it are shown, by kind.
    pub counts: [usize; 5],
    /// The day of the last change of a published record.
    pub changed: Option<chrono::NaiveDate>,
    /// What is known of its signatures.
    pub trust: Trust,
    /// How many provisions of its own hold on its own site only.
    pub own_law: usize,
    /// The names of its own pages, which its own site has.
    pub own_pages: Vec<String>,
}

/// What a site of several registers knows of them: carried by the joint [`Register`](super::Register).
#[derive(Clone, Debug, Default)]
pub struct Nation {
    /// The registers, in order of prefix.
    pub parts: Vec<Part>,
    /// Those left out, in order of prefix.
    pub left_out: Vec<LeftOut>,
    /// Bodies that several registers record, by their id here; the register whose words are shown comes first.
    pub shared: BTreeMap<RecordId, Vec<usize>>,
    /// Ids that several registers hold, with what each is called here, and by which registers.
    pub several: BTreeMap<Key, Vec<(RecordId, Vec<usize>)>>,
    /// The ids that records have in their own registers, where they have others here.
    pub plain: BTreeMap<Key, RecordId>,
}

impl Nation {
    /// The register that a file of the joint register is from.
    pub fn part_of(&self, path: &str) -> Option<&Part> {
        let prefix = path.split('/').nth(2)?;
        let at = self
            .parts
            .binary_search_by(|part| part.prefix.as_str().cmp(prefix));
        Some(&self.parts[at.ok()?])
    }

    /// The registers that hold a record, the one whose words are shown first.
    pub fn holders<'n>(&'n self, kind: Kind, id: &RecordId, path: &str) -> Vec<&'n Part> {
        let shared = self.shared.get(id).filter(|_| kind == Kind::Body);
        match shared {
            Some(holders) => holders.iter().map(|at| &self.parts[*at]).collect(),
            None => self.part_of(path).into_iter().collect(),
        }
    }

    /// The id that a record has in its own register.
    pub fn there<'i>(&'i self, kind: Kind, id: &'i RecordId) -> &'i RecordId {
        self.plain.get(&(kind, id.clone())).unwrap_or(id)
    }
}
