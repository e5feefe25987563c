//! Changes in files of every layout.

mod layout;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::json;

use super::*;
use layout::{any_layout, any_tree, written};

const RECORD: &str = "\
# Kept by the clerk.
name: Northmere HOSC   # as on the door
services: [one, two] # both
minutes:
  status: draft # for now
  # The day is not known.
clauses: # as published
  # The first.
  - label: a
    words: >-
      One
      two.
    # Ours.
    reads_as: noted
  # The second.
  - label: b
    words: \"It's: so\"   # quoted
sources:
- title: Minutes
- {title: Paper, dated: 2026}
notes: |
  Line.

  Line two.
";

fn path<'p>(text: &'p str) -> Vec<Part<'p>> {
    let part = |part: &'p str| part.parse().map_or(Part::Field(part), Part::Item);
    text.split('.').map(part).collect()
}

/// Makes a change and says what stretch of the text gave way to what.
fn change(text: &str, place: &str, what: &Graft<'_>) -> (String, String) {
    let changed = graft(text, &path(place), what).unwrap_or_else(|error| panic!("{place}: {error:?}"));
    let start = text
        .bytes()
        .zip(changed.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let rest = text.len().min(changed.len()) - start;
    let (a, b) = (text.bytes().rev(), changed.bytes().rev());
    let end = a.zip(b).take_while(|(a, b)| a == b).count().min(rest);
    (
        text[start..text.len() - end].to_owned(),
        changed[start..changed.len() - end].to_owned(),
    )
}

#[test]
fn values_are_replaced_where_they_stand() {
    let set = |place, value: Json| change(RECORD, place, &Graft::Set(&value));
    let gives = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    assert_eq!(
        set("name", json!("Wexcombe")),
        gives("Northmere HOSC", "Wexcombe")
    );
    assert_eq!(set("services.1", json!("x: y")), gives("two", "\"x: y\""));
    assert_eq!(set("services", json!("one")), gives("[one, two]", "one"));
    assert_eq!(
        set("minutes.status", json!("confirmed")),
        gives("draft", "confirmed")
    );
    assert_eq!(
        set("clauses.0.words", json!("Three.")),
        gives(">-\n      One\n      two", "Three")
    );
    assert_eq!(
        set("clauses.1.words", json!("Four\nfive.\n")),
        gives("\"It's: so\"   # quoted", "|   # quoted\n      Four\n      five.")
    );
    assert_eq!(set("sources.1.dated", json!("2027")), gives("2026", "\"2027\""));
    assert_eq!(
        set("notes", json!("Short.")),
        gives("|\n  Line.\n\n  Line two", "Short")
    );
    let (_, new) = set(
        "minutes",
        json!({ "status": "confirmed", "confirmed_on": "2026-03-12" }),
    );
    assert_eq!(new, "confirmed\n  confirmed_on: 2026-03-12");
    let (_, new) = set("clauses", json!(["x", "z"]));
    assert!(new.starts_with("[x, z] # as publish"), "{new}");
}

#[test]
fn fields_and_items_come_and_go() {
    let gives = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    let remove = |place| change(RECORD, place, &Graft::Remove);
    assert_eq!(remove("services"), gives("services: [one, two] # both\n", ""));
    assert_eq!(remove("services.0"), gives("one, ", ""));
    assert_eq!(remove("services.1"), gives(", two", ""));
    assert_eq!(remove("sources.1.title"), gives("title: Paper, ", ""));
    assert_eq!(remove("clauses.1.label"), gives("label: b\n    ", ""));
    assert_eq!(
        remove("clauses.1"),
        gives("  - label: b\n    words: \"It's: so\"   # quoted\n", "")
    );
    assert_eq!(remove("minutes.status"), gives("status: draft # for now\n  ", ""));
    let clause = json!({ "label": "c", "words": "Six." });
    assert_eq!(
        change(RECORD, "clauses.2", &Graft::Item(&clause)),
        gives("", "  - label: c\n    words: Six.\n")
    );
    assert_eq!(
        change(RECORD, "sources.0", &Graft::Item(&json!({ "title": "First" }))),
        gives("", "First\n- title: ")
    );
    assert_eq!(
        change(RECORD, "services.1", &Graft::Item(&json!("x"))),
        gives("", "x, ")
    );
    let add = |place, after| {
        let value = json!({ "x": ["a b", "c"] });
        change(RECORD, place, &Graft::Field { value: &value, after })
    };
    assert_eq!(
        add("clauses.0.action", Some("words")),
        gives("", "action:\n      x:\n        - a b\n        - c\n    ")
    );
    assert_eq!(add("sources.1.more", None), gives("", ", more: {x: [a b, c]}"));
    assert!(add("more", None).1.starts_with("more:\n  x:\n"));
    let (_, swapped) = change(RECORD, "clauses", &Graft::Order(&[1, 0]));
    assert!(
        swapped
            .starts_with("# The second.\n  - label: b\n    words: \"It's: so\"   # quoted\n  - label: a\n"),
        "{swapped}"
    );
}

#[test]
fn what_is_not_there_or_would_not_read_back_is_refused() {
    let text = "a: [b]\n";
    let value = json!("x");
    assert_eq!(
        graft(text, &path("c"), &Graft::Set(&value)),
        Err(EditError::NoSuchField("c".to_owned()))
    );
    assert_eq!(
        graft("a: &x b\n", &path("a"), &Graft::Set(&value)),
        Err(EditError::Unreadable)
    );
    assert_eq!(
        graft(text, &path("a"), &Graft::Order(&[0, 0])),
        Err(EditError::Unsafe)
    );
    assert_eq!(graft(text, &[], &Graft::Set(&value)), Err(EditError::Unsafe));
}

/// Every place in a tree.
fn places(tree: &Json, at: &mut Vec<Way>, found: &mut Vec<Vec<Way>>) {
    match tree {
        Json::Object(fields) => {
            for (name, value) in fields {
                at.push(Way::Field(name.clone()));
                found.push(at.clone());
                places(value, at, found);
                at.pop();
            }
        }
        Json::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                at.push(Way::Item(number));
                found.push(at.clone());
                places(value, at, found);
                at.pop();
            }
        }
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Way {
    Field(String),
    Item(usize),
}

fn parts(way: &[Way]) -> Vec<Part<'_>> {
    fn part(way: &Way) -> Part<'_> {
        match way {
            Way::Field(name) => Part::Field(name),
            Way::Item(number) => Part::Item(*number),
        }
    }
    way.iter().map(part).collect()
}

fn comments(text: &str) -> Vec<String> {
    let comment = |line: &str| Some(line[line.find("# note").or_else(|| line.find("# aside"))?..].to_owned());
    text.lines().filter_map(comment).collect()
}

/// Tries a change; says whether it could be made. The comments outside what it took out stay.
fn tried(text: &str, place: &[Part<'_>], what: &Graft<'_>, takes_out: bool) -> bool {
    match graft(text, place, what) {
        Ok(changed) => {
            let (before, after) = (comments(text), comments(&changed));
            if !takes_out {
                let mut sorted = (before.clone(), after.clone());
                sorted.0.sort();
                sorted.1.sort();
                assert_eq!(sorted.0, sorted.1, "{text:?} {place:?} {what:?} {changed:?}");
            }
            if text.contains("\r\n") {
                assert!(
                    !changed.replace("\r\n", "").contains('\n'),
                    "{text:?} {place:?} {what:?} {changed:?}"
                );
            }
            assert_eq!(text.starts_with('\u{feff}'), changed.starts_with('\u{feff}'));
            true
        }
        Err(EditError::Unsafe) => false,
        Err(error) => panic!("{error:?} {text:?} {place:?}"),
    }
}

#[test]
fn nearly_every_change_can_be_made_in_nearly_every_layout() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut made, mut refused) = (0_usize, Vec::new());
    for _ in 0..400 {
        let draw = (any_tree(), any_layout(), any_tree());
        let (tree, layout, other) = draw.new_tree(&mut runner).expect("drawn").current();
        let text = written(&tree, &layout);
        let says = parse(&text).unwrap_or_else(|error| panic!("{error:?} {text}"));
        assert_eq!(to_json(&says), tree, "{text}");
        let value = other
            .as_object()
            .and_then(|group| group.values().next())
            .expect("a value");
        let mut found = Vec::new();
        places(&tree, &mut Vec::new(), &mut found);
        for way in &found {
            let place = parts(way);
            let mut tries = vec![(Graft::Set(value), true), (Graft::Remove, true)];
            let held = way.iter().fold(&tree, |held, way| match way {
                Way::Field(name) => &held[name],
                Way::Item(number) => &held[number],
            });
            let order: Vec<usize> = (0..held.as_array().map_or(0, Vec::len)).rev().collect();
            if held.is_array() {
                tries.push((Graft::Order(&order), false));
            }
            let mut inner = place.clone();
            let mut all: Vec<(Vec<Part<'_>>, Graft<'_>, bool)> = tries
                .into_iter()
                .map(|(what, out)| (place.clone(), what, out))
                .collect();
            if held.is_object() {
                inner.push(Part::Field("new"));
                all.push((
                    inner,
                    Graft::Field {
                        value,
                        after: Some("b"),
                    },
                    false,
                ));
            } else if held.is_array() {
                inner.push(Part::Item(1));
                all.push((inner, Graft::Item(value), false));
            }
            for (place, what, out) in all {
                if tried(&text, &place, &what, out) {
                    made += 1;
                } else {
                    refused.push(format!("{text:?}\n   {place:?} {what:?}"));
                }
            }
        }
    }
    let share = refused.len() * 1000 / (made + refused.len());
    let first: Vec<&String> = refused.iter().take(10).collect();
    assert!(
        made > 5000 && share < 5,
        "{made} made, {} refused, such as {first:#?}",
        refused.len()
    );
}
