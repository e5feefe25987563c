//! A case: a change, or an item of a meeting, with all that the law can ask about it, weighed as at one day.

mod answer;
mod commencement;
mod comments;
mod council;
mod event;
mod joint;
mod meeting;
mod on_day;
mod parties;
mod procurement;
mod proposal;
mod referral;
mod special;
mod subject;
mod substantial;
mod weigh;

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Law;
use super::fact::{Event, Fact};
use super::trace::{Finding, Step};
use crate::record::change::Change;
use crate::record::change::authority::AffectedAuthority;
use crate::record::change::special::JointCommittee;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Record, RecordId, Target};
use crate::register::{Key, Register};
use crate::source::Spanned;
use crate::value::{PartialDate, Truth};

pub(crate) use answer::day;
pub use event::Happening;
pub(crate) use event::phrase;
pub use on_day::OnDay;
pub use parties::Party;
pub use subject::Subject;
pub use substantial::{Position, Standpoint};

/// A change or an item of a meeting, and all that the law can ask about it, as at one day.
pub struct Case<'r> {
    /// The records.
    pub register: &'r Register,
    /// The law it is judged by.
    pub law: &'r Law,
    /// The day it is judged on.
    pub as_at: NaiveDate,
    /// The change, where it is about one.
    pub change: Option<&'r Entry<Change>>,
    /// The views recorded on the change, in order of date.
    pub views: Vec<&'r Entry<Determination>>,
    /// The items of meetings that were about it, in order of meeting.
    pub items: Vec<&'r Entry<Resolution>>,
    /// The duties recorded for it, in order of id.
    pub duties: Vec<&'r Entry<Duty>>,
    /// What provisions are asked about.
    pub subjects: Vec<Subject<'r>>,
    in_force: Arc<[Arc<Step>]>,
    commissioners: Vec<&'r RecordId>,
    answers: RefCell<Vec<Option<Arc<Step>>>>,
    weighed: RefCell<Vec<Option<Arc<Step>>>>,
}

/// The number of a subject in its case.
pub type SubjectId = usize;

impl<'r> Case<'r> {
    /// The case of a change: the proposal, its councils with what they had done by the day, its procurement, and the
    /// meetings that took it up.
    #[must_use]
    pub fn of_change(register: &'r Register, law: &OnDay<'r>, change: &'r Entry<Change>) -> Self {
        let body = &change.body;
        let mut subjects = vec![Subject::Proposal];
        for council in &body.authorities {
            subjects.push(Subject::Authority(council));
        }
        subjects.push(Subject::Joint);
        let arisen =
            |date: &Spanned<PartialDate>| date.value.earliest().is_none_or(|first| first <= law.as_at);
        for council in &body.authorities {
            let reports = council.reports.iter().filter(|it| arisen(&it.made));
            subjects.extend(reports.map(|it| Subject::Report(council, it)));
            let requests = council.information_requests.iter();
            let requests = requests.filter(|it| arisen(&it.date));
            subjects.extend(requests.map(|it| Subject::Information(Some(council), it)));
            let requirements = council.attendance_requirements.iter();
            let requirements = requirements.filter(|it| arisen(&it.date));
            subjects.extend(requirements.map(|it| Subject::Attendance(Some(council), it)));
            let referrals = council.healthwatch_referrals.iter();
            let referrals = referrals.filter(|it| arisen(&it.date));
            subjects.extend(referrals.map(|it| Subject::Healthwatch(council, it)));
        }
        if let Some(joint) = &body.joint_committee {
            let requests = joint.information_requests.iter();
            subjects.extend(requests.map(|it| Subject::Information(None, it)));
            let requirements = joint.attendance_requirements.iter();
            subjects.extend(requirements.map(|it| Subject::Attendance(None, it)));
        }
        if let Some(procurement) = &body.procurement {
            subjects.push(Subject::Procurement(procurement));
            let modifications = procurement.modifications.iter();
            subjects.extend(modifications.map(|it| Subject::Modification(procurement, it)));
        }
        let mut meetings = Vec::new();
        let items = register.resolutions_of(&change.id);
        for item in &items {
            let meeting = (&item.body.committee.id, item.body.meeting.value);
            if !meetings.contains(&meeting) {
                meetings.push(meeting);
                subjects.push(Subject::Meeting(item));
            }
            subjects.push(Subject::Item(item));
        }
        let mut case = Self {
            change: Some(change),
            views: register.determinations_of(&change.id),
            items,
            duties: register.duties_of(&change.id),
            ..Self::new(register, law, subjects)
        };
        case.commissioners = case.seek_commissioners();
        case
    }

    /// The case of an item of a meeting by itself: how the meeting and the item have to be open to the public.
    #[must_use]
    pub fn of_item(register: &'r Register, law: &OnDay<'r>, item: &'r Entry<Resolution>) -> Self {
        let subjects = vec![Subject::Meeting(item), Subject::Item(item)];
        Self::new(register, law, subjects)
    }

    fn new(register: &'r Register, law: &OnDay<'r>, subjects: Vec<Subject<'r>>) -> Self {
        let answers = vec![None; subjects.len() * Fact::ALL.len()];
        let weighed = vec![None; subjects.len() * law.law.provisions().len()];
        Self {
            register,
            law: law.law,
            as_at: law.as_at,
            in_force: law.in_force.clone(),
            change: None,
            views: Vec::new(),
            items: Vec::new(),
            duties: Vec::new(),
            subjects,
            commissioners: Vec::new(),
            answers: RefCell::new(answers),
            weighed: RefCell::new(weighed),
        }
    }

    /// The answer to a question of fact about a subject.
    pub fn answer(&self, subject: SubjectId, fact: Fact) -> Arc<Step> {
        // What is asked of the proposal is the same for all its councils.
        let subject = if fact.is_of_proposal() && self.change.is_some() {
            0
        } else {
            subject
        };
        let cell = subject * Fact::ALL.len() + fact as usize;
        if let Some(known) = &self.answers.borrow()[cell] {
            return known.clone();
        }
        let step = Arc::new(answer::answer(self, self.subjects[subject], fact));
        self.answers.borrow_mut()[cell] = Some(step.clone());
        step
    }

    /// When an event happened, or is to happen; none where nothing is recorded of it.
    pub fn event(&self, subject: SubjectId, event: Event) -> Option<Happening> {
        event::happening(self, self.subjects[subject], event)
    }

    /// Whether the consultation of a council under reg 23 has begun.
    pub(crate) fn is_consulted(&self, council: &AffectedAuthority) -> bool {
        proposal::is_consulted(self, council)
    }

    /// The first of some events that had happened by the day asked about.
    pub(crate) fn happened(
        &self,
        subject: SubjectId,
        events: &[Spanned<Event>],
    ) -> Option<(Event, Happening)> {
        events.iter().find_map(|event| {
            let happening = self.event(subject, event.value)?;
            let by_then = happening.date.latest().is_some_and(|last| last <= self.as_at);
            by_then.then_some((event.value, happening))
        })
    }

    /// The joint committee of the change.
    fn joint(&self) -> Option<&'r JointCommittee> {
        self.change
            .and_then(|change| change.body.joint_committee.as_ref())
    }

    /// The councils that the change affects.
    fn councils(&self) -> &'r [AffectedAuthority] {
        self.change.map_or(&[], |change| &change.body.authorities)
    }

    /// What a body goes by.
    pub(crate) fn name(&self, id: &RecordId) -> &'r str {
        self.register
            .bodies
            .get(id)
            .map_or("a body", |entry| entry.body.known_as())
    }
}

/// The key of an entry.
fn key<T: Record + Target>(entry: &Entry<T>) -> Key {
    (T::KIND, entry.id.clone())
}

/// A recorded answer that may have been left out.
fn truth(written: Truth) -> Finding {
    match written {
        Truth::Yes => Finding::Yes,
        Truth::No => Finding::No,
        Truth::Unknown => Finding::Unknown,
    }
}
