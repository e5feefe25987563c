//! Where a provision stands in a case: owed, done, over, or nobody can tell.

use serde::Serialize;

use super::{Met, Past, Time};
use crate::law::Enacted;
use crate::law::case::Case;
use crate::law::provision::{Effect, Rule, Weight};
use crate::law::trace::Finding;

/// Where a provision stands in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A duty whose last day has gone by; the register holds nothing that shows it was done.
    Overdue,
    /// A duty with a last day that has not gone by.
    Due,
    /// A duty if one of two recorded views is right, and none if the other is. Neither compliance nor breach.
    Disputed,
    /// A duty for which the law states no number of days, or whose last day cannot be reckoned yet.
    Required,
    /// The records do not tell whether it applies.
    CannotTell,
    /// A duty that was done, as the records show; or a power that was used.
    Discharged,
    /// A power that may be used.
    Available,
    /// An exemption, bar, saving, guide or definition that bears on the case.
    InEffect,
    /// Its time has gone by: a duty to be done before a decision that was taken, of which nothing is recorded; a bar that is over, a period of keeping that has ended, a power that could be used until then,
    /// or a routine duty of which the register keeps no track.
    Passed,
    /// It does not apply.
    NotRequired,
}

/// What a disputed duty comes to, in words.
pub const IF_ONE_IS_RIGHT: &str = "owed if one recorded view is right, and not if the other is";

impl State {
    /// Every state, in the order in which people want to see them.
    pub const ALL: [Self; 10] = [
        Self::Overdue,
        Self::Due,
        Self::Disputed,
        Self::Required,
        Self::CannotTell,
        Self::Discharged,
        Self::Available,
        Self::InEffect,
        Self::Passed,
        Self::NotRequired,
    ];

    /// The word in JSON and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Due => "due",
            Self::Disputed => "disputed",
            Self::Required => "required",
            Self::CannotTell => "cannot-tell",
            Self::Discharged => "discharged",
            Self::Available => "available",
            Self::InEffect => "in-effect",
            Self::Passed => "passed",
            Self::NotRequired => "not-required",
        }
    }
}

/// What was to be done before an event that has happened cannot be done in time any more.
pub(super) fn state(
    case: &Case<'_>,
    provision: &Enacted,
    finding: Finding,
    time: &Time,
    met: Option<&Met>,
    gone_by: Option<&Past>,
) -> State {
    match finding {
        Finding::No => return State::NotRequired,
        Finding::Unknown => return State::CannotTell,
        Finding::Disputed => return State::Disputed,
        Finding::Yes => {}
    }
    let over = time.is_over(case.as_at);
    match provision.effect.value {
        Effect::Duty if met.is_some() => State::Discharged,
        Effect::Duty if time.due().is_none() && gone_by.is_some() => State::Passed,
        Effect::Duty => match time.due().map(|due| due.rule) {
            Some(Rule::KeepUntil) if over => State::Passed,
            Some(Rule::KeepUntil) | None => State::Required,
            Some(_) if over && provision.weight() == Weight::Routine => State::Passed,
            Some(_) if over => State::Overdue,
            Some(_) => State::Due,
        },
        // A power that can be used until a day cannot be used after it.
        Effect::Power if met.is_some_and(|met| met.late) => State::Passed,
        Effect::Power if met.is_some() => State::Discharged,
        Effect::Power if over => State::Passed,
        Effect::Power => State::Available,
        _ if over => State::Passed,
        _ => State::InEffect,
    }
}
