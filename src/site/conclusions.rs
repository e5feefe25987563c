//! What the law says of every change, derived once for all that a site shows of many; and of one change, or one item of a
//! meeting, derived again where a page tells all of it.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::{Input, fingerprint};
use crate::law::Enacted;
use crate::law::case::{Case, OnDay};
use crate::law::derive::{Derivation, Derived, Outcome, State, derive};
use crate::law::provision::Weight;
use crate::law::trace::Finding;
use crate::record::change::{AffectedAuthority, Change};
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::value::Fingerprint;
use crate::view::law;
use crate::view::piece::Tag;

/// How many changes are remembered whole: enough that cores which work at different places seldom drive out each other's.
const RECENT: usize = 16;

/// What the law says, on the day the site is made for.
#[derive(Debug)]
pub struct Conclusions<'r> {
    /// The law on that day, and the register; none where nothing is asked.
    asked: Option<(OnDay<'r>, &'r Register)>,
    /// Of every change, in order of id.
    changes: Vec<Concluded<'r>>,
    /// For each provision of the catalogue, where it was derived: which change, and which of its conclusions.
    applied: Vec<Vec<(usize, usize)>>,
    recent: [Recent<'r>; RECENT],
}

/// A change by its number, with all that the law says of it: its page and its data are made one after the other.
type Recent<'r> = Mutex<Option<(usize, Arc<Derivation<'r>>)>>;

/// What is kept of what the law says of a change. With the reasons of all conclusions it would be several times as large,
/// and to derive them again takes less time than to keep those of a whole register in memory.
#[derive(Debug)]
pub struct Concluded<'r> {
    /// The change.
    pub change: &'r Entry<Change>,
    /// Every conclusion in brief, in order.
    pub gists: Vec<Gist<'r>>,
    /// Those that somebody has to keep in view, or that a record answers.
    pub kept: Box<[Kept<'r>]>,
    /// Recorded duties that the law does not require.
    pub unrequired: Vec<Extra<'r>>,
    /// A number for all that the law says of it, reasons and all.
    pub print: Fingerprint,
}

/// A recorded duty that the law does not require.
#[derive(Debug)]
pub struct Extra<'r> {
    /// The record.
    pub duty: &'r Entry<Duty>,
    /// Whether its provision applies; none where that never arises in such a case.
    pub applies: Option<Finding>,
}

/// A conclusion in brief.
#[derive(Debug)]
pub struct Gist<'r> {
    /// The provision.
    pub provision: &'r Enacted,
    /// Where it stands.
    pub state: State,
    /// Whether it applies.
    pub applies: Finding,
    /// Its day, if it has one.
    pub day: Option<NaiveDate>,
    /// Whether it was done after its last day.
    pub late: bool,
    /// The council it concerns, if it is one council's.
    pub council: Option<&'r AffectedAuthority>,
    /// Where it stands in words. Not where the provision is routine or does not apply: no list names those.
    pub tag: Option<Box<Tag>>,
}

/// A conclusion that is kept with all but its reasons.
#[derive(Debug)]
pub struct Kept<'r> {
    /// Which of the conclusions it is.
    pub which: usize,
    /// Its place on the page of the change.
    pub anchor: String,
    /// What it comes to.
    pub outcome: Outcome<'r>,
    /// Where it stands in words.
    pub tag: Tag,
    /// The records that its reasons name.
    pub rests_on: Box<[(Kind, RecordId)]>,
}

/// A provision in the case of a change.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'c, 'r> {
    /// The change.
    pub change: &'r Entry<Change>,
    /// What was derived.
    pub gist: &'c Gist<'r>,
}

impl<'r> Conclusions<'r> {
    /// Derives everything. Every core takes part; the result does not depend on how many. `also` makes of each derivation
    /// what else is to be made of it while it is whole.
    pub fn of<T: Send>(
        input: &Input<'r>,
        also: impl Fn(&'r Entry<Change>, &Derivation<'r>) -> T + Sync,
    ) -> (Self, Vec<T>) {
        let (law, register) = (input.law, input.register);
        let both = law.over_register(register, input.as_at, |change, derivation| {
            let made = also(change, &derivation);
            (Concluded::new(register, change, &derivation), made)
        });
        let (changes, made): (Vec<Concluded<'r>>, Vec<T>) = both.into_iter().unzip();
        let mut applied = vec![Vec::new(); law.provisions().len()];
        for (number, concluded) in changes.iter().enumerate() {
            for (which, gist) in concluded.gists.iter().enumerate() {
                if let Some(place) = law.place(gist.provision.id.value.as_str()) {
                    applied[place].push((number, which));
                }
            }
        }
        let conclusions = Self {
            asked: Some((OnDay::new(law, input.as_at), register)),
            changes,
            applied,
            recent: Default::default(),
        };
        (conclusions, made)
    }

    /// None at all: for what is told of records without the law.
    pub fn none(input: &Input<'r>) -> Self {
        Self {
            asked: None,
            changes: Vec::new(),
            applied: vec![Vec::new(); input.law.provisions().len()],
            recent: Default::default(),
        }
    }

    /// Of every change, in order of id.
    pub fn changes(&self) -> &[Concluded<'r>] {
        &self.changes
    }

    /// What is kept of one change.
    pub fn about(&self, change: &RecordId) -> Option<&Concluded<'r>> {
        self.place(change).map(|at| &self.changes[at])
    }

    /// A conclusion that somebody has to keep in view, or that a record answers: of a change, and which.
    pub fn kept(&self, change: &RecordId, which: usize) -> Option<&Kept<'r>> {
        let kept = &self.about(change)?.kept;
        let at = kept.binary_search_by_key(&which, |one| one.which);
        at.ok().map(|at| &kept[at])
    }

    /// All that the law says of one change.
    pub fn of_change(&self, id: &RecordId) -> Option<Arc<Derivation<'r>>> {
        let at = self.place(id)?;
        let (law, register) = self.asked.as_ref()?;
        let recent = || {
            self.recent[at % RECENT]
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((own, derivation)) = &*recent()
            && *own == at
        {
            return Some(Arc::clone(derivation));
        }
        let derivation = Arc::new(derive(&Case::of_change(register, law, self.changes[at].change)));
        *recent() = Some((at, Arc::clone(&derivation)));
        Some(derivation)
    }

    /// Of one item of a meeting.
    pub fn of_item(&self, item: &'r Entry<Resolution>) -> Option<Derivation<'r>> {
        let (law, register) = self.asked.as_ref()?;
        Some(derive(&Case::of_item(register, law, item)))
    }

    /// Where a provision was derived, in order of change: by its place in the catalogue.
    pub fn of_provision(&self, place: usize) -> impl Iterator<Item = Applied<'_, 'r>> {
        let places = self.applied.get(place).into_iter().flatten();
        places.map(|(number, which)| {
            let Concluded { change, gists, .. } = &self.changes[*number];
            Applied {
                change,
                gist: &gists[*which],
            }
        })
    }

    fn place(&self, change: &RecordId) -> Option<usize> {
        let at = self.changes.binary_search_by(|own| own.change.id.cmp(change));
        at.ok()
    }
}

impl<'r> Concluded<'r> {
    fn new(register: &Register, change: &'r Entry<Change>, derivation: &Derivation<'r>) -> Self {
        let print = fingerprint::of_derivation(register, derivation);
        let gists = derivation.derived.iter().map(Gist::of).collect();
        let kept = derivation.derived.iter().enumerate();
        let kept = kept.filter(|(_, one)| one.is_in_hand()).map(|(which, one)| Kept {
            which,
            anchor: law::anchor(derivation, which),
            outcome: one.outcome.clone(),
            tag: law::state::tag(one),
            rests_on: one
                .because
                .records()
                .into_iter()
                .map(|(kind, id)| (kind, id.clone()))
                .collect(),
        });
        let unrequired = derivation.unrequired.iter().map(|extra| Extra {
            duty: extra.duty,
            applies: extra.because.as_ref().map(|step| step.finding),
        });
        Self {
            change,
            gists,
            kept: kept.collect(),
            unrequired: unrequired.collect(),
            print,
        }
    }
}

impl<'r> Gist<'r> {
    fn of(one: &Derived<'r>) -> Self {
        let is_named = one.weight() != Weight::Routine && one.applies != Finding::No;
        Self {
            provision: one.provision,
            state: one.state,
            applies: one.applies,
            day: one.time.day(),
            late: one.met.as_ref().is_some_and(|met| met.late),
            council: one.subject.council(),
            tag: is_named.then(|| Box::new(law::state::tag(one))),
        }
    }
}
