//! A team: Ann and Bea, each with a copy of the demonstration register, and the place where it is shared.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::environment::{Environment, Ran, copy, files, repository};

pub(crate) struct Team {
    environment: Environment,
}

impl Team {
    /// Ann has a register; nothing is shared.
    pub(crate) fn alone() -> Self {
        let team = Self {
            environment: Environment::new(),
        };
        copy(&repository().join("records"), &team.path("ann/records"));
        team.git("ann", &["init", "--quiet", "--initial-branch=main", "."]);
        team.name("ann");
        team.git("ann", &["add", "--all"]);
        team.git("ann", &["commit", "--quiet", "--message", "The register"]);
        team
    }

    /// Ann shares it in a folder, and Bea has a copy.
    pub(crate) fn new() -> Self {
        let team = Self::alone();
        team.run("ann", &["sync", "--with", "../shared.git", "--new"])
            .ok();
        team.join_in("bea");
        team
    }

    /// One more clerk gets a copy.
    pub(crate) fn join_in(&self, who: &str) {
        self.git("", &["clone", "--quiet", "shared.git", who]);
        self.name(who);
    }

    fn name(&self, who: &str) {
        let name = format!("{}{} Hale", who[..1].to_uppercase(), &who[1..]);
        self.git(who, &["config", "user.name", &name]);
        self.git(who, &["config", "user.email", &format!("{who}@council.example")]);
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        let folder = self.environment.path().canonicalize().unwrap();
        if below.is_empty() {
            folder
        } else {
            folder.join(below)
        }
    }

    /// The program with the clerk's own name, which is in their copy's settings.
    pub(crate) fn command(&self, program: &str, who: &str) -> Command {
        let mut command = self.environment.command(program);
        for name in ["AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"] {
            command.env_remove(format!("GIT_{name}"));
        }
        command.current_dir(self.path(who));
        command
    }

    pub(crate) fn run(&self, who: &str, args: &[&str]) -> Ran {
        self.run_with(who, args, &[])
    }

    /// The same with variables set.
    pub(crate) fn run_with(&self, who: &str, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_scrutiny"), who);
        command.args(args).envs(variables.iter().copied());
        Ran::of(&command.output().expect("the program starts"))
    }

    pub(crate) fn sync(&self, who: &str) -> Ran {
        self.run(who, &["sync"])
    }

    pub(crate) fn git(&self, who: &str, args: &[&str]) -> String {
        Ran::of(&self.command("git", who).args(args).output().expect("git starts"))
            .ok()
            .out
    }

    pub(crate) fn write(&self, who: &str, path: &str, text: &str) {
        self.environment.write(below(who, path).as_str(), text);
    }

    pub(crate) fn read(&self, who: &str, path: &str) -> String {
        self.environment.read(&below(who, path))
    }

    pub(crate) fn has(&self, who: &str, path: &str) -> bool {
        self.environment.has(&below(who, path))
    }

    /// Saves a file as a person who knows Git would.
    pub(crate) fn save(&self, who: &str, path: &str, text: &str) {
        self.write(who, path, text);
        self.git(who, &["add", "--all", "--", path]);
        self.git(
            who,
            &[
                "commit",
                "--quiet",
                "--message",
                &format!("{who} saves {path}"),
                "--",
                path,
            ],
        );
    }

    pub(crate) fn edit(&self, who: &str, record: &str, set: &str) {
        self.run(who, &["edit", record, "--set", set, "--quiet"]).ok();
    }

    pub(crate) fn head(&self, who: &str) -> String {
        self.git(who, &["rev-parse", "HEAD"])
    }

    /// Whether a clerk's copy is whole, and nothing in it waits to be saved.
    #[track_caller]
    pub(crate) fn is_clean(&self, who: &str) {
        assert_eq!(self.git(who, &["status", "--porcelain"]), "", "{who}");
        self.git(who, &["fsck", "--strict", "--no-dangling"]);
        self.run(who, &["check"]).ok();
    }

    /// Whether both hold the same commit, with nothing left to do.
    #[track_caller]
    pub(crate) fn is_even(&self) {
        assert_eq!(self.head("ann"), self.head("bea"));
        assert_eq!(self.head("ann"), self.git("shared.git", &["rev-parse", "main"]));
        self.is_clean("ann");
        self.is_clean("bea");
    }

    /// Every byte of a clerk's copy that a refused sync must leave: files, branches and Git's list of files. What was
    /// seen on the other side, which of it both hold, and the new objects may come in.
    pub(crate) fn bytes(&self, who: &str) -> Vec<(String, Vec<u8>)> {
        let mut found = files(&self.path(who));
        found.retain(|(path, _)| {
            let own = path.strip_prefix(".git/").unwrap_or("");
            let passing = [
                "objects/",
                "refs/remotes/",
                "logs/refs/remotes/",
                "refs/scrutiny/shared/",
                "FETCH_HEAD",
                "scrutiny/",
            ];
            !passing.iter().any(|start| own.starts_with(start))
        });
        found.sort();
        found
    }
}

fn below(who: &str, path: &str) -> String {
    format!("{who}/{path}").trim_start_matches('/').to_owned()
}

/// A program called `git` that runs `before` as a shell script, and then the real one unless the script ended.
#[cfg(unix)]
pub(crate) fn fake_git(folder: &Path, before: &str) -> String {
    let real = std::env::var("PATH").unwrap();
    let real = real
        .split(':')
        .map(|folder| Path::new(folder).join("git"))
        .find(|git| git.exists())
        .unwrap();
    std::fs::create_dir_all(folder).unwrap();
    let place = folder.join("git");
    let script = format!(
        "#!/bin/sh\nreal='{}'\n{before}\nexec \"$real\" \"$@\"\n",
        real.display()
    );
    program(&place, &script);
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

/// Writes a script that can be run. A process of its own writes it: while a file is open for writing in this one, a process
/// that another test starts at that moment holds it open too, and the system runs no file that is.
pub(crate) fn program(place: &Path, script: &str) {
    let write = ["-c", "printf '%s' \"$1\" > \"$0\" && chmod 755 \"$0\""];
    let written = std::process::Command::new("sh")
        .args(write)
        .arg(place)
        .arg(script)
        .status();
    assert!(written.unwrap().success());
}
