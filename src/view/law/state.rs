//! Where a provision stands, and when it falls due, in words for people.

use serde::Serialize;

use crate::law::derive::{Derived, Outcome, State, Time};
use crate::law::fact::Fact;
use crate::law::provision::{Effect, Rule};
use crate::law::trace::Ground;
use crate::value::PartialDate;

use super::super::Here;
use super::super::piece::Tag;

/// When something is to be done.
#[derive(Clone, Debug, Serialize)]
pub struct Timing {
    /// The day, or that there is none.
    pub words: String,
    /// The law's own measure, and what is missing for a day.
    pub note: Option<String>,
    /// Whether the day has gone by without a record that it was done.
    pub missed: bool,
}

/// The shape of the tag of what is owed only if one of two recorded views is right.
pub const DISPUTED: &str = "differ";

/// Where a provision stands.
pub fn tag(one: &Derived<'_>) -> Tag {
    let power = one.provision.effect.value == Effect::Power;
    match one.state {
        State::Overdue => Tag::new("Overdue on our records", "overdue"),
        State::Due => Tag::new(due(one), "due"),
        State::Disputed => Tag::new("Disputed", DISPUTED),
        State::Required => Tag::new("Required", "required"),
        State::CannotTell => Tag::new("Cannot tell yet", "unsure"),
        State::Discharged if power => Tag::new("Used", "done"),
        State::Discharged if one.met.as_ref().is_some_and(|met| met.late) => {
            Tag::new("Done, after its last day", "done")
        }
        State::Discharged => Tag::new("Done", "done"),
        State::Available => Tag::new("May be used", "open"),
        State::InEffect => Tag::new(in_effect(one), "open"),
        State::Passed => Tag::new("Its time has passed", "withdrawn"),
        State::NotRequired if power => Tag::new("Does not arise", "not-required"),
        State::NotRequired if rests_on_views(one) => {
            Tag::new("Not required, on recorded views", "not-required")
        }
        State::NotRequired => Tag::new("Not required", "not-required"),
    }
}

fn due(one: &Outcome<'_>) -> String {
    match one.time.due() {
        Some(due) => {
            let day = PartialDate::Day(due.day).spoken();
            match due.rule {
                Rule::OnEvent | Rule::Immediately => format!("Due on {day}"),
                Rule::NotBefore => format!("Not before {day}"),
                _ => format!("Due by {day}"),
            }
        }
        None => "Due".to_owned(),
    }
}

fn in_effect(one: &Outcome<'_>) -> &'static str {
    match one.provision.effect.value {
        Effect::Bar => "Not allowed",
        Effect::Exemption => "Exempt",
        Effect::Guidance => "Guidance",
        Effect::Definition => "What words mean",
        _ => "In effect",
    }
}

fn rests_on_views(one: &Derived<'_>) -> bool {
    let reasons = one.because.reasons();
    reasons
        .iter()
        .any(|step| step.ground == Ground::Fact(Fact::Substantial))
}

/// When it is to be done.
pub fn when(here: Here<'_, '_>, one: &Outcome<'_>) -> Timing {
    let when = here.teller().when(one);
    let Some(day) = when.day.map(|day| PartialDate::Day(day).spoken()) else {
        let words = match one.time {
            Time::NotStated => "The law states no number of days",
            _ => "No day can be given yet",
        };
        // What was to be done before a decision, and is on no record, says which decision has passed it by.
        let gone_by = one.gone_by.as_ref().filter(|_| one.state == State::Passed);
        let gone_by = gone_by.map(|past| {
            format!(
                "{} {}, and we hold no record that this was done before",
                super::super::words::capital(&past.says),
                past.on.placed()
            )
        });
        let note: Vec<String> = when
            .words
            .into_iter()
            .chain(when.missing)
            .chain(gone_by)
            .collect();
        return Timing {
            words: words.to_owned(),
            note: (!note.is_empty()).then(|| note.join(". ")),
            missed: false,
        };
    };
    let words = match when.kind {
        "not-before" => format!("Not before {day}"),
        "until" => format!("Until {day}"),
        "on" => format!("On {day}"),
        "at-once" => format!("At once, on {day}"),
        _ => format!("By {day}"),
    };
    Timing {
        words,
        note: when.words,
        missed: one.state == State::Overdue,
    }
}
