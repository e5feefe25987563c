//! One program of ours at a time: a lock the system frees by itself when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cannot_write;
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

    /// The lock, if nobody holds it; makes the file and its folder.
    pub(crate) fn attempt(path: &Path) -> Result<Option<Self>, Failure> {
        let failed = |error: &std::io::Error| {
            let failure = cannot_write(path, error);
            let what = format!("{} could not be locked", path.display());
            Failure { what, ..failure }
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir(folder)
            .or_else(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => Ok(()),
                _ => Err(error),
            })
            .map_err(|error| failed(&error))?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path).map_err(|error| failed(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self {
                file,
                path: path.to_path_buf(),
                has_begun: false,
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
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

impl Drop for Lock {
    fn drop(&mut self) {
        if self.has_begun {
            let _ = self.file.set_len(0);
        }
    }
}
