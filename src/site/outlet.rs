//! What programs take from the site: feeds and calendars to follow, data files, and the maps that lead to them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::render::RenderError;
use super::{Input, Journal, Lists, Page, PagePath};
use crate::calendar::{self, Calendar, Event};
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::{Entry, Kind, RecordId};
use crate::schema;
use crate::view::data::{base, catalogue, oparl, sitemap, tables, whole};
use crate::view::days::{Day, Days};
use crate::view::feed::{self, Feed, Source};
use crate::view::{Here, follow, open, registers};

/// A file, or one of the two pages that tell of such files.
#[derive(Clone, Debug)]
pub enum Outlet<'r> {
    /// How to follow the register.
    Follow,
    /// A feed.
    Feed(Feed<'r>),
    /// A calendar.
    Calendar(Agenda<'r>),
    /// What data there is.
    Open,
    /// All records of a sort, as JSON.
    Whole(tables::Sheet),
    /// The same as a table.
    Table(tables::Sheet),
    /// The JSON Schema of a kind of record.
    Schema(&'static str),
    /// The catalogue of the data files.
    Catalogue,
    /// A part of what is told in the manner of OParl.
    Oparl(oparl::Part<'r>),
    /// The pages there are; a part of them, counted from 1, where there are very many.
    Sitemap(Option<usize>),
    /// What search engines are told.
    Robots,
}

/// Which calendar.
#[derive(Clone, Copy, Debug)]
pub enum Agenda<'r> {
    /// The days of all duties.
    Duties,
    /// All meetings.
    Meetings,
    /// The days of a change.
    Change(&'r Entry<Change>),
    /// What a body owes, and its meetings.
    Body(&'r Entry<Body>),
}

impl Outlet<'_> {
    /// Whether it holds all records, or all of a sort, and takes accordingly long.
    pub(super) fn is_of_all(&self) -> bool {
        match self {
            Self::Whole(_) | Self::Table(_) | Self::Sitemap(_) => true,
            Self::Feed(feed) => matches!(feed, Feed::All | Feed::Duties),
            Self::Calendar(agenda) => matches!(agenda, Agenda::Duties | Agenda::Meetings),
            _ => false,
        }
    }
}

/// What several of these files are made from.
#[derive(Debug, Default)]
pub struct Outlets<'r> {
    /// The history by record.
    pub journal: Journal<'r>,
    /// Every day that calendars show.
    pub days: Days<'r>,
    /// The changes of each service, in order of id.
    pub services: BTreeMap<&'r str, Vec<&'r Entry<Change>>>,
    /// Services whose changes have a list of their own.
    listed: BTreeSet<&'r str>,
    /// Every page with the day it last changed, where that is known: what the sitemap tells.
    pub addresses: Vec<(PagePath, Option<NaiveDate>)>,
}

impl<'r> Outlets<'r> {
    /// Gathers them, with the days of each change.
    pub fn new(input: &Input<'r>, journal: Journal<'r>, days: Vec<(&'r RecordId, Vec<Day>)>) -> Self {
        let mut services: BTreeMap<&'r str, Vec<&'r Entry<Change>>> = BTreeMap::new();
        for change in input.register.changes.iter() {
            let own: BTreeSet<&str> = change.body.services.iter().map(|slug| &*slug.value).collect();
            own.into_iter()
                .for_each(|slug| services.entry(slug).or_default().push(change));
        }
        Self {
            days: Days::new(input, &journal, days),
            journal,
            services,
            listed: BTreeSet::new(),
            addresses: Vec::new(),
        }
    }

    /// The page that shows the changes of a service.
    pub fn service_page(&self, slug: &str) -> PagePath {
        if self.listed.contains(slug) {
            PagePath::list(&format!("changes/service/{slug}"), 1)
        } else {
            PagePath::list("changes", 1)
        }
    }
}

impl Agenda<'_> {
    /// Where it stands.
    pub fn path(self) -> PagePath {
        PagePath::file(match self {
            Self::Duties => "duties/calendar.ics".to_owned(),
            Self::Meetings => "meetings/calendar.ics".to_owned(),
            Self::Change(entry) => format!("changes/{}.ics", entry.id),
            Self::Body(entry) => format!("bodies/{}.ics", entry.id),
        })
    }

    /// What it is called.
    pub fn title(self) -> String {
        match self {
            Self::Duties => "Days of duties".to_owned(),
            Self::Meetings => "Meetings".to_owned(),
            Self::Change(entry) => entry.body.title.to_string(),
            Self::Body(entry) => entry.body.name.to_string(),
        }
    }

    /// What it shows.
    pub(super) fn events<'d>(self, input: &Input<'_>, days: &'d Days<'_>) -> Vec<&'d Event> {
        match self {
            Self::Duties => days.of_duties(input.as_at),
            Self::Meetings => days.of_meetings(),
            Self::Change(entry) => days.of_change(&entry.id),
            Self::Body(entry) => days.of_body(input, entry),
        }
    }

    /// The calendar as a file.
    fn bytes(self, input: &Input<'_>, days: &Days<'_>) -> Vec<u8> {
        let base = base(input);
        let calendar = Calendar {
            name: &format!("{} - {}", self.title(), input.register.name()),
            host: &calendar::host(input.register.name(), base),
            base,
            undated: feed::undated(),
        };
        calendar.text(self.events(input, days)).into_bytes()
    }
}

/// Adds these files to the site. It comes last, because the sitemap names what others have planned.
pub(super) fn plan<'r>(input: &Input<'r>, lists: &mut Lists<'r>, pages: &mut BTreeMap<PagePath, Page<'r>>) {
    let register = input.register;
    let outlets = &mut lists.outlets;
    let page = |slug: &str| PagePath::list(&format!("changes/service/{slug}"), 1);
    let slugs = outlets.services.keys().copied();
    outlets.listed = slugs.filter(|slug| pages.contains_key(&page(slug))).collect();

    let mut add = |path: PagePath, outlet: Outlet<'r>| pages.insert(path, Page::Outlet(outlet));
    // What nobody should follow: it would never tell of anything new.
    let is_past = input.edition.past.is_some();
    let mut feeds = vec![Feed::All, Feed::Duties];
    feeds.extend(register.changes.iter().map(Feed::Change));
    feeds.extend(register.bodies.iter().map(Feed::Body));
    feeds.extend(outlets.services.keys().copied().map(Feed::Service));
    for feed in feeds.into_iter().filter(|_| !is_past) {
        add(feed.path(), Outlet::Feed(feed));
    }
    let mut calendars = vec![Agenda::Duties, Agenda::Meetings];
    calendars.extend(register.changes.iter().map(Agenda::Change));
    calendars.extend(register.bodies.iter().map(Agenda::Body));
    for calendar in calendars.into_iter().filter(|_| !is_past) {
        add(calendar.path(), Outlet::Calendar(calendar));
    }
    if !is_past {
        add(PagePath::list("follow", 1), Outlet::Follow);
        // Search engines may come to the pages of the past, and each tells them that it is not for them.
        add(PagePath::file("robots.txt".to_owned()), Outlet::Robots);
    }
    add(PagePath::list("data", 1), Outlet::Open);
    for sheet in tables::Sheet::ALL {
        if sheet.is_whole() {
            add(sheet.path("json"), Outlet::Whole(sheet));
        }
        add(sheet.path("csv"), Outlet::Table(sheet));
    }
    for name in schema::NAMES {
        add(
            PagePath::file(format!("data/schema/{name}.json")),
            Outlet::Schema(name),
        );
    }
    add(catalogue::path(), Outlet::Catalogue);
    if base(input).is_some() {
        for (path, part) in oparl::plan(register) {
            add(path, Outlet::Oparl(part));
        }
    }
    if base(input).is_some() {
        outlets.addresses = addresses(input, &outlets.journal, pages);
        let parts = sitemap::parts(input, &outlets.addresses).len();
        let mut add = |path: PagePath, part| pages.insert(path, Page::Outlet(Outlet::Sitemap(part)));
        add(sitemap::path(None), None);
        if parts > 1 {
            (1..=parts).for_each(|part| drop(add(sitemap::path(Some(part)), Some(part))));
        }
    }
}

/// The pages for people, each with the day on which a record that it tells of last changed.
fn addresses(
    input: &Input<'_>,
    journal: &Journal<'_>,
    pages: &BTreeMap<PagePath, Page<'_>>,
) -> Vec<(PagePath, Option<NaiveDate>)> {
    let told = |kind: Kind, id| {
        let holders = input.register.holders(kind, id);
        let records = holders.map(|holder| (holder.kind, holder.id));
        journal.revised(records.chain([(kind, id)])).on
    };
    // Who looks for something is not led to what is gone or has moved.
    let lasting = |page: &Page<'_>| match page {
        Page::NotFound | Page::Versions(..) | Page::Joint(registers::Leaf::Several(_)) => false,
        Page::Former(former) => former.is_list(),
        _ => true,
    };
    let html = pages
        .iter()
        .filter(|(path, page)| path.as_str().ends_with(".html") && lasting(page));
    let html: Vec<_> = html.collect();
    let dated = html.into_par_iter().map(|(path, page)| {
        let on = match page {
            Page::Change(entry) => told(Kind::Change, &entry.id),
            Page::Resolution(entry) => told(Kind::Resolution, &entry.id),
            Page::Body(entry) => told(Kind::Body, &entry.id),
            Page::Duty(entry) => told(Kind::Duty, &entry.id),
            Page::Home | Page::Updates => journal.latest(),
            _ => None,
        };
        (path.clone(), on)
    });
    dated.collect()
}

/// How a page of HTML is filled in.
type Fill<'f> = dyn Fn(&'static str, crate::view::frame::Head, &dyn super::render::View) -> Result<Vec<u8>, RenderError>
    + 'f;

/// Makes one of these files.
pub(super) fn render<'r>(
    here: Here<'_, 'r>,
    lists: &Lists<'r>,
    outlet: &Outlet<'r>,
    fill: &Fill<'_>,
) -> Result<Vec<u8>, RenderError> {
    let input = here.input;
    let outlets = &lists.outlets;
    Ok(match outlet {
        Outlet::Follow => return fill("follow.html", follow::head(), &follow::view(here, lists)),
        Outlet::Open => return fill("data.html", open::head(), &open::view(here)),
        Outlet::Feed(feed) => feed.bytes(Source {
            input,
            conclusions: here.conclusions,
            lists,
        }),
        Outlet::Calendar(calendar) => calendar.bytes(input, &outlets.days),
        Outlet::Whole(sheet) => whole::bytes(input, *sheet),
        Outlet::Table(sheet) => tables::bytes(input, *sheet),
        Outlet::Schema(name) => {
            let document = schema::document(name).unwrap_or_default();
            format!("{document:#}\n").into_bytes()
        }
        Outlet::Catalogue => catalogue::bytes(input, &outlets.journal),
        Outlet::Oparl(part) => oparl::bytes(input, &outlets.journal, part),
        Outlet::Sitemap(part) => sitemap::bytes(input, &outlets.addresses, *part),
        Outlet::Robots => sitemap::robots(input),
    })
}
