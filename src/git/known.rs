//! Commits that others are known to have seen, and where they stand to a history.

use std::collections::{BTreeSet, HashSet};

use git2::{ErrorCode, Oid};

use super::{Repo, failed};
use crate::audit::Past;
use crate::audit::known::{Replaced, Seen, Stands, Witness};
use crate::disk;
use crate::failure::Failure;

const SHARED: &str = "refs/scrutiny/shared/";
const REMOTES: &str = "refs/remotes/";

impl Repo {
    /// The commits that this repository knows others to have seen: the last that was shared by `sync`, and where the branch
    /// of the same name stands, and once stood, in other repositories.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read.
    pub fn seen_by_others(&self, past: &Past) -> Result<Vec<Seen>, Failure> {
        let unreadable = |error: git2::Error| failed("the branches could not be read", &error);
        let Some(branch) = self.standing().branch else {
            return Ok(Vec::new());
        };
        let held = Held::of(past);
        let mut seen = Vec::new();
        let mut asked = BTreeSet::new();
        let references = self.repo.references().map_err(unreadable)?;
        for reference in references {
            let reference = reference.map_err(unreadable)?;
            let (Ok(name), Some(target)) = (reference.name(), reference.target()) else {
                continue;
            };
            let place = |folder: &str| name.strip_prefix(folder)?.strip_suffix(&format!("/{branch}"));
            let by = match (place(SHARED), place(REMOTES)) {
                (Some(with), _) => Witness::Shared(with.to_owned()),
                (_, Some(remote)) => Witness::Branch(format!("{branch} of {remote}")),
                _ => continue,
            };
            seen.push(self.seen_at(target, by, &held)?);
            if let Some(remote) = place(REMOTES) {
                let once = Witness::Once(format!("{branch} of {remote}"));
                for commit in self.once(name, target) {
                    if asked.insert(commit) && !held.has(commit) && !self.goes_back_to(target, commit)? {
                        seen.push(self.seen_at(commit, once.clone(), &held)?);
                    }
                }
            }
        }
        Ok(seen)
    }

    /// Where a commit that somebody has seen stands.
    ///
    /// # Errors
    ///
    /// As [`Repo::seen_by_others`].
    pub fn stands(&self, commit: &str, by: Witness, past: &Past) -> Result<Seen, Failure> {
        let Ok(id) = self.resolve(commit) else {
            let (commit, stands) = (commit.to_owned(), Stands::Missing);
            return Ok(Seen { commit, by, stands });
        };
        self.seen_at(id, by, &Held::of(past))
    }

    fn seen_at(&self, commit: Oid, by: Witness, held: &Held) -> Result<Seen, Failure> {
        let stands = if held.has(commit) {
            Stands::Held
        } else if self.repo.find_commit(commit).is_err() {
            Stands::Missing
        } else if held
            .head
            .is_some_and(|head| self.goes_back_to(commit, head).unwrap_or(false))
        {
            Stands::Ahead
        } else {
            Stands::Apart
        };
        let commit = commit.to_string();
        Ok(Seen { commit, by, stands })
    }

    /// Whether a commit holds another, by what the commits themselves say.
    fn goes_back_to(&self, from: Oid, to: Oid) -> Result<bool, Failure> {
        if self.repo.find_commit(from).is_err() {
            return Ok(false);
        }
        let (shallow, _) = self.shallow()?;
        let nodes = self.commits(from, &shallow)?;
        let to = to.to_string();
        Ok(nodes.iter().any(|node| node.commit.id == to))
    }

    /// Where another repository's branch stood before, as far as this one remembers.
    fn once(&self, name: &str, now: Oid) -> BTreeSet<Oid> {
        let Ok(log) = self.repo.reflog(name) else {
            return BTreeSet::new();
        };
        let each = log.iter().flat_map(|entry| [entry.id_old(), entry.id_new()]);
        each.filter(|id| !id.is_zero() && *id != now).collect()
    }

    /// What makes Git show other commits than those that are there.
    ///
    /// # Errors
    ///
    /// As [`Repo::seen_by_others`].
    pub fn replaced(&self) -> Result<Replaced, Failure> {
        let found = self.repo.references_glob("refs/replace/*");
        let names = match found {
            Ok(mut references) => {
                let names = references.names();
                names
                    .filter_map(|name| Some(name.ok()?.strip_prefix("refs/replace/")?.to_owned()))
                    .collect()
            }
            Err(error) if error.code() == ErrorCode::NotFound => Vec::new(),
            Err(error) => return Err(failed("the replaced commits could not be read", &error)),
        };
        let grafts = disk::load(&self.repo.commondir().join("info").join("grafts"))?;
        let holds = |bytes: Vec<u8>| {
            bytes
                .split(|byte| *byte == b'\n')
                .any(|line| !line.is_empty() && line[0] != b'#')
        };
        Ok(Replaced {
            objects: names,
            grafts: grafts.is_some_and(holds),
        })
    }
}

/// The commits of a history, to look one up in.
struct Held {
    head: Option<Oid>,
    ids: HashSet<String>,
}

impl Held {
    fn of(past: &Past) -> Self {
        let ids = past.steps.iter().map(|step| step.commit.id.clone());
        let head = past
            .steps
            .first()
            .and_then(|step| Oid::from_str(&step.commit.id).ok());
        Self {
            head,
            ids: ids.collect(),
        }
    }

    fn has(&self, commit: Oid) -> bool {
        self.ids.contains(&commit.to_string())
    }
}
