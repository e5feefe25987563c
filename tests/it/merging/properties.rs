//! What holds of every merge: nothing is lost, nothing else is changed, and it does not matter who merges.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use scrutiny::compare::same;
use scrutiny::merge::{Answer, Answers, Conflict, Files, Outcome, Sides, lines, marks, merge};
use scrutiny::yaml;
use serde_json::Value as Json;

use super::edits::{Case, any_case};
use crate::finds::properties::merge::{has_twins, told};
use crate::fixture::{BASE, file, problems, today};

fn config() -> Config {
    let asked = Config::default();
    let usual = asked.cases == 256;
    Config {
        cases: if usual { 64 } else { asked.cases },
        failure_persistence: None,
        ..asked
    }
}

/// Mistakes of form.
const FORM: [&str; 11] = [
    "unknown-field",
    "missing-field",
    "wrong-type",
    "unknown-word",
    "ambiguous-value",
    "empty-text",
    "yaml-syntax",
    "tab-indent",
    "duplicate-key",
    "withdrawn-with-content",
    "too-complex",
];

/// Longest way to a result by answers.
const ROUNDS: usize = 6;

fn run(case: &Case, answers: &Answers) -> Outcome {
    let files = |text: &str| Files::from([(case.path.to_owned(), text.as_bytes().to_vec())]);
    let sides = Sides {
        base: files(&case.base),
        ours: files(&case.ours),
        theirs: files(&case.theirs),
        prefix: String::new(),
        today: today(),
    };
    let marked = marks::marked(&sides, case.path, &lines::merged);
    assert_eq!(marked.is_some(), case.ours != case.theirs);
    merge(&sides, answers, &lines::merged)
}

fn of(case: &Case, base: &str, ours: &str, theirs: &str) -> Result<String, Outcome> {
    let case = Case {
        path: case.path,
        base: base.to_owned(),
        ours: ours.to_owned(),
        theirs: theirs.to_owned(),
    };
    let outcome = run(&case, &Answers::new());
    if outcome.conflicts.is_empty() {
        Ok(text(&case, &outcome))
    } else {
        Err(outcome)
    }
}

fn text(case: &Case, outcome: &Outcome) -> String {
    match outcome.files.get(case.path) {
        Some(Some(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
        Some(None) => String::new(),
        None => case.ours.clone(),
    }
}

fn values(text: &str) -> Json {
    yaml::values(text.as_bytes()).unwrap_or_else(|| panic!("{text:?}"))
}

fn notes(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("# Note"))
        .collect()
}

fn has_empty_group(value: &Json) -> bool {
    match value {
        Json::Object(fields) => fields.is_empty() || fields.values().any(has_empty_group),
        Json::Array(items) => items.iter().any(has_empty_group),
        _ => false,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_one_side_did_is_taken_as_it_is(case in any_case()) {
        prop_assert_eq!(of(&case, &case.base, &case.ours, &case.base), Ok(case.ours.clone()));
        prop_assert_eq!(of(&case, &case.base, &case.base, &case.theirs), Ok(case.theirs.clone()));
        prop_assert_eq!(of(&case, &case.base, &case.ours, &case.ours), Ok(case.ours.clone()));
        prop_assert_eq!(of(&case, "", &case.ours, &case.ours), Ok(case.ours.clone()));
    }

    #[test]
    fn it_does_not_matter_who_merges_and_no_edit_is_lost(case in any_case()) {
        let one = of(&case, &case.base, &case.ours, &case.theirs);
        let other = of(&case, &case.base, &case.theirs, &case.ours);
        let keys = |outcome: &Outcome| -> Vec<String> {
            outcome.conflicts.iter().map(|conflict| conflict.key.clone()).collect()
        };
        match (one, other) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(&one, &other);
                for note in notes(&case.ours).into_iter().chain(notes(&case.theirs)) {
                    prop_assert!(notes(&one).contains(&note), "{} in {}", note, one);
                }
                let (base, ours, theirs, merged) =
                    (values(&case.base), values(&case.ours), values(&case.theirs), values(&one));
                if [&base, &ours, &theirs, &merged].into_iter().any(has_twins) {
                    return Ok(());
                }
                let (done, own, others) = (told(&base, &merged), told(&base, &ours), told(&base, &theirs));
                for change in own.iter().chain(&others) {
                    prop_assert!(done.contains(change), "{change:?} is lost in\n{one}");
                }
                for change in &done {
                    prop_assert!(own.contains(change) || others.contains(change), "{change:?} is nobody's in\n{one}");
                }
            }
            (Err(one), Err(other)) => {
                prop_assert_eq!(keys(&one), keys(&other));
                prop_assert!(one.files.is_empty() && other.files.is_empty());
            }
            (one, other) => prop_assert!(false, "{one:?} but {other:?}"),
        }
    }

    #[test]
    fn answers_settle_what_is_open_and_change_nothing_else(case in any_case(), ours in any::<bool>()) {
        let mut choices = [Answer::Ours, Answer::Theirs];
        if !ours {
            choices.reverse();
        }
        let [answer, instead] = choices;
        let (base, own, other) = (values(&case.base), values(&case.ours), values(&case.theirs));
        let mut answers = BTreeMap::new();
        for _ in 0..ROUNDS {
            let outcome = run(&case, &answers);
            if outcome.conflicts.is_empty() {
                let merged = values(&text(&case, &outcome));
                prop_assert!(answers.is_empty() || merged.is_object() || merged.is_null());
                if answers.is_empty() && same(&own, &base) {
                    prop_assert!(same(&merged, &other));
                }
                return Ok(());
            }
            for conflict in outcome.conflicts {
                prop_assert!(conflict.ours != conflict.theirs || conflict.why.is_some(), "{conflict:?}");
                // A tombstone that was emptied on one side stays: then the other answer has to settle it.
                let is_refused = conflict.why.is_some_and(|why| why.starts_with("this cannot be chosen: it was withdrawn"));
                answers.insert(conflict.key, if is_refused { &instead } else { &answer }.clone());
            }
        }
        prop_assert!(false, "{answers:?} settle nothing");
    }

    #[test]
    fn a_merge_brings_no_mistake_of_form_that_neither_side_had(case in any_case()) {
        let Ok(merged) = of(&case, &case.base, &case.ours, &case.theirs) else { return Ok(()) };
        let found = |text: &str| -> Vec<&'static str> {
            let sources = crate::fixture::with(vec![file(case.path, text)]);
            problems(&sources).iter().map(|problem| problem.code.name).filter(|name| FORM.contains(name)).collect()
        };
        let sides = [&case.base, &case.ours, &case.theirs];
        let mut before = sides.map(|text| found(text)).concat();
        // A group without fields says nothing, and may be left out where a field is taken out of it.
        if sides.into_iter().any(|text| has_empty_group(&values(text))) {
            before.push("missing-field");
        }
        for name in found(&merged) {
            prop_assert!(before.contains(&name), "{name} in\n{merged}");
        }
    }
}

#[test]
fn a_tombstone_emptied_on_one_side_stays_whatever_is_answered() {
    let stone = "withdrawn:\n  date: 2026-11-02\n  reason: It was recorded twice.\n";
    let other_day = stone.replace("11-02", "11-03");
    let case = Case {
        path: "records/bodies/withdrawn-council.yaml",
        base: stone.to_owned(),
        ours: other_day.clone(),
        theirs: String::new(),
    };
    let record = "bodies/withdrawn-council";
    let answered = |answer: Answer| run(&case, &BTreeMap::from([(record.to_owned(), answer)]));
    let refused = answered(Answer::Theirs);
    assert!(refused.files.is_empty(), "{refused:?}");
    assert_eq!(refused.conflicts[0].key, record);
    let why = refused.conflicts[0].why.as_deref().unwrap_or_default();
    assert!(
        why.starts_with("this cannot be chosen: it was withdrawn"),
        "{why}"
    );
    let settled = answered(Answer::Ours);
    assert!(settled.conflicts.is_empty(), "{settled:?}");
    assert_eq!(text(&case, &settled), other_day);
}

#[test]
fn what_is_decided_is_nearly_always_written_too() {
    let mut runner = TestRunner::deterministic();
    let (mut merged, mut asked, mut unwritten) = (0, 0, Vec::new());
    for _ in 0..600 {
        let case = any_case().new_tree(&mut runner).unwrap().current();
        if case.ours == case.theirs || case.ours == case.base || case.theirs == case.base {
            continue;
        }
        match of(&case, &case.base, &case.ours, &case.theirs) {
            Ok(_) => merged += 1,
            Err(outcome) => {
                // A record withdrawn on one side is asked about as a whole, and rightly; it says why.
                let is_whole = |one: &Conflict| {
                    (!one.key.contains(' ') && one.why.is_none()) || one.key.ends_with(" comments")
                };
                if outcome.conflicts.iter().any(is_whole) {
                    unwritten.push(outcome.conflicts[0].clone());
                } else {
                    asked += 1;
                }
            }
        }
    }
    assert!(merged > 100 && asked > 50, "{merged} merged, {asked} asked");
    assert!(
        unwritten.len() * 50 < merged,
        "{merged} merged, {asked} asked, {unwritten:#?}"
    );
}

#[test]
fn two_sides_that_touch_a_thousand_records_merge_quickly() {
    let text = BASE
        .iter()
        .find(|(path, _)| path.contains("changes/2025/all-age"))
        .unwrap()
        .1;
    let version = |change: &dyn Fn(usize, &str) -> String| -> Files {
        let each = (0..1000).map(|number| {
            let path = format!("records/changes/2025/change-{number}.yaml");
            (path, change(number, text).into_bytes())
        });
        each.collect()
    };
    let sides = Sides {
        base: version(&|_, text| text.to_owned()),
        // Every third is changed on one side only, every third on both beside each other, every third on both apart.
        ours: version(&|number, text| match number % 3 {
            0 => text.replacen("title: ", "title: New ", 1),
            1 => text.replacen("title: ", "call_in:\n  directed: 2026-01-01 # ours\ntitle: ", 1),
            _ => text.to_owned(),
        }),
        theirs: version(&|number, text| match number % 3 {
            0 => format!("{text}secretary_of_state_notified: 2026-01-01\n"),
            1 => text.replacen("title: ", "# Theirs.\ntitle: New ", 1),
            _ => format!("{text}secretary_of_state_notified: 2026-01-01\n"),
        }),
        prefix: String::new(),
        today: today(),
    };
    let start = std::time::Instant::now();
    let outcome = merge(&sides, &Answers::new(), &lines::merged);
    let took = start.elapsed();
    assert_eq!(outcome.conflicts, []);
    assert_eq!(outcome.files.len(), 1000);
    assert!(
        took.as_secs() < 60,
        "{took:?}, in a build that is not made for speed"
    );
}
