//! `scrutiny law`.

use super::register::shires;
use super::same;
use crate::environment::Environment;

#[test]
fn one_provision_is_shown_with_its_tree_and_where_it_applies() {
    same(
        "law-show.txt",
        &shires().run(&["law", "show", "hs-reg23-1a-consult"]).ok().out,
    );
}

#[test]
fn versions_and_the_register_are_in_the_json_of_a_provision() {
    let environment = shires();
    let args = ["law", "show", "hs-reg23-1a", "--format", "json"];
    let json = environment.run(&args).ok().json();
    let versions = json["data"]["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0]["id"], "hs2002-reg4-consult");
    let applied = json["data"]["applied"].as_array().unwrap();
    let states: Vec<&str> = applied.iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["discharged", "disputed", "cannot-tell"]);
    assert_eq!(json["data"]["provision"]["citation"], "SI 2013/218 reg 23(1)(a)");
}

#[test]
fn two_days_are_compared() {
    let out = shires()
        .run(&["law", "diff", "2024-01-30", "2024-01-31"])
        .ok()
        .out;
    same("law-diff.txt", &out);
}

#[test]
fn a_day_on_which_the_law_changed_is_in_the_difference_to_the_day_before_only() {
    let environment = shires();
    let began = |from: &str, to: &str| {
        let args = ["law", "diff", from, to, "--format", "json"];
        let data = environment.run(&args).ok().json()["data"].clone();
        (
            data["began"].as_array().unwrap().len(),
            data["ended"].as_array().unwrap().len(),
            data["replaced"].clone(),
        )
    };
    assert_eq!(
        (
            began("2024-01-29", "2024-01-30").0,
            began("2024-01-29", "2024-01-30").1
        ),
        (0, 0)
    );
    let (new, old, replaced) = began("2024-01-30", "2024-01-31");
    assert!(new > 0 && old > 0);
    let pair = serde_json::json!({ "was": "hs-reg23-9-refer", "is": "dhsc-call-in-request" });
    assert!(replaced.as_array().unwrap().contains(&pair), "{replaced}");
    assert_eq!(
        (
            began("2024-01-31", "2024-02-01").0,
            began("2024-01-31", "2024-02-01").1
        ),
        (0, 0)
    );
    environment
        .run(&["law", "diff", "2024-01-31", "2024-01-30"])
        .ended(2);
    environment.run(&["law", "diff", "2024-01-31"]).ended(2);
    environment
        .run(&["law", "diff", "2024-01-30", "31/31/2024"])
        .ended(2);
}

#[test]
fn conclusions_that_changed_as_time_went_by_are_told() {
    let args = ["law", "diff", "2026-01-31", "2026-02-28", "--format", "json"];
    let json = shires().run(&args).ok().json();
    let ward = json["data"]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == "ward-move");
    let differences = ward.unwrap()["differences"].as_array().unwrap().clone();
    let report = differences
        .iter()
        .find(|one| one["provision"] == "hs-reg22-7-respond")
        .unwrap();
    assert_eq!(
        (&report["before"], &report["after"]),
        (&"due".into(), &"overdue".into())
    );
    let consult = differences
        .iter()
        .find(|one| one["provision"] == "hs-reg23-1a-consult")
        .unwrap();
    assert_eq!(
        (&consult["before"], &consult["after"]),
        (&"required".into(), &"disputed".into())
    );
}

#[test]
fn provisions_are_listed_and_filtered() {
    let environment = shires();
    let ids = |args: &[&str]| {
        let json = environment
            .run(&[&["law", "list", "--format", "json"], args].concat())
            .ok()
            .json();
        let all = json["data"].as_array().unwrap().iter();
        all.map(|one| one["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let all = ids(&[]);
    assert!(
        ids(&["--instrument", "2013/218"])
            .iter()
            .all(|id| id.starts_with("hs-"))
    );
    assert!(ids(&["--instrument", "health scrutiny"]).contains(&"hs-reg23-1a-consult".to_owned()));
    assert!(ids(&["--in-force", "2024-01-30"]).contains(&"hs-reg23-9-refer".to_owned()));
    assert!(!ids(&["--in-force", "2024-01-31"]).contains(&"hs-reg23-9-refer".to_owned()));
    let unverified = ids(&["--unverified"]);
    assert!(!unverified.is_empty() && unverified.len() < all.len());
    let csv = environment
        .run(&["law", "list", "--format", "csv", "--instrument", "2013/218"])
        .ok()
        .out;
    assert!(
        csv.starts_with("id,citation,effect,from,until,title\r\n"),
        "{csv}"
    );
}

#[test]
fn the_law_can_be_looked_up_anywhere_and_near_misses_are_suggested() {
    let nowhere = Environment::new();
    let ran = nowhere.run(&["law", "show", "hs-reg23-1a-consult"]).ok();
    assert!(!ran.out.contains("in this register"), "{}", ran.out);
    nowhere.run(&["law", "list"]).ok();
    let ran = nowhere.run(&["law", "show", "hs-reg23-1a-consul-t"]).ended(4);
    assert!(
        ran.err.contains("did you mean `hs-reg23-1a-consult`?"),
        "{}",
        ran.err
    );
    let ran = nowhere.run(&["law", "show", "hs-reg23"]).ended(2);
    assert!(
        ran.err.contains("could be more than one provision"),
        "{}",
        ran.err
    );
    nowhere.run(&["law", "list", "--register", "nowhere"]).ended(4);
}

#[test]
fn the_registers_own_provisions_are_law_here_and_have_a_schema() {
    let environment = shires();
    environment.write(
        "records/law/shires-protocol.yaml",
        "\
instrument: Shires protocol
title: Protocol on early notice
provisions:
  - id: shires-protocol-4
    cite: para 4
    title: Tell the committee early
    effect: duty
    verb: notify
    bearer: responsible-person
    owed_to: local-authority
    once_for: authority
    in_force: {from: 2020-01-01}
    applies_when: A proposal is under consideration.
    when: proposal
    summary: The NHS tells the committee early.
    verified: primary
",
    );
    let ran = environment.run(&["law", "list", "--instrument", "shires"]).ok();
    assert!(ran.out.contains("shires-protocol-4"), "{}", ran.out);
    let ran = environment.run(&["why", "ward-move"]).ok();
    assert!(ran.out.contains("Shires protocol para 4"), "{}", ran.out);
    let schema = environment.run(&["schema", "law"]).ok().json();
    assert!(
        schema["properties"]["provisions"]
            .to_string()
            .contains("\"when\""),
        "{schema}"
    );
}
