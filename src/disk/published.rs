//! The files of a published folder, whoever put them there, with their sums.
#![expect(clippy::disallowed_methods, reason = "this is the edge that reads folders")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::audit::pages::{Held, Rebuilt};
use crate::disk::manifest;
use crate::failure::{Exit, Failure};
use crate::value::hexadecimal;

/// How many folders deep a published folder is looked at.
const DEPTH: usize = 32;

/// What `init` writes to `site/.gitignore`, so that a site is not kept in the Git of its register.
pub const NOT_KEPT: &str = "# What `scrutiny build` writes is not kept in Git.\n*\n!.gitignore\n";

/// Every file below a folder by its path, with its sum; links and what else is no file are told, not followed. A folder `.git` at
/// the top, as in a branch that a host publishes, is no part of what is published, and nor is the file that [`NOT_KEPT`] is in.
///
/// # Errors
///
/// [`Exit::NotFound`] where there is no such folder, [`Exit::Failed`] where something in it cannot be read.
pub fn published(dir: &Path) -> Result<BTreeMap<String, Held>, Failure> {
    if !dir.is_dir() {
        let what = format!("there is no folder {}", dir.display());
        return Err(Failure::with(Exit::NotFound, what).cure("name the folder of a published site"));
    }
    let mut files = Vec::new();
    let mut held = BTreeMap::new();
    enter(dir, "", 0, &mut files, &mut held)?;
    let sums = files.into_par_iter().map(|(path, place)| {
        let bytes = super::load(&place)?.unwrap_or_default();
        Ok((path, Held::Sum(hexadecimal(&manifest::sum(&bytes)))))
    });
    held.extend(sums.collect::<Result<Vec<_>, Failure>>()?);
    Ok(held)
}

/// Whether a file holds what `init` writes, and nothing else.
fn is_not_kept(file: &Path) -> bool {
    fs::read(file).is_ok_and(|bytes| bytes == NOT_KEPT.as_bytes())
}

fn enter(
    folder: &Path,
    path: &str,
    depth: usize,
    files: &mut Vec<(String, PathBuf)>,
    held: &mut BTreeMap<String, Held>,
) -> Result<(), Failure> {
    let failed = |error| Failure::new(format!("{} could not be read", folder.display())).because(error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if depth == 0 && (name == ".git" || name == ".gitignore" && is_not_kept(&entry.path())) {
            continue;
        }
        let path = if path.is_empty() {
            name
        } else {
            format!("{path}/{name}")
        };
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_symlink() {
            held.insert(path, Held::Other("a link"));
        } else if kind.is_dir() && depth < DEPTH {
            enter(&entry.path(), &path, depth + 1, files, held)?;
        } else if kind.is_file() {
            files.push((path, entry.path()));
        } else {
            held.insert(path, Held::Other("something else"));
        }
    }
    Ok(())
}

/// The bytes of a file of a published folder, to show where it differs; none where it cannot be read.
pub fn published_file(dir: &Path, path: &str) -> Option<Vec<u8>> {
    super::load(&super::inside(dir, path).ok()?).ok()?
}

/// What a made site's files come to: their sums, and the list of them.
pub fn rebuilt(files: &BTreeMap<String, Vec<u8>>) -> Rebuilt {
    let sums = manifest::sums(files);
    let manifest = manifest::text(&manifest::by_path(&sums));
    let sums = sums.into_iter().map(|(path, sum)| (path, hexadecimal(&sum)));
    Rebuilt {
        sums: sums.collect(),
        manifest,
    }
}
