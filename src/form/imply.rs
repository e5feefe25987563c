//! What follows from answers that were given, so that nobody has to give it twice.

use super::place::Spot;
use super::{Answers, Mistake};
use crate::record::body::{Body, Role};
use crate::record::determination::TakenBy;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;

/// The answers with what follows from them: of a view in a resolution its body, council and day; of what a committee asks for
/// who sees to it. What was answered stays as it is.
pub fn implied(kind: Kind, answers: &Answers, register: &Register) -> Answers {
    let mut all = answers.clone();
    match kind {
        Kind::Determination => view(&mut all, register),
        Kind::Resolution => actions(&mut all),
        Kind::Body | Kind::Change | Kind::Duty => {}
    }
    all
}

/// What cannot be told from the answers, though it must be.
pub(super) fn unclear(kind: Kind, answers: &Answers, register: &Register) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    if kind != Kind::Determination {
        return mistakes;
    }
    let mut told = |name, what: String, cure: &str, is_missing| {
        mistakes.push(Mistake {
            at: Spot::of(name),
            what,
            cure: cure.to_owned(),
            is_missing,
        });
    };
    let holder = answers.text("resolution");
    if let Some(text) = holder
        && resolution(answers, register).is_none()
        && !(answers.has("by") && answers.has("date"))
    {
        told(
            "resolution",
            format!("there is no resolution `{text}` that can be used"),
            "see `scrutiny list resolutions`, and `scrutiny check` for what may be wrong with it",
            false,
        );
    }
    if let Some(by) = answers.text("by")
        && !answers.has("authority")
        && named(register, by).is_none_or(|body| body.body.role.speaks_for_council())
    {
        told(
            "authority",
            format!("it is not clear which council's area the view of `{by}` is about"),
            "name the council whose area it is about",
            true,
        );
    }
    if holder.is_some() && !answers.has("clause") {
        told(
            "clause",
            "the clause that holds the view is missing".to_owned(),
            "give its label, as the resolution has it",
            true,
        );
    }
    if holder.is_none() && answers.has("clause") {
        told(
            "resolution",
            "the resolution that the clause belongs to is missing".to_owned(),
            "give its id",
            true,
        );
    }
    mistakes
}

fn view(all: &mut Answers, register: &Register) {
    let holder = resolution(all, register);
    let mut fill = |name: &str, text: Option<String>| {
        if !all.has(name) {
            all.set_one(name, text.as_deref());
        }
    };
    if let Some(holder) = holder {
        fill("by", Some(holder.body.committee.id.to_string()));
        fill("date", Some(holder.body.meeting.to_string()));
        let committee = register.bodies.get(&holder.body.committee.id);
        let own = all.text("by") == Some(holder.body.committee.id.as_str());
        let way = committee.filter(|_| own).map(taken_by);
        if !all.has("taken-by") {
            all.set_one("taken-by", way.map(TakenBy::word));
        }
    }
    if !all.has("authority") {
        let by = all.text("by").and_then(|by| named(register, by));
        let council = by.and_then(|body| body.body.part_of.as_ref());
        let council = council.map(|council| council.id.to_string());
        all.set_one("authority", council.as_deref());
    }
}

fn taken_by(committee: &Entry<Body>) -> TakenBy {
    match committee.body.role.value {
        Role::JointScrutinyCommittee => TakenBy::JointCommittee,
        _ => TakenBy::Committee,
    }
}

fn actions(all: &mut Answers) {
    if !all.has("minutes") {
        all.set_one("minutes", Some("unknown"));
    }
    let committee = all.text("committee").map(str::to_owned);
    let mut rows = all.rows("clause").to_vec();
    for row in &mut rows {
        if super::resolution::asks(row) {
            if !row.has("owner") {
                row.set_one("owner", committee.as_deref());
            }
            if !row.has("due") {
                row.set_one("due", Some("unknown"));
            }
        }
    }
    all.set_rows("clause", rows);
}

fn resolution<'r>(answers: &Answers, register: &'r Register) -> Option<&'r Entry<Resolution>> {
    let id = RecordId::new(answers.text("resolution")?).ok()?;
    register.resolutions.get(&id)
}

fn named<'r>(register: &'r Register, id: &str) -> Option<&'r Entry<Body>> {
    register.bodies.get(&RecordId::new(id).ok()?)
}
