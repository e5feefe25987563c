//! Sharing that is killed at each call, with the programs it started, on both sides.

use std::path::Path;

use crate::environment::{Environment, copy, files};
use crate::register::git;
use crate::trace::{self, At, Whom};

const SYNC: &[&str] = &["--register", "ann", "sync", "--no-input"];

/// Ann and Bea share a register; each has saved something that the other has not, and Bea has shared hers.
fn team() -> Environment {
    let environment = Environment::new();
    let run = |args: &[&str]| environment.run(args).ok();
    run(&["init", "ann", "--name", "Register", "--publisher", "A council"]);
    for name in ["North Council", "South Council"] {
        run(&[
            "--register",
            "ann",
            "add",
            "body",
            "--name",
            name,
            "--role",
            "local-authority",
        ]);
    }
    run(&["--register", "ann", "sync", "--with", "shared.git", "--new"]);
    environment.git(&["clone", "--quiet", "shared.git", "bea"]);
    run(&[
        "--register",
        "bea",
        "edit",
        "north-council",
        "--set",
        "area=The north",
    ]);
    run(&["--register", "bea", "sync"]);
    run(&[
        "--register",
        "ann",
        "edit",
        "south-council",
        "--set",
        "area=The south",
    ]);
    environment
}

/// A copy of the team; their registers know where the shared one lies now.
fn again(team: &Environment) -> Environment {
    let environment = Environment::new();
    copy(team.path(), environment.path());
    let shared = environment.path().join("shared.git");
    for who in ["ann", "bea"] {
        environment.git(&["-C", who, "remote", "set-url", "origin", shared.to_str().unwrap()]);
    }
    environment
}

fn tip(environment: &Environment, whose: &str) -> String {
    git(environment, &["-C", whose, "rev-parse", "refs/heads/main"])
        .unwrap()
        .trim()
        .to_owned()
}

fn holds(environment: &Environment, whose: &str, commit: &str) -> bool {
    git(
        environment,
        &[
            "-C",
            whose,
            "merge-base",
            "--is-ancestor",
            commit,
            "refs/heads/main",
        ],
    )
    .is_some()
}

/// Whoever is killed, the next time brings all together and nothing is lost.
fn killed_at_each_call(whom: Whom, step: usize) {
    if !trace::is_possible() {
        return;
    }
    let team = team();
    let (ann, bea) = (tip(&team, "ann"), tip(&team, "bea"));
    let whole = trace::run(&again(&team), SYNC, At::Never, Whom::All);
    assert_eq!(whole.code, Some(0), "{}", whole.err);
    let step = if trace::is_in_earnest() { 1 } else { step };
    let mut kills = 0;
    for number in (1..=whole.changes.len()).step_by(step) {
        let environment = again(&team);
        let run = trace::run(&environment, SYNC, At::Change(number), whom);
        let told = format!(
            "sync killed ({whom:?}) at {}, call {number} of {}",
            whole.changes[number - 1],
            whole.changes.len()
        );
        kills += 1;
        for (whose, commit) in [("ann", &ann), ("shared.git", &bea)] {
            assert!(
                git(&environment, &["-C", whose, "fsck", "--strict", "--no-dangling"]).is_some(),
                "{told}: {whose}"
            );
            assert!(
                holds(&environment, whose, commit),
                "{told}: {whose} has what it had"
            );
        }
        let check = environment.run(&["--register", "ann", "check", "--strict"]);
        assert_eq!(check.code, 0, "{told}: {}", check.err);
        assert_eq!(
            git(&environment, &["-C", "ann", "status", "--porcelain"]).as_deref(),
            Some(""),
            "{told}"
        );
        if run.code == Some(0) {
            assert!(
                holds(&environment, "shared.git", &ann),
                "{told}: it was told as shared: {}",
                run.err
            );
        }
        comes_together(&environment, &told);
        for commit in [&ann, &bea] {
            assert!(
                holds(&environment, "shared.git", commit),
                "{told}: no commit is lost"
            );
        }
    }
    eprintln!(
        "sync: killed ({whom:?}) at {kills} of {} calls",
        whole.changes.len()
    );
}

/// The next time it is shared; a lock that a killed Git left is told with its name, and taken away by hand.
#[track_caller]
fn comes_together(environment: &Environment, told: &str) {
    let mut ran = environment.run(SYNC);
    for _ in 0..3 {
        if ran.code == 0 {
            break;
        }
        let locks = locks(environment.path());
        assert_eq!(ran.code, 6, "{told}: {}", ran.err);
        let named = locks.iter().find(|lock| ran.err.contains(lock.as_str()));
        let named =
            named.unwrap_or_else(|| panic!("{told}: names the lock to take away, of {locks:?}: {}", ran.err));
        std::fs::remove_file(environment.path().join(named)).unwrap();
        ran = environment.run(SYNC);
    }
    assert_eq!(ran.code, 0, "{told}: {}", ran.err);
    environment.run(&["--register", "bea", "sync", "--no-input"]).ok();
    let tips = ["ann", "bea", "shared.git"].map(|whose| tip(environment, whose));
    assert!(tips[0] == tips[1] && tips[1] == tips[2], "{told}: {tips:?}");
    for (id, words) in [
        ("north-council", "area: The north"),
        ("south-council", "area: The south"),
    ] {
        let text = environment.read(&format!("bea/records/bodies/{id}.yaml"));
        assert!(text.contains(words), "{told}: {text}");
    }
    assert_eq!(
        git(environment, &["-C", "ann", "status", "--porcelain"]).as_deref(),
        Some(""),
        "{told}"
    );
}

fn locks(folder: &Path) -> Vec<String> {
    let all = files(folder).into_iter().map(|(path, _)| path);
    all.filter(|path| path.ends_with(".lock")).collect()
}

#[test]
fn sharing_killed_with_all_it_started_is_done_the_next_time() {
    killed_at_each_call(Whom::All, 50);
}

#[test]
fn sharing_whose_helpers_are_killed_one_at_a_time_is_done_the_next_time() {
    killed_at_each_call(Whom::One, 70);
}
