//! At which moment a register is read: what tells that it was changed meanwhile.

use super::Repo;
use super::journal::NAME;
use crate::disk;

/// Where the branch stands, and whether files are about to follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The last commit's full name; none before the first.
    pub commit: Option<String>,
    /// Whether another scrutiny is saving, and the files may not be those of the commit yet.
    pub is_saving: bool,
}

impl Repo {
    /// The moment it is. Two that are equal, with no save at work, mean that no save came to an end between them.
    pub fn moment(&self) -> Moment {
        // A save writes its journal before it moves the branch, and removes it when the files are written: asked in this
        // order, one of the two tells of it. A journal that nobody is at work on is of a save that was cut off.
        let has_journal = disk::load(&self.own_file(NAME)).is_ok_and(|found| found.is_some());
        let is_saving = has_journal && disk::is_held(&self.own_file("lock"));
        Moment {
            commit: self.head().map(|id| id.to_string()),
            is_saving,
        }
    }
}
