//! A clock that was set back: commits older than those before them.

use crate::environment::{Environment, Ran, files};

fn on(environment: &Environment, day: &str, args: &[&str]) -> Ran {
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    let time = format!("{day}T12:00:00+00:00");
    command
        .current_dir(environment.path())
        .env("GIT_AUTHOR_DATE", &time)
        .env("GIT_COMMITTER_DATE", &time)
        .args(args);
    Ran::of(&command.output().expect("the program starts"))
}

fn add(name: &str) -> [&str; 6] {
    ["add", "body", "--name", name, "--role", "local-authority"]
}

#[test]
fn a_history_whose_days_run_backwards_is_read_in_its_order() {
    let environment = Environment::with_register();
    on(&environment, "2026-03-10", &add("North Council")).ok();
    on(
        &environment,
        "1999-01-01",
        &["edit", "north-council", "--set", "area=The north"],
    )
    .ok();
    on(
        &environment,
        "2026-03-12",
        &["edit", "north-council", "--set", "area=The far north"],
    )
    .ok();
    let log = environment
        .run(&["log", "body/north-council", "--format", "json"])
        .ok()
        .out;
    let places = ["The far north", "Add body"].map(|words| log.find(words));
    assert!(
        places.iter().all(Option::is_some) || log.contains("1999-01-01"),
        "{log}"
    );
    // The state of a day is that of the last commit in order, not in time.
    let then = environment.run(&["show", "body/north-council", "--at", "2026-03-11"]);
    assert!(then.code == 0, "{}", then.err);
    environment.run(&["check", "--strict"]).ok();
    environment.run(&["build"]).ok();
    let site = files(&environment.path().join("site"));
    environment.run(&["build", "--whole"]).ok();
    assert!(
        site == files(&environment.path().join("site")),
        "the same each time"
    );
}

#[test]
fn a_clock_that_is_behind_the_last_change_is_told_when_something_is_saved() {
    let environment = Environment::with_register();
    let ran = on(&environment, "2035-03-10", &add("North Council")).ok();
    assert!(!ran.err.contains("This computer's clock"), "{}", ran.err);
    let ran = environment.run(&add("South Council")).ok();
    assert!(
        ran.err.contains("This computer's clock says that it is "),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("the last change was saved on 2035-03-10"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("Check the clock"), "{}", ran.err);
    // The new commit is of today, so nothing is said any more.
    let ran = environment.run(&add("East Council")).ok();
    assert!(!ran.err.contains("This computer's clock"), "{}", ran.err);
}
