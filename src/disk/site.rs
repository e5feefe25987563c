//! Writes a built site into a folder: what differs and nothing else, and never over somebody else's file.
//!
//! The manifest says which files are ours. It is written twice: before the first file, with the paths of the
//! old site and of the new, and after the last, with those of the new alone. A build that is cut off between
//! the two leaves a folder whose files the next build knows as its own and mends.
#![expect(clippy::disallowed_methods, reason = "this is the edge that writes files")]

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::manifest::{self, NAME, Sums};
use super::{Lock, clear_parts, is_below, is_link, load, look, put_aside};
use crate::failure::{Exit, Failure};
use crate::portable;

/// What became of a site's files, in numbers; the manifest itself is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or had to change.
    pub written: usize,
    /// Files that already held the right bytes and were left alone.
    pub unchanged: usize,
    /// Files of the former build that are no longer part of the site.
    pub removed: usize,
}

/// The folder for files that are being written, inside the site's; it is there during a build only.
const WORK: &str = ".scrutiny-build";

/// What stands where a file of the site goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Free,
    Same,
    Ours,
    Foreign,
    Link,
}

/// Makes `dir` hold the site: writes the files that differ, removes those of the former build that are gone, and
/// adds `MANIFEST.sha256`. Files that no build made are never touched. `progress` hears how many of how many
/// files are done, from several threads.
///
/// `kept` are files of the site that are known to stand there already, with their sums: see [`stamps`](super::stamps).
///
/// # Errors
///
/// [`Exit::Refused`], with nothing touched, where a file that no build made stands in the way, or a link;
/// [`Exit::Failed`] where the folder cannot be written.
pub fn write_site(
    dir: &Path,
    output: &BTreeMap<String, Vec<u8>>,
    kept: &Sums,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Written, Failure> {
    let allowed = |path: &String| is_below(path) && path != NAME && !path.starts_with(WORK);
    if let Some(path) = output.keys().find(|path| !allowed(path)) {
        return Err(Failure::new(format!("{path:?} cannot be a page of the site")));
    }
    if let Some((path, trouble)) = output
        .keys()
        .find_map(|path| Some((path, portable::trouble(path)?)))
    {
        let what = format!("{path:?} cannot be a file of the site: {trouble}");
        return Err(Failure::with(Exit::Refused, what).cure("give what it is made from another name"));
    }
    let all = output.keys().chain(kept.keys()).map(String::as_str);
    if let Some((one, other)) = portable::twins(all) {
        let what =
            format!("{one:?} and {other:?} differ in capitals alone, and are one file on Windows and macOS");
        return Err(Failure::with(Exit::Refused, what).cure("give one of them another name"));
    }
    let (mut sums, before) = rayon::join(|| manifest::sums(output), || load(&dir.join(NAME)));
    sums.extend(kept.iter().map(|(path, sum)| (path.clone(), sum.clone())));
    let before = before?;
    let old = before.as_deref().map(manifest::parse).unwrap_or_default();
    let places = survey(dir, output, &old)?;
    let stale: Vec<&String> = old.keys().filter(|path| !sums.contains_key(*path)).collect();
    refuse_foreign(dir, output, &places, &old, &stale)?;

    let text = manifest::text(&sums);
    let to_write: Vec<_> = output
        .iter()
        .zip(&places)
        .filter(|(_, place)| **place != Place::Same)
        .collect();
    let count = Written {
        written: to_write.len(),
        unchanged: sums.len() - to_write.len(),
        removed: 0,
    };
    let total = sums.len();
    progress(count.unchanged, total);
    if to_write.is_empty() && stale.is_empty() && before.as_deref() == Some(text.as_bytes()) {
        // A build that was cut off at its very end leaves no more than this.
        if look(&dir.join(WORK)).is_ok_and(|about| about.is_some()) {
            Work::begin(dir)?.end()?;
        }
        return Ok(count);
    }
    fs::create_dir_all(dir).map_err(|error| failed(dir, error))?;
    let work = Work::begin(dir)?;
    let mut both = sums;
    both.extend(stale.iter().map(|path| ((*path).clone(), old[*path].clone())));
    let union = manifest::text(&both);
    if before.as_deref() != Some(union.as_bytes()) {
        put_aside(&work.folder, &dir.join(NAME), union.as_bytes())?;
    }
    let removed = remove_stale(dir, &stale)?;
    make_folders(dir, to_write.iter().map(|((path, _), _)| *path))?;
    let done = AtomicUsize::new(count.unchanged);
    to_write
        .par_iter()
        .enumerate()
        .try_for_each(|(number, ((path, bytes), _))| {
            work.write(dir, path, bytes, number)?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok::<(), Failure>(())
        })?;
    if text != union {
        put_aside(&work.folder, &dir.join(NAME), text.as_bytes())?;
    }
    work.end()?;
    Ok(Written { removed, ..count })
}

/// Looks at the place of every file, in the order of `output`, and touches nothing.
fn survey(dir: &Path, output: &BTreeMap<String, Vec<u8>>, old: &Sums) -> Result<Vec<Place>, Failure> {
    // Most folders hold many files: each is looked at once. Parents come before children in the order.
    let mut blocked: BTreeMap<&str, Place> = BTreeMap::new();
    for folder in manifest::folders(output.keys()) {
        let above = folder.rsplit_once('/').and_then(|(above, _)| blocked.get(above));
        let place = match above {
            Some(place) => *place,
            None => {
                match look(&dir.join(folder)).map_err(|error| failed(&dir.join(folder), error))? {
                    None => Place::Free,
                    Some(about) if about.is_symlink() => Place::Link,
                    Some(about) if about.is_dir() => continue,
                    // A page of the former site, which goes before the folder comes.
                    Some(_) if old.contains_key(folder) => Place::Free,
                    Some(_) => Place::Foreign,
                }
            }
        };
        blocked.insert(folder, place);
    }
    let list: Vec<_> = output.iter().collect();
    list.into_par_iter()
        .map(|(path, bytes)| {
            let folder = path.rsplit_once('/').and_then(|(folder, _)| blocked.get(folder));
            folder.map_or_else(|| compare(dir, path, bytes, old), |place| Ok(*place))
        })
        .collect()
}

fn compare(dir: &Path, path: &String, bytes: &[u8], old: &Sums) -> Result<Place, Failure> {
    let place = dir.join(path);
    let Some(about) = look(&place).map_err(|error| failed(&place, error))? else {
        return Ok(Place::Free);
    };
    if about.is_symlink() {
        return Ok(Place::Link);
    }
    if about.is_dir() {
        // A folder of the former site becomes a file: it goes when its own files are gone.
        let inside = format!("{path}/");
        let ours = old.range(inside.clone()..).next();
        let ours = ours.is_some_and(|(next, _)| next.starts_with(&inside));
        return Ok(if ours { Place::Free } else { Place::Foreign });
    }
    let same_length = about.is_file() && about.len() == bytes.len() as u64;
    if same_length && fs::read(&place).map_err(|error| failed(&place, error))? == bytes {
        return Ok(Place::Same);
    }
    Ok(if old.contains_key(path) {
        Place::Ours
    } else {
        Place::Foreign
    })
}

/// Refuses where somebody else's files are in the way, or the manifest is somebody else's.
fn refuse_foreign(
    dir: &Path,
    output: &BTreeMap<String, Vec<u8>>,
    places: &[Place],
    old: &Sums,
    stale: &[&String],
) -> Result<(), Failure> {
    let cure = "choose another folder with --to, or move these files away";
    for (kind, what) in [
        (Place::Link, "links stand where the site's files would go"),
        (
            Place::Foreign,
            "files that no build made stand where the site's files would go",
        ),
    ] {
        let named: Vec<&str> = output
            .keys()
            .zip(places)
            .filter(|(_, place)| **place == kind)
            .map(|(path, _)| path.as_str())
            .collect();
        if !named.is_empty() {
            let more = named.len().saturating_sub(5);
            let more = if more == 0 {
                String::new()
            } else {
                format!(" and {more} more")
            };
            let names = named[..named.len().min(5)].join(", ");
            let what = format!("in {}, {what}: {names}{more}", dir.display());
            return Err(Failure::with(Exit::Refused, what).cure(cure));
        }
    }
    // Two builds of a register share at least their front page. A list that shares nothing is of other things,
    // which we must not take for a former site and clear away.
    if !old.is_empty() && stale.len() == old.len() {
        let what = format!("{} lists the files of something else", dir.join(NAME).display());
        return Err(Failure::with(Exit::Refused, what).cure(cure));
    }
    Ok(())
}

/// Removes files of the former site, and folders that this leaves empty.
fn remove_stale(dir: &Path, stale: &[&String]) -> Result<usize, Failure> {
    let folders = manifest::folders(stale.iter().copied());
    let mut linked: Vec<&str> = Vec::new();
    for folder in &folders {
        let place = dir.join(folder);
        let about = look(&place).map_err(|error| failed(&place, error))?;
        if about.is_some_and(|about| about.is_symlink()) {
            linked.push(folder);
        }
    }
    let behind_link = |path: &str| {
        let mut linked = linked.iter();
        linked.any(|link| {
            path.strip_prefix(link)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let mut removed = 0;
    for path in stale.iter().filter(|path| !behind_link(path)) {
        let place = dir.join(path);
        let about = look(&place).map_err(|error| failed(&place, error))?;
        if about.is_some_and(|about| about.is_file()) {
            fs::remove_file(&place).map_err(|error| failed(&place, error))?;
            removed += 1;
        }
    }
    for folder in folders.iter().rev().filter(|folder| !behind_link(folder)) {
        // Fails where something else is in it, which then stays.
        let _ = fs::remove_dir(dir.join(folder));
    }
    Ok(removed)
}

fn make_folders<'p>(dir: &Path, paths: impl Iterator<Item = &'p String>) -> Result<(), Failure> {
    for folder in manifest::folders(paths) {
        let place = dir.join(folder);
        match fs::create_dir(&place) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(failed(&place, error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The folder for files that are being written. It holds the lock against a second build, too.
struct Work {
    folder: PathBuf,
    lock: Lock,
}

impl Work {
    /// Makes the folder and clears it of what a build that was cut off left there.
    fn begin(dir: &Path) -> Result<Self, Failure> {
        let folder = dir.join(WORK);
        if look(&folder)
            .map_err(|error| failed(&folder, error))?
            .is_some_and(|about| !about.is_dir())
        {
            let what = format!("{} is in the way", folder.display());
            return Err(Failure::with(Exit::Refused, what).cure("move it away"));
        }
        let Some(lock) = Lock::attempt(&folder.join("lock"))? else {
            let what = format!("another build is writing to {}", dir.display());
            return Err(Failure::with(Exit::Refused, what).cure("wait for it to end, then build again"));
        };
        let work = Self { folder, lock };
        work.clear()?;
        Ok(work)
    }

    /// Writes one file aside, which then takes its name, so that neither a reader nor a build that is cut off ever
    /// leaves half a page.
    fn write(&self, dir: &Path, path: &str, bytes: &[u8], number: usize) -> Result<(), Failure> {
        let place = dir.join(path);
        let aside = self.folder.join(format!("{number}.part"));
        let mut options = OpenOptions::new();
        let opened = options.write(true).create_new(true).open(&aside);
        let written = opened.and_then(|mut file| file.write_all(bytes));
        written
            .and_then(|()| fs::rename(&aside, &place))
            .map_err(|error| failed(&place, error))
    }

    fn clear(&self) -> Result<(), Failure> {
        clear_parts(&self.folder);
        for entry in fs::read_dir(&self.folder)
            .map_err(|error| failed(&self.folder, error))?
            .flatten()
        {
            if entry.file_name().as_encoded_bytes().ends_with(b".part") {
                let place = entry.path();
                fs::remove_file(&place).map_err(|error| failed(&place, error))?;
            }
        }
        Ok(())
    }

    fn end(self) -> Result<(), Failure> {
        // Some systems keep a file's folder while the file is open.
        drop(self.lock);
        let lock = self.folder.join("lock");
        fs::remove_file(&lock).map_err(|error| failed(&lock, error))?;
        fs::remove_dir(&self.folder).map_err(|error| failed(&self.folder, error))
    }
}

fn failed(place: &Path, error: std::io::Error) -> Failure {
    if error.kind() == ErrorKind::NotADirectory || error.kind() == ErrorKind::IsADirectory {
        return is_link_or_folder(place, error);
    }
    super::cannot_write(place, &error)
}

fn is_link_or_folder(place: &Path, error: std::io::Error) -> Failure {
    if look(place).is_ok_and(|about| about.is_some_and(|about| about.is_symlink())) {
        return is_link(place);
    }
    let what = format!("{} stands where the site needs something else", place.display());
    Failure::with(Exit::Refused, what)
        .because(error)
        .cure("move it away, then build again")
}
