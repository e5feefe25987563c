//! Where each commit keeps its records, looked up once a commit however many others are compared with it.

use git2::Oid;

use super::commits::Node;
use super::diff::Folders;

/// The `records/` folder of a commit; none where it has none.
pub(super) type Place = Option<Oid>;

/// The `records/` folders of the commits of a walk, by their number in it.
pub(super) struct Places<'n> {
    nodes: &'n [Node],
    /// The folder's path from the top of the repository.
    folder: String,
    /// What was looked up so far.
    known: Vec<Option<Place>>,
}

impl<'n> Places<'n> {
    pub(super) fn new(nodes: &'n [Node], prefix: &str) -> Self {
        Self {
            nodes,
            folder: format!("{prefix}records"),
            known: vec![None; nodes.len()],
        }
    }

    pub(super) fn of(&mut self, at: usize, folders: &mut Folders<'_>) -> Result<Place, git2::Error> {
        if let Some(place) = self.known[at] {
            return Ok(place);
        }
        let place = folders.find(self.nodes[at].tree, &self.folder)?;
        self.known[at] = Some(place);
        Ok(place)
    }
}
