//! Takes the last change back and brings it back again, by moving the branch one commit and putting the files with it.
//!
//! A change that is taken back is kept under a reference of ours (`refs/scrutiny/undone/BRANCH/NUMBER`), so that nothing is
//! lost. Both ways go by the same lock, journal and repair as a save.

mod kept;

use std::path::Path;

use chrono::{DateTime, NaiveDateTime};
use git2::{Commit as GitCommit, Delta, FileMode, Index, ObjectType, Oid};

use super::diff::record_at;
use super::save::{Put, Step, joined};
use super::{Repo, failed};
use crate::disk::{self, FileEdit};
use crate::failure::{Exit, Failure};
use crate::history::Commit;

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is taken back.
    Undo,
    /// It is brought back.
    Redo,
}

/// A change that can be taken back, or brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// Which of the two.
    pub way: Way,
    /// The change.
    pub commit: Commit,
    /// When it was made, by the clock of whoever made it.
    pub made: Option<NaiveDateTime>,
    /// Where others may have it from already: `origin/main`, a tag. Such a change is not taken back.
    pub shared: Option<String>,
    /// What becomes of each file.
    pub edits: Vec<FileEdit>,
    branch: String,
    from: Oid,
    to: Oid,
}

impl Reversal {
    /// The records whose files it touches, by folder and id: `changes/ward-move`.
    pub fn records(&self) -> Vec<String> {
        let named = self.edits.iter().filter_map(|edit| record_at(&edit.path));
        let mut records: Vec<String> = named.collect();
        records.sort();
        records.dedup();
        records
    }
}

impl Repo {
    /// The last change, if it is one that can be taken back here.
    ///
    /// Whether it was shared is told and not refused: see [`Reversal::shared`].
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where the last commit is the first, joins two lines of work, touches files beside the
    /// register's own, or a file of it was changed by hand since; or the repository shows no branch.
    pub fn to_undo(&self) -> Result<Reversal, Failure> {
        let branch = self.branch_to_save_on()?;
        let (tip, commit) = self.tip()?;
        if commit.parent_count() > 1 {
            return Err(refused("the last change joined two lines of work, and there are two states to go back to").cure(
                "put right what is wrong with `scrutiny edit` or `scrutiny correct`; `git revert -m 1 HEAD` takes \
                 back all that was joined",
            ));
        }
        let Ok(parent) = commit.parent_id(0) else {
            return Err(refused(
                "this is the first change of the register, so there is nothing to go back to",
            )
            .cure("take a single record out with `scrutiny withdraw`, or change it with `scrutiny edit`"));
        };
        if self.repo.find_commit(parent).is_err() {
            return Err(refused(
                "this copy of the register does not hold what was there before the last change",
            )
            .cure("fetch the older history first: git fetch --unshallow"));
        }
        self.reversal(Way::Undo, &branch, (tip, parent))
    }

    /// The change that was taken back last, if the branch still stands where it stood then; or the one whose commit's name
    /// begins with `which`.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`] where none is kept; [`Exit::Refused`] where something else was saved since, or a file of it was
    /// changed by hand.
    pub fn to_redo(&self, which: Option<&str>) -> Result<Reversal, Failure> {
        let branch = self.branch_to_save_on()?;
        let (tip, _) = self.tip()?;
        let mut kept = self.undone(&branch)?;
        kept.retain(|(_, commit)| !self.is_within(*commit, tip));
        if let Some(start) = which {
            kept.retain(|(_, commit)| commit.to_string().starts_with(&start.to_lowercase()));
        }
        let fits = |commit: Oid| self.parent_of(commit) == Some(tip);
        match kept.iter().rev().find(|(_, commit)| fits(*commit)) {
            Some((_, commit)) => self.reversal(Way::Redo, &branch, (tip, *commit)),
            None => Err(match (kept.last(), which) {
                (Some((_, commit)), _) => self.passed_over(*commit, tip)?,
                (None, Some(start)) => Failure::with(
                    Exit::NotFound,
                    format!("no change whose commit begins with {start} was undone on this branch"),
                )
                .cure("leave the name out to bring back the change that was undone last"),
                (None, None) => Failure::with(Exit::NotFound, "there is no undone change to bring back")
                    .cure("`scrutiny undo` takes back the last change; `scrutiny log` tells what was saved"),
            }),
        }
    }

    /// Takes a change back or brings it back, as it was shown; gives what the person should know besides.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], with nothing changed, where anything is not as it was when the change was shown, or it was
    /// shared; [`Exit::Failed`] where the repository or a file cannot be written.
    pub fn reverse(&self, reversal: &Reversal) -> Result<Option<String>, Failure> {
        self.reverse_observed(reversal, &mut |_| {})
    }

    /// [`Repo::reverse`], telling how far it has come.
    ///
    /// # Errors
    ///
    /// As [`Repo::reverse`].
    #[doc(hidden)]
    pub fn reverse_observed(
        &self,
        reversal: &Reversal,
        on_step: &mut dyn FnMut(Step),
    ) -> Result<Option<String>, Failure> {
        let _turn = self.turn()?;
        on_step(Step::Locked);
        let repaired = self.repaired()?;
        let start = reversal.commit.id.as_str();
        let now = match reversal.way {
            Way::Undo => self.to_undo(),
            Way::Redo => self.to_redo(Some(start)),
        }?;
        if let Some(place) = &now.shared {
            return Err(
                refused(format!("this change has been shared meanwhile: {place} holds it"))
                    .cure("nothing was changed; put it right with `scrutiny correct`"),
            );
        }
        if (now.from, now.to, &now.edits) != (reversal.from, reversal.to, &reversal.edits) {
            return Err(
                refused("something else was saved or changed in the register meanwhile")
                    .cure("nothing was changed; give the command again to see what it would do now"),
            );
        }
        on_step(Step::Checked);
        let changes = self.store_texts(&reversal.edits)?;
        on_step(Step::TextsStored);
        if reversal.way == Way::Undo {
            self.keep_undone(&reversal.branch, reversal.from)?;
        }
        let word = match reversal.way {
            Way::Undo => "undo",
            Way::Redo => "redo",
        };
        let put = Put {
            branch: &reversal.branch,
            from: Some(reversal.from),
            to: reversal.to,
            is_back: reversal.way == Way::Undo,
            changes: &changes,
            log: &format!("{word}: {}", reversal.commit.summary),
        };
        match self.put_on_branch(&put, &mut None, on_step)? {
            Some(note) => Ok(joined([repaired, note])),
            None => Err(refused("another program moved the branch meanwhile")
                .cure("nothing was changed; give the command again to see what it would do now")),
        }
    }

    /// The commit that the branch holds.
    fn tip(&self) -> Result<(Oid, GitCommit<'_>), Failure> {
        let Some(tip) = self.head() else {
            return Err(refused("nothing has been saved yet, so there is nothing to undo")
                .cure("the first record begins the history: scrutiny add --help"));
        };
        let commit = self.repo.find_commit(tip);
        Ok((
            tip,
            commit.map_err(|error| failed("the last commit could not be read", &error))?,
        ))
    }

    fn reversal(&self, way: Way, branch: &str, (from, to): (Oid, Oid)) -> Result<Reversal, Failure> {
        let change = match way {
            Way::Undo => from,
            Way::Redo => to,
        };
        let when = self.repo.find_commit(change).map(|commit| commit.author().when());
        let when = when.map_err(|error| failed("a commit could not be read", &error))?;
        let local = when.seconds() + i64::from(when.offset_minutes()) * 60;
        Ok(Reversal {
            way,
            commit: self.told(change)?,
            made: DateTime::from_timestamp(local, 0).map(|made| made.naive_utc()),
            shared: match way {
                Way::Undo => self.shared(from, to)?,
                Way::Redo => None,
            },
            edits: self.edits_between(from, to)?,
            branch: branch.to_owned(),
            from,
            to,
        })
    }

    /// What becomes of each file from one commit to the other, if all of them are the register's and untouched.
    fn edits_between(&self, from: Oid, to: Oid) -> Result<Vec<FileEdit>, Failure> {
        let cannot = |error: git2::Error| failed("the last change could not be read", &error);
        let tree = |id: Oid| self.repo.find_commit(id).and_then(|commit| commit.tree());
        let (old, new) = (tree(from).map_err(cannot)?, tree(to).map_err(cannot)?);
        let diff = self.repo.diff_tree_to_tree(Some(&old), Some(&new), None);
        let diff = diff.map_err(cannot)?;
        let index = self.listed()?;
        let mut edits = Vec::new();
        for delta in diff.deltas() {
            let path = delta.new_file().path_bytes().or(delta.old_file().path_bytes());
            let path = String::from_utf8_lossy(path.unwrap_or_default()).into_owned();
            let below = path.strip_prefix(&self.prefix).unwrap_or("");
            let ours = ["records/", "templates/"]
                .iter()
                .any(|folder| below.starts_with(folder));
            let plain = |mode: FileMode| {
                matches!(
                    mode,
                    FileMode::Blob | FileMode::BlobExecutable | FileMode::Unreadable
                )
            };
            let is_plain = plain(delta.old_file().mode()) && plain(delta.new_file().mode());
            if !ours || !is_plain || delta.status() == Delta::Typechange {
                return Err(refused(format!(
                    "the change also touches {path}, which is no record or template"
                ))
                .cure("Git can take such a change back: git revert HEAD"));
            }
            let present = |id: Oid| (!id.is_zero()).then_some(id);
            let (was, will) = (present(delta.old_file().id()), present(delta.new_file().id()));
            edits.push(self.edit_of(&path, below, (was, will), &index)?);
        }
        if edits.is_empty() {
            return Err(refused("the last commit changed no record and no template")
                .cure("`scrutiny log` tells what was changed before it; Git can take the commit back: git revert HEAD"));
        }
        Ok(edits)
    }

    /// One file's change, if it still is as the commit left it.
    fn edit_of(
        &self,
        path: &str,
        below: &str,
        (was, will): (Option<Oid>, Option<Oid>),
        index: &Index,
    ) -> Result<FileEdit, Failure> {
        let cannot = |error: git2::Error| failed(&format!("{path} could not be read"), &error);
        let by_hand = || {
            refused(format!("{below} was changed by hand since, and that is not saved")).cure(format!(
                "nothing was changed; save it first with `scrutiny save {below}`, or see it with `scrutiny diff` and give it up: \
                 git checkout HEAD -- {path}"
            ))
        };
        let place = disk::inside(&self.root, below)?;
        let now = disk::load(&place)?;
        let saved = now.as_deref().map(|bytes| self.saved_as(path, bytes));
        let saved = saved.transpose().map_err(cannot)?;
        let staged = index.get_path(Path::new(path), 0).map(|entry| entry.id);
        if saved != was || !(staged == was || staged == will) {
            return Err(by_hand());
        }
        let text = |id: Oid| {
            self.repo
                .find_blob(id)
                .map(|blob| blob.content().to_vec())
                .map_err(cannot)
        };
        let mut after = will.map(text).transpose()?;
        // Where Git keeps other line ends than the folder, the new text gets those of the old.
        let differs = |bytes: &[u8]| Oid::hash_object(ObjectType::Blob, bytes).ok() != was;
        if now
            .as_deref()
            .is_some_and(|bytes| bytes.contains(&b'\r') && differs(bytes))
        {
            after = after.map(|bytes| with_both_ends(&bytes));
        }
        Ok(FileEdit {
            path: below.to_owned(),
            before: now,
            after,
        })
    }
}

fn refused(what: impl Into<String>) -> Failure {
    Failure::with(Exit::Refused, what)
}

/// Lines that end as on Windows.
fn with_both_ends(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' && (at == 0 || bytes[at - 1] != b'\r') {
            out.push(b'\r');
        }
        out.push(*byte);
    }
    out
}
