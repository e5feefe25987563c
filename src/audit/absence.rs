//! Records that are gone, ids that lead nowhere any more, and ids that were given to another.

use std::collections::BTreeMap;

use super::TextId;
use super::codes;
use super::records::{Side, Walk, kind_of};
use super::report::Finding;
use crate::record::Kind;

impl<'p> Walk<'p> {
    /// A file that is not there any more.
    pub(super) fn removed(&mut self, side: &Side<'p>, kind: Kind, id: &str, record: &str, old: TextId) {
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
        let heir = self.heir(side.at, kind, id);
        // A record that is there already and only a draft has no page to lead to.
        let leads = |walk: &mut Self, (holder, text): &(String, Option<TextId>)| {
            facts.draft || text.is_some() || !walk.is_draft(side.at, &format!("{}/{holder}", kind.folder()))
        };
        if let Some((_, text)) = heir.filter(|heir| leads(self, heir)) {
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

    /// Whether a record is a draft after a commit.
    fn is_draft(&mut self, at: usize, record: &str) -> bool {
        let text = self.state(at).get(record).copied();
        text.is_some_and(|text| self.reader.facts(text).draft)
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

    /// Former ids that a version no longer holds.
    pub(super) fn dropped(
        &mut self,
        side: &Side<'p>,
        kind: Kind,
        record: &str,
        old: TextId,
        new: Option<TextId>,
    ) {
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
    pub(super) fn added(&mut self, side: &Side<'p>, kind: Kind, id: &str, record: &str, new: TextId) {
        if let Some(gone) = self.gone.get(record).copied() {
            self.changed(side, kind, record, gone, new);
        }
        let Some(owner) = self.held.get(&(kind, id.to_owned())).cloned() else {
            return;
        };
        let facts = self.reader.facts(new);
        // A record that is withdrawn leaves a tombstone at its former addresses too.
        if owner == id || facts.tombstone || facts.aliases.contains(&owner) {
            return;
        }
        let message = format!("{record} is a new record under an id that {owner} had before");
        let finding = Finding::new(&codes::ALIAS_REUSED, message, codes::ALIAS_REUSED.example.good);
        self.find(side, record, new, finding, None, Some(id.to_owned()));
    }
}
