//! How bytes come to the disk: beside the file they are for, then in its place, whole or not at all.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that reads and writes files"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{FileEdit, is_link, look};
use crate::failure::{Exit, Failure};

/// How the names of files begin that are being written.
const PART: &str = ".scrutiny-";

/// Puts bytes in a file, whole or not at all, and through to the disk; makes the folders above it.
///
/// An existing file keeps its permissions.
///
/// # Errors
///
/// [`Exit::Failed`] where a folder or file cannot be written,
/// [`Exit::Refused`] where a link stands in its place.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    put(path, bytes, true, None)
}

/// Like [`write()`], but left to the system to bring to the disk: for caches, which a loss of power may cost.
pub(crate) fn write_cache(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    put(path, bytes, false, None)
}

/// Like [`write()`], but the new bytes wait in `aside`, a folder of ours in the same file system: for folders that
/// are not ours to leave anything in.
pub(crate) fn put_aside(aside: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    put(path, bytes, true, Some(aside))
}

/// Puts bytes in a new file, whole or not at all; what is there already stays as it is.
///
/// # Errors
///
/// As [`write()`], and [`Exit::Refused`] where something stands in its place.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let taken = || Failure::with(Exit::Refused, format!("{} is there already", path.display()));
    if look(path).map_err(|error| cannot_write(path, &error))?.is_some() {
        return Err(taken());
    }
    let file = waiting(path, bytes, true, None)?;
    // Somebody else may have been quicker; the system decides.
    file.persist_noclobber(path)
        .map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => taken(),
            _ => cannot_write(path, &error.error),
        })?;
    path.parent().map(sync_folder);
    Ok(())
}

fn put(path: &Path, bytes: &[u8], sync: bool, aside: Option<&Path>) -> Result<(), Failure> {
    let file = waiting(path, bytes, sync, aside)?;
    file.persist(path)
        .map_err(|error| cannot_write(path, &error.error))?;
    if sync {
        path.parent().map(sync_folder);
    }
    Ok(())
}

/// Bytes in a file of another name that is to take its place.
fn waiting(
    path: &Path,
    bytes: &[u8],
    sync: bool,
    aside: Option<&Path>,
) -> Result<tempfile::NamedTempFile, Failure> {
    let failed = |error: Error| cannot_write(path, &error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let existing = look(path).map_err(failed)?;
    if existing.as_ref().is_some_and(fs::Metadata::is_symlink) {
        return Err(is_link(path));
    }
    let mut builder = tempfile::Builder::new();
    // Hidden, so that what a crash leaves behind is never read as a record.
    builder.prefix(PART);
    // The system's default for new files; tempfile alone would hide them from everyone else.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(aside.unwrap_or(folder)).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    if let Some(existing) = existing {
        let same = file.as_file().set_permissions(existing.permissions());
        same.map_err(failed)?;
    }
    if sync {
        file.as_file().sync_all().map_err(failed)?;
    }
    Ok(file)
}

/// That a file could not be written, and what to do about it, as the system's reason tells.
pub(crate) fn cannot_write(path: &Path, error: &Error) -> Failure {
    let failure = Failure::new(format!("{} could not be written", path.display()));
    let cure = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => NO_ROOM,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => NOT_ALLOWED,
        _ => "see what stands there and whether you may write there, then give the command again",
    };
    failure.because(error).cure(cure)
}

const NO_ROOM: &str = "free some space, then give the command again";
const NOT_ALLOWED: &str = "make sure that you may write there, then give the command again";

/// What to do about a reason that the system gave to somebody else, who tells it in the system's words.
pub(crate) fn cure_of(reason: &str) -> Option<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    if says(&[
        "No space left",
        "quota exceeded",
        "File too large",
        "not enough space",
    ]) {
        Some(NO_ROOM)
    } else if says(&[
        "Permission denied",
        "Read-only file system",
        "not permitted",
        "Access is denied",
    ]) {
        Some(NOT_ALLOWED)
    } else {
        None
    }
}

/// Clears a folder of the half-written files of a program that was ended in the midst of [`write()`]. Nobody else may
/// be writing there. What cannot be removed stays: it is hidden, and no part of the register.
pub(crate) fn clear_parts(folder: &Path) {
    clear(folder, PART);
}

/// Clears a folder of the files whose names begin so.
pub(crate) fn clear(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_part = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(prefix.as_bytes());
        if is_part && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Brings a file that is there to the disk, with its name; whether it was there.
///
/// # Errors
///
/// Where the system says that the bytes may be lost.
pub(crate) fn sync(path: &Path) -> Result<bool, Failure> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(cannot_write(path, &error)),
    };
    file.sync_all().map_err(|error| cannot_write(path, &error))?;
    path.parent().map(sync_folder);
    Ok(true)
}

/// Brings a folder's list of names to the disk. Some systems cannot; what they promise without it must do.
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(open) = File::open(folder) {
        let _ = open.sync_all();
    }
}

/// Copies a file with the time of its last change; where there is none, there is none afterwards.
///
/// # Errors
///
/// Where it cannot be read or written.
pub(crate) fn copy_as_it_is(from: &Path, to: &Path) -> Result<(), Failure> {
    let failed = |error: Error| cannot_write(to, &error);
    super::remove(to)?;
    match fs::copy(from, to) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        other => other.map_err(failed)?,
    };
    let time = fs::metadata(from)
        .and_then(|about| about.modified())
        .map_err(failed)?;
    let copy = OpenOptions::new().write(true).open(to).map_err(failed)?;
    copy.set_modified(time).map_err(failed)
}

/// Brings a file of ours to the disk and puts it in the place of another.
///
/// # Errors
///
/// Where it cannot be.
pub(crate) fn take_place(new: &Path, path: &Path) -> Result<(), Failure> {
    sync(new)?;
    fs::rename(new, path).map_err(|error| cannot_write(path, &error))?;
    path.parent().map(sync_folder);
    Ok(())
}

/// Puts a line at the end of a file, whole or not at all, unless the disk fails twice; makes the folders above it.
///
/// # Errors
///
/// Where it cannot be written.
pub(crate) fn append(path: &Path, line: &str) -> Result<(), Failure> {
    let failed = |error: Error| cannot_write(path, &error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut options = OpenOptions::new();
    let mut file = options.append(true).create(true).open(path).map_err(failed)?;
    let length = file.seek(SeekFrom::End(0)).map_err(failed)?;
    file.write_all(line.as_bytes()).map_err(|error| {
        // A line cut off on a full disk would run into the next one.
        let _ = file.set_len(length);
        failed(error)
    })
}

/// Makes something below `folder` whole or not at all: `make` makes it in the folder `aside`, whence it comes to stand
/// under its `name`. What a program that was killed left aside is removed first.
///
/// # Errors
///
/// Where a folder cannot be made or moved; within it what `make` says.
pub(crate) fn made_aside<E>(
    folder: &Path,
    aside: &str,
    name: &str,
    make: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<Result<(), E>, Failure> {
    let (place, aside) = (folder.join(name), folder.join(aside));
    let failed = |error: Error| cannot_write(&place, &error);
    match fs::remove_dir_all(&aside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    fs::create_dir(&aside).map_err(failed)?;
    let made = make(&aside);
    if made.is_ok() {
        fs::rename(aside.join(name), &place).map_err(failed)?;
    }
    let _ = fs::remove_dir_all(&aside);
    Ok(made)
}

/// Writes what is going to be written beside each file and removes it again: that there is no room, or that nothing may
/// be written there, is better known before a commit is made than after.
///
/// # Errors
///
/// Where one could not be written.
pub(crate) fn rehearse(places: &[PathBuf], edits: &[FileEdit]) -> Result<(), Failure> {
    // All at once, as they need room all at once.
    let mut parts = Vec::with_capacity(places.len());
    for (place, edit) in places.iter().zip(edits) {
        let failed = |error: Error| cannot_write(place, &error);
        let folder = place.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let mut builder = tempfile::Builder::new();
        let mut part = builder.prefix(PART).tempfile_in(folder).map_err(failed)?;
        part.write_all(edit.after.as_deref().unwrap_or_default())
            .map_err(failed)?;
        parts.push(part);
    }
    Ok(())
}

/// [`clear_parts`] in a folder and all below it, as far as they can be read; a folder that is empty then goes, as Git
/// would have it.
pub(crate) fn clear_parts_below(folder: &Path, depth: usize) {
    clear_parts(folder);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if depth > 0 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            clear_parts_below(&entry.path(), depth - 1);
        }
    }
    let _ = fs::remove_dir(folder);
}

/// Makes a file one that may be run as a program, or no longer; a system that knows no such thing is left alone.
#[cfg(unix)]
pub(crate) fn set_executable(path: &Path, executable: bool) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let set = || {
        let mut permissions = fs::symlink_metadata(path)?.permissions();
        let mode = permissions.mode();
        // Whoever may read it may run it.
        let wanted = if executable {
            mode | ((mode & 0o444) >> 2)
        } else {
            mode & !0o111
        };
        if wanted != mode {
            permissions.set_mode(wanted);
            fs::set_permissions(path, permissions)?;
        }
        Ok(())
    };
    set().map_err(|error: std::io::Error| {
        let what = format!("{} could not be marked as a program", path.display());
        Failure::new(what).because(error)
    })
}

#[cfg(not(unix))]
pub(crate) fn set_executable(_path: &Path, _executable: bool) -> Result<(), Failure> {
    Ok(())
}
