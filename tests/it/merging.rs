//! `scrutiny merge-file` as a merge driver of Git, with `git merge` itself.

mod edits;
mod properties;

use crate::environment::{Environment, Ran};

const CHANGE: &str = "records/changes/ward-move.yaml";
const TEXT: &str =
    "title: A ward moves\nkind: move\nservices: [one]\nauthorities:\n  - authority: northmere\n";

/// A register in which two branches changed a record.
fn forked(ours: &str, theirs: &str) -> Environment {
    let environment = Environment::with_register();
    let driver = format!(
        "'{}' merge-file %O %A %B --path %P",
        env!("CARGO_BIN_EXE_scrutiny")
    );
    environment.git(&["config", "merge.scrutiny.driver", &driver]);
    let save = |text: &str, message: &str| {
        environment.write(CHANGE, text);
        environment.git(&["add", "--all"]);
        environment.git(&["commit", "--quiet", "--message", message]);
    };
    save(TEXT, "The change");
    environment.git(&["switch", "--quiet", "--create", "other"]);
    save(theirs, "Theirs");
    environment.git(&["switch", "--quiet", "-"]);
    save(ours, "Ours");
    environment
}

fn merge(environment: &Environment) -> Ran {
    let mut command = environment.command("git");
    command
        .current_dir(environment.path())
        .args(["merge", "--quiet", "--no-edit", "other"]);
    Ran::of(&command.output().expect("git starts"))
}

#[test]
fn git_merges_neighbouring_fields_and_lists_as_the_register_does() {
    let ours = TEXT.replace("A ward moves", "Two wards move # so called");
    let theirs = TEXT
        .replace("kind: move", "kind: closure")
        .replace("[one]", "[one, two]");
    let environment = forked(&ours, &theirs);
    merge(&environment).ok();
    assert_eq!(
        environment.read(CHANGE),
        "title: Two wards move # so called\nkind: closure\nservices: [one, two]\nauthorities:\n  - authority: northmere\n"
    );
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_both_changed_stands_between_marks_and_all_else_is_merged() {
    let ours = TEXT.replace("A ward moves", "Two wards move");
    let theirs = TEXT
        .replace("A ward moves", "A ward closes")
        .replace("[one]", "[one, two]");
    let environment = forked(&ours, &theirs);
    let ran = merge(&environment);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains(
            "title of the change “Two wards move”: both sides changed it. Ours: “Two wards move”. Theirs: “A ward closes”."
        ),
        "{}",
        ran.err
    );
    let text = environment.read(CHANGE);
    assert_eq!(
        text,
        "<<<<<<< ours\ntitle: Two wards move\n=======\ntitle: A ward closes\n>>>>>>> theirs\nkind: move\nservices: [one, two]\n\
         authorities:\n  - authority: northmere\n"
    );
    assert!(
        environment
            .git(&["status", "--porcelain"])
            .contains(&format!("UU {CHANGE}"))
    );
    assert_eq!(
        environment.run(&["check"]).code,
        1,
        "marks are a mistake until they are gone"
    );
}

#[test]
fn without_the_setting_git_merges_as_ever() {
    let environment = forked(
        &TEXT.replace("A ward", "The ward"),
        &TEXT.replace("northmere", "wexcombe"),
    );
    environment.git(&["config", "--unset", "merge.scrutiny.driver"]);
    merge(&environment).ok();
    assert!(
        environment
            .read(".gitattributes")
            .contains("records/**/*.yaml merge=scrutiny")
    );
    assert!(environment.read(CHANGE).contains("The ward") && environment.read(CHANGE).contains("wexcombe"));
}

#[test]
fn a_missing_file_is_told() {
    let environment = Environment::with_register();
    let ran = environment
        .run(&["merge-file", "a", "b", "c", "--path", CHANGE])
        .ended(4);
    assert!(ran.err.contains("%O %A %B"), "{}", ran.err);
}
