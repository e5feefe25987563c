//! Which former versions of a record may be told, and what differed between them.
//!
//! Told is what the public could read, and nothing else. A story begins after the last version that was no finished
//! record: what stood there before a draft, or before a withdrawal, was taken from the public or never given to it.
//! Words that a correction withholds are told in no version, and no record is named that is not published now.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{Input, PagePath};
use crate::compare::text::{self, State};
use crate::compare::{Change, Step, What, compare};
use crate::history::{Commit, History, Revision, TextId};
use crate::record::{Kind, RecordId};
use crate::register::Register;

/// The texts of former versions, by the names that the history has of them.
pub type Archive = BTreeMap<TextId, Vec<u8>>;

/// One version of a record, as far as it may be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Version<'h> {
    /// The place among all commits of the one that made it, 0 being the newest.
    pub place: u32,
    /// That commit.
    pub commit: &'h Commit,
    /// What it is.
    pub told: Told,
}

/// What is told of a version.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// It is the first there is.
    First,
    /// It is the first that was public after others that are not told.
    FirstPublic,
    /// What differs from the one before.
    Differs(Vec<Difference>),
}

/// Something that differs between two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// It, or where it stands if it may not be told.
    pub change: Change,
    /// Why what stood there is not told; none where it is.
    pub hushed: Option<Hushed>,
}

/// Why words are not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hushed {
    /// A correction withholds them.
    Withheld,
    /// They name a record that is not published.
    Unpublished,
}

/// The records whose story stands on the page of a record: its own and, of a change, the views of it.
pub(crate) fn subjects<'r>(
    register: &'r Register,
    kind: Kind,
    id: &'r RecordId,
) -> Vec<(Kind, &'r RecordId)> {
    let mut all = vec![(kind, id)];
    if kind == Kind::Change {
        let views = register.determinations_of(id).into_iter();
        all.extend(views.map(|view| (Kind::Determination, &view.id)));
    }
    all
}

/// Whether there is more than one version to tell of on the page of a record. It is known without their texts.
pub fn has_story(input: &Input<'_>, kind: Kind, id: &RecordId) -> bool {
    let versions = |(kind, id): (Kind, &RecordId)| {
        let name = format!("{}/{id}", kind.folder());
        input.history.texts.get(&name).map_or(0, Vec::len)
    };
    kind != Kind::Determination
        && subjects(input.register, kind, id)
            .into_iter()
            .any(|subject| versions(subject) > 1)
}

/// Where that story stands, below the page of the record.
pub(crate) fn path(kind: Kind, id: &RecordId) -> PagePath {
    PagePath::file(format!("{}/{id}/history.html", kind.folder()))
}

/// The texts that the story of a record needs.
pub(super) fn needed<'h>(history: &'h History, name: &str) -> impl Iterator<Item = TextId> + 'h {
    let texts = history.texts.get(name).into_iter().flatten();
    texts.flat_map(|texts| [texts.old, texts.new]).flatten()
}

/// The versions of a record that may be told, newest first.
pub fn versions<'h>(input: &Input<'h>, archive: &Archive, kind: Kind, id: &RecordId) -> Vec<Version<'h>> {
    let name = format!("{}/{id}", kind.folder());
    let steps: Vec<Revision<'h>> = input.history.of(&name).collect();
    let places = input.history.touches.get(&name);
    let mut trees: BTreeMap<TextId, Json> = BTreeMap::new();
    for step in &steps {
        let tree = step.texts.new.and_then(|name| {
            let tree = text::tree(archive.get(&name)?)?;
            (text::state(&tree) == State::Finished).then_some((name, tree))
        });
        let Some((name, tree)) = tree else { break };
        trees.insert(name, tree);
    }
    let public = steps
        .iter()
        .take_while(|step| step.texts.new.is_some_and(|name| trees.contains_key(&name)))
        .count();
    let now = input.register.entry(kind, id).map(|entry| entry.to_json());
    let withheld = withheld(trees.values().chain(&now));
    let told = |(at, step): (usize, &Revision<'h>)| {
        let tree = |name: Option<TextId>| trees.get(&name?);
        let told = match (tree(step.texts.old), tree(step.texts.new)) {
            (Some(old), Some(new)) if at + 1 < public => {
                let changes = compare(old, new);
                let changes = changes.into_iter().filter(|change| !follows(input, change));
                Told::Differs(changes.map(|change| weighed(input, &withheld, change)).collect())
            }
            _ if at + 1 == steps.len() && step.texts.old.is_none() => Told::First,
            _ => Told::FirstPublic,
        };
        Version {
            place: places
                .and_then(|places| places.get(at))
                .map_or(u32::MAX, |(place, _)| *place),
            commit: step.commit,
            told,
        }
    };
    steps[..public].iter().enumerate().map(told).collect()
}

/// Whether a reference only follows a record to its new id, which changes nothing of what is said.
fn follows(input: &Input<'_>, change: &Change) -> bool {
    let What::Value {
        old: Some(Json::String(old)),
        new: Some(Json::String(new)),
    } = &change.what
    else {
        return false;
    };
    RecordId::new(old).is_ok_and(|old| {
        let now = |kind| input.register.renamed(kind, &old);
        Kind::ALL.into_iter().filter_map(now).any(|id| id.as_str() == new)
    })
}

/// The places of which corrections withhold what stood there: in each version, and in the record as it is now.
fn withheld<'j>(versions: impl Iterator<Item = &'j Json>) -> BTreeSet<String> {
    let corrections = versions.filter_map(|version| version.get("corrections")?.as_array());
    let withheld = corrections.flatten().filter(|one| {
        one.get("withheld")
            .is_some_and(|word| word == "yes" || *word == true)
    });
    let place = |one: &Json| {
        let word = |name: &str| one.get(name).and_then(Json::as_str);
        match (word("clause"), word("field")) {
            (Some(label), None | Some("words")) => format!("clauses.{label}"),
            (Some(label), Some(field)) => format!("clauses.{label}.{field}"),
            (None, Some(field)) => field.to_owned(),
            // It does not say which words, so none are told.
            (None, None) => String::new(),
        }
    };
    withheld.map(place).collect()
}

/// A difference with its words, unless these may not be told.
fn weighed(input: &Input<'_>, withheld: &BTreeSet<String>, change: Change) -> Difference {
    let path = change.path();
    let within = |inner: &str, outer: &str| {
        outer.is_empty()
            || inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let place = withheld
        .iter()
        .find(|place| within(&path, place) || within(place, &path));
    if let Some(place) = place {
        return Difference {
            change: only_place(change, place.split('.').count()),
            hushed: Some(Hushed::Withheld),
        };
    }
    let names_hidden =
        tokens(&format!("{path} {}", said(&change))).any(|word| input.history.unpublished.contains_key(word));
    if names_hidden {
        return Difference {
            change: only_place(change, 1),
            hushed: Some(Hushed::Unpublished),
        };
    }
    Difference { change, hushed: None }
}

/// All that a difference would say.
fn said(change: &Change) -> String {
    let told = change.told();
    format!(
        "{} {}",
        told.was.unwrap_or_default(),
        told.now.unwrap_or_default()
    )
}

/// What could be ids in a text.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'))
}

/// That something differs at a place, and nothing more. An item may be named by what it says, so no more than the first
/// steps are kept.
fn only_place(change: Change, steps: usize) -> Change {
    let mut place = change.place;
    place.truncate(steps);
    // The label of a clause says nothing of its words; other items can be named by theirs.
    let is_clause = matches!(place.first(), Some(Step::Field(field)) if field == "clauses");
    if !is_clause {
        place.truncate(
            place
                .iter()
                .take_while(|step| matches!(step, Step::Field(_)))
                .count(),
        );
    }
    Change {
        place,
        what: What::Value { old: None, new: None },
    }
}
