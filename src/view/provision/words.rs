//! Plain words for the closed lists of the law.

use crate::law::derive::State;
use crate::law::provision::{Effect, Scope};

/// What kind of rule a provision is: words for a tag, and the name of its shape.
pub(super) fn effect(effect: Effect) -> (&'static str, &'static str) {
    match effect {
        Effect::Duty => ("Duty", "required"),
        Effect::Power => ("Power", "open"),
        Effect::Exemption => ("Exemption", "not-required"),
        Effect::Bar => ("Something not allowed", "withdrawn"),
        Effect::Saving => ("Keeps old law alive", "open"),
        Effect::Guidance => ("Guidance", "open"),
        Effect::Definition => ("Says what words mean", "open"),
    }
}

/// How often a provision arises.
pub(super) fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Proposal => "Once for each proposal",
        Scope::Authority => "Once for each council affected",
        Scope::Procurement => "Once for each purchase of services",
        Scope::Modification => "Once for each modification of a contract",
        Scope::Report => "Once for each report of a council",
        Scope::InformationRequest => "Once for each request for information",
        Scope::AttendanceRequirement => "Once for each requirement to attend",
        Scope::HealthwatchReferral => "Once for each referral by Healthwatch",
        Scope::Meeting => "Once for each meeting",
        Scope::Item => "Once for each item of a meeting",
    }
}

/// Where cases stand, as the head of a count.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Overdue => "Overdue on our records",
        State::Due => "Due on a day to come",
        State::Disputed => "Disputed",
        State::Required => "Required",
        State::CannotTell => "Cannot tell yet",
        State::Discharged => "Done or used",
        State::Available => "May be used",
        State::InEffect => "In effect",
        State::Passed => "Its time has passed",
        State::NotRequired => "Not required",
    }
}
