//! When something falls due, with the sum; or why no day can be given. Where the law states no number of days, none is.

use chrono::NaiveDate;

use crate::law::Enacted;
use crate::law::case::{Case, SubjectId, phrase};
use crate::law::fact::Event;
use crate::law::provision::{Deadline, Rule, Unit};
use crate::law::reckon::{clear_days_strict, reckon};
use crate::law::trace::Origin;
use crate::value::PartialDate;

/// A day reckoned from an event.
#[derive(Clone, Debug)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// How the ends of the period are treated, and so what the day is: the last on which it can be done, the last of a
    /// bar, the last of keeping.
    pub rule: Rule,
    /// The workings, a short sentence each.
    pub steps: Vec<String>,
    /// Whether a year was counted for which the bank holidays are not all proclaimed yet.
    pub projected: bool,
    /// The event it runs from, and its day.
    pub event: Event,
    /// That day.
    pub since: NaiveDate,
    /// Where that day is recorded.
    pub from: Origin,
}

/// When something falls due.
#[derive(Clone, Debug)]
pub enum Time {
    /// The law states no number of days.
    NotStated,
    /// On a day.
    Known(Box<Due>),
    /// On a day that runs from an event whose day is not recorded.
    Waits(Event),
    /// On a day that cannot be reckoned; the sentence says why.
    Refused(String),
}

/// The day by a stricter count of clear days, where that is another: nobody is caught out who keeps to it.
fn stricter(deadline: &Deadline, since: NaiveDate, day: NaiveDate) -> Option<String> {
    if deadline.unit.value != Unit::ClearDays {
        return None;
    }
    let strict = clear_days_strict(deadline.count.value, since).ok()?.day;
    (strict != day).then(|| {
        format!(
            "To be safe: {}, by a count that also leaves out the Christmas and Easter breaks.",
            crate::law::case::day(strict)
        )
    })
}

impl Time {
    /// When a provision falls due for a subject.
    pub(super) fn of(case: &Case<'_>, subject: SubjectId, provision: &Enacted) -> Self {
        let Some(deadline) = &provision.deadline else {
            return Self::NotStated;
        };
        let (event, happening) = case.runs_from(subject, deadline);
        let Some(happening) = happening else {
            return Self::Waits(event);
        };
        let PartialDate::Day(since) = happening.date else {
            return Self::Waits(event);
        };
        let calendar = deadline.calendar.as_ref().map(|calendar| calendar.value);
        let rule = deadline.rule.value;
        match reckon(deadline.count.value, deadline.unit.value, rule, calendar, since) {
            Ok(sum) => {
                let first = format!("{} {}.", phrase(event), PartialDate::Day(since).placed());
                let mut steps = vec![crate::value::capital(&first)];
                steps.extend(sum.steps);
                steps.extend(stricter(deadline, since, sum.day));
                Self::Known(Box::new(Due {
                    day: sum.day,
                    rule,
                    steps,
                    projected: sum.projected,
                    event,
                    since,
                    from: happening.from,
                }))
            }
            Err(beyond) => Self::Refused(beyond.to_string()),
        }
    }

    /// What was reckoned.
    #[must_use]
    pub fn due(&self) -> Option<&Due> {
        match self {
            Self::Known(due) => Some(due),
            _ => None,
        }
    }

    /// The day, whatever it is the day of.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.due().map(|due| due.day)
    }

    /// Whether its time has gone by: its last day has or, where the day is the first lawful one, that day has come.
    #[must_use]
    pub fn is_over(&self, as_at: NaiveDate) -> bool {
        self.due().is_some_and(|due| match due.rule {
            Rule::NotBefore => due.day <= as_at,
            _ => due.day < as_at,
        })
    }

    /// The last day on which it can be done in time, where the day is that.
    #[must_use]
    pub fn limit(&self) -> Option<NaiveDate> {
        let due = self.due()?;
        let limit = !matches!(due.rule, Rule::KeepUntil | Rule::NotBefore | Rule::NotUntilAfter);
        limit.then_some(due.day)
    }
}
