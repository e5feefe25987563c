//! Values of flags, as a person writes them.

use chrono::NaiveDate;

use crate::failure::{Exit, Failure};
use crate::value::{PartialDate, spoken};

/// A date as it is said on the command line.
///
/// # Errors
///
/// [`Exit::Usage`] where it is none.
pub(super) fn date(text: &str, today: NaiveDate) -> Result<PartialDate, Failure> {
    spoken::date(text, today)
        .map_err(|how| Failure::with(Exit::Usage, format!("`{text}` is not a date")).cure(how))
}

/// A single day, as it is said on the command line for what `name` names.
///
/// # Errors
///
/// As [`date`].
pub(super) fn day(name: &str, text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    let told = |what: String, cure: String| Failure::with(Exit::Usage, format!("{name}: {what}")).cure(cure);
    match spoken::date(text, today) {
        Ok(PartialDate::Day(day)) => Ok(day),
        Ok(_) => Err(told(
            format!("`{text}` is not a single day"),
            "name the day, as 2026-03-31".to_owned(),
        )),
        Err(how) => Err(told(format!("`{text}` is not a date"), how)),
    }
}

/// The two sides of a flag such as `2026-04-01 = new contract begins`.
///
/// # Errors
///
/// [`Exit::Usage`] where one is missing.
pub(super) fn split<'t>(text: &'t str, mark: char, form: &str) -> Result<(&'t str, &'t str), Failure> {
    let sides = text
        .split_once(mark)
        .map(|(left, right)| (left.trim(), right.trim()));
    sides
        .filter(|(left, right)| !left.is_empty() && !right.is_empty())
        .ok_or_else(|| {
            Failure::with(Exit::Usage, format!("`{text}` cannot be understood"))
                .cure(format!("write it as {form}"))
        })
}
