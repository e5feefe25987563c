//! The life of a record, as a clerk meets it: confirmed, corrected, done, superseded, renamed, withdrawn.

mod correcting;
mod doing;
mod random;
mod renaming;
mod saving;
mod withdrawing;

use crate::environment::{Environment, Ran};

/// The resolution of the demonstration register, and its file.
const ITEM: &str = "resolution/kent-hosc-2025-10-09-all-age-mental-health";
const ITEM_FILE: &str = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";

/// Its clause a, as it was published and as it was meant.
const SLIP: &str = "he Committee deems that the proposal relating to the new Integrated All-Age Mental Health Services \
                    model is not a substantial variation of service.";

fn meant() -> String {
    format!("T{SLIP}")
}

/// The demonstration register with its minutes confirmed.
fn confirmed() -> Environment {
    let environment = Environment::with_demonstration();
    environment.run(&["confirm", ITEM, "--on", "27/11/2025"]).ok();
    environment
}

fn commits(environment: &Environment) -> usize {
    let counted = environment.git(&["rev-list", "--count", "HEAD"]);
    counted.trim().parse().expect("a number")
}

/// The command ends with a code, says each of these, and leaves everything as it was.
#[track_caller]
fn refused(environment: &Environment, args: &[&str], code: i32, says: &[&str]) -> Ran {
    let before = environment.git(&["rev-parse", "HEAD"]);
    let ran = environment.run(args).ended(code);
    for part in says {
        assert!(ran.err.contains(part), "`{part}` is not said:\n{}", ran.err);
    }
    assert_eq!(
        environment.git(&["rev-parse", "HEAD"]),
        before,
        "a commit was made"
    );
    assert_eq!(
        environment.git(&["status", "--porcelain"]),
        "",
        "a file was changed"
    );
    ran
}

/// What the last commit is called, what it says it is about, and which files it holds.
fn last_commit(environment: &Environment) -> String {
    environment.git(&[
        "show",
        "--no-renames",
        "--name-status",
        "--format=%s%n%(trailers:only)",
        "HEAD",
    ])
}
