//! What was done, and what took the place of something else.

use super::*;

const DUTY: &str = "records/duties/2026/kmpt-involve-all-age-mental-health-2025.yaml";

#[test]
fn a_duty_is_met_on_a_day_and_something_shows_it() {
    let environment = Environment::with_demonstration();
    let before = environment.read(DUTY);
    let done = [
        "done",
        "duty/kmpt-inv",
        "--on",
        "12/03/2026",
        "--evidence",
        "Report: a \"survey\"",
    ];
    let with = [&done[..], &["--address", "https://kmpt.example/report"]].concat();
    let dry = environment.run(&[&with[..], &["--dry-run"]].concat()).ok();
    assert!(
        dry.out.contains("discharged:") && environment.read(DUTY) == before,
        "{}",
        dry.out
    );
    environment.run(&with).ok();
    assert_eq!(
        environment.read(DUTY),
        format!(
            "{before}discharged:\n  date: 2026-03-12\n  evidence: \"Report: a \\\"survey\\\"\"\n  address: https://kmpt.example/report\n"
        )
    );
    let commit = last_commit(&environment);
    assert!(
        commit.starts_with("Done: duty kmpt-involve-all-age-mental-health-2025\nRecord: duties/kmpt-inv"),
        "{commit}"
    );
    assert!(commit.ends_with(&format!("\nM\t{DUTY}\n")), "{commit}");
    let says = [
        "recorded as met on 12 March 2026",
        "scrutiny correct duty/kmpt-involve-all-age-mental-health-2025",
    ];
    refused(&environment, &done, 3, &says);
    environment.run(&["check"]).ok();
}

#[test]
fn what_is_needed_and_not_given_is_named_with_its_flag() {
    let environment = Environment::with_demonstration();
    refused(
        &environment,
        &["done", "kmpt-inv"],
        2,
        &["the day on which it was done is not given", "--on DATE"],
    );
    refused(
        &environment,
        &["done", "kmpt-inv", "--on", "today"],
        2,
        &["what shows that it was done", "--evidence TEXT"],
    );
    refused(
        &environment,
        &["done", "kmpt-inv", "--on", "1/1/2199", "--evidence", "x"],
        3,
        &["has not come yet"],
    );
    refused(
        &environment,
        &["done", "kmpt-inv", "--no-longer-owed", ""],
        2,
        &["the reason is empty"],
    );
    refused(
        &environment,
        &["done", "kmpt-inv", "--no-longer-owed", "x", "--on", "today"],
        2,
        &["cannot be used with"],
    );
    refused(
        &environment,
        &["done", "kmpt-involv-all", "--on", "today"],
        4,
        &["there is no record"],
    );
    refused(
        &environment,
        &["done", "body/kmpt", "--on", "today"],
        2,
        &["is a body", "scrutiny due"],
    );
    environment
        .run(&["done", "kmpt-inv", "--no-longer-owed", "The change was given up."])
        .ok();
    assert!(
        environment
            .read(DUTY)
            .ends_with("no_longer_owed: The change was given up.\n")
    );
    refused(
        &environment,
        &["done", "kmpt-inv", "--on", "today", "--evidence", "x"],
        3,
        &["no longer owed: The change was given up."],
    );
}

#[test]
fn what_a_clause_asks_for_is_done_on_a_day_after_the_meeting() {
    let environment = Environment::with_demonstration();
    refused(
        &environment,
        &["done", ITEM, "--on", "today"],
        2,
        &["say which clause", "those that ask for something: b"],
    );
    refused(
        &environment,
        &["done", ITEM, "--clause", "a", "--on", "today"],
        2,
        &["asks nobody for anything", "b"],
    );
    refused(
        &environment,
        &["done", ITEM, "--clause", "z", "--on", "today"],
        2,
        &["has no clause z"],
    );
    refused(
        &environment,
        &["done", ITEM, "--clause", "b", "--on", "8/10/2025"],
        3,
        &["is before the meeting (9 October 2025)"],
    );
    let before = environment.read(ITEM_FILE);
    // The beginning of an id that a determination begins with too: a clause is a resolution's.
    environment
        .run(&["done", "kent-hosc-2025", "--clause", "b", "--on", "20/01/2026"])
        .ok();
    let expected = before.replace(
        "      due: unknown\n",
        "      due: unknown\n      done:\n        date: 2026-01-20\n",
    );
    assert_eq!(environment.read(ITEM_FILE), expected);
    refused(
        &environment,
        &["done", ITEM, "--clause", "b", "--on", "today"],
        3,
        &["done on 20 January 2026", "clauses.b.action.done.date"],
    );
}

#[test]
fn each_kind_says_in_its_own_way_what_took_its_place() {
    let environment = Environment::with_demonstration();
    let (old, new) = (
        "medway-therapeutic-alliance-2025",
        "kent-therapeutic-alliance-2025",
    );
    environment
        .run(&["supersede", &format!("change/{old}"), "--by", new])
        .ok();
    let change = environment.read(&format!("records/changes/2025/{new}.yaml"));
    assert!(change.contains(&format!("replaces: [{old}]\n")), "{change}");
    refused(
        &environment,
        &["supersede", &format!("change/{old}"), "--by", new],
        3,
        &["recorded already"],
    );
    refused(
        &environment,
        &["supersede", &format!("change/{new}"), "--by", old],
        3,
        &["each have taken the other's place"],
    );
    environment
        .run(&[
            "supersede",
            "body/north-kent-mind",
            "--by",
            "salus-cic",
            "--on",
            "31/03/2025",
        ])
        .ok();
    let body = environment.read("records/bodies/north-kent-mind.yaml");
    assert!(
        body.contains("succeeded_by: [salus-cic]\n") && body.contains("until: 2025-03-31"),
        "{body}"
    );
    refused(
        &environment,
        &["supersede", "body/kmpt", "--by", "kent-hosc"],
        3,
        &["one does not succeed the other"],
    );
    refused(
        &environment,
        &["supersede", "body/kmpt", "--by", "kmpt"],
        2,
        &["cannot take its own place"],
    );
    refused(
        &environment,
        &["supersede", "change/all-age", "--by", new, "--on", "today"],
        2,
        &["--on is the last day of a body"],
    );
    let (by, involve) = ("kmpt-2025-10-09-service-change-protocols", "duty/kmpt-involve");
    environment.run(&["supersede", involve, "--by", by]).ok();
    assert!(
        environment.read(DUTY).contains("no_longer_owed: "),
        "{}",
        environment.read(DUTY)
    );
    refused(
        &environment,
        &["supersede", involve, "--by", by],
        3,
        &["recorded as no longer owed", "scrutiny correct"],
    );
    refused(
        &environment,
        &["supersede", ITEM, "--by", "x"],
        2,
        &[
            "stays what a meeting resolved",
            "--supersedes",
            "scrutiny correct",
        ],
    );
}

#[test]
fn a_view_takes_the_place_of_an_earlier_one_of_the_same_body() {
    let environment = Environment::with_demonstration();
    let says = [
        "--by",
        "scrutiny add determination --supersedes kent-hosc-2025-10-09-all-age-mental-health --change all-age",
    ];
    refused(&environment, &["supersede", "determination/kent"], 2, &says);
    let view = |id: &str, date: &str, change: &str| {
        let text = format!(
            "change: {change}\nby: kent-hosc\nauthority: kent-county-council\nview: substantial-variation\ndate: {date}\n\
             scope: All of it.\nsources: [{{title: A letter}}]\n"
        );
        environment.write(&format!("records/determinations/2026/{id}.yaml"), &text);
    };
    view("later", "2026-01-20", "all-age-mental-health-2025");
    view("earlier", "2025-01-20", "all-age-mental-health-2025");
    view("other", "2026-01-20", "kent-therapeutic-alliance-2025");
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "Views"]);
    let supersede = ["supersede", "determination/kent", "--by"];
    refused(
        &environment,
        &[&supersede[..], &["earlier"]].concat(),
        3,
        &["is earlier than"],
    );
    refused(
        &environment,
        &[&supersede[..], &["other"]].concat(),
        3,
        &["not views of one change"],
    );
    refused(
        &environment,
        &[&supersede[..], &["body/kmpt"]].concat(),
        2,
        &["is a determination and `kmpt` is a body"],
    );
    std::fs::remove_file(
        environment
            .path()
            .join("records/determinations/2026/earlier.yaml"),
    )
    .unwrap();
    environment.git(&["commit", "--quiet", "--all", "--message", "No earlier view"]);
    environment.run(&[&supersede[..], &["later"]].concat()).ok();
    let later = environment.read("records/determinations/2026/later.yaml");
    assert!(
        later.ends_with("supersedes: kent-hosc-2025-10-09-all-age-mental-health\n"),
        "{later}"
    );
    refused(
        &environment,
        &[&supersede[..], &["later"]].concat(),
        3,
        &["recorded already"],
    );
    environment.run(&["check"]).ok();
}
