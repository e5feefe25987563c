//! The page of a change: its parts in order, what is open for a say on a day, what is historic; the notices for print.

use super::pictures::{between, day};
use super::{made, text};

const FILES: &[(&str, &str)] = &[
    (
        "register.yaml",
        "name: Shires\npublisher: Eastshire Council\nbase_address: https://register.example/\n",
    ),
    (
        "bodies/east.yaml",
        "name: Eastshire Council\nrole: local-authority\nwebsite: https://east.example/\n",
    ),
    (
        "bodies/west.yaml",
        "name: Westshire Council\nrole: local-authority\n",
    ),
    (
        "bodies/hosc.yaml",
        "name: Eastshire HOSC\nrole: scrutiny-committee\npart_of: east\nwebsite: https://hosc.example/\n",
    ),
    (
        "bodies/icb.yaml",
        "name: Shires ICB\nrole: icb\nwebsite: https://icb.example/\n",
    ),
    (
        "bodies/ccg.yaml",
        "name: Shires CCG\nrole: ccg\nactive: {from: 2013-04-01, until: 2022-06-30}\nsucceeded_by: [icb]\n",
    ),
    (
        "changes/ward.yaml",
        "title: A ward moves\nsummary: The ward moves to the new hospital.\nkind: move\nresponsible_person: icb\ncommissioners: [ccg]\nauthorities:\n  - {authority: east, \
         consultation: {began: 2026-01-10, comments_due: 2026-03-10, decision_due: 2026-05-01, published: 'https://icb.example/dates'}}\n  - authority: west\n\
         under_consideration_from: 2025\nkey_dates: [{date: 2025-11, what: Board paper}]\n",
    ),
    (
        "changes/later.yaml",
        "title: A ward closes\nkind: closure\nreplaces: [ward]\n",
    ),
    (
        "resolutions/item.yaml",
        "committee: hosc\nmeeting: 2025-12-02\nitem: The ward\nchanges: [ward]\nclauses: [{label: a, words: It is substantial., reads_as: determination}]\n",
    ),
    (
        "determinations/east.yaml",
        "change: ward\nby: hosc\nauthority: east\nview: substantial-variation\nscope: The ward alone\ndate: 2025-12-02\nresolution: {id: item, clause: a}\n",
    ),
    (
        "duties/involve.yaml",
        "title: Ask people\nchange: ward\nbasis: {undertaking: A promise}\nowed_by: icb\nowed_to: [public]\n\
         engagement: [{what: A public meeting, opens: 2026-02-01, closes: 2026-02-28, address: 'https://icb.example/meet'}]\n",
    ),
];

#[test]
fn a_page_of_a_change_has_its_parts_in_order() {
    let output = made(FILES, day("2026-02-10"));
    let html = text(&output, "changes/ward.html");
    let wanted = [
        "<section class=\"notice\"",
        "<h1>A ward moves</h1>",
        "class=\"verdict substantial\"",
        "<h2 id=\"glance\"",
        "<h2 id=\"substantial\"",
        "<h2 id=\"law\"",
        "class=\"picture owing\"",
        "<h2 id=\"say\"",
        "<h2 id=\"timeline\"",
        "class=\"timeline\"",
        "<h2 id=\"words\"",
        "<h2 id=\"documents\"",
        "<h2 id=\"about-page\"",
        "<h3>Cite this page</h3>",
    ];
    let places: Vec<usize> = wanted
        .iter()
        .map(|part| html.find(part).unwrap_or_else(|| panic!("no {part}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    for words in [
        "“A ward moves”, Shires. Eastshire Council. Record <code>changes/ward</code>. https://register.example/changes/ward.html",
        "<a href=\"../bodies/ccg.html\">Shires CCG</a> existed until 30 June 2022. After it came <a href=\"../bodies/icb.html\">Shires ICB</a>",
        "Another change took the place of this one: <a href=\"later.html\">A ward closes</a>",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let picture = between(html, "<h2 id=\"timeline\"", "</figure>").expect("a picture");
    for words in [
        "The change: Shires ICB",
        "Eastshire Council",
        "Westshire Council",
        "Nothing recorded",
        "class=\"lasts\"",
        "class=\"about-then\"",
    ] {
        assert!(picture.contains(words), "{words}");
    }
}

#[test]
fn whether_a_consultation_is_open_is_decided_by_the_day() {
    let on = |date: &str| {
        let output = made(FILES, day(date));
        let html = text(&output, "changes/ward.html");
        between(html, "<h2 id=\"say\"", "</section>")
            .expect("a section")
            .to_owned()
    };
    let none = "We hold no record of a consultation that is open.";
    let (before, within, between, after) = (
        on("2025-12-31"),
        on("2026-02-10"),
        on("2026-03-05"),
        on("2026-03-11"),
    );
    assert!(
        before.contains(none) && before.matches(">To come<").count() == 2,
        "{before}"
    );
    assert!(
        !within.contains(none) && within.matches(">Open<").count() == 2,
        "{within}"
    );
    assert!(
        within.contains("From 1 February 2026 to 28 February 2026.")
            && within.contains("https://icb.example/meet")
    );
    assert!(within.contains("https://hosc.example/") && within.contains("https://icb.example/\""));
    assert!(
        between.contains(">Open<") && between.contains(">Closed<"),
        "{between}"
    );
    assert!(
        after.contains(none) && after.matches(">Closed<").count() == 2,
        "{after}"
    );
}

#[test]
fn a_notice_says_what_the_page_says_and_is_no_page_of_its_own() {
    let output = made(FILES, day("2026-02-10"));
    let notice = |path: &str| {
        let html = text(&output, path);
        assert_eq!(html.matches("class=\"notice\"").count(), 1, "{path}");
        between(html, "<section class=\"notice\"", "</section>")
            .expect("a notice")
            .to_owned()
    };
    let change = notice("changes/ward.html");
    for words in [
        "Eastshire Council<br>Shires",
        "<b>Notice</b> of a change to a health service",
        "A ward moves",
        "The ward moves to the new hospital.",
        "Judged substantial by Eastshire Council",
        "<b>Eastshire Council:</b> Eastshire HOSC judged the change substantial on 2 December 2025. What it covers: The ward alone",
        "<b>Westshire Council:</b> We hold no record of a view.",
        "<b>Ask people:</b> Shires ICB. No date is stated.",
        "<b>A public meeting:</b> From 1 February 2026 to 28 February 2026. https://icb.example/meet",
        "<b>November 2025:</b> Board paper",
        "https://register.example/changes/ward.html",
    ] {
        assert!(change.contains(words), "{words}\n{change}");
    }
    assert!(
        !change.contains("<a ") && !change.contains("<h"),
        "on paper nothing can be followed"
    );
    let duty = notice("duties/involve.html");
    for words in [
        "Ask people",
        "<b>Who must do it:</b> Shires ICB",
        "<b>For whom:</b> the public",
        "A promise",
        "<b>By when:</b> No date is stated.",
        "A public meeting",
    ] {
        assert!(duty.contains(words), "{words}\n{duty}");
    }
    assert_eq!(
        output
            .keys()
            .filter(|path| path.starts_with("changes/ward") && path.ends_with(".html"))
            .count(),
        1,
        "one page"
    );
}

#[test]
fn nobody_is_asked_to_take_part_in_what_is_closed() {
    let link = |as_at: &str| {
        let output = made(FILES, day(as_at));
        let html = text(&output, "duties/involve.html");
        let line = html
            .lines()
            .find(|line| line.contains("https://icb.example/meet") && line.contains("external"));
        line.expect("the page leads there").to_owned()
    };
    for open in ["2026-01-31", "2026-02-10", "2026-02-28"] {
        assert!(
            link(open).contains(">Take part in: A public meeting<"),
            "{open}: {}",
            link(open)
        );
    }
    assert!(
        link("2026-03-01").contains(">Where it was held: A public meeting<"),
        "{}",
        link("2026-03-01")
    );
}
