//! Saves edits as one commit: killed at any moment, the register is as before or as after, never between.
//!
//! The branch moves in one step; before that nothing is changed, and after it a journal tells the next command
//! what is left to do: [`Repo::recover`].

use git2::Oid;

use super::Repo;
use super::journal::Journal;
use super::listing::Ahead;
use super::write::{Change, Moved};
use crate::disk::{self, FileEdit};
use crate::failure::{Exit, Failure};

/// A save that went well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The new commit's full name; none where the last commit already held the files so.
    pub commit: Option<String>,
    /// What the person should know besides.
    pub note: Option<String>,
}

/// How far a save has come; for tests, which end the program at each of them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// No other scrutiny saves at the same time.
    Locked,
    /// Every file still holds what it held when it was read.
    Checked,
    /// The new texts are in the repository.
    TextsStored,
    /// The commit is in the repository, but on no branch.
    CommitStored,
    /// The journal tells what is going to happen.
    JournalWritten,
    /// The branch holds the commit: from here on the save has happened.
    BranchMoved,
    /// So many files are written.
    FileWritten(usize),
    /// Git's list of files is in step.
    IndexWritten,
    /// Nothing is left to do.
    JournalRemoved,
}

/// One move of a branch, with the files that differ.
pub(super) struct Put<'p> {
    pub(super) branch: &'p str,
    /// The commit it is to be moved from; none where it has none yet.
    pub(super) from: Option<Oid>,
    pub(super) to: Oid,
    /// Whether it goes back to a commit that the branch holds before as well as after.
    pub(super) is_back: bool,
    pub(super) changes: &'p [Change],
    /// What the branch's log says of it.
    pub(super) log: &'p str,
}

/// How often a save begins again because another program has moved the branch meanwhile.
const ATTEMPTS: usize = 20;

impl Repo {
    /// Makes one commit that changes the given files and no other, whatever else is staged or changed, and writes
    /// the files.
    ///
    /// A file that was changed by hand is saved as a whole: `before` is what is on disk, not in the last commit.
    /// Where Git is set to sign commits (`commit.gpgsign`) the commit is made by the `git` program; hooks are not
    /// run in any case: the checks a register needs are this program's own.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], with nothing changed, where a file no longer holds `before`, the repository is bare, shows
    /// no branch or is in the midst of something, Git knows no author, or an earlier save cannot be finished;
    /// [`Exit::Failed`] where it cannot be written, or Git's list of files cannot be read.
    pub fn save(&self, edits: &[FileEdit], message: &str) -> Result<Saved, Failure> {
        self.save_observed(edits, message, &mut |_| {})
    }

    /// [`Repo::save`], telling how far it has come.
    ///
    /// # Errors
    ///
    /// As [`Repo::save`].
    #[doc(hidden)]
    pub fn save_observed(
        &self,
        edits: &[FileEdit],
        message: &str,
        on_step: &mut dyn FnMut(Step),
    ) -> Result<Saved, Failure> {
        let branch = self.branch_to_save_on()?;
        self.author()?;
        let _turn = self.turn()?;
        on_step(Step::Locked);
        let repaired = self.repaired()?;
        let places = disk::check(&self.root, edits)?;
        disk::rehearse(&places, edits)?;
        let mut ahead = Some(self.list_ahead()?);
        on_step(Step::Checked);
        let changes = self.store_texts(edits)?;
        on_step(Step::TextsStored);

        let mut base = self.head();
        for _ in 0..ATTEMPTS {
            let tree = self.tree_with(base, &changes)?;
            let unchanged = self
                .tree_of(base)?
                .map_or_else(|| self.is_empty_tree(tree), |old| old == tree);
            let commit = match (unchanged, base) {
                (true, None) => {
                    disk::outside_save(&self.root, edits)?;
                    return Ok(Saved::default());
                }
                (true, Some(base)) => base,
                (false, _) => {
                    let parents: Vec<Oid> = base.into_iter().collect();
                    self.commit_tree(tree, &parents, message)?
                }
            };
            let log = match base {
                Some(_) => format!("commit: {}", first_line(message)),
                None => format!("commit (initial): {}", first_line(message)),
            };
            let put = Put {
                branch: &branch,
                from: base,
                to: commit,
                is_back: false,
                changes: &changes,
                log: &log,
            };
            if let Some(note) = self.put_on_branch(&put, &mut ahead, on_step)? {
                let note = joined([repaired, note]);
                let commit = (!unchanged).then(|| commit.to_string());
                return Ok(Saved { commit, note });
            }
            base = self.new_base(base, &changes)?;
        }
        let what = "other programs keep changing the branch";
        Err(Failure::with(Exit::Refused, what).cure("nothing was saved; try again when they have ended"))
    }

    /// Moves a branch to a commit and writes the files that differ; the journal tells of it from before the branch
    /// moves until all is done. Gives what the person should know; none where another program moved the branch first.
    /// `ahead` is Git's list of files, taken where it comes to that.
    pub(super) fn put_on_branch(
        &self,
        put: &Put<'_>,
        ahead: &mut Option<Ahead>,
        on_step: &mut dyn FnMut(Step),
    ) -> Result<Option<Option<String>>, Failure> {
        self.make_durable(put.to, put.changes)?;
        on_step(Step::CommitStored);
        let mut journal = Journal::new(put.branch, put.to, put.changes);
        if let Some(left) = put.from.filter(|_| put.is_back) {
            journal = journal.leaving(left);
        }
        self.write_journal(&journal)?;
        on_step(Step::JournalWritten);
        let moved = self.move_branch(put.branch, put.to, put.from, put.log);
        if matches!(moved, Ok(Moved::Done)) {
            on_step(Step::BranchMoved);
            return Ok(Some(self.finish(&journal, ahead.take(), on_step)));
        }
        self.remove_journal()?;
        moved.map(|_| None)
    }

    /// The branch that the next commit goes to.
    pub(super) fn branch_to_save_on(&self) -> Result<String, Failure> {
        let standing = self.standing();
        let refused = |what: String, cure: &str| Err(Failure::with(Exit::Refused, what).cure(cure));
        if standing.bare {
            let what = "this is a bare repository, which holds no files to change".to_owned();
            return refused(what, "work in a clone of it: git clone");
        }
        if let Some(work) = standing.under_way {
            let what = format!("a {work} is under way in this repository");
            let cure = match work {
                "bisect" => "end it first: git bisect reset".to_owned(),
                work => format!("end it first: git {work} --continue, or give it up: git {work} --abort"),
            };
            return refused(what, &cure);
        }
        match standing.branch {
            Some(branch) => Ok(format!("refs/heads/{branch}")),
            None if !standing.detached => refused(
                "the name of this branch is not UTF-8".to_owned(),
                "rename it: git branch -m NEW-NAME",
            ),
            None => refused(
                "this repository shows a single commit and no branch, so new work would be lost".to_owned(),
                "go back to the branch: git switch main",
            ),
        }
    }

    /// The head after another program moved the branch, if it left our files as they were.
    fn new_base(&self, old: Option<Oid>, changes: &[Change]) -> Result<Option<Oid>, Failure> {
        let new = self.head();
        let (old_tree, new_tree) = (self.tree_of(old)?, self.tree_of(new)?);
        let touched = changes
            .iter()
            .find(|change| self.entry(old_tree, &change.path) != self.entry(new_tree, &change.path));
        match touched {
            None => Ok(new),
            Some(change) => {
                let what = format!("{} was changed meanwhile by another program", change.path);
                Err(Failure::with(Exit::Refused, what)
                    .cure("nothing was saved; look at the file, then give the command again"))
            }
        }
    }
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or("")
}

/// Notes as one.
pub(super) fn joined(notes: [Option<String>; 2]) -> Option<String> {
    notes.into_iter().flatten().reduce(|a, b| format!("{a}; {b}"))
}
