//! Days as minutes print them: "Friday, 22nd March, 2019", "04/09/2025". A day that does not exist is not a day.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::{Captures, Regex};

use crate::source::{Span, Spanned};
use crate::value::{PartialDate, YEARS};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?-u:\b)(?:",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?:day\s+)?of)?[\s\u{a0}]+(?P<m>[a-z]{3,9})\.?,?[\s\u{a0}]+(?P<y>\d{4})",
        r"|(?P<nd>\d{1,2})[/.](?P<nm>\d{1,2})[/.](?P<ny>\d{4})",
        r"|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})",
        r"|(?P<mm>january|february|march|april|may|june|july|august|september|october|november|december)",
        r",?[\s\u{a0}]+(?P<my>\d{4})",
        r")(?-u:\b)",
    ))
    .expect("a pattern of ours")
});

/// The months, in small letters.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first day, or month of a year, that words name, and where it stands in them.
pub(super) fn find(words: &str) -> Option<(PartialDate, Range<usize>)> {
    DATE.captures_iter(words)
        .find_map(|found| Some((value(&found)?, found.get(0)?.range())))
}

/// The dates in a stretch of text, each with its place.
pub(super) fn dates(text: &str, span: Span) -> Vec<Spanned<PartialDate>> {
    let words = span.of(text);
    let base = span.range().start;
    DATE.captures_iter(words)
        .filter_map(|found| {
            let place = found.get(0)?.range();
            let span = Span::new(base + place.start, base + place.end);
            Some(Spanned::new(value(&found)?, span))
        })
        .collect()
}

fn value(found: &Captures<'_>) -> Option<PartialDate> {
    let text = |name: &str| found.name(name).map(|part| part.as_str());
    let number = |name: &str| text(name).and_then(|digits| digits.parse::<u32>().ok());
    if let (Some(day), Some(month)) = (number("d"), text("m")) {
        return date(number("y")?, month_named(month)?, day);
    }
    if let (Some(day), Some(month)) = (number("nd"), number("nm")) {
        return date(number("ny")?, month, day);
    }
    if let (Some(day), Some(month)) = (number("id"), number("im")) {
        return date(number("iy")?, month, day);
    }
    let year = year(number("my")?)?;
    Some(PartialDate::Month(year, month_named(text("mm")?)?))
}

/// Also "Sept" and "Apr".
fn month_named(name: &str) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| month.starts_with(&name) || (name == "sept" && *month == "september"))?;
    u32::try_from(at + 1).ok()
}

fn year(year: u32) -> Option<i32> {
    i32::try_from(year).ok().filter(|year| YEARS.contains(year))
}

fn date(of: u32, month: u32, day: u32) -> Option<PartialDate> {
    let day = NaiveDate::from_ymd_opt(year(of)?, month, day)?;
    Some(PartialDate::Day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_minutes_use() {
        for (words, expected) in [
            ("Friday, 22nd March, 2019 10.00 am", "2019-03-22"),
            ("Tuesday 15 July 2025 6.30 pm", "2025-07-15"),
            ("16 March 2009 7.00 pm", "2009-03-16"),
            ("Friday, 6 June, 2025", "2025-06-06"),
            ("04/09/2025", "2025-09-04"),
            ("9th October 2024", "2024-10-09"),
            ("4 Apr 2023 by Cabinet", "2023-04-04"),
            ("on the 3rd day of Sept 2013", "2013-09-03"),
            ("in May 2020, we", "2020-05"),
            ("31 February 2020, or rather 3 March 2020", "2020-03-03"),
        ] {
            let (date, _) = find(words).expect(words);
            assert_eq!(date.to_string(), expected, "{words}");
        }
        for words in [
            "45/13/2020",
            "31/02/2020",
            "12 Wards 2020",
            "9 October 1066",
            "no day",
        ] {
            assert_eq!(find(words), None, "{words}");
        }
    }

    #[test]
    fn dates_are_found_in_every_form_and_impossible_ones_are_not() {
        let text = "On 1st April 2026, 01 May 2026 and 04/09/2025, from March 2027, but not 31 June 2026 or 2 weeks.";
        let found: Vec<String> = dates(text, Span::new(0, text.len()))
            .iter()
            .map(|date| date.value.to_string())
            .collect();
        assert_eq!(found, ["2026-04-01", "2026-05-01", "2025-09-04", "2027-03"]);
    }
}
