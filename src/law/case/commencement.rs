//! Whether a provision was law yet when that happened which it turns on.
//!
//! A duty to be done before a decision that was taken earlier, or within so many days of an award made earlier, never
//! arose: law speaks of what happens once it is law. What was begun before and goes on, it does reach.

use super::{Case, Happening, Subject, SubjectId, answer, event};
use crate::law::Enacted;
use crate::law::fact::Event;
use crate::law::provision::Deadline;
use crate::law::trace::{Finding, Step};

impl Case<'_> {
    /// That what a provision turns on surely happened before it was law; none where it did not, or may not have.
    pub(super) fn came_before_the_law(&self, subject: SubjectId, place: usize) -> Option<Step> {
        let provision = &self.law.provisions()[place];
        let first = provision.in_force.from()?;
        let ends = self.happened(subject, &provision.before);
        let starts = self.arises_from(subject, provision);
        let (event, happening) = [ends, starts]
            .into_iter()
            .flatten()
            .find(|(_, happening)| happening.date.latest().is_some_and(|last| last < first))?;
        let says = format!(
            "{} {}, before {} came into force on {}",
            event::phrase(event),
            happening.date.placed(),
            provision.citation(),
            answer::day(first)
        );
        Some(Step {
            from: vec![happening.from],
            ..Step::dated(Finding::No, says)
        })
    }

    /// What a provision arises from: the event its time runs from or, where it states no time, what was made once.
    ///
    /// A request or a requirement is no such thing: it goes on until it is met.
    fn arises_from(&self, subject: SubjectId, provision: &Enacted) -> Option<(Event, Happening)> {
        let (event, happening) = match (&provision.deadline, self.subjects[subject]) {
            (Some(deadline), _) => self.runs_from(subject, deadline),
            (None, Subject::Report(..)) => self.with_day(subject, Event::ReportMade),
            (None, Subject::Modification(..)) => self.with_day(subject, Event::ContractModification),
            (None, _) => return None,
        };
        Some((event, happening?))
    }

    fn with_day(&self, subject: SubjectId, event: Event) -> (Event, Option<Happening>) {
        (event, self.event(subject, event))
    }

    /// The event a deadline runs from, and when that was: the later of two, where it runs from the later.
    pub(crate) fn runs_from(&self, subject: SubjectId, deadline: &Deadline) -> (Event, Option<Happening>) {
        let (event, happening) = self.with_day(subject, deadline.from.value);
        // Where the first is not recorded, it may have been the later.
        if let Some(other) = &deadline.or_if_later
            && let Some(later) = self.event(subject, other.value)
            && happening.as_ref().is_some_and(|first| later.date > first.date)
        {
            return (other.value, Some(later));
        }
        (event, happening)
    }
}
