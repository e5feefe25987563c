//! Days reckoned by rules of law: days, working days, clear days and months. Every sum shows its workings.
//!
//! What a rule says of the two ends of a period, and how each unit is counted between them, is written down at
//! [`reckon`]. Days and months need no calendar and are given for any year. What turns on bank holidays is given only
//! for the years in which they are known; for others it is refused, because such days are proclaimed, not computed.

mod calendar;
mod count;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use self::calendar::Basis;
use self::count::{Count, Direction};
use self::words::{month, plural, short};
use super::provision::{Calendar, Rule, Unit};
use crate::value::with_weekday;

pub use self::calendar::{Years, is_working_day, years};

/// Why a day can always be found: records hold years of four digits, and no law counts in thousands of years.
const IN_CALENDAR: &str = "the days of records lie far inside the calendar";

/// A day reckoned from another by a rule of law, with the workings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The day; which day of the period it is, the rule says.
    pub day: NaiveDate,
    /// How it was found, in sentences somebody can check and sign.
    pub steps: Vec<String>,
    /// Whether it rests on bank holidays that are not all proclaimed yet.
    pub projected: bool,
}

/// Why no day can be given: it depends on the bank holidays of a year for which they are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Beyond {
    /// The year for which no bank holidays are known.
    pub year: i32,
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, known) = (self.year, years());
        write!(
            f,
            "No day can be given, because it depends on the bank holidays of {year}, and they are known here \
             only for {} to {}: count by hand from the official list for {year}.",
            known.first, known.last
        )
    }
}

impl std::error::Error for Beyond {}

/// From which side of the event a rule counts, and whether the event's own day is the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    OnTheDay,
    After,
    Beginning,
    Back,
}

impl Way {
    /// Says that no day is left out and none moved, for units that need no calendar.
    fn counts_every_day(self) -> String {
        let direction = if self == Self::Back { "back" } else { "forward" };
        format!("Weekends and holidays count; there is no rolling {direction}.")
    }

    fn of(rule: Rule) -> Self {
        match rule {
            Rule::OnEvent | Rule::ByEvent | Rule::Immediately => Self::OnTheDay,
            Rule::EventDayExcluded | Rule::NotBefore | Rule::NotUntilAfter => Self::After,
            Rule::EventDayIncluded | Rule::PeriodBeginningWith | Rule::KeepUntil => Self::Beginning,
            Rule::Before => Self::Back,
        }
    }
}

/// Whether a law can count so, and [`reckon`] therefore answers.
///
/// A period has at least one unit, working days have a calendar and nothing else has, and clear days are counted
/// back from a meeting only: the law has no other use for them. Where nothing is counted, everything makes sense.
#[must_use]
pub fn makes_sense(count: u32, unit: Unit, rule: Rule, calendar: Option<Calendar>) -> bool {
    let way = Way::of(rule);
    way == Way::OnTheDay
        || (count > 0
            && (unit == Unit::WorkingDays) == calendar.is_some()
            && (unit != Unit::ClearDays || way == Way::Back))
}

/// The day that is `count` units from another, as the rule counts them.
///
/// | Rule | The day given |
/// |---|---|
/// | `EventDayExcluded` | the last of the period, whose first day is the day after the event |
/// | `EventDayIncluded`, `PeriodBeginningWith`, `KeepUntil` | the last of the period, whose first day is the event's |
/// | `NotUntilAfter` | the last on which it is forbidden; the day of the event does not count |
/// | `NotBefore` | the first on which it is allowed; the day of the event does not count |
/// | `Before` | the last on which it can be done in time; the day of the event does not count |
/// | `OnEvent`, `ByEvent`, `Immediately` | the day of the event; the count is ignored |
///
/// *Days* take in weekends and holidays, and the last day stays where it falls. *Working days* leave out what the
/// calendar leaves out; where the event's day is the first of the period it counts only if it is a working day itself.
///
/// *Months* of a period that begins with the event end the day before the corresponding date: six months that begin on
/// 5 March end on 4 September, and one that begins on the 1st ends with a month. If the last month is too short to have
/// that date, they end on its last day: six months that begin on 29, 30 or 31 August end on 28 February (in a leap year
/// those that begin on the 29th do so too, as the 29th is then the corresponding date, and the others end on the
/// 29th). Where the event's day does not count, the corresponding date is itself the day given, or the last day of a
/// month that lacks it. The law leaves this to usage, and a court could read a period otherwise.
///
/// *Clear days* are Monday to Friday other than bank holidays. Neither the day of the event nor the day reckoned is one
/// of them, and the day reckoned is moved back off days of the same kind: the papers for a meeting have to be laid
/// open at the council's offices, which are shut on them. [`clear_days_strict`] leaves out more.
///
/// *Not before* so many working days means that they have all passed: of five, the fifth working day after the event
/// is still waited for, and the day after it, whichever day of the week that is, is the first allowed. For days and
/// months the law names the day itself ("the day which is 14 days after"), so that day is the first allowed.
///
/// # Errors
///
/// If the count comes upon a day in a year whose bank holidays are not known.
///
/// # Panics
///
/// If the law does not count so, which [`makes_sense`] tells beforehand. A day for a period that means nothing would
/// be believed. The provisions compiled in are all tested to make sense.
pub fn reckon(
    count: u32,
    unit: Unit,
    rule: Rule,
    calendar: Option<Calendar>,
    from: NaiveDate,
) -> Result<Sum, Beyond> {
    assert!(
        makes_sense(count, unit, rule, calendar),
        "no law counts {count} {unit:?} as {rule:?} with {calendar:?}"
    );
    let way = Way::of(rule);
    let sum = match unit {
        _ if way == Way::OnTheDay => on_the_day(rule, from),
        Unit::Days => days(count, way, from),
        Unit::Months => months(count, way, from),
        Unit::ClearDays => clear_days(count, Basis::Clear, from)?,
        Unit::WorkingDays => {
            let calendar = calendar.expect("working days make sense only with a calendar");
            working_days(count, way, calendar, from)?
        }
    };
    Ok(concluded(sum, count, unit, rule))
}

/// The last day of publication for so many clear days, counted with more care than councils usually take.
///
/// Besides weekends and bank holidays it leaves out the Christmas break and the Easter break of section 270(1) of the
/// Local Government Act 1972: from the last week day before Christmas Day to the first after it that is no bank
/// holiday, and from the Thursday before Easter Day to the Tuesday after. A week day is taken to be Monday to Friday,
/// which makes the Christmas break longer than counting Saturdays would. The days next to other bank holidays, which
/// the Act calls bank holiday breaks, do count.
///
/// No law requires this for meetings: section 243(4) leaves the breaks out of the periods for polls and of section
/// 89(1), and not of Part VA. Section 243(1) moves a last day that is a Sunday or lies in a break to the first day
/// after; neither this nor [`reckon`] does so, because for papers it would shorten the public's time.
///
/// # Errors
///
/// If the count comes upon a day in a year whose bank holidays are not known.
///
/// # Panics
///
/// If the count is nought, as with [`reckon`].
pub fn clear_days_strict(count: u32, from: NaiveDate) -> Result<Sum, Beyond> {
    assert!(count > 0, "no law counts 0 clear days");
    let sum = clear_days(count, Basis::ClearStrict, from)?;
    Ok(concluded(sum, count, Unit::ClearDays, Rule::Before))
}

fn on_the_day(rule: Rule, day: NaiveDate) -> Sum {
    let date = with_weekday(day);
    let step = match rule {
        Rule::Immediately => {
            format!("It is due at once, on the day of the event, {date}; no time is allowed for it.")
        }
        Rule::ByEvent => format!("It is due by {date}, that day included; nothing is counted."),
        _ => format!("It is due on the day of the event itself, {date}; nothing is counted."),
    };
    Sum {
        day,
        steps: vec![step],
        projected: false,
    }
}

fn days(count: u32, way: Way, from: NaiveDate) -> Sum {
    let number = u64::from(count);
    let day = match way {
        Way::Back => from.checked_sub_days(Days::new(number)),
        Way::Beginning => from.checked_add_days(Days::new(number - 1)),
        Way::After | Way::OnTheDay => from.checked_add_days(Days::new(number)),
    }
    .expect(IN_CALENDAR);
    let (start, date, amount) = (short(from), with_weekday(day), plural(count, "day"));
    let [opening, step] = match way {
        Way::Back => [
            format!("Count back from {start}, which does not count."),
            format!("{amount} before it is {date}."),
        ],
        Way::Beginning => [
            format!("Count from {start}, which counts as the first day."),
            format!("Day {count} is {date}."),
        ],
        Way::After | Way::OnTheDay => [
            format!("Count from {start}, which does not count."),
            format!("{amount} on is {date}."),
        ],
    };
    Sum {
        day,
        steps: vec![opening, step, way.counts_every_day()],
        projected: false,
    }
}

fn months(count: u32, way: Way, from: NaiveDate) -> Sum {
    let amount = plural(count, "month");
    let (start, opening, direction, shifted) = if way == Way::Back {
        let shifted = from.checked_sub_months(Months::new(count));
        ("Count back from", "does not count", "back", shifted)
    } else {
        let opening = if way == Way::Beginning {
            "counts"
        } else {
            "does not count"
        };
        let shifted = from.checked_add_months(Months::new(count));
        ("Count from", opening, "on", shifted)
    };
    // In a month too short for the date, this is its last day.
    let shifted = shifted.expect(IN_CALENDAR);
    let corresponds = shifted.day() == from.day();
    let mut steps = vec![format!("{start} {}, which {opening}.", short(from))];
    let day = if way == Way::Beginning && corresponds {
        let end = shifted.pred_opt().expect(IN_CALENDAR);
        steps.push(format!(
            "{amount} on, the corresponding date is {}.",
            short(shifted)
        ));
        steps.push(format!(
            "The period ends the day before it, on {}.",
            with_weekday(end)
        ));
        end
    } else if corresponds {
        steps.push(format!(
            "{amount} {direction}, the corresponding date is {}.",
            with_weekday(shifted)
        ));
        shifted
    } else {
        let (month, last) = (month(shifted), shifted.day());
        steps.push(format!(
            "{amount} {direction} there is no corresponding date, because {month} has only {last} days."
        ));
        steps.push(format!(
            "The last day of that month is taken instead, {}.",
            with_weekday(shifted)
        ));
        shifted
    };
    steps.push(way.counts_every_day());
    Sum {
        day,
        steps,
        projected: false,
    }
}

fn working_days(number: u32, way: Way, calendar: Calendar, from: NaiveDate) -> Result<Sum, Beyond> {
    let basis = Basis::Working(calendar);
    let direction = if way == Way::Back {
        Direction::Back
    } else {
        Direction::On
    };
    let count = if way == Way::Beginning {
        Count::beginning(basis, number, from)?
    } else {
        Count::beyond(basis, number, from, direction)?
    };
    let start = with_weekday(from);
    let opening = match way {
        Way::Back => format!("Count back from {start}, which does not count."),
        Way::Beginning if count.first() == from => {
            format!("Count from {start}, which is a working day and counts as the first.")
        }
        Way::Beginning => {
            format!("Count from {start}, which is not a working day; the first is the next one.")
        }
        Way::After | Way::OnTheDay => format!("Count from {start}, which does not count."),
    };
    let mut steps = vec![opening, words::working_day(calendar).to_owned(), count.left_out()];
    let date = with_weekday(count.last());
    steps.push(match direction {
        Direction::Back => format!("Working day {number} before it is {date}."),
        Direction::On => format!("Working day {number} is {date}."),
    });
    Ok(count.into_sum(steps))
}

fn clear_days(number: u32, basis: Basis, from: NaiveDate) -> Result<Sum, Beyond> {
    // One more than the clear days themselves: the day of publication.
    let count = Count::beyond(basis, number.saturating_add(1), from, Direction::Back)?;
    let mut steps = vec![
        format!(
            "The day of the event, {}, and the day of publication are both left out.",
            with_weekday(from)
        ),
        "Clear days are taken to be Monday to Friday other than bank holidays: the Local Government Act 1972 \
         does not define them, and councils cite R v Swansea City Council ex parte Elitestone (1993) for this."
            .to_owned(),
    ];
    if basis == Basis::ClearStrict {
        steps.push(
            "To be safe, the Christmas break and the Easter break of section 270(1) of that Act are left \
             out too; the days next to other bank holidays are not."
                .to_owned(),
        );
    }
    steps.push(count.left_out());
    let (earliest, latest) = (count.last_but_one(), count.first());
    steps.push(if number == 1 {
        format!("The clear day is {}.", with_weekday(latest))
    } else {
        format!(
            "The {number} clear days run from {} to {}.",
            with_weekday(earliest),
            with_weekday(latest)
        )
    });
    steps.push(format!(
        "The day of publication is the nearest day of that kind before, {}.",
        with_weekday(count.last())
    ));
    Ok(count.into_sum(steps))
}

/// Says what the day means, and moves it where the rule gives the day after the last that was counted.
fn concluded(mut sum: Sum, count: u32, unit: Unit, rule: Rule) -> Sum {
    let next = sum.day.succ_opt().expect(IN_CALENDAR);
    let end = match (rule, unit) {
        (Rule::KeepUntil, _) => "It is kept up to and including that day.".to_owned(),
        (Rule::NotUntilAfter, _) => {
            format!(
                "It is forbidden up to and including that day, and allowed from {}.",
                with_weekday(next)
            )
        }
        (Rule::NotBefore, Unit::WorkingDays) => {
            sum.day = next;
            let days = plural(count, "working day");
            format!(
                "{days} must have passed, so it is allowed from the day after, {}: the careful reading, as \
                 the law does not say whether the last of them must be over.",
                with_weekday(next)
            )
        }
        (Rule::NotBefore, _) => "It is allowed from that day.".to_owned(),
        (Rule::Before, _) => "That is the last day on which it can be done in time.".to_owned(),
        (Rule::EventDayExcluded | Rule::EventDayIncluded | Rule::PeriodBeginningWith, _)
        | (Rule::OnEvent | Rule::ByEvent | Rule::Immediately, _) => return sum,
    };
    sum.steps.push(end);
    sum
}
