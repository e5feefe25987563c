//! Facts about what came before the Secretary of State: referrals by councils (SI 2013/218 reg 23(6) to (11)) until
//! 30 January 2024, and call-ins (NHS Act 2006 Sch 10A) since.

use super::answer::{Answer, claimed, happened, is_ahead, stated, strongest};
use super::comments::disagreement;
use super::{Case, Subject};
use crate::law::fact::Fact;
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::change::Change;
use crate::record::change::authority::{AffectedAuthority, Disagreement, Referral};

pub(super) fn answer(
    case: &Case<'_>,
    change: &Entry<Change>,
    subject: Subject<'_>,
    fact: Fact,
) -> Option<Answer> {
    Some(match fact {
        Fact::Referred => of_council(case, subject, |council| {
            council.referral.as_ref().map(|referral| {
                happened(
                    case,
                    change,
                    &referral.made,
                    "the proposal was referred to the Secretary of State",
                    "no referral to the Secretary of State is recorded",
                )
            })
        }),
        Fact::ReferralDecided => of_council(case, subject, |council| {
            council.referral.as_ref().map(|referral| {
                happened(
                    case,
                    change,
                    &referral.decided,
                    "the Secretary of State decided on the referral",
                    "no decision on the referral is recorded",
                )
            })
        }),
        Fact::ReferralDateGiven => of_council(case, subject, |council| {
            let referral = council.referral.as_ref()?;
            (!referral.decision_due.value.is_unknown()).then(|| plan_told(case, change, referral))
        }),
        Fact::ReferralOpen => referral_open(case, change, subject),
        Fact::JointCommitteeHoldsReferral => match case.joint() {
            Some(joint) => claimed(
                change,
                &joint.holds_referral,
                "the councils gave the power to refer to their joint committee",
                "the power to refer is not recorded as given to a joint committee",
                "the power to refer was given to the joint committee",
            ),
            None => Answer::no("no joint committee is recorded"),
        },
        Fact::CalledIn | Fact::CallInFinished | Fact::InformationRequiredBySecretaryOfState => {
            call_in(case, change, fact)
        }
        _ => return None,
    })
}

/// Asks of the subject's council; of the proposal as a whole, whether any council's answer is so.
fn of_council(
    case: &Case<'_>,
    subject: Subject<'_>,
    ask: impl Fn(&AffectedAuthority) -> Option<Answer>,
) -> Answer {
    let none = "no referral to the Secretary of State is recorded";
    match subject.council() {
        Some(council) => ask(council).unwrap_or_else(|| Answer::no(none)),
        None => strongest(case.councils().iter().filter_map(ask), none),
    }
}

/// What reg 23(10) asks for before a referral.
fn referral_open(case: &Case<'_>, change: &Entry<Change>, subject: Subject<'_>) -> Answer {
    match subject.council() {
        Some(council) => open_for(case, change, council),
        None => strongest(
            case.councils()
                .iter()
                .map(|council| open_for(case, change, council)),
            NO_PLAN,
        ),
    }
}

const NO_PLAN: &str = "no plan to refer is recorded as told";

/// After a disagreement, that steps to agree had failed; otherwise, that the council had told its plan and kept to it.
fn open_for(case: &Case<'_>, change: &Entry<Change>, council: &AffectedAuthority) -> Answer {
    if let Some(referral) = &council.referral {
        let made = happened(
            case,
            change,
            &referral.made,
            "the council referred the proposal",
            NO_PLAN,
        );
        if made.finding == Finding::Yes {
            return made;
        }
    }
    if let Some(disagreement) = disagreement(case, Subject::Authority(council))
        && !is_ahead(case, &disagreement.date)
    {
        return steps_failed(case, change, disagreement);
    }
    let Some(referral) = &council.referral else {
        return Answer::no(NO_PLAN);
    };
    let told = plan_told(case, change, referral);
    let due = &referral.decision_due;
    if told.finding != Finding::Yes || due.value.latest().is_none_or(|last| last >= case.as_at) {
        return told;
    }
    happened(
        case,
        change,
        &referral.decision_told,
        "the council told what it had decided about a referral",
        "the day by which the council was to decide has gone by, and no decision is recorded as told",
    )
}

/// Whether steps to reach agreement failed (reg 23(10)(a)).
fn steps_failed(case: &Case<'_>, change: &Entry<Change>, disagreement: &Disagreement) -> Answer {
    if is_ahead(case, &disagreement.ended) {
        return Answer::no("steps to reach agreement had not ended").from(change, disagreement.ended.span);
    }
    let agreed = stated(
        change,
        &disagreement.agreed,
        "agreement was reached, so there was nothing to refer",
        "steps to reach agreement failed",
        "steps to reach agreement failed",
    );
    Answer {
        finding: agreed.finding.opposite(),
        ..agreed
    }
}

/// Whether the council had told its plan to refer, or by when it would decide that (reg 23(7)).
fn plan_told(case: &Case<'_>, change: &Entry<Change>, referral: &Referral) -> Answer {
    let (told, due) = (&referral.plan_told, &referral.decision_due);
    if told.value.is_unknown() && !due.value.is_unknown() {
        let says = format!(
            "the council said that it would decide by {} whether to refer",
            due.value.spoken()
        );
        return Answer::yes(says).from(change, due.span);
    }
    happened(case, change, told, "the council told its plan to refer", NO_PLAN)
}

fn call_in(case: &Case<'_>, change: &Entry<Change>, fact: Fact) -> Answer {
    let Some(call_in) = &change.body.call_in else {
        return Answer::no("no call-in is recorded");
    };
    match fact {
        Fact::CalledIn => happened(
            case,
            change,
            &call_in.directed,
            "the Secretary of State called the proposal in",
            "no direction calling the proposal in is recorded",
        ),
        Fact::CallInFinished => {
            let date = match call_in.finished.value.is_unknown() {
                true => &call_in.told,
                false => &call_in.finished,
            };
            happened(
                case,
                change,
                date,
                "the Secretary of State finished with the proposal",
                "the Secretary of State is not recorded as having finished with the proposal",
            )
        }
        _ => happened(
            case,
            change,
            &call_in.information_required,
            "the Secretary of State required information",
            "no requirement of the Secretary of State for information is recorded",
        ),
    }
}
