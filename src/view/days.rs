//! The days of the register, for calendars: of duties, of changes and of meetings, each with how surely it holds.

mod change;

pub use change::of_change;

use std::collections::BTreeMap;

use chrono::{Days as Count, NaiveDate};

use crate::calendar::{Event, Status, number_alike};
use crate::record::body::Body;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId};
use crate::site::{Input, Journal, PagePath};
use crate::value::PartialDate;

/// How long the calendar of all duties keeps a day that is past, in days: with those of twenty years calendar programs would
/// refuse it.
const KEPT: u64 = 366;

/// A day of a change.
#[derive(Clone, Debug)]
pub struct Day {
    /// What happens.
    pub event: Event,
    /// The bodies that owe it, where it is the day of a duty; [`Days`] keeps them by themselves.
    pub owed_by: Vec<RecordId>,
    /// Whether it is the day of a duty.
    pub duty: bool,
}

/// Every day that calendars show.
#[derive(Debug, Default)]
pub struct Days<'r> {
    changes: BTreeMap<&'r RecordId, Vec<Day>>,
    /// Of each body what it owes: the change, and which of its days.
    owed: BTreeMap<RecordId, Vec<(&'r RecordId, usize)>>,
    meetings: Vec<Event>,
    /// Of each committee its meetings.
    met: BTreeMap<&'r RecordId, Vec<usize>>,
}

impl<'r> Days<'r> {
    /// All days: those of each change, and of every meeting.
    pub fn new(input: &Input<'r>, journal: &Journal<'r>, mut changes: Vec<(&'r RecordId, Vec<Day>)>) -> Self {
        let mut days = Self::default();
        for (id, list) in &mut changes {
            for (which, day) in list.iter_mut().enumerate() {
                for body in std::mem::take(&mut day.owed_by) {
                    days.owed.entry(body).or_default().push((*id, which));
                }
            }
        }
        days.changes = changes.into_iter().collect();
        days.meet(input, journal);
        days
    }

    /// One event a meeting, however many of its items are recorded.
    fn meet(&mut self, input: &Input<'r>, journal: &Journal<'r>) {
        let mut meetings: BTreeMap<_, Vec<&'r Entry<Resolution>>> = BTreeMap::new();
        for entry in input.register.resolutions.iter() {
            if let PartialDate::Day(day) = entry.body.meeting.value {
                let committee = &entry.body.committee.id;
                meetings.entry((day, committee)).or_default().push(entry);
            }
        }
        for ((day, committee), items) in meetings {
            let name = input.register.bodies.get(committee).map(|entry| &entry.body);
            let revised = journal.revised(items.iter().map(|item| (Kind::Resolution, &item.id)));
            let described: Vec<String> = items.iter().map(|item| item.body.item.to_string()).collect();
            self.met.entry(committee).or_default().push(self.meetings.len());
            self.meetings.push(Event {
                key: format!("{committee}.meeting.{day}").into(),
                day,
                summary: format!("{} meets", name.map_or("A committee", Body::known_as)).into(),
                description: format!(
                    "{}\nItems held in this register:\n{}",
                    name.map_or("", |body| &body.name),
                    described.join("\n")
                )
                .into(),
                status: Status::Confirmed,
                sequence: revised.commits,
                modified: revised.on,
                page: Some(match items.as_slice() {
                    [only] => PagePath::record(Kind::Resolution, &only.id).as_str().into(),
                    _ => PagePath::record(Kind::Body, committee).as_str().into(),
                }),
            });
        }
    }

    /// The days of one change.
    pub fn of_change(&self, id: &RecordId) -> Vec<&Event> {
        let days = self.changes.get(id).into_iter().flatten();
        sorted(days.map(|day| &day.event))
    }

    /// The days of all duties, but for those that are long past: each change's own calendar keeps all of its days.
    pub fn of_duties(&self, as_at: NaiveDate) -> Vec<&Event> {
        let first = as_at - Count::new(KEPT);
        let days = self.changes.values().flatten();
        sorted(
            days.filter(|day| day.duty && day.event.day >= first)
                .map(|day| &day.event),
        )
    }

    /// All meetings.
    pub fn of_meetings(&self) -> Vec<&Event> {
        sorted(&self.meetings)
    }

    /// What a body owes, and when it met, or its committees.
    pub fn of_body(&self, input: &Input<'_>, body: &Entry<Body>) -> Vec<&Event> {
        let owed = self.owed.get(&body.id).into_iter().flatten();
        let owed = owed.filter_map(|(change, which)| Some(&self.changes.get(*change)?.get(*which)?.event));
        let parts = input
            .register
            .naming(Kind::Body, &body.id, &input.register.bodies)
            .filter(|part| {
                part.body
                    .part_of
                    .as_ref()
                    .is_some_and(|whole| whole.id == body.id)
            });
        let committees = parts.map(|part| &part.id).chain([&body.id]);
        let met = committees.flat_map(|id| self.met.get(id).into_iter().flatten());
        sorted(owed.chain(met.map(|which| &self.meetings[*which])))
    }
}

/// In order of day and name.
fn sorted<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<&'e Event> {
    let mut events: Vec<&Event> = events.into_iter().collect();
    events.sort_by(|one, two| (one.day, &one.key).cmp(&(two.day, &two.key)));
    events
}

/// Numbers the days of one change that share a name.
fn named_apart(mut days: Vec<Day>) -> Vec<Day> {
    number_alike(days.iter_mut().map(|day| &mut day.event));
    days.shrink_to_fit();
    days
}
