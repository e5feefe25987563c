//! Commands that know nothing of the machine's settings.

use std::path::Path;
use std::process::Command;

/// A program to run with this home, as a clerk of its own to Git.
pub(crate) fn sealed(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
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
