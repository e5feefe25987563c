//! The meetings at which committees took items about changes: a calendar, year by year and month by month.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use crate::record::Entry;
use crate::record::resolution::Resolution;
use crate::register::Register;
use crate::site::PagePath;
use crate::value::PartialDate;

use super::changes::paged;
use super::frame::Head;
use super::judgement;
use super::paging::{self, Group, Paging};
use super::piece::{Dated, Linked, Tag};
use super::{Here, words};

/// How many of the latest meetings stand on the page of all years.
const LATEST: usize = 10;

/// The items of the meetings of one year, the newest meeting first.
#[derive(Debug)]
pub struct Year<'r> {
    /// The year; none where it is not known.
    pub year: Option<i32>,
    /// The items, those of a meeting beside one another.
    pub items: Vec<&'r Entry<Resolution>>,
    /// How many meetings they are from.
    meetings: usize,
}

/// All years, the newest first, and last the items whose year is not known.
#[derive(Debug, Default)]
pub struct Years<'r>(Vec<Year<'r>>);

impl<'r> Years<'r> {
    /// Each year.
    pub fn all(&self) -> &[Year<'r>] {
        &self.0
    }
}

impl Year<'_> {
    /// Its folder in the site.
    pub fn folder(&self) -> String {
        match self.year {
            Some(year) => format!("meetings/{year:04}"),
            None => "meetings/undated".to_owned(),
        }
    }

    /// How many meetings its items are from.
    pub fn meetings(&self) -> usize {
        self.meetings
    }

    fn words(&self) -> String {
        self.year
            .map_or_else(|| "Not dated".to_owned(), |year| year.to_string())
    }
}

/// Puts the items of all meetings into years.
pub fn years<'r>(resolutions: &[&'r Entry<Resolution>]) -> Years<'r> {
    let mut by_year: BTreeMap<Reverse<Option<i32>>, Vec<&'r Entry<Resolution>>> = BTreeMap::new();
    for entry in resolutions {
        let year = entry.body.meeting.year();
        by_year.entry(Reverse(year)).or_default().push(entry);
    }
    let years = by_year.into_iter().map(|(Reverse(year), mut items)| {
        items.sort_by_cached_key(|entry| order(entry));
        let sittings = items.chunk_by(|a, b| same_meeting(a, b)).count();
        Year {
            year,
            items,
            meetings: sittings,
        }
    });
    Years(years.collect())
}

/// What decides where an item stands in its year: a day that is less well known comes after those of its month or year.
type Order<'r> = (Reverse<(u32, u32)>, &'r str, u32, &'r str);

fn order(entry: &Entry<Resolution>) -> Order<'_> {
    let day = match entry.body.meeting.value {
        PartialDate::Day(day) => (day.month(), day.day()),
        PartialDate::Month(_, month) => (month, 0),
        PartialDate::Year(_) | PartialDate::Unknown => (0, 0),
    };
    let number = entry.body.item_number.as_ref();
    let digits = number.map_or("", |number| {
        let end = number.find(|letter: char| !letter.is_ascii_digit());
        &number[..end.unwrap_or(number.len())]
    });
    (
        Reverse(day),
        entry.body.committee.id.as_str(),
        digits.parse().unwrap_or(u32::MAX),
        entry.id.as_str(),
    )
}

/// Whether two items are from one meeting. Of meetings whose day is not known that cannot be told, so each stands alone.
fn same_meeting(a: &Entry<Resolution>, b: &Entry<Resolution>) -> bool {
    let (own, other) = (&a.body, &b.body);
    own.committee.id == other.committee.id
        && own.meeting.value == other.meeting.value
        && own.meeting.day().is_some()
}

/// A meeting of a committee, with its items about changes.
#[derive(Debug, Serialize)]
struct Sitting {
    day: Dated,
    committee: Linked,
    /// How far its minutes can be relied on; several where its items differ.
    minutes: Vec<Tag>,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    item: Linked,
    number: Option<String>,
    /// The views that it holds, each sort once; one that a later view took the place of was taken all the same.
    views: Vec<Tag>,
}

/// What the page of all years says.
#[derive(Debug, Serialize)]
pub struct MeetingsView {
    years: Vec<Row>,
    latest: Vec<Sitting>,
}

#[derive(Debug, Serialize)]
struct Row {
    year: Linked,
    /// How many meetings, items and views. Each item whose day is not known counts as a meeting.
    holds: String,
}

/// What the page of a year says.
#[derive(Debug, Serialize)]
pub struct YearView {
    shown: String,
    /// Whether the year is known.
    dated: bool,
    groups: Vec<Group<Sitting>>,
    /// The other years.
    years: Vec<Linked>,
    paging: Paging,
}

/// What surrounds the page of all years.
pub fn head() -> Head {
    Head {
        title: "Meetings of committees".to_owned(),
        about: Some("When committees dealt with changes to health services, year by year.".to_owned()),
        ..Head::default()
    }
}

/// What surrounds the page of a year.
pub fn year_head(year: &Year<'_>, page: usize) -> Head {
    let title = match year.year {
        Some(year) => format!("Meetings in {year}"),
        None => "Meetings whose date is not known".to_owned(),
    };
    Head {
        title: paged(&title, page),
        about: Some("The items about changes to health services that committees took.".to_owned()),
        part: Some("meetings"),
        ..Head::default()
    }
}

/// What the page of all years says.
pub fn view(here: Here<'_, '_>, years: &Years<'_>) -> MeetingsView {
    let register = here.register();
    let rows = years.0.iter().map(|year| {
        let holding = year.items.iter().filter(|entry| holds_view(register, entry));
        Row {
            year: linked(here, year),
            holds: format!(
                "{}, {}, {} of them with a view",
                words::count(year.meetings, "meeting", "meetings"),
                words::count(year.items.len(), "item", "items"),
                match holding.count() {
                    0 => "none".to_owned(),
                    number => words::grouped(number),
                }
            ),
        }
    });
    let dated = years.0.iter().filter(|year| year.year.is_some());
    let latest = dated.flat_map(|year| year.items.chunk_by(|a, b| same_meeting(a, b)));
    MeetingsView {
        years: rows.collect(),
        latest: latest.take(LATEST).map(|items| sitting(here, items)).collect(),
    }
}

/// What a page of a year says.
pub fn year(here: Here<'_, '_>, years: &Years<'_>, which: usize, page: usize) -> YearView {
    let own = &years.0[which];
    let shown = paging::rows(&own.items, page);
    let sittings = shown.chunk_by(|a, b| same_meeting(a, b));
    let groups = sittings.map(|items| (month(items[0].body.meeting.value), sitting(here, items)));
    YearView {
        shown: format!(
            "{} about changes, from {}",
            words::count(own.items.len(), "item", "items"),
            words::count(own.meetings, "meeting", "meetings"),
        ),
        dated: own.year.is_some(),
        groups: paging::grouped(groups),
        years: years.0.iter().map(|year| linked(here, year)).collect(),
        paging: Paging::new(here, &own.folder(), page, own.items.len()),
    }
}

fn linked(here: Here<'_, '_>, year: &Year<'_>) -> Linked {
    Linked {
        words: year.words(),
        address: here.to(&PagePath::list(&year.folder(), 1)),
    }
}

/// The heading that a meeting stands under.
fn month(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()).spoken(),
        PartialDate::Month(..) => date.spoken(),
        PartialDate::Year(year) => format!("{year}, month not known"),
        PartialDate::Unknown => "Date not known".to_owned(),
    }
}

fn holds_view(register: &Register, entry: &Entry<Resolution>) -> bool {
    !register.determinations_in(&entry.id).is_empty()
}

/// A meeting, from its items: at least one.
fn sitting(here: Here<'_, '_>, items: &[&Entry<Resolution>]) -> Sitting {
    let first = &items[0].body;
    let mut minutes: Vec<Tag> = Vec::new();
    for entry in items {
        let tag = Tag::of_minutes(entry.body.minutes.as_ref());
        if !minutes.contains(&tag) {
            minutes.push(tag);
        }
    }
    Sitting {
        day: Dated::new(first.meeting.value),
        committee: here.body(&first.committee.id),
        minutes,
        items: items.iter().map(|entry| item(here, entry)).collect(),
    }
}

fn item(here: Here<'_, '_>, entry: &Entry<Resolution>) -> Item {
    let register = here.register();
    let mut views: Vec<Tag> = Vec::new();
    for view in register.determinations_in(&entry.id) {
        let tag = Tag::of_standing(judgement::standing_of(view.body.view.value));
        if !views.contains(&tag) {
            views.push(tag);
        }
    }
    Item {
        item: Linked {
            words: entry.body.item.to_string(),
            ..here.resolution(entry)
        },
        number: entry.body.item_number.as_ref().map(|number| number.to_string()),
        views,
    }
}
