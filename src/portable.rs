//! Which paths every system can hold: the one rule for whatever is written, on Linux as much as on Windows.
//!
//! A register that is kept on one system is opened on others, so a path that only one of them can hold is a mistake
//! wherever it is made. Paths here lie below a folder and have `/` between their parts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

/// The longest name of a file or folder, in bytes: what Linux and macOS can hold.
pub const LONGEST_NAME: usize = 255;

/// The longest path below a register's folder or a site's, in the units that Windows counts. Windows holds 259 in all, so
/// about 90 are left for the way to the folder: `C:\Users\first.last\OneDrive - Northmere Borough Council\Register`.
pub const LONGEST_PATH: usize = 168;

/// Names that Windows keeps for devices, whatever follows after a full stop.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The length of the longest such name in bytes: `conout$`. No letter that is longer has a small form that is in one.
const LONGEST_DEVICE: usize = 7;

/// Why a path cannot be held everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is empty, or has an empty part, or one that leads elsewhere.
    NoName,
    /// It holds a character that Windows forbids.
    Character(char),
    /// A part is a name that Windows keeps for a device.
    Device(String),
    /// A part ends with a full stop or a space, which Windows drops.
    End(String),
    /// A part is longer than [`LONGEST_NAME`].
    LongName(String),
    /// It is longer than [`LONGEST_PATH`].
    LongPath(usize),
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => write!(out, "a part of it is empty or leads to another folder"),
            Self::Character(c) if c.is_control() => {
                write!(
                    out,
                    "it holds a character that cannot be seen, which Windows forbids in names"
                )
            }
            Self::Character(c) => write!(out, "it holds `{c}`, which Windows forbids in names"),
            Self::Device(name) => {
                write!(
                    out,
                    "Windows keeps the name `{name}` for a device and cannot store a file so called"
                )
            }
            Self::End(name) => write!(
                out,
                "`{name}` ends with a full stop or a space, which Windows drops"
            ),
            Self::LongName(name) => write!(out, "`{name}` is longer than {LONGEST_NAME} bytes"),
            Self::LongPath(length) => write!(
                out,
                "it is {length} letters long; more than {LONGEST_PATH} leave too little room for the folders above it on Windows"
            ),
        }
    }
}

/// Whether a name is one that Windows keeps for a device. Case does not count, nor does what follows a full stop, nor
/// do spaces before it.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if stem.len() > LONGEST_DEVICE {
        return false;
    }
    let stem = stem.to_lowercase();
    if DEVICES.contains(&stem.as_str()) || stem == "conin$" || stem == "conout$" {
        return true;
    }
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    // The raised figures are figures to Windows.
    number
        .is_some_and(|number| matches!(number, "¹" | "²" | "³") || matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// Why not every system can hold this path; none where all can.
pub fn trouble(path: &str) -> Option<Trouble> {
    if let Some(c) = path.chars().find(|c| c.is_control() || "<>:\"\\|?*".contains(*c)) {
        return Some(Trouble::Character(c));
    }
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") {
            return Some(Trouble::NoName);
        }
        if part.ends_with(['.', ' ']) {
            return Some(Trouble::End(part.to_owned()));
        }
        if is_device(part) {
            return Some(Trouble::Device(part.to_owned()));
        }
        if part.len() > LONGEST_NAME {
            return Some(Trouble::LongName(part.to_owned()));
        }
    }
    let length = path.encode_utf16().count();
    (length > LONGEST_PATH).then_some(Trouble::LongPath(length))
}

/// Two of the paths that are one and the same where capitals do not count; none where there are no such.
pub fn twins<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Option<(&'p str, &'p str)> {
    // Few paths have capitals, and without one there are no two. So only what differs from itself in small letters is
    // kept, and all others are sought in it.
    let mut shifted: BTreeMap<String, &str> = BTreeMap::new();
    for part in paths.clone().filter(|path| has_capitals(path)).flat_map(parts) {
        match shifted.entry(part.to_lowercase()) {
            Entry::Occupied(known) if *known.get() != part => return Some((*known.get(), part)),
            Entry::Vacant(place) if place.key() != part => drop(place.insert(part)),
            _ => {}
        }
    }
    let mut others = paths.filter(|_| !shifted.is_empty()).flat_map(parts);
    others.find_map(|part| Some((*shifted.get(part)?, part)))
}

/// Whether a path may differ from itself in small letters.
fn has_capitals(path: &str) -> bool {
    path.bytes()
        .any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
}

/// A path and the folders above it, which count too: `A/x` and `a/y` would share one.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices('/').map(|(at, _)| at);
    ends.chain([path.len()]).map(|at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_forbids_is_told_and_what_it_holds_is_not() {
        for path in [
            "records/bodies/a.yaml",
            "assets/Wappen von Köln 🏛.svg",
            "-a/'b'/console.txt",
            "auxiliary/com0/com10/lpt.txt/null",
            ".gitattributes",
        ] {
            assert_eq!(trouble(path), None, "{path}");
        }
        let device = |name: &str| Some(Trouble::Device(name.to_owned()));
        for name in [
            "con",
            "Con.html",
            "AUX",
            "nul.tar.gz",
            "COM1",
            "com¹.txt",
            "lpt9.yaml",
            "prn .txt",
            "CONIN$",
        ] {
            assert_eq!(trouble(&format!("records/{name}")), device(name), "{name}");
        }
        for (path, forbidden) in [
            ("a:b", ':'),
            ("a?", '?'),
            ("a\\b", '\\'),
            ("a\tb", '\t'),
            ("<a", '<'),
            ("a|b", '|'),
            ("a*", '*'),
            ("\"a\"", '"'),
        ] {
            assert_eq!(trouble(path), Some(Trouble::Character(forbidden)), "{path}");
        }
        for path in ["", "/a", "a//b", "a/", "../a", "a/./b"] {
            assert_eq!(trouble(path), Some(Trouble::NoName), "{path}");
        }
        assert_eq!(trouble("a. /b"), Some(Trouble::End("a. ".to_owned())));
        assert_eq!(trouble("a/b."), Some(Trouble::End("b.".to_owned())));
    }

    #[test]
    fn names_are_counted_in_bytes_and_paths_as_windows_does() {
        let path = |letters: usize| format!("{}/{}", "a".repeat(60), "b".repeat(letters - 61));
        assert_eq!(trouble(&path(LONGEST_PATH)), None);
        assert_eq!(
            trouble(&path(LONGEST_PATH + 1)),
            Some(Trouble::LongPath(LONGEST_PATH + 1))
        );
        // One letter here, four bytes, two units.
        let towers = "🏛".repeat(64);
        assert_eq!(trouble(&towers), Some(Trouble::LongName(towers.clone())));
        assert_eq!(trouble(&"🏛".repeat(63)), None);
    }

    #[test]
    fn paths_that_differ_in_capitals_alone_are_found_folders_too() {
        let cases: [(&[&str], _); 9] = [
            (&["a/x", "a/y", "b"], None),
            (&["A/x", "A/y", "A", "B/x"], None),
            (&["a/Logo.svg", "a/logo.svg"], Some(("a/Logo.svg", "a/logo.svg"))),
            // The one with capitals comes first, wherever it stands.
            (&["a/logo.svg", "a/Logo.svg"], Some(("a/Logo.svg", "a/logo.svg"))),
            (&["A/x", "a/y"], Some(("A", "a"))),
            (&["x", "b/y", "B"], Some(("B", "b"))),
            (&["Ab", "aB"], Some(("Ab", "aB"))),
            (&["ä", "Ä"], Some(("Ä", "ä"))),
            (&["ας", "ΑΣ"], Some(("ΑΣ", "ας"))),
        ];
        for (paths, found) in cases {
            assert_eq!(twins(paths.iter().copied()), found, "{paths:?}");
        }
    }
}
