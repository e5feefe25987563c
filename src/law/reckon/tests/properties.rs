//! What holds of every count, whatever its length and its day.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;

use super::*;

/// 64 cases a property, unless the variable `PROPTEST_CASES` asks for another number.
fn config() -> Config {
    let asked = Config::default();
    let usual = asked.cases == 256;
    Config {
        cases: if usual { 64 } else { asked.cases },
        failure_persistence: None,
        ..asked
    }
}

const AFTER: [Rule; 2] = [EventDayExcluded, NotUntilAfter];
const BEGINNING: [Rule; 3] = [EventDayIncluded, PeriodBeginningWith, KeepUntil];
const COUNTING: [Rule; 7] = [
    EventDayExcluded,
    EventDayIncluded,
    PeriodBeginningWith,
    Before,
    NotBefore,
    KeepUntil,
    NotUntilAfter,
];

fn any_calendar() -> impl Strategy<Value = Calendar> {
    select(vec![HealthScrutiny, ProviderSelection])
}

/// A day from which the counts below reach no year that is not known, on or back.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..4_300_u64).prop_map(|days| day("2015-01-01") + Days::new(days))
}

fn working(count: u32, rule: Rule, calendar: Calendar, from: NaiveDate) -> NaiveDate {
    reckon(count, WorkingDays, rule, Some(calendar), from)
        .unwrap()
        .day
}

fn plain(count: u32, unit: Unit, rule: Rule, from: NaiveDate) -> NaiveDate {
    reckon(count, unit, rule, None, from).unwrap().day
}

/// How many working days there are from one day to another, both looked at.
fn working_days_in(calendar: Calendar, first: NaiveDate, last: NaiveDate) -> usize {
    let days = first.iter_days().take_while(|day| *day <= last);
    days.filter(|day| is_working_day(calendar, *day).unwrap()).count()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_working_day_sum_is_a_working_day_and_takes_in_as_many(
        count in 1..200_u32, calendar in any_calendar(), from in any_day(),
    ) {
        for (rules, first) in [(&AFTER[..], from + Days::new(1)), (&BEGINNING[..], from)] {
            for rule in rules {
                let last = working(count, *rule, calendar, from);
                prop_assert!(is_working_day(calendar, last).unwrap());
                prop_assert_eq!(working_days_in(calendar, first, last), count as usize);
            }
        }
        let waited = working(count, NotBefore, calendar, from);
        prop_assert_eq!(waited, working(count, NotUntilAfter, calendar, from) + Days::new(1));
    }

    #[test]
    fn counting_back_undoes_counting_on(count in 1..200_u32, calendar in any_calendar(), from in any_day()) {
        let from = working(1, EventDayIncluded, calendar, from);
        let on = working(count, EventDayExcluded, calendar, from);
        prop_assert_eq!(working(count, Before, calendar, on), from);
        let on = plain(count, Unit::Days, EventDayExcluded, from);
        prop_assert_eq!(plain(count, Unit::Days, Before, on), from);
    }

    #[test]
    fn a_longer_count_ends_later_and_a_later_event_no_earlier(
        count in 1..200_u32, calendar in any_calendar(), from in any_day(),
    ) {
        let next = from + Days::new(1);
        for rule in COUNTING {
            let back = rule == Before;
            for (unit, calendar) in [(Unit::Days, None), (Months, None), (WorkingDays, Some(calendar))] {
                let given = |count, from| reckon(count, unit, rule, calendar, from).unwrap().day;
                let (shorter, longer) = (given(count, from), given(count + 1, from));
                prop_assert_eq!(longer < shorter, back, "{:?} {:?}", rule, unit);
                prop_assert_ne!(longer, shorter);
                prop_assert!(given(count, next) >= shorter, "{:?} {:?}", rule, unit);
            }
        }
    }

    #[test]
    fn days_with_the_event_are_one_less_on(count in 1..5_000_u32, from in any_day()) {
        for (included, excluded) in BEGINNING.into_iter().zip([EventDayExcluded, NotBefore, NotUntilAfter]) {
            let last = plain(count, Unit::Days, included, from);
            prop_assert_eq!(last + Days::new(1), plain(count, Unit::Days, excluded, from));
            prop_assert_eq!((last - from).num_days() + 1, i64::from(count));
        }
    }

    #[test]
    fn months_follow_each_other_without_gap_or_overlap(count in 1..120_u32, from in any_day()) {
        let last = plain(count, Months, PeriodBeginningWith, from);
        let next = last + Days::new(1);
        // The next period begins on the same date, or on the 1st where the month had no such date.
        prop_assert!(next.day() == from.day() || next.day() == 1, "{} to {}", from, last);
        let number = |day: NaiveDate| day.year() * 12 + day.month().cast_signed();
        let overflow = i32::from(next.day() != from.day());
        prop_assert_eq!(number(next) - number(from), count.cast_signed() + overflow);
    }

    #[test]
    fn so_many_clear_days_lie_between_and_no_later_day_leaves_as_many(
        count in 1..30_u32, meeting in any_day(),
    ) {
        let published = plain(count, ClearDays, Before, meeting);
        prop_assert!(is_working_day(HealthScrutiny, published).unwrap());
        let between = |published: NaiveDate| {
            working_days_in(HealthScrutiny, published + Days::new(1), meeting - Days::new(1))
        };
        prop_assert_eq!(between(published), count as usize);
        let later = working(1, EventDayExcluded, HealthScrutiny, published);
        prop_assert!(later >= meeting || between(later) < count as usize);
        prop_assert!(clear_days_strict(count, meeting).unwrap().day <= published);
    }

    #[test]
    fn every_step_is_a_sentence_and_the_last_day_is_named(
        count in 1..200_u32, calendar in any_calendar(), from in any_day(),
    ) {
        for rule in COUNTING {
            for (unit, calendar) in
                [(Unit::Days, None), (Months, None), (ClearDays, None), (WorkingDays, Some(calendar))]
            {
                if !makes_sense(count, unit, rule, calendar) {
                    continue;
                }
                let sum = reckon(count, unit, rule, calendar, from).unwrap();
                for step in &sum.steps {
                    let tidy = !step.contains('\n') && !step.contains("  ");
                    prop_assert!(step.ends_with('.') && tidy, "{}", step);
                    prop_assert!(step.starts_with(|first: char| first.is_uppercase() || first.is_numeric()));
                }
                prop_assert!(sum.steps.join(" ").contains(&crate::value::with_weekday(sum.day)), "{:#?}", sum);
                prop_assert!(!sum.projected || unit != Unit::Days && unit != Months);
            }
        }
    }
}
