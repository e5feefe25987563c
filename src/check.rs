//! What sound records say that cannot be right: each rule is one small pure function.

pub mod brought;
mod chronology;
pub mod codes;
mod duty;
mod identity;
mod judgement;
mod law;
mod look;
mod signing;
mod twice;
mod whose;
mod wording;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostics};
use crate::law::Law;
use crate::law::derive::Derivation;
use crate::record::Entry;
use crate::record::change::Change;
use crate::register::Register;
use crate::source::{Location, Source, SourceId, Sources, Span};

/// What a rule looks at.
#[derive(Clone, Copy)]
pub struct Case<'r> {
    /// The sound records.
    pub register: &'r Register,
    /// The files they were read from.
    pub sources: &'r Sources,
    /// The law they may cite.
    pub law: &'r Law,
    /// The day it is.
    pub today: NaiveDate,
    /// What the law says of each change on that day.
    pub derived: &'r [(&'r Entry<Change>, Derivation<'r>)],
}

/// A rule: the code it raises, and the function that looks for it.
#[derive(Debug)]
pub struct Rule {
    /// The code it raises.
    pub code: &'static Code,
    /// Looks at all records and reports each that breaks the rule.
    pub check: fn(&Case<'_>, &mut Diagnostics),
}

/// Every rule, by family.
pub const RULES: &[&[Rule]] = &[
    judgement::RULES,
    whose::RULES,
    chronology::RULES,
    identity::RULES,
    twice::RULES,
    duty::RULES,
    law::RULES,
    wording::RULES,
    look::RULES,
    signing::RULES,
];

/// Reads a register and checks it: all that is wrong, in the order of the files.
pub fn check(sources: &Sources, law: &Law, today: NaiveDate) -> (Register, Diagnostics) {
    let (register, mut problems) = Register::build(sources);
    problems.append(law.problems().clone());
    // Before the rules and not within one: they run side by side, and so does this.
    let derived = law.over_register(&register, today, |change, derivation| {
        (change, self::law::asked_about(derivation))
    });
    let case = Case {
        register: &register,
        sources,
        law,
        today,
        derived: &derived,
    };
    let rules: Vec<&Rule> = RULES.iter().copied().flatten().collect();
    let found = rules.into_par_iter().map(|rule| {
        let mut problems = Diagnostics::new();
        (rule.check)(&case, &mut problems);
        problems
    });
    // In the order of the rules, whichever ended first.
    for own in found.collect::<Vec<_>>() {
        problems.append(own);
    }
    (register, problems.sorted())
}

/// Finds where words of a text stand in its file. They are sought in the order in which the text has them, each
/// after the one before, so that words that come twice have two places, and a long text is gone through once.
struct Places<'s> {
    source: SourceId,
    slice: &'s str,
    start: usize,
    next: usize,
    missed: u8,
}

impl<'s> Places<'s> {
    /// How often words may be missing, because folding has broken them, before no more are sought.
    const MISSES: u8 = 16;

    fn new(id: SourceId, source: &'s Source, span: Span) -> Self {
        Self {
            source: id,
            slice: source.slice(span),
            start: span.start as usize,
            next: 0,
            missed: 0,
        }
    }

    /// The place of some words, or of the whole text where they cannot be found in one piece.
    fn of(&mut self, words: &str) -> Location {
        let mut found = None;
        if self.missed < Self::MISSES {
            found = self.slice[self.next..].find(words).map(|at| self.next + at);
            if found.is_none() {
                self.missed += 1;
                found = self.slice.find(words);
            }
        }
        let (start, end) = found.map_or((0, self.slice.len()), |at| (at, at + words.len()));
        if found.is_some() {
            self.next = end;
        }
        Location {
            source: self.source,
            span: Span::new(self.start + start, self.start + end),
        }
    }
}
