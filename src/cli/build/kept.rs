//! What the last build left, and of what it was made: a build of the same has nothing to do, and one of nearly the same
//! makes only the pages that can differ.
//!
//! It is kept beside Git's own files, with its sum. Whatever does not fit, is damaged, or was left by another version
//! counts as nothing known: then every page is made, and written only where it differs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;

use crate::check;
use crate::diagnostic::{Diagnostics, kept};
use crate::disk::{self, Stamp, Sum, Sums};
use crate::git::Repo;
use crate::value::{Fingerprint, from_hexadecimal, hexadecimal, push_hexadecimal, sum};

use super::super::make::Prints;

/// Under which name it is kept.
const NAME: &str = "pages";

/// Raised whenever the form of what is kept changes.
const VERSION: &str = "3";

/// Stands where a page has no fingerprint.
const NONE: &str = "-";

/// What the last build left in a folder.
pub(super) struct Former {
    /// Of what it was made: see `Makings::print`.
    makings: String,
    problems: String,
    files: Vec<File>,
    /// The sums, as the folder's own list tells them.
    sums: Sums,
}

/// One file, as it was left.
struct File {
    /// What it was made from; none where that is made anew in each build.
    print: Option<Fingerprint>,
    stamp: Stamp,
    path: String,
}

/// The files that a build leaves as they are.
#[derive(Default)]
pub(super) struct Unchanged {
    /// Their sums.
    pub(super) sums: Sums,
    /// How they were left.
    pub(super) stamps: BTreeMap<String, Stamp>,
}

impl Former {
    /// What is known of the last build to a folder, if its list of files is still the one that was left there. A build
    /// that was cut off leaves another.
    pub(super) fn find(repo: &Repo, folder: &Path) -> Option<Self> {
        let text = repo.kept(NAME, &about(folder))?;
        let mut lines = text.lines();
        let (makings, list, problems) = (lines.next()?, lines.next()?, lines.next()?);
        let bytes = disk::manifest_bytes(folder)?;
        if list != of_list(&bytes) {
            return None;
        }
        let lines: Vec<&str> = lines.collect();
        let files: Option<Vec<_>> = lines.into_par_iter().map(entry).collect();
        Some(Self {
            makings: makings.to_owned(),
            problems: problems.to_owned(),
            files: files?,
            sums: disk::sums_of(&bytes),
        })
    }

    /// The mistakes that were found then and how many files there are, if a build of these makings would change nothing.
    pub(super) fn stands(&self, folder: &Path, makings: &Fingerprint) -> Option<(Diagnostics, usize)> {
        let is_same = self.makings == hexadecimal(makings) && self.files.len() == self.sums.len();
        if !is_same || disk::is_being_published(folder) || self.untouched(folder) < self.files.len() {
            return None;
        }
        let problems = kept::from_text(&self.problems, &check::codes::all())?;
        Some((problems, self.files.len()))
    }

    /// The files that are as a build of these fingerprints would make them.
    pub(super) fn unchanged(self, folder: &Path, prints: &Prints) -> Unchanged {
        let Self { files, sums, .. } = self;
        let same = files.into_par_iter().filter_map(|file| {
            let sum = *sums.get(&file.path)?;
            let is_same = prints.get(file.path.as_str()) == Some(file.print.as_ref()?);
            let is_untouched = is_same && disk::stamp_of(folder, &file.path) == Some(file.stamp);
            is_untouched.then_some((file.path, sum, file.stamp))
        });
        let same: Vec<(String, Sum, Stamp)> = same.collect();
        Unchanged {
            sums: same.iter().map(|(path, sum, _)| (path.clone(), *sum)).collect(),
            stamps: same.into_iter().map(|(path, _, stamp)| (path, stamp)).collect(),
        }
    }

    /// How many files nobody touched since.
    fn untouched(&self, folder: &Path) -> usize {
        let files = self.files.par_iter();
        let same = files.filter(|file| disk::stamp_of(folder, &file.path) == Some(file.stamp));
        same.count()
    }
}

/// Keeps of what a site was made, what was wrong in it, and how every file was left by the build that made this `list`. What
/// somebody did since to a file, or another build to the list, shows in the next.
pub(super) fn keep(
    (repo, folder): (&Repo, &Path),
    makings: &Fingerprint,
    problems: &Diagnostics,
    prints: &Prints,
    (list, stamps): (&str, &BTreeMap<String, Stamp>),
) {
    let paths = disk::paths_of(list.as_bytes());
    // A few thousand files at a time, by several cores.
    let parts = paths.par_chunks(2_000).map(|paths| {
        let mut text = String::with_capacity(paths.len() * 120);
        for path in paths {
            if let Some(stamp) = stamps.get(*path) {
                match prints.get(*path) {
                    Some(print) => push_hexadecimal(&mut text, print),
                    None => text.push_str(NONE),
                }
                let _ = writeln!(text, " {} {} {path}", stamp.length, stamp.time);
            }
        }
        text
    });
    let parts: Vec<String> = parts.collect();
    let head = [
        hexadecimal(makings),
        of_list(list.as_bytes()),
        kept::to_text(problems),
        String::new(),
    ]
    .join("\n");
    let text: Vec<&str> = std::iter::once(&head).chain(&parts).map(String::as_str).collect();
    repo.keep(NAME, &about(folder), &text);
}

/// What a build is of: its folder, as the register sees it.
fn about(folder: &Path) -> String {
    format!("{VERSION} {}", folder.display().to_string().replace('\n', " "))
}

/// What tells one list of files from another.
fn of_list(bytes: &[u8]) -> String {
    hexadecimal(&sum([bytes]))
}

/// One line of what was kept.
fn entry(line: &str) -> Option<File> {
    let mut parts = line.splitn(4, ' ');
    let print = match parts.next()? {
        NONE => None,
        print => Some(from_hexadecimal(print)?),
    };
    let length = parts.next()?.parse().ok()?;
    let time = parts.next()?.parse().ok()?;
    Some(File {
        print,
        stamp: Stamp { length, time },
        path: parts.next()?.to_owned(),
    })
}
