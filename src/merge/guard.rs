//! What may not change unsaid does not change by a merge either: confirmed words, what a determination says, corrections.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::naming::Sort;
use super::three::Three;
use super::values::{Asked, Open, answered, same};
use super::{atom, order, place};
use crate::compare::{Step, items, path};
use crate::lock::{Lock, Rewrite, rewritten};
use crate::record::Kind;

/// Whether the second id is the new one of the record that had the first.
pub(super) type Renamed<'a> = dyn Fn(&str, &str) -> bool + Sync + 'a;

/// The values that were decided, where nothing in them changes what either side locks. What a person chose there all the same
/// is said in a correction.
///
/// # Errors
///
/// The places that are to be asked about.
pub(super) fn guarded(
    kind: Kind,
    three: &Three<Json>,
    mut value: Json,
    asked: &Asked<'_>,
    renamed: &Renamed<'_>,
    today: NaiveDate,
) -> Result<Json, Vec<Open>> {
    let found = |value: &Json| -> Vec<Rewrite> {
        let ours = rewritten(kind, &three.ours, value, renamed);
        let theirs = rewritten(kind, &three.theirs, value, renamed);
        ours.into_iter().chain(theirs).collect()
    };
    let mut open: Vec<Open> = Vec::new();
    for rewrite in found(&value) {
        let one = opened(three, &rewrite);
        if let Some(answer) = asked(&one.key()) {
            match answered(&one.three, one.is_order, &answer) {
                Ok(chosen) => apply(&mut value, &one, chosen),
                Err(why) => add(
                    &mut open,
                    Open {
                        why: Some(why),
                        ..one
                    },
                ),
            }
        } else if !is_answered(kind, &rewrite.place, asked) {
            add(&mut open, one);
        }
    }
    if !open.is_empty() {
        return Err(open);
    }
    for rewrite in found(&value) {
        if matches!(rewrite.lock, Lock::Confirmed | Lock::Determined) {
            correct(&mut value, &rewrite, today);
        }
    }
    for rewrite in found(&value) {
        let one = opened(three, &rewrite);
        let why = format!("this cannot be chosen: {}", rewrite.lock.reason());
        add(
            &mut open,
            Open {
                why: Some(why),
                ..one
            },
        );
    }
    if open.is_empty() { Ok(value) } else { Err(open) }
}

fn add(open: &mut Vec<Open>, one: Open) {
    if open.iter().all(|other| other.key() != one.key()) {
        open.push(one);
    }
}

/// What is to be asked about a place that is locked.
fn opened(three: &Three<Json>, rewrite: &Rewrite) -> Open {
    let values = three.as_ref().map(|value| place::get(value, &rewrite.place));
    // A list in one version and a word in another have no order to choose between: one of them is chosen whole.
    let held: Vec<&Json> = values.each().into_iter().filter_map(|value| *value).collect();
    let is_order = matches!(rewrite.place.last(), Some(Step::Field(_)))
        && !held.is_empty()
        && held.into_iter().all(Json::is_array);
    let shown = |value: Option<&Json>| match (value, rewrite.place.last()) {
        (Some(Json::Array(held)), Some(Step::Field(name))) if is_order => {
            let names: Vec<String> = items(name, held).iter().map(ToString::to_string).collect();
            Some(names.into())
        }
        (value, _) => value.cloned(),
    };
    Open {
        place: rewrite.place.clone(),
        three: values.map(shown),
        is_order,
        why: Some(rewrite.lock.reason().to_owned()),
    }
}

/// Whether a place was answered for together with others.
fn is_answered(kind: Kind, place: &[Step], asked: &Asked<'_>) -> bool {
    let above = (1..place.len()).any(|end| asked(&path(&place[..end])).is_some());
    let Some((Step::Field(name), group)) = place.split_last() else {
        return above;
    };
    let beside = atom::neighbours(Sort::Record(kind), group)
        .into_iter()
        .any(|fields| {
            let mut together = group.to_vec();
            together.push(Step::Field(fields.join(" and ")));
            fields.contains(&name.as_str()) && asked(&path(&together)).is_some()
        });
    above || beside
}

fn apply(value: &mut Json, one: &Open, chosen: Option<Json>) {
    if !one.is_order {
        place::put(value, &one.place, chosen);
        return;
    }
    let (Some(Step::Field(name)), Some(Json::Array(names))) = (one.place.last(), &chosen) else {
        return;
    };
    let Some(Json::Array(held)) = place::get(value, &one.place).cloned() else {
        return;
    };
    let now = items(name, &held);
    let leader: Vec<_> = names
        .iter()
        .filter_map(|word| now.iter().find(|item| item.to_string() == *word))
        .cloned()
        .collect();
    let order = order::led(&now, &leader);
    let moved = order
        .iter()
        .filter_map(|item| Some(held[now.iter().position(|own| own == item)?].clone()));
    place::put(value, &one.place, Some(moved.collect()));
}

/// Says in the record that a locked value gave way to another.
fn correct(value: &mut Json, rewrite: &Rewrite, today: NaiveDate) {
    let mut correction = json!({ "date": today.format("%Y-%m-%d").to_string() });
    if let Some(clause) = &rewrite.clause {
        correction["clause"] = clause.as_str().into();
    } else if let Some(field) = &rewrite.field {
        correction["field"] = field.as_str().into();
    }
    correction["what"] = format!("Two versions of this record differed here ({}).", rewrite.what).into();
    if let Some(was) = &rewrite.was {
        correction["was"] = was.as_str().into();
    }
    correction["why"] =
        "The two versions were brought together, and a person chose what stands here now.".into();
    let Some(fields) = value.as_object_mut() else {
        return;
    };
    let held = fields
        .entry("corrections")
        .or_insert_with(|| Json::Array(Vec::new()));
    if let Json::Array(held) = held
        && !held.iter().any(|own| same(Some(own), Some(&correction)))
    {
        held.push(correction);
    }
}
