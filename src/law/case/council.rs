//! Facts about councils and the NHS as parties to a case: who commissions, who provides, what a council has done.

use super::answer::{Answer, claimed, happened, is_ahead, stated, strongest};
use super::{Case, Subject};
use crate::law::fact::Fact;
use crate::record::body::{CouncilKind, Governance, Role};
use crate::record::change::authority::AffectedAuthority;
use crate::record::change::{Change, ChangeKind};
use crate::record::determination::TakenBy;
use crate::record::{Entry, Kind, RecordId};

/// Facts about who the parties are.
pub(super) fn of_parties(
    case: &Case<'_>,
    change: &Entry<Change>,
    subject: Subject<'_>,
    fact: Fact,
) -> Option<Answer> {
    Some(match fact {
        Fact::ProviderProposes => provider_proposes(case, change),
        Fact::NhsCommissions => commissions(case, &case.nhs_commissioners(), "an NHS body"),
        Fact::IcbCommissions => commissions(
            case,
            &case.commissioners_with(Role::Icb),
            "an integrated care board",
        ),
        Fact::CcgCommissions => commissions(
            case,
            &case.commissioners_with(Role::Ccg),
            "a clinical commissioning group",
        ),
        Fact::NhsEnglandCommissions => {
            commissions(case, &case.commissioners_with(Role::NhsEngland), "NHS England")
        }
        Fact::SeveralNhsCommissioners => several_commissioners(case),
        Fact::PlanningCommissioning => planning(case, change),
        Fact::TrustProvides => trust_provides(case),
        Fact::PublicAuthorityDecides => public_authority(case),
        Fact::JointCommitteeDirected => match case.joint() {
            Some(joint) => happened(
                case,
                change,
                &joint.directed,
                "the Secretary of State directed joint arrangements",
                "no direction to make joint arrangements is recorded",
            ),
            None => Answer::no("no direction to make joint arrangements is recorded"),
        },
        _ => return super::referral::answer(case, change, subject, fact),
    })
}

fn provider_proposes(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let Some(person) = &change.body.responsible_person else {
        return Answer::no("no provider is recorded as the one that proposes the change");
    };
    let name = case.name(&person.id);
    let answer = match case.role_of(&person.id).is_some_and(Role::provides) {
        true => Answer::yes(format!("{name}, which has the proposal, is a provider")),
        false => Answer::no(format!("{name}, which has the proposal, is not a provider")),
    };
    answer.from(change, person.span)
}

fn commissions(case: &Case<'_>, found: &[&RecordId], what: &str) -> Answer {
    let Some(change) = case.change else {
        return Answer::no("no change is recorded");
    };
    if !found.is_empty() {
        let names: Vec<_> = found.iter().map(|id| case.name(id)).collect();
        let verb = if names.len() == 1 { "arranges" } else { "arrange" };
        let answer = Answer::yes(format!("{} {verb} the services", names.join(" and ")));
        return match change.body.commissioners.first() {
            Some(first) => answer.from(change, first.span),
            None => answer,
        };
    }
    match change.body.commissioners.first() {
        Some(first) => {
            let says = format!("{what} is not among those recorded as arranging the services");
            Answer::no(says).from(change, first.span)
        }
        None if case.buyers_named().is_empty() && case.nhs_commissioners().is_empty() => {
            Answer::unknown("who arranges the services is not recorded")
        }
        None => Answer::no(format!(
            "{what} is not among those recorded as arranging the services"
        )),
    }
}

fn several_commissioners(case: &Case<'_>) -> Answer {
    let found = case.nhs_commissioners();
    match found.len() {
        0 | 1 => Answer::no("no more than one NHS body is recorded as arranging the services"),
        count => Answer::yes(format!("{count} NHS bodies arrange the services")),
    }
}

fn planning(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    if change.body.kind.value == ChangeKind::Review {
        return Answer::no("the record is of a matter that a council looks into, not of a proposal");
    }
    let commissioners = case.nhs_commissioners();
    let Some(first) = commissioners.first() else {
        return Answer::no("no NHS body is recorded as arranging the services");
    };
    let name = case.name(first);
    if let Some(procurement) = &change.body.procurement
        && case.buyers().iter().any(|buyer| commissioners.contains(buyer))
    {
        let span = procurement
            .buyer
            .as_ref()
            .map_or(change.body.kind.span, |buyer| buyer.span);
        return Answer::yes(format!("{name} is buying the service")).from(change, span);
    }
    if change.body.kind.value == ChangeKind::ContractAward {
        return Answer::yes(format!("{name} arranges the contract")).from(change, change.body.kind.span);
    }
    // Where nobody is named as having the proposal, it may be a provider's, and the commissioner may plan nothing.
    let named = change.body.responsible_person.is_some();
    match named && case.responsible().iter().any(|id| commissioners.contains(id)) {
        true => Answer::yes(format!("{name} proposes to change what it arranges")),
        false => Answer::unknown(format!(
            "whether {name} is planning what it arranges is not recorded"
        )),
    }
}

fn trust_provides(case: &Case<'_>) -> Answer {
    let trusts = case.trusts();
    if let [first, ..] = trusts.as_slice() {
        return Answer::yes(format!("{} provides the services, or is to", case.name(first)));
    }
    let company = |id: &&RecordId| case.role_of(id).is_some_and(Role::provides);
    match case.providers().as_slice() {
        [] if !case.responsible().iter().any(company) => {
            Answer::unknown("who provides the services is not recorded")
        }
        _ => Answer::no("no NHS trust is recorded as providing the services"),
    }
}

fn public_authority(case: &Case<'_>) -> Answer {
    match case.public_authorities().as_slice() {
        [] => Answer::unknown("which public authority decides is not recorded"),
        found => {
            let names: Vec<_> = found.iter().map(|id| case.name(id)).collect();
            let verb = if names.len() == 1 {
                "is a public authority"
            } else {
                "are public authorities"
            };
            Answer::yes(format!("{} {verb}", names.join(" and ")))
        }
    }
}

/// Facts about what one council has done in its scrutiny.
pub(super) fn answer(case: &Case<'_>, subject: Subject<'_>, fact: Fact) -> Option<Answer> {
    let change = case.change?;
    match fact {
        Fact::Review => Some(super::proposal::each(case, subject, |case, council| {
            review(case, change, council)
        })),
        Fact::CountyCouncil | Fact::ExecutiveGovernance | Fact::ScrutinyCommittee => {
            let council = subject.council()?;
            Some(constitution(case, &council.authority.id, fact))
        }
        Fact::OfficerActed => Some(super::proposal::each(case, subject, |case, council| {
            officer_acted(case, change, council)
        })),
        _ => match subject {
            Subject::Report(council, report) => {
                let own = report.to.as_ref().is_some_and(|to| to.id == council.authority.id);
                of_report(case, change, report, own, fact)
            }
            Subject::Information(_, request) => of_request(case, change, request, fact),
            Subject::Attendance(_, requirement) => of_attendance(case, change, requirement, fact),
            _ => None,
        },
    }
}

fn review(case: &Case<'_>, change: &Entry<Change>, council: &AffectedAuthority) -> Answer {
    let opened = happened(
        case,
        change,
        &council.review_opened,
        "the council opened a review",
        "no review is recorded",
    );
    let reports = council.reports.iter().map(|report| {
        happened(
            case,
            change,
            &report.made,
            "the council made a report",
            "when the council's report was made is not recorded",
        )
    });
    strongest(std::iter::once(opened).chain(reports), "no review is recorded")
}

fn constitution(case: &Case<'_>, council: &RecordId, fact: Fact) -> Answer {
    let Some(body) = case.register.bodies.get(council) else {
        return Answer::unknown("the council is not recorded");
    };
    let name = body.body.known_as();
    match fact {
        Fact::CountyCouncil => match &body.body.council_kind {
            Some(kind) if kind.value == CouncilKind::County => {
                Answer::yes(format!("{name} is a county council")).from(body, kind.span)
            }
            Some(kind) => Answer::no(format!("{name} is not a county council")).from(body, kind.span),
            None => Answer::unknown(format!("which kind of council {name} is, is not recorded")),
        },
        Fact::ExecutiveGovernance => match &body.body.governance {
            Some(kind) if kind.value == Governance::Executive => {
                Answer::yes(format!("{name} has a cabinet")).from(body, kind.span)
            }
            Some(kind) => Answer::no(format!("{name} has no cabinet")).from(body, kind.span),
            None => Answer::unknown(format!("how {name} is governed is not recorded")),
        },
        _ => {
            let committee = case
                .register
                .naming(Kind::Body, council, &case.register.bodies)
                .find(|body| body.body.role.value == Role::ScrutinyCommittee);
            match committee {
                Some(committee) => {
                    let says = format!("{} acts for {name}", committee.body.known_as());
                    Answer::yes(says).from(committee, committee.body.role.span)
                }
                None => Answer::no(format!("no scrutiny committee of {name} is recorded")),
            }
        }
    }
}

fn officer_acted(case: &Case<'_>, change: &Entry<Change>, council: &AffectedAuthority) -> Answer {
    let by_officer = case.views.iter().find(|view| {
        let about = view.body.authority.as_ref();
        let taken = view.body.taken_by.as_ref();
        about.is_some_and(|about| about.id == council.authority.id)
            && !is_ahead(case, &view.body.date)
            && taken.is_some_and(|taken| taken.value == TakenBy::Officer)
            && case.register.bodies[&view.body.by].body.role.speaks_for_council()
    });
    if let Some(view) = by_officer {
        return Answer::yes("an officer took the view recorded for the council")
            .from(view, view.body.view.span);
    }
    let made_by = council
        .consultation
        .as_ref()
        .and_then(|consultation| consultation.comments.as_ref())
        .and_then(|comments| comments.made_by.as_ref());
    match made_by {
        Some(made_by) if made_by.value == TakenBy::Officer => {
            Answer::yes("an officer made the council's comments").from(change, made_by.span)
        }
        _ => Answer::no("nothing is recorded as done by an officer"),
    }
}

fn of_report(
    case: &Case<'_>,
    change: &Entry<Change>,
    report: &crate::record::change::authority::Report,
    own: bool,
    fact: Fact,
) -> Option<Answer> {
    let to = |wanted: bool, says: &'static str, other: &'static str| {
        let answer = if own == wanted {
            Answer::yes(says)
        } else {
            Answer::no(other)
        };
        match &report.to {
            Some(to) => answer.from(change, to.span),
            None => answer,
        }
    };
    let (others, itself) = (
        "the report is made to the NHS or a provider",
        "the report is made to the council itself",
    );
    Some(match fact {
        Fact::ReportToOthers => to(false, others, itself),
        Fact::ReportToOwnCouncil => to(true, itself, others),
        Fact::ResponseRequested => happened(
            case,
            change,
            &report.response_requested,
            "a response to the report was asked for",
            "no request for a response is recorded",
        ),
        _ => return None,
    })
}

fn of_request(
    case: &Case<'_>,
    change: &Entry<Change>,
    request: &crate::record::change::authority::InformationRequest,
    fact: Fact,
) -> Option<Answer> {
    Some(match fact {
        Fact::InformationReasonablyRequired => stated(
            change,
            &request.reasonable,
            "the council reasonably requires the information",
            "the council does not reasonably require the information",
            "the council reasonably requires the information",
        ),
        Fact::InformationProtected => claimed(
            change,
            &request.protected,
            "the information is confidential and identifies a living person, or may not be disclosed",
            "the information is not said to be protected",
            "the information is protected",
        ),
        Fact::InformationCanBeAnonymised => stated(
            change,
            &request.can_be_anonymised,
            "the information can be given so that nobody is identified, or with consent",
            "the information cannot be given so that nobody is identified",
            "the information can be given so that nobody is identified",
        ),
        Fact::InformationRefused => happened(
            case,
            change,
            &request.refused,
            "the information was refused",
            "no refusal of the information is recorded",
        ),
        _ => return None,
    })
}

fn of_attendance(
    case: &Case<'_>,
    change: &Entry<Change>,
    requirement: &crate::record::change::authority::AttendanceRequirement,
    fact: Fact,
) -> Option<Answer> {
    // Whoever calls, a council's own people are called under the Local Government Act 2000 (SI 2013/218 reg 30(2)).
    let own = requirement
        .of
        .as_ref()
        .is_some_and(|of| case.role_of(&of.id) == Some(Role::LocalAuthority));
    let says = match own {
        true => "a member of the council's executive or one of its officers is required to attend",
        false => "a member or employee of the NHS or a provider is required to attend",
    };
    let made = requirement.date.value;
    let of = |wanted: bool| {
        let answer = match made.earliest() {
            Some(first) if first > case.as_at => {
                Answer::no(format!("attendance was required only {}", made.placed()))
            }
            _ if own == wanted => Answer::yes(says),
            _ => Answer::no(says),
        };
        answer.from(change, requirement.date.span)
    };
    Some(match fact {
        Fact::AttendanceOfOthers => of(false),
        Fact::AttendanceOfOwn => of(true),
        Fact::NoticeReasonable => stated(
            change,
            &requirement.notice_reasonable,
            "the notice to attend was reasonable",
            "the notice to attend was not reasonable",
            "the notice to attend was reasonable",
        ),
        Fact::AnswerProtected => claimed(
            change,
            &requirement.protected,
            "an answer would disclose what is protected",
            "no answer is said to disclose what is protected",
            "an answer would disclose what is protected",
        ),
        _ => return None,
    })
}
