//! `scrutiny why`: what the law asks of a change, why, and what would change it.

mod duty;
mod entry;
mod record;
mod sections;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::desk::{Desk, Read};
use super::help::{self, Examples};
use super::name;
use super::output::{Format, Output};
use super::paper::Paper;
use crate::failure::{Exit, Failure};
use crate::law::account::{Account, Extra, Teller, Told};
use crate::law::case::Party;
use crate::law::derive::Derivation;
use crate::record::{Kind, RecordId};
use crate::register::{Key, Register};
use crate::value::PartialDate;
use crate::view::words::counted;
pub(super) use entry::{spoken, standing};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny why all-age-mental-health-2025", "what is owed, and why"),
    (
        "scrutiny why all-age-mental-health-2025 --as-at 2024-01-30",
        "under the law of another day",
    ),
    (
        "scrutiny why all-age-mental-health-2025 --format md",
        "for a report",
    ),
];

/// Tell what the law asks of a change, of whom, by when, and why.
///
/// Of a duty it tells whether the law still asks for it; of a resolution, how the meeting had to be open to the
/// public. Everything is concluded from the records as at one day, and each conclusion shows what it rests on.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Why {
    /// The change, duty or resolution, by its id or the beginning of it
    record: String,

    /// Show routine matters too, such as what is done for every meeting
    #[arg(long)]
    all: bool,
}

/// The answer as plain data: what JSON holds.
#[derive(Debug, Serialize)]
struct Answer {
    about: About,
    as_at: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<duty::Compared>,
    derived: Vec<Account>,
    unrequired: Vec<Extra>,
    other: Vec<duty::Other>,
    cautions: Vec<Told>,
}

#[derive(Debug, Serialize)]
struct About {
    kind: &'static str,
    id: RecordId,
    title: String,
}

/// What is needed to tell anything.
#[derive(Clone, Copy)]
struct Asked<'a> {
    read: &'a Read,
    as_at: NaiveDate,
    all: bool,
}

impl Why {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output.only(&[Format::Table, Format::Json, Format::Md])?;
        let read = desk.open()?.read_to_look()?.for_good();
        let (kind, id) = find(&read.register, &self.record)?;
        let asked = Asked {
            read,
            as_at: desk.today,
            all: self.all,
        };
        match kind {
            Kind::Change => asked.change(&id, desk.output),
            Kind::Duty => asked.duty(&id, desk.output),
            _ => asked.resolution(&id, desk.output),
        }
        Ok(read.exit())
    }
}

/// The record that is asked about: a sound change, duty or resolution.
fn find(register: &Register, text: &str) -> Result<Key, Failure> {
    const KINDS: [Kind; 3] = [Kind::Change, Kind::Duty, Kind::Resolution];
    let (kind, id) = name::find_among(register, text, &KINDS)?;
    if register.entry(kind, &id).is_none() {
        return Err(name::not_sound(register, kind, &id, "judged"));
    }
    if KINDS.contains(&kind) {
        return Ok((kind, id));
    }
    let what = format!("`{id}` is a {kind}, and the law is asked about a change, a duty or a resolution");
    let failure = Failure::with(Exit::Usage, what);
    Err(match register.determinations.get(&id) {
        Some(view) if kind == Kind::Determination => failure.cure(format!(
            "ask about its change: scrutiny why {}",
            view.body.change.id
        )),
        _ => failure.cure(format!(
            "see what it owes and is owed: scrutiny due --by {id}, scrutiny due --to {id}"
        )),
    })
}

impl<'a> Asked<'a> {
    fn teller(self) -> Teller<'a> {
        Teller {
            register: &self.read.register,
            sources: Some(&self.read.sources),
        }
    }

    fn about(self, kind: Kind, id: &RecordId) -> About {
        let entry = self.read.register.entry(kind, id);
        About {
            kind: kind.word(),
            id: id.clone(),
            title: entry.map_or_else(String::new, |entry| entry.title.to_owned()),
        }
    }

    /// The line below the title.
    fn under(self, kind: Kind, id: &RecordId) -> String {
        format!("{kind}/{id}, as at {}", PartialDate::Day(self.as_at).spoken())
    }

    fn change(self, id: &RecordId, output: &Output) {
        let change = &self
            .read
            .register
            .changes
            .get(id)
            .expect("it was found among the sound ones");
        let derivation = self.read.law.of_change(&self.read.register, self.as_at, change);
        let other = duty::others(self, id);
        if output.is_json() {
            let answer = self.answer(self.about(Kind::Change, id), &derivation, other);
            return output.of_register(&self.read.faults(), &json!(answer));
        }
        let paper = Paper {
            title: change.body.title.to_string(),
            under: self.under(Kind::Change, id),
            sections: sections::of_change(self, change, &derivation, &other),
        };
        paper.print(output);
        let open = derivation
            .derived
            .iter()
            .filter(|one| one.is_open() && one.recorded.is_empty());
        let open = open
            .filter(|one| one.bearers.iter().any(|who| matches!(who, Party::Body(_))))
            .count();
        output.next(&match open {
            0 => format!(
                "scrutiny due --by BODY lists all that a body owes; scrutiny show {id} shows the record"
            ),
            _ => format!(
                "scrutiny duty adopt {id} --dry-run would record {} that no record follows yet",
                counted(open, "duty")
            ),
        });
    }

    fn resolution(self, id: &RecordId, output: &Output) {
        let item = &self
            .read
            .register
            .resolutions
            .get(id)
            .expect("it was found among the sound ones");
        let derivation = self.read.law.of_item(&self.read.register, self.as_at, item);
        if output.is_json() {
            let answer = self.answer(self.about(Kind::Resolution, id), &derivation, Vec::new());
            return output.of_register(&self.read.faults(), &json!(answer));
        }
        let committee = self.read.register.bodies[&item.body.committee].body.known_as();
        let paper = Paper {
            title: format!(
                "{committee}, {}: {}",
                item.body.meeting.value.spoken(),
                *item.body.item
            ),
            under: self.under(Kind::Resolution, id),
            sections: sections::of_item(self, &derivation),
        };
        paper.print(output);
        output.next(&match item.body.changes.first() {
            Some(change) => format!("scrutiny why {} tells of the change it was about", change.id),
            None => format!("scrutiny show resolution/{id}"),
        });
    }

    fn duty(self, id: &RecordId, output: &Output) {
        let entry = self
            .read
            .register
            .duties
            .get(id)
            .expect("it was found among the sound ones");
        let compared = duty::beside(self, entry);
        let change = entry.body.change.id.clone();
        if output.is_json() {
            let teller = self.teller();
            let answer = Answer {
                about: self.about(Kind::Duty, id),
                as_at: self.as_at,
                derived: compared.derived.iter().map(|one| teller.one(one)).collect(),
                unrequired: compared.unrequired(teller),
                record: Some(compared.compared),
                other: Vec::new(),
                cautions: Vec::new(),
            };
            return output.of_register(&self.read.faults(), &json!(answer));
        }
        let paper = Paper {
            title: entry.body.title.to_string(),
            under: format!("{}, of change/{change}", self.under(Kind::Duty, id)),
            sections: compared.sections(self, entry),
        };
        paper.print(output);
        output.next(&format!(
            "scrutiny why {change} tells all that the law asks of the change"
        ));
    }

    fn answer(self, about: About, derivation: &Derivation<'_>, other: Vec<duty::Other>) -> Answer {
        let teller = self.teller();
        Answer {
            about,
            as_at: self.as_at,
            record: None,
            derived: teller.all(derivation),
            unrequired: teller.extras(derivation),
            other,
            cautions: teller.cautions(derivation),
        }
    }
}
