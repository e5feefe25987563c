//! The register's other side: a branch in a repository at a host or on a shared drive, reached by the `git` program.

use git2::Oid;

use super::program::{Program, Said};
use super::trouble::{Trouble, without_passwords};
use super::{Repo, failed};
use crate::failure::{Exit, Failure};

/// Where a register is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// What Git calls the other side here, such as `origin`.
    pub name: String,
    /// The branch there.
    pub branch: String,
    /// Where it is, without passwords: to be shown.
    pub address: String,
    /// What the `git` program is given: the name, or an address that is not yet stored.
    pub(super) target: String,
    /// The branch here that goes there, in full.
    pub(super) local: String,
}

/// What was found on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// Nothing has been shared there yet.
    Empty,
    /// The full name of the last commit there.
    At(String),
}

/// What became of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// The other side holds it.
    Done,
    /// Others were quicker; the words of the other side.
    Overtaken(String),
}

impl Shared {
    /// The branch as it was last seen on the other side.
    fn tracking(&self) -> String {
        format!("refs/remotes/{}/{}", self.name, self.branch)
    }

    /// Where the last commit that both sides held is remembered.
    fn memory(&self) -> String {
        format!("refs/scrutiny/shared/{}/{}", self.name, self.branch)
    }

    fn there(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }
}

impl Repo {
    /// Makes sure that something can be saved here: there are files, a branch, and nothing half done.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where there are not, with the cure.
    pub fn may_save(&self) -> Result<(), Failure> {
        self.branch_to_save_on().map(drop)
    }

    /// Makes sure that the `git` program is there and new enough: without it nothing is shared.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where it is not, with the cure.
    pub fn find_program() -> Result<(), Failure> {
        Program::anywhere().present()
    }

    /// Where this register is shared: the branch's upstream, else the only other side that Git knows, else `origin`.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where nothing can be sent or taken in (see [`Repo::may_advance`]), or there are several other
    /// sides and none is chosen.
    pub fn shared_with(&self) -> Result<Option<Shared>, Failure> {
        let local = self.branch_to_save_on()?;
        let branch = local.trim_start_matches("refs/heads/").to_owned();
        let cannot = |error: git2::Error| failed("Git's settings could not be read", &error);
        let config = self.repo.config().map_err(cannot)?;
        let setting = |name: &str| config.get_string(&format!("branch.{branch}.{name}")).ok();
        let known: Vec<String> = {
            let names = self.repo.remotes().map_err(cannot)?;
            names.iter().flatten().flatten().map(str::to_owned).collect()
        };
        // A branch that follows another of the same repository is shared with nobody by that.
        let told = setting("remote").filter(|name| name != ".");
        let name = match (told, known.as_slice()) {
            (Some(told), _) => told,
            (None, []) => return Ok(None),
            (None, [only]) => only.clone(),
            (None, several) if several.iter().any(|name| name == "origin") => "origin".to_owned(),
            (None, several) => {
                let what = format!(
                    "this register could be shared with several: {}",
                    several.join(", ")
                );
                return Err(Failure::with(Exit::Usage, what).cure(format!(
                    "say with which, once: git config branch.{branch}.remote {}",
                    several[0]
                )));
            }
        };
        let there = setting("merge")
            .and_then(|full| full.strip_prefix("refs/heads/").map(str::to_owned))
            .unwrap_or_else(|| branch.clone());
        let address = self
            .repo
            .find_remote(&name)
            .ok()
            .and_then(|remote| remote.url().ok().map(str::to_owned))
            .unwrap_or_else(|| name.clone());
        Ok(Some(Shared {
            target: name.clone(),
            name,
            branch: there,
            address: without_passwords(&address),
            local,
        }))
    }

    /// Takes in what the other side holds, without touching any file of the register or its branch.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where the other side holds other branches, but not this one; [`Exit::Failed`] where it is not
    /// reached.
    pub fn fetch(&self, shared: &Shared, may_ask: bool) -> Result<Fetched, Failure> {
        // What both held is remembered before it can be forgotten: if the other side was rewritten, its branch as it
        // was last seen is about to go.
        if let Some(known) = self.last_shared(shared)? {
            self.remember(shared, &known)?;
        }
        let git = Program::of(self).asking(may_ask);
        let wanted = format!("+{}:{}", shared.there(), shared.tracking());
        let arguments = [
            // What was taken in is on the disk before anything here leans on it.
            "-c",
            "core.fsync=committed,loose-object",
            "fetch",
            "--no-tags",
            "--no-recurse-submodules",
            "--",
            &shared.target,
            &wanted,
        ];
        let said = git.run(&arguments, b"")?;
        if said.is_well() {
            let tip = self.repo.refname_to_id(&shared.tracking());
            let tip = tip.map_err(|error| failed("what was taken in could not be found", &error))?;
            return Ok(Fetched::At(tip.to_string()));
        }
        if said.err.contains("find remote ref") {
            return self.other_branches(&git, shared);
        }
        Err(said.failure(&format!("{} could not be asked for news", shared.address)))
    }

    /// The other side has no such branch: it is empty, or holds something else.
    fn other_branches(&self, git: &Program, shared: &Shared) -> Result<Fetched, Failure> {
        let what = format!("{} could not be asked for news", shared.address);
        let heads = git.must(&what, &["ls-remote", "--heads", "--", &shared.target], b"")?;
        let text = String::from_utf8_lossy(&heads);
        let heads = text.lines().filter_map(|line| line.split_once("refs/heads/"));
        let heads: Vec<&str> = heads.map(|(_, name)| name).collect();
        let Some(other) = heads.first() else {
            // What was seen there before is gone; nobody shall think it still there.
            if let Ok(mut seen) = self.repo.find_reference(&shared.tracking()) {
                let _ = seen.delete();
            }
            return Ok(Fetched::Empty);
        };
        let what = format!(
            "{} holds no branch {}, but: {}",
            shared.address,
            shared.branch,
            heads.join(", ")
        );
        let here = shared.local.trim_start_matches("refs/heads/");
        Err(Failure::with(Exit::Refused, what).cure(format!(
            "if the register is {other} there: git config branch.{here}.merge refs/heads/{other}; if it is to be \
             a branch of its own: git push {} {here}",
            shared.name
        )))
    }

    /// Sends a commit to the other side, never by force.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where the other side was not reached or did not take it for another reason than that others
    /// were quicker.
    pub fn push(&self, shared: &Shared, commit: &str, may_ask: bool) -> Result<Pushed, Failure> {
        let git = Program::of(self).asking(may_ask);
        let wanted = format!("{commit}:{}", shared.there());
        let arguments = [
            "push",
            "--porcelain",
            "--no-follow-tags",
            "--recurse-submodules=no",
            "--",
            &shared.target,
            &wanted,
        ];
        let said = git.run(&arguments, b"")?;
        if said.is_well() {
            let tip = self.resolve(commit)?;
            self.set_name(&shared.tracking(), tip)?;
            self.remember(shared, commit)?;
            return Ok(Pushed::Done);
        }
        let refusal = said.text();
        let refusal = refusal.lines().find_map(|line| line.strip_prefix("!\t"));
        let refusal = refusal
            .and_then(|line| line.split_once('['))
            .map(|(_, why)| format!("[{why}"));
        match refusal {
            Some(why) if is_overtaken(&why) => Ok(Pushed::Overtaken(why)),
            Some(why) => {
                let err = format!("{}\n{why}", said.err);
                Err(unsent(&Said { err, ..said }, shared))
            }
            None => Err(unsent(&said, shared)),
        }
    }

    /// The last commit that both sides held, as far as is known before the other side is asked again.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where the commits cannot be read.
    pub fn last_shared(&self, shared: &Shared) -> Result<Option<String>, Failure> {
        let remembered = self.repo.refname_to_id(&shared.memory()).ok();
        let seen = self.repo.refname_to_id(&shared.tracking()).ok();
        let both = self
            .head()
            .zip(seen)
            .and_then(|(head, seen)| self.repo.merge_base(head, seen).ok());
        let latest = match (remembered, both) {
            (Some(old), Some(new)) if self.holds_commit(new, old)? => Some(new),
            (Some(old), _) => Some(old),
            (None, both) => both,
        };
        Ok(latest.map(|id| id.to_string()))
    }

    /// Remembers the last commit that both sides hold.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where it cannot be written down.
    pub fn remember(&self, shared: &Shared, commit: &str) -> Result<(), Failure> {
        let commit = self.resolve(commit)?;
        self.set_name(&shared.memory(), commit)
    }

    /// Whether the first commit is the second or came after it.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where the commits cannot be read.
    pub fn holds(&self, later: &str, earlier: &str) -> Result<bool, Failure> {
        self.holds_commit(self.resolve(later)?, self.resolve(earlier)?)
    }

    fn holds_commit(&self, later: Oid, earlier: Oid) -> Result<bool, Failure> {
        if later == earlier {
            return Ok(true);
        }
        let holds = self.repo.graph_descendant_of(later, earlier);
        holds.map_err(|error| failed("the commits could not be compared", &error))
    }

    /// Keeps a commit from being cleared away when no branch holds it any longer; gives the name it is kept under.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where it cannot be written down.
    pub fn keep_aside(&self, commit: &str) -> Result<String, Failure> {
        let commit = self.resolve(commit)?;
        let name = format!("refs/scrutiny/before/{commit}");
        self.set_name(&name, commit)?;
        Ok(name)
    }
}

/// Whether a refusal means that others were quicker.
fn is_overtaken(why: &str) -> bool {
    let words = [
        "fetch first",
        "non-fast-forward",
        "needs force",
        "stale info",
        "cannot lock ref",
        "failed to update ref",
        "incorrect old value",
        "reference already exists",
    ];
    words.iter().any(|word| why.contains(word))
}

fn unsent(said: &Said, shared: &Shared) -> Failure {
    let failure = said.failure(&format!("nothing could be sent to {}", shared.address));
    match said.trouble() {
        Trouble::Network => failure.cure(
            "your work is saved here and not yet shared; give the command again when the network is back",
        ),
        trouble => failure.cure(format!(
            "your work is saved here and not yet shared; {}",
            trouble.cure(&said.err)
        )),
    }
}
