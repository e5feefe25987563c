//! Facts about a council's comments on a proposal it is consulted on, and what came of them (SI 2013/218 reg 23(4) to (7)).

use super::answer::{Answer, claimed, happened, is_ahead};
use super::proposal::{consultation_begun, each};
use super::{Case, Subject, event, joint};
use crate::law::fact::{Event, Fact};
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::change::Change;
use crate::record::change::authority::{AffectedAuthority, Comments, Consultation, Disagreement, GivenDate};
use crate::source::Spanned;
use crate::value::PartialDate;

pub(super) fn answer<'r>(
    case: &Case<'r>,
    change: &Entry<Change>,
    subject: Subject<'r>,
    fact: Fact,
) -> Option<Answer> {
    Some(match fact {
        Fact::Recommendation => recommendation(case, change, subject),
        Fact::NoRecommendation => no_recommendation(case, change, subject),
        Fact::Disagreement => match disagreement(case, subject) {
            Some(disagreement) => happened(
                case,
                change,
                &disagreement.date,
                "the body consulting disagreed with the recommendation",
                "when the body consulting disagreed is not recorded",
            ),
            None => Answer::no("no disagreement with a recommendation is recorded"),
        },
        Fact::BeforeSeveralWereConsulted => joint::before_a_second(case, change, subject),
        Fact::Agreed => match disagreement(case, subject) {
            Some(disagreement) if is_ahead(case, &disagreement.ended) => {
                Answer::no("steps to reach agreement had not ended").from(change, disagreement.ended.span)
            }
            Some(disagreement) => claimed(
                change,
                &disagreement.agreed,
                "agreement was reached",
                "agreement is not recorded as reached",
                "agreement was reached",
            ),
            None => Answer::no("no disagreement with a recommendation is recorded"),
        },
        _ => return None,
    })
}

/// The comments of the subject's council, or of the joint committee where that comments in its place (reg 30(5)(a)).
pub(super) fn comments<'r>(case: &Case<'r>, subject: Subject<'r>) -> Option<&'r Comments> {
    let of_joint = || case.joint()?.comments.as_ref();
    match subject {
        Subject::Joint => of_joint(),
        _ => {
            let council = subject.council()?;
            let own = || council.consultation.as_ref()?.comments.as_ref();
            joint::speaks_for(case, council)
                .then(of_joint)
                .flatten()
                .or_else(own)
        }
    }
}

/// The disagreement with the subject's council, or with the joint committee that comments in its place.
pub(super) fn disagreement<'r>(case: &Case<'r>, subject: Subject<'r>) -> Option<&'r Disagreement> {
    let of_joint = || case.joint()?.disagreement.as_ref();
    match subject {
        Subject::Joint => of_joint(),
        _ => {
            let council = subject.council()?;
            let own = || council.consultation.as_ref()?.disagreement.as_ref();
            joint::speaks_for(case, council)
                .then(of_joint)
                .flatten()
                .or_else(own)
        }
    }
}

/// A date given to a council, as it stood on the day asked about: where it was changed only later, the date before.
pub(super) fn given<'r>(
    case: &Case<'_>,
    consultation: &'r Consultation,
    which: GivenDate,
) -> &'r Spanned<PartialDate> {
    let changes = consultation.date_changes.iter();
    let later = changes
        .filter(|change| change.date.value == which && !change.was.value.is_unknown())
        .filter(|change| is_ahead(case, &change.changed))
        .min_by_key(|change| change.changed.value);
    match (later, which) {
        (Some(change), _) => &change.was,
        (None, GivenDate::CommentsDue) => &consultation.comments_due,
        (None, GivenDate::DecisionDue) => &consultation.decision_due,
    }
}

impl<'r> Case<'r> {
    /// Whether a council, or the joint committee that acts for it, had commented by the day asked about.
    pub(crate) fn has_commented(&self, council: &'r AffectedAuthority) -> bool {
        let comments = comments(self, Subject::Authority(council));
        comments.is_some_and(|comments| !is_ahead(self, &comments.received))
    }
}

/// Comments under reg 23(4) are those that come by the date for them. What later ones are, the regulation does not say.
fn recommendation(case: &Case<'_>, change: &Entry<Change>, subject: Subject<'_>) -> Answer {
    let Some(comments) = comments(case, subject) else {
        return Answer::no("no comments are recorded");
    };
    let received = happened(
        case,
        change,
        &comments.received,
        "comments were received",
        "when comments were received is not recorded",
    );
    if received.finding == Finding::No && !comments.received.value.is_unknown() {
        return received;
    }
    let held = super::answer::stated(
        change,
        &comments.recommendation,
        "the comments hold a recommendation",
        "the comments hold no recommendation",
        "the comments hold a recommendation",
    );
    let due = event::happening(case, subject, Event::CommentsDue);
    let late = due.is_some_and(|due| comments.received.value.surely_after(due.date));
    if late && held.finding == Finding::Yes {
        return Answer::unknown(
            "the recommendation came after the date for comments, so whether reg 23(4) and (5) cover it is open",
        )
        .from(change, comments.received.span);
    }
    held
}

fn no_recommendation<'r>(case: &Case<'r>, change: &Entry<Change>, subject: Subject<'r>) -> Answer {
    let begun = each(case, subject, consultation_begun);
    if begun.finding != Finding::Yes {
        return begun;
    }
    if comments(case, subject).is_some() {
        let held = recommendation(case, change, subject);
        if held.finding != Finding::No || !held.says.starts_with("comments were received only") {
            return Answer {
                finding: held.finding.opposite(),
                ..held
            };
        }
    }
    let due = match subject.council() {
        Some(council) => case.comments_date(council),
        None => joint::comments_due(case),
    };
    let Some(due) = due else {
        return Answer::unknown("by when comments are due is not recorded");
    };
    match due.value.latest() {
        Some(last) if last < case.as_at => {
            let says = format!(
                "comments were asked for by {}, and none is recorded",
                due.value.spoken()
            );
            Answer::yes(says).from(change, due.span)
        }
        Some(_) => {
            let says = format!("comments can still be made, until {}", due.value.spoken());
            Answer::no(says).from(change, due.span)
        }
        None => Answer::unknown("by when comments are due is not recorded"),
    }
}
