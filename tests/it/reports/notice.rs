//! `scrutiny notice`.

use super::register::{northmere, with};
use super::same;

#[test]
fn a_notice_says_what_was_judged_what_is_next_and_how_to_have_a_say() {
    let environment = northmere();
    let notice = |form: &str| environment.run(&["notice", "clinic", "--format", form]).ok();
    same("notice.txt", &notice("text").out);
    same("notice.md", &notice("md").out);
    let ran = notice("html");
    same("notice.html", &ran.out);
    assert!(
        ran.err
            .contains("1 draft about this change is left out; --drafts takes them in."),
        "{}",
        ran.err
    );
    let json = notice("json").json();
    let data = &json["data"];
    assert_eq!(data["change"], "clinic-move");
    assert_eq!(
        data["councils"][0]["views"][0]["words"],
        "the move be regarded as a substantial variation;"
    );
    assert_eq!(data["councils"][1]["views"].as_array().map(Vec::len), Some(0));
    assert_eq!(
        data["address"],
        "https://scrutiny.northmere.example/changes/clinic-move.html"
    );
}

#[test]
fn a_consultation_that_is_over_is_not_offered() {
    let environment = northmere();
    let open = environment.run(&["notice", "clinic-move"]).ok().out;
    assert!(
        open.contains("Consultation of Northmere (open). From 2 March 2026 to 20 April 2026."),
        "{open}"
    );
    let over = environment
        .run(&["notice", "clinic-move", "--as-at", "2026-04-21"])
        .ok()
        .out;
    assert!(
        over.contains("We hold no record of a consultation that is open."),
        "{over}"
    );
    assert!(!over.contains("(open)"), "{over}");
}

#[test]
fn no_notice_is_made_of_a_draft_unless_it_is_asked_for() {
    let draft = "\
title: The secret matter
summary: Nobody knows.
kind: move
status: draft
authorities: [{authority: northmere}]
";
    let environment = with(&[("records/changes/2026/secret.yaml", draft)]);
    let ran = environment
        .run(&["notice", "secret", "--output", "notice.html"])
        .ended(3);
    assert!(ran.err.contains("`secret` is still a draft"), "{}", ran.err);
    assert!(ran.err.contains("--drafts"), "{}", ran.err);
    assert!(!environment.has("notice.html") && ran.out.is_empty());
    let ran = environment.run(&["notice", "secret", "--drafts"]).ok();
    assert!(ran.out.contains("not for publication"), "{}", ran.out);
    assert!(
        ran.out
            .contains("The full record: changes/secret in this register"),
        "{}",
        ran.out
    );
    environment.run(&["notice", "northmere"]).ended(2);
    environment.run(&["notice", "clinic-mvoe"]).ended(4);
}

#[test]
fn not_substantial_is_never_left_to_read_as_minor() {
    let environment = crate::environment::Environment::with_demonstration();
    let out = environment
        .run(&["notice", "all-age-mental-health-2025"])
        .ok()
        .out;
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(
        "Judged not substantial by Kent County Council. “Not substantial” does not mean that a change"
    ));
    assert!(
        words.contains("Medway Council -------------- We hold no record of a view."),
        "{words}"
    );
    assert!(words.contains("Basis: NHS Act 2006 s.14Z45(2)(a)."), "{words}");
    assert!(!words.contains("breach"));
}
