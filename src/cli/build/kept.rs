//! Which files of a site need not be made again: those made from the same as last time and untouched since.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::disk::{self, Stamp, Sums};
use crate::git::Repo;
use crate::site::{Fingerprint, PagePath};
use crate::value::hexadecimal;

/// Under which name the last build is kept.
const NAME: &str = "pages";

/// Raised whenever the form of what is kept changes.
const VERSION: &str = "2";

/// The files of the former build that are as this build would make them, with their sums.
pub(super) fn unchanged(repo: &Repo, folder: &Path, prints: &BTreeMap<PagePath, Fingerprint>) -> Sums {
    let mut sums = disk::manifest(folder);
    let Some(text) = repo.kept(NAME, &about(folder, &sums)) else {
        return Sums::new();
    };
    let known: Vec<(&str, Stamp)> = text.lines().filter_map(|line| entry(line, prints)).collect();
    let paths: Vec<&str> = known.iter().map(|(path, _)| *path).collect();
    let now = disk::stamps(folder, &paths);
    let same = known
        .into_iter()
        .zip(now)
        .filter(|((_, then), now)| Some(*then) == *now);
    same.filter_map(|((path, _), _)| sums.remove_entry(path))
        .collect()
}

/// Keeps what every file was made from and how it was left.
pub(super) fn keep(repo: &Repo, folder: &Path, prints: &BTreeMap<PagePath, Fingerprint>) {
    let paths: Vec<&str> = prints.keys().map(PagePath::as_str).collect();
    let mut text = String::with_capacity(paths.len() * 100);
    for ((path, print), stamp) in prints.iter().zip(disk::stamps(folder, &paths)) {
        if let Some(stamp) = stamp {
            let print = hexadecimal(print);
            let _ = writeln!(text, "{print} {} {} {}", stamp.length, stamp.time, path.as_str());
        }
    }
    repo.keep(NAME, &about(folder, &disk::manifest(folder)), &text);
}

/// What a build is of: its folder, as the register sees it, and the sums it left there. A build that was cut off
/// leaves the sums of pages that it never came to write, and nothing kept before goes with those.
fn about(folder: &Path, sums: &Sums) -> String {
    let mut sum = Sha256::new();
    for (path, of) in sums {
        for part in [path, of] {
            sum.update(part);
            sum.update([0]);
        }
    }
    let sum = hexadecimal(&sum.finalize());
    format!(
        "{VERSION} {sum} {}",
        folder.display().to_string().replace('\n', " ")
    )
}

/// One line of what was kept, if the file would be made from the same now.
fn entry<'t>(line: &'t str, prints: &BTreeMap<PagePath, Fingerprint>) -> Option<(&'t str, Stamp)> {
    let mut parts = line.splitn(4, ' ');
    let print = parts.next()?;
    let length = parts.next()?.parse().ok()?;
    let time = parts.next()?.parse().ok()?;
    let path = parts.next()?;
    let now = prints.get(path)?;
    let same = print.len() == 32
        && now.iter().enumerate().all(|(at, byte)| {
            print
                .get(2 * at..2 * at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                == Some(*byte)
        });
    same.then_some((path, Stamp { length, time }))
}
