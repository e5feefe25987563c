//! Weighing: whether a provision applies to a subject of the case, and each step that carries the answer.

use std::sync::Arc;

use super::{Case, Subject, SubjectId, event};
use crate::law::condition::Condition;
use crate::law::fact::Event;
use crate::law::provision::{Day, ProvisionId, Scope, Weight};
use crate::law::trace::{Finding, Ground, Step};

impl Case<'_> {
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

    /// A provision applies if it is in force or saved, was law when that happened which it turns on, its condition holds,
    /// and nothing that lifts it applies.
    fn weigh_provision(&self, subject: SubjectId, place: usize) -> Step {
        let provision = &self.law.provisions()[place];
        let mut parts = Vec::with_capacity(2 + provision.unless.len());
        parts.push(self.in_force(subject, place));
        if parts[0].finding != Finding::No
            && let Some(early) = self.came_before_the_law(subject, place)
        {
            parts.push(Arc::new(early));
        } else if parts[0].finding != Finding::No {
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
        let mut says = format!("{} {}", event::phrase(event), happening.date.placed());
        if finding == Finding::Unknown {
            says.push_str(", and the exact day is not recorded");
        }
        Step {
            from: vec![happening.from],
            ..Step::dated(finding, says)
        }
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
