//! The pages of lists: that each row is where it belongs, that counts are what is found there, and that pages stay short.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use scrutiny::history::History;
use scrutiny::record::Kind;
use scrutiny::register::Register;
use scrutiny::site::Output;
use scrutiny::source::{Source, Sources};
use scrutiny::view::judgement::{Judgement, Standing};

use super::{attribute, build, follow, made, rendered, text};
use crate::generated::generate;

/// What no page of HTML may be longer than.
const MOST: usize = 60 * 1024;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day")
}

/// A generated register, and its site.
fn generated(records: usize) -> (Sources, Output) {
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
fn small(files: &[(&str, &str)], as_at: NaiveDate) -> Output {
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
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
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
fn rows(output: &Output, wanted: &str) -> Vec<String> {
    let opens: &[(&str, &str)] = match wanted.split('/').next() {
        Some("changes") => &[("<th role=\"rowheader\"", "</th>")],
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
        // What stands above the rows has links of its own.
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
    let (_, output) = generated(1200);
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
    let (_, output) = generated(records.unwrap_or(2500));
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
fn the_choice_is_marked_and_can_be_taken_off() {
    let output = build();
    let html = text(&output, "changes/council/kent/index.html");
    for words in [
        "<h1>Changes by council: Kent County Council</h1>",
        "2 changes affecting Kent County Council. <a href=\"../../index.html\">Show all 3 changes</a>",
        "<summary>Council: Kent County Council</summary>",
        "<a href=\"index.html\" aria-current=\"true\">Kent County Council</a> <span class=\"note\">(2)</span>",
        "<a href=\"../medway/index.html\">Medway Council</a> <span class=\"note\">(1)</span>",
        "<p class=\"term\" id=\"within\">What Kent County Council judged</p>",
        "<a href=\"not-substantial/index.html\">Judged not substantial</a> <span class=\"note\">(1)</span>",
        "<a href=\"../index.html\">All councils (2)</a>",
        "<li class=\"own\">",
    ] {
        assert!(html.contains(words), "{words}\n{html}");
    }
    assert_eq!(
        html.matches("aria-current=\"true\"").count(),
        2,
        "the part of the site, and the choice"
    );
    let own = text(&output, "changes/council/kent/not-substantial/index.html");
    for words in [
        "<h1>Changes by council: Kent County Council, judged not substantial</h1>",
        "1 change that Kent County Council judged not substantial. <a",
        "<a href=\"index.html\" aria-current=\"true\">Judged not substantial</a>",
        "<a href=\"../index.html\">All 2 changes affecting Kent County Council</a>",
    ] {
        assert!(own.contains(words), "{words}\n{own}");
    }
    assert!(!output.contains_key("changes/council/kent/substantial/index.html"));
}

#[test]
fn what_a_body_and_a_change_belong_to_is_led_to_from_them() {
    let output = build();
    let body = text(&output, "bodies/kent.html");
    assert!(body.contains(
        "<a href=\"../changes/council/kent/index.html\">2 changes affecting Kent County Council</a>"
    ));
    let change = text(&output, "changes/all-age.html");
    assert!(change.contains("<a href=\"council/medway/index.html\">Medway Council</a>"));
    for page in ["changes/all-age.html", "duties/index.html", "index.html"] {
        let links: Vec<String> = attribute(text(&output, page), "href");
        for wanted in ["meetings/index.html", "actions/index.html", "coverage/index.html"] {
            assert!(
                links.iter().any(|link| follow(page, link) == wanted),
                "{page}, {wanted}"
            );
        }
    }
}

#[test]
fn meetings_are_a_calendar_of_months_with_their_items() {
    let item = |day: &str, committee: &str, name: &str| {
        (
            format!("resolutions/{name}.yaml"),
            format!("committee: {committee}\nmeeting: {day}\nitem: Item {name}\nchanges: [ward]\n"),
        )
    };
    let mut files = vec![
        (
            "bodies/northmere.yaml".to_owned(),
            "name: Northmere Council\nrole: local-authority\n".to_owned(),
        ),
        (
            "bodies/hosc.yaml".to_owned(),
            "name: Northmere HOSC\nrole: scrutiny-committee\npart_of: northmere\n".to_owned(),
        ),
        (
            "bodies/panel.yaml".to_owned(),
            "name: Northmere Panel\nrole: scrutiny-committee\npart_of: northmere\n".to_owned(),
        ),
        (
            "changes/ward.yaml".to_owned(),
            "title: The ward\nkind: move\nauthorities: [{authority: northmere}]\n".to_owned(),
        ),
    ];
    files.extend([
        item("2025-03-04", "hosc", "a"),
        item("2025-03-04", "panel", "b"),
        item("2025-03-04", "hosc", "c"),
        item("2025-11", "hosc", "d"),
        item("2025-11-02", "hosc", "e"),
        item("2025", "hosc", "f"),
        item("unknown", "hosc", "g"),
        item("2024-01-01", "hosc", "h"),
    ]);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let output = small(&files, day());
    let html = text(&output, "meetings/2025/index.html");
    assert_eq!(
        between(html, "<h2>", "</h2>"),
        ["November 2025", "March 2025", "2025, month not known"]
    );
    let items: Vec<&str> = between(html, "html\">Item ", "</a>");
    assert_eq!(items, ["e", "d", "a", "c", "b", "f"]);
    assert!(html.contains("6 items about changes, from 5 meetings."), "{html}");
    assert!(html.contains("No view is recorded from this item"));
    let undated = text(&output, "meetings/undated/index.html");
    assert!(undated.contains("Item g") && undated.contains("The records do not say when"));
    let all = text(&output, "meetings/index.html");
    assert!(
        all.contains("2025</a> <span class=\"note\">5 meetings, 6 items, none of them with a view</span>")
    );
    assert!(all.contains("<a href=\"undated/index.html\">Not dated</a>"));
    let coverage = text(&output, "coverage/index.html");
    for words in [
        "We hold no record of its view on <a href=\"../changes/council/northmere/silent/index.html\">1 of them</a>.",
        "7 items</a> of its meetings on record, from 1 January 2024 to 2025. None of them holds a view.",
        "From minutes not known to be confirmed: 7.",
        "1 change on which we hold no record of a council’s view",
    ] {
        assert!(coverage.contains(words), "{words}\n{coverage}");
    }
}

#[test]
fn actions_stand_by_their_day_with_the_exact_words() {
    let output = build();
    let html = text(&output, "actions/index.html");
    for words in [
        "as at 1 January 2026",
        "<h2>No day is stated, and we hold no record that it was done</h2>",
        "NHS be invited.",
        "../resolutions/item.html#clause--2",
        "<a href=\"owner/hosc/index.html\">Kent Health Overview and Scrutiny Committee</a>",
        "<a href=\"../changes/alliance.html\">Another contract</a>",
    ] {
        assert!(html.contains(words), "{words}\n{html}");
    }
    let asked = |due: &str, done: &str, name: &str| {
        format!(
            "  - {{label: {name}, words: Words {name}., reads_as: requested-action, action: {{due: {due}{done}}}}}\n"
        )
    };
    let done = ", done: {date: 2025-02-03, evidence: A letter}";
    let clauses = [
        asked("2025-06", "", "a"),
        asked("unknown", "", "b"),
        asked("2025-05-01", "", "c"),
        asked("2026-01", "", "d"),
        asked("2025-01-01", done, "e"),
    ];
    let item = format!(
        "committee: hosc\nmeeting: 2025-01-04\nitem: It\nclauses:\n{}",
        clauses.concat()
    );
    let files = [
        (
            "bodies/hosc.yaml",
            "name: Northmere HOSC\nrole: scrutiny-committee\n",
        ),
        ("resolutions/item.yaml", item.as_str()),
    ];
    let output = small(&files, day());
    let html = text(&output, "actions/index.html");
    assert_eq!(between(html, "<p>Words ", "."), ["c", "a", "d", "b", "e"]);
    let of = |state: &str| rows(&output, &format!("actions/state/{state}")).len();
    assert_eq!(
        [of("overdue"), of("due"), of("no-date"), of("done")],
        [2, 1, 1, 1]
    );
    assert_eq!(rows(&output, "actions/owner/unknown").len(), 5);
    let later = small(&files, NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day"));
    assert_eq!(rows(&later, "actions/state/overdue").len(), 3);
    assert!(!later.contains_key("actions/state/due/index.html"));
}

#[test]
fn a_recorded_duty_says_where_the_law_stands_on_it() {
    let files = [
        (
            "bodies/northmere.yaml",
            "name: Northmere Council\nrole: local-authority\n",
        ),
        ("bodies/icb.yaml", "name: NHS Northmere\nrole: icb\n"),
        (
            "changes/ward.yaml",
            "title: The ward\nkind: move\nresponsible_person: icb\ncommissioners: [icb]\naffects_manner_or_range: {answer: yes, asserted_by: icb}\nunder_consideration_from: 2025-03\nauthorities: [{authority: northmere}]\n",
        ),
        (
            "duties/plan.yaml",
            "title: Involve people\nchange: ward\nbasis: {provision: nhsa-14Z45-involve-planning}\nowed_by: icb\nowed_to: [users]\n",
        ),
        (
            "duties/promise.yaml",
            "title: A promise\nchange: ward\nbasis: {undertaking: They said so}\nowed_by: icb\nowed_to: [users]\n",
        ),
    ];
    let output = small(&files, day());
    let html = text(&output, "duties/plan.html");
    assert!(html.contains("Where the law stands on it"), "{html}");
    assert!(
        html.contains("<a href=\"../changes/ward.html#law-nhsa-14Z45-involve-planning"),
        "{html}"
    );
    assert!(html.contains("<a href=\"../changes/ward.html#law\">"));
    assert!(!text(&output, "duties/promise.html").contains("Where the law stands on it"));
}

#[test]
fn the_archives_of_updates_are_in_pages() {
    let (sources, _) = generated(60);
    let commits = (0..95).map(|number| scrutiny::history::Commit {
        id: format!("{number:040}"),
        on: NaiveDate::from_ymd_opt(2025, 12, 1).expect("a day"),
        by: "A Clerk".to_owned(),
        summary: format!("Commit {number}."),
    });
    let (register, _) = Register::build(&sources);
    let names = register
        .entries()
        .map(|entry| format!("{}/{}", entry.kind.folder(), entry.id));
    let touch = |at: u32| (at, scrutiny::history::Touch::Changed);
    let history = History {
        commits: commits.collect(),
        touches: names.map(|name| (name, (0..95).map(touch).collect())).collect(),
        ..History::default()
    };
    let output = rendered(&sources, &history, day());
    let pages = [
        "updates/2025-12.html",
        "updates/2025-12-page-2.html",
        "updates/2025-12-page-3.html",
    ];
    let told: Vec<&str> = pages
        .iter()
        .flat_map(|page| between(text(&output, page), "<p class=\"title\">Commit ", "."))
        .collect();
    let expected: Vec<String> = (0..95).map(|number| number.to_string()).collect();
    assert_eq!(told, expected);
    assert!(!output.contains_key("updates/2025-12-page-4.html"));
    for page in pages.iter().chain(&["updates/index.html"]) {
        assert!(output[*page].len() <= MOST, "{page} has {}", output[*page].len());
    }
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
    let (_, output) = generated(900);
    assert!(super::follow_all(&output) > 50_000);
}
