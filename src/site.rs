//! The site as a map: which pages there are, and from what each is made.
//!
//! [`plan`] only decides which pages there are and puts lists in order; what a page says is worked out when it is
//! rendered, many pages at a time. Nothing here reads a clock or a disk: the same input gives the same bytes.

mod conclusions;
mod facet;
mod fingerprint;
mod journal;
mod look;
pub(crate) mod outlet;
mod path;
mod render;
mod shelf;
mod standing;
mod story;
mod style;
mod templates;
mod versions;

pub use crate::value::Fingerprint;
pub use conclusions::{Applied, Concluded, Conclusions, Gist, Kept};
pub use facet::{Choice, Dimension, Facets, List, Place, Rows, folder as facet_folder};
pub use fingerprint::{FilePrints, fingerprints};
pub use journal::{Journal, Moment, Name, Revised};
pub use outlet::{Agenda, Outlet, Outlets};
pub use path::{MANIFEST, PagePath, link};
pub use render::{Output, RenderError, Stopped, each, render};
pub use shelf::{Shelf, Shelved};
pub use standing::Standing;
pub use story::{LEFT_OUT, told};
pub use templates::{Templates, built_in};
pub use versions::{Archive, Difference, Hushed, Told, Version, has_story, versions};
pub(crate) use versions::{path as versions_path, subjects};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::history::{History, TextId};
use crate::law::Law;
use crate::markdown;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId};
use crate::register::{self, AnyEntry, Register};
use crate::search::{self, Search};
use crate::view::charts::Charts;
use crate::view::former::{self, Former};
use crate::view::registers;
use crate::view::updates::{Month, Updates};
use crate::view::{changes, days, duties, resolutions};

/// What a site is made from.
#[derive(Clone, Debug)]
pub struct Input<'r> {
    /// The register, without drafts: see [`Register::published`].
    pub register: &'r Register,
    /// What happened to each record, as far as it may be told: see [`told`].
    pub history: &'r History,
    /// The law that it is judged by: see [`Law::of`].
    pub law: &'r Law,
    /// The day on which it is judged what the law requires, and whether a date has passed.
    pub as_at: NaiveDate,
    /// From which state of the records, by which version.
    pub edition: Edition,
}

/// From which state of the records a site is made, and by which version of the program.
#[derive(Clone, Debug, Serialize)]
pub struct Edition {
    /// The commit, where there is one.
    pub commit: Option<String>,
    /// Whether the records differ from that commit.
    pub uncommitted: bool,
    /// The version of the program.
    pub version: &'static str,
    /// How much of the history it tells.
    pub history: Telling,
    /// That it shows an earlier state, where it does and is to say so on every page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub past: Option<Past>,
}

/// How much of the history a site tells: whoever makes it again must know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Telling {
    /// All of it.
    #[default]
    #[serde(rename = "whole")]
    Whole,
    /// What came after the oldest commit of a shallow clone.
    #[serde(rename = "cut short")]
    CutShort,
    /// None: there is no history, or it was left out.
    #[serde(rename = "none")]
    None,
}

/// An earlier state of the records, as every page of its site tells it.
#[derive(Clone, Debug, Serialize)]
pub struct Past {
    /// The day that it is the state of.
    pub day: NaiveDate,
}

/// All pages of a site, by path, and the lists they share.
#[derive(Debug)]
pub struct Site<'r> {
    /// What it is made from.
    pub input: Input<'r>,
    /// What the law says of each change and each item.
    pub conclusions: Conclusions<'r>,
    /// Every page.
    pub pages: BTreeMap<PagePath, Page<'r>>,
    /// The lists that several pages show parts of.
    pub lists: Lists<'r>,
    /// What can be found.
    pub search: Search<'r>,
    /// The texts of former versions, as far as pages need them: see [`Site::needed`].
    pub archive: Archive,
}

impl Site<'_> {
    /// The texts of former versions that the pages need, and that are to be put into the archive before these are made.
    pub fn needed(&self) -> Vec<TextId> {
        let stories = self.pages.values().filter_map(|page| match page {
            Page::Versions(kind, id) => Some((*kind, *id)),
            _ => None,
        });
        let records = stories.flat_map(|(kind, id)| subjects(self.input.register, kind, id));
        let texts = records.flat_map(|(kind, id)| {
            let name = format!("{}/{id}", kind.folder());
            versions::needed(self.input.history, &name).collect::<Vec<_>>()
        });
        let mut needed: Vec<TextId> = texts.collect();
        needed.sort_unstable();
        needed.dedup();
        needed
    }
}

/// Records in the order in which lists show them.
#[derive(Debug)]
pub struct Lists<'r> {
    /// Changes, the one dealt with most recently first.
    pub changes: Vec<&'r Entry<Change>>,
    /// Resolutions, newest meeting first.
    pub resolutions: Vec<&'r Entry<Resolution>>,
    /// Duties, outstanding ones first.
    pub duties: Vec<duties::Listed<'r>>,
    /// What changed, newest first.
    pub updates: Updates<'r>,
    /// Parts of these lists, and the lists beside them.
    pub shelf: Shelf<'r>,
    /// What feeds, calendars and data files are made from.
    pub outlets: Outlets<'r>,
    /// What is counted of the register as a whole.
    pub charts: Charts,
}

/// What one page is about. What it says is worked out when it is rendered.
#[derive(Clone, Debug)]
pub enum Page<'r> {
    /// The home page.
    Home,
    /// One change.
    Change(&'r Entry<Change>),
    /// One resolution.
    Resolution(&'r Entry<Resolution>),
    /// One body.
    Body(&'r Entry<Body>),
    /// One duty.
    Duty(&'r Entry<Duty>),
    /// The law that the register is judged by.
    Law,
    /// One provision of it, by its place in the catalogue.
    Provision(usize),
    /// A provision as data.
    ProvisionData(usize),
    /// What changed, newest first.
    Updates,
    /// What changed in one month: a page of it, counted from 1.
    Month(Month, usize),
    /// A page of a list, or of a part of one.
    Shelf(Shelved),
    /// A page in the place of a record that was withdrawn or has another id now.
    Former(Former<'r>),
    /// What is said of the registers that the site joins.
    Joint(registers::Leaf<'r>),
    /// A page of the register's own.
    Own(&'r register::Page),
    /// A page that every register has, and may add to.
    Standing(Standing),
    /// A page or file of the search.
    Search(search::Part),
    /// The page for addresses that lead nowhere.
    NotFound,
    /// How the page of a record changed.
    Versions(Kind, &'r RecordId),
    /// A record as data.
    Data(Kind, &'r RecordId),
    /// The register as data.
    Register,
    /// Something for programs to take, or a page that tells of such.
    Outlet(Outlet<'r>),
}

/// Decides which pages there are.
pub fn plan<'r>(input: &Input<'r>) -> Site<'r> {
    let register = input.register;
    let journal = Journal::new(register, input.history);
    let (conclusions, days) = Conclusions::of(input, |change, derivation| {
        (&change.id, days::of_change(input, &journal, change, derivation))
    });
    let (changes, resolutions) = (changes::ordered(register), resolutions::ordered(register));
    let duties = duties::ordered(input, &conclusions);
    // Side by side: either is mostly the work of one core.
    let ((shelf, charts), (updates, outlets)) = rayon::join(
        || {
            let shelf = Shelf::of(input, &conclusions, &changes, &resolutions, &duties);
            (shelf, Charts::of(register, &duties))
        },
        || {
            let updates = Updates::new(register, input.history);
            (updates, Outlets::new(input, journal, days))
        },
    );
    let mut lists = Lists {
        shelf,
        charts,
        changes,
        resolutions,
        duties,
        updates,
        outlets,
    };
    // Side by side: the search is put in order by several cores, the pages by one.
    let (mut pages, search) = rayon::join(|| pages(input, &lists), || Search::new(input, &lists));
    let parts = search.parts().into_iter();
    pages.extend(parts.map(|(path, part)| (path, Page::Search(part))));
    // Last: it names what all others have planned.
    outlet::plan(input, &mut lists, &mut pages);
    Site {
        input: input.clone(),
        conclusions,
        pages,
        lists,
        search,
        archive: Archive::new(),
    }
}

/// The pages of the register, of its lists and of the law.
fn pages<'r>(input: &Input<'r>, lists: &Lists<'r>) -> BTreeMap<PagePath, Page<'r>> {
    let register = input.register;
    // First, so that a record's own page comes before whatever else claims its address.
    let former = former::plan(register).into_iter();
    let mut pages: BTreeMap<_, _> = former.map(|(path, page)| (path, Page::Former(page))).collect();
    pages.extend([
        (PagePath::home(), Page::Home),
        (PagePath::list("law", 1), Page::Law),
        (PagePath::list("updates", 1), Page::Updates),
        (PagePath::not_found(), Page::NotFound),
        (PagePath::register(), Page::Register),
    ]);
    shelf::plan(lists, &mut pages);
    for (place, provision) in input.law.provisions().iter().enumerate() {
        pages.insert(PagePath::provision(&provision.id.value), Page::Provision(place));
        pages.insert(
            PagePath::provision_data(&provision.id.value),
            Page::ProvisionData(place),
        );
    }
    for month in lists.updates.months() {
        let numbers = 1..=lists.updates.pages(month);
        pages.extend(numbers.map(|number| {
            (
                PagePath::month(month.0, month.1, number),
                Page::Month(month, number),
            )
        }));
    }
    let own = register.pages.values();
    pages.extend(own.map(|page| (PagePath::own(&page.id), Page::Own(page))));
    // After the register's own: what it says there stands on these.
    pages.extend(standing::plan());
    for entry in register.entries() {
        pages.insert(
            PagePath::data(entry.kind, entry.id),
            Page::Data(entry.kind, entry.id),
        );
        if let Some(page) = page_of(register, &entry) {
            pages.insert(PagePath::record(entry.kind, entry.id), page);
            if has_story(input, entry.kind, entry.id) {
                let path = versions_path(entry.kind, entry.id);
                pages.insert(path, Page::Versions(entry.kind, entry.id));
            }
        }
    }
    let joint = registers::plan(register).into_iter();
    for (path, leaf) in joint {
        // Never in the place of a record.
        pages.entry(path).or_insert(Page::Joint(leaf));
    }
    pages
}

/// The page of a record; a determination stands on the page of its change.
fn page_of<'r>(register: &'r Register, entry: &AnyEntry<'r>) -> Option<Page<'r>> {
    match entry.kind {
        Kind::Body => register.bodies.get(entry.id).map(Page::Body),
        Kind::Change => register.changes.get(entry.id).map(Page::Change),
        Kind::Resolution => register.resolutions.get(entry.id).map(Page::Resolution),
        Kind::Duty => register.duties.get(entry.id).map(Page::Duty),
        Kind::Determination => None,
    }
}

/// The page, and the place on it, that a link in Markdown means: `changes/ward-move-2026`, with or without
/// `.html` and a `#place`. `None` where there is no such page.
pub fn destination(register: &Register, to: &str) -> Option<(PagePath, Option<String>)> {
    let (folder, name, fragment) = markdown::address(to)?;
    if fragment.is_some_and(|fragment| !markdown::is_fragment(fragment)) {
        return None;
    }
    let fragment = fragment.map(str::to_owned);
    let id = RecordId::new(name).ok()?;
    if folder == "pages" {
        return register.has_page(&id).then(|| (PagePath::own(&id), fragment));
    }
    let kind = Kind::from_folder(folder)?;
    let id = register.renamed(kind, &id).cloned().unwrap_or(id);
    if kind == Kind::Determination {
        let view = register.determinations.get(&id)?;
        let page = PagePath::record(Kind::Change, &view.body.change.id);
        return Some((page, Some(crate::view::anchor(&id))));
    }
    register.entry(kind, &id)?;
    Some((PagePath::record(kind, &id), fragment))
}
