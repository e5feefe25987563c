//! A page that is run: its commands in order, in one place, and what they print written back.
//!
//! - `<!-- run: empty -->` at its head: the commands begin in an empty folder, as a clerk's home. `<!-- run: demonstration -->`:
//!   in a folder that holds the demonstration register, saved in Git. `<!-- run: after PAGE -->`: where another page of the same
//!   folder ends. The same line further on begins again in a new place.
//! - A block `sh` holds commands of which nothing is shown; each must go well.
//! - A block `console` holds commands after `$ ` (further lines after `> `), each with all that it prints, and `[ends with N]`
//!   where it does not end with 0.
//! - `<!-- prepare` opens commands that readers do not see, up to a line `-->`.
//! - `<!-- not run: reason -->` before a block leaves it out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::environment::{Environment, repository};

use super::shell::{Left, Ran, Shell};
use super::text;

/// A page.
pub(crate) struct Page {
    path: String,
    parts: Vec<Part>,
}

/// Pages that others begin after: each is played once.
#[derive(Default)]
pub(crate) struct Played(Mutex<BTreeMap<String, Arc<OnceLock<Arc<Left>>>>>);

/// A part of a page, in its order.
enum Part {
    /// Lines that stay as they are.
    Text(String),
    /// A new place to run in; its line.
    Ground { line: String, name: String },
    /// Commands of which nothing is shown, with what stands around them.
    Quiet {
        open: String,
        commands: String,
        close: String,
    },
    /// Commands, each with what it prints.
    Shown(Vec<String>),
}

/// Whether a page is to be run.
pub(crate) fn is_run(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<!-- run: "))
}

impl Page {
    pub(crate) fn read(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            parts: parts(&text(path)),
        }
    }

    /// Runs it; what differs from what it shows, or does not go well.
    pub(crate) fn run(&self, played: &Played) -> Option<String> {
        let mut written = String::new();
        let mut faults = Vec::new();
        let mut place: Option<Shell> = None;
        for part in &self.parts {
            let no_place = "a page says where its commands begin before the first of them";
            match part {
                Part::Text(text) => written.push_str(text),
                Part::Ground { line, name } => {
                    place = Some(self.place(name, played));
                    written.push_str(line);
                }
                Part::Quiet {
                    open,
                    commands,
                    close,
                } => {
                    let ran = place.as_mut().expect(no_place).run(commands);
                    if ran.code != 0 {
                        faults.push(format!("ends with {}:\n{commands}\n{}", ran.code, ran.printed));
                    }
                    written.push_str(&format!("{open}{commands}{close}"));
                }
                Part::Shown(commands) => {
                    let shell = place.as_mut().expect(no_place);
                    let each = commands.iter().map(|command| shown(command, &shell.run(command)));
                    written.push_str(&format!("```console\n{}```\n", each.collect::<Vec<_>>().concat()));
                }
            }
        }
        faults.extend(self.differs(&written));
        (!faults.is_empty()).then(|| format!("{}: {}", self.path, faults.join("\n")))
    }

    /// The place that a name means.
    fn place(&self, name: &str, played: &Played) -> Shell {
        if let Some(before) = name.strip_prefix("after ") {
            let (folder, _) = self.path.rsplit_once('/').expect("a page is in a folder");
            return Shell::again(&played.left(&format!("{folder}/{before}")));
        }
        match name {
            "empty" => Shell::new(Environment::new()),
            "demonstration" => Shell::new(Environment::with_demonstration()),
            other => panic!("no ground is called {other}"),
        }
    }

    /// Gives all its commands, and leaves the shell where they end.
    fn play(&self, played: &Played) -> Shell {
        let mut place = None;
        for part in &self.parts {
            match part {
                Part::Text(_) => {}
                Part::Ground { name, .. } => place = Some(self.place(name, played)),
                Part::Quiet { commands, .. } => {
                    drop(place.as_mut().map(|shell: &mut Shell| shell.run(commands)));
                }
                Part::Shown(commands) => {
                    for command in commands {
                        place.as_mut().map(|shell| shell.run(command));
                    }
                }
            }
        }
        place.expect("a page says where its commands begin")
    }

    /// Where the page is not what was printed; with `SNAPSHOTS=overwrite` it is written anew.
    fn differs(&self, written: &str) -> Option<String> {
        if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
            std::fs::write(repository().join(&self.path), written).expect("the page can be written");
        }
        let shown = text(&self.path);
        if shown == written {
            return None;
        }
        let (mut old, mut new) = (shown.lines(), written.lines());
        let (at, old, new) = (0..)
            .map(|at| (at, old.next(), new.next()))
            .find(|(_, old, new)| old != new || old.is_none())?;
        let (old, new) = (old.unwrap_or("nothing"), new.unwrap_or("nothing"));
        Some(format!(
            "line {} differs; SNAPSHOTS=overwrite writes it anew\nis shown:   {old}\nis printed: {new}",
            at + 1
        ))
    }
}

impl Played {
    /// What a page leaves where it ends.
    fn left(&self, path: &str) -> Arc<Left> {
        let path = repository().join(path).canonicalize().expect(path);
        let page = path.strip_prefix(repository().canonicalize().expect("a folder"));
        let page = page.expect("a page of ours").to_str().expect("a name").to_owned();
        let played = Arc::clone(self.0.lock().expect("a lock").entry(page.clone()).or_default());
        Arc::clone(played.get_or_init(|| Arc::new(Page::read(&page).play(self).leave())))
    }
}

/// A command as it stands on the page, with what it printed.
fn shown(command: &str, ran: &Ran) -> String {
    let mut out = String::new();
    for (at, line) in command.lines().enumerate() {
        out.push_str(&format!("{} {line}\n", if at == 0 { "$" } else { ">" }));
    }
    if !ran.printed.trim_end().is_empty() {
        out.push_str(ran.printed.trim_end());
        out.push('\n');
    }
    if ran.code != 0 {
        out.push_str(&format!("[ends with {}]\n", ran.code));
    }
    out
}

/// A page in parts.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = text.split_inclusive('\n');
    let mut skips = false;
    while let Some(line) = lines.next() {
        let mut until = |end: &str| {
            let mut inside = String::new();
            for line in lines.by_ref() {
                if line.trim_end() == end {
                    return (inside, line.to_owned());
                }
                inside.push_str(line);
            }
            panic!("a block is not closed by {end}")
        };
        let name = line
            .strip_prefix("<!-- run: ")
            .and_then(|rest| rest.split_once(" -->"));
        let part = match line.trim_end() {
            _ if name.is_some() => Part::Ground {
                line: line.to_owned(),
                name: name.unwrap_or_default().0.to_owned(),
            },
            "<!-- prepare" => {
                let (commands, close) = until("-->");
                Part::Quiet {
                    open: line.to_owned(),
                    commands,
                    close,
                }
            }
            "```sh" if !skips => {
                let (commands, close) = until("```");
                Part::Quiet {
                    open: line.to_owned(),
                    commands,
                    close,
                }
            }
            "```console" if !skips => Part::Shown(commands(&until("```").0)),
            fence if fence.starts_with("```") => {
                let (inside, close) = until("```");
                Part::Text(format!("{line}{inside}{close}"))
            }
            _ => Part::Text(line.to_owned()),
        };
        // What is said of a block holds for the block alone, past the blank line between.
        skips = line.starts_with("<!-- not run: ") || (skips && line.trim().is_empty());
        parts.push(part);
    }
    parts
}

/// The commands of a block.
fn commands(block: &str) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    for line in block.lines() {
        if let Some(first) = line.strip_prefix("$ ") {
            commands.push(format!("{first}\n"));
        } else if let Some(more) = line.strip_prefix("> ").or((line == ">").then_some(""))
            && let Some(command) = commands.last_mut()
        {
            command.push_str(&format!("{more}\n"));
        }
    }
    assert!(
        !commands.is_empty(),
        "a block `console` holds commands after `$ `:\n{block}"
    );
    commands
}

#[test]
fn a_page_is_taken_apart_and_put_together_again() {
    let text = "# T\n\n<!-- run: empty -->\n<!-- prepare\ntouch a\n-->\n\n```sh\nmkdir b\ncd b\n```\n\n```console\n$ cat > c <<END\n\
                > one\n> END\n$ cat c; false\nother words\n```\n\n<!-- not run: no such thing -->\n\n```sh\nrm -rf /\n```\n\n```text\n$ no\n```\n";
    let page = Page {
        path: "none".to_owned(),
        parts: parts(text),
    };
    let kinds: Vec<&str> = page
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Ground { .. } => Some("ground"),
            Part::Quiet { .. } => Some("quiet"),
            Part::Shown(commands) => Some(if commands.len() == 2 { "two shown" } else { "shown" }),
        })
        .collect();
    assert_eq!(kinds, ["ground", "quiet", "quiet", "two shown"]);
    let mut shell = Shell::new(Environment::new());
    assert_eq!(shell.run("mkdir b\ncd b\n").code, 0);
    let ran = shell.run("cat > c <<END\none\nEND\n");
    assert_eq!(
        shown("cat > c <<END\none\nEND\n", &ran),
        "$ cat > c <<END\n> one\n> END\n"
    );
    let ran = shell.run("cat c; pwd; false\n");
    assert_eq!(shown("x\n", &ran), "$ x\none\n/home/clerk/b\n[ends with 1]\n");
    assert_ne!(
        shell.run("false\ntrue\n").code,
        0,
        "a command that fails ends the block"
    );
    assert_eq!(shell.run("pwd\n").printed, "/home/clerk/b\n");
}
