//! The register: all records, read, linked and indexed; the same from a folder as from a commit.

pub mod codes;
mod hint;
mod link;
mod load;
mod nation;
mod ordered;
mod table;

pub(crate) use hint::meant as body_called;
pub(crate) use load::{key, meant};
pub use nation::{LeftOut, Nation, Part, Reason, Trust};
pub use table::{AnyEntry, Leaves, Table};

use std::collections::{BTreeMap, BTreeSet};

use ordered::Ordered;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostics;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::settings::Settings;
use crate::record::tombstone::Tombstone;
use crate::record::{Entry, Kind, Record, RecordId, Target};
use crate::source::{Source, SourceId, Sources, Span};
use crate::value::Status;

/// A kind and an id: what names a record among all records.
pub type Key = (Kind, RecordId);

/// A page of the register's own, written in Markdown: about, accessibility, glossary.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id: the stem of its file.
    pub id: RecordId,
    /// The file.
    pub source: SourceId,
    /// Its first heading.
    pub title: String,
    /// Its text without that heading.
    pub text: String,
    /// How many bytes of the file stand before `text`.
    pub offset: usize,
}

/// The pages that every register's site has, whether the register says anything on them or not: a file of this name in
/// `records/pages/` adds to the page.
pub const STANDING_PAGES: [&str; 2] = ["accessibility", "glossary"];

/// The file that says whose register it is, and how its site looks.
pub const SETTINGS: &str = "records/register.yaml";

/// The folder that holds a register's own provisions, each file an instrument.
pub const LAW_FOLDER: &str = "records/law/";

/// Whether a file holds provisions of the register's own; the law reads them, and not the register.
pub fn is_law(path: &str) -> bool {
    path.strip_prefix(LAW_FOLDER)
        .is_some_and(|rest| !rest.contains('/') && rest.ends_with(".yaml"))
}

/// All sound records with their links. A record that could not be read, or that leans on one, is not among them.
#[derive(Debug, Default)]
pub struct Register {
    /// What `records/register.yaml` says; none where that file is missing or unsound.
    pub settings: Option<Settings>,
    /// Councils, committees, NHS bodies and providers.
    pub bodies: Table<Body>,
    /// Service changes.
    pub changes: Table<Change>,
    /// Items of meetings.
    pub resolutions: Table<Resolution>,
    /// Views whether a change is substantial.
    pub determinations: Table<Determination>,
    /// Duties.
    pub duties: Table<Duty>,
    /// What was withdrawn: the tombstone of each, by the kind and the id that it keeps.
    withdrawn: BTreeMap<Key, Entry<Tombstone>>,
    /// The register's own pages.
    pub pages: BTreeMap<RecordId, Page>,
    /// For each record, those that name it, in order.
    links: FxHashMap<Key, Vec<Key>>,
    /// The ids that records had before, each with the id it has now.
    aliases: BTreeMap<Key, RecordId>,
    /// The ids of all files named like records, sound or not.
    files: Ordered<Key, SourceId>,
    /// Which registers its records are from, where it joins several.
    pub nation: Option<Box<Nation>>,
}

impl Register {
    /// Reads all sources and links them. What is wrong comes beside it, in no order yet.
    pub fn build(sources: &Sources) -> (Self, Diagnostics) {
        let mut problems = Diagnostics::new();
        let loaded = load::load(sources, &mut problems);
        let register = link::link(loaded, &mut problems);
        hint::hint(&register, sources, &mut problems);
        (register, problems)
    }

    /// Every record that the records in these files name, whether it is among them or not: what a command that
    /// reads a part of a register has to read next.
    pub fn named(sources: &Sources) -> BTreeSet<Key> {
        load::named(sources)
    }

    /// Where a record's file names records, and where it holds Markdown, in which more may be named.
    pub fn mentions(source: Source) -> (Vec<(Key, Span)>, Vec<Span>) {
        load::mentions(source)
    }

    /// The ids that the records in these files had before, with those they have now.
    pub fn former(sources: &Sources) -> BTreeMap<Key, RecordId> {
        link::former(&load::load(sources, &mut Diagnostics::new()))
    }

    /// The name of the register, or a plain word where it has none.
    pub fn name(&self) -> &str {
        self.settings
            .as_ref()
            .map_or("Register", |settings| &settings.name.value)
    }

    /// The address that the register is published at, without a slash at its end, where it knows it.
    pub fn address(&self) -> Option<&str> {
        let base = self.settings.as_ref()?.base_address.as_ref()?;
        Some(base.trim_end_matches('/'))
    }

    /// Whether the site has a page of this name in its folder of pages.
    pub fn has_page(&self, id: &RecordId) -> bool {
        STANDING_PAGES.contains(&id.as_str()) || self.pages.contains_key(id)
    }

    /// The register without drafts and without what leans on one: what may be published.
    #[must_use]
    pub fn published(mut self) -> Self {
        let drafts: BTreeSet<Key> = self
            .entries()
            .filter(|entry| entry.status == Status::Draft)
            .map(|entry| entry.key())
            .collect();
        if !drafts.is_empty() {
            link::set_aside(&mut self, drafts);
        }
        self
    }

    /// Every sound record, kind by kind, in order of id.
    pub fn entries(&self) -> impl Iterator<Item = AnyEntry<'_>> {
        let bodies = self.bodies.iter().map(AnyEntry::new);
        let changes = self.changes.iter().map(AnyEntry::new);
        let resolutions = self.resolutions.iter().map(AnyEntry::new);
        let determinations = self.determinations.iter().map(AnyEntry::new);
        let duties = self.duties.iter().map(AnyEntry::new);
        bodies
            .chain(changes)
            .chain(resolutions)
            .chain(determinations)
            .chain(duties)
    }

    /// One sound record.
    pub fn entry(&self, kind: Kind, id: &RecordId) -> Option<AnyEntry<'_>> {
        match kind {
            Kind::Body => self.bodies.get(id).map(AnyEntry::new),
            Kind::Change => self.changes.get(id).map(AnyEntry::new),
            Kind::Resolution => self.resolutions.get(id).map(AnyEntry::new),
            Kind::Determination => self.determinations.get(id).map(AnyEntry::new),
            Kind::Duty => self.duties.get(id).map(AnyEntry::new),
        }
    }

    /// The tombstone of a record that was withdrawn.
    pub fn withdrawal(&self, kind: Kind, id: &RecordId) -> Option<&Entry<Tombstone>> {
        self.withdrawn.get(&(kind, id.clone()))
    }

    /// Every tombstone, kind by kind, in order of id.
    pub fn withdrawn(&self) -> impl ExactSizeIterator<Item = (&Key, &Entry<Tombstone>)> {
        self.withdrawn.iter()
    }

    /// The id that a record has now, by one that it had before.
    pub fn renamed(&self, kind: Kind, id: &RecordId) -> Option<&RecordId> {
        self.aliases.get(&(kind, id.clone()))
    }

    /// Every id that a record had before, with the one it has now.
    pub fn aliases(&self) -> impl Iterator<Item = (&Key, &RecordId)> {
        self.aliases.iter()
    }

    /// The file of a record, sound or not.
    pub fn file(&self, kind: Kind, id: &RecordId) -> Option<SourceId> {
        self.files.get(&(kind, id.clone())).copied()
    }

    /// Every file named like a record, sound or not.
    pub fn files(&self) -> impl Iterator<Item = (&Key, SourceId)> {
        self.files.iter().map(|(key, source)| (key, *source))
    }

    /// The records that name a record, kind by kind, in order of id.
    pub fn holders(&self, kind: Kind, id: &RecordId) -> impl Iterator<Item = AnyEntry<'_>> {
        let holders = self.links.get(&(kind, id.clone())).into_iter().flatten();
        holders.filter_map(|(kind, id)| self.entry(*kind, id))
    }

    /// Whether one record names another.
    pub fn names(&self, holder: &Key, named: &Key) -> bool {
        self.links
            .get(named)
            .is_some_and(|holders| holders.binary_search(holder).is_ok())
    }

    /// The records of one kind that name a record, in order of id.
    pub fn naming<'r, T: Record>(
        &'r self,
        kind: Kind,
        id: &RecordId,
        table: &'r Table<T>,
    ) -> impl Iterator<Item = &'r Entry<T>> {
        let holders = self.links.get(&(kind, id.clone()));
        holders
            .into_iter()
            .flatten()
            .filter(|(holder, _)| *holder == <T as Target>::KIND)
            .filter_map(|(_, id)| table.get(id))
    }

    /// The determinations about a change, in order of date.
    pub fn determinations_of(&self, change: &RecordId) -> Vec<&Entry<Determination>> {
        let mut found: Vec<_> = self.naming(Kind::Change, change, &self.determinations).collect();
        found.sort_by_key(|entry| entry.body.date.value);
        found
    }

    /// The resolutions about a change, in order of meeting.
    pub fn resolutions_of(&self, change: &RecordId) -> Vec<&Entry<Resolution>> {
        let mut found: Vec<_> = self.naming(Kind::Change, change, &self.resolutions).collect();
        found.sort_by_key(|entry| entry.body.meeting.value);
        found
    }

    /// The duties that arise from a change, in order of id.
    pub fn duties_of(&self, change: &RecordId) -> Vec<&Entry<Duty>> {
        self.naming(Kind::Change, change, &self.duties).collect()
    }

    /// The determinations that a clause of a resolution holds.
    pub fn determinations_in(&self, resolution: &RecordId) -> Vec<&Entry<Determination>> {
        self.naming(Kind::Resolution, resolution, &self.determinations)
            .collect()
    }
}
