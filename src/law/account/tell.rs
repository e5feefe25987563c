//! From what was derived to what is told.

use serde_json::{Value as Json, json};

use super::{Account, Done, Extra, Named, Place, Reason, Told, When};
use crate::law::case::{Party, Subject, phrase};
use crate::law::derive::{Derivation, Derived, Outcome, Time};
use crate::law::provision::Rule;
use crate::law::trace::{Finding, Ground, Origin, Step};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::source::Sources;
use crate::value::capital;

/// Makes plain data of what was derived. With the sources, each place has its line.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The records.
    pub register: &'a Register,
    /// Their files, where lines are wanted.
    pub sources: Option<&'a Sources>,
}

impl Teller<'_> {
    /// Everything that was derived.
    #[must_use]
    pub fn all(self, derivation: &Derivation<'_>) -> Vec<Account> {
        derivation.derived.iter().map(|one| self.one(one)).collect()
    }

    /// One provision in a case.
    #[must_use]
    pub fn one(self, derived: &Derived<'_>) -> Account {
        let provision = derived.provision;
        let when = self.when(derived);
        Account {
            provision: provision.id.value.to_string(),
            citation: provision.citation(),
            title: provision.title.to_string(),
            summary: provision.summary.to_string(),
            effect: provision.effect.value,
            verb: provision.verb.as_ref().map(|verb| verb.value),
            weight: derived.weight(),
            applies: derived.applies,
            unconfirmed: derived.because.unconfirmed,
            state: derived.state.word(),
            bearers: self.named(&derived.bearers),
            owed_to: self.named(&derived.owed_to),
            subject: self.subject(derived.subject),
            due: when.day,
            discharged: self.done(derived),
            time: when,
            gone_by: derived
                .gone_by
                .as_ref()
                .map(|past| capital(&format!("{} {}", past.says, past.on.placed()))),
            recorded: derived.recorded.iter().map(|duty| duty.id.clone()).collect(),
            missing: missing(&derived.because),
            reasons: self.reasons(&derived.because),
            would_change_if: turns(&derived.because),
            because: self.reason(&derived.because),
            open_questions: provision
                .open_questions
                .iter()
                .map(|text| text.to_string())
                .collect(),
            verified: provision.verified.value,
            in_force: provision.in_force.clone(),
        }
    }

    /// What shows that it was done.
    #[must_use]
    pub fn done(self, derived: &Derived<'_>) -> Option<Done> {
        derived.met.as_ref().map(|met| Done {
            on: met.on.to_string(),
            evidence: met.says.clone(),
            from: self.place(&met.from),
            late: met.late,
        })
    }

    /// The recorded duties that the law does not require.
    #[must_use]
    pub fn extras(self, derivation: &Derivation<'_>) -> Vec<Extra> {
        let each = derivation.unrequired.iter().map(|extra| Extra {
            duty: extra.duty.id.clone(),
            provision: extra
                .duty
                .body
                .basis
                .provision
                .as_ref()
                .map_or_else(String::new, |id| id.to_string()),
            reasons: extra.because.iter().flat_map(|step| self.reasons(step)).collect(),
            no_longer_owed: extra.duty.body.no_longer_owed.as_ref().map(|why| why.to_string()),
        });
        each.collect()
    }

    /// What to be told beside it.
    #[must_use]
    pub fn cautions(self, derivation: &Derivation<'_>) -> Vec<Told> {
        let each = derivation.cautions.iter().map(|caution| Told {
            caution: caution.warning.word(),
            says: caution.says.clone(),
            from: caution.from.iter().map(|from| self.place(from)).collect(),
        });
        each.collect()
    }

    /// The decisive steps as sentences. Two recorded views are told as what they are, and not as what follows of them.
    #[must_use]
    pub fn reasons(self, step: &Step) -> Vec<Reason> {
        let mut told = Vec::new();
        for reason in step.reasons() {
            let views = reason.because.iter().all(|part| part.ground == Ground::View);
            match views && !reason.because.is_empty() {
                true => told.extend(reason.because.iter().map(|view| self.reason(view))),
                false => told.push(self.alone(reason)),
            }
        }
        told
    }

    /// What a step says, as a sentence.
    #[must_use]
    pub fn says(self, step: &Step) -> String {
        match (&step.ground, step.finding) {
            (Ground::All, _) => "All of these hold".to_owned(),
            (Ground::Any, _) => "One of these holds".to_owned(),
            (Ground::Not, _) => "This does not hold".to_owned(),
            (Ground::Provision(_), Finding::Yes) => format!("“{}” applies", step.says),
            (Ground::Provision(_), Finding::No) => format!("“{}” does not apply", step.says),
            (Ground::Provision(_), Finding::Disputed) => {
                format!("Whether “{}” applies is disputed", step.says)
            }
            (Ground::Provision(_), Finding::Unknown) => {
                format!("Whether “{}” applies is not known", step.says)
            }
            _ => capital(&step.says),
        }
    }

    fn reason(self, step: &Step) -> Reason {
        Reason {
            because: step.because.iter().map(|part| self.reason(part)).collect(),
            ..self.alone(step)
        }
    }

    /// A step without what carries it, which may be a hundred others.
    fn alone(self, step: &Step) -> Reason {
        Reason {
            finding: step.finding,
            unconfirmed: step.unconfirmed,
            says: self.says(step),
            fact: match &step.ground {
                Ground::Fact(fact) => Some(fact.word()),
                _ => None,
            },
            provision: match &step.ground {
                Ground::Provision(id) => Some(id.to_string()),
                _ => None,
            },
            from: step.from.iter().map(|from| self.place(from)).collect(),
            because: Vec::new(),
        }
    }

    /// Where something is recorded.
    #[must_use]
    pub fn place(self, origin: &Origin) -> Place {
        let (kind, id) = &origin.record;
        let source = self.sources.map(|sources| sources.get(origin.at.source));
        Place {
            record: format!("{}/{id}", kind.folder()),
            path: source.map(|source| source.path.clone()),
            line: source.map(|source| source.line_column(origin.at.span.start).0),
        }
    }

    /// Names to show for those who owe or are owed.
    #[must_use]
    pub fn named(self, parties: &[Party]) -> Vec<Named> {
        let name = |party: &Party| match party {
            Party::Body(id) => Named {
                id: Some(id.clone()),
                name: self.body(id),
                role: None,
            },
            Party::Role(role) => Named {
                id: None,
                name: role.label().to_owned(),
                role: Some(role.word()),
            },
        };
        parties.iter().map(name).collect()
    }

    fn body(self, id: &RecordId) -> String {
        let body = self.register.bodies.get(id);
        body.map_or_else(|| id.to_string(), |body| body.body.known_as().to_owned())
    }

    /// What a provision was asked about.
    #[must_use]
    pub fn subject(self, subject: Subject<'_>) -> Json {
        let mut told = json!({ "scope": subject.scope().word() });
        if let Some(council) = subject.council() {
            let id = &council.authority.id;
            told["authority"] = json!({ "id": id, "name": self.body(id) });
        }
        if subject.is_joint() {
            told["joint_committee"] = true.into();
        }
        if let Some(item) = subject.item() {
            let committee = &item.body.committee.id;
            told["committee"] = json!({ "id": committee, "name": self.body(committee) });
            told["meeting"] = item.body.meeting.value.to_string().into();
            told["record"] = format!("{}/{}", Kind::Resolution.folder(), item.id).into();
        }
        let date = match subject {
            Subject::Report(_, report) => Some(report.made.value),
            Subject::Information(_, request) => Some(request.date.value),
            Subject::Attendance(_, requirement) => Some(requirement.date.value),
            Subject::Healthwatch(_, referral) => Some(referral.date.value),
            Subject::Modification(_, modification) => Some(modification.date.value),
            _ => None,
        };
        if let Some(date) = date {
            told["date"] = date.to_string().into();
        }
        told
    }

    /// When something falls due, with the sum.
    #[must_use]
    pub fn when(self, outcome: &Outcome<'_>) -> When {
        let deadline = outcome.provision.deadline.as_ref();
        let words = deadline.map(|deadline| deadline.words.to_string());
        let kind = match deadline.map(|deadline| deadline.rule.value) {
            None => "none",
            Some(Rule::NotBefore) => "not-before",
            Some(Rule::NotUntilAfter | Rule::KeepUntil) => "until",
            Some(Rule::OnEvent) => "on",
            Some(Rule::Immediately) => "at-once",
            Some(_) => "by",
        };
        let missing = match &outcome.time {
            Time::Waits(event) => Some(format!(
                "the exact day is not recorded on which {}",
                phrase(*event)
            )),
            Time::Refused(why) => Some(why.clone()),
            Time::NotStated | Time::Known(_) => None,
        };
        let due = outcome.time.due();
        When {
            kind,
            words,
            day: due.map(|due| due.day),
            missing: missing.map(|text| capital(&text)),
            steps: due.map_or_else(Vec::new, |due| due.steps.clone()),
            projected: due.is_some_and(|due| due.projected),
        }
    }
}

/// The facts to record before it can be told whether something applies.
#[must_use]
pub fn missing(step: &Step) -> Vec<String> {
    let missing = step.missing();
    missing.iter().map(|step| capital(&step.says)).collect()
}

/// What would change the answer, from the facts that decide it.
#[must_use]
pub fn turns(step: &Step) -> Vec<&'static str> {
    let mut found = Vec::new();
    for reason in step.reasons() {
        if let Ground::Fact(fact) = reason.ground
            && let Some(turn) = fact.turn(reason.finding)
            && !found.contains(&turn)
        {
            found.push(turn);
        }
    }
    found
}
