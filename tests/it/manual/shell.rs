//! One shell in which the commands of a page are given one after the other, as a person would.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use chrono::{Local, NaiveDate};
use regex::Regex;
use tempfile::TempDir;

use crate::environment::{Environment, Ran as Ended, copy, repository};

/// What a command printed, on either stream and in its order, and how it ended.
pub(crate) struct Ran {
    pub(crate) printed: String,
    pub(crate) code: i32,
}

/// A place that a shell has left, and where in it the shell stood.
pub(crate) struct Left {
    environment: Environment,
    below: String,
}

/// A shell at work in a place of its own.
pub(crate) struct Shell {
    environment: Environment,
    /// For what is handed on between commands.
    beside: TempDir,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What stands in the place of the folder that a page was run in.
const HOME: &str = "/home/clerk";

impl Shell {
    /// Opens a shell in a place.
    pub(crate) fn new(environment: Environment) -> Self {
        let mut child = environment
            .command("sh")
            .env("PATH", path())
            .current_dir(environment.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh starts");
        let input = child.stdin.take().expect("a way in");
        let output = BufReader::new(child.stdout.take().expect("a way out"));
        Self {
            environment,
            beside: tempfile::tempdir().expect("a temporary folder"),
            child,
            input,
            output,
        }
    }

    /// Opens a shell in a copy of a place, below it where another stood.
    pub(crate) fn again(left: &Left) -> Self {
        let environment = Environment::new();
        copy(left.environment.path(), environment.path());
        let mut shell = Self::new(environment);
        shell.run(&format!("cd \"{}\"\n", left.below));
        shell
    }

    /// Ends the shell; what it leaves.
    pub(crate) fn leave(mut self) -> Left {
        let below = self.run("pwd\n").printed;
        let below = below
            .trim()
            .trim_start_matches(HOME)
            .trim_start_matches('/')
            .to_owned();
        let empty = Environment::new();
        Left {
            environment: std::mem::replace(&mut self.environment, empty),
            below: if below.is_empty() { ".".to_owned() } else { below },
        }
    }

    /// Gives it a block of commands; the first that fails ends the block. Where it stands afterwards stays; variables do not.
    pub(crate) fn run(&mut self, commands: &str) -> Ran {
        // Each block is run by a shell of its own, because one that fails would end this one; it hands on where it stood.
        let block = self.beside.path().join("block");
        std::fs::write(&block, commands).expect("can be written");
        let stands = self.beside.path().join("stands");
        let script = format!(
            "(trap 'code=$?; pwd > {stands}; exit $code' EXIT; set -e; . {block}) < /dev/null 2>&1; code=$?; \
             cd \"$(cat {stands})\"; printf '\\036%d\\036' $code\n",
            stands = stands.display(),
            block = block.display(),
        );
        self.input.write_all(script.as_bytes()).expect("sh listens");
        self.input.flush().expect("sh listens");
        let mut part = |what: &str| {
            let mut bytes = Vec::new();
            self.output.read_until(b'\x1e', &mut bytes).expect(what);
            assert_eq!(
                bytes.pop(),
                Some(b'\x1e'),
                "sh ended: {}",
                String::from_utf8_lossy(&bytes)
            );
            String::from_utf8(bytes).expect("text")
        };
        let printed = part("what is printed");
        let code = part("how it ended").parse().expect("a number");
        Ran {
            printed: self.steady(&printed),
            code,
        }
    }

    /// The same words on every machine and every day: the place, the day, the time, the names of commits, and how many files a
    /// site has, which is not what pages are about.
    fn steady(&self, printed: &str) -> String {
        let place = self.environment.path().canonicalize().expect("a place");
        let mut text = printed.to_owned();
        for place in [place.as_path(), self.environment.path()] {
            text = text.replace(place.to_str().expect("a name"), HOME);
        }
        let (now, shown) = (Local::now().date_naive(), day());
        for form in ["%Y-%m-%d", "%A %-d %B %Y", "%-d %B %Y"] {
            text = text.replace(&now.format(form).to_string(), &shown.format(form).to_string());
        }
        let time = Regex::new(r"\b(today at) \d\d:\d\d\b").expect("a pattern");
        let text = time.replace_all(&text, "$1 10:00");
        let files = Regex::new(r"\b\d{3,4}\b( files:| written| unchanged)").expect("a pattern");
        let text = files.replace_all(&text, "400$1");
        let name = Regex::new(r"\b[0-9a-f]{7,40}\b").expect("a pattern");
        let commits = if name.is_match(&text) {
            self.commits()
        } else {
            Vec::new()
        };
        let known = "3f2a91c07d4be8650a1c2f9d7e6b5a4f3c2d1e0f";
        let text = name.replace_all(&text, |found: &regex::Captures<'_>| {
            let is_commit = commits.iter().any(|commit| commit.starts_with(&found[0]));
            if is_commit {
                known[..found[0].len()].to_owned()
            } else {
                found[0].to_owned()
            }
        });
        text.into_owned()
    }

    /// The names of all commits in any repository of the place.
    fn commits(&self) -> Vec<String> {
        let list = "for git in $(find . -name HEAD -not -path '*/logs/*' -not -path '*/refs/*'); do \
                    git --git-dir \"$(dirname \"$git\")\" rev-list --all --reflog; done";
        let mut command = self.environment.command("sh");
        command.current_dir(self.environment.path()).args(["-c", list]);
        let ended = Ended::of(&command.output().expect("sh starts"));
        ended.out.lines().map(str::to_owned).collect()
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _ = self.input.write_all(b"exit\n");
        let _ = self.input.flush();
        let mut rest = Vec::new();
        let _ = self.output.read_to_end(&mut rest);
        let _ = self.child.wait();
    }
}

/// The day that pages show as today: the one that deadlines are judged on in all tests of commands.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day")
}

/// Where programs are found: this one first.
pub(crate) fn path() -> String {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_scrutiny"));
    let folder = program.parent().expect("the program is in a folder");
    format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    )
}

/// The commands of a page, or of one section of it: of its blocks `sh`, in their order.
pub(crate) fn commands(page: &str, section: Option<&str>) -> String {
    let text = std::fs::read_to_string(repository().join(page)).expect(page);
    let text = match section {
        None => text.as_str(),
        Some(title) => {
            let start = text.find(&format!("## {title}\n")).expect(title);
            let rest = &text[start + 3..];
            &rest[..rest.find("\n## ").unwrap_or(rest.len())]
        }
    };
    let blocks = text.split("```sh\n").skip(1);
    blocks
        .map(|block| block.split("```").next().expect("a block ends"))
        .collect()
}

/// Runs commands in a folder, stopping at the first that fails.
pub(crate) fn follow(environment: &Environment, variables: &[(&str, &str)], commands: &str) -> Ended {
    let mut shell = environment.command("sh");
    shell.env("PATH", path()).current_dir(environment.path());
    shell.envs(variables.iter().copied()).args(["-e", "-c", commands]);
    Ended::of(&shell.output().expect("sh starts"))
}
