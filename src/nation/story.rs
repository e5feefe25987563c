//! The histories of several registers as one.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::follow::Follower;
use crate::history::{History, TextId, Texts};
use crate::record::{Kind, RecordId};
use crate::value::hexadecimal;

/// The history of one register, and who reads its texts.
pub(super) struct Told<'m> {
    pub(super) follower: &'m Follower,
    pub(super) commit: &'m str,
    /// Who publishes it.
    pub(super) name: &'m str,
    pub(super) history: &'m History,
    /// Whether the record of this kind and id, as its register has it, is shown from this register.
    pub(super) shows: &'m dyn Fn(Kind, &RecordId) -> bool,
}

/// Where the texts of former versions are: for each name that the joint history has of one, the register in order of prefix,
/// the name in its repository, and the kind of record.
#[derive(Debug, Default)]
pub struct Formers {
    places: BTreeMap<TextId, (usize, TextId, Kind)>,
    followers: Vec<Follower>,
}

impl Formers {
    /// The register that a text is in, and its name there.
    pub fn place(&self, name: TextId) -> Option<(usize, TextId)> {
        self.places.get(&name).map(|(part, own, _)| (*part, *own))
    }

    /// A former version with the ids that records have here.
    pub fn read(&self, name: TextId, bytes: Vec<u8>) -> Vec<u8> {
        match self.places.get(&name) {
            Some((part, _, kind)) => self.followers[*part].former(*kind, bytes),
            None => bytes,
        }
    }

    pub(super) fn followed_by(mut self, followers: Vec<Follower>) -> Self {
        self.followers = followers;
        self
    }
}

/// Joins histories: commits by day, the newest first, those of one register in their own order, and of several on one day
/// those of the prefix that comes first.
pub(super) fn joined(all: &[Told<'_>]) -> (History, Formers) {
    let mut history = History {
        head: head(all),
        cut_short: all.iter().any(|one| one.history.cut_short),
        ..History::default()
    };
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); all.len()];
    loop {
        let waiting = all.iter().enumerate().filter_map(|(at, one)| {
            let next = one.history.commits.get(places[at].len())?;
            Some((next, at))
        });
        // Of equal ones the first is the greatest when the places count backwards.
        let Some((commit, at)) = waiting.max_by_key(|(commit, at)| (commit.on, std::cmp::Reverse(*at)))
        else {
            break;
        };
        places[at].push(u32::try_from(history.commits.len()).unwrap_or(u32::MAX));
        let mut commit = commit.clone();
        commit.by = format!("{}, {}", commit.by, all[at].name);
        history.commits.push(commit);
    }
    let mut formers = Formers::default();
    for (at, one) in all.iter().enumerate() {
        for (name, touches) in &one.history.touches {
            let Some((kind, id)) = record(name) else { continue };
            if !(one.shows)(kind, &id) {
                continue;
            }
            let now = format!("{}/{}", kind.folder(), one.follower.now(&(kind, id)));
            let moved = touches
                .iter()
                .map(|(place, touch)| (places[at][*place as usize], *touch));
            history.touches.insert(now.clone(), moved.collect());
            let texts = one.history.texts.get(name).into_iter().flatten();
            let mut told = |own: Option<TextId>| {
                let own = own?;
                let name = text_id(&one.follower.prefix, kind, own);
                formers.places.insert(name, (at, own, kind));
                Some(name)
            };
            let texts = texts.map(|texts| Texts {
                old: told(texts.old),
                new: told(texts.new),
            });
            history.texts.insert(now, texts.collect());
        }
        let hidden = one.history.unpublished.iter();
        history
            .unpublished
            .extend(hidden.map(|(id, often)| (one.follower.mark(id), *often)));
    }
    (history, formers)
}

/// A name for the state of all registers, where they have a history.
fn head(all: &[Told<'_>]) -> Option<String> {
    let mut digest = Sha256::new();
    let mut is_told = false;
    for one in all {
        is_told |= one.history.head.is_some();
        digest.update(format!("{} {}\n", one.follower.prefix, one.commit));
    }
    is_told.then(|| hexadecimal(&digest.finalize())[..40].to_owned())
}

/// Two registers may hold the same text, and read it differently.
fn text_id(prefix: &str, kind: Kind, own: TextId) -> TextId {
    let sum = Sha256::new()
        .chain_update(format!("{prefix} {kind} "))
        .chain_update(own.0)
        .finalize();
    let mut name = [0; 20];
    name.copy_from_slice(&sum[..20]);
    TextId(name)
}

fn record(name: &str) -> Option<(Kind, RecordId)> {
    let (folder, id) = name.split_once('/')?;
    Some((Kind::from_folder(folder)?, RecordId::new(id).ok()?))
}
