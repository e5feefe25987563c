//! Days, months and years that a text names.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::pattern::pattern;
use crate::source::{Span, Spanned};
use crate::value::PartialDate;

/// The dates in a stretch of text, each with its place. A day that no calendar has is none.
pub(super) fn dates(text: &str, span: Span) -> Vec<Spanned<PartialDate>> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xi)\b(?:
                (?P<day>[0-3]?[0-9])(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?,?\s+(?P<year>(?:19|20)[0-9]{2})
              | (?P<number>[0-3]?[0-9])[/.](?P<of>[01]?[0-9])[/.](?P<in>(?:19|20)[0-9]{2})
              | (?P<alone>January|February|March|April|May|June|July|August|September|October|November|December),?\s+(?P<its>(?:19|20)[0-9]{2})
            )\b",
        )
    });
    let Some(stretch) = text.get(span.range()) else {
        return Vec::new();
    };
    let base = span.range().start;
    let read = |found: &regex::Captures<'_>| {
        let number = |name: &str| {
            found
                .name(name)
                .and_then(|part| part.as_str().parse::<u32>().ok())
        };
        let year = |name: &str| {
            found
                .name(name)
                .and_then(|part| part.as_str().parse::<i32>().ok())
        };
        let month_of = |name: &str| found.name(name).and_then(|part| month(part.as_str()));
        if let Some(alone) = month_of("alone") {
            return Some(PartialDate::Month(year("its")?, alone));
        }
        let (day, month, year) = match number("day") {
            Some(day) => (day, month_of("month")?, year("year")?),
            None => (number("number")?, number("of")?, year("in")?),
        };
        NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)
    };
    DATE.captures_iter(stretch)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let place = Span::new(base + whole.start(), base + whole.end());
            read(&found).map(|date| Spanned::new(date, place))
        })
        .collect()
}

fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = name.to_lowercase();
    let place = MONTHS.iter().position(|month| lower.starts_with(month))?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
