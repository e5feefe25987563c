//! Facts about the proposal: who has it, what it affects, how far its consultation has come.

use super::answer::{Answer, happened, is_ahead, strongest};
use super::{Case, Subject, truth};
use crate::law::fact::Fact;
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::body::Role;
use crate::record::change::authority::{AffectedAuthority, Under};
use crate::record::change::special::JointKind;
use crate::record::change::{Change, ChangeKind};
use crate::value::Truth;

pub(super) fn answer(case: &Case<'_>, subject: Subject<'_>, fact: Fact) -> Option<Answer> {
    let change = case.change?;
    Some(match fact {
        Fact::Proposal => is_proposal(change),
        Fact::ResponsiblePersonProposes => responsible_person(case, change),
        Fact::LocalNhsBodyProposes => local_nhs_body(case, change),
        Fact::UnderConsideration => under_consideration(case, change),
        Fact::Abandoned => abandoned(case, change),
        Fact::AffectsMannerOrRange => affects(case, change),
        Fact::NotAboutOneIndividual => Answer::yes("a service change is not about one individual"),
        Fact::ConsultationBegun => each(case, subject, consultation_begun),
        Fact::SeveralAuthoritiesConsulted => several(case),
        Fact::DatesGiven => each(case, subject, |_, council| dates_given(change, council)),
        Fact::DateChanged => each(case, subject, |case, council| date_changed(case, change, council)),
        Fact::DecidedUrgently => decided_urgently(case, change),
        Fact::JointCommittee => joint_committee(case, change),
        Fact::JointCommitteeByChoice => joint_by_choice(case),
        Fact::CouncilActsAlone => match subject.is_joint() {
            true => Answer::no("the joint committee acts for the councils"),
            false => Answer::yes("the council acts by itself"),
        },
        Fact::Consultation => consultation(case, change),
        _ => {
            return super::special::answer(case, change, subject, fact)
                .or_else(|| super::comments::answer(case, change, subject, fact))
                .or_else(|| super::council::of_parties(case, change, subject, fact));
        }
    })
}

/// Asks of the subject's council; of the proposal as a whole, or of the joint committee, whether any council's answer
/// is so.
pub(super) fn each(
    case: &Case<'_>,
    subject: Subject<'_>,
    ask: impl Fn(&Case<'_>, &AffectedAuthority) -> Answer,
) -> Answer {
    match subject.council() {
        Some(council) => ask(case, council),
        None => strongest(
            case.councils().iter().map(|council| ask(case, council)),
            "no affected council is recorded",
        ),
    }
}

fn is_proposal(change: &Entry<Change>) -> Answer {
    let answer = match change.body.kind.value {
        ChangeKind::Review => {
            Answer::no("the record is of a matter that a council looks into, not of a proposal")
        }
        _ => Answer::yes("a proposal for a change is recorded"),
    };
    answer.from(change, change.body.kind.span)
}

fn responsible_person(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    if let Some(person) = &change.body.responsible_person {
        let says = format!("{} is the responsible person (reg 20)", case.name(&person.id));
        return Answer::yes(says).from(change, person.span);
    }
    if let [first, ..] = case.nhs_commissioners().as_slice() {
        return Answer::yes(format!(
            "{} arranges the services, and nobody else is recorded as responsible",
            case.name(first)
        ));
    }
    let buyers = case.buyers_named();
    if !buyers.is_empty()
        && buyers
            .iter()
            .all(|id| case.role_of(id) == Some(Role::LocalAuthority))
    {
        return Answer::no(format!(
            "{} buys the service, and a council that buys is no responsible person (reg 20)",
            case.name(buyers[0])
        ));
    }
    Answer::unknown("which NHS body or provider is responsible for the change is not recorded")
}

/// Companies and charities were none, and foundation trusts stood under a regulation of their own (reg 4A).
fn local_nhs_body(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let answer = match (case.provider_other_than_nhs_trust(), case.responsible().first()) {
        (Some(other), _) => Answer::no(format!(
            "{} is no NHS body on which this rule was laid",
            case.name(other)
        )),
        (None, Some(body)) => Answer::yes(format!("{} has the proposal", case.name(body))),
        (None, None) => return responsible_person(case, change),
    };
    match &change.body.responsible_person {
        Some(person) => answer.from(change, person.span),
        None => answer,
    }
}

fn under_consideration(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    if change.body.kind.value == ChangeKind::Review {
        return is_proposal(change);
    }
    let abandoned = abandoned(case, change);
    if abandoned.finding != Finding::No {
        return Answer {
            finding: abandoned.finding.opposite(),
            ..abandoned
        };
    }
    let from = &change.body.under_consideration_from;
    let when = from.value.placed();
    match from.value.earliest() {
        Some(first) if first > case.as_at => {
            Answer::no(format!("it came under consideration only {when}")).from(change, from.span)
        }
        Some(_) => Answer::yes(format!("it came under consideration {when}")).from(change, from.span),
        None => {
            Answer::yes("the proposal is recorded, and not as given up").from(change, change.body.kind.span)
        }
    }
}

fn abandoned(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let Some(event) = &change.body.abandoned else {
        return Answer::no("the proposal is not recorded as given up");
    };
    let answer = happened(case, change, &event.date, "the proposal was given up", "");
    match event.date.value.is_unknown() {
        true => Answer::yes("the proposal was given up, on a date not known"),
        false => answer,
    }
}

fn affects(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let what = "how services are delivered to people, or which services there are";
    let Some(assertion) = &change.body.affects_manner_or_range else {
        return Answer::unknown(format!("whether the change affects {what}, is not recorded"));
    };
    let by = assertion.asserted_by.as_ref().map(|body| case.name(&body.id));
    let says = match (assertion.answer.value, by) {
        (Truth::Yes, Some(by)) => format!("{by} says that the change affects {what}"),
        (Truth::Yes, None) => format!("the change is recorded as affecting {what}"),
        (Truth::No, Some(by)) => format!("{by} says that the change does not affect {what}"),
        (Truth::No, None) => format!("the change is recorded as not affecting {what}"),
        (Truth::Unknown, _) => format!("whether the change affects {what}, is not known"),
    };
    Answer::new(truth(assertion.answer.value), says).from(change, assertion.answer.span)
}

/// Whether the consultation of a council under reg 23 has begun.
pub(super) fn consultation_begun(case: &Case<'_>, council: &AffectedAuthority) -> Answer {
    let change = case.change.expect("a council stands in a change");
    let name = case.name(&council.authority.id);
    let none = format!("no consultation of {name} is recorded");
    let Some(consultation) = &council.consultation else {
        return Answer::no(none);
    };
    if let Some(under) = consultation
        .under
        .as_ref()
        .filter(|under| under.value == Under::Courtesy)
    {
        let says = format!("{name} is consulted out of courtesy, and not under reg 23");
        return Answer::no(says).from(change, under.span);
    }
    let done = format!("consultation of {name} began");
    if !consultation.began.value.is_unknown() {
        return happened(case, change, &consultation.began, &done, &none);
    }
    if let Some(comments) = &consultation.comments
        && comments
            .received
            .value
            .latest()
            .is_some_and(|last| last <= case.as_at)
    {
        let says = format!(
            "{name} commented {}, so it had been consulted",
            comments.received.value.placed()
        );
        return Answer::yes(says).from(change, comments.received.span);
    }
    Answer::unknown(format!("when consultation of {name} began is not recorded"))
}

/// Whether it has, as a plain question.
pub(super) fn is_consulted(case: &Case<'_>, council: &AffectedAuthority) -> bool {
    consultation_begun(case, council).finding == Finding::Yes
}

fn several(case: &Case<'_>) -> Answer {
    let answers: Vec<_> = case
        .councils()
        .iter()
        .map(|council| (council, consultation_begun(case, council)))
        .collect();
    let count = |finding| {
        answers
            .iter()
            .filter(|(_, answer)| answer.finding == finding)
            .count()
    };
    let names: Vec<_> = answers
        .iter()
        .filter(|(_, answer)| answer.finding == Finding::Yes)
        .map(|(council, _)| case.name(&council.authority.id))
        .collect();
    let from = answers
        .iter()
        .flat_map(|(_, answer)| answer.from.clone())
        .collect();
    let answer = match (count(Finding::Yes), count(Finding::Unknown)) {
        (yes, _) if yes >= 2 => Answer::yes(format!("{} are consulted on the proposal", names.join(" and "))),
        (yes, unknown) if yes + unknown >= 2 => {
            Answer::unknown("whether more than one council is consulted is not recorded")
        }
        (1, _) => Answer::no(format!("only {} is recorded as consulted", names[0])),
        _ => Answer::no("no consultation of a council is recorded"),
    };
    Answer { from, ..answer }
}

fn dates_given(change: &Entry<Change>, council: &AffectedAuthority) -> Answer {
    let given = council.consultation.as_ref().and_then(|consultation| {
        [&consultation.comments_due, &consultation.decision_due]
            .into_iter()
            .find(|date| !date.value.is_unknown())
    });
    match given {
        Some(date) => {
            Answer::yes("a date for comments or for the decision was given").from(change, date.span)
        }
        None => Answer::no("no date for comments or for the decision is recorded as given"),
    }
}

fn date_changed(case: &Case<'_>, change: &Entry<Change>, council: &AffectedAuthority) -> Answer {
    let changes = council.consultation.iter().flat_map(|it| &it.date_changes);
    let answers = changes.map(|changed| {
        let which = changed.date.word().replace("-due", "");
        let done = format!("the date for the {which} was changed");
        match changed.changed.value.is_unknown() {
            true => Answer::yes(format!("{done}, on a day not recorded")).from(change, changed.date.span),
            false => happened(case, change, &changed.changed, &done, ""),
        }
    });
    strongest(answers, "no change of a date is recorded")
}

fn decided_urgently(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let Some(urgency) = &change.body.urgent else {
        return Answer::no("no decision without consultation is recorded");
    };
    let Some(ground) = &urgency.ground else {
        return Answer::unknown("which risk to patients or staff left no time to consult is not recorded");
    };
    let date = match urgency.satisfied.value.is_unknown() {
        true => &urgency.decided,
        false => &urgency.satisfied,
    };
    let done = format!(
        "the body responsible was satisfied of a risk ({}) that left no time to consult",
        ground.plain()
    );
    happened(
        case,
        change,
        date,
        &done,
        "when the body responsible was satisfied of the risk is not recorded",
    )
}

fn joint_committee(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let Some(joint) = case.joint() else {
        return Answer::no("no joint committee is recorded");
    };
    let mut appointed = joint.appointed.iter();
    if let Some(first) = appointed.find(|appointment| !is_ahead(case, &appointment.date)) {
        let name = case.name(&first.authority.id);
        return Answer::yes(format!("{name} has appointed a joint committee"))
            .from(change, first.authority.span);
    }
    match &joint.committee {
        Some(committee) if joint.appointed.is_empty() => {
            Answer::yes(format!("{} is recorded", case.name(&committee.id))).from(change, committee.span)
        }
        _ => Answer::no("no joint committee is recorded as appointed"),
    }
}

fn joint_by_choice(case: &Case<'_>) -> Answer {
    let Some(joint) = case.joint() else {
        return Answer::no("no joint committee is recorded");
    };
    match joint.kind.as_ref().map(|kind| kind.value) {
        Some(JointKind::Discretionary) => Answer::yes("the councils chose to scrutinise together"),
        Some(JointKind::Mandatory) => Answer::no("the joint committee is one that the law requires"),
        None => Answer::unknown("whether the councils chose to have a joint committee is not recorded"),
    }
}

/// Whether anybody is consulted, under a duty or not: a council, or people through an engagement that a duty records.
fn consultation(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let councils = case.councils().iter().filter_map(|council| {
        let consultation = council.consultation.as_ref()?;
        let name = case.name(&council.authority.id);
        let done = format!("consultation of {name} began");
        Some(happened(
            case,
            change,
            &consultation.began,
            &done,
            "when it began is not recorded",
        ))
    });
    let engaged = case.duties.iter().flat_map(|duty| {
        duty.body.engagement.iter().map(|engagement| {
            let done = format!("“{}” opened", *engagement.what);
            happened(
                case,
                duty,
                &engagement.opens,
                &done,
                "when it opened is not recorded",
            )
        })
    });
    strongest(councils.chain(engaged), "no consultation is recorded")
}
