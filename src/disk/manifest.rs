//! The list of a site's files with their SHA-256 sums, in the form `sha256sum -c` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::site::MANIFEST;
use crate::value::{from_hexadecimal, push_hexadecimal};

/// The SHA-256 sum of a file.
pub type Sum = [u8; 32];

/// Each file's sum, by its path.
pub type Sums = BTreeMap<String, Sum>;

/// The sums of a site's files.
pub(crate) fn sums(output: &BTreeMap<String, Vec<u8>>) -> Sums {
    let list: Vec<_> = output.iter().collect();
    list.into_par_iter()
        .map(|(path, bytes)| (path.clone(), sum(bytes)))
        .collect()
}

/// The sum of one file.
pub(super) fn sum(bytes: &[u8]) -> Sum {
    Sha256::digest(bytes).into()
}

/// The list that a folder holds, as it stands there; none where there is none that can be read.
pub(crate) fn manifest_bytes(dir: &Path) -> Option<Vec<u8>> {
    super::load(&dir.join(MANIFEST)).ok().flatten()
}

/// What a list says, whoever wrote it.
pub(crate) fn sums_of(list: &[u8]) -> Sums {
    parse(list)
}

/// The list as text. The sums are in order of path.
pub(super) fn text(sums: &[(&str, &Sum)]) -> String {
    let parts = sums.par_chunks(2_000).map(|sums| {
        let mut text = String::with_capacity(sums.len() * 120);
        for (path, sum) in sums {
            push_hexadecimal(&mut text, *sum);
            text.push_str("  ");
            text.push_str(path);
            text.push('\n');
        }
        text
    });
    parts.collect::<Vec<String>>().concat()
}

/// Sums as the list has them.
pub(super) fn by_path(sums: &Sums) -> Vec<(&str, &Sum)> {
    sums.iter().map(|(path, sum)| (path.as_str(), sum)).collect()
}

/// The paths in such a list.
pub(crate) fn paths_of(list: &[u8]) -> Vec<&str> {
    let lines = list.par_split(|byte| *byte == b'\n');
    lines.filter_map(|line| Some(entry(line)?.1)).collect()
}

/// Reads a list that an earlier build, or somebody else, left behind: lines that are not a sum and a path below
/// the site are passed over, so that the list cannot lead out of it.
pub(super) fn parse(bytes: &[u8]) -> Sums {
    let lines = bytes.par_split(|byte| *byte == b'\n');
    let entries = lines.filter_map(entry).map(|(sum, path)| (path.to_owned(), sum));
    // In one piece first: a map is made most cheaply of a sorted list.
    let entries: Vec<(String, Sum)> = entries.collect();
    entries.into_iter().collect()
}

fn entry(line: &[u8]) -> Option<(Sum, &str)> {
    let (sum, path) = std::str::from_utf8(line).ok()?.split_once("  ")?;
    let is_ours = super::is_below(path) && path != MANIFEST;
    Some((from_hexadecimal(sum)?, path)).filter(|_| is_ours)
}

/// Every folder that holds one of the paths, directly or not.
pub(super) fn folders<'p>(paths: impl Iterator<Item = &'p str>) -> BTreeSet<&'p str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            rest = folder;
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn a_hostile_list_names_nothing_outside_the_site() {
        let sum = "0".repeat(64);
        let mut list = String::new();
        for path in [
            "/etc/passwd",
            "../up",
            "a/../../up",
            "a\\b",
            "C:x",
            "",
            "a//b",
            "./a",
            ".git/config",
            MANIFEST,
        ] {
            writeln!(list, "{sum}  {path}").unwrap();
        }
        writeln!(list, "short  x\n{sum}  good/page.html").unwrap();
        let parsed = parse(list.as_bytes());
        assert_eq!(parsed.keys().collect::<Vec<_>>(), ["good/page.html"]);
    }

    #[test]
    fn a_list_reads_back_as_written() {
        let output = BTreeMap::from([("a/b".to_owned(), b"x".to_vec()), ("c".to_owned(), vec![])]);
        let sums = sums(&output);
        assert_eq!(parse(text(&by_path(&sums)).as_bytes()), sums);
        assert_eq!(sums["c"][..4], [0xe3, 0xb0, 0xc4, 0x42]);
        assert_eq!(
            folders(sums.keys().map(String::as_str))
                .into_iter()
                .collect::<Vec<_>>(),
            ["a"]
        );
    }
}
