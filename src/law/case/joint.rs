//! Several councils consulted on one proposal (SI 2013/218 reg 30(5)): for which of them a joint committee speaks, by
//! when, and what a council did by itself while it alone was consulted.

use super::answer::Answer;
use super::comments::given;
use super::proposal::is_consulted;
use super::{Case, Subject};
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::change::Change;
use crate::record::change::authority::{AffectedAuthority, GivenDate};
use crate::source::Spanned;
use crate::value::PartialDate;

/// Whether only a joint committee can comment for a council: it is consulted, and so is another. What the council had
/// said before that other was, it had every right to say.
pub(super) fn speaks_for(case: &Case<'_>, council: &AffectedAuthority) -> bool {
    let early = || own_comments(council).map(|received| came_first(case, received.value));
    is_consulted(case, council) && case.consulted().len() > 1 && early() != Some(Finding::Yes)
}

fn own_comments(council: &AffectedAuthority) -> Option<&Spanned<PartialDate>> {
    let comments = council.consultation.as_ref()?.comments.as_ref()?;
    Some(&comments.received)
}

/// Whether something came before a second council was consulted.
fn came_first(case: &Case<'_>, on: PartialDate) -> Finding {
    let consulted = case
        .councils()
        .iter()
        .filter(|council| is_consulted(case, council));
    let began: Vec<_> = consulted
        .filter_map(|council| council.consultation.as_ref())
        .map(|consultation| consultation.began.value)
        .collect();
    let surely_by_then = |began: &&PartialDate| {
        let days = (began.latest(), on.earliest());
        matches!(days, (Some(began), Some(on)) if began <= on)
    };
    if began.iter().filter(|began| !began.surely_after(on)).count() < 2 {
        Finding::Yes
    } else if began.iter().filter(surely_by_then).count() < 2 {
        Finding::Unknown
    } else {
        Finding::No
    }
}

/// Whether what a council did by itself came before a second council was consulted. Reg 30(5) speaks of a consultation of
/// several, and takes nothing back of what was said, asked or required before there was one.
pub(super) fn before_a_second(case: &Case<'_>, change: &Entry<Change>, subject: Subject<'_>) -> Answer {
    let (what, on) = match subject {
        Subject::Information(Some(_), request) => ("the council asked for the information", &request.date),
        Subject::Attendance(Some(_), requirement) => ("the council required attendance", &requirement.date),
        Subject::Authority(council) => match own_comments(council) {
            Some(received) => ("the council's own comments came", received),
            None => return Answer::no("no comments of the council by itself are recorded"),
        },
        _ => return Answer::no("the joint committee acts for the councils"),
    };
    let when = on.value.placed();
    let answer = match came_first(case, on.value) {
        Finding::Yes => Answer::yes(format!("{what} {when}, before a second council was consulted")),
        Finding::No => Answer::no(format!("{what} {when}, when more than one council was consulted")),
        _ => Answer::unknown(format!(
            "whether {what} before a second council was consulted is not recorded"
        )),
    };
    answer.from(change, on.span)
}

/// Whether what is asked of a subject is asked of the joint committee: of itself, or of a council that it speaks for.
pub(super) fn speaks(case: &Case<'_>, subject: Subject<'_>) -> bool {
    match subject {
        Subject::Joint => true,
        _ => subject.council().is_some_and(|council| speaks_for(case, council)),
    }
}

/// The last day for comments of councils that are consulted together.
///
/// Comments are made by the date that was given (reg 23(4)), and the committee's are those of each council. Where the
/// councils were given different dates it keeps to the latest, before which nobody can say that it said nothing.
pub(super) fn comments_due<'r>(case: &Case<'r>) -> Option<&'r Spanned<PartialDate>> {
    let consulted = case
        .councils()
        .iter()
        .filter(|council| is_consulted(case, council));
    consulted
        .filter_map(|council| council.consultation.as_ref())
        .map(|consultation| given(case, consultation, GivenDate::CommentsDue))
        .filter(|date| !date.value.is_unknown())
        .max_by_key(|date| date.value.latest())
}

impl<'r> Case<'r> {
    /// By when a council, or the joint committee that speaks for it, is to comment.
    pub(crate) fn comments_date(&self, council: &'r AffectedAuthority) -> Option<&'r Spanned<PartialDate>> {
        if speaks_for(self, council) {
            return comments_due(self);
        }
        let consultation = council.consultation.as_ref()?;
        Some(given(self, consultation, GivenDate::CommentsDue))
    }

    /// The days that councils consulted together were given for their comments, each once, where they differ.
    pub(crate) fn differing_comments_dates(&self) -> Vec<PartialDate> {
        let consulted = self
            .councils()
            .iter()
            .filter(|council| is_consulted(self, council));
        let consultations = consulted.filter_map(|council| council.consultation.as_ref());
        let mut days: Vec<_> = consultations
            .map(|consultation| given(self, consultation, GivenDate::CommentsDue).value)
            .filter(|day| !day.is_unknown())
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}
