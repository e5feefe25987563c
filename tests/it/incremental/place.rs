//! A register in a folder of its own, in Git, with the real program and the real Git at work in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::edit::Files;
use super::sealed;

/// Files with their bytes, by path; a folder in which nothing is stands with a stroke at its end.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Where a sequence takes place.
pub(crate) struct Place {
    home: TempDir,
    program: PathBuf,
    threads: &'static str,
    /// How many times Git was asked for something: each is later than the one before.
    turns: u32,
}

/// How a command ended and what it said.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new(program: &Path, within: &Path, threads: &'static str) -> Self {
        let home = tempfile::Builder::new().prefix("edits-").tempdir_in(within);
        let home = home.expect("a temporary folder");
        fs::create_dir(home.path().join("register")).expect("a folder can be made");
        Self {
            home,
            program: program.to_owned(),
            threads,
            turns: 0,
        }
    }

    /// A place beside the register.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.beside("register")
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.root().join("site")
    }

    /// The folder in which the program keeps what saves it time.
    pub(crate) fn kept(&self) -> PathBuf {
        self.root().join(".git/scrutiny")
    }

    /// The program with these arguments, in a folder below the register's.
    pub(crate) fn command(&self, below: &str, args: &[&str]) -> Command {
        let mut command = sealed(&self.program, self.home.path());
        command
            .current_dir(self.root().join(below))
            .env("RAYON_NUM_THREADS", self.threads)
            .args(args);
        command
    }

    pub(crate) fn run(&self, below: &str, args: &[&str]) -> Ran {
        let output = self.command(below, args).output();
        Ran::of(&output.expect("the program starts"))
    }

    /// Runs Git in the register; true where it went well.
    pub(crate) fn git(&mut self, args: &[&str]) -> bool {
        self.output(args).status.success()
    }

    /// What Git says; nothing where it went wrong.
    pub(crate) fn asked(&mut self, args: &[&str]) -> String {
        let output = self.output(args);
        let said = output.status.success().then_some(output.stdout);
        String::from_utf8_lossy(&said.unwrap_or_default()).into_owned()
    }

    fn output(&mut self, args: &[&str]) -> Output {
        self.turns += 1;
        let hours = self.turns * 5;
        let when = format!(
            "2026-{:02}-{:02}T{:02}:00:00Z",
            1 + hours / 24 / 28 % 12,
            1 + hours / 24 % 28,
            hours % 24
        );
        let mut command = sealed(Path::new("git"), self.home.path());
        command
            .current_dir(self.root())
            .env("GIT_AUTHOR_DATE", &when)
            .env("GIT_COMMITTER_DATE", &when)
            .args(["-c", "gc.auto=0"])
            .args(args);
        command.output().expect("git starts")
    }

    /// Makes the register's files these, where before they were those.
    pub(crate) fn write(&self, before: &Files, after: &Files) {
        for path in before.keys().filter(|path| !after.contains_key(*path)) {
            let _ = fs::remove_file(self.root().join(path));
        }
        for (path, text) in after {
            if before.get(path) != Some(text) {
                let place = self.root().join(path);
                fs::create_dir_all(place.parent().expect("it is below the register"))
                    .expect("a folder can be made");
                fs::write(place, text).expect("a file can be written");
            }
        }
    }

    /// The register's files, as they stand there.
    pub(crate) fn files(&self) -> Files {
        let all = ["records", "templates"].map(|folder| {
            let files = tree(&self.root().join(folder)).into_iter();
            files
                .filter(|(path, _)| !path.ends_with('/'))
                .map(move |(path, bytes)| {
                    let text = String::from_utf8(bytes).expect("all files are of text");
                    (format!("{folder}/{path}"), text)
                })
        });
        all.into_iter().flatten().collect()
    }

    /// Leaves the folder where it is, to be looked at.
    pub(crate) fn leave(self) -> PathBuf {
        self.home.keep()
    }
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// What was said of the records; what is said at the end tells how much was made.
    pub(crate) fn said(&self) -> Vec<&str> {
        let told = |line: &&str| !line.starts_with("Made ") && !line.starts_with("Next: ");
        self.err.lines().filter(told).collect()
    }
}

/// All that is in a folder; nothing where there is none.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, below)) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        let mut is_empty = true;
        for entry in entries {
            is_empty = false;
            let entry = entry.expect("an entry");
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type().expect("a type").is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                found.insert(name, fs::read(entry.path()).expect("a file can be read"));
            }
        }
        if is_empty && !below.is_empty() {
            found.insert(below, Vec::new());
        }
    }
    found
}

/// Copies a folder with the times of its files.
pub(crate) fn copy_with_times(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        if path.ends_with('/') {
            continue;
        }
        let (source, target) = (from.join(&path), to.join(&path));
        fs::create_dir_all(target.parent().expect("it is below a folder")).expect("a folder can be made");
        fs::write(&target, bytes).expect("a file can be written");
        let time = fs::metadata(&source)
            .and_then(|about| about.modified())
            .expect("a file has a time");
        let file = fs::File::options()
            .write(true)
            .open(&target)
            .expect("it is there");
        file.set_modified(time).expect("it can be given a time");
    }
}
