//! Deadlines: how the law counts, in words and as a machine can reckon it.

use crate::law::fact::Event;
use crate::law::reckon;
use crate::shape;
use crate::source::Spanned;
use crate::value::Text;
use crate::words;

shape! {
    "a deadline"
    /// When a provision falls due, as the law puts it and as a machine can reckon it.
    pub struct Deadline {
        /// The law's measure in words, to show beside any date reckoned from it.
        pub words: Spanned<Text>,
        /// How many units.
        pub count: Spanned<u32>,
        /// What is counted.
        pub unit: Spanned<Unit>,
        /// The event the count runs from.
        pub from: Spanned<Event>,
        /// Another event, which takes the place of the first if it is later.
        pub or_if_later: Option<Spanned<Event>>,
        /// How the two ends of the period are treated.
        pub rule: Spanned<Rule>,
        /// Whose working days they are; set when, and only when, working days are counted.
        pub calendar: Option<Spanned<Calendar>>,
    }
}

impl Deadline {
    /// Whether its unit, rule and calendar fit together, so that a day can be reckoned.
    #[must_use]
    pub fn makes_sense(&self) -> bool {
        let calendar = self.calendar.as_ref().map(|calendar| calendar.value);
        reckon::makes_sense(self.count.value, self.unit.value, self.rule.value, calendar)
    }
}

words! {
    "a unit"
    /// What a deadline counts.
    pub enum Unit {
        /// Every day, weekends and holidays included.
        Days = "days",
        /// Days on which work is done, as the instrument defines them.
        WorkingDays = "working-days",
        /// Whole days between two events, neither event's own day counted.
        ClearDays = "clear-days",
        /// Calendar months.
        Months = "months",
    }
}

words! {
    "a rule of counting"
    /// How the two ends of a period are treated.
    pub enum Rule {
        /// The day of the event does not count.
        EventDayExcluded = "event-day-excluded",
        /// The day of the event counts as the first.
        EventDayIncluded = "event-day-included",
        /// The period begins with the event, and ends the day before the corresponding date.
        PeriodBeginningWith = "period-beginning-with",
        /// Counted back from the event.
        Before = "before",
        /// Not a limit but the first lawful day.
        NotBefore = "not-before",
        /// Forbidden up to and including the last day of the period, the day of the event not counted.
        NotUntilAfter = "not-until-after",
        /// Kept up to and including the last day of the period, which begins with the event.
        KeepUntil = "keep-until",
        /// On the day of the event itself.
        OnEvent = "on-event",
        /// On or before the day of the event.
        ByEvent = "by-event",
        /// At once.
        Immediately = "immediately",
    }
}

words! {
    "a calendar of working days"
    /// Whose definition of a working day is used; they differ in small ways.
    pub enum Calendar {
        /// SI 2013/218 reg 21(6).
        HealthScrutiny = "health-scrutiny",
        /// SI 2023/1348 reg 12(12), which names the first Monday in May.
        ProviderSelection = "provider-selection",
    }
}
