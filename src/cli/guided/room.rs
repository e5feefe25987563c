//! The register as questions see it: its records, and the new ones that were answered on the way.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::cli::desk::Found;
use crate::failure::Failure;
use crate::form::guide::{Guide, Made, made};
use crate::form::{Beside, Ground, Known};
use crate::law::Law;
use crate::register::Register;
use crate::source::{Source, Sources};

/// What lies on the table while questions are asked.
pub(super) struct Room {
    /// The files of the register as they are.
    pub(super) base: Sources,
    /// The same, with those of new records that were answered on the way.
    pub(super) sources: Sources,
    pub(super) register: Register,
    law: Arc<Law>,
    beside: Vec<Beside>,
}

impl Room {
    pub(super) fn open(found: &Found<'_>) -> Result<Self, Failure> {
        let read = found.read_to_look()?;
        Ok(Self {
            base: read.sources.clone(),
            sources: read.sources,
            register: read.register,
            law: read.law,
            beside: Vec::new(),
        })
    }

    pub(super) fn known(&self, today: NaiveDate) -> Known<'_> {
        Known {
            register: &self.register,
            law: &self.law,
            today,
        }
    }

    /// Takes in the new records that were answered since.
    pub(super) fn furnish(&mut self, guide: &Guide, today: NaiveDate) {
        if self.beside == guide.beside() {
            return;
        }
        let all: Vec<&Beside> = guide.beside().iter().collect();
        let (sources, register, _) = with(&self.base, &all, today);
        self.sources = sources;
        self.register = register;
        self.beside = guide.beside().to_vec();
    }

    /// The files of new records, each made with those before it known.
    pub(super) fn made(&self, beside: &[&Beside], today: NaiveDate) -> Vec<Made> {
        with(&self.base, beside, today).2
    }
}

fn with(base: &Sources, beside: &[&Beside], today: NaiveDate) -> (Sources, Register, Vec<Made>) {
    let mut sources = base.clone();
    let mut all = Vec::new();
    let (mut register, _) = Register::build(&sources);
    for one in beside {
        let ground = Ground {
            register: &register,
            today,
        };
        // They were whole when they were answered; one that a change elsewhere has spoilt is missed where it is named.
        if let Ok(made) = made(one.kind, Some(&one.id), &one.answers, &ground, false) {
            let file = Source::from_bytes(&made.path, made.text.clone().into_bytes());
            sources = sources.with(vec![file]);
            all.push(made);
            register = Register::build(&sources).0;
        }
    }
    (sources, register, all)
}
