//! What pages of lists say, each from a small register written for the purpose.

use chrono::NaiveDate;
use scrutiny::history::History;
use scrutiny::register::Register;

use super::lists::{MOST, between, day, generated, rows, small};
use super::{attribute, build, follow, rendered, text};

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
fn a_body_leads_to_its_part_of_the_lists_and_every_page_to_all_lists() {
    let output = build();
    let body = text(&output, "bodies/kent.html");
    assert!(body.contains(
        "<a href=\"../changes/council/kent/index.html\">2 changes affecting Kent County Council</a>"
    ));
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
