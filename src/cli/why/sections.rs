//! In which section of the note a conclusion stands.

use super::duty::Other;
use super::{Asked, entry};
use crate::cli::paper::{Entry, Line, Section};
use crate::law::Enacted;
use crate::law::derive::{Derivation, Derived, State};
use crate::law::provision::{Effect, Weight};
use crate::record::change::Change;
use crate::record::{Entry as Held, RecordId};
use crate::view::words::counted;

/// The sections, in the order in which an officer wants them.
const PARTS: [&str; 7] = [
    "What must be done",
    "What cannot be told yet",
    "What was done",
    "What had to be done by now",
    "What may be done",
    "What bears on it",
    "What is not required",
];

/// The section of duties that the register keeps no track of.
const GONE_BY: usize = 3;

/// The number of the section that a conclusion belongs to.
fn part(one: &Derived<'_>) -> usize {
    match (one.state, one.provision.effect.value) {
        (State::CannotTell, _) => 1,
        (State::Discharged, _) => 2,
        (State::Passed, Effect::Duty) => GONE_BY,
        (State::Available, _) | (State::Disputed, Effect::Power) => 4,
        (State::NotRequired, _) => 6,
        (State::InEffect | State::Passed, _) => 5,
        (_, Effect::Duty) => 0,
        _ => 5,
    }
}

/// The conclusions of some, by section; the most urgent first.
fn sorted<'d>(
    asked: Asked<'_>,
    derived: impl Iterator<Item = &'d Derived<'d>>,
    change: Option<&RecordId>,
) -> Vec<Section> {
    let mut parts: Vec<Vec<&Derived<'_>>> = vec![Vec::new(); PARTS.len()];
    for one in derived {
        parts[part(one)].push(one);
    }
    let sections = PARTS
        .iter()
        .enumerate()
        .zip(parts)
        .map(|((number, heading), mut found)| {
            found.sort_by_key(|one| (one.state, one.time.day().is_none(), one.time.day()));
            let mut says = Vec::new();
            if number == GONE_BY && !found.is_empty() {
                says.push("Of what is done for every meeting, this register does not keep track.".to_owned());
            }
            Section {
                heading,
                says,
                entries: entries(asked, &found, change),
                ..Section::default()
            }
        });
    sections.collect()
}

/// An entry each; many that wait for the same facts share one, unless everything is to be shown.
fn entries(asked: Asked<'_>, found: &[&Derived<'_>], change: Option<&RecordId>) -> Vec<Entry> {
    const FEW: usize = 3;
    let mut entries = Vec::new();
    let mut told = vec![false; found.len()];
    for (number, one) in found.iter().enumerate() {
        if told[number] {
            continue;
        }
        let waits = |other: &Derived<'_>| missing(other) == missing(one) && other.bearers == one.bearers;
        let alike: Vec<usize> = (number..found.len()).filter(|at| waits(found[*at])).collect();
        if one.state != State::CannotTell || asked.all || alike.len() < FEW {
            entries.push(entry::of(asked, one, change));
            continue;
        }
        alike.iter().for_each(|at| told[*at] = true);
        let group: Vec<&Derived<'_>> = alike.iter().map(|at| found[*at]).collect();
        entries.push(entry::of_alike(asked, &group, change));
    }
    entries
}

fn missing<'d>(one: &'d Derived<'_>) -> Vec<&'d str> {
    one.because
        .missing()
        .into_iter()
        .map(|step| &*step.says)
        .collect()
}

/// What is not settled about the law that bears on the case, each question once with where it arises.
fn unsettled<'d>(derived: impl Iterator<Item = &'d Derived<'d>>) -> Section {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for one in derived.filter(|one| one.state != State::NotRequired) {
        for question in &one.provision.open_questions {
            let citation = one.provision.citation();
            match found.iter_mut().find(|(known, _)| **known == ***question) {
                Some((_, citations)) if citations.contains(&citation) => {}
                Some((_, citations)) => citations.push(citation),
                None => found.push((question.to_string(), vec![citation])),
            }
        }
    }
    let point =
        |(question, citations): (String, Vec<String>)| format!("{question} ({})", citations.join("; "));
    Section {
        heading: "What is not settled in law",
        points: found.into_iter().map(point).collect(),
        ..Section::default()
    }
}

/// The note on a change.
pub(super) fn of_change(
    asked: Asked<'_>,
    change: &Held<Change>,
    derivation: &Derivation<'_>,
    other: &[Other],
) -> Vec<Section> {
    let id = Some(&change.id);
    let is_routine = |one: &&Derived<'_>| one.weight() == Weight::Routine;
    let mut sections = sorted(
        asked,
        derivation.derived.iter().filter(|one| !is_routine(one)),
        id,
    );
    if sections[0].entries.is_empty() {
        sections[0].says.push(
            "On the records as they are, we know of nothing that the law says must still be done.".to_owned(),
        );
    }
    sections.push(unrequired(asked, derivation));
    sections.push(Section {
        heading: "What is recorded on another basis than the law",
        entries: other.iter().map(Other::entry).collect(),
        ..Section::default()
    });
    sections.push(cautions(asked, derivation));
    sections.push(unsettled(
        derivation
            .derived
            .iter()
            .filter(|one| asked.all || !is_routine(one)),
    ));
    sections.push(routine(asked, derivation, id));
    sections
}

/// The note on an item of a meeting. What is done for every meeting is what it is about.
pub(super) fn of_item(asked: Asked<'_>, derivation: &Derivation<'_>) -> Vec<Section> {
    let mut sections = sorted(asked, derivation.derived.iter(), None);
    sections.push(cautions(asked, derivation));
    sections.push(unsettled(derivation.derived.iter()));
    sections
}

/// Recorded duties that the law does not require, with the reason.
pub(super) fn unrequired(asked: Asked<'_>, derivation: &Derivation<'_>) -> Section {
    let extras = asked.teller().extras(derivation);
    let entries = extras.iter().map(|extra| {
        let duty = asked.read.register.duties.get(&extra.duty);
        let law = asked.read.law.get(&extra.provision);
        let mut lines = vec![Line::new("record", format!("duty/{}", extra.duty))];
        if let Some(why) = &extra.no_longer_owed {
            lines.push(Line::new("it says", format!("No longer owed: {why}")));
        }
        lines.extend(
            extra
                .reasons
                .iter()
                .map(|reason| Line::new("because", reason.says.clone())),
        );
        if extra.reasons.is_empty() {
            lines.push(Line::new(
                "because",
                "The provision does not arise in a case like this.",
            ));
        }
        let citation = law.map_or_else(|| extra.provision.clone(), Enacted::citation);
        lines.push(Line::new("law", format!("{citation} [{}]", extra.provision)));
        Entry {
            title: duty.map_or_else(String::new, |duty| duty.body.title.to_string()),
            state: "recorded".to_owned(),
            lines,
        }
    });
    Section {
        heading: "What is recorded, though the law does not require it",
        entries: entries.collect(),
        ..Section::default()
    }
}

fn cautions(asked: Asked<'_>, derivation: &Derivation<'_>) -> Section {
    let told = asked.teller().cautions(derivation);
    Section {
        heading: "What to bear in mind",
        points: told.into_iter().map(|caution| caution.says).collect(),
        ..Section::default()
    }
}

fn routine(asked: Asked<'_>, derivation: &Derivation<'_>, change: Option<&RecordId>) -> Section {
    let all = derivation
        .derived
        .iter()
        .filter(|one| one.weight() == Weight::Routine);
    let found: Vec<&Derived<'_>> = all.collect();
    let heading = "Routine matters";
    if asked.all || found.is_empty() {
        return Section {
            heading,
            entries: found.iter().map(|one| entry::of(asked, one, change)).collect(),
            ..Section::default()
        };
    }
    let matters = counted(found.len(), "routine matter");
    let says =
        format!("{matters}, such as what is done for every meeting and every decision: see them with --all.");
    Section {
        heading,
        says: vec![says],
        ..Section::default()
    }
}
