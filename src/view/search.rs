//! The page to search on, and plain lists of everything for those who read without script or from a folder.

use serde::Serialize;

use super::Here;
use super::changes::paged;
use super::frame::Head;
use super::paging::{self, Group as Letter};
use super::piece::Linked;
use super::words::{grouped, uncapital};
use crate::search::{Document, Group, Part, ROWS, Search};
use crate::site::PagePath;
use crate::value::fold;

/// How many letters of a title a list shows, so that no page grows past what a phone loads quickly.
const SHOWN: usize = 160;

/// What the page to search on says.
#[derive(Debug, Serialize)]
pub struct SearchView {
    total: String,
    groups: Vec<Listed>,
    home: String,
}

/// A group and the pages of its list.
#[derive(Debug, Serialize)]
struct Listed {
    name: &'static str,
    count: String,
    pages: Vec<Linked>,
}

/// What a page of a list says.
#[derive(Debug, Serialize)]
pub struct ListView {
    what: &'static str,
    letters: Vec<Letter<Row>>,
    paging: Option<paging::Paging>,
    search: String,
}

#[derive(Debug, Serialize)]
struct Row {
    document: Linked,
    about: String,
}

/// What surrounds a page.
pub fn head(part: Part) -> Head {
    match part {
        Part::List(group, page) => Head {
            title: paged(&format!("{}: all by title", group.words().0), page),
            part: Some("search"),
            ..Head::default()
        },
        _ => Head {
            title: "Search".to_owned(),
            about: Some("Search all records and the exact words of committees.".to_owned()),
            ..Head::default()
        },
    }
}

/// What the page to search on says.
pub fn start(here: Here<'_, '_>, search: &Search<'_>) -> SearchView {
    let groups = Group::ALL.into_iter().filter_map(|group| {
        let sorted: Vec<&Document<'_>> = search.sorted(group).collect();
        (!sorted.is_empty()).then(|| Listed {
            name: group.words().0,
            count: grouped(sorted.len()),
            pages: pages(here, group, &sorted),
        })
    });
    SearchView {
        total: grouped(search.documents.len()),
        groups: groups.collect(),
        home: here.to(&PagePath::home()),
    }
}

/// Links to the pages of a group's list, each named by the letters it reaches over: "A to C".
fn pages(here: Here<'_, '_>, group: Group, sorted: &[&Document<'_>]) -> Vec<Linked> {
    let mut pages: Vec<Linked> = Vec::new();
    let mut before = (String::new(), 1);
    for (number, rows) in (1..).zip(sorted.chunks(ROWS)) {
        let letter = |row: Option<&&Document<'_>>| row.map_or_else(String::new, |row| initial(&row.title));
        let (first, last) = (letter(rows.first()), letter(rows.last()));
        let letters = if first == last {
            first
        } else {
            format!("{first} to {last}")
        };
        before = match before {
            (same, times) if same == letters => (same, times + 1),
            _ => (letters, 1),
        };
        let words = match &before {
            (letters, 1) => letters.clone(),
            (letters, times) => format!("{letters} ({times})"),
        };
        pages.push(Linked {
            words,
            address: here.to(&Part::List(group, number).path()),
        });
    }
    if let [only] = pages.as_mut_slice() {
        only.words = format!("All {}", uncapital(group.words().0));
    }
    pages
}

/// What a page of a list says.
pub fn list(here: Here<'_, '_>, search: &Search<'_>, group: Group, page: usize) -> ListView {
    let sorted = search.sorted(group);
    let total = sorted.len();
    let first = (page - 1) * ROWS;
    let rows = sorted.skip(first).take(ROWS).map(|document| {
        let row = Row {
            document: Linked {
                words: clip(&document.title),
                address: address(here, document),
            },
            about: clip(&document.about),
        };
        (initial(&document.title), row)
    });
    let pages = total.div_ceil(ROWS);
    let to = |page: usize| here.to(&Part::List(group, page).path());
    ListView {
        what: group.words().0,
        letters: paging::grouped(rows),
        paging: (pages > 1).then(|| paging::Paging {
            page,
            pages,
            first: first + 1,
            last: (first + ROWS).min(total),
            total,
            before: (page > 1).then(|| to(page - 1)),
            after: (page < pages).then(|| to(page + 1)),
        }),
        search: here.to(&Part::Start.path()),
    }
}

/// Documents know their addresses from the root of the site; these pages stand one folder down.
fn address(here: Here<'_, '_>, document: &Document<'_>) -> String {
    let up = here.path.as_str().matches('/').count();
    format!("{}{}", "../".repeat(up), document.address)
}

/// The letter under which a title is listed.
fn initial(title: &str) -> String {
    let folded = fold(title);
    let first = folded.chars().next();
    match first {
        Some(digit) if digit.is_numeric() => "0 to 9".to_owned(),
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        _ => "Signs".to_owned(),
    }
}

fn clip(title: &str) -> String {
    match title.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}
