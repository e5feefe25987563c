//! The program is killed at each call that changes something, and the register is as before or as after.

use std::collections::BTreeMap;

use crate::environment::{Environment, files};
use crate::register::{ADD, Register, Start};
use crate::trace::{self, At, Run, Whom};

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
    at_each_call(&start, &edit, 12, |killed| {
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

#[test]
fn a_register_whose_start_is_killed_can_be_started() {
    let start = Start::new(Environment::new());
    let init = ["init", "--name", "Test register", "--publisher", "Test council"];
    at_each_call(&start, &init, 15, |killed| {
        let again = killed.register.run(&init);
        // Whoever was told nothing starts it again; that it is there already is said only where it is.
        let expected = if killed.run.said("Started a register") {
            3
        } else {
            0
        };
        let was_there = killed.register.environment.has("records/register.yaml") && again.code == 3;
        assert!(
            again.code == expected || was_there,
            "{}: {}",
            killed.told,
            again.err
        );
        // What editors are led to is laid after the register is saved, and is no part of it: it can be laid again.
        killed.register.run(&["schema", "--write"]);
        killed.is_mended();
        killed.goes_on();
    });
}

#[test]
fn minutes_whose_import_is_killed_are_recorded_whole_or_not_at_all() {
    let environment = Environment::with_register();
    for name in ["Northmere Council", "Harrowdale Council"] {
        environment
            .run(&["add", "body", "--name", name, "--role", "local-authority"])
            .ok();
    }
    let committee = [
        "add",
        "body",
        "--name",
        "Northmere Health Scrutiny Committee",
        "--role",
        "scrutiny-committee",
        "--part-of",
        "northmere-council",
    ];
    environment.run(&committee).ok();
    environment.write(".gitignore", "minutes.txt\n");
    environment.git(&["add", ".gitignore"]);
    environment.git(&["commit", "--quiet", "--message", "Leave the minutes out"]);
    environment.write(
        "minutes.txt",
        "The move of the stroke ward\nMinutes:\n1. The officer introduced the paper.\nRESOLVED:\n\
         a. The Committee deems that the proposal to move the stroke ward is a substantial variation of service.\n\
         b. The Trust be invited to attend this Committee in September.\n",
    );
    let import = [
        "import",
        "minutes",
        "minutes.txt",
        "--committee",
        "northmere-health-scrutiny-committee",
        "--meeting",
        "12/03/2026",
        "--title",
        "The move of the stroke ward",
        "--new-change",
        "The move of the stroke ward",
        "--summary",
        "Stroke patients go to the General.",
        "--kind",
        "move",
        "--no-input",
    ];
    let start = Start::new(environment);
    at_each_call(&start, &import, 24, |killed| {
        killed.is_mended();
        let list = |kind| {
            killed.next(&["list", kind, "--format", "json"], 0).json()["data"]
                .as_array()
                .unwrap()
                .len()
        };
        let counts = [list("changes"), list("resolutions"), list("determinations")];
        let expected = usize::from(killed.is_after);
        assert_eq!(counts, [expected; 3], "{}", killed.told);
        killed.next(&import, 0);
        killed.goes_on();
    });
}

#[test]
fn a_site_whose_building_is_killed_holds_old_pages_and_new_ones_and_the_next_build_completes_it() {
    let environment = Environment::with_register();
    environment.run(ADD).ok();
    environment.run(&["build"]).ok();
    environment
        .run(&["edit", "north-council", "--set", "name=North Shire Council"])
        .ok();
    environment.run(MORE).ok();
    let old = site(&environment);
    let start = Start::new(environment);
    let whole = start.copy();
    whole.run(&["build"]).ok();
    let new = site(&whole.environment);
    at_each_call(&start, &["build", "--quiet"], 40, |killed| {
        for (path, bytes) in site(&killed.register.environment) {
            let is_one = [&old, &new].iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(
                is_one || path == MANIFEST || is_work(&path),
                "{}: {path} is neither old nor new",
                killed.told
            );
        }
        killed.next(&["build"], 0);
        is_the_site(&killed.register, &new, &killed.told);
        killed.next(&["edit", "south-council", "--set", "area=The south"], 0);
        killed.register.is_tidy(&killed.told);
    });
}

/// The site holds these files and no other; what its manifest says of them is so.
#[track_caller]
fn is_the_site(register: &Register, wanted: &BTreeMap<String, Vec<u8>>, told: &str) {
    let now = site(&register.environment);
    let differs = now
        .iter()
        .filter(|(path, bytes)| wanted.get(*path) != Some(bytes));
    let differs: Vec<_> = differs.map(|(path, _)| path).collect();
    assert!(differs.is_empty(), "{told}: {differs:?} differ");
    assert_eq!(now.len(), wanted.len(), "{told}");
}

const MANIFEST: &str = "MANIFEST.sha256";

fn is_work(path: &str) -> bool {
    path.starts_with(".scrutiny-")
}

/// The files of the site.
fn site(environment: &Environment) -> BTreeMap<String, Vec<u8>> {
    files(&environment.path().join("site")).into_iter().collect()
}

#[test]
fn a_site_whose_building_was_killed_and_whose_records_were_taken_back_is_as_it_was() {
    if !trace::is_possible() {
        return;
    }
    let environment = Environment::with_register();
    environment.run(ADD).ok();
    environment.run(&["build"]).ok();
    let register = Register::of(environment);
    let old = site(&register.environment);
    let edit = ["edit", "north-council", "--set", "name=South Council"];
    // How many calls a build makes differs with how threads share the work: where along its way, does not.
    register.run(&edit).ok();
    let calls = trace::run(&register.environment, &["build"], At::Never, Whom::All)
        .changes
        .len();
    register
        .environment
        .git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    register.run(&["build"]).ok();
    // While pages are laid aside, and twice while they take their places.
    for (percent, is_begun) in [(30, false), (60, true), (90, true)] {
        let number = calls * percent / 100;
        register.run(&edit).ok();
        let run = trace::run(&register.environment, &["build"], At::Change(number), Whom::All);
        assert_eq!(run.code, None, "it was killed at call {number} of {calls}");
        let manifest = register.environment.read("site/MANIFEST.sha256");
        let has_begun = Some(manifest.as_bytes()) != old.get(MANIFEST).map(Vec::as_slice);
        assert_eq!(has_begun, is_begun, "killed at call {number} of {calls}");
        register
            .environment
            .git(&["reset", "--quiet", "--hard", "HEAD~1"]);
        register.run(&["build"]).ok();
        is_the_site(&register, &old, &format!("killed at call {number}"));
    }
}
