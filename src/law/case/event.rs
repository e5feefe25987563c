//! When an event happened, or is to happen, by the records.

use super::{Case, Subject, comments, joint, key, proposal};
use crate::law::fact::Event;
use crate::law::trace::Origin;
use crate::record::change::Change;
use crate::record::change::authority::{AffectedAuthority, Consultation, GivenDate, Under};
use crate::record::{Entry, Record};
use crate::source::Spanned;
use crate::value::{PartialDate, Truth};

/// A day on which something happened or is to happen, and where it is recorded.
#[derive(Clone, Debug)]
pub struct Happening {
    /// The date, as far as it is known. Wholly unknown only where the record shows that it happened all the same.
    pub date: PartialDate,
    /// Where it is recorded.
    pub from: Origin,
}

fn at<T: Record>(entry: &Entry<T>, date: &Spanned<PartialDate>) -> Option<Happening> {
    (!date.value.is_unknown()).then(|| Happening {
        date: date.value,
        from: Origin {
            record: key(entry),
            at: entry.at(date.span),
        },
    })
}

/// When an event happened for a subject; none where no date is recorded.
pub(super) fn happening<'r>(case: &Case<'r>, subject: Subject<'r>, event: Event) -> Option<Happening> {
    if let Some(item) = subject.item() {
        let access = item.body.access.as_ref();
        return match event {
            Event::Meeting => at(item, &item.body.meeting),
            Event::MeetingNotice => at(item, &access?.notice_given),
            Event::PapersOpened => at(item, &access?.papers_open_from),
            Event::MeetingCalled => at(item, &access?.convened),
            Event::SummaryMade => at(item, &access?.summary_made),
            _ => None,
        };
    }
    let change = case.change?;
    match subject {
        Subject::Procurement(_) | Subject::Modification(..) => of_procurement(change, subject, event),
        Subject::Report(_, report) => match event {
            Event::ReportMade => at(change, &report.made),
            Event::ReportReceived => at(change, &report.received),
            Event::ResponseRequest => at(change, &report.response_requested),
            Event::Response => at(change, &report.responded),
            _ => None,
        },
        Subject::Information(_, request) => match event {
            Event::InformationGiven => at(change, &request.given),
            _ => None,
        },
        Subject::Attendance(_, requirement) => match event {
            // Notice that was not reasonable is not the notice that reg 27(3) asks for.
            Event::AttendanceNotice if requirement.notice_reasonable.value == Truth::No => None,
            Event::AttendanceNotice => at(change, &requirement.notice_given),
            Event::AttendanceMeeting => at(change, &requirement.meeting),
            Event::Attendance => at(change, &requirement.attended),
            _ => None,
        },
        Subject::Healthwatch(_, referral) => match event {
            Event::HealthwatchReferral => at(change, &referral.date),
            Event::HealthwatchAcknowledged => at(change, &referral.acknowledged),
            Event::HealthwatchInformed => at(change, &referral.informed),
            _ => None,
        },
        _ => of_proposal(case, change, event)
            .or_else(|| of_comments(case, change, subject, event))
            .or_else(|| of_councils(case, change, subject, event)),
    }
}

/// Events of the proposal as a whole.
fn of_proposal(case: &Case<'_>, change: &Entry<Change>, event: Event) -> Option<Happening> {
    let body = &change.body;
    match event {
        Event::UrgentDecision => at(change, &body.urgent.as_ref()?.decided),
        Event::SecretaryOfStateNotified => at(change, &body.secretary_of_state_notified),
        Event::Decision => at(change, &body.decided.as_ref()?.date),
        Event::Consideration => at(change, &body.under_consideration_from),
        Event::CallInDirection => at(change, &body.call_in.as_ref()?.directed),
        Event::RepresentationsInvited => at(change, &body.call_in.as_ref()?.representations_invited),
        Event::CallInDecision => at(change, &body.call_in.as_ref()?.decided),
        Event::CallInFinish => at(change, &body.call_in.as_ref()?.finished),
        Event::CallInFinishTold => at(change, &body.call_in.as_ref()?.told),
        Event::CallInInformationGiven => at(change, &body.call_in.as_ref()?.information_given),
        Event::JointCommitteeAppointed => appointed(case, change),
        _ => None,
    }
}

/// The day the last of the councils consulted appointed the joint committee; none while one has not.
fn appointed(case: &Case<'_>, change: &Entry<Change>) -> Option<Happening> {
    let joint = case.joint()?;
    let mut last: Option<Happening> = None;
    for council in case.consulted() {
        let own = joint
            .appointed
            .iter()
            .find(|appointment| appointment.authority.id == *council)?;
        // That a council has appointed is known even where the day is not.
        let own = at(change, &own.date).unwrap_or_else(|| Happening {
            date: PartialDate::Unknown,
            from: Origin {
                record: key(change),
                at: change.at(own.authority.span),
            },
        });
        if last.as_ref().is_none_or(|last| own.date > last.date) {
            last = Some(own);
        }
    }
    last
}

/// Events of comments and disagreement, the council's or the joint committee's.
fn of_comments<'r>(
    case: &Case<'r>,
    change: &Entry<Change>,
    subject: Subject<'r>,
    event: Event,
) -> Option<Happening> {
    match event {
        Event::CommentsReceived => at(change, &comments::comments(case, subject)?.received),
        Event::DisagreementTold => at(change, &comments::disagreement(case, subject)?.told),
        Event::AgreementSought => {
            let disagreement = comments::disagreement(case, subject)?;
            disagreement.steps.first()?;
            at(change, &disagreement.ended)
        }
        Event::ProviderInvolved => {
            let disagreement = comments::disagreement(case, subject)?;
            let last = disagreement.steps.iter().map(|step| &step.date).next_back();
            (disagreement.provider_involved.value == Truth::Yes)
                .then(|| at(change, last.unwrap_or(&disagreement.date)))
                .flatten()
        }
        _ => None,
    }
}

/// Events council by council; of the proposal as a whole, the earliest. What the joint committee is to say is awaited
/// until the last day that any of its councils was given.
fn of_councils(
    case: &Case<'_>,
    change: &Entry<Change>,
    subject: Subject<'_>,
    event: Event,
) -> Option<Happening> {
    if event == Event::CommentsDue && joint::speaks(case, subject) {
        return at(change, joint::comments_due(case)?);
    }
    match subject.council() {
        Some(council) => of_council(case, change, council, event),
        None => case
            .councils()
            .iter()
            .filter(|council| !matches!(subject, Subject::Joint) || proposal::is_consulted(case, council))
            .filter_map(|council| of_council(case, change, council, event))
            .min_by_key(|happening| happening.date),
    }
}

fn of_council(
    case: &Case<'_>,
    change: &Entry<Change>,
    council: &AffectedAuthority,
    event: Event,
) -> Option<Happening> {
    let consultation = council.consultation.as_ref();
    let referral = council.referral.as_ref();
    match event {
        Event::ConsultationBegan => {
            let consultation = consultation?;
            let under = consultation.under.as_ref().map(|under| under.value);
            (under != Some(Under::Courtesy))
                .then(|| at(change, &consultation.began))
                .flatten()
        }
        Event::CommentsDue => at(
            change,
            comments::given(case, consultation?, GivenDate::CommentsDue),
        ),
        Event::CommentsDateGiven => {
            let consultation = consultation?;
            at(change, &consultation.comments_due).and_then(|_| at(change, &consultation.began))
        }
        Event::DecisionDateGiven => {
            let consultation = consultation?;
            at(change, &consultation.decision_due).and_then(|_| at(change, &consultation.began))
        }
        Event::DatesPublished => {
            let consultation = consultation?;
            let published = consultation.published.as_ref()?;
            at(change, &consultation.began).map(|mut happening| {
                happening.from.at = change.at(published.span);
                happening
            })
        }
        Event::DateChangeTold => date_change_told(case, change, consultation?),
        Event::UrgentDecisionTold => at(change, &council.urgent_decision_told),
        Event::ReviewCommentsInvited => at(change, &council.review_comments_invited),
        Event::ReferralPlanTold => {
            let referral = referral?;
            // Reg 23(7)(b): to say by when it decides is enough. That it has said so shows, though not on which day.
            at(change, &referral.plan_told).or_else(|| {
                at(change, &referral.decision_due).map(|due| Happening {
                    date: PartialDate::Unknown,
                    ..due
                })
            })
        }
        Event::ReferralDecisionDue => at(change, &referral?.decision_due),
        Event::ReferralDecisionTold => at(change, &referral?.decision_told),
        Event::Referral => at(change, &referral?.made),
        Event::ReferralDecision => at(change, &referral?.decided),
        _ => None,
    }
}

/// The day the council was told of the last change of a date that was made by the day asked about. Giving a proposal up
/// changes the dates too, and what was told before does not cover it.
fn date_change_told(
    case: &Case<'_>,
    change: &Entry<Change>,
    consultation: &Consultation,
) -> Option<Happening> {
    let by_now = |date: PartialDate| date.earliest().is_none_or(|first| first <= case.as_at);
    let mut changes = consultation.date_changes.iter();
    let last = changes.rfind(|changed| by_now(changed.changed.value))?;
    let told = at(change, &last.told)?;
    let given_up = change.body.abandoned.as_ref().map(|event| event.date.value);
    let before = given_up.is_some_and(|day| by_now(day) && day.surely_after(told.date));
    (!before).then_some(told)
}

fn of_procurement(change: &Entry<Change>, subject: Subject<'_>, event: Event) -> Option<Happening> {
    let (procurement, modification) = match subject {
        Subject::Modification(procurement, modification) => (procurement, Some(modification)),
        Subject::Procurement(procurement) => (procurement, None),
        _ => return None,
    };
    let abandoned = procurement.abandoned.as_ref();
    match event {
        Event::ContractModification => at(change, &modification?.date),
        Event::ModificationNotice => at(change, &modification?.notice),
        Event::ProcurementBegan => at(change, &procurement.commenced),
        Event::ProcurementAnnounced => at(change, &procurement.announced),
        Event::ProcessNotice => at(change, &procurement.process_notice),
        Event::TenderNotice => at(change, &procurement.tender_notice),
        Event::OffersInvited => at(change, &procurement.offers_invited),
        Event::BiddersTold => at(change, &procurement.bidders_told),
        Event::IntentNotice => at(change, &procurement.intent_published),
        Event::StandstillBegan => {
            // It begins the day after publication (reg 12(2)), so the day itself must be known.
            let published = procurement.intent_published.value.day()?;
            let mut happening = at(change, &procurement.intent_published)?;
            happening.date = PartialDate::Day(published.succ_opt()?);
            Some(happening)
        }
        Event::StandstillEnded => at(change, &procurement.standstill_ended),
        Event::FurtherDecisionMade => at(change, &procurement.further_decision),
        Event::FurtherDecisionTold => at(change, &procurement.further_decision_told),
        Event::Award => at(change, &procurement.awarded),
        Event::AwardNotice => at(change, &procurement.award_notice),
        Event::ProcurementAbandonment => at(change, &abandoned?.decided),
        Event::AbandonmentNotice => at(change, &abandoned?.notice),
        _ => None,
    }
}

/// An event as the first half of a sentence: "consultation of the council began".
pub(crate) fn phrase(event: Event) -> &'static str {
    match event {
        Event::ConsultationBegan => "consultation of the council began",
        Event::CommentsDue => "comments are due",
        Event::CommentsDateGiven => "the council was given the date for comments",
        Event::DecisionDateGiven => "the council was given the date of the decision",
        Event::DatesPublished => "the dates were published",
        Event::DateChangeTold => "the council was told of the changed date",
        Event::UrgentDecision => "the urgent decision was taken",
        Event::UrgentDecisionTold => "the council was told of the urgent decision",
        Event::CommentsReceived => "the council's comments were received",
        Event::DisagreementTold => "the council was told that its recommendation is disagreed with",
        Event::AgreementSought => "steps to reach agreement had been taken, and ended",
        Event::ProviderInvolved => "the provider was brought into the steps",
        Event::ReferralPlanTold => {
            "the council told the body consulting of its plan to refer, or when it would decide that"
        }
        Event::ReferralDecisionDue => "the council was to decide whether to refer",
        Event::ReferralDecisionTold => "the council told the body consulting whether it refers",
        Event::Referral => "the proposal was referred to the Secretary of State",
        Event::ReferralDecision => "the Secretary of State decided on the referral",
        Event::JointCommitteeAppointed => "the last of the councils consulted appointed the joint committee",
        Event::SecretaryOfStateNotified => "the Secretary of State was notified of the proposal",
        Event::CallInDirection => "the direction calling the proposal in was given",
        Event::RepresentationsInvited => "the chance to make representations was given",
        Event::CallInDecision => "the Secretary of State decided on the proposal called in",
        Event::CallInFinish => "the Secretary of State finished with the proposal",
        Event::CallInFinishTold => "the NHS body was told that the Secretary of State had finished",
        Event::CallInInformationGiven => "the Secretary of State was given the information required",
        Event::Decision => "the proposal was decided",
        Event::Consideration => "the change came under consideration",
        Event::ReviewCommentsInvited => "interested parties were invited to comment on the review",
        Event::HealthwatchReferral => "Healthwatch referred the matter",
        Event::HealthwatchAcknowledged => "the council acknowledged the referral by Healthwatch",
        Event::HealthwatchInformed => "Healthwatch was told what is being done",
        Event::ReportMade => "the report was made",
        Event::ReportReceived => "the report was received",
        Event::ResponseRequest => "a response was asked for",
        Event::Response => "the response came",
        Event::InformationGiven => "the information was given",
        Event::AttendanceNotice => "notice to attend was given",
        Event::AttendanceMeeting => "the meeting to attend was to be held",
        Event::Attendance => "the person attended",
        Event::ProcurementBegan => "the award procedure began",
        Event::ProcurementAnnounced => "the procurement was announced",
        Event::ProcessNotice => "the notice of following the most suitable provider process was submitted",
        Event::TenderNotice => "the tender was advertised",
        Event::OffersInvited => "the providers of the framework agreement were invited to make offers",
        Event::BiddersTold => "bidders were told the outcome",
        Event::IntentNotice => "the intention to award was published",
        Event::StandstillBegan => "the standstill began",
        Event::StandstillEnded => "the standstill ended",
        Event::FurtherDecisionMade => "the further decision after representations was made",
        Event::FurtherDecisionTold => "providers were told of the last further decision",
        Event::Award => "the contract was awarded",
        Event::AwardNotice => "the notice of the award was submitted",
        Event::ProcurementAbandonment => "the procurement was given up",
        Event::AbandonmentNotice => "the notice of giving it up was submitted",
        Event::ContractModification => "the contract was modified",
        Event::ModificationNotice => "the notice of the modification was submitted",
        Event::Meeting => "the meeting was to be held",
        Event::MeetingNotice => "public notice of the meeting was given",
        Event::PapersOpened => "the agenda and reports were opened to inspection",
        Event::MeetingCalled => "the meeting was called",
        Event::SummaryMade => "the written summary of the proceedings was made",
    }
}
