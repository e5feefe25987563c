//! The law of health scrutiny and service change in England, as data compiled into the program, and what follows from it.
//!
//! The words stand in `law/england/`, one file an instrument, where a lawyer can read them. This module holds no law. A
//! register may add provisions of its own in `records/law/`: a protocol, a contract.

pub mod account;
pub mod case;
pub mod caution;
pub mod codes;
pub mod condition;
pub mod derive;
pub mod fact;
pub mod provision;
pub mod reckon;
pub mod role;
pub mod trace;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::register::is_law;
use crate::shape::{Reader, Shape};
use crate::source::{Location, Source, SourceId, Sources, Span};
use crate::yaml;
use condition::Condition;
use provision::{Effect, File, Provision, ProvisionId, Weight};

/// The name and text of a file of law.
macro_rules! law_file {
    ($name:literal) => {
        ($name, include_str!(concat!("law/england/", $name, ".yaml")))
    };
}

/// The compiled-in files, as name and text: Acts, then regulations by year, then case law, then guidance.
const ENGLAND: &[(&str, &str)] = &[
    law_file!("local-government-act-1972"),
    law_file!("local-government-act-2000"),
    law_file!("nhs-act-2006"),
    law_file!("equality-act-2010"),
    law_file!("overview-and-scrutiny-health-regulations-2002"),
    law_file!("health-scrutiny-regulations-2013"),
    law_file!("provider-selection-regime-regulations-2023"),
    law_file!("notifiable-reconfigurations-regulations-2024"),
    law_file!("health-scrutiny-amendment-regulations-2024"),
    law_file!("ex-parte-pow-1997"),
    law_file!("gunning-criteria"),
    law_file!("health-scrutiny-guidance-2014"),
    law_file!("service-change-guidance-2018"),
    law_file!("ministerial-intervention-guidance-2024"),
];

/// Every provision that a register is judged by, with the instruments they stand in.
#[derive(Clone, Debug)]
pub struct Law {
    instruments: Vec<Arc<Instrument>>,
    provisions: Vec<Enacted>,
    index: BTreeMap<ProvisionId, usize>,
    problems: Diagnostics,
}

/// An Act, a set of regulations, a line of cases, a guide or an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Instrument {
    /// The name used in citations: `SI 2013/218`.
    pub short: String,
    /// Its full title.
    pub title: String,
    /// Where it can be read.
    pub address: Option<String>,
    /// Whether it is the register's own, and not law that is compiled in.
    pub local: bool,
}

/// A provision in its instrument.
#[derive(Clone, Debug)]
pub struct Enacted {
    provision: Provision,
    /// The instrument it stands in.
    pub instrument: Arc<Instrument>,
    name: Arc<str>,
    /// Whether another provision asks whether this one applies.
    is_leaned_on: bool,
    source: SourceId,
}

impl Deref for Enacted {
    type Target = Provision;

    fn deref(&self) -> &Provision {
        &self.provision
    }
}

impl Serialize for Enacted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Whole<'a> {
            citation: String,
            instrument: &'a Instrument,
            #[serde(flatten)]
            provision: &'a Provision,
        }
        let whole = Whole {
            citation: self.citation(),
            instrument: &self.instrument,
            provision: &self.provision,
        };
        whole.serialize(serializer)
    }
}

impl Enacted {
    /// As a lawyer cites it: `SI 2013/218 reg 23(1)(a)`.
    #[must_use]
    pub fn citation(&self) -> String {
        format!("{} {}", self.instrument.short, *self.provision.cite)
    }

    /// Whether nobody sees why it does not apply: people do not ask about it, and no other provision does.
    pub(crate) fn is_quiet(&self) -> bool {
        self.provision.weight() != Weight::Headline && !self.is_leaned_on
    }

    /// Its title, shared by all that speak of it.
    pub(crate) fn name(&self) -> Arc<str> {
        self.name.clone()
    }

    /// Where it can be read, or else its instrument.
    #[must_use]
    pub fn read_at(&self) -> Option<&str> {
        let own = self.provision.address.as_ref().map(|address| &***address);
        own.or(self.instrument.address.as_deref())
    }

    /// The other provisions it speaks of that decide whether it applies, with their places.
    fn leans_on(&self) -> Vec<(&ProvisionId, Span)> {
        let mut found: Vec<_> = self
            .provision
            .unless
            .iter()
            .chain(&self.provision.saved_by)
            .chain(&self.provision.passes_to_joint_committee_by)
            .map(|id| (&id.value, id.span))
            .collect();
        self.provision.when.walk(&mut |part| {
            if let Condition::Applies(id) = part {
                found.push((&id.value, id.span));
            }
        });
        found
    }
}

impl Law {
    /// The law of England, as compiled in.
    #[must_use]
    pub fn england() -> Arc<Self> {
        static LAW: LazyLock<Arc<Law>> = LazyLock::new(|| Arc::new(Law::compiled_in()));
        LAW.clone()
    }

    /// The law of England with the register's own provisions, and what is wrong with those.
    #[must_use]
    pub fn of(sources: &Sources) -> Arc<Self> {
        let mut local = sources
            .iter()
            .filter(|(_, source)| is_law(&source.path))
            .peekable();
        if local.peek().is_none() {
            return Self::england();
        }
        let mut law = Self::england().as_ref().clone();
        for (id, source) in local {
            law.add(id, source, true);
        }
        law.settle();
        Arc::new(law)
    }

    /// Every provision, file by file, and within a file in the instrument's own order.
    #[must_use]
    pub fn provisions(&self) -> &[Enacted] {
        &self.provisions
    }

    /// Every instrument, in the order of the files.
    #[must_use]
    pub fn instruments(&self) -> &[Arc<Instrument>] {
        &self.instruments
    }

    /// What is wrong with the register's own provisions. Those that are unsound are left out.
    #[must_use]
    pub fn problems(&self) -> &Diagnostics {
        &self.problems
    }

    /// The provision of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Enacted> {
        self.place(id).map(|at| &self.provisions[at])
    }

    /// The provision's number in the list of all.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    fn compiled_in() -> Self {
        let mut law = Self {
            instruments: Vec::new(),
            provisions: Vec::new(),
            index: BTreeMap::new(),
            problems: Diagnostics::new(),
        };
        for (name, text) in ENGLAND {
            let source = Source::from_bytes(format!("{name}.yaml"), text.as_bytes().to_vec());
            law.add(SourceId(0), &source, false);
        }
        law.settle();
        law
    }

    /// Takes in one file; a provision that cannot be read whole is reported and left out.
    fn add(&mut self, id: SourceId, source: &Source, local: bool) {
        let Some(node) = yaml::read(id, source, &mut self.problems) else {
            return;
        };
        let mut reader = Reader::new(id, &source.text);
        let file = File::read(&node, &mut reader);
        let sound = !reader.faulty;
        self.problems.append(reader.problems);
        let Some(file) = file.filter(|_| sound) else {
            return;
        };
        let instrument = Arc::new(Instrument {
            short: file.instrument.to_string(),
            title: file.title.to_string(),
            address: file.address.as_ref().map(|address| address.to_string()),
            local,
        });
        self.instruments.push(instrument.clone());
        for provision in file.provisions {
            let enacted = Enacted {
                name: (&**provision.title).into(),
                is_leaned_on: false,
                provision,
                instrument: instrument.clone(),
                source: id,
            };
            if self.is_whole(&enacted) {
                self.index.insert(enacted.id.value.clone(), self.provisions.len());
                self.provisions.push(enacted);
            }
        }
    }

    /// Reports what is wrong with a provision by itself.
    fn is_whole(&mut self, enacted: &Enacted) -> bool {
        let at = |span| Location {
            source: enacted.source,
            span,
        };
        let before = self.problems.len();
        // Capitals do not tell two of them apart: their pages would be one file where files are named so.
        let own = enacted.id.value.as_str();
        if let Some(other) = self.index.keys().find(|id| id.as_str().eq_ignore_ascii_case(own)) {
            let message = format!("there is another provision `{other}`");
            self.problems.push(
                Diagnostic::new(&codes::PROVISION_TWICE, at(enacted.id.span), message)
                    .cure("give this one a name of its own"),
            );
        }
        if (enacted.effect.value == Effect::Duty) != enacted.verb.is_some() {
            let message = match enacted.verb {
                Some(_) => "only a duty has a verb, and this is none",
                None => "this duty has no verb: what must be done is not said",
            };
            self.problems.push(
                Diagnostic::new(&codes::VERB_OF_DUTY, at(enacted.effect.span), message)
                    .cure("add `verb`, such as `notify`, or correct `effect`"),
            );
        }
        if let Some(deadline) = &enacted.deadline
            && !deadline.makes_sense()
        {
            let message = "no law counts so: the unit, the rule and the calendar do not fit together";
            self.problems.push(
                Diagnostic::new(&codes::DEADLINE_MAKES_NO_SENSE, at(deadline.unit.span), message).cure(
                    "give working days a `calendar` and nothing else one; count clear days with `rule: before`; count \
                     at least 1",
                ),
            );
        }
        self.problems.len() == before
    }

    /// Leaves out provisions that speak of ones there are not or that wait for themselves, and all that lean on those.
    fn settle(&mut self) {
        while let Some(bad) = (0..self.provisions.len()).find(|&at| self.cannot_stand(at)) {
            let gone = self.provisions.remove(bad);
            self.report(&gone);
            self.index = (0..)
                .zip(&self.provisions)
                .map(|(at, provision)| (provision.id.value.clone(), at))
                .collect();
        }
        self.note_leaning();
    }

    /// Notes which provisions others ask about.
    fn note_leaning(&mut self) {
        let asked: Vec<usize> = self
            .provisions
            .iter()
            .flat_map(Enacted::leans_on)
            .filter_map(|(id, _)| self.place(id.as_str()))
            .collect();
        for place in asked {
            self.provisions[place].is_leaned_on = true;
        }
    }

    fn cannot_stand(&self, at: usize) -> bool {
        let leans = self.provisions[at].leans_on();
        leans.iter().any(|(id, _)| self.place(id.as_str()).is_none()) || self.reaches(at, at, &mut Vec::new())
    }

    /// Whether one provision depends on another.
    fn reaches(&self, from: usize, to: usize, seen: &mut Vec<usize>) -> bool {
        for (id, _) in self.provisions[from].leans_on() {
            let Some(next) = self.place(id.as_str()) else {
                continue;
            };
            if next == to {
                return true;
            }
            if !seen.contains(&next) {
                seen.push(next);
                if self.reaches(next, to, seen) {
                    return true;
                }
            }
        }
        false
    }

    fn report(&mut self, gone: &Enacted) {
        let at = |span| Location {
            source: gone.source,
            span,
        };
        let lost = gone
            .leans_on()
            .into_iter()
            .find(|(id, _)| **id != gone.id.value && self.place(id.as_str()).is_none());
        let problem = match lost {
            Some((id, span)) => Diagnostic::new(
                &codes::PROVISION_LEADS_NOWHERE,
                at(span),
                format!("there is no provision `{id}` that can be used"),
            )
            .cure("see `scrutiny law list` for the ids"),
            None => Diagnostic::new(
                &codes::LAW_IN_CIRCLE,
                at(gone.id.span),
                format!("whether `{}` applies depends on itself", gone.id.value),
            )
            .cure("break the circle: one of the provisions must not speak of the next"),
        };
        self.problems.push(problem);
    }
}

#[cfg(test)]
mod tests;
