//! From files to records: which file is what, and what is wrong with each.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Key, Page, SETTINGS, codes};
use crate::diagnostic::Diagnostics;
use crate::markdown;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::settings::Settings;
use crate::record::tombstone::{self, Tombstone};
use crate::record::{Entry, Kind, RecordId};
use crate::shape::{Leaf, Reader, Shape};
use crate::source::{Location, Refusal, Source, SourceId, Sources, Span};
use crate::value::slug;
use crate::yaml::{self, Node};

/// A record as read: what of it could be read, and whether that is all.
pub(super) struct Loaded<T> {
    pub(super) entry: Entry<T>,
    pub(super) sound: bool,
}

/// All records as read, before their links are looked at.
#[derive(Default)]
pub(super) struct Everything {
    pub(super) settings: Option<Settings>,
    pub(super) bodies: Vec<Loaded<Body>>,
    pub(super) changes: Vec<Loaded<Change>>,
    pub(super) resolutions: Vec<Loaded<Resolution>>,
    pub(super) determinations: Vec<Loaded<Determination>>,
    pub(super) duties: Vec<Loaded<Duty>>,
    pub(super) withdrawn: BTreeMap<Key, Entry<Tombstone>>,
    pub(super) pages: BTreeMap<RecordId, Page>,
    pub(super) files: FxHashMap<Key, SourceId>,
}

/// What a file is, by its path.
enum Place<'s> {
    Settings,
    Record(Kind, &'s str),
    Page(&'s str),
    /// Provisions of the register's own, which [`Law::of`](crate::law::Law::of) reads.
    Law,
    Elsewhere,
}

/// One file, read.
enum Outcome {
    Nothing,
    Settings(Option<Settings>),
    Body(Option<Loaded<Body>>),
    Change(Box<Option<Loaded<Change>>>),
    Resolution(Option<Loaded<Resolution>>),
    Determination(Option<Loaded<Determination>>),
    Duty(Option<Loaded<Duty>>),
    Withdrawn(Kind, Entry<Tombstone>),
    Page(Page),
}

/// A file and, where it is named like a record, which record it is.
type Named<'s> = (SourceId, &'s Source, Option<Key>);

/// Reads every file, in parallel; the result is in path order whatever the number of threads.
pub(super) fn load(sources: &Sources, problems: &mut Diagnostics) -> Everything {
    let mut everything = Everything::default();
    let named: Vec<Named<'_>> = sources
        .iter()
        .map(|(id, source)| (id, source, name(id, source, &mut everything, problems)))
        .collect();
    let read: Vec<(Outcome, Diagnostics)> = named
        .into_par_iter()
        .map(|(id, source, key)| {
            let mut problems = Diagnostics::new();
            let outcome = outcome(id, source, key, &mut problems);
            (outcome, problems)
        })
        .collect();
    everything.make_room();
    for (outcome, found) in read {
        problems.append(found);
        match outcome {
            Outcome::Nothing => {}
            Outcome::Settings(settings) => everything.settings = settings,
            Outcome::Body(record) => everything.bodies.extend(record),
            Outcome::Change(record) => everything.changes.extend(*record),
            Outcome::Resolution(record) => everything.resolutions.extend(record),
            Outcome::Determination(record) => everything.determinations.extend(record),
            Outcome::Duty(record) => everything.duties.extend(record),
            Outcome::Withdrawn(kind, entry) => {
                everything.withdrawn.insert((kind, entry.id.clone()), entry);
            }
            Outcome::Page(page) => {
                everything.pages.insert(page.id.clone(), page);
            }
        }
    }
    if sources.find(SETTINGS).is_none() && !sources.is_empty() {
        problems.push(codes::no_register());
    }
    everything
}

impl Everything {
    /// Makes room for the records of the files that are named. Records are large, and lists that grow are copied.
    fn make_room(&mut self) {
        let count = |kind| self.files.keys().filter(|(own, _)| *own == kind).count();
        self.bodies.reserve_exact(count(Kind::Body));
        self.changes.reserve_exact(count(Kind::Change));
        self.resolutions.reserve_exact(count(Kind::Resolution));
        self.determinations.reserve_exact(count(Kind::Determination));
        self.duties.reserve_exact(count(Kind::Duty));
    }
}

/// Every record that the records in these files name, in fields or in Markdown.
pub(super) fn named(sources: &Sources) -> BTreeSet<Key> {
    let everything = load(sources, &mut Diagnostics::new());
    let mut named = BTreeSet::new();
    let mut look = |leaf: Leaf<'_>| match leaf {
        Leaf::Link(link) => drop(named.insert((link.kind, link.id.clone()))),
        Leaf::Markdown(text, _) => named.extend(markdown::links(text).iter().filter_map(|(_, to)| meant(to))),
        Leaf::Text(..) => {}
    };
    each_leaf(&everything, &mut look);
    let see = everything
        .withdrawn
        .values()
        .filter_map(|entry| entry.body.link());
    named.extend(see.map(|link| (link.kind, link.id.clone())));
    named
}

/// Looks at every link and text of the records, kind by kind.
fn each_leaf<'e>(everything: &'e Everything, mut look: &mut dyn FnMut(Leaf<'e>)) {
    everything
        .bodies
        .iter()
        .for_each(|loaded| loaded.entry.body.visit(&mut look));
    everything
        .changes
        .iter()
        .for_each(|loaded| loaded.entry.body.visit(&mut look));
    everything
        .resolutions
        .iter()
        .for_each(|loaded| loaded.entry.body.visit(&mut look));
    everything
        .determinations
        .iter()
        .for_each(|loaded| loaded.entry.body.visit(&mut look));
    everything
        .duties
        .iter()
        .for_each(|loaded| loaded.entry.body.visit(&mut look));
}

/// Where one file names records, and where it holds Markdown, which may.
pub(super) fn mentions(source: Source) -> (Vec<(Key, Span)>, Vec<Span>) {
    let everything = load(&Sources::new(vec![source]), &mut Diagnostics::new());
    let (mut links, mut passages) = (Vec::new(), Vec::new());
    let mut look = |leaf: Leaf<'_>| match leaf {
        Leaf::Link(link) => links.push(((link.kind, link.id.clone()), link.span)),
        Leaf::Markdown(_, span) => passages.push(span),
        Leaf::Text(..) => {}
    };
    each_leaf(&everything, &mut look);
    let see = everything
        .withdrawn
        .values()
        .filter_map(|entry| entry.body.link());
    links.extend(see.map(|link| ((link.kind, link.id.clone()), link.span)));
    (links, passages)
}

/// The record that a file is of, by its path.
pub(crate) fn key(path: &str) -> Option<Key> {
    match place(path) {
        Place::Record(kind, stem) => Some((kind, RecordId::new(stem).ok()?)),
        _ => None,
    }
}

/// The record that a link in Markdown means.
pub(crate) fn meant(to: &str) -> Option<Key> {
    let (folder, id, _) = markdown::address(to)?;
    Some((Kind::from_folder(folder)?, RecordId::new(id).ok()?))
}

/// The kind and id of a record's file; its first claim to an id counts, later ones are reported.
fn name(
    id: SourceId,
    source: &Source,
    everything: &mut Everything,
    problems: &mut Diagnostics,
) -> Option<(Kind, RecordId)> {
    let Place::Record(kind, stem) = place(&source.path) else {
        return None;
    };
    let at = Location {
        source: id,
        span: Span::default(),
    };
    match RecordId::new(stem) {
        Err(reason) => {
            problems.push(codes::bad_file_name(at, stem, &reason, &slug(stem)));
            None
        }
        Ok(record) => {
            let key = (kind, record);
            if let Some(first) = everything.files.get(&key) {
                problems.push(codes::duplicate_id(at, &key.1, kind, *first));
                return None;
            }
            everything.files.insert(key.clone(), id);
            Some(key)
        }
    }
}

fn place(path: &str) -> Place<'_> {
    let Some(below) = path.strip_prefix("records/") else {
        return Place::Elsewhere;
    };
    if super::is_law(path) {
        return Place::Law;
    }
    if below == "register.yaml" {
        return Place::Settings;
    }
    let (folder, rest) = below.split_once('/').unwrap_or(("", below));
    let file = rest.rsplit('/').next().unwrap_or(rest);
    let kind = Kind::from_folder(folder);
    match (kind, file.strip_suffix(".yaml"), file.strip_suffix(".md")) {
        (Some(kind), Some(stem), _) => Place::Record(kind, stem),
        (None, _, Some(stem)) if folder == "pages" && rest == file => Place::Page(stem),
        _ => Place::Elsewhere,
    }
}

fn outcome(id: SourceId, source: &Source, key: Option<Key>, problems: &mut Diagnostics) -> Outcome {
    if source.refusal == Some(Refusal::NotRead) {
        return Outcome::Nothing;
    }
    match (place(&source.path), key) {
        (Place::Settings, _) => {
            let node = yaml::read(id, source, problems);
            let read = node.and_then(|node| read::<Settings>(&node, id, source, problems));
            Outcome::Settings(read.and_then(|(settings, sound)| sound.then_some(settings)))
        }
        (Place::Record(..), Some((kind, record))) => record_outcome(id, source, kind, record, problems),
        (Place::Record(..), None) => Outcome::Nothing,
        (Place::Page(stem), _) => page(id, source, stem, problems),
        (Place::Law, _) => Outcome::Nothing,
        (Place::Elsewhere, _) => {
            problems.push(match &source.refusal {
                // A folder that cannot be read may hold records: that none is seen there does not mean that there is none.
                Some(refusal) => yaml::refused(id, source, refusal),
                None => codes::misplaced(id, &source.path),
            });
            Outcome::Nothing
        }
    }
}

fn record_outcome(
    id: SourceId,
    source: &Source,
    kind: Kind,
    record: RecordId,
    problems: &mut Diagnostics,
) -> Outcome {
    let Some(node) = yaml::read(id, source, problems) else {
        return Outcome::Nothing;
    };
    if let Some(beside) = tombstone::beside(&node) {
        if let Some(field) = beside.first() {
            let at = Location {
                source: id,
                span: field.span,
            };
            problems.push(codes::withdrawn_with_content(at, kind, &field.value));
            return Outcome::Nothing;
        }
        let read = entry(&node, id, source, record, problems).filter(|loaded| loaded.sound);
        return read.map_or(Outcome::Nothing, |loaded| Outcome::Withdrawn(kind, loaded.entry));
    }
    match kind {
        Kind::Body => Outcome::Body(entry(&node, id, source, record, problems)),
        Kind::Change => Outcome::Change(Box::new(entry(&node, id, source, record, problems))),
        Kind::Resolution => Outcome::Resolution(entry(&node, id, source, record, problems)),
        Kind::Determination => Outcome::Determination(entry(&node, id, source, record, problems)),
        Kind::Duty => Outcome::Duty(entry(&node, id, source, record, problems)),
    }
}

fn entry<T: Shape>(
    node: &Node,
    id: SourceId,
    source: &Source,
    record: RecordId,
    problems: &mut Diagnostics,
) -> Option<Loaded<T>> {
    let (body, sound) = read::<T>(node, id, source, problems)?;
    let entry = Entry {
        id: record,
        source: id,
        path: source.path.as_str().into(),
        body,
    };
    Some(Loaded { entry, sound })
}

/// Reads one file as a shape; also says whether all of it could be read.
fn read<T: Shape>(
    node: &Node,
    id: SourceId,
    source: &Source,
    problems: &mut Diagnostics,
) -> Option<(T, bool)> {
    let mut reader = Reader::new(id, &source.text);
    let value = T::read(node, &mut reader);
    let sound = !reader.faulty;
    problems.append(reader.problems);
    value.map(|value| (value, sound))
}

/// A page of the register's own: its first heading is its title.
fn page(id: SourceId, source: &Source, stem: &str, problems: &mut Diagnostics) -> Outcome {
    if let Some(refusal) = &source.refusal {
        problems.push(yaml::refused(id, source, refusal));
        return Outcome::Nothing;
    }
    let at = |start, end| Location {
        source: id,
        span: Span::new(start, end),
    };
    if let Some((start, character)) = yaml::codes::forbidden_character(&source.text) {
        let place = at(start, start + character.len_utf8());
        problems.push(yaml::codes::forbidden_escape(place, character));
        return Outcome::Nothing;
    }
    if let Some(problem) = yaml::marks(id, &source.text) {
        problems.push(problem);
        return Outcome::Nothing;
    }
    let record = match RecordId::new(stem) {
        Ok(record) => record,
        Err(reason) => {
            problems.push(codes::bad_file_name(at(0, 0), stem, &reason, &slug(stem)));
            return Outcome::Nothing;
        }
    };
    let text = source.text.trim_start_matches('\u{feff}');
    let start = source.text.len() - text.len();
    let first = text.lines().next().unwrap_or("");
    let Some(title) = first
        .strip_prefix("# ")
        .map(str::trim)
        .filter(|title| !title.is_empty())
    else {
        problems.push(codes::no_heading(at(start, start + first.len())));
        return Outcome::Nothing;
    };
    let offset = source
        .text
        .find('\n')
        .map_or(source.text.len(), |newline| newline + 1);
    Outcome::Page(Page {
        id: record,
        source: id,
        title: title.to_owned(),
        text: source.text[offset..].to_owned(),
        offset,
    })
}
