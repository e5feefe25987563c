//! A generated register in a temporary folder, and copies of it to work on.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::generate::{self, Made};
use super::git;

/// The day on which registers are judged: after all that is recorded in them.
pub(crate) const AS_AT: &str = "2026-03-31";

/// A register that stays as it is.
pub(crate) struct Ground {
    home: TempDir,
    /// The register's folder.
    pub(crate) root: PathBuf,
    /// Its records.
    pub(crate) records: Vec<Made>,
    /// Whether it is in Git.
    pub(crate) has_history: bool,
}

impl Ground {
    /// Makes a register, in memory where the system has a place for that.
    pub(crate) fn new(records: usize, seed: u64, has_history: bool) -> Self {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() {
            memory.to_path_buf()
        } else {
            std::env::temp_dir()
        };
        println!("folder for all files: {}", place.display());
        let home = tempfile::Builder::new()
            .prefix("scrutiny-bench-")
            .tempdir_in(place);
        let home = home.expect("a temporary folder can be made");
        let root = home.path().join("register");
        let records = generate::register(records, seed);
        if has_history {
            git::write_with_history(&root, &records, seed);
        } else {
            git::write(&root, &records);
        }
        Self {
            home,
            root,
            records,
            has_history,
        }
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
        let middle = self.records.iter().skip(self.records.len() / 2);
        let mut middle = middle.filter(|made| made.folder() == "changes" && made.text.starts_with("title: "));
        let plain = |made: &&Made| !made.text.starts_with("title: >") && !made.text.starts_with("title: \"");
        middle.find(plain).expect("most titles fit on a line")
    }

    /// The example with another title; `turn` says which.
    pub(crate) fn changed(&self, turn: usize) -> String {
        let (title, rest) = self.example().text.split_once('\n').expect("a record has lines");
        format!("{title} (revision {turn})\n{rest}")
    }
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
