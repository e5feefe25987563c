//! How the page of a record changed: each version that was public, with what stood there before and after.

use serde::Serialize;

use super::frame::Head;
use super::piece::{Dated, Linked};
use super::{Here, words};
use crate::compare::words::{Piece, difference};
use crate::compare::{Change, Item, Step, What};
use crate::record::{Kind, RecordId};
use crate::site::{
    Archive, Difference, Hushed, PagePath, Told, Version, has_story, subjects, versions, versions_path,
};
use crate::value::PartialDate;

use serde_json::Value as Json;

/// From where two wordings are told word by word, in letters of both together.
const LONG: usize = 90;

/// What the page says.
#[derive(Debug, Serialize)]
pub struct VersionsView {
    /// The page it is about.
    page: Linked,
    steps: Vec<StepView>,
    /// Whether there were versions before the oldest that are not told.
    begins_later: bool,
    cut_short: bool,
    /// Whether words of it are not told.
    hushed: bool,
}

/// One version.
#[derive(Debug, Serialize)]
struct StepView {
    /// The name of its place on the page.
    anchor: String,
    on: Dated,
    by: String,
    summary: String,
    /// What it is a version of, where that is not the page's own record.
    of: Option<Linked>,
    /// What is said where no fields are told.
    says: Option<&'static str>,
    changes: Vec<ChangeView>,
}

/// One thing that differs.
#[derive(Debug, Default, Serialize)]
struct ChangeView {
    what: String,
    was: Option<String>,
    now: Option<String>,
    /// The words one by one, where they are many.
    pieces: Vec<PieceView>,
    /// What is said in the place of words that are not told.
    instead: Option<&'static str>,
}

/// A stretch of words.
#[derive(Debug, Serialize)]
struct PieceView {
    how: &'static str,
    words: String,
}

/// What surrounds the page.
pub fn head(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Head {
    Head {
        title: format!("How this page changed: {}", subject(here, kind, id).words),
        part: Some(kind.folder()),
        ..Head::default()
    }
}

/// Where it stands how this page changed; none where it has no such page.
pub fn of_page(here: Here<'_, '_>) -> Option<String> {
    let (folder, rest) = here.path.as_str().split_once('/')?;
    let kind = Kind::from_folder(folder)?;
    let id = RecordId::new(rest.strip_suffix(".html")?).ok()?;
    here.register().entry(kind, &id)?;
    has_story(here.input, kind, &id).then(|| here.to(&versions_path(kind, &id)))
}

/// Whether a page is one of these: search engines should lead to what is said now.
pub fn is_one(path: &PagePath) -> bool {
    let mut parts = path.as_str().split('/');
    parts.next().and_then(Kind::from_folder).is_some()
        && parts.next().is_some_and(|id| RecordId::new(id).is_ok())
        && parts.next() == Some("history.html")
        && parts.next().is_none()
}

fn subject(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Linked {
    let register = here.register();
    match kind {
        Kind::Body => here.body(id),
        Kind::Resolution => match register.resolutions.get(id) {
            Some(resolution) => here.resolution(resolution),
            None => here.record(kind, id, None),
        },
        _ => here.record(kind, id, register.entry(kind, id).map(|entry| entry.title)),
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, archive: &Archive, kind: Kind, id: &RecordId) -> VersionsView {
    let mut all: Vec<(Version<'_>, Option<Linked>)> = Vec::new();
    let mut begins_later = false;
    for (kind_of, own) in subjects(here.register(), kind, id) {
        let of = view_of(here, own).filter(|_| kind_of != kind);
        let told = versions(here.input, archive, kind_of, own);
        begins_later |= told.last().is_some_and(|last| last.told == Told::FirstPublic);
        all.extend(told.into_iter().map(|version| (version, of.clone())));
    }
    all.sort_by_key(|(version, _)| version.place);
    let steps: Vec<StepView> = all
        .into_iter()
        .enumerate()
        .map(|(at, (version, of))| step(here, at, &version, of))
        .collect();
    let hushed = |step: &StepView| step.changes.iter().any(|change| change.instead.is_some());
    VersionsView {
        page: subject(here, kind, id),
        begins_later,
        cut_short: here.input.history.cut_short,
        hushed: steps.iter().any(hushed),
        steps,
    }
}

/// A view of a change, under whose it is.
fn view_of(here: Here<'_, '_>, id: &RecordId) -> Option<Linked> {
    let view = here.register().determinations.get(id)?;
    let by = here.body(&view.body.by.id).words;
    Some(here.determination(view, &format!("The view of {by}")))
}

fn step(here: Here<'_, '_>, at: usize, version: &Version<'_>, of: Option<Linked>) -> StepView {
    let (says, changes) = match &version.told {
        Told::First => (Some("It was recorded here for the first time."), Vec::new()),
        Told::FirstPublic => (Some("This is the first version that is told here."), Vec::new()),
        Told::Differs(changes) if changes.is_empty() => (Some("Nothing that it says differs."), Vec::new()),
        Told::Differs(changes) => (None, changes.iter().map(|one| told(here, one)).collect()),
    };
    let short: String = version.commit.id.chars().take(10).collect();
    StepView {
        anchor: format!("v{at}-{short}"),
        on: Dated::new(PartialDate::Day(version.commit.on)),
        by: version.commit.by.clone(),
        summary: version.commit.summary.clone(),
        of,
        says,
        changes,
    }
}

/// A difference in words.
fn told(here: Here<'_, '_>, one: &Difference) -> ChangeView {
    let change = named(here, &one.change);
    let what = words::capital(&crate::compare::place(&change.place));
    if let Some(why) = one.hushed {
        return ChangeView {
            what,
            instead: Some(match why {
                Hushed::Withheld => "It was changed. What stood there is kept back: a correction says why.",
                Hushed::Unpublished => {
                    "It was changed. What it said is left out: it names a record that is not published here."
                }
            }),
            ..ChangeView::default()
        };
    }
    let pieces = pieces(&change);
    if !pieces.is_empty() {
        return ChangeView {
            what,
            pieces,
            ..ChangeView::default()
        };
    }
    let told = change.told();
    ChangeView {
        what,
        was: told.was,
        now: told.now,
        ..ChangeView::default()
    }
}

/// Two long wordings word by word; nothing where they are short or have little in common.
fn pieces(change: &Change) -> Vec<PieceView> {
    let What::Value {
        old: Some(Json::String(old)),
        new: Some(Json::String(new)),
    } = &change.what
    else {
        return Vec::new();
    };
    if old.len() + new.len() < LONG {
        return Vec::new();
    }
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = difference(&flat(old), &flat(new));
    let (mut shared, mut differing) = (0, 0);
    for piece in &pieces {
        match piece {
            Piece::Same(words) => shared += words.len(),
            Piece::Old(words) | Piece::New(words) => differing += words.len(),
        }
    }
    if shared * 2 < differing {
        return Vec::new();
    }
    let view = pieces.into_iter().map(|piece| {
        let (how, words) = match piece {
            Piece::Same(words) => ("same", words),
            Piece::Old(words) => ("old", words),
            Piece::New(words) => ("new", words),
        };
        PieceView { how, words }
    });
    view.collect()
}

/// A difference with bodies under the names they go by.
fn named(here: Here<'_, '_>, change: &Change) -> Change {
    let name = |text: &str| -> Option<String> {
        let id = RecordId::new(text).ok()?;
        let body = here.register().bodies.get(&id)?;
        Some(body.body.known_as().to_owned())
    };
    let item = |item: &Item| Item {
        key: name(&item.key).unwrap_or_else(|| item.key.clone()),
        nth: item.nth,
    };
    fn value(of: &Json, name: &dyn Fn(&str) -> Option<String>) -> Json {
        match of {
            Json::String(text) => name(text).map_or_else(|| of.clone(), Json::String),
            Json::Array(items) => items.iter().map(|item| value(item, name)).collect(),
            Json::Object(fields) => {
                let fields = fields.iter();
                Json::Object(
                    fields
                        .map(|(field, of)| (field.clone(), value(of, name)))
                        .collect(),
                )
            }
            other => other.clone(),
        }
    }
    let place = change.place.iter().map(|step| match step {
        Step::Item(own) => Step::Item(item(own)),
        field => field.clone(),
    });
    Change {
        place: place.collect(),
        what: match &change.what {
            What::Value { old, new } => What::Value {
                old: old.as_ref().map(|old| value(old, &name)),
                new: new.as_ref().map(|new| value(new, &name)),
            },
            What::Order { old, new } => What::Order {
                old: old.iter().map(item).collect(),
                new: new.iter().map(item).collect(),
            },
        },
    }
}
