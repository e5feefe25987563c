//! What the law says of a case, as plain data: the JSON of `why` and of the site, and what every page and table is made
//! from.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::case::{Party, Subject};
use super::derive::{Derivation, Derived, Time};
use super::provision::{Effect, Rule, Verb, Verification, Weight};
use super::trace::{Finding, Ground, Origin, Step};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::source::Sources;

/// One who owes, may, or is owed, with a name to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id of the body; none where only the role is known.
    pub id: Option<RecordId>,
    /// What it is called, or the role in words.
    pub name: String,
}

/// A sentence of the reasons, with what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// yes, no, disputed or unknown.
    pub finding: Finding,
    /// Whether it stands on one body's view alone, where another's would count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
    /// The sentence.
    pub says: String,
    /// The fact it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<&'static str>,
    /// The provision it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// Where it is recorded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Place>,
    /// What carries it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Reason>,
}

/// Where something is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The record, as `changes/ID`.
    pub record: String,
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// When something falls due.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    /// What the day is: `by` (the last on which it can be done), `not-before` (the first), `until` (the last of a bar or
    /// of keeping), `on` (the day itself), `at-once`; `none` where the law states no number of days.
    pub kind: &'static str,
    /// The law's measure in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The day.
    pub day: Option<chrono::NaiveDate>,
    /// Why there is no day, where the law has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// The sum, a sentence a step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Whether the sum counts a year whose bank holidays are not all proclaimed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub projected: bool,
}

/// What shows that it was done.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    /// When: a day, month or year, or unknown.
    pub on: String,
    /// What shows it.
    pub evidence: String,
    /// Where that is recorded.
    pub from: Place,
    /// Whether it was after the last day.
    pub late: bool,
}

/// A provision in a case.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// Its id.
    pub provision: String,
    /// Its citation.
    pub citation: String,
    /// What it asks or allows.
    pub title: String,
    /// What it means for people.
    pub summary: String,
    /// What kind of rule it is.
    pub effect: Effect,
    /// What must be done.
    pub verb: Option<Verb>,
    /// How much it is shown.
    pub weight: Weight,
    /// yes, no, disputed or unknown.
    pub applies: Finding,
    /// Whether that stands on one body's view alone, where another's would count.
    pub unconfirmed: bool,
    /// Where it stands.
    pub state: &'static str,
    /// Who must or may.
    pub bearers: Vec<Named>,
    /// To whom.
    pub owed_to: Vec<Named>,
    /// What it was asked about: `scope` and, where there is one, the council, committee, meeting or day.
    pub subject: Json,
    /// The day, where there is one; see `time` for what day it is.
    pub due: Option<chrono::NaiveDate>,
    /// When.
    pub time: When,
    /// What shows that it was done.
    pub discharged: Option<Done>,
    /// The duties recorded for it.
    pub recorded: Vec<RecordId>,
    /// The facts to record before it can be told whether it applies.
    pub missing: Vec<String>,
    /// What it rests on, as sentences, the decisive ones only.
    pub reasons: Vec<Reason>,
    /// What would change it.
    pub would_change_if: Vec<&'static str>,
    /// Every step.
    pub because: Reason,
    /// What is not settled about it.
    pub open_questions: Vec<String>,
    /// How its text was checked.
    pub verified: Verification,
}

/// A recorded duty that the law does not require.
#[derive(Clone, Debug, Serialize)]
pub struct Extra {
    /// The record.
    pub duty: RecordId,
    /// The provision it cites.
    pub provision: String,
    /// Why that does not require it.
    pub reasons: Vec<Reason>,
    /// What the record itself says of it.
    pub no_longer_owed: Option<String>,
}

/// A caution to be told beside the conclusions.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Which, in a word.
    pub caution: &'static str,
    /// The sentence.
    pub says: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Place>,
}

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
            applies: derived.applies(),
            unconfirmed: derived.because.unconfirmed,
            state: derived.state.word(),
            bearers: self.named(&derived.bearers),
            owed_to: self.named(&derived.owed_to),
            subject: self.subject(derived.subject),
            due: when.day,
            discharged: self.done(derived),
            time: when,
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
            _ => super::trace::sentence(&step.says),
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
            },
            Party::Role(role) => Named {
                id: None,
                name: role.label().to_owned(),
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
        if matches!(subject, Subject::Joint) {
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
    pub fn when(self, derived: &Derived<'_>) -> When {
        let deadline = derived.provision.deadline.as_ref();
        let words = deadline.map(|deadline| deadline.words.to_string());
        let kind = match deadline.map(|deadline| deadline.rule.value) {
            None => "none",
            Some(Rule::NotBefore) => "not-before",
            Some(Rule::NotUntilAfter | Rule::KeepUntil) => "until",
            Some(Rule::OnEvent) => "on",
            Some(Rule::Immediately) => "at-once",
            Some(_) => "by",
        };
        let missing = match &derived.time {
            Time::Waits(event) => Some(format!(
                "the exact day is not recorded on which {}",
                super::case::phrase(*event)
            )),
            Time::Refused(why) => Some(why.clone()),
            Time::NotStated | Time::Known(_) => None,
        };
        let due = derived.time.due();
        When {
            kind,
            words,
            day: due.map(|due| due.day),
            missing: missing.map(|text| super::trace::sentence(&text)),
            steps: due.map_or_else(Vec::new, |due| due.steps.clone()),
            projected: due.is_some_and(|due| due.projected),
        }
    }
}

/// The facts to record before it can be told whether something applies.
#[must_use]
pub fn missing(step: &Step) -> Vec<String> {
    let missing = step.missing();
    missing
        .iter()
        .map(|step| super::trace::sentence(&step.says))
        .collect()
}

/// What would change the answer, from the facts that decide it.
#[must_use]
pub fn turns(step: &Step) -> Vec<&'static str> {
    let mut found = Vec::new();
    for reason in step.reasons() {
        if let Ground::Fact(fact) = reason.ground
            && let Some(turn) = fact.turn()
            && !found.contains(&turn)
        {
            found.push(turn);
        }
    }
    found
}
