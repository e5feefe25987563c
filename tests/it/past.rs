//! Looking back and going back: `undo`, `redo`, `log`, `diff`, `--at`, sites of earlier states, and how pages changed.

mod at;
mod back;
mod pages;
mod told;

use std::collections::BTreeMap;

use crate::environment::{Environment, files};

/// A register with a body, saved by hand on days that are known.
fn dated() -> Environment {
    let environment = Environment::new();
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    let register = "name: Test register\npublisher: Test council\n";
    put(
        &environment,
        "2026-03-01",
        "Begin",
        &[("records/register.yaml", register)],
    );
    let body = "records/bodies/northmere.yaml";
    let first = "name: Northmere Council\nrole: local-authority\n";
    put(
        &environment,
        "2026-03-05",
        "Add body: Northmere Council",
        &[(body, first)],
    );
    let named = format!("{first}short_name: Northmere\n");
    put(&environment, "2026-03-10", "Name Northmere", &[(body, &named)]);
    environment
}

/// Writes files and commits them at noon of a day.
fn put(environment: &Environment, day: &str, message: &str, files: &[(&str, &str)]) {
    for (path, text) in files {
        environment.write(path, text);
    }
    environment.git(&["add", "--all"]);
    let date = format!("{day}T12:00:00+00:00");
    let mut command = environment.command("git");
    command.current_dir(environment.path());
    command
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date);
    command.args(["commit", "--quiet", "--allow-empty", "--message", message]);
    assert!(command.status().expect("git starts").success());
}

/// Every file of the folder but what we keep to save time: the work, the list of staged files, the references.
fn everything(environment: &Environment) -> BTreeMap<String, Vec<u8>> {
    let all = files(environment.path()).into_iter();
    all.filter(|(name, _)| !name.contains(".git/scrutiny/")).collect()
}
