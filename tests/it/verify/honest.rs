//! Histories in which everything was done as it should be.

use super::{CHANGE, Kept, MINUTES};
use crate::environment::{Environment, files};

#[test]
fn each_step_in_the_life_of_a_record_is_left_in_peace() {
    let kept = Kept::new();
    let root = kept.environment.path().to_path_buf();
    let noted = "records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml";
    // Drafts come, change and go.
    kept.environment.write(
        "records/bodies/east.yaml",
        "name: Est\nrole: nhs-trust\nstatus: draft\n",
    );
    kept.commit("A draft");
    kept.edit("records/bodies/east.yaml", "Est", "East");
    kept.commit("A better draft");
    std::fs::remove_file(root.join("records/bodies/east.yaml")).unwrap();
    std::fs::remove_file(root.join("records/bodies/draft-council.yaml")).unwrap();
    kept.commit("Remove two drafts");
    // Words of minutes that are not confirmed may change; then they are confirmed.
    kept.edit(noted, "noted the report", "noted the report with thanks");
    kept.commit("As the draft minutes say now");
    kept.edit(
        noted,
        "changes:",
        "minutes: {status: confirmed, confirmed_on: 2026-01-15}\nchanges:",
    );
    kept.commit("Confirm");
    // A correction with its old words, and our own reading of confirmed words.
    kept.edit(noted, "with thanks", "with many thanks");
    let text = kept.environment.read(noted);
    let correction = "corrections:\n  - date: 2026-02-03\n    clause: a\n    what: A word was left out.\n    was: The Committee noted the report with thanks.\n    why: As the chair signed it.\n";
    kept.environment.write(noted, &(text + correction));
    kept.commit("Correct");
    kept.edit(
        MINUTES,
        "reads_as: [invited, requested-information]",
        "reads_as: invited",
    );
    kept.commit("Read it otherwise");
    kept.edit(
        MINUTES,
        "action: {owner: kmpt, due: unknown}",
        "action: {owner: kmpt, due: unknown, done: {date: 2026-01-10}}",
    );
    kept.commit("Done");
    // Filed elsewhere, renamed with what names it, renamed again, and back.
    std::fs::create_dir_all(root.join("records/changes/2026")).unwrap();
    let moved = root.join("records/changes/2026/medway-therapeutic-alliance-2025.yaml");
    std::fs::rename(root.join(CHANGE), &moved).unwrap();
    kept.commit("File it elsewhere");
    let rename = |from: &str, to: &str, aliases: &str| {
        let place = |id: &str| root.join(format!("records/changes/2026/{id}.yaml"));
        let text = std::fs::read_to_string(place(from)).unwrap();
        let text: String = text
            .lines()
            .filter(|line| !line.starts_with("aliases"))
            .map(|line| format!("{line}\n"))
            .collect();
        std::fs::remove_file(place(from)).unwrap();
        std::fs::write(place(to), format!("{text}aliases: [{aliases}]\n")).unwrap();
        kept.edit(noted, &format!("changes: [{from}]"), &format!("changes: [{to}]"));
        kept.commit("Rename");
    };
    rename(
        "medway-therapeutic-alliance-2025",
        "medway-alliance",
        "medway-therapeutic-alliance-2025",
    );
    rename(
        "medway-alliance",
        "medway-talking",
        "medway-therapeutic-alliance-2025, medway-alliance",
    );
    rename(
        "medway-talking",
        "medway-alliance",
        "medway-therapeutic-alliance-2025, medway-talking",
    );
    // A confirmed record follows a renamed one.
    let hosc = root.join("records/bodies/medway-cyp-overview-and-scrutiny.yaml");
    let text = std::fs::read_to_string(&hosc).unwrap();
    std::fs::remove_file(&hosc).unwrap();
    kept.environment.write(
        "records/bodies/medway-cyp.yaml",
        &format!("{text}aliases: [medway-cyp-overview-and-scrutiny]\n"),
    );
    kept.edit(
        noted,
        "committee: medway-cyp-overview-and-scrutiny",
        "committee: medway-cyp",
    );
    kept.commit("Rename a committee");
    // Withdrawn, former ids and all.
    kept.environment.write(
        "records/changes/2026/medway-alliance.yaml",
        "withdrawn:\n  date: 2026-03-01\n  reason: It never was a change.\n",
    );
    kept.edit(noted, "changes: [medway-alliance]\n", "");
    kept.commit("Withdraw");
    // Two at work at a time.
    let base = kept.head();
    kept.environment
        .write("records/bodies/west.yaml", "name: West\nrole: nhs-trust\n");
    kept.commit("On main");
    kept.environment
        .git(&["switch", "--quiet", "--create", "side", &base]);
    kept.edit(
        "records/bodies/kmpt.yaml",
        "role: nhs-trust\n",
        "role: nhs-trust\nshort_name: KMPT\n",
    );
    kept.commit("On the side");
    kept.environment.git(&["switch", "--quiet", "main"]);
    kept.environment.git(&["merge", "--quiet", "--no-edit", "side"]);
    let verified = kept.verify(&[]);
    assert_eq!(
        verified.holds().put_right(),
        Vec::<&str>::new(),
        "{:#}",
        verified.data
    );
    assert!(verified.list("unchecked").is_empty(), "{:#}", verified.data);
}

#[test]
fn the_demonstration_holds_also_from_a_bare_copy_and_one_without_files() {
    let environment = Environment::with_demonstration();
    environment.run(&["verify"]).ok();
    // Elsewhere: below a register's folder, that register would be found.
    let copies = Environment::new();
    let address = environment.path().display().to_string();
    copies.git(&["clone", "--quiet", "--bare", &address, "bare.git"]);
    copies.git(&["clone", "--quiet", "--no-checkout", &address, "empty"]);
    for copy in ["bare.git", "empty"] {
        let ran = copies.run_in(copy, &["verify"]).ok();
        assert!(ran.out.contains("All that was checked holds."), "{}", ran.out);
    }
    let ran = environment.run(&["verify", "--format", "csv"]).ended(2);
    assert!(ran.err.contains("choose one of: text, json, md"), "{}", ran.err);
}

#[test]
fn a_shallow_copy_says_what_it_cannot_check_and_one_without_texts_too() {
    let kept = Kept::new();
    kept.edit(CHANGE, "The same in Medway.", "Nearly the same in Medway.");
    kept.commit("Two");
    let address = format!("file://{}", kept.environment.path().display());
    kept.environment
        .git(&["clone", "--quiet", "--depth", "1", &address, "shallow"]);
    let ran = kept.environment.run_in("shallow", &["verify"]).ok();
    assert!(ran.out.contains("What could not be checked"), "{}", ran.out);
    assert!(ran.out.contains("git fetch --unshallow"), "{}", ran.out);
    kept.environment
        .git(&["config", "uploadpack.allowFilter", "true"]);
    let copies = Environment::new();
    let args = [
        "clone",
        "--quiet",
        "--bare",
        "--filter=blob:none",
        &address,
        "partial.git",
    ];
    copies.git(&args);
    let ran = copies.run_in("partial.git", &["verify"]);
    assert!(
        ran.out.contains("git clone without --filter"),
        "{}\n{}",
        ran.out,
        ran.err
    );
}

#[test]
fn nothing_is_changed_by_looking() {
    let kept = Kept::new();
    kept.run(&["build", "--quiet"]).ok();
    std::fs::remove_dir_all(kept.environment.path().join(".git/scrutiny")).unwrap();
    let look = || {
        let mut all = files(kept.environment.path());
        all.sort();
        all
    };
    let before = look();
    kept.verify(&["site"]).holds();
    assert!(look() == before, "something was changed");
}

#[test]
fn what_the_commands_do_in_the_life_of_a_record_holds() {
    let kept = Kept::new();
    kept.edit(
        "records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml",
        "changes:",
        "minutes: {status: draft}\nchanges:",
    );
    kept.commit("Draft minutes");
    let minutes = "resolution/medway-cyp-therapeutic-alliance-award";
    let agreed = "resolution/kent-hosc-2025-10-09-all-age-mental-health";
    let change = "change/medway-therapeutic-alliance-2025";
    for args in [
        ["confirm", minutes, "--on", "2026-01-15"].as_slice(),
        &[
            "correct",
            minutes,
            "--clause",
            "a",
            "--words",
            "The Committee noted the report with thanks.",
            "--reason",
            "As the chair signed it.",
        ],
        &["done", agreed, "--clause", "b", "--on", "2026-01-10"],
        &["rename", change, "medway-alliance"],
        &["rename", "body/medway-cyp-overview-and-scrutiny", "medway-cyp"],
        &["add", "body", "--name", "East Trust", "--role", "nhs-trust"],
        &["rename", "body/east-trust", "east-nhs-trust"],
        &[
            "withdraw",
            "body/east-nhs-trust",
            "--reason",
            "It was recorded twice.",
            "--yes",
        ],
    ] {
        let args: Vec<&str> = args.iter().copied().chain(["--no-input"]).collect();
        kept.run(&args).ok();
        let verified = kept.verify(&[]);
        assert_eq!(verified.holds().put_right(), Vec::<&str>::new(), "{args:?}");
    }
    let verified = kept.verify(&[]);
    let checks = verified.list("checked");
    let looked_at = checks
        .iter()
        .map(|check| check["looked_at"].to_string())
        .collect::<String>();
    assert!(
        looked_at.contains("3 files gone (3 renamed), 1 withdrawn"),
        "{looked_at}"
    );
}
