//! Dates as a clerk says them: today, 12 March 2026, 12/03/2026 (day first), or as records write them.

use chrono::{Datelike, Days, NaiveDate};

use super::PartialDate;

/// Reads a date as far as it is known.
///
/// # Errors
///
/// A sentence that says how to write it.
pub fn date(text: &str, today: NaiveDate) -> Result<PartialDate, String> {
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
    let plain = without_endings(text);
    let read = |text: &str, form: &str| NaiveDate::parse_from_str(text, form).ok();
    if let Some(day) = FORMS.iter().find_map(|form| read(&plain, form)) {
        if day.year() < 100 {
            return Err("write the year in full, as 05/01/2026".to_owned());
        }
        return PartialDate::parse(&day.format("%Y-%m-%d").to_string()).map_err(|fault| fault.message());
    }
    let first = format!("1 {plain}");
    let month = ["%d %B %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| read(&first, form));
    month.map(|day| PartialDate::Month(day.year(), day.month())).ok_or_else(|| {
        "write a date as 2026-03-12, 12/03/2026 (day first) or 12 March 2026; 2026-03, 2026 or unknown where less \
         is known"
            .to_owned()
    })
}

/// "5th January" as "5 January".
pub(super) fn without_endings(text: &str) -> String {
    let word = |word: &str| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word[number.len()..];
        let ordinal = !number.is_empty() && ["st", "nd", "rd", "th"].contains(&ending);
        if ordinal {
            number.to_owned()
        } else {
            word.to_owned()
        }
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// Reads a day, for a flag.
pub fn day(text: &str) -> Result<NaiveDate, String> {
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
        assert_eq!(read("5th Jan 2026"), Ok("2026-01-05".to_owned()));
        assert_eq!(read("March 2026"), Ok("2026-03".to_owned()));
        assert!(read("5/1/26").is_err_and(|told| told.contains("year in full")));
        assert_eq!(read("2026-03"), Ok("2026-03".to_owned()));
        assert_eq!(read("unknown"), Ok("unknown".to_owned()));
        assert!(read("31/02/2026").is_err());
        assert!(read("soon").is_err());
    }
}
