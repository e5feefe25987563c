//! Which file is what, and which file of one version is which of another.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;
use super::three::Three;
use crate::record::{Kind, RecordId};
use crate::register;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// What the register is.
    Settings,
    /// A record.
    Record(Kind),
    /// Provisions of the register's own.
    Law,
    /// Anything else: pages, templates, pictures.
    Plain,
}

impl Sort {
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Record(kind) => Some(kind),
            _ => None,
        }
    }
}

/// A kind and an id.
pub(super) type Key = (Kind, String);

/// What is the same file in all versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// A record, wherever its file lies below the folder of its kind.
    Record(Key),
    /// A file by its path.
    Path(String),
}

/// A file in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// What a path names: its sort and, for a record, its id.
pub(super) fn sort(prefix: &str, path: &str) -> (Sort, Option<String>) {
    let Some(inner) = path.strip_prefix(prefix) else {
        return (Sort::Plain, None);
    };
    if inner == "records/register.yaml" {
        return (Sort::Settings, None);
    }
    if register::is_law(inner) {
        return (Sort::Law, None);
    }
    let record = inner.strip_prefix("records/").and_then(|below| {
        let (folder, rest) = below.split_once('/')?;
        let stem = rest.rsplit('/').next()?.strip_suffix(".yaml")?;
        let kind = Kind::from_folder(folder)?;
        RecordId::new(stem).ok()?;
        Some((kind, stem.to_owned()))
    });
    match record {
        Some((kind, id)) => (Sort::Record(kind), Some(id)),
        None => (Sort::Plain, None),
    }
}

/// The record that a path names.
pub(super) fn key(prefix: &str, path: &str) -> Option<Key> {
    match sort(prefix, path) {
        (Sort::Record(kind), Some(id)) => Some((kind, id)),
        _ => None,
    }
}

/// Every file with its other versions, by what it is called. Where one version has an id twice, its files go by their paths.
pub(super) fn paired(prefix: &str, sides: Three<&Files>) -> BTreeMap<Name, (Sort, Three<Option<File>>)> {
    let mut twice: BTreeSet<Key> = BTreeSet::new();
    for files in sides.each() {
        let mut seen = BTreeSet::new();
        for key in files.keys().filter_map(|path| key(prefix, path)) {
            if !seen.insert(key.clone()) {
                twice.insert(key);
            }
        }
    }
    let mut found: BTreeMap<Name, (Sort, Three<Option<File>>)> = BTreeMap::new();
    let mut add = |files: &Files, place: fn(&mut Three<Option<File>>) -> &mut Option<File>| {
        for (path, bytes) in files {
            let (sort, _) = sort(prefix, path);
            let name = match key(prefix, path).filter(|key| !twice.contains(key)) {
                Some(key) => Name::Record(key),
                None => Name::Path(path.clone()),
            };
            let file = File {
                path: path.clone(),
                bytes: bytes.clone(),
            };
            let entry = found.entry(name).or_insert_with(|| (sort, Three::default()));
            *place(&mut entry.1) = Some(file);
        }
    };
    add(sides.base, |three| &mut three.base);
    add(sides.ours, |three| &mut three.ours);
    add(sides.theirs, |three| &mut three.theirs);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_the_same_wherever_its_file_lies() {
        let files = |paths: &[&str]| -> Files {
            paths
                .iter()
                .map(|path| ((*path).to_owned(), Vec::new()))
                .collect()
        };
        let base = files(&["reg/records/changes/2025/a.yaml", "records/changes/a.yaml"]);
        let ours = files(&["reg/records/changes/2026/a.yaml", "reg/records/pages/a.md"]);
        let theirs = files(&["reg/records/duties/a.yaml", "reg/records/duties/2026/a.yaml"]);
        let three = Three {
            base: &base,
            ours: &ours,
            theirs: &theirs,
        };
        let found = paired("reg/", three);
        let (sort, a) = &found[&Name::Record((Kind::Change, "a".to_owned()))];
        assert_eq!(*sort, Sort::Record(Kind::Change));
        assert!(a.base.is_some() && a.ours.is_some() && a.theirs.is_none());
        let others: Vec<&Name> = found
            .keys()
            .filter(|name| matches!(name, Name::Path(_)))
            .collect();
        assert_eq!(others.len(), 4, "{others:?}");
    }
}
