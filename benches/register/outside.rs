//! Stages measured as a clerk meets them: the program started, and waited for until it has ended.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::ground::{AS_AT, Ground, remove};
use super::measure::{Meter, run};

/// The program with a command, at work in a register.
fn scrutiny(root: &Path, arguments: &[&str]) -> Command {
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

/// Measures every command, each on a copy of its own.
pub(crate) fn measure(meter: &mut Meter, ground: &Ground) {
    let on_copy = |meter: &mut Meter, stage: &str, work: &dyn Fn(&mut Meter, &Path)| {
        if meter.wants(stage) {
            let copy = ground.copy("work");
            work(meter, &copy);
            remove(&copy);
        }
    };
    let example = ground.example();
    on_copy(meter, "scrutiny check", &|meter, root| {
        meter.process("scrutiny check", || scrutiny(root, &["check"]));
    });
    on_copy(meter, "scrutiny list", &|meter, root| {
        meter.process("scrutiny list changes", || scrutiny(root, &["list", "changes"]));
    });
    on_copy(meter, "scrutiny show", &|meter, root| {
        run(&mut scrutiny(root, &["show", example.id()]));
        meter.process("scrutiny show", || scrutiny(root, &["show", example.id()]));
    });
    on_copy(meter, "scrutiny build", &|meter, root| build(meter, ground, root));
    if ground.has_history {
        on_copy(meter, "scrutiny verify", &|meter, root| {
            meter.process("scrutiny verify", || scrutiny(root, &["verify"]));
        });
    }
    on_copy(meter, "scrutiny add body", &|meter, root| {
        let number = Cell::new(0);
        meter.process("scrutiny add body", || add(root, &number));
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
    let site = root.join("site");
    let cold = |arguments: &[&str]| {
        remove(&site);
        remove(&root.join(".git/scrutiny"));
        scrutiny(root, arguments)
    };
    meter.process("scrutiny build --no-history, cold", || {
        cold(&["build", "--no-history"])
    });
    if ground.has_history {
        meter.process("scrutiny build, history cold", || cold(&["build"]));
    }
    run(&mut scrutiny(root, &["build"]));
    meter.process("scrutiny build, nothing changed", || scrutiny(root, &["build"]));
    let turn = Cell::new(0);
    let change = || {
        turn.set(turn.get() + 1);
        fs::write(root.join(&ground.example().path), ground.changed(turn.get()))
            .expect("a record can be written");
    };
    change();
    run(&mut scrutiny(root, &["build"]));
    meter.process("scrutiny build, one record changed", || {
        change();
        scrutiny(root, &["build"])
    });
    if ground.has_history {
        let number = Cell::new(0);
        meter.process("scrutiny build, one commit more", || {
            run(&mut add(root, &number));
            scrutiny(root, &["build"])
        });
    }
}
