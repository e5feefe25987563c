//! Brings a new commit to the disk before a branch names it. The library leaves that to the system, and a branch that
//! survives a loss of power better than its commit leads nowhere.

use std::path::Path;

use git2::Oid;

use super::Repo;
use super::write::Change;
use crate::disk;
use crate::failure::Failure;

impl Repo {
    /// Brings a commit to the disk with the trees and texts that it has of these changes.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the system says that one may be lost.
    pub(super) fn make_durable(&self, commit: Oid, changes: &[Change]) -> Result<(), Failure> {
        let tree = self.tree_of(Some(commit))?;
        let mut objects = vec![commit];
        objects.extend(tree);
        for change in changes {
            objects.extend([change.after, change.committed].into_iter().flatten());
            let folders = Path::new(&change.path).ancestors().skip(1);
            let named = folders
                .filter_map(Path::to_str)
                .filter(|folder| !folder.is_empty());
            objects.extend(
                named
                    .filter_map(|folder| self.entry(tree, folder))
                    .map(|(id, _)| id),
            );
        }
        objects.sort_unstable();
        objects.dedup();
        let store = self.repo.commondir().join("objects");
        for object in objects {
            let name = object.to_string();
            let (folder, file) = name.split_at(2);
            // One that is not there by itself is in a pack, which Git brought to the disk.
            disk::sync(&store.join(folder).join(file))?;
        }
        // The folders of new objects may be new, too.
        disk::sync_names(&store);
        Ok(())
    }
}
