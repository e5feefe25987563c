//! `undo` and `redo` as a clerk meets them.

use super::{dated, put};
use crate::environment::Environment;

#[test]
fn what_will_be_as_before_is_shown_and_then_done() {
    let environment = dated();
    let shown = environment.run(&["undo", "--dry-run"]).ok();
    assert!(
        shown
            .out
            .contains("To be undone: Name Northmere, by A Clerk, on 10 March 2026"),
        "{}",
        shown.out
    );
    assert!(
        shown
            .out
            .contains("bodies/northmere:\n    short name: now “Northmere”, will not be there, as before"),
        "{}",
        shown.out
    );
    assert!(
        shown.err.contains("Next: `scrutiny undo` does it"),
        "{}",
        shown.err
    );
    let path = "records/bodies/northmere.yaml";
    assert!(environment.read(path).contains("short_name"));
    let done = environment.run(&["undo", "--yes"]).ok();
    assert!(
        done.err.contains("Undone: Name Northmere (kept as "),
        "{}",
        done.err
    );
    assert_eq!(done.err.matches("Next:").count(), 1, "{}", done.err);
    assert!(!environment.read(path).contains("short_name"));
    let gone = environment.run(&["undo", "--yes"]).ok();
    assert!(
        gone.err
            .contains("bodies/northmere (Northmere Council) was added, and will be taken out"),
        "{}",
        gone.err
    );
    assert!(!environment.has(path));
    let back = environment.run(&["redo", "--dry-run"]).ok();
    assert!(
        back.out
            .contains("bodies/northmere (Northmere Council) will be there\n"),
        "{}",
        back.out
    );
    environment.run(&["redo", "--yes"]).ok();
    let back = environment
        .run(&["redo", "--yes", "--format", "json"])
        .ok()
        .json();
    assert_eq!(
        (
            &back["data"]["way"],
            &back["data"]["done"],
            &back["data"]["files"][0]["changes"][0]["new"]
        ),
        (&"redo".into(), &true.into(), &"Northmere".into())
    );
    assert!(environment.read(path).contains("short_name"));
    let none = environment.run(&["redo", "--yes"]).ended(4);
    assert!(
        none.err.contains("there is no undone change to bring back"),
        "{}",
        none.err
    );
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
fn nobody_is_asked_where_nobody_can_answer() {
    let environment = dated();
    let head = environment.git(&["rev-parse", "HEAD"]);
    for args in [&["undo"][..], &["undo", "--no-input"]] {
        let ran = environment.run(args).ended(2);
        assert!(
            ran.err.contains("asks first, and here nobody can be asked"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("scrutiny undo --yes"), "{}", ran.err);
    }
    assert_eq!(environment.git(&["rev-parse", "HEAD"]), head);
}

#[test]
fn a_shared_change_is_not_undone_and_the_way_to_put_it_right_is_named() {
    let environment = dated();
    environment.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let ran = environment.run(&["undo", "--yes"]).ended(3);
    assert!(
        ran.err
            .contains("“Name Northmere” has been shared (origin/main holds it)"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("scrutiny correct bodies/northmere --reason"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("scrutiny withdraw"), "{}", ran.err);
    // Of a record that came in with it, the other way is named, too.
    environment.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let ran = environment.run(&["undo", "--yes"]).ended(3);
    assert!(
        ran.err.contains("scrutiny withdraw bodies/northmere --reason"),
        "{}",
        ran.err
    );
}

#[test]
fn each_refusal_says_why_and_what_to_do() {
    let environment = dated();
    environment.write(
        "records/bodies/northmere.yaml",
        "name: By hand\nrole: local-authority\n",
    );
    let ran = environment.run(&["undo", "--yes"]).ended(3);
    assert!(
        ran.err
            .contains("records/bodies/northmere.yaml was changed by hand since"),
        "{}",
        ran.err
    );
    environment.git(&["checkout", "--quiet", "."]);
    put(&environment, "2026-03-11", "Note", &[("notes.txt", "x\n")]);
    let ran = environment.run(&["undo", "--yes"]).ended(3);
    assert!(
        ran.err.contains("touches notes.txt") && ran.err.contains("git revert HEAD"),
        "{}",
        ran.err
    );
    environment.git(&["checkout", "--quiet", "--detach"]);
    let ran = environment.run(&["undo", "--yes"]).ended(3);
    assert!(ran.err.contains("git switch main"), "{}", ran.err);
    environment.run(&["undo", "--yes", "--at", "HEAD~1"]).ended(2);

    let outside = Environment::new();
    outside.write("records/register.yaml", "name: R\npublisher: P\n");
    let ran = outside.run(&["undo"]).ended(3);
    assert!(ran.err.contains("this register is not in Git"), "{}", ran.err);
}

#[test]
fn what_was_saved_since_is_named_and_the_undone_change_can_be_looked_at() {
    let environment = dated();
    environment.run(&["undo", "--yes"]).ok();
    environment
        .run(&["edit", "northmere", "--set", "area=North"])
        .ok();
    let ran = environment.run(&["redo", "--yes"]).ended(3);
    assert!(
        ran.err
            .contains("“Name Northmere” was undone, and “Edit body: northmere"),
        "{}",
        ran.err
    );
    let command = ran
        .err
        .split("look at it with `")
        .nth(1)
        .and_then(|rest| rest.split('`').next());
    let command = command.expect("the command is named");
    let args: Vec<&str> = command.split(' ').skip(1).collect();
    assert!(environment.run(&args).ok().out.contains("short name: Northmere"));
}
