//! Recorded duties and those the law requires must say the same; each difference is told once.
//!
//! What the law requires is weighed on the day the check is made. Nothing is told of what cannot be known yet.

pub(super) mod codes;

use std::fmt::Write as _;

use super::{Case, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::law::case::Party;
use crate::law::derive::{Derivation, Derived, State, cites};
use crate::law::provision::Weight;
use crate::law::trace::{Finding, Step};
use crate::record::Entry;
use crate::record::change::Change;
use crate::record::duty::Duty;
use crate::value::PartialDate;
use codes::{
    DONE_NOT_DISCHARGED, DUE_DIFFERS, DUTIES_NOT_RECORDED, DUTY_NOT_REQUIRED, DUTY_OF_ANOTHER, STILL_OWED,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &DUTIES_NOT_RECORDED,
        check: duties_not_recorded,
    },
    Rule {
        code: &DUTY_NOT_REQUIRED,
        check: duty_not_required,
    },
    Rule {
        code: &DUTY_OF_ANOTHER,
        check: duty_of_another,
    },
    Rule {
        code: &DUE_DIFFERS,
        check: due_differs,
    },
    Rule {
        code: &DONE_NOT_DISCHARGED,
        check: done_not_discharged,
    },
    Rule {
        code: &STILL_OWED,
        check: still_owed,
    },
];

/// What the rules ask about, of all that was derived: what is open, what a record follows, and what a record cites. To
/// keep the rest of a large register in memory would take longer than to derive it.
pub(super) fn asked_about(mut derivation: Derivation<'_>) -> Derivation<'_> {
    let cited: Vec<&str> = derivation
        .unrequired
        .iter()
        .filter_map(|extra| extra.duty.body.basis.provision.as_ref())
        .map(|id| &***id)
        .collect();
    derivation
        .derived
        .retain(|one| one.is_in_hand() || cited.contains(&one.provision.id.as_str()));
    derivation.derived.shrink_to_fit();
    derivation.cautions = Vec::new();
    derivation
}

fn duties_not_recorded(case: &Case<'_>, problems: &mut Diagnostics) {
    for (change, derivation) in case.derived {
        let missing: Vec<_> = derivation
            .derived
            .iter()
            .filter(|one| one.is_open() && one.state != State::Disputed && is_unrecorded(one))
            .collect();
        let Some(first) = missing.first() else {
            continue;
        };
        let mut message = format!(
            "the law asks for something in this change that no recorded duty answers: “{}” ({})",
            *first.provision.title,
            first.provision.citation()
        );
        if missing.len() > 1 {
            let _ = write!(message, " and {} more", missing.len() - 1);
        }
        problems.push(
            Diagnostic::new(&DUTIES_NOT_RECORDED, change.at(change.body.title.span), message).cure(format!(
                "see them with `scrutiny why {}`, and record them with `scrutiny duty adopt {}`",
                change.id, change.id
            )),
        );
    }
}

/// Whether a body of the register owes it and has no record of it. What only a role owes cannot be recorded.
fn is_unrecorded(one: &Derived<'_>) -> bool {
    one.bearers.iter().any(|bearer| match bearer {
        Party::Body(id) => !one.recorded.iter().any(|duty| duty.body.owed_by.id == *id),
        Party::Role(_) => false,
    })
}

/// Recorded duties that no conclusion of the law follows and that are still open.
fn unfollowed<'c>(
    case: &Case<'c>,
) -> impl Iterator<Item = (&'c Derivation<'c>, &'c Entry<Duty>, Option<&'c Step>)> {
    case.derived.iter().flat_map(|(_, derivation)| {
        let open = derivation
            .unrequired
            .iter()
            .filter(|extra| extra.duty.body.discharged.is_none() && extra.duty.body.no_longer_owed.is_none());
        open.map(move |extra| (derivation, extra.duty, extra.because.as_deref()))
    })
}

/// The conclusions that a duty's provision leads to for others than those it names.
fn of_others<'c>(derivation: &'c Derivation<'c>, duty: &Entry<Duty>) -> Vec<&'c Derived<'c>> {
    let same = |one: &&Derived<'_>| one.applies != Finding::No && cites(duty, one.provision.id.as_str());
    derivation.derived.iter().filter(same).collect()
}

fn duty_not_required(case: &Case<'_>, problems: &mut Diagnostics) {
    for (derivation, duty, because) in unfollowed(case) {
        let Some(cited) = &duty.body.basis.provision else {
            continue;
        };
        // A guide or a power cannot be owed, and a duty that cannot be told yet may be.
        if !of_others(derivation, duty).is_empty() || because.is_some_and(|step| step.finding != Finding::No)
        {
            continue;
        }
        let message = match because.and_then(|step| step.reasons().first().copied()) {
            Some(reason) => format!("the law does not require this duty now: {}", reason.says),
            None => "the law does not require this duty: nothing it could arise from is recorded".to_owned(),
        };
        problems.push(
            Diagnostic::new(&DUTY_NOT_REQUIRED, duty.at(cited.span), message).cure(
                "correct the change if the law should require it; else say why in `no_longer_owed`, or give the basis \
                 on which it is owed",
            ),
        );
    }
}

fn duty_of_another(case: &Case<'_>, problems: &mut Diagnostics) {
    for (derivation, duty, _) in unfollowed(case) {
        let others = of_others(derivation, duty);
        let Some(first) = others.first() else {
            continue;
        };
        let who: Vec<String> = first
            .bearers
            .iter()
            .map(|party| match party {
                Party::Body(id) => format!("`{id}`"),
                Party::Role(role) => role.label().to_owned(),
            })
            .collect();
        let message = format!(
            "{} puts this on {}, and not on {} as recorded here",
            first.provision.citation(),
            who.join(" and "),
            case.register.bodies[&duty.body.owed_by].body.known_as()
        );
        problems.push(
            Diagnostic::new(&DUTY_OF_ANOTHER, duty.at(duty.body.owed_by.span), message).cure(
                "correct `owed_by`, or the council in `owed_to`; or correct who is responsible or commissions in the \
                 change",
            ),
        );
    }
}

/// Every recorded duty with the conclusion it follows.
fn followed<'c>(
    case: &Case<'c>,
) -> impl Iterator<Item = (&'c Entry<Change>, &'c Derived<'c>, &'c Entry<Duty>)> {
    case.derived.iter().flat_map(|(change, derivation)| {
        derivation
            .derived
            .iter()
            .filter(|one| one.applies == Finding::Yes && one.weight() != Weight::Routine)
            .flat_map(move |one| one.recorded.iter().map(move |duty| (*change, one, *duty)))
    })
}

fn due_differs(case: &Case<'_>, problems: &mut Diagnostics) {
    for (_, one, duty) in followed(case) {
        let (Some(due), Some(day)) = (&duty.body.due, one.time.limit()) else {
            continue;
        };
        if due.value.is_unknown() || due.value.may_equal(PartialDate::Day(day)) || one.recorded.len() > 1 {
            continue;
        }
        let message = format!(
            "by {} this is due on {}, and not {} as recorded",
            one.provision.citation(),
            PartialDate::Day(day).spoken(),
            due.value.spoken()
        );
        problems.push(
            Diagnostic::new(&DUE_DIFFERS, duty.at(due.span), message).cure(format!(
                "see the sum with `scrutiny why {}`; correct `due`, or leave it out",
                duty.id
            )),
        );
    }
}

fn done_not_discharged(case: &Case<'_>, problems: &mut Diagnostics) {
    for (change, one, duty) in followed(case) {
        let Some(met) = &one.met else {
            continue;
        };
        let open = duty.body.discharged.is_none() && duty.body.no_longer_owed.is_none();
        if open && met.from.record.1 == change.id {
            let message = format!(
                "the change shows that this was done ({}), but it is not recorded as discharged",
                met.says
            );
            problems.push(
                Diagnostic::new(&DONE_NOT_DISCHARGED, duty.at(duty.body.title.span), message)
                    .related(met.from.at, "recorded here")
                    .cure("add `discharged` with the date and the evidence"),
            );
        }
    }
}

fn still_owed(case: &Case<'_>, problems: &mut Diagnostics) {
    for (_, one, duty) in followed(case) {
        let Some(reason) = &duty.body.no_longer_owed else {
            continue;
        };
        if one.is_open() {
            let message = format!(
                "this is recorded as no longer owed, but {} still requires it",
                one.provision.citation()
            );
            problems.push(
                Diagnostic::new(&STILL_OWED, duty.at(reason.span), message)
                    .cure("record in the change what ended it, or take `no_longer_owed` out"),
            );
        }
    }
}
