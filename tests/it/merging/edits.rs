//! Records in every layout, and what two clerks do to one.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use scrutiny::yaml::{self, Graft, Part};
use serde_json::{Value as Json, json};

use crate::fixture::BASE;

/// One change that a clerk makes to a record's file.
#[derive(Clone, Debug)]
enum Edit {
    /// Other words at a place.
    Say(Index, usize),
    /// A field, or an item of a list, taken out.
    Drop(Index),
    /// A clause, source, key date or word added to a list.
    Add(Index, usize),
    /// The first item of a list put last.
    Turn(Index),
    /// A group that describes a happening.
    Happen(usize, usize),
    /// A comment on a line of its own.
    Note(Index, usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (any::<Index>(), 0..4_usize).prop_map(|(at, word)| Edit::Say(at, word)),
        1 => any::<Index>().prop_map(Edit::Drop),
        3 => (any::<Index>(), 0..4_usize).prop_map(|(at, word)| Edit::Add(at, word)),
        1 => any::<Index>().prop_map(Edit::Turn),
        1 => (0..3_usize, 0..4_usize).prop_map(|(what, word)| Edit::Happen(what, word)),
        1 => (any::<Index>(), 0..99_usize).prop_map(|(at, number)| Edit::Note(at, number)),
    ]
}

const WORDS: [&str; 4] = ["One", "two: three", "2026-03-01", "A longer text that goes on"];

#[derive(Clone, Debug)]
enum Way {
    Field(String),
    Item(usize),
}

/// The ways to all values that fit, and the values.
fn ways<'j>(
    value: &'j Json,
    at: &mut Vec<Way>,
    fits: &dyn Fn(&Json) -> bool,
    found: &mut Vec<(Vec<Way>, &'j Json)>,
) {
    if fits(value) && !at.is_empty() {
        found.push((at.clone(), value));
    }
    let mut inner = |way: Way, value: &'j Json| {
        at.push(way);
        ways(value, at, fits, found);
        at.pop();
    };
    match value {
        Json::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| inner(Way::Field(name.clone()), value)),
        Json::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(number, value)| inner(Way::Item(number), value)),
        _ => {}
    }
}

fn pick<'j>(value: &'j Json, at: &Index, fits: &dyn Fn(&Json) -> bool) -> Option<(Vec<Way>, &'j Json)> {
    let mut found = Vec::new();
    ways(value, &mut Vec::new(), fits, &mut found);
    (!found.is_empty()).then(|| found.swap_remove(at.index(found.len())))
}

fn grafted(text: &str, way: &[Way], graft: &Graft<'_>) -> Option<String> {
    fn part(way: &Way) -> Part<'_> {
        match way {
            Way::Field(name) => Part::Field(name),
            Way::Item(number) => Part::Item(*number),
        }
    }
    let parts: Vec<Part<'_>> = way.iter().map(part).collect();
    yaml::graft(text, &parts, graft).ok()
}

/// The text with the change made, as an editor would make it; none where there is nothing to change.
fn edited(text: &str, edit: &Edit) -> Option<String> {
    let values = yaml::values(text.as_bytes())?;
    match edit {
        Edit::Say(at, word) => {
            let (way, _) = pick(&values, at, &Json::is_string)?;
            grafted(text, &way, &Graft::Set(&WORDS[*word].into()))
        }
        Edit::Drop(at) => grafted(text, &pick(&values, at, &|_| true)?.0, &Graft::Remove),
        Edit::Add(at, word) => {
            let (mut way, list) = pick(&values, at, &Json::is_array)?;
            let list = list.as_array()?;
            let new = match (way.last(), list.first()) {
                (Some(Way::Field(name)), _) if name == "clauses" => {
                    json!({ "label": format!("n{word}"), "words": WORDS[*word], "reads_as": "noted" })
                }
                (Some(Way::Field(name)), _) if name == "sources" => {
                    json!({ "title": WORDS[*word], "dated": "2026" })
                }
                (Some(Way::Field(name)), _) if name == "key_dates" => {
                    json!({ "date": "2026", "what": WORDS[*word] })
                }
                (_, Some(Json::Object(_))) => return None,
                _ => Json::from(WORDS[*word]),
            };
            way.push(Way::Item(list.len()));
            grafted(text, &way, &Graft::Item(&new))
        }
        Edit::Turn(at) => {
            let (way, list) = pick(&values, at, &Json::is_array)?;
            let mut order: Vec<usize> = (0..list.as_array()?.len()).collect();
            if !order.is_empty() {
                order.rotate_left(1);
            }
            grafted(text, &way, &Graft::Order(&order))
        }
        Edit::Happen(what, word) => {
            let name = ["discharged", "decided", "abandoned"][*what];
            let value = json!({ "date": WORDS[*word], "evidence": WORDS[(word + 1) % 4] });
            match values.get(name) {
                Some(_) => grafted(text, &[Way::Field(name.to_owned())], &Graft::Set(&value)),
                None => {
                    let field = Graft::Field {
                        value: &value,
                        after: None,
                    };
                    grafted(text, &[Way::Field(name.to_owned())], &field)
                }
            }
        }
        Edit::Note(at, number) => {
            let starts = text.match_indices('\n').map(|(at, _)| at + 1);
            let is_field = |at: &usize| text[*at..].starts_with(|c: char| c.is_ascii_lowercase());
            let starts: Vec<usize> = starts.filter(is_field).collect();
            let start = *starts.get(at.index(starts.len().max(1)))?;
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let noted = format!("{}# Note {number}.{end}{}", &text[..start], &text[start..]);
            (yaml::values(noted.as_bytes())? == values).then_some(noted)
        }
    }
}

/// A file in three versions.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) path: &'static str,
    pub(super) base: String,
    pub(super) ours: String,
    pub(super) theirs: String,
}

const MORE: &[(&str, &str)] = &[
    (
        "records/changes/2025/kent.yaml",
        include_str!("../../../records/changes/2025/kent-therapeutic-alliance-2025.yaml"),
    ),
    (
        "records/changes/2025/all.yaml",
        include_str!("../../../records/changes/2025/all-age-mental-health-2025.yaml"),
    ),
    (
        "records/register.yaml",
        include_str!("../../../records/register.yaml"),
    ),
    (
        "records/law/own.yaml",
        include_str!("../../../src/law/england/gunning-criteria.yaml"),
    ),
];

fn laid_out(text: &str, layout: usize) -> String {
    match layout {
        0 => text.replace('\n', "\r\n"),
        1 => format!("\u{feff}{text}"),
        2 => text.trim_end().to_owned(),
        3 => format!("---\n{text}"),
        4 => text
            .replace("\n  ", "\n      ")
            .replace("\n        -", "\n      -"),
        _ => text.to_owned(),
    }
}

pub(super) fn any_case() -> impl Strategy<Value = Case> {
    let all: Vec<(&str, &str)> = BASE
        .iter()
        .chain(MORE)
        .copied()
        .filter(|(path, _)| path.ends_with(".yaml"))
        .collect();
    let edits = || prop::collection::vec(any_edit(), 0..5);
    (select(all), 0..8_usize, edits(), edits()).prop_map(|((path, text), layout, ours, theirs)| {
        let laid = laid_out(text, layout);
        let base = if yaml::values(laid.as_bytes()) == yaml::values(text.as_bytes()) {
            laid
        } else {
            text.to_owned()
        };
        let make = |edits: &[Edit]| {
            edits
                .iter()
                .fold(base.clone(), |text, edit| edited(&text, edit).unwrap_or(text))
        };
        let (ours, theirs) = (make(&ours), make(&theirs));
        Case {
            path,
            base,
            ours,
            theirs,
        }
    })
}
