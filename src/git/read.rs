//! The files of a register as they stood at a commit, by the same rules as from disk.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, NaiveDate};
use git2::{ErrorClass, ErrorCode, ObjectType, Odb, Oid, Status, StatusOptions, Time};

use super::listing::of_the_list;
use super::{Repo, cannot_read, failed};
use crate::disk::intake;
use crate::failure::{Exit, Failure};
use crate::source::{Refusal, Source, Sources};

/// An entry of a commit's folder, by its path below the register's.
pub(super) struct Found {
    pub(super) path: String,
    pub(super) id: Oid,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    File,
    Link,
    Folder,
    Special,
    BadName,
    TooDeep,
}

const LINK: i32 = 0o120_000;
const SUBMODULE: i32 = 0o160_000;

impl Repo {
    /// The full name of the commit that a revision means.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`] where there is no such commit.
    pub fn commit(&self, rev: &str) -> Result<String, Failure> {
        self.resolve(rev).map(|id| id.to_string())
    }

    /// The register's files at a commit, and the commit's full name.
    ///
    /// `rev` is whatever Git understands (`HEAD`, a branch, a tag, the start of a commit's name), or a day such as
    /// `2026-01-31`: then the state of this branch at the end of that day (its last commit whose day fits the order of the others).
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`] where there is no such commit, or no register in it.
    pub fn read(&self, rev: &str) -> Result<(Sources, String), Failure> {
        let commit = self.resolve(rev)?;
        Ok((self.sources_in(commit)?, commit.to_string()))
    }

    /// The register's files in a tree that no commit holds yet, by its full name.
    ///
    /// # Errors
    ///
    /// As [`Repo::read`].
    pub fn read_tree(&self, tree: &str) -> Result<Sources, Failure> {
        let tree = Oid::from_str(tree).map_err(|error| failed("the files could not be found", &error))?;
        self.sources_in(tree)
    }

    /// The register's files in a commit or a tree.
    fn sources_in(&self, commit: Oid) -> Result<Sources, Failure> {
        let found = self.list(commit, "records")?.ok_or_else(|| {
            let what = format!("commit {commit} holds no {}records/ folder", self.prefix);
            Failure::with(Exit::NotFound, what)
        })?;
        let read =
            |odb: &Odb<'_>, own: Range<usize>| Ok(found[own].iter().map(|one| take_in(odb, one)).collect());
        let files = self.on_every_core(found.len(), read);
        Ok(Sources::new(files.map_err(|error| cannot_read(&error))?))
    }

    /// The register's templates at a commit, by path below `templates/`; `rev` as in [`Repo::read`].
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`] where there is no such commit, [`Exit::Refused`] where a template is a link or over 5 MiB.
    pub fn templates(&self, rev: &str) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let found = self.list(self.resolve(rev)?, "templates")?.unwrap_or_default();
        let odb = self.odb()?;
        let mut templates = BTreeMap::new();
        for Found { path, id, kind } in found {
            let refused = |why: &str| {
                Failure::with(Exit::Refused, format!("in commit {rev}, {path} {why}")).cure(format!(
                    "take it out with Git: git rm --cached {path}, then git commit"
                ))
            };
            match kind {
                Kind::Folder => return Err(refused(intake::FOLDER_AS_TEXT)),
                Kind::Link => return Err(refused("is a link")),
                Kind::Special => return Err(refused("is not a plain file")),
                Kind::BadName => return Err(refused("has a name that is not UTF-8")),
                Kind::TooDeep => return Err(refused("is too many folders deep")),
                Kind::File => {}
            }
            let unreadable = |error| failed(&format!("{path} could not be read"), &error);
            let (length, _) = odb.read_header(id).map_err(unreadable)?;
            if length as u64 > intake::TEMPLATE_LIMIT {
                return Err(refused("is larger than 5 MiB"));
            }
            let bytes = odb.read(id).map_err(unreadable)?.data().to_vec();
            templates.insert(path.trim_start_matches("templates/").to_owned(), bytes);
        }
        Ok(templates)
    }

    /// What the last commit holds of a file, by its path below the register's folder; none where it holds none.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where it cannot be read.
    pub fn saved(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let tree = self.tree_of(self.head())?;
        let entry = self.entry(tree, &format!("{}{path}", self.prefix));
        let bytes = entry.map(|(id, _)| self.repo.find_blob(id).map(|blob| blob.content().to_vec()));
        bytes
            .transpose()
            .map_err(|error| failed("the last commit could not be read", &error))
    }

    /// A file of the records that the last commit holds, by its path below the register's folder.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where its files cannot be listed.
    pub fn find_saved(&self, is_it: impl Fn(&str) -> bool) -> Result<Option<String>, Failure> {
        let Some(head) = self.head() else {
            return Ok(None);
        };
        let files = self.list(head, "records")?.unwrap_or_default();
        Ok(files.into_iter().map(|file| file.path).find(|path| is_it(path)))
    }

    /// Whether the files of the register or its templates differ from the last commit, new files included.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where Git's list of files cannot be read.
    pub fn changed_records(&self) -> Result<bool, Failure> {
        if self.repo.is_bare() {
            return Ok(false);
        }
        let mut options = StatusOptions::new();
        options
            .include_untracked(true)
            .include_ignored(false)
            .disable_pathspec_match(true);
        options.exclude_submodules(true);
        for folder in ["records", "templates"] {
            options.pathspec(format!("{}{folder}", self.prefix));
        }
        let statuses = of_the_list(|| self.repo.statuses(Some(&mut options)));
        let statuses = statuses.map_err(|error| match error.class() {
            ErrorClass::Index => self.unreadable_list(&error),
            _ => failed("the changed files could not be listed", &error),
        })?;
        let counts = |path: &[u8]| {
            let path = String::from_utf8_lossy(path);
            let below = path.strip_prefix(&self.prefix).unwrap_or(&path);
            !below.split('/').any(intake::is_skipped)
        };
        let mut entries = statuses.iter();
        Ok(entries.any(|entry| entry.status() != Status::CURRENT && counts(entry.path_bytes())))
    }

    /// The commit that `rev` names; see [`Repo::read`].
    pub(super) fn resolve(&self, rev: &str) -> Result<Oid, Failure> {
        let unknown = |why: Option<&str>| {
            let failure = Failure::with(Exit::NotFound, format!("there is no commit {rev}"));
            match why {
                Some(why) => failure.because(why),
                None => failure,
            }
        };
        if self.head().is_none() && rev == "HEAD" {
            return Err(unknown(Some("nothing has been saved yet")));
        }
        if let Some(day) = self.as_day(rev) {
            return self.on_day(day);
        }
        let object = self
            .repo
            .revparse_single(rev)
            .map_err(|error| match error.code() {
                ErrorCode::Ambiguous => {
                    Failure::with(Exit::Usage, format!("more than one commit begins with {rev}"))
                        .cure("give more of its name")
                }
                _ => self.lost(rev).unwrap_or_else(|| unknown(None)),
            })?;
        let commit = object
            .peel_to_commit()
            .map_err(|_| unknown(Some("it names something else")))?;
        Ok(commit.id())
    }

    pub(super) fn odb(&self) -> Result<Odb<'_>, Failure> {
        self.repo.odb().map_err(|error| cannot_read(&error))
    }

    /// What is below a folder of the register at a commit; none where it has no such folder.
    pub(super) fn list(&self, commit: Oid, name: &str) -> Result<Option<Vec<Found>>, Failure> {
        let unreadable = |error| failed(&format!("commit {commit} could not be read"), &error);
        let tree = self
            .repo
            .find_object(commit, None)
            .and_then(|object| object.peel_to_tree());
        let tree = tree.map_err(unreadable)?;
        let place = format!("{}{name}", self.prefix);
        let entry = match tree.get_path(std::path::Path::new(&place)) {
            Ok(entry) => entry,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        };
        if entry.kind() != Some(ObjectType::Tree) {
            let what = format!("in commit {commit}, {place} is not a folder");
            return Err(Failure::with(Exit::Refused, what));
        }
        let mut found = Vec::new();
        self.enter(entry.id(), name, 1, &mut found).map_err(unreadable)?;
        Ok(Some(found))
    }

    fn enter(&self, tree: Oid, path: &str, depth: usize, found: &mut Vec<Found>) -> Result<(), git2::Error> {
        if depth > intake::DEPTH {
            let (path, id, kind) = (path.to_owned(), tree, Kind::TooDeep);
            found.push(Found { path, id, kind });
            return Ok(());
        }
        let tree = self.repo.find_tree(tree)?;
        for entry in &tree {
            let (name, sound) = intake::name_of(entry.name_bytes());
            if intake::is_skipped(&name) {
                continue;
            }
            let path = format!("{path}/{name}");
            let kind = match (entry.filemode(), entry.kind()) {
                _ if !sound => Kind::BadName,
                (LINK, _) => Kind::Link,
                (SUBMODULE, _) => Kind::Special,
                (_, Some(ObjectType::Tree)) if intake::is_text(&name) => Kind::Folder,
                (_, Some(ObjectType::Tree)) => {
                    self.enter(entry.id(), &path, depth + 1, found)?;
                    continue;
                }
                _ => Kind::File,
            };
            let id = entry.id();
            found.push(Found { path, id, kind });
        }
        Ok(())
    }
}

fn take_in(odb: &Odb<'_>, found: &Found) -> Source {
    let path = found.path.clone();
    match found.kind {
        Kind::File if !intake::is_text(&path) => intake::listed(path),
        Kind::File => match odb.read_header(found.id) {
            Ok((length, _)) if length as u64 > Source::LIMIT => {
                Source::refused(path, Refusal::TooLarge(length as u64))
            }
            Ok(_) => match odb.read(found.id) {
                Ok(object) => Source::from_bytes(path, object.data().to_vec()),
                Err(error) => Source::refused(path, Refusal::Unreadable(error.message().to_owned())),
            },
            Err(error) => Source::refused(path, Refusal::Unreadable(error.message().to_owned())),
        },
        Kind::Link => Source::refused(path, Refusal::Link),
        Kind::Folder => Source::refused(path, Refusal::Folder),
        Kind::Special => Source::refused(path, Refusal::Special),
        Kind::BadName => intake::badly_named(path),
        Kind::TooDeep => intake::too_deep(path),
    }
}

/// The day of a time by the clock it was taken from.
pub(super) fn local_day(time: Time) -> Option<NaiveDate> {
    day(time.seconds(), time.offset_minutes())
}

/// The day of a moment, in seconds since 1970, by a clock so many minutes ahead of Greenwich.
pub(super) fn day(seconds: i64, minutes_ahead: i32) -> Option<NaiveDate> {
    let local = seconds.checked_add(i64::from(minutes_ahead) * 60)?;
    DateTime::from_timestamp(local, 0).map(|time| time.date_naive())
}
