//! A new id for a record: its file, and every place that names it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::links;
use crate::markdown;
use crate::record::{Kind, RecordId};
use crate::register::{Key, Register, meant};
use crate::shape::Leaf;
use crate::source::{Source, SourceId, Sources, Span};
use crate::yaml::{self, EditError, Put};

/// A file as it shall be once a record has its new id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Where it is kept now.
    pub path: String,
    /// Where it shall be kept.
    pub to: String,
    /// What it shall hold.
    pub text: String,
    /// The record it is the file of; none for a page.
    pub record: Option<Key>,
}

/// The files that change when a record gets another id, its own first: references follow it, and nothing else is touched.
///
/// # Errors
///
/// [`EditError`] where the former id cannot be noted in the record's file.
pub fn renamed(
    sources: &Sources,
    register: &Register,
    key: &Key,
    new: &RecordId,
) -> Result<Vec<Renamed>, EditError> {
    let places = places(sources, register, key);
    let Some(own) = register.file(key.0, &key.1) else {
        return Err(EditError::Unreadable);
    };
    // A body may be named by half of a register.
    let records: BTreeMap<SourceId, &Key> = register.files().map(|(key, file)| (file, key)).collect();
    let mut files = Vec::new();
    let mut all: Vec<SourceId> = places.keys().copied().filter(|id| *id != own).collect();
    all.insert(0, own);
    for id in all {
        let source = sources.get(id);
        let spans = places.get(&id).map_or(&[][..], Vec::as_slice);
        let mut text = followed(&source.text, spans, key, new);
        let mut to = source.path.clone();
        let mut record = records.get(&id).copied().cloned();
        if id == own {
            text = aliased(&text, &key.1, new)?;
            let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            to = format!("{folder}/{new}.yaml");
            record = Some((key.0, new.clone()));
        }
        if text != source.text || to != source.path {
            files.push(Renamed {
                path: source.path.clone(),
                to,
                text,
                record,
            });
        }
    }
    Ok(files)
}

/// The text of the record, in which its former id is noted, and the new one is no former one any more.
fn aliased(text: &str, old: &RecordId, new: &RecordId) -> Result<String, EditError> {
    let record = yaml::json(text).ok_or(EditError::Unreadable)?;
    let held = record["aliases"].as_array().map_or(&[][..], Vec::as_slice);
    let is_new = |alias: &&Json| alias.as_str() == Some(new.as_str());
    if !held.iter().any(|alias| is_new(&alias)) {
        return yaml::append_word(text, "aliases", old.as_str());
    }
    let kept = held
        .iter()
        .filter(|alias| !is_new(alias))
        .filter_map(Json::as_str);
    let words = kept.chain([old.as_str()]).map(str::to_owned).collect();
    yaml::set(text, &["aliases"], &Put::Words(words))
}

/// What names a record, by file.
fn places(sources: &Sources, register: &Register, key: &Key) -> BTreeMap<SourceId, Vec<Place>> {
    let mut places: BTreeMap<SourceId, Vec<Place>> = BTreeMap::new();
    for entry in register.entries() {
        entry.leaves.leaves(&mut |leaf| {
            let place = match leaf {
                Leaf::Link(link) if link.kind == key.0 && *link.id == key.1 => Place::Id(link.span),
                Leaf::Markdown(text, span) if links(text, key) => Place::Links(span),
                _ => return,
            };
            places.entry(entry.source).or_default().push(place);
        });
    }
    for (_, entry) in register.withdrawn() {
        let link = entry
            .body
            .link()
            .filter(|link| link.kind == key.0 && *link.id == key.1);
        if let Some(link) = link {
            places
                .entry(entry.source)
                .or_default()
                .push(Place::Links(link.span));
        }
    }
    for page in register.pages.values().filter(|page| links(&page.text, key)) {
        let end = sources.get(page.source).text.len();
        places
            .entry(page.source)
            .or_default()
            .push(Place::Links(Span::new(0, end)));
    }
    places
}

/// A place that names a record.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// A value that is the id.
    Id(Span),
    /// A text that holds the id behind its folder, once or several times.
    Links(Span),
}

fn links(text: &str, key: &Key) -> bool {
    markdown::links(text)
        .iter()
        .any(|(_, to)| meant(to).as_ref() == Some(key))
}

/// The text with the new id in each of these places.
fn followed(text: &str, places: &[Place], (kind, old): &Key, new: &RecordId) -> String {
    let mut places: Vec<(Span, bool)> = places
        .iter()
        .map(|place| match place {
            Place::Id(span) => (*span, true),
            Place::Links(span) => (*span, false),
        })
        .collect();
    places.sort_by_key(|(span, _)| std::cmp::Reverse(span.range().start));
    let mut text = text.to_owned();
    for (span, is_id) in places {
        let range = span.range();
        let held = &text[range.clone()];
        let changed = if is_id {
            held.replacen(old.as_str(), new.as_str(), 1)
        } else {
            relinked(held, *kind, old, new)
        };
        text.replace_range(range, &changed);
    }
    text
}

/// A text in which links to one record lead to its new id: `changes/old`, where no longer id goes on from there.
fn relinked(text: &str, kind: Kind, old: &RecordId, new: &RecordId) -> String {
    links::relinked(text, &|found| {
        let is_old = found.folder == kind.folder() && found.id == old.as_str();
        is_old.then(|| format!("{}/{new}", kind.folder()))
    })
}

/// The files of a register once these are as they shall be, without those that moved away.
pub fn applied(sources: &Sources, files: &[Renamed]) -> Sources {
    let moved: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.to != file.path)
        .map(|file| file.path.as_str())
        .collect();
    let kept = sources
        .iter()
        .map(|(_, source)| source)
        .filter(|source| !moved.contains(source.path.as_str()))
        .cloned();
    let new = files
        .iter()
        .map(|file| Source::from_bytes(&file.to, file.text.clone().into_bytes()));
    Sources::new(kept.collect()).with(new.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let files = [
            ("register.yaml", "name: R\npublisher: P\n"),
            (
                "bodies/north.yaml",
                "name: North\nrole: icb\n# Kept.\naliases:\n  - northern # before\n",
            ),
            (
                "bodies/north-east.yaml",
                "name: NE\nrole: icb\nsucceeded_by: [ 'north' ] # so\n",
            ),
            (
                "changes/2026/ward.yaml",
                "title: North moves\nkind: move\nsummary: S\ncommissioners: [north-east, north]\ndetails: |\n  See [north](bodies/north#x) and [NE](bodies/north-east).\n\n  Not bodies/northern.\n",
            ),
            (
                "changes/gone.yaml",
                "withdrawn:\n  date: 2026-01-01\n  reason: Twice.\n  see: bodies/north\n",
            ),
            ("pages/about.md", "# About\n\n[North](bodies/north.html)\n"),
        ];
        let file = |(path, text): &(&str, &str)| {
            Source::from_bytes(format!("records/{path}"), text.as_bytes().to_vec())
        };
        Sources::new(files.iter().map(file).collect())
    }

    #[test]
    fn every_reference_follows_and_nothing_else_changes() {
        let sources = sources();
        let (register, problems) = Register::build(&sources);
        assert!(problems.is_empty(), "{problems:?}");
        let id = |text: &str| RecordId::new(text).expect("an id");
        let files =
            renamed(&sources, &register, &(Kind::Body, id("north")), &id("north-icb")).expect("renamed");
        let text = |path: &str| {
            files
                .iter()
                .find(|file| file.path == format!("records/{path}"))
                .map(|file| file.text.as_str())
        };
        assert_eq!(files[0].to, "records/bodies/north-icb.yaml");
        assert_eq!(
            text("bodies/north.yaml"),
            Some("name: North\nrole: icb\n# Kept.\naliases:\n  - northern # before\n  - north\n")
        );
        assert_eq!(
            text("bodies/north-east.yaml"),
            Some("name: NE\nrole: icb\nsucceeded_by: [ 'north-icb' ] # so\n")
        );
        let ward = text("changes/2026/ward.yaml").expect("it names it");
        assert!(
            ward.contains("title: North moves") && ward.contains("[north-east, north-icb]"),
            "{ward}"
        );
        assert!(
            ward.contains("[north](bodies/north-icb#x) and [NE](bodies/north-east)")
                && ward.contains("Not bodies/northern."),
            "{ward}"
        );
        assert!(text("changes/gone.yaml").is_some_and(|text| text.contains("see: bodies/north-icb\n")));
        assert_eq!(
            text("pages/about.md"),
            Some("# About\n\n[North](bodies/north-icb.html)\n")
        );
        let after = applied(&sources, &files);
        let (register, problems) = Register::build(&after);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(register.renamed(Kind::Body, &id("north")), Some(&id("north-icb")));
        // And back again: no id is a former one of itself.
        let back = renamed(&after, &register, &(Kind::Body, id("north-icb")), &id("north")).expect("renamed");
        let (register, problems) = Register::build(&applied(&after, &back));
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(register.renamed(Kind::Body, &id("north")), None);
        assert_eq!(register.renamed(Kind::Body, &id("northern")), Some(&id("north")));
    }
}
