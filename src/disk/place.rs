//! What stands where a file of a site goes: nothing, the same file, a former one of ours, or somebody else's.
#![expect(clippy::disallowed_methods, reason = "this is the edge that reads files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::look;
use super::manifest::{self, Sums};
use super::stamp::{Stamp, stamp_from};
use super::work::failed;
use crate::failure::Failure;

/// What stands where a file of the site goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing, or what goes before the file comes.
    Free,
    /// The very bytes, in a file as this stamp tells it.
    Same(Option<Stamp>),
    /// A file of the former site.
    Ours,
    /// What no build made.
    Foreign,
    /// A link.
    Link,
}

/// The folders of the site that are none yet, or are something else.
pub(super) fn blocked(dir: &Path, paths: &[&str], old: &Sums) -> Result<BTreeMap<String, Place>, Failure> {
    // Most folders hold many files: each is looked at once. Parents come before children in the order.
    let mut blocked: BTreeMap<String, Place> = BTreeMap::new();
    for folder in manifest::folders(paths.iter().copied()) {
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
        blocked.insert(folder.to_owned(), place);
    }
    Ok(blocked)
}

/// What stands where a file of these bytes goes. `old` are the files of the former site.
pub(super) fn compare(dir: &Path, path: &str, bytes: &[u8], old: &Sums) -> Result<Place, Failure> {
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
        return Ok(Place::Same(stamp_from(&about)));
    }
    Ok(if old.contains_key(path) {
        Place::Ours
    } else {
        Place::Foreign
    })
}
