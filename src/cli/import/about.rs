//! Which recorded change an item was about: proposals with what speaks for each, never a decision.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Proposal, bodies_in, split};
use crate::minutes::{ItemDraft, Page};
use crate::record::change::Change;
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::value::fold;

/// Most proposals that help to choose.
const MOST: usize = 5;

/// Words that tell no change from another.
const EMPTY: [&str; 36] = [
    "about",
    "after",
    "award",
    "awarded",
    "board",
    "care",
    "change",
    "changes",
    "children",
    "committee",
    "contract",
    "council",
    "from",
    "health",
    "into",
    "item",
    "model",
    "move",
    "moves",
    "noted",
    "people",
    "proposal",
    "proposals",
    "provider",
    "report",
    "representatives",
    "service",
    "services",
    "substantial",
    "that",
    "their",
    "this",
    "under",
    "update",
    "variation",
    "with",
];

/// The changes that an item may be about, the likeliest first.
pub(super) fn changes(
    register: &Register,
    page: &Page,
    item: &ItemDraft,
    committee: Option<&RecordId>,
) -> Vec<Proposal> {
    let mut said = item
        .item
        .title
        .as_ref()
        .map_or_else(String::new, |title| title.value.to_string());
    for clause in &item.clauses {
        said.push(' ');
        said.push_str(&clause.words.value);
    }
    let judged: Vec<&str> = item
        .determinations
        .iter()
        .filter_map(|view| view.scope.as_ref().map(|scope| &*scope.value))
        .collect();
    let discussed: Vec<&str> = item.discussion.iter().map(|span| page.words(*span)).collect();
    let discussed = discussed.join(" ");
    let context = Context {
        register,
        judged: telling(&judged.join(" ")),
        said: telling(&said),
        discussed: telling(&discussed),
        // An id of no body: none is left out.
        bodies: committee.map_or_else(Vec::new, |own| {
            bodies_in(register, &format!("{said} {discussed}"), own)
        }),
        item,
        council: committee.and_then(|own| {
            let body = register.bodies.get(own)?;
            body.body.part_of.as_ref().map(|council| council.id.clone())
        }),
        often: often(register),
    };
    let mut ranked: Vec<(f64, Proposal)> = register
        .changes
        .iter()
        .filter_map(|change| context.weigh(change))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    ranked
        .into_iter()
        .take(MOST)
        .map(|(_, proposal)| proposal)
        .collect()
}

/// What an item says, as changes are weighed by it.
struct Context<'c> {
    register: &'c Register,
    /// What a view of the item judges: the best sign of the change.
    judged: BTreeSet<String>,
    said: BTreeSet<String>,
    discussed: BTreeSet<String>,
    bodies: Vec<RecordId>,
    item: &'c ItemDraft,
    council: Option<RecordId>,
    /// In how many changes each word stands.
    often: BTreeMap<String, usize>,
}

impl Context<'_> {
    fn weigh(&self, change: &Entry<Change>) -> Option<(f64, Proposal)> {
        let words = words_of(change);
        let weight = |word: &&String| 1.0 / self.often.get(*word).copied().unwrap_or(1) as f64;
        let judged = words.intersection(&self.judged).collect::<Vec<_>>();
        let mut said: Vec<&String> = words.intersection(&self.said).collect();
        // The words that tell most come first.
        said.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        let discussed: Vec<&String> = words.intersection(&self.discussed).collect();
        let mut score: f64 = 2.0 * judged.iter().map(weight).sum::<f64>()
            + 2.0 * said.iter().map(weight).sum::<f64>()
            + 0.5 * discussed.iter().map(weight).sum::<f64>();
        let mut reasons = Vec::new();
        if !said.is_empty() || !discussed.is_empty() {
            let shared = if said.is_empty() { &discussed } else { &said };
            let shown: Vec<&str> = shared.iter().take(4).map(|word| word.as_str()).collect();
            reasons.push(format!("both speak of {}", shown.join(", ")));
        }
        let body = &change.body;
        let people = body.responsible_person.iter().map(|one| &one.id);
        let providers = body
            .providers
            .iter()
            .flat_map(|both| both.current.iter().chain(&both.proposed));
        let people: BTreeSet<&RecordId> = people.chain(providers.map(|one| &one.id)).collect();
        let named: Vec<&RecordId> = self.bodies.iter().filter(|id| people.contains(id)).collect();
        if !named.is_empty() {
            score += named.len() as f64;
            let names: Vec<&str> = named
                .iter()
                .filter_map(|id| Some(self.register.bodies.get(id)?.body.known_as()))
                .collect();
            reasons.push(format!("both name {}", names.join(" and ")));
        }
        let day = body.key_dates.iter().find(|key| {
            self.item
                .dates
                .iter()
                .any(|date| date.value == key.date.value && !date.value.is_unknown())
        });
        if let Some(day) = day {
            score += 1.5;
            reasons.push(format!("both have {}", day.date.value.spoken()));
        }
        if reasons.is_empty() {
            return None;
        }
        if let Some(council) = &self.council {
            let affected = body.authorities.iter().any(|one| one.authority.id == *council);
            score += if affected { 0.5 } else { -2.0 };
        }
        let proposal = Proposal {
            id: change.id.clone(),
            name: body.title.to_string(),
            reason: reasons.join("; "),
            certain: false,
        };
        (score > 0.0).then_some((score, proposal))
    }
}

/// In how many changes each word stands.
fn often(register: &Register) -> BTreeMap<String, usize> {
    let mut often = BTreeMap::new();
    for change in register.changes.iter() {
        for word in words_of(change) {
            *often.entry(word).or_insert(0) += 1;
        }
    }
    often
}

/// The words that tell a change from others.
fn words_of(change: &Entry<Change>) -> BTreeSet<String> {
    let mut words = telling(&change.body.title);
    for service in &change.body.services {
        words.extend(telling(&service.value));
    }
    words
}

fn telling(text: &str) -> BTreeSet<String> {
    let long = |word: &String| word.chars().count() > 3 || word.chars().any(|c| c.is_ascii_digit());
    // "all-age" tells more than "all" and "age".
    let joined = fold(text);
    let joined = joined
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.trim_matches('-').contains('-'))
        .map(str::to_owned);
    split(text)
        .into_iter()
        .filter(|word| long(word) && !EMPTY.contains(&word.as_str()))
        .chain(joined)
        .collect()
}
