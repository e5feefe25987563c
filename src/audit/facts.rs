//! What a version of a record says that the rules lean on, read once for each text.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::bytes::Regex;
use serde_json::Value as Json;

use super::{TextId, Texts};
use crate::diagnostic::Diagnostics;
use crate::record::tombstone;
use crate::source::{Source, SourceId};
use crate::yaml;

/// What one text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Whether it is not there, or is no record.
    pub(super) unreadable: bool,
    /// Whether it is a tombstone.
    pub(super) tombstone: bool,
    /// Whether it calls itself a draft.
    pub(super) draft: bool,
    /// The ids the record had before.
    pub(super) aliases: Vec<String>,
    /// Whether something in it may be locked, so that a later version has to be compared with it.
    pub(super) may_lock: bool,
}

/// Reads texts, each once.
pub(super) struct Reader<'t> {
    texts: &'t Texts<'t>,
    known: HashMap<TextId, Rc<Facts>>,
    /// Trees read lately, and those read before: when the first are too many, they become the second. A version is compared
    /// with the one before it and then with the one after, and need not be taken apart for each.
    young: HashMap<TextId, Rc<Json>>,
    old: HashMap<TextId, Rc<Json>>,
    /// How many texts the repository does not hold.
    pub(super) missing: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(texts: &'t Texts<'t>) -> Self {
        Self {
            texts,
            known: HashMap::new(),
            young: HashMap::new(),
            old: HashMap::new(),
            missing: 0,
        }
    }

    /// Reads texts that are about to be asked for, some at a time, on every core.
    pub(super) fn ahead(&mut self, ids: impl IntoIterator<Item = TextId>) {
        /// Enough for every core, and few enough to be held together with their trees.
        const TOGETHER: usize = 1_024;
        let mut asked = HashSet::new();
        let ids = ids.into_iter().filter(|id| !self.known.contains_key(id));
        let ids: Vec<TextId> = ids.filter(|id| asked.insert(*id)).collect();
        ids.chunks(TOGETHER).for_each(|some| self.read(some));
    }

    fn read(&mut self, ids: &[TextId]) {
        let texts = (self.texts)(ids).into_par_iter().map(|bytes| bytes.map(said));
        let texts: Vec<Option<(Facts, Option<Json>)>> = texts.collect();
        for (id, text) in ids.iter().copied().zip(texts) {
            self.missing += usize::from(text.is_none());
            let (facts, tree) = text.unwrap_or_else(|| (facts(Some(None), false), None));
            self.known.insert(id, Rc::new(facts));
            if let Some(tree) = tree {
                self.keep(id, Rc::new(tree));
            }
        }
    }

    /// What a text says.
    pub(super) fn facts(&mut self, id: TextId) -> Rc<Facts> {
        if !self.known.contains_key(&id) {
            self.ahead([id]);
        }
        Rc::clone(&self.known[&id])
    }

    /// A text as a tree; none where it cannot be read as one.
    pub(super) fn tree(&mut self, id: TextId) -> Option<Rc<Json>> {
        if let Some(tree) = self.young.get(&id) {
            return Some(Rc::clone(tree));
        }
        match self.old.remove(&id) {
            Some(tree) => Some(self.keep(id, tree)),
            None => {
                let tree = tree((self.texts)(&[id]).pop()??)?;
                Some(self.keep(id, Rc::new(tree)))
            }
        }
    }

    fn keep(&mut self, id: TextId, tree: Rc<Json>) -> Rc<Json> {
        /// Half of the trees that are kept: of a usual record, some ten kilobytes each.
        const MOST: usize = 4_096;
        if self.young.len() >= MOST {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, Rc::clone(&tree));
        tree
    }
}

/// A text as a tree without places.
pub(super) fn tree(bytes: Vec<u8>) -> Option<Json> {
    let source = Source::from_bytes("record.yaml", bytes);
    let node = yaml::read(SourceId(0), &source, &mut Diagnostics::new())?;
    Some(yaml::to_json(&node)).filter(Json::is_object)
}

/// The words without which a text says none of what the rules lean on. A backslash stands for a name written with escapes.
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"confirmed|corrections|withdrawn|draft|aliases|\\").expect("a pattern that holds")
});

/// What a text says, and the text as a tree where that had to be made.
fn said(bytes: Vec<u8>) -> (Facts, Option<Json>) {
    let (told, may_lock) = telling(&bytes);
    let tree = told.then(|| tree(bytes));
    let facts = facts(tree.as_ref().map(Option::as_ref), may_lock);
    (facts, tree.flatten())
}

/// Whether a text may say what the rules lean on, and whether something in it may be locked. Most texts hold none of the words
/// that matter, and are not taken apart.
fn telling(bytes: &[u8]) -> (bool, bool) {
    let (mut told, mut may_lock) = (false, false);
    for found in TELLING.find_iter(bytes) {
        let word = found.as_bytes();
        may_lock |= !matches!(word, b"draft" | b"aliases");
        told |= !matches!(word, b"confirmed" | b"corrections");
    }
    (told, may_lock)
}

/// What a tree says: the outer none is a text that need not be read, the inner one that cannot be.
fn facts(tree: Option<Option<&Json>>, may_lock: bool) -> Facts {
    let Some(Some(tree)) = tree else {
        return Facts {
            unreadable: tree.is_some(),
            may_lock,
            ..Facts::default()
        };
    };
    let aliases = tree.get("aliases").and_then(Json::as_array);
    let aliases = aliases.into_iter().flatten().filter_map(Json::as_str);
    Facts {
        unreadable: false,
        tombstone: tree.get(tombstone::FIELD).is_some(),
        draft: tree.get("status").and_then(Json::as_str) == Some("draft"),
        aliases: aliases.map(str::to_owned).collect(),
        may_lock,
    }
}
