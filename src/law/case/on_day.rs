//! The law on one day: which provisions were in force, asked once for all cases.

use std::sync::Arc;

use chrono::NaiveDate;

use super::answer;
use crate::law::trace::{Finding, Step};
use crate::law::{Enacted, Law};

/// The law on one day: which provisions were in force is asked once for all cases.
#[derive(Debug)]
pub struct OnDay<'l> {
    pub(super) law: &'l Law,
    pub(super) as_at: NaiveDate,
    pub(super) in_force: Arc<[Arc<Step>]>,
}

impl<'l> OnDay<'l> {
    /// The law on a day.
    #[must_use]
    pub fn new(law: &'l Law, as_at: NaiveDate) -> Self {
        let in_force = law
            .provisions()
            .iter()
            .map(|provision| Arc::new(in_force(provision, as_at)))
            .collect();
        Self { law, as_at, in_force }
    }
}

/// Whether a provision was law on a day.
fn in_force(provision: &Enacted, as_at: NaiveDate) -> Step {
    let period = &provision.in_force;
    let citation = provision.citation();
    if period.covers(as_at) {
        return Step::dated(Finding::Yes, format!("{citation} is in force"));
    }
    let says = match (period.from(), period.until()) {
        (None, _) => format!("{citation} was never brought into force, as far as is known"),
        (Some(first), _) if first > as_at => {
            format!("{citation} was in force only from {}", answer::day(first))
        }
        (Some(_), Some(last)) => format!("{citation} ended on {}", answer::day(last)),
        (Some(_), None) => format!("{citation} is not in force"),
    };
    Step::dated(Finding::No, says)
}
