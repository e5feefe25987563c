//! Locks that another program holds, or left behind.

use std::time::{Duration, Instant};

use crate::environment::Environment;
use crate::register::{ADD, Register};
use crate::trace;

fn locked(lock: &str) -> Register {
    let register = Register::of(Environment::with_register());
    register.environment.write(lock, "");
    register
}

#[test]
fn a_list_of_files_that_stays_locked_is_mended_by_the_next_command_when_it_is_free() {
    let register = locked(".git/index.lock");
    let ran = register.run(ADD).ok();
    assert!(ran.err.contains("Saved as commit"), "{}", ran.err);
    assert!(
        ran.err.contains("if no other program is at work, remove ") && ran.err.contains(".git/index.lock"),
        "{}",
        ran.err
    );
    assert!(
        register.environment.has(".git/index.lock"),
        "it is not ours to take away"
    );
    std::fs::remove_file(register.environment.path().join(".git/index.lock")).unwrap();
    let ran = register.run(&["list", "bodies"]).ok();
    assert!(
        ran.err.contains("a save that was cut off has been finished"),
        "{}",
        ran.err
    );
    register.agrees("the lock is gone");
    register.is_tidy("the lock is gone");
}

#[test]
fn a_branch_that_stays_locked_is_told_and_nothing_is_saved() {
    let register = locked(".git/refs/heads/main.lock");
    let ran = register.run(ADD).ended(6);
    assert!(
        ran.err.contains("another program is changing the branch"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("nothing was saved; try again") && ran.err.contains("refs/heads/main.lock"),
        "{}",
        ran.err
    );
    assert!(!register.environment.has("records/bodies/north-council.yaml"));
    assert!(!register.is_before_or_after("locked"));
    std::fs::remove_file(register.environment.path().join(".git/refs/heads/main.lock")).unwrap();
    register.run(ADD).ok();
    register.agrees("the lock is gone");
    register.is_tidy("the lock is gone");
}

#[test]
fn locks_that_do_not_matter_to_a_save_do_not_stop_it() {
    for lock in [".git/config.lock", ".git/packed-refs.lock", ".git/HEAD.lock"] {
        let register = Register::of(Environment::with_register());
        register.environment.git(&["pack-refs", "--all"]);
        register.environment.write(lock, "");
        let ran = register.run(ADD).ok();
        assert!(ran.err.contains("Saved as commit"), "{lock}: {}", ran.err);
        std::fs::remove_file(register.environment.path().join(lock)).unwrap();
        register.agrees(lock);
    }
}

#[test]
fn whoever_finds_another_scrutiny_at_work_waits_for_it() {
    let register = Register::of(Environment::with_register());
    let lock = register.environment.path().join(".git/scrutiny/lock");
    let file = std::fs::File::options().write(true).open(lock).unwrap();
    file.lock().unwrap();
    register.run(&["list", "bodies"]).ok();
    let waits = std::thread::scope(|scope| {
        let start = Instant::now();
        let add = scope.spawn(|| register.run(ADD));
        std::thread::sleep(Duration::from_millis(1200));
        file.unlock().unwrap();
        add.join().unwrap().ok();
        start.elapsed()
    });
    assert!(waits > Duration::from_millis(1200), "it waited: {waits:?}");
    register.agrees("both are done");
    if trace::is_in_earnest() {
        file.lock().unwrap();
        let ran = register
            .run(&["edit", "north-council", "--set", "area=The north"])
            .ended(3);
        assert!(
            ran.err
                .contains("another scrutiny has been saving in this register for half a minute"),
            "{}",
            ran.err
        );
        assert!(
            ran.err.contains("wait for it to end, then try again"),
            "{}",
            ran.err
        );
        register.agrees("nothing was saved");
    }
}
