//! The register in Git: the only user of the Git library.
//!
//! A register's folder is the repository's own or one below it. Reading needs no Git program. Saving makes a
//! commit of its own, beside whatever else is staged or changed, and runs no hooks.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that opens repositories"
)]

mod advance;
mod between;
mod branch;
mod cache;
mod commits;
mod contents;
mod cores;
mod damage;
mod day;
mod diff;
mod durable;
mod fork;
mod journal;
mod keep;
mod known;
mod listing;
mod look;
mod moment;
mod place;
pub(crate) mod program;
mod read;
mod remote;
mod save;
mod share;
mod signed;
mod steps;
mod texts;
mod trouble;
mod turn;
mod undo;
mod walk;
mod write;

use std::path::{Path, PathBuf};

use git2::{ErrorCode, ReferenceType, Repository, RepositoryInitOptions, RepositoryState};

pub use advance::Advanced;
pub use between::News;
pub use contents::Contents;
pub use day::Point;
pub use fork::{Fork, Relation};
pub(crate) use look::{identity, library, program_seen, seen};
pub use moment::Moment;
pub use remote::{Fetched, Pushed, Shared};
pub use save::{Saved, Step};
pub use share::Place;
pub use undo::{Reversal, Way};

use crate::disk;
pub use crate::disk::{FileEdit, outside_save};
use crate::failure::{Exit, Failure};

/// A register's folder in a repository.
pub struct Repo {
    repo: Repository,
    /// The register's folder; in a bare repository, which shows no files, the repository itself.
    root: PathBuf,
    /// The register's folder as seen from the repository's: empty or ending in `/`.
    prefix: String,
}

/// How a repository stands: what a command may do in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// It has no files to work on, only commits.
    pub bare: bool,
    /// It shows a commit rather than a branch.
    pub detached: bool,
    /// Its branch has no commit yet.
    pub unborn: bool,
    /// Its older commits were left out when it was cloned.
    pub shallow: bool,
    /// What is half done in it, such as `merge`.
    pub under_way: Option<&'static str>,
    /// The branch's short name; none where detached, or where it is not UTF-8.
    pub branch: Option<String>,
    /// The last commit's full name; none where unborn.
    pub head: Option<String>,
}

impl Repo {
    /// The repository that `root` is in, or that it is; none where it is in none.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where there is a repository that cannot be used, with the cure.
    pub fn open(root: &Path) -> Result<Option<Self>, Failure> {
        let repo = match Repository::discover(root) {
            Ok(repo) => Some(repo),
            Err(error) if error.code() == ErrorCode::NotFound => None,
            Err(error) => return Err(cannot_open(root, &error)),
        };
        damage::refuse_one_nearer(root, repo.as_ref())?;
        let Some(repo) = repo else {
            return Ok(None);
        };
        damage::refuse_a_lost_branch(&repo)?;
        Self::at(repo, root).map(Some)
    }

    /// Whether a place is among Git's own files: those of the repository, and those that it shares with others.
    ///
    /// # Errors
    ///
    /// Where they cannot be looked at.
    pub(crate) fn keeps(&self, place: &Path) -> Result<bool, Failure> {
        Ok(disk::is_within(place, self.repo.path())? || disk::is_within(place, self.repo.commondir())?)
    }

    fn at(repo: Repository, root: &Path) -> Result<Self, Failure> {
        let Some(top) = repo.workdir() else {
            let root = repo.path().to_path_buf();
            let prefix = String::new();
            return Ok(Self { repo, root, prefix });
        };
        let (top, root) = (disk::real_path(top)?, disk::real_path(root)?);
        let below = root.strip_prefix(&top).map_err(|_| {
            Failure::new(format!("{} lies inside Git's own files", root.display()))
                .cure("go to the register's folder")
        })?;
        let mut prefix = String::new();
        for part in below {
            let part = part.to_str().ok_or_else(|| {
                let what = format!("{} has a name that is not UTF-8", root.display());
                Failure::new(what).cure("rename the folder")
            })?;
            prefix.push_str(part);
            prefix.push('/');
        }
        Ok(Self { repo, root, prefix })
    }

    /// Makes `root` a repository, unless it is in one already. Its branch is `main`.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where it cannot be made.
    pub fn init(root: &Path) -> Result<Self, Failure> {
        if let Some(repo) = Self::open(root)? {
            return Ok(repo);
        }
        // Made aside, so that one whose making is cut off is not taken for one.
        let made = disk::made_aside(root, ".scrutiny-init", ".git", |aside| {
            let mut options = RepositoryInitOptions::new();
            options.initial_head("main").no_reinit(true);
            Repository::init_opts(aside, &options).map(drop)
        });
        made?.map_err(|error| {
            let what = format!("no repository could be made in {}", root.display());
            Failure::new(what).because(error.message())
        })?;
        let repo = Repository::open(root).map_err(|error| cannot_open(root, &error))?;
        Self::at(repo, root)
    }

    /// The register's folder; in a bare repository the repository's own.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How the repository stands now.
    pub fn standing(&self) -> Standing {
        let head = self.repo.find_reference("HEAD");
        let target = head
            .as_ref()
            .ok()
            .and_then(|head| head.symbolic_target().ok().flatten());
        let commit = self.head();
        Standing {
            bare: self.repo.is_bare(),
            detached: head
                .as_ref()
                .is_ok_and(|head| head.kind() == Some(ReferenceType::Direct)),
            unborn: commit.is_none(),
            shallow: self.repo.is_shallow(),
            under_way: under_way(self.repo.state()),
            branch: target.map(|name| name.trim_start_matches("refs/heads/").to_owned()),
            head: commit.map(|id| id.to_string()),
        }
    }

    /// Makes sure that Git knows who is at work.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where name or e-mail address are missing, with the two commands that set them.
    pub fn author(&self) -> Result<(), Failure> {
        self.signatures().map(|_| ())
    }

    /// Author and committer, with the time.
    fn signatures(&self) -> Result<(git2::Signature<'static>, git2::Signature<'static>), Failure> {
        let both = self.repo.author_from_env();
        let both = both.and_then(|author| Ok((author, self.repo.committer_from_env()?)));
        both.map_err(|error| {
            Failure::with(Exit::Refused, "Git does not know your name and e-mail address")
                .because(error.message())
                .cure(concat!(
                    "set them once: git config --global user.name \"Your Name\"",
                    " && git config --global user.email you@example.org"
                ))
        })
    }

    /// The last commit; none before the first.
    fn head(&self) -> Option<git2::Oid> {
        self.repo.refname_to_id("HEAD").ok()
    }

    /// The day of the last commit by the clock it was made by; none before the first.
    pub fn last_day(&self) -> Option<chrono::NaiveDate> {
        let commit = self.repo.find_commit(self.head()?).ok()?;
        read::local_day(commit.time())
    }

    /// Where forms are kept that were left before they were saved.
    pub fn forms(&self) -> disk::Forms {
        disk::Forms::within(self.own_file("forms"))
    }

    /// A file of ours in the repository's folder: the lock, the journal, the cache.
    fn own_file(&self, name: &str) -> PathBuf {
        self.repo.path().join("scrutiny").join(name)
    }
}

fn under_way(state: RepositoryState) -> Option<&'static str> {
    use RepositoryState as S;
    match state {
        S::Clean => None,
        S::Merge => Some("merge"),
        S::Revert | S::RevertSequence => Some("revert"),
        S::CherryPick | S::CherryPickSequence => Some("cherry-pick"),
        S::Bisect => Some("bisect"),
        S::Rebase | S::RebaseInteractive | S::RebaseMerge => Some("rebase"),
        S::ApplyMailbox | S::ApplyMailboxOrRebase => Some("am"),
    }
}

/// Why a repository that is there cannot be used, in plain words.
fn cannot_open(root: &Path, error: &git2::Error) -> Failure {
    let place = root.display();
    let message = error.message();
    if error.code() == ErrorCode::Owner {
        let folder = message
            .split('\'')
            .nth(1)
            .map_or_else(|| place.to_string(), str::to_owned);
        let folder = folder.trim_end_matches('/').trim_end_matches("/.git");
        return Failure::new(format!(
            "the repository {folder} belongs to another user of this computer"
        ))
        .because(message)
        .cure(format!(
            "if you trust it: git config --global --add safe.directory '{folder}'"
        ));
    }
    let remedy = "make a copy of the register in the form this program reads: git init \
                  --object-format=sha1 --ref-format=files NEW-FOLDER, then copy the files into it and commit them";
    if message.contains("unknown object format") {
        return Failure::new(format!(
            "the repository of {place} names its commits by SHA-256, which is not yet supported"
        ))
        .because(message)
        .cure(remedy);
    }
    if message.contains("refstorage") {
        return Failure::new(format!(
            "the repository of {place} keeps its branches as a reftable, which is not yet supported"
        ))
        .because(message)
        .cure("change it, with Git 2.46 or later: git refs migrate --ref-format=files");
    }
    Failure::new(format!("the repository of {place} could not be opened"))
        .because(message)
        .cure("look what Git says: git status")
}

fn cannot_read(error: &git2::Error) -> Failure {
    failed("the repository could not be read", error)
}

/// A failure of the Git library in the midst of something.
fn failed(what: &str, error: &git2::Error) -> Failure {
    let failure = Failure::new(what).because(error.message());
    // The library hands the system's reason on as words.
    match disk::cure_of(error.message()).or_else(|| damage::cure_of(error)) {
        Some(cure) => failure.cure(cure),
        None => failure,
    }
}
