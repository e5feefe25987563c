//! A case: a change, or an item of a meeting, with all that the law can ask about it, weighed as at one day.

mod answer;
mod council;
mod event;
mod meeting;
mod parties;
mod procurement;
mod proposal;
mod substantial;

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;

use super::condition::Condition;
use super::fact::{Event, Fact};
use super::provision::{Day, ProvisionId, Scope};
use super::trace::{Finding, Ground, Step};
use super::{Enacted, Law};
use crate::record::change::authority::{
    AffectedAuthority, AttendanceRequirement, HealthwatchReferral, InformationRequest, Report,
};
use crate::record::change::procurement::{Modification, Procurement};
use crate::record::change::{Change, special};
use crate::record::resolution::Resolution;
use crate::record::{Entry, Record, Target};
use crate::register::{Key, Register};
use crate::value::Truth;

pub(crate) use answer::{day, long, on};
pub use event::Happening;
pub(crate) use event::phrase;
pub use parties::Party;
pub use substantial::{Position, Standpoint};

/// What a provision is asked about: it arises once for each.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'r> {
    /// The proposal as a whole.
    Proposal,
    /// One affected council.
    Authority(&'r AffectedAuthority),
    /// The joint committee that acts for the councils consulted, where one is required.
    Joint,
    /// The procurement.
    Procurement(&'r Procurement),
    /// A modification of the contract.
    Modification(&'r Procurement, &'r Modification),
    /// A report of a council.
    Report(&'r AffectedAuthority, &'r Report),
    /// A request of a council for information.
    Information(&'r AffectedAuthority, &'r InformationRequest),
    /// A requirement of a council that somebody attend.
    Attendance(&'r AffectedAuthority, &'r AttendanceRequirement),
    /// A referral by Healthwatch to a council.
    Healthwatch(&'r AffectedAuthority, &'r HealthwatchReferral),
    /// The meeting that an item was taken at.
    Meeting(&'r Entry<Resolution>),
    /// An item of a meeting.
    Item(&'r Entry<Resolution>),
}

impl<'r> Subject<'r> {
    /// The scope of the provisions that arise once for each such subject.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Self::Proposal => Scope::Proposal,
            Self::Authority(_) | Self::Joint => Scope::Authority,
            Self::Procurement(_) => Scope::Procurement,
            Self::Modification(..) => Scope::Modification,
            Self::Report(..) => Scope::Report,
            Self::Information(..) => Scope::InformationRequest,
            Self::Attendance(..) => Scope::AttendanceRequirement,
            Self::Healthwatch(..) => Scope::HealthwatchReferral,
            Self::Meeting(_) => Scope::Meeting,
            Self::Item(_) => Scope::Item,
        }
    }

    /// The council it is about.
    #[must_use]
    pub fn council(self) -> Option<&'r AffectedAuthority> {
        match self {
            Self::Authority(council)
            | Self::Report(council, _)
            | Self::Information(council, _)
            | Self::Attendance(council, _)
            | Self::Healthwatch(council, _) => Some(council),
            _ => None,
        }
    }

    /// The item it is about.
    #[must_use]
    pub fn item(self) -> Option<&'r Entry<Resolution>> {
        match self {
            Self::Meeting(item) | Self::Item(item) => Some(item),
            _ => None,
        }
    }
}

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
    /// What provisions are asked about.
    pub subjects: Vec<Subject<'r>>,
    answers: RefCell<Vec<Option<Arc<Step>>>>,
    weighed: RefCell<Vec<Option<Arc<Step>>>>,
}

/// The number of a subject in its case.
pub type SubjectId = usize;

impl<'r> Case<'r> {
    /// The case of a change: the proposal, its councils, its procurement, and the meetings that took it up.
    #[must_use]
    pub fn of_change(
        register: &'r Register,
        law: &'r Law,
        as_at: NaiveDate,
        change: &'r Entry<Change>,
    ) -> Self {
        let body = &change.body;
        let mut subjects = vec![Subject::Proposal];
        for council in &body.authorities {
            subjects.push(Subject::Authority(council));
        }
        subjects.push(Subject::Joint);
        for council in &body.authorities {
            subjects.extend(council.reports.iter().map(|it| Subject::Report(council, it)));
            let requests = council.information_requests.iter();
            subjects.extend(requests.map(|it| Subject::Information(council, it)));
            let requirements = council.attendance_requirements.iter();
            subjects.extend(requirements.map(|it| Subject::Attendance(council, it)));
            let referrals = council.healthwatch_referrals.iter();
            subjects.extend(referrals.map(|it| Subject::Healthwatch(council, it)));
        }
        if let Some(procurement) = &body.procurement {
            subjects.push(Subject::Procurement(procurement));
            let modifications = procurement.modifications.iter();
            subjects.extend(modifications.map(|it| Subject::Modification(procurement, it)));
        }
        let mut meetings = Vec::new();
        for item in register.resolutions_of(&change.id) {
            let meeting = (&item.body.committee.id, item.body.meeting.value);
            if !meetings.contains(&meeting) {
                meetings.push(meeting);
                subjects.push(Subject::Meeting(item));
            }
            subjects.push(Subject::Item(item));
        }
        Self::new(register, law, as_at, Some(change), subjects)
    }

    /// The case of an item of a meeting by itself: how the meeting and the item have to be open to the public.
    #[must_use]
    pub fn of_item(
        register: &'r Register,
        law: &'r Law,
        as_at: NaiveDate,
        item: &'r Entry<Resolution>,
    ) -> Self {
        let subjects = vec![Subject::Meeting(item), Subject::Item(item)];
        Self::new(register, law, as_at, None, subjects)
    }

    fn new(
        register: &'r Register,
        law: &'r Law,
        as_at: NaiveDate,
        change: Option<&'r Entry<Change>>,
        subjects: Vec<Subject<'r>>,
    ) -> Self {
        let answers = vec![None; subjects.len() * Fact::ALL.len()];
        let weighed = vec![None; subjects.len() * law.provisions().len()];
        Self {
            register,
            law,
            as_at,
            change,
            subjects,
            answers: RefCell::new(answers),
            weighed: RefCell::new(weighed),
        }
    }

    /// Whether a provision applies to a subject, with the reasons.
    pub fn applies(&self, subject: SubjectId, provision: usize) -> Arc<Step> {
        let cell = subject * self.law.provisions().len() + provision;
        if let Some(known) = &self.weighed.borrow()[cell] {
            return known.clone();
        }
        let step = Arc::new(self.weigh_provision(subject, &self.law.provisions()[provision]));
        self.weighed.borrow_mut()[cell] = Some(step.clone());
        step
    }

    /// A provision applies if it is in force or saved, its condition holds, and nothing that lifts it applies.
    fn weigh_provision(&self, subject: SubjectId, provision: &Enacted) -> Step {
        let mut parts = vec![self.in_force(subject, provision)];
        if parts[0].finding != Finding::No {
            parts.push(self.weigh(subject, &provision.when));
        }
        if parts.iter().all(|part| part.finding != Finding::No) {
            for id in &provision.unless {
                parts.push(Arc::new(Step::not(self.applies_elsewhere(subject, &id.value))));
            }
        }
        let whole = Step::all(parts);
        Step {
            ground: Ground::Provision(provision.id.value.clone()),
            says: provision.title.to_string().into(),
            ..whole
        }
    }

    /// Whether a provision was law on the day, or is kept alive for this case.
    fn in_force(&self, subject: SubjectId, provision: &Enacted) -> Arc<Step> {
        let period = &provision.in_force;
        let (from, until) = (period.from(), period.until());
        if period.covers(self.as_at) {
            return provision.standing.clone();
        }
        let ended = until.filter(|last| *last < self.as_at && from.is_some());
        let Some(last) = ended else {
            let says = match from {
                Some(first) => format!(
                    "{} was in force only from {}",
                    provision.citation(),
                    answer::day(first)
                ),
                None => format!(
                    "{} was never brought into force, as far as is known",
                    provision.citation()
                ),
            };
            return Arc::new(Step::dated(Finding::No, says));
        };
        let over = Step::dated(
            Finding::No,
            format!("{} ended on {}", provision.citation(), answer::day(last)),
        );
        if provision.saved_by.is_empty() {
            return Arc::new(over);
        }
        let mut parts: Vec<_> = provision
            .saved_by
            .iter()
            .map(|id| self.applies_elsewhere(subject, &id.value))
            .collect();
        parts.push(Arc::new(over));
        Arc::new(Step::any(parts))
    }

    /// Weighs a condition for a subject.
    pub fn weigh(&self, subject: SubjectId, condition: &Condition) -> Arc<Step> {
        let each = |parts: &[Condition]| parts.iter().map(|part| self.weigh(subject, part)).collect();
        match condition {
            Condition::Fact(fact) => self.answer(subject, fact.value),
            Condition::All(parts) => Arc::new(Step::all(each(parts))),
            Condition::Any(parts) => Arc::new(Step::any(each(parts))),
            Condition::Not(part) => Arc::new(Step::not(self.weigh(subject, part))),
            Condition::Applies(id) => self.applies_elsewhere(subject, &id.value),
            Condition::Before(when) => Arc::new(self.before(subject, when.event.value, when.before.value)),
        }
    }

    /// The answer to a question of fact about a subject.
    pub fn answer(&self, subject: SubjectId, fact: Fact) -> Arc<Step> {
        let cell = subject * Fact::ALL.len() + fact as usize;
        if let Some(known) = &self.answers.borrow()[cell] {
            return known.clone();
        }
        let step = Arc::new(answer::answer(self, self.subjects[subject], fact));
        self.answers.borrow_mut()[cell] = Some(step.clone());
        step
    }

    /// Whether another provision applies: to this subject where it arises as often, to its council, to the proposal, or
    /// to any of those it arises for.
    fn applies_elsewhere(&self, subject: SubjectId, id: &ProvisionId) -> Arc<Step> {
        let place = self
            .law
            .place(id.as_str())
            .expect("what a provision speaks of was found when the law was read");
        let wanted = self.law.provisions()[place].once_for.value;
        let own = self.subjects[subject];
        if own.scope() == wanted {
            return self.applies(subject, place);
        }
        let council = own.council().map(|council| &council.authority.id);
        let fits = |other: &Subject<'_>| match (other, council) {
            (Subject::Joint, _) => false,
            (Subject::Authority(other), Some(council)) => other.authority.id == *council,
            (Subject::Meeting(item), _) => own.item().is_none_or(|own| own.id == item.id),
            _ => true,
        };
        let all = self.subjects.iter().enumerate();
        let meant = all.filter(|(_, other)| other.scope() == wanted && fits(other));
        let mut steps: Vec<_> = meant.map(|(other, _)| self.applies(other, place)).collect();
        match steps.len() {
            1 => steps.remove(0),
            _ => Arc::new(Step::any(steps)),
        }
    }

    /// Whether an event happened before a day. What is not recorded is taken not to have.
    fn before(&self, subject: SubjectId, event: Event, limit: Day) -> Step {
        let Some(happening) = self.event(subject, event) else {
            let says = format!("no date is recorded on which {}", event::phrase(event));
            return Step::dated(Finding::No, says);
        };
        let last = limit.0.pred_opt().expect("the law has no first day of time");
        let finding = match (happening.date.earliest(), happening.date.latest()) {
            (Some(first), _) if first > last => Finding::No,
            (_, Some(latest)) if latest <= last => Finding::Yes,
            _ => Finding::Unknown,
        };
        let says = format!("{} {}", event::phrase(event), answer::on(happening.date));
        Step {
            from: vec![happening.from],
            ..Step::dated(finding, says)
        }
    }

    /// When an event happened, or is to happen; none where nothing is recorded of it.
    pub fn event(&self, subject: SubjectId, event: Event) -> Option<Happening> {
        event::happening(self, self.subjects[subject], event)
    }

    /// Whether the consultation of a council under reg 23 has begun.
    pub(crate) fn is_consulted(&self, council: &AffectedAuthority) -> bool {
        proposal::is_consulted(self, council)
    }

    /// The joint committee of the change.
    fn joint(&self) -> Option<&'r special::JointCommittee> {
        self.change
            .and_then(|change| change.body.joint_committee.as_ref())
    }

    /// The councils that the change affects.
    fn councils(&self) -> &'r [AffectedAuthority] {
        self.change.map_or(&[], |change| &change.body.authorities)
    }

    /// What a body goes by.
    pub(crate) fn name(&self, id: &crate::record::RecordId) -> &'r str {
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
