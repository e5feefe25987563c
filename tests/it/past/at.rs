//! `--at`: any state, by commit or day, and nothing is touched.

use super::{dated, everything, put};
use crate::environment::Environment;

/// Every command that looks, at some state.
const LOOKING: &[&[&str]] = &[
    &["list"],
    &["show", "northmere"],
    &["find", "Northmere"],
    &["due"],
    &["log"],
    &["log", "northmere"],
    &["law", "list"],
    &["check"],
    &[],
];

#[test]
fn any_state_is_looked_at_and_nothing_is_touched() {
    let environment = dated();
    // Work that is not saved: changed, staged, new, and with a mistake.
    environment.write(
        "records/bodies/northmere.yaml",
        "name: By hand\nrole: local-authority\n",
    );
    environment.write("records/bodies/broken.yaml", "name: [\n");
    environment.write("staged.txt", "x\n");
    environment.git(&["add", "staged.txt"]);
    let before = everything(&environment);
    for at in ["2026-03-07", "main", "HEAD~1", "7 March 2026"] {
        for args in LOOKING {
            let mut args = args.to_vec();
            args.extend(["--at", at]);
            let ran = environment.run(&args).ok();
            assert!(!ran.out.contains("By hand"), "{args:?}\n{}", ran.out);
        }
    }
    let folder = environment.path().parent().expect("a folder").join(format!(
        "past-{}",
        environment.path().file_name().expect("a name").to_string_lossy()
    ));
    let to = folder.to_str().expect("a path");
    environment.run(&["build", "--at", "2026-03-07", "--to", to]).ok();
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    assert_eq!(everything(&environment), before);
    let then = environment.run(&["show", "northmere", "--at", "2026-03-07"]).ok();
    assert!(!then.out.contains("short name"), "{}", then.out);
    assert!(
        then.err
            .contains("The records as they stood at the end of 7 March 2026 (commit "),
        "{}",
        then.err
    );
    let later = environment.run(&["show", "northmere", "--at", "2026-03-10"]).ok();
    assert!(later.out.contains("short name: Northmere"), "{}", later.out);
}

#[test]
fn a_day_before_the_first_and_what_is_no_state_get_a_clear_answer() {
    let environment = dated();
    let ran = environment.run(&["list", "--at", "2026-02-28"]).ended(4);
    assert!(
        ran.err
            .contains("nothing is known of 2026-02-28: the history of this register begins on 2026-03-01"),
        "{}",
        ran.err
    );
    assert!(
        environment
            .run(&["list", "--at", "2026-03"])
            .ended(2)
            .err
            .contains("not a single day")
    );
    assert!(
        environment
            .run(&["list", "--at", "soon"])
            .ended(4)
            .err
            .contains("a day as 2026-03-31")
    );
    // A branch that is called like a day was named by someone.
    environment.git(&["branch", "2026-03-05", "HEAD"]);
    let ran = environment.run(&["show", "northmere", "--at", "2026-03-05"]).ok();
    assert!(ran.out.contains("short name: Northmere"), "{}", ran.out);
}

#[test]
fn a_commit_with_a_wrong_date_does_not_bend_the_others() {
    let environment = dated();
    let body = "records/bodies/wexcombe.yaml";
    let text = "name: Wexcombe Trust\nrole: nhs-trust\n";
    put(&environment, "2001-01-01", "Clock set back", &[(body, text)]);
    put(
        &environment,
        "2036-01-01",
        "Clock set forward",
        &[(body, &format!("{text}area: West\n"))],
    );
    put(
        &environment,
        "2026-03-20",
        "Right again",
        &[(body, &format!("{text}area: East\n"))],
    );
    let at = |day: &str| environment.run(&["show", "wexcombe", "--at", day]);
    environment
        .run(&["show", "wexcombe", "--at", "2026-03-05"])
        .ended(4);
    environment.run(&["list", "--at", "2001-01-02"]).ended(4);
    // Both count as of the day of the commit before them.
    assert!(at("2026-03-10").ok().out.contains("area: West"));
    assert!(at("2026-03-19").ok().out.contains("area: West"));
    assert!(at("2026-03-20").ok().out.contains("area: East"));
}

#[test]
fn bare_repositories_and_registers_in_a_subfolder_are_looked_at_alike() {
    let environment = dated();
    let bare = Environment::new();
    let from = environment.path().to_str().expect("a path");
    bare.git(&["clone", "--quiet", "--bare", from, "bare.git"]);
    let before = everything(&bare);
    let run = |args: &[&str]| bare.run_in("bare.git", args);
    let ran = run(&["show", "northmere", "--at", "2026-03-07"]).ok();
    assert!(
        ran.out.contains("Northmere Council") && !ran.out.contains("short name"),
        "{}",
        ran.out
    );
    let differ = run(&["diff", "2026-03-07"]).ok();
    assert!(differ.out.contains("short name: is now"), "{}", differ.out);
    run(&["diff", "files"]).ended(2);
    let ran = run(&["undo", "--yes"]).ended(3);
    assert!(ran.err.contains("bare repository"), "{}", ran.err);
    assert!(everything(&bare) == before, "nothing is touched");

    let whole = Environment::new();
    whole.git(&["init", "--quiet", "--initial-branch=main", "."]);
    put(
        &whole,
        "2026-03-01",
        "Begin",
        &[
            ("health/register/records/register.yaml", "name: R\npublisher: P\n"),
            (
                "health/register/records/bodies/north.yaml",
                "name: North\nrole: icb\n",
            ),
        ],
    );
    put(
        &whole,
        "2026-03-09",
        "Area",
        &[(
            "health/register/records/bodies/north.yaml",
            "name: North\nrole: icb\narea: N\n",
        )],
    );
    let below = "health/register";
    assert!(
        !whole
            .run_in(below, &["show", "north", "--at", "2026-03-02"])
            .ok()
            .out
            .contains("area")
    );
    assert!(
        whole
            .run_in(below, &["log", "north"])
            .ok()
            .out
            .contains("area: is now “N”")
    );
    whole.run_in(below, &["undo", "--yes"]).ok();
    assert!(
        !whole
            .read("health/register/records/bodies/north.yaml")
            .contains("area")
    );
    whole.run_in(below, &["redo", "--yes"]).ok();
    assert_eq!(whole.git(&["status", "--porcelain"]), "");
}
