//! One program of ours at a time: a lock the system frees by itself when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{cannot_write, look};
use crate::failure::{Exit, Failure};

/// A lock held until this value is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
    has_begun: bool,
}

impl Lock {
    /// How long [`Lock::wait`] waits between two tries, and how often it tries: 30 seconds in all.
    const PAUSE: Duration = Duration::from_millis(10);
    const TRIES: u32 = 3_000;

    /// How often a lock is sought anew whose holder took the file away with it.
    const GONE: u32 = 20;

    /// The lock, if nobody holds it; makes the file and its folder.
    pub(crate) fn attempt(path: &Path) -> Result<Option<Self>, Failure> {
        for _ in 0..Self::GONE {
            match Self::open(path) {
                Ok(file) => match file.try_lock() {
                    Ok(()) if is_at(&file, path) => {
                        return Ok(Some(Self {
                            file,
                            path: path.to_path_buf(),
                            has_begun: false,
                        }));
                    }
                    Ok(()) => {}
                    Err(TryLockError::WouldBlock) => return Ok(None),
                    Err(TryLockError::Error(error)) => return Err(cannot_lock(path, &error)),
                },
                // Its folder went after it was made.
                Err(error)
                    if error.kind() == ErrorKind::NotFound && path.parent().is_some_and(has_parent) => {}
                Err(error) => return Err(cannot_lock(path, &error)),
            }
        }
        Ok(None)
    }

    fn open(path: &Path) -> io::Result<File> {
        let folder = path.parent().unwrap_or(Path::new("."));
        match std::fs::create_dir(folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        options.open(path)
    }

    /// Takes the lock's file away and lets go of the lock: in this order, so that whoever opened the file before finds that
    /// it is not the one there any more, and nobody locks a file that is about to go.
    ///
    /// # Errors
    ///
    /// Where the file cannot be removed.
    pub(crate) fn remove(self) -> Result<(), Failure> {
        let path = self.path.clone();
        let removed = std::fs::remove_file(&path);
        drop(self);
        // Some systems remove no file that is open.
        removed
            .or_else(|_| std::fs::remove_file(&path))
            .map_err(|error| cannot_write(&path, &error))
    }

    /// The lock, as soon as it is free.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] after 30 seconds.
    pub(crate) fn wait(path: &Path) -> Result<Self, Failure> {
        for _ in 0..Self::TRIES {
            if let Some(lock) = Self::attempt(path)? {
                return Ok(lock);
            }
            std::thread::sleep(Self::PAUSE);
        }
        let what = "another scrutiny has been saving in this register for half a minute";
        Err(Failure::with(Exit::Refused, what).cure("wait for it to end, then try again"))
    }

    /// Notes in the lock that work begins, which may leave files half done; whether the last holder that noted this
    /// never came to the end of it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(crate) fn begin(&mut self) -> Result<bool, Failure> {
        let noted = self.file.metadata().map(|about| about.len());
        let noted = noted.map_err(|error| cannot_write(&self.path, &error))?;
        if noted == 0 {
            let note = self.file.write_all(b"at work\n");
            note.map_err(|error| cannot_write(&self.path, &error))?;
        }
        self.has_begun = true;
        Ok(noted > 0)
    }
}

/// Whether a file that was opened is still the one at its path.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(own), Ok(Some(there))) = (file.metadata(), look(path)) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (own.dev(), own.ino()) == (there.dev(), there.ino())
    }
    #[cfg(not(unix))]
    {
        own.len() == there.len()
    }
}

fn has_parent(folder: &Path) -> bool {
    folder
        .parent()
        .is_some_and(|above| look(above).is_ok_and(|about| about.is_some()))
}

fn cannot_lock(path: &Path, error: &io::Error) -> Failure {
    let failure = cannot_write(path, error);
    let what = format!("{} could not be locked", path.display());
    Failure { what, ..failure }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.has_begun {
            let _ = self.file.set_len(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn a_lock_whose_file_goes_with_it_is_still_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("work/lock");
        let (is_held, taken) = (AtomicBool::new(false), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        let Some(lock) = Lock::attempt(&path).unwrap() else {
                            thread::yield_now();
                            continue;
                        };
                        assert!(!is_held.swap(true, Ordering::SeqCst), "two hold the lock");
                        taken.fetch_add(1, Ordering::SeqCst);
                        is_held.store(false, Ordering::SeqCst);
                        lock.remove().unwrap();
                        let _ = std::fs::remove_dir(folder.path().join("work"));
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
        assert!(Lock::attempt(&path).unwrap().is_some());
    }

    #[test]
    fn a_folder_that_cannot_be_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let failure = Lock::attempt(&folder.path().join("no/such/lock")).unwrap_err();
        assert!(failure.what.contains("could not be locked"), "{}", failure.what);
    }
}
