//! What stands in the calendars, how surely it holds, and how often it was told.

use std::collections::{BTreeMap, BTreeSet};

use scrutiny::history::History;
use scrutiny::site::Output;

use super::ical::{self, Calendar};
use super::{ADDRESSED, BASE, CHANGE, DUTY, REGISTER, attribute, build, day, site, story, text};

fn calendars(output: &Output) -> impl Iterator<Item = (&str, Calendar)> {
    let paths = output.keys().filter(|path| path.ends_with(".ics"));
    paths.map(|path| (path.as_str(), ical::read(path, text(output, path))))
}

#[test]
fn every_calendar_keeps_the_musts_of_its_format_and_leads_to_its_pages() {
    let output = site(ADDRESSED, CHANGE, DUTY, &story(2), day(2026, 3, 1));
    let mut events = 0;
    for (path, calendar) in calendars(&output) {
        for event in &calendar.events {
            let below = event
                .get("URL")
                .strip_prefix(BASE)
                .expect("a whole address")
                .to_owned();
            let (page, place) = below[1..].split_once('#').unwrap_or((&below[1..], ""));
            let ids = attribute(text(&output, page), "id");
            assert!(
                place.is_empty() || ids.iter().any(|id| id == place),
                "{path}: {below}"
            );
            events += 1;
        }
    }
    assert!(events > 12, "{events}");
    for (path, calendar) in calendars(&build()) {
        assert!(
            calendar.events.iter().all(|event| event.find("URL").is_none()),
            "{path}"
        );
    }
}

/// The events of a calendar by what they are about, each with one of its properties.
fn told(output: &Output, path: &str, name: &str) -> BTreeMap<String, String> {
    let calendar = ical::read(path, text(output, path));
    let events = calendar.events.iter();
    events
        .map(|event| {
            let uid = event.get("UID").split('@').next().unwrap_or_default().to_owned();
            (uid, event.get(name).to_owned())
        })
        .collect()
}

#[test]
fn a_change_has_its_duties_dates_and_consultations_and_no_day_that_is_not_known() {
    let output = site(REGISTER, CHANGE, DUTY, &story(2), day(2026, 3, 1));
    let days = told(&output, "changes/ward-move.ics", "DTSTART");
    let wanted = [
        ("ward-move.consultation.northmere.began", "20260201"),
        ("ward-move.consultation.northmere.comments-due", "20260331"),
        ("ward-move.date.it-begins", "20260401"),
        ("ward-move.duty.promise", "20260415"),
        (
            "ward-move.duty.promise.a-meeting-in-the-town-hall.opens",
            "20260302",
        ),
        (
            "ward-move.hs-reg22-7-respond.report.northmere.2026-01-05",
            "20260202",
        ),
    ];
    for (uid, day) in wanted {
        assert_eq!(days.get(uid).map(String::as_str), Some(day), "{uid} in {days:?}");
    }
    let months = ["decision-due", "looked-at-again", "closes"];
    assert!(
        !days
            .keys()
            .any(|uid| months.iter().any(|month| uid.contains(month))),
        "{days:?}"
    );
    let meetings = told(&output, "meetings/calendar.ics", "DESCRIPTION");
    assert_eq!(
        meetings.len(),
        1,
        "two items of one meeting, and one without a day: {meetings:?}"
    );
    assert!(meetings["northmere-hosc.meeting.2026-01-20"].contains("A second item"));
    let council = told(&output, "bodies/northmere.ics", "SUMMARY");
    assert_eq!(
        council["northmere-hosc.meeting.2026-01-20"],
        "Northmere HOSC meets"
    );
    let icb: BTreeSet<String> = told(&output, "bodies/icb.ics", "UID").into_keys().collect();
    assert!(icb.contains("ward-move.duty.promise") && !icb.contains("ward-move.date.it-begins"));
    let duties: BTreeSet<String> = told(&output, "duties/calendar.ics", "UID").into_keys().collect();
    assert!(duties.is_superset(&icb), "{icb:?}");
    assert!(!duties.contains("ward-move.date.it-begins"));
    let all = calendars(&output)
        .map(|(_, calendar)| format!("{calendar:?}"))
        .collect::<String>();
    assert!(!all.contains("Canary"), "a draft's day is nowhere");
}

#[test]
fn an_event_keeps_its_name_and_its_number_grows_with_each_commit() {
    let of = |commits: u32, change: &str| {
        let output = site(REGISTER, change, DUTY, &story(commits), day(2026, 3, 1));
        told(&output, "changes/ward-move.ics", "SEQUENCE")
    };
    let (first, second) = (of(2, CHANGE), of(3, &CHANGE.replace("2026-04-01", "2026-04-08")));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (uid, sequence) in &first {
        let (one, two): (u32, u32) = (
            sequence.parse().expect("a number"),
            second[uid].parse().expect("a number"),
        );
        assert!(two > one, "{uid}: {one}, then {two}");
    }
    let output = site(REGISTER, CHANGE, DUTY, &History::default(), day(2026, 3, 1));
    assert!(
        told(&output, "changes/ward-move.ics", "SEQUENCE")
            .values()
            .all(|number| number == "0")
    );
}

#[test]
fn what_no_longer_holds_is_cancelled_and_what_is_unsure_is_tentative() {
    let status = |change: &str, duty: &str| {
        let output = site(REGISTER, change, duty, &story(2), day(2026, 3, 1));
        told(&output, "changes/ward-move.ics", "STATUS")
    };
    let held = status(CHANGE, DUTY);
    assert_eq!(held["ward-move.date.it-begins"], "CONFIRMED");
    assert_eq!(held["ward-move.duty.promise"], "CONFIRMED");
    let given_up = status(&format!("{CHANGE}abandoned: {{date: 2026-02-20}}\n"), DUTY);
    assert_eq!(given_up["ward-move.date.it-begins"], "CANCELLED");
    assert_eq!(
        given_up["ward-move.consultation.northmere.comments-due"],
        "CANCELLED"
    );
    assert_eq!(
        given_up["ward-move.consultation.northmere.began"], "CONFIRMED",
        "it had begun before"
    );
    let ended = status(
        CHANGE,
        &format!("{DUTY}no_longer_owed: The figures were published.\n"),
    );
    assert_eq!(ended["ward-move.duty.promise"], "CANCELLED");
    let output = site(REGISTER, CHANGE, DUTY, &story(2), day(2026, 3, 1));
    let unsure = told(&output, "changes/other.ics", "STATUS");
    assert_eq!(
        unsure["other.duty.consult"], "TENTATIVE",
        "the records do not tell"
    );
    let done = format!("{DUTY}discharged: {{date: 2026-02-01, evidence: A paper}}\n");
    let output = site(REGISTER, CHANGE, &done, &story(2), day(2026, 3, 1));
    let summaries = told(&output, "duties/calendar.ics", "SUMMARY");
    assert_eq!(
        summaries["ward-move.duty.promise"],
        "Done: Northmere ICB: Bring the figures; as promised, in full"
    );
}

#[test]
fn the_calendar_of_all_duties_drops_what_is_long_past_and_that_of_a_change_keeps_it() {
    let on = |year| site(REGISTER, CHANGE, DUTY, &story(2), day(year, 3, 1));
    let days = |output: &Output, path: &str| told(output, path, "DTSTART").len();
    let (now, later) = (on(2026), on(2029));
    assert!(days(&now, "duties/calendar.ics") > 0);
    assert_eq!(days(&later, "duties/calendar.ics"), 0);
    assert!(days(&later, "changes/ward-move.ics") > 0);
}
