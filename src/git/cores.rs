//! Reading many of Git's objects on every core.
//!
//! The library lets one thread at a time into a pack, and two that read at different places of it drive out what the other
//! has unpacked. So each core opens the repository for itself.

use std::ops::Range;

use git2::{Odb, Repository};
use rayon::prelude::*;

use super::Repo;

/// Below so many objects a core, to open the repository again is not worth it.
pub(super) const WORTH: usize = 500;

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

#[cfg(test)]
mod tests {
    use git2::Oid;

    use super::*;

    #[test]
    fn shares_are_put_together_in_order_and_a_fault_in_one_ends_all() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let made = Repository::init(folder.path()).expect("a repository can be made");
        let id = made.blob(b"a text").expect("a text can be kept");
        let repo = Repo::open(folder.path())
            .expect("it can be opened")
            .expect("it is one");
        for things in [0, 1, WORTH - 1, WORTH, WORTH + 1, 2 * WORTH + 1, 10 * WORTH] {
            let found = repo.on_every_core(things, |odb, own| {
                assert_eq!(odb.read(id)?.data(), b"a text");
                Ok(own.collect())
            });
            let found: Vec<usize> = found.expect("each core can read");
            assert_eq!(found, (0..things).collect::<Vec<_>>(), "{things}");
            let missing = repo.on_every_core(things, |odb, own| {
                if own.end == things {
                    odb.read(Oid::ZERO_SHA1)?;
                }
                Ok(own.collect::<Vec<usize>>())
            });
            assert!(missing.is_err(), "{things}");
        }
    }
}
