//! Dates as a clerk says them: today, 12 March 2026, 12/03/2026 (day first), or as records write them.

use chrono::{Datelike, Days, Month, NaiveDate};

use super::PartialDate;
use super::date::YEARS;

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
    const FORMS: [&str; 8] = [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%d/%m/%Y",
        "%d-%m-%Y",
        "%d.%m.%Y",
        "%d %B %Y",
        "%d %b %Y",
        "%A %d %B %Y",
    ];
    let mut plain = without_endings(text);
    // "12-Nov-2026" and "Nov-2026", as spreadsheets show them.
    if plain.contains(char::is_alphabetic) {
        plain = plain.replace('-', " ");
    }
    let read = |text: &str, form: &str| NaiveDate::parse_from_str(text, form).ok();
    let day = FORMS.iter().find_map(|form| read(&plain, form));
    let first = format!("1 {plain}");
    let month = || {
        let mut forms = ["%d %B %Y", "%d %b %Y"].iter();
        forms.find_map(|form| read(&first, form))
    };
    let (found, form) = match (day, month()) {
        (Some(day), _) => (day, "%Y-%m-%d"),
        (None, Some(first)) => (first, "%Y-%m"),
        (None, None) => return Err(unread(text, &plain)),
    };
    if found.year() < 100 {
        return Err(YEAR_IN_FULL.to_owned());
    }
    PartialDate::parse(&found.format(form).to_string())
        .map_err(|fault| format!("{}: {}", fault.message(), fault.cure()))
}

const YEAR_IN_FULL: &str = "write the year in full, as 05/01/2026";

/// Why a text is no date.
fn unread(text: &str, plain: &str) -> String {
    match (names_a_day(text), has_year(plain)) {
        (true, true) => format!(
            "there is no such day: check the day, the month and the day of the week; years run from {} to {}",
            YEARS.start(),
            YEARS.end()
        ),
        (true, false) => YEAR_IN_FULL.to_owned(),
        _ => "write a date as 2026-03-12, 12/03/2026 (day first) or 12 March 2026; 2026-03, 2026 or unknown where \
              less is known"
            .to_owned(),
    }
}

/// Whether a year with all its figures stands in it.
fn has_year(text: &str) -> bool {
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.into_iter().any(|part| part.len() == 4)
}

/// Whether words seem to name a day, whoever can read it: a number of a day beside a month, or figures with a year in them.
pub fn names_a_day(text: &str) -> bool {
    let plain = without_endings(text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_month = |word: &str| {
        let name: Result<Month, _> = word.parse();
        // The verb stands beside numbers, too: "up to 5 may attend".
        name.is_ok() && word != "may"
    };
    let is_day = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let beside = words
        .windows(2)
        .any(|pair| (is_day(pair[0]) && is_month(pair[1])) || (is_month(pair[0]) && is_day(pair[1])));
    let in_figures = |word: &&str| {
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let all = parts.iter().all(|part| part.parse::<u32>().is_ok());
        parts.len() == 3 && all && (word.contains('/') || parts.iter().any(|part| part.len() == 4))
    };
    beside || words.iter().any(in_figures)
}

/// "5th January" as "5 January", and a comma behind either of them left out.
pub(super) fn without_endings(text: &str) -> String {
    let word = |word: &str| {
        let word = word.trim_end_matches(',');
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
        assert_eq!(read("2026/3/5"), Ok("2026-03-05".to_owned()));
        assert_eq!(read("2026-03-5"), Ok("2026-03-05".to_owned()));
        assert_eq!(read("Nov-2026"), Ok("2026-11".to_owned()));
        assert_eq!(read("12-Nov-2026"), Ok("2026-11-12".to_owned()));
        for short in ["Nov-26", "Nov 26", "12-Nov-26"] {
            assert!(
                read(short).is_err_and(|told| told.contains("year in full")),
                "{short}"
            );
        }
        assert!(read("March 1066").is_err_and(|told| told.contains("1948")));
        assert_eq!(read("unknown"), Ok("unknown".to_owned()));
        assert_eq!(read("Tuesday, 31 March 2026"), Ok("2026-03-31".to_owned()));
        let none = |text| read(text).is_err_and(|told| told.starts_with("there is no such day"));
        assert!(none("31/02/2026") && none("2026-02-30") && none("31 February 2026"));
        assert!(none("Monday 31 March 2026"), "it is a Tuesday");
        assert!(read("31 March").is_err_and(|told| told.contains("year in full")));
        assert!(read("soon").is_err());
    }

    #[test]
    fn a_day_is_seen_in_words_even_where_it_cannot_be_read() {
        for day in [
            "on 31 February 2026",
            "the 5th Dec",
            "December 10",
            "5/1/26",
            "see 2026-02-30",
            "on 1.2.2026",
        ] {
            assert!(names_a_day(day), "{day}");
        }
        for none in [
            "",
            "Survey of March 2026",
            "up to 5 may attend",
            "item 3.1.2",
            "in 2026",
            "9-5",
            "24/7",
        ] {
            assert!(!names_a_day(none), "{none}");
        }
    }
}
