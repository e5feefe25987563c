//! Several councils consulted on one proposal (SI 2013/218 reg 30(5)): for which of them a joint committee speaks, and by
//! when.

use super::comments::given;
use super::proposal::is_consulted;
use super::{Case, Subject};
use crate::record::change::authority::{AffectedAuthority, GivenDate};
use crate::source::Spanned;
use crate::value::PartialDate;

/// Whether only a joint committee can comment for a council: it is consulted, and so is another.
pub(super) fn speaks_for(case: &Case<'_>, council: &AffectedAuthority) -> bool {
    is_consulted(case, council) && case.consulted().len() > 1
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
