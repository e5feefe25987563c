//! The pages that every register has: the glossary with the terms that pages link, and the page on accessibility.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use scrutiny::site::Output;

use super::{build, made, text};

const SETTINGS: &str = "name: A register\npublisher: A council\n";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day")
}

fn own(glossary: &str, accessibility: &str) -> Output {
    made(
        &[
            (
                "register.yaml",
                &format!("{SETTINGS}contact: https://tell.example/us\n"),
            ),
            ("pages/glossary.md", glossary),
            ("pages/accessibility.md", accessibility),
        ],
        day(),
    )
}

#[test]
fn a_register_without_own_words_has_them() {
    let site = made(
        &[
            ("register.yaml", SETTINGS),
            (
                "changes/ward.yaml",
                "title: A ward\nkind: move\nsummary: It moves.\ndetails: \"[a clause](pages/glossary#clause), [barriers](pages/accessibility.html)\"\n",
            ),
        ],
        day(),
    );
    let glossary = text(&site, "pages/glossary.html");
    assert!(glossary.contains("<h1>Glossary</h1>"));
    assert!(glossary.contains("<h2 id=\"substantial-variation\">Substantial variation</h2>"));
    let accessibility = text(&site, "pages/accessibility.html");
    assert!(
        accessibility.contains("This register gives no address for reports. It is published by A council.")
    );
    assert!(!accessibility.contains("own words stand at the top"));
    let change = text(&site, "changes/ward.html");
    assert!(change.contains("<a href=\"../pages/glossary.html#clause\">a clause</a>"));
    assert!(change.contains("<a href=\"../pages/accessibility.html\">barriers</a>"));
    assert!(change.contains("<li><a href=\"../pages/glossary.html\">Glossary</a></li>"));
}

#[test]
fn an_own_glossary_adds_entries_and_words_ours_anew() {
    let site = own(
        "# Words of ours\n\nHow we use them.\n\n## Clause\n\nA part, [as we count](#aardvark).\n\n## Aardvark\n\nA beast.\n",
        "# Everybody\n\nWords.\n",
    );
    let glossary = text(&site, "pages/glossary.html");
    assert!(glossary.contains("<h1>Words of ours</h1>") && glossary.contains("How we use them."));
    assert!(!glossary.contains("explanations, not definitions"));
    assert_eq!(glossary.matches("id=\"clause\"").count(), 1);
    assert!(glossary.contains("A part, <a href=\"#aardvark\">as we count</a>."));
    assert!(!glossary.contains("One numbered or lettered part"));
    assert!(glossary.contains("id=\"aardvark\"") && glossary.contains("id=\"noted\""));
    assert!(text(&site, "index.html").contains("<li><a href=\"pages/glossary.html\">Words of ours</a></li>"));
}

#[test]
fn the_publishers_own_words_on_accessibility_come_first() {
    let site = own(
        "# Glossary\n",
        "# For everybody\n\nRing <b>us</b>.\n\n## By post\n\nWrite.\n",
    );
    let page = text(&site, "pages/accessibility.html");
    let places = [
        "<h1>For everybody</h1>",
        "Ring &lt;b&gt;us",
        "<h2>By post</h2>",
        "How these pages are tested",
    ];
    let places: Vec<usize> = places
        .map(|words| page.find(words).unwrap_or_else(|| panic!("{words}")))
        .into();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("href=\"https://tell.example/us\"") && page.contains("own words stand at the top"));
    assert_eq!(
        text(&site, "index.html")
            .matches("pages/accessibility.html")
            .count(),
        1
    );
}

#[test]
fn each_sort_of_page_links_terms_that_are_explained() {
    let site = build();
    let glossary = text(&site, "pages/glossary.html");
    let mut folders = BTreeSet::new();
    for (path, bytes) in &site {
        let page = String::from_utf8_lossy(bytes);
        for rest in page.split("pages/glossary.html#").skip(1) {
            let term = rest.split('"').next().unwrap_or_default();
            assert!(glossary.contains(&format!("id=\"{term}\"")), "{path}: {term}");
            folders.insert(path.split_once('/').map_or("", |(folder, _)| folder).to_owned());
        }
    }
    let wanted = ["", "bodies", "changes", "duties", "law", "resolutions"];
    assert!(
        wanted.iter().all(|folder| folders.contains(*folder)),
        "{folders:?}"
    );
}
