//! Git's own locks, taken so that they can be told from those of other programs.
//!
//! Git locks a file by making another of the same name with `.lock` at its end. A program that is killed leaves that
//! file lying, and from then on everything is refused. So ours hold a line that says whose they are, from the moment
//! they are there: whoever finds it, and knows that no other scrutiny is at work, may take the lock away.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{cannot_write, load, write_cache};
use crate::failure::Failure;

/// A lock of Git's, held until this value is dropped.
#[derive(Debug)]
pub(crate) struct Hold(PathBuf);

impl Hold {
    /// The lock, if no other program holds it. `sample` is a file of ours, in the same file system, that holds `mark`.
    ///
    /// To be called only by one who knows that no other scrutiny is at work here: one that ended and left its lock
    /// is taken over from.
    ///
    /// # Errors
    ///
    /// Where it cannot be made.
    pub(crate) fn attempt(lock: &Path, sample: &Path, mark: &str) -> Result<Option<Self>, Failure> {
        if load(sample)?.as_deref() != Some(mark.as_bytes()) {
            write_cache(sample, mark.as_bytes())?;
        }
        let folder = lock.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| cannot_write(lock, &error))?;
        for _ in 0..2 {
            match make(lock, sample, mark) {
                Ok(()) => return Ok(Some(Self(lock.to_path_buf()))),
                Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                    return Err(cannot_write(lock, &error));
                }
                Err(_) => {}
            }
            if !let_go(lock, mark) {
                break;
            }
        }
        Ok(None)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // One that stays is taken over by the next command, which finds our line in it.
        let _ = fs::remove_file(&self.0);
    }
}

/// Makes the lock with its line, in one step where files can have a second name.
fn make(lock: &Path, sample: &Path, mark: &str) -> std::io::Result<()> {
    match fs::hard_link(sample, lock) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(lock)?;
            file.write_all(mark.as_bytes()).inspect_err(|_| {
                let _ = fs::remove_file(lock);
            })
        }
        other => other,
    }
}

/// Takes away a lock that a scrutiny left when it ended; whether it was one. As with [`Hold::attempt`], no other
/// scrutiny may be at work.
pub(crate) fn let_go(lock: &Path, mark: &str) -> bool {
    let is_ours = load(lock).is_ok_and(|bytes| bytes.as_deref() == Some(mark.as_bytes()));
    is_ours && fs::remove_file(lock).is_ok()
}
