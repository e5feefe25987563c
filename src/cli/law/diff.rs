//! `scrutiny law diff`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::in_force;
use crate::cli::desk::{Desk, Read};
use crate::cli::flag;
use crate::cli::help::{self, Examples};
use crate::cli::output::Format;
use crate::cli::paper::{Entry, Line, Paper, Section};
use crate::cli::why::spoken as said;
use crate::failure::{Exit, Failure};
use crate::law::derive::{Derivation, State};
use crate::law::provision::Weight;
use crate::law::{Enacted, Law};
use crate::record::RecordId;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny law diff 2024-01-30 2024-01-31",
        "what changed overnight",
    ),
    (
        "scrutiny law diff 2022-06-30 2022-07-01",
        "when integrated care boards began",
    ),
    (
        "scrutiny law diff 2024-01-01 2026-01-01 --format md",
        "for a report",
    ),
];

/// Tell what changed in the law between two days, and which recorded changes it touches.
///
/// The law of the first day is compared with that of the second: what became law after the first day, up to and on
/// the second, and what was law on the first day and no longer is on the second. Each recorded change is judged on
/// both days; a conclusion that differs is told, whether the law changed or time went by.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Diff {
    /// The day before, as 2024-01-30
    from: String,

    /// The day after, as 2024-01-31
    to: String,
}

/// A provision that took the place of another.
#[derive(Debug, Serialize)]
struct Replaced<'l> {
    was: &'l str,
    is: &'l str,
}

/// A recorded change of which something else is concluded.
#[derive(Debug, Serialize)]
struct Touched {
    id: RecordId,
    title: String,
    differences: Vec<Difference>,
}

#[derive(Debug, Serialize)]
struct Difference {
    provision: String,
    citation: String,
    title: String,
    /// The council, meeting or day it is about, as a key.
    subject: String,
    before: &'static str,
    after: &'static str,
}

/// What changed between two days.
#[derive(Debug, Serialize)]
struct Changed<'l> {
    from: NaiveDate,
    to: NaiveDate,
    began: Vec<&'l Enacted>,
    ended: Vec<&'l Enacted>,
    replaced: Vec<Replaced<'l>>,
    changes: Option<Vec<Touched>>,
}

/// Two days, of which the first comes first.
struct Between {
    from: NaiveDate,
    to: NaiveDate,
}

impl Diff {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output.only(&[Format::Table, Format::Json, Format::Md])?;
        let days = Between {
            from: flag::day("FROM", &self.from, desk.clock)?,
            to: flag::day("TO", &self.to, desk.clock)?,
        };
        days.run(desk)
    }
}

impl Between {
    fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        if self.from >= self.to {
            let what = format!("{} is not before {}", said(self.from), said(self.to));
            return Err(Failure::with(Exit::Usage, what).cure("name the earlier day first"));
        }
        let (law, read) = super::open(desk)?;
        let changed = self.changed(&law, read.as_ref());
        if desk.output.is_json() {
            desk.output.json(&json!(changed));
            return Ok(Exit::Fine);
        }
        let paper = Paper {
            title: "What changed in the law".to_owned(),
            under: format!("after {}, up to and on {}", said(self.from), said(self.to)),
            sections: sections(&law, &changed),
        };
        paper.print(desk.output);
        Ok(Exit::Fine)
    }

    fn changed<'l>(&self, law: &'l Law, read: Option<&Read>) -> Changed<'l> {
        let on = |own: &Enacted, day| own.in_force.covers(day);
        let all = law.provisions().iter();
        let began: Vec<&Enacted> = all
            .clone()
            .filter(|own| !on(own, self.from) && on(own, self.to))
            .collect();
        let ended: Vec<&Enacted> = all
            .filter(|own| on(own, self.from) && !on(own, self.to))
            .collect();
        let mut replaced = Vec::new();
        for was in &ended {
            let next = was.replaced_by.iter().map(|id| id.as_str());
            let next = next.filter(|id| began.iter().any(|own| own.id.as_str() == *id));
            replaced.extend(next.map(|is| Replaced {
                was: was.id.as_str(),
                is,
            }));
        }
        Changed {
            from: self.from,
            to: self.to,
            began,
            ended,
            replaced,
            changes: read.map(|read| self.touched(read)),
        }
    }

    /// The recorded changes of which something else is concluded on the second day.
    fn touched(&self, read: &Read) -> Vec<Touched> {
        let on = |day| {
            read.law.over_register(&read.register, day, |change, derivation| {
                (change, states(&read.law, &derivation))
            })
        };
        let (before, after) = (on(self.from), on(self.to));
        let each = before
            .iter()
            .zip(&after)
            .map(|((change, before), (_, after))| Touched {
                id: change.id.clone(),
                title: change.body.title.to_string(),
                differences: differences(&read.law, before, after),
            });
        each.filter(|touched| !touched.differences.is_empty()).collect()
    }
}

/// Where each provision stands, by its number and by what it is about; routine ones left out.
type States = BTreeMap<(usize, String), State>;

fn states(law: &Law, derivation: &Derivation<'_>) -> States {
    let mut states = States::new();
    let shown = derivation
        .derived
        .iter()
        .filter(|one| one.weight() != Weight::Routine);
    for one in shown {
        let Some(place) = law.place(one.provision.id.as_str()) else {
            continue;
        };
        let mut key = one.subject.key();
        // Two of one council on one day share a key; they come in the same order on every day.
        while states.contains_key(&(place, key.clone())) {
            key.push('+');
        }
        states.insert((place, key), one.state);
    }
    states
}

fn differences(law: &Law, before: &States, after: &States) -> Vec<Difference> {
    let state = |states: &States, key| states.get(key).copied().unwrap_or(State::NotRequired);
    let mut keys: Vec<&(usize, String)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let differ = keys
        .into_iter()
        .filter(|key| state(before, key) != state(after, key));
    differ
        .map(|key| {
            let provision = &law.provisions()[key.0];
            Difference {
                provision: provision.id.value.to_string(),
                citation: provision.citation(),
                title: provision.title.to_string(),
                subject: key.1.clone(),
                before: state(before, key).word(),
                after: state(after, key).word(),
            }
        })
        .collect()
}

fn sections(law: &Law, changed: &Changed<'_>) -> Vec<Section> {
    let replaced = |id: &str, other: fn(&Replaced<'_>) -> (String, String)| {
        let pairs = changed.replaced.iter().map(other);
        let own = pairs
            .filter(|(own, _)| own == id)
            .filter_map(|(_, other)| law.get(&other));
        own.map(|own| format!("{} [{}]", own.citation(), own.id.value))
            .collect::<Vec<_>>()
    };
    let entry = |own: &&Enacted, label, others: Vec<String>| {
        let mut lines = vec![Line::new(
            "law",
            format!(
                "{}, {} [{}]",
                own.citation(),
                in_force(&own.in_force),
                own.id.value
            ),
        )];
        lines.extend(others.into_iter().map(|other| Line::new(label, other)));
        Entry {
            title: own.title.to_string(),
            state: String::new(),
            lines,
        }
    };
    let ended = changed.ended.iter().map(|own| {
        let others = replaced(own.id.as_str(), |pair| (pair.was.to_owned(), pair.is.to_owned()));
        entry(own, "replaced by", others)
    });
    let began = changed.began.iter().map(|own| {
        let others = replaced(own.id.as_str(), |pair| (pair.is.to_owned(), pair.was.to_owned()));
        entry(own, "it replaced", others)
    });
    let mut sections = vec![
        Section {
            heading: "What is no longer law",
            entries: ended.collect(),
            ..Section::default()
        },
        Section {
            heading: "What became law",
            entries: began.collect(),
            ..Section::default()
        },
    ];
    if changed.ended.is_empty() && changed.began.is_empty() {
        sections[0].heading = "The law";
        sections[0]
            .says
            .push("We know of no change of the law between these days.".to_owned());
    }
    sections.extend(changed.changes.as_ref().map(|touched| of_changes(touched)));
    sections
}

/// The recorded changes, with what was concluded before and after.
fn of_changes(touched: &[Touched]) -> Section {
    let entry = |change: &Touched| Entry {
        title: format!("{} ({})", change.title, change.id),
        state: String::new(),
        lines: change.differences.iter().map(difference).collect(),
    };
    Section {
        heading: "Which recorded changes it touches",
        says: match touched.is_empty() {
            true => vec!["Of every recorded change the same is concluded on both days.".to_owned()],
            false => Vec::new(),
        },
        entries: touched.iter().map(entry).collect(),
        ..Section::default()
    }
}

fn difference(one: &Difference) -> Line {
    let words = |state: &str| match state {
        "not-required" => "does not apply".to_owned(),
        "cannot-tell" => "cannot be told".to_owned(),
        "discharged" => "done".to_owned(),
        "available" => "may be used".to_owned(),
        "in-effect" => "applies".to_owned(),
        "passed" => "its time has gone by".to_owned(),
        other => other.to_owned(),
    };
    let about = one
        .subject
        .split_once('/')
        .map_or_else(String::new, |(_, whom)| format!(", {whom}"));
    Line::point(format!(
        "{} [{}]{about}: before, {}; after, {}",
        one.title,
        one.provision,
        words(one.before),
        words(one.after)
    ))
}
