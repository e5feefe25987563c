//! Dates in cells: as records write them, as people say them, and in figures of which nobody knows at first which is the day.

use chrono::NaiveDate;

use crate::value::{PartialDate, YEARS, spoken};

/// Which figure of a date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The day: 31/03/2026.
    DayFirst,
    /// The month: 03/31/2026.
    MonthFirst,
}

/// A date in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Figures {
    first: u32,
    second: u32,
    year: i32,
}

/// The order that the dates of a column prove; none where none of them does, or two disagree.
pub(super) fn proven<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Order> {
    let mut found = None;
    for figures in texts.filter_map(figures) {
        let own = match (figures.first > 12, figures.second > 12) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            _ => continue,
        };
        if found.is_some_and(|other| other != own) {
            return None;
        }
        found = Some(own);
    }
    found
}

/// Whether a text can be read as two different days.
pub(super) fn is_ambiguous(text: &str) -> bool {
    figures(text)
        .is_some_and(|figures| figures.first <= 12 && figures.second <= 12 && figures.first != figures.second)
}

/// Reads a date as far as it is known, as records write it.
///
/// # Errors
///
/// What is wrong with it, and how to mend it.
pub(super) fn read(text: &str, order: Option<Order>) -> Result<String, (String, String)> {
    let text = text.trim();
    let whole = without_midnight(text);
    if let Ok(date) = PartialDate::parse(&whole.to_lowercase()) {
        return Ok(date.to_string());
    }
    if let Some(figures) = figures(whole) {
        return in_figures(whole, figures, order);
    }
    let wrong = |how: String| (format!("`{}` is not a date", crate::diagnostic::clip(text)), how);
    // What is said of the day it is would be another day with the next import.
    if ["today", "yesterday", "tomorrow"].contains(&text.to_lowercase().as_str()) {
        return Err(wrong("write the day itself, as 2026-03-31".to_owned()));
    }
    let never = NaiveDate::default();
    spoken::date(whole, never)
        .map(|date| date.to_string())
        .map_err(|how| {
            wrong(if how.contains("year in full") {
                "write the year in full, as 2026-01-05".to_owned()
            } else {
                "write it as 2026-03-31 or 31 March 2026; as 2026-03, 2026 or unknown where less is known"
                    .to_owned()
            })
        })
}

fn in_figures(text: &str, figures: Figures, order: Option<Order>) -> Result<String, (String, String)> {
    let Figures { first, second, year } = figures;
    let day = |day, month| {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        PartialDate::parse(&day.to_string()).ok()
    };
    let (british, american) = (day(first, second), day(second, first));
    let said = |date: PartialDate| Ok(date.to_string());
    let none = || {
        Err((
            format!("there is no date `{text}`"),
            format!(
                "check the day and the month; years run from {} to {}",
                YEARS.start(),
                YEARS.end()
            ),
        ))
    };
    match (order, british, american) {
        (None, Some(one), Some(other)) if one != other => Err((
            format!(
                "`{text}` can be two days: {} or {}?",
                one.spoken(),
                other.spoken()
            ),
            format!(
                "write {one} or {other}; or say how the file writes dates, with --day-first or --month-first"
            ),
        )),
        (Some(Order::DayFirst) | None, Some(date), _) => said(date),
        (Some(Order::MonthFirst) | None, _, Some(date)) => said(date),
        // A day that the order of the others makes impossible is a slip, and not for us to turn round.
        (Some(_), Some(other), None) | (Some(_), None, Some(other)) => Err((
            format!("`{text}` is no date in the order of the others"),
            format!("where {} is meant, write {other}", other.spoken()),
        )),
        _ => none(),
    }
}

/// The figures of a date written with slashes, dots or hyphens, and the year at the end.
fn figures(text: &str) -> Option<Figures> {
    let text = without_midnight(text.trim());
    let mark = text.chars().find(|letter| !letter.is_ascii_digit())?;
    if !['/', '.', '-'].contains(&mark) {
        return None;
    }
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let small = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse().ok())?;
    (year.len() == 4).then_some(())?;
    let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(is_digits).then_some(Figures {
        first: small(first)?,
        second: small(second)?,
        year: year.parse().ok()?,
    })
}

/// A day without the midnight that other programs write behind it.
fn without_midnight(text: &str) -> &str {
    let ends = [" 00:00:00", "T00:00:00", " 00:00", "T00:00", " 0:00", " 0:00:00"];
    ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form_that_has_one_meaning() {
        for (text, date) in [
            ("2026-03-31", "2026-03-31"),
            ("2026-03-31 00:00:00", "2026-03-31"),
            ("31/03/2026", "2026-03-31"),
            ("31.3.2026", "2026-03-31"),
            ("03/31/2026", "2026-03-31"),
            ("05/05/2026", "2026-05-05"),
            ("31 March 2026", "2026-03-31"),
            ("31st Mar 2026", "2026-03-31"),
            ("March 2026", "2026-03"),
            ("2026-03", "2026-03"),
            ("2026", "2026"),
            ("Unknown", "unknown"),
        ] {
            assert_eq!(read(text, None).as_deref(), Ok(date), "{text}");
        }
        assert_eq!(
            read("03/04/2026", Some(Order::DayFirst)).as_deref(),
            Ok("2026-04-03")
        );
        assert_eq!(
            read("03/04/2026", Some(Order::MonthFirst)).as_deref(),
            Ok("2026-03-04")
        );
    }

    #[test]
    fn a_date_with_two_meanings_is_refused_with_both() {
        let (what, cure) = read("03/04/2026", None).expect_err("ambiguous");
        assert_eq!(
            what,
            "`03/04/2026` can be two days: 3 April 2026 or 4 March 2026?"
        );
        assert!(
            cure.contains("write 2026-04-03 or 2026-03-04") && cure.contains("--day-first"),
            "{cure}"
        );
        for (text, cure) in [
            ("3/4/26", "year in full"),
            ("today", "the day itself"),
            ("31/02/2026", "check the day"),
            ("2026-02-30", "write it as"),
            ("soon", "write it as"),
            ("46112", "write it as"),
            ("13/13/2026", "check the day"),
            ("31/03/0026", "check the day"),
        ] {
            let (_, told) = read(text, None).expect_err(text);
            assert!(told.contains(cure), "{text}: {told}");
        }
        let (_, cure) = read("12/31/2026", Some(Order::DayFirst)).expect_err("the other order");
        assert_eq!(cure, "where 31 December 2026 is meant, write 2026-12-31");
    }

    #[test]
    fn one_date_of_a_column_proves_the_order_unless_another_disagrees() {
        let proven = |texts: &[&str]| proven(texts.iter().copied());
        assert_eq!(proven(&["03/04/2026", "", "13/04/2026"]), Some(Order::DayFirst));
        assert_eq!(proven(&["03/04/2026", "04/13/2026"]), Some(Order::MonthFirst));
        assert_eq!(proven(&["03/04/2026", "2026-04-13"]), None);
        assert_eq!(proven(&["13/04/2026", "04/13/2026"]), None);
    }
}
