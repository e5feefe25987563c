//! Dates as far as they are known: a day, a month, a year, or unknown.

use std::fmt;

use chrono::{Datelike, Month, Months, NaiveDate, Weekday};
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::{codes, spoken};
use crate::diagnostic::Diagnostic;
use crate::shape::{Reader, Scalar, codes::clip};
use crate::source::Span;
use crate::yaml::Scalar as Written;

/// A date as far as it is known. Records often know only the month of a meeting, or that a thing happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Not known.
    #[default]
    Unknown,
    /// Some day of this year.
    Year(i32),
    /// Some day of this month of this year.
    Month(i32, u32),
    /// This day.
    Day(NaiveDate),
}

/// Years a record may hold: the National Health Service began in 1948.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1948..=2199;

impl PartialDate {
    /// Reads `2025`, `2025-10`, `2025-10-09` or `unknown`. The error says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, DateFault> {
        if text == "unknown" {
            return Ok(Self::Unknown);
        }
        let mut parts = text.split('-');
        let mut number = |width: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok(part.parse::<u32>().ok())
            }
            Some(_) => Err(DateFault::not_iso(text)),
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(DateFault::not_iso(text));
        }
        let year = year.and_then(|year| i32::try_from(year).ok());
        let read = year.filter(|year| YEARS.contains(year)).and_then(|year| {
            Some(match (month, day) {
                (None, _) => Self::Year(year),
                (Some(month), None) => {
                    Self::Month(year, Some(month).filter(|month| (1..=12).contains(month))?)
                }
                (Some(month), Some(day)) => Self::Day(NaiveDate::from_ymd_opt(year, month, day)?),
            })
        });
        read.ok_or_else(|| DateFault::Impossible(text.to_owned()))
    }

    /// The day, where it is known to the day.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            _ => None,
        }
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    /// The first day it can be; `None` where nothing is known.
    pub fn earliest(self) -> Option<NaiveDate> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day it can be; `None` where nothing is known.
    pub fn latest(self) -> Option<NaiveDate> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31),
            Self::Month(..) => self.earliest()?.checked_add_months(Months::new(1))?.pred_opt(),
            Self::Day(day) => Some(day),
        }
    }

    /// The year, where it is known.
    pub fn year(self) -> Option<i32> {
        self.earliest().map(|day| day.year())
    }

    /// Whether it is after another date whatever the unknown parts are.
    pub fn surely_after(self, other: Self) -> bool {
        matches!((self.earliest(), other.latest()), (Some(own), Some(other)) if own > other)
    }

    /// Whether both can be the same day.
    pub fn may_equal(self, other: Self) -> bool {
        !self.surely_after(other) && !other.surely_after(self)
    }

    /// As it is said within a sentence: "on 9 October 2025", "in October 2025", "on a date not known".
    pub fn placed(self) -> String {
        match self {
            Self::Unknown => "on a date not known".to_owned(),
            Self::Day(_) => format!("on {}", self.spoken()),
            Self::Year(_) | Self::Month(..) => format!("in {}", self.spoken()),
        }
    }

    /// As it is said: "9 October 2025", "October 2025", "2025", "date not known".
    pub fn spoken(self) -> String {
        match self {
            Self::Unknown => "date not known".to_owned(),
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => format!("{} {year}", month_name(month)),
            Self::Day(day) => format!("{} {} {}", day.day(), month_name(day.month()), day.year()),
        }
    }
}

/// As it is written in records.
impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => out.write_str("unknown"),
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            // Chrono's own form is this one, and needs no pattern to be read each time.
            Self::Day(day) => write!(out, "{day}"),
        }
    }
}

/// A day as it is said to whoever acts on it: `Thursday 1 January 2026`.
pub fn with_weekday(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    format!("{weekday} {}", PartialDate::Day(day).spoken())
}

/// A month, counted from 1, by its English name.
fn month_name(month: u32) -> &'static str {
    let number = u8::try_from(month).ok();
    let month = number.and_then(|number| Month::try_from(number).ok());
    month.map_or("", |month| month.name())
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// There is no such day or month, or the year is out of all bounds.
    Impossible(String),
    /// Not written as year, month, day; holds the readings it may have.
    Unclear(String, Vec<NaiveDate>),
}

impl DateFault {
    fn not_iso(text: &str) -> Self {
        let readings = readings(text);
        match readings.as_slice() {
            [] if looks_numeric(text) => Self::Impossible(text.to_owned()),
            _ => Self::Unclear(text.to_owned(), readings),
        }
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> String {
        match self {
            Self::Impossible(text) => format!("there is no date `{}`", clip(text)),
            Self::Unclear(text, readings) if readings.len() > 1 => {
                format!("`{}` could be more than one day", clip(text))
            }
            Self::Unclear(text, _) => format!("`{}` is not a date as records write it", clip(text)),
        }
    }

    /// What to write instead.
    pub fn cure(&self) -> String {
        match self {
            Self::Impossible(_) => {
                let (first, last) = (YEARS.start(), YEARS.end());
                format!("check the day and the month; years run from {first} to {last}")
            }
            Self::Unclear(_, readings) if readings.is_empty() => {
                "write year, month and day as 2025-10-09; or 2025-10, 2025 or unknown where less is known"
                    .to_owned()
            }
            Self::Unclear(_, readings) => {
                let each: Vec<String> = readings
                    .iter()
                    .map(|day| format!("{} for {}", day.format("%Y-%m-%d"), day.format("%-d %B %Y")))
                    .collect();
                format!("write {}", each.join(", or "))
            }
        }
    }
}

/// Whether text is digits and separators only, and so was meant as a date in figures.
fn looks_numeric(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().filter(u8::is_ascii_digit).count() >= 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"/-. ".contains(&byte))
}

/// The days that text may mean, day before month first, as in England.
fn readings(text: &str) -> Vec<NaiveDate> {
    let text = text.trim();
    let mut found = Vec::new();
    const FORMS: [&str; 12] = [
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%Y/%m/%d",
        "%d-%m-%Y",
        "%m-%d-%Y",
        "%Y-%m-%d",
        "%d.%m.%Y",
        "%d %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%A %d %B %Y",
        "%A, %d %B %Y",
    ];
    let spoken = spoken::without_endings(text);
    for form in FORMS {
        for text in [text, spoken.as_str()] {
            if let Ok(day) = NaiveDate::parse_from_str(text, form)
                && YEARS.contains(&day.year())
                && !found.contains(&day)
            {
                found.push(day);
            }
        }
    }
    found
}

impl Scalar for PartialDate {
    const EXPECTED: &'static str = "a date";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        match Self::parse(&scalar.text) {
            Ok(date) => Some(date),
            Err(fault) => {
                let code = match fault {
                    DateFault::Impossible(_) => &codes::IMPOSSIBLE_DATE,
                    DateFault::Unclear(..) => &codes::UNCLEAR_DATE,
                };
                let problem = Diagnostic::new(code, reader.at(span), fault.message()).cure(fault.cure());
                reader.fail(problem)
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Unknown)
    }

    fn schema() -> Json {
        json!({
            "type": ["string", "integer"],
            "pattern": "^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$",
            "description": "A date as far as it is known: 2025-10-09, 2025-10, 2025 or unknown.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn dates_stand_in_a_sentence_as_far_as_they_are_known() {
        assert_eq!(PartialDate::Month(2025, 10).placed(), "in October 2025");
        assert_eq!(PartialDate::Day(day(2025, 10, 9)).placed(), "on 9 October 2025");
        assert_eq!(PartialDate::Unknown.placed(), "on a date not known");
    }

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        for text in ["2025", "2025-10", "2025-10-09", "unknown"] {
            assert_eq!(PartialDate::parse(text).expect(text).to_string(), text);
        }
        assert_eq!(
            PartialDate::parse("2025-10").expect("month").latest(),
            Some(day(2025, 10, 31))
        );
        assert_eq!(
            PartialDate::parse("2024-02").expect("month").latest(),
            Some(day(2024, 2, 29))
        );
    }

    #[test]
    fn a_day_with_its_ending_is_understood_in_every_month() {
        for month in 1..=12 {
            for (date, ending) in [(1, "st"), (2, "nd"), (3, "rd"), (4, "th"), (21, "st")] {
                let meant = day(2025, month, date);
                let written = format!("{date}{ending} {}", meant.format("%B %Y"));
                let fault = PartialDate::parse(&written).expect_err("not as records write it");
                assert!(
                    fault.cure().contains(&meant.to_string()),
                    "{written}: {}",
                    fault.cure()
                );
            }
        }
    }

    #[test]
    fn impossible_and_unclear_dates_say_what_to_write() {
        let fault = |text| PartialDate::parse(text).expect_err(text);
        assert!(matches!(fault("2025-02-30"), DateFault::Impossible(_)));
        assert!(matches!(fault("2025-13"), DateFault::Impossible(_)));
        assert!(matches!(fault("0025-01-01"), DateFault::Impossible(_)));
        for text in [
            "",
            "-",
            "2025-",
            "2025-10-",
            "2025-10-09-",
            "2025-10-09-01",
            "20251009",
            "+025-01-01",
            "2025-1o-09",
        ] {
            assert!(PartialDate::parse(text).is_err(), "{text}");
        }
        assert!(matches!(fault("31/02/2025"), DateFault::Impossible(_)));
        assert_eq!(
            fault("09/10/2025").cure(),
            "write 2025-10-09 for 9 October 2025, or 2025-09-10 for 10 September 2025"
        );
        assert_eq!(
            fault("9th October 2025").cure(),
            "write 2025-10-09 for 9 October 2025"
        );
        assert_eq!(fault("13/10/2025").cure(), "write 2025-10-13 for 13 October 2025");
        assert!(fault("soon").cure().starts_with("write year, month and day"));
        assert!(fault("2025-1-9").cure().contains("2025-01-09"));
    }

    #[test]
    fn order_is_claimed_only_where_it_is_sure() {
        let date = |text| PartialDate::parse(text).expect(text);
        assert!(date("2026").surely_after(date("2025-12-31")));
        assert!(!date("2025-10").surely_after(date("2025-10-09")));
        assert!(!date("2026").surely_after(date("unknown")));
        assert!(date("2025").may_equal(date("2025-10-09")));
    }
}
