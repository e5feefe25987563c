//! The files of a register: the only user of the file system.
//!
//! Reading never follows a link, never opens a device and never takes in more than a record can hold. Writing
//! goes to a new file beside the old, which then takes its name: a reader sees the one or the other, whole.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that reads and writes files"
)]

mod edit;
mod forms;
mod hold;
pub(crate) mod intake;
mod lock;
mod manifest;
mod place;
mod published;
mod site;
mod stamp;
mod survey;
mod tree;
mod work;
mod write;

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

pub use edit::{FileEdit, outside_save};
pub(crate) use edit::{check, remove_with_empty_folders};
pub use forms::Forms;
pub(crate) use hold::{Hold, let_go};
pub(crate) use lock::Lock;
pub use manifest::{Sum, Sums};
pub(crate) use manifest::{manifest_bytes, paths_of, sums_of};
pub use published::{NOT_KEPT, published, published_file, rebuilt};
pub use site::{Laid, Publication, Published, Written, write_site};
pub use stamp::{Stamp, program, stamp_of};
pub(crate) use survey::{finds_program, ignores_case, is_held, mount_of, names_below, try_folder};
pub use tree::{Shelf, list, read, read_templates};
pub(crate) use work::is_being_published;
pub use write::write;
pub(crate) use write::{
    append, cannot_write, clear, clear_parts, clear_parts_below, copy_as_it_is, cure_of, made_aside,
    put_aside, rehearse, set_executable, sync, sync_folder as sync_names, take_place, write_cache, write_new,
};

use crate::failure::{Exit, Failure};

/// The register's folder: `start`, or the nearest folder above it, that holds `records/`.
///
/// # Errors
///
/// [`Exit::NotFound`] where there is none. The caller may then ask [`git::Repo::open`](crate::git::Repo::open)
/// whether `start` is a bare repository, which holds a register without showing its files.
pub fn find_register(start: &Path) -> Result<PathBuf, Failure> {
    let full = fs::canonicalize(start).map_err(|error| {
        Failure::with(Exit::NotFound, format!("there is no folder {}", start.display())).because(error)
    })?;
    let found = full.ancestors().find(|folder| folder.join("records").is_dir());
    found.map(Path::to_path_buf).ok_or_else(|| {
        let what = format!("there is no register in {} or above it", folder_name(start));
        Failure::with(Exit::NotFound, what)
            .cure("go to a register's folder, name one with --register, or start one: scrutiny init")
    })
}

/// A folder as it is spoken of: by its path, or as this one.
pub fn folder_name(folder: &Path) -> String {
    match folder.to_str() {
        Some("." | "./" | "") => "this folder".to_owned(),
        _ => folder.display().to_string(),
    }
}

/// Whether a folder holds a register.
pub fn holds_register(folder: &Path) -> bool {
    folder.join("records").is_dir()
}

/// Whether a site written to `folder` would lie over the register in `root`: in its place, above it, or among its
/// records, templates or Git's own files.
///
/// # Errors
///
/// [`Exit::Failed`] where the register's folder cannot be looked at.
pub fn is_in_the_way(folder: &Path, root: &Path) -> Result<bool, Failure> {
    let root = real_path(root)?;
    let place = destination(folder);
    let inside = |name: &str| place.starts_with(root.join(name));
    Ok(root.starts_with(&place) || ["records", "templates", ".git"].into_iter().any(inside))
}

/// Whether `folder` is or lies in another, whether it is there yet or not.
///
/// # Errors
///
/// [`Exit::Failed`] where the other cannot be looked at.
pub fn is_within(folder: &Path, other: &Path) -> Result<bool, Failure> {
    Ok(destination(folder).starts_with(real_path(other)?))
}

/// Whether there is a folder at this path, or a link to one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether there is a file at this path, or a link to one.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Where a folder is: one that is not there yet is where its nearest existing parent says. Whoever makes it makes the folders
/// on the way, too, so that a way back out of one of them leads somewhere.
fn destination(folder: &Path) -> PathBuf {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let there = full.ancestors().find_map(|above| {
        let mut real = fs::canonicalize(above).ok()?;
        for part in full.strip_prefix(above).ok()?.components() {
            match part {
                Component::ParentDir => drop(real.pop()),
                part => real.push(part),
            }
        }
        Some(real)
    });
    there.unwrap_or(full)
}

/// Makes a folder and those above it, where they are missing.
///
/// # Errors
///
/// [`Exit::Failed`] where it cannot be made.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("{} could not be made", folder.display())).because(error))
}

/// Whether nothing is at a place, or an empty folder.
pub(crate) fn is_absent_or_empty(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => {
            Err(Failure::new(format!("{} could not be looked at", folder.display())).because(error))
        }
    }
}

/// A new folder of its own among the system's temporary files, for text while it is edited.
///
/// # Errors
///
/// [`Exit::Failed`] where it cannot be made.
pub fn scratch_folder() -> Result<PathBuf, Failure> {
    let made = tempfile::Builder::new().prefix("scrutiny-").tempdir();
    // Kept until it is removed: what a clerk has written must outlive a crash.
    made.map(tempfile::TempDir::keep)
        .map_err(|error| Failure::new("no temporary folder could be made").because(error))
}

/// Removes a folder made by [`scratch_folder`] with what is in it; that it cannot be removed does no harm.
pub fn remove_scratch(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

/// The text of a file that a person has edited.
///
/// # Errors
///
/// [`Exit::Failed`] where it cannot be read, [`Exit::Problems`] where it is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    let missing = || Failure::new(format!("{} is gone", path.display()));
    String::from_utf8(load(path)?.ok_or_else(missing)?).map_err(|_| {
        Failure::with(Exit::Problems, format!("{} is not UTF-8 text", path.display()))
            .cure("save it again with the encoding UTF-8")
    })
}

/// The bytes of a document that a person names, wherever it is; a link is followed, and a pipe is read to its end.
///
/// # Errors
///
/// [`Exit::NotFound`] where there is no such file, [`Exit::Usage`] where it is a folder or a device, [`Exit::Failed`]
/// where it cannot be read or is longer than `limit`.
pub fn read_document(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            Failure::with(Exit::NotFound, format!("there is no file {shown}"))
                .cure("check its name; a name with spaces needs quotes")
        }
        _ => Failure::new(format!("{shown} could not be read")).because(error),
    };
    let about = fs::metadata(path).map_err(failed)?;
    if about.is_dir() {
        return Err(Failure::with(Exit::Usage, format!("{shown} is a folder")).cure("name a file in it"));
    }
    if !about.is_file() && !is_pipe(&about) {
        return Err(
            Failure::with(Exit::Usage, format!("{shown} is a device and no file"))
                .cure("name a file, or - for standard input"),
        );
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(too_long(&shown.to_string(), limit));
    }
    Ok(bytes)
}

/// That a document is longer than is taken in.
pub fn too_long(what: &str, limit: u64) -> Failure {
    Failure::new(format!("{what} holds more than {} MiB", limit >> 20))
        .cure("take out the part with the item, and hand in that alone")
}

#[cfg(unix)]
fn is_pipe(about: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&about.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_about: &fs::Metadata) -> bool {
    false
}

/// Removes a file; one that is already gone is no failure.
///
/// # Errors
///
/// [`Exit::Failed`] where it cannot be removed.
pub fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Failure::new(format!("{} could not be removed", path.display())).because(error))
        }
        _ => Ok(()),
    }
}

/// The bytes of a plain file, none where there is no such file.
///
/// # Errors
///
/// [`Exit::Refused`] where it is a link or no file, [`Exit::Failed`] where it cannot be read.
pub(crate) fn load(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let failed =
        |error: std::io::Error| Failure::new(format!("{} could not be read", path.display())).because(error);
    match look(path).map_err(failed)? {
        None => Ok(None),
        Some(about) if about.is_symlink() => Err(is_link(path)),
        Some(about) if !about.is_file() => {
            let what = format!("{} is not a plain file", path.display());
            Err(Failure::with(Exit::Refused, what).cure("move it away"))
        }
        Some(about) => {
            let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
            let mut file = File::open(path).map_err(failed)?;
            file.read_to_end(&mut bytes).map_err(failed)?;
            Ok(Some(bytes))
        }
    }
}

/// Gives a file another name in the same folder.
pub(crate) fn set_aside(path: &Path, name: &str) -> Result<(), Failure> {
    fs::rename(path, path.with_file_name(name))
        .map_err(|error| Failure::new(format!("{} could not be moved", path.display())).because(error))
}

/// A path without links or shortcuts in it, to compare with another such path.
pub(crate) fn real_path(path: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(path)
        .map_err(|error| Failure::new(format!("{} could not be found", path.display())).because(error))
}

/// A path as a person or another program would write it, without `..` and links where it leads somewhere. The other form
/// of [`real_path`] is not for others to read on Windows.
pub(crate) fn plain_path(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    if cfg!(windows) {
        return full;
    }
    fs::canonicalize(&full).unwrap_or(full)
}

/// The path below a folder, with `/` between parts, that a person names from where they are: whole, beginning with a full stop,
/// or a file that is there. None where it is no such path, or leads out of the folder.
pub(crate) fn below(folder: &Path, said: &str) -> Option<String> {
    let path = Path::new(said);
    if !(path.is_absolute() || said.starts_with('.') || path.exists()) {
        return None;
    }
    // What was removed has a folder all the same, mostly.
    let full = match (path.exists(), path.parent(), path.file_name()) {
        (false, Some(parent), Some(name)) if parent.exists() => plain_path(parent).join(name),
        _ => plain_path(path),
    };
    let rest = full.strip_prefix(plain_path(folder)).ok()?;
    let parts: Option<Vec<&str>> = rest.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// What stands at a path, without following a link; none where nothing does.
pub(crate) fn look(path: &Path) -> std::io::Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(about) => Ok(Some(about)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a path with `/` between its parts names a place below a folder, on every system.
fn is_below(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', ':', '\n', '\r'])
        && path.split('/').all(|part| !part.is_empty())
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        && !path.split('/').any(|part| part == "." || is_gits(part))
}

/// Whether a name means Git's own folder on some system: Windows drops dots and spaces at the end and knows it by a
/// short name besides, and macOS passes over characters that cannot be seen.
fn is_gits(name: &str) -> bool {
    let seen: Cow<'_, str> = match name.is_ascii() {
        true => name.into(),
        false => name.chars().filter(|letter| !is_unseen(*letter)).collect(),
    };
    let name = seen.trim_end_matches(['.', ' ']);
    name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case("git~1")
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// The place of `path`, which has `/` between its parts, below a folder; no part of it may be a link.
///
/// # Errors
///
/// [`Exit::Refused`] where it would lead out of the folder.
pub(crate) fn inside(folder: &Path, path: &str) -> Result<PathBuf, Failure> {
    if !is_below(path) {
        let what = format!("{path:?} does not name a file below {}", folder.display());
        return Err(Failure::with(Exit::Refused, what)
            .cure("nothing was changed; let whoever made the file give it another name"));
    }
    let mut place = folder.to_path_buf();
    for part in path.split('/') {
        place.push(part);
        match look(&place) {
            Ok(Some(about)) if about.is_symlink() => return Err(is_link(&place)),
            Ok(_) => {}
            Err(error) => {
                let what = format!("{} could not be looked at", place.display());
                return Err(Failure::new(what).because(error));
            }
        }
    }
    Ok(place)
}

fn is_link(path: &Path) -> Failure {
    let what = format!(
        "{} is a link, which could lead out of the register",
        path.display()
    );
    Failure::with(Exit::Refused, what).cure("put the file itself in its place")
}
