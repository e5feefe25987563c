//! Every commit with what it changed, as the audit takes it.

use git2::Oid;

use super::commits::Node;
use super::diff::{Difference, Folders};
use super::place::Places;
use super::{Repo, failed};
use crate::audit::{self, Past, Step, TextId};
use crate::failure::Failure;

impl Repo {
    /// Every commit up to one, with the records that differ from each of its parents; `rev` as in [`Repo::read`].
    ///
    /// Replaced commits and grafts are not followed: what is told is what the commits themselves hold.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`](crate::failure::Exit::NotFound) where there is no such commit,
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read.
    pub fn past(&self, rev: &str) -> Result<Past, Failure> {
        let head = self.resolve(rev)?;
        let (shallow, _) = self.shallow()?;
        let nodes = self.commits(head, &shallow)?;
        // Unlike the history that pages tell, this is read with every sum checked: an object that was altered on the disk
        // is not what its name says.
        let against = self.against(&nodes).map_err(|error| {
            failed("the history could not be read", &error)
                .cure("look what is wrong with the repository: git fsck")
        })?;
        let steps = nodes.into_iter().zip(against).map(|(node, against)| Step {
            day: node.committed.unwrap_or(node.commit.on).max(node.commit.on),
            commit: node.commit,
            parents: node.parents,
            is_cut: node.is_cut,
            is_signed: node.is_signed,
            against,
        });
        let steps = steps.collect();
        Ok(Past { steps })
    }

    fn against(&self, nodes: &[Node]) -> Result<Vec<Vec<Sided>>, git2::Error> {
        let prefix = &self.prefix;
        self.on_every_core(nodes.len(), |odb, own| {
            let mut folders = Folders::new(odb);
            let mut places = Places::new(nodes, prefix);
            own.map(|at| sides(at, nodes, &mut places, &mut folders))
                .collect()
        })
    }
}

/// What differs from one parent.
type Sided = Vec<audit::Difference>;

/// What a commit changed, seen from each of its parents.
fn sides(
    at: usize,
    nodes: &[Node],
    places: &mut Places<'_>,
    folders: &mut Folders<'_>,
) -> Result<Vec<Sided>, git2::Error> {
    let now = places.of(at, folders)?;
    let parents = &nodes[at].parents;
    if parents.is_empty() {
        return Ok(vec![differences(folders.compare(None, now)?)]);
    }
    let each = parents.iter().map(|parent| {
        let before = places.of(*parent, folders)?;
        Ok(differences(folders.compare(before, now)?))
    });
    each.collect()
}

fn differences(found: Vec<Difference>) -> Sided {
    let text = |id: Option<Oid>| {
        let bytes: Option<[u8; 20]> = id.and_then(|id| id.as_bytes().try_into().ok());
        bytes.map(TextId)
    };
    let each = found.into_iter().map(|difference| audit::Difference {
        old: text(difference.old),
        new: text(difference.new),
        record: difference.record,
    });
    each.collect()
}
