//! A disk that is full from some moment on, and one that may not be written.

use crate::environment::{Environment, files};
use crate::register::{ADD, Register, Start};
use crate::trace::{self, At, Errno, Run, Whom};

const PROGRAM: &str = env!("CARGO_BIN_EXE_scrutiny");
const NO_ROOM: &str = "free some space, then give the command again";
const NOT_ALLOWED: &str = "make sure that you may write there, then give the command again";

#[cfg(target_os = "linux")]
#[test]
fn data_that_cannot_be_printed_are_not_lost_in_silence() {
    let environment = Environment::with_register();
    for args in [
        &["list", "bodies"][..],
        &["log"],
        &["law", "list"],
        &["schema", "change"],
        &["check", "--format", "json"],
        &["--help"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = environment
            .command(PROGRAM)
            .args(args)
            .stdout(full)
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(6), "{args:?}: {err}");
        assert!(
            err.contains("what was to be printed could not be written"),
            "{args:?}: {err}"
        );
        // A reader that goes away is no fault.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = environment
            .command(PROGRAM)
            .args(args)
            .stdout(writer)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(0), "{args:?}");
    }
}

/// Gives a command again and again, each time with less that succeeds before nothing more may be written; hands on what
/// came of it, and whether it was saved.
fn at_each_call(
    start: &Start,
    args: &[&str],
    error: Errno,
    step: usize,
    look: impl Fn(&Register, &Run, bool, &str),
) {
    if !trace::is_possible() {
        return;
    }
    let whole = trace::run(&start.copy().environment, args, At::Never, Whom::All);
    assert_eq!(whole.code, Some(0), "{args:?}: {}", whole.err);
    let step = if trace::is_in_earnest() { 1 } else { step };
    for number in (1..=whole.changes.len()).step_by(step) {
        let register = start.copy();
        let run = trace::run(&register.environment, args, At::Refused(number, error), Whom::All);
        let told = format!(
            "{} with {error} from {} on, call {number} of {}: {}",
            args.join(" "),
            whole.changes[number - 1],
            whole.changes.len(),
            run.err
        );
        let is_after = register.is_before_or_after(&told);
        look(&register, &run, is_after, &told);
    }
}

/// The files that a person sees, and Git's list of them.
fn seen(register: &Register) -> Vec<(String, Vec<u8>)> {
    let mut files = files(register.environment.path());
    files.retain(|(path, _)| !path.starts_with(".git/") || path == ".git/HEAD" || path == ".git/index");
    files.sort();
    files
}

/// A save is made or not, says which, and says what to do.
fn is_told(error: Errno, cure: &str, step: usize) {
    let start = Start::new(Environment::with_register());
    let before = seen(&start.copy());
    at_each_call(&start, ADD, error, step, |register, run, is_after, told| {
        if is_after {
            assert_eq!(run.code, Some(0), "{told}");
            assert!(run.said_saved(), "{told}");
            // All is done, or what is not done is told with what becomes of it.
            let is_done = register.environment.has("records/bodies/north-council.yaml");
            assert!(
                is_done || run.said("the change is saved, but not yet in its file"),
                "{told}"
            );
            assert!(
                is_done || run.said("could not be written") && run.said("the next command writes it"),
                "{told}"
            );
        } else {
            assert_eq!(run.code, Some(6), "{told}");
            assert!(run.said("could not be ") && run.said(cure), "{told}");
            assert!(
                run.said(&register.environment.path().display().to_string()),
                "{told}: names the place"
            );
            assert_eq!(seen(register), before, "{told}: all is as it was");
        }
        // Then there is room again.
        register.run(&["check", "--strict"]).ok();
        register.agrees(told);
        let again = register.run(ADD);
        assert_eq!(again.code, if is_after { 3 } else { 0 }, "{told}: {}", again.err);
        register
            .run(&["edit", "north-council", "--set", "area=The north"])
            .ok();
        register.agrees(told);
        register.is_tidy(told);
    });
}

#[test]
fn a_disk_that_is_full_at_any_moment_of_a_save_is_told_and_nothing_is_lost() {
    is_told(Errno::ENOSPC, NO_ROOM, 8);
}

#[test]
fn a_disk_that_may_not_be_written_from_any_moment_on_is_told_and_nothing_is_lost() {
    is_told(Errno::EROFS, NOT_ALLOWED, 17);
}

#[test]
fn a_disk_that_is_full_while_the_site_is_made_leaves_whole_pages_and_the_next_build_completes_it() {
    let environment = Environment::with_register();
    environment.run(ADD).ok();
    environment.run(&["build"]).ok();
    environment
        .run(&["edit", "north-council", "--set", "name=North Shire Council"])
        .ok();
    let site = |register: &Register| {
        let mut files = files(&register.environment.path().join("site"));
        files.retain(|(path, _)| !path.starts_with(".scrutiny-build"));
        files.sort();
        files
    };
    let start = Start::new(environment);
    let (old, whole) = (site(&start.copy()), start.copy());
    whole.run(&["build"]).ok();
    let new = site(&whole);
    at_each_call(&start, &["build"], Errno::ENOSPC, 30, |register, run, _, told| {
        // What is only kept to save time may be left out.
        if run.code == Some(0) {
            assert_eq!(site(register), new, "{told}");
        } else {
            assert_eq!(run.code, Some(6), "{told}");
            assert!(run.said("could not be ") && run.said("free some space"), "{told}");
        }
        for file in site(register) {
            let is_whole = file.0 == "MANIFEST.sha256" || old.contains(&file) || new.contains(&file);
            assert!(is_whole, "{told}: {}", file.0);
        }
        register.run(&["build"]).ok();
        assert!(site(register) == new, "{told}: completed");
        register
            .run(&["edit", "north-council", "--set", "area=The north"])
            .ok();
        register.is_tidy(told);
    });
}
