//! The texts of former versions, by the names that a history keeps of them.

use std::ops::Range;

use git2::{Odb, Oid};

use super::{Repo, cannot_read};
use crate::failure::Failure;
use crate::history::TextId;
use crate::source::Source;

impl Repo {
    /// The bytes of former versions, in the order of their names; none for one that is missing here or larger than a
    /// record can be.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read.
    pub fn former_texts(&self, names: &[TextId]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let text = |odb: &Odb<'_>, name: &TextId| {
            let id = Oid::from_bytes(&name.0).ok()?;
            let (length, _) = odb.read_header(id).ok()?;
            if length as u64 > Source::LIMIT {
                return None;
            }
            odb.read(id).ok().map(|object| object.data().to_vec())
        };
        let read =
            |odb: &Odb<'_>, own: Range<usize>| Ok(names[own].iter().map(|name| text(odb, name)).collect());
        self.on_every_core(names.len(), read)
            .map_err(|error| cannot_read(&error))
    }
}
