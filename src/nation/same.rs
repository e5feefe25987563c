//! Which records of several registers are of the same body: told by what is known of it elsewhere, never by its name.
//!
//! NHS England is one, and so is the Secretary of State. Any other body is known by its official code. A committee is that of a
//! council which is itself the same, and a joint committee that of such councils. An NHS body or provider without a code is the
//! same where its records say exactly the same; a council or committee is not, since the same few words can be said of another.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::record::body::{Body, Role};
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::shape::Leaf;
use crate::shape::Shape;

/// What a body is known by; two records of one id and with one mark are of the same body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark(String);

/// How many bodies may stand between one and the last that it leans on; the checks refuse circles.
const DEPTH: usize = 8;

/// The marks of all bodies of a register that have one.
pub(super) fn marks(register: &Register) -> BTreeMap<RecordId, Mark> {
    let mut marks = BTreeMap::new();
    // Each round adds the bodies that name none but those known by then, so that many ways to one body cost no more.
    for _ in 0..=DEPTH {
        let unknown = register
            .bodies
            .iter()
            .filter(|entry| !marks.contains_key(&entry.id));
        let found = unknown.filter_map(|entry| Some((entry.id.clone(), mark(entry, &marks)?)));
        let found: Vec<(RecordId, Mark)> = found.collect();
        if found.is_empty() {
            break;
        }
        marks.extend(found);
    }
    marks
}

/// What a body is known by, where all that it names is known.
fn mark(entry: &Entry<Body>, marks: &BTreeMap<RecordId, Mark>) -> Option<Mark> {
    let body = &entry.body;
    let role = body.role.value;
    let other = |id: &RecordId| marks.get(id).map(|mark| format!("{id}={}", mark.0));
    let known = match role {
        Role::NhsEngland | Role::SecretaryOfState => Some("one".to_owned()),
        Role::ScrutinyCommittee => body.part_of.as_ref().and_then(|council| other(&council.id)),
        Role::JointScrutinyCommittee => {
            let mut members: Vec<String> = body
                .members
                .iter()
                .map(|member| other(&member.id))
                .collect::<Option<_>>()?;
            members.sort();
            (!members.is_empty()).then(|| members.join("+"))
        }
        _ => code(body).or_else(|| said(entry, &other).filter(|_| !role.speaks_for_council())),
    };
    known.map(|known| Mark(format!("{}:{known}", role.word())))
}

/// Its official code, in one spelling.
fn code(body: &Body) -> Option<String> {
    let codes = body.codes.as_ref()?;
    let code = codes.ods.as_ref().or(codes.gss.as_ref())?;
    Some(code.trim().to_uppercase())
}

/// All that a record says, as a number; none where it names a body that has no mark.
fn said(entry: &Entry<Body>, other: &dyn Fn(&RecordId) -> Option<String>) -> Option<String> {
    let mut json = serde_json::to_value(&entry.body).ok()?;
    // Where it was found, and what was put right in it, are each register's own.
    for own in ["sources", "corrections", "aliases", "status"] {
        json.as_object_mut()?.remove(own);
    }
    let mut digest = Sha256::new();
    digest.update(json.to_string());
    let mut is_known = true;
    entry.body.visit(&mut |leaf| {
        if let Leaf::Link(link) = leaf {
            match other(link.id) {
                Some(mark) => digest.update(mark),
                None => is_known = false,
            }
        }
    });
    is_known.then(|| crate::value::hexadecimal(&digest.finalize()))
}
