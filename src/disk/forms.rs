//! Forms that were left before they were saved: small files in a folder of ours, written whole after every answer.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that reads and writes files"
)]

use std::fs;
use std::path::{Path, PathBuf};

use super::{remove, write};
use crate::failure::Failure;

/// The folder for registers that are not in Git; it stands beside the records, hidden.
const OUTSIDE: &str = ".scrutiny-forms";

/// The folder that unfinished forms are kept in.
#[derive(Clone, Debug)]
pub struct Forms {
    folder: PathBuf,
    /// Whether the folder must say that Git is to leave it alone, should the register come to be in Git.
    is_outside: bool,
}

impl Forms {
    /// In a folder of ours in the repository, which is no part of the register.
    pub fn within(folder: PathBuf) -> Self {
        Self {
            folder,
            is_outside: false,
        }
    }

    /// Beside the records of a register that is not in Git.
    pub fn beside(root: &Path) -> Self {
        Self {
            folder: root.join(OUTSIDE),
            is_outside: true,
        }
    }

    /// The kept forms, by name, the one that was written last first: the name of each and its text.
    pub fn list(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(".json") else {
                continue;
            };
            let is_ours = !name.starts_with('.') && entry.file_type().is_ok_and(|kind| kind.is_file());
            let changed = entry.metadata().and_then(|about| about.modified()).ok();
            if let (true, Ok(text)) = (is_ours, fs::read_to_string(entry.path())) {
                found.push((changed, stem.to_owned(), text));
            }
        }
        found.sort_by(|one, other| (&other.0, &one.1).cmp(&(&one.0, &other.1)));
        found.into_iter().map(|(_, name, text)| (name, text)).collect()
    }

    /// A name that no kept form has.
    pub fn free(&self, begin: &str) -> String {
        let name = |number: usize| match number {
            1 => begin.to_owned(),
            number => format!("{begin}-{number}"),
        };
        let is_free = |name: &String| fs::symlink_metadata(self.path(name)).is_err();
        (1..).map(name).find(is_free).unwrap_or_default()
    }

    /// Keeps a form under a name, whole or not at all.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it cannot be written.
    pub fn keep(&self, name: &str, text: &str) -> Result<(), Failure> {
        if self.is_outside {
            let ignore = self.folder.join(".gitignore");
            if fs::symlink_metadata(&ignore).is_err() {
                write(&ignore, b"*\n")?;
            }
        }
        write(&self.path(name), text.as_bytes())
    }

    /// Removes a kept form, with the folder where it was the last; one that is gone is no failure.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<(), Failure> {
        remove(&self.path(name))?;
        if self.list().is_empty() {
            if self.is_outside {
                remove(&self.folder.join(".gitignore"))?;
            }
            // What else may stand there is not ours to remove.
            let _ = fs::remove_dir(&self.folder);
        }
        Ok(())
    }

    /// Where the form of a name is kept.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }
}
