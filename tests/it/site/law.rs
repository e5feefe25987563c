//! What the html_of say of the law: each state in words, the reasons, the day, and nothing of a draft.

use std::sync::LazyLock;

use serde_json::Value as Json;

use super::{html_of, made, text};
use chrono::NaiveDate;
use scrutiny::site::Output;

/// The day the pages are judged on; no record names it.
const DAY: &str = "2025-06-10";
const SPOKEN: &str = "10 June 2025";

const FILES: &[(&str, &str)] = &[
    ("register.yaml", "name: Shires\npublisher: A council\n"),
    (
        "bodies/east.yaml",
        "name: Eastshire Council\nrole: local-authority\n",
    ),
    (
        "bodies/west.yaml",
        "name: Westshire Council\nrole: local-authority\n",
    ),
    (
        "bodies/east-hosc.yaml",
        "name: Eastshire HOSC\nrole: scrutiny-committee\npart_of: east\n",
    ),
    ("bodies/icb.yaml", "name: Shires ICB\nrole: icb\n"),
    (
        "changes/move.yaml",
        "title: A ward moves\nkind: move\nresponsible_person: icb\nauthorities: [{authority: east}, {authority: west}]\n\
         affects_manner_or_range: {answer: yes, asserted_by: icb}\n",
    ),
    (
        "determinations/move-east.yaml",
        "change: move\nby: east-hosc\nauthority: east\nview: not-substantial\ndate: 2025-02-11\nsources: [{title: A}]\n",
    ),
    (
        "duties/consult-east.yaml",
        "title: Consult Eastshire on the ward\nchange: move\nbasis: {provision: hs-reg23-1a-consult}\nowed_by: icb\n\
         owed_to: [east]\n",
    ),
    (
        "duties/involve.yaml",
        "title: Ask people about the ward\nchange: move\nbasis: {provision: nhsa-14Z45-involve-proposals}\n\
         owed_by: icb\nowed_to: [users]\n",
    ),
    (
        "duties/promise.yaml",
        "title: Tell travel times\nchange: move\nbasis: {undertaking: A promise}\nowed_by: icb\nowed_to: [public]\n",
    ),
    (
        "changes/clinics.yaml",
        "title: Clinics end\nkind: reduction\nresponsible_person: icb\nauthorities: [{authority: east}]\n",
    ),
    (
        "determinations/clinics-east.yaml",
        "change: clinics\nby: east-hosc\nauthority: east\nview: substantial-variation\ndate: 2025-02-11\nsources: [{title: A}]\n",
    ),
    (
        "determinations/clinics-icb.yaml",
        "change: clinics\nby: icb\nauthority: east\nview: not-substantial\ndate: 2025-02-12\nsources: [{title: A}]\n",
    ),
    (
        "changes/review.yaml",
        "title: Dentists\nkind: review\nauthorities:\n  - authority: east\n    review_opened: 2025-02-01\n    \
         healthwatch_referrals: [{date: 2025-03-03}, {date: 2025-04-07, acknowledged: 2025-06-02}, {date: 2025-05-28}]\n",
    ),
    (
        "resolutions/item.yaml",
        "committee: east-hosc\nmeeting: 2025-02-11\nitem: The ward\nchanges: [move]\nclauses: [{label: a, words: Noted., \
         reads_as: noted}]\n",
    ),
    (
        "changes/canary.yaml",
        "title: Canary\nkind: closure\nstatus: draft\nresponsible_person: icb\nauthorities: [{authority: east}]\n",
    ),
    (
        "determinations/canary.yaml",
        "change: move\nby: icb\nauthority: west\nview: substantial-variation\ndate: 2025-02-11\nstatus: draft\n\
         sources: [{title: Canary}]\n",
    ),
];

fn site() -> &'static Output {
    static SITE: LazyLock<Output> =
        LazyLock::new(|| made(FILES, NaiveDate::parse_from_str(DAY, "%Y-%m-%d").expect("a day")));
    &SITE
}

/// The part of a page below one heading of the third level in the section on the law.
fn below<'p>(page: &'p str, heading: &str) -> &'p str {
    let law = page
        .split_once("<h2 id=\"law\"")
        .map_or("", |(_, law)| law.split("</section>").next().unwrap_or(law));
    let open = format!("<h3>{heading}</h3>");
    let (_, rest) = law
        .split_once(open.as_str())
        .unwrap_or_else(|| panic!("no `{heading}` in {law}"));
    rest.split("<h3>").next().unwrap_or(rest)
}

fn holds(part: &str, all: &[&str]) {
    for words in all {
        assert!(part.contains(words), "`{words}` is not in\n{part}");
    }
}

#[test]
fn what_is_required_says_who_for_whom_and_that_the_law_states_no_days() {
    let must = below(text(site(), "changes/move.html"), "To be done");
    holds(
        must,
        &[
            "id=\"law-nhsa-14Z45-involve-proposals\"",
            "Required",
            "<dt>Who must</dt><dd><a href=\"../bodies/icb.html\">Shires ICB</a></dd>",
            "<strong>The law states no number of days</strong>",
            "Duty on record: <a href=\"../duties/involve.html\">Ask people about the ward</a>",
            "Nobody has recorded it here as a duty.",
            "<a href=\"#glance\">record of this change</a>",
            "../law/nhsa-14Z45-involve-proposals.html",
        ],
    );
}

#[test]
fn what_cannot_be_told_names_what_is_missing() {
    let unknown = below(text(site(), "changes/move.html"), "What cannot be told yet");
    holds(
        unknown,
        &[
            "No view is recorded whether the change is substantial for Westshire Council.",
            "Until it is recorded, it cannot be told whether",
            "Consult the council about a substantial change",
            "<b>Not known:</b> whether “Consult the council about a substantial change” applies is not known",
        ],
    );
}

#[test]
fn what_is_not_required_says_on_which_views_and_what_would_change_it() {
    let page = text(site(), "changes/move.html");
    holds(
        below(page, "Not required"),
        &[
            "Not required, on recorded views",
            "Eastshire HOSC judged the change not substantial on 11 February 2025",
            "#determination-move-east",
            "either body’s view changes, or the proposal does",
            "This rests on one body’s view alone",
        ],
    );
    holds(
        below(page, "Recorded, and not required by the law they cite"),
        &[
            "Consult Eastshire on the ward",
            "The law does not require it now:",
            "judged the change not substantial",
        ],
    );
    holds(
        below(page, "Duties recorded on another basis"),
        &["Tell travel times", "A promise"],
    );
    holds(
        below(page, "To keep in mind"),
        &["Westshire Council is affected, and no view of it or a committee of it is recorded."],
    );
}

#[test]
fn a_dispute_is_shown_as_one() {
    let page = text(site(), "changes/clinics.html");
    holds(
        below(page, "To be done"),
        &[
            "Disputed",
            "Eastshire HOSC judged the change substantial on 11 February 2025",
            "Shires ICB judged the change not substantial on 12 February 2025",
        ],
    );
    assert!(page.contains("disputed: owed if one recorded view is right, and not if the other is."));
    assert!(
        page.matches("breach").count() == page.matches("neither compliance nor breach").count(),
        "the word stands only where it is denied"
    );
}

#[test]
fn a_review_is_no_proposal_and_days_are_reckoned_and_may_be_missed_or_met_late() {
    let page = text(site(), "changes/review.html");
    holds(
        page,
        &["This is a matter that a council looks into, and not a proposal for a change."],
    );
    holds(
        below(page, "To be done"),
        &[
            "Overdue on our records",
            "<strong>By 28 March 2025</strong>. We hold no record that it was done",
            "Due by 24 June 2025",
            "within 20 working days beginning with the date of referral",
            "Working day 20 is Tuesday 24 June 2025.",
        ],
    );
    holds(
        below(page, "Done"),
        &[
            "Done, after its last day",
            "2 June 2025",
            "acknowledged the referral by Healthwatch",
        ],
    );
}

#[test]
fn what_was_not_checked_says_so_wherever_it_is_shown() {
    let sentence = "This entry has not been checked against the text. Read the text before relying on it.";
    holds(text(site(), "law/cl-gunning-1-formative.html"), &[sentence]);
    assert!(!text(site(), "law/hs-reg23-1a-consult.html").contains("has not been checked"));
    let unchecked = "was checked against an account of the text, and not against the text itself";
    let shown =
        html_of(site()).filter(|(path, page)| path.starts_with("changes/") && page.contains(unchecked));
    assert!(shown.count() > 0, "a card on a change says so too");
}

#[test]
fn a_provision_has_a_page_with_its_period_conditions_exceptions_and_cases() {
    let page = text(site(), "law/hs-reg23-1a-consult.html");
    holds(
        page,
        &[
            "SI 2013/218 reg 23(1)(a)",
            "1 April 2013",
            "All of these:",
            "Urgent safety exception",
            "The law states no number of days",
            "Takes the place of",
            "Disputed: 1 case",
            "../changes/clinics.html",
            "Westshire Council",
        ],
    );
    let index = text(site(), "law/index.html");
    holds(
        index,
        &["hs-reg23-1a-consult.html", "SI 2013/218", "applies in 1 change"],
    );
    let data: Json = serde_json::from_slice(&site()["law/hs-reg23-1a-consult.json"]).expect("JSON");
    assert_eq!(data["provision"]["id"], "hs-reg23-1a-consult");
    assert_eq!(data["cases"][0]["state"], "disputed");
}

#[test]
fn the_duties_page_lists_what_the_law_asks_beside_what_rests_on_something_else() {
    let page = text(site(), "duties/index.html");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("`{words}` in {page}"));
    let order = [
        at("<h2>The last day has passed, and we hold no record that it was done"),
        at("By 28 March 2025"),
        at("Due by 24 June 2025"),
        at("<h2>To be done; no last day is stated"),
        at("<h2>Disputed: owed if one recorded view is right"),
    ];
    assert!(order.is_sorted(), "{order:?}");
    holds(
        page,
        &[
            "../changes/review.html#law-hs-reg21-3a-acknowledge-east",
            "Tell travel times",
            "<a href=\"involve.html\">Ask people about the ward</a>",
            SPOKEN,
        ],
    );
    assert_eq!(
        page.matches("Ask people about the ward").count(),
        1,
        "a duty stands once"
    );
}

#[test]
fn meetings_tell_when_their_papers_have_to_be_public() {
    holds(
        text(site(), "resolutions/item.html"),
        &["Access to the meeting and its papers", "<details>", "six years"],
    );
}

#[test]
fn no_page_prints_the_day_but_those_that_turn_on_it() {
    let printing: Vec<&str> = site()
        .iter()
        .filter(|(_, bytes)| {
            let page = String::from_utf8_lossy(bytes);
            page.contains(SPOKEN) || page.contains(DAY)
        })
        .map(|(path, _)| path.as_str())
        .collect();
    let lists = ["actions/", "changes/duty/", "duties/"];
    let turns = |path: &str| {
        let list = path.ends_with("/index.html") && lists.iter().any(|list| path.starts_with(list));
        let data = path.starts_with("data/") || path == "follow/index.html";
        list || data || ["index.html", "register.json"].contains(&path)
    };
    let others: Vec<&&str> = printing.iter().filter(|path| !turns(path)).collect();
    assert!(others.is_empty(), "{others:?}");
    for path in [
        "index.html",
        "register.json",
        "duties/index.html",
        "actions/index.html",
        "changes/duty/overdue/index.html",
        "data/changes.json",
        "follow/index.html",
    ] {
        assert!(printing.contains(&path), "{path}");
    }
}

#[test]
fn nothing_is_derived_from_a_draft() {
    for (path, bytes) in site() {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.to_lowercase().contains("canary"), "{path}");
    }
}

#[test]
fn data_twins_hold_the_conclusions_and_not_the_day() {
    let mut parsed = 0;
    for (path, bytes) in site().iter().filter(|(path, _)| path.ends_with(".json")) {
        if path.starts_with("data/schema/") {
            continue;
        }
        let data: Json = serde_json::from_slice(bytes).unwrap_or_else(|why| panic!("{path}: {why}"));
        // Of the search's files, one says of what version all are.
        if !path.starts_with("search/") || path.ends_with("/index.json") {
            assert_eq!(data["schema_version"], 1, "{path}");
        }
        parsed += 1;
    }
    assert!(parsed > 134, "{parsed}");
    let data: Json = serde_json::from_slice(&site()["changes/clinics.json"]).expect("JSON");
    let accounts = data["law"]["accounts"].as_array().expect("accounts");
    let consult = accounts
        .iter()
        .find(|one| one["provision"] == "hs-reg23-1a-consult")
        .expect("the duty to consult");
    assert_eq!(consult["state"], "disputed");
    assert_eq!(consult["bearers"][0]["id"], "icb");
    assert!(consult["reasons"].as_array().is_some_and(|all| !all.is_empty()));
    assert!(data["law"].get("as_at").is_none());
}

#[test]
fn the_home_page_says_what_is_due() {
    holds(
        text(site(), "index.html"),
        &[
            "What is due",
            "Overdue on our records",
            "By 24 June 2025",
            "As at 10 June 2025",
        ],
    );
}

#[test]
fn no_two_provisions_share_a_page_where_capitals_do_not_count() {
    let own = |id: &str| {
        format!(
            "instrument: P\ntitle: Protocol\nprovisions:\n  - {{id: {id}, cite: '1', title: Tell early, effect: power, bearer: \
             icb, owed_to: public, once_for: proposal, in_force: {{from: 2024-05-01}}, applies_when: Always., when: proposal, \
             summary: A., verified: primary}}\n"
        )
    };
    for (id, code) in [
        ("HS-reg23-1a-consult", Some("provision-twice")),
        ("Index", Some("bad-provision-id")),
        ("p-1-Early", None),
    ] {
        let law = scrutiny::law::Law::of(&super::files_of(&[("law/p.yaml", &own(id))]));
        let found = law.problems().iter().map(|problem| problem.code.name).next();
        assert_eq!(found, code, "{id}");
    }
    let output = made(
        &[FILES[0], ("law/p.yaml", &own("p-1-Early"))],
        NaiveDate::default(),
    );
    assert!(text(&output, "law/index.html").contains("this register’s own"));
    assert!(text(&output, "law/p-1-Early.html").contains("Tell early"));
}
