//! Files that come, go, move and get other names.

use super::*;

#[test]
fn a_removal_or_a_withdrawal_against_a_change_is_asked() {
    let edited = TEXT.replace("A ward moves", "Two wards move");
    assert_eq!(change(TEXT, "", TEXT), Ok(String::new()));
    assert_eq!(change(TEXT, "", &edited), asked(&["changes/ward-move"]));
    let tombstone = "withdrawn:\n  date: 2026-05-01\n  reason: It named a patient.\n";
    assert_eq!(change(TEXT, tombstone, TEXT), Ok(tombstone.to_owned()));
    assert_eq!(change(TEXT, tombstone, &edited), asked(&["changes/ward-move"]));
    let settle = |answer| one(CHANGE, TEXT, tombstone, &edited, &[("changes/ward-move", answer)]);
    assert_eq!(settle(Answer::Ours), Ok(tombstone.to_owned()));
    assert_eq!(settle(Answer::Theirs), asked(&["changes/ward-move"]));
    let outcome = run(
        &sides(&[(CHANGE, TEXT)], &[(CHANGE, tombstone)], &[(CHANGE, &edited)]),
        &[],
    );
    let told = &outcome.conflicts[0];
    assert_eq!(told.what, "the change “Two wards move”");
    assert_eq!(
        told.theirs.as_deref(),
        Some("title: was “A ward moves”, is now “Two wards move”")
    );
    assert!(
        told.why.as_deref().is_some_and(|why| why.contains("withdrawn")),
        "{told:?}"
    );
}

#[test]
fn an_edit_follows_a_renamed_record_and_so_do_references() {
    let new = "records/changes/2026/ward-closes.yaml";
    let renamed = format!("{TEXT}aliases: [ward-move]\n");
    let edited = TEXT.replace("A ward moves", "Two wards move");
    let duty = "records/duties/duty.yaml";
    let owed = "title: T\nchange: ward-move\nbasis:\n  undertaking: U\nowed_by: icb\n";
    let more = "title: More\nchange: ward-move\nbasis:\n  undertaking: U\nowed_by: icb\ndetails: |\n  See [it](changes/ward-move).\n";
    let led = |text: &str| text.replace("ward-move", "ward-closes");
    let base = [(CHANGE, TEXT), (duty, owed)];
    let owed_now = led(owed);
    let ours = [(new, renamed.as_str()), (duty, owed_now.as_str())];
    let owed_theirs = owed.replace("title: T", "title: U");
    let theirs = [
        (CHANGE, edited.as_str()),
        (duty, &owed_theirs),
        ("records/duties/more.yaml", more),
    ];
    let outcome = run(&sides(&base, &ours, &theirs), &[]);
    assert_eq!(outcome.conflicts, []);
    let text = |path: &str| {
        outcome.files[path]
            .as_deref()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    assert_eq!(text(new), Some(renamed.replace("A ward moves", "Two wards move")));
    assert_eq!(text(duty), Some(led(&owed_theirs)));
    assert_eq!(text("records/duties/more.yaml"), Some(led(more)));
    let outcome = run(&sides(&base, &theirs, &ours), &[]);
    assert_eq!(outcome.files[CHANGE], None);
    assert!(
        outcome.files.contains_key(new) && outcome.conflicts.is_empty(),
        "{outcome:?}"
    );
    let other = "records/changes/2026/ward-shuts.yaml";
    let theirs = [(other, renamed.as_str()), (duty, owed)];
    let outcome = run(&sides(&base, &ours, &theirs), &[]);
    assert_eq!(outcome.conflicts[0].key, "changes/ward-move id");
    let outcome = run(
        &sides(&base, &ours, &theirs),
        &[("changes/ward-move id", Answer::Theirs)],
    );
    assert_eq!(outcome.conflicts, []);
    assert!(
        outcome.files[new].is_none() && outcome.files.contains_key(other),
        "{outcome:?}"
    );
}

#[test]
fn a_move_to_another_folder_is_kept() {
    let moved = "records/changes/2027/ward-move.yaml";
    let edited = TEXT.replace("A ward moves", "Two wards move");
    let outcome = run(
        &sides(&[(CHANGE, TEXT)], &[(CHANGE, &edited)], &[(moved, TEXT)]),
        &[],
    );
    assert_eq!(outcome.conflicts, []);
    assert_eq!(outcome.files[CHANGE], None);
    assert_eq!(outcome.files[moved], Some(edited.clone().into_bytes()));
    let other = "records/changes/ward-move.yaml";
    let outcome = run(&sides(&[(CHANGE, TEXT)], &[(other, TEXT)], &[(moved, TEXT)]), &[]);
    assert_eq!(outcome.conflicts[0].key, "changes/ward-move folder");
}

#[test]
fn other_files_merge_by_lines_or_are_asked_about_as_a_whole() {
    let page = "records/pages/about.md";
    let base = "# About\n\nOne.\n\nTwo.\n";
    let (ours, theirs) = (base.replace("One", "1"), base.replace("Two", "2"));
    assert_eq!(
        one(page, base, &ours, &theirs, &[]),
        Ok("# About\n\n1.\n\n2.\n".to_owned())
    );
    assert_eq!(
        one(page, base, &ours, &base.replace("One", "I"), &[]),
        asked(&["records/pages/about.md"])
    );
    let broken = TEXT.replace("title: A", "title: [A");
    assert_eq!(
        change(TEXT, &broken, &TEXT.replace("title: A", "title: B")),
        asked(&["changes/ward-move"])
    );
    let outcome = run(&sides(&[], &[("a.png", "\0a")], &[("a.png", "\0b")]), &[]);
    assert_eq!(outcome.conflicts[0].ours.as_deref(), Some("2 bytes"));
}

#[test]
fn a_file_that_one_side_emptied_is_asked_about_as_a_whole() {
    let edited = TEXT.replace("A ward moves", "Two wards move");
    assert_eq!(
        change(TEXT, "# Nothing.\n", &edited),
        asked(&["changes/ward-move"])
    );
    let settle = |answer| {
        one(
            CHANGE,
            TEXT,
            "# Nothing.\n",
            &edited,
            &[("changes/ward-move", answer)],
        )
    };
    assert!(settle(Answer::Theirs).is_ok_and(|text| text.contains("Two wards move")));
    assert!(settle(Answer::Ours).is_ok());
}
