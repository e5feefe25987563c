//! The part of a register that a new record touches: the records it names, those they name, and views of the same
//! change. Reading only these keeps `add` quick in a register of any size.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::disk::Shelf;
use crate::record::{Kind, RecordId, tombstone};
use crate::register::{Key, Register};
use crate::source::{Source, Sources};
use crate::value::fold;

/// Files read so far, and the shelf the others stand on.
pub(super) struct Neighbours<'s> {
    shelf: &'s Shelf,
    /// Where each record is filed, by kind and id.
    places: FxHashMap<(&'s str, &'s str), &'s str>,
    read: BTreeSet<&'s str>,
    sources: Sources,
}

impl<'s> Neighbours<'s> {
    /// Reads the records with these ids and all that they lead to, and where a new view is about a change, the
    /// other views of it; with them the records that hold the words of `alike`, which may be what is recorded anew.
    pub(super) fn of(
        shelf: &'s Shelf,
        named: &[(Kind, &str)],
        change: Option<&str>,
        alike: Option<(Kind, Vec<String>)>,
    ) -> Self {
        let places = shelf
            .paths()
            .filter_map(|path| Some((place(path)?, path)))
            .collect();
        let always = |path: &&str| path.starts_with("records/pages/") || *path == "records/register.yaml";
        let mut neighbours = Self {
            shelf,
            places,
            read: BTreeSet::new(),
            sources: Sources::default(),
        };
        let mut first: BTreeSet<&str> = shelf.paths().filter(always).collect();
        first.extend(
            named
                .iter()
                .filter_map(|(kind, id)| neighbours.places.get(&(kind.folder(), *id))),
        );
        let views = change.map(|change| views_of(shelf, change)).unwrap_or_default();
        first.extend(shelf.paths().filter(|path| views.contains(*path)));
        let alike = alike_to(shelf, alike);
        first.extend(shelf.paths().filter(|path| alike.contains(*path)));
        neighbours.follow(first);
        neighbours
    }

    /// What has been read.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether there is a record of this name, read or not.
    pub(super) fn holds(&self, kind: Kind, id: &RecordId) -> bool {
        self.places.contains_key(&(kind.folder(), id.as_str()))
    }

    /// Whether the file of this name is the tombstone of a record that was withdrawn.
    pub(super) fn was_withdrawn(&self, kind: Kind, id: &RecordId) -> bool {
        let path = self.places.get(&(kind.folder(), id.as_str()));
        let found = path.map_or_else(Vec::new, |path| self.shelf.take(|other| other == *path));
        let field = format!("{}:", tombstone::FIELD);
        found
            .iter()
            .any(|source| source.text.lines().any(|line| line.starts_with(&field)))
    }

    /// The record that had this id before. Only files that speak of such ids are read as records.
    pub(super) fn renamed(&self, kind: Kind, id: &RecordId) -> Option<RecordId> {
        let folder = format!("records/{}/", kind.folder());
        let mut found = self.shelf.take(|path| path.starts_with(&folder));
        found.retain(|source| source.text.contains("aliases") && source.text.contains(id.as_str()));
        Register::former(&Sources::new(found)).remove(&(kind, id.clone()))
    }

    /// Adds a new file, and reads all that it leads to.
    pub(super) fn add(&mut self, new: &Source) {
        self.sources = std::mem::take(&mut self.sources).with(vec![new.clone()]);
        let wanted = self.missing(&Register::named(&self.sources));
        self.follow(wanted);
    }

    /// The whole register, which messages need to say what was probably meant, or what it is called now.
    pub(super) fn with_all(&self, new: &Source) -> Sources {
        self.shelf.read(|_| true).with(vec![new.clone()])
    }

    /// Reads what is wanted, then what that names, until nothing is missing.
    fn follow(&mut self, mut wanted: BTreeSet<&'s str>) {
        while !wanted.is_empty() {
            let found = self.shelf.take(|path| wanted.contains(path));
            self.read.extend(&wanted);
            self.sources = std::mem::take(&mut self.sources).with(found);
            wanted = self.missing(&Register::named(&self.sources));
        }
    }

    /// The files of these records that have not been read.
    fn missing(&self, named: &BTreeSet<Key>) -> BTreeSet<&'s str> {
        let places = named
            .iter()
            .filter_map(|(kind, id)| self.places.get(&(kind.folder(), id.as_str())));
        places.copied().filter(|path| !self.read.contains(path)).collect()
    }
}

/// The kind's folder and the id that a path stands for.
fn place(path: &str) -> Option<(&str, &str)> {
    let below = path.strip_prefix("records/")?;
    let (folder, rest) = below.split_once('/')?;
    let file = rest.rsplit('/').next()?;
    Some((folder, file.strip_suffix(".yaml")?))
}

/// The determinations that name a change: a new view must not stand beside an old one unsaid.
fn views_of(shelf: &Shelf, change: &str) -> BTreeSet<String> {
    let views = shelf.take(|path| path.starts_with("records/determinations/"));
    views
        .into_iter()
        .filter(|source| source.text.contains(change))
        .map(|source| source.path)
        .collect()
}

/// The records of a kind that hold all of these words, somewhere: what they say of themselves is for the check to compare.
fn alike_to(shelf: &Shelf, alike: Option<(Kind, Vec<String>)>) -> BTreeSet<String> {
    let Some((kind, words)) = alike else {
        return BTreeSet::new();
    };
    let folder = format!("records/{}/", kind.folder());
    let holds = |source: &Source| {
        let text = fold(&source.text);
        words.iter().all(|word| text.contains(word))
    };
    let found = shelf.take(|path| path.starts_with(&folder)).into_iter();
    found.filter(holds).map(|source| source.path).collect()
}
