//! Two lines of work that parted: what they began with, what each made of it, and a commit that joins them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid};

use super::advance::{Differs, is_special, refuse_special};
use super::{Repo, failed};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::merge::{Files, Sides};

/// How one commit stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are the same.
    Same,
    /// The first holds the second and more.
    Ahead,
    /// The second holds the first and more.
    Behind,
    /// Each holds what the other does not.
    Parted,
    /// They have nothing in common.
    Strangers,
}

/// A file's text and mode, as Git names them.
type Entry = (Oid, FileMode);

/// One path on the three sides.
#[derive(Clone, Copy, Default)]
struct Three {
    base: Option<Entry>,
    ours: Option<Entry>,
    theirs: Option<Entry>,
}

/// Two commits that parted, and all that differs between them.
pub struct Fork {
    ours: Oid,
    theirs: Oid,
    paths: BTreeMap<String, Three>,
    /// The texts of the three sides.
    pub sides: Sides,
}

impl Fork {
    /// Our commit's full name.
    pub fn ours(&self) -> String {
        self.ours.to_string()
    }

    /// Their commit's full name.
    pub fn theirs(&self) -> String {
        self.theirs.to_string()
    }
}

impl Repo {
    /// How the commit `ours` stands to the commit `theirs`.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`] where there is no such commit, [`Exit::Failed`] where the commits cannot be read.
    pub fn relation(&self, ours: &str, theirs: &str) -> Result<Relation, Failure> {
        let (ours, theirs) = (self.resolve(ours)?, self.resolve(theirs)?);
        let bases = self.bases(ours, theirs)?;
        Ok(match bases.as_slice() {
            _ if ours == theirs => Relation::Same,
            [] => Relation::Strangers,
            [base] if *base == theirs => Relation::Ahead,
            [base] if *base == ours => Relation::Behind,
            _ => Relation::Parted,
        })
    }

    /// The last commits that both hold, in an order that is the same in every clone.
    fn bases(&self, ours: Oid, theirs: Oid) -> Result<Vec<Oid>, Failure> {
        match self.repo.merge_bases(ours, theirs) {
            Ok(bases) => {
                let mut bases = bases.to_vec();
                bases.sort();
                Ok(bases)
            }
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(Vec::new()),
            Err(error) => Err(failed("the commits could not be compared", &error)),
        }
    }

    /// Two commits that parted, from what both last held.
    ///
    /// Where both have merged the same commits on their own, there is more than one such state. Then a file counts as
    /// it was in the one that changed it; one that several changed counts as unknown, so that whatever differs in it
    /// is asked rather than guessed.
    ///
    /// `today` is the day of corrections that merging may have to make.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where they changed links or repositories within this one; [`Exit::Failed`] where the files
    /// cannot be read.
    pub fn fork(&self, ours: &str, theirs: &str, today: NaiveDate) -> Result<Fork, Failure> {
        let (ours, theirs) = (self.resolve(ours)?, self.resolve(theirs)?);
        let bases = self.bases(ours, theirs)?;
        self.fork_from(&bases, ours, theirs, today)
    }

    /// The same, counting from a given commit, whether or not both hold it.
    ///
    /// # Errors
    ///
    /// As [`Repo::fork`].
    pub fn fork_since(
        &self,
        base: &str,
        ours: &str,
        theirs: &str,
        today: NaiveDate,
    ) -> Result<Fork, Failure> {
        let (ours, theirs) = (self.resolve(ours)?, self.resolve(theirs)?);
        self.fork_from(&[self.resolve(base)?], ours, theirs, today)
    }

    fn fork_from(&self, bases: &[Oid], ours: Oid, theirs: Oid, today: NaiveDate) -> Result<Fork, Failure> {
        let tree = |commit| self.tree_of(Some(commit));
        let (our_tree, their_tree) = (tree(ours)?, tree(theirs)?);
        let base_trees = bases
            .iter()
            .map(|base| tree(*base))
            .collect::<Result<Vec<_>, _>>()?;
        let mut paths: BTreeMap<String, Three> = BTreeMap::new();
        let mut take = |differs: Vec<Differs>| {
            for file in differs {
                paths.entry(file.path).or_default();
            }
        };
        take(self.differing(our_tree, their_tree)?);
        for base in &base_trees {
            take(self.differing(*base, our_tree)?);
            take(self.differing(*base, their_tree)?);
        }
        let root = match bases {
            [first, .., last] => self.bases(*first, *last)?.first().copied(),
            _ => None,
        };
        let root = self.tree_of(root)?;
        let at = |tree: Option<Oid>, path: &str| {
            let entry = self.entry(tree, path).filter(|(_, mode)| *mode != FOLDER);
            entry.map(|(id, mode)| (id, mode_of(mode)))
        };
        for (path, three) in &mut paths {
            let before: Vec<Option<Entry>> = base_trees.iter().map(|tree| at(*tree, path)).collect();
            *three = Three {
                base: virtual_base(&before, at(root, path)),
                ours: at(our_tree, path),
                theirs: at(their_tree, path),
            };
        }
        paths.retain(|_, three| three.base != three.ours || three.ours != three.theirs);
        let taken = paths
            .iter()
            .filter(|(_, three)| three.theirs != three.base && three.theirs != three.ours);
        let taken: Vec<Differs> = taken
            .map(|(path, three)| Differs {
                path: path.clone(),
                old: three.ours,
                new: three.theirs,
            })
            .collect();
        refuse_special(&taken)?;
        let side = |of: fn(&Three) -> Option<Entry>| self.side(&paths, of);
        let sides = Sides {
            base: side(|three| three.base)?,
            ours: side(|three| three.ours)?,
            theirs: side(|three| three.theirs)?,
            prefix: self.prefix.clone(),
            today,
        };
        Ok(Fork {
            ours,
            theirs,
            paths,
            sides,
        })
    }

    fn side(
        &self,
        paths: &BTreeMap<String, Three>,
        of: fn(&Three) -> Option<Entry>,
    ) -> Result<Files, Failure> {
        let mut files = Files::new();
        for (path, three) in paths {
            if let Some((id, _)) = of(three).filter(|(_, mode)| !is_special(*mode)) {
                let blob = self.repo.find_blob(id);
                let blob = blob.map_err(|error| failed(&format!("{path} could not be read"), &error))?;
                files.insert(path.clone(), blob.content().to_vec());
            }
        }
        Ok(files)
    }

    /// The tree of ours with files as they shall be (new bytes, or none where one goes), and with whatever either side
    /// said of which files are programs. Its full name.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where one side has a file where the other has a folder; [`Exit::Failed`] where it cannot be
    /// written.
    pub fn joined_tree(
        &self,
        fork: &Fork,
        files: &BTreeMap<String, Option<Vec<u8>>>,
    ) -> Result<String, Failure> {
        let cannot = |error: git2::Error| failed("the merged files could not be stored", &error);
        let (mut removed, mut put) = (Vec::new(), Vec::new());
        let untouched = fork.paths.keys().filter(|path| !files.contains_key(*path));
        for path in files.keys().chain(untouched) {
            let three = fork.paths.get(path).copied().unwrap_or_default();
            let mode = joined_mode(&three);
            let id = match files.get(path) {
                Some(Some(bytes)) => Some(self.repo.blob(bytes).map_err(cannot)?),
                Some(None) => None,
                None => three.ours.map(|(id, _)| id),
            };
            match id {
                Some(id) if three.ours != Some((id, mode)) => put.push((path.as_str(), id, mode)),
                None if three.ours.is_some() => removed.push(path.as_str()),
                _ => {}
            }
        }
        let top = self.repo.workdir().unwrap_or(&self.root);
        for (path, _, _) in &put {
            disk::inside(top, path)?;
        }
        let start = self.tree_of(Some(fork.ours))?;
        let start = self
            .repo
            .find_tree(start.unwrap_or(Oid::ZERO_SHA1))
            .map_err(cannot)?;
        let mut update = TreeUpdateBuilder::new();
        for path in &removed {
            update.remove(*path);
        }
        // In two steps: a folder may take the place of a file that goes.
        let without = update.create_updated(&self.repo, &start).map_err(cannot)?;
        self.refuse_clashes(without, &put)?;
        let mut update = TreeUpdateBuilder::new();
        for (path, id, mode) in &put {
            update.upsert(*path, *id, *mode);
        }
        let without = self.repo.find_tree(without).map_err(cannot)?;
        let tree = update.create_updated(&self.repo, &without).map_err(cannot)?;
        Ok(tree.to_string())
    }

    /// Makes sure that no file would lie where a folder is, or the other way about.
    fn refuse_clashes(&self, tree: Oid, put: &[(&str, Oid, FileMode)]) -> Result<(), Failure> {
        let is_folder = |path: &str| self.entry(Some(tree), path).map(|(_, mode)| mode == FOLDER);
        for (path, _, _) in put {
            let above = path.match_indices('/').map(|(at, _)| &path[..at]);
            let blocked = above.into_iter().find(|folder| {
                is_folder(folder) == Some(false) || put.iter().any(|(other, ..)| other == folder)
            });
            let blocked = blocked.or_else(|| (is_folder(path) == Some(true)).then_some(*path));
            if let Some(place) = blocked {
                let what = format!("{place} is a file on one side and a folder on the other");
                return Err(Failure::with(Exit::Refused, what)
                    .cure("nothing was changed; give one of them another name, save that, and sync again"));
            }
        }
        Ok(())
    }

    /// Makes a commit of a tree that joins both sides of a fork, on no branch yet; signed where Git is set to sign. Its
    /// full name.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where Git knows no author, [`Exit::Failed`] where it cannot be made.
    pub fn join(&self, fork: &Fork, tree: &str, message: &str) -> Result<String, Failure> {
        let tree = self.tree_named(tree)?;
        let commit = self.commit_tree(tree, &[fork.ours, fork.theirs], message)?;
        Ok(commit.to_string())
    }

    /// Makes a commit of a tree on top of theirs alone, leaving our own commits behind; on no branch yet.
    ///
    /// # Errors
    ///
    /// As [`Repo::join`].
    pub fn put_on_top(&self, fork: &Fork, tree: &str, message: &str) -> Result<String, Failure> {
        let tree = self.tree_named(tree)?;
        if self.tree_of(Some(fork.theirs))? == Some(tree) {
            return Ok(fork.theirs.to_string());
        }
        let commit = self.commit_tree(tree, &[fork.theirs], message)?;
        Ok(commit.to_string())
    }

    fn tree_named(&self, tree: &str) -> Result<Oid, Failure> {
        Oid::from_str(tree).map_err(|error| failed("the merged files could not be found", &error))
    }
}

const FOLDER: i32 = 0o040_000;

/// What several states count as together: what one changed is as that one has it, what several changed is unknown.
fn virtual_base(states: &[Option<Entry>], root: Option<Entry>) -> Option<Entry> {
    let mut changed = states.iter().filter(|state| **state != root);
    match (states, changed.next()) {
        ([only], _) => *only,
        (_, None) => root,
        (_, Some(first)) if changed.all(|other| other == first) => *first,
        _ => None,
    }
}

/// A mode changed by one side is that side's; by both, ours.
fn joined_mode(three: &Three) -> FileMode {
    let [base, ours, theirs] =
        [three.base, three.ours, three.theirs].map(|entry| entry.map(|(_, mode)| mode));
    let joined = match (ours, theirs) {
        (Some(ours), Some(theirs)) if Some(ours) == base => theirs,
        (Some(ours), _) => ours,
        (None, Some(theirs)) => theirs,
        (None, None) => FileMode::Blob,
    };
    match joined {
        FileMode::BlobExecutable | FileMode::Link | FileMode::Commit => joined,
        _ => FileMode::Blob,
    }
}

fn mode_of(mode: i32) -> FileMode {
    match mode {
        0o100_755 => FileMode::BlobExecutable,
        0o120_000 => FileMode::Link,
        0o160_000 => FileMode::Commit,
        _ => FileMode::Blob,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_several_states_changed_is_unknown() {
        let entry = |text: &str| {
            Some((
                Oid::hash_object(git2::ObjectType::Blob, text.as_bytes()).unwrap(),
                FileMode::Blob,
            ))
        };
        let (x, y, root) = (entry("x"), entry("y"), entry("root"));
        assert_eq!(virtual_base(&[x], None), x);
        assert_eq!(virtual_base(&[x, root], root), x);
        assert_eq!(virtual_base(&[root, y], root), y);
        assert_eq!(virtual_base(&[x, x], root), x);
        assert_eq!(virtual_base(&[x, y], root), None);
        assert_eq!(virtual_base(&[root, root], root), root);
        assert_eq!(virtual_base(&[None, root], root), None, "one took it out");
    }
}
