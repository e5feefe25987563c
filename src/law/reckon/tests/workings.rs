//! What the steps of a sum say.

use super::*;

fn steps(count: u32, unit: Unit, rule: Rule, calendar: Option<Calendar>, from: &str) -> String {
    reckon(count, unit, rule, calendar, day(from))
        .unwrap()
        .steps
        .join("\n")
}

#[test]
fn the_workings_of_days_and_months_can_be_checked_by_hand() {
    assert_eq!(
        steps(28, Unit::Days, EventDayExcluded, None, "2025-12-04"),
        "Count from 4 December 2025, which does not count.\n\
         28 days on is Thursday 1 January 2026.\n\
         Weekends and holidays count; there is no rolling forward."
    );
    assert_eq!(
        steps(72, Months, KeepUntil, None, "2025-10-09"),
        "Count from 9 October 2025, which counts.\n\
         72 months on, the corresponding date is 9 October 2031.\n\
         The period ends the day before it, on Wednesday 8 October 2031.\n\
         Weekends and holidays count; there is no rolling forward.\n\
         It is kept up to and including that day."
    );
    assert_eq!(
        steps(6, Months, PeriodBeginningWith, None, "2025-08-31"),
        "Count from 31 August 2025, which counts.\n\
         6 months on there is no corresponding date, because February 2026 has only 28 days.\n\
         The last day of that month is taken instead, Saturday 28 February 2026.\n\
         Weekends and holidays count; there is no rolling forward."
    );
}

#[test]
fn the_workings_of_working_days_name_what_is_left_out() {
    assert_eq!(
        steps(20, WorkingDays, EventDayIncluded, HEALTH, "2025-12-15"),
        "Count from Monday 15 December 2025, which is a working day and counts as the first.\n\
         A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in \
         England (SI 2013/218 reg 21(6)).\n\
         Left out: 25 December 2025 (Christmas Day), 26 December 2025 (Boxing Day), 1 January 2026 (New \
         Year's Day), and 4 weekends.\n\
         Working day 20 is Wednesday 14 January 2026."
    );
    let standstill = steps(8, WorkingDays, NotUntilAfter, PROVIDER, "2025-12-16");
    assert!(standstill.ends_with(
        "Working day 8 is Tuesday 30 December 2025.\n\
         It is forbidden up to and including that day, and allowed from Wednesday 31 December 2025."
    ));
    let informed = steps(5, WorkingDays, NotBefore, PROVIDER, "2025-07-05");
    assert!(
        informed.contains("\nLeft out: Sunday 6 July 2025.\n"),
        "{informed}"
    );
    assert!(
        informed.contains("so it is allowed from the day after, Saturday 12 July 2025: the careful reading"),
        "{informed}"
    );
    let saturday = steps(1, WorkingDays, EventDayIncluded, HEALTH, "2025-07-19");
    assert!(
        saturday.contains("which is not a working day; the first is the next one."),
        "{saturday}"
    );
    let one = steps(1, WorkingDays, EventDayExcluded, HEALTH, "2025-07-16");
    assert!(one.contains("\nNo day between is left out.\n"), "{one}");
}

#[test]
fn the_workings_of_clear_days_name_the_interpretation() {
    assert_eq!(
        steps(5, ClearDays, Before, None, "2026-04-08"),
        "The day of the event, Wednesday 8 April 2026, and the day of publication are both left out.\n\
         Clear days are taken to be Monday to Friday other than bank holidays: the Local Government Act 1972 \
         does not define them, and councils cite R v Swansea City Council ex parte Elitestone (1993) for this.\n\
         Left out: 3 April 2026 (Good Friday), 6 April 2026 (Easter Monday), and 2 weekends.\n\
         The 5 clear days run from Monday 30 March 2026 to Tuesday 7 April 2026.\n\
         The day of publication is the nearest day of that kind before, Friday 27 March 2026.\n\
         That is the last day on which it can be done in time."
    );
    let strict = clear_days_strict(5, day("2026-04-08")).unwrap().steps.join("\n");
    assert!(
        strict.contains("2 April 2026 (Easter break), 3 April 2026 (Good Friday)"),
        "{strict}"
    );
    assert!(
        strict.contains("To be safe, the Christmas break and the Easter break"),
        "{strict}"
    );
}

#[test]
fn the_workings_say_what_it_means_that_nothing_is_counted() {
    for (rule, said) in [
        (
            Rule::Immediately,
            "It is due at once, on the day of the event, Saturday 19 July 2025; no time is allowed for it.",
        ),
        (
            Rule::ByEvent,
            "It is due by Saturday 19 July 2025, that day included; nothing is counted.",
        ),
        (
            Rule::OnEvent,
            "It is due on the day of the event itself, Saturday 19 July 2025; nothing is counted.",
        ),
    ] {
        assert_eq!(steps(0, Unit::Days, rule, None, "2025-07-19"), said);
    }
}
