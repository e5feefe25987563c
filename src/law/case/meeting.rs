//! Facts about a meeting and the item of it that a resolution records.

use chrono::{Datelike, NaiveDate, Weekday};

use super::answer::{Answer, claimed, happened};
use super::{Case, Subject};
use crate::law::fact::Fact;
use crate::law::provision::{Rule, Unit};
use crate::law::reckon::reckon;
use crate::record::Entry;
use crate::record::resolution::{Access, Reading, Resolution};
use crate::value::{PartialDate, Truth};

pub(super) fn answer(case: &Case<'_>, subject: Subject<'_>, fact: Fact) -> Option<Answer> {
    let item = subject.item()?;
    let access = item.body.access.as_ref();
    Some(match fact {
        Fact::MeetingHeld => held(case, item),
        Fact::CommitteeMeeting => {
            Answer::yes("the meeting is that of a committee").from(item, item.body.committee.span)
        }
        Fact::ItemUrgent => match access.and_then(|access| access.urgent_reason.as_ref()) {
            Some(reason) => Answer::yes("the chair recorded why the item was urgent").from(item, reason.span),
            None => Answer::no("no reason for taking the item as urgent is recorded"),
        },
        Fact::ItemExempt => exempt(item, access),
        Fact::ItemExemptForHealth => {
            match access.and_then(|access| access.exempt_health_paragraphs.first()) {
                Some(paragraph) => {
                    Answer::yes(format!("paragraph {} of Schedule 17 is relied on", **paragraph))
                        .from(item, paragraph.span)
                }
                None => Answer::no("no paragraph of Schedule 17 is recorded as relied on"),
            }
        }
        Fact::ItemOpenedLate => match access {
            Some(access) => opened_late(item, access),
            None => Answer::no("when the papers were opened to inspection is not recorded"),
        },
        Fact::ShortNotice => claim(item, access, |access| &access.short_notice, SHORT_NOTICE),
        Fact::ItemConfidential => claim(item, access, |access| &access.confidential, CONFIDENTIAL),
        Fact::MinutesIncomplete => claim(item, access, |access| &access.minutes_incomplete, INCOMPLETE),
        _ => return None,
    })
}

/// What is said where the answer is yes and no, and the question.
type Words = [&'static str; 3];

const SHORT_NOTICE: Words = [
    "the meeting was called at less than five clear days' notice",
    "the meeting is not recorded as called at short notice",
    "the meeting was called at short notice",
];
const CONFIDENTIAL: Words = [
    "confidential information would have been disclosed",
    "no confidential information is recorded as at stake",
    "confidential information would have been disclosed",
];
const INCOMPLETE: Words = [
    "what was left out of the open minutes leaves no fair and coherent record",
    "nothing is recorded as left out of the open minutes",
    "what was left out of the open minutes leaves a fair record",
];

fn claim(
    item: &Entry<Resolution>,
    access: Option<&Access>,
    field: impl Fn(&Access) -> &crate::source::Spanned<Truth>,
    [yes, no, question]: Words,
) -> Answer {
    match access {
        Some(access) => claimed(item, field(access), yes, no, question),
        None => Answer::no(no),
    }
}

fn held(case: &Case<'_>, item: &Entry<Resolution>) -> Answer {
    let date = &item.body.meeting;
    if date.value.is_unknown() && !item.body.clauses.is_empty() {
        return Answer::yes("the committee met, on a date not known").from(item, item.body.committee.span);
    }
    happened(
        case,
        item,
        date,
        "the meeting was held",
        "when the meeting was held is not recorded",
    )
}

fn exempt(item: &Entry<Resolution>, access: Option<&Access>) -> Answer {
    if let Some(paragraph) = access.and_then(|access| access.exempt_paragraphs.first()) {
        let says = format!("paragraph {} of Schedule 12A is relied on", **paragraph);
        return Answer::yes(says).from(item, paragraph.span);
    }
    let excluded = item
        .body
        .clauses
        .iter()
        .find(|clause| clause.reads_as.include(Reading::PublicExcluded));
    match excluded {
        Some(clause) => {
            Answer::yes("the committee resolved to exclude the public").from(item, clause.words.span)
        }
        None => Answer::no("no exempt information is recorded as at stake"),
    }
}

/// Whether the papers of the item were opened too late: after the meeting was called, where that was at short notice;
/// else after the last day that leaves the clear days.
fn opened_late(item: &Entry<Resolution>, access: &Access) -> Answer {
    let opened = &access.papers_open_from;
    let PartialDate::Day(day) = opened.value else {
        return Answer::no("when the papers were opened to inspection is not recorded");
    };
    let answer = match access.short_notice.value {
        Truth::Yes => opened_after_call(access.convened.value, day),
        _ => leaves_too_little(item.body.meeting.value, day),
    };
    answer.from(item, opened.span)
}

/// Where a meeting is called at short notice, its papers are due when it is called (s.100B(3)(a) and (4)(a)).
fn opened_after_call(called: PartialDate, opened: NaiveDate) -> Answer {
    let PartialDate::Day(called) = called else {
        return Answer::unknown("when the meeting was called is not recorded");
    };
    let (opened_on, called_on) = (super::day(opened), super::day(called));
    match opened > called {
        true => Answer::yes(format!(
            "the papers were opened on {opened_on}, after the meeting was called on {called_on}"
        )),
        false => Answer::no("the papers were open from when the meeting was called"),
    }
}

/// The first day on which the law asked for five clear days, and no longer for three (SI 2002/715).
const FIVE_CLEAR_DAYS: NaiveDate = NaiveDate::from_ymd_opt(2002, 10, 1).expect("there was such a day");

fn leaves_too_little(meeting: PartialDate, opened: NaiveDate) -> Answer {
    let PartialDate::Day(meeting) = meeting else {
        return Answer::no("the day of the meeting is not recorded");
    };
    let (wanted, words) = match meeting < FIVE_CLEAR_DAYS {
        true => (3, "three clear days"),
        false => (5, "five clear days"),
    };
    match reckon(wanted, Unit::ClearDays, Rule::Before, None, meeting) {
        Ok(sum) if opened > sum.day => Answer::yes(format!(
            "the papers were opened on {}, after {}, the last day that leaves {words}",
            super::day(opened),
            super::day(sum.day)
        )),
        Ok(_) => Answer::no(format!("the papers were open for {words} before the meeting")),
        // Whichever days were holidays, no more can be clear than fall from Monday to Friday.
        Err(_) if week_days(opened, meeting) < wanted => Answer::yes(format!(
            "the papers were opened on {}, which cannot leave {words} before the meeting on {}",
            super::day(opened),
            super::day(meeting)
        )),
        Err(beyond) => Answer::unknown(beyond.to_string()),
    }
}

/// How many days from Monday to Friday lie between two days.
fn week_days(after: NaiveDate, before: NaiveDate) -> u32 {
    let between = after.iter_days().skip(1).take_while(|day| *day < before);
    let week_day = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    between.filter(week_day).take(10).map(|_| 1).sum()
}
