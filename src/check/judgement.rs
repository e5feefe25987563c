//! A determination is what a committee itself decided in a clause, about a change, for a council; nothing else.

mod codes;

use std::collections::BTreeMap;

use super::{Case, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, clip};
use crate::record::Entry;
use crate::record::determination::{ClauseRef, Determination};
use crate::record::resolution::{Clause, Reading, Resolution};
use codes::{
    AUTHORITY_NOT_AFFECTED, AUTHORITY_TWICE, CHANGE_NOT_IN_ITEM, CLAUSE_NOT_DETERMINATION, DUPLICATE_LABEL,
    MISSING_CLAUSE, MISSING_SCOPE, NOTED_AS_DETERMINATION, OTHER_COMMITTEE, SECOND_VIEW,
    UNRECORDED_DETERMINATION, UNSUPPORTED_DETERMINATION,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &MISSING_CLAUSE,
        check: missing_clause,
    },
    Rule {
        code: &NOTED_AS_DETERMINATION,
        check: noted_as_determination,
    },
    Rule {
        code: &CLAUSE_NOT_DETERMINATION,
        check: clause_not_determination,
    },
    Rule {
        code: &DUPLICATE_LABEL,
        check: duplicate_label,
    },
    Rule {
        code: &MISSING_SCOPE,
        check: missing_scope,
    },
    Rule {
        code: &OTHER_COMMITTEE,
        check: other_committee,
    },
    Rule {
        code: &CHANGE_NOT_IN_ITEM,
        check: change_not_in_item,
    },
    Rule {
        code: &UNRECORDED_DETERMINATION,
        check: unrecorded_determination,
    },
    Rule {
        code: &UNSUPPORTED_DETERMINATION,
        check: unsupported_determination,
    },
    Rule {
        code: &AUTHORITY_TWICE,
        check: authority_twice,
    },
    Rule {
        code: &AUTHORITY_NOT_AFFECTED,
        check: authority_not_affected,
    },
    Rule {
        code: &SECOND_VIEW,
        check: second_view,
    },
];

/// Each determination that rests on a clause, with the resolution and, if it is there, the clause.
fn resting<'c>(
    case: &Case<'c>,
) -> impl Iterator<
    Item = (
        &'c Entry<Determination>,
        &'c ClauseRef,
        &'c Entry<Resolution>,
        Option<&'c Clause>,
    ),
> {
    let register = case.register;
    register.determinations.iter().filter_map(move |entry| {
        let reference = entry.body.resolution.as_ref()?;
        let resolution = &register.resolutions[&reference.id];
        Some((
            entry,
            reference,
            resolution,
            resolution.body.clause(&reference.clause),
        ))
    })
}

fn missing_clause(case: &Case<'_>, problems: &mut Diagnostics) {
    let duties = case.register.duties.iter().filter_map(|entry| {
        let reference = entry.body.basis.clause.as_ref()?;
        let resolution = &case.register.resolutions[&reference.id];
        Some((
            entry.at(reference.clause.span),
            reference,
            resolution,
            resolution.body.clause(&reference.clause),
        ))
    });
    let determinations = resting(case).map(|(entry, reference, resolution, clause)| {
        (entry.at(reference.clause.span), reference, resolution, clause)
    });
    for (at, reference, resolution, clause) in determinations.chain(duties) {
        if clause.is_some() {
            continue;
        }
        let labels: Vec<String> = resolution
            .body
            .clauses
            .iter()
            .take(30)
            .map(|clause| format!("`{}`", clip(&clause.label)))
            .collect();
        let message = format!(
            "the resolution `{}` has no clause `{}`",
            resolution.id,
            clip(&reference.clause)
        );
        let cure = match labels.as_slice() {
            [] => "it has no clauses at all: add them to the resolution first".to_owned(),
            labels => format!("its clauses are {}", labels.join(", ")),
        };
        problems.push(Diagnostic::new(&MISSING_CLAUSE, at, message).cure(cure));
    }
}

fn noted_as_determination(case: &Case<'_>, problems: &mut Diagnostics) {
    for (entry, reference, resolution, clause) in resting(case) {
        if let Some(clause) = clause
            && clause.reads_as.include(Reading::Noted)
            && !clause.reads_as.include(Reading::Determination)
        {
            let message = format!(
                "clause `{}` only notes something; that is no view",
                clip(&reference.clause)
            );
            problems.push(
                Diagnostic::new(&NOTED_AS_DETERMINATION, entry.at(reference.clause.span), message)
                    .related(resolution.at(clause.words.span), "the words of the clause")
                    .cure("delete this determination unless another clause holds the committee's own view"),
            );
        }
    }
}

fn clause_not_determination(case: &Case<'_>, problems: &mut Diagnostics) {
    for (entry, reference, resolution, clause) in resting(case) {
        if let Some(clause) = clause
            && !clause.reads_as.include(Reading::Determination)
            && !clause.reads_as.include(Reading::Noted)
        {
            let read: Vec<&str> = clause.reads_as.0.iter().map(|reading| reading.word()).collect();
            let message = format!(
                "clause `{}` is not read as a determination",
                clip(&reference.clause)
            );
            problems.push(
                Diagnostic::new(
                    &CLAUSE_NOT_DETERMINATION,
                    entry.at(reference.clause.span),
                    message,
                )
                .related(
                    resolution.at(clause.words.span),
                    format!("read as {}", read.join(", ")),
                )
                .cure("name the clause in which the committee decides the question, or correct its reading"),
            );
        }
    }
}

fn duplicate_label(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.resolutions.iter() {
        let mut seen = BTreeMap::new();
        for clause in &entry.body.clauses {
            if let Some(first) = seen.insert(&*clause.label.value, clause.label.span) {
                let message = format!("two clauses have the label `{}`", clip(&clause.label));
                problems.push(
                    Diagnostic::new(&DUPLICATE_LABEL, entry.at(clause.label.span), message)
                        .related(entry.at(first), "the first is here")
                        .cure("give each clause a label of its own"),
                );
            }
        }
    }
}

fn missing_scope(case: &Case<'_>, problems: &mut Diagnostics) {
    for (entry, reference, resolution, _) in resting(case) {
        let several = resolution.body.changes.len() > 1;
        if several && entry.body.scope.is_none() {
            let message = format!(
                "this view does not say which part of the item it covers: `{}` concerns {} changes",
                resolution.id,
                resolution.body.changes.len()
            );
            problems.push(
                Diagnostic::new(&MISSING_SCOPE, entry.at(entry.body.view.span), message)
                    .related(entry.at(reference.id.span), "its resolution")
                    .cure("add a line `scope: ...` that says what the view covers and what it does not"),
            );
        }
    }
}

fn other_committee(case: &Case<'_>, problems: &mut Diagnostics) {
    for (entry, _, resolution, _) in resting(case) {
        if resolution.body.committee.id != entry.body.by.id {
            let message = format!(
                "the resolution is by `{}`, not by `{}`",
                resolution.body.committee.id, entry.body.by.id
            );
            problems.push(
                Diagnostic::new(&OTHER_COMMITTEE, entry.at(entry.body.by.span), message)
                    .related(
                        resolution.at(resolution.body.committee.span),
                        "the committee that resolved",
                    )
                    .cure(format!(
                        "write `by: {}`, or take the resolution out and name a source",
                        resolution.body.committee.id
                    )),
            );
        }
    }
}

fn change_not_in_item(case: &Case<'_>, problems: &mut Diagnostics) {
    for (entry, reference, resolution, _) in resting(case) {
        if !resolution
            .body
            .changes
            .iter()
            .any(|change| change.id == entry.body.change.id)
        {
            let message = format!(
                "the resolution `{}` is not about `{}`",
                reference.id.id, entry.body.change.id
            );
            problems.push(
                Diagnostic::new(&CHANGE_NOT_IN_ITEM, entry.at(entry.body.change.span), message)
                    .cure("correct the change, or add it to `changes` of the resolution"),
            );
        }
    }
}

fn unrecorded_determination(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.resolutions.iter() {
        let recorded = case.register.determinations_in(&entry.id);
        for clause in &entry.body.clauses {
            let used = recorded.iter().any(|determination| {
                let reference = determination.body.resolution.as_ref();
                reference.is_some_and(|reference| *reference.clause == *clause.label)
            });
            if clause.reads_as.include(Reading::Determination) && !used {
                let message = format!(
                    "clause `{}` is read as a determination, but none is recorded",
                    clip(&clause.label)
                );
                problems.push(
                    Diagnostic::new(&UNRECORDED_DETERMINATION, entry.at(clause.words.span), message)
                        .cure("record it with `scrutiny add determination`, or correct `reads_as`"),
                );
            }
        }
    }
}

fn unsupported_determination(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.determinations.iter() {
        if entry.body.resolution.is_none() && entry.body.sources.is_empty() {
            problems.push(
                Diagnostic::new(
                    &UNSUPPORTED_DETERMINATION,
                    entry.at(entry.body.view.span),
                    "nothing shows where this view was taken",
                )
                .cure("name the resolution and clause that hold it, or a document under `sources`"),
            );
        }
    }
}

fn authority_twice(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.changes.iter() {
        let mut seen = BTreeMap::new();
        for affected in &entry.body.authorities {
            if let Some(first) = seen.insert(&affected.authority.id, affected.authority.span) {
                let message = format!("`{}` is listed twice", affected.authority.id);
                problems.push(
                    Diagnostic::new(&AUTHORITY_TWICE, entry.at(affected.authority.span), message)
                        .related(entry.at(first), "first listed here")
                        .cure("merge the two entries into one"),
                );
            }
        }
    }
}

fn authority_not_affected(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.determinations.iter() {
        let change = &case.register.changes[&entry.body.change];
        let Some(authority) = &entry.body.authority else {
            continue;
        };
        let listed = change
            .body
            .authorities
            .iter()
            .any(|affected| affected.authority.id == authority.id);
        // A change that is in no item is reported as that; its councils do not matter then.
        let elsewhere = entry.body.resolution.as_ref().is_some_and(|reference| {
            let resolution = &case.register.resolutions[&reference.id];
            !resolution
                .body
                .changes
                .iter()
                .any(|change| change.id == entry.body.change.id)
        });
        if !listed && !elsewhere {
            let message = format!(
                "`{}` is not among the councils that `{}` affects",
                authority.id, change.id
            );
            problems.push(
                Diagnostic::new(&AUTHORITY_NOT_AFFECTED, entry.at(authority.span), message).cure(format!(
                    "add it under `authorities` of {}, or correct it here",
                    change.path
                )),
            );
        }
    }
}

fn second_view(case: &Case<'_>, problems: &mut Diagnostics) {
    let mut views: BTreeMap<_, Vec<&Entry<Determination>>> = BTreeMap::new();
    for entry in case.register.determinations.iter() {
        let authority = entry.body.authority.as_ref().map(|authority| &authority.id);
        let key = (&entry.body.change.id, &entry.body.by.id, authority);
        views.entry(key).or_default().push(entry);
    }
    for mut same in views.into_values().filter(|same| same.len() > 1) {
        same.sort_by_key(|entry| entry.body.date.value);
        // However many views there are, all but the first must each take the place of another.
        let standing: Vec<_> = same
            .iter()
            .filter(|entry| !same.iter().any(|other| superseded(other, entry)))
            .collect();
        for entry in standing.iter().skip(1) {
            let by = case.register.bodies[&entry.body.by].body.known_as();
            let message = format!("{by} has another view of this change that is not superseded");
            let (first, id) = (standing[0], &entry.id);
            // Only a later view can have taken the place of an earlier one.
            let cure = match entry.body.date.value.surely_after(first.body.date.value) {
                true => format!(
                    "this is the later one: add `supersedes: {}` here; where that one is only being recorded now, record it with \
                     `scrutiny add determination --superseded-by {id}`",
                    first.id
                ),
                false => format!(
                    "where this one took the other's place, add `supersedes: {}` here; where the other took its place, add \
                     `supersedes: {id}` there",
                    first.id
                ),
            };
            problems.push(
                Diagnostic::new(&SECOND_VIEW, entry.at(entry.body.view.span), message)
                    .related(first.at(first.body.view.span), "the other view")
                    .cure(cure),
            );
        }
    }
}

/// Whether one determination names another as the one it takes the place of.
fn superseded(by: &Entry<Determination>, other: &Entry<Determination>) -> bool {
    by.body
        .supersedes
        .as_ref()
        .is_some_and(|earlier| earlier.id == other.id)
}
