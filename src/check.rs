//! What sound records say that cannot be right: each rule is one small pure function.

mod chronology;
pub mod codes;
mod duty;
mod identity;
mod judgement;
mod wording;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Diagnostics};
use crate::law::Law;
use crate::register::{AnyEntry, Register};
use crate::source::{Location, Sources, Span};

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
    chronology::RULES,
    identity::RULES,
    duty::RULES,
    wording::RULES,
];

/// Reads a register and checks it: all that is wrong, in the order of the files.
pub fn check(sources: &Sources, law: &Law, today: NaiveDate) -> (Register, Diagnostics) {
    let (register, mut problems) = Register::build(sources);
    let case = Case {
        register: &register,
        sources,
        law,
        today,
    };
    for rule in RULES.iter().copied().flatten() {
        (rule.check)(&case, &mut problems);
    }
    (register, problems.sorted())
}

impl Case<'_> {
    /// The place of some words inside a value: where they stand in the file, or the whole value where folding
    /// has broken them.
    fn within(&self, entry: &AnyEntry<'_>, span: Span, words: &str) -> Location {
        let source = self.sources.get(entry.source);
        let found = source.slice(span).find(words).map(|at| {
            let start = span.start as usize + at;
            Span::new(start, start + words.len())
        });
        entry.at(found.unwrap_or(span))
    }
}
