//! Moves the branch forward to a commit that is already in the repository, files and all: what others made, or a merge
//! with it. The promises are those of a save.

use std::collections::BTreeMap;
use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{AttrCheckFlags, DiffFile, FileMode, ObjectType, Oid};

use super::save::{Put, Saved, Step, joined};
use super::write::Change;
use super::{Repo, failed};
use crate::disk;
use crate::failure::{Exit, Failure};

/// What became of an attempt to move the branch forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advanced {
    /// It was moved; the value tells what the person should know besides.
    Done(Saved),
    /// Something else was saved meanwhile: the branch is no longer where it was to be moved from.
    Overtaken,
}

/// A file of a commit: its text and its mode, as Git names them.
type Entry = (Oid, FileMode);

/// A file that differs between two commits.
pub(super) struct Differs {
    /// Its path below the repository's folder.
    pub(super) path: String,
    pub(super) old: Option<Entry>,
    pub(super) new: Option<Entry>,
}

impl Differs {
    /// Whether it is a link or another repository on either side.
    fn is_special(&self) -> bool {
        let special = |entry: &Option<Entry>| entry.is_some_and(|(_, mode)| is_special(mode));
        special(&self.old) || special(&self.new)
    }
}

/// Whether it is neither a plain file nor one that may be run.
pub(super) fn is_special(mode: FileMode) -> bool {
    matches!(mode, FileMode::Link | FileMode::Commit)
}

impl Repo {
    /// Moves the branch from the commit `from` to the commit `to` and writes every file that differs, also beside the
    /// register. `log` is what Git's log of the branch says of it.
    ///
    /// # Errors
    ///
    /// As [`Repo::may_advance`], with nothing changed; [`Exit::Failed`] where it cannot be written.
    pub fn advance(&self, from: &str, to: &str, log: &str) -> Result<Advanced, Failure> {
        self.advance_observed(from, to, log, &mut |_| {})
    }

    /// [`Repo::advance`], telling how far it has come.
    ///
    /// # Errors
    ///
    /// As [`Repo::advance`].
    #[doc(hidden)]
    pub fn advance_observed(
        &self,
        from: &str,
        to: &str,
        log: &str,
        on_step: &mut dyn FnMut(Step),
    ) -> Result<Advanced, Failure> {
        let (from, to) = (self.resolve(from)?, self.resolve(to)?);
        let branch = self.branch_to_save_on()?;
        let _turn = self.turn()?;
        on_step(Step::Locked);
        let repaired = self.repaired()?;
        if self.head() != Some(from) {
            return Ok(Advanced::Overtaken);
        }
        let changes = self.incoming(from, to)?;
        on_step(Step::Checked);
        let put = Put {
            branch: &branch,
            from: Some(from),
            to,
            is_back: false,
            changes: &changes,
            log,
        };
        match self.put_on_branch(&put, &mut None, on_step)? {
            None => Ok(Advanced::Overtaken),
            Some(note) => Ok(Advanced::Done(Saved {
                commit: Some(to.to_string()),
                note: joined([repaired, note]),
            })),
        }
    }

    /// Makes sure that [`Repo::advance`] would touch no work that is not saved.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where a file that differs was changed by hand or is staged, a link or another repository
    /// within this one differs, or the repository is bare, shows no branch or is in the midst of something.
    pub fn may_advance(&self, from: &str, to: &str) -> Result<(), Failure> {
        self.branch_to_save_on()?;
        self.incoming(self.resolve(from)?, self.resolve(to)?).map(drop)
    }

    /// The same for a tree that no commit holds yet, by its full name.
    ///
    /// # Errors
    ///
    /// As [`Repo::may_advance`].
    pub fn may_become(&self, from: &str, tree: &str) -> Result<(), Failure> {
        self.branch_to_save_on()?;
        let tree =
            Oid::from_str(tree).map_err(|error| failed("the merged files could not be found", &error))?;
        self.incoming(self.resolve(from)?, tree).map(drop)
    }

    /// What files have to become on disk, removals first: a folder may take the place of a file.
    fn incoming(&self, from: Oid, to: Oid) -> Result<Vec<Change>, Failure> {
        let tree = |id: Oid| {
            self.repo
                .find_object(id, None)
                .and_then(|object| object.peel_to_tree())
        };
        let new = tree(to).map_err(|error| failed("the new files could not be read", &error))?;
        let mut differs = self.differing(self.tree_of(Some(from))?, Some(new.id()))?;
        refuse_special(&differs)?;
        // The library gives up on a path that leads out of the folder.
        let top = self.repo.workdir().unwrap_or(&self.root);
        for file in &differs {
            disk::inside(top, &file.path)?;
        }
        differs.sort_by_key(|file| file.new.is_some());
        let written = self.as_written(to, &differs)?;
        let index = self.listed()?;
        let mut by_hand = Vec::new();
        let mut changes = Vec::with_capacity(differs.len());
        for file in &differs {
            let staged = index.get_path(Path::new(&file.path), 0).map(|entry| entry.id);
            let known = [file.old, file.new].map(|entry| entry.map(|(id, _)| id));
            let change = self.prepared(file, written.get(file.path.as_str()))?;
            match change {
                Some(change) if known.contains(&staged) => changes.push(change),
                _ => by_hand.push(file.path.clone()),
            }
        }
        if by_hand.is_empty() {
            Ok(changes)
        } else {
            Err(changed_by_hand(&by_hand))
        }
    }

    /// One file's change; none where the file on disk is neither as before nor as after.
    fn prepared(&self, file: &Differs, written: Option<&Vec<u8>>) -> Result<Option<Change>, Failure> {
        let cannot = |error: git2::Error| failed(&format!("{} could not be prepared", file.path), &error);
        let top = self.repo.workdir().unwrap_or(&self.root);
        let place = disk::inside(top, &file.path)?;
        let hash = |bytes: &[u8]| Oid::hash_object(ObjectType::Blob, bytes);
        let after = match written {
            Some(bytes) => Some(self.repo.blob(bytes).map_err(cannot)?),
            None => file.new.map(|(id, _)| id),
        };
        let now = match disk::load(&place) {
            Ok(now) => now,
            // A folder or a device in the place of a new file is somebody's work, too.
            Err(failure) if failure.exit == Exit::Refused => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let before = now.as_deref().map(hash).transpose().map_err(cannot)?;
        let old = file.old.map(|(id, _)| id);
        let is_untouched = before == after
            || before == old
            || match (&now, old) {
                (Some(bytes), Some(old)) => self.saved_as(&file.path, bytes).map_err(cannot)? == old,
                _ => false,
            };
        let runs = |entry: Option<Entry>| entry.map(|(_, mode)| mode == FileMode::BlobExecutable);
        let executable = runs(file.new).filter(|new| *new || runs(file.old) == Some(true));
        Ok(is_untouched.then(|| Change {
            path: file.path.clone(),
            before,
            after,
            committed: file.new.map(|(id, _)| id),
            executable,
        }))
    }

    /// What Git would keep of a file's bytes: the same, unless it is set to change line ends.
    pub(super) fn saved_as(&self, path: &str, bytes: &[u8]) -> Result<Oid, git2::Error> {
        use std::io::Write;
        if !bytes.contains(&b'\r') {
            return Oid::hash_object(ObjectType::Blob, bytes);
        }
        let mut writer = self.repo.blob_writer(Some(Path::new(path)))?;
        writer
            .write_all(bytes)
            .map_err(|error| git2::Error::from_str(&error.to_string()))?;
        writer.commit()
    }

    /// The files of a commit whose bytes on disk are not those in the repository, because Git is set to change line
    /// ends; by path, with the bytes.
    fn as_written(&self, to: Oid, files: &[Differs]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let config = self.repo.config();
        let config = config.map_err(|error| failed("Git's settings could not be read", &error))?;
        let always =
            config.get_bool("core.autocrlf").unwrap_or(false) || config.get_string("core.eol").is_ok();
        let changes = |path: &str| {
            ["text", "eol", "crlf", "ident"].into_iter().any(|name| {
                let told = self
                    .repo
                    .get_attr(Path::new(path), name, AttrCheckFlags::default());
                matches!(told, Ok(Some(_)))
            })
        };
        let new = files.iter().filter(|file| file.new.is_some());
        let paths: Vec<&str> = new
            .map(|file| file.path.as_str())
            .filter(|path| always || changes(path))
            .collect();
        if paths.is_empty() {
            return Ok(BTreeMap::new());
        }
        // The library changes line ends only while it writes files, so they are written aside first.
        let aside = disk::scratch_folder()?;
        let read = || {
            let mut options = CheckoutBuilder::new();
            options.force().recreate_missing(true).update_index(false);
            options.disable_pathspec_match(true).target_dir(&aside);
            for path in &paths {
                options.path(*path);
            }
            let tree = self.repo.find_object(to, None);
            tree.and_then(|tree| self.repo.checkout_tree(&tree, Some(&mut options)))
                .map_err(|error| failed("the new files could not be written aside", &error))?;
            let mut written = BTreeMap::new();
            for path in &paths {
                if let Some(bytes) = disk::load(&disk::inside(&aside, path)?)? {
                    written.insert((*path).to_owned(), bytes);
                }
            }
            Ok(written)
        };
        let written = read();
        disk::remove_scratch(&aside);
        written
    }

    /// The files that differ between two trees, by path.
    pub(super) fn differing(&self, old: Option<Oid>, new: Option<Oid>) -> Result<Vec<Differs>, Failure> {
        let cannot = |error: git2::Error| failed("the files of two commits could not be compared", &error);
        let tree = |id: Option<Oid>| id.map(|id| self.repo.find_tree(id)).transpose();
        let (old, new) = (tree(old).map_err(cannot)?, tree(new).map_err(cannot)?);
        let diff = self.repo.diff_tree_to_tree(old.as_ref(), new.as_ref(), None);
        let diff = diff.map_err(cannot)?;
        // A file that becomes a link is told as two differences.
        let mut found: BTreeMap<String, (Option<Entry>, Option<Entry>)> = BTreeMap::new();
        for delta in diff.deltas() {
            for (file, is_old) in [(delta.old_file(), true), (delta.new_file(), false)] {
                let (Some(path), Some(entry)) = (file.path_bytes(), entry_of(&file)) else {
                    continue;
                };
                let path = std::str::from_utf8(path).map_err(|_| {
                    let what = format!("{} has a name that is not UTF-8", String::from_utf8_lossy(path));
                    Failure::with(Exit::Refused, what).cure("rename it, where it was made")
                })?;
                let both = found.entry(path.to_owned()).or_default();
                *(if is_old { &mut both.0 } else { &mut both.1 }) = Some(entry);
            }
        }
        let differs = found
            .into_iter()
            .map(|(path, (old, new))| Differs { path, old, new });
        Ok(differs.collect())
    }
}

fn entry_of(file: &DiffFile<'_>) -> Option<Entry> {
    (!file.id().is_zero()).then(|| (file.id(), file.mode()))
}

/// Links and repositories within the repository are left to Git: a link could lead anywhere.
pub(super) fn refuse_special(files: &[Differs]) -> Result<(), Failure> {
    let special: Vec<&str> = files
        .iter()
        .filter(|file| file.is_special())
        .map(|file| file.path.as_str())
        .collect();
    if special.is_empty() {
        return Ok(());
    }
    let what = format!(
        "links and repositories within the register's own are not brought in: {}",
        special.join(", ")
    );
    Err(Failure::with(Exit::Refused, what).cure(
        "ask whoever added them to put plain files in their place, or bring them in with Git: git pull",
    ))
}

fn changed_by_hand(paths: &[String]) -> Failure {
    let what = format!(
        "changed here by hand and not saved, and the work of others changes the same: {}",
        paths.join(", ")
    );
    let names = paths.join(" ");
    Failure::with(Exit::Refused, what).cure(format!(
        "nothing was changed. Keep your version first: scrutiny save {names}; or give it up: move the files away, then git checkout HEAD -- {names}"
    ))
}
