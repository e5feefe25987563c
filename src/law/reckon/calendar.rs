//! The bank holidays by year, and which days each way of counting leaves out.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::Beyond;
use crate::law::provision::Calendar;

/// The compiled-in list.
pub(super) const TEXT: &str = include_str!("../bank-holidays.yaml");

static YEARS: LazyLock<BTreeMap<i32, Year>> =
    LazyLock::new(|| serde_yaml::from_str(TEXT).expect("the compiled-in bank holidays are tested"));

/// The bank holidays of one year, with Good Friday and Christmas Day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Year {
    status: Status,
    pub(super) days: BTreeMap<NaiveDate, String>,
}

/// Whether all bank holidays of a year are settled.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Proclaimed,
    Projected,
}

impl Year {
    /// From the last week day before Christmas Day to the first after it that is no bank holiday.
    fn christmas_break(&self, year: i32) -> RangeInclusive<NaiveDate> {
        let christmas = NaiveDate::from_ymd_opt(year, 12, 25).expect("every year has a Christmas Day");
        let week_day = |day: &NaiveDate| !is_weekend(*day);
        let before = (1..).map(|days| christmas - Days::new(days)).find(week_day);
        let after = (1..)
            .map(|days| christmas + Days::new(days))
            .find(|day| week_day(day) && !self.days.contains_key(day));
        let [first, last] = [before, after].map(|day| day.expect("a week day is never far off"));
        first..=last
    }

    /// From the Thursday before Easter Day to the Tuesday after.
    fn easter_break(&self) -> RangeInclusive<NaiveDate> {
        let good_friday = self.days.iter().find(|(_, name)| *name == "Good Friday");
        let (friday, _) = good_friday.expect("every year on the list has a Good Friday, as is tested");
        *friday - Days::new(1)..=*friday + Days::new(4)
    }
}

/// The years for which bank holidays are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Years {
    /// The first.
    pub first: i32,
    /// The last.
    pub last: i32,
    /// The first whose bank holidays are not all proclaimed yet; none, if all are.
    pub projected_from: Option<i32>,
}

/// The years with bank holidays, first and last, and the first that is partly projected.
#[must_use]
pub fn years() -> Years {
    let bound = |found: Option<&i32>| *found.expect("the list is not empty, as is tested");
    Years {
        first: bound(YEARS.keys().next()),
        last: bound(YEARS.keys().next_back()),
        projected_from: YEARS.keys().copied().find(|year| is_projected(*year)),
    }
}

/// Whether a day is a working day, as the instrument of that calendar defines it.
///
/// # Errors
///
/// If the bank holidays of that year are not known.
pub fn is_working_day(calendar: Calendar, day: NaiveDate) -> Result<bool, Beyond> {
    Ok(reason_to_leave_out(Basis::Working(calendar), day)?.is_none())
}

/// Whether not all bank holidays of the year are proclaimed.
pub(super) fn is_projected(year: i32) -> bool {
    YEARS
        .get(&year)
        .is_some_and(|year| year.status == Status::Projected)
}

/// Every year on the list, for the tests of it.
#[cfg(test)]
pub(super) fn listed() -> &'static BTreeMap<i32, Year> {
    &YEARS
}

/// What is being counted, which decides the days left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// Working days as an instrument defines them.
    Working(Calendar),
    /// Monday to Friday other than bank holidays.
    Clear,
    /// The same, less the Christmas and the Easter break.
    ClearStrict,
}

/// Why a day is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Weekend,
    Named(&'static str),
}

/// Why the day does not count; `None` if it does.
pub(super) fn reason_to_leave_out(basis: Basis, day: NaiveDate) -> Result<Option<Reason>, Beyond> {
    let number = day.year();
    let year = YEARS.get(&number).ok_or(Beyond { year: number })?;
    if is_weekend(day) {
        return Ok(Some(Reason::Weekend));
    }
    let name = year.days.get(&day).map(String::as_str).or_else(|| match basis {
        Basis::Working(Calendar::ProviderSelection) => {
            is_first_monday_in_may(day).then_some("the first Monday in May")
        }
        Basis::ClearStrict if year.christmas_break(number).contains(&day) => Some("Christmas break"),
        Basis::ClearStrict if year.easter_break().contains(&day) => Some("Easter break"),
        Basis::Working(Calendar::HealthScrutiny) | Basis::Clear | Basis::ClearStrict => None,
    });
    Ok(name.map(Reason::Named))
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn is_first_monday_in_may(day: NaiveDate) -> bool {
    day.month() == 5 && day.weekday() == Weekday::Mon && day.day() <= 7
}
