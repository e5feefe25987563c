//! A form while it is filled in: mistakes, rows, records made on the way, the page as it would be.

use super::saving::{filled, register};
use super::server::Server;

#[test]
fn mistakes_stand_at_their_fields_and_nothing_typed_is_lost() {
    let environment = register();
    let server = Server::start(&environment);
    let form = filled(
        server.form("add/resolution"),
        &[
            ("meeting", "soon"),
            ("committee", "northmere-hsc"),
            ("clause.0.words", "Typed\nwith care."),
            ("clause.0.reads-as", "notd"),
        ],
    );
    let answer = server.follow(&form, "save");
    assert_eq!(answer.status, 422);
    assert!(
        answer.texts("title")[0].starts_with("Error: "),
        "{:?}",
        answer.texts("title")
    );
    let anchors: Vec<String> = hrefs(&answer.body, "#errors a");
    for anchor in [
        "#q-meeting",
        "#q-item",
        "#q-clause-0-label",
        "#q-clause-0-reads-as",
    ] {
        assert!(anchors.iter().any(|own| own == anchor), "{anchor} {anchors:?}");
        assert_eq!(
            answer.texts(&anchor.replace("#q-", "#error-q-")).len(),
            1,
            "{anchor}"
        );
        assert_eq!(answer.texts(anchor).len(), 1, "{anchor}");
    }
    assert!(answer.texts("#error-q-meeting")[0].contains("`soon` is not a date"));
    let back = server.form_in(&answer.body);
    assert_eq!(back.text("meeting"), Some("soon"));
    assert_eq!(back.text("committee"), Some("northmere-hsc"));
    assert_eq!(back.text("clause.0.words"), Some("Typed\nwith care."));
    assert_eq!(back.text("clause.0.reads-as"), Some("notd"));
    // What only the checks can find is led back to its question too.
    let form = filled(
        back,
        &[
            ("meeting", "2026-03-12"),
            ("item", "Ward"),
            ("clause.0.label", "a"),
            ("clause.0.reads-as", "noted"),
        ],
    );
    let answer = server.follow(&form, "save");
    assert!(
        answer.texts("#error-q-committee")[0].contains("northmere-hsc"),
        "{:?}",
        answer.texts(".wrong")
    );
    let answer = server.follow(
        &server.form_in(&answer.body).with("committee", "northmere-hosc"),
        "save",
    );
    assert_eq!(answer.texts("h1"), ["Recorded"], "{}", answer.body);
}

/// Where links lead.
fn hrefs(html: &str, find: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(html);
    let find = super::server::selector(find);
    let links = page.select(&find);
    links
        .filter_map(|link| Some(link.value().attr("href")?.to_owned()))
        .collect()
}

#[test]
fn a_new_record_for_an_answer_comes_back_to_its_question() {
    let environment = register();
    let server = Server::start(&environment);
    let form = filled(
        server.form("add/resolution"),
        &[
            ("item", "Dialysis"),
            ("meeting", "2026-03-12"),
            ("clause.0.label", "a"),
            ("clause.0.words", "That it be noted."),
            ("clause.0.reads-as", "noted"),
        ],
    );
    let answer = server.follow(&form, "new:committee");
    assert_eq!(answer.texts("h1"), ["Record a body"]);
    let body = filled(
        server.form_in(&answer.body),
        &[
            ("name", "Wexcombe Panel"),
            ("role", "scrutiny-committee"),
            ("part-of", "northmere-council"),
        ],
    );
    let answer = server.follow(&body, "save");
    assert_eq!(answer.texts("h1"), ["Record a resolution"], "{}", answer.body);
    let back = server.form_in(&answer.body);
    assert_eq!(back.text("committee"), Some("wexcombe-panel"));
    assert_eq!(back.text("clause.0.words"), Some("That it be noted."));
    let answer = server.follow(&back, "new:clause.0.owner");
    let body = filled(
        server.form_in(&answer.body),
        &[("name", "Wexcombe Trust"), ("role", "nhs-trust")],
    );
    let back = server.form_in(&server.follow(&body, "save").body);
    assert_eq!(back.text("clause.0.owner"), Some("wexcombe-trust"));
    assert_eq!(back.text("item"), Some("Dialysis"));
}

#[test]
fn rows_are_added_taken_out_and_moved_without_a_script() {
    let environment = register();
    let server = Server::start(&environment);
    let form = filled(
        server.form("add/change"),
        &[("key-date.0.date", "2026-01-01"), ("key-date.0.what", "first")],
    );
    let form = server
        .form_in(&server.follow(&form, "add:key-date").body)
        .with("key-date.1.what", "second");
    let form = server.form_in(&server.follow(&form, "up:key-date.1").body);
    assert_eq!(form.text("key-date.0.what"), Some("second"));
    assert_eq!(form.text("key-date.1.date"), Some("2026-01-01"));
    let form = server.form_in(&server.follow(&form, "remove:key-date.0").body);
    assert_eq!(form.text("key-date.0.what"), Some("first"));
    assert_eq!(form.text("key-date.1.what"), None);
    let form = server.form_in(&server.follow(&form.with("service", "stroke"), "add:service").body);
    assert_eq!(
        form.fields.iter().filter(|(name, _)| name == "service").count(),
        2
    );
}

#[test]
fn the_page_is_shown_as_the_site_would_show_it() {
    let environment = register();
    let server = Server::start(&environment);
    let form = filled(
        server.form("add/resolution"),
        &[
            ("committee", "northmere-hosc"),
            ("clause.0.label", "a"),
            ("clause.0.words", "The report be noted."),
            ("clause.0.reads-as", "noted"),
        ],
    );
    let told = server.post(
        &format!("{}/preview", form.action),
        &scrutiny::edit::wire::encode(
            form.fields
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        ),
    );
    let told: serde_json::Value = serde_json::from_str(&told.body).expect(&told.body);
    let address = told["address"].as_str().expect("an address");
    let page = server.page(address);
    assert!(page.body.contains("The report be noted."), "{}", page.body);
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .ends_with("sandbox"),
        "{}",
        page.head
    );
    assert!(!page.body.contains("<script"), "{}", page.body);
    let style = page.texts("title");
    assert!(style[0].contains("not answered yet"), "{style:?}");
    // Nothing of it is saved.
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    // A view is never made up, so without it there is no page.
    let form = filled(
        server.form("add/determination"),
        &[
            ("change", "ward-move"),
            ("by", "northmere-hosc"),
            ("date", "2026-03-01"),
        ],
    );
    let answer = server.follow(&form, "check");
    assert!(
        answer.texts("#preview-says")[0].contains("What was judged?"),
        "{:?}",
        answer.texts("#preview-says")
    );
    assert!(
        !answer
            .body
            .contains("<iframe id=\"preview\" title=\"The page as it would be\" sandbox src")
    );
}
