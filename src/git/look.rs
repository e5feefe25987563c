//! A repository looked at from all sides, and nothing in it touched: what `doctor` judges.
#![expect(
    clippy::disallowed_methods,
    reason = "Git takes a person's name from the environment too"
)]

use std::path::Path;

use git2::{AttrCheckFlags, AttrValue};

use super::Repo;
use super::program::Program;
use crate::disk;
use crate::doctor::surroundings::{Endings, Git, Identity, LockSeen, Repository, Signing};
use crate::failure::Failure;

/// How deep Git's names of branches are looked at.
const DEPTH: usize = 6;

/// What is to be seen of the repository that a folder is in.
pub(crate) fn seen(root: &Path) -> (Git, Option<Repo>) {
    match Repo::open(root) {
        Ok(None) => (Git::None, None),
        Ok(Some(repo)) => (Git::Here(Box::new(repo.seen())), Some(repo)),
        Err(failure) => {
            let refused = Git::Refused {
                what: failure.to_string(),
                cure: failure
                    .cure
                    .unwrap_or_else(|| "look what Git says: git status".to_owned()),
            };
            (refused, None)
        }
    }
}

/// The version of the installed `git` program, or what stands in the way with its cure.
pub(crate) fn program_seen() -> Result<String, (String, String)> {
    let program = Program::anywhere();
    let told = program.present().and_then(|()| program.run(&["--version"], b""));
    told.map(|said| said.text().trim().trim_start_matches("git version ").to_owned())
        .map_err(|failure| (failure.to_string(), failure.cure.unwrap_or_default()))
}

/// The version of the library.
pub(crate) fn library() -> String {
    let (major, minor, patch) = git2::Version::get().libgit2_version();
    format!("{major}.{minor}.{patch}")
}

/// Who would save, in a repository or outside any, as far as Git knows.
pub(crate) fn identity(repo: Option<&Repo>) -> Identity {
    let config = match repo {
        Some(repo) => repo.repo.config(),
        None => git2::Config::open_default(),
    };
    let setting = |name: &str| config.as_ref().ok()?.get_string(name).ok();
    let said = |name: &str, variable: &str| {
        let told = std::env::var(variable)
            .ok()
            .filter(|value| !value.trim().is_empty());
        told.or_else(|| setting(name).filter(|value| !value.trim().is_empty()))
    };
    Identity {
        name: said("user.name", "GIT_AUTHOR_NAME"),
        email: said("user.email", "GIT_AUTHOR_EMAIL"),
    }
}

impl Repo {
    /// Git's folder of this working tree.
    pub(crate) fn own_folder(&self) -> &Path {
        self.repo.path()
    }

    fn seen(&self) -> Repository {
        let standing = self.standing();
        Repository {
            bare: standing.bare,
            detached: standing.detached,
            unborn: standing.unborn,
            shallow: standing.shallow,
            under_way: standing.under_way.map(str::to_owned),
            branch: standing.branch,
            last_day: self.last_day(),
            locks: self.locks_seen(),
            is_busy: disk::is_held(&self.own_file("lock")),
            has_journal: disk::load(&self.own_file(super::journal::NAME)).is_ok_and(|found| found.is_some()),
            list: match standing.bare {
                true => None,
                false => self.listed().err().map(told),
            },
            damage: self.look_for_damage().err().map(told),
            copies: self.copies_seen(),
            endings: self.endings(),
            shared: self.shared_with().ok().flatten().map(|shared| shared.address),
            signing: Signing {
                asked: self
                    .setting("commit.gpgsign")
                    .is_some_and(|value| is_true(&value)),
                key: self.setting("user.signingkey"),
            },
        }
    }

    fn setting(&self, name: &str) -> Option<String> {
        let value = self.repo.config().ok()?.get_string(name).ok()?;
        (!value.is_empty()).then_some(value)
    }

    /// Git's locks: of its list of files, its settings, its branches.
    fn locks_seen(&self) -> Vec<LockSeen> {
        let mark = self.mark();
        let folders = [self.repo.path(), self.repo.commondir()];
        let mut found: Vec<LockSeen> = Vec::new();
        for folder in folders
            .into_iter()
            .take(if folders[0] == folders[1] { 1 } else { 2 })
        {
            for name in gits_own(folder).filter(|name| name.ends_with(".lock")) {
                let place = folder.join(&name);
                let text = disk::load(&place).ok().flatten().unwrap_or_default();
                found.push(LockSeen {
                    path: disk::plain_path(&place).display().to_string(),
                    is_ours: text == mark.as_bytes(),
                });
            }
        }
        found
    }

    fn copies_seen(&self) -> Vec<String> {
        gits_own(self.repo.commondir())
            .filter(|name| crate::doctor::is_copy(name.rsplit('/').next().unwrap_or(name)))
            .collect()
    }

    /// How Git treats the ends of lines of a record.
    fn endings(&self) -> Endings {
        let record = format!("{}records/bodies/any.yaml", self.prefix);
        let attribute = |name: &str| {
            let value = self
                .repo
                .get_attr(Path::new(&record), name, AttrCheckFlags::FILE_THEN_INDEX);
            match AttrValue::from_string(value.ok()?) {
                AttrValue::True => Some("set".to_owned()),
                AttrValue::False => Some("unset".to_owned()),
                AttrValue::String(word) => Some(word.to_owned()),
                _ => None,
            }
        };
        Endings {
            autocrlf: self.setting("core.autocrlf"),
            core_eol: self.setting("core.eol"),
            text: attribute("text"),
            eol: attribute("eol"),
        }
    }
}

/// A failure as what it says, and its cure.
fn told(failure: Failure) -> (String, String) {
    (failure.to_string(), failure.cure.unwrap_or_default())
}

/// Names in Git's folder outside its store of objects: those of branches, and its own files at the top.
fn gits_own(folder: &Path) -> impl Iterator<Item = String> {
    let top = disk::names_below(folder, 0);
    let below = disk::names_below(&folder.join("refs"), DEPTH);
    top.into_iter()
        .chain(below.into_iter().map(|name| format!("refs/{name}")))
}

/// Whether a setting says yes, as Git reads it.
fn is_true(value: &str) -> bool {
    matches!(value.to_lowercase().as_str(), "true" | "yes" | "on" | "1")
}
