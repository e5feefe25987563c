//! How to follow the register: the page that tells it, and the ways that other pages lead to.

use serde::Serialize;

use crate::calendar::Status;
use crate::record::{Kind, RecordId};
use crate::site::{Agenda, Lists, PagePath};
use crate::value::PartialDate;

use super::Here;
use super::feed::{Feed, Source};
use super::frame::Head;
use super::piece::{Dated, Linked};
use super::words;

/// How many entries and days the preview shows.
const SHOWN: usize = 5;

/// What the page says.
#[derive(Debug, Serialize)]
pub struct FollowView {
    ways: Vec<Way>,
    changes: String,
    bodies: String,
    services: Vec<Linked>,
    entries: Vec<Entry>,
    days: Vec<Day>,
    as_at: String,
    /// The calendar of duties, for those who want to see more of its days.
    duties: String,
    updates: String,
    /// The most entries that a feed holds.
    most: usize,
    /// The most duties that their feed holds.
    most_duties: usize,
}

/// Something to follow, as a feed, a calendar or both.
#[derive(Debug, Serialize)]
struct Way {
    name: &'static str,
    about: &'static str,
    feed: Option<String>,
    calendar: Option<String>,
}

/// An entry of the feed of all updates.
#[derive(Debug, Serialize)]
struct Entry {
    title: Linked,
    on: Dated,
    lines: Vec<String>,
}

/// A day of the calendar of duties.
#[derive(Debug, Serialize)]
struct Day {
    on: Dated,
    what: String,
    page: Option<String>,
    unsure: bool,
}

/// What surrounds the page.
pub fn head() -> Head {
    Head {
        title: "Follow".to_owned(),
        about: Some(
            "How to hear of each change, view, duty and meeting that is added to this register.".to_owned(),
        ),
        ..Head::default()
    }
}

/// What the page says.
pub fn view<'r>(here: Here<'_, 'r>, lists: &Lists<'r>) -> FollowView {
    let outlets = &lists.outlets;
    let services = outlets.services.keys().map(|slug| Linked {
        words: words::from_slug(slug),
        address: here.to(&Feed::Service(slug).path()),
    });
    FollowView {
        ways: ways_of_all(here),
        changes: here.to(&PagePath::list("changes", 1)),
        bodies: here.to(&PagePath::list("bodies", 1)),
        services: services.collect(),
        entries: entries(here, lists),
        days: days(here, lists),
        as_at: PartialDate::Day(here.input.as_at).spoken(),
        duties: here.to(&PagePath::list("duties", 1)),
        updates: here.to(&PagePath::list("updates", 1)),
        most: super::feed::MOST,
        most_duties: super::feed::duty::MOST,
    }
}

fn ways_of_all(here: Here<'_, '_>) -> Vec<Way> {
    vec![
        Way {
            name: "Everything",
            about: "Each record that is added or changed: changes, views, resolutions, duties and bodies.",
            feed: Some(here.to(&Feed::All.path())),
            calendar: None,
        },
        Way {
            name: "Duties",
            about: "What somebody must do to consult or involve people. The feed tells which duties are open; the \
                    calendar holds their last days, those of the past year and all to come.",
            feed: Some(here.to(&Feed::Duties.path())),
            calendar: Some(here.to(&Agenda::Duties.path())),
        },
        Way {
            name: "Meetings",
            about: "The days on which committees met, or are to meet, about the changes on record.",
            feed: None,
            calendar: Some(here.to(&Agenda::Meetings.path())),
        },
    ]
}

fn entries<'r>(here: Here<'_, 'r>, lists: &Lists<'r>) -> Vec<Entry> {
    let told = Feed::All.told(Source {
        input: here.input,
        conclusions: here.conclusions,
        lists,
    });
    let entry = told.entries.into_iter().take(SHOWN).map(|item| Entry {
        title: Linked {
            words: item.title,
            address: below(here, &item.page),
        },
        on: Dated::new(PartialDate::Day(item.updated)),
        lines: item.summary.lines().map(str::to_owned).collect(),
    });
    entry.collect()
}

fn days(here: Here<'_, '_>, lists: &Lists<'_>) -> Vec<Day> {
    let all = lists.outlets.days.of_duties(here.input.as_at);
    let next = all
        .into_iter()
        .filter(|event| event.day >= here.input.as_at && event.status != Status::Cancelled);
    let day = next.take(SHOWN).map(|event| Day {
        on: Dated::new(PartialDate::Day(event.day)),
        what: event.summary.to_string(),
        page: event.page.as_ref().map(|page| below(here, page)),
        unsure: event.status == Status::Tentative,
    });
    day.collect()
}

/// The address of a page that is named below the site's own, with its place.
fn below(here: Here<'_, '_>, page: &str) -> String {
    let (path, fragment) = page.split_once('#').unwrap_or((page, ""));
    let address = here.to(&PagePath::file(path.to_owned()));
    match fragment {
        "" => address,
        fragment => format!("{address}#{fragment}"),
    }
}

/// The ways to follow what a page is about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Ways {
    /// The page's feed, for programs that look for one in its head.
    pub feed: Option<Linked>,
    /// Links for its foot.
    pub links: Vec<Linked>,
}

/// The ways to follow what this page is about, known from where it stands.
pub fn ways(here: Here<'_, '_>) -> Ways {
    if here.input.edition.past.is_some() {
        return Ways::default();
    }
    let (folder, rest) = here
        .path
        .as_str()
        .split_once('/')
        .unwrap_or(("", here.path.as_str()));
    let id = rest
        .strip_suffix(".html")
        .and_then(|stem| RecordId::new(stem).ok());
    let own = Kind::from_folder(folder)
        .zip(id)
        .and_then(|(kind, id)| of_record(here, kind, &id));
    if let Some(ways) = own {
        return ways;
    }
    // The page of all services is a file in that folder, and no service.
    let slug = rest
        .strip_prefix("service/")
        .and_then(|rest| Some(rest.split_once('/')?.0));
    let feed = match folder {
        "duties" => Feed::Duties,
        "changes" => slug.map_or(Feed::All, Feed::Service),
        "" | "updates" | "follow" if *here.path != PagePath::not_found() => Feed::All,
        _ => return Ways::default(),
    };
    Ways {
        feed: Some(named(here, feed)),
        links: Vec::new(),
    }
}

/// The ways to follow what a record is about; none where it has no page of its own.
fn of_record(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Option<Ways> {
    let register = here.register();
    let (feed, agenda, words) = match kind {
        Kind::Change => {
            let entry = register.changes.get(id)?;
            let words = ["Follow this change (Atom)", "Its days (calendar)"];
            (Feed::Change(entry), Agenda::Change(entry), words)
        }
        Kind::Body => {
            let entry = register.bodies.get(id)?;
            let days = match entry.body.role.value.speaks_for_council() {
                true => "Its meetings and what it owes (calendar)",
                false => "The days of what it owes (calendar)",
            };
            let words = ["Follow this body (Atom)", days];
            (Feed::Body(entry), Agenda::Body(entry), words)
        }
        Kind::Duty => {
            let entry = &register.changes[&register.duties.get(id)?.body.change];
            let words = [
                "Follow the change it arises from (Atom)",
                "The days of that change (calendar)",
            ];
            (Feed::Change(entry), Agenda::Change(entry), words)
        }
        Kind::Resolution | Kind::Determination => return None,
    };
    let link = |words: &str, path: PagePath| Linked {
        words: words.to_owned(),
        address: here.to(&path),
    };
    Some(Ways {
        feed: Some(named(here, feed)),
        links: vec![link(words[0], feed.path()), link(words[1], agenda.path())],
    })
}

/// A feed under its full name, as programs show it.
fn named(here: Here<'_, '_>, feed: Feed<'_>) -> Linked {
    Linked {
        words: format!("{} - {}", feed.title(), here.register().name()),
        address: here.to(&feed.path()),
    }
}
