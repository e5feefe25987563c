//! `scrutiny doctor`: whether this machine and the register are fit for work.
#![expect(
    clippy::disallowed_methods,
    reason = "the environment is part of what is looked at"
)]

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::editor;
use super::help::{self, Examples};
use super::output::{Table, wrap};
use super::schema;
use crate::audit::signing;
use crate::check;
use crate::diagnostic::Severity;
use crate::disk;
use crate::doctor::surroundings::{Desk as Seat, Family, Folder, Git, Mount, Program, Right};
use crate::doctor::{Finding, State, Surroundings, examine, worst};
use crate::failure::{Exit, Failure};
use crate::git::{self, Repo};
use crate::law::Law;
use crate::source::Sources;
use crate::value::{PartialDate, capital};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny doctor", "what is well, what is doubtful, what is wrong"),
    ("scrutiny doctor --quiet", "only what is doubtful or wrong"),
    ("scrutiny doctor --format json", "for whoever helps you"),
];

/// Tell whether machine and register are fit for work, with a cure for what is not.
///
/// Looks at the register's folder, at Git and who it says you are, at locks and saves that were cut off, at line endings and
/// file names, at shared drives and synchronised folders, at rights, clock, terminal and editor. It changes nothing, and works
/// outside a register too. Ends with 1 where something is wrong; what is doubtful does not fail.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Doctor {}

impl Doctor {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let findings = examine(&gather(desk));
        let worst = worst(&findings);
        let is_fit = worst != State::Wrong;
        let output = desk.output;
        if output.is_json() {
            let of = |state| findings.iter().filter(|finding| finding.state == state).count();
            let data = json!({
                "wrong": of(State::Wrong), "doubtful": of(State::Doubtful), "well": of(State::Well), "findings": findings,
            });
            output.judged(is_fit, &data);
        } else if output.is_text() {
            let room = output.screen.room();
            for state in [State::Wrong, State::Doubtful] {
                tell(&findings, state, room, |text| output.data(text));
            }
            tell(&findings, State::Well, room, |text| output.say(text));
        } else {
            output.table(&table(&findings), || Json::Null);
        }
        output.next(match worst {
            State::Wrong => "mend what is wrong, then run `scrutiny doctor` again",
            _ => "scrutiny check looks at what the records say",
        });
        Ok(if is_fit { Exit::Fine } else { Exit::Problems })
    }
}

/// The findings of one state, each with its cure below it.
fn tell(findings: &[Finding], state: State, room: usize, print: impl Fn(&str)) {
    let (heading, colour) = match state {
        State::Well => ("Well", "32"),
        State::Doubtful => ("Doubtful", "33"),
        State::Wrong => ("Wrong", "31"),
    };
    let these: Vec<&Finding> = findings.iter().filter(|finding| finding.state == state).collect();
    if these.is_empty() {
        return;
    }
    let indented = |first: &str, text: &str| {
        let lines = wrap(text, room.saturating_sub(first.len()));
        let pad = " ".repeat(first.len());
        format!("{first}{}", lines.replace('\n', &format!("\n{pad}")))
    };
    let mut text = format!("\x1b[1;{colour}m{heading}\x1b[0m");
    for finding in these {
        text.push('\n');
        text.push_str(&indented("  - ", &sentence(&finding.what)));
        if let Some(cure) = &finding.cure {
            text.push('\n');
            // Whole, so that a command in it can be copied.
            text.push_str(&format!("      {}", sentence(cure)));
        }
    }
    print(&text);
}

/// A clause as a sentence.
fn sentence(text: &str) -> String {
    // A command is written as it is typed.
    match text.starts_with("git ") || text.starts_with("scrutiny ") {
        true => text.to_owned(),
        false => capital(text),
    }
}

fn table(findings: &[Finding]) -> Table {
    let row = |finding: &Finding| {
        vec![
            finding.topic.to_owned(),
            finding.state.word().to_owned(),
            finding.what.clone(),
            finding.cure.clone().unwrap_or_default(),
        ]
    };
    Table {
        columns: vec!["topic", "state", "what", "cure"],
        rows: findings.iter().map(row).collect(),
    }
}

/// Looks at everything, and touches nothing.
fn gather(desk: &Desk<'_>) -> Surroundings {
    let start = desk.start();
    let root = disk::find_register(&start).ok();
    let (git, repo) = match &root {
        Some(root) => git::seen(root),
        None => (Git::None, None),
    };
    let sources = root.as_deref().and_then(|root| disk::read(root).ok());
    let problems = sources.as_ref().map(|sources| problems(sources, desk.clock));
    let is_bare = matches!(&git, Git::Here(own) if own.bare);
    let (rights, locks) = match &root {
        Some(root) => rights(root, repo.as_ref()),
        None => (Vec::new(), None),
    };
    Surroundings {
        today: desk.clock,
        family: family(),
        program: Program {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            library: git::library(),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        },
        folder: folder(desk, &start, root.as_deref()),
        identity: (!is_bare).then(|| git::identity(repo.as_ref())),
        git,
        git_program: Some(git::program_seen()),
        signing_from: sources
            .as_ref()
            .and_then(|sources| signing_from(sources, desk.clock)),
        sources,
        problems,
        rights,
        locks,
        schemas: root.as_deref().map(schema::are_laid),
        site_version: root.as_deref().and_then(site_version),
        desk: seat(desk),
    }
}

fn family() -> Family {
    if cfg!(windows) {
        Family::Windows
    } else if cfg!(target_os = "macos") {
        Family::Mac
    } else {
        Family::Unix
    }
}

fn folder(desk: &Desk<'_>, start: &Path, root: Option<&Path>) -> Folder {
    let place = disk::plain_path(root.unwrap_or(start));
    let mount = disk::mount_of(&place).map(|(kind, source)| Mount { kind, source });
    let drives = std::env::vars_os().filter_map(|(name, value)| {
        let is_drive = name.to_str()?.to_lowercase().starts_with("onedrive");
        is_drive.then(|| value.to_string_lossy().into_owned())
    });
    Folder {
        path: place.display().to_string(),
        holds_register: root.is_some(),
        is_named: desk.is_told_where(),
        mount,
        one_drives: drives.collect(),
        ignores_case: root.and_then(disk::ignores_case),
    }
}

/// How many mistakes and warnings there are.
fn problems(sources: &Sources, today: NaiveDate) -> (usize, usize) {
    let (_, problems) = check::check(sources, &Law::of(sources), today);
    (problems.count(Severity::Error), problems.count(Severity::Warning))
}

/// From when commits have to be signed, where that day has come.
fn signing_from(sources: &Sources, today: NaiveDate) -> Option<String> {
    let (_, settings) = sources
        .iter()
        .find(|(_, source)| source.path == "records/register.yaml")?;
    let day = signing::required_from(settings.text.clone().into_bytes())?;
    (day <= today).then(|| PartialDate::Day(day).spoken())
}

/// The folders that commands write to, each tried, and whether files can be locked where Git's are.
fn rights(root: &Path, repo: Option<&Repo>) -> (Vec<Right>, Option<Result<(), String>>) {
    let site = root.join("site");
    let mut folders: Vec<(String, PathBuf)> = vec![("records/".to_owned(), root.join("records"))];
    if disk::look(&site).is_ok_and(|about| about.is_some()) {
        folders.push(("site/".to_owned(), site));
    }
    if let Some(repo) = repo {
        folders.push(("Git's folder".to_owned(), repo.own_folder().to_path_buf()));
    }
    let mut locks = None;
    let mut rights = Vec::new();
    for (name, place) in folders {
        let tried = disk::try_folder(&place);
        locks = tried.locks.or(locks);
        rights.push(Right {
            folder: name,
            refused: tried.refused,
        });
    }
    (rights, locks)
}

/// The version of the program that made site/.
fn site_version(root: &Path) -> Option<String> {
    let bytes = disk::load(&root.join("site").join("register.json")).ok()??;
    let about: Json = serde_json::from_slice(&bytes).ok()?;
    Some(about.pointer("/edition/version")?.as_str()?.to_owned())
}

/// The terminal and the editor.
fn seat(desk: &Desk<'_>) -> Seat {
    let said = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (command, editor_from) = editor::named();
    let program = command.split_whitespace().next().unwrap_or_default();
    let ends = std::env::var("PATHEXT").unwrap_or_default();
    let ends: Vec<String> = ends
        .split(';')
        .filter(|end| !end.is_empty())
        .map(str::to_owned)
        .collect();
    Seat {
        is_terminal: std::io::stdout().is_terminal(),
        is_coloured: desk.output.is_coloured(),
        columns: desk.output.screen.data,
        locale: ["LC_ALL", "LC_CTYPE", "LANG"]
            .iter()
            .find_map(said)
            .unwrap_or_default(),
        has_editor: disk::finds_program(program, std::env::var_os("PATH").as_deref(), &ends),
        editor: command,
        editor_from,
    }
}
