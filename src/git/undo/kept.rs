//! Which changes were undone, where they are kept, and which ones others may have.

use git2::Oid;

use super::refused;
use crate::disk;
use crate::failure::Failure;
use crate::git::diff::record_at;
use crate::git::{Repo, failed};

/// Where changes that were taken back are kept.
const UNDONE: &str = "refs/scrutiny/undone";

/// References that others can have commits from, or had them from.
const SHARED: [&str; 3] = ["refs/remotes/*", "refs/tags/*", "refs/scrutiny/shared/*"];

impl Repo {
    /// Which reference others may have a commit from; `parent` is its parent, beyond which nothing need be looked at.
    pub(super) fn shared(&self, commit: Oid, parent: Oid) -> Result<Option<String>, Failure> {
        let cannot = |error: git2::Error| failed("the branches of others could not be read", &error);
        for pattern in SHARED {
            let references = self.repo.references_glob(pattern).map_err(cannot)?;
            for reference in references.flatten() {
                let Ok(name) = reference.name() else { continue };
                let Ok(tip) = reference.peel_to_commit() else {
                    continue;
                };
                if self.leads_to(tip.id(), commit, parent).map_err(cannot)? {
                    return Ok(Some(spoken(name)));
                }
            }
        }
        Ok(None)
    }

    /// Whether a commit is `target` or comes after it.
    pub(super) fn leads_to(&self, tip: Oid, target: Oid, parent: Oid) -> Result<bool, git2::Error> {
        if tip == target {
            return Ok(true);
        }
        let mut walk = self.repo.revwalk()?;
        walk.push(tip)?;
        walk.hide(parent)?;
        for id in walk {
            if id? == target {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The changes that were undone on a branch, each with its number; the last undone last.
    pub(super) fn undone(&self, branch: &str) -> Result<Vec<(u32, Oid)>, Failure> {
        let cannot = |error: git2::Error| failed("the undone changes could not be listed", &error);
        let folder = folder_of(branch);
        let references = self.repo.references_glob(&format!("{folder}/*"));
        let kept = references.map_err(cannot)?.flatten().filter_map(|reference| {
            let name = reference.name().ok()?;
            let number = name.strip_prefix(&folder)?.strip_prefix('/')?.parse().ok()?;
            Some((number, reference.target()?))
        });
        let mut kept: Vec<(u32, Oid)> = kept.collect();
        kept.sort_unstable();
        Ok(kept)
    }

    /// Keeps a commit that is about to be undone, as the last of them, within a turn. What is kept is never taken away:
    /// of what was brought back again, the branch itself tells.
    pub(super) fn keep_undone(&self, branch: &str, commit: Oid) -> Result<(), Failure> {
        let kept = self.undone(branch)?;
        if kept.last().is_some_and(|(_, last)| *last == commit) {
            return Ok(());
        }
        let next = kept.last().map_or(1, |(number, _)| number.saturating_add(1));
        let name = format!("{}/{next:06}", folder_of(branch));
        // Not by the library, whose lock of the reference would outlive a program that is killed.
        let place = self.repo.commondir().join(name);
        disk::put_aside(&self.own_file(""), &place, format!("{commit}\n").as_bytes())
    }

    pub(super) fn is_within(&self, commit: Oid, tip: Oid) -> bool {
        commit == tip || self.repo.graph_descendant_of(tip, commit).unwrap_or(false)
    }

    pub(super) fn parent_of(&self, commit: Oid) -> Option<Oid> {
        let commit = self.repo.find_commit(commit).ok()?;
        (commit.parent_count() == 1).then(|| commit.parent_id(0).ok())?
    }

    /// Why the change that was undone last cannot simply be brought back, and where to find it.
    pub(super) fn passed_over(&self, commit: Oid, tip: Oid) -> Result<Failure, Failure> {
        let (undone, last) = (self.told(commit)?, self.told(tip)?);
        let short = &undone.id[..10];
        let what = format!(
            "“{}” was undone, and “{}” has been saved since, so it cannot be brought back as it was",
            undone.summary, last.summary
        );
        let records = self.parent_of(commit).map_or_else(Vec::new, |parent| {
            let edits = self.paths_between(parent, commit);
            edits.iter().filter_map(|path| record_at(path)).collect()
        });
        let record = records.first().map_or("ID", String::as_str);
        Ok(refused(what).cure(format!(
            "it is kept as {short}: look at it with `scrutiny show --at {short} {record}`, and make the change again"
        )))
    }

    /// The files that differ between two commits, by path below the register's folder.
    pub(super) fn paths_between(&self, from: Oid, to: Oid) -> Vec<String> {
        let tree = |id: Oid| self.repo.find_commit(id).and_then(|commit| commit.tree()).ok();
        let diff = self
            .repo
            .diff_tree_to_tree(tree(from).as_ref(), tree(to).as_ref(), None);
        let paths = diff.iter().flat_map(|diff| diff.deltas()).filter_map(|delta| {
            let path = delta.new_file().path().or(delta.old_file().path())?;
            path.to_str()?.strip_prefix(&self.prefix).map(str::to_owned)
        });
        paths.collect()
    }
}

/// Where the undone changes of a branch are kept.
fn folder_of(branch: &str) -> String {
    let branch = branch.strip_prefix("refs/heads/").unwrap_or(branch);
    format!("{UNDONE}/{branch}")
}

/// A reference as people call it.
fn spoken(name: &str) -> String {
    if let Some(tag) = name.strip_prefix("refs/tags/") {
        return format!("the tag {tag}");
    }
    if let Some(branch) = name.strip_prefix("refs/remotes/") {
        return branch.to_owned();
    }
    "the last exchange with others".to_owned()
}
