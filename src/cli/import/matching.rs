//! Bodies by the names that minutes give them.

use std::collections::BTreeSet;

use crate::record::body::{Body, Role};
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::value::fold;

/// A record that may be meant, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    /// The record.
    pub(super) id: RecordId,
    /// What it is called.
    pub(super) name: String,
    /// What speaks for it, as a clause.
    pub(super) reason: String,
    /// Whether nobody need be asked.
    pub(super) certain: bool,
}

/// How well a name fits a committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Only its website.
    Website,
    /// The name without the council's.
    Partly,
    /// The name, whole.
    Whole,
}

/// Words of a name that tell nothing apart.
const EMPTY: [&str; 6] = ["the", "of", "and", "for", "a", "in"];

/// The committees that minutes may be of, the likeliest first; at most one is certain. `named` is the committee as the
/// page names it, `source` the address the page was published at.
pub(super) fn committees(register: &Register, named: Option<&str>, source: Option<&str>) -> Vec<Proposal> {
    let host = source.and_then(host);
    let is_committee = |body: &&Entry<Body>| {
        matches!(
            body.body.role.value,
            Role::ScrutinyCommittee | Role::JointScrutinyCommittee
        )
    };
    let mut found: Vec<(Fit, bool, &Entry<Body>)> = Vec::new();
    for body in register.bodies.iter().filter(is_committee) {
        let at_home = host.is_some() && host == website(register, body);
        let fit = named.and_then(|named| fit(register, body, named));
        if let Some(fit) = fit.or_else(|| (at_home && named.is_none()).then_some(Fit::Website)) {
            found.push((fit, at_home, body));
        }
    }
    found.sort_by(|a, b| (b.0, b.1, &a.2.id).cmp(&(a.0, a.1, &b.2.id)));
    let sure = |fit: Fit, at_home: bool| fit == Fit::Whole || (fit == Fit::Partly && at_home);
    let count = found.iter().filter(|(fit, home, _)| sure(*fit, *home)).count();
    let proposal = |(fit, at_home, body): (Fit, bool, &Entry<Body>)| Proposal {
        id: body.id.clone(),
        name: body.body.known_as().to_owned(),
        reason: match (fit, at_home) {
            (Fit::Whole, _) => "the minutes name it so".to_owned(),
            (Fit::Partly, true) => "the minutes name it, and are published on its website".to_owned(),
            (Fit::Partly, false) => "the minutes name a committee like it".to_owned(),
            (Fit::Website, _) => "the minutes are published on its website".to_owned(),
        },
        certain: count == 1 && sure(fit, at_home),
    };
    found.into_iter().map(proposal).collect()
}

/// How well a name fits a committee, by its own names and its council's.
fn fit(register: &Register, body: &Entry<Body>, named: &str) -> Option<Fit> {
    let named = words(named);
    if named.is_empty() {
        return None;
    }
    let council = body
        .body
        .part_of
        .as_ref()
        .map(|council| words(&register.bodies[council].body.name))
        .unwrap_or_default();
    let own = [Some(&body.body.name), body.body.short_name.as_ref()];
    let each = own.into_iter().flatten().filter_map(|name| {
        let name = words(name);
        if name == named {
            return Some(Fit::Whole);
        }
        // What is in one and not in the other must be the council's name.
        let differ: BTreeSet<&String> = name.symmetric_difference(&named).collect();
        let only_council = differ.iter().all(|word| council.contains(*word));
        let rest = named.iter().any(|word| !council.contains(word));
        match only_council && rest {
            true if named
                .iter()
                .any(|word| council.contains(word) && !is_common(word)) =>
            {
                Some(Fit::Whole)
            }
            true => Some(Fit::Partly),
            false => None,
        }
    });
    each.max()
}

/// Whether a word stands in the names of very many councils.
fn is_common(word: &str) -> bool {
    matches!(
        word,
        "council" | "county" | "city" | "borough" | "london" | "metropolitan" | "royal" | "district"
    )
}

/// The words of a name that tell it apart.
fn words(text: &str) -> BTreeSet<String> {
    split(text)
        .into_iter()
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .collect()
}

/// Text as words in small letters, in order.
pub(super) fn split(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The name of the machine in an address.
fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(fold(host).trim_start_matches("www.").to_owned())
}

/// The machine that a committee, or else its council, publishes at.
fn website(register: &Register, body: &Entry<Body>) -> Option<String> {
    let own = body.body.website.as_ref();
    let council = body
        .body
        .part_of
        .as_ref()
        .map(|council| &register.bodies[council]);
    let address = own.or_else(|| council.and_then(|council| council.body.website.as_ref()))?;
    host(address)
}

/// The bodies that some words name, in the order of their ids. A name that is a part of a longer one found does not count.
pub(super) fn bodies_in(register: &Register, text: &str, except: &RecordId) -> Vec<RecordId> {
    let said = format!(" {} ", split(text).join(" "));
    let mut found: Vec<(String, &RecordId)> = Vec::new();
    for body in register.bodies.iter().filter(|body| body.id != *except) {
        let names = [Some(&body.body.name), body.body.short_name.as_ref()];
        for name in names.into_iter().flatten() {
            let name = format!(" {} ", split(name).join(" "));
            if name.trim().len() > 2 && said.contains(&name) {
                found.push((name, &body.id));
            }
        }
    }
    let longest = |name: &str, id: &RecordId| {
        !found
            .iter()
            .any(|(other, owner)| *owner != id && other.len() > name.len() && other.contains(name))
    };
    let kept: BTreeSet<&RecordId> = found
        .iter()
        .filter(|(name, id)| longest(name, id))
        .map(|(_, id)| *id)
        .collect();
    kept.into_iter().cloned().collect()
}
