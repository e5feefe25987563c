//! What happens behind the program's back: to the files of the built site, and to what it keeps to save time.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::dice::Dice;
use super::place::Tree;

/// What the built site's list of files is called.
pub(crate) const LIST: &str = "MANIFEST.sha256";

/// Files in the folder of what is kept that are no such thing, but belong to a save at work.
const NOT_KEPT: [&str; 5] = ["lock", "hold", "journal", "index", "forms"];

/// Does something to a file of a built site, and says what. `files` are those of the site.
pub(crate) fn in_site(site: &Path, files: &Tree, dice: &mut Dice) -> String {
    let pages: Vec<&String> = files
        .keys()
        .filter(|path| *path != LIST && !path.ends_with('/'))
        .collect();
    let Some(path) = dice.pick(&pages) else {
        return "no site to do anything to".to_owned();
    };
    let place = site.join(path);
    if dice.chance(15)
        && let Some(folder) = place.parent().filter(|folder| *folder != site)
    {
        fs::remove_dir_all(folder).expect("a folder can be removed");
        return format!("the site's folder of {path} removed");
    }
    format!("the site's {path} {}", damage(&place, &files[*path], dice))
}

/// Does something to the list of a built site, and says what. `former` is a list that was right once.
pub(crate) fn in_list(site: &Path, files: &Tree, former: Option<&[u8]>, dice: &mut Dice) -> String {
    let place = site.join(LIST);
    let Some(bytes) = files.get(LIST) else {
        return "no list to do anything to".to_owned();
    };
    match (dice.below(3), former) {
        (0, Some(former)) => {
            fs::write(&place, former).expect("a file can be written");
            "an older list in the site".to_owned()
        }
        (1, _) => {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let out = dice.below(lines.len().max(1));
            let left = lines.iter().enumerate().filter(|(at, _)| *at != out);
            let left: Vec<u8> = left.flat_map(|(_, line)| line.iter().copied()).collect();
            fs::write(&place, left).expect("a file can be written");
            "a line out of the site's list".to_owned()
        }
        _ => format!("the site's list {}", damage(&place, bytes, dice)),
    }
}

/// Leaves behind what a build leaves that was ended in its midst.
pub(crate) fn left_over(site: &Path) {
    let work = site.join(".scrutiny-build");
    fs::create_dir_all(&work).expect("a folder can be made");
    for (name, text) in [("lock", ""), ("0.part", "half a page"), ("17.part", "")] {
        fs::write(work.join(name), text).expect("a file can be written");
    }
}

/// All that is kept.
pub(crate) fn kept(folder: &Path) -> Tree {
    let mut all = super::place::tree(folder);
    all.retain(|path, _| !NOT_KEPT.contains(&path.split('/').next().unwrap_or_default()));
    all
}

/// Does something to what is kept, and says what. `others` is what another register keeps, `older` what was kept once.
pub(crate) fn in_kept(folder: &Path, others: &Tree, older: Option<&Tree>, dice: &mut Dice) -> String {
    let all = kept(folder);
    if dice.chance(10) {
        let _ = fs::remove_dir_all(folder);
        return "all that is kept removed".to_owned();
    }
    if let Some(older) = older.filter(|_| dice.chance(15)) {
        for (path, bytes) in older.iter().filter(|(path, _)| !path.ends_with('/')) {
            put(&folder.join(path), bytes);
        }
        return "all that was kept once put back".to_owned();
    }
    let paths: Vec<&String> = all.keys().filter(|path| !path.ends_with('/')).collect();
    let Some(path) = dice.pick(&paths).copied() else {
        return "nothing kept to do anything to".to_owned();
    };
    let (place, own) = (folder.join(path), &all[path]);
    let older = older.and_then(|older| older.get(path));
    let what = match (dice.below(8), others.get(path), older) {
        (0, Some(others), _) => {
            put(&place, others);
            "taken from another register"
        }
        (1, Some(others), _) => {
            put(&place, &labelled(others, label(own)));
            "taken from another register, with our label and a sum that fits"
        }
        (2, _, Some(older)) => {
            put(&place, older);
            "as it was once"
        }
        (3, _, _) => {
            put(&place, &labelled(own, b"0 another version"));
            "of another version, with a sum that fits"
        }
        (4, _, _) => {
            let junk: Vec<u8> = (0..200).map(|_| dice.below(256) as u8).collect();
            put(&place, &junk);
            "unreadable"
        }
        (5, _, _) => {
            let _ = fs::remove_file(&place);
            fs::create_dir_all(&place).expect("a folder can be made");
            "a folder"
        }
        _ => damage(&place, own, dice),
    };
    format!("kept {path}: {what}")
}

/// Writes a file, whatever stands in its place.
fn put(place: &Path, bytes: &[u8]) {
    let _ = fs::remove_dir_all(place);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    fs::write(place, bytes).expect("a file can be written");
}

/// What a kept file says it is about: its first line after the sum.
fn label(kept: &[u8]) -> &[u8] {
    let text = kept.get(32..).unwrap_or_default();
    text.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// A kept file with another label, and the sum of that.
fn labelled(kept: &[u8], label_of: &[u8]) -> Vec<u8> {
    let rest = kept.get(32 + label(kept).len()..).unwrap_or_default();
    let text = [label_of, rest].concat();
    [Sha256::digest(&text).as_slice(), &text].concat()
}

/// Damages a file as accidents do, and says how.
fn damage(place: &Path, bytes: &[u8], dice: &mut Dice) -> &'static str {
    let write = |bytes: &[u8]| fs::write(place, bytes).expect("a file can be written");
    match dice.below(6) {
        0 => {
            fs::remove_file(place).expect("a file can be removed");
            "removed"
        }
        1 => {
            write(&[]);
            "emptied"
        }
        2 => {
            write(&bytes[..dice.below(bytes.len().max(1))]);
            "cut short"
        }
        3 => {
            write(&[bytes, b"more\n"].concat());
            "made longer"
        }
        4 => {
            write(bytes);
            "written anew as it was"
        }
        _ => {
            let mut bytes = bytes.to_vec();
            if !bytes.is_empty() {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(7);
            }
            write(&bytes);
            "with one byte changed"
        }
    }
}
