//! From records to a register: finds references that lead nowhere and sets their holders aside.
//!
//! A record that leads nowhere is reported once. It is set aside together with all that lean on it, without a
//! word about those, so that the checks and pages that follow see only records whose links hold.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::load::{Everything, Loaded};
use super::ordered::Ordered;
use super::{Key, Register, Table, codes};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::record::body::Role;
use crate::record::tombstone::Tombstone;
use crate::record::{Entry, Kind, Link, Record, RecordId};
use crate::shape::{Leaf, Shape, nearest};
use crate::source::SourceId;

/// For how many unknown ids one that may be meant is sought: more are no misspellings but a record that is gone.
const SUGGESTIONS: usize = 20;

/// What is known of the records by name, before any of them is trusted.
struct Known<'e> {
    files: &'e Ordered<Key, SourceId>,
    withdrawn: &'e BTreeMap<Key, Entry<Tombstone>>,
    /// The ids that records had before, and those they have.
    aliases: BTreeMap<Key, RecordId>,
    roles: FxHashMap<&'e RecordId, (Role, Option<&'e RecordId>)>,
    meant: BTreeMap<Key, Option<RecordId>>,
}

impl Known<'_> {
    /// The id that may be meant by an unknown one, sought once however often it is written.
    fn meant(&mut self, kind: Kind, id: &RecordId) -> Option<&RecordId> {
        let key = (kind, id.clone());
        if !self.meant.contains_key(&key) && self.meant.len() < SUGGESTIONS {
            let ids = self.files.iter().filter(|((other, _), _)| *other == kind);
            let meant = nearest(id.as_str(), ids.map(|((_, id), _)| id.as_str()));
            let meant = meant.and_then(|meant| RecordId::new(meant).ok());
            self.meant.insert(key.clone(), meant);
        }
        self.meant.get(&key)?.as_ref()
    }
}

/// Links all that was read into a register.
pub(super) fn link(mut everything: Everything, problems: &mut Diagnostics) -> Register {
    let files: Ordered<Key, SourceId> = std::mem::take(&mut everything.files).into_iter().collect();
    let roles = everything.bodies.iter().map(|loaded| {
        let parent = loaded.entry.body.part_of.as_ref().map(|parent| &parent.id);
        (&loaded.entry.id, (loaded.entry.body.role.value, parent))
    });
    let mut known = Known {
        files: &files,
        withdrawn: &everything.withdrawn,
        aliases: former(&everything),
        roles: roles.collect(),
        meant: BTreeMap::new(),
    };
    let mut aside = unread(&everything, &files);
    aside.extend(unlinked(&everything.bodies, &mut known, problems));
    aside.extend(unlinked(&everything.changes, &mut known, problems));
    aside.extend(unlinked(&everything.resolutions, &mut known, problems));
    aside.extend(unlinked(&everything.determinations, &mut known, problems));
    aside.extend(unlinked(&everything.duties, &mut known, problems));
    let mut withdrawn = everything.withdrawn.clone();
    for (key, entry) in &everything.withdrawn {
        if let Some(problem) = entry.body.link().and_then(|link| fault(entry, &link, &mut known)) {
            problems.push(problem);
            withdrawn.remove(key);
        }
    }
    let mut register = Register {
        settings: everything.settings,
        bodies: table(everything.bodies),
        changes: table(everything.changes),
        resolutions: table(everything.resolutions),
        determinations: table(everything.determinations),
        duties: table(everything.duties),
        withdrawn,
        pages: everything.pages,
        links: FxHashMap::default(),
        aliases: BTreeMap::new(),
        files,
        nation: None,
    };
    register.links = links(&register);
    register.aliases = aliases(&register);
    if !aside.is_empty() {
        set_aside(&mut register, aside);
    }
    register
}

/// Takes records out of a register, with all that lean on them.
pub(super) fn set_aside(register: &mut Register, aside: BTreeSet<Key>) {
    let mut gone = BTreeSet::new();
    let mut next: Vec<Key> = aside.into_iter().collect();
    while let Some(key) = next.pop() {
        let holders = register.links.get(&key).into_iter().flatten();
        next.extend(holders.filter(|holder| !gone.contains(*holder)).cloned());
        gone.insert(key);
    }
    register.bodies.leave_out(&gone);
    register.changes.leave_out(&gone);
    register.resolutions.leave_out(&gone);
    register.determinations.leave_out(&gone);
    register.duties.leave_out(&gone);
    register.links = links(register);
    register.aliases = aliases(register);
}

/// The ids that sound records had before. An id in use is none, and the first claim to one counts: the checks report both.
fn aliases(register: &Register) -> BTreeMap<Key, RecordId> {
    let mut aliases = BTreeMap::new();
    for entry in register.entries() {
        for alias in entry.aliases {
            let key = (entry.kind, alias.value.clone());
            if !register.files.contains(&key) {
                aliases.entry(key).or_insert_with(|| entry.id.clone());
            }
        }
    }
    aliases
}

/// The ids that any records had before, sound or not: a reference to one says what the record is called now.
pub(super) fn former(everything: &Everything) -> BTreeMap<Key, RecordId> {
    fn of<T: Record>(loaded: &[Loaded<T>]) -> impl Iterator<Item = (Key, RecordId)> {
        loaded.iter().flat_map(|Loaded { entry, .. }| {
            let aliases = entry.body.aliases().iter();
            aliases.map(|alias| ((T::KIND, alias.value.clone()), entry.id.clone()))
        })
    }
    of(&everything.bodies)
        .chain(of(&everything.changes))
        .chain(of(&everything.resolutions))
        .chain(of(&everything.determinations))
        .chain(of(&everything.duties))
        .collect()
}

fn table<T>(loaded: Vec<Loaded<T>>) -> Table<T> {
    let named = loaded
        .into_iter()
        .map(|loaded| (loaded.entry.id.clone(), loaded.entry));
    Table(named.collect())
}

/// For each record, those that name it, in order.
fn links(register: &Register) -> FxHashMap<Key, Vec<Key>> {
    let mut links: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
    // They come in order, and all that one of them names comes together.
    for entry in register.entries() {
        let own = entry.key();
        entry.leaves.leaves(&mut |leaf| {
            if let Leaf::Link(link) = leaf {
                let holders = links.entry((link.kind, link.id.clone())).or_default();
                if holders.last() != Some(&own) {
                    holders.push(own.clone());
                }
            }
        });
    }
    links
}

/// The records of which there is a file but that could not be read whole.
fn unread(everything: &Everything, files: &Ordered<Key, SourceId>) -> BTreeSet<Key> {
    fn sound<T: Record>(loaded: &[Loaded<T>]) -> impl Iterator<Item = Key> {
        loaded
            .iter()
            .filter(|loaded| loaded.sound)
            .map(|loaded| (T::KIND, loaded.entry.id.clone()))
    }
    let sound: FxHashSet<Key> = sound(&everything.bodies)
        .chain(sound(&everything.changes))
        .chain(sound(&everything.resolutions))
        .chain(sound(&everything.determinations))
        .chain(sound(&everything.duties))
        .collect();
    files
        .iter()
        .map(|(key, _)| key)
        .filter(|key| !sound.contains(*key) && !everything.withdrawn.contains_key(*key))
        .cloned()
        .collect()
}

/// The records that hold a reference that leads nowhere, each reported.
fn unlinked<T: Record>(loaded: &[Loaded<T>], known: &mut Known<'_>, problems: &mut Diagnostics) -> Vec<Key> {
    let mut aside = Vec::new();
    for Loaded { entry, .. } in loaded {
        let before = problems.len();
        Shape::visit(&entry.body, &mut |leaf| {
            if let Leaf::Link(link) = leaf
                && let Some(problem) = fault(entry, &link, known)
            {
                problems.push(problem);
            }
        });
        if problems.len() > before {
            aside.push((T::KIND, entry.id.clone()));
        }
    }
    aside
}

/// What is wrong with one reference.
fn fault<T>(entry: &Entry<T>, link: &Link<'_>, known: &mut Known<'_>) -> Option<Diagnostic> {
    let at = entry.at(link.span);
    let key = (link.kind, link.id.clone());
    if let Some(tombstone) = known.withdrawn.get(&key) {
        return Some(codes::names_withdrawn(at, link.kind, link.id, tombstone));
    }
    if let Some(now) = known.aliases.get(&key).filter(|_| !known.files.contains(&key)) {
        return Some(codes::renamed(at, link, now));
    }
    if !known.files.contains(&key) {
        let other = Kind::ALL
            .into_iter()
            .find(|kind| known.files.contains(&(*kind, link.id.clone())));
        return Some(match other {
            Some(other) => codes::wrong_kind(at, link, other),
            None => codes::dangling(at, link, known.meant(link.kind, link.id)),
        });
    }
    let (role, parent) = known.roles.get(link.id).filter(|_| link.kind == Kind::Body)?;
    if link.roles.is_empty() || link.roles.contains(role) {
        return None;
    }
    let instead = parent.filter(|parent| {
        known
            .roles
            .get(parent)
            .is_some_and(|(role, _)| link.roles.contains(role))
    });
    Some(codes::wrong_role(at, link, *role, instead))
}
