//! The documentation, run: what README and docs/ tell people to type is typed, and what they show is what is printed.
//!
//! A page whose first lines say `<!-- run: GROUND -->` is run whole (see [`page`]). `SNAPSHOTS=overwrite cargo test --test it
//! manual` writes what is printed into the pages.

mod contents;
mod page;
pub(crate) mod reference;
pub(crate) mod shell;

use std::path::PathBuf;

use crate::environment::repository;
use page::{Page, Played};

/// Every Markdown page below a folder of the repository, as a path in the repository, in order.
pub(crate) fn pages(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(repository().join(&folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = folder.join(entry.file_name());
            if entry.file_type().expect("a type").is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path.to_str().expect("a name").replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// The text of a page.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).expect(path)
}

#[test]
#[cfg(unix)]
fn what_the_pages_show_is_what_is_printed() {
    let paths: Vec<String> = pages("docs")
        .into_iter()
        .filter(|path| page::is_run(&text(path)))
        .collect();
    assert!(paths.len() >= 5, "{paths:?}");
    let played = Played::default();
    let faults: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = paths
            .iter()
            .map(|path| scope.spawn(|| Page::read(path).run(&played)))
            .collect();
        runs.into_iter()
            .filter_map(|run| run.join().expect("a page is run"))
            .collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn every_command_in_the_pages_is_run_or_said_not_to_be() {
    // Run by tests of their own, each upon a register of its own.
    const ELSEWHERE: [&str; 3] = ["docs/verify.md", "docs/minutes.md", "docs/reports.md"];
    let mut loose = Vec::new();
    for path in pages("docs") {
        let text = text(&path);
        // The gallery is made by the program; what mends a record there is told, and held by its own tests.
        if page::is_run(&text) || ELSEWHERE.contains(&path.as_str()) || path.starts_with("docs/errors/") {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let is_command = matches!(*line, "```sh" | "```console");
            let before = lines[..at].iter().rev().find(|line| !line.is_empty());
            if is_command && !before.is_some_and(|line| line.starts_with("<!-- not run: ")) {
                loose.push(format!("{path}:{}", at + 1));
            }
        }
    }
    assert_eq!(
        loose,
        Vec::<String>::new(),
        "run the page, or say why not: <!-- not run: ... -->"
    );
}
