//! What stands at addresses whose record is there no more: tombstones of withdrawn records, and the way on from the ids
//! that records had before.
//!
//! Of what a withdrawn record said nothing comes out here: a tombstone holds its kind, its id, the date and the reason.

use serde::Serialize;

use super::frame::Head;
use super::paging::{self, Paging};
use super::piece::{Dated, Linked};
use super::{Here, data};
use crate::record::tombstone::{See, Tombstone, Withdrawn};
use crate::record::{Entry, Kind, RecordId};
use crate::register::{Key, Register};
use crate::site::PagePath;

/// The folder of the list of withdrawn records.
pub const FOLDER: &str = "withdrawn";

/// A page, or a data file, in the place of a record.
#[derive(Clone, Debug)]
pub enum Former<'r> {
    /// A page of the list of withdrawn records, counted from 1.
    List(usize),
    /// What is left of a withdrawn record.
    Tombstone(Kind, &'r Entry<Tombstone>),
    /// The same as data.
    TombstoneData(Kind, &'r Entry<Tombstone>),
    /// The way from an id that a record had before to the one it has.
    Moved(&'r Key, &'r RecordId),
    /// The same as data.
    MovedData(&'r Key, &'r RecordId),
}

impl Former<'_> {
    /// Whether it is the list of withdrawn records, and not what is left of one record.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }
}

/// The pages of this family. A determination has no page of its own, so only data stands in its place.
pub fn plan(register: &Register) -> Vec<(PagePath, Former<'_>)> {
    let mut pages = Vec::new();
    let has_page = |kind: Kind| kind != Kind::Determination;
    for ((kind, id), entry) in register.withdrawn() {
        pages.push((PagePath::data(*kind, id), Former::TombstoneData(*kind, entry)));
        if has_page(*kind) {
            pages.push((PagePath::record(*kind, id), Former::Tombstone(*kind, entry)));
        }
    }
    for (key, now) in register.aliases() {
        pages.push((PagePath::data(key.0, &key.1), Former::MovedData(key, now)));
        if has_page(key.0) {
            pages.push((PagePath::record(key.0, &key.1), Former::Moved(key, now)));
        }
    }
    let total = register.withdrawn().len();
    if total > 0 {
        let lists = 1..=paging::pages(total);
        pages.extend(lists.map(|number| (PagePath::list(FOLDER, number), Former::List(number))));
    }
    pages
}

/// What a page of this family says, with its template and what surrounds it; or the bytes of its data.
pub enum Said {
    /// A page: its template, what surrounds it, and what it says.
    Page(&'static str, Head, Box<FormerView>),
    /// A data file.
    Data(Vec<u8>),
}

/// What a page of this family says.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum FormerView {
    /// A page of the list.
    List(ListView),
    /// A tombstone.
    Tombstone(TombstoneView),
    /// The way on.
    Moved(MovedView),
}

/// What the list of withdrawn records says.
#[derive(Debug, Serialize)]
pub struct ListView {
    rows: Vec<TombstoneView>,
    paging: Paging,
}

/// What a tombstone says.
#[derive(Debug, Serialize)]
pub struct TombstoneView {
    /// What stood here: "service change".
    kind: &'static str,
    id: String,
    /// Its own page; none for a determination.
    page: Option<String>,
    data: String,
    date: Dated,
    /// When, within a sentence.
    when: String,
    reason: String,
    see: Option<Linked>,
    /// Whether that is a page of another site.
    see_elsewhere: bool,
    /// The list of all withdrawn records.
    all: String,
    /// Where to ask.
    contact: Option<String>,
}

/// What the page at a former address says.
#[derive(Debug, Serialize)]
pub struct MovedView {
    kind: &'static str,
    id: String,
    now: Linked,
}

/// Makes one.
pub fn say(here: Here<'_, '_>, former: &Former<'_>) -> Said {
    match former {
        Former::List(number) => {
            let view = FormerView::List(list(here, *number));
            Said::Page("withdrawn.html", list_head(*number), Box::new(view))
        }
        Former::Tombstone(kind, entry) => {
            let view = FormerView::Tombstone(tombstone(here, *kind, entry));
            Said::Page("tombstone.html", tombstone_head(*kind, entry), Box::new(view))
        }
        Former::Moved((kind, id), now) => {
            let view = moved(here, *kind, id, now);
            let head = Head {
                title: view.now.words.clone(),
                data: Some(PagePath::data(*kind, now)),
                part: Some(kind.folder()),
                ..Head::default()
            };
            Said::Page("moved.html", head, Box::new(FormerView::Moved(view)))
        }
        Former::TombstoneData(kind, entry) => Said::Data(data::bytes(&WithdrawnTwin {
            schema_version: data::SCHEMA_VERSION,
            kind: kind.word(),
            id: &entry.id,
            withdrawn: &entry.body.withdrawn,
        })),
        Former::MovedData((kind, id), now) => Said::Data(data::bytes(&MovedTwin {
            schema_version: data::SCHEMA_VERSION,
            kind: kind.word(),
            id,
            renamed_to: now,
            data: here.to(&PagePath::data(*kind, now)),
        })),
    }
}

#[derive(Serialize)]
struct WithdrawnTwin<'r> {
    schema_version: u32,
    kind: &'static str,
    id: &'r RecordId,
    withdrawn: &'r Withdrawn,
}

#[derive(Serialize)]
struct MovedTwin<'r> {
    schema_version: u32,
    kind: &'static str,
    /// The id that was asked for.
    id: &'r RecordId,
    renamed_to: &'r RecordId,
    /// Where its data is now, as seen from this file.
    data: String,
}

fn list_head(number: usize) -> Head {
    Head {
        title: match number {
            1 => "Withdrawn records".to_owned(),
            _ => format!("Withdrawn records, page {number}"),
        },
        about: Some("Records that were taken out of this register, when and why.".to_owned()),
        ..Head::default()
    }
}

fn tombstone_head(kind: Kind, entry: &Entry<Tombstone>) -> Head {
    Head {
        title: "This record was withdrawn".to_owned(),
        data: Some(PagePath::data(kind, &entry.id)),
        part: Some(kind.folder()),
        ..Head::default()
    }
}

/// The newest withdrawal comes first.
fn list(here: Here<'_, '_>, number: usize) -> ListView {
    let mut all: Vec<(&Key, &Entry<Tombstone>)> = here.register().withdrawn().collect();
    all.sort_by_key(|(key, entry)| (std::cmp::Reverse(entry.body.withdrawn.date.value.latest()), *key));
    let shown = paging::rows(&all, number).iter();
    ListView {
        rows: shown
            .map(|((kind, _), entry)| tombstone(here, *kind, entry))
            .collect(),
        paging: Paging::new(here, FOLDER, number, all.len()),
    }
}

fn tombstone(here: Here<'_, '_>, kind: Kind, entry: &Entry<Tombstone>) -> TombstoneView {
    let withdrawn = &entry.body.withdrawn;
    let see = withdrawn.see.as_ref().map(|see| &see.value);
    let settings = here.register().settings.as_ref();
    TombstoneView {
        kind: noun(kind),
        id: entry.id.to_string(),
        page: (kind != Kind::Determination).then(|| here.to(&PagePath::record(kind, &entry.id))),
        data: here.to(&PagePath::data(kind, &entry.id)),
        date: Dated::new(withdrawn.date.value),
        when: withdrawn.date.value.placed(),
        reason: withdrawn.reason.to_string(),
        see: see.and_then(|see| instead(here, see)),
        see_elsewhere: matches!(see, Some(See::Web(_))),
        all: here.to(&PagePath::list(FOLDER, 1)),
        contact: settings.and_then(|settings| Some(settings.contact.as_ref()?.to_string())),
    }
}

/// Where to look instead; nothing where that is a record that is not published.
fn instead(here: Here<'_, '_>, see: &See) -> Option<Linked> {
    match see {
        See::Web(address) => Some(Linked {
            words: address.to_string(),
            address: address.to_string(),
        }),
        See::Record(kind, id) => at(here, *kind, id),
    }
}

/// A link to a published record of any kind.
fn at(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Option<Linked> {
    let register = here.register();
    let entry = register.entry(kind, id)?;
    Some(match kind {
        Kind::Determination => here.determination(register.determinations.get(id)?, "a recorded view"),
        Kind::Resolution => here.resolution(register.resolutions.get(id)?),
        _ => here.record(kind, id, Some(entry.title)),
    })
}

fn moved(here: Here<'_, '_>, kind: Kind, id: &RecordId, now: &RecordId) -> MovedView {
    MovedView {
        kind: noun(kind),
        id: id.to_string(),
        now: at(here, kind, now).unwrap_or_else(|| here.record(kind, now, None)),
    }
}

/// What a record of a kind is about, in plain words.
pub(super) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Body => "body",
        Kind::Change => "service change",
        Kind::Resolution => "resolution of a committee",
        Kind::Determination => "view on whether a change is substantial",
        Kind::Duty => "duty",
    }
}
