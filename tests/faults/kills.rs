//! The program is killed at each call that changes something, and the register is as before or as after.

use crate::environment::Environment;
use crate::register::{Register, Start};
use crate::trace::{self, At, Run, Whom};

const ADD: &[&str] = &[
    "add",
    "body",
    "--name",
    "North Council",
    "--role",
    "local-authority",
];
const MORE: &[&str] = &[
    "add",
    "body",
    "--name",
    "South Council",
    "--role",
    "local-authority",
];

/// Gives a command once for each of its calls, killed there, and hands what is left of the register on. Where it is not
/// in earnest, only each `step`th call.
fn at_each_call(start: &Start, args: &[&str], step: usize, look: impl Fn(&Killed)) {
    if !trace::is_possible() {
        return;
    }
    let whole = trace::run(&start.copy().environment, args, At::Never, Whom::All);
    assert_eq!(whole.code, Some(0), "{args:?}: {}", whole.err);
    let step = if trace::is_in_earnest() { 1 } else { step };
    let (mut kills, mut afterwards) = (0, 0);
    for number in (1..=whole.changes.len()).step_by(step) {
        let register = start.copy();
        let run = trace::run(&register.environment, args, At::Change(number), Whom::All);
        let last = run.changes.last().unwrap_or(&"none");
        let told = format!(
            "{} killed at {last}, call {number} of {}",
            args.join(" "),
            whole.changes.len()
        );
        // Threads may share the work so that there is a call less.
        if run.code == Some(0) {
            continue;
        }
        assert_eq!(run.code, None, "{told}: {}", run.err);
        let is_after = register.is_before_or_after(&told);
        assert!(is_after || !run.said_saved(), "{told}: it was told as saved");
        kills += 1;
        afterwards += usize::from(is_after);
        look(&Killed {
            register,
            run,
            told,
            is_after,
        });
    }
    let command = args[..2].join(" ");
    eprintln!(
        "{command}: killed at {kills} of {} calls, {afterwards} of them after the commit",
        whole.changes.len()
    );
    assert!(
        kills * step + step >= whole.changes.len(),
        "{command}: it was killed at each"
    );
}

/// A register whose command was killed.
struct Killed {
    register: Register,
    run: Run,
    told: String,
    is_after: bool,
}

impl Killed {
    /// The next command ends in this code.
    #[track_caller]
    fn next(&self, args: &[&str], code: i32) -> crate::environment::Ran {
        let ran = self.register.run(args);
        assert_eq!(
            ran.code,
            code,
            "{}: then {}: {}{}",
            self.told,
            args.join(" "),
            ran.out,
            ran.err
        );
        ran
    }

    /// The next command mends what is to be mended, so that no mistake is found and all agrees.
    #[track_caller]
    fn is_mended(&self) {
        self.next(&["check", "--strict"], 0);
        self.register.agrees(&self.told);
    }

    /// After one more save nothing is left of the one that was killed.
    #[track_caller]
    fn goes_on(&self) {
        self.next(MORE, 0);
        self.register.agrees(&self.told);
        self.register.is_tidy(&self.told);
    }
}

#[test]
fn an_addition_killed_at_each_call_is_there_or_not_and_the_next_one_works() {
    let start = Start::new(Environment::with_register());
    at_each_call(&start, ADD, 1, |killed| {
        killed.is_mended();
        let is_there = killed
            .register
            .environment
            .has("records/bodies/north-council.yaml");
        assert_eq!(is_there, killed.is_after, "{}", killed.told);
        killed.next(ADD, if killed.is_after { 3 } else { 0 });
        if killed.is_after {
            killed.goes_on();
        }
        killed.register.agrees(&killed.told);
        killed.register.is_tidy(&killed.told);
    });
}

#[test]
fn an_edit_killed_at_each_call_is_made_or_not() {
    let environment = Environment::with_register();
    environment.run(ADD).ok();
    let start = Start::new(environment);
    let path = "records/bodies/north-council.yaml";
    let edit = ["edit", "north-council", "--set", "name=North Shire Council"];
    at_each_call(&start, &edit, 3, |killed| {
        killed.is_mended();
        let text = killed.register.environment.read(path);
        assert_eq!(
            text.contains("North Shire"),
            killed.is_after,
            "{}: {text}",
            killed.told
        );
        killed.goes_on();
        killed.next(&edit, 0);
        killed.register.agrees(&killed.told);
        assert!(
            killed.register.environment.read(path).contains("North Shire"),
            "{}",
            killed.told
        );
    });
}
