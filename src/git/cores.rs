//! Reading many of Git's objects on every core.
//!
//! The library lets one thread at a time into a pack, and two that read at different places of it drive out what the other
//! has unpacked. So each core opens the repository for itself.

use std::ops::Range;

use git2::{Odb, Repository};
use rayon::prelude::*;

use super::Repo;

/// Below so many objects a core, to open the repository again is not worth it.
const WORTH: usize = 500;

impl Repo {
    /// Has `work` done for so many things by as many cores as it is worth: each is told which of them are its own, and all
    /// that comes of it is put together in their order, however many cores there were.
    pub(super) fn on_every_core<R: Send>(
        &self,
        things: usize,
        work: impl Fn(&Odb<'_>, Range<usize>) -> Result<Vec<R>, git2::Error> + Sync,
    ) -> Result<Vec<R>, git2::Error> {
        let cores = things.div_ceil(WORTH).min(rayon::current_num_threads());
        if cores <= 1 {
            return work(&self.repo.odb()?, 0..things);
        }
        let path = self.repo.path().to_owned();
        let shares = (0..cores).into_par_iter().map(|core| {
            let repo = Repository::open(&path)?;
            work(&repo.odb()?, things * core / cores..things * (core + 1) / cores)
        });
        let shares: Vec<Vec<R>> = shares.collect::<Result<_, git2::Error>>()?;
        Ok(shares.into_iter().flatten().collect())
    }
}
