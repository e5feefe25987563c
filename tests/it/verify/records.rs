//! What was done to records against the rules.

use super::{CHANGE, CHANGE_ID, Kept, MINUTES, MINUTES_ID};

#[test]
fn confirmed_words_that_were_changed_are_found_with_what_they_were() {
    let kept = Kept::new();
    kept.edit(
        MINUTES,
        "is not a substantial variation",
        "is a substantial variation",
    );
    let commit = kept.commit("Tidy up");
    let verified = kept.verify(&[]);
    let finding = verified.only("clause-changed-uncorrected", MINUTES_ID, &commit);
    assert_eq!(finding["clause"], "a");
    assert!(
        finding["before"]
            .as_str()
            .unwrap()
            .contains("is not a substantial"),
        "{finding:#}"
    );
    assert!(
        finding["after"]
            .as_str()
            .unwrap()
            .contains("change is a substantial"),
        "{finding:#}"
    );
    assert_eq!(finding["commit"]["by"], "A Clerk");
    let text = kept.run(&["verify"]).ended(1).out;
    for part in [
        "What does not hold (1)",
        "error[clause-changed-uncorrected]",
        "is not a substantial variation",
        &commit[..12],
        "Tidy up",
        "help: put the words back",
        "1 finding against it.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let markdown = kept.run(&["verify", "--format", "md"]).ended(1).out;
    assert!(
        markdown.starts_with("# Audit of a register\n\n## What was checked\n"),
        "{markdown}"
    );
    // Words that go back to what they were are no second finding, and settle the first.
    kept.edit(
        MINUTES,
        "is a substantial variation",
        "is not a substantial variation",
    );
    kept.commit("Put the words back");
    let verified = kept.verify(&[]);
    assert_eq!(verified.holds().put_right(), ["clause-changed-uncorrected"]);
}

#[test]
fn a_correction_that_comes_later_puts_changed_words_right_and_a_wrong_one_does_not() {
    let kept = Kept::new();
    kept.edit(
        MINUTES,
        "is not a substantial variation",
        "is a substantial variation",
    );
    let commit = kept.commit("Tidy up");
    let said = |was: &str| {
        format!(
            "corrections:\n  - date: 2026-02-03\n    clause: a\n    what: A word was left out.\n    was: {was}\n    why: As the chair signed it.\n"
        )
    };
    let text = kept.environment.read(MINUTES);
    kept.environment
        .write(MINUTES, &(text.clone() + &said("Something else.")));
    kept.commit("Correct it wrongly");
    kept.verify(&[])
        .only("clause-changed-uncorrected", MINUTES_ID, &commit);
    let was = "The Committee deems that the change is not a substantial variation of service;";
    kept.environment.write(MINUTES, &(text + &said(was)));
    kept.commit("Correct it");
    let verified = kept.verify(&[]);
    assert_eq!(verified.codes(), ["correction-changed"], "{:#}", verified.data);
    assert_eq!(verified.put_right(), ["clause-changed-uncorrected"]);
}

#[test]
fn a_clause_taken_away_is_found() {
    let kept = Kept::new();
    let text = kept.environment.read(MINUTES);
    let start = text.find("  - label: b").unwrap();
    kept.environment.write(MINUTES, &text[..start]);
    let commit = kept.commit("Shorten");
    let verified = kept.verify(&[]);
    let finding = verified.only("clause-changed-uncorrected", MINUTES_ID, &commit);
    assert_eq!(
        (&finding["clause"], &finding["after"]),
        (&"b".into(), &serde_json::Value::Null)
    );
    assert_eq!(finding["before"], "The Trust be invited to a later meeting.");
}

#[test]
fn labels_that_changed_places_are_found() {
    let kept = Kept::new();
    kept.edit(MINUTES, "label: a", "label: x");
    kept.edit(MINUTES, "label: b", "label: a");
    kept.edit(MINUTES, "label: x", "label: b");
    let commit = kept.commit("Number the clauses anew");
    let verified = kept.verify(&[]);
    let found = verified.list("findings");
    assert!(found.len() >= 2, "{:#}", verified.data);
    for finding in found {
        assert_eq!(finding["code"], "clause-changed-uncorrected");
        assert_eq!(
            (&finding["record"], &finding["commit"]["id"]),
            (&MINUTES_ID.into(), &commit.clone().into())
        );
    }
    let clauses: Vec<_> = verified
        .list("findings")
        .iter()
        .map(|finding| finding["clause"].clone())
        .collect();
    assert!(
        clauses.contains(&"a".into()) && clauses.contains(&"b".into()),
        "{clauses:?}"
    );
}

#[test]
fn minutes_that_fall_back_to_draft_to_be_changed_are_found() {
    let kept = Kept::new();
    kept.edit(MINUTES, "status: confirmed", "status: draft");
    let first = kept.commit("Not confirmed after all");
    kept.edit(MINUTES, "is not a substantial", "is a substantial");
    let second = kept.commit("Change a draft");
    let verified = kept.verify(&[]);
    assert_eq!(
        verified.codes(),
        ["confirmed-changed-uncorrected", "clause-changed-uncorrected"],
        "{:#}",
        verified.data
    );
    let (finding, words) = (verified.list("findings")[0], verified.list("findings")[1]);
    assert_eq!(
        (&finding["commit"]["id"], &words["commit"]["id"]),
        (&first.into(), &second.into())
    );
    assert_eq!(words["clause"], "a");
    assert_eq!(
        (&finding["before"], &finding["after"]),
        (&"confirmed".into(), &"draft".into())
    );
    // Confirmed again with other words: the words are held against those that were confirmed first.
    kept.edit(MINUTES, "status: draft", "status: confirmed");
    kept.commit("Confirmed");
    let verified = kept.verify(&[]);
    assert_eq!(verified.ran.code, 1, "{:#}", verified.data);
    assert!(
        verified.codes().contains(&"clause-changed-uncorrected"),
        "{:#}",
        verified.data
    );
}

#[test]
fn the_old_words_of_a_correction_stay() {
    let kept = Kept::new();
    let was = "The Committee deems that the change is no substantial variation of service;";
    let text = kept.environment.read(MINUTES).replacen(
        "is not a substantial",
        "is, it is clear, not a substantial",
        1,
    );
    let correction = "corrections:\n  - date: 2026-02-03\n    clause: a\n    what: Words were left out.\n    was: The Committee deems that the change is not a substantial variation of service;\n    why: As signed.\n";
    kept.environment.write(MINUTES, &(text + correction));
    kept.commit("Correct clause a");
    kept.verify(&[]).holds();
    kept.edit(
        MINUTES,
        "was: The Committee deems that the change is not a substantial variation of service;",
        &format!("was: {was}"),
    );
    let commit = kept.commit("Polish");
    kept.verify(&[]).only("correction-changed", MINUTES_ID, &commit);
}

#[test]
fn a_view_that_was_changed_in_place_is_found() {
    let kept = Kept::new();
    let path = "records/determinations/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
    kept.edit(path, "view: not-substantial", "view: substantial-variation");
    let commit = kept.commit("Change the view");
    let id = "determinations/kent-hosc-2025-10-09-all-age-mental-health";
    kept.verify(&[])
        .only("determination-changed-uncorrected", id, &commit);
}

#[test]
fn a_file_deleted_is_found_until_something_stands_in_its_place() {
    let kept = Kept::new();
    std::fs::remove_file(kept.environment.path().join(CHANGE)).unwrap();
    let resolution = "records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml";
    kept.edit(resolution, "changes: [medway-therapeutic-alliance-2025]\n", "");
    let commit = kept.commit("Remove");
    kept.verify(&[]).only("record-gone", CHANGE_ID, &commit);
    kept.environment.write(
        CHANGE,
        "withdrawn:\n  date: 2026-02-03\n  reason: It was recorded twice.\n",
    );
    kept.commit("Leave a tombstone");
    let verified = kept.verify(&[]);
    assert_eq!(verified.holds().put_right(), ["record-gone"]);
}

#[test]
fn a_published_record_cannot_be_hidden_as_a_draft_and_then_removed() {
    let kept = Kept::new();
    kept.edit(
        CHANGE,
        "kind: contract-award",
        "status: draft\nkind: contract-award",
    );
    let hidden = kept.commit("Back to draft");
    let verified = kept.verify(&[]);
    verified.only("back-to-draft", CHANGE_ID, &hidden);
    std::fs::remove_file(kept.environment.path().join(CHANGE)).unwrap();
    kept.commit("Remove a draft");
    assert_eq!(kept.verify(&[]).codes(), ["back-to-draft", "record-gone"]);
}

#[test]
fn a_tombstone_that_is_filled_or_removed_is_found() {
    let kept = Kept::new();
    let path = "records/bodies/withdrawn-council.yaml";
    let tombstone = kept.environment.read(path);
    kept.environment
        .write(path, "name: Withdrawn Council\nrole: local-authority\n");
    let filled = kept.commit("Bring it back");
    kept.verify(&[])
        .only("tombstone-filled", "bodies/withdrawn-council", &filled);
    kept.environment.write(path, &tombstone);
    kept.commit("Leave it withdrawn");
    assert_eq!(kept.verify(&[]).holds().put_right(), ["tombstone-filled"]);
    std::fs::remove_file(kept.environment.path().join(path)).unwrap();
    let gone = kept.commit("Clear away");
    let verified = kept.verify(&[]);
    assert_eq!(
        verified.codes(),
        ["tombstone-filled", "tombstone-gone"],
        "{:#}",
        verified.data
    );
    assert_eq!(verified.list("findings")[1]["commit"]["id"], gone);
}

#[test]
fn a_former_id_is_not_dropped_nor_given_to_another() {
    let kept = Kept::new();
    let path = kept.environment.path().join("records/bodies");
    std::fs::rename(path.join("medway-council.yaml"), path.join("medway.yaml")).unwrap();
    let new = "records/bodies/medway.yaml";
    kept.edit(
        new,
        "role: local-authority\n",
        "role: local-authority\naliases: [medway-council]\n",
    );
    kept.commit("Rename");
    kept.verify(&[]).holds();
    kept.edit(new, "aliases: [medway-council]\n", "");
    let dropped = kept.commit("Tidy");
    kept.verify(&[]).only("alias-dropped", "bodies/medway", &dropped);
    kept.environment.write(
        "records/bodies/medway-council.yaml",
        "name: Another\nrole: local-authority\n",
    );
    let reused = kept.commit("Record another");
    let verified = kept.verify(&[]);
    assert!(verified.codes().contains(&"alias-reused"), "{:#}", verified.data);
    let found = verified.list("findings");
    let found = found
        .iter()
        .find(|finding| finding["code"] == "alias-reused")
        .unwrap();
    assert_eq!(
        (&found["record"], &found["commit"]["id"]),
        (&"bodies/medway-council".into(), &reused.into())
    );
}

#[test]
fn words_changed_under_a_new_name_or_behind_an_unreadable_version_are_found() {
    let kept = Kept::new();
    let id = "kent-hosc-2025-10-09-mental-health";
    let new = format!("records/resolutions/2025/{id}.yaml");
    let text = kept.environment.read(MINUTES).replacen("is not a", "is a", 1);
    std::fs::remove_file(kept.environment.path().join(MINUTES)).unwrap();
    let alias = MINUTES_ID.strip_prefix("resolutions/").unwrap();
    kept.environment
        .write(&new, &format!("{text}aliases: [{alias}]\n"));
    let renamed = kept.commit("Rename, and more");
    let verified = kept.verify(&[]);
    let finding = verified.only("clause-changed-uncorrected", MINUTES_ID, &renamed);
    assert_eq!(finding["clause"], "a");

    let kept = Kept::new();
    let text = kept.environment.read(MINUTES);
    kept.environment.write(MINUTES, "committee: [\n");
    kept.commit("Break it");
    kept.environment
        .write(MINUTES, &text.replacen("is not a", "is a", 1));
    let mended = kept.commit("Mend it");
    let verified = kept.verify(&[]);
    verified.only("clause-changed-uncorrected", MINUTES_ID, &mended);
}

#[test]
fn a_merge_that_changes_confirmed_words_is_found_and_one_that_repeats_a_finding_is_not() {
    let kept = Kept::new();
    let base = kept.head();
    kept.environment
        .write("records/bodies/east.yaml", "name: East\nrole: nhs-trust\n");
    kept.commit("On main");
    kept.environment
        .git(&["switch", "--quiet", "--create", "side", &base]);
    kept.edit(MINUTES, "is not a", "is a");
    let changed = kept.commit("On the side");
    kept.environment.git(&["switch", "--quiet", "main"]);
    kept.environment.git(&["merge", "--quiet", "--no-edit", "side"]);
    kept.verify(&[])
        .only("clause-changed-uncorrected", MINUTES_ID, &changed);

    let kept = Kept::new();
    let base = kept.head();
    kept.environment
        .write("records/bodies/east.yaml", "name: East\nrole: nhs-trust\n");
    kept.commit("On main");
    kept.environment
        .git(&["switch", "--quiet", "--create", "side", &base]);
    kept.environment
        .write("records/bodies/west.yaml", "name: West\nrole: nhs-trust\n");
    kept.commit("On the side");
    kept.environment.git(&["switch", "--quiet", "main"]);
    kept.environment.git(&["merge", "--quiet", "--no-commit", "side"]);
    kept.edit(MINUTES, "is not a", "is a");
    let merge = kept.commit("A merge, and more");
    kept.verify(&[])
        .only("clause-changed-uncorrected", MINUTES_ID, &merge);
}

#[test]
fn only_what_came_since_is_judged_where_that_is_asked() {
    let kept = Kept::new();
    kept.edit(MINUTES, "is not a", "is a");
    let changed = kept.commit("Tidy up");
    kept.environment
        .write("records/bodies/east.yaml", "name: East\nrole: nhs-trust\n");
    kept.commit("Add");
    kept.verify(&["--since", &changed]).holds();
    kept.verify(&["--since", &format!("{changed}~1")]).only(
        "clause-changed-uncorrected",
        MINUTES_ID,
        &changed,
    );
    kept.verify(&["--since", "2020-01-01"])
        .only("clause-changed-uncorrected", MINUTES_ID, &changed);
    kept.verify(&["--since", "2199-01-01"]).holds();
    kept.run(&["verify", "--since", "no-such-commit"]).ended(4);
}
