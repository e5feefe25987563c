//! What the law says of every change, derived once for all pages of a build; and of an item of a meeting, which its own
//! page alone tells of.

use super::Input;
use crate::law::case::{Case, OnDay};
use crate::law::derive::{Derivation, Derived, derive};
use crate::record::change::Change;
use crate::record::resolution::Resolution;
use crate::record::{Entry, RecordId};
use crate::register::Register;

/// What the law says, on the day the site is made for.
#[derive(Debug)]
pub struct Conclusions<'r> {
    /// Of every change, in order of id.
    changes: Vec<(&'r Entry<Change>, Derivation<'r>)>,
    /// The law on that day, and the register whose items are asked about; none where nothing is.
    items: Option<(OnDay<'r>, &'r Register)>,
    /// For each provision of the catalogue, where it was derived: which change, and which of its conclusions.
    applied: Vec<Vec<(usize, usize)>>,
}

/// A provision in the case of a change.
#[derive(Clone, Copy, Debug)]
pub struct Applied<'c, 'r> {
    /// The change.
    pub change: &'r Entry<Change>,
    /// What was derived.
    pub derived: &'c Derived<'r>,
}

impl<'r> Conclusions<'r> {
    /// Derives everything. Every core takes part; the result does not depend on how many.
    pub fn of(input: &Input<'r>) -> Self {
        let (law, register) = (input.law, input.register);
        let changes = law.of_register(register, input.as_at);
        let mut applied = vec![Vec::new(); law.provisions().len()];
        for (number, (_, derivation)) in changes.iter().enumerate() {
            for (which, derived) in derivation.derived.iter().enumerate() {
                if let Some(place) = law.place(derived.provision.id.value.as_str()) {
                    applied[place].push((number, which));
                }
            }
        }
        Self {
            items: Some((OnDay::new(law, input.as_at), register)),
            changes,
            applied,
        }
    }

    /// None at all: for what is told of records without the law.
    pub fn none(input: &Input<'r>) -> Self {
        Self {
            changes: Vec::new(),
            items: None,
            applied: vec![Vec::new(); input.law.provisions().len()],
        }
    }

    /// Of every change, in order of id.
    pub fn changes(&self) -> &[(&'r Entry<Change>, Derivation<'r>)] {
        &self.changes
    }

    /// Of one change.
    pub fn of_change(&self, id: &RecordId) -> Option<&Derivation<'r>> {
        let at = self.changes.binary_search_by(|(entry, _)| entry.id.cmp(id));
        at.ok().map(|at| &self.changes[at].1)
    }

    /// Of one item of a meeting, derived when it is asked for.
    pub fn of_item(&self, item: &'r Entry<Resolution>) -> Option<Derivation<'r>> {
        let (law, register) = self.items.as_ref()?;
        Some(derive(&Case::of_item(register, law, item)))
    }

    /// Where a provision was derived, in order of change: by its place in the catalogue.
    pub fn of_provision(&self, place: usize) -> impl Iterator<Item = Applied<'_, 'r>> {
        let places = self.applied.get(place).into_iter().flatten();
        places.map(|(number, which)| {
            let (change, derivation) = &self.changes[*number];
            Applied {
                change,
                derived: &derivation.derived[*which],
            }
        })
    }
}
