//! What only a person can settle, beside the views.

use super::super::answers::{Answers, ClauseAnswer, labels};
use super::{Lack, Material, proposed, views};
use crate::minutes::ItemDraft;
use crate::record::RecordId;

/// That the committee is not certain, with those that may be meant.
pub(super) fn no_committee(material: &Material<'_>, answers: &Answers) -> Lack {
    let named = material
        .item
        .item
        .committee
        .as_ref()
        .or(material.page.committee.as_ref());
    let what = match named {
        Some(named) => format!(
            "no committee of the register is certain to be \"{}\"",
            named.value
        ),
        None => "the minutes do not name the committee".to_owned(),
    };
    let perhaps: Vec<String> = proposed(material, answers)
        .into_iter()
        .take(3)
        .map(|one| format!("`--committee {}`: {}", one.id, one.reason))
        .collect();
    match perhaps.as_slice() {
        [] => Lack::new(what, "--committee BODY"),
        _ => Lack::new(what, format!("--committee BODY (perhaps {})", perhaps.join("; "))),
    }
}

/// The doubts that stop everything and that nobody has settled.
pub(super) fn doubts(item: &ItemDraft, answers: &Answers, lacks: &mut Vec<Lack>) {
    for (number, doubt) in item.doubts.iter().enumerate().filter(|(_, doubt)| doubt.blocks) {
        let clause = clause_at(item, doubt.span);
        let looked_at = clause.and_then(|at| answers.clauses.get(&at));
        if answers.settled.contains(&number) || looked_at.is_some_and(ClauseAnswer::is_looked_at) {
            continue;
        }
        let label = clause.map(|at| labels(item).0[at].clone());
        let other = label.map_or_else(String::new, |label| {
            format!(", or correct it with --reads \"{label} = ...\" or --determination \"{label} = ...\"")
        });
        let says = doubt.says.trim_end_matches('.');
        lacks.push(Lack::new(
            format!("doubt {}: {says}", number + 1),
            format!("--settle {} where the reading stands{other}", number + 1),
        ));
    }
}

/// The clause whose words hold a place.
pub(in super::super) fn clause_at(item: &ItemDraft, span: crate::source::Span) -> Option<usize> {
    item.clauses
        .iter()
        .position(|clause| clause.words.span.start < span.end && span.start < clause.words.span.end)
}

/// What a new change still lacks.
pub(super) fn new_change(
    material: &Material<'_>,
    answers: &Answers,
    committee: Option<&RecordId>,
    lacks: &mut Vec<Lack>,
) {
    let Some(new) = &answers.new_change else { return };
    if new.summary.is_none() {
        lacks.push(Lack::new(
            "the new change has no summary: one or two sentences that anybody can read",
            "--summary TEXT",
        ));
    }
    if new.kind.is_none() {
        lacks.push(Lack::new(
            "it is not said what sort of change the new one is",
            "--kind move, closure, new-model or another of `scrutiny add change --help`",
        ));
    }
    if new.authorities.is_empty()
        && committee.is_some_and(|own| views::councils(material.register, own).is_empty())
    {
        lacks.push(Lack::new(
            "it is not known which councils the new change affects",
            "--authority BODY",
        ));
    }
}

/// Key dates whose change is not plain.
pub(super) fn key_dates(answers: &Answers, lacks: &mut Vec<Lack>) {
    let count = answers.changes.as_ref().map_or(0, Vec::len) + usize::from(answers.new_change.is_some());
    for key in answers
        .key_dates
        .iter()
        .filter(|key| key.change.is_none() && count != 1)
    {
        lacks.push(Lack::new(
            format!("it is not plain which change the key date \"{}\" is of", key.what),
            format!("--key-date \"{} = {} @ CHANGE\"", key.date, key.what),
        ));
    }
}
