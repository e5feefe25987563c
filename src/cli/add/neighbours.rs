//! The part of a register that a new record touches: the records it names, those they name, and views of the same
//! change. Reading only these keeps `add` quick in a register of any size.

use std::collections::BTreeSet;

use crate::disk::Shelf;
use crate::record::Kind;
use crate::register::Register;
use crate::source::{Source, SourceId, Sources};

/// Files read so far, and the shelf the others stand on.
pub(super) struct Neighbours {
    shelf: Shelf,
    read: BTreeSet<String>,
    sources: Sources,
}

impl Neighbours {
    /// Reads the records with these ids and all that they lead to.
    pub(super) fn of(shelf: Shelf, named: &[(Kind, &str)]) -> Self {
        let files: BTreeSet<String> = named
            .iter()
            .map(|(kind, id)| format!("records/{}/ {id}.yaml", kind.folder()))
            .collect();
        let is_named = |path: &str| {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let kind = folder.split('/').nth(1).unwrap_or("");
            files.contains(&format!("records/{kind}/ {file}"))
        };
        let changes: Vec<&str> = named
            .iter()
            .filter(|(kind, _)| *kind == Kind::Change)
            .map(|(_, id)| *id)
            .collect();
        let views = views_of(&shelf, &changes);
        let first = |path: &str| path.starts_with("records/pages/") || is_named(path) || views.contains(path);
        let sources = shelf.read(first);
        let read = sources
            .iter()
            .map(|(_, source)| &source.path)
            .filter(|path| first(path))
            .cloned()
            .collect();
        let mut neighbours = Self { shelf, read, sources };
        neighbours.follow(Register::wanted(&neighbours.sources));
        neighbours
    }

    /// What has been read; the rest is listed by name.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The same with a new file, and all that it leads to.
    pub(super) fn with(mut self, new: Source) -> Sources {
        let with_new = self.sources.clone().with(vec![new.clone()]);
        let wanted: Vec<String> = Register::wanted(&with_new)
            .into_iter()
            .map(|id| with_new.get(id).path.clone())
            .collect();
        let own = |path: &String| {
            self.sources
                .iter()
                .find(|(_, source)| source.path == *path)
                .map(|(id, _)| id)
        };
        self.follow(wanted.iter().filter_map(own).collect());
        self.sources.with(vec![new])
    }

    /// Reads what is wanted, then what that wants, until nothing is.
    fn follow(&mut self, mut wanted: Vec<SourceId>) {
        while !wanted.is_empty() {
            self.read
                .extend(wanted.iter().map(|id| self.sources.get(*id).path.clone()));
            self.sources = self.shelf.read(|path| self.read.contains(path));
            wanted = Register::wanted(&self.sources);
        }
    }
}

/// The determinations that name one of these changes: a new view must not stand beside an old one unsaid.
fn views_of(shelf: &Shelf, changes: &[&str]) -> BTreeSet<String> {
    if changes.is_empty() {
        return BTreeSet::new();
    }
    let views = shelf.read(|path| path.starts_with("records/determinations/"));
    let about = |source: &Source| changes.iter().any(|change| source.text.contains(change));
    views
        .iter()
        .filter(|(_, source)| about(source))
        .map(|(_, source)| source.path.clone())
        .collect()
}
