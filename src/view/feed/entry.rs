//! One commit of one record, in words for people who follow it.

use super::{Item, Source, name};
use crate::history::Touch;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::{Audience, Duty};
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind};
use crate::register::Register;
use crate::site::{Moment, Name, PagePath};
use crate::value::PartialDate;
use crate::view::correction::made_on;
use crate::view::{anchor, judgement, known_as, words};

/// How many figures of a commit's name tell it from the others of the same record.
const SHORT: usize = 8;

/// The entry of a moment.
pub(super) fn item(source: Source<'_, '_>, moment: &Moment<'_>) -> Item {
    let (kind, id) = moment.record;
    let register = source.input.register;
    let (what, more) = said(register, moment.record);
    let corrected = corrected(source, moment);
    let title = match (moment.touch, kind) {
        // A view that is new is told as what was judged, and not as a record.
        (Touch::Added, Kind::Determination) => what,
        (Touch::Added, _) => format!("New {}: {what}", kind.word()),
        (Touch::Changed, _) if !corrected.is_empty() => format!("Record corrected: {what}"),
        (Touch::Changed, _) => format!("Record changed: {what}"),
        (Touch::Removed, _) => format!("Taken out, and put back since: {what}"),
    };
    let short: String = moment.commit.id.chars().take(SHORT).collect();
    let noted = format!("Noted with it: {}", moment.commit.summary);
    let lines = more.into_iter().filter(|line| !line.is_empty());
    let lines = corrected.into_iter().chain(lines).chain([noted]);
    Item {
        key: format!("{}/{short}", name(kind, id)),
        title,
        summary: lines.collect::<Vec<_>>().join("\n"),
        updated: moment.commit.on,
        page: page_of(register, moment.record),
        kind,
    }
}

/// The page of a record below the site's address. A determination stands on that of its change.
pub(crate) fn page_of(register: &Register, record: Name<'_>) -> String {
    let (kind, id) = record;
    let view = register.determinations.get(id);
    match view.filter(|_| kind == Kind::Determination) {
        Some(view) => {
            let page = PagePath::record(Kind::Change, &view.body.change.id);
            format!("{page}#{}", anchor(id))
        }
        None => PagePath::record(kind, id).to_string(),
    }
}

/// What was put right in a record on the day of a moment.
fn corrected(source: Source<'_, '_>, moment: &Moment<'_>) -> Vec<String> {
    let (kind, id) = moment.record;
    let tells = moment.touch == Touch::Changed && source.lists.outlets.journal.tells_corrections(moment);
    let entry = source.input.register.entry(kind, id).filter(|_| tells);
    let made = entry.map_or_else(Vec::new, |entry| made_on(entry.corrections, moment.commit.on));
    made.into_iter().map(|one| format!("Corrected, {one}.")).collect()
}

/// What a record is, in a line, and a little more.
pub(crate) fn said(register: &Register, record: Name<'_>) -> (String, Vec<String>) {
    let (kind, id) = record;
    let found = match kind {
        Kind::Body => register.bodies.get(id).map(|body| {
            (
                body.body.name.to_string(),
                vec![words::role(body.body.role.value).to_owned()],
            )
        }),
        Kind::Change => register.changes.get(id).map(change),
        Kind::Resolution => register
            .resolutions
            .get(id)
            .map(|entry| resolution(register, entry)),
        Kind::Determination => register.determinations.get(id).map(|entry| view(register, entry)),
        Kind::Duty => register.duties.get(id).map(|entry| duty(register, entry)),
    };
    found.unwrap_or_else(|| (id.to_string(), Vec::new()))
}

fn change(entry: &Entry<Change>) -> (String, Vec<String>) {
    let summary = entry.body.summary.as_ref();
    (
        entry.body.title.to_string(),
        vec![
            words::kind(entry.body.kind.value).to_owned() + ".",
            summary.map_or_else(String::new, |summary| summary.to_string()),
        ],
    )
}

fn resolution(register: &Register, entry: &Entry<Resolution>) -> (String, Vec<String>) {
    let committee = known_as(&register.bodies[&entry.body.committee]);
    let clauses = words::count(entry.body.clauses.len(), "clause", "clauses");
    (
        format!("{committee}, {}", *entry.body.item),
        vec![format!(
            "{committee} met {}. {clauses} of what it resolved are held in its exact words.",
            entry.body.meeting.placed()
        )],
    )
}

/// "Kent HOSC judged the change not substantial: One contract".
fn view(register: &Register, entry: &Entry<Determination>) -> (String, Vec<String>) {
    let spoken = judgement::spoken(register, entry);
    let when = format!(" {}", entry.body.date.value.placed());
    let short = spoken.trim_end_matches('.').replacen(&when, "", 1);
    let change = &register.changes[&entry.body.change].body.title;
    let council = entry.body.authority.as_ref();
    let area = council.map_or("every affected council", |council| {
        known_as(&register.bodies[council])
    });
    let scope = entry.body.scope.as_ref();
    let caution = match judgement::standing_of(entry.body.view.value) {
        judgement::Standing::NotSubstantial => {
            "This does not mean the change is minor, or approved. The NHS may still have to involve the public."
        }
        _ => "",
    };
    (
        format!("{short}: {}", change.value),
        vec![
            spoken,
            format!("For the area of {area}."),
            scope.map_or_else(String::new, |scope| format!("What it covers: {}", **scope)),
            caution.to_owned(),
        ],
    )
}

fn duty(register: &Register, entry: &Entry<Duty>) -> (String, Vec<String>) {
    let duty = &entry.body;
    let by = known_as(&register.bodies[&duty.owed_by]);
    let to: Vec<String> = duty
        .owed_to
        .iter()
        .map(|audience| match audience {
            Audience::People(people) => words::people(people.value).to_owned(),
            Audience::Body(body) => {
                let body = register.bodies.get(&body.id);
                body.map_or("a body", known_as).to_owned()
            }
        })
        .collect();
    let due = match duty.due.as_ref().map(|due| due.value) {
        None | Some(PartialDate::Unknown) => "No last day is stated.".to_owned(),
        Some(due) => format!("By {}.", due.spoken()),
    };
    let state = match (&duty.discharged, &duty.no_longer_owed) {
        (Some(done), _) => format!("Recorded as done {}.", done.date.placed()),
        (_, Some(_)) => "No longer owed.".to_owned(),
        _ => String::new(),
    };
    let owed = match to.as_slice() {
        [] => format!("{by} owes it."),
        to => format!("{by} owes it to {}.", words::several(to, "and")),
    };
    let change = &register.changes[&duty.change].body.title;
    (
        duty.title.to_string(),
        vec![owed, due, state, format!("It arises from: {}", change.value)],
    )
}
