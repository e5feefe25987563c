//! Commands that know nothing of the machine's settings.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program to run with this home, as a clerk of its own to Git.
pub(crate) fn sealed(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(found(program));
    command.env_clear();
    for kept in ["PATH", "SYSTEMROOT", "TMPDIR"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "A Clerk")
        .env("GIT_AUTHOR_EMAIL", "clerk@council.example")
        .env("GIT_COMMITTER_NAME", "A Clerk")
        .env("GIT_COMMITTER_EMAIL", "clerk@council.example");
    command
}

/// Where a program of this name lies. A command told only a name, in another environment, is started by copying the whole
/// process of the tests, which takes longer than many of the programs.
fn found(program: &Path) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(program));
    places
        .find(|place| place.is_file())
        .unwrap_or_else(|| program.to_owned())
}
