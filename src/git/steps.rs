//! Every commit with what it changed, as the audit takes it, and the texts that it asks for.

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

    fn against(&self, nodes: &[Node]) -> Result<Vec<Vec<Vec<audit::Difference>>>, git2::Error> {
        let odb = self.repo.odb()?;
        let mut folders = Folders::new(&odb);
        let mut places = Places::new(nodes, &self.prefix);
        let mut all = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            let now = places.of(at, &mut folders)?;
            let mut sides = Vec::with_capacity(node.parents.len().max(1));
            for parent in &node.parents {
                let before = places.of(*parent, &mut folders)?;
                sides.push(differences(folders.compare(before, now)?));
            }
            if node.parents.is_empty() {
                sides.push(differences(folders.compare(None, now)?));
            }
            all.push(sides);
        }
        Ok(all)
    }

    /// The bytes of a text; none where this copy does not hold it.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read at all.
    pub fn past_texts(&self) -> Result<impl Fn(TextId) -> Option<Vec<u8>> + '_, Failure> {
        let odb = self.odb()?;
        Ok(move |id: TextId| {
            let id = Oid::from_bytes(&id.0).ok()?;
            Some(odb.read(id).ok()?.data().to_vec())
        })
    }
}

fn differences(found: Vec<Difference>) -> Vec<audit::Difference> {
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
