//! Stages measured as a clerk meets them: the program started, and waited for until it has ended.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::git;
use super::ground::{AS_AT, Ground, files_below, remove};
use super::measure::{Meter, run};
use super::pages;
use super::stage::{ADD, BUILD, BUILD_OF_HISTORY, CHANGED, CHECK, COMMIT, COPYING, UNCHANGED};

const LIST: &str = "`scrutiny list changes`";
const SHOW: &str = "`scrutiny show`";
const WHY: &str = "`scrutiny why`";
const VERIFY: &str = "`scrutiny verify`";
const ONE_COMMIT_MORE: &str = "`scrutiny build`, one commit more";

/// The program with a command, at work in a register.
pub(crate) fn scrutiny(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scrutiny"));
    command
        .args(arguments)
        .current_dir(root)
        .env("HOME", root)
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for variable in ["SCRUTINY_REGISTER", "XDG_CONFIG_HOME", "GIT_DIR"] {
        command.env_remove(variable);
    }
    command.env("SCRUTINY_AS_AT", AS_AT);
    command
}

/// Measures every command. Those that change the register have a copy of it to themselves.
pub(crate) fn measure(meter: &mut Meter, ground: &Ground) {
    on_copy(meter, ground, &[CHECK, LIST, SHOW, WHY, VERIFY], look);
    let building = [
        BUILD,
        BUILD_OF_HISTORY,
        UNCHANGED,
        CHANGED,
        ONE_COMMIT_MORE,
        COPYING,
    ];
    on_copy(meter, ground, &building, build);
    on_copy(meter, ground, &[ADD, COMMIT], save);
}

fn on_copy(meter: &mut Meter, ground: &Ground, stages: &[&str], work: fn(&mut Meter, &Ground, &Path)) {
    if stages.iter().any(|stage| meter.wants(stage)) {
        let copy = ground.copy("work");
        work(meter, ground, &copy);
        remove(&copy);
    }
}

/// Commands that only read.
fn look(meter: &mut Meter, ground: &Ground, root: &Path) {
    let example = ground.example().id();
    meter.process(CHECK, || [scrutiny(root, &["check"])]);
    meter.process(LIST, || [scrutiny(root, &["list", "changes"])]);
    meter.process(WHY, || [scrutiny(root, &["why", example])]);
    if meter.wants(SHOW) {
        // The first tells the history, and keeps it.
        run(&mut scrutiny(root, &["show", example]));
    }
    meter.process(SHOW, || [scrutiny(root, &["show", example])]);
    if ground.has_history {
        meter.process(VERIFY, || [scrutiny(root, &["verify"])]);
    }
}

/// A record saved, and what Git alone takes to save a file.
fn save(meter: &mut Meter, ground: &Ground, root: &Path) {
    let number = Cell::new(0);
    meter.process(ADD, || [add(root, &number)]);
    if !ground.has_history {
        return;
    }
    meter.process(COMMIT, || {
        number.set(number.get() + 1);
        let path = format!("records/bodies/measured-practice-{}.yaml", number.get());
        let text = format!(
            "name: Measured Practice {}\nrole: independent-provider\n",
            number.get()
        );
        fs::write(root.join(&path), text).expect("a record can be written");
        let message = format!("--message=Add body: {path}");
        [
            git::command(root, &["add", &path]),
            git::command(root, &["commit", "--quiet", &message, "--", &path]),
        ]
    });
}

/// Records one body more.
fn add(root: &Path, number: &Cell<usize>) -> Command {
    number.set(number.get() + 1);
    let name = format!("Measured Practice {}", number.get());
    scrutiny(
        root,
        &["add", "body", "--name", &name, "--role", "independent-provider"],
    )
}

fn build(meter: &mut Meter, ground: &Ground, root: &Path) {
    let cold = |arguments: &[&str]| {
        forget(root);
        [scrutiny(root, arguments)]
    };
    meter.process(BUILD, || cold(&["build", "--no-history"]));
    if ground.has_history {
        meter.process(BUILD_OF_HISTORY, || cold(&["build"]));
    }
    run(&mut scrutiny(root, &["build"]));
    let site = root.join("site");
    let files = files_below(&site);
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    meter.fact(format!(
        "The site has {} files, {} MiB.",
        files.len(),
        bytes >> 20
    ));
    pages::copying(meter, ground, &site);
    meter.process(UNCHANGED, || [scrutiny(root, &["build"])]);
    let turn = Cell::new(0);
    change(ground, root, &turn);
    run(&mut scrutiny(root, &["build"]));
    meter.process(CHANGED, || {
        change(ground, root, &turn);
        [scrutiny(root, &["build"])]
    });
    if ground.has_history {
        let number = Cell::new(0);
        meter.process(ONE_COMMIT_MORE, || {
            run(&mut add(root, &number));
            [scrutiny(root, &["build"])]
        });
    }
}

/// Takes away the site, and all that was kept to make the next one sooner.
pub(crate) fn forget(root: &Path) {
    remove(&root.join("site"));
    remove(&root.join(".git/scrutiny"));
}

/// Gives the example another title.
pub(crate) fn change(ground: &Ground, root: &Path, turn: &Cell<usize>) {
    turn.set(turn.get() + 1);
    let text = ground.changed(turn.get());
    fs::write(root.join(&ground.example().path), text).expect("a record can be written");
}
