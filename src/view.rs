//! What each page says, as plain values that a template can show.
//!
//! All reckoning happens here, in Rust with types; templates hold words and loops. A view is built for one page at a
//! time, inside the parallel rendering, from the register alone.

pub mod accessibility;
pub mod actions;
pub mod bodies;
pub mod body;
pub mod browse;
pub mod change;
pub mod changes;
pub mod charts;
pub mod choices;
pub mod cite;
pub mod clauses;
pub mod correction;
pub mod coverage;
pub mod data;
pub mod days;
pub mod due;
pub mod duties;
pub mod duty;
pub mod feed;
pub mod follow;
pub mod former;
pub mod frame;
pub mod glossary;
pub mod historic;
pub mod home;
pub mod judgement;
pub mod law;
pub mod meetings;
pub mod notice;
pub mod open;
pub mod own;
pub mod paging;
pub mod picture;
pub mod piece;
pub mod provision;
pub mod provisions;
pub mod registers;
pub mod resolution;
pub mod resolutions;
pub mod say;
pub mod search;
pub mod timeline;
pub mod updates;
pub mod versions;
pub mod words;

use crate::law::Enacted;
use crate::law::account::Teller;
use crate::markdown::{self, Manner};
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Document, Entry, Kind, Record, RecordId};
use crate::register::Register;
use crate::site::{Conclusions, Input, PagePath, Standing, destination, link};
use crate::value::PartialDate;
use piece::{Linked, Source, Step};

/// The page that is being written: what it may say, and where it stands, so that its links are right.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a, 'r> {
    /// What the site is made from.
    pub input: &'a Input<'r>,
    /// What the law says of it.
    pub conclusions: &'a Conclusions<'r>,
    /// The page.
    pub path: &'a PagePath,
}

impl<'r> Here<'_, 'r> {
    /// The register.
    pub fn register(self) -> &'r Register {
        self.input.register
    }

    /// What makes plain data of what the law says. Lines of files are of no use to readers of pages.
    pub fn teller(self) -> Teller<'r> {
        Teller {
            register: self.register(),
            sources: None,
        }
    }

    /// The address of another page, as seen from this one.
    pub fn to(self, page: &PagePath) -> String {
        link(self.path, page)
    }

    /// A link to a body under the name it goes by.
    pub fn body(self, id: &RecordId) -> Linked {
        let name = self.register().bodies.get(id).map(|entry| entry.body.known_as());
        self.record(Kind::Body, id, name)
    }

    /// A link to a change under its title.
    pub fn change(self, entry: &Entry<Change>) -> Linked {
        self.record(Kind::Change, &entry.id, Some(entry.body.title()))
    }

    /// A link to a resolution under its committee and day.
    pub fn resolution(self, entry: &Entry<Resolution>) -> Linked {
        self.record(Kind::Resolution, &entry.id, Some(&self.meeting(&entry.body)))
    }

    /// A committee and the day it met: "Kent HOSC, 9 October 2025".
    pub fn meeting(self, resolution: &Resolution) -> String {
        let committee = self.register().bodies[&resolution.committee].body.known_as();
        format!("{committee}, {}", resolution.meeting.spoken())
    }

    /// A link to a duty under its title.
    pub fn duty(self, entry: &Entry<Duty>) -> Linked {
        self.record(Kind::Duty, &entry.id, Some(entry.body.title()))
    }

    /// A link to a determination, which stands on the page of its change.
    pub fn determination(self, entry: &Entry<Determination>, words: &str) -> Linked {
        let page = PagePath::record(Kind::Change, &entry.body.change.id);
        Linked {
            words: words.to_owned(),
            address: format!("{}#{}", self.to(&page), anchor(&entry.id)),
        }
    }

    /// A link to a provision under its citation.
    pub fn provision(self, provision: &Enacted) -> Linked {
        Linked {
            words: provision.citation(),
            address: self.to(&PagePath::provision(&provision.id.value)),
        }
    }

    /// A link to any record under its title, or under its id where it has none.
    pub fn record(self, kind: Kind, id: &RecordId, title: Option<&str>) -> Linked {
        Linked {
            words: title.unwrap_or(id.as_str()).to_owned(),
            address: self.to(&PagePath::record(kind, id)),
        }
    }

    /// The address of a term in the glossary, by the name of its place there.
    pub fn term(self, name: &str) -> String {
        format!("{}#{name}", self.to(&PagePath::standing(Standing::Glossary)))
    }

    /// Markdown as HTML, below a heading of the given level.
    pub fn markdown(self, text: &str, under: u8) -> String {
        let resolve = |to: &str| self.resolve(to);
        let manner = Manner {
            under,
            anchors: false,
            resolve: &resolve,
        };
        markdown::html(text, &manner)
    }

    /// The address on this site that a link written in Markdown leads to.
    fn resolve(self, to: &str) -> Option<String> {
        let (page, fragment) = destination(self.register(), to)?;
        let address = self.to(&page);
        Some(fragment.map_or(address.clone(), |fragment| format!("{address}#{fragment}")))
    }

    /// Sources as they are listed.
    pub fn sources(self, documents: &[Document]) -> Vec<Source> {
        documents.iter().map(Source::new).collect()
    }

    /// The story of this page's record, newest first.
    pub fn history(self, folder: &str, id: &RecordId) -> Vec<Step> {
        let name = format!("{folder}/{id}");
        let steps = self.input.history.of(&name);
        steps.map(|revision| Step::new(&revision)).collect()
    }
}

/// The day it is judged on, where a page depends on it and so has to say it.
fn said_day(here: Here<'_, '_>, dated: bool) -> Option<String> {
    dated.then(|| PartialDate::Day(here.input.as_at).spoken())
}

/// The name of a determination's place on the page of its change.
pub fn anchor(id: &RecordId) -> String {
    format!("determination-{id}")
}

/// The body entry behind a reference, under a shorter name than the table's.
pub(crate) fn known_as(entry: &Entry<Body>) -> &str {
    entry.body.known_as()
}
