//! Facts about proposals made under a special procedure, which are outside reg 23 (SI 2013/218 reg 24).

use super::answer::{Answer, happened};
use super::{Case, Subject, substantial};
use crate::law::fact::Fact;
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::change::Change;
use crate::record::change::special::ProcedureKind;
use crate::value::Truth;

pub(super) fn answer(
    case: &Case<'_>,
    change: &Entry<Change>,
    subject: Subject<'_>,
    fact: Fact,
) -> Option<Answer> {
    Some(match fact {
        Fact::ConstitutionOnly => constitution_only(case, change),
        Fact::TrustSpecialAdministrator => procedure(change, ProcedureKind::TrustSpecialAdministrator),
        Fact::HealthSpecialAdministrator => procedure(change, ProcedureKind::HealthSpecialAdministrator),
        Fact::AdministratorDecisionTaken => match &change.body.procedure {
            Some(procedure) => happened(
                case,
                change,
                &procedure.decision_taken,
                "the decision on the special administrator's report was taken",
                "no decision on the special administrator's report is recorded",
            ),
            None => Answer::no("no special procedure is recorded"),
        },
        Fact::BringsSubstantialChange => brings_substantial_change(case, change, subject),
        _ => return None,
    })
}

fn procedure(change: &Entry<Change>, kind: ProcedureKind) -> Answer {
    match &change.body.procedure {
        Some(procedure) if procedure.kind.value == kind => Answer::yes(format!(
            "the proposal is made under a special procedure ({})",
            kind.plain()
        ))
        .from(change, procedure.kind.span),
        Some(procedure) => Answer::no("the proposal is made under another special procedure")
            .from(change, procedure.kind.span),
        None => Answer::no("no special procedure is recorded"),
    }
}

/// Reg 24(a) names NHS trusts and integrated care boards (clinical commissioning groups before them), and no others.
fn constitution_only(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let answer = procedure(change, ProcedureKind::NhsBodyConstitution);
    match case.provider_other_than_nhs_trust() {
        Some(other) if answer.finding == Finding::Yes => {
            let says = format!(
                "{} is no NHS trust or integrated care board, and whether the proposal is to set up, dissolve or rearrange \
                 one is not recorded",
                case.name(other)
            );
            Answer {
                from: answer.from,
                ..Answer::unknown(says)
            }
        }
        _ => answer,
    }
}

/// Where the record says no and a view of the council or of the body responsible says otherwise, no side is taken.
fn brings_substantial_change(case: &Case<'_>, change: &Entry<Change>, subject: Subject<'_>) -> Answer {
    let stated = change
        .body
        .procedure
        .as_ref()
        .map(|procedure| &procedure.brings_substantial_change)
        .filter(|stated| stated.value != Truth::Unknown);
    let Some(stated) = stated else {
        return substantial::answer(case, subject, Fact::Substantial)
            .unwrap_or_else(|| Answer::unknown("whether it brings a substantial change is not recorded"));
    };
    let none = "it is recorded as bringing no substantial change to services";
    let mut councils = case.councils().iter();
    let viewed = councils.find(|council| case.position(council).finding >= Finding::Disputed);
    let answer = match (stated.value, viewed) {
        (Truth::Yes, _) => Answer::yes("it is recorded as bringing a substantial change to services"),
        (_, Some(council)) => {
            let name = case.name(&council.authority.id);
            let says = format!("{none}, but a view is recorded that the change is substantial for {name}");
            Answer::new(Finding::Disputed, says)
        }
        (_, None) => Answer::no(none),
    };
    answer.from(change, stated.span)
}
