//! Both changed the same: nothing is guessed, and nothing half done.

use super::shared::Team;

/// Both give the committee another short name.
fn parted() -> Team {
    let team = Team::new();
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.edit("ann", "body/kent-hosc", "short_name=The Kent HOSC");
    team
}

/// The keys of what is open.
fn open(team: &Team) -> Vec<String> {
    let told = team.run("ann", &["sync", "--format", "json"]).ended(5).json();
    assert_eq!(told["ok"], false);
    assert_eq!(told["data"]["state"], "open");
    let list = told["data"]["conflicts"].as_array().unwrap();
    list.iter()
        .map(|one| one["key"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_both_changed_is_listed_with_the_flag_that_settles_it_and_every_byte_stays() {
    let team = parted();
    let (bytes, there) = (team.bytes("ann"), team.git("shared.git", &["rev-parse", "main"]));
    let ran = team.sync("ann").ended(5);
    let keys = open(&team);
    assert_eq!(keys.len(), 1, "{keys:?}");
    for words in [
        "Kent Scrutiny",
        "The Kent HOSC",
        "(Ann Hale, ",
        "(Bea Hale, ",
        "Nothing was changed",
        &format!("--settle \"{}=theirs\"", keys[0]),
    ] {
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    }
    assert_eq!(team.bytes("ann"), bytes);
    assert_eq!(team.git("shared.git", &["rev-parse", "main"]), there);
}

#[test]
fn flags_settle_it_in_each_of_three_ways() {
    for (answer, wanted) in [
        ("ours", "The Kent HOSC"),
        ("theirs", "Kent Scrutiny"),
        ("text:Kent Health Scrutiny", "Kent Health Scrutiny"),
    ] {
        let team = parted();
        let key = open(&team).remove(0);
        let settle = format!("{key}={answer}");
        let ran = team.run("ann", &["sync", "--settle", &settle]).ok();
        assert!(ran.err.contains("Settled: "), "{}", ran.err);
        team.sync("bea").ok();
        team.is_even();
        let text = team.read("bea", "records/bodies/kent-hosc.yaml");
        assert!(text.contains(&format!("short_name: {wanted}")), "{text}");
        let message = team.git("ann", &["log", "-1", "--format=%b"]);
        assert!(
            message.contains("Settled: ") && message.contains(wanted),
            "{message}"
        );
    }
}

#[test]
fn one_flag_takes_a_side_in_all_that_is_open() {
    for (side, wanted) in [("ours", "The Kent HOSC"), ("theirs", "Kent Scrutiny")] {
        let team = parted();
        team.run("ann", &["sync", "--take", side]).ok();
        team.sync("bea").ok();
        team.is_even();
        assert!(team.read("bea", "records/bodies/kent-hosc.yaml").contains(wanted));
    }
}

#[test]
fn a_flag_that_names_nothing_settles_nothing() {
    let team = parted();
    let bytes = team.bytes("ann");
    let ran = team
        .run("ann", &["sync", "--settle", "bodies/kent-hosk short_name=ours"])
        .ended(5);
    assert!(
        ran.err
            .contains("nothing to settle called \"bodies/kent-hosk short_name\""),
        "{}",
        ran.err
    );
    team.run("ann", &["sync", "--settle", "bodies/kent-hosc short_name"])
        .ended(2);
    team.run("ann", &["sync", "--take", "mine"]).ended(2);
    assert_eq!(team.bytes("ann"), bytes);
}

#[test]
fn two_sound_sides_that_do_not_fit_together_are_told_with_who_did_what() {
    let team = Team::new();
    team.run(
        "ann",
        &["add", "body", "--name", "Harrowdale Trust", "--role", "nhs-trust"],
    )
    .ok();
    team.sync("ann").ok();
    team.sync("bea").ok();
    // Bea takes the trust out, and Ann gives it a committee.
    team.git("bea", &["rm", "--quiet", "records/bodies/harrowdale-trust.yaml"]);
    team.git("bea", &["commit", "--quiet", "--message", "Take it out"]);
    team.sync("bea").ok();
    team.edit("ann", "body/kent-hosc", "part_of=harrowdale-trust");
    let bytes = team.bytes("ann");
    let ran = team.sync("ann").ended(5);
    for words in [
        "error[dangling-reference]",
        "records/bodies/kent-hosc.yaml",
        "bodies/kent-hosc was changed here by Ann Hale",
        "bodies/harrowdale-trust was removed there by Bea Hale",
    ] {
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    }
    assert_eq!(team.bytes("ann"), bytes);
    let told = team.run("ann", &["sync", "--format", "json"]).ended(5).json();
    assert_eq!(told["data"]["state"], "unsound");
    assert_eq!(told["problems"][0]["code"], "dangling-reference");
    // Ann gives way, and all is well.
    team.edit("ann", "body/kent-hosc", "part_of=kent-county-council");
    team.sync("ann").ok();
    team.sync("bea").ok();
    team.is_even();
}

#[test]
fn a_mistake_that_one_side_had_before_does_not_stop_the_other() {
    let team = Team::new();
    team.save("bea", "records/bodies/odd.yaml", "name: Odd\nrole: nhs-turst\n");
    team.sync("bea").ok();
    team.edit("ann", "body/kent-hosc", "short_name=Kent Scrutiny");
    let ran = team.sync("ann").ok();
    assert!(ran.err.contains("The register holds 1 mistake."), "{}", ran.err);
    assert!(ran.err.contains("Next: scrutiny check shows them"), "{}", ran.err);
    team.run("ann", &["check"]).ended(1);
}
