//! What files are called: names that another system takes for one, refuses, or writes otherwise; and names of second copies.

use std::collections::BTreeMap;

use super::surroundings::Family;
use super::{Finding, Surroundings, count, few};
use crate::portable::{self, Trouble};
use crate::source::Sources;

/// The longest path that every program on Windows can open.
const LONGEST: usize = 259;

/// How much of it a colleague's own folder may take.
const ROOM: usize = 80;

fn paths(seen: &Surroundings) -> Vec<&str> {
    let sources = seen.sources.iter().flat_map(Sources::iter);
    sources.map(|(_, source)| source.path.as_str()).collect()
}

/// Names that differ in capitals only, which are one file on Windows and macOS.
pub(super) fn clashes(seen: &Surroundings) -> Vec<Finding> {
    let mut same: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in paths(seen) {
        same.entry(path.to_lowercase()).or_default().push(path);
    }
    let clashing: Vec<String> = same
        .into_values()
        .filter(|paths| paths.len() > 1)
        .map(|paths| paths.join(" and "))
        .collect();
    if clashing.is_empty() {
        return Vec::new();
    }
    vec![Finding::wrong(
        "names",
        format!(
            "file names differ in capitals only, and are one file on Windows and macOS: {}",
            few(&clashing)
        ),
        "keep what is in one of them, and remove the other",
    )]
}

/// Names that not every system can hold.
pub(super) fn portable(seen: &Surroundings) -> Vec<Finding> {
    const TOPIC: &str = "names";
    let paths = paths(seen);
    let those = |is: &dyn Fn(&str) -> bool| -> Vec<String> {
        paths
            .iter()
            .filter(|path| is(path))
            .map(|path| (*path).to_owned())
            .collect()
    };
    let refused = those(&|path| path.split('/').any(is_refused_by_windows));
    let own = match seen.family {
        Family::Windows => seen.folder.path.chars().count() + 1,
        _ => ROOM,
    };
    let long = those(&|path| own + path.encode_utf16().count() > LONGEST);
    let apart = those(&|path| path.chars().any(is_mark));
    let mut found = Vec::new();
    if !refused.is_empty() {
        found.push(Finding::wrong(
            TOPIC,
            format!("Windows cannot hold {} with a name like this: {}", count(refused.len(), "file", "files"), few(&refused)),
            "give it another name: letters, digits and hyphens are safe everywhere (`scrutiny rename` for records)",
        ));
    }
    if !long.is_empty() {
        found.push(Finding::doubtful(
            TOPIC,
            format!("{} so long a path that not every program on Windows can open it: {}",
                if long.len() == 1 { "1 file has".to_owned() } else { format!("{} files have", long.len()) }, few(&long)),
            "keep the register nearer to the top of the disk, such as C:\\registers, or give records shorter ids (`scrutiny rename`)",
        ));
    }
    if !apart.is_empty() {
        found.push(Finding::doubtful(
            TOPIC,
            format!("accents are written apart from their letters in {}: {}; macOS and Windows may take them for other names",
                count(apart.len(), "name", "names"), few(&apart)),
            "type the name anew, or do without accents",
        ));
    }
    found
}

/// Second copies that a service or a file manager made.
pub(super) fn copies(seen: &Surroundings) -> Vec<Finding> {
    let found: Vec<String> = paths(seen)
        .into_iter()
        .filter(|path| is_copy(path.rsplit('/').next().unwrap_or(path)))
        .map(str::to_owned)
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    vec![Finding::wrong(
        "copies",
        format!(
            "there {} of a record, left by a service that synchronises folders or by a file manager: {}",
            if found.len() == 1 {
                "is a second copy".to_owned()
            } else {
                format!("are {} second copies", found.len())
            },
            few(&found)
        ),
        "compare it with the record, put what is missing into that, and remove the copy",
    )]
}

/// Whether a name is one of those that Windows keeps for itself, or cannot hold.
fn is_refused_by_windows(name: &str) -> bool {
    matches!(
        portable::trouble(name),
        Some(Trouble::Character(_) | Trouble::Device(_) | Trouble::End(_))
    )
}

/// An accent that stands behind its letter rather than being part of it.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Whether a file's name is one that a service or a file manager gives to a second copy.
pub(crate) fn is_copy(name: &str) -> bool {
    let small = name.to_lowercase();
    let stem = small.rsplit_once('.').map_or(small.as_str(), |(stem, _)| stem);
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|digit| digit.is_ascii_digit());
    // "x (1)", "x (conflicted copy 2026-03-01)", "x (Ann's conflicted copy)", "x (Case Conflict)"
    let in_brackets = stem.ends_with(')')
        && stem
            .rsplit_once(" (")
            .map(|(_, inside)| inside.trim_end_matches(')'))
            .is_some_and(|inside| is_number(inside) || inside.contains("conflict"));
    // OneDrive adds the name of the machine: "x-DESKTOP-AB12CD3", "x-LAPTOP-...". Ids have no capitals.
    let own = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let of_machine = ["-DESKTOP-", "-LAPTOP-", "-PC-"].iter().any(|mark| {
        own.split_once(mark).is_some_and(|(_, rest)| {
            !rest.is_empty()
                && rest
                    .chars()
                    .all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '-')
        })
    });
    in_brackets
        || of_machine
        || stem.contains(".sync-conflict-")
        || stem.starts_with("copy of ")
        || stem.ends_with(" - copy")
        || stem.ends_with(" copy")
        || small.ends_with(".orig")
}

#[cfg(test)]
mod tests {
    use super::super::State::{Doubtful, Wrong};
    use super::super::tests::told;
    use super::super::{Check, State, surroundings::Folder};
    use super::*;
    use crate::source::Source;

    fn states(check: Check, family: Family, paths: &[&str]) -> Vec<State> {
        let sources = paths.iter().map(|path| Source::from_bytes(*path, Vec::new()));
        let seen = Surroundings {
            family,
            folder: Folder {
                path: r"C:\registers".into(),
                ..Folder::default()
            },
            sources: Some(Sources::new(sources.collect())),
            ..Surroundings::default()
        };
        told(check, &seen).into_iter().map(|(state, _)| state).collect()
    }

    #[test]
    fn names_that_differ_in_capitals_clash() {
        let two = ["records/bodies/kent.yaml", "records/bodies/Kent.yaml"];
        assert_eq!(states(clashes, Family::Unix, &two), [Wrong]);
        assert_eq!(states(clashes, Family::Unix, &two[..1]), []);
    }

    #[test]
    fn windows_refuses_names_of_devices_dots_at_the_end_and_some_signs() {
        for name in [
            "con.yaml",
            "AUX",
            "com1.yaml",
            "lpt9.tar.gz",
            "x.",
            "x ",
            "a:b.yaml",
            "what?.yaml",
            "nul .yaml",
        ] {
            assert!(is_refused_by_windows(name), "{name}");
        }
        for name in [
            "contract.yaml",
            "com10.yaml",
            "auxiliary.yaml",
            ".gitignore",
            "a b.yaml",
        ] {
            assert!(!is_refused_by_windows(name), "{name}");
        }
        assert_eq!(
            states(portable, Family::Unix, &["records/bodies/con.yaml"]),
            [Wrong]
        );
    }

    #[test]
    fn a_path_is_too_long_with_the_folder_it_is_in() {
        let path = format!("records/changes/{}.yaml", "a".repeat(160));
        assert_eq!(states(portable, Family::Unix, &[&path]), [Doubtful]);
        assert_eq!(
            states(portable, Family::Windows, &[&path]),
            [],
            "here there is room"
        );
        let path = format!("records/changes/{}.yaml", "a".repeat(240));
        assert_eq!(states(portable, Family::Windows, &[&path]), [Doubtful]);
    }

    #[test]
    fn accents_apart_from_their_letters_are_doubtful() {
        assert_eq!(
            states(portable, Family::Unix, &["records/pages/cafe\u{301}.md"]),
            [Doubtful]
        );
        assert_eq!(
            states(portable, Family::Unix, &["records/pages/caf\u{e9}.md"]),
            []
        );
    }

    #[test]
    fn second_copies_are_known_by_their_names() {
        for name in [
            "kent-hosc (1).yaml",
            "kent-hosc (conflicted copy 2026-03-01).yaml",
            "kent-hosc (Ann's conflicted copy).yaml",
            "kent-hosc (Case Conflict).yaml",
            "kent-hosc-DESKTOP-AB12CD3.yaml",
            "kent-hosc-LAPTOP-9.yaml",
            "kent-hosc.sync-conflict-20260301-101010-ABCDEFG.yaml",
            "Copy of kent-hosc.yaml",
            "kent-hosc - Copy.yaml",
            "kent-hosc copy.yaml",
            "main (1)",
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in [
            "kent-hosc.yaml",
            "kent-hosc-2025-10-09-a.yaml",
            "new-desktop-service-2026.yaml",
            "conflict-of-interest.yaml",
            "copy-of-plan.yaml",
            "about.md",
        ] {
            assert!(!is_copy(name), "{name}");
        }
        assert_eq!(
            states(copies, Family::Unix, &["records/bodies/a (1).yaml"]),
            [Wrong]
        );
    }
}
