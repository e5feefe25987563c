//! Numbers of cells: as text, and as days.

use chrono::{Days, NaiveDate};

/// A number as it is written without a form: no more digits than the spreadsheet keeps.
pub(super) fn plain(text: &str) -> Option<String> {
    let number: f64 = text.trim().parse().ok()?;
    if !number.is_finite() {
        return None;
    }
    // Fifteen digits are kept; what comes behind is the remainder of reckoning in twos.
    let rounded: f64 = format!("{number:.14e}").parse().ok()?;
    let shown = rounded.to_string();
    Some(if shown == "-0" { "0".to_owned() } else { shown })
}

/// The day that a number counts to.
pub(super) fn day(text: &str, is_1904: bool) -> Option<NaiveDate> {
    let number: f64 = text.trim().parse().ok()?;
    if !(0.0..=2_958_465.0).contains(&number) || number.fract() != 0.0 {
        return None;
    }
    // Checked above: a whole number from 0 to a few millions.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    let count = number as u64;
    let (start, days) = match (is_1904, count) {
        (true, count) => (NaiveDate::from_ymd_opt(1904, 1, 1)?, count),
        // The first system takes 1900 for a leap year: 60 is a day that never was, and those before count from one later.
        (false, 0 | 60) => return None,
        (false, 1..=59) => (NaiveDate::from_ymd_opt(1899, 12, 31)?, count),
        (false, count) => (NaiveDate::from_ymd_opt(1899, 12, 30)?, count),
    };
    start.checked_add_days(Days::new(days))
}

/// A day with a time of day, as people write it; of a time alone, the time.
pub(super) fn moment(text: &str, is_1904: bool) -> Option<String> {
    let number: f64 = text
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())?;
    let minutes = (number.fract() * 1440.0).round();
    let time = format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    match day(&number.trunc().to_string(), is_1904) {
        Some(day) if number >= 1.0 => Some(format!("{day} {time}")),
        _ => (0.0..1.0).contains(&number).then_some(time),
    }
}

/// Whether a number is a day with a time of day.
pub(super) fn has_time(text: &str) -> bool {
    text.trim()
        .parse()
        .is_ok_and(|number: f64| number.is_finite() && number.fract() != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_either_beginning() {
        let read = |text, is_1904| day(text, is_1904).map(|day| day.to_string());
        assert_eq!(read("46112", false).as_deref(), Some("2026-03-31"));
        assert_eq!(read("44650", true).as_deref(), Some("2026-03-31"));
        assert_eq!(read("1", false).as_deref(), Some("1900-01-01"));
        assert_eq!(read("59", false).as_deref(), Some("1900-02-28"));
        assert_eq!(read("60", false), None, "29 February 1900 never was");
        assert_eq!(read("61", false).as_deref(), Some("1900-03-01"));
        assert_eq!(read("46112.5", false), None);
        assert_eq!(read("-1", false), None);
        assert_eq!(read("1e300", false), None);
        assert_eq!(moment("46112.4375", false).as_deref(), Some("2026-03-31 10:30"));
        assert_eq!(moment("0.5", false).as_deref(), Some("12:00"));
        assert_eq!(moment("-0.5", false), None);
        assert!(has_time("46112.5") && !has_time("46112") && !has_time("NaN"));
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (kept, shown) in [
            ("2026", "2026"),
            ("1E5", "100000"),
            ("0.1", "0.1"),
            ("0.30000000000000004", "0.3"),
            ("-0", "0"),
            ("1.5E-3", "0.0015"),
        ] {
            assert_eq!(plain(kept).as_deref(), Some(shown), "{kept}");
        }
        assert_eq!(plain("NaN"), None);
        assert_eq!(plain("x"), None);
    }
}
