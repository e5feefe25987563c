//! The rules over records, commit by commit, the oldest first.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::facts::Reader;
use super::report::{Finding, Report};
use super::scope::Counts;
use super::settle::settle;
use super::{Difference, Past, Since, Step, TextId, Texts};
use crate::lock::Rewrite;
use crate::record::Kind;

/// How many commits have their new texts read before the first of them is judged: most touch one record.
const TOGETHER: usize = 1_024;

/// Finds what was done to records against the rules: see [`codes`](super::codes).
pub fn records(past: &Past, texts: &Texts<'_>, since: &Since) -> Report {
    let mut walk = Walk::new(past, texts);
    let judged = past.judged(since);
    let steps: Vec<(usize, &Step)> = past.steps.iter().enumerate().rev().collect();
    for some in steps.chunks(TOGETHER) {
        let differences = some.iter().flat_map(|(_, step)| &step.against).flatten();
        let records = differences.filter(|difference| kind_of(&difference.record).is_some());
        walk.reader.ahead(records.filter_map(|difference| difference.new));
        for (at, step) in some {
            walk.step(*at, step, judged[*at]);
        }
    }
    settle(walk)
}

/// Which version of a record a finding began with, to see whether it was put right since.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) finding: Finding,
    /// The version that should have been kept.
    pub(super) kept: TextId,
    /// The field, as corrections name it.
    pub(super) field: Option<String>,
    /// The id that should still lead somewhere.
    pub(super) alias: Option<String>,
}

/// What is known on the way from the oldest commit to the newest.
pub(super) struct Walk<'p> {
    pub(super) past: &'p Past,
    pub(super) reader: Reader<'p>,
    /// The record that last had each former id.
    pub(super) held: FormerIds,
    /// Every former id with every id it ever led to.
    pub(super) renamed: HashSet<(String, String)>,
    /// Of records that are gone, the last version that counted.
    pub(super) gone: HashMap<String, TextId>,
    /// Of records that were changed against the rules, the versions that should have been kept, each with what of it was changed.
    pub(super) wronged: HashMap<String, Vec<(TextId, Vec<Rewrite>)>>,
    /// Of each record the last version that could be read.
    pub(super) sound: HashMap<String, TextId>,
    /// The records, and the places in them, of which a change against the rules was told.
    pub(super) told: HashSet<(String, Option<String>, Option<String>)>,
    /// The records that were once no draft.
    pub(super) published: HashSet<String>,
    pub(super) found: Vec<Found>,
    seen: HashSet<Seen>,
    /// The former ids that the versions new in a commit hold: by whom, and with its text where the record is new.
    pub(super) arrived: BTreeMap<(Kind, String), (String, Option<TextId>)>,
    /// The former ids at one commit, as they were last gathered.
    pub(super) holders: Option<(usize, FormerIds)>,
    pub(super) counts: Counts,
}

/// Former ids by kind, each with the id of a record.
type FormerIds = BTreeMap<(Kind, String), String>;

/// What makes two findings the same: a merge meets what its parents did again.
type Seen = (
    &'static str,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// One commit against one parent.
pub(super) struct Side<'p> {
    pub(super) at: usize,
    pub(super) step: &'p Step,
    pub(super) differences: &'p [Difference],
    pub(super) is_judged: bool,
}

/// A record's kind and id; none of what is no record.
pub(super) fn kind_of(record: &str) -> Option<(Kind, &str)> {
    let (folder, id) = record.split_once('/')?;
    Some((Kind::from_folder(folder)?, id))
}

impl<'p> Walk<'p> {
    fn new(past: &'p Past, texts: &'p Texts<'p>) -> Self {
        Self {
            past,
            reader: Reader::new(texts),
            held: BTreeMap::new(),
            renamed: HashSet::new(),
            gone: HashMap::new(),
            wronged: HashMap::new(),
            sound: HashMap::new(),
            told: HashSet::new(),
            published: HashSet::new(),
            found: Vec::new(),
            seen: HashSet::new(),
            arrived: BTreeMap::new(),
            holders: None,
            counts: Counts::default(),
        }
    }

    fn step(&mut self, at: usize, step: &'p Step, is_judged: bool) {
        self.counts.commits += usize::from(is_judged);
        self.counts.merges += usize::from(is_judged && step.parents.len() > 1);
        self.counts.cut += usize::from(is_judged && step.is_cut);
        for differences in &step.against {
            let side = Side {
                at,
                step,
                differences,
                is_judged,
            };
            self.take_in(&side);
            if !step.is_cut {
                for difference in differences {
                    self.judge(&side, difference);
                }
            }
            self.remember(&side);
        }
    }

    /// Learns which former ids the new versions hold, before any of them is judged.
    fn take_in(&mut self, side: &Side<'p>) {
        self.arrived.clear();
        for difference in side.differences {
            let (Some((kind, id)), Some(new)) = (kind_of(&difference.record), difference.new) else {
                continue;
            };
            let facts = self.reader.facts(new);
            self.counts.versions += usize::from(side.is_judged);
            self.counts.unreadable += usize::from(facts.unreadable && side.is_judged);
            for alias in &facts.aliases {
                self.renamed.insert((alias.clone(), id.to_owned()));
                let heir = (id.to_owned(), difference.old.is_none().then_some(new));
                self.arrived.insert((kind, alias.clone()), heir);
            }
        }
    }

    /// Remembers what the next commits are judged by.
    fn remember(&mut self, side: &Side<'p>) {
        for difference in side.differences {
            let Some((kind, id)) = kind_of(&difference.record) else {
                continue;
            };
            let Some(new) = difference.new else { continue };
            let facts = self.reader.facts(new);
            if !facts.draft {
                self.published.insert(difference.record.clone());
                for alias in &facts.aliases {
                    self.held.insert((kind, alias.clone()), id.to_owned());
                }
            }
            self.gone.remove(&difference.record);
        }
    }

    fn judge(&mut self, side: &Side<'p>, difference: &Difference) {
        let Some((kind, id)) = kind_of(&difference.record) else {
            return;
        };
        match (difference.old, difference.new) {
            (Some(old), Some(new)) => {
                self.changed(side, kind, &difference.record, old, new);
                self.dropped(side, kind, &difference.record, old, Some(new));
            }
            (Some(old), None) => self.removed(side, kind, id, &difference.record, old),
            (None, Some(new)) => self.added(side, kind, id, &difference.record, new),
            (None, None) => {}
        }
    }
    /// Every record at a commit, with its text.
    pub(super) fn state(&self, at: usize) -> BTreeMap<String, TextId> {
        let mut line = vec![at];
        let mut next = at;
        while let Some(parent) = self.past.steps[next].parents.first() {
            line.push(*parent);
            next = *parent;
        }
        let mut state = BTreeMap::new();
        for at in line.into_iter().rev() {
            for difference in self.past.steps[at].against.first().into_iter().flatten() {
                match difference.new {
                    Some(new) => state.insert(difference.record.clone(), new),
                    None => state.remove(&difference.record),
                };
            }
        }
        state
    }

    pub(super) fn find(
        &mut self,
        side: &Side<'p>,
        record: &str,
        kept: TextId,
        mut finding: Finding,
        field: Option<String>,
        alias: Option<String>,
    ) {
        // The cure is a command that can be given as it stands, but for its reason.
        finding.cure = finding.cure.replace(" ID ", &format!(" {record} "));
        let place = finding
            .clause
            .clone()
            .or_else(|| field.clone())
            .or_else(|| alias.clone());
        let seen = (
            finding.code.name,
            record.to_owned(),
            place,
            finding.before.clone(),
            finding.after.clone(),
        );
        let is_new = self.seen.insert(seen);
        if side.is_judged && is_new {
            let finding = finding.of(record).in_commit(&side.step.commit);
            self.found.push(Found {
                finding,
                kept,
                field,
                alias,
            });
        }
    }
}
