//! Small merges, rule by rule.

mod files;

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

const NEIGHBOURS: &str = "title: A ward moves\nkind: move\nservices: [one]\n";

#[test]
fn fields_beside_each_other_merge_though_their_lines_do_not() {
    let ours = NEIGHBOURS.replace("A ward moves", "'Two wards move'  # both");
    let theirs = NEIGHBOURS.replace("move\n", "closure\n# Since May.\n");
    let merged = change(NEIGHBOURS, &ours, &theirs).expect("merged");
    assert_eq!(
        merged,
        "title: 'Two wards move'  # both\nkind: closure\n# Since May.\nservices: [one]\n"
    );
    let windows = |text: &str| text.replace('\n', "\r\n");
    let merged = change(&windows(NEIGHBOURS), &windows(&ours), &windows(&theirs)).expect("merged");
    assert_eq!(
        merged,
        "title: 'Two wards move'  # both\r\nkind: closure\r\n# Since May.\r\nservices: [one]\r\n"
    );
}

#[test]
fn items_of_lists_merge_by_what_they_are_named_by() {
    let base =
        "title: X\nservices: [a, b, c]\nsources:\n  - title: One\n    dated: 2026-01-01\n  - title: Two\n";
    let ours = base.replace("[a, b, c]", "[a, c, d]").replace(
        "  - title: Two\n",
        "  - title: Two\n  # Seen by us.\n  - title: Ours\n    seen: 2026-02-01\n",
    );
    let theirs = base
        .replace("[a, b, c]", "[z, a, b, c]")
        .replace("2026-01-01", "2026-01-02")
        .replace("  - title: Two\n", "  - title: Two\n  - title: Theirs\n");
    let merged = change(base, &ours, &theirs).expect("merged");
    let values = crate::yaml::values(merged.as_bytes()).expect("values");
    assert_eq!(values["services"], serde_json::json!(["z", "a", "c", "d"]));
    let titles: Vec<&str> = values["sources"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|source| source["title"].as_str())
        .collect();
    assert_eq!(titles, ["One", "Two", "Ours", "Theirs"]);
    assert_eq!(values["sources"][0]["dated"], "2026-01-02");
    assert!(merged.contains("# Seen by us.\n"), "{merged}");
    let gone = base.replace("  - title: One\n    dated: 2026-01-01\n", "");
    assert_eq!(
        change(base, &gone, &base.replace("[a, b, c]", "[a, b]")).map(|text| text.contains("One")),
        Ok(false)
    );
    assert_eq!(
        change(base, &gone, &base.replace("2026-01-01", "2027")),
        asked(&["changes/ward-move sources.One"])
    );
    assert_eq!(
        change(
            base,
            &base.replace("a, b, c", "c, a, b"),
            &base.replace("a, b, c", "b, a, c")
        ),
        asked(&["changes/ward-move services order"])
    );
    let answer = [("changes/ward-move services order", Answer::Theirs)];
    let settled = one(
        CHANGE,
        base,
        &base.replace("a, b, c", "c, a, b"),
        &base.replace("a, b, c", "b, a, c"),
        &answer,
    );
    assert_eq!(settled, Ok(base.replace("a, b, c", "b, a, c")));
}

#[test]
fn one_happening_is_not_mixed_with_another() {
    const DUTY: &str = "records/duties/duty.yaml";
    let base = "title: T\nowed_by: icb\n";
    let done = |date: &str, rest: &str| format!("{base}discharged:\n  date: {date}\n{rest}");
    let duty = |ours: &str, theirs: &str| one(DUTY, base, ours, theirs, &[]);
    let (day, other) = (
        done("2026-03-01", "  evidence: A letter\n"),
        done("2026-03-02", "  address: https://x.example\n"),
    );
    assert_eq!(duty(&day, &other), asked(&["duties/duty discharged"]));
    let less = done("2026-03-01", "");
    assert_eq!(duty(&day, &less), Ok(day.clone()));
    let more = done("2026-03-01", "  address: https://x.example\n");
    let merged = duty(&day, &more).expect("the same day");
    assert!(
        merged.contains("A letter") && merged.contains("x.example"),
        "{merged}"
    );
    let gone = format!("{base}no_longer_owed: It was abandoned.\n");
    assert_eq!(
        duty(&day, &gone),
        asked(&["duties/duty discharged and no_longer_owed"])
    );
}

const RESOLUTION: &str = "records/resolutions/2026/item.yaml";
const ITEM: &str = "\
committee: hosc
item: Ward 4
minutes:
  status: draft
clauses:
  - label: a
    words: That he report be noted.
    reads_as: noted
";

#[test]
fn what_one_side_confirmed_does_not_change_by_a_merge() {
    let confirmed = ITEM.replace("status: draft", "status: confirmed\n  confirmed_on: 2026-03-12");
    let edited = ITEM.replace("That he", "That the");
    let merge = |answers: &[(&str, Answer)]| one(RESOLUTION, ITEM, &confirmed, &edited, answers);
    let key = "resolutions/item clauses.a.words";
    assert_eq!(merge(&[]), asked(&[key]));
    assert_eq!(merge(&[(key, Answer::Ours)]), Ok(confirmed.clone()));
    let theirs = merge(&[(key, Answer::Theirs)]).expect("chosen");
    let values = crate::yaml::values(theirs.as_bytes()).expect("values");
    assert_eq!(values["clauses"][0]["words"], "That the report be noted.");
    assert_eq!(values["corrections"][0]["was"], "That he report be noted.");
    assert_eq!(values["corrections"][0]["clause"], "a");
    assert_eq!(values["corrections"][0]["date"], "2026-06-01");
}

#[test]
fn corrections_of_both_sides_are_kept_by_their_day() {
    let base = "item: X\ncorrections:\n  - date: 2026-01-01\n    what: W\n    why: Y\n";
    let with = |date: &str| format!("{base}  - date: {date}\n    what: Z\n    why: Y\n");
    let merged = one(RESOLUTION, base, &with("2026-03-01"), &with("2026-02-01"), &[]).expect("merged");
    let days: Vec<&str> = merged
        .lines()
        .filter_map(|line| line.split("date: ").nth(1))
        .collect();
    assert_eq!(days, ["2026-01-01", "2026-02-01", "2026-03-01"]);
    let locked = |words: &str, was: &str| {
        ITEM.replace("draft", "confirmed")
            .replace("That he report be noted.", words)
            + &format!(
                "corrections:\n  - date: 2026-02-01\n    clause: a\n    what: {words}\n    was: {was}\n    why: Y\n"
            )
    };
    let was = "That he report be noted.";
    let base = ITEM.replace("draft", "confirmed");
    let (ours, theirs) = (locked("One.", was), locked("Two.", was));
    let key = "resolutions/item clauses.a.words";
    assert_eq!(one(RESOLUTION, &base, &ours, &theirs, &[]), asked(&[key]));
    let settled = one(RESOLUTION, &base, &ours, &theirs, &[(key, Answer::Ours)]).expect("settled");
    let values = crate::yaml::values(settled.as_bytes()).expect("values");
    assert_eq!(
        values["corrections"].as_array().map(Vec::len),
        Some(3),
        "{settled}"
    );
    assert_eq!(values["clauses"][0]["words"], "One.");
}

#[test]
fn what_is_asked_is_asked_in_words_and_wrong_answers_stay_open() {
    let ours = TEXT.replace("A ward moves", "Two wards move");
    let theirs = TEXT.replace("A ward moves", "A ward closes");
    let all = sides(&[(CHANGE, TEXT)], &[(CHANGE, &ours)], &[(CHANGE, &theirs)]);
    let outcome = run(&all, &[]);
    let told = &outcome.conflicts[0];
    assert_eq!(told.what, "title of the change “Two wards move”");
    assert_eq!(told.base.as_deref(), Some("“A ward moves”"));
    assert_eq!(told.theirs.as_deref(), Some("“A ward closes”"));
    assert!(told.takes_text && told.why.is_none());
    let key = "changes/ward-move title";
    let text = |words: &str| Answer::Text(words.to_owned());
    let settled = run(&all, &[(key, text("No ward: none"))]);
    let bytes = settled.files[CHANGE].clone().expect("there");
    assert!(String::from_utf8_lossy(&bytes).contains("title: \"No ward: none\""));
    assert!(run(&all, &[(key, text(" "))]).conflicts[0].why.is_some());
    let services = |words: &str| TEXT.replace("[one, two]", words);
    let all = sides(
        &[(CHANGE, TEXT)],
        &[(CHANGE, &services("[two, one]"))],
        &[(CHANGE, &services("one"))],
    );
    let key = run(&all, &[]).conflicts[0].key.clone();
    assert!(run(&all, &[(&key, text("three"))]).conflicts[0].why.is_some());
}

#[test]
fn what_differs_far_into_a_long_text_is_told_apart() {
    let long = |end: &str| format!("\u{201c}{}{end}", "A caf\u{e9} closed. ".repeat(200));
    let told = tell::told_apart(Three {
        base: Some("Short.".to_owned()),
        ours: Some(long("Ours.")),
        theirs: Some(long("Theirs.")),
    });
    assert_ne!(told.ours, told.theirs);
    assert!(
        told.ours
            .is_some_and(|text| text.starts_with("… ") && text.ends_with("Ours.") && text.len() < 200)
    );
    assert_eq!(told.base.as_deref(), Some("Short."));
}
