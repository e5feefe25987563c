//! The folder in which the files of a site wait until all of them are there.
#![expect(clippy::disallowed_methods, reason = "this is the edge that writes files")]

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::stamp::{Stamp, stamp_from};
use super::{Lock, cannot_write, clear_parts, is_link, look};
use crate::failure::{Exit, Failure};

/// Its name, inside the site's folder; it is there during a build only.
pub(super) const WORK: &str = ".scrutiny-build";

/// The folder for files that are being written. It holds the lock against a second build, too.
#[derive(Debug)]
pub(super) struct Work {
    /// The folder.
    pub(super) folder: PathBuf,
    lock: Lock,
}

impl Work {
    /// Makes the folder and clears it of what a build that was cut off left there.
    pub(super) fn begin(dir: &Path) -> Result<Self, Failure> {
        let folder = dir.join(WORK);
        if look(&folder)
            .map_err(|error| failed(&folder, error))?
            .is_some_and(|about| !about.is_dir())
        {
            let what = format!("{} is in the way", folder.display());
            return Err(Failure::with(Exit::Refused, what).cure("move it away"));
        }
        let Some(lock) = Lock::attempt(&folder.join("lock"))? else {
            let what = format!("another build is writing to {}", dir.display());
            return Err(Failure::with(Exit::Refused, what).cure("wait for it to end, then build again"));
        };
        let work = Self { folder, lock };
        work.clear()?;
        Ok(work)
    }

    /// Writes one file aside, under a number. Gives its stamp, which it keeps when it gets its name.
    pub(super) fn lay(&self, number: usize, bytes: &[u8]) -> Result<Option<Stamp>, Failure> {
        let aside = self.aside(number);
        let mut options = OpenOptions::new();
        let opened = options.write(true).create_new(true).open(&aside);
        let written = opened.and_then(|mut file| {
            file.write_all(bytes)?;
            file.metadata()
        });
        let about = written.map_err(|error| failed(&aside, error))?;
        Ok(stamp_from(&about))
    }

    /// Gives a file that was laid aside its name, so that neither a reader nor a build that is cut off ever meets half a
    /// page.
    pub(super) fn place(&self, dir: &Path, path: &str, number: usize) -> Result<(), Failure> {
        let place = dir.join(path);
        fs::rename(self.aside(number), &place).map_err(|error| failed(&place, error))
    }

    fn aside(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number}.part"))
    }

    /// Removes whatever waits there.
    pub(super) fn clear(&self) -> Result<(), Failure> {
        clear_parts(&self.folder);
        for entry in fs::read_dir(&self.folder)
            .map_err(|error| failed(&self.folder, error))?
            .flatten()
        {
            if entry.file_name().as_encoded_bytes().ends_with(b".part") {
                let place = entry.path();
                fs::remove_file(&place).map_err(|error| failed(&place, error))?;
            }
        }
        Ok(())
    }

    /// Lets go of the lock and removes the folder, which is empty.
    pub(super) fn end(self) -> Result<(), Failure> {
        self.lock.remove()?;
        match fs::remove_dir(&self.folder) {
            // The next build has begun there already.
            Err(error) if !matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotFound) => {
                Err(failed(&self.folder, error))
            }
            _ => Ok(()),
        }
    }
}

/// Whether a site is being written to a folder, or was when the program was ended.
pub(crate) fn is_being_published(dir: &Path) -> bool {
    !matches!(look(&dir.join(WORK)), Ok(None))
}

/// That something could not be written, and what stands in the way.
pub(super) fn failed(place: &Path, error: std::io::Error) -> Failure {
    if error.kind() == ErrorKind::NotADirectory || error.kind() == ErrorKind::IsADirectory {
        return is_link_or_folder(place, error);
    }
    cannot_write(place, &error)
}

fn is_link_or_folder(place: &Path, error: std::io::Error) -> Failure {
    if look(place).is_ok_and(|about| about.is_some_and(|about| about.is_symlink())) {
        return is_link(place);
    }
    let what = format!("{} stands where the site needs something else", place.display());
    Failure::with(Exit::Refused, what)
        .because(error)
        .cure("move it away, then build again")
}
