//! A generated register in a temporary folder, and copies of it to work on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::generate::{self, Made};
use super::git;

/// The day on which registers are judged: after all that is recorded in them.
pub(crate) const AS_AT: &str = "2026-03-31";

/// Writes a register, with or without a history.
pub(crate) fn write(root: &Path, records: &[Made], seed: u64, with_history: bool) {
    let mut frame = generate::frame().to_vec();
    if with_history {
        frame.push(("site/.gitignore".to_owned(), "*\n!.gitignore\n".to_owned()));
        git::write_with_history(root, records, &frame, seed);
    } else {
        git::write(root, records, &frame);
    }
}

/// Where files are made: in memory where the system has a place for that.
pub(crate) fn memory() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        memory.to_path_buf()
    } else {
        std::env::temp_dir()
    }
}

/// A register that stays as it is.
pub(crate) struct Ground {
    home: TempDir,
    /// The register's folder.
    pub(crate) root: PathBuf,
    /// Its records.
    pub(crate) records: Vec<Made>,
    /// Whether it is in Git.
    pub(crate) has_history: bool,
    /// The program that is measured.
    program: PathBuf,
}

impl Ground {
    /// Makes a register, in memory where the system has a place for that.
    pub(crate) fn new(records: usize, seed: u64, has_history: bool, program: Option<&Path>) -> Self {
        let place = memory();
        println!("folder for all files: {}", place.display());
        let home = tempfile::Builder::new()
            .prefix("scrutiny-bench-")
            .tempdir_in(place);
        let home = home.expect("a temporary folder can be made");
        let root = home.path().join("register");
        let records = generate::register(records, seed);
        write(&root, &records, seed, has_history);
        Self {
            home,
            root,
            records,
            has_history,
            program: program
                .unwrap_or(Path::new(env!("CARGO_BIN_EXE_scrutiny")))
                .to_owned(),
        }
    }

    /// The program with a command, at work in a copy of the register.
    pub(crate) fn scrutiny(&self, root: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .current_dir(root)
            .env("HOME", root)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("SCRUTINY_AS_AT", AS_AT);
        for variable in ["SCRUTINY_REGISTER", "XDG_CONFIG_HOME", "GIT_DIR"] {
            command.env_remove(variable);
        }
        command
    }

    /// A place for files in the same file system.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A copy of the register, in the state a clone would have.
    pub(crate) fn copy(&self, name: &str) -> PathBuf {
        let copy = self.beside(name);
        remove(&copy);
        copy_tree(&self.root, &copy);
        if self.has_history {
            // Git knows files by when they were made; without this every command would read all of them anew.
            git::git(&copy, &["update-index", "-q", "--refresh"]);
        }
        copy
    }

    /// A record to change: one of the middle, whose title stands on its own line.
    pub(crate) fn example(&self) -> &Made {
        &self.records[self.example_place()]
    }

    /// Its number among the records.
    pub(crate) fn example_place(&self) -> usize {
        let middle = self.records.len() / 2;
        let is_plain = |made: &Made| {
            let title = made.text.strip_prefix("title: ");
            made.folder() == "changes" && title.is_some_and(|title| !title.starts_with(['>', '"']))
        };
        let after = self.records[middle..].iter().position(is_plain);
        middle + after.expect("most titles fit on a line")
    }

    /// The example with another title; `turn` says which.
    pub(crate) fn changed(&self, turn: usize) -> String {
        let (title, rest) = self.example().text.split_once('\n').expect("a record has lines");
        format!("{title} (revision {turn})\n{rest}")
    }
}

/// The files below a folder with their sizes, in order of path.
pub(crate) fn files_below(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder can be read") {
            let entry = entry.expect("a folder can be read");
            let data = entry.metadata().expect("a file can be looked at");
            match (data.is_dir(), entry.path().strip_prefix(folder)) {
                (true, _) => folders.push(entry.path()),
                (false, Ok(path)) => files.push((path.to_path_buf(), data.len())),
                (false, Err(_)) => {}
            }
        }
    }
    files.sort_unstable();
    files
}

/// Removes a folder with all that is in it.
pub(crate) fn remove(folder: &Path) {
    if folder.is_dir() {
        fs::remove_dir_all(folder).expect("a temporary folder can be removed");
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("a folder can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a file has a type").is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
