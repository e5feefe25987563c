//! Sharing a register for the first time: with a host, or with a folder on a shared drive.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that opens repositories"
)]

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository, RepositoryInitMode, RepositoryInitOptions};

use super::remote::Shared;
use super::trouble::without_passwords;
use super::{Repo, cannot_open, failed};
use crate::disk;
use crate::failure::{Exit, Failure};

/// A place to share a register, as a person gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An address that Git knows how to reach: `https://...`, `ssh://...`, `name@host:path`.
    Address(String),
    /// A folder, in full.
    Folder(PathBuf),
}

impl Place {
    /// An address or a folder; one that is not told in full is below the folder where the program was started.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where it is neither.
    pub fn of(text: &str) -> Result<Self, Failure> {
        Self::seen_from(Path::new("."), text)
    }

    fn seen_from(here: &Path, text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        if text.is_empty() || text.starts_with('-') || text.contains(['\n', '\r', '\0']) {
            let what = format!("{text:?} is neither an address nor a folder");
            return Err(Failure::with(Exit::Usage, what)
                .cure("give an address such as https://git.example/register.git, or a folder"));
        }
        // A single letter before the colon is a drive.
        let before_colon = text.split_once(':').map(|(before, _)| before);
        let is_address = text.contains("://")
            || before_colon.is_some_and(|host| host.len() > 1 && !host.contains(['/', '\\']));
        Ok(if is_address {
            Self::Address(text.to_owned())
        } else {
            let folder = here.join(text);
            Self::Folder(std::path::absolute(&folder).unwrap_or(folder))
        })
    }

    /// What Git is told: of a folder that is there, its name without detours.
    fn text(&self) -> String {
        match self {
            Self::Address(address) => address.clone(),
            Self::Folder(folder) => disk::plain_path(folder).display().to_string(),
        }
    }
}

impl Repo {
    /// The other side at a place that a person names, before it is stored: `made_new` where the folder shall be made.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where the register is shared with another place already, or the folder is somebody's working
    /// folder, or shall be made and is there; [`Exit::NotFound`] where it is not there.
    pub fn share_with(&self, place: &Place, made_new: bool) -> Result<Shared, Failure> {
        let local = self.branch_to_save_on()?;
        let branch = local.trim_start_matches("refs/heads/").to_owned();
        let address = place.text();
        let name = "origin";
        if let Some(known) = self.known_address(name)
            && known != address
            && self.was_shared(name)
        {
            let what = format!(
                "this register is shared with {} already",
                without_passwords(&known)
            );
            return Err(Failure::with(Exit::Refused, what).cure(format!(
                "to share it with the new place from now on: git remote set-url {name} '{}'",
                without_passwords(&address)
            )));
        }
        match place {
            Place::Folder(folder) if made_new => make_shared(folder, &branch)?,
            Place::Folder(folder) => look_at(folder)?,
            Place::Address(_) if made_new => {
                return Err(Failure::with(
                    Exit::Usage,
                    "--new makes a folder on a drive, not a repository at a host",
                )
                .cure("make an empty repository at the host first, then leave --new out"));
            }
            Place::Address(_) => {}
        }
        // A folder that was just made may have a plainer name now.
        let address = place.text();
        Ok(Shared {
            name: name.to_owned(),
            branch,
            address: without_passwords(&address),
            target: address,
            local,
        })
    }

    /// Stores where the register is shared, so that it need not be told again.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where Git's settings cannot be written.
    pub fn store(&self, shared: &Shared) -> Result<(), Failure> {
        let store = || {
            let mut config = self.repo.config()?;
            if shared.target != shared.name {
                match self.repo.remote(&shared.name, &shared.target) {
                    Err(error) if error.code() == ErrorCode::Exists => {
                        self.repo.remote_set_url(&shared.name, &shared.target)?;
                    }
                    result => drop(result?),
                }
            }
            let branch = shared.local.trim_start_matches("refs/heads/");
            for (key, value) in [
                ("remote", shared.name.clone()),
                ("merge", format!("refs/heads/{}", shared.branch)),
            ] {
                let key = format!("branch.{branch}.{key}");
                if config.get_string(&key).ok().as_ref() != Some(&value) {
                    config.set_str(&key, &value)?;
                }
            }
            Ok(())
        };
        store()
            .map_err(|error: git2::Error| failed("where the register is shared could not be stored", &error))
    }

    fn known_address(&self, name: &str) -> Option<String> {
        let remote = self.repo.find_remote(name).ok()?;
        remote.url().ok().map(str::to_owned)
    }

    /// Whether anything was ever taken from or sent to this other side.
    fn was_shared(&self, name: &str) -> bool {
        ["refs/remotes", "refs/scrutiny/shared"].into_iter().any(|above| {
            let references = self.repo.references_glob(&format!("{above}/{name}/*"));
            references.is_ok_and(|mut references| references.next().is_some())
        })
    }
}

/// Makes a repository without files for several people to share.
fn make_shared(folder: &Path, branch: &str) -> Result<(), Failure> {
    if !disk::is_absent_or_empty(folder)? {
        let what = format!("{} is there already", folder.display());
        return Err(Failure::with(Exit::Refused, what)
            .cure("if it is the shared register, leave --new out; otherwise name a new folder"));
    }
    let mut options = RepositoryInitOptions::new();
    options
        .bare(true)
        .mkpath(true)
        .no_reinit(true)
        .initial_head(branch);
    // Everybody who may write in the folder may write in the register.
    options.mode(RepositoryInitMode::SHARED_GROUP);
    let make = || {
        let mut config = Repository::init_opts(folder, &options)?.config()?;
        // Nobody takes back what others have seen, by whatever program.
        config.set_bool("receive.denyNonFastForwards", true)?;
        config.set_bool("receive.denyDeletes", true)
    };
    make().map_err(|error| {
        Failure::new(format!("{} could not be made", folder.display()))
            .because(error.message())
            .cure("make sure that you may write there")
    })
}

/// Makes sure that a folder is a repository to share.
fn look_at(folder: &Path) -> Result<(), Failure> {
    match Repository::open(folder) {
        Ok(repo) if repo.is_bare() => Ok(()),
        Ok(_) => {
            let what = format!(
                "{} is somebody's working folder, not a register to share",
                folder.display()
            );
            Err(Failure::with(Exit::Refused, what)
                .cure("make one to share: scrutiny sync --with FOLDER --new"))
        }
        Err(error) if error.code() == ErrorCode::NotFound => {
            let what = format!("there is no shared register in {}", folder.display());
            Err(Failure::with(Exit::NotFound, what)
                .cure("check the name; to make one there: scrutiny sync --with FOLDER --new"))
        }
        Err(error) => Err(cannot_open(folder, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_folders_are_told_apart() {
        let here = Path::new("/home/clerk");
        let address = |text: &str| Place::Address(text.to_owned());
        for text in [
            "https://git.example/r.git",
            "file:///srv/r.git",
            "git@git.example:register.git",
            "ssh://git@git.example:2222/r",
        ] {
            assert_eq!(Place::seen_from(here, text).unwrap(), address(text));
        }
        for (text, wanted) in [
            ("../shared.git", "/home/clerk/../shared.git"),
            ("/srv/r:1.git", "/srv/r:1.git"),
            ("register.git", "/home/clerk/register.git"),
        ] {
            assert_eq!(
                Place::seen_from(here, text).unwrap(),
                Place::Folder(PathBuf::from(wanted))
            );
        }
        assert!(matches!(
            Place::seen_from(here, r"S:\register.git"),
            Ok(Place::Folder(_))
        ));
        assert!(matches!(
            Place::seen_from(here, r"\\drive\team\register.git"),
            Ok(Place::Folder(_))
        ));
        for text in ["", "--upload-pack=/bin/false", "a\nb"] {
            assert_eq!(Place::seen_from(here, text).unwrap_err().exit, Exit::Usage);
        }
    }
}
