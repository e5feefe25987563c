//! What the law requires in a case: each duty, power, bar and exemption that applies, by whom, to whom, by when and why.

mod recorded;
mod state;
mod time;

use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::case::{Case, OnDay, Party, Subject, SubjectId};
use super::caution::{Caution, cautions};
use super::provision::{Effect, Weight};
use super::trace::{Finding, Origin, Step};
use super::{Enacted, Law};
use crate::record::change::Change;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind};
use crate::register::Register;
use crate::value::PartialDate;

pub(crate) use recorded::cites;
use recorded::{recorded, unrequired};
use state::state;
pub use state::{IF_ONE_IS_RIGHT, State};
pub use time::{Due, Time};

/// What shows that a duty was done or a power used.
#[derive(Clone, Debug)]
pub struct Met {
    /// When.
    pub on: PartialDate,
    /// What shows it, in a sentence without a full stop.
    pub says: String,
    /// Where that is recorded.
    pub from: Origin,
    /// Whether it was later than the last day.
    pub late: bool,
}

/// An event before which something was to be done, and which has happened.
#[derive(Clone, Debug)]
pub struct Past {
    /// What happened, as the first half of a sentence.
    pub says: String,
    /// When.
    pub on: PartialDate,
}

/// A provision in a case, with the reasons. All but these is its [`Outcome`].
#[derive(Clone, Debug)]
pub struct Derived<'r> {
    /// What it comes to.
    pub outcome: Outcome<'r>,
    /// Whether it applies, and why.
    pub because: Arc<Step>,
}

impl<'r> Deref for Derived<'r> {
    type Target = Outcome<'r>;

    fn deref(&self) -> &Outcome<'r> {
        &self.outcome
    }
}

/// What a provision comes to in a case, without the reasons, which are several times as large.
#[derive(Clone, Debug)]
pub struct Outcome<'r> {
    /// The provision.
    pub provision: &'r Enacted,
    /// What it was asked about.
    pub subject: Subject<'r>,
    /// Who must, may, must not or need not.
    pub bearers: Vec<Party>,
    /// To whom it is owed.
    pub owed_to: Vec<Party>,
    /// Whether it applies.
    pub applies: Finding,
    /// When.
    pub time: Time,
    /// What shows that it was done.
    pub met: Option<Met>,
    /// The event it was to be done before, where that has happened.
    pub gone_by: Option<Past>,
    /// The duties recorded for it.
    pub recorded: Vec<&'r Entry<Duty>>,
    /// Where it stands.
    pub state: State,
}

impl Outcome<'_> {
    /// How much it is shown.
    #[must_use]
    pub fn weight(&self) -> Weight {
        self.provision.weight()
    }

    /// Whether somebody has to keep it in view, or a record answers it.
    #[must_use]
    pub fn is_in_hand(&self) -> bool {
        self.is_open() || !self.recorded.is_empty()
    }

    /// Whether what it says of the duties recorded for it is all there is to say: that they are open, or done.
    #[must_use]
    pub fn tells_of_its_records(&self) -> bool {
        self.is_open() || self.met.is_some()
    }

    /// Whether it is a duty that somebody has to keep in view: not routine, and not met.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.provision.effect.value == Effect::Duty
            && self.weight() != Weight::Routine
            && matches!(
                self.state,
                State::Overdue | State::Due | State::Required | State::Disputed
            )
    }
}

/// A recorded duty that the law does not require on the day asked about.
#[derive(Clone, Debug)]
pub struct Unrequired<'r> {
    /// The record.
    pub duty: &'r Entry<Duty>,
    /// Why it is not required; none where the provision never arises in such a case.
    pub because: Option<Arc<Step>>,
}

/// What the law says of one case.
#[derive(Clone, Debug)]
pub struct Derivation<'r> {
    /// What applies, may apply, or is asked about though it does not: in the order of [`State`], then of the catalogue.
    pub derived: Vec<Derived<'r>>,
    /// Recorded duties that the law does not require.
    pub unrequired: Vec<Unrequired<'r>>,
    /// What to be told beside it.
    pub cautions: Vec<Caution>,
}

impl Law {
    /// What the law says of a change, as at a day.
    #[must_use]
    pub fn of_change<'r>(
        &'r self,
        register: &'r Register,
        as_at: NaiveDate,
        change: &'r Entry<Change>,
    ) -> Derivation<'r> {
        derive(&Case::of_change(register, &OnDay::new(self, as_at), change))
    }

    /// What the law says of an item of a meeting by itself, as at a day.
    #[must_use]
    pub fn of_item<'r>(
        &'r self,
        register: &'r Register,
        as_at: NaiveDate,
        item: &'r Entry<Resolution>,
    ) -> Derivation<'r> {
        derive(&Case::of_item(register, &OnDay::new(self, as_at), item))
    }

    /// What the law says of every change, in order of id. Every core takes part; the result does not depend on how many.
    #[must_use]
    pub fn of_register<'r>(
        &'r self,
        register: &'r Register,
        as_at: NaiveDate,
    ) -> Vec<(&'r Entry<Change>, Derivation<'r>)> {
        self.over_register(register, as_at, |change, derivation| (change, derivation))
    }

    /// The same, with only that of each conclusion kept which is wanted: far lighter where it is little.
    pub fn over_register<'r, T: Send>(
        &'r self,
        register: &'r Register,
        as_at: NaiveDate,
        keep: impl Fn(&'r Entry<Change>, Derivation<'r>) -> T + Sync,
    ) -> Vec<T> {
        let changes: Vec<_> = register.changes.iter().collect();
        let law = OnDay::new(self, as_at);
        changes
            .into_par_iter()
            .map(|change| keep(change, derive(&Case::of_change(register, &law, change))))
            .collect()
    }
}

/// Everything in a case, weighed.
#[must_use]
pub fn derive<'r>(case: &Case<'r>) -> Derivation<'r> {
    let mut derived = Vec::new();
    for (place, provision) in case.law.provisions().iter().enumerate() {
        for (number, subject) in case.subjects.iter().enumerate() {
            if subject.scope() != provision.once_for.value || !takes_part(case, *subject, provision) {
                continue;
            }
            if case.surely_not(number, place) {
                continue;
            }
            let because = case.applies(number, place);
            if is_shown(case, provision, &because) {
                derived.push(weigh_up(case, number, provision, because));
            }
        }
    }
    derived.sort_by_key(|one| (one.weight() == Weight::Routine, one.state));
    let unrequired = unrequired(case, &derived);
    let mut derivation = Derivation {
        derived,
        unrequired,
        cautions: Vec::new(),
    };
    derivation.cautions = cautions(case, &derivation);
    derivation
}

/// The joint committee takes part only where a provision passes to it, and one is or may be required.
fn takes_part(case: &Case<'_>, subject: Subject<'_>, provision: &Enacted) -> bool {
    if !matches!(subject, Subject::Joint) {
        return true;
    }
    let Some(by) = &provision.passes_to_joint_committee_by else {
        return false;
    };
    let place = case.law.place(by.as_str()).expect("found when the law was read");
    let proposal = 0;
    case.applies(proposal, place).finding != Finding::No
}

/// What applies is shown. What does not is shown only where people ask about it, and what cannot be told only where
/// it is somebody's to do or to use.
fn is_shown(case: &Case<'_>, provision: &Enacted, because: &Step) -> bool {
    let weight = provision.weight();
    match because.finding {
        Finding::Yes | Finding::Disputed => true,
        Finding::Unknown => {
            weight != Weight::Routine
                && matches!(provision.effect.value, Effect::Duty | Effect::Power | Effect::Bar)
        }
        Finding::No => weight == Weight::Headline && provision.in_force.covers(case.as_at),
    }
}

fn weigh_up<'r>(
    case: &Case<'r>,
    number: SubjectId,
    provision: &'r Enacted,
    because: Arc<Step>,
) -> Derived<'r> {
    let subject = case.subjects[number];
    let bearers = case.parties(subject, provision.bearer.value);
    let owed_to = case.parties(subject, provision.owed_to.value);
    let recorded = recorded(case, provision, subject, &bearers);
    let time = Time::of(case, number, provision);
    let met = match because.finding {
        Finding::No => None,
        _ => met(case, number, provision, &recorded, &time),
    };
    let gone_by = case
        .happened(number, &provision.before)
        .map(|(event, happening)| Past {
            says: super::case::phrase(event).to_owned(),
            on: happening.date,
        });
    let state = state(
        case,
        provision,
        because.finding,
        &time,
        met.as_ref(),
        gone_by.as_ref(),
    );
    let outcome = Outcome {
        provision,
        subject,
        bearers,
        owed_to,
        applies: because.finding,
        time,
        met,
        gone_by,
        recorded,
        state,
    };
    Derived { outcome, because }
}

/// What shows that it was done: an event the records date, or the discharge of a recorded duty.
fn met(
    case: &Case<'_>,
    number: SubjectId,
    provision: &Enacted,
    recorded: &[&Entry<Duty>],
    time: &Time,
) -> Option<Met> {
    let done = |date: PartialDate| date.earliest().is_none_or(|first| first <= case.as_at);
    let events = provision.met_by.iter().filter_map(|event| {
        let happening = case.event(number, event.value)?;
        done(happening.date).then(|| {
            (
                super::case::phrase(event.value).to_owned(),
                happening.date,
                happening.from,
            )
        })
    });
    let discharges = recorded.iter().filter_map(|duty| {
        let discharge = duty.body.met_by(case.as_at)?;
        let from = Origin {
            record: (Kind::Duty, duty.id.clone()),
            at: duty.at(discharge.evidence.span),
        };
        Some((discharge.evidence.to_string(), discharge.date.value, from))
    });
    let (says, on, from) = events.chain(discharges).next()?;
    let late = time
        .limit()
        .is_some_and(|day| on.surely_after(PartialDate::Day(day)));
    Some(Met { on, says, from, late })
}
