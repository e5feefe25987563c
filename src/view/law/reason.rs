//! Reasons as sentences, each with a link to the record that it came from.

use serde::Serialize;

use crate::law::account::{Place, Reason};
use crate::law::trace::{Finding, Ground, Step};
use crate::record::{Kind, RecordId};

use super::super::Here;
use super::super::known_as;
use super::super::piece::Linked;
use crate::site::PagePath;

/// A sentence of the reasons.
#[derive(Debug, Serialize)]
pub struct Because {
    says: String,
    /// Whether it stands on one body's view alone.
    unconfirmed: bool,
    from: Vec<Linked>,
}

/// A step, with the steps that carry it.
#[derive(Debug, Serialize)]
pub struct Trace {
    /// What was found, in a word.
    finding: &'static str,
    says: String,
    because: Vec<Trace>,
}

/// The decisive reasons. That none of the exceptions applies is one sentence: each of them stands among the steps.
pub fn decisive(here: Here<'_, '_>, step: &Step) -> Vec<Because> {
    let reasons = here.teller().reasons(step);
    let is_lift = |reason: &Reason| {
        step.finding != Finding::No && reason.provision.is_some() && reason.finding == Finding::No
    };
    let lifts = reasons.iter().filter(|reason| is_lift(reason)).count();
    let mut told: Vec<Because> = reasons
        .iter()
        .filter(|reason| lifts < 2 || !is_lift(reason))
        .map(|reason| one(here, reason))
        .collect();
    if lifts > 1 {
        told.push(Because {
            says: format!("None of the {lifts} exceptions to it applies"),
            unconfirmed: false,
            from: Vec::new(),
        });
    }
    told
}

/// Reasons as they are.
pub fn all(here: Here<'_, '_>, reasons: &[Reason]) -> Vec<Because> {
    reasons.iter().map(|reason| one(here, reason)).collect()
}

fn one(here: Here<'_, '_>, reason: &Reason) -> Because {
    let mut from = places(here, &reason.from);
    if let Some(provision) = reason.provision.as_deref().and_then(|id| here.input.law.get(id)) {
        from.push(here.provision(provision));
    }
    Because {
        says: reason.says.clone(),
        unconfirmed: reason.unconfirmed,
        from,
    }
}

/// Every step below a conclusion. Of another provision that it leans on only what decides it: the rest stands with that.
pub fn trace(here: Here<'_, '_>, step: &Step) -> Vec<Trace> {
    let mut found = Vec::new();
    for part in &step.because {
        match part.ground {
            // All that must hold stands in one list; what must not hold says so itself.
            Ground::All | Ground::Not => found.extend(trace(here, part)),
            _ => found.push(Trace {
                finding: finding(part.finding),
                says: says(here, part),
                because: match part.ground {
                    Ground::Provision(_) => deciding(here, part),
                    _ => trace(here, part),
                },
            }),
        }
    }
    found
}

fn deciding(here: Here<'_, '_>, step: &Step) -> Vec<Trace> {
    let reasons = step.reasons().into_iter();
    let each = reasons.map(|part| Trace {
        finding: finding(part.finding),
        says: says(here, part),
        because: Vec::new(),
    });
    each.collect()
}

/// What a step says, to follow what was found.
fn says(here: Here<'_, '_>, step: &Step) -> String {
    match step.ground {
        Ground::Any => "one of these holds".to_owned(),
        Ground::Provision(_) => here.teller().says(step),
        _ => step.says.to_string(),
    }
}

fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::No => "No",
        Finding::Unknown => "Not known",
        Finding::Disputed => "Disputed",
        Finding::Yes => "Yes",
    }
}

/// Links to records, each under a name that tells where it leads.
pub fn places(here: Here<'_, '_>, places: &[Place]) -> Vec<Linked> {
    let mut links: Vec<Linked> = Vec::new();
    for link in places.iter().filter_map(|place| self::place(here, &place.record)) {
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// A link to `changes/ID` or the like. A change's own page leads to what it says at a glance.
fn place(here: Here<'_, '_>, record: &str) -> Option<Linked> {
    let (folder, id) = record.split_once('/')?;
    let id = RecordId::new(id).ok()?;
    let register = here.register();
    Some(match Kind::from_folder(folder)? {
        Kind::Change if PagePath::record(Kind::Change, &id) == *here.path => Linked {
            words: "record of this change".to_owned(),
            address: "#glance".to_owned(),
        },
        Kind::Change => here.change(register.changes.get(&id)?),
        Kind::Resolution => here.resolution(register.resolutions.get(&id)?),
        Kind::Determination => {
            let view = register.determinations.get(&id)?;
            let by = known_as(&register.bodies[&view.body.by]);
            here.determination(view, &format!("view of {by}"))
        }
        Kind::Duty => here.duty(register.duties.get(&id)?),
        Kind::Body => here.body(&id),
    })
}
