//! Reasons as sentences, each with a link to the record that it came from.

use serde::Serialize;

use crate::law::account::{Place, Reason};
use crate::law::trace::Finding;
use crate::record::{Kind, RecordId};

use super::super::Here;
use super::super::piece::Linked;
use super::super::known_as;
use crate::site::PagePath;

/// A sentence of the reasons.
#[derive(Debug, Serialize)]
pub struct Because {
    says: String,
    /// What was found, in a word.
    finding: &'static str,
    /// Whether it stands on one body's view alone.
    unconfirmed: bool,
    from: Vec<Linked>,
    because: Vec<Because>,
}

/// Reasons with all that carries them.
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
        finding: match reason.finding {
            Finding::No => "No",
            Finding::Unknown => "Not known",
            Finding::Disputed => "Disputed",
            Finding::Yes => "Yes",
        },
        unconfirmed: reason.unconfirmed,
        from,
        because: all(here, &reason.because),
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
