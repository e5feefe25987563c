//! The dates of the worked scenarios, the awkward days, and what is refused.

mod holidays;
mod properties;
mod workings;

use Calendar::{HealthScrutiny, ProviderSelection};
use Rule::{
    Before, EventDayExcluded, EventDayIncluded, KeepUntil, NotBefore, NotUntilAfter, PeriodBeginningWith,
};
use Unit::{ClearDays, Months, WorkingDays};

use super::*;
use crate::law::Law;

const HEALTH: Option<Calendar> = Some(HealthScrutiny);
const PROVIDER: Option<Calendar> = Some(ProviderSelection);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Holds sums to a table of the count, the day of the event and the day expected.
fn assert_sums(unit: Unit, rule: Rule, calendar: Option<Calendar>, rows: &[(u32, &str, &str)]) {
    for &(count, from, expected) in rows {
        let sum = reckon(count, unit, rule, calendar, day(from)).unwrap();
        let what = format!("{count} {unit:?} {rule:?} from {from}: {sum:#?}");
        assert_eq!(sum.day, day(expected), "{what}");
    }
}

#[test]
fn the_dates_of_the_worked_scenarios_come_out() {
    // S01, S20: agendas, one of them just after Easter.
    let agendas = [(5, "2025-10-09", "2025-10-01"), (5, "2026-04-08", "2026-03-27")];
    assert_sums(ClearDays, Before, None, &agendas);
    // S01: six years for minutes, four for background papers.
    let kept = [(72, "2025-10-09", "2031-10-08"), (48, "2025-10-09", "2029-10-08")];
    assert_sums(Months, PeriodBeginningWith, None, &kept);
    assert_sums(Months, KeepUntil, None, &kept);
    // S02, S03: the standstill that begins the day after publication.
    let standstills = [(8, "2025-12-16", "2025-12-30"), (8, "2025-07-03", "2025-07-15")];
    assert_sums(WorkingDays, NotUntilAfter, PROVIDER, &standstills);
    assert_sums(WorkingDays, EventDayExcluded, PROVIDER, &standstills);
    // S17, S21: last days that are a bank holiday and a Sunday. S02, S03: the award notices.
    let thirty = [(28, "2025-12-04", "2026-01-01"), (30, "2025-09-26", "2025-10-26")];
    assert_sums(Unit::Days, EventDayExcluded, None, &thirty);
    let awards = [(30, "2026-04-05", "2026-05-05"), (30, "2026-01-11", "2026-02-10")];
    assert_sums(Unit::Days, EventDayExcluded, None, &awards);
    // S18: a Healthwatch referral over Christmas.
    let referral = [(20, "2025-12-15", "2026-01-14")];
    assert_sums(WorkingDays, EventDayIncluded, HEALTH, &referral);
    // S19: six months of a call-in.
    let call_in = [(6, "2025-03-05", "2025-09-04")];
    assert_sums(Months, PeriodBeginningWith, None, &call_in);
}

#[test]
fn days_take_in_whatever_lies_between() {
    let leap = [(1, "2024-02-28", "2024-02-29"), (1, "2025-02-28", "2025-03-01")];
    assert_sums(Unit::Days, EventDayExcluded, None, &leap);
    assert_sums(
        Unit::Days,
        EventDayExcluded,
        None,
        &[(366, "2023-12-31", "2024-12-31")],
    );
    let included = [(28, "2025-12-05", "2026-01-01"), (1, "2025-07-19", "2025-07-19")];
    for rule in [EventDayIncluded, PeriodBeginningWith, KeepUntil] {
        assert_sums(Unit::Days, rule, None, &included);
    }
    assert_sums(Unit::Days, NotBefore, None, &[(14, "2025-07-19", "2025-08-02")]);
    assert_sums(
        Unit::Days,
        NotUntilAfter,
        None,
        &[(3, "2025-07-19", "2025-07-22")],
    );
    assert_sums(Unit::Days, Before, None, &[(7, "2025-01-05", "2024-12-29")]);
    // No calendar is needed, so no year is too far.
    let far = [(28, "2003-01-15", "2003-02-12"), (28, "2099-12-31", "2100-01-28")];
    assert_sums(Unit::Days, EventDayExcluded, None, &far);
}

#[test]
fn months_end_the_day_before_the_corresponding_date_or_with_a_shorter_month() {
    let rows = [
        (6, "2025-03-01", "2025-08-31"),
        (2, "2025-01-01", "2025-02-28"),
        (6, "2025-08-28", "2026-02-27"),
        (6, "2025-08-29", "2026-02-28"),
        (6, "2025-08-30", "2026-02-28"),
        (6, "2025-08-31", "2026-02-28"),
        (6, "2027-08-29", "2028-02-28"),
        (6, "2027-08-30", "2028-02-29"),
        (6, "2027-08-31", "2028-02-29"),
        (1, "2025-05-31", "2025-06-30"),
        (2, "2025-11-15", "2026-01-14"),
        (72, "2024-02-29", "2030-02-28"),
        (48, "2024-02-29", "2028-02-28"),
    ];
    for rule in [PeriodBeginningWith, EventDayIncluded, KeepUntil] {
        assert_sums(Months, rule, None, &rows);
    }
    let rows = [(2, "2025-11-15", "2026-01-15"), (3, "2025-11-30", "2026-02-28")];
    for rule in [EventDayExcluded, NotBefore, NotUntilAfter] {
        assert_sums(Months, rule, None, &rows);
    }
    assert_sums(Months, Before, None, &[(1, "2025-03-31", "2025-02-28")]);
}

#[test]
fn working_days_leave_out_weekends_and_holidays() {
    // The event on a working day, a Saturday and a bank holiday.
    let included = [
        (1, "2025-07-18", "2025-07-18"),
        (1, "2025-07-19", "2025-07-21"),
        (1, "2025-12-25", "2025-12-29"),
    ];
    for rule in [EventDayIncluded, PeriodBeginningWith, KeepUntil] {
        assert_sums(WorkingDays, rule, HEALTH, &included);
    }
    // The same, then Easter, the turn of a year, and days found without the list of a year that is not known.
    let excluded = [
        (1, "2025-07-18", "2025-07-21"),
        (1, "2025-07-19", "2025-07-21"),
        (1, "2025-12-25", "2025-12-29"),
        (1, "2025-04-17", "2025-04-22"),
        (2, "2022-12-30", "2023-01-04"),
        (1, "2028-12-28", "2028-12-29"),
        (1, "2012-12-31", "2013-01-02"),
    ];
    for rule in [EventDayExcluded, NotUntilAfter] {
        assert_sums(WorkingDays, rule, HEALTH, &excluded);
    }
    let back = [(1, "2025-04-22", "2025-04-17"), (5, "2026-01-05", "2025-12-24")];
    assert_sums(WorkingDays, Before, HEALTH, &back);
    // All have to be over, whatever day comes next.
    let waited = [
        (5, "2025-07-03", "2025-07-11"),
        (5, "2025-07-04", "2025-07-12"),
        (5, "2025-12-19", "2025-12-31"),
        (1, "2028-12-28", "2028-12-30"),
    ];
    assert_sums(WorkingDays, NotBefore, PROVIDER, &waited);
}

#[test]
fn the_calendars_differ_only_where_the_may_holiday_was_moved() {
    let both =
        |day| [HealthScrutiny, ProviderSelection].map(|calendar| is_working_day(calendar, day).unwrap());
    let years = years();
    let days = day("2013-01-01")
        .iter_days()
        .take_while(|day| day.year() <= years.last);
    let differing: Vec<NaiveDate> = days.filter(|day| both(*day)[0] != both(*day)[1]).collect();
    assert_eq!(differing, [day("2020-05-04")]);
    assert_eq!(both(day("2020-05-04")), [true, false]);
    assert_sums(
        WorkingDays,
        EventDayExcluded,
        HEALTH,
        &[(1, "2020-05-01", "2020-05-04")],
    );
    assert_sums(
        WorkingDays,
        EventDayExcluded,
        PROVIDER,
        &[(1, "2020-05-01", "2020-05-05")],
    );
}

#[test]
fn clear_days_leave_out_both_ends_and_strict_ones_the_breaks_too() {
    for (count, meeting, usual, strict) in [
        (5, "2025-10-09", "2025-10-01", "2025-10-01"),
        (5, "2026-04-08", "2026-03-27", "2026-03-25"),
        (5, "2026-01-06", "2025-12-24", "2025-12-22"),
        (3, "2025-10-09", "2025-10-03", "2025-10-03"),
        (1, "2025-10-06", "2025-10-02", "2025-10-02"),
        // A meeting on a Saturday.
        (5, "2025-10-11", "2025-10-03", "2025-10-03"),
        // The break runs on to Wednesday 29 December, past two substitute days.
        (1, "2021-12-31", "2021-12-29", "2021-12-23"),
        // A week day next to a bank holiday is no part of either break, and counts.
        (5, "2025-05-09", "2025-04-30", "2025-04-30"),
    ] {
        let reckoned = reckon(count, ClearDays, Before, None, day(meeting)).unwrap();
        assert_eq!(reckoned.day, day(usual), "{meeting}: {reckoned:#?}");
        let reckoned = clear_days_strict(count, day(meeting)).unwrap();
        assert_eq!(reckoned.day, day(strict), "{meeting}, strictly: {reckoned:#?}");
    }
}

#[test]
fn where_nothing_is_counted_the_day_is_the_events() {
    for rule in [Rule::OnEvent, Rule::ByEvent, Rule::Immediately] {
        for unit in [Unit::Days, WorkingDays, ClearDays, Months] {
            let sum = reckon(7, unit, rule, None, day("2025-07-19")).unwrap();
            assert_eq!((sum.day, sum.steps.len()), (day("2025-07-19"), 1));
        }
    }
}

#[test]
fn a_sum_over_projected_holidays_says_so() {
    let sum = |from| reckon(5, WorkingDays, EventDayExcluded, HEALTH, day(from)).unwrap();
    assert!(!sum("2026-12-17").projected);
    let projected = sum("2026-12-30");
    assert!(projected.projected);
    let warning = "Not all bank holidays of 2027 are proclaimed yet; reckon again when they are.";
    assert!(
        projected.steps.iter().any(|step| step == warning),
        "{projected:#?}"
    );
    let both = sum("2027-12-29").steps.join("\n");
    assert!(
        both.contains("Not all bank holidays of 2027 and 2028 are"),
        "{both}"
    );
    let meeting = reckon(5, ClearDays, Before, None, day("2027-01-07")).unwrap();
    assert!(meeting.projected);
    let plain = reckon(900, Unit::Days, EventDayExcluded, None, day("2026-12-17")).unwrap();
    assert!(!plain.projected);
}

#[test]
fn a_year_that_is_not_known_is_refused_and_named() {
    let working = |rule, from| reckon(5, WorkingDays, rule, HEALTH, day(from));
    assert_eq!(
        working(EventDayExcluded, "2028-12-27"),
        Err(Beyond { year: 2029 })
    );
    assert_eq!(working(Before, "2013-01-03"), Err(Beyond { year: 2012 }));
    assert_eq!(
        clear_days_strict(5, day("2030-06-03")),
        Err(Beyond { year: 2030 })
    );
    assert_eq!(
        is_working_day(ProviderSelection, day("2029-01-06")),
        Err(Beyond { year: 2029 })
    );
    assert_eq!(
        Beyond { year: 2029 }.to_string(),
        "No day can be given, because it depends on the bank holidays of 2029, and they are known here only \
         for 2013 to 2028: count by hand from the official list for 2029."
    );
}

#[test]
fn every_deadline_of_the_law_can_be_reckoned() {
    let law = Law::england();
    let deadlines = law
        .provisions()
        .iter()
        .filter_map(|it| Some((&it.id.value, it.deadline.as_ref()?)));
    for (id, due) in deadlines {
        assert!(due.makes_sense(), "{id}");
        let calendar = due.calendar.as_ref().map(|calendar| calendar.value);
        let (count, unit, rule) = (due.count.value, due.unit.value, due.rule.value);
        let sum = reckon(count, unit, rule, calendar, day("2025-06-02"));
        assert!(
            sum.is_ok_and(|sum| !sum.steps.is_empty() && !sum.projected),
            "{id}"
        );
    }
}

#[test]
fn what_the_law_does_not_count_makes_no_sense() {
    for (count, unit, rule, calendar) in [
        (0, Unit::Days, EventDayExcluded, None),
        (5, Unit::Days, EventDayExcluded, HEALTH),
        (5, WorkingDays, EventDayExcluded, None),
        (5, ClearDays, EventDayExcluded, None),
        (5, ClearDays, Before, HEALTH),
        (6, Months, KeepUntil, HEALTH),
    ] {
        assert!(
            !makes_sense(count, unit, rule, calendar),
            "{count} {unit:?} {rule:?} {calendar:?}"
        );
    }
}

#[test]
#[should_panic(expected = "no law counts 5 ClearDays as EventDayExcluded")]
fn no_day_is_given_for_what_makes_no_sense() {
    let _ = reckon(5, ClearDays, EventDayExcluded, None, day("2025-06-02"));
}
