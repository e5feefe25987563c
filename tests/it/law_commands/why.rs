//! `scrutiny why`.

use super::register::shires;
use super::same;
use crate::environment::Environment;

#[test]
fn a_change_on_which_the_bodies_differ() {
    same("why-ward-move.txt", &shires().run(&["why", "ward-move"]).ok().out);
}

#[test]
fn a_contract_with_a_late_notice_and_no_duty_to_consult() {
    same(
        "why-clinic-contract.txt",
        &shires().run(&["why", "clinic-contract"]).ok().out,
    );
}

#[test]
fn a_change_that_is_consulted_on() {
    same("why-maternity.txt", &shires().run(&["why", "maternity"]).ok().out);
}

#[test]
fn a_clause_that_the_minutes_do_not_number_is_said_to_be_numbered_here() {
    let environment = Environment::with_demonstration();
    let path = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
    let record = environment.read(path);
    environment.write(path, &format!("{record}labels: ours\n"));
    let out = environment.run(&["why", "all-age-mental-health-2025"]).ok().out;
    let out: Vec<&str> = out.split_whitespace().collect();
    assert!(out.join(" ").contains("clause a (numbered here)"), "{out:?}");
}

#[test]
fn for_a_report_the_same_is_markdown() {
    let environment = shires();
    same(
        "why-maternity.md",
        &environment.run(&["why", "maternity", "--format", "md"]).ok().out,
    );
}

#[test]
fn a_meeting_has_days_by_which_its_papers_had_to_be_open() {
    same(
        "why-meeting.txt",
        &shires().run(&["why", "eastshire-hosc-maternity"]).ok().out,
    );
}

#[test]
fn no_line_is_wider_than_a_terminal_and_no_word_blames() {
    let environment = shires();
    for change in ["ward-move", "clinic-contract", "maternity"] {
        let out = environment.run(&["why", change, "--all"]).ok().out;
        for line in out.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(!out.to_lowercase().contains("breach"), "{out}");
        assert!(!out.contains('\u{1b}'), "no colour off a terminal");
    }
}

#[test]
fn routine_matters_come_with_all() {
    let environment = shires();
    let short = environment.run(&["why", "maternity"]).ok().out;
    let long = environment.run(&["why", "maternity", "--all"]).ok().out;
    assert!(!short.contains("ea2010-149-psed"), "{short}");
    assert!(long.contains("ea2010-149-psed"), "{long}");
    let json = environment
        .run(&["why", "maternity", "--format", "json"])
        .ok()
        .json();
    let derived = json["data"]["derived"].as_array().unwrap();
    assert!(derived.iter().any(|one| one["provision"] == "ea2010-149-psed"));
}

#[test]
fn json_holds_what_was_derived_and_on_which_day() {
    let environment = shires();
    let json = environment
        .run(&["why", "ward-move", "--format", "json"])
        .ok()
        .json();
    assert_eq!((&json["schema_version"], &json["ok"]), (&1.into(), &true.into()));
    let data = &json["data"];
    assert_eq!(data["about"]["kind"], "change");
    assert_eq!(data["about"]["title"], "The stroke ward moves to the General");
    assert_eq!(data["as_at"], "2026-03-31");
    let of = |council: &str| {
        let all = data["derived"].as_array().unwrap();
        let own = all.iter().filter(|one| one["provision"] == "hs-reg23-1a-consult");
        own.clone()
            .find(|one| one["subject"]["authority"]["id"] == council)
            .unwrap()
            .clone()
    };
    assert_eq!(of("eastshire")["state"], "disputed");
    assert_eq!(of("eastshire")["applies"], "disputed");
    assert_eq!(of("eastshire")["in_force"]["from"], "2013-04-01");
    assert_eq!(of("westshire")["state"], "cannot-tell");
    assert_eq!(of("westshire")["applies"], "unknown");
    let reasons = of("eastshire")["reasons"].as_array().unwrap().clone();
    let from = reasons
        .iter()
        .flat_map(|reason| reason["from"].as_array().cloned().unwrap_or_default());
    let view = from
        .clone()
        .find(|from| from["record"] == "determinations/shires-icb-ward-move")
        .unwrap();
    assert_eq!(view["line"], 5);
}

#[test]
fn the_law_of_another_day_is_asked_with_as_at() {
    let environment = shires();
    let ask = |day: &str| {
        let args = ["why", "maternity", "--as-at", day, "--format", "json"];
        environment.run(&args).ok().json()["data"]["derived"].clone()
    };
    let notifies = |derived: &serde_json::Value| {
        let all = derived.as_array().unwrap().iter();
        all.clone()
            .any(|one| one["provision"] == "nhsa-sch10A-2-notify" && one["applies"] == "yes")
    };
    assert!(notifies(&ask("2026-03-31")));
    assert!(!notifies(&ask("2024-01-30")));
}

#[test]
fn a_duty_is_laid_beside_the_law() {
    let environment = shires();
    let ran = environment
        .run(&["why", "duty/notify-the-secretary-of-state"])
        .ok();
    assert!(
        ran.out
            .contains("On the records as they are, the law does not ask for it."),
        "{}",
        ran.out
    );
    let ran = environment.run(&["why", "tell-the-committee"]).ok();
    assert!(
        ran.out.contains("It does not rest on a provision of law"),
        "{}",
        ran.out
    );
    environment
        .run(&["duty", "adopt", "ward-move", "--only", "hs-reg22-7-respond"])
        .ok();
    let id = environment
        .run(&["list", "duties", "--of", "ward-move", "--format", "json"])
        .ok()
        .json();
    let id = format!("duty/{}", id["data"][0]["id"].as_str().unwrap());
    let ran = environment.run(&["why", &id]).ok();
    assert!(
        ran.out.contains("The law asks for it, as the record says."),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("The day on record is the day that follows from the law."),
        "{}",
        ran.out
    );
    environment.run(&["edit", &id, "--set", "due=2026-03-01"]).ok();
    let ran = environment.run(&["why", &id, "--format", "json"]).ok().json();
    let says = ran["data"]["record"]["says"].to_string();
    assert!(
        says.contains("The record says 1 March 2026; from the law follows 2 February 2026."),
        "{says}"
    );
    assert_eq!(ran["data"]["record"]["required"], "yes");
    assert_eq!(ran["data"]["derived"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_cannot_be_asked_about_is_said_with_what_can() {
    let environment = shires();
    let ran = environment.run(&["why", "ward-mov3"]).ended(4);
    assert!(ran.err.contains("did you mean `ward-move`?"), "{}", ran.err);
    let ran = environment.run(&["why", "shires-icb"]).ended(2);
    assert!(ran.err.contains("is a body"), "{}", ran.err);
    assert!(ran.err.contains("scrutiny due --by shires-icb"), "{}", ran.err);
    let ran = environment
        .run(&["why", "determination/shires-icb-ward-move"])
        .ended(2);
    assert!(ran.err.contains("scrutiny why ward-move"), "{}", ran.err);
    environment.run(&["why", "ward-move", "--as-at", "soon"]).ended(2);
    let ran = environment.run(&["why", "ward-move", "--format", "csv"]).ended(2);
    assert!(ran.err.contains("text, json, md"), "{}", ran.err);
    let ran = environment.run(&["why", "ward-move", "--format", "ics"]).ended(2);
    assert!(ran.err.contains("cannot print ics"), "{}", ran.err);
    environment.run(&["why", "ward-m", "--format", "text"]).ok();
}

/// A committee that noted a matter took no view, unless it did take one.
#[test]
fn noting_is_said_to_be_no_view_only_of_those_who_took_none() {
    let environment = shires();
    let told = || {
        let out = environment.run(&["why", "ward-move"]).ok().out;
        out.contains("noted the matter")
    };
    let noted = |by: &str| {
        format!(
            "committee: {by}\nmeeting: 2026-02-10\nitem: Wards\nchanges: [ward-move]\n\
             clauses:\n  - {{label: a, words: That the report be noted., reads_as: noted}}\n\
             sources: [{{title: Minutes of 10 February 2026}}]\n"
        )
    };
    let path = "records/resolutions/2026/noted.yaml";
    environment.write(path, &noted("eastshire-hosc"));
    assert!(!told());
    environment.write(
        "records/bodies/westshire-hosc.yaml",
        "name: Westshire Health Scrutiny\nrole: scrutiny-committee\npart_of: westshire\n",
    );
    environment.write(path, &noted("westshire-hosc"));
    assert!(told());
}
