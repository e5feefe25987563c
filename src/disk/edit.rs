//! Changes of whole files: what a file must hold before, and what it holds after.
use std::fs;
use std::path::{Path, PathBuf};

use super::{inside, load, remove, write};
use crate::failure::{Exit, Failure};
use crate::portable;

/// One file's change, from what the person saw to what they want.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// Path below the register's folder, with `/` between parts.
    pub path: String,
    /// What the file held when it was read; none where there was no file.
    pub before: Option<Vec<u8>>,
    /// What it shall hold; none to remove it.
    pub after: Option<Vec<u8>>,
}

/// Makes sure that every file still holds what it held when it was read; gives their places.
///
/// # Errors
///
/// [`Exit::Refused`] where one does not, or two edits name one file.
pub(crate) fn check(root: &Path, edits: &[FileEdit]) -> Result<Vec<PathBuf>, Failure> {
    let mut places = Vec::with_capacity(edits.len());
    let mut paths: Vec<&str> = edits.iter().map(|edit| edit.path.as_str()).collect();
    paths.sort_unstable();
    if let Some(twice) = paths.windows(2).find(|pair| pair[0] == pair[1]) {
        let what = format!("{} would be changed twice at once", twice[0]);
        return Err(Failure::with(Exit::Refused, what));
    }
    for edit in edits {
        let place = inside(root, &edit.path)?;
        if edit.before.is_none()
            && let Some(trouble) = portable::trouble(&edit.path)
        {
            let what = format!("{:?} cannot be the name of a file: {trouble}", edit.path);
            return Err(Failure::with(Exit::Refused, what).cure("give it another name"));
        }
        let now = load(&place)?;
        if now != edit.before {
            let what = match (&now, &edit.before) {
                (Some(_), None) => format!("{} is already there", edit.path),
                (None, Some(_)) => format!("{} is gone", edit.path),
                _ => format!("{} was changed meanwhile by someone else", edit.path),
            };
            let cure = "nothing was saved; look at the file, then give the command again";
            return Err(Failure::with(Exit::Refused, what).cure(cure));
        }
        places.push(place);
    }
    Ok(places)
}

/// Saves files of a register that is not in Git: the same check as with Git, but no history, and each file is
/// whole by itself only. Where the machine stops between two files, the first is saved and the second is not.
///
/// # Errors
///
/// [`Exit::Refused`] where a file changed meanwhile (nothing is saved then), [`Exit::Failed`] where one cannot be
/// written.
pub fn outside_save(root: &Path, edits: &[FileEdit]) -> Result<(), Failure> {
    let places = check(root, edits)?;
    for (edit, place) in edits.iter().zip(&places) {
        match &edit.after {
            Some(bytes) => write(place, bytes)?,
            None => remove_with_empty_folders(root, place, 2)?,
        }
    }
    Ok(())
}

/// Removes a file and the folders that it leaves empty, as Git does; those `kept` levels below `root` or nearer stay,
/// such as the folder of a kind of record.
pub(crate) fn remove_with_empty_folders(root: &Path, place: &Path, kept: usize) -> Result<(), Failure> {
    remove(place)?;
    let below = |folder: &Path| {
        folder
            .strip_prefix(root)
            .map_or(0, |path| path.components().count())
    };
    let mut folder = place.parent();
    while let Some(empty) = folder.filter(|folder| below(folder) > kept) {
        // Fails where something else is still in it, and that is the end of the climb.
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}
