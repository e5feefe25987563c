//! The days of one change: its duties, its consultations, and the dates that matter.

use chrono::NaiveDate;

use super::{Day, named_apart};
use crate::calendar::{Event, Status};
use crate::law::account::Teller;
use crate::law::derive::{Derivation, Derived, State};
use crate::law::provision::{Effect, Weight};
use crate::record::change::{Change, Consultation};
use crate::record::duty::Duty;
use crate::record::{Entry, Kind, RecordId};
use crate::site::{Input, Journal, PagePath};
use crate::value::{PartialDate, slug};
use crate::view::{known_as, law, words};

/// The days of a change.
pub fn of_change(
    input: &Input<'_>,
    journal: &Journal<'_>,
    change: &Entry<Change>,
    derivation: &Derivation<'_>,
) -> Vec<Day> {
    let case = Case {
        input,
        journal,
        change,
        derivation,
    };
    let mut days = case.required();
    for duty in input.register.duties_of(&change.id) {
        days.extend(case.recorded(duty));
        days.extend(case.engagement(duty));
    }
    days.extend(case.consultations());
    days.extend(case.key_dates());
    named_apart(days)
}

struct Case<'c, 'r> {
    input: &'c Input<'r>,
    journal: &'c Journal<'r>,
    change: &'c Entry<Change>,
    derivation: &'c Derivation<'r>,
}

/// What is said of a day.
struct Told {
    key: String,
    day: NaiveDate,
    what: String,
    more: Vec<String>,
    status: Status,
    page: String,
}

impl Case<'_, '_> {
    fn page(&self) -> String {
        PagePath::record(Kind::Change, &self.change.id).to_string()
    }

    /// An event rests on the change, on the records about it, and on whatever else its reasons name.
    fn event(&self, told: Told, besides: &[(Kind, &RecordId)], passed: Option<NaiveDate>) -> Event {
        let register = self.input.register;
        let holders = register.holders(Kind::Change, &self.change.id);
        let about = holders.map(|holder| (holder.kind, holder.id));
        let records = about
            .chain(besides.iter().copied())
            .chain([(Kind::Change, &self.change.id)]);
        let revised = self.journal.revised(records);
        let mut lines = vec![format!("{} ({})", self.change.body.title.value, self.change.id)];
        lines.extend(told.more);
        Event {
            key: format!("{}.{}", self.change.id, told.key).into(),
            day: told.day,
            summary: told.what.into(),
            description: lines.join("\n").into(),
            status: told.status,
            sequence: revised.commits,
            // That a last day went by changes what is told without a commit.
            modified: revised.on.map(|on| passed.map_or(on, |passed| passed.max(on))),
            page: Some(told.page.into()),
        }
    }

    /// The duties that follow from the law and have a last day.
    fn required(&self) -> Vec<Day> {
        let all = self.derivation.derived.iter().enumerate();
        all.filter(|(_, one)| one.provision.effect.value == Effect::Duty && one.weight() != Weight::Routine)
            .filter_map(|(which, one)| self.derived(which, one))
            .collect()
    }

    fn derived(&self, which: usize, one: &Derived<'_>) -> Option<Day> {
        let day = one.time.limit()?;
        let teller = Teller {
            register: self.input.register,
            sources: None,
        };
        let (who, whom) = (teller.named(&one.bearers), teller.named(&one.owed_to));
        let names = |named: &[crate::law::account::Named]| {
            let names: Vec<&str> = named.iter().map(|one| one.name.as_str()).collect();
            words::several(&names, "and")
        };
        let (status, state) = match one.state {
            State::Overdue => (
                Status::Confirmed,
                "The day has gone by, and we hold no record that it was done.",
            ),
            State::Disputed => (Status::Tentative, "The records differ on whether it is owed."),
            State::CannotTell => (Status::Tentative, "The records do not tell whether it is owed."),
            State::NotRequired => (
                Status::Cancelled,
                "On the records as they are, it is not required.",
            ),
            State::Discharged => (Status::Confirmed, "It is recorded as done."),
            _ => (Status::Confirmed, "We hold no record that it was done."),
        };
        let mut more = vec![
            format!("For: {}", names(&whom)),
            format!("Under: {}", one.provision.citation()),
        ];
        let deadline = one.provision.deadline.as_ref();
        more.extend(deadline.map(|deadline| format!("Time: {}", *deadline.words)));
        more.push(state.to_owned());
        let told = Told {
            key: format!("{}/{}", one.provision.id.value, one.subject.key()).replace('/', "."),
            day,
            what: format!(
                "{}{}: {}",
                done(one.state == State::Discharged),
                names(&who),
                *one.provision.title
            ),
            more,
            status,
            page: format!("{}#{}", self.page(), law::anchor(self.derivation, which)),
        };
        let passed = (one.state == State::Overdue).then(|| day.succ_opt()).flatten();
        Some(Day {
            event: self.event(told, &one.because.records(), passed),
            owed_by: who.into_iter().filter_map(|named| named.id).collect(),
            duty: true,
        })
    }

    /// A duty on record, unless the law gives a day for it.
    fn recorded(&self, entry: &Entry<Duty>) -> Option<Day> {
        let duty = &entry.body;
        let PartialDate::Day(day) = duty.due.as_ref()?.value else {
            return None;
        };
        let derived = self.derivation.derived.iter();
        let own: Vec<&Derived<'_>> = derived
            .filter(|one| one.recorded.iter().any(|own| own.id == entry.id))
            .collect();
        if own.iter().any(|one| one.time.limit().is_some()) {
            return None;
        }
        let unrequired = self.derivation.unrequired.iter();
        let unrequired = unrequired.map(|extra| &extra.duty.id).any(|id| *id == entry.id);
        let unsure = |one: &&Derived<'_>| matches!(one.state, State::Disputed | State::CannotTell);
        let over = day < self.input.as_at;
        let is_met = duty.met_by(self.input.as_at).is_some();
        let (status, state) = if is_met {
            (Status::Confirmed, "It is recorded as done.")
        } else if let Some(why) = &duty.no_longer_owed {
            (Status::Cancelled, &*why.value)
        } else if unrequired {
            (
                Status::Cancelled,
                "On the records as they are, it is not required.",
            )
        } else if own.iter().any(unsure) {
            (
                Status::Tentative,
                "The records do not tell for sure whether it is owed.",
            )
        } else if over {
            (
                Status::Confirmed,
                "The day has gone by, and we hold no record that it was done.",
            )
        } else {
            (Status::Confirmed, "We hold no record that it was done.")
        };
        let who = known_as(&self.input.register.bodies[&duty.owed_by]);
        let told = Told {
            key: format!("duty.{}", entry.id),
            day,
            what: format!("{}{who}: {}", done(is_met), *duty.title),
            more: vec![state.to_owned()],
            status,
            page: PagePath::record(Kind::Duty, &entry.id).to_string(),
        };
        let passed = (over && !is_met && status == Status::Confirmed)
            .then(|| day.succ_opt())
            .flatten();
        Some(Day {
            event: self.event(told, &[(Kind::Duty, &entry.id)], passed),
            owed_by: vec![duty.owed_by.id.clone()],
            duty: true,
        })
    }

    /// The days on which people can begin to take part in what a duty is met with, and the last ones.
    fn engagement(&self, entry: &Entry<Duty>) -> Vec<Day> {
        let status = match entry.body.no_longer_owed {
            Some(_) => Status::Cancelled,
            None => Status::Confirmed,
        };
        let mut days = Vec::new();
        for engagement in &entry.body.engagement {
            for (date, word) in [(&engagement.opens, "opens"), (&engagement.closes, "closes")] {
                let PartialDate::Day(day) = date.value else {
                    continue;
                };
                let told = Told {
                    key: format!("duty.{}.{}.{word}", entry.id, slug(&engagement.what)),
                    day,
                    what: format!("{} {word}", *engagement.what),
                    more: vec![format!("For: {}", *entry.body.title)],
                    status,
                    page: PagePath::record(Kind::Duty, &entry.id).to_string(),
                };
                days.push(Day {
                    event: self.event(told, &[(Kind::Duty, &entry.id)], None),
                    owed_by: vec![entry.body.owed_by.id.clone()],
                    duty: true,
                });
            }
        }
        days
    }

    /// What was to happen after a proposal was given up no longer holds; where that day is not known, none of it does.
    fn status(&self, day: NaiveDate) -> Status {
        match &self.change.body.abandoned {
            Some(event) if event.date.earliest().is_none_or(|given_up| day >= given_up) => Status::Cancelled,
            _ => Status::Confirmed,
        }
    }

    fn plain(&self, key: String, day: NaiveDate, what: String, more: Vec<String>) -> Day {
        let told = Told {
            key,
            day,
            what,
            more,
            status: self.status(day),
            page: self.page(),
        };
        Day {
            event: self.event(told, &[], None),
            owed_by: Vec::new(),
            duty: false,
        }
    }

    fn consultations(&self) -> Vec<Day> {
        let mut days = Vec::new();
        for affected in &self.change.body.authorities {
            if let Some(consultation) = &affected.consultation {
                let council = known_as(&self.input.register.bodies[&affected.authority]);
                days.extend(self.consultation(&affected.authority.id, council, consultation));
            }
        }
        days
    }

    fn consultation(&self, id: &RecordId, council: &str, consultation: &Consultation) -> Vec<Day> {
        let each = [
            (
                consultation.began.value,
                "began",
                format!("Consultation of {council} begins"),
            ),
            (
                consultation.comments_due.value,
                "comments-due",
                format!("Comments of {council} are asked for by this day"),
            ),
            (
                consultation.decision_due.value,
                "decision-due",
                format!("Decision to be made by this day, as {council} was told"),
            ),
        ];
        let known = each.into_iter().filter_map(|(date, word, what)| {
            let key = format!("consultation.{id}.{word}");
            Some(self.plain(key, date.day()?, what, Vec::new()))
        });
        known.collect()
    }

    fn key_dates(&self) -> Vec<Day> {
        let dates = self.change.body.key_dates.iter();
        let known = dates.filter_map(|date| {
            let key = format!("date.{}", slug(&date.what));
            let source = date
                .source
                .as_ref()
                .map(|source| format!("Stated in: {}", **source));
            let what = format!("{}: {}", *self.change.body.title, *date.what);
            Some(self.plain(key, date.date.value.day()?, what, source.into_iter().collect()))
        });
        known.collect()
    }
}

fn done(done: bool) -> &'static str {
    if done { "Done: " } else { "" }
}
