//! The last history that was read, kept in the repository's folder, so that the next walk goes only as far back.

use std::collections::HashSet;

use git2::Oid;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Repo;
use crate::disk;
use crate::failure::Failure;
use crate::history::History;

const NAME: &str = "history.json";

/// Raised whenever what a history says of the same commits changes.
const VERSION: u32 = 1;

/// How many commits back a kept history is looked for before the whole walk is made instead.
const REACH: usize = 20_000;

/// A history and what it depends on besides its commit.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    prefix: String,
    shallow: String,
    history: History,
}

impl Repo {
    /// [`Repo::history`], from the kept history of an earlier call where that can be carried on.
    ///
    /// A kept history that is damaged, of another version or of other commits is passed over and replaced. One that
    /// cannot be written is no failure.
    ///
    /// # Errors
    ///
    /// As [`Repo::history`].
    pub fn history_cached(&self, rev: &str) -> Result<History, Failure> {
        let head = self.resolve(rev)?;
        let (_, shallow) = self.shallow()?;
        let kept = self.kept(&shallow);
        if let Some(kept) = &kept
            && kept.head.as_deref() == Some(head.to_string().as_str())
        {
            return Ok(kept.clone());
        }
        let history = match kept.map(|kept| self.carry_on(kept, head)).transpose()?.flatten() {
            Some(history) => history,
            None => self.full_history(head)?,
        };
        // What an older commit's history was is asked rarely; it would only drive out the head's.
        if self.head() == Some(head) {
            let prefix = self.prefix.clone();
            self.keep(&Kept {
                version: VERSION,
                prefix,
                shallow,
                history: history.clone(),
            });
        }
        Ok(history)
    }

    fn kept(&self, shallow: &str) -> Option<History> {
        let bytes = disk::load(&self.own_file(NAME)).ok()??;
        // The first line is the sum of the rest, so that what is read is what was written.
        let (sum, rest) = bytes.split_at_checked(Sha256::output_size())?;
        if sum != Sha256::digest(rest).as_slice() {
            return None;
        }
        let kept: Kept = serde_json::from_slice(rest).ok()?;
        let fits = kept.version == VERSION && kept.prefix == self.prefix && kept.shallow == shallow;
        let length = u32::try_from(kept.history.commits.len()).ok()?;
        let mut places = kept.history.touches.values().flatten();
        (fits && places.all(|(place, _)| *place < length)).then_some(kept.history)
    }

    fn keep(&self, kept: &Kept) {
        if let Ok(json) = serde_json::to_vec(kept) {
            let mut bytes = Sha256::digest(&json).to_vec();
            bytes.extend(json);
            // It is only a cache: a folder that cannot be written costs time, nothing else.
            let _ = disk::write_cache(&self.own_file(NAME), &bytes);
        }
    }

    /// A kept history with the commits since; none where they are not one line.
    fn carry_on(&self, kept: History, head: Oid) -> Result<Option<History>, Failure> {
        let from = kept.head.as_deref().and_then(|id| Oid::from_str(id).ok());
        let Some(from) = from.filter(|from| self.is_line(*from, head)) else {
            return Ok(None);
        };
        let mut nodes = self.commits(head, &HashSet::from([from]))?;
        // The kept history knows what the commit that was stopped at did; here it is not to be told again.
        if let Some(last) = nodes.last_mut() {
            last.is_cut = true;
        }
        let mut history = self.tell(head, nodes)?;
        history.cut_short = kept.cut_short;
        let shift = u32::try_from(history.commits.len()).unwrap_or(u32::MAX);
        history.commits.extend(kept.commits);
        for (record, touches) in kept.touches {
            let moved = touches.into_iter().map(|(place, touch)| (place + shift, touch));
            history.touches.entry(record).or_default().extend(moved);
        }
        Ok(Some(history))
    }

    /// Whether every commit from `head` back to `from` has one parent.
    fn is_line(&self, from: Oid, head: Oid) -> bool {
        let mut at = head;
        for _ in 0..REACH {
            if at == from {
                return true;
            }
            match self.repo.find_commit(at) {
                Ok(commit) if commit.parent_count() == 1 => match commit.parent_id(0) {
                    Ok(parent) => at = parent,
                    Err(_) => return false,
                },
                _ => return false,
            }
        }
        false
    }
}
