//! Small merges, rule by rule.

use super::*;

/// A file's path and its text.
type Written<'t> = (&'t str, &'t str);

const CHANGE: &str = "records/changes/2026/ward-move.yaml";
const TEXT: &str = "\
# A ward of Harrowdale General.
title: A ward moves
kind: move
services: [one, two]
# Who is affected.
authorities:
  - authority: northmere
  - authority: wexcombe
key_dates:
  - date: 2026-03-01
    what: Review
details: |
  It moves.
sources:
  - title: Minutes
";

fn files(files: &[Written<'_>]) -> Files {
    let each = files.iter().filter(|(_, text)| !text.is_empty());
    each.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

fn sides(base: &[Written<'_>], ours: &[Written<'_>], theirs: &[Written<'_>]) -> Sides {
    Sides {
        base: files(base),
        ours: files(ours),
        theirs: files(theirs),
        prefix: String::new(),
        today: NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"),
    }
}

fn run(sides: &Sides, answers: &[(&str, Answer)]) -> Outcome {
    let answers = answers
        .iter()
        .map(|(key, answer)| ((*key).to_owned(), answer.clone()));
    merge(sides, &answers.collect(), &lines::merged)
}

/// One change in three versions: the text it comes to, or what is asked. The other way round the same comes of it.
fn change(base: &str, ours: &str, theirs: &str) -> Result<String, Vec<String>> {
    one(CHANGE, base, ours, theirs, &[])
}

fn one(
    path: &str,
    base: &str,
    ours: &str,
    theirs: &str,
    answers: &[(&str, Answer)],
) -> Result<String, Vec<String>> {
    let result = |ours: &str, theirs: &str, answers: &[(&str, Answer)]| {
        let outcome = run(
            &sides(&[(path, base)], &[(path, ours)], &[(path, theirs)]),
            answers,
        );
        if outcome.conflicts.is_empty() {
            let bytes = match outcome.files.get(path) {
                Some(changed) => changed.clone().unwrap_or_default(),
                None => ours.as_bytes().to_vec(),
            };
            Ok(String::from_utf8(bytes).expect("text"))
        } else {
            assert!(outcome.files.is_empty(), "{outcome:?}");
            Err(outcome
                .conflicts
                .into_iter()
                .map(|conflict| conflict.key)
                .collect())
        }
    };
    let merged = result(ours, theirs, answers);
    let swapped: Vec<(&str, Answer)> = answers
        .iter()
        .map(|(key, answer)| {
            let answer = match answer {
                Answer::Ours => Answer::Theirs,
                Answer::Theirs => Answer::Ours,
                Answer::Text(text) => Answer::Text(text.clone()),
            };
            (*key, answer)
        })
        .collect();
    assert_eq!(merged, result(theirs, ours, &swapped), "the other way round");
    merged
}

fn asked(keys: &[&str]) -> Result<String, Vec<String>> {
    Err(keys.iter().map(|key| (*key).to_owned()).collect())
}

#[test]
fn different_fields_merge_and_each_hand_is_kept() {
    let ours = TEXT.replace("A ward moves", "\"A ward moves\" # so called");
    let theirs = TEXT.replace("It moves.", "It moves soon.");
    let both = ours.replace("It moves.", "It moves soon.");
    assert_eq!(change(TEXT, &ours, &theirs), Ok(both));
    let title = TEXT.replace("A ward moves", "Two wards move");
    assert_eq!(change(TEXT, &title, &title), Ok(title.clone()));
    assert_eq!(
        change(TEXT, &title, &TEXT.replace("A ward moves", "A ward closes")),
        asked(&["changes/ward-move title"])
    );
}
