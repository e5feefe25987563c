//! A recorded duty beside the law: whether it rests on law, and if so whether the law still asks for it.

use serde::Serialize;

use super::{Asked, entry, sections};
use crate::cli::paper::{Entry, Line, Section};
use crate::law::account::{Extra, Teller};
use crate::law::derive::{Derivation, Derived};
use crate::law::trace::Finding;
use crate::record::duty::{Audience, Basis, Duty};
use crate::record::{Entry as Held, RecordId};
use crate::register::Register;
use crate::value::PartialDate;

/// A recorded duty that rests on something else than law.
#[derive(Debug, Serialize)]
pub(super) struct Other {
    /// The record.
    duty: RecordId,
    /// What must be done.
    title: String,
    /// Who owes it.
    owed_by: RecordId,
    /// `clause` or `undertaking`.
    basis: &'static str,
    /// What it rests on, in words.
    rests_on: String,
    /// By when.
    due: Option<PartialDate>,
    /// `open`, `overdue`, `discharged` or `no-longer-owed`.
    state: &'static str,
    #[serde(skip)]
    lines: Vec<Line>,
}

/// How a recorded duty and the law compare.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// `provision`, `clause`, `undertaking` or `none`.
    basis: &'static str,
    /// Whether the law, as the records tell of it, asks for it: yes, no, disputed or unknown; none where it does not
    /// rest on law.
    required: Option<Finding>,
    /// How the two compare, in sentences.
    says: Vec<String>,
}

/// A recorded duty with what the law says of it.
pub(super) struct Beside<'a> {
    pub(super) compared: Compared,
    pub(super) derived: Vec<Derived<'a>>,
    /// What was derived of the change, with no more of the duties that the law does not require than this one.
    derivation: Derivation<'a>,
}

/// The recorded duties of a change that rest on a clause or an undertaking.
pub(super) fn others(asked: Asked<'_>, change: &RecordId) -> Vec<Other> {
    let register = &asked.read.register;
    let duties = register.duties_of(change).into_iter();
    let other = duties.filter(|duty| duty.body.basis.provision.is_none());
    other.map(|duty| Other::new(asked, duty)).collect()
}

impl Other {
    fn new(asked: Asked<'_>, duty: &Held<Duty>) -> Self {
        let body = &duty.body;
        let due = body.due.as_ref().map(|due| due.value);
        let over = due
            .and_then(PartialDate::latest)
            .is_some_and(|day| day < asked.as_at);
        let state = match () {
            () if body.no_longer_owed.is_some() => "no-longer-owed",
            () if body.met_by(asked.as_at).is_some() => "discharged",
            () if over => "overdue",
            () => "open",
        };
        Self {
            duty: duty.id.clone(),
            title: body.title.to_string(),
            owed_by: body.owed_by.id.clone(),
            basis: basis(&body.basis),
            rests_on: rests_on(&asked.read.register, &body.basis),
            due,
            state,
            lines: on_record(&asked.read.register, duty),
        }
    }

    /// Its entry in the note.
    pub(super) fn entry(&self) -> Entry {
        let due = self.due.map(PartialDate::spoken).unwrap_or_default();
        Entry {
            title: self.title.clone(),
            state: match self.state {
                "no-longer-owed" => "no longer owed".to_owned(),
                "discharged" => "done".to_owned(),
                "overdue" => format!("overdue: the last day was {due}"),
                _ if self.due.is_some() => format!("due by {due}"),
                _ => "not recorded as done".to_owned(),
            },
            lines: self.lines.clone(),
        }
    }
}

fn basis(basis: &Basis) -> &'static str {
    if basis.provision.is_some() {
        "provision"
    } else if basis.clause.is_some() {
        "clause"
    } else if basis.undertaking.is_some() {
        "undertaking"
    } else {
        "none"
    }
}

/// What a duty rests on, in words.
fn rests_on(register: &Register, basis: &Basis) -> String {
    if let Some(held) = &basis.clause {
        let resolution = &register.resolutions[&held.id];
        let committee = register.bodies[&resolution.body.committee].body.known_as();
        let clause = resolution.body.clause(&held.clause);
        let words = clause.map_or_else(String::new, |clause| format!(": “{}”", *clause.words));
        return format!(
            "Clause {} of what {committee} resolved ({}){words}",
            resolution.body.label_of(&held.clause),
            resolution.body.meeting.value.spoken()
        );
    }
    match (&basis.undertaking, &basis.provision) {
        (Some(text), _) => format!("An undertaking: {}", **text),
        (None, Some(id)) => format!("The law: {}", **id),
        (None, None) => "Nothing that is recorded".to_owned(),
    }
}

/// What the record says.
fn on_record(register: &Register, duty: &Held<Duty>) -> Vec<Line> {
    let name = |id: &RecordId| {
        register
            .bodies
            .get(id)
            .map_or("a body", |body| body.body.known_as())
    };
    let body = &duty.body;
    let owed_to: Vec<String> = body
        .owed_to
        .iter()
        .map(|audience| match audience {
            Audience::People(people) => format!("the {}", people.value.plain()),
            Audience::Body(body) => name(&body.id).to_owned(),
        })
        .collect();
    let mut lines = vec![
        Line::new(
            "who",
            format!("{}, for {}", name(&body.owed_by.id), owed_to.join(", ")),
        ),
        Line::new("basis", rests_on(register, &body.basis)),
    ];
    lines.extend(body.due.as_ref().map(|due| Line::new("by", due.value.spoken())));
    lines.extend(body.discharged.as_ref().map(|done| {
        Line::new(
            "done",
            format!("{}: {}", done.date.value.spoken(), *done.evidence),
        )
    }));
    lines.extend(
        body.no_longer_owed
            .as_ref()
            .map(|why| Line::new("it says", format!("No longer owed: {}", **why))),
    );
    lines.push(Line::new("record", format!("duty/{}", duty.id)));
    lines
}

/// Lays a duty beside the law of its change.
pub(super) fn beside<'a>(asked: Asked<'a>, duty: &Held<Duty>) -> Beside<'a> {
    let register = &asked.read.register;
    let change = &register.changes[&duty.body.change];
    let mut derivation = asked.read.law.of_change(register, asked.as_at, change);
    derivation.unrequired.retain(|extra| extra.duty.id == duty.id);
    let cited = duty.body.basis.provision.as_ref().map(|id| id.to_string());
    let all = derivation.derived.iter();
    let of_provision: Vec<&Derived<'_>> = all
        .filter(|one| cited.as_deref() == Some(one.provision.id.as_str()))
        .collect();
    let own = of_provision
        .iter()
        .filter(|one| one.recorded.iter().any(|held| held.id == duty.id));
    let mut derived: Vec<Derived<'_>> = own.map(|one| (*one).clone()).collect();
    if derived.is_empty() {
        derived = of_provision.into_iter().cloned().collect();
    }
    let compared = Compared::of(asked, duty, &derivation, &derived);
    Beside {
        compared,
        derived,
        derivation,
    }
}

impl Compared {
    fn of(asked: Asked<'_>, duty: &Held<Duty>, derivation: &Derivation<'_>, derived: &[Derived<'_>]) -> Self {
        let body = &duty.body;
        let basis = basis(&body.basis);
        if basis != "provision" {
            let says = vec![
                "It does not rest on a provision of law, so nothing follows for it from the law.".to_owned(),
            ];
            return Self {
                basis,
                required: None,
                says,
            };
        }
        let known = body
            .basis
            .provision
            .as_ref()
            .is_some_and(|id| asked.read.law.get(id).is_some());
        let required = match derivation.unrequired.is_empty() && known {
            true => derived.iter().map(|one| one.applies).max().unwrap_or(Finding::No),
            false => Finding::No,
        };
        let mut says = vec![
            match required {
                Finding::Yes => "The law asks for it, as the record says.",
                Finding::Disputed => {
                    "Whether the law asks for it turns on a question on which the records differ."
                }
                Finding::Unknown => "The records do not tell whether the law asks for it.",
                Finding::No if !known => "The provision it cites is not one we know.",
                Finding::No => "On the records as they are, the law does not ask for it.",
            }
            .to_owned(),
        ];
        if let (Some(one), true) = (derived.first(), required != Finding::No) {
            says.extend(days(duty, one));
            if body.discharged.is_none()
                && let Some(met) = &one.met
            {
                says.push(format!(
                    "The records show that it was done ({}), which this record does not say yet.",
                    met.on.spoken()
                ));
            }
        }
        if let Some(why) = &body.no_longer_owed {
            says.push(format!("The record says that it is no longer owed: {}", **why));
        }
        Self {
            basis,
            required: Some(required),
            says,
        }
    }
}

/// How the day on record and the law's day compare.
fn days(duty: &Held<Duty>, derived: &Derived<'_>) -> Option<String> {
    let own = duty
        .body
        .due
        .as_ref()
        .map(|due| due.value)
        .filter(|due| !due.is_unknown());
    let law = derived.time.limit();
    Some(match (own, law) {
        (None, None) => return None,
        (Some(own), Some(law)) if own == PartialDate::Day(law) => {
            "The day on record is the day that follows from the law.".to_owned()
        }
        (Some(own), Some(law)) => format!(
            "The record says {}; from the law follows {}.",
            own.spoken(),
            entry::spoken(law)
        ),
        (None, Some(law)) => format!(
            "The record gives no day; from the law follows {}: scrutiny edit duty/{} --set due={law}",
            entry::spoken(law),
            duty.id
        ),
        (Some(own), None) => format!(
            "The record says {}; no day follows from the law, so it must rest on something else.",
            own.spoken()
        ),
    })
}

impl Beside<'_> {
    /// The duty, where the law does not ask for it.
    pub(super) fn unrequired(&self, teller: Teller<'_>) -> Vec<Extra> {
        teller.extras(&self.derivation)
    }

    /// The note.
    pub(super) fn sections(&self, asked: Asked<'_>, duty: &Held<Duty>) -> Vec<Section> {
        let recorded = Section {
            heading: "What the record says",
            entries: vec![Entry {
                lines: on_record(&asked.read.register, duty),
                ..Entry::default()
            }],
            ..Section::default()
        };
        let compared = Section {
            heading: "How it stands beside the law",
            says: self.compared.says.clone(),
            ..Section::default()
        };
        let change = Some(&duty.body.change.id);
        let law = Section {
            heading: "What the law says",
            entries: self
                .derived
                .iter()
                .map(|one| entry::of(asked, one, change))
                .collect(),
            ..Section::default()
        };
        vec![
            recorded,
            compared,
            law,
            sections::unrequired(asked, &self.derivation),
        ]
    }
}
