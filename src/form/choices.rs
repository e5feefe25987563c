//! What a question can be answered with, from the records and the law: for lists that are filtered by typing.

use std::collections::BTreeSet;

use super::{Answer, Answers, Ground, Question};
use crate::law::Law;
use crate::law::provision::Effect;
use crate::record::body::{Body, Role};
use crate::record::{Entry, Kind, Record, RecordId};
use crate::register::Register;
use crate::shape::WordSpec;
use crate::value::{PartialDate, Status, fold, with_weekday};

/// What questions are asked against: the records, the law and the day.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The records.
    pub register: &'k Register,
    /// The law that help cites and duties rest on.
    pub law: &'k Law,
    /// The day it is.
    pub today: chrono::NaiveDate,
}

/// One thing that a question can be answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The answer, as it is kept: an id, a word, a label.
    pub answer: String,
    /// What a person reads.
    pub label: String,
    /// What tells it apart from others; may be empty.
    pub hint: String,
    /// Whether it is a record that is a draft: a finished record must not name one.
    pub is_draft: bool,
}

impl<'k> Known<'k> {
    /// What answers are read against.
    pub fn ground(&self) -> Ground<'k> {
        Ground {
            register: self.register,
            today: self.today,
        }
    }
}

impl Choice {
    fn new(answer: &str, label: &str, hint: String) -> Self {
        Self {
            answer: answer.to_owned(),
            label: label.to_owned(),
            hint,
            is_draft: false,
        }
    }

    fn of<T: Record>(entry: &Entry<T>, label: &str, hint: String) -> Self {
        Self {
            is_draft: entry.body.status() == Status::Draft,
            ..Self::new(entry.id.as_str(), label, hint)
        }
    }

    /// It as one line: what it is, and in brackets what tells it apart.
    pub fn line(&self) -> String {
        let draft = if self.is_draft { "draft; " } else { "" };
        match (draft, self.hint.as_str()) {
            ("", "") => self.label.clone(),
            (draft, hint) => format!(
                "{} ({})",
                self.label,
                format!("{draft}{hint}").trim_end_matches("; ")
            ),
        }
    }
}

/// Whether a question may also be answered with something that is not among its choices.
pub fn is_open(question: &Question) -> bool {
    matches!(
        question.answer,
        Answer::Line | Answer::Prose | Answer::Date | Answer::Address | Answer::Slug
    )
}

/// What a question can be answered with, the likely first. `beside` are the answers of the row that the question is in,
/// `all` those of the whole record; for a question in no row they are the same.
pub fn choices(question: &Question, beside: &Answers, all: &Answers, known: &Known<'_>) -> Vec<Choice> {
    match question.answer {
        Answer::Word(specs) => words(specs),
        Answer::Body(roles) => bodies(question.name, roles, known),
        Answer::Whom(specs) => {
            let mut list = words(specs);
            list.extend(bodies(question.name, &[], known));
            list
        }
        Answer::Record(Kind::Body) => bodies(question.name, &[], known),
        Answer::Record(Kind::Change) => changes(known),
        Answer::Record(Kind::Resolution) => resolutions(all.text("change"), known),
        Answer::Record(Kind::Determination) => determinations(all, known),
        Answer::Record(Kind::Duty) => known
            .register
            .duties
            .iter()
            .map(|duty| Choice::of(duty, &duty.body.title, duty.id.to_string()))
            .collect(),
        Answer::Clause => clauses(beside.text("resolution"), known),
        Answer::Provision => provisions(known),
        Answer::Slug => services(known),
        Answer::Line | Answer::Prose | Answer::Date | Answer::Address | Answer::Row(_) => Vec::new(),
    }
}

/// The places of the choices in which all words that were typed occur, whatever their capitals and accents.
pub fn matching(choices: &[Choice], typed: &str) -> Vec<usize> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let holds = |choice: &Choice| {
        let text = fold(&format!("{} {} {}", choice.label, choice.hint, choice.answer));
        words.iter().all(|word| text.contains(word))
    };
    let found = choices.iter().enumerate().filter(|(_, choice)| holds(choice));
    found.map(|(at, _)| at).collect()
}

/// What an answer to a question is called: the name of a body and not its id. An answer that is not known stays as it is.
pub fn called(question: &Question, answer: &str, known: &Known<'_>) -> String {
    let kind = match question.answer {
        Answer::Body(_) | Answer::Whom(_) => Kind::Body,
        Answer::Record(kind) => kind,
        Answer::Date => {
            return PartialDate::parse(answer).map_or_else(|_| answer.to_owned(), long);
        }
        Answer::Provision => {
            let found = known.law.get(answer);
            return found.map_or_else(
                || answer.to_owned(),
                |found| format!("{answer} ({})", found.citation()),
            );
        }
        _ => return answer.to_owned(),
    };
    let Ok(id) = RecordId::new(answer) else {
        return answer.to_owned();
    };
    match kind {
        Kind::Body => known
            .register
            .bodies
            .get(&id)
            .map(|body| body.body.known_as().to_owned()),
        Kind::Resolution => known
            .register
            .resolutions
            .get(&id)
            .map(|one| format!("{}, {}", one.body.item.value, one.body.meeting.spoken())),
        Kind::Determination => Some(answer.to_owned()),
        Kind::Change | Kind::Duty => known
            .register
            .entry(kind, &id)
            .map(|entry| entry.title.to_owned()),
    }
    .unwrap_or_else(|| answer.to_owned())
}

/// A date as it is echoed: "Thursday 12 March 2026".
pub fn long(date: PartialDate) -> String {
    match date.day() {
        Some(day) => with_weekday(day),
        None => date.spoken(),
    }
}

fn words(specs: &[WordSpec]) -> Vec<Choice> {
    let one = |spec: &WordSpec| {
        Choice::new(
            spec.word,
            spec.word,
            spec.about.trim().trim_end_matches('.').to_owned(),
        )
    };
    specs.iter().map(one).collect()
}

/// The bodies of these roles; where any will do, those first that such a question is mostly about. Those that are no more come
/// last.
fn bodies(question: &str, roles: &[Role], known: &Known<'_>) -> Vec<Choice> {
    let likely = likely(question);
    let has_role = |entry: &&Entry<Body>| roles.is_empty() || roles.contains(&entry.body.role);
    let mut list: Vec<&Entry<Body>> = known.register.bodies.iter().filter(has_role).collect();
    let is_over = |entry: &Entry<Body>| {
        let until = entry.body.active.as_ref().map(|active| active.until.value);
        until
            .and_then(PartialDate::latest)
            .is_some_and(|day| day < known.today)
    };
    list.sort_by_cached_key(|entry| {
        (
            is_over(entry),
            !likely(entry.body.role.value),
            fold(entry.body.known_as()),
            entry.id.clone(),
        )
    });
    let one = |entry: &Entry<Body>| {
        let name: &str = &entry.body.name;
        let known_as = entry.body.known_as();
        let role = entry.body.role.plain();
        let mut hint = match name == known_as {
            true => role,
            false => format!("{name}; {role}"),
        };
        if is_over(entry) {
            hint.push_str("; no more");
        }
        Choice::of(entry, known_as, hint)
    };
    list.into_iter().map(one).collect()
}

/// Which roles a question is mostly about.
fn likely(question: &str) -> fn(Role) -> bool {
    match question {
        "part-of" | "member" | "authority" => |role| role == Role::LocalAuthority,
        "commissioner" => Role::commissions,
        "provider-now" | "provider-proposed" => Role::provides,
        "responsible-person" | "owed-by" | "concerning" | "asserted-by" => {
            |role| role.commissions() || role.is_trust()
        }
        "by" | "owner" => |role| matches!(role, Role::ScrutinyCommittee | Role::JointScrutinyCommittee),
        _ => |_| true,
    }
}

/// The newest first: by the last day the register knows of each.
fn changes(known: &Known<'_>) -> Vec<Choice> {
    let register = known.register;
    let mut list: Vec<_> = register
        .changes
        .iter()
        .map(|entry| {
            let days = entry.body.key_dates.iter().map(|key| key.date.value);
            let meetings = register
                .resolutions_of(&entry.id)
                .into_iter()
                .map(|one| one.body.meeting.value);
            let own = std::iter::once(entry.body.under_consideration_from.value);
            let last = own
                .chain(days)
                .chain(meetings)
                .filter_map(PartialDate::earliest)
                .max();
            // Its file stands in the folder of the year in which it was recorded.
            let year = entry
                .path
                .split('/')
                .nth(2)
                .and_then(|year| year.parse::<i32>().ok());
            (year, last, entry)
        })
        .collect();
    list.sort_by(|one, other| {
        (other.0, other.1)
            .cmp(&(one.0, one.1))
            .then(one.2.id.cmp(&other.2.id))
    });
    list.into_iter()
        .map(|(_, _, entry)| Choice::of(entry, &entry.body.title, entry.id.to_string()))
        .collect()
}

/// Those about the change first, and of these as of the others the newest first.
fn resolutions(change: Option<&str>, known: &Known<'_>) -> Vec<Choice> {
    let register = known.register;
    let mut list: Vec<_> = register.resolutions.iter().collect();
    let is_about = |entry: &Entry<crate::record::resolution::Resolution>| {
        let mut changes = entry.body.changes.iter();
        changes.any(|one| Some(one.id.as_str()) == change)
    };
    list.sort_by(|one, other| {
        let day = |entry: &Entry<crate::record::resolution::Resolution>| entry.body.meeting.earliest();
        let about = is_about(other).cmp(&is_about(one));
        about.then(day(other).cmp(&day(one))).then(one.id.cmp(&other.id))
    });
    list.into_iter()
        .map(|entry| {
            let committee = register.bodies[&entry.body.committee].body.known_as();
            let hint = format!("{committee}, {}", entry.body.meeting.spoken());
            Choice::of(entry, &entry.body.item, hint)
        })
        .collect()
}

/// The views of the change, those of the body first; the newest first.
fn determinations(all: &Answers, known: &Known<'_>) -> Vec<Choice> {
    let register = known.register;
    let change = all.text("change");
    let by = all.text("by");
    let mut list: Vec<_> = register.determinations.iter().collect();
    list.retain(|entry| change.is_none_or(|change| entry.body.change.id.as_str() == change));
    list.sort_by_key(|entry| {
        (
            by != Some(entry.body.by.id.as_str()),
            std::cmp::Reverse(entry.body.date.earliest()),
            entry.id.clone(),
        )
    });
    list.into_iter()
        .map(|entry| {
            let by = register.bodies[&entry.body.by].body.known_as();
            let label = format!("{by}, {}: {}", entry.body.date.spoken(), entry.body.view.plain());
            Choice::of(entry, &label, entry.id.to_string())
        })
        .collect()
}

/// The clauses of a resolution, those first that hold a view.
fn clauses(resolution: Option<&str>, known: &Known<'_>) -> Vec<Choice> {
    use crate::record::resolution::Reading;
    let entry = resolution
        .and_then(|id| RecordId::new(id).ok())
        .and_then(|id| known.register.resolutions.get(&id));
    let Some(entry) = entry else {
        return Vec::new();
    };
    let decides = |clause: &crate::record::resolution::Clause| {
        clause
            .reads_as
            .0
            .iter()
            .any(|reading| reading.value == Reading::Determination)
    };
    let mut list: Vec<_> = entry.body.clauses.iter().collect();
    list.sort_by_key(|clause| !decides(clause));
    list.into_iter()
        .map(|clause| Choice::new(&clause.label, &clause.label, clause.words.to_string()))
        .collect()
}

/// The provisions that lay a duty on somebody and are in force first.
fn provisions(known: &Known<'_>) -> Vec<Choice> {
    let mut list: Vec<_> = known.law.provisions().iter().collect();
    list.sort_by_key(|one| {
        (
            !one.in_force.covers(known.today),
            !matches!(one.effect.value, Effect::Duty),
        )
    });
    list.into_iter()
        .map(|one| {
            let past = if one.in_force.covers(known.today) {
                ""
            } else {
                "; not in force today"
            };
            Choice::new(one.id.as_str(), &one.title, format!("{}{past}", one.citation()))
        })
        .collect()
}

/// The names of services that changes use.
fn services(known: &Known<'_>) -> Vec<Choice> {
    let all = known
        .register
        .changes
        .iter()
        .flat_map(|change| change.body.services.iter());
    let names: BTreeSet<String> = all.map(|name| name.to_string()).collect();
    names
        .iter()
        .map(|name| Choice::new(name, name, String::new()))
        .collect()
}

#[cfg(test)]
mod tests;
