//! The help of every command: three examples first, each of which runs as it is printed; and a short help of one screen.

use clap::Command;
use scrutiny::cli;

use crate::environment::{Environment, Ran, copy, repository};

/// The most lines that the short help of a command may have.
const SCREEN: usize = 45;

/// Every command that a person can give, with its names from the program on.
fn commands() -> Vec<(Vec<String>, Command)> {
    fn gather(command: &Command, path: &[String], all: &mut Vec<(Vec<String>, Command)>) {
        all.push((path.to_vec(), command.clone()));
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            if below.get_name() != "help" {
                gather(below, &[path, &[below.get_name().to_owned()]].concat(), all);
            }
        }
    }
    let mut all = Vec::new();
    gather(&cli::command(), &[], &mut all);
    assert!(all.len() > 30, "the commands are found");
    all
}

/// The lines under "Examples:" as a person would type them.
fn examples(help: &str) -> Vec<String> {
    let Some((_, rest)) = help.split_once("Examples:\n") else {
        return Vec::new();
    };
    let whole = rest.replace(" \\\n      ", " ");
    let lines = whole.lines().take_while(|line| !line.is_empty());
    let typed = lines.filter(|line| line.starts_with("  scrutiny") || line.starts_with("  git "));
    typed
        .map(|line| line.trim_start().split("   ").next().unwrap_or("").to_owned())
        .collect()
}

/// A line, what it is run as where it cannot run by itself, and what has to be there first.
struct Trial {
    first: Vec<&'static str>,
    line: String,
}

const SOME_CHANGE: &str = "scrutiny add body --name 'Harrowdale Council' --role local-authority";

/// How each line is tried: as it is, but for what waits for a person, serves until it is stopped, or asks another machine.
fn trial(line: &str) -> Trial {
    let twin = |first: &[&'static str], line: &str| Trial {
        first: first.to_vec(),
        line: line.to_owned(),
    };
    let words: Vec<&str> = line.split(' ').take(2).collect();
    match (words.get(1).copied().unwrap_or(""), line) {
        // These ask.
        ("undo", "scrutiny undo") => twin(&[SOME_CHANGE], "scrutiny undo --dry-run"),
        ("undo", _) => twin(&[SOME_CHANGE], line),
        ("redo", "scrutiny redo") => twin(&[SOME_CHANGE, "scrutiny undo --yes"], "scrutiny redo --dry-run"),
        ("redo", _) => twin(&[SOME_CHANGE, "scrutiny undo --yes"], line),
        ("nation", _) => twin(
            &[
                "git clone --quiet . clones/kent",
                "printf 'name: All\npublisher: P\nregisters:\n  - {prefix: kent, name: Kent, folder: clones/kent}\n' > national.yaml",
                "scrutiny nation --to public",
            ],
            line,
        ),
        ("import", "scrutiny import minutes") => twin(
            &[],
            "scrutiny import minutes - --committee kent-hosc --meeting 2026-01-20 --title Wards --change all-age-mental-health-2025 \
             --dry-run < item.txt",
        ),
        // A sheet is taken in that somebody wrote.
        ("import", _) if line.contains("our-list.csv") => twin(
            &[
                "printf 'title,kind,summary,under_consideration_from\\nA unit opens,new-service,It opens in Northmere.,03/04/2026\\n' > our-list.csv",
            ],
            line,
        ),
        ("import", _) if line.contains("register.xlsx") => {
            twin(&["scrutiny export --output register.xlsx"], line)
        }
        // A register is started where there is none.
        ("init", _) => twin(&["rm -rf records .git"], line),
        ("verify", "scrutiny verify site") => twin(&["scrutiny build"], line),
        ("sync", _) if line.contains("https://") => twin(
            &["git init --quiet --bare ../shared.git"],
            "scrutiny sync --with ../shared.git",
        ),
        ("sync", _) => twin(
            &[
                "git init --quiet --bare ../shared.git",
                "scrutiny sync --with ../shared.git",
            ],
            line,
        ),
        _ => twin(&[], line),
    }
}

/// A folder with the demonstration register, its history laid out over some days, and the files that examples name.
fn template() -> Environment {
    let environment = Environment::new();
    let top = environment.path().join("register");
    copy(&repository().join("records"), &top.join("records"));
    let git = |args: &[&str], day: &str| {
        let mut command = environment.command("git");
        let date = format!("{day}T12:00:00Z");
        command
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date);
        let output = command.current_dir(&top).args(args).output().expect("git starts");
        Ran::of(&output).ok();
    };
    git(&["init", "--quiet", "--initial-branch=main", "."], "2025-12-01");
    for (day, what) in [
        ("2025-12-01", ["records/register.yaml", "records/bodies"]),
        ("2026-01-12", ["records/changes", "records/pages"]),
        ("2026-02-02", ["records/resolutions", "records/determinations"]),
        ("2026-03-02", ["records/duties", "records/register.yaml"]),
    ] {
        git(&["add", what[0], what[1]], day);
        git(&["commit", "--quiet", "--message", "Some records"], day);
    }
    let body = environment.read("register/records/bodies/kent-hosc.yaml");
    for name in ["base.yaml", "ours.yaml", "theirs.yaml"] {
        environment.write(&format!("register/{name}"), &body);
    }
    environment.write(
        "register/item.txt",
        "Mental health services\n\nThe Committee had a report.\n\nRESOLVED that the report be noted.\n",
    );
    environment
}

/// Runs a line in a shell that finds the program.
fn shell(environment: &Environment, line: &str) -> Ran {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_scrutiny"));
    let folder = program.parent().expect("the program is in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = environment.command("sh");
    shell
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("EDITOR", "true")
        .current_dir(environment.path().join("register"))
        .args(["-e", "-c", line]);
    Ran::of(&shell.output().expect("sh starts"))
}

/// Starts a server, hears that it serves, and ends it.
fn serves(environment: &Environment, line: &str) -> Result<(), String> {
    use std::io::{BufRead, BufReader};
    let words = line
        .split(' ')
        .skip(1)
        .filter(|word| *word != "--port" && *word != "8080");
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    command.current_dir(environment.path().join("register"));
    command.args(words).args(["--port", "0"]);
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null());
    let mut server = command.spawn().expect("the program starts");
    let heard = BufReader::new(server.stdout.take().expect("it is heard"));
    let found = heard
        .lines()
        .map_while(Result::ok)
        .find(|said| said.contains("http://127.0.0.1"));
    let _ = server.kill();
    let _ = server.wait();
    found
        .map(drop)
        .ok_or_else(|| format!("{line}: it does not serve"))
}

#[test]
#[cfg(unix)]
fn every_example_of_every_help_runs() {
    let template = template();
    let mut lines: Vec<String> = Vec::new();
    for (path, _) in commands() {
        let help = shell(&template, &format!("scrutiny {} --help", path.join(" ")))
            .ok()
            .out;
        let found = examples(&help);
        assert_eq!(found.len(), 3, "{path:?}\n{help}");
        let place = help.find("Examples:").expect("they are there");
        assert!(place < help.find("Usage:").expect("usage"), "{help}");
        lines.extend(
            found
                .into_iter()
                .filter(|line| !lines.contains(line))
                .collect::<Vec<_>>(),
        );
    }
    assert!(lines.len() > 90, "{} examples are found", lines.len());
    let queue = std::sync::Mutex::new(lines.iter());
    let faults = std::sync::Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = queue.lock().expect("no test ended").next();
            let Some(line) = next else { return };
            let place = Environment::new();
            copy(template.path(), place.path());
            let fault = if line.starts_with("scrutiny serve") {
                serves(&place, line).err()
            } else {
                let trial = trial(line);
                let before: Vec<Ran> = trial.first.iter().map(|line| shell(&place, line)).collect();
                let ran = shell(&place, &trial.line);
                let is_well = ran.code == 0 && before.iter().all(|ran| ran.code == 0);
                (!is_well).then(|| format!("{line}\n{before:?}\n{}\n{}\n{}", ran.code, ran.out, ran.err))
            };
            faults.lock().expect("no test ended").extend(fault);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let faults = faults.into_inner().expect("no test ended");
    assert!(faults.is_empty(), "{}", faults.join("\n----\n"));
}

#[test]
fn the_short_help_of_every_command_is_one_screen() {
    for (path, _) in commands() {
        let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
        args.push("-h");
        let help = Environment::new().run(&args).ok().out;
        let lines = help.lines().count();
        let most = if path.is_empty() { 70 } else { SCREEN };
        assert!(lines <= most, "{path:?} has {lines} lines\n{help}");
        // How it is called stands on one line, however long.
        let mut wrapped = help.lines().filter(|line| !line.starts_with("Usage:"));
        assert!(wrapped.all(|line| line.chars().count() <= 100), "{help}");
        assert!(help.contains("Examples:\n  scrutiny"), "{help}");
    }
}

#[test]
fn the_long_help_of_a_command_tells_every_flag_of_it() {
    for (path, command) in commands() {
        let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
        args.push("--help");
        let help = Environment::new().run(&args).ok().out;
        let flags = command.get_arguments().filter(|arg| !arg.is_hide_set());
        for flag in flags
            .filter_map(clap::Arg::get_long)
            .chain(["register", "format"])
        {
            assert!(help.contains(&format!("--{flag}")), "{path:?} --{flag}\n{help}");
        }
    }
}

#[test]
fn the_first_help_lists_every_command_once_under_its_job() {
    let help = Environment::new().run(&["--help"]).ok().out;
    for (path, command) in commands().into_iter().filter(|(path, _)| path.len() == 1) {
        let about = command.get_about().expect("a sentence").to_string();
        let line = format!("  {:<12} {}\n", path[0], about.trim_end_matches('.'));
        assert_eq!(help.matches(&line).count(), 1, "{line}\n{help}");
    }
    let places = [
        "Start:", "Record:", "See:", "Duties:", "Move on:", "Assure:", "History:", "Share:", "Tools:",
    ];
    let places: Vec<usize> = places.iter().map(|job| help.find(job).expect(job)).collect();
    assert!(places.is_sorted(), "{help}");
}
