//! Stages measured as a clerk meets them: the program started, and waited for until it has ended.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::git;
use super::ground::{Ground, files_below, remove};
use super::measure::{Meter, run};
use super::pages;
use super::stage::{ADD, BUILD, BUILD_OF_HISTORY, CHANGED, CHECK, COMMIT, COPYING, UNCHANGED};

const LIST: &str = "`scrutiny list changes`";
const SHOW: &str = "`scrutiny show`";
const WHY: &str = "`scrutiny why`";
const VERIFY: &str = "`scrutiny verify`";
const ONE_COMMIT_MORE: &str = "`scrutiny build`, one commit more";

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
    meter.process(CHECK, || [ground.scrutiny(root, &["check"])]);
    meter.process(LIST, || [ground.scrutiny(root, &["list", "changes"])]);
    meter.process(WHY, || [ground.scrutiny(root, &["why", example])]);
    if meter.wants(SHOW) {
        // The first tells the history, and keeps it.
        run(&mut ground.scrutiny(root, &["show", example]));
    }
    meter.process(SHOW, || [ground.scrutiny(root, &["show", example])]);
    if ground.has_history {
        meter.process(VERIFY, || [ground.scrutiny(root, &["verify"])]);
    }
}

/// A record saved, and what Git alone takes to save a file.
fn save(meter: &mut Meter, ground: &Ground, root: &Path) {
    let number = Cell::new(0);
    meter.process(ADD, || [add(ground, root, &number)]);
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
fn add(ground: &Ground, root: &Path, number: &Cell<usize>) -> Command {
    number.set(number.get() + 1);
    let name = format!("Measured Practice {}", number.get());
    ground.scrutiny(
        root,
        &["add", "body", "--name", &name, "--role", "independent-provider"],
    )
}

fn build(meter: &mut Meter, ground: &Ground, root: &Path) {
    let cold = |arguments: &[&str]| {
        forget(root);
        [ground.scrutiny(root, arguments)]
    };
    meter.process(BUILD, || cold(&["build", "--no-history"]));
    if ground.has_history {
        meter.process(BUILD_OF_HISTORY, || cold(&["build"]));
    }
    run(&mut ground.scrutiny(root, &["build"]));
    let site = root.join("site");
    let files = files_below(&site);
    let bytes: u64 = files.iter().map(|(_, bytes)| bytes).sum();
    meter.fact(format!(
        "The site has {} files, {} MiB.",
        files.len(),
        bytes >> 20
    ));
    pages::copying(meter, ground, &site);
    meter.process(UNCHANGED, || [ground.scrutiny(root, &["build"])]);
    let turn = Cell::new(0);
    change(ground, root, &turn);
    run(&mut ground.scrutiny(root, &["build"]));
    meter.process(CHANGED, || {
        change(ground, root, &turn);
        [ground.scrutiny(root, &["build"])]
    });
    if ground.has_history {
        let number = Cell::new(0);
        meter.process(ONE_COMMIT_MORE, || {
            run(&mut add(ground, root, &number));
            [ground.scrutiny(root, &["build"])]
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
