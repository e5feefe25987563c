//! Cautions about views, and about what committees resolved that is no view.

use chrono::NaiveDate;

use super::{Caution, Warning};
use crate::law::case::{Case, Standpoint, Subject};
use crate::law::derive::{Derivation, State};
use crate::law::fact::Fact;
use crate::law::trace::Finding;
use crate::record::Entry;
use crate::record::change::authority::{AffectedAuthority, Under};
use crate::record::change::{Change, ChangeKind, Procurement};
use crate::record::determination::{Determination, TakenBy};
use crate::record::resolution::{MinutesStatus, Reading};

pub(super) fn look<'r>(
    case: &Case<'r>,
    change: &'r Entry<Change>,
    derivation: &Derivation<'_>,
    found: &mut Vec<Caution>,
) {
    if change.body.kind.value != ChangeKind::Review {
        for council in &change.body.authorities {
            of_council(case, change, council, found);
        }
    }
    for view in &case.views {
        of_view(case, change, view, found);
    }
    clauses(case, found);
    if derivation.derived.iter().any(|one| one.state == State::Disputed) {
        found.push(Caution::new(
            Warning::DisputedNotBreach,
            "The council and the body responsible differ on whether the change is substantial. What follows from it is \
             disputed, and this register takes no side.",
        ));
    }
}

fn of_council<'r>(
    case: &Case<'r>,
    change: &'r Entry<Change>,
    council: &'r AffectedAuthority,
    found: &mut Vec<Caution>,
) {
    let name = case.name(&council.authority.id);
    let position = case.position(council);
    let consulted = case.is_consulted(council);
    let at = council.authority.span;
    if position.council == Standpoint::None && !consulted && change.body.abandoned.is_none() {
        let says = format!("{name} is affected, and no view of it or a committee of it is recorded.");
        found.push(Caution::new(Warning::NoViewRecorded, says).from(change, at));
    }
    let others = || {
        let councils = &change.body.authorities;
        councils
            .iter()
            .filter(|other| other.authority.id != council.authority.id)
    };
    if !consulted && position.finding == Finding::No && others().any(|other| case.is_consulted(other)) {
        let says = format!(
            "{name} is not consulted, and keeps its powers to review, to report, to ask for information and to require \
             attendance (regs 21, 22, 26 and 27)."
        );
        found.push(Caution::new(Warning::KeepsOtherPowers, says).from(change, at));
    }
    let Some(consultation) = &council.consultation else {
        return;
    };
    if consultation
        .under
        .as_ref()
        .is_some_and(|under| under.value == Under::Courtesy)
    {
        let says = format!(
            "{name} is recorded as consulted out of courtesy. Whether such a council counts towards a joint committee \
             (reg 30(5)) is arguable: ask the body consulting to confirm that it is not consulting under reg 23."
        );
        found.push(Caution::new(Warning::ConsultedByCourtesy, says).from(change, at));
    }
    let Some(given) = case.comments_date(council) else {
        return;
    };
    let due = given.value;
    if consulted && !case.has_commented(council) && due.latest().is_some_and(|last| last < case.as_at) {
        let says = format!(
            "{name} was asked for comments by {}, and none is recorded. Silence is neither agreement nor a view on \
             whether the change is substantial.",
            due.spoken()
        );
        found.push(Caution::new(Warning::Silence, says).from(change, given.span));
    }
}

fn of_view(case: &Case<'_>, change: &Entry<Change>, view: &Entry<Determination>, found: &mut Vec<Caution>) {
    let by = case.name(&view.body.by.id);
    if view
        .body
        .date
        .value
        .earliest()
        .is_some_and(|first| first > case.as_at)
    {
        return;
    }
    if let Some(scope) = &view.body.scope {
        let says = format!("The view of {by} has a scope: {}", **scope);
        found.push(Caution::new(Warning::ViewOfLimitedScope, says).from(view, scope.span));
    }
    let published = change.body.procurement.as_ref().and_then(first_notice);
    if let (Some(published), Some(taken)) = (published, view.body.date.value.day())
        && taken > published
    {
        let days = (taken - published).num_days();
        let says = format!(
            "{by} took its view {}, {days} {} after the procurement was announced.",
            view.body.date.value.placed(),
            if days == 1 { "day" } else { "days" }
        );
        found.push(Caution::new(Warning::ViewAfterNotice, says).from(view, view.body.date.span));
    }
    let council = case.register.bodies[&view.body.by].body.role.speaks_for_council();
    if council
        && view
            .body
            .taken_by
            .as_ref()
            .is_some_and(|by| by.value == TakenBy::Officer)
    {
        let says = format!(
            "An officer took the view of {by}. Officers cannot exercise the functions in regs 21 to 23, 26 and 27 (reg \
             29(2)); a determination is not itself among them. Check it; it is not condemned here."
        );
        found.push(Caution::new(Warning::OfficerView, says).from(view, view.body.view.span));
    }
    let minutes = view.body.resolution.as_ref().and_then(|held| {
        let resolution = &case.register.resolutions[&held.id];
        resolution.body.minutes.as_ref()
    });
    if minutes.is_some_and(|minutes| minutes.status.value == MinutesStatus::Draft) {
        let says = format!("The view of {by} rests on draft minutes, which may change.");
        found.push(Caution::new(Warning::ViewOnDraftMinutes, says).from(view, view.body.view.span));
    }
}

/// The first day on which a procurement was announced by a notice, of those that are recorded.
fn first_notice(procurement: &Procurement) -> Option<NaiveDate> {
    let notices = [
        &procurement.announced,
        &procurement.process_notice,
        &procurement.tender_notice,
        &procurement.intent_published,
    ];
    notices.into_iter().filter_map(|notice| notice.value.day()).min()
}

/// Clauses that are easily taken for more than they are, or that ask for something no record follows.
fn clauses(case: &Case<'_>, found: &mut Vec<Caution>) {
    let proposal = case.change.map(|_| case.answer(0, Fact::Proposal).finding);
    for item in &case.items {
        let by = case.name(&item.body.committee.id);
        if item
            .body
            .meeting
            .value
            .earliest()
            .is_some_and(|first| first > case.as_at)
        {
            continue;
        }
        let committee = &item.body.committee.id;
        let took_one = case.views.iter().any(|view| view.body.by.id == *committee);
        for clause in &item.body.clauses {
            let reads = |reading| clause.reads_as.include(reading);
            let mut push = |warning, says: String| {
                found.push(Caution::new(warning, says).from(item, clause.words.span));
            };
            if reads(Reading::Noted) && proposal == Some(Finding::Yes) && !took_one {
                push(
                    Warning::NotedIsNoView,
                    format!("{by} noted the matter. That is no view on whether the change is substantial."),
                );
            }
            if reads(Reading::Invited) {
                push(
                    Warning::InvitationIsNoRequirement,
                    format!("{by} invited somebody to attend. That is no requirement under reg 27."),
                );
            }
            if reads(Reading::RequestedResponse) && !has(case, |council| !council.reports.is_empty()) {
                push(
                    Warning::ResponseNotRecorded,
                    format!(
                        "{by} asked for a response. The 28 days of reg 22(7) run once the report and the day of the \
                         request are recorded (authorities, reports)."
                    ),
                );
            }
            if reads(Reading::RequiresAttendance)
                && !has(case, |council| !council.attendance_requirements.is_empty())
            {
                push(
                    Warning::AttendanceNotRecorded,
                    format!(
                        "{by} required somebody to attend. Reg 27 follows once that is recorded (authorities, \
                         attendance_requirements)."
                    ),
                );
            }
        }
    }
}

fn has(case: &Case<'_>, question: impl Fn(&AffectedAuthority) -> bool) -> bool {
    case.subjects.iter().any(|subject| match subject {
        Subject::Authority(council) => question(council),
        _ => false,
    })
}
