//! Moves a branch, under a lock that the next command knows as ours if this one is killed.

use git2::{ErrorCode, Oid};

use super::turn::lock_of;
use super::write::{CANNOT, Moved};
use super::{Repo, failed};
use crate::disk;
use crate::failure::Failure;

impl Repo {
    /// Moves a branch from one commit to the next, unless another program has moved it meanwhile. The new commit must
    /// be on the disk already. `log` is what Git's log of the branch says, on one line.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where another program keeps the branch locked, or it cannot be
    /// written.
    pub(super) fn move_branch(
        &self,
        branch: &str,
        to: Oid,
        from: Option<Oid>,
        log: &str,
    ) -> Result<Moved, Failure> {
        let place = self.repo.commondir().join(branch);
        let Some(_hold) = self.hold(&place)? else {
            let lock = lock_of(&place);
            return Err(
                Failure::new("another program is changing the branch").cure(format!(
                    "nothing was saved; try again, and if no other program is at work, remove {}",
                    lock.display()
                )),
            );
        };
        let now = match self.repo.refname_to_id(branch) {
            Ok(id) => Some(id),
            Err(error) if error.code() == ErrorCode::NotFound => None,
            Err(error) => return Err(failed(CANNOT, &error)),
        };
        if now != from {
            return Ok(Moved::Lost);
        }
        self.log_move(branch, to, from, log)?;
        disk::put_aside(&self.own_file(""), &place, format!("{to}\n").as_bytes())?;
        Ok(Moved::Done)
    }

    /// Lets a name of ours lead to a commit, whatever it led to before. Git keeps no log of such names.
    ///
    /// # Errors
    ///
    /// As [`Repo::move_branch`].
    pub(super) fn set_name(&self, name: &str, to: Oid) -> Result<(), Failure> {
        if self.repo.refname_to_id(name).is_ok_and(|now| now == to) {
            return Ok(());
        }
        let _turn = self.turn()?;
        let place = self.repo.commondir().join(name);
        let Some(_hold) = self.hold(&place)? else {
            return Err(
                Failure::new(format!("another program is changing {name}")).cure(format!(
                    "give the command again, and if no other program is at work, remove {}",
                    lock_of(&place).display()
                )),
            );
        };
        disk::put_aside(&self.own_file(""), &place, format!("{to}\n").as_bytes())
    }

    /// Notes a move in the logs of the branch and of the head, as Git does.
    fn log_move(&self, branch: &str, to: Oid, from: Option<Oid>, what: &str) -> Result<(), Failure> {
        let config = self.repo.config();
        let wanted = config.and_then(|config| config.get_bool("core.logallrefupdates"));
        let (_, by) = self.signatures()?;
        let minutes = by.when().offset_minutes();
        let line = format!(
            "{} {to} {} <{}> {} {}{:02}{:02}\t{what}\n",
            from.unwrap_or(Oid::ZERO_SHA1),
            by.name().unwrap_or("?"),
            by.email().unwrap_or("?"),
            by.when().seconds(),
            by.when().sign(),
            minutes.abs() / 60,
            minutes.abs() % 60,
        );
        let heads = [(self.repo.commondir(), branch), (self.repo.path(), "HEAD")];
        for (folder, name) in heads {
            let log = folder.join("logs").join(name);
            if wanted.as_ref().copied().unwrap_or(true) || disk::load(&log)?.is_some() {
                disk::append(&log, &line)?;
            }
        }
        Ok(())
    }
}
