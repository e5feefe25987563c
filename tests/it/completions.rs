//! What shells offer, and the manual pages: nothing is left out of them, and their own programs take them.

use std::process::Command as Process;

use clap::Command;
use scrutiny::cli;

use crate::environment::{Environment, Ran, files};

const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

/// Every command that is shown, built, so that it holds the flags of all.
fn commands() -> Vec<Command> {
    fn gather(command: &Command, all: &mut Vec<Command>) {
        all.push(command.clone());
        let shown = command.get_subcommands().filter(|below| !below.is_hide_set());
        for below in shown.filter(|below| below.get_name() != "help") {
            gather(below, all);
        }
    }
    let mut program = cli::command();
    program.build();
    let mut all = Vec::new();
    gather(&program, &mut all);
    assert!(all.len() > 40, "{}", all.len());
    all
}

/// Runs a program of the machine on some text, where it is installed.
fn judged(program: &str, args: &[&str], text: &str) -> Option<Ran> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("script");
    std::fs::write(&file, text).expect("it is written");
    let mut process = Process::new(program);
    process.args(args).arg(&file);
    Some(Ran::of(&process.output().ok()?))
}

#[test]
fn every_command_and_every_flag_stands_in_every_script() {
    let environment = Environment::new();
    let commands = commands();
    for shell in SHELLS {
        let script = environment.run(&["completions", shell]).ok().out;
        for command in &commands {
            assert!(
                script.contains(command.get_name()),
                "{shell} {}",
                command.get_name()
            );
            for flag in command.get_arguments().filter_map(clap::Arg::get_long) {
                // fish writes `-l flag`.
                let forms = [format!("--{flag}"), format!("-l {flag}")];
                let has = forms.iter().any(|form| script.contains(form.as_str()));
                assert!(has, "{shell} {} --{flag}", command.get_name());
            }
        }
    }
    let json = environment
        .run(&["completions", "bash", "--format", "json"])
        .ok()
        .json();
    assert!(
        json["data"]["script"]
            .as_str()
            .expect("a script")
            .contains("_scrutiny")
    );
}

#[test]
fn the_shells_take_their_scripts() {
    let environment = Environment::new();
    for (shell, program, args) in [
        ("bash", "bash", ["-n"]),
        ("zsh", "zsh", ["-n"]),
        ("fish", "fish", ["--no-execute"]),
    ] {
        let script = environment.run(&["completions", shell]).ok().out;
        if let Some(ran) = judged(program, &args, &script) {
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        }
    }
}

#[test]
#[cfg(unix)]
fn bash_offers_commands_flags_and_ids() {
    let environment = Environment::with_demonstration();
    let script = environment.run(&["completions", "bash"]).ok().out;
    environment.write("scrutiny.bash", &script);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_scrutiny"));
    let folder = program.parent().expect("a folder").display().to_string();
    let offered = |words: &str, below: &str| {
        let line = format!(
            "source {}/scrutiny.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _scrutiny_with_ids scrutiny \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            environment.path().display()
        );
        let mut bash = environment.command("bash");
        bash.env(
            "PATH",
            format!("{folder}:{}", std::env::var("PATH").unwrap_or_default()),
        )
        .current_dir(environment.path().join(below))
        .args(["--norc", "-c", &line]);
        let ran = Ran::of(&bash.output().expect("bash starts"));
        ran.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offered("scrutiny doc", ""), ["doctor"]);
    assert!(offered("scrutiny build --wh", "").contains(&"--whole".to_owned()));
    assert!(offered("scrutiny show kent-h", "").contains(&"kent-hosc".to_owned()));
    let both = offered("scrutiny show resolution/kent", "records");
    assert_eq!(both, ["resolution/kent-hosc-2025-10-09-all-age-mental-health"]);
    assert!(offered("scrutiny why all-age", "").contains(&"all-age-mental-health-2025".to_owned()));
}

#[test]
fn ids_are_told_for_the_shell_and_none_where_there_is_no_register() {
    let ids = Environment::with_demonstration().run(&["complete-ids"]).ok().out;
    assert!(ids.lines().any(|id| id == "kmpt"), "{ids}");
    assert!(
        ids.lines().any(|id| id.starts_with("determination/kent-hosc")),
        "{ids}"
    );
    assert_eq!(Environment::new().run(&["complete-ids"]).ended(4).out, "");
}

#[test]
fn there_is_a_manual_page_for_each_command_that_tells_each_flag_and_sets_without_a_warning() {
    let environment = Environment::new();
    environment.run(&["man", "--output", "pages"]).ok();
    let pages = files(&environment.path().join("pages"));
    let commands = commands();
    assert_eq!(pages.len(), commands.len());
    for command in &commands {
        let name = format!("{}.1", command.get_display_name().unwrap_or("scrutiny"));
        let page = pages.iter().find(|(path, _)| *path == name);
        let page = String::from_utf8_lossy(&page.unwrap_or_else(|| panic!("{name}")).1).into_owned();
        for flag in command.get_arguments().filter_map(clap::Arg::get_long) {
            let written = format!("\\-\\-{}", flag.replace('-', "\\-"));
            assert!(page.contains(&written), "{name} {written}\n{page}");
        }
        // Each flag is told, those of all commands, too.
        for told in ["folder above that holds records/", "Never ask"] {
            assert!(page.contains(told), "{name} {told}\n{page}");
        }
        assert!(page.contains(".SH EXAMPLES\n"), "{name}");
        if let Some(ran) = judged("groff", &["-man", "-ww", "-z", "-Tutf8"], &page) {
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        }
        if let Some(ran) = judged("mandoc", &["-T", "lint", "-W", "error"], &page) {
            assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{name}");
        }
    }
    let one = environment.run(&["man", "add", "body"]).ok().out;
    assert!(one.contains("Northmere Council"), "{one}");
    environment.run(&["man", "no-such"]).ended(2);
}
