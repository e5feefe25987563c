//! The clauses that are to be recorded: labels, exact words, what each does and asks for.

use super::super::answers::{Answers, labels};
use super::super::matching::bodies_in;
use super::{Material, PlannedAction, PlannedClause, PlannedView};
use crate::minutes::{ClauseDraft, ItemDraft};
use crate::record::RecordId;
use crate::record::resolution::Reading;
use crate::value::PartialDate;

/// The labels of the clauses as a person has settled them, and whether any of them is ours.
pub(in super::super) fn named(item: &ItemDraft, answers: &Answers) -> (Vec<String>, bool) {
    let (mut names, ours) = labels(item);
    let mut kept = false;
    for (at, name) in names.iter_mut().enumerate() {
        match answers.clauses.get(&at).and_then(|answer| answer.label.clone()) {
            Some(label) => *name = label,
            None => kept = true,
        }
    }
    (names, ours && kept)
}

/// The stem that all clauses go on from; none where they have different ones.
pub(in super::super) fn stem(item: &ItemDraft) -> Option<String> {
    let first = item.clauses.first()?.stem.as_ref()?;
    let is_first = |clause: &ClauseDraft| clause.stem.as_ref().is_some_and(|stem| stem.value == first.value);
    item.clauses.iter().all(is_first).then(|| first.value.to_string())
}

/// The exact words of each clause; with the stem, where clauses go on from different ones.
pub(in super::super) fn words(item: &ItemDraft) -> Vec<String> {
    let shared = stem(item).is_some();
    let whole = |clause: &ClauseDraft| match &clause.stem {
        Some(stem) if !shared => format!("{} {}", stem.value, clause.words.value),
        _ => clause.words.value.to_string(),
    };
    item.clauses.iter().map(whole).collect()
}

/// What a clause does, as settled or read, and in step with the views it holds.
pub(in super::super) fn readings(
    item: &ItemDraft,
    answers: &Answers,
    at: usize,
    holds_view: bool,
) -> Vec<Reading> {
    let answer = answers.clauses.get(&at);
    let read = || item.clauses[at].kinds.iter().map(|kind| kind.value).collect();
    let mut readings: Vec<Reading> = answer
        .and_then(|answer| answer.readings.clone())
        .unwrap_or_else(read);
    let mut seen = Vec::new();
    readings.retain(|reading| {
        let new = !seen.contains(reading);
        seen.push(*reading);
        new
    });
    let tells = readings.contains(&Reading::Determination);
    if holds_view && !tells {
        readings.insert(0, Reading::Determination);
    } else if !holds_view && tells {
        readings.retain(|reading| *reading != Reading::Determination);
    }
    if readings.is_empty() {
        readings.push(Reading::Other);
    }
    readings
}

/// Whether a clause so read asks somebody for something.
pub(in super::super) fn asks(readings: &[Reading]) -> bool {
    readings.iter().any(|reading| reading.asks())
}

/// The clauses that are to be recorded.
pub(super) fn clauses(
    material: &Material<'_>,
    answers: &Answers,
    committee: &RecordId,
    names: &[String],
    views: &[PlannedView],
) -> Vec<PlannedClause> {
    let each = words(material.item).into_iter().zip(names).enumerate();
    each.map(|(at, (words, label))| {
        let readings = readings(
            material.item,
            answers,
            at,
            views.iter().any(|view| view.clause == at),
        );
        let corrected = answers
            .clauses
            .get(&at)
            .is_some_and(|answer| answer.readings.is_some());
        let action = action(material, at, committee).filter(|_| !corrected);
        let unnamed = || PlannedAction {
            concerning: Vec::new(),
            due: PartialDate::Unknown,
        };
        PlannedClause {
            label: label.clone(),
            words,
            action: match asks(&readings) {
                true => Some(
                    action
                        .or_else(|| self::action(material, at, committee))
                        .unwrap_or_else(unnamed),
                ),
                false => action,
            },
            readings,
        }
    })
    .collect()
}

/// What a clause was read to ask for.
pub(in super::super) fn action(
    material: &Material<'_>,
    at: usize,
    committee: &RecordId,
) -> Option<PlannedAction> {
    let action = material.item.clauses[at].action.as_ref()?;
    let asked = action.asked.as_ref();
    Some(PlannedAction {
        concerning: asked.map_or_else(Vec::new, |asked| {
            bodies_in(material.register, &asked.value, committee)
        }),
        due: action.due,
    })
}
