//! Repositories that are damaged, told from those that are new and from folders outside Git: taken for one of these, they
//! would be published without their history, or saved in beside it.

use std::path::Path;

use git2::{ErrorClass, ErrorCode, Oid, Reference, Repository};

use super::{Repo, failed};
use crate::disk;
use crate::failure::Failure;

/// What to do where objects of the repository are lost.
pub(super) const CURE: &str = "see what is damaged: git fsck. Then take a sound copy, from where the register is shared or \
     from a colleague (git clone), and copy records/ and templates/ of this folder into it";

/// What Git's folder is known by.
const PARTS: [&str; 3] = ["HEAD", "objects", "refs"];

/// What to do about an error of the library that comes from damage; none where it does not.
pub(super) fn cure_of(error: &git2::Error) -> Option<&'static str> {
    use ErrorClass as C;
    let is_damage = match error.class() {
        C::Odb | C::Zlib | C::Object | C::Sha1 => true,
        // Of a tree that is to be written it is the name that is wrong.
        C::Tree => !error.message().starts_with("failed to insert entry"),
        _ => false,
    };
    is_damage.then_some(CURE)
}

/// Makes sure that no repository nearer to a folder than the one that was found for it was passed over.
///
/// # Errors
///
/// Where there is one, with what it lacks.
pub(super) fn refuse_one_nearer(root: &Path, found: Option<&Repository>) -> Result<(), Failure> {
    let Ok(root) = disk::real_path(root) else {
        return Ok(());
    };
    let top = found.map(|repo| repo.workdir().unwrap_or(repo.path()));
    let top = top.map(disk::real_path).transpose()?;
    for folder in root
        .ancestors()
        .take_while(|folder| Some(*folder) != top.as_deref())
    {
        let own = folder.join(".git");
        let place = disk::plain_path(&own);
        if disk::is_folder(&own.join("objects")) {
            let lost: Vec<&str> = PARTS
                .into_iter()
                .filter(|part| !disk::look(&own.join(part)).is_ok_and(|about| about.is_some()))
                .collect();
            let what = format!(
                "the repository in {} is damaged",
                disk::plain_path(folder).display()
            );
            let failure = Failure::new(what);
            return Err(match lost.as_slice() {
                ["HEAD"] => failure.because("its HEAD is missing").cure(name_the_branch(None)),
                [] => failure.because("Git does not take it for one").cure(CURE),
                lost => failure
                    .because(format!("{} is missing", lost.join(" and ")))
                    .cure(CURE),
            });
        }
        if disk::is_file(&own) {
            let what = format!("{} names a repository that is not there", place.display());
            return Err(Failure::new(what).cure(
                "see what it says, and where that folder went; git worktree repair mends the way to it",
            ));
        }
    }
    Ok(())
}

/// Makes sure that it can be told where the branch stands: a new repository's has no commit, and a damaged one's cannot be
/// read.
///
/// # Errors
///
/// Where it cannot, with what mends it.
pub(super) fn refuse_a_lost_branch(repo: &Repository) -> Result<(), Failure> {
    let damaged = |what: String, error: &git2::Error| Failure::new(what).because(error.message());
    let head = repo.path().join("HEAD");
    let named = match repo.find_reference("HEAD") {
        Ok(reference) => reference,
        Err(error) if error.class() == ErrorClass::Os => {
            return Err(failed("Git's HEAD could not be read", &error));
        }
        Err(error) => {
            let what = "the repository is damaged, and does not tell its branch".to_owned();
            return Err(damaged(what, &error).cure(name_the_branch(Some(&head))));
        }
    };
    // One that shows a commit has none.
    let branch = named.symbolic_target_bytes().map(String::from_utf8_lossy);
    if let Some(branch) = branch.as_ref().filter(|name| !Reference::is_valid_name(name)) {
        let what = format!("the repository shows a branch whose name Git does not allow: {branch}");
        return Err(Failure::new(what)
            .cure("show the one that holds the register: git symbolic-ref HEAD refs/heads/main"));
    }
    let error = match repo.refname_to_id("HEAD") {
        Ok(_) => return Ok(()),
        Err(error) if matches!(error.code(), ErrorCode::NotFound | ErrorCode::UnbornBranch) => return Ok(()),
        Err(error) => error,
    };
    let branch = branch.unwrap_or_default();
    if error.class() == ErrorClass::Os {
        return Err(failed(&format!("{branch} could not be read"), &error));
    }
    let what = format!("the repository is damaged, and does not tell where {branch} stands");
    let place = disk::plain_path(&repo.commondir().join(&*branch));
    let cure = match last_known(repo) {
        Some(commit) => format!(
            "remove {}, then let the branch stand where it last stood: git update-ref {branch} {commit}",
            place.display()
        ),
        None => CURE.to_owned(),
    };
    Err(damaged(what, &error).cure(cure))
}

fn name_the_branch(head: Option<&Path>) -> String {
    let first = head.map(|head| format!("remove {}, then ", disk::plain_path(head).display()));
    format!(
        "{}name the branch again: git init && git symbolic-ref HEAD refs/heads/main. Nothing is lost by that",
        first.unwrap_or_default()
    )
}

/// Where the branch last stood, as Git's log of it tells.
fn last_known(repo: &Repository) -> Option<Oid> {
    let log = disk::load(&repo.path().join("logs").join("HEAD")).ok()??;
    let log = String::from_utf8_lossy(&log);
    let last = log.lines().rev().find(|line| !line.trim().is_empty())?;
    let commit = Oid::from_str(last.split(' ').nth(1)?).ok()?;
    repo.find_commit(commit).is_ok().then_some(commit)
}

impl Repo {
    /// Why a revision leads to no commit, where it names one that is lost.
    pub(super) fn lost(&self, rev: &str) -> Option<Failure> {
        let named = self.repo.resolve_reference_from_short_name(rev);
        let named = named.and_then(|reference| reference.resolve());
        let named = named.ok().and_then(|reference| reference.target());
        // What begins at the last commit, such as HEAD~1, is not found without that.
        let sought = [named, self.head()].into_iter().flatten();
        let mut errors = sought.filter_map(|id| Some((id, self.repo.find_object(id, None).err()?)));
        let (id, error) = errors.next()?;
        let what = format!("the repository is damaged: commit {id} cannot be read");
        Some(Failure::new(what).because(error.message()).cure(CURE))
    }

    /// What of the last commit and of its history cannot be read, for one who looks for damage.
    ///
    /// # Errors
    ///
    /// The damage itself.
    pub(super) fn look_for_damage(&self) -> Result<(), Failure> {
        let Some(head) = self.head() else {
            return Ok(());
        };
        let contents = self.contents("HEAD")?;
        let odb = self.odb()?;
        for (path, id) in contents.texts() {
            odb.read(id)
                .map_err(|error| failed(&format!("{path} cannot be read in the last commit"), &error))?;
        }
        self.commits(head, &self.shallow()?.0).map(drop)
    }
}
