//! Another id for a record: all that names it follows.

use super::*;

#[test]
fn every_reference_follows_in_one_commit_and_the_old_address_leads_on() {
    let environment = Environment::with_demonstration();
    let before = commits(&environment);
    let dry = environment
        .run(&["rename", "change/kent-th", "kent-alliance", "--dry-run"])
        .ok();
    assert!(
        dry.out
            .contains("kent-therapeutic-alliance-2025.yaml becomes records/changes/2025/kent-alliance.yaml"),
        "{}",
        dry.out
    );
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    environment
        .run(&["rename", "change/kent-th", "kent-alliance"])
        .ok();
    assert_eq!(commits(&environment), before + 1);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    let commit = last_commit(&environment);
    for part in [
        "Rename change: kent-therapeutic-alliance-2025 to kent-alliance\n",
        "Record: changes/kent-alliance\n",
        "D\trecords/changes/2025/kent-therapeutic-alliance-2025.yaml\n",
        "A\trecords/changes/2025/kent-alliance.yaml\n",
        "M\trecords/pages/about.md\n",
        "M\trecords/resolutions/2025/",
    ] {
        assert!(commit.contains(part), "{part}\n{commit}");
    }
    // Of other files only the id differs.
    let changed = environment.git(&[
        "diff",
        "--unified=0",
        "HEAD~1",
        "--",
        "records/resolutions",
        "records/pages",
        "records/duties",
    ]);
    let lines = |mark: char| -> Vec<String> {
        let own = changed
            .lines()
            .filter(|line| line.starts_with(mark) && !line.starts_with(&mark.to_string().repeat(3)));
        own.map(|line| line[1..].to_owned()).collect()
    };
    let followed: Vec<String> = lines('-')
        .iter()
        .map(|line| line.replace("kent-therapeutic-alliance-2025", "kent-alliance"))
        .collect();
    assert_eq!(followed, lines('+'));
    assert!(followed.len() >= 4, "{changed}");
    environment.run(&["check", "--strict"]).ok();
    assert!(
        environment
            .run(&["show", "kent-therapeutic-alliance-2025"])
            .ok()
            .err
            .contains("now called `kent-alliance`")
    );
    environment.run(&["build"]).ok();
    let old = environment.read("site/changes/kent-therapeutic-alliance-2025.html");
    assert!(old.contains("kent-alliance.html"), "{old}");
    // Back again: the id it had first is its own.
    environment
        .run(&["rename", "change/kent-alliance", "kent-therapeutic-alliance-2025"])
        .ok();
    environment.run(&["check", "--strict"]).ok();
    let now = environment.read("records/changes/2025/kent-therapeutic-alliance-2025.yaml");
    assert!(now.ends_with("aliases: [kent-alliance]\n"), "{now}");
}

#[test]
fn confirmed_minutes_follow_a_committee_to_its_new_id() {
    let environment = confirmed();
    environment
        .run(&["rename", "body/kent-hosc", "kent-health-scrutiny"])
        .ok();
    assert!(
        environment
            .read(ITEM_FILE)
            .starts_with("committee: kent-health-scrutiny\n")
    );
    environment.run(&["check"]).ok();
}

#[test]
fn an_id_that_is_or_was_another_records_is_refused() {
    let environment = Environment::with_demonstration();
    let rename = |new: &'static str| ["rename", "change/kent-th", new];
    refused(
        &environment,
        &rename("Kent Alliance"),
        2,
        &["cannot be an id", "give it the id `kent-alliance`"],
    );
    refused(&environment, &rename("nul"), 2, &["Windows"]);
    refused(
        &environment,
        &rename("kent-therapeutic-alliance-2025"),
        2,
        &["is called", "already"],
    );
    refused(
        &environment,
        &rename("all-age-mental-health-2025"),
        3,
        &["there is a change", "already"],
    );
    environment.run(&["rename", "change/all-age", "one-service"]).ok();
    refused(
        &environment,
        &rename("all-age-mental-health-2025"),
        3,
        &["that is now called `one-service`"],
    );
    environment.write(
        "records/changes/2026/gone.yaml",
        "withdrawn: {date: 2026-01-20, reason: Twice.}\n",
    );
    environment.write(
        "records/changes/2026/away.yaml",
        "title: Away\nsummary: Away.\nkind: other\n",
    );
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "Two more"]);
    refused(&environment, &rename("gone"), 3, &["that was withdrawn"]);
    refused(
        &environment,
        &["rename", "change/gone", "x"],
        4,
        &["it was withdrawn"],
    );
    std::fs::remove_file(environment.path().join("records/changes/2026/away.yaml")).unwrap();
    environment.git(&["commit", "--quiet", "--all", "--message", "Without it"]);
    refused(
        &environment,
        &rename("away"),
        3,
        &["that is gone from the register"],
    );
    // Another kind may have the id.
    environment.run(&["rename", "change/kent-th", "kmpt"]).ok();
    environment.run(&["check"]).ok();
}
