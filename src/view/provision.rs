//! The page of one provision of law: what it says, whom it binds, when it was law, and where it has applied.

mod words;

use serde::Serialize;

use crate::law::Enacted;
use crate::law::condition::Condition;
use crate::law::derive::State;
use crate::law::fact::{Event, Fact};
use crate::law::provision::{ProvisionId, Verification, Weight};
use crate::law::trace::Finding;
use crate::site::{Applied, PagePath};
use crate::source::Spanned;
use crate::value::{PartialDate, Text};

use super::Here;
use super::frame::Head;
use super::law::card;
use super::piece::{self, Linked, Said, Tag};
use super::words::{capital, count};

/// How many cases the page lists; its data twin has them all.
const SHOWN: usize = 50;

/// What the page of a provision says.
#[derive(Debug, Serialize)]
pub struct ProvisionView {
    title: String,
    citation: String,
    kind: Tag,
    summary: String,
    /// How far our entry was checked, where that is not against the text itself.
    unchecked: Option<&'static str>,
    /// How it was checked.
    checked: &'static str,
    read_at: Option<String>,
    facts: Vec<piece::Fact>,
    applies_when: String,
    condition: Vec<Part>,
    lifted_by: Vec<Linked>,
    deadline: Option<String>,
    shown_by: Option<String>,
    questions: Vec<String>,
    notes: Vec<String>,
    sources: Vec<String>,
    cases: Cases,
}

/// A part of the condition.
#[derive(Debug, Serialize)]
struct Part {
    says: String,
    link: Option<Linked>,
    parts: Vec<Part>,
}

/// Where it has applied.
#[derive(Debug, Serialize)]
struct Cases {
    routine: bool,
    counts: Vec<String>,
    rows: Vec<Case>,
    /// How many there are beyond those shown.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Case {
    change: Linked,
    council: Option<Linked>,
    tag: Tag,
}

/// What surrounds the page.
pub fn head(provision: &Enacted) -> Head {
    Head {
        title: format!("{} ({})", *provision.title, provision.citation()),
        about: Some(provision.summary.to_string()),
        data: Some(PagePath::provision_data(&provision.id.value)),
        part: Some("law"),
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, place: usize, provision: &Enacted) -> ProvisionView {
    let verified = provision.verified.value;
    let all = |list: &[Spanned<Text>]| list.iter().map(|text| text.to_string()).collect();
    ProvisionView {
        title: provision.title.to_string(),
        citation: provision.citation(),
        kind: kind(provision),
        summary: provision.summary.to_string(),
        unchecked: (verified != Verification::Primary).then(|| verified.sentence()),
        checked: verified.sentence(),
        read_at: provision.read_at().map(str::to_owned),
        facts: facts(here, provision),
        applies_when: provision.applies_when.to_string(),
        condition: vec![part(here, &provision.when)],
        lifted_by: links(here, &provision.unless),
        deadline: provision
            .deadline
            .as_ref()
            .map(|deadline| capital(&deadline.words)),
        shown_by: provision.discharged_by.as_ref().map(|text| text.to_string()),
        questions: all(&provision.open_questions),
        notes: all(&provision.notes),
        sources: provision
            .sources_seen
            .iter()
            .map(|address| address.to_string())
            .collect(),
        cases: cases(here, place, provision),
    }
}

/// What kind of rule it is.
pub(super) fn kind(provision: &Enacted) -> Tag {
    let (words, shape) = words::effect(provision.effect.value);
    Tag::new(words, shape)
}

fn facts(here: Here<'_, '_>, provision: &Enacted) -> Vec<piece::Fact> {
    let role = |role: crate::law::role::Role| vec![Said::plain(capital(role.label()))];
    let day = |day: Option<chrono::NaiveDate>, without: &str| {
        let words = day.map_or_else(|| without.to_owned(), |day| PartialDate::Day(day).spoken());
        vec![Said::plain(words)]
    };
    let period = &provision.in_force;
    let mut facts = vec![
        piece::Fact::new(
            "Where it stands",
            vec![Said {
                note: Some(provision.instrument.title.clone()),
                address: provision.read_at().map(str::to_owned),
                words: provision.citation(),
            }],
            "",
        ),
        piece::Fact::new(
            card::role(provision.effect.value),
            role(provision.bearer.value),
            "",
        ),
        piece::Fact::new("For whom", role(provision.owed_to.value), ""),
        piece::Fact::new(
            "How often it arises",
            vec![Said::plain(words::scope(provision.once_for.value))],
            "",
        ),
        piece::Fact::new(
            "In force from",
            day(period.from(), "Never brought into force, as far as is known"),
            "",
        ),
        piece::Fact::new("In force until", day(period.until(), "No end is recorded"), ""),
    ];
    let replaces = here.input.law.provisions().iter();
    let replaces = replaces.filter(|other| other.replaced_by.iter().any(|id| id.value == provision.id.value));
    let replaces: Vec<Said> = replaces.map(|other| titled(here, other).into()).collect();
    let joint: Vec<_> = provision.passes_to_joint_committee_by.iter().cloned().collect();
    let others = [
        ("Replaced by", said(here, &provision.replaced_by)),
        ("Takes the place of", replaces),
        ("Kept alive after its end by", said(here, &provision.saved_by)),
        ("Passes to a joint committee by", said(here, &joint)),
    ];
    facts.extend(
        others
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(term, values)| piece::Fact::new(term, values, "")),
    );
    facts
}

/// A link to a provision under its title and citation.
pub(super) fn titled(here: Here<'_, '_>, provision: &Enacted) -> Linked {
    Linked {
        words: format!("{} ({})", *provision.title, provision.citation()),
        ..here.provision(provision)
    }
}

fn links(here: Here<'_, '_>, ids: &[Spanned<ProvisionId>]) -> Vec<Linked> {
    let known = ids.iter().filter_map(|id| here.input.law.get(id.value.as_str()));
    known.map(|provision| titled(here, provision)).collect()
}

/// Provisions by id; one that is not in the catalogue is shown by its id alone.
fn said(here: Here<'_, '_>, ids: &[Spanned<ProvisionId>]) -> Vec<Said> {
    let each = ids.iter().map(|id| match here.input.law.get(id.value.as_str()) {
        Some(provision) => titled(here, provision).into(),
        None => Said::plain(id.value.to_string()),
    });
    each.collect()
}

/// A condition as a list that can be read aloud.
fn part(here: Here<'_, '_>, condition: &Condition) -> Part {
    let all = |says: &str, parts: &[Condition]| Part {
        says: says.to_owned(),
        link: None,
        parts: parts.iter().map(|inner| part(here, inner)).collect(),
    };
    match condition {
        Condition::Fact(fact) => plain(meaning(fact.value)),
        Condition::All(parts) if parts.is_empty() => plain("Always"),
        Condition::All(parts) => all("All of these:", parts),
        Condition::Any(parts) => all("At least one of these:", parts),
        Condition::Not(inner) => match &**inner {
            Condition::Any(parts) => all("None of these:", parts),
            Condition::All(parts) => all("Not all of these:", parts),
            _ => all("Not this:", std::slice::from_ref(inner)),
        },
        Condition::Applies(id) => {
            let known = here.input.law.get(id.value.as_str());
            Part {
                says: "This applies:".to_owned(),
                link: known.map(|provision| titled(here, provision)),
                parts: Vec::new(),
            }
        }
        Condition::Before(when) => plain(&format!(
            "Before {}: {}",
            PartialDate::Day(when.before.value.0).spoken(),
            event(when.event.value)
        )),
    }
}

fn plain(says: &str) -> Part {
    Part {
        says: says.trim().trim_end_matches('.').to_owned(),
        link: None,
        parts: Vec::new(),
    }
}

fn meaning(fact: Fact) -> &'static str {
    Fact::ALL[fact as usize].1.about
}

fn event(event: Event) -> &'static str {
    Event::ALL[event as usize].1.about.trim()
}

fn cases(here: Here<'_, '_>, place: usize, provision: &Enacted) -> Cases {
    let all = || here.conclusions.of_provision(place);
    let counts = State::ALL.iter().filter_map(|state| {
        let found = all().filter(|one| one.gist.state == *state).count();
        (found > 0).then(|| format!("{}: {}", words::state(*state), count(found, "case", "cases")))
    });
    let routine = provision.weight.as_ref().map(|weight| weight.value) == Some(Weight::Routine);
    let mut rows: Vec<Applied<'_, '_>> = all()
        .filter(|one| !routine && one.gist.applies != Finding::No)
        .collect();
    rows.sort_by_key(|one| one.gist.state);
    let more = rows.len().saturating_sub(SHOWN);
    Cases {
        routine,
        counts: counts.collect(),
        rows: rows.into_iter().take(SHOWN).map(|one| case(here, one)).collect(),
        more: (more > 0).then(|| count(more, "more case", "more cases")),
    }
}

fn case(here: Here<'_, '_>, one: Applied<'_, '_>) -> Case {
    let council = one.gist.council;
    let tag = one.gist.tag.as_deref();
    Case {
        change: here.change(one.change),
        council: council.map(|council| here.body(&council.authority.id)),
        tag: tag.expect("what a list names has one").clone(),
    }
}
