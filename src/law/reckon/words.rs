//! How days and what is left out of a count are said in a sentence.

use chrono::NaiveDate;

use crate::law::provision::Calendar;

/// `1 January 2026`.
pub(super) fn short(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `February 2026`.
pub(super) fn month(day: NaiveDate) -> String {
    day.format("%B %Y").to_string()
}

/// `1 day`, `28 days`.
pub(super) fn plural(count: u32, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// `a`, `a and b`, `a, b, and c`.
pub(super) fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [one, other] => format!("{one} and {other}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
    }
}

/// What the instrument means by a working day.
pub(super) fn working_day(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::HealthScrutiny => {
            "A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday \
             in England (SI 2013/218 reg 21(6))."
        }
        Calendar::ProviderSelection => {
            "A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday, the first Monday in \
             May or a bank holiday in England (SI 2023/1348 reg 12(12))."
        }
    }
}
