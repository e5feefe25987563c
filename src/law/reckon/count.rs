//! Counting days one by one, and keeping what was left out.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::calendar::{Basis, Reason, is_projected, reason_to_leave_out};
use super::words::{joined, plural, short};
use super::{Beyond, Sum};
use crate::value::with_weekday;

/// Which way a count goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    On,
    Back,
}

/// The days a count took in, and those it left out between them, in the order they were come upon.
///
/// It is always asked for at least one day, and so has a first and a last.
pub(super) struct Count {
    counted: Vec<NaiveDate>,
    left_out: Vec<(NaiveDate, Reason)>,
}

impl Count {
    /// Counts on from a day, which is itself the first to be looked at.
    pub(super) fn beginning(basis: Basis, number: u32, from: NaiveDate) -> Result<Self, Beyond> {
        Self::over(
            std::iter::successors(Some(from), NaiveDate::succ_opt),
            basis,
            number,
        )
    }

    /// Counts on or back from a day, which is itself not looked at.
    pub(super) fn beyond(
        basis: Basis,
        number: u32,
        from: NaiveDate,
        direction: Direction,
    ) -> Result<Self, Beyond> {
        let next = match direction {
            Direction::On => NaiveDate::succ_opt,
            Direction::Back => NaiveDate::pred_opt,
        };
        Self::over(std::iter::successors(next(&from), next), basis, number)
    }

    fn over(days: impl Iterator<Item = NaiveDate>, basis: Basis, number: u32) -> Result<Self, Beyond> {
        let (mut counted, mut left_out, mut wanted) = (Vec::new(), Vec::new(), number);
        for day in days {
            if let Some(reason) = reason_to_leave_out(basis, day)? {
                left_out.push((day, reason));
                continue;
            }
            counted.push(day);
            wanted -= 1;
            if wanted == 0 {
                break;
            }
        }
        Ok(Self { counted, left_out })
    }

    /// The day counted first.
    pub(super) fn first(&self) -> NaiveDate {
        *self.counted.first().expect(HAS_A_DAY)
    }

    /// The day counted last, at which the count ends.
    pub(super) fn last(&self) -> NaiveDate {
        *self.counted.last().expect(HAS_A_DAY)
    }

    /// The day counted before the last; the last itself if there is no other.
    pub(super) fn last_but_one(&self) -> NaiveDate {
        let place = self.counted.len().saturating_sub(2);
        *self.counted.get(place).expect(HAS_A_DAY)
    }

    /// A sentence that names every day left out, whole weekends by their number.
    pub(super) fn left_out(&self) -> String {
        let mut days = self.left_out.clone();
        days.sort_by_key(|(day, _)| *day);
        let weekend: BTreeSet<NaiveDate> = days
            .iter()
            .filter(|(_, reason)| *reason == Reason::Weekend)
            .map(|(day, _)| *day)
            .collect();
        let whole = |day: NaiveDate| match day.weekday() {
            chrono::Weekday::Sat => weekend.contains(&(day + Days::new(1))),
            _ => weekend.contains(&(day - Days::new(1))),
        };
        let mut items: Vec<String> = days
            .iter()
            .filter_map(|(day, reason)| match reason {
                Reason::Weekend if whole(*day) => None,
                Reason::Weekend => Some(with_weekday(*day)),
                Reason::Named(name) => Some(format!("{} ({name})", short(*day))),
            })
            .collect();
        let weekends = weekend.iter().filter(|day| whole(**day)).count() / 2;
        if weekends > 0 {
            let weekends = u32::try_from(weekends).expect("a count ends within the years that are known");
            items.push(plural(weekends, "weekend"));
        }
        match items.as_slice() {
            [] => "No day between is left out.".to_owned(),
            items => format!("Left out: {}.", joined(items)),
        }
    }

    /// The sum that ends with the last day counted, with a warning among its steps if it rests on projected holidays.
    pub(super) fn into_sum(self, mut steps: Vec<String>) -> Sum {
        let left_out = self.left_out.iter().map(|(day, _)| day);
        let looked_at = self.counted.iter().chain(left_out);
        let projected: BTreeSet<i32> = looked_at
            .map(NaiveDate::year)
            .filter(|year| is_projected(*year))
            .collect();
        if !projected.is_empty() {
            let years: Vec<String> = projected.iter().map(ToString::to_string).collect();
            steps.push(format!(
                "Not all bank holidays of {} are proclaimed yet; reckon again when they are.",
                joined(&years)
            ));
        }
        Sum {
            day: self.last(),
            steps,
            projected: !projected.is_empty(),
        }
    }
}

/// Why a count has a first and a last day.
const HAS_A_DAY: &str = "a count goes on until it has a day, or meets a year that is not known";
