//! A sealed place for one command test: a folder of its own, a Git identity of its own, and nothing of the machine's settings.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::sealed::sealed;

/// A folder to run commands in.
pub(crate) struct Environment {
    folder: TempDir,
}

/// What a command printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Environment {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A folder that holds a new register.
    pub(crate) fn with_register() -> Self {
        let environment = Self::new();
        environment
            .run(&["init", "--name", "Test register", "--publisher", "Test council"])
            .ok();
        environment
    }

    /// A folder that holds this repository's own records, in Git.
    pub(crate) fn with_demonstration() -> Self {
        let environment = Self::new();
        copy(&repository().join("records"), &environment.path().join("records"));
        environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
        environment.git(&["add", "--all"]);
        environment.git(&["commit", "--quiet", "--message", "The demonstration register"]);
        environment
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in("", args)
    }

    /// Runs the program in a folder below it.
    pub(crate) fn run_in(&self, below: &str, args: &[&str]) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_scrutiny"));
        command.current_dir(self.path().join(below)).args(args);
        Ran::of(&command.output().expect("the program starts"))
    }

    /// Runs Git in the folder.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        let mut command = self.command("git");
        let ran = Ran::of(
            &command
                .current_dir(self.path())
                .args(args)
                .output()
                .expect("git starts"),
        );
        ran.ok().out
    }

    /// A command that knows nothing of the machine's settings.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = sealed(Path::new(program), self.path());
        command.env("SCRUTINY_AS_AT", "2026-03-31");
        command
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).expect(path)
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// It went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.ended(0)
    }

    /// It ended with this code.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n{}\n{}", self.out, self.err);
        self
    }

    /// The JSON it printed.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}

/// The folder of this repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// Every file below a folder, hidden ones too: its path below it, and its bytes.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, below)) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let entry = entry.expect("an entry");
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type().expect("a type").is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                found.push((name, std::fs::read(entry.path()).expect("the file can be read")));
            }
        }
    }
    found
}
