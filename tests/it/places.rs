//! Registers in unusual places: outside Git, detached, bare, shallow, empty, and without anybody to sign.

use crate::environment::Environment;

#[test]
fn registers_that_are_not_ordinary_behave_sensibly_and_say_so() {
    let plain = Environment::new();
    plain.run(&["list"]).ended(4);
    let init = [
        "init",
        "--name",
        "A register",
        "--publisher",
        "A council",
        "--no-git",
    ];
    plain.run(&init).ok();
    plain.run(&init).ended(3);
    plain
        .run(&["init", "below", "--name", "B", "--publisher", "C"])
        .ended(3);
    let ran = plain
        .run(&[
            "add",
            "body",
            "--name",
            "North Council",
            "--role",
            "local-authority",
        ])
        .ok();
    assert!(ran.err.contains("not in Git"), "{}", ran.err);
    assert!(plain.run(&["log"]).ok().err.contains("not in Git"));
    plain.run(&["list", "--at", "HEAD"]).ended(2);

    let detached = Environment::with_demonstration();
    detached.git(&["checkout", "--quiet", "--detach"]);
    let ran = detached
        .run(&[
            "add",
            "body",
            "--name",
            "North Council",
            "--role",
            "local-authority",
        ])
        .ended(3);
    assert!(ran.err.contains("git switch"), "{}", ran.err);
    detached.run(&["check"]).ok();

    let bare = Environment::new();
    let source = Environment::with_demonstration();
    let from = source.path().to_str().expect("a path");
    bare.git(&["clone", "--quiet", "--bare", from, "register.git"]);
    assert!(
        bare.run_in("register.git", &["list", "changes"])
            .ok()
            .out
            .contains("all-age-mental-health-2025")
    );
    bare.run_in("register.git", &["build"]).ended(2);
    bare.run_in("register.git", &["build", "--to", "../site"]).ok();
    assert!(
        bare.read("site/index.html")
            .contains("judged substantial, and by whom")
    );
    bare.run_in("register.git", &["add", "body", "--name", "N", "--role", "icb"])
        .ended(2);

    let shallow = Environment::new();
    let url = format!("file://{from}");
    source
        .run(&["edit", "body/kent-hosc", "--set", "short_name=Kent Scrutiny"])
        .ok();
    shallow.git(&["clone", "--quiet", "--depth=1", &url, "."]);
    assert!(shallow.run(&["log"]).ok().err.contains("shallow"));

    let empty = Environment::new();
    empty.git(&["init", "--quiet", "."]);
    empty.write("records/register.yaml", "name: Register\npublisher: Council\n");
    assert!(
        empty
            .run(&["log"])
            .ok()
            .err
            .contains("Nothing has been committed yet.")
    );
    empty
        .run(&[
            "add",
            "body",
            "--name",
            "North Council",
            "--role",
            "local-authority",
        ])
        .ok();
    assert_eq!(
        empty.git(&["show", "--name-only", "--format=", "HEAD"]),
        "records/bodies/north-council.yaml\n"
    );
}

#[test]
fn without_a_git_identity_nothing_is_saved_and_the_cure_is_told() {
    let environment = Environment::with_register();
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    for name in [
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ] {
        command.env_remove(name);
    }
    command
        .current_dir(environment.path())
        .args(["add", "body", "--name", "North", "--role", "icb"]);
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("git config --global user.name"), "{said}");
    assert!(!environment.has("records/bodies/north.yaml"));
}
