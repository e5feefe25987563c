//! However a record is changed, a correction tells all of it that is locked.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;
use scrutiny::compare::compare;
use scrutiny::life::{Correcting, Fault, corrected};
use scrutiny::lock::rewritten;
use scrutiny::record::Kind;
use scrutiny::yaml;
use serde_json::{Value as Json, json};

use crate::fixture::today;

const RESOLUTION: &str = "\
# Kept by the clerk.
committee: kent-hosc
meeting: 2025-10-09   # as printed
item: \"Ward 4: the move\"
minutes: {status: confirmed, confirmed_on: 2025-11-27}
stem: RESOLVED that
clauses:
  - label: a
    # As published.
    words: >-
      he report be noted,
      and received.
    reads_as: noted
  - {label: '1.2', words: It come back., reads_as: [deferred, other]}
  - label: c
    words: \"Thanks: be given\"
    reads_as: other
votes: Unanimous
";

const DETERMINATION: &str = "\
change: ward-move
by: kent-hosc
authority: kent
view: not-substantial
date: 2025-10-09
resolution: {id: item, clause: a}
";

/// Text that is hard to write, and some that is easy.
fn any_text() -> impl Strategy<Value = String> {
    let hard = select(vec![
        "2025-10-09",
        "no",
        "a: b # c",
        "- x",
        "'\"",
        "1.2",
        "~",
        "Two\nlines",
        "é £ “x”",
        "null",
        "b",
        "{a: b}",
        "unknown",
    ]);
    prop_oneof![hard.prop_map(str::to_owned), "[A-Za-z :.,#'-]{0,40}[a-z]"]
}

/// One change to a record, by what it is and where.
#[derive(Clone, Debug)]
enum Touch {
    Set(&'static str, String),
    Take(&'static str),
    Words(usize, String),
    Label(usize, String),
    Drop(usize),
    Swap(usize, usize),
    Add(String, String),
}

fn any_touch() -> impl Strategy<Value = Touch> {
    let fields = || {
        select(vec![
            "committee",
            "meeting",
            "item",
            "stem",
            "votes",
            "by",
            "view",
            "date",
            "authority",
            "discussion",
        ])
    };
    prop_oneof![
        (fields(), any_text()).prop_map(|(field, text)| Touch::Set(field, text)),
        fields().prop_map(Touch::Take),
        (0..4_usize, any_text()).prop_map(|(at, text)| Touch::Words(at, text)),
        (0..4_usize, any_text()).prop_map(|(at, text)| Touch::Label(at, text)),
        (0..4_usize).prop_map(Touch::Drop),
        (0..4_usize, 0..4_usize).prop_map(|(one, other)| Touch::Swap(one, other)),
        (any_text(), any_text()).prop_map(|(label, text)| Touch::Add(label, text)),
    ]
}

fn touched(record: &mut Json, touch: &Touch) {
    let fields = record.as_object_mut().expect("a record");
    if let Touch::Set(field, text) = touch {
        fields.insert((*field).to_owned(), text.as_str().into());
    }
    if let Touch::Take(field) = touch {
        fields.remove(*field);
    }
    let Some(clauses) = fields.get_mut("clauses").and_then(Json::as_array_mut) else {
        return;
    };
    let length = clauses.len();
    match touch {
        Touch::Words(at, text) if *at < length => clauses[*at]["words"] = text.as_str().into(),
        Touch::Label(at, text) if *at < length => clauses[*at]["label"] = text.as_str().into(),
        Touch::Drop(at) if *at < length => drop(clauses.remove(*at)),
        Touch::Swap(one, other) if *one < length && *other < length => clauses.swap(*one, *other),
        Touch::Add(label, text) => {
            clauses.push(json!({ "label": label, "words": text, "reads_as": "other" }));
        }
        _ => {}
    }
}

/// The text of a file that says what the record says.
fn text(record: &Json) -> String {
    let fields = record.as_object().expect("a record");
    let fields: Vec<(&str, Json)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    yaml::write(&fields)
}

fn config() -> Config {
    Config {
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_random_change_escapes_its_correction(
        is_resolution in any::<bool>(),
        rounds in prop::collection::vec((prop::collection::vec(any_touch(), 1..5), any::<bool>(), any_text()), 1..4),
    ) {
        let (kind, mut held) = if is_resolution {
            (Kind::Resolution, RESOLUTION.to_owned())
        } else {
            (Kind::Determination, DETERMINATION.to_owned())
        };
        for (touches, withhold, why) in rounds {
            let old = yaml::json(&held).expect("it is read");
            let mut new = old.clone();
            touches.iter().for_each(|touch| touched(&mut new, touch));
            let how = Correcting { today: today(), why: &why, what: None, withhold };
            match corrected(&held, &text(&new), &how) {
                Ok(done) => {
                    let after = yaml::json(&done.text).expect("it is read");
                    prop_assert_eq!(rewritten(kind, &old, &after, &|_, _| false), []);
                    // All that was to change did, and beside the corrections nothing else.
                    let rest = compare(&new, &after);
                    prop_assert!(rest.iter().all(|change| change.path().starts_with("corrections")), "{:?}", rest);
                    let count = |record: &Json| record["corrections"].as_array().map_or(0, Vec::len);
                    prop_assert_eq!(count(&after), count(&old) + compare(&old, &new).len());
                    if withhold {
                        let said = &after["corrections"].as_array().expect("there are some")[count(&old)..];
                        prop_assert!(said.iter().all(|one| one.get("was").is_none()));
                    }
                    held = done.text;
                }
                Err(Fault::Nothing) => prop_assert_eq!(compare(&old, &new), []),
                Err(fault) => prop_assert!(false, "{:?} of\n{}", fault, text(&new)),
            }
        }
    }
}
