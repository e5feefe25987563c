//! A case: a change, or an item of a meeting, with all that the law can ask about it, weighed as at one day.

mod answer;
mod comments;
mod council;
mod event;
mod meeting;
mod parties;
mod procurement;
mod proposal;
mod referral;
mod subject;
mod substantial;

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;

use super::condition::Condition;
use super::fact::{Event, Fact};
use super::provision::{Day, ProvisionId, Scope, Weight};
use super::trace::{Finding, Ground, Step};
use super::{Enacted, Law};
use crate::record::change::authority::AffectedAuthority;
use crate::record::change::{Change, special};
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Record, RecordId, Target};
use crate::register::{Key, Register};
use crate::source::Spanned;
use crate::value::{PartialDate, Truth};

pub(crate) use answer::day;
pub(crate) use comments::given;
pub use event::Happening;
pub(crate) use event::phrase;
pub use parties::Party;
pub use subject::Subject;
pub use substantial::{Position, Standpoint};

/// The law on one day: which provisions were in force is asked once for all cases.
pub struct OnDay<'l> {
    law: &'l Law,
    as_at: NaiveDate,
    in_force: Arc<[Arc<Step>]>,
}

impl<'l> OnDay<'l> {
    /// The law on a day.
    #[must_use]
    pub fn new(law: &'l Law, as_at: NaiveDate) -> Self {
        let in_force = law
            .provisions()
            .iter()
            .map(|provision| Arc::new(in_force(provision, as_at)))
            .collect();
        Self { law, as_at, in_force }
    }
}

/// Whether a provision was law on a day.
fn in_force(provision: &Enacted, as_at: NaiveDate) -> Step {
    let period = &provision.in_force;
    let citation = provision.citation();
    if period.covers(as_at) {
        return Step::dated(Finding::Yes, format!("{citation} is in force"));
    }
    let says = match (period.from(), period.until()) {
        (None, _) => format!("{citation} was never brought into force, as far as is known"),
        (Some(first), _) if first > as_at => {
            format!("{citation} was in force only from {}", answer::day(first))
        }
        (Some(_), Some(last)) => format!("{citation} ended on {}", answer::day(last)),
        (Some(_), None) => format!("{citation} is not in force"),
    };
    Step::dated(Finding::No, says)
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

    /// Whether a provision applies to a subject, with the reasons.
    pub fn applies(&self, subject: SubjectId, provision: usize) -> Arc<Step> {
        let cell = subject * self.law.provisions().len() + provision;
        if let Some(known) = &self.weighed.borrow()[cell] {
            return known.clone();
        }
        let step = Arc::new(self.weigh_provision(subject, provision));
        self.weighed.borrow_mut()[cell] = Some(step.clone());
        step
    }

    /// A provision applies if it is in force or saved, its condition holds, and nothing that lifts it applies.
    fn weigh_provision(&self, subject: SubjectId, place: usize) -> Step {
        let provision = &self.law.provisions()[place];
        let mut parts = Vec::with_capacity(2 + provision.unless.len());
        parts.push(self.in_force(subject, place));
        if parts[0].finding != Finding::No {
            let thorough = provision.weight() == Weight::Headline;
            parts.push(self.weigh(subject, &provision.when, thorough));
        }
        if parts.iter().all(|part| part.finding != Finding::No) {
            for id in &provision.unless {
                let lifted = self.applies_elsewhere(subject, self.place(&id.value));
                parts.push(Arc::new(Step::opposite(lifted)));
            }
        }
        Step {
            ground: Ground::Provision(provision.id.value.clone()),
            says: provision.name().into(),
            ..Step::all(parts)
        }
    }

    /// Whether a provision was law on the day, or is kept alive for this case.
    fn in_force(&self, subject: SubjectId, place: usize) -> Arc<Step> {
        let provision = &self.law.provisions()[place];
        let over = self.in_force[place].clone();
        let ended = provision.in_force.until().is_some_and(|last| last < self.as_at);
        if !ended || provision.saved_by.is_empty() {
            return over;
        }
        let saved = provision.saved_by.iter();
        let mut parts: Vec<_> = saved
            .map(|id| self.applies_elsewhere(subject, self.place(&id.value)))
            .collect();
        parts.push(over);
        Arc::new(Step::any(parts))
    }

    /// Whether a provision plainly does not apply, and nobody will see why: no steps are made for it.
    pub(crate) fn surely_not(&self, subject: SubjectId, place: usize) -> bool {
        let provision = &self.law.provisions()[place];
        let never = self.in_force[place].finding == Finding::No && provision.saved_by.is_empty();
        provision.is_quiet() && (never || self.fails(subject, &provision.when))
    }

    /// Whether a condition does not hold, as far as that shows from facts.
    fn fails(&self, subject: SubjectId, condition: &Condition) -> bool {
        match condition {
            Condition::Fact(fact) => self.answer(subject, fact.value).finding == Finding::No,
            Condition::All(parts) => parts.iter().any(|part| self.fails(subject, part)),
            Condition::Any(parts) => parts.iter().all(|part| self.fails(subject, part)),
            Condition::Not(part) => match part.as_ref() {
                Condition::Fact(fact) => self.answer(subject, fact.value).finding == Finding::Yes,
                _ => false,
            },
            Condition::Applies(_) | Condition::Before(_) => false,
        }
    }

    /// Weighs a condition for a subject. Where nobody will ask why it does not hold, the first reason is enough.
    fn weigh(&self, subject: SubjectId, condition: &Condition, thorough: bool) -> Arc<Step> {
        match condition {
            Condition::Fact(fact) => self.answer(subject, fact.value),
            Condition::All(parts) => {
                let mut steps = Vec::with_capacity(parts.len());
                for part in parts {
                    let step = self.weigh(subject, part, thorough);
                    let settled = step.finding == Finding::No && !thorough;
                    steps.push(step);
                    if settled {
                        break;
                    }
                }
                Arc::new(Step::all(steps))
            }
            Condition::Any(parts) => {
                let steps = parts.iter().map(|part| self.weigh(subject, part, thorough));
                Arc::new(Step::any(steps.collect()))
            }
            Condition::Not(part) => Arc::new(Step::opposite(self.weigh(subject, part, thorough))),
            Condition::Applies(id) => self.applies_elsewhere(subject, self.place(id)),
            Condition::Before(when) => Arc::new(self.before(subject, when.event.value, when.before.value)),
        }
    }

    /// The number of a provision that another speaks of.
    fn place(&self, id: &ProvisionId) -> usize {
        self.law
            .place(id.as_str())
            .expect("what a provision speaks of was found when the law was read")
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

    /// Whether another provision applies: to this subject where it arises as often, to its council, to the proposal, or
    /// to any of those it arises for.
    fn applies_elsewhere(&self, subject: SubjectId, place: usize) -> Arc<Step> {
        let wanted = self.law.provisions()[place].once_for.value;
        let own = self.subjects[subject];
        if own.scope() == wanted {
            return self.applies(subject, place);
        }
        let council = own.council().map(|council| &council.authority.id);
        let fits = |other: &Subject<'_>| match (other, council) {
            (Subject::Joint, _) => own.is_joint(),
            (Subject::Authority(_), None) => !own.is_joint(),
            (Subject::Authority(other), Some(council)) => other.authority.id == *council,
            (Subject::Meeting(item), _) => own.item().is_none_or(|own| own.id == item.id),
            _ => true,
        };
        let all = self.subjects.iter().enumerate();
        let meant = all.filter(|(_, other)| other.scope() == wanted && fits(other));
        let mut steps: Vec<_> = meant.map(|(other, _)| self.applies(other, place)).collect();
        match steps.len() {
            0 => Arc::new(nothing_it_arises_for(wanted)),
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
        let says = format!("{} {}", event::phrase(event), happening.date.placed());
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
    fn joint(&self) -> Option<&'r special::JointCommittee> {
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

/// That nothing is recorded for which a provision could arise. Which councils a change affects has to be known before it
/// can be said that something is owed to none.
fn nothing_it_arises_for(scope: Scope) -> Step {
    match scope {
        Scope::Authority => Step::dated(
            Finding::Unknown,
            "which councils the change affects is not recorded".to_owned(),
        ),
        other => Step::dated(Finding::No, format!("no {} is recorded", other.plain())),
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
