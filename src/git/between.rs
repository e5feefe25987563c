//! What happened to the records between two commits.

use std::collections::HashSet;

use git2::Oid;

use super::{Repo, failed};
use crate::failure::Failure;
use crate::history::History;

/// What one side has that the other has not.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// What happened to records.
    pub history: History,
    /// How many commits touched no record.
    pub elsewhere: usize,
}

impl News {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.history.commits.is_empty() && self.elsewhere == 0
    }
}

impl Repo {
    /// The story of what the commit `to` holds and the commit `from` does not.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`](crate::failure::Exit::NotFound) where there is no such commit,
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the commits cannot be read.
    pub fn between(&self, from: &str, to: &str) -> Result<News, Failure> {
        let (from, to) = (self.resolve(from)?, self.resolve(to)?);
        let walk = || {
            let mut walk = self.repo.revwalk()?;
            walk.push(to)?;
            walk.hide(from)?;
            let new = walk.collect::<Result<HashSet<Oid>, git2::Error>>()?;
            let mut border = HashSet::new();
            // Only gathered: nothing is told in this order.
            for id in new.iter().copied().collect::<std::collections::BTreeSet<_>>() {
                let commit = self.repo.find_commit(id)?;
                border.extend(commit.parent_ids().filter(|parent| !new.contains(parent)));
            }
            Ok((new, border))
        };
        let (new, mut border) =
            walk().map_err(|error: git2::Error| failed("the commits could not be compared", &error))?;
        if new.is_empty() {
            return Ok(News::default());
        }
        border.extend(self.shallow()?.0);
        let mut nodes = self.commits(to, &border)?;
        for node in &mut nodes {
            // What the border did, both hold: it is not to be told, not even where it is the first commit of all.
            node.is_cut |= !Oid::from_str(&node.commit.id).is_ok_and(|id| new.contains(&id));
        }
        let history = self.tell(to, nodes)?;
        let told: HashSet<&str> = history.commits.iter().map(|commit| commit.id.as_str()).collect();
        let elsewhere = new.iter().filter(|id| !told.contains(id.to_string().as_str()));
        // A merge that only joins is nobody's work.
        let elsewhere = elsewhere.filter(|id| {
            self.repo
                .find_commit(**id)
                .is_ok_and(|commit| commit.parent_count() < 2)
        });
        let elsewhere = elsewhere.count();
        Ok(News { history, elsewhere })
    }
}
