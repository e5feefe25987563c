//! The rules over records, commit by commit, the oldest first.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::codes;
use super::facts::Reader;
use super::report::{Check, Finding, Report, Unchecked, counted};
use super::settle::settle;
use super::{Difference, Past, Since, Step, TextId, Texts};
use crate::lock::{self, Lock, Rewrite};
use crate::record::Kind;

/// Finds what was done to records against the rules: see [`codes`].
pub fn records(past: &Past, texts: &Texts<'_>, since: &Since) -> Report {
    let mut walk = Walk::new(past, texts);
    let judged = past.judged(since);
    for (at, step) in past.steps.iter().enumerate().rev() {
        walk.step(at, step, judged[at]);
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
    held: BTreeMap<(Kind, String), String>,
    /// Every former id with every id it ever led to.
    pub(super) renamed: HashSet<(String, String)>,
    /// Of records that are gone, the last version that counted.
    gone: HashMap<String, TextId>,
    /// Of records that were changed against the rules, the versions that should have been kept, each with what of it was changed.
    wronged: HashMap<String, Vec<(TextId, Vec<Rewrite>)>>,
    /// Of each record the last version that could be read.
    sound: HashMap<String, TextId>,
    /// The records, and the places in them, of which a change against the rules was told.
    told: HashSet<(String, Option<String>, Option<String>)>,
    /// The records that were once no draft.
    published: HashSet<String>,
    pub(super) found: Vec<Found>,
    seen: HashSet<Seen>,
    /// The former ids that the versions new in a commit hold: by whom, and with its text where the record is new.
    arrived: BTreeMap<(Kind, String), (String, Option<TextId>)>,
    /// The former ids at one commit, as they were last gathered.
    holders: Option<(usize, BTreeMap<(Kind, String), String>)>,
    counts: Counts,
}

/// What makes two findings the same: a merge meets what its parents did again.
type Seen = (
    &'static str,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

#[derive(Default)]
struct Counts {
    commits: usize,
    merges: usize,
    cut: usize,
    versions: usize,
    compared: usize,
    gone: usize,
    renamed: usize,
    withdrawn: usize,
    unreadable: usize,
}

/// One commit against one parent.
struct Side<'p> {
    at: usize,
    step: &'p Step,
    differences: &'p [Difference],
    is_judged: bool,
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

    /// A new version in the place of an old one.
    fn changed(&mut self, side: &Side<'p>, kind: Kind, record: &str, old: TextId, new: TextId) {
        let (before, after) = (self.reader.facts(old), self.reader.facts(new));
        if after.tombstone && !before.tombstone {
            self.counts.withdrawn += usize::from(side.is_judged && side.step.parents.len() == 1);
        }
        let weighs = before.may_lock || after.draft || after.tombstone || kind == Kind::Determination;
        if !weighs && !before.unreadable && !self.sound.contains_key(record) {
            return;
        }
        // A version that cannot be read must not come between two that have to be compared.
        let Some(tree) = self.reader.tree(new) else {
            if !before.unreadable {
                self.sound.entry(record.to_owned()).or_insert(old);
            }
            return;
        };
        let kept = self.sound.remove(record).unwrap_or(old);
        let Some(kept_tree) = self.reader.tree(kept) else {
            return;
        };
        self.counts.compared += usize::from(side.is_judged);
        let renamed = |old: &str, new: &str| self.renamed.contains(&(old.to_owned(), new.to_owned()));
        let mut rewrites = lock::rewritten(kind, &kept_tree, &tree, &renamed);
        let wronged = self.wronged.get(record).cloned().unwrap_or_default();
        let mut later = Vec::new();
        for (rightful, changed) in wronged {
            let Some(rightful_tree) = self.reader.tree(rightful) else {
                continue;
            };
            let still = lock::rewritten(kind, &rightful_tree, &tree, &renamed);
            // Putting back what was changed against the rules is no change against them.
            let has =
                |list: &[Rewrite], rewrite: &Rewrite| list.iter().any(|other| same_place(rewrite, other));
            rewrites.retain(|rewrite| !has(&changed, rewrite) || has(&still, rewrite));
            // What was locked before a lock was taken off unsaid stays locked.
            later.extend(still.into_iter().map(|rewrite| (rightful, rewrite)));
        }
        if !rewrites.is_empty() {
            let wronged = self.wronged.entry(record.to_owned()).or_default();
            wronged.push((kept, rewrites.clone()));
        }
        for rewrite in rewrites {
            self.told.insert(place_of(record, &rewrite));
            self.rewrite(side, record, kept, rewrite);
        }
        for (rightful, rewrite) in later {
            if self.told.insert(place_of(record, &rewrite)) {
                self.rewrite(side, record, rightful, rewrite);
            }
        }
    }

    fn rewrite(&mut self, side: &Side<'p>, record: &str, kept: TextId, rewrite: Rewrite) {
        let code = match (rewrite.lock, rewrite.field.as_deref()) {
            (Lock::Confirmed, None | Some("clauses" | "stem")) => &codes::CLAUSE_CHANGED_UNCORRECTED,
            (Lock::Confirmed, _) => &codes::CONFIRMED_CHANGED_UNCORRECTED,
            (Lock::Determined, _) => &codes::DETERMINATION_CHANGED_UNCORRECTED,
            (Lock::Correction, _) => &codes::CORRECTION_CHANGED,
            (Lock::Published, _) => &codes::BACK_TO_DRAFT,
            (Lock::Withdrawn, _) => &codes::TOMBSTONE_FILLED,
        };
        let what = match (rewrite.lock, &rewrite.was, &rewrite.now) {
            (Lock::Withdrawn, ..) => format!("{record} stands again where its tombstone stood"),
            (Lock::Published, ..) => format!("{record} was made a draft again after it was published"),
            (_, None, Some(_)) => format!("{record}: {} was added", rewrite.what),
            (_, Some(_), None) => format!("{record}: {} was taken away", rewrite.what),
            _ => format!("{record}: {} was changed", rewrite.what),
        };
        let unsaid = match rewrite.lock {
            Lock::Confirmed | Lock::Determined => ", and no correction says so",
            _ => "",
        };
        let message = format!("{what}{unsaid}: {}", rewrite.lock.reason());
        let mut finding = Finding::new(code, message, code.example.good).words(rewrite.was, rewrite.now);
        finding.clause = rewrite.clause;
        self.find(side, record, kept, finding, rewrite.field, None);
    }

    /// A file that is not there any more.
    fn removed(&mut self, side: &Side<'p>, kind: Kind, id: &str, record: &str, old: TextId) {
        let judged = usize::from(side.is_judged && side.step.parents.len() == 1);
        self.counts.gone += judged;
        let facts = self.reader.facts(old);
        if facts.tombstone {
            let message = format!("the tombstone of {record} is gone");
            return self.lose(
                side,
                record,
                old,
                Finding::new(
                    &codes::TOMBSTONE_GONE,
                    message,
                    codes::TOMBSTONE_GONE.example.good,
                ),
            );
        }
        if let Some((_, text)) = self.heir(side.at, kind, id) {
            self.counts.renamed += judged;
            if let Some(new) = text {
                self.changed(side, kind, record, old, new);
            }
            return self.dropped(side, kind, record, old, text);
        }
        if facts.draft && !self.published.contains(record) {
            return;
        }
        let again = if facts.draft {
            "; it had been made a draft again before that"
        } else {
            ""
        };
        let message = format!(
            "{record} was removed: no tombstone stands in its place, and no record has its id among its aliases{again}"
        );
        self.lose(
            side,
            record,
            old,
            Finding::new(&codes::RECORD_GONE, message, codes::RECORD_GONE.example.good),
        );
    }

    fn lose(&mut self, side: &Side<'p>, record: &str, old: TextId, finding: Finding) {
        self.gone.entry(record.to_owned()).or_insert(old);
        let id = record.split_once('/').map(|(_, id)| id.to_owned());
        self.find(side, record, old, finding, None, id);
    }

    /// Who has an id among its aliases after a commit; with its text where the record is new under that name.
    fn heir(&mut self, at: usize, kind: Kind, id: &str) -> Option<(String, Option<TextId>)> {
        let key = (kind, id.to_owned());
        if let Some(heir) = self.arrived.get(&key) {
            return Some(heir.clone());
        }
        // All that the commit holds is gathered, which is seldom needed.
        if self.holders.as_ref().is_none_or(|(of, _)| *of != at) {
            let mut aliases = BTreeMap::new();
            for (record, text) in self.state(at) {
                if let Some((kind, id)) = kind_of(&record) {
                    let facts = self.reader.facts(text);
                    let each = facts.aliases.iter();
                    aliases.extend(each.map(|alias| ((kind, alias.clone()), id.to_owned())));
                }
            }
            self.holders = Some((at, aliases));
        }
        let (_, held) = self.holders.as_ref()?;
        held.get(&key).map(|holder| (holder.clone(), None))
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

    /// Former ids that a version no longer holds.
    fn dropped(&mut self, side: &Side<'p>, kind: Kind, record: &str, old: TextId, new: Option<TextId>) {
        let before = self.reader.facts(old);
        if before.aliases.is_empty() {
            return;
        }
        let after = new.map(|new| self.reader.facts(new));
        if after
            .as_ref()
            .is_some_and(|after| after.tombstone || after.unreadable)
        {
            return;
        }
        let stays = new.is_some()
            && side
                .differences
                .iter()
                .any(|one| one.record == record && one.new.is_some());
        for alias in &before.aliases {
            let kept = after.as_ref().is_some_and(|after| after.aliases.contains(alias));
            // A record that has its former id again is judged where it is added.
            let again = format!("{}/{alias}", kind.folder());
            let is_back = side
                .differences
                .iter()
                .any(|one| one.record == again && one.new.is_some());
            if kept || is_back || before.draft {
                continue;
            }
            let finding = match self.heir(side.at, kind, alias) {
                None => {
                    let message = format!("{record} no longer leads on from its former id {alias}");
                    Finding::new(&codes::ALIAS_DROPPED, message, codes::ALIAS_DROPPED.example.good)
                }
                Some((holder, _)) if stays => {
                    let message = format!("{alias}, a former id of {record}, now leads to {holder}");
                    Finding::new(&codes::ALIAS_REUSED, message, codes::ALIAS_REUSED.example.good)
                }
                Some(_) => continue,
            };
            self.find(side, record, old, finding, None, Some(alias.clone()));
        }
    }

    /// A file that was not there before.
    fn added(&mut self, side: &Side<'p>, kind: Kind, id: &str, record: &str, new: TextId) {
        if let Some(gone) = self.gone.get(record).copied() {
            self.changed(side, kind, record, gone, new);
        }
        let Some(owner) = self.held.get(&(kind, id.to_owned())).cloned() else {
            return;
        };
        let facts = self.reader.facts(new);
        if owner == id || facts.aliases.contains(&owner) {
            return;
        }
        let message = format!("{record} is a new record under an id that {owner} had before");
        let finding = Finding::new(&codes::ALIAS_REUSED, message, codes::ALIAS_REUSED.example.good);
        self.find(side, record, new, finding, None, Some(id.to_owned()));
    }

    fn find(
        &mut self,
        side: &Side<'p>,
        record: &str,
        kept: TextId,
        finding: Finding,
        field: Option<String>,
        alias: Option<String>,
    ) {
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

    /// What was looked at.
    pub(super) fn report(&self) -> Report {
        let counts = &self.counts;
        let compared = format!(
            "{} of records, of which {} had to be weighed against the one before",
            counted(counts.versions, "version"),
            counts.compared
        );
        let gone = format!(
            "{} gone ({} renamed), {} withdrawn",
            counted(counts.gone, "file"),
            counts.renamed,
            counts.withdrawn
        );
        let mut report = Report::default();
        let merges = counted(counts.merges, "merge");
        report.about.push((
            "history",
            format!("{}, {merges} among them", counted(counts.commits, "commit")),
        ));
        report.checks.push(Check {
            holds: "No confirmed words, no recorded determination and no correction was changed without a correction that says so.",
            looked_at: compared,
            codes: &[
                &codes::CLAUSE_CHANGED_UNCORRECTED,
                &codes::CONFIRMED_CHANGED_UNCORRECTED,
                &codes::DETERMINATION_CHANGED_UNCORRECTED,
                &codes::CORRECTION_CHANGED,
            ],
        });
        report.checks.push(Check {
            holds: "No published record is gone without a tombstone or a new id, and no withdrawn one has come back.",
            looked_at: gone,
            codes: &[
                &codes::RECORD_GONE,
                &codes::BACK_TO_DRAFT,
                &codes::TOMBSTONE_GONE,
                &codes::TOMBSTONE_FILLED,
            ],
        });
        report.checks.push(Check {
            holds: "Every former id leads on, and none was given to another record.",
            looked_at: counted(self.held.len(), "former id"),
            codes: &[&codes::ALIAS_DROPPED, &codes::ALIAS_REUSED],
        });
        report.unchecked = self.unchecked();
        report
    }

    fn unchecked(&self) -> Vec<Unchecked> {
        let mut unchecked = Vec::new();
        let mut tell = |number: usize, what: String, cure: &str| {
            if number > 0 {
                let cure = cure.to_owned();
                unchecked.push(Unchecked { what, cure });
            }
        };
        let (cut, missing, unreadable) = (self.counts.cut, self.reader.missing, self.counts.unreadable);
        tell(
            cut,
            format!(
                "This copy is shallow: what came before {}, and what these changed, is not here.",
                counted(cut, "commit")
            ),
            "fetch the whole history: git fetch --unshallow",
        );
        tell(
            missing,
            format!(
                "{} of records are not in this copy, so nothing could be compared with them.",
                counted(missing, "version")
            ),
            "make a whole copy: git clone without --filter",
        );
        tell(
            unreadable,
            format!(
                "{} cannot be read as records; what came after was compared with what came before them.",
                counted(unreadable, "version")
            ),
            "look at them with git log -p; `scrutiny check` tells whether the records of today can be read",
        );
        unchecked
    }
}

/// Whether two changes are of the same place.
pub(super) fn same_place(one: &Rewrite, other: &Rewrite) -> bool {
    one.lock == other.lock && one.clause == other.clause && one.field == other.field
}

/// A record and a place in it.
fn place_of(record: &str, rewrite: &Rewrite) -> (String, Option<String>, Option<String>) {
    (record.to_owned(), rewrite.clause.clone(), rewrite.field.clone())
}
