//! Facts about a procurement and the changes made to its contract.

use super::answer::{Answer, claimed, happened, stated};
use super::{Case, Subject};
use crate::law::fact::Fact;
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::body::Role;
use crate::record::change::Change;
use crate::record::change::procurement::{Modification, Process, Procurement, PurchaseUrgency, Regime};

/// From how many pounds a modification has to be published (SI 2023/1348 reg 13(4)).
const LARGE: u32 = 500_000;

pub(super) fn answer(case: &Case<'_>, subject: Subject<'_>, fact: Fact) -> Option<Answer> {
    let change = case.change?;
    let (procurement, modification) = match subject {
        Subject::Procurement(procurement) => (procurement, None),
        Subject::Modification(procurement, modification) => (procurement, Some(modification)),
        _ => return None,
    };
    if let Some(modification) = modification
        && let Some(answer) = of_modification(case, change, modification, fact)
    {
        return Some(answer);
    }
    if let Some(answer) = of_process(change, procurement, fact) {
        return Some(answer);
    }
    Some(match fact {
        Fact::ProviderSelection => regime(change, procurement),
        Fact::BuyerIsRelevantAuthority => buyer(case, change),
        Fact::ProcessNoticeSubmitted => happened(
            case,
            change,
            &procurement.process_notice,
            "the notice of following the process was submitted",
            "no notice of following the process is recorded",
        ),
        Fact::IntentPublished => happened(
            case,
            change,
            &procurement.intent_published,
            "the intention to award was published",
            "no notice of the intention to award is recorded",
        ),
        Fact::RepresentationsReceived => claimed(
            change,
            &procurement.representations,
            "representations were received within the standstill",
            "no representations are recorded",
            "representations were received",
        ),
        Fact::FurtherDecision => happened(
            case,
            change,
            &procurement.further_decision,
            "a further decision was made",
            "no further decision is recorded",
        ),
        Fact::Awarded => awarded(case, change, procurement),
        Fact::ProcurementAbandoned => match &procurement.abandoned {
            Some(abandoned) => happened(
                case,
                change,
                &abandoned.decided,
                "the procurement was given up",
                "when the procurement was given up is not recorded",
            ),
            None => Answer::no("the procurement is not recorded as given up"),
        },
        Fact::BegunByAnnouncement => begun_by_announcement(change, procurement),
        Fact::AbandonedInStandstill => match &procurement.abandoned {
            Some(abandoned) => stated(
                change,
                &abandoned.in_standstill,
                "the procurement was given up within a standstill",
                "the procurement was given up outside a standstill",
                "the procurement was given up within a standstill",
            ),
            None => Answer::no("the procurement is not recorded as given up"),
        },
        _ => return of_award_urgency(change, procurement, fact),
    })
}

fn regime(change: &Entry<Change>, procurement: &Procurement) -> Answer {
    let says = "the Provider Selection Regime governs the procurement";
    let other = "other rules than the Provider Selection Regime govern the procurement";
    if let Some(regime) = &procurement.regime {
        let answer = match regime.value {
            Regime::ProviderSelection => Answer::yes(says),
            Regime::Other => Answer::no(other),
        };
        return answer.from(change, regime.span);
    }
    match &procurement.process {
        Some(process) if process.value == Process::Other => Answer::no(other).from(change, process.span),
        Some(process) => Answer::yes(says).from(change, process.span),
        None => Answer::unknown("under which rules the contract is bought is not recorded"),
    }
}

/// A contract notice begins the procedure, and so does seeking interest from a provider; another notice need not (reg 29(4)).
fn begun_by_announcement(change: &Entry<Change>, procurement: &Procurement) -> Answer {
    let announced = procurement.announced.value;
    let commenced = &procurement.commenced;
    let surely_by = commenced.value.latest().zip(announced.earliest());
    if surely_by.is_some_and(|(began, announced)| began <= announced) {
        Answer::yes("the award procedure had begun when it was announced").from(change, commenced.span)
    } else if commenced.value.surely_after(announced) {
        Answer::no("the award procedure began after it was announced").from(change, commenced.span)
    } else {
        Answer::unknown("whether the award procedure had begun when it was announced is not recorded")
    }
}

fn buyer(case: &Case<'_>, change: &Entry<Change>) -> Answer {
    let buyers = case.buyers();
    let Some(first) = buyers.first() else {
        return Answer::unknown("who buys is not recorded");
    };
    let name = case.name(first);
    let answer = match case.role_of(first).is_some_and(Role::is_public) {
        true => Answer::yes(format!("{name} buys, and is an authority the Regime binds")),
        false => Answer::no(format!("{name} buys, and is no authority the Regime binds")),
    };
    answer.from(change, change.body.kind.span)
}

fn of_process(change: &Entry<Change>, procurement: &Procurement, fact: Fact) -> Option<Answer> {
    let wanted = match fact {
        Fact::DirectAwardA => Process::DirectAwardA,
        Fact::DirectAwardB => Process::DirectAwardB,
        Fact::DirectAwardC => Process::DirectAwardC,
        Fact::MostSuitableProvider => Process::MostSuitableProvider,
        Fact::Competitive => Process::Competitive,
        Fact::Framework => Process::Framework,
        Fact::FrameworkCompetition => Process::FrameworkCompetition,
        Fact::UrgentAward => Process::Urgent,
        _ => return None,
    };
    let direct = matches!(
        wanted,
        Process::DirectAwardA | Process::DirectAwardB | Process::DirectAwardC
    );
    let Some(process) = &procurement.process else {
        return Some(Answer::unknown(
            "by which process the provider is chosen is not recorded",
        ));
    };
    let answer = match process.value {
        // It follows the competitive process, but for the notice that invites offers (reg 18(7)).
        Process::FrameworkCompetition if wanted == Process::Competitive => {
            Answer::yes("the competitive process is followed among the providers of a framework agreement")
        }
        own if own == wanted => Answer::yes(format!("the provider is chosen by {}", named(wanted))),
        Process::DirectAward if direct => {
            Answer::unknown("which of the three direct award processes is used is not recorded")
        }
        own => Answer::no(format!("the provider is chosen otherwise: by {}", named(own))),
    };
    Some(answer.from(change, process.span))
}

/// A process within a sentence.
fn named(process: Process) -> &'static str {
    match process {
        Process::DirectAwardA => "direct award process A",
        Process::DirectAwardB => "direct award process B",
        Process::DirectAwardC => "direct award process C",
        Process::DirectAward => "a direct award process",
        Process::MostSuitableProvider => "the most suitable provider process",
        Process::Competitive => "the competitive process",
        Process::Framework => "an award under a framework agreement without competition",
        Process::FrameworkCompetition => "a competition among the providers of a framework agreement",
        Process::Urgent => "an urgent award",
        Process::Other => "another process",
    }
}

/// A contract whose award was announced was awarded, whether or not the day is recorded.
fn awarded(case: &Case<'_>, change: &Entry<Change>, procurement: &Procurement) -> Answer {
    let awarded = happened(
        case,
        change,
        &procurement.awarded,
        "the contract was awarded",
        "no award of the contract is recorded",
    );
    if awarded.finding == Finding::Yes {
        return awarded;
    }
    let notice = happened(
        case,
        change,
        &procurement.award_notice,
        "the day of the award is not recorded, but the notice of it was submitted",
        "",
    );
    match notice.finding {
        Finding::Yes => notice,
        _ => awarded,
    }
}

fn of_award_urgency(change: &Entry<Change>, procurement: &Procurement, fact: Fact) -> Option<Answer> {
    if let Some(urgency) = &procurement.urgency {
        return of_urgency(change, urgency, fact);
    }
    let by_process = procurement
        .process
        .as_ref()
        .is_some_and(|process| process.value == Process::Urgent);
    match fact {
        Fact::PurchaseUrgent if by_process => Some(Answer::yes("the award is recorded as an urgent one")),
        Fact::PurchaseUrgent => Some(Answer::no("the award is not recorded as an urgent one")),
        Fact::UrgencyUnforeseeable => Some(Answer::unknown(
            "whether the reason for urgency could have been foreseen is not recorded",
        )),
        Fact::DelayRisksSafety => Some(Answer::unknown(
            "whether delay would have risked safety is not recorded",
        )),
        _ => None,
    }
}

fn of_urgency(change: &Entry<Change>, urgency: &PurchaseUrgency, fact: Fact) -> Option<Answer> {
    Some(match fact {
        Fact::PurchaseUrgent => stated(
            change,
            &urgency.urgent,
            "the award or modification had to be made urgently",
            "the award or modification did not have to be made urgently",
            "the award or modification had to be made urgently",
        ),
        Fact::UrgencyUnforeseeable => stated(
            change,
            &urgency.unforeseeable,
            "the reason for urgency was neither foreseeable by nor attributable to the buyer",
            "the reason for urgency was foreseeable by or attributable to the buyer",
            "the reason for urgency could have been foreseen",
        ),
        Fact::DelayRisksSafety => stated(
            change,
            &urgency.delay_risks_safety,
            "delay would be likely to risk safety",
            "delay would not be likely to risk safety",
            "delay would have risked safety",
        ),
        _ => return None,
    })
}

/// What is asked of one modification. That the award was urgent does not make a later modification so.
fn of_modification(
    case: &Case<'_>,
    change: &Entry<Change>,
    modification: &Modification,
    fact: Fact,
) -> Option<Answer> {
    Some(match fact {
        Fact::ModificationMade if modification.date.value.is_unknown() => {
            Answer::unknown("when the contract was modified is not recorded")
        }
        Fact::ModificationMade => happened(
            case,
            change,
            &modification.date,
            "the contract was modified",
            "when the contract was modified is not recorded",
        ),
        Fact::PurchaseUrgent | Fact::UrgencyUnforeseeable | Fact::DelayRisksSafety => {
            match &modification.urgency {
                Some(urgency) => return of_urgency(change, urgency, fact),
                None => Answer::no("the modification is not recorded as an urgent one"),
            }
        }
        Fact::LargeModification => match &modification.cumulative_change {
            Some(pounds) if pounds.value >= LARGE => {
                Answer::yes("the modifications so far change the value by £500,000 or more")
                    .from(change, pounds.span)
            }
            Some(pounds) => Answer::no("the modifications so far change the value by less than £500,000")
                .from(change, pounds.span),
            None => Answer::unknown("by how much the modifications change the value is not recorded"),
        },
        Fact::ModificationByBuyer => stated(
            change,
            &modification.attributable_to_buyer,
            "the modification is due to a decision of the buyer",
            "the modification is not due to a decision of the buyer",
            "the modification is due to a decision of the buyer",
        ),
        _ => return None,
    })
}
