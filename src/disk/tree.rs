//! Reads the files of a register: first what is there, then the texts, on every core.
#![expect(clippy::disallowed_methods, reason = "this is the edge that reads files")]

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::{self, File, FileType};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{intake, look};
use crate::failure::{Exit, Failure};
use crate::source::{Refusal, Source, Sources};

/// A file or other thing found in a folder.
struct Found {
    /// Its path below the register's folder, with `/` between parts.
    path: String,
    kind: Kind,
}

enum Kind {
    File,
    Link,
    /// A folder whose name ends like a file's.
    Folder,
    Special,
    BadName,
    TooDeep,
    Unreadable(String),
}

/// Every file below `records/` of the register in `root`, sorted by path.
///
/// `.yaml` and `.md` files come with their text, others without. What cannot be taken in safely (links, devices,
/// files that are too large or no text) is listed with its [`Refusal`], so that a check can name it. Hidden files
/// are left out.
///
/// # Errors
///
/// [`Exit::NotFound`] where there is no `records/`, [`Exit::Refused`] where it is a link.
pub fn read(root: &Path) -> Result<Sources, Failure> {
    Ok(list(root)?.read(|_| true))
}

/// What [`read`] would read, by name only: for a command that needs a few files of a large register.
///
/// # Errors
///
/// As [`read`].
pub fn list(root: &Path) -> Result<Shelf, Failure> {
    let found = walk(root, "records")?.ok_or_else(|| {
        let what = format!("{} holds no records/ folder", root.display());
        Failure::with(Exit::NotFound, what).cure("start a register there: scrutiny init")
    })?;
    Ok(Shelf {
        root: root.to_path_buf(),
        found,
    })
}

/// The files of a register, found but not yet read.
pub struct Shelf {
    /// The register's folder.
    root: PathBuf,
    found: Vec<Found>,
}

impl Shelf {
    /// The paths of all files, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.found.iter().map(|found| found.path.as_str())
    }

    /// Reads the files whose path is wanted, and leaves the others out.
    pub fn take(&self, wanted: impl Fn(&str) -> bool + Sync) -> Vec<Source> {
        self.found
            .par_iter()
            .filter(|found| wanted(&found.path))
            .map(|found| found.take_in(&self.root))
            .collect()
    }

    /// Reads the files whose path is wanted; the others are listed with [`Refusal::NotRead`].
    pub fn read(&self, wanted: impl Fn(&str) -> bool + Sync) -> Sources {
        let take = |found: &Found| match wanted(&found.path) {
            true => found.take_in(&self.root),
            false => Source::refused(&found.path, Refusal::NotRead),
        };
        Sources::new(self.found.par_iter().map(take).collect())
    }
}

/// Every file below `templates/` of the register in `root`, by its path below `templates/`; none where there is
/// no such folder.
///
/// # Errors
///
/// [`Exit::Refused`] where a link, a device, a file over 5 MiB or one with an unusable name is there,
/// [`Exit::Failed`] where one cannot be read.
pub fn read_templates(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let found = walk(root, "templates")?.unwrap_or_default();
    let read = found.into_par_iter().map(|found| {
        let refused = |why: &str| {
            Failure::with(Exit::Refused, format!("{} {why}", found.path)).cure("move it out of templates/")
        };
        match &found.kind {
            Kind::File => {
                let bytes = slurp(&root.join(&found.path), intake::TEMPLATE_LIMIT)
                    .map_err(|error| unreadable(&found.path, error))?
                    .map_err(|_| refused("is larger than 5 MiB"))?;
                let name = found.path.trim_start_matches("templates/").to_owned();
                Ok((name, bytes))
            }
            Kind::Folder => Err(refused(intake::FOLDER_AS_TEXT)),
            Kind::Link => Err(refused("is a link")),
            Kind::Special => Err(refused("is not a plain file")),
            Kind::BadName => Err(refused("has a name that is not UTF-8")),
            Kind::TooDeep => Err(refused("is too many folders deep")),
            Kind::Unreadable(error) => Err(unreadable(&found.path, error)),
        }
    });
    read.collect()
}

fn unreadable(path: &str, error: impl Display) -> Failure {
    Failure::new(format!("{path} could not be read"))
        .because(error)
        .cure("make sure that you may read it, then give the command again")
}

/// What is below a folder of the register; none where there is no such folder.
fn walk(root: &Path, name: &str) -> Result<Option<Vec<Found>>, Failure> {
    let place = root.join(name);
    match look(&place) {
        Ok(None) => return Ok(None),
        Ok(Some(about)) if about.is_dir() => {}
        Ok(Some(about)) if about.is_symlink() => return Err(super::is_link(&place)),
        Ok(Some(_)) => {
            let what = format!("{} is not a folder", place.display());
            return Err(Failure::with(Exit::Refused, what));
        }
        Err(error) => {
            let what = format!("{} could not be looked at", place.display());
            return Err(Failure::new(what).because(error));
        }
    }
    let mut found = Vec::new();
    enter(&place, name, 1, &mut found);
    Ok(Some(found))
}

/// Lists a folder and those below it. One that cannot be read is itself listed, as such.
fn enter(folder: &Path, path: &str, depth: usize, found: &mut Vec<Found>) {
    let add = |kind| Found {
        path: path.to_owned(),
        kind,
    };
    if depth > intake::DEPTH {
        found.push(add(Kind::TooDeep));
        return;
    }
    let listing = fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let entries = match listing {
        Ok(entries) => entries,
        Err(error) => {
            found.push(add(Kind::Unreadable(error.to_string())));
            return;
        }
    };
    // Another repository inside this one: a commit holds only its name, so here too it is not entered.
    if depth > 1 && entries.iter().any(|entry| entry.file_name() == ".git") {
        found.push(add(Kind::Special));
        return;
    }
    for entry in entries {
        let name = entry.file_name();
        let (name, sound) = intake::name_of(name.as_encoded_bytes());
        if intake::is_skipped(&name) {
            continue;
        }
        let path = format!("{path}/{name}");
        let kind = match entry.file_type() {
            Ok(_) if !sound => Kind::BadName,
            Ok(kind) if kind.is_dir() && !(intake::is_text(&name)) => {
                enter(&entry.path(), &path, depth + 1, found);
                continue;
            }
            Ok(kind) => Kind::of(kind),
            Err(error) => Kind::Unreadable(error.to_string()),
        };
        found.push(Found { path, kind });
    }
}

impl Kind {
    fn of(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Special
        }
    }
}

impl Found {
    /// Its text, or why it has none. A file with a sound name is where its path says.
    fn take_in(&self, root: &Path) -> Source {
        let path = self.path.clone();
        match &self.kind {
            Kind::File if !intake::is_text(&path) => intake::listed(path),
            Kind::File => match slurp(&root.join(&path), Source::LIMIT) {
                Ok(Ok(bytes)) => Source::from_bytes(path, bytes),
                Ok(Err(length)) => Source::refused(path, Refusal::TooLarge(length)),
                Err(error) => Source::refused(path, Refusal::Unreadable(error.to_string())),
            },
            Kind::Link => Source::refused(path, Refusal::Link),
            Kind::Folder => Source::refused(path, Refusal::Folder),
            Kind::Special => Source::refused(path, Refusal::Special),
            Kind::BadName => intake::badly_named(path),
            Kind::TooDeep => intake::too_deep(path),
            Kind::Unreadable(reason) => Source::refused(path, Refusal::Unreadable(reason.clone())),
        }
    }
}

/// The bytes of a file, or its length where that is over the limit: then nothing of it is read.
fn slurp(place: &Path, limit: u64) -> std::io::Result<Result<Vec<u8>, u64>> {
    let file = File::open(place)?;
    let length = file.metadata()?.len();
    if length > limit {
        return Ok(Err(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    // The file may grow meanwhile.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Ok(Err(bytes.len() as u64));
    }
    Ok(Ok(bytes))
}
