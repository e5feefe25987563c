//! `log` and `diff`: what happened, and what differs, field by field.

use super::{dated, put};
use crate::environment::Environment;

#[test]
fn a_records_story_is_told_field_by_field_newest_first() {
    let environment = dated();
    let told = environment.run(&["log", "northmere"]).ok().out;
    let places: Vec<usize> = [
        "bodies/northmere: Northmere Council",
        "10 March 2026, by A Clerk (commit ",
        "short name: is now “Northmere”",
        "5 March 2026, by A Clerk",
        "added, with name, role",
    ]
    .iter()
    .map(|words| told.find(words).unwrap_or_else(|| panic!("{words}\n{told}")))
    .collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{told}");
    let whole = environment.run(&["log", "body/northmere", "--fields"]).ok().out;
    assert!(whole.contains("role: is now “local-authority”"), "{whole}");
    let json = environment
        .run(&["log", "northmere", "--format", "json"])
        .ok()
        .json();
    let step = &json["data"][0];
    assert_eq!(
        (
            &step["what"],
            &step["changes"][0]["path"],
            &step["changes"][0]["new"],
            &step["changes"][0]["old"]
        ),
        (
            &"changed".into(),
            &"short_name".into(),
            &"Northmere".into(),
            &serde_json::Value::Null
        )
    );
    let csv = environment
        .run(&["log", "northmere", "--format", "csv", "-n", "1"])
        .ok();
    assert!(
        csv.out.contains(",Name Northmere,short name,,Northmere\r\n"),
        "{}",
        csv.out
    );
    assert!(
        csv.err.contains("1 more: `scrutiny log northmere -n 2`"),
        "{}",
        csv.err
    );
    environment.run(&["log", "nowhere"]).ended(4);
}

#[test]
fn the_story_goes_on_through_another_id_and_past_a_withdrawal() {
    let environment = dated();
    environment
        .run(&["rename", "body/northmere", "northmere-council"])
        .ok();
    for name in ["northmere-council", "bodies/northmere"] {
        let told = environment.run(&["log", name]).ok().out;
        assert!(told.starts_with("bodies/northmere-council"), "{told}");
        assert!(
            told.contains("renamed: before, it was bodies/northmere\n"),
            "{told}"
        );
        assert!(told.contains("short name: is now “Northmere”"), "{told}");
    }
    environment
        .run(&[
            "withdraw",
            "body/northmere-council",
            "--reason",
            "Recorded twice.",
        ])
        .ok();
    let hushed = environment.run(&["log", "northmere-council"]).ok();
    assert!(
        hushed.out.contains("withdrawn: Recorded twice."),
        "{}",
        hushed.out
    );
    assert!(
        hushed
            .out
            .contains("added: name; role (what they said is left out)"),
        "{}",
        hushed.out
    );
    assert!(
        !hushed.out.contains("Northmere Council") && !hushed.out.contains("local-authority"),
        "{}",
        hushed.out
    );
    assert!(hushed.err.contains("--withdrawn-words"), "{}", hushed.err);
    let json = environment
        .run(&["log", "northmere-council", "--format", "json"])
        .ok();
    assert!(
        !json.out.contains("local-authority") && !json.out.contains("Northmere Council"),
        "{}",
        json.out
    );
    let shown = environment
        .run(&["log", "northmere-council", "--withdrawn-words", "--fields"])
        .ok();
    assert!(
        shown.out.contains("role: is now “local-authority”"),
        "{}",
        shown.out
    );
    assert!(shown.err.contains("must not be passed on"), "{}", shown.err);
}

#[test]
fn commits_are_chosen_by_day_and_by_name_and_say_what_they_touched() {
    let environment = dated();
    let rows = |args: &[&str]| environment.run(args).ok().out.lines().count() - 1;
    assert_eq!(rows(&["log", "--since", "2026-03-05"]), 2);
    assert_eq!(rows(&["log", "--since", "10 March 2026"]), 1);
    assert_eq!(rows(&["log", "--by", "a clerk", "-n", "1"]), 1);
    assert!(
        environment
            .run(&["log", "--by", "Nobody"])
            .ok()
            .err
            .contains("Nothing to show")
    );
    let all = environment.run(&["log"]).ok().out;
    assert!(all.contains("bodies/northmere changed"), "{all}");
    let json = environment.run(&["log", "--format", "json"]).ok().json();
    assert_eq!(json["data"][1]["touched"][0]["touch"], "added");
    environment.run(&["log", "--since", "soon"]).ended(2);
    environment.run(&["log", "--since", "2026-03"]).ended(2);
}

#[test]
fn two_states_are_compared_record_by_record() {
    let environment = dated();
    assert!(environment.run(&["diff"]).ok().err.contains("Nothing differs."));
    environment.write(
        "records/bodies/northmere.yaml",
        "name: Northmere\nrole: local-authority\nshort_name: Northmere\n",
    );
    environment.write(
        "records/bodies/wexcombe.yaml",
        "name: Wexcombe Trust\nrole: nhs-trust\n",
    );
    environment.write("templates/footer-slot.html", "<p>By us.</p>\n");
    let by_hand = environment.run(&["diff"]).ok();
    assert_eq!(
        by_hand.out,
        "bodies/northmere\n  name: was “Northmere Council”, is now “Northmere”\n\
         bodies/wexcombe (Wexcombe Trust)\n  added, with name, role\ntemplates/footer-slot.html: added\n"
    );
    assert!(
        by_hand.err.contains("to the files in the folder:"),
        "{}",
        by_hand.err
    );
    let only = environment.run(&["diff", "--record", "wexcombe"]).ok();
    assert!(
        !only.out.contains("bodies/northmere") && !only.out.contains("templates"),
        "{}",
        only.out
    );
    let then = environment.run(&["diff", "2026-03-05", "HEAD"]).ok();
    assert_eq!(then.out, "bodies/northmere\n  short name: is now “Northmere”\n");
    let back = environment
        .run(&["diff", "HEAD", "2026-03-05", "--format", "json"])
        .ok()
        .json();
    assert_eq!(back["data"]["to"]["day"], "2026-03-05");
    assert_eq!(back["data"]["records"][0]["changes"][0]["old"], "Northmere");
    assert!(
        environment
            .run(&["diff", "--at", "HEAD"])
            .ended(2)
            .err
            .contains("scrutiny diff HEAD")
    );
    environment.run(&["diff", "2026-02-01"]).ended(4);
}

#[test]
fn what_is_withdrawn_or_cannot_be_read_is_told_without_its_words() {
    let environment = dated();
    let gone = "withdrawn:\n  date: 2026-03-12\n  reason: Recorded twice.\n";
    put(
        &environment,
        "2026-03-12",
        "Withdraw",
        &[("records/bodies/northmere.yaml", gone)],
    );
    let told = environment.run(&["diff", "2026-03-10", "HEAD"]).ok().out;
    assert_eq!(told, "bodies/northmere\n  withdrawn: Recorded twice.\n");
    environment.write("records/bodies/northmere.yaml", "name: [\n");
    let told = environment.run(&["diff"]).ok().out;
    assert!(told.contains("one of the two versions cannot be read"), "{told}");
}

#[test]
fn a_register_outside_git_has_no_earlier_state() {
    let environment = Environment::new();
    environment.write("records/register.yaml", "name: R\npublisher: P\n");
    assert!(environment.run(&["diff"]).ended(2).err.contains("not in Git"));
    assert!(environment.run(&["log"]).ok().err.contains("not in Git"));
}
