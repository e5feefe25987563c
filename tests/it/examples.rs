//! Every code holds to its own example, so that `explain` never shows a mistake that is none.

use std::collections::BTreeSet;

use scrutiny::check::codes::all;
use scrutiny::source::{Refusal, Source, Sources};

use crate::fixture::{BASE, NORTH, base, codes, file, printed, problems, with};

#[test]
fn every_problem_of_an_example_has_a_cure() {
    for code in all() {
        let sources = with(vec![file(code.example.path, code.example.bad)]);
        for problem in &problems(&sources) {
            assert!(problem.cure.is_some(), "{}", code.name);
        }
    }
}

#[test]
fn codes_are_unique_and_kebab_case_and_their_summaries_are_sentences_of_one_line() {
    let mut names = BTreeSet::new();
    for code in all() {
        assert!(names.insert(code.name), "{} is there twice", code.name);
        assert!(scrutiny::value::is_slug(code.name), "{}", code.name);
        for text in [code.summary, code.explain] {
            assert!(text.ends_with('.'), "{}: {text}", code.name);
            assert!(
                !text.contains('\n') && !text.contains("  "),
                "{}: {text}",
                code.name
            );
            assert!(
                text.starts_with(|first: char| !first.is_lowercase()),
                "{}: {text}",
                code.name
            );
        }
        assert!(code.summary.len() <= 120, "{}", code.name);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_reported_where_they_begin() {
    let sources = with(vec![file(NORTH, b"name: North Caf\xe9\nrole: nhs-trust\n")]);
    let found = problems(&sources);
    assert_eq!(codes(&found), ["not-utf8"]);
    let shown = printed(&found, &sources);
    assert!(shown.contains("north-trust.yaml:1:16"), "{shown}");
}

#[test]
fn a_file_over_the_limit_is_reported_with_its_size_and_one_at_the_limit_is_read() {
    let limit = usize::try_from(Source::LIMIT).expect("a small number");
    let head = "name: North Trust\nrole: nhs-trust\n#";
    let over = head.to_owned() + &"x".repeat(limit + 1 - head.len());
    let sources = with(vec![file(NORTH, over)]);
    let found = problems(&sources);
    assert_eq!(codes(&found), ["file-too-large"]);
    let shown = printed(&found, &sources);
    assert!(shown.contains("1048577 bytes"), "{shown}");
    let at = head.to_owned() + &"x".repeat(limit - head.len());
    assert!(problems(&with(vec![file(NORTH, at)])).is_empty());
}

#[test]
fn what_is_no_file_is_reported_with_its_path() {
    let refusals = [
        Refusal::Link,
        Refusal::Folder,
        Refusal::Special,
        Refusal::Unreadable("permission denied".into()),
    ];
    for refusal in refusals {
        for path in [NORTH, "records/register.yaml", "records/pages/help.md"] {
            let sources = with(vec![Source::refused(path, refusal.clone())]);
            let found = problems(&sources);
            assert_eq!(codes(&found), ["not-a-file"], "{refusal:?} at {path}");
            let shown = printed(&found, &sources);
            assert!(shown.contains(path), "{shown}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_read_is_a_mistake_and_not_an_empty_one() {
    let reasons = [
        "permission denied",
        "it is more than 16 folders deep",
        "too many open files",
    ];
    for path in [
        "records",
        "records/duties",
        "records/changes/2025",
        "records/law",
        "records/pages",
        "records/x",
    ] {
        for reason in reasons {
            let sources = with(vec![Source::refused(path, Refusal::Unreadable(reason.into()))]);
            let found = problems(&sources);
            assert_eq!(codes(&found), ["not-a-file"], "{path}: {reason}");
            assert!(found.any_error());
            assert!(printed(&found, &sources).contains(reason));
        }
    }
}

#[test]
fn a_register_without_its_first_file_is_reported_once() {
    let files = BASE.iter().filter(|(path, _)| *path != "records/register.yaml");
    let sources = Sources::new(files.map(|(path, text)| file(path, text)).collect());
    assert_eq!(codes(&problems(&sources)), ["no-register"]);
    assert_eq!(base().len(), sources.len() + 1);
}
