//! The list of bank holidays, held against the rules it ought to follow.

use std::collections::BTreeSet;

use chrono::Weekday;

use super::super::calendar::{TEXT, listed};
use super::*;

/// The days on which a year's list departs from the rules, by proclamation: taken away, and added.
const PROCLAIMED: &[(i32, &[&str], &[&str])] = &[
    (2020, &["2020-05-04"], &["2020-05-08"]),
    (2022, &["2022-05-30"], &["2022-06-02", "2022-06-03", "2022-09-19"]),
    (2023, &[], &["2023-05-08"]),
];

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Easter Day in the Gregorian calendar, by the rules of the golden number, the epact and the Sunday letter.
fn easter(year: i32) -> NaiveDate {
    let century = year / 100;
    let golden = year % 19;
    let solar = century - century / 4;
    let lunar = (8 * century + 13) / 25;
    let epact = (solar - lunar + 19 * golden + 15) % 30;
    let moon = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    date(year, u32::try_from(month).unwrap(), u32::try_from(day).unwrap())
}

fn first_monday(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 1).unwrap()
}

fn last_monday(year: i32, month: u32) -> NaiveDate {
    first_monday(year, month + 1) - Days::new(7)
}

/// The holidays of a year by Schedule 1 to the Banking and Financial Dealings Act 1971 and the standing practice of
/// proclamations: a holiday at a weekend has the next week day that is free for its substitute.
fn by_rule(year: i32) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::from([
        easter(year) - Days::new(2),
        easter(year) + Days::new(1),
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    ]);
    let fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)];
    let (at_weekends, on_week_days): (Vec<_>, Vec<_>) = fixed.into_iter().partition(|day| is_weekend(*day));
    days.extend(on_week_days);
    for day in at_weekends {
        let substitute = day
            .iter_days()
            .find(|day| !is_weekend(*day) && !days.contains(day));
        days.insert(substitute.unwrap());
    }
    days
}

#[test]
fn the_computed_easter_is_right_where_it_was_looked_up() {
    for (year, day) in [
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2016, "2016-03-27"),
        (2025, "2025-04-20"),
    ] {
        assert_eq!(easter(year), super::day(day));
    }
}

#[test]
fn the_list_follows_the_rules_but_for_what_was_proclaimed() {
    for (year, listed) in listed() {
        let mut expected = by_rule(*year);
        for (_, gone, new) in PROCLAIMED.iter().filter(|(of, ..)| of == year) {
            assert!(gone.iter().all(|day| expected.remove(&super::day(day))), "{year}");
            expected.extend(new.iter().map(|day| super::day(day)));
        }
        let listed: BTreeSet<NaiveDate> = listed.days.keys().copied().collect();
        assert_eq!(listed, expected, "{year}");
    }
}

#[test]
fn names_belong_to_their_days() {
    for (year, listed) in listed() {
        let named = |name: &str| {
            listed
                .days
                .iter()
                .find(|(_, it)| *it == name)
                .map(|(day, _)| *day)
        };
        assert_eq!(named("Good Friday"), Some(easter(*year) - Days::new(2)));
        assert_eq!(named("Easter Monday"), Some(easter(*year) + Days::new(1)));
        for (name, month, day) in [
            ("New Year's Day", 1, 1),
            ("Christmas Day", 12, 25),
            ("Boxing Day", 12, 26),
        ] {
            let own = Some(date(*year, month, day)).filter(|day| !is_weekend(*day));
            assert_eq!(named(name), own, "{name} {year}");
            assert_eq!(
                named(&format!("substitute for {name}")).is_some(),
                own.is_none(),
                "{name} {year}"
            );
        }
        for (name, start) in [
            ("Early May", first_monday(*year, 5)),
            ("Spring", last_monday(*year, 5)),
        ] {
            let moved = format!("{name} bank holiday, moved from {}", start.format("%-d %B"));
            assert!(
                named(&format!("{name} bank holiday")) == Some(start) || named(&moved).is_some(),
                "{name} {year}"
            );
        }
        assert_eq!(named("Summer bank holiday"), Some(last_monday(*year, 8)));
    }
}

#[test]
fn years_follow_each_other_and_their_days_lie_within_them() {
    let Years { first, last, .. } = years();
    let numbers: Vec<i32> = listed().keys().copied().collect();
    assert_eq!(numbers, (first..=last).collect::<Vec<i32>>());
    for (year, listed) in listed() {
        assert!(listed.days.len() >= 8, "{year}");
        assert!(
            listed
                .days
                .keys()
                .all(|day| day.year() == *year && !is_weekend(*day)),
            "{year}"
        );
        assert!(listed.days.values().all(|name| !name.trim().is_empty()), "{year}");
    }
}

#[test]
fn what_is_projected_comes_last() {
    let Years {
        first,
        last,
        projected_from,
    } = years();
    assert_eq!((first, last, projected_from), (2013, 2028, Some(2027)));
    let projected = |year| super::super::calendar::is_projected(year);
    assert!((first..=last).is_sorted_by_key(projected));
}

/// A map that is read keeps only the last of two equal days and sorts them, so the text itself is looked at.
#[test]
fn the_text_is_sorted_and_names_no_day_twice() {
    let dates: Vec<NaiveDate> = TEXT
        .lines()
        .filter_map(|line| line.strip_prefix("    ")?.split_once(": ")?.0.parse().ok())
        .collect();
    assert_eq!(
        dates.len(),
        listed().values().map(|year| year.days.len()).sum::<usize>()
    );
    assert!(dates.is_sorted_by(|one, next| one < next));
}
