//! The story of every record, from one walk of the commits.

use std::ops::Range;

use git2::{Odb, Oid};

use super::commits::Node;
use super::diff::{Difference, Folders};
use super::place::{Place, Places};
use super::{Repo, failed};
use crate::failure::Failure;
use crate::history::{History, TextId, Texts, Touch};

/// What a commit did, by record.
type Touched = Vec<(String, Touch, Texts)>;

impl Repo {
    /// The story of every record up to a commit; `rev` as in [`Repo::read`].
    ///
    /// Filing a record in another folder is no step of its story. A merge is one only where the record differs from
    /// what it was on every side. In a shallow clone the oldest commits are left out, as what they did cannot be
    /// told, and the history is marked as cut short.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`](crate::failure::Exit::NotFound) where there is no such commit,
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read.
    pub fn history(&self, rev: &str) -> Result<History, Failure> {
        self.full_history(self.resolve(rev)?)
    }

    pub(super) fn full_history(&self, head: Oid) -> Result<History, Failure> {
        let (shallow, _) = self.shallow()?;
        let nodes = self.commits(head, &shallow)?;
        self.tell(head, nodes)
    }

    /// The history of commits in order. What a cut-off commit did is not told.
    pub(super) fn tell(&self, head: Oid, nodes: Vec<Node>) -> Result<History, Failure> {
        // Every folder is read once and compared by name: hashing each again would cost half the walk.
        git2::opts::strict_hash_verification(false);
        let touched = self.touched(&nodes);
        git2::opts::strict_hash_verification(true);
        let touched = touched.map_err(|error| {
            failed("the history could not be read", &error)
                .cure("look what is wrong with the repository: git fsck")
        })?;
        let mut history = History {
            head: Some(head.to_string()),
            cut_short: nodes.iter().any(|node| node.is_cut),
            ..History::default()
        };
        for (node, touched) in nodes.into_iter().zip(touched) {
            if touched.is_empty() {
                continue;
            }
            let place = u32::try_from(history.commits.len()).unwrap_or(u32::MAX);
            for (record, touch, texts) in touched {
                match history.texts.get_mut(&record) {
                    Some(own) => own.push(texts),
                    None => drop(history.texts.insert(record.clone(), vec![texts])),
                }
                history.touches.entry(record).or_default().push((place, touch));
            }
            history.commits.push(node.commit);
        }
        Ok(history)
    }

    /// What each commit did.
    fn touched(&self, nodes: &[Node]) -> Result<Vec<Touched>, git2::Error> {
        let prefix = &self.prefix;
        self.on_every_core(nodes.len(), |odb, own| touched(odb, prefix, nodes, own))
    }
}

/// What some of the commits did.
fn touched(
    odb: &Odb<'_>,
    prefix: &str,
    nodes: &[Node],
    own: Range<usize>,
) -> Result<Vec<Touched>, git2::Error> {
    let mut folders = Folders::new(odb);
    let mut places = Places::new(nodes, prefix);
    let mut all = Vec::with_capacity(own.len());
    for at in own {
        let node = &nodes[at];
        let now = places.of(at, &mut folders)?;
        let parents = node.parents.iter().map(|parent| places.of(*parent, &mut folders));
        let parents = parents.collect::<Result<Vec<Place>, git2::Error>>()?;
        all.push(match parents.as_slice() {
            [] if node.is_cut => Vec::new(),
            [] => touches(folders.compare(None, now)?),
            [parent] => touches(folders.compare(*parent, now)?),
            parents => merged(&mut folders, parents, now)?,
        });
    }
    Ok(all)
}

/// What a merge did: the records that differ from what they were on every side.
fn merged(folders: &mut Folders<'_>, parents: &[Place], place: Place) -> Result<Touched, git2::Error> {
    if parents.contains(&place) {
        return Ok(Vec::new());
    }
    let mut kept: Option<Vec<Difference>> = None;
    for parent in parents {
        let found = folders.compare(*parent, place)?;
        let Some(before) = kept else {
            kept = Some(found);
            continue;
        };
        let both = before.into_iter().filter_map(|mut difference| {
            let at = found
                .binary_search_by(|other| other.record.cmp(&difference.record))
                .ok()?;
            difference.old = difference.old.or(found[at].old);
            Some(difference)
        });
        kept = Some(both.collect());
    }
    Ok(touches(kept.unwrap_or_default()))
}

fn touches(differences: Vec<Difference>) -> Touched {
    let touch = |difference: Difference| {
        let touch = match (difference.old, difference.new) {
            (None, _) => Touch::Added,
            (_, None) => Touch::Removed,
            _ => Touch::Changed,
        };
        let text = |id: Option<Oid>| Some(TextId(id?.as_bytes().try_into().ok()?));
        let texts = Texts {
            old: text(difference.old),
            new: text(difference.new),
        };
        (difference.record, touch, texts)
    };
    differences.into_iter().map(touch).collect()
}
