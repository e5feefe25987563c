//! Makes commits and moves branches without touching the list of staged files.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, ObjectType, Oid};

use super::program::Program;
use super::signed::Asks;
use super::{Repo, failed};
use crate::disk::FileEdit;
use crate::failure::Failure;

/// One file's change, its texts named as Git names them.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Path below the repository's folder.
    pub(super) path: String,
    /// The bytes on disk before.
    pub(super) before: Option<Oid>,
    /// The bytes on disk after.
    pub(super) after: Option<Oid>,
    /// What the commit holds: `after`, unless Git is set to change line ends.
    pub(super) committed: Option<Oid>,
    /// Whether the file may be run as a program from now on; none to leave that as it is.
    pub(super) executable: Option<bool>,
}

/// What became of an attempt to move a branch.
pub(super) enum Moved {
    /// It holds the commit.
    Done,
    /// Another program moved it first.
    Lost,
}

/// How long and how often to wait for another program that holds one of Git's own locks: 2 seconds in all.
pub(super) const PAUSE: Duration = Duration::from_millis(20);
pub(super) const TRIES: u32 = 100;

pub(super) const CANNOT: &str = "the repository could not be written";

impl Repo {
    /// Puts the new texts into the repository.
    pub(super) fn store_texts(&self, edits: &[FileEdit]) -> Result<Vec<Change>, Failure> {
        let store = |edit: &FileEdit| {
            let path = format!("{}{}", self.prefix, edit.path);
            let before = edit.before.as_deref();
            let before = before
                .map(|bytes| Oid::hash_object(ObjectType::Blob, bytes))
                .transpose()?;
            let (mut after, mut committed) = (None, None);
            if let Some(bytes) = &edit.after {
                let plain = self.repo.blob(bytes)?;
                after = Some(plain);
                committed = Some(if bytes.contains(&b'\r') {
                    let mut writer = self.repo.blob_writer(Some(Path::new(&path)))?;
                    writer
                        .write_all(bytes)
                        .map_err(|error| git2::Error::from_str(&error.to_string()))?;
                    writer.commit()?
                } else {
                    plain
                });
            }
            Ok(Change {
                path,
                before,
                after,
                committed,
                executable: None,
            })
        };
        let changes = edits.iter().map(store).collect::<Result<_, git2::Error>>();
        changes.map_err(|error| failed(CANNOT, &error))
    }

    /// The tree of a commit, changed.
    pub(super) fn tree_with(&self, base: Option<Oid>, changes: &[Change]) -> Result<Oid, Failure> {
        let old = self.tree_of(base)?;
        let make = || {
            let mut update = TreeUpdateBuilder::new();
            for change in changes {
                let entry = self.entry(old, &change.path);
                let is_executable =
                    entry.is_some_and(|(_, mode)| mode == i32::from(FileMode::BlobExecutable));
                let mode = if is_executable {
                    FileMode::BlobExecutable
                } else {
                    FileMode::Blob
                };
                match change.committed {
                    Some(id) => {
                        update.upsert(change.path.as_str(), id, mode);
                    }
                    None if entry.is_some() => {
                        update.remove(change.path.as_str());
                    }
                    None => {}
                }
            }
            let old = match old {
                Some(tree) => tree,
                None => self.repo.treebuilder(None)?.write()?,
            };
            update.create_updated(&self.repo, &self.repo.find_tree(old)?)
        };
        make().map_err(|error| failed(CANNOT, &error))
    }

    /// Whether a tree holds nothing.
    pub(super) fn is_empty_tree(&self, tree: Oid) -> bool {
        self.repo.find_tree(tree).is_ok_and(|tree| tree.is_empty())
    }

    /// The tree of a commit; none of no commit.
    pub(super) fn tree_of(&self, commit: Option<Oid>) -> Result<Option<Oid>, Failure> {
        let tree = commit.map(|id| self.repo.find_commit(id).map(|commit| commit.tree_id()));
        tree.transpose()
            .map_err(|error| failed("the last commit could not be read", &error))
    }

    /// What a tree holds at a path, with its mode.
    pub(super) fn entry(&self, tree: Option<Oid>, path: &str) -> Option<(Oid, i32)> {
        let tree = self.repo.find_tree(tree?).ok()?;
        let entry = tree.get_path(Path::new(path)).ok()?;
        Some((entry.id(), entry.filemode()))
    }

    /// Makes a commit that no branch holds yet.
    pub(super) fn commit_tree(&self, tree: Oid, parents: &[Oid], message: &str) -> Result<Oid, Failure> {
        let message = format!("{}\n", message.trim_end());
        if let Some(asks) = self.asks_to_sign(tree, parents)? {
            return self.commit_signed(tree, parents, &message, asks);
        }
        let (author, committer) = self.signatures()?;
        let make = || {
            let tree = self.repo.find_tree(tree)?;
            let parents = parents.iter().map(|id| self.repo.find_commit(*id));
            let parents = parents.collect::<Result<Vec<_>, git2::Error>>()?;
            let parents: Vec<_> = parents.iter().collect();
            let repo = &self.repo;
            let text = repo.commit_create_buffer(&author, &committer, &message, &tree, &parents)?;
            // The library's own way to make a commit reports none where it could not be written.
            repo.odb()?.write(ObjectType::Commit, &text)
        };
        make().map_err(|error| failed(CANNOT, &error))
    }

    /// The same by the `git` program, which knows every way of signing.
    fn commit_signed(&self, tree: Oid, parents: &[Oid], message: &str, asks: Asks) -> Result<Oid, Failure> {
        let failure = |why: &str| {
            let what = format!("the commit could not be signed, as {} asks", asks.who());
            Failure::new(what).because(why.trim()).cure(asks.cure())
        };
        let mut arguments = ["commit-tree", "-S", &tree.to_string(), "-F", "-"]
            .map(str::to_owned)
            .to_vec();
        arguments.extend(
            parents
                .iter()
                .flat_map(|parent| ["-p".to_owned(), parent.to_string()]),
        );
        let said = Program::of(self).run(&arguments, message.as_bytes())?;
        if !said.is_well() {
            return Err(failure(&said.err));
        }
        Oid::from_str(said.text().trim()).map_err(|error| failure(error.message()))
    }
}
