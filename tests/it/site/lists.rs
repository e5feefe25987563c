//! The pages of lists: that each row is where it belongs, that counts are what is found there, and that pages stay short.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use scrutiny::history::History;
use scrutiny::record::Kind;
use scrutiny::register::Register;
use scrutiny::site::Output;
use scrutiny::source::{Source, Sources};
use scrutiny::view::judgement::{Judgement, Standing};

use super::{attribute, follow, made, rendered, text};
use crate::generated::generate;

/// What no page of HTML may be longer than.
pub(super) const MOST: usize = 60 * 1024;

pub(super) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day")
}

/// A generated register, and its site.
pub(super) fn generated(records: usize) -> (Sources, Output) {
    let records = generate::register(records, 5).into_iter();
    let files = records
        .map(|made| (made.path, made.text))
        .chain(generate::frame());
    let files = files.map(|(path, text)| Source::from_bytes(path, text.into_bytes()));
    let sources = Sources::new(files.collect());
    let output = rendered(&sources, &History::default(), day());
    (sources, output)
}

/// The site of some records.
pub(super) fn small(files: &[(&str, &str)], as_at: NaiveDate) -> Output {
    let settings = ("register.yaml", "name: Register\npublisher: Nobody\n");
    let files: Vec<(&str, &str)> = std::iter::once(settings).chain(files.iter().copied()).collect();
    made(&files, as_at)
}

/// The folder of a page, if it is a page of a list: `changes/council/kent` for `changes/council/kent/page-2.html`.
fn folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let page = name
        .strip_prefix("page-")
        .and_then(|rest| rest.strip_suffix(".html"));
    (name == "index.html" || page.is_some_and(|number| number.parse::<usize>().is_ok())).then_some(folder)
}

/// The pages of a list, in order of their number.
fn pages_of<'o>(output: &'o Output, wanted: &str) -> Vec<&'o str> {
    let own = output.keys().filter(|path| folder(path) == Some(wanted));
    let mut own: Vec<&str> = own.map(String::as_str).collect();
    own.sort_by_key(|path| (path.len(), *path));
    own.sort_by_key(|path| !path.ends_with("index.html"));
    own
}

/// What lies between two texts, each time.
pub(super) fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    let parts = text.split(open).skip(1);
    parts.filter_map(|part| part.split(close).next()).collect()
}

/// The first link in some HTML, followed from a page.
fn led(from: &str, html: &str) -> String {
    let links = attribute(html, "href");
    let link = links.first().unwrap_or_else(|| panic!("no link in {html}"));
    follow(from, link.split('#').next().expect("a page"))
}

/// The rows of a list, page by page: where the link of each leads.
pub(super) fn rows(output: &Output, wanted: &str) -> Vec<String> {
    let opens: &[(&str, &str)] = match wanted.split('/').next() {
        Some("changes") => &[("<th scope=\"row\"><a", "</th>")],
        Some("resolutions") => &[("<p class=\"title\">", "</p>")],
        Some("duties") => &[("<article class=\"card\">", "</h3>")],
        Some("bodies") => &[("<li><a href=", "</li>")],
        Some("actions") => &[("<dt>Where</dt>", "</dd>")],
        _ => panic!("{wanted} is no list"),
    };
    let mut found = Vec::new();
    for path in pages_of(output, wanted) {
        let html = text(output, path);
        let main = html.split("<main").nth(1).expect("a main part");
        // What stands around the rows, charts and choices, has links of its own.
        let table = main.split_once("<table class=\"stack\">");
        let table = table.and_then(|(_, rest)| rest.split_once("</table>"));
        let main = table.map_or(main, |(rows, _)| rows);
        let main = main.rsplit("</nav>\n").find(|part| part.contains(opens[0].0));
        let main = main.unwrap_or("").split("</main>").next().expect("an end");
        for (open, close) in opens {
            let each = between(main, open, close).into_iter();
            found.extend(each.map(|row| led(path, &format!("{open}{row}"))));
        }
    }
    found
}

/// Every choice that a page of choices lists: its folder and its count, those within others too.
fn choices(output: &Output, wanted: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for path in pages_of(output, wanted) {
        let parts: Vec<&str> = text(output, path).split("</a> <span class=\"note\">(").collect();
        for pair in parts.windows(2) {
            let link = attribute(pair[0], "href").pop().expect("a link");
            let to = follow(path, &link);
            let count = pair[1].split(')').next().expect("a number").replace(',', "");
            found.push((
                folder(&to).expect("a list").to_owned(),
                count.parse().expect("a number"),
            ));
        }
    }
    found
}

const DIMENSIONS: [&str; 17] = [
    "changes/judgement",
    "changes/council",
    "changes/nhs-body",
    "changes/service",
    "changes/year",
    "changes/duty",
    "resolutions/committee",
    "resolutions/year",
    "resolutions/view",
    "resolutions/minutes",
    "duties/state",
    "duties/owed-by",
    "duties/owed-to",
    "bodies/role",
    "actions/state",
    "actions/owner",
    "actions/asked-of",
];

#[test]
fn counts_are_what_is_found_and_every_part_is_led_to() {
    let (_, output) = generated(700);
    let mut listed: BTreeSet<String> = BTreeSet::new();
    for dimension in DIMENSIONS {
        let choices = choices(&output, dimension);
        assert!(choices.len() > 1, "{dimension}");
        let list = dimension.split('/').next().expect("a folder");
        let whole = rows(&output, list);
        for (folder, count) in choices {
            let own = rows(&output, &folder);
            assert!(count > 0, "{folder} is empty");
            assert_eq!(own.len(), count, "{folder}");
            // A part keeps the order of the whole; a clause can be asked of twice, so rows may repeat in both.
            let mut rest = whole.iter();
            assert!(
                own.iter().all(|row| rest.any(|other| other == row)),
                "{folder} is not a part of {list} in its order"
            );
            listed.insert(folder);
        }
    }
    // No part of a list is left that no page of choices leads to.
    let depth = |path: &str| path.matches('/').count();
    let parts = output.keys().filter_map(|path| folder(path));
    let parts: BTreeSet<&str> = parts
        .filter(|path| depth(path) >= 2 && !path.starts_with("meetings/"))
        .collect();
    let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    assert_eq!(parts, listed);
}

#[test]
fn every_row_is_on_the_pages_it_belongs_to_and_on_no_other() {
    let (sources, output) = generated(600);
    let (register, _) = Register::build(&sources);
    let register = register.published();
    let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut put = |folder: String, page: String| {
        expected.entry(folder).or_default().insert(page);
    };
    for entry in register.changes.iter() {
        let page = format!("changes/{}.html", entry.id);
        for council in &Judgement::of(&register, entry).councils {
            let id = &council.authority.id;
            let view = match council.standing {
                Standing::Substantial => "substantial",
                Standing::NotSubstantial => "not-substantial",
                Standing::Several => "several",
                Standing::PutOff => "put-off",
                Standing::Silent | Standing::Follows => "silent",
            };
            put(format!("changes/council/{id}"), page.clone());
            put(format!("changes/council/{id}/{view}"), page.clone());
        }
        for service in &entry.body.services {
            put(format!("changes/service/{}", **service), page.clone());
        }
    }
    for entry in register.resolutions.iter() {
        let page = format!("resolutions/{}.html", entry.id);
        put(
            format!("resolutions/committee/{}", entry.body.committee.id),
            page.clone(),
        );
        let year = entry.body.meeting.year();
        let year = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        put(format!("resolutions/year/{year}"), page);
    }
    for entry in register.bodies.iter() {
        let folder = format!("bodies/role/{}", entry.body.role.value.word());
        put(folder, format!("bodies/{}.html", entry.id));
    }
    for (folder, pages) in &expected {
        let own: Vec<String> = rows(&output, folder);
        let unique: BTreeSet<String> = own.iter().cloned().collect();
        assert_eq!(own.len(), unique.len(), "{folder}");
        assert_eq!(&unique, pages, "{folder}");
    }
    let wanted = [
        "changes/council/",
        "changes/service/",
        "resolutions/year/",
        "bodies/role/",
    ];
    for path in output.keys().filter_map(|path| folder(path)) {
        if wanted.iter().any(|start| path.starts_with(start)) {
            assert!(expected.contains_key(path), "{path} holds what is not recorded");
        }
    }
    assert_eq!(
        rows(&output, "changes").len() + rows(&output, "resolutions").len(),
        register
            .entries()
            .filter(|entry| matches!(entry.kind, Kind::Change | Kind::Resolution))
            .count()
    );
}

#[test]
fn pages_are_in_range_and_short_and_say_where_they_stand() {
    let records = std::env::var("RECORDS")
        .ok()
        .and_then(|records| records.parse().ok());
    let (_, output) = generated(records.unwrap_or(2000));
    let (mut several, mut long) = (0, Vec::new());
    for (path, bytes) in &output {
        let Some(own) = folder(path).filter(|_| path.ends_with(".html")) else {
            continue;
        };
        if bytes.len() > MOST {
            long.push((bytes.len(), path));
        }
        let pages = pages_of(&output, own);
        let number = pages.iter().position(|page| page == path).expect("itself") + 1;
        if pages.len() > 1 {
            let html = text(&output, path);
            assert!(
                html.contains(&format!("Page {number} of {}", pages.len())),
                "{path}"
            );
            assert_eq!(html.contains("rel=\"prev\""), number > 1, "{path}");
            assert_eq!(html.contains("rel=\"next\""), number < pages.len(), "{path}");
            several += 1;
        }
    }
    assert!(several > 100, "{several}");
    let bodies = output
        .iter()
        .filter(|(path, bytes)| path.starts_with("bodies/") && path.ends_with(".html") && bytes.len() > MOST);
    long.extend(bodies.map(|(path, bytes)| (bytes.len(), path)));
    long.sort_unstable();
    let last = &long[long.len().saturating_sub(20)..];
    assert!(long.is_empty(), "{} pages: {last:?}", long.len());
}

#[test]
fn a_hundred_and_fifty_councils_make_no_page_long() {
    let mut files = Vec::new();
    let mut affected = String::new();
    for number in 0..150 {
        let id = format!("northmere-and-wexcombe-council-{number:03}");
        files.push((
            format!("bodies/{id}.yaml"),
            format!("name: Northmere and Wexcombe Council {number:03}\nrole: local-authority\n"),
        ));
        files.push((
            format!("bodies/{id}-hosc.yaml"),
            format!(
                "name: Health Committee of Northmere {number:03}\nrole: scrutiny-committee\npart_of: {id}\n"
            ),
        ));
        affected.push_str(&format!("  - authority: {id}\n"));
        for (change, view) in [
            ("ward", "substantial-variation"),
            ("clinic", "not-substantial"),
            ("hours", "deferred"),
        ] {
            files.push((
                format!("determinations/{change}-{number}.yaml"),
                format!(
                    "change: {change}\nby: {id}-hosc\nauthority: {id}\ntaken_by: committee\nview: {view}\ndate: 2025-01-02\nscope: All of it, in each of the areas\n"
                ),
            ));
        }
    }
    for change in ["ward", "clinic", "hours", "beds"] {
        files.push((
            format!("changes/{change}.yaml"),
            format!("title: The {change}\nkind: move\nauthorities:\n{affected}"),
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let output = small(&files, day());
    let councils = choices(&output, "changes/council");
    assert_eq!(councils.len(), 150 * 5);
    assert!(
        councils
            .iter()
            .filter(|(folder, _)| folder.matches('/').count() == 2)
            .all(|(_, count)| *count == 4)
    );
    assert_eq!(pages_of(&output, "coverage").len(), 5);
    let lists = output.iter().filter(|(path, _)| folder(path).is_some());
    let longest = lists
        .map(|(path, bytes)| (bytes.len(), path))
        .max()
        .expect("pages");
    assert!(longest.0 <= MOST, "{longest:?}");
    // A council beyond the few that stand above the list is named there when it is the one that is shown.
    let id = "northmere-and-wexcombe-council-149";
    let html = text(&output, &format!("changes/council/{id}/index.html"));
    assert!(html.contains("aria-current=\"true\">Northmere and Wexcombe Council 149</a>"));
    assert!(html.contains("All councils (150)"));
    // It comes first in its rows, of 150.
    let first = between(html, "<ul class=\"stands\">\n", "</li>");
    assert_eq!(first.len(), 4);
    assert!(
        first
            .iter()
            .all(|row| row.contains("class=\"own\"") && row.contains(id)),
        "{first:?}"
    );
}

#[test]
fn every_link_of_many_pages_leads_somewhere() {
    let (_, output) = generated(500);
    assert!(super::follow_all(&output) > 20_000);
}
