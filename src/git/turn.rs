//! A turn at changing the repository: one scrutiny at a time, each beginning with what a predecessor left that was
//! cut off.

use std::path::{Path, PathBuf};

use super::Repo;
use super::journal::NAME as JOURNAL;
use super::write::{PAUSE, TRIES};
use crate::disk::intake::DEPTH;
use crate::disk::{self, Hold, Lock};
use crate::failure::Failure;

/// How the library names the files in which it writes new objects.
const OBJECT_PART: &str = "tmp_object_git2_";

impl Repo {
    /// Waits until no other scrutiny changes this repository, and clears away what one left that was killed. The turn
    /// lasts until the value is dropped.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`](crate::failure::Exit::Refused) where another is at work for half a minute,
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the lock cannot be written.
    pub(super) fn turn(&self) -> Result<Lock, Failure> {
        let mut lock = Lock::wait(&self.own_file("lock"))?;
        self.begin(&mut lock)?;
        Ok(lock)
    }

    /// A turn, if nobody else has one; none, too, where no turn was cut off and no journal left.
    ///
    /// # Errors
    ///
    /// As [`Repo::turn`].
    pub(super) fn turn_to_mend(&self) -> Result<Option<Lock>, Failure> {
        let place = self.own_file("lock");
        let noted = disk::load(&place)?.is_some_and(|note| !note.is_empty());
        if !noted && disk::load(&self.own_file(JOURNAL))?.is_none() {
            return Ok(None);
        }
        let mut lock = Lock::attempt(&place)?;
        if let Some(lock) = &mut lock {
            self.begin(lock)?;
        }
        Ok(lock)
    }

    /// Begins a turn with the files that one left which was killed.
    fn begin(&self, lock: &mut Lock) -> Result<(), Failure> {
        // A command that only reads may be keeping what it read just now: it then keeps nothing, which costs time.
        disk::clear_parts(&self.own_file(""));
        if lock.begin()? {
            // None of these is any other scrutiny's: there is none at work.
            disk::clear(&self.own_file(""), "index");
            disk::clear(&self.repo.commondir().join("objects"), OBJECT_PART);
            for (folder, depth) in [("records", DEPTH), ("site", 0), ("", 0)] {
                disk::clear_parts_below(&self.root.join(folder), depth);
            }
        }
        Ok(())
    }

    /// Git's lock of one of its files, within a turn; none where another program keeps it for two seconds.
    ///
    /// # Errors
    ///
    /// Where it cannot be made.
    pub(super) fn hold(&self, file: &Path) -> Result<Option<Hold>, Failure> {
        let lock = lock_of(file);
        for _ in 0..TRIES {
            if let Some(hold) = Hold::attempt(&lock, &self.own_file("hold"), &self.mark())? {
                return Ok(Some(hold));
            }
            std::thread::sleep(PAUSE);
        }
        Ok(None)
    }

    /// Takes away Git's locks that a scrutiny left when it was killed, within a turn.
    pub(super) fn let_go(&self, branch: &str) {
        let mark = self.mark();
        for file in [self.repo.commondir().join(branch), self.repo.path().join("index")] {
            disk::let_go(&lock_of(&file), &mark);
        }
    }

    /// What our locks hold. Working trees of one repository have a turn each, so each has a mark of its own.
    pub(super) fn mark(&self) -> String {
        let folder = self.repo.path().strip_prefix(self.repo.commondir());
        let tree = folder.unwrap_or(self.repo.path()).display().to_string();
        format!(
            "Held by scrutiny in the working tree {:?}. If it was ended, its next command lets go of this.\n",
            tree.trim_end_matches('/')
        )
    }
}

/// The name of Git's lock of a file.
pub(super) fn lock_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}
