//! The same minutes again, and confirmed minutes after a draft.

use super::{MINUTES, commits, confirmed, import, northmere, untouched};

const RESOLUTION: &str =
    "records/resolutions/2026/northmere-hsc-2026-03-12-community-mental-health-services-in-northmere.yaml";

#[test]
fn the_same_bytes_are_recorded_once() {
    let environment = northmere();
    import(&environment, "minutes.txt", &[]).ok();
    let before = commits(&environment);
    let ran = import(&environment, "minutes.txt", &[]).ok();
    assert!(
        ran.err.contains("These minutes are recorded already"),
        "{}",
        ran.err
    );
    let ran = import(&environment, "minutes.txt", &["--dry-run"]).ok();
    assert!(
        ran.out.contains("a: determination"),
        "what was read is shown all the same\n{}",
        ran.out
    );
    untouched(&environment, before);
}

#[test]
fn minutes_confirmed_as_they_were_change_the_status_alone() {
    let environment = northmere();
    import(&environment, "minutes.txt", &["--minutes", "draft"]).ok();
    let was = environment.read(RESOLUTION);
    environment.write("again.txt", &MINUTES.replace("clinics open", "clinics open."));
    let flags = ["--minutes", "confirmed", "--confirmed-on", "14/05/2026"];
    import(&environment, "again.txt", &flags).ok();
    let now = environment.read(RESOLUTION);
    assert!(now.contains("  status: confirmed\n"), "{now}");
    assert!(now.contains("  confirmed_on: 2026-05-14\n"), "{now}");
    assert!(!now.contains("corrections"), "{now}");
    let clauses = |text: &str| text[text.find("changes:").unwrap()..].to_owned();
    assert_eq!(clauses(&now), clauses(&was));
    let subject = environment.git(&["log", "-1", "--format=%s"]);
    assert_eq!(
        subject,
        "Minutes confirmed: Community mental health services in Northmere\n"
    );
    let before = commits(&environment);
    let ran = import(&environment, "minutes.txt", &["--minutes", "draft"]).ended(3);
    assert!(ran.err.contains("rests on confirmed minutes"), "{}", ran.err);
    untouched(&environment, before);
}

#[test]
fn words_that_differ_are_shown_and_the_old_ones_are_kept() {
    let environment = northmere();
    import(&environment, "minutes.txt", &["--minutes", "draft"]).ok();
    let before = commits(&environment);
    environment.write("confirmed.txt", &confirmed());
    let flags = ["--minutes", "confirmed"];
    let ran = import(&environment, "confirmed.txt", &flags).ended(3);
    assert!(ran.err.contains("[-he-] {+The+} Committee deems"), "{}", ran.err);
    assert!(ran.err.contains("--update"), "{}", ran.err);
    untouched(&environment, before);
    import(
        &environment,
        "confirmed.txt",
        &["--minutes", "confirmed", "--update"],
    )
    .ok();
    assert_eq!(commits(&environment), before + 1);
    let now = environment.read(RESOLUTION);
    for part in [
        "  - label: a\n    words: >-\n      The Committee deems",
        "corrections:\n  - date: ",
        "    clause: a\n    what: the words were replaced by those now published\n    was: >-\n      he Committee deems",
        "    why: the confirmed minutes read otherwise\n",
    ] {
        assert!(now.contains(part), "{part}\n{now}");
    }
    environment.run(&["check"]).ok();
    environment.run(&["build"]).ok();
    let page = environment
        .read("site/resolutions/northmere-hsc-2026-03-12-community-mental-health-services-in-northmere.html");
    assert!(page.contains("Corrected on "), "{page}");
    assert!(page.contains("<p>It read:</p>"), "{page}");
}

#[test]
fn a_view_that_reads_otherwise_is_for_a_person_to_settle() {
    let environment = northmere();
    import(&environment, "minutes.txt", &[]).ok();
    let before = commits(&environment);
    environment.write(
        "turned.txt",
        &MINUTES.replace("is not a substantial", "is a substantial"),
    );
    let ran = import(&environment, "turned.txt", &["--update"]).ended(3);
    assert!(
        ran.err
            .contains("clause a now reads otherwise (substantial variation)"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("--view \"a = VIEW\""), "{}", ran.err);
    untouched(&environment, before);
    import(
        &environment,
        "turned.txt",
        &["--update", "--view", "a = substantial-variation"],
    )
    .ok();
    let view =
        environment.read("records/determinations/2026/northmere-hsc-2026-03-12-community-model-2026.yaml");
    assert!(view.contains("view: substantial-variation\n"), "{view}");
    for part in [
        "    field: view\n",
        "    was: not-substantial\n",
        "published again read otherwise\n",
    ] {
        assert!(view.contains(part), "{part}\n{view}");
    }
    assert_eq!(commits(&environment), before + 1);
}

#[test]
fn a_clause_that_is_gone_is_not_taken_out_here() {
    let environment = northmere();
    import(&environment, "minutes.txt", &[]).ok();
    let before = commits(&environment);
    let shorter = MINUTES
        .lines()
        .filter(|line| !line.starts_with("b. "))
        .collect::<Vec<_>>()
        .join("\n");
    environment.write("shorter.txt", &shorter);
    let ran = import(&environment, "shorter.txt", &["--update"]).ended(3);
    assert!(ran.err.contains("no clause is taken out here"), "{}", ran.err);
    untouched(&environment, before);
}
