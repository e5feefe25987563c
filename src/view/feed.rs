//! Feeds (Atom, RFC 4287): what a program that follows the register gets, entry by entry, newest first.

pub mod duty;
mod entry;
mod withdrawal;
mod xml;

pub(crate) use entry::{page_of, said};

use chrono::NaiveDate;

use crate::calendar::host;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::{Entry, Kind, RecordId};
use crate::site::{Input, Lists, Moment, Name, PagePath, link};

use super::data::base;
use super::words;

/// The most updates a feed holds.
pub const MOST: usize = 50;

/// The day that stands for the last change where no commit tells it: that of an empty feed, and of what was not committed
/// yet. It never moves, so that what does not change is not told anew each day.
pub(crate) fn undated() -> NaiveDate {
    NaiveDate::from_ymd_opt(NAMED_SINCE, 1, 1).unwrap_or_default()
}

/// The year in which the way of naming entries was laid down.
const NAMED_SINCE: i32 = 2026;

/// Which feed.
#[derive(Clone, Copy, Debug)]
pub enum Feed<'r> {
    /// Every update.
    All,
    /// What happened to one change.
    Change(&'r Entry<Change>),
    /// What happened to what names a body.
    Body(&'r Entry<Body>),
    /// What happened to the changes of a service.
    Service(&'r str),
    /// The duties that are open.
    Duties,
}

/// A feed as it is told, before it is written.
#[derive(Debug)]
pub struct Told {
    /// Its name.
    pub title: String,
    /// What it holds, in a sentence.
    pub about: String,
    /// The page that shows the same to people.
    pub page: PagePath,
    /// Its entries, newest first.
    pub entries: Vec<Item>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name below the register's, stable for good.
    pub key: String,
    /// In plain words.
    pub title: String,
    /// A little more.
    pub summary: String,
    /// The day it last changed.
    pub updated: NaiveDate,
    /// The record or page it leads to, below the site's address.
    pub page: String,
    /// The kind of record.
    pub kind: Kind,
}

/// What feeds are made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s, 'r> {
    /// What the site is made from.
    pub input: &'s Input<'r>,
    /// What the law says of it.
    pub conclusions: &'s crate::site::Conclusions<'r>,
    /// The lists that pages share.
    pub lists: &'s Lists<'r>,
}

impl<'r> Feed<'r> {
    /// Where it stands.
    pub fn path(self) -> PagePath {
        PagePath::file(match self {
            Self::All => "updates/feed.atom".to_owned(),
            Self::Change(entry) => format!("changes/{}.atom", entry.id),
            Self::Body(entry) => format!("bodies/{}.atom", entry.id),
            Self::Service(slug) => format!("changes/service/{slug}/feed.atom"),
            Self::Duties => "duties/feed.atom".to_owned(),
        })
    }

    /// What it is called.
    pub fn title(self) -> String {
        match self {
            Self::All => "All updates".to_owned(),
            Self::Change(entry) => entry.body.title.to_string(),
            Self::Body(entry) => entry.body.name.to_string(),
            Self::Service(slug) => format!("Changes to this service: {}", words::from_slug(slug)),
            Self::Duties => "Duties that are open".to_owned(),
        }
    }

    /// The updates it holds; none for duties, which are told by where they stand.
    pub fn moments(self, source: Source<'_, 'r>) -> Vec<Moment<'r>> {
        let register = source.input.register;
        let journal = &source.lists.outlets.journal;
        match self {
            Self::All => journal.newest_of_all(MOST),
            Self::Change(entry) => journal.newest(about(source, entry), MOST),
            Self::Body(entry) => {
                let holders: Vec<_> = register.holders(Kind::Body, &entry.id).collect();
                // What a council's committees resolved is the council's.
                let parts = holders.iter().filter(|holder| {
                    let part = register
                        .bodies
                        .get(holder.id)
                        .filter(|_| holder.kind == Kind::Body);
                    part.and_then(|part| part.body.part_of.as_ref())
                        .is_some_and(|whole| whole.id == entry.id)
                });
                let items = parts.flat_map(|part| register.holders(Kind::Body, part.id));
                let items = items.filter(|holder| holder.kind == Kind::Resolution);
                let all = holders.iter().copied().chain(items);
                let records = all.map(|holder| (holder.kind, holder.id));
                journal.newest(records.chain([(Kind::Body, &entry.id)]), MOST)
            }
            Self::Service(slug) => {
                let changes = source.lists.outlets.services.get(slug);
                let changes = changes.into_iter().flatten();
                journal.newest(changes.flat_map(|entry| about(source, entry)), MOST)
            }
            Self::Duties => Vec::new(),
        }
    }

    /// All that it tells.
    pub fn told(self, source: Source<'_, 'r>) -> Told {
        let list = |folder: &str| PagePath::list(folder, 1);
        let (about, page) = match self {
            Self::All => (
                "What was added to this register or changed in it.".to_owned(),
                list("updates"),
            ),
            Self::Change(entry) => (
                "What was recorded about this change, and about each view, resolution and duty that belongs to it."
                    .to_owned(),
                PagePath::record(Kind::Change, &entry.id),
            ),
            Self::Body(entry) => (
                "What was recorded about this body, and about whatever names it.".to_owned(),
                PagePath::record(Kind::Body, &entry.id),
            ),
            Self::Service(slug) => (
                "What was recorded about changes to this service.".to_owned(),
                source.lists.outlets.service_page(slug),
            ),
            Self::Duties => (
                "Duties to consult or involve people of which we hold no record that they were done. A duty comes to \
                 the top again when a record that it rests on changes, and when its last day has gone by."
                    .to_owned(),
                list("duties"),
            ),
        };
        let entries = match self {
            Self::Duties => duty::items(source),
            _ => {
                let moments = self.moments(source);
                moments.iter().map(|moment| entry::item(source, moment)).collect()
            }
        };
        let entries = match self {
            Self::All => withdrawal::among(source.input.register, entries),
            _ => entries,
        };
        Told {
            title: self.title(),
            about,
            page,
            entries,
        }
    }

    /// The feed as a file.
    pub fn bytes(self, source: Source<'_, 'r>) -> Vec<u8> {
        xml::feed(source.input, &self.path(), &self.told(source))
    }
}

/// A change and what belongs to it.
fn about<'r>(source: Source<'_, 'r>, entry: &'r Entry<Change>) -> Vec<Name<'r>> {
    let register = source.input.register;
    let holders = register.holders(Kind::Change, &entry.id);
    let about = holders.filter(|holder| holder.kind != Kind::Change);
    let about = about.map(|holder| (holder.kind, holder.id));
    about.chain([(Kind::Change, &entry.id)]).collect()
}

/// The name of something for good (RFC 4151): made of the register's host, the year in which this way of naming was
/// laid down, and what it is called in the register.
fn tag(input: &Input<'_>, key: &str) -> String {
    let host = host(input.register.name(), base(input));
    format!("tag:{host},{NAMED_SINCE}:{key}")
}

/// The address of a page: whole where the site knows its own, otherwise as seen from the feed.
fn address(input: &Input<'_>, from: &PagePath, page: &str) -> String {
    match base(input) {
        Some(base) => format!("{base}/{page}"),
        None => {
            let (path, fragment) = page.split_once('#').unwrap_or((page, ""));
            let address = link(from, &PagePath::file(path.to_owned()));
            match fragment {
                "" => address,
                fragment => format!("{address}#{fragment}"),
            }
        }
    }
}

/// A name for a record's own entries: its folder and id.
fn name(kind: Kind, id: &RecordId) -> String {
    format!("{}/{id}", kind.folder())
}
