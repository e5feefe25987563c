//! The program is killed at each call that changes something, and the register is as before or as after.

use crate::environment::Environment;
use crate::register::{Register, Start};
use crate::trace::{self, At, Whom};

const ADD: &[&str] = &[
    "add",
    "body",
    "--name",
    "North Council",
    "--role",
    "local-authority",
];

/// Does something to a register, once for each call of a command, killed there.
fn at_each_call(start: &Start, args: &[&str], after: impl Fn(&Register, &str, &trace::Run, bool)) {
    if !trace::is_possible() {
        return;
    }
    let whole = trace::run(&start.copy().environment, args, At::Never, Whom::All);
    assert_eq!(whole.code, Some(0), "{args:?}: {}", whole.err);
    let mut afterwards = 0;
    for number in 1..=whole.changes.len() {
        let register = start.copy();
        let run = trace::run(&register.environment, args, At::Change(number), Whom::All);
        let told = format!(
            "{} at call {number} of {}, {}",
            args.join(" "),
            whole.changes.len(),
            run.changes.last().unwrap_or(&"none")
        );
        assert_eq!(run.code, None, "{told}: it was killed");
        let is_after = register.is_before_or_after(&told);
        assert!(is_after || !run.said_saved(), "{told}: it was told as saved");
        afterwards += usize::from(is_after);
        after(&register, &told, &run, is_after);
    }
    assert!(
        afterwards > 0 && afterwards < whole.changes.len(),
        "{args:?}: both sides are met"
    );
    eprintln!(
        "{args:?}: killed at {} calls, {afterwards} of them after the commit",
        whole.changes.len()
    );
}

#[test]
fn an_addition_killed_at_each_call_is_there_or_not_and_the_next_one_works() {
    let start = Start::new(Environment::with_register());
    at_each_call(&start, ADD, |register, told, _, is_after| {
        let list = register.run(&["list", "bodies"]);
        assert_eq!(list.code, 0, "{told}: {}", list.err);
        assert_eq!(
            list.out.contains("north-council"),
            is_after,
            "{told}: {}",
            list.out
        );
        register.agrees(told);
        let check = register.run(&["check", "--strict"]);
        assert_eq!(check.code, 0, "{told}: {}", check.err);
        let again = register.run(ADD);
        assert_eq!(again.code, if is_after { 3 } else { 0 }, "{told}: {}", again.err);
        let more = register.run(&[
            "add",
            "body",
            "--name",
            "South Council",
            "--role",
            "local-authority",
        ]);
        assert_eq!(more.code, 0, "{told}: {}", more.err);
        register.agrees(told);
        register.is_tidy(told);
    });
}
