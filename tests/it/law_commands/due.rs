//! `scrutiny due`.

use super::register::shires;
use super::same;

#[test]
fn what_is_owed_is_listed_by_its_day() {
    same("due.txt", &shires().run(&["due"]).ok().out);
}

#[test]
fn a_spreadsheet_gets_the_same_and_runs_nothing() {
    let environment = shires();
    let path = "records/duties/2026/tell-the-committee.yaml";
    let text = environment.read(path).replace("title: Bring", "title: =Bring");
    environment.write(path, &text);
    let out = environment
        .run(&["due", "--format", "csv", "--within", "30d"])
        .ok()
        .out;
    same("due.csv", &out);
    assert!(
        out.contains(",\"'=Bring the figures to the committee; as promised, in full\","),
        "{out}"
    );
    assert!(out.ends_with("\r\n") && out.matches('\n').count() == out.matches("\r\n").count());
}

#[test]
fn a_calendar_holds_each_day_under_a_name_that_stays() {
    let environment = shires();
    let out = environment.run(&["due", "--format", "ics"]).ok().out;
    same("due.ics", &out);
    for line in out.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    let names = |day: &str| {
        let out = environment
            .run(&["due", "--format", "ics", "--as-at", day])
            .ok()
            .out;
        let whole = out.replace("\r\n ", "");
        let names = whole.split("\r\n").filter(|line| line.starts_with("UID:"));
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names("2026-03-31"), names("2026-04-01"));
    assert_eq!(names("2026-03-31").len(), 2);
}

#[test]
fn one_body_one_council_and_a_time_are_picked_out() {
    let environment = shires();
    let what = |args: &[&str]| {
        let args = [&["due", "--format", "json"], args].concat();
        let json = environment.run(&args).ok().json();
        let all = json["data"].as_array().unwrap().clone();
        all.iter()
            .map(|one| {
                one["provision"]
                    .as_str()
                    .or(one["recorded"][0].as_str())
                    .unwrap()
                    .to_owned()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(what(&["--overdue"]), ["hs-reg22-7-respond"]);
    assert_eq!(
        what(&["--within", "2w", "--to", "eastshire"]),
        ["hs-reg22-7-respond"]
    );
    assert!(what(&["--within", "30d"]).contains(&"tell-the-committee".to_owned()));
    assert!(!what(&["--within", "14d"]).contains(&"tell-the-committee".to_owned()));
    assert_eq!(what(&["--by", "eastshire"]), ["hs-reg21-2a-invite-comments"]);
    assert!(what(&["--by", "shires-icb", "--to", "eastshire"]).contains(&"hs-reg23-1a-consult".to_owned()));
    assert!(what(&["--all"]).len() > what(&[]).len());
}

#[test]
fn that_nothing_is_owed_is_said() {
    let environment = shires();
    let ran = environment.run(&["due", "--by", "shires-trust"]).ok();
    assert_eq!(ran.out, "");
    assert_eq!(
        ran.err,
        "We know of nothing that is owed, on the records as they are.\n"
    );
    let ran = environment.run(&["due", "--by", "westshire", "--overdue"]).ok();
    assert_eq!(ran.err, "We know of nothing overdue among what was asked for.\n");
    let ran = environment
        .run(&["due", "--by", "westshire", "--format", "ics"])
        .ok();
    assert!(ran.out.starts_with("BEGIN:VCALENDAR\r\n") && ran.out.ends_with("END:VCALENDAR\r\n"));
    environment.run(&["due", "--by", "shire-icb"]).ended(4);
    let ran = environment.run(&["due", "--by", "ward-move"]).ended(2);
    assert!(ran.err.contains("is a change"), "{}", ran.err);
    environment.run(&["due", "--within", "soon"]).ended(2);
}

#[test]
fn todays_work_begins_with_what_is_overdue() {
    let environment = shires();
    let ran = environment.run(&[]).ok();
    let law = ran
        .out
        .find("Owed by law, overdue or due within 30 days")
        .unwrap();
    let overdue = ran.out.find("overdue since 2 February 2026").unwrap();
    let record = ran.out.find("Duties on record, not yet met").unwrap();
    assert!(law < overdue && overdue < record, "{}", ran.out);
    let json = environment.run(&["--format", "json"]).ok().json();
    assert_eq!(json["data"]["law"][0]["due"], "2026-02-02");
}

/// It is owed as far as is recorded, whatever the records tell of the law, and the site tells it so too.
#[test]
fn a_recorded_duty_is_told_where_the_law_is_not_seen_to_ask_for_it() {
    let environment = shires();
    let path = "records/duties/2026/tell-at-once.yaml";
    let text = "change: ward-move\ntitle: Tell the council of the urgent decision\nowed_by: shires-icb\n\
                owed_to: [eastshire]\nbasis: {provision: hs-reg23-3-urgent-notify}\ndue: 2026-03-02\n";
    environment.write(path, text);
    let told = |args: &[&str]| {
        let args = [&["due", "--format", "json"], args].concat();
        let json = environment.run(&args).ok().json();
        let all = json["data"].as_array().unwrap().iter();
        all.filter(|one| {
            one["recorded"]
                .as_array()
                .unwrap()
                .iter()
                .any(|id| id == "tell-at-once")
        })
        .map(|one| {
            assert_eq!(one["provision"], "hs-reg23-3-urgent-notify");
            (
                one["day"].as_str().unwrap().to_owned(),
                one["state"].as_str().unwrap().to_owned(),
            )
        })
        .collect::<Vec<_>>()
    };
    let owed = [("2026-03-02".to_owned(), "overdue".to_owned())];
    for args in [&[][..], &["--overdue"], &["--all"]] {
        assert_eq!(told(args), owed, "{args:?}");
    }
    environment.write(
        path,
        &format!("{text}discharged: {{date: 2026-03-01, evidence: A letter}}\n"),
    );
    for args in [&[][..], &["--overdue"], &["--all"]] {
        assert_eq!(told(args), [], "{args:?}");
    }
}
