//! What a version of a record says that the rules lean on, read once for each text.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

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
    /// How many texts the repository does not hold.
    pub(super) missing: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(texts: &'t Texts<'t>) -> Self {
        let known = HashMap::new();
        Self {
            texts,
            known,
            missing: 0,
        }
    }

    /// What a text says.
    pub(super) fn facts(&mut self, id: TextId) -> Rc<Facts> {
        if let Some(facts) = self.known.get(&id) {
            return Rc::clone(facts);
        }
        let facts = match (self.texts)(id) {
            Some(bytes) => facts(bytes),
            None => {
                self.missing += 1;
                let unreadable = true;
                Facts {
                    unreadable,
                    ..Facts::default()
                }
            }
        };
        let facts = Rc::new(facts);
        self.known.insert(id, Rc::clone(&facts));
        facts
    }

    /// A text as a tree; none where it cannot be read as one.
    pub(super) fn tree(&self, id: TextId) -> Option<Json> {
        tree((self.texts)(id)?)
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

/// Most texts hold none of the words that matter, and are not taken apart.
fn facts(bytes: Vec<u8>) -> Facts {
    let (mut told, mut may_lock) = (false, false);
    for found in TELLING.find_iter(&bytes) {
        let all = found.as_bytes() == b"\\";
        let locks: [&[u8]; 3] = [b"confirmed", b"corrections", b"withdrawn"];
        may_lock |= all || locks.contains(&found.as_bytes());
        told |= all || !matches!(found.as_bytes(), b"confirmed" | b"corrections");
    }
    if !told {
        return Facts {
            may_lock,
            ..Facts::default()
        };
    }
    let Some(tree) = tree(bytes) else {
        return Facts {
            unreadable: true,
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
