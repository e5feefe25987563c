//! New versions of records, weighed against the ones before: what was locked, and no correction speaks of.

use serde_json::Value as Json;

use super::TextId;
use super::codes;
use super::records::{Side, Walk};
use super::report::Finding;
use crate::lock::{self, Lock, Rewrite};
use crate::record::Kind;

impl<'p> Walk<'p> {
    /// A new version in the place of an old one.
    pub(super) fn changed(&mut self, side: &Side<'p>, kind: Kind, record: &str, old: TextId, new: TextId) {
        let (before, after) = (self.reader.facts(old), self.reader.facts(new));
        if after.tombstone && !before.tombstone {
            self.counts.withdrawn += usize::from(side.is_judged && side.step.parents.len() == 1);
        }
        let weighs = before.may_lock || after.draft || after.tombstone || kind == Kind::Determination;
        let was_wronged = self.wronged.contains_key(record) || self.sound.contains_key(record);
        if !weighs && !before.unreadable && !was_wronged {
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
            (_, None, Some(_)) => format!("{record} ({}): something was added", rewrite.what),
            (_, Some(_), None) => format!("{record} ({}): what stood there was taken away", rewrite.what),
            _ => format!("{record} ({}): what stood there was changed", rewrite.what),
        };
        let unsaid = match rewrite.lock {
            Lock::Confirmed | Lock::Determined => ", and no correction says so",
            _ => "",
        };
        let message = format!("{what}{unsaid}: {}", rewrite.lock.reason());
        let is_group = rewrite.lock == Lock::Correction;
        let read_out = |words: String| if is_group { read_out(words) } else { words };
        let (was, now) = (rewrite.was.map(read_out), rewrite.now.map(read_out));
        let mut finding = Finding::new(code, message, code.example.good).words(was, now);
        finding.clause = rewrite.clause;
        self.find(side, record, kept, finding, rewrite.field, None);
    }
}

/// Words as they are; of a group of fields, such as a correction, each with its name.
fn read_out(words: String) -> String {
    let Ok(Json::Object(fields)) = serde_json::from_str(&words) else {
        return words;
    };
    let each = fields.iter().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}: {value}")
    });
    each.collect::<Vec<_>>().join("; ")
}

/// Whether two changes are of the same place.
pub(super) fn same_place(one: &Rewrite, other: &Rewrite) -> bool {
    one.lock == other.lock && one.clause == other.clause && one.field == other.field
}

/// A record and a place in it.
fn place_of(record: &str, rewrite: &Rewrite) -> (String, Option<String>, Option<String>) {
    (record.to_owned(), rewrite.clause.clone(), rewrite.field.clone())
}
