//! Records that one side renamed: what the other side did to them, or wrote about them, follows.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;
use super::naming::{Key, Sort, key, sort};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::source::Source;
use crate::yaml;

/// The new ids of records, by what they were called.
pub(super) type Renames = BTreeMap<Key, String>;

/// The records that a side renamed: gone under the old id, and a record that is new there says that it had it.
pub(super) fn renames(prefix: &str, base: &Files, side: &Files) -> Renames {
    let keys =
        |files: &Files| -> BTreeSet<Key> { files.keys().filter_map(|path| key(prefix, path)).collect() };
    let (before, after) = (keys(base), keys(side));
    let gone: BTreeSet<&Key> = before.difference(&after).collect();
    if gone.is_empty() {
        return Renames::new();
    }
    let mut found: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for (path, bytes) in side {
        let Some((kind, id)) = key(prefix, path).filter(|key| !before.contains(key)) else {
            continue;
        };
        let values = yaml::values(bytes);
        let aliases = values
            .as_ref()
            .and_then(|values| values.get("aliases")?.as_array());
        for alias in aliases.into_iter().flatten().filter_map(|alias| alias.as_str()) {
            let old = (kind, alias.to_owned());
            if gone.contains(&old) {
                found.entry(old).or_default().push(id.clone());
            }
        }
    }
    let one = |(old, mut ids): (Key, Vec<String>)| Some((old, ids.pop().filter(|_| ids.is_empty())?));
    found.into_iter().filter_map(one).collect()
}

/// The files as they would be had this side renamed the records as well.
pub(super) fn followed(prefix: &str, files: &Files, renames: &Renames) -> Files {
    if renames.is_empty() {
        return files.clone();
    }
    let each = files.iter().map(|(path, bytes)| {
        let moved = key(prefix, path).and_then(|own| {
            let new = renames.get(&own)?;
            let folder = path.rfind('/').map_or("", |at| &path[..=at]);
            Some(format!("{folder}{new}.yaml"))
        });
        // A file that stands at the new name already is another record.
        let moved = moved.filter(|moved| !files.contains_key(moved));
        let bytes = references(prefix, path, bytes, renames).unwrap_or_else(|| bytes.clone());
        (moved.unwrap_or_else(|| path.clone()), bytes)
    });
    each.collect()
}

/// A file with its references to the renamed records led to their new ids; none where it has none.
fn references(prefix: &str, path: &str, bytes: &[u8], renames: &Renames) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    if !renames.keys().any(|(_, id)| text.contains(id.as_str())) {
        return None;
    }
    let mut places: Vec<(std::ops::Range<usize>, &str)> = Vec::new();
    let inner = path.strip_prefix(prefix)?;
    match sort(prefix, path).0 {
        Sort::Record(_) => {
            let source = Source::from_bytes(inner, bytes.to_vec());
            let (links, passages) = Register::mentions(source);
            for ((kind, id), span) in links {
                let range = span.range();
                if let Some(new) = renames.get(&(kind, id.as_str().to_owned()))
                    && let Some(at) = text.get(range.clone())?.find(id.as_str())
                {
                    let start = range.start + at;
                    places.push((start..start + id.as_str().len(), new));
                }
            }
            for span in passages {
                places.extend(addresses(text, span.range(), renames));
            }
        }
        _ if inner.starts_with("records/pages/") => places.extend(addresses(text, 0..text.len(), renames)),
        _ => return None,
    }
    places.sort_by_key(|(range, _)| range.start);
    let mut led = String::with_capacity(text.len());
    let mut end = 0;
    for (range, new) in places {
        if range.start >= end {
            led.push_str(&text[end..range.start]);
            led.push_str(new);
            end = range.end;
        }
    }
    led.push_str(&text[end..]);
    Some(led.into_bytes())
}

/// Where a stretch of text names renamed records by their addresses: `changes/ward-move`.
fn addresses<'r>(
    text: &str,
    range: std::ops::Range<usize>,
    renames: &'r Renames,
) -> Vec<(std::ops::Range<usize>, &'r str)> {
    let Some(stretch) = text.get(range.clone()) else {
        return Vec::new();
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let mut found = Vec::new();
    for ((kind, id), new) in renames {
        let address = format!("{}/{id}", kind.folder());
        for (at, _) in stretch.match_indices(&address) {
            let after = stretch[at + address.len()..].chars().next();
            let before = stretch[..at].chars().next_back();
            if after.is_none_or(|c| !is_part(c))
                && before.is_none_or(|c| matches!(c, '(' | '<' | ' ' | '"' | '\''))
            {
                let end = range.start + at + address.len();
                found.push((end - id.len()..end, new.as_str()));
            }
        }
    }
    found
}

/// Whether the second id is the new one of a record of any kind that had the first.
pub(super) fn is_renamed(renames: &Renames, old: &str, new: &str) -> bool {
    Kind::ALL
        .into_iter()
        .any(|kind| renames.get(&(kind, old.to_owned())).is_some_and(|now| now == new))
        && RecordId::new(new).is_ok()
}
