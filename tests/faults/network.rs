//! What `docs/it-department.md` promises of the network: the real program, watched at its system calls, speaks to nobody and
//! starts nothing, whatever command is given, but for the two that say so.

use crate::environment::Environment;
use crate::trace::{At, Whom, is_possible, run};

/// Commands in an order in which each has what it needs.
const COMMANDS: &[&[&str]] = &[
    &["list"],
    &["show", "kent-hosc"],
    &["find", "mental", "health"],
    &["why", "all-age-mental-health-2025"],
    &["due"],
    &["actions"],
    &["notice", "all-age-mental-health-2025"],
    &["law", "list"],
    &["check"],
    &["explain"],
    &["log"],
    &["diff"],
    &["schema", "change"],
    &["schema", "--write"],
    &["completions", "bash"],
    &["man"],
    &[
        "add",
        "body",
        "--name",
        "Northmere Council",
        "--role",
        "local-authority",
    ],
    &["undo", "--yes"],
    &["redo", "--yes"],
    &[
        "edit",
        "northmere-council",
        "--set",
        "website=https://council.example/",
    ],
    &["rename", "salus-cic", "salus"],
    &[
        "withdraw",
        "body/northmere-council",
        "--reason",
        "It was recorded twice.",
        "--yes",
    ],
    &[
        "import",
        "minutes",
        "item.txt",
        "--committee",
        "kent-hosc",
        "--meeting",
        "2026-01-20",
        "--title",
        "Wards",
        "--dry-run",
    ],
    &["build"],
    &["verify", "site"],
];

#[test]
fn no_command_but_sync_and_serve_speaks_to_anybody_or_starts_anything() {
    if !is_possible() {
        return;
    }
    let environment = Environment::with_demonstration();
    environment.write("item.txt", "Wards\n\nRESOLVED that the report be noted.\n");
    for args in COMMANDS {
        let ran = run(&environment, args, At::Never, Whom::All);
        let of = |name: &str| ran.changes.iter().filter(|change| **change == name).count();
        assert!(matches!(ran.code, Some(0 | 2 | 3)), "{args:?}\n{}", ran.err);
        assert_eq!(of("send"), 0, "{args:?} spoke to somebody");
        assert_eq!(of("execve"), 0, "{args:?} started a program");
    }
    // The watch sees what it should: `doctor` asks the git program for its version.
    let ran = run(&environment, &["doctor"], At::Never, Whom::All);
    let started = ran.changes.iter().filter(|change| **change == "execve").count();
    assert!(started > 0, "{:?}", ran.changes);
    assert!(!ran.changes.contains(&"send"), "doctor spoke to somebody");
}
