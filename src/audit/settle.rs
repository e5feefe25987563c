//! Tells what still does not hold from what has been put right in the records since.

use std::collections::BTreeMap;

use super::TextId;
use super::codes;
use super::records::{Found, Walk, kind_of};
use super::report::Report;
use crate::lock;
use crate::record::Kind;

/// The records as they stand at the newest commit.
struct Now {
    records: BTreeMap<String, TextId>,
    /// Former ids with the record that has them.
    aliases: BTreeMap<(Kind, String), String>,
}

/// The report of a walk that is done.
pub(super) fn settle(mut walk: Walk<'_>) -> Report {
    let mut report = walk.report();
    let found = std::mem::take(&mut walk.found);
    if found.is_empty() {
        return report;
    }
    let now = Now::of(&mut walk);
    for one in found {
        let list = match now.mends(&mut walk, &one) {
            true => &mut report.mended,
            false => &mut report.findings,
        };
        list.push(one.finding);
    }
    report
}

impl Now {
    fn of(walk: &mut Walk<'_>) -> Self {
        let records = match walk.past.steps.is_empty() {
            true => BTreeMap::new(),
            false => walk.state(0),
        };
        let mut aliases = BTreeMap::new();
        for (record, text) in &records {
            let facts = walk.reader.facts(*text);
            // A draft has no page that a former address could lead to.
            if let Some((kind, _)) = kind_of(record).filter(|_| !facts.draft) {
                for alias in &facts.aliases {
                    aliases.insert((kind, alias.clone()), record.clone());
                }
            }
        }
        Self { records, aliases }
    }

    /// Whether nothing of a finding is left in the records as they stand.
    fn mends(&self, walk: &mut Walk<'_>, found: &Found) -> bool {
        let Some(record) = found.finding.record.as_deref() else {
            return false;
        };
        let Some((kind, _)) = kind_of(record) else {
            return false;
        };
        let code = found.finding.code;
        if [&codes::RECORD_GONE, &codes::TOMBSTONE_GONE, &codes::ALIAS_DROPPED].contains(&code) {
            let Some(id) = &found.alias else { return false };
            let there = self.records.get(&format!("{}/{id}", kind.folder()));
            return match there {
                Some(text) if *code == codes::TOMBSTONE_GONE => walk.reader.facts(*text).tombstone,
                // What came back under the id came back as it was, or the comparison with it has told.
                Some(_) if *code == codes::RECORD_GONE => true,
                None if *code == codes::TOMBSTONE_GONE => false,
                _ => self.aliases.contains_key(&(kind, id.clone())),
            };
        }
        if *code == codes::ALIAS_REUSED {
            return self.is_returned(kind, record, found);
        }
        self.agrees(walk, kind, record, found)
    }

    /// Whether a former id no longer belongs to a record that it was never an id of.
    fn is_returned(&self, kind: Kind, record: &str, found: &Found) -> bool {
        let Some(id) = &found.alias else { return false };
        let (_, own) = kind_of(record).unwrap_or((kind, record));
        match own == id {
            true => !self.records.contains_key(record),
            false => self
                .aliases
                .get(&(kind, id.clone()))
                .is_some_and(|holder| holder == record),
        }
    }

    /// Whether the record as it stands, compared with the version that should have been kept, changes that place no more.
    fn agrees(&self, walk: &mut Walk<'_>, kind: Kind, record: &str, found: &Found) -> bool {
        let heir = || {
            let (_, id) = kind_of(record)?;
            self.aliases.get(&(kind, id.to_owned()))
        };
        let text = self.records.get(record).or_else(|| self.records.get(heir()?));
        let Some(now) = text.copied().and_then(|text| walk.reader.tree(text)) else {
            return false;
        };
        let Some(kept) = walk.reader.tree(found.kept) else {
            return false;
        };
        let renamed = |old: &str, new: &str| walk.renamed.contains(&(old.to_owned(), new.to_owned()));
        let still = lock::rewritten(kind, &kept, &now, &renamed);
        let finding = &found.finding;
        !still
            .iter()
            .any(|rewrite| rewrite.clause == finding.clause && rewrite.field == found.field)
    }
}
