//! The text of a register's files with the ids of the joint site: references follow, and nothing else changes.

use std::collections::BTreeMap;

use super::names::{Claim, prefixed};
use crate::life::links::{Found, relinked};
use crate::life::tombstone;
use crate::record::tombstone::{See, Tombstone};
use crate::record::{Entry, Kind, RecordId};
use crate::register::{AnyEntry, Key, Register, STANDING_PAGES};
use crate::shape::Leaf;
use crate::source::{Source, Span};

/// What the texts of one register are read by.
#[derive(Debug)]
pub(super) struct Follower {
    pub(super) prefix: String,
    /// Every id that it publishes.
    pub(super) claims: BTreeMap<Key, Claim>,
    /// Those of them that are others now.
    pub(super) changed: BTreeMap<Key, RecordId>,
    /// Its own pages.
    pub(super) pages: Vec<String>,
    /// The address of its own site.
    pub(super) address: Option<String>,
    /// Ids that it holds and does not publish.
    pub(super) hidden: BTreeMap<String, usize>,
}

/// What takes the place of a stretch.
type Edit = (Span, String);

impl Follower {
    /// The id that a record has on the site.
    pub(super) fn now<'k>(&'k self, key: &'k Key) -> &'k RecordId {
        self.changed.get(key).unwrap_or(&key.1)
    }

    /// The text of a record's file.
    pub(super) fn record(&self, text: &str, entry: &AnyEntry<'_>) -> String {
        let mut edits = Vec::new();
        entry.leaves.leaves(&mut |leaf| match leaf {
            Leaf::Link(link) => self.id(text, &(link.kind, link.id.clone()), link.span, &mut edits),
            Leaf::Markdown(_, span) => self.passage(text, span, &mut edits),
            Leaf::Text(..) => {}
        });
        for alias in entry.aliases {
            self.id(text, &(entry.kind, alias.value.clone()), alias.span, &mut edits);
        }
        edited(text, edits)
    }

    /// The text of a tombstone's file. What it leads to is named only where that is published.
    pub(super) fn tombstone(&self, entry: &Entry<Tombstone>) -> String {
        let withdrawn = &entry.body.withdrawn;
        let see = withdrawn.see.as_ref().and_then(|see| match &see.value {
            See::Record(kind, id) => {
                let key = (*kind, id.clone());
                let is_there = matches!(self.claims.get(&key), Some(Claim::Record(_)));
                is_there.then(|| format!("{}/{}", kind.folder(), self.now(&key)))
            }
            See::Web(address) => Some(address.to_string()),
        });
        tombstone(withdrawn.date.value, &withdrawn.reason, see.as_deref())
    }

    /// A former version of a record. Ids that are not published are told from those of other registers, so that what names one
    /// is kept back here as on the register's own site.
    pub(super) fn former(&self, kind: Kind, bytes: Vec<u8>) -> Vec<u8> {
        let source = Source::from_bytes(format!("records/{}/version.yaml", kind.folder()), bytes);
        if source.refusal.is_some() {
            return source.text.into_bytes();
        }
        let text = source.text.clone();
        let (links, passages) = Register::mentions(source);
        let mut edits = Vec::new();
        for (key, span) in links {
            self.id(&text, &key, span, &mut edits);
        }
        for span in passages {
            self.passage(&text, span, &mut edits);
        }
        let text = edited(&text, edits);
        self.told_apart(&text).into_bytes()
    }

    fn id(&self, text: &str, key: &Key, span: Span, edits: &mut Vec<Edit>) {
        let Some(new) = self.changed.get(key) else {
            return;
        };
        let held = span.of(text);
        let whole = match held.contains(key.1.as_str()) {
            true => held.replacen(key.1.as_str(), new.as_str(), 1),
            // Written in other letters, such as escapes; an id needs no quotes.
            false => new.to_string(),
        };
        edits.push((span, whole));
    }

    fn passage(&self, text: &str, span: Span, edits: &mut Vec<Edit>) {
        let held = span.of(text);
        if !held.contains('/') {
            return;
        }
        let new = relinked(held, &|found| self.link(found));
        if new != held {
            edits.push((span, new));
        }
    }

    /// What takes the place of `folder/id` in a text.
    fn link(&self, found: Found<'_>) -> Option<String> {
        if found.folder == "pages" {
            return found.leads.then(|| self.page(found))?;
        }
        let key = (Kind::from_folder(found.folder)?, RecordId::new(found.id).ok()?);
        if let Some(new) = self.changed.get(&key) {
            return Some(format!("{}/{new}", found.folder));
        }
        // A link to what the register does not publish must not lead to what another calls by the same name.
        let is_strange = found.leads && !self.claims.contains_key(&key);
        is_strange.then(|| format!("{}/{}/{}", self.prefix, found.folder, found.id))
    }

    /// A page of the register's own stands on its own site.
    fn page(&self, found: Found<'_>) -> Option<String> {
        let is_own = self.pages.iter().any(|page| page == found.id);
        match self.address.as_ref().filter(|_| is_own) {
            Some(base) => {
                let ending = if found.has_ending { "" } else { ".html" };
                Some(format!("{base}/pages/{}{ending}", found.id))
            }
            None if STANDING_PAGES.contains(&found.id) => None,
            None => Some(format!("{}/pages/{}", self.prefix, found.id)),
        }
    }

    /// A text in which ids that are not published bear the register's prefix.
    fn told_apart(&self, text: &str) -> String {
        if self.hidden.is_empty() {
            return text.to_owned();
        }
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_part) {
            out.push_str(&rest[..start]);
            let word = &rest[start..];
            let end = word.find(|letter| !is_part(letter)).unwrap_or(word.len());
            // The name of a field is no id.
            let is_field = word[end..].starts_with(':');
            if !is_field && self.hidden.contains_key(&word[..end]) {
                out.push_str(&self.mark(&word[..end]));
            } else {
                out.push_str(&word[..end]);
            }
            rest = &word[end..];
        }
        out + rest
    }

    /// An id that is not published, as no other register can mean it.
    pub(super) fn mark(&self, hidden: &str) -> String {
        match RecordId::new(hidden) {
            Ok(id) => prefixed(&self.prefix, &id).to_string(),
            Err(_) => format!("{}-{hidden}", self.prefix),
        }
    }
}

/// A text with these stretches replaced.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (span, new) in edits {
        let range = span.range();
        if range.start < done || range.end > text.len() {
            continue;
        }
        out.push_str(&text[done..range.start]);
        out.push_str(&new);
        done = range.end;
    }
    out + &text[done..]
}
