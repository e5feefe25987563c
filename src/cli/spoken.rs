//! Dates as a clerk says them: today, 12 March 2026, 12/03/2026 (day first), or as records write them.

use chrono::{Days, NaiveDate};

use crate::value::PartialDate;

/// Reads a date as far as it is known.
///
/// # Errors
///
/// A sentence that says how to write it.
pub(super) fn date(text: &str, today: NaiveDate) -> Result<PartialDate, String> {
    let text = text.trim();
    let relative = match text.to_lowercase().as_str() {
        "today" => Some(today),
        "yesterday" => today.checked_sub_days(Days::new(1)),
        "tomorrow" => today.checked_add_days(Days::new(1)),
        _ => None,
    };
    if let Some(day) = relative {
        return Ok(PartialDate::Day(day));
    }
    if let Ok(date) = PartialDate::parse(text) {
        return Ok(date);
    }
    const FORMS: [&str; 6] = [
        "%d/%m/%Y",
        "%d-%m-%Y",
        "%d.%m.%Y",
        "%d %B %Y",
        "%d %b %Y",
        "%A %d %B %Y",
    ];
    let day = FORMS
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    match day {
        Some(day) => PartialDate::parse(&day.format("%Y-%m-%d").to_string()).map_err(|fault| fault.message()),
        None => Err(
            "write a date as 2026-03-12, 12/03/2026 (day first) or 12 March 2026; 2026-03, 2026 or unknown \
                     where less is known"
                .to_owned(),
        ),
    }
}

/// Reads a day, for a flag.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "write a day as 2026-03-31".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_taken_as_they_are_said_in_england() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");
        let read = |text| date(text, today).map(|date| date.to_string());
        assert_eq!(read("today"), Ok("2026-03-31".to_owned()));
        assert_eq!(read("12/03/2026"), Ok("2026-03-12".to_owned()));
        assert_eq!(read("12 mar 2026"), Ok("2026-03-12".to_owned()));
        assert_eq!(read("2026-03"), Ok("2026-03".to_owned()));
        assert_eq!(read("unknown"), Ok("unknown".to_owned()));
        assert!(read("31/02/2026").is_err());
        assert!(read("soon").is_err());
    }
}
