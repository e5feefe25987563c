//! Writes a built site into a folder: what differs and nothing else, and never over somebody else's file.
//!
//! The manifest says which files are ours. It is written twice: before the first file, with the paths of the
//! old site and of the new, and after the last, with those of the new alone. A build that is cut off between
//! the two leaves a folder whose files the next build knows as its own and mends.
//!
//! Files come one by one and wait aside until all of them are there; only then are they renamed to their places, so a
//! build that fails halfway has touched nothing, and a site of any size is never held in memory.
#![expect(clippy::disallowed_methods, reason = "this is the edge that writes files")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::manifest::{self, Sum, Sums};
use super::place::{Place, blocked, compare};
use super::stamp::Stamp;
use super::work::{WORK, Work, failed};
use super::{is_below, load, look, put_aside};
use crate::failure::{Exit, Failure};
use crate::portable;
use crate::site::MANIFEST;

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

impl Written {
    /// Nothing was done to so many files.
    pub fn nothing_of(files: usize) -> Self {
        Self {
            unchanged: files,
            ..Self::default()
        }
    }
}

/// A site on its way into a folder. Each file is compared and laid aside as it comes, so that nobody need hold all of
/// them; only when all are there, [`finish`](Publication::finish) gives them their places. Until then nothing of the
/// former site is touched, and a publication that is dropped leaves the folder as it was.
#[derive(Debug)]
pub struct Publication {
    dir: PathBuf,
    /// The former manifest, as it is and as it reads.
    before: Option<Vec<u8>>,
    old: Sums,
    /// What is known to stand there already.
    kept: Sums,
    /// Folders of the site that cannot be looked into, and why.
    blocked: BTreeMap<String, Place>,
    /// Where files are laid aside, once there is one.
    work: Mutex<Option<Arc<Work>>>,
    laid: AtomicUsize,
}

/// One file of a publication, looked at and laid aside where it differs.
#[derive(Debug)]
pub struct Laid {
    sum: Sum,
    /// The file as it is, or as it lies aside and will be: a name changes neither its length nor its time.
    stamp: Option<Stamp>,
    place: Place,
    number: usize,
}

/// A site that stands in its folder.
#[derive(Debug)]
pub struct Published {
    /// What became of its files.
    pub written: Written,
    /// The list of them, as it was left.
    pub list: String,
    /// How each file was left that was not known to stand there; not those that are anybody's guess.
    pub stamps: Vec<(String, Stamp)>,
}

/// Makes `dir` hold the site: writes the files that differ, removes those of the former build that are gone, and
/// adds `MANIFEST.sha256`. Files that no build made are never touched. `progress` hears how many of how many
/// files are done, from several threads.
///
/// `kept` are files of the site that are known to stand there already, with their sums: see [`stamp_of`](super::stamp_of).
///
/// # Errors
///
/// As those of [`Publication`].
pub fn write_site(
    dir: &Path,
    output: &BTreeMap<String, Vec<u8>>,
    kept: &Sums,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Written, Failure> {
    let publication = Publication::begin(dir, output.keys().map(String::as_str), kept.clone())?;
    let list: Vec<_> = output.iter().collect();
    let laid = list
        .into_par_iter()
        .map(|(path, bytes)| Ok((path.as_str(), publication.lay(path, bytes)?)));
    let laid: Result<Vec<_>, Failure> = laid.collect();
    Ok(publication.finish(laid?, progress)?.written)
}

impl Publication {
    /// Begins to publish a site of these files, besides those that are `kept`. Nothing is touched yet.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where a path cannot be a file of a site, or what is kept stands there no more.
    pub fn begin<'p>(dir: &Path, paths: impl Iterator<Item = &'p str>, kept: Sums) -> Result<Self, Failure> {
        let paths: Vec<&str> = paths.collect();
        refuse_names(&paths, &kept)?;
        let before = load(&dir.join(MANIFEST))?;
        let old = before.as_deref().map(manifest::parse).unwrap_or_default();
        // Both are in order of path.
        let mut there = old.iter();
        if !kept.iter().all(|own| there.any(|one| one == own)) {
            return Err(overtaken(dir));
        }
        Ok(Self {
            blocked: blocked(dir, &paths, &old)?,
            dir: dir.to_owned(),
            before,
            old,
            kept,
            work: Mutex::default(),
            laid: AtomicUsize::new(0),
        })
    }

    /// Looks at the place of a file and, where it is to change, lays the file aside. Many threads may at once.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where it cannot be read or written; [`Exit::Refused`] where another build is at work.
    pub fn lay(&self, path: &str, bytes: &[u8]) -> Result<Laid, Failure> {
        let folder = path
            .rsplit_once('/')
            .and_then(|(folder, _)| self.blocked.get(folder));
        let place = folder.map_or_else(|| compare(&self.dir, path, bytes, &self.old), |place| Ok(*place))?;
        let number = self.laid.fetch_add(1, Ordering::Relaxed);
        let stamp = match place {
            Place::Free | Place::Ours => self.work()?.lay(number, bytes)?,
            Place::Same(stamp) => stamp,
            Place::Foreign | Place::Link => None,
        };
        Ok(Laid {
            sum: manifest::sum(bytes),
            stamp,
            place,
            number,
        })
    }

    /// Gives every file its place and removes what is gone. `laid` are all files, in order of path or not.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], with nothing touched, where a file that no build made stands in the way, or a link;
    /// [`Exit::Failed`] where the folder cannot be written.
    pub fn finish(
        self,
        mut laid: Vec<(&str, Laid)>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Published, Failure> {
        laid.sort_unstable_by_key(|(path, _)| *path);
        let stamped = laid
            .iter()
            .filter_map(|(path, one)| Some(((*path).to_owned(), one.stamp?)));
        let stamps: Vec<(String, Stamp)> = stamped.collect();
        let own = laid.iter().map(|(path, one)| (*path, &one.sum));
        let mut sums: Vec<(&str, &Sum)> = own.chain(manifest::by_path(&self.kept)).collect();
        // Two lists, each in order.
        sums.sort_by_key(|(path, _)| *path);
        let mut held = sums.iter().map(|(path, _)| *path).peekable();
        let mut is_held = |path: &&str| {
            while held.next_if(|own| own < path).is_some() {}
            held.peek() == Some(path)
        };
        let old = self.old.keys().map(String::as_str);
        let stale: Vec<&str> = old.filter(|path| !is_held(path)).collect();
        refuse_foreign(&self.dir, &laid, &self.old, &stale)?;

        let text = manifest::text(&sums);
        let union = match stale.is_empty() {
            true => Cow::Borrowed(&text),
            false => {
                sums.extend(stale.iter().map(|path| (*path, &self.old[*path])));
                sums.sort_by_key(|(path, _)| *path);
                Cow::Owned(manifest::text(&sums))
            }
        };
        let total = laid.len() + self.kept.len();
        laid.retain(|(_, one)| !matches!(one.place, Place::Same(_)));
        let count = Written {
            written: laid.len(),
            unchanged: total - laid.len(),
            removed: 0,
        };
        progress(count.unchanged, total);
        let dir = &self.dir;
        if laid.is_empty() && stale.is_empty() && self.before.as_deref() == Some(text.as_bytes()) {
            // A build that was cut off at its very end leaves no more than this.
            if look(&dir.join(WORK)).is_ok_and(|about| about.is_some()) {
                self.work()?;
                self.end()?;
            }
            return Ok(Published {
                written: count,
                list: text,
                stamps,
            });
        }
        let work = self.work()?;
        if self.before.as_deref() != Some(union.as_bytes()) {
            put_aside(&work.folder, &dir.join(MANIFEST), union.as_bytes())?;
        }
        let removed = remove_stale(dir, &stale)?;
        make_folders(dir, laid.iter().map(|(path, _)| *path))?;
        let done = AtomicUsize::new(count.unchanged);
        laid.par_iter().try_for_each(|(path, one)| {
            work.place(dir, path, one.number)?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok::<(), Failure>(())
        })?;
        if text != *union {
            put_aside(&work.folder, &dir.join(MANIFEST), text.as_bytes())?;
        }
        drop(work);
        self.end()?;
        Ok(Published {
            written: Written { removed, ..count },
            list: text,
            stamps,
        })
    }

    /// The folder for files that are being written, begun when it is first wanted. From then on no other build writes to
    /// the site; what one wrote since this looked at it first would not be seen.
    fn work(&self) -> Result<Arc<Work>, Failure> {
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(work) = &*work {
            return Ok(Arc::clone(work));
        }
        fs::create_dir_all(&self.dir).map_err(|error| failed(&self.dir, error))?;
        let begun = Work::begin(&self.dir)?;
        if load(&self.dir.join(MANIFEST))? != self.before {
            begun.end()?;
            return Err(overtaken(&self.dir));
        }
        Ok(Arc::clone(work.insert(Arc::new(begun))))
    }

    /// Ends the work, if any was begun.
    fn end(&self) -> Result<(), Failure> {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner).take();
        work.and_then(Arc::into_inner).map_or(Ok(()), Work::end)
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(work) = work.and_then(Arc::into_inner) {
            // What cannot be cleared now is cleared by the next build.
            let _ = work.clear().and_then(|()| work.end());
        }
    }
}

/// That the site is not any more what it was when this build looked at it.
fn overtaken(dir: &Path) -> Failure {
    let what = format!("another build has written to {} meanwhile", dir.display());
    Failure::with(Exit::Refused, what).cure("build again")
}

/// Refuses paths that cannot be files of a site on every system.
fn refuse_names(paths: &[&str], kept: &Sums) -> Result<(), Failure> {
    let allowed = |path: &str| is_below(path) && path != MANIFEST && !path.starts_with(WORK);
    if let Some(path) = paths.iter().find(|path| !allowed(path)) {
        return Err(Failure::new(format!("{path:?} cannot be a page of the site")));
    }
    if let Some((path, trouble)) = paths
        .iter()
        .find_map(|path| Some((path, portable::trouble(path)?)))
    {
        let what = format!("{path:?} cannot be a file of the site: {trouble}");
        return Err(Failure::with(Exit::Refused, what).cure("give what it is made from another name"));
    }
    let all = paths.iter().copied().chain(kept.keys().map(String::as_str));
    if let Some((one, other)) = portable::twins(all) {
        let what =
            format!("{one:?} and {other:?} differ in capitals alone, and are one file on Windows and macOS");
        return Err(Failure::with(Exit::Refused, what).cure("give one of them another name"));
    }
    Ok(())
}

/// Refuses where somebody else's files are in the way, or the manifest is somebody else's.
fn refuse_foreign(dir: &Path, laid: &[(&str, Laid)], old: &Sums, stale: &[&str]) -> Result<(), Failure> {
    let cure = "choose another folder with --to, or move these files away";
    for (kind, what) in [
        (Place::Link, "links stand where the site's files would go"),
        (
            Place::Foreign,
            "files that no build made stand where the site's files would go",
        ),
    ] {
        let named: Vec<&str> = laid
            .iter()
            .filter(|(_, one)| one.place == kind)
            .map(|(path, _)| *path)
            .collect();
        if !named.is_empty() {
            let more = match named.len().saturating_sub(5) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let names = named[..named.len().min(5)].join(", ");
            let what = format!("in {}, {what}: {names}{more}", dir.display());
            return Err(Failure::with(Exit::Refused, what).cure(cure));
        }
    }
    // Two builds of a register share at least their front page. A list that shares nothing is of other things,
    // which we must not take for a former site and clear away.
    if !old.is_empty() && stale.len() == old.len() {
        let what = format!(
            "{} lists the files of something else",
            dir.join(MANIFEST).display()
        );
        return Err(Failure::with(Exit::Refused, what).cure(cure));
    }
    Ok(())
}

/// Removes files of the former site, and folders that this leaves empty.
fn remove_stale(dir: &Path, stale: &[&str]) -> Result<usize, Failure> {
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

fn make_folders<'p>(dir: &Path, paths: impl Iterator<Item = &'p str>) -> Result<(), Failure> {
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
