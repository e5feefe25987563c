//! Whether a register was kept as it promises: rules over its history, its signatures and its published pages.
//!
//! [`records()`] walks the commits, [`signing`] weighs signatures, [`known`] looks for commits that others have seen, and
//! [`pages`] compares what is published with what the commit gives. All of it is pure: texts come through a function that
//! is asked for many at a time, and what `git` says of signatures comes as values. The result is a [`Report`].

mod absence;
pub mod codes;
mod facts;
pub mod known;
mod next;
pub mod pages;
mod records;
mod report;
mod rewrites;
mod scope;
mod settle;
pub mod signing;
mod tell;

pub use next::next;
pub use records::records;
pub use report::{Check, Finding, Report, Unchecked};
pub use tell::{finding, markdown, text, to_json};

use chrono::NaiveDate;

use crate::history::Commit;
pub use crate::history::TextId;

/// One record's version before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind's folder and the record's id; `register` for the register's own settings.
    pub record: String,
    /// Its text before; none where there was none.
    pub old: Option<TextId>,
    /// Its text after.
    pub new: Option<TextId>,
}

/// A commit, and what it changed.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is told of it.
    pub commit: Commit,
    /// The later of the days of its author and its committer.
    pub day: NaiveDate,
    /// Its parents, as places in the same list.
    pub parents: Vec<usize>,
    /// Whether its parents are not here, as in a shallow clone: then what it changed cannot be told.
    pub is_cut: bool,
    /// Whether it holds a signature, good or not.
    pub is_signed: bool,
    /// What differs from each parent, in their order; of one without parents, all that it holds.
    pub against: Vec<Vec<Difference>>,
}

/// All commits up to one, children before parents.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The commits.
    pub steps: Vec<Step>,
}

/// Gives the bytes of texts, as their names are asked for; none for one that the repository does not hold.
pub type Texts<'t> = dyn Fn(&[TextId]) -> Vec<Option<Vec<u8>>> + 't;

/// Which commits are judged. What came before is still read, because rules lean on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Since {
    /// All of them.
    #[default]
    Beginning,
    /// Those that this commit does not hold.
    Commit(String),
    /// Those of this day and later. A clock that was set back does not hide a commit: it counts as late as its parents.
    Day(NaiveDate),
}

impl Past {
    /// For each commit the latest day that it or any before it bears: a clock that was set back changes nothing here.
    pub fn reached(&self) -> Vec<NaiveDate> {
        let mut reached: Vec<NaiveDate> = self.steps.iter().map(|step| step.day).collect();
        for (at, step) in self.steps.iter().enumerate().rev() {
            for parent in &step.parents {
                reached[at] = reached[at].max(reached[*parent]);
            }
        }
        reached
    }

    /// For each commit whether it is to be judged.
    pub fn judged(&self, since: &Since) -> Vec<bool> {
        match since {
            Since::Beginning => vec![true; self.steps.len()],
            Since::Day(day) => self
                .reached()
                .into_iter()
                .map(|reached| reached >= *day)
                .collect(),
            Since::Commit(id) => {
                let held = self.ancestors(id);
                held.into_iter().map(|held| !held).collect()
            }
        }
    }

    /// For each commit whether a commit is or holds it. None does where that commit is not in the list.
    pub fn ancestors(&self, id: &str) -> Vec<bool> {
        let mut held: Vec<bool> = self.steps.iter().map(|step| step.commit.id == id).collect();
        for (at, step) in self.steps.iter().enumerate() {
            if held[at] {
                step.parents.iter().for_each(|parent| held[*parent] = true);
            }
        }
        held
    }
}
