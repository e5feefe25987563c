//! What differs between two states of a register, file by file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{Between, between, compare};
use crate::source::{Source, Sources, same_lines};

/// A record or another file that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// What it is called: `changes/ward-move`, `register`, or the path of a file that is no record.
    pub name: String,
    /// Its path now; where it is gone, its last.
    pub path: String,
    /// What it was called before, where it was renamed.
    pub former: Option<String>,
    /// What happened to it; none for a file that is no record, of which only that it differs is told.
    pub between: Option<Between>,
    /// Whether it is there before, and after.
    pub there: (bool, bool),
}

/// What differs between the files of two states, in order of name.
pub fn registers(old: &Sources, new: &Sources) -> Vec<Differs> {
    let (old, new) = (by_name(old), by_name(new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut found: Vec<Differs> = names
        .into_iter()
        .filter_map(|name| differs(name, old.get(name).copied(), new.get(name).copied()))
        .collect();
    rename(&mut found);
    found
}

fn by_name(sources: &Sources) -> BTreeMap<String, &Source> {
    sources
        .iter()
        .map(|(_, source)| (name(&source.path), source))
        .collect()
}

/// What a file is called.
fn name(path: &str) -> String {
    let record = path
        .strip_prefix("records/")
        .and_then(|below| below.strip_suffix(".yaml"));
    match record.map(|below| (below, below.split_once('/'))) {
        Some((_, Some((kind, rest)))) => {
            format!("{kind}/{}", rest.rsplit('/').next().unwrap_or(rest))
        }
        Some((below, None)) => below.to_owned(),
        None => path.to_owned(),
    }
}

fn differs(name: &str, old: Option<&Source>, new: Option<&Source>) -> Option<Differs> {
    let is_record = |source: &Source| source.path.ends_with(".yaml");
    let same =
        |a: &Source, b: &Source| same_lines(a.text.as_bytes(), b.text.as_bytes()) && a.refusal == b.refusal;
    if old.zip(new).is_some_and(|(old, new)| same(old, new)) {
        return None;
    }
    let source = new.or(old)?;
    let readable = |source: Option<&Source>| source.is_none_or(|source| source.refusal.is_none());
    let text = |source: Option<&'_ Source>| source.map(|source| source.text.clone().into_bytes());
    let between = is_record(source).then(|| match readable(old) && readable(new) {
        true => between(text(old).as_deref(), text(new).as_deref()),
        false => Between::Unreadable,
    });
    Some(Differs {
        name: name.to_owned(),
        path: source.path.clone(),
        former: None,
        between,
        there: (old.is_some(), new.is_some()),
    })
}

/// Joins a record that is gone with the new one of its kind that names its id as a former one.
fn rename(found: &mut Vec<Differs>) {
    let gone: BTreeMap<String, Json> = found
        .iter()
        .filter_map(|one| match &one.between {
            Some(Between::Removed(old)) => Some((one.name.clone(), old.clone())),
            _ => None,
        })
        .collect();
    let mut joined = BTreeSet::new();
    for one in found.iter_mut() {
        let Some(Between::Added(new)) = &one.between else {
            continue;
        };
        let folder = one.name.split_once('/').map_or("", |(folder, _)| folder);
        let ids = new.get("aliases").and_then(Json::as_array).into_iter().flatten();
        let mut names = ids.filter_map(Json::as_str).map(|id| format!("{folder}/{id}"));
        let Some((former, old)) = names.find_map(|name| gone.get_key_value(&name)) else {
            continue;
        };
        joined.insert(former.clone());
        one.former = Some(former.clone());
        one.between = Some(Between::Changed(compare(old, new)));
        one.there = (true, true);
    }
    found.retain(|one| !joined.contains(&one.name));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let files = files.iter();
        let files =
            files.map(|(path, text)| Source::from_bytes(format!("records/{path}"), text.as_bytes().to_vec()));
        Sources::new(files.collect())
    }

    #[test]
    fn states_are_compared_record_by_record() {
        let old = sources(&[
            ("bodies/same.yaml", "name: Same\n"),
            ("bodies/north.yaml", "name: North\n"),
            ("changes/2025/filed.yaml", "title: Filed\n"),
            ("changes/gone.yaml", "title: Gone\n"),
            ("duties/old.yaml", "title: Old\n"),
            ("pages/about.md", "# About\n"),
            ("register.yaml", "name: Register\n"),
        ]);
        let new = sources(&[
            ("bodies/same.yaml", "name: Same\n"),
            ("bodies/south.yaml", "name: South\naliases: [north]\n"),
            ("changes/2026/filed.yaml", "title: Filed\n"),
            (
                "changes/gone.yaml",
                "withdrawn: {date: 2026-03-01, reason: Twice.}\n",
            ),
            ("duties/new.yaml", "title: New\n"),
            ("pages/about.md", "# About us\n"),
            ("register.yaml", "name: Another\n"),
        ]);
        let found = registers(&old, &new);
        let told: Vec<(&str, Option<&str>, Option<&str>)> = found
            .iter()
            .map(|one| {
                let word = one.between.as_ref().map(Between::word);
                (one.name.as_str(), one.former.as_deref(), word)
            })
            .collect();
        assert_eq!(
            told,
            [
                ("bodies/south", Some("bodies/north"), Some("changed")),
                ("changes/gone", None, Some("withdrawn")),
                ("duties/new", None, Some("added")),
                ("duties/old", None, Some("removed")),
                ("records/pages/about.md", None, None),
                ("register", None, Some("changed")),
            ]
        );
        assert_eq!(registers(&new, &new), []);
    }
}
