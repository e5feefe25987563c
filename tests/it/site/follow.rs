//! Feeds and calendars: well formed by their own rules, about what is published and nothing else, and steady.

mod atom;
mod days;
mod ical;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use scrutiny::history::{Commit, History, Touch};
use scrutiny::site::Output;

use super::{attribute, build, files_of, rendered, text};
use atom::Feed;

const BASE: &str = "https://register.example/scrutiny";

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// A change with every sort of day, some of them given another text by the test.
fn files<'f>(register: &'f str, change: &'f str, duty: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("register.yaml", register),
        (
            "bodies/northmere.yaml",
            "name: Northmere County Council\nshort_name: Northmere\nrole: local-authority\n",
        ),
        (
            "bodies/northmere-hosc.yaml",
            "name: Northmere Health Scrutiny Committee\nshort_name: Northmere HOSC\nrole: scrutiny-committee\npart_of: northmere\n",
        ),
        (
            "bodies/icb.yaml",
            "name: NHS Northmere Integrated Care Board\nshort_name: Northmere ICB\nrole: icb\n",
        ),
        ("changes/ward-move.yaml", change),
        (
            "changes/other.yaml",
            "title: Another plan\nkind: move\nresponsible_person: icb\nauthorities: [{authority: northmere}]\n",
        ),
        (
            "resolutions/item.yaml",
            "committee: northmere-hosc\nmeeting: 2026-01-20\nitem: The stroke ward, and more\nchanges: [ward-move]\nclauses: [{label: a, words: The report is noted., reads_as: noted}]\n",
        ),
        (
            "resolutions/second.yaml",
            "committee: northmere-hosc\nmeeting: 2026-01-20\nitem: A second item\nchanges: [ward-move]\nclauses: [{label: a, words: The report is noted., reads_as: noted}]\n",
        ),
        (
            "resolutions/undated.yaml",
            "committee: northmere-hosc\nmeeting: 2026-02\nitem: Some day in February\nchanges: [ward-move]\nclauses: [{label: a, words: The report is noted., reads_as: noted}]\n",
        ),
        ("duties/promise.yaml", duty),
        (
            "duties/consult.yaml",
            "title: Consult the council\nchange: other\nbasis: {provision: hs-reg23-1a-consult}\nowed_by: icb\nowed_to: [northmere]\ndue: 2026-05-01\n",
        ),
        (
            "duties/secret.yaml",
            "title: Canary of a draft\nchange: ward-move\nbasis: {undertaking: A promise}\nowed_by: icb\nowed_to: [public]\ndue: 2026-06-01\nstatus: draft\n",
        ),
    ]
}

const REGISTER: &str = "name: Northmere register\npublisher: Northmere County Council\n";
const ADDRESSED: &str = "name: Northmere register\npublisher: Northmere County Council\nbase_address: https://register.example/scrutiny/\n";
const CHANGE: &str = "title: The stroke ward moves\nkind: move\nservices: [stroke-care]\nresponsible_person: icb\nauthorities: [{authority: northmere, consultation: {began: 2026-02-01, comments_due: 2026-03-31, decision_due: 2026-05}, reports: [{made: 2026-01-05, response_requested: 2026-01-05}]}]\nkey_dates: [{date: 2026-04-01, what: It begins}, {date: 2026-09, what: It is looked at again}]\n";
const DUTY: &str = "title: Bring the figures; as promised, in full\nchange: ward-move\nbasis: {undertaking: A promise}\nowed_by: icb\nowed_to: [northmere]\ndue: 2026-04-15\nengagement: [{what: A meeting in the town hall, opens: 2026-03-02, closes: 2026-03}]\n";

/// So many commits of the change, the newest first, and one of the draft.
fn story(commits: u32) -> History {
    let mut all: Vec<Commit> = (1..=commits)
        .rev()
        .map(|number| Commit {
            id: number.to_string().repeat(40),
            on: day(2026, 1, number),
            by: "A Clerk".to_owned(),
            summary: format!("Edit {number}"),
        })
        .collect();
    all.push(Commit {
        id: "f".repeat(40),
        on: day(2025, 12, 1),
        by: "A Clerk".to_owned(),
        summary: "Canary of a commit of a draft".to_owned(),
    });
    let touch = |place: u32| {
        if place + 1 == commits {
            Touch::Added
        } else {
            Touch::Changed
        }
    };
    let touches = BTreeMap::from([
        (
            "changes/ward-move".to_owned(),
            (0..commits).map(|place| (place, touch(place))).collect(),
        ),
        ("duties/secret".to_owned(), vec![(commits, Touch::Added)]),
        ("duties/promise".to_owned(), vec![(commits - 1, Touch::Added)]),
        ("bodies/icb".to_owned(), vec![(commits - 1, Touch::Added)]),
    ]);
    History {
        head: Some("e".repeat(40)),
        commits: all,
        touches,
        cut_short: false,
        ..History::default()
    }
}

fn site(register: &str, change: &str, duty: &str, history: &History, as_at: NaiveDate) -> Output {
    rendered(&files_of(&files(register, change, duty)), history, as_at)
}

fn feeds(output: &Output) -> impl Iterator<Item = (&str, Feed)> {
    let paths = output.keys().filter(|path| path.ends_with(".atom"));
    paths.map(|path| (path.as_str(), atom::read(path, text(output, path))))
}

#[test]
fn every_feed_keeps_the_musts_of_its_format_and_leads_somewhere() {
    let addressed = site(ADDRESSED, CHANGE, DUTY, &story(3), day(2026, 3, 1));
    for (output, base) in [(build(), None), (addressed, Some(BASE))] {
        let mut entries = 0;
        for (path, feed) in feeds(&output) {
            assert_eq!(feed.own_link.is_some(), base.is_some(), "{path}");
            assert_eq!(feed.own_link, base.map(|base| format!("{base}/{path}")));
            for address in feed.entries.iter().map(|entry| &entry.link).chain([&feed.page]) {
                let below = match base {
                    Some(base) => address
                        .strip_prefix(&format!("{base}/"))
                        .expect("a whole address")
                        .to_owned(),
                    None => super::follow(path, address),
                };
                let (page, place) = below.split_once('#').unwrap_or((&below, ""));
                let ids = attribute(text(&output, page), "id");
                assert!(
                    place.is_empty() || ids.iter().any(|id| id == place),
                    "{path}: {address}"
                );
            }
            if path != "duties/feed.atom" {
                assert!(feed.entries.len() <= 50, "{path}");
            }
            entries += feed.entries.len();
        }
        assert!(entries > 10, "{entries}");
    }
}

#[test]
fn entries_are_updates_of_published_records_in_plain_words() {
    let output = build();
    let all = atom::read("updates/feed.atom", text(&output, "updates/feed.atom"));
    let told: Vec<(&str, &str)> = all
        .entries
        .iter()
        .map(|entry| (entry.title.as_str(), entry.updated.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Record changed: One contract", "2025-11-03T00:00:00Z"),
            (
                "Kent HOSC judged the change not substantial: One contract",
                "2025-10-10T00:00:00Z"
            ),
            ("New change: One contract", "2025-10-10T00:00:00Z"),
        ]
    );
    let view = &all.entries[1];
    assert!(
        view.summary.contains("This does not mean the change is minor"),
        "{}",
        view.summary
    );
    assert_eq!(view.link, "../changes/all-age.html#determination-view");
    // The same entry has the same name in each feed that holds it.
    let named = |path: &str| {
        let feed = atom::read(path, text(&output, path));
        feed.entries.iter().any(|entry| entry.id == view.id)
    };
    for path in ["changes/all-age.atom", "bodies/hosc.atom", "bodies/kent.atom"] {
        assert!(named(path), "{path}");
    }
    assert!(!named("bodies/medway.atom"));
    for (path, bytes) in &output {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Add a secret body"), "{path}");
    }
}

#[test]
fn a_service_has_a_feed_and_pages_name_theirs() {
    let output = site(ADDRESSED, CHANGE, DUTY, &story(2), day(2026, 3, 1));
    let feed = atom::read("", text(&output, "changes/service/stroke-care/feed.atom"));
    assert_eq!(feed.entries.len(), 3, "the change twice, and its duty");
    for (page, feed) in [
        ("index.html", "updates/feed.atom"),
        ("updates/index.html", "feed.atom"),
        ("duties/index.html", "feed.atom"),
        ("duties/promise.html", "../changes/ward-move.atom"),
        ("changes/ward-move.html", "ward-move.atom"),
        ("bodies/icb.html", "icb.atom"),
    ] {
        let html = text(&output, page);
        let wanted = "type=\"application/atom+xml\" title=";
        let head = html
            .split_once(wanted)
            .unwrap_or_else(|| panic!("{page} names no feed"))
            .1;
        assert!(
            head.split('>')
                .next()
                .unwrap_or("")
                .contains(&format!("href=\"{feed}\"")),
            "{page}"
        );
    }
    let html = text(&output, "changes/ward-move.html");
    assert!(html.contains("<a href=\"ward-move.atom\">Follow this change (Atom)</a>"));
    assert!(html.contains("<a href=\"ward-move.ics\">Its days (calendar)</a>"));
    let follow = text(&output, "follow/index.html");
    assert!(
        follow.contains("Record changed: The stroke ward moves"),
        "the preview shows entries"
    );
    assert!(
        follow.contains("Northmere ICB: Bring the figures"),
        "the preview shows days"
    );
    assert!(follow.contains("href=\"../changes/service/stroke-care/feed.atom\""));
}

#[test]
fn a_duty_comes_to_the_top_when_its_last_day_has_gone_by() {
    let updated = |as_at: NaiveDate| {
        let output = site(REGISTER, CHANGE, DUTY, &story(2), as_at);
        let feed = atom::read("", text(&output, "duties/feed.atom"));
        let find = |part: &str| {
            let entry = feed.entries.iter().find(|entry| entry.id.contains(part));
            entry
                .unwrap_or_else(|| panic!("{part} is not among {:?}", feed.entries))
                .clone()
        };
        (find("duties/promise"), find("owed/ward-move/hs-reg22-7-respond"))
    };
    let (before, respond) = updated(day(2026, 1, 31));
    assert_eq!(
        before.updated, "2026-01-02T00:00:00Z",
        "the last commit of its change"
    );
    assert_eq!(respond.updated, "2026-01-02T00:00:00Z");
    let (still, respond) = updated(day(2026, 4, 15));
    assert_eq!(
        (still.updated.as_str(), &still.id),
        ("2026-01-02T00:00:00Z", &before.id)
    );
    assert_eq!(
        respond.updated, "2026-02-03T00:00:00Z",
        "the day after its last day"
    );
    let (after, _) = updated(day(2026, 9, 1));
    assert_eq!(after.updated, "2026-04-16T00:00:00Z");
    assert_eq!(after.id, before.id);
    assert!(
        after.summary.contains("Its last day has passed: 15 April 2026."),
        "{}",
        after.summary
    );
}

#[test]
fn a_calendar_and_a_feed_do_not_change_while_what_they_tell_does_not() {
    let on = |day| site(REGISTER, CHANGE, DUTY, &story(2), day);
    let (one, two) = (on(day(2026, 3, 3)), on(day(2026, 3, 20)));
    for path in one
        .keys()
        .filter(|path| path.ends_with(".ics") || path.ends_with(".atom"))
    {
        assert_eq!(text(&one, path), text(&two, path), "{path}");
    }
}
