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

#[cfg(test)]
mod tests {
    use git2::{FileMode, Repository, Signature};

    use super::*;
    use crate::git::cores::WORTH;

    /// So many commits, each of which adds a body.
    fn bodies(repo: &Repository, count: usize) {
        let by = Signature::now("A clerk", "clerk@example.org").expect("a name");
        let mut folder = repo.treebuilder(None).expect("a folder");
        let mut parent: Option<Oid> = None;
        for number in 0..count {
            let text = repo
                .blob(format!("name: Body {number}\n").as_bytes())
                .expect("a text");
            let name = format!("body-{number}.yaml");
            folder
                .insert(name, text, FileMode::Blob.into())
                .expect("it can be filed");
            let mut tree = folder.write().expect("a folder");
            for above in ["bodies", "records"] {
                let mut around = repo.treebuilder(None).expect("a folder");
                around
                    .insert(above, tree, FileMode::Tree.into())
                    .expect("it can be filed");
                tree = around.write().expect("a folder");
            }
            let tree = repo.find_tree(tree).expect("it was written");
            let parents = parent.map(|id| repo.find_commit(id).expect("it was made"));
            let parents: Vec<_> = parents.iter().collect();
            let made = repo.commit(Some("HEAD"), &by, &by, "Add", &tree, &parents);
            parent = Some(made.expect("it can be saved"));
        }
    }

    #[test]
    fn each_commit_is_told_by_what_it_changed_however_many_cores_read_them() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let made = Repository::init(folder.path()).expect("a repository can be made");
        bodies(&made, 2 * WORTH + 1);
        let repo = Repo::open(folder.path())
            .expect("it can be opened")
            .expect("it is one");
        let past = repo.past("HEAD").expect("it can be read");
        assert_eq!(past.steps.len(), 2 * WORTH + 1);
        for (number, step) in past.steps.iter().rev().enumerate() {
            let [sided] = step.against.as_slice() else {
                panic!("{number}: {:?}", step.against);
            };
            let [one] = sided.as_slice() else {
                panic!("{number}: {sided:?}");
            };
            assert_eq!(one.record, format!("bodies/body-{number}"));
            assert!(one.old.is_none() && one.new.is_some(), "{one:?}");
        }
    }
}
