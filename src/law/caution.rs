//! What a careful reader is told beside the conclusions: traps, things to ask, and what the law leaves open.
//!
//! A caution never changes a conclusion. It says what was *not* concluded, or what to record before relying on it.

mod procedure;
mod views;

use chrono::{Datelike, NaiveDate, Weekday};

use super::case::Case;
use super::derive::{Derivation, Time};
use super::provision::{Calendar, Rule, Unit};
use super::reckon::is_working_day;
use super::trace::Origin;
use crate::record::{Entry, Record};
use crate::source::Span;
use crate::words;

words! {
    "a caution"
    /// What a careful reader is told beside the conclusions.
    pub enum Warning {
        /// An affected council has no view on record.
        NoViewRecorded = "no-view-recorded",
        /// A view covers a part of the change only, or says what it does not cover.
        ViewOfLimitedScope = "view-of-limited-scope",
        /// A view was taken after the procurement was announced.
        ViewAfterNotice = "view-after-notice",
        /// A view rests on minutes that are not confirmed.
        ViewOnDraftMinutes = "view-on-draft-minutes",
        /// An officer took a view for a council.
        OfficerView = "officer-view",
        /// The council and the body responsible differ.
        DisputedNotBreach = "disputed-not-breach",
        /// A matter was noted, which is no view.
        NotedIsNoView = "noted-is-no-view",
        /// Somebody was invited, which is no requirement to attend.
        InvitationIsNoRequirement = "invitation-is-no-requirement",
        /// A clause asks for a response, and no report is recorded for it.
        ResponseNotRecorded = "response-not-recorded",
        /// A clause requires somebody to attend, and no requirement is recorded for it.
        AttendanceNotRecorded = "attendance-not-recorded",
        /// A council that is not consulted keeps its other powers.
        KeepsOtherPowers = "keeps-other-powers",
        /// No comments came in time, which is neither agreement nor a view.
        Silence = "silence",
        /// Several councils judged the change substantial, and are not all consulted yet.
        JointCommitteeAhead = "joint-committee-ahead",
        /// Councils consulted together were given different days for comments.
        CommentsDatesDiffer = "comments-dates-differ",
        /// Several commissioners are not several councils.
        CommissionersAreNotCouncils = "commissioners-are-not-councils",
        /// A council is consulted out of courtesy.
        ConsultedByCourtesy = "consulted-by-courtesy",
        /// An urgent decision covers that decision alone.
        UrgencyCoversOneDecision = "urgency-covers-one-decision",
        /// Nothing asks that the giving up of a proposal be announced as such.
        AbandonmentNeedNotBeAnnounced = "abandonment-need-not-be-announced",
        /// Whether services are affected is not recorded.
        AskMannerOrRange = "ask-manner-or-range",
        /// The notice of an award is recorded, and not the day of the award.
        AwardDayMissing = "award-day-missing",
        /// A council buys, so that the duties of NHS commissioners do not arise.
        CouncilBuys = "council-buys",
        /// A last day is a weekend or a holiday, and counts all the same.
        LastDayIsHoliday = "last-day-is-holiday",
        /// Bank holidays that are not proclaimed yet were counted.
        HolidaysProjected = "holidays-projected",
        /// A body did not exist, or no longer existed, on the day asked about.
        BodyOfAnotherTime = "body-of-another-time",
        /// A referral was made when the power to refer had gone.
        ReferralTooLate = "referral-too-late",
        /// A call-in was asked for or made before there were any.
        CallInTooEarly = "call-in-too-early",
        /// A proposal was both referred under the old rules and called in.
        ReferredAndCalledIn = "referred-and-called-in",
    }
}

/// A caution in a case.
#[derive(Clone, Debug)]
pub struct Caution {
    /// Which.
    pub warning: Warning,
    /// The sentence.
    pub says: String,
    /// What it is about, where it stands in a record.
    pub from: Vec<Origin>,
}

impl Caution {
    fn new(warning: Warning, says: impl Into<String>) -> Self {
        Self {
            warning,
            says: says.into(),
            from: Vec::new(),
        }
    }

    fn from<T: Record>(mut self, entry: &Entry<T>, span: Span) -> Self {
        self.from.push(Origin {
            record: (T::KIND, entry.id.clone()),
            at: entry.at(span),
        });
        self
    }
}

/// Everything to be told beside what was derived, in one order.
pub(super) fn cautions(case: &Case<'_>, derivation: &Derivation<'_>) -> Vec<Caution> {
    let mut found = Vec::new();
    if let Some(change) = case.change {
        views::look(case, change, derivation, &mut found);
        procedure::look(case, change, derivation, &mut found);
    }
    last_days(derivation, &mut found);
    found.sort_by_key(|caution| caution.warning);
    found
}

/// Last days that people might take to move to the next working day, and sums over holidays that may still change.
fn last_days(derivation: &Derivation<'_>, found: &mut Vec<Caution>) {
    for one in &derivation.derived {
        let Time::Known(due) = &one.time else {
            continue;
        };
        let citation = one.provision.citation();
        let days = one
            .provision
            .deadline
            .as_ref()
            .map(|deadline| deadline.unit.value);
        let counted = matches!(due.rule, Rule::EventDayExcluded | Rule::EventDayIncluded);
        if days == Some(Unit::Days) && counted && is_no_working_day(due.day) {
            let says = format!(
                "{} is no working day, but it counts: {citation} has no rule that moves the last day on.",
                crate::value::with_weekday(due.day)
            );
            found.push(Caution::new(Warning::LastDayIsHoliday, says));
        }
        if due.projected {
            let says = format!(
                "The day for {citation} was reckoned with bank holidays that are not all proclaimed yet."
            );
            found.push(Caution::new(Warning::HolidaysProjected, says));
        }
    }
    let mut told = Vec::new();
    found.retain(|caution| {
        let new = !told.contains(&caution.says);
        told.push(caution.says.clone());
        new
    });
}

fn is_no_working_day(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        || is_working_day(Calendar::HealthScrutiny, day) == Ok(false)
}
