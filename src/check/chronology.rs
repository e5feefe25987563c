//! Dates that cannot follow one another, or that have not come yet.

use chrono::Months;

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::register::AnyEntry;
use crate::source::{Location, SourceId, Spanned};
use crate::value::PartialDate;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &DATES_OUT_OF_ORDER,
        check: dates_out_of_order,
    },
    Rule {
        code: &DATE_DIFFERS,
        check: date_differs,
    },
    Rule {
        code: &DATE_NOT_COME,
        check: date_not_come,
    },
];

/// A date that must come first comes after another.
const DATES_OUT_OF_ORDER: Code = Code {
    name: "dates-out-of-order",
    severity: Severity::Error,
    summary: "A date comes before one that it must follow.",
    explain: "A consultation cannot close before it opens, nor minutes be confirmed before the meeting, nor a view \
              take the place of a later one. Dates known only to the month or year are compared only as far as they are sure.",
    example: Example {
        path: "records/bodies/north-trust.yaml",
        bad: "name: North Trust\nrole: nhs-trust\nactive: {from: 2020-04-01, until: 2019-03-31}\n",
        good: "name: North Trust\nrole: nhs-trust\nactive: {from: 2019-04-01, until: 2020-03-31}\n",
    },
};

/// The determination has another date than the meeting.
const DATE_DIFFERS: Code = Code {
    name: "date-differs",
    severity: Severity::Error,
    summary: "A determination has another date than the meeting whose clause holds it.",
    explain: "A committee takes its view when it resolves. Correct the date that is wrong.",
    example: Example {
        path: "records/determinations/2026/kent-hosc-2026-01-20-all-age-mental-health.yaml",
        bad: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-10
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
        good: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
    },
};

/// Something is said to have happened on a day that has not come.
const DATE_NOT_COME: Code = Code {
    name: "date-not-come",
    severity: Severity::Error,
    summary: "Something is recorded as done on a day that has not come yet.",
    explain: "A meeting that resolved, a view that was taken, a decision, a duty that was met: these lie in the past. \
              Most often a digit of the year is wrong. What is planned goes under `key_dates` or `engagement`. An item of a \
              meeting to come, up to a year from now, is recorded without clauses.",
    example: Example {
        path: "records/determinations/2026/kent-hosc-2026-01-20-all-age-mental-health.yaml",
        bad: "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
date: 2199-01-20
sources: [{title: Letter of the committee}]
",
        good: "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
date: 2026-01-20
sources: [{title: Letter of the committee}]
",
    },
};

type Dated<'r> = (&'r Spanned<PartialDate>, &'static str);

/// Reports each pair in which the second date is surely before the first.
fn in_order(entry: &AnyEntry<'_>, dates: &[Dated<'_>], problems: &mut Diagnostics) {
    for pair in dates.windows(2) {
        let [(first, first_name), (second, second_name)] = pair else {
            continue;
        };
        if first.value.surely_after(second.value) {
            let message = format!(
                "{second_name} ({}) is before {first_name} ({})",
                second.value.spoken(),
                first.value.spoken()
            );
            problems.push(
                Diagnostic::new(&DATES_OUT_OF_ORDER, entry.at(second.span), message)
                    .related(
                        entry.at(first.span),
                        format!("{first_name}, which must come first"),
                    )
                    .cure("check both dates against the source"),
            );
        }
    }
}

fn dates_out_of_order(case: &Case<'_>, problems: &mut Diagnostics) {
    views_in_order(case, problems);
    for entry in case.register.bodies.iter() {
        if let Some(active) = &entry.body.active {
            let dates = [(&active.from, "the first day"), (&active.until, "the last day")];
            in_order(&AnyEntry::new(entry), &dates, problems);
        }
    }
    for entry in case.register.changes.iter() {
        let any = AnyEntry::new(entry);
        for affected in &entry.body.authorities {
            if let Some(consultation) = &affected.consultation {
                let began = (&consultation.began, "the beginning of the consultation");
                in_order(
                    &any,
                    &[began, (&consultation.comments_due, "the date for comments")],
                    problems,
                );
                in_order(
                    &any,
                    &[began, (&consultation.decision_due, "the date of decision")],
                    problems,
                );
                if let Some(comments) = &consultation.comments {
                    in_order(
                        &any,
                        &[began, (&comments.received, "the receipt of comments")],
                        problems,
                    );
                }
            }
        }
        if let Some(procurement) = &entry.body.procurement {
            let intent = (&procurement.intent_published, "the notice of intention");
            in_order(&any, &[intent, (&procurement.awarded, "the award")], problems);
            in_order(
                &any,
                &[intent, (&procurement.award_notice, "the notice of the award")],
                problems,
            );
        }
    }
    for entry in case.register.resolutions.iter() {
        let any = AnyEntry::new(entry);
        let meeting = (&entry.body.meeting, "the meeting");
        if let Some(minutes) = &entry.body.minutes {
            in_order(
                &any,
                &[
                    meeting,
                    (&minutes.confirmed_on, "the confirmation of the minutes"),
                ],
                problems,
            );
        }
        for action in entry
            .body
            .clauses
            .iter()
            .filter_map(|clause| clause.action.as_ref())
        {
            in_order(
                &any,
                &[meeting, (&action.due, "the date the action is due")],
                problems,
            );
            if let Some(done) = &action.done {
                in_order(
                    &any,
                    &[meeting, (&done.date, "the date the action was done")],
                    problems,
                );
            }
        }
    }
    for entry in case.register.duties.iter() {
        let any = AnyEntry::new(entry);
        for engagement in &entry.body.engagement {
            in_order(
                &any,
                &[
                    (&engagement.opens, "the opening"),
                    (&engagement.closes, "the closing"),
                ],
                problems,
            );
        }
    }
}

/// A view takes the place of an earlier one, and of no later: else the one that was left would count.
fn views_in_order(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.determinations.iter() {
        let Some(held) = &entry.body.supersedes else {
            continue;
        };
        let Some(earlier) = case.register.determinations.get(&held.id) else {
            continue;
        };
        let (own, other) = (&entry.body.date, &earlier.body.date);
        if other.value.surely_after(own.value) {
            let message = format!(
                "this view ({}) is said to take the place of a later one ({})",
                own.value.spoken(),
                other.value.spoken()
            );
            problems.push(
                Diagnostic::new(&DATES_OUT_OF_ORDER, entry.at(held.span), message)
                    .related(earlier.at(other.span), "the date of that view")
                    .cure(format!(
                        "check which of the two was taken later, and let that one name the other: scrutiny supersede {} --by {}",
                        entry.id, earlier.id
                    )),
            );
        }
    }
}

fn date_differs(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.determinations.iter() {
        let Some(reference) = &entry.body.resolution else {
            continue;
        };
        let resolution = &case.register.resolutions[&reference.id];
        let (own, meeting) = (&entry.body.date, &resolution.body.meeting);
        // A resolution of another committee, or not of this change, is reported as that.
        let ours = resolution.body.committee.id == entry.body.by.id;
        if ours && !own.value.may_equal(meeting.value) {
            let message = format!(
                "the view is dated {}, the meeting {}",
                own.value.spoken(),
                meeting.value.spoken()
            );
            problems.push(
                Diagnostic::new(&DATE_DIFFERS, entry.at(own.span), message)
                    .related(resolution.at(meeting.span), "the day of the meeting")
                    .cure("correct the date that is wrong"),
            );
        }
    }
}

fn date_not_come(case: &Case<'_>, problems: &mut Diagnostics) {
    let mut past = |source: SourceId, date: &Spanned<PartialDate>, what: &str| {
        if date.value.earliest().is_some_and(|day| day > case.today) {
            let message = format!("{what} is dated {}, which has not come yet", date.value.spoken());
            let at = Location {
                source,
                span: date.span,
            };
            problems.push(
                Diagnostic::new(&DATE_NOT_COME, at, message)
                    .cure("check the year; what is planned goes under `key_dates` or `engagement`"),
            );
        }
    };
    for entry in case.register.changes.iter() {
        let own = &entry.body;
        if let Some(decided) = &own.decided {
            past(entry.source, &decided.date, "the decision");
        }
        if let Some(abandoned) = &own.abandoned {
            past(entry.source, &abandoned.date, "the day it was given up");
        }
        if let Some(urgent) = &own.urgent {
            past(entry.source, &urgent.satisfied, "the finding of a risk");
            past(entry.source, &urgent.decided, "the urgent decision");
        }
        let notified = &own.secretary_of_state_notified;
        past(entry.source, notified, "the notice to the Secretary of State");
        for request in own.call_in.iter().flat_map(|call_in| &call_in.requests) {
            past(entry.source, &request.date, "the request to call it in");
        }
        for affected in &own.authorities {
            let told = &affected.urgent_decision_told;
            past(
                entry.source,
                told,
                "the word to the council of an urgent decision",
            );
        }
    }
    for entry in case.register.resolutions.iter() {
        // An item without clauses may be of a meeting to come, of those that are planned.
        let planned = case.today + Months::new(12);
        let is_planned = entry
            .body
            .meeting
            .value
            .latest()
            .is_some_and(|day| day <= planned);
        if !entry.body.clauses.is_empty() || !is_planned {
            past(entry.source, &entry.body.meeting, "this resolution");
        }
        if let Some(minutes) = &entry.body.minutes {
            past(
                entry.source,
                &minutes.confirmed_on,
                "the confirmation of the minutes",
            );
        }
        for done in entry
            .body
            .clauses
            .iter()
            .filter_map(|clause| clause.action.as_ref()?.done.as_ref())
        {
            past(entry.source, &done.date, "this action");
        }
    }
    for entry in case.register.determinations.iter() {
        // A view dated with its meeting is reported once, at the meeting.
        let with_meeting = entry.body.resolution.as_ref().is_some_and(|reference| {
            case.register.resolutions[&reference.id].body.meeting.value == entry.body.date.value
        });
        if !with_meeting {
            past(entry.source, &entry.body.date, "this view");
        }
    }
    for entry in case.register.duties.iter() {
        if let Some(discharged) = &entry.body.discharged {
            past(entry.source, &discharged.date, "the meeting of this duty");
        }
    }
    for (_, entry) in case.register.withdrawn() {
        past(entry.source, &entry.body.withdrawn.date, "this withdrawal");
    }
}
