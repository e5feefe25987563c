//! Cautions about how a proposal goes its way: consultation of several, urgency, purchase, the change of law in 2024.

use chrono::{Days, NaiveDate};

use super::{Caution, Warning};
use crate::law::case::Case;
use crate::law::derive::Derivation;
use crate::law::fact::Fact;
use crate::law::trace::Finding;
use crate::record::body::Role;
use crate::record::change::{Change, ChangeKind};
use crate::record::{Entry, RecordId};
use crate::value::PartialDate;

/// The duty to consult a council.
const CONSULT: &str = "hs-reg23-1a-consult";

/// How long after an award its notice can be submitted (SI 2023/1348 regs 7 to 11 and 18).
const AWARD_NOTICE: u64 = 30;

pub(super) fn look(
    case: &Case<'_>,
    change: &Entry<Change>,
    derivation: &Derivation<'_>,
    found: &mut Vec<Caution>,
) {
    if change.body.kind.value == ChangeKind::Review {
        return;
    }
    of_several(case, change, derivation, found);
    of_course(case, change, found);
    of_purchase(case, change, found);
    of_time(case, change, found);
    of_secretary_of_state(change, found);
}

fn of_several(
    case: &Case<'_>,
    change: &Entry<Change>,
    derivation: &Derivation<'_>,
    found: &mut Vec<Caution>,
) {
    let several = case.answer(0, Fact::SeveralAuthoritiesConsulted).finding;
    let consult = derivation
        .derived
        .iter()
        .filter(|one| one.provision.id.value.as_str() == CONSULT && one.applies >= Finding::Disputed);
    if consult.count() >= 2 && several != Finding::Yes {
        found.push(Caution::new(
            Warning::JointCommitteeAhead,
            "The change is judged substantial for more than one council. Once two of them are consulted, they have to \
             appoint a joint committee, and only it comments (reg 30(5)).",
        ));
    }
    let days = case.differing_comments_dates();
    if let ([.., last], Finding::Yes) = (days.as_slice(), several)
        && days.len() >= 2
    {
        let says = format!(
            "The councils consulted were given different dates for their comments, up to {}. Reg 30(5) does not say by which \
             their joint committee comments; here it is the latest. Ask the body consulting to give it one date.",
            last.spoken()
        );
        found.push(Caution::new(Warning::CommentsDatesDiffer, says));
    }
    if change.body.commissioners.len() >= 2 && several != Finding::Yes {
        let says = format!(
            "{} commissioners are not several councils: they do not call for a joint committee.",
            change.body.commissioners.len()
        );
        let at = change.body.commissioners[0].span;
        found.push(Caution::new(Warning::CommissionersAreNotCouncils, says).from(change, at));
    }
}

fn of_course(case: &Case<'_>, change: &Entry<Change>, found: &mut Vec<Caution>) {
    if change.body.urgent.is_some() {
        found.push(Caution::new(
            Warning::UrgencyCoversOneDecision,
            "An urgent decision is exempt from consultation by itself alone. A lasting proposal that follows it is a new \
             change, with consultation and notification in full: record it as one.",
        ));
    }
    if case.answer(0, Fact::Abandoned).finding == Finding::Yes {
        found.push(Caution::new(
            Warning::AbandonmentNeedNotBeAnnounced,
            "Neither reg 23 nor Schedule 10A asks that the giving up of a proposal be announced as such.",
        ));
    }
    if case.answer(0, Fact::AffectsMannerOrRange).finding == Finding::Unknown {
        found.push(Caution::new(
            Warning::AskMannerOrRange,
            "Whether the change affects how services are delivered, or which services there are, is not recorded. Ask the \
             NHS body, and whether the council's view was sought.",
        ));
    }
}

fn of_purchase(case: &Case<'_>, change: &Entry<Change>, found: &mut Vec<Caution>) {
    let buyers = case.buyers_named();
    let council = |id: &&RecordId| case.role_of(id) == Some(Role::LocalAuthority);
    if !buyers.is_empty() && buyers.iter().all(council) {
        let says = format!(
            "{} buys the service. The duties of NHS commissioners to involve and to notify do not arise from that; the \
             rules on choosing a provider do.",
            case.name(buyers[0])
        );
        found.push(Caution::new(Warning::CouncilBuys, says));
    }
    let Some(procurement) = &change.body.procurement else {
        return;
    };
    let (PartialDate::Day(notice), true) = (
        procurement.award_notice.value,
        procurement.awarded.value.day().is_none(),
    ) else {
        return;
    };
    let first = notice.checked_sub_days(Days::new(AWARD_NOTICE)).unwrap_or(notice);
    let mut says = format!(
        "The notice of the award, submitted {}, is in time only if the contract was awarded on or after {}",
        PartialDate::Day(notice).placed(),
        super::super::case::day(first)
    );
    if procurement
        .begins
        .value
        .latest()
        .is_some_and(|begins| begins < first)
    {
        says.push_str(", which is after the service began");
    }
    says.push_str(". Ask for the day of the award.");
    found.push(Caution::new(Warning::AwardDayMissing, says).from(change, procurement.award_notice.span));
}

/// Boards took over from groups on 1 July 2022 (SI 2022/634).
fn boards_began() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 7, 1).expect("a day")
}

fn of_time(case: &Case<'_>, change: &Entry<Change>, found: &mut Vec<Caution>) {
    let named = change
        .body
        .commissioners
        .iter()
        .map(|body| (&body.id, body.span))
        .chain(
            change
                .body
                .responsible_person
                .iter()
                .map(|body| (&body.id, body.span)),
        );
    for (id, span) in named {
        let name = case.name(id);
        let says = match case.role_of(id) {
            Some(Role::Icb) if case.as_at < boards_began() => format!(
                "{name} is an integrated care board. There were none before 1 July 2022: name the clinical commissioning \
                 group of the day."
            ),
            Some(Role::Ccg) if case.as_at >= boards_began() => {
                let heir = case
                    .register
                    .bodies
                    .get(id)
                    .is_some_and(|body| !body.body.succeeded_by.is_empty());
                if heir {
                    continue;
                }
                format!(
                    "{name} is a clinical commissioning group. There have been none since 1 July 2022: record its end and \
                     the board that took over."
                )
            }
            _ => continue,
        };
        if !found.iter().any(|caution| caution.says == says) {
            found.push(Caution::new(Warning::BodyOfAnotherTime, says).from(change, span));
        }
    }
}

/// The power to refer ended, and call-in began, on 31 January 2024 (SI 2024/16; SI 2023/1431).
fn of_secretary_of_state(change: &Entry<Change>, found: &mut Vec<Caution>) {
    let new_rules = NaiveDate::from_ymd_opt(2024, 1, 31).expect("a day");
    let mut referred = false;
    for referral in change
        .body
        .authorities
        .iter()
        .filter_map(|council| council.referral.as_ref())
    {
        let made = referral.made.value;
        referred |= !made.is_unknown();
        if made.earliest().is_some_and(|first| first >= new_rules) {
            let says = "The power to refer a proposal to the Secretary of State ended on 30 January 2024. What is recorded \
                        as a referral after that is a request to call in at most.";
            found.push(Caution::new(Warning::ReferralTooLate, says).from(change, referral.made.span));
        }
    }
    let Some(call_in) = &change.body.call_in else {
        return;
    };
    let dates = call_in
        .requests
        .iter()
        .map(|request| &request.date)
        .chain([&call_in.directed]);
    for date in dates {
        if date.value.latest().is_some_and(|last| last < new_rules) {
            let says = "Proposals can be called in only from 31 January 2024.";
            found.push(Caution::new(Warning::CallInTooEarly, says).from(change, date.span));
        }
    }
    if referred {
        let says =
            "Whether a proposal that was referred under the old rules can also be called in was not found.";
        found.push(Caution::new(Warning::ReferredAndCalledIn, says));
    }
}
