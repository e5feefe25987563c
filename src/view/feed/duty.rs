//! The duties that are open, as entries: each is one entry for as long as it is open.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Item, Source, name, undated};
use crate::law::account::Named;
use crate::law::derive::{State, Time};
use crate::record::change::Change;
use crate::record::duty::Duty;
use crate::record::{Entry, Kind, RecordId};
use crate::site::PagePath;
use crate::value::PartialDate;
use crate::view::duties::{Listed, Stage};
use crate::view::{known_as, words};

/// The most duties that the feed holds.
pub const MOST: usize = 500;

/// The open duties, the one that changed last first.
pub(super) fn items(source: Source<'_, '_>) -> Vec<Item> {
    let open = source.lists.duties.iter();
    let mut items: Vec<Item> = open
        .filter(|listed| !matches!(listed.stage(), Stage::Done | Stage::Ended))
        .filter_map(|listed| match listed {
            Listed::Recorded(stage, entry) => Some(recorded(source, *stage, entry)),
            Listed::Derived(_, change, which) => derived(source, change, *which),
        })
        .collect();
    let mut seen = BTreeMap::<String, usize>::new();
    for item in &mut items {
        let count = seen.entry(item.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            item.key = format!("{}/{count}", item.key);
        }
    }
    items.sort_by(|one, two| two.updated.cmp(&one.updated).then_with(|| one.key.cmp(&two.key)));
    items.truncate(MOST);
    items
}

/// The later of: the last commit that touched a record it rests on, and the day after its last day, if that has come.
fn updated(source: Source<'_, '_>, records: &[(Kind, &RecordId)], passed: Option<NaiveDate>) -> NaiveDate {
    let on = source.lists.outlets.journal.revised(records.iter().copied()).on;
    let passed = passed.and_then(|day| day.succ_opt());
    on.max(passed).unwrap_or_else(undated)
}

fn recorded(source: Source<'_, '_>, stage: Stage, entry: &Entry<Duty>) -> Item {
    let register = source.input.register;
    let duty = &entry.body;
    let due = duty.due.as_ref().map_or(PartialDate::Unknown, |due| due.value);
    let mut records = vec![(Kind::Duty, &entry.id), (Kind::Change, &duty.change.id)];
    records.extend(
        duty.basis
            .clause
            .iter()
            .map(|clause| (Kind::Resolution, &clause.id.id)),
    );
    let when = match (stage, due) {
        (Stage::Passed, due) => format!("Its last day has passed: {}.", due.spoken()),
        (_, PartialDate::Unknown) => "No last day is stated.".to_owned(),
        (_, due) => format!("By {}.", due.spoken()),
    };
    Item {
        key: name(Kind::Duty, &entry.id),
        title: format!("{}: {}", known_as(&register.bodies[&duty.owed_by]), *duty.title),
        summary: lines(&[
            &when,
            "We hold no record that it was done.",
            &about(&register.changes[&duty.change]),
        ]),
        updated: updated(source, &records, due.latest().filter(|_| stage == Stage::Passed)),
        page: PagePath::record(Kind::Duty, &entry.id).to_string(),
        kind: Kind::Duty,
    }
}

fn derived(source: Source<'_, '_>, change: &Entry<Change>, which: usize) -> Option<Item> {
    let kept = source.conclusions.kept(&change.id, which)?;
    let one = &kept.outcome;
    let teller = crate::law::account::Teller {
        register: source.input.register,
        sources: None,
    };
    let names = |named: &[Named]| {
        let names: Vec<&str> = named.iter().map(|one| one.name.as_str()).collect();
        words::several(&names, "and")
    };
    let mut records: Vec<(Kind, &RecordId)> = kept.rests_on.iter().map(|(kind, id)| (*kind, id)).collect();
    records.push((Kind::Change, &change.id));
    records.extend(one.recorded.iter().map(|duty| (Kind::Duty, &duty.id)));
    let due = one.time.due();
    records.extend(due.map(|due| (due.from.record.0, &due.from.record.1)));
    let day = one.time.day().map(|day| PartialDate::Day(day).spoken());
    let when = match (one.state, day) {
        (State::Overdue, Some(day)) => {
            format!("Its last day has passed: {day}. We hold no record that it was done.")
        }
        (State::Disputed, _) => "The records differ on whether it is owed.".to_owned(),
        (_, Some(day)) => format!("Its day: {day}. We hold no record that it was done."),
        (_, None) if matches!(one.time, Time::NotStated) => {
            "The law states no number of days. We hold no record that it was done.".to_owned()
        }
        (_, None) => "No last day can be given. We hold no record that it was done.".to_owned(),
    };
    let subject = one.subject.key();
    Some(Item {
        key: format!("owed/{}/{}/{subject}", change.id, one.provision.id.value),
        title: format!("{}: {}", names(&teller.named(&one.bearers)), *one.provision.title),
        summary: lines(&[
            &format!("For: {}", names(&teller.named(&one.owed_to))),
            &format!("Under: {}", one.provision.citation()),
            &when,
            &about(change),
        ]),
        updated: updated(
            source,
            &records,
            one.time.limit().filter(|_| one.state == State::Overdue),
        ),
        page: format!("{}#{}", PagePath::record(Kind::Change, &change.id), kept.anchor),
        kind: Kind::Duty,
    })
}

fn about(change: &Entry<Change>) -> String {
    format!("It arises from: {}", *change.body.title)
}

fn lines(lines: &[&str]) -> String {
    lines.join("\n")
}
