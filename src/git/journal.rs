//! What a save still has to do once the branch holds its commit, kept on disk until it is done.

use std::path::Path;

use git2::{ObjectType, Oid};
use serde::{Deserialize, Serialize};

use super::Repo;
use super::listing::Ahead;
use super::save::Step;
use super::write::Change;
use crate::disk;
use crate::failure::{Exit, Failure};

/// The journal of one save.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    version: u32,
    branch: String,
    commit: String,
    pub(super) files: Vec<File>,
    /// The commit that an undo takes the branch back from; none of a save.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leaves: Option<String>,
}

/// One file: its path below the repository's folder, and its texts as Git names them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) path: String,
    before: Option<String>,
    pub(super) after: Option<String>,
    /// Whether it may be run as a program; left out where that stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    executable: Option<bool>,
}

const VERSION: u32 = 1;
pub(super) const NAME: &str = "journal";

/// What became of one file.
pub(super) enum Outcome {
    /// It holds the new text.
    Done,
    /// It holds something else, which somebody wrote meanwhile.
    Changed,
    /// A later commit already changed it again.
    Overtaken,
}

impl Journal {
    pub(super) fn new(branch: &str, commit: Oid, changes: &[Change]) -> Self {
        let text = |id: Option<Oid>| id.map(|id| id.to_string());
        let file = |change: &Change| File {
            path: change.path.clone(),
            before: text(change.before),
            after: text(change.after),
            executable: change.executable,
        };
        Self {
            version: VERSION,
            branch: branch.to_owned(),
            commit: commit.to_string(),
            files: changes.iter().map(file).collect(),
            leaves: None,
        }
    }

    /// The journal of an undo, which takes the branch back from a commit to the one before it.
    pub(super) fn leaving(mut self, commit: Oid) -> Self {
        self.leaves = Some(commit.to_string());
        self
    }
}

impl Repo {
    /// Finishes or gives up a save that was cut off; to be called before anything else is done. Gives what the
    /// person should know.
    ///
    /// It costs a look at two files where there is nothing to do, and does nothing while another scrutiny saves.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where the journal cannot be read or removed.
    pub fn recover(&self) -> Result<Option<String>, Failure> {
        match self.turn_to_mend()? {
            Some(_turn) => self.repair(),
            None => Ok(None),
        }
    }

    /// [`Repo::recover`], for one who holds the lock.
    pub(super) fn repair(&self) -> Result<Option<String>, Failure> {
        let place = self.own_file(NAME);
        let Some(bytes) = disk::load(&place)? else {
            return Ok(None);
        };
        let journal = serde_json::from_slice::<Journal>(&bytes).ok();
        let journal = journal.filter(|journal| journal.version == VERSION);
        let commit = journal
            .as_ref()
            .and_then(|journal| Oid::from_str(&journal.commit).ok());
        let (Some(journal), Some(commit)) = (journal, commit) else {
            disk::set_aside(&place, "journal.bad")?;
            let bad = place.with_file_name("journal.bad");
            return Ok(Some(format!(
                "the journal of a save that was cut off could not be read; it was set aside as {}",
                bad.display()
            )));
        };
        self.let_go(&journal.branch);
        // A branch that still holds what was to be undone has not been moved.
        let left = journal.leaves.as_ref().and_then(|id| Oid::from_str(id).ok());
        let is_as_before = left.is_some_and(|left| self.branch_holds(&journal.branch, left));
        if is_as_before || !self.branch_holds(&journal.branch, commit) {
            self.remove_journal()?;
            return Ok(None);
        }
        let top = self.repo.workdir().unwrap_or(&self.root);
        for file in &journal.files {
            if let Some(folder) = disk::inside(top, &file.path)
                .ok()
                .as_deref()
                .and_then(Path::parent)
            {
                disk::clear_parts(folder);
            }
        }
        let note = self.finish(&journal, None, &mut |_| {});
        let done = match journal.leaves {
            Some(_) => "an undo that was cut off has been finished",
            None => "a save that was cut off has been finished",
        };
        Ok(Some(note.map_or_else(
            || done.to_owned(),
            |note| format!("{done}; {note}"),
        )))
    }

    /// [`Repo::repair`], for one who is about to write a journal of its own: it would take the place of one that is left.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], with nothing changed, where the former save still cannot be finished; as [`Repo::recover`].
    pub(super) fn repaired(&self) -> Result<Option<String>, Failure> {
        let note = self.repair()?;
        if disk::load(&self.own_file(NAME))?.is_none() {
            return Ok(note);
        }
        let failure = Failure::with(
            Exit::Refused,
            "an earlier save is not finished, so nothing more is saved",
        );
        let failure = match note {
            Some(note) => failure.because(note),
            None => failure,
        };
        Err(failure.cure("mend that first, then give the command again"))
    }

    pub(super) fn write_journal(&self, journal: &Journal) -> Result<(), Failure> {
        let bytes = serde_json::to_vec(journal);
        let bytes = bytes.map_err(|error| Failure::new("the journal could not be written").because(error))?;
        disk::write(&self.own_file(NAME), &bytes)
    }

    pub(super) fn remove_journal(&self) -> Result<(), Failure> {
        disk::remove(&self.own_file(NAME))
    }

    fn branch_holds(&self, branch: &str, commit: Oid) -> bool {
        self.repo
            .refname_to_id(branch)
            .is_ok_and(|tip| tip == commit || self.repo.graph_descendant_of(tip, commit).unwrap_or(false))
    }

    /// Writes the files and Git's list of them, then removes the journal. What goes wrong here is told, not
    /// failed with: the commit is made. A file that could not be written is tried again by the next command.
    pub(super) fn finish(
        &self,
        journal: &Journal,
        ahead: Option<Ahead>,
        on_step: &mut dyn FnMut(Step),
    ) -> Option<String> {
        let mut notes = Vec::new();
        let mut outcomes = Vec::new();
        let mut complete = true;
        for (number, file) in journal.files.iter().enumerate() {
            let outcome = self.finish_file(journal, file);
            match &outcome {
                Ok(Outcome::Done | Outcome::Overtaken) => {}
                Ok(Outcome::Changed) => notes.push(format!(
                    "{} was changed meanwhile; that change is kept, and not yet saved",
                    file.path
                )),
                Err(failure) => {
                    complete = false;
                    notes.push(format!("the change is saved, but not yet in its file: {failure}. Mend that; the next command writes it"));
                }
            }
            outcomes.push(outcome);
            on_step(Step::FileWritten(number + 1));
        }
        if let Err(failure) = self.update_index(journal, &outcomes, ahead) {
            complete = false;
            let cure = failure
                .cure
                .clone()
                .map(|cure| format!(" ({cure})"))
                .unwrap_or_default();
            notes.push(format!(
                "Git's own list of files could not be brought up to date: {failure}{cure}. The change is saved; git status \
                 may show it until the next command has mended the list"
            ));
        }
        on_step(Step::IndexWritten);
        if complete {
            if let Err(failure) = self.remove_journal() {
                notes.push(failure.to_string());
            }
            on_step(Step::JournalRemoved);
        }
        notes.into_iter().reduce(|a, b| format!("{a}; {b}"))
    }

    fn finish_file(&self, journal: &Journal, file: &File) -> Result<Outcome, Failure> {
        let unreadable = |error: git2::Error| {
            Failure::new(format!("{} could not be read from the repository", file.path))
                .because(error.message())
        };
        let Some((wanted, current)) = self.both_trees(journal) else {
            return Ok(Outcome::Overtaken);
        };
        if self.entry(Some(wanted), &file.path) != self.entry(Some(current), &file.path) {
            return Ok(Outcome::Overtaken);
        }
        let top = self.repo.workdir().unwrap_or(&self.root);
        let place = disk::inside(top, &file.path)?;
        let now = disk::load(&place)?;
        let now = now
            .map(|bytes| Oid::hash_object(ObjectType::Blob, &bytes))
            .transpose()
            .map_err(unreadable)?;
        let now = now.map(|id| id.to_string());
        if now != file.after && now != file.before {
            return Ok(Outcome::Changed);
        }
        match &file.after {
            _ if now == file.after => {}
            Some(id) => {
                let blob = Oid::from_str(id)
                    .and_then(|id| self.repo.find_blob(id))
                    .map_err(unreadable)?;
                disk::write(&place, blob.content())?;
            }
            None => {
                // The folders that a register begins with stay; of all others, Git keeps none that is empty.
                let below = file.path.strip_prefix(&self.prefix);
                let is_record = below.is_some_and(|below| below.starts_with("records/"));
                let kept = if is_record {
                    self.prefix.matches('/').count() + 2
                } else {
                    0
                };
                disk::remove_with_empty_folders(top, &place, kept)?;
            }
        }
        if let Some(executable) = file.executable.filter(|_| file.after.is_some()) {
            disk::set_executable(&place, executable)?;
        }
        Ok(Outcome::Done)
    }

    /// The tree of the save's commit and that of the branch now.
    pub(super) fn both_trees(&self, journal: &Journal) -> Option<(Oid, Oid)> {
        let commit = Oid::from_str(&journal.commit).ok()?;
        let tip = self.repo.refname_to_id(&journal.branch).ok()?;
        Some((self.tree_of(Some(commit)).ok()??, self.tree_of(Some(tip)).ok()??))
    }
}
