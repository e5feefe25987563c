//! Several registers to one: their files under the ids of the site, linked and indexed like any register.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::follow::Follower;
use super::names::{self, Claim, Holder, Names};
use super::story::{self, Told};
use super::{Delivered, Formers, LeftOut, Listing, Nation, Part, Reason};
use crate::diagnostic::Severity;
use crate::history::History;
use crate::record::{Kind, RecordId};
use crate::register::{AnyEntry, Key, Register};
use crate::source::{Source, Sources, Spanned};
use crate::value::Text;
use crate::yaml;

/// Several registers as one.
#[derive(Debug)]
pub struct Joined {
    /// The files, each in a folder that bears the prefix of its register.
    pub sources: Sources,
    /// The records; [`Register::nation`] tells which is from where.
    pub register: Register,
    /// What happened to them.
    pub history: History,
    /// Where former versions are.
    pub formers: Formers,
}

/// A register on its way in.
struct Taken {
    place: usize,
    prefix: String,
    name: String,
    own: Delivered,
    claims: BTreeMap<Key, Claim>,
}

/// Joins the registers of a list: for each of them, in its order, what was read, or why it is left out. `kept` are the ids that
/// were told apart when the site was last made: they stay so, that addresses last.
pub fn join(listing: &Listing, read: Vec<Result<Delivered, LeftOut>>, kept: &BTreeSet<Key>) -> Joined {
    let mut left_out = Vec::new();
    let mut taken = Vec::new();
    for (place, (member, read)) in listing.registers.iter().zip(read).enumerate() {
        match read {
            Ok(own) => taken.push(Taken {
                place,
                prefix: member.prefix.value.to_string(),
                name: member.name.to_string(),
                claims: names::claims(&own.register),
                own,
            }),
            Err(left) => left_out.push(left),
        }
    }
    taken.sort_by(|one, other| one.prefix.cmp(&other.prefix));
    loop {
        let attempt = Attempt::new(listing, &taken, kept);
        let sources = attempt.sources(listing);
        let (register, problems) = Register::build(&sources);
        let mut faults: BTreeMap<String, String> = BTreeMap::new();
        for problem in problems.iter().filter(|one| one.severity() == Severity::Error) {
            let path = &sources.get(problem.primary.at.source).path;
            let prefix = path.split('/').nth(2).unwrap_or_default();
            faults
                .entry(prefix.to_owned())
                .or_insert_with(|| format!("{path}: {}", problem.message));
        }
        let before = taken.len();
        let faulty: Vec<usize> = (0..before)
            .filter(|at| faults.contains_key(&taken[*at].prefix))
            .collect();
        if faulty.is_empty() {
            return attempt.finished(listing, sources, register, left_out);
        }
        // Those that remain may have other names without them, so all is done again.
        for at in faulty.into_iter().rev() {
            let gone = taken.remove(at);
            left_out.push(LeftOut {
                place: gone.place,
                detail: faults.remove(&gone.prefix).unwrap_or_default(),
                prefix: gone.prefix,
                name: gone.name,
                reason: Reason::Ids,
            });
        }
    }
}

/// The registers that are still taken in, with the ids they get.
struct Attempt<'t> {
    taken: &'t [Taken],
    names: Names,
    followers: Vec<Follower>,
}

impl<'t> Attempt<'t> {
    fn new(listing: &Listing, taken: &'t [Taken], kept: &BTreeSet<Key>) -> Self {
        let holders: Vec<Holder<'_>> = taken
            .iter()
            .map(|one| Holder {
                prefix: &one.prefix,
                claims: &one.claims,
            })
            .collect();
        let mut names = names::names(&holders, kept);
        let followers: Vec<Follower> = taken
            .iter()
            .zip(std::mem::take(&mut names.changed))
            .map(|(one, changed)| Follower {
                prefix: one.prefix.clone(),
                claims: one.claims.clone(),
                changed,
                pages: own_pages(&one.own.register),
                address: one.own.register.address().map(str::to_owned),
                hidden: one.own.history.unpublished.clone(),
            })
            .collect();
        // Whose words are shown comes first: who speaks for the body, or else who stands first in the list.
        for (id, group) in &mut names.shared {
            let rank = |at: &usize| {
                let own = &listing.registers[taken[*at].place];
                let mut bodies = own.speaks_for.iter();
                let speaks = bodies.any(|body| followers[*at].now(&(Kind::Body, body.value.clone())) == id);
                (!speaks, taken[*at].place)
            };
            if let Some(first) = group.iter().copied().min_by_key(rank) {
                group.retain(|at| *at != first);
                group.insert(0, first);
            }
        }
        Self {
            taken,
            names,
            followers,
        }
    }

    /// Whether a record is shown from this register, and not from another that records the same body.
    fn shows(&self, at: usize, kind: Kind, id: &RecordId) -> bool {
        let key = (kind, id.clone());
        let now = self.followers[at].now(&key);
        let shared = self.names.shared.get(now).filter(|_| kind == Kind::Body);
        shared.is_none_or(|group| group[0] == at || !group.contains(&at))
    }

    /// The files of all of them.
    fn sources(&self, listing: &Listing) -> Sources {
        let head = yaml::write(&[
            ("name", listing.name.to_string().into()),
            ("publisher", listing.publisher.to_string().into()),
        ]);
        let mut files = vec![Source::from_bytes("records/register.yaml", head.into_bytes())];
        for at in 0..self.taken.len() {
            files.extend(self.files(at));
        }
        Sources::new(files)
    }

    fn files(&self, at: usize) -> Vec<Source> {
        let (own, follower) = (&self.taken[at].own, &self.followers[at]);
        let file = |kind: Kind, id: &RecordId, text: String| {
            let now = follower.now(&(kind, id.clone())).clone();
            let path = format!("records/{}/{}/{now}.yaml", kind.folder(), follower.prefix);
            Source::from_bytes(path, text.into_bytes())
        };
        let entries: Vec<AnyEntry<'_>> = own.register.entries().collect();
        let shown = entries
            .into_par_iter()
            .filter(|entry| self.shows(at, entry.kind, entry.id));
        let mut files: Vec<Source> = shown
            .map(|entry| {
                let text = follower.record(&own.sources.get(entry.source).text, &entry);
                let text = self.with_former(at, &entry, text);
                file(entry.kind, entry.id, text)
            })
            .collect();
        let gone = own.register.withdrawn();
        files.extend(gone.map(|((kind, id), entry)| file(*kind, id, follower.tombstone(entry))));
        files
    }

    /// The record of a body that others record, too, with the ids that it had before in their registers.
    fn with_former(&self, at: usize, entry: &AnyEntry<'_>, text: String) -> String {
        let key = entry.key();
        let shared = self.names.shared.get(self.followers[at].now(&key));
        let Some(group) = shared.filter(|_| entry.kind == Kind::Body) else {
            return text;
        };
        let mut all: BTreeSet<&RecordId> = BTreeSet::new();
        for other in group.iter().filter(|other| **other != at) {
            let follower = &self.followers[*other];
            let there = follower
                .changed
                .iter()
                .find(|(held, now)| held.0 == Kind::Body && *now == self.followers[at].now(&key));
            let id = there.map_or(&key.1, |(held, _)| &held.1);
            for ((kind, alias), now) in self.taken[*other].own.register.aliases() {
                if *kind == Kind::Body && now == id {
                    let key = (*kind, alias.clone());
                    let alias = follower.changed.get(&key).unwrap_or(alias);
                    all.insert(alias);
                }
            }
        }
        let own: BTreeSet<&RecordId> = entry.aliases.iter().map(|alias| &alias.value).collect();
        all.difference(&own).fold(text, |text, alias| {
            yaml::append_word(&text, "aliases", alias.as_str()).unwrap_or(text)
        })
    }

    fn finished(
        self,
        listing: &Listing,
        sources: Sources,
        mut register: Register,
        mut left_out: Vec<LeftOut>,
    ) -> Joined {
        left_out.sort_by(|one, other| (&one.prefix, one.place).cmp(&(&other.prefix, other.place)));
        let shows: Vec<_> = (0..self.taken.len())
            .map(|at| {
                let this = &self;
                move |kind: Kind, id: &RecordId| this.shows(at, kind, id)
            })
            .collect();
        let told: Vec<Told<'_>> = (0..self.taken.len())
            .map(|at| Told {
                follower: &self.followers[at],
                commit: &self.taken[at].own.commit,
                name: &self.taken[at].name,
                history: &self.taken[at].own.history,
                shows: &shows[at],
            })
            .collect();
        let (history, formers) = story::joined(&told);
        let mut settings = listing.settings();
        for one in self.taken {
            let own = one.own.register.settings.as_ref();
            for missing in own.into_iter().flat_map(|own| &own.missing) {
                let told = Text::of(&format!("{}: {}", one.name, missing.value));
                settings.missing.push(Spanned::new(told, missing.span));
            }
        }
        let parts = self.taken.iter().map(part).collect();
        let mut plain = BTreeMap::new();
        for ((kind, id), now) in self.followers.iter().flat_map(|follower| &follower.changed) {
            plain.insert((*kind, now.clone()), id.clone());
        }
        register.settings = Some(settings);
        register.nation = Some(Box::new(Nation {
            parts,
            left_out,
            shared: self.names.shared,
            several: self.names.several,
            plain,
        }));
        Joined {
            sources,
            register,
            history,
            formers: formers.followed_by(self.followers),
        }
    }
}

fn own_pages(register: &Register) -> Vec<String> {
    register.pages.keys().map(RecordId::to_string).collect()
}

/// What the site tells of a register.
fn part(one: &Taken) -> Part {
    let register = &one.own.register;
    let settings = register.settings.as_ref();
    Part {
        place: one.place,
        prefix: one.prefix.clone(),
        name: one.name.clone(),
        title: settings.map(|settings| settings.name.to_string()),
        address: register.address().map(str::to_owned),
        licence: settings.and_then(|settings| settings.licence.clone()),
        commit: one.own.commit.clone(),
        counts: [
            register.bodies.len(),
            register.changes.len(),
            register.resolutions.len(),
            register.determinations.len(),
            register.duties.len(),
        ],
        changed: one.own.history.commits.iter().map(|commit| commit.on).max(),
        trust: one.own.trust,
        own_law: one.own.own_law,
        own_pages: own_pages(register),
    }
}
