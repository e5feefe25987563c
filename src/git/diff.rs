//! What differs between the records of two commits, from Git's raw folders walked side by side.
//!
//! Equal folders are skipped unseen, and of two folders that differ the equal beginning and end are compared as
//! bytes: most commits change one file of thousands.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use git2::{Odb, Oid};

use crate::disk::intake;

/// One record's version before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The kind's folder and the record's id.
    pub(super) record: String,
    /// Its text before, as Git names it; none where there was none.
    pub(super) old: Option<Oid>,
    /// Its text after.
    pub(super) new: Option<Oid>,
}

/// Git's folders, kept while they are likely to be needed again.
pub(super) struct Folders<'r> {
    odb: &'r Odb<'r>,
    /// Those read lately, and those read before: when the first are too many, they become the second.
    young: HashMap<Oid, Rc<[u8]>>,
    old: HashMap<Oid, Rc<[u8]>>,
    /// Bytes in `young`.
    size: usize,
}

/// Half the memory that kept folders may take, in bytes.
const KEEP: usize = 16 << 20;

/// An entry of a raw folder.
#[derive(Clone, Copy)]
struct Entry<'t> {
    name: &'t [u8],
    is_folder: bool,
    is_file: bool,
    id: &'t [u8],
}

impl<'r> Folders<'r> {
    pub(super) fn new(odb: &'r Odb<'r>) -> Self {
        let (young, old) = (HashMap::new(), HashMap::new());
        Self {
            odb,
            young,
            old,
            size: 0,
        }
    }

    fn get(&mut self, id: Oid) -> Result<Rc<[u8]>, git2::Error> {
        if let Some(bytes) = self.young.get(&id) {
            return Ok(Rc::clone(bytes));
        }
        let bytes: Rc<[u8]> = match self.old.remove(&id) {
            Some(bytes) => bytes,
            None => self.odb.read(id)?.data().into(),
        };
        if self.size > KEEP {
            self.old = std::mem::take(&mut self.young);
            self.size = 0;
        }
        self.size += bytes.len();
        self.young.insert(id, Rc::clone(&bytes));
        Ok(bytes)
    }

    /// The folder at a path below another; none where there is none.
    pub(super) fn find(&mut self, top: Oid, path: &str) -> Result<Option<Oid>, git2::Error> {
        let mut folder = top;
        for part in path.split('/') {
            let bytes = self.get(folder)?;
            let entries = Entries { bytes: &bytes, at: 0 };
            let mut found = entries.filter(|entry| entry.is_folder && entry.name == part.as_bytes());
            match found.next() {
                Some(entry) => folder = Oid::from_bytes(entry.id)?,
                None => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    /// The records that differ between two `records/` folders, by name. One that only moved does not differ.
    pub(super) fn compare(
        &mut self,
        old: Option<Oid>,
        new: Option<Oid>,
    ) -> Result<Vec<Difference>, git2::Error> {
        let mut found = Vec::new();
        if old != new {
            self.enter(old, new, None, 0, &mut found)?;
        }
        if found.len() > 1 {
            found.sort_by(|a, b| a.record.cmp(&b.record));
            found.dedup_by(|next, kept| {
                let same = next.record == kept.record;
                if same {
                    kept.old = kept.old.or(next.old);
                    kept.new = kept.new.or(next.new);
                }
                same
            });
        }
        found.retain(|difference| difference.old != difference.new);
        Ok(found)
    }

    /// Walks two folders side by side. `kind` is the name of the kind's folder, none above it.
    fn enter(
        &mut self,
        old: Option<Oid>,
        new: Option<Oid>,
        kind: Option<&str>,
        depth: usize,
        found: &mut Vec<Difference>,
    ) -> Result<(), git2::Error> {
        let empty: Rc<[u8]> = Rc::from([]);
        let old = old.map_or_else(|| Ok(Rc::clone(&empty)), |id| self.get(id))?;
        let new = new.map_or_else(|| Ok(Rc::clone(&empty)), |id| self.get(id))?;
        let start = common_start(&old, &new);
        let (mut left, mut right) = (
            Entries {
                bytes: &old,
                at: start,
            },
            Entries {
                bytes: &new,
                at: start,
            },
        );
        loop {
            if left.rest() == right.rest() {
                return Ok(());
            }
            let (before, after) = match (left.peek(), right.peek()) {
                (None, None) => return Ok(()),
                (Some(a), Some(b)) => match order(&a.0, &b.0) {
                    Ordering::Less => (Some(a), None),
                    Ordering::Greater => (None, Some(b)),
                    Ordering::Equal => (Some(a), Some(b)),
                },
                other => other,
            };
            if let Some((_, end)) = before {
                left.at = end;
            }
            if let Some((_, end)) = after {
                right.at = end;
            }
            let (before, after) = (before.map(|(entry, _)| entry), after.map(|(entry, _)| entry));
            self.weigh(before, after, kind, depth, found)?;
        }
    }

    /// Takes in one entry that differs: a folder is entered, a record noted, all else passed over.
    fn weigh(
        &mut self,
        before: Option<Entry<'_>>,
        after: Option<Entry<'_>>,
        kind: Option<&str>,
        depth: usize,
        found: &mut Vec<Difference>,
    ) -> Result<(), git2::Error> {
        let Some(entry) = before.or(after) else {
            return Ok(());
        };
        let same = |a: Entry<'_>, b: Entry<'_>| a.id == b.id && a.is_file == b.is_file;
        let Ok(name) = std::str::from_utf8(entry.name) else {
            return Ok(());
        };
        if intake::is_skipped(name) || before.zip(after).is_some_and(|(a, b)| same(a, b)) {
            return Ok(());
        }
        let id = |entry: Option<Entry<'_>>| entry.map(|entry| Oid::from_bytes(entry.id)).transpose();
        if entry.is_folder {
            if intake::is_text(name) || depth + 1 >= intake::DEPTH {
                return Ok(());
            }
            let kind = kind.unwrap_or(name);
            return self.enter(id(before)?, id(after)?, Some(kind), depth + 1, found);
        }
        if let Some(record) = record_name(kind, name) {
            let file = |entry: Option<Entry<'_>>| id(entry.filter(|entry| entry.is_file));
            let (old, new) = (file(before)?, file(after)?);
            found.push(Difference { record, old, new });
        }
        Ok(())
    }
}

/// What a file below `records/` is called in the history; none where it is no record.
fn record_name(kind: Option<&str>, file: &str) -> Option<String> {
    match kind {
        None => (file == "register.yaml").then(|| "register".to_owned()),
        Some("pages") => file.strip_suffix(".md").map(|id| format!("pages/{id}")),
        Some(kind) => file.strip_suffix(".yaml").map(|id| format!("{kind}/{id}")),
    }
}

/// What a file of the register is called in the history, by its path; none where it is no record.
pub(super) fn record_at(path: &str) -> Option<String> {
    let below = path.strip_prefix("records/")?;
    match below.split_once('/') {
        Some((kind, rest)) => record_name(Some(kind), rest.rsplit('/').next()?),
        None => record_name(None, below),
    }
}

/// Git's order of names in a folder: that of a folder counts as if it ended in `/`.
fn order(a: &Entry<'_>, b: &Entry<'_>) -> Ordering {
    let shared = a.name.len().min(b.name.len());
    let next = |entry: &Entry<'_>| match entry.name.get(shared) {
        Some(byte) => *byte,
        None if entry.is_folder => b'/',
        None => 0,
    };
    let by_name = a.name[..shared].cmp(&b.name[..shared]);
    by_name
        .then_with(|| next(a).cmp(&next(b)))
        .then_with(|| a.name.len().cmp(&b.name.len()))
}

/// Where the first entry begins that is not the same in both folders.
fn common_start(old: &[u8], new: &[u8]) -> usize {
    const STRIDE: usize = 256;
    let equal = old
        .chunks(STRIDE)
        .zip(new.chunks(STRIDE))
        .take_while(|(a, b)| a == b)
        .count()
        * STRIDE;
    let equal = equal.min(old.len()).min(new.len());
    let same = old[equal..]
        .iter()
        .zip(&new[equal..])
        .take_while(|(a, b)| a == b)
        .count()
        + equal;
    let mut entries = Entries { bytes: old, at: 0 };
    while let Some(end) = entries.skip_one().filter(|end| *end <= same) {
        entries.at = end;
    }
    entries.at
}

/// The entries of a raw folder: each a mode, a space, a name, a zero byte and twenty bytes of id.
struct Entries<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Entries<'t> {
    const ID: usize = 20;

    fn rest(&self) -> &'t [u8] {
        &self.bytes[self.at..]
    }

    /// Where the next entry ends, without taking it apart.
    fn skip_one(&self) -> Option<usize> {
        let zero = self.rest().iter().position(|byte| *byte == 0)?;
        let end = self.at + zero + 1 + Self::ID;
        (end <= self.bytes.len()).then_some(end)
    }

    /// The next entry and where it ends.
    fn peek(&self) -> Option<(Entry<'t>, usize)> {
        let end = self.skip_one()?;
        let head = &self.bytes[self.at..end - Self::ID - 1];
        let space = head.iter().position(|byte| *byte == b' ')?;
        let (mode, name) = (&head[..space], &head[space + 1..]);
        let entry = Entry {
            name,
            is_folder: mode == b"40000",
            is_file: mode.starts_with(b"100"),
            id: &self.bytes[end - Self::ID..end],
        };
        Some((entry, end))
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let (entry, end) = self.peek()?;
        self.at = end;
        Some(entry)
    }
}
