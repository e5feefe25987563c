//! What is owed, by whom, to whom and by when: from the law, and from records that rest on something else.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::law::account::{Named, Teller, names};
use crate::law::case::Party;
use crate::law::derive::{Derivation, Derived, State};
use crate::law::provision::{Effect, Verification};
use crate::law::{Enacted, Law};
use crate::record::change::Change;
use crate::record::duty::{Audience, Duty};
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::value::PartialDate;

/// One thing that is owed.
#[derive(Clone, Debug, Serialize)]
pub struct Owed {
    /// The last day, where one can be reckoned or is recorded.
    pub day: Option<NaiveDate>,
    /// Where it stands: a state of the law, or `due`, `overdue` or `required` of a record by itself.
    pub state: &'static str,
    /// Who owes it.
    pub bearers: Vec<Named>,
    /// What must be done.
    pub what: String,
    /// To whom.
    pub owed_to: Vec<Named>,
    /// The council that it arises for, where it arises council by council.
    pub council: Option<Named>,
    /// The change it arises from.
    pub change: RecordId,
    /// What that is called.
    pub change_title: String,
    /// The citation, or what else it rests on.
    pub law: String,
    /// The provision, where it is law.
    pub provision: Option<String>,
    /// The law's measure of time in words.
    pub time: Option<String>,
    /// Its records.
    pub recorded: Vec<RecordId>,
    /// What it rests on, where that is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// What tells it from the others of its change, from day to day.
    #[serde(skip)]
    pub key: String,
}

/// What something that is owed rests on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Basis {
    /// The undertaking, or the exact words of the clause, where it rests on one.
    pub words: Option<String>,
    /// The decisive reasons, as sentences.
    pub reasons: Vec<String>,
    /// Whether they stand on one body's view alone, where another's would count.
    pub unconfirmed: bool,
    /// Why no day can be given, where the law has one.
    pub no_day: Option<String>,
    /// That our entry of the provision was not checked against the text, where that is so.
    pub unchecked: Option<&'static str>,
}

impl Owed {
    /// Who owes it, in words.
    pub fn who(&self) -> String {
        names(&self.bearers)
    }

    /// To whom, in words.
    pub fn whom(&self) -> String {
        let whom = names(&self.owed_to);
        match &self.council {
            Some(council) if !self.owed_to.contains(council) && !self.bearers.contains(council) => {
                format!("{whom} (for {})", council.name)
            }
            _ => whom,
        }
    }

    /// All of it in a few lines.
    pub fn description(&self) -> String {
        let mut parts = vec![
            format!("{} ({})", self.change_title, self.change),
            format!("For: {}", self.whom()),
            format!("Under: {}", self.law),
        ];
        if let Some(time) = &self.time {
            parts.push(format!("Time: {time}"));
        }
        parts.push(self.standing().to_owned());
        parts.join("\n")
    }

    /// Where it stands, in a sentence.
    pub fn standing(&self) -> &'static str {
        match self.state {
            "overdue" => "The day has gone by, and we hold no record that it was done.",
            "disputed" => "The records differ on whether it is owed.",
            "cannot-tell" => "The records do not tell whether it is owed.",
            _ => "We hold no record that it was done.",
        }
    }

    /// Whether its day has passed and no record says that it was done.
    pub fn is_overdue(&self) -> bool {
        self.state == State::Overdue.word()
    }
}

/// Which of all that is owed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What this body owes.
    pub by: Option<RecordId>,
    /// What is owed to this body, or arises for this council.
    pub to: Option<RecordId>,
    /// What has a last day no later than this.
    pub until: Option<NaiveDate>,
    /// What is overdue.
    pub overdue: bool,
    /// Routine duties too, and those of which the records cannot tell whether they are owed.
    pub all: bool,
    /// Only what arises from this change.
    pub change: Option<RecordId>,
    /// Recorded duties without a day of their own, too.
    pub undated: bool,
    /// What each rests on.
    pub basis: bool,
}

impl Wanted {
    fn fits(&self, owed: &Owed) -> bool {
        let among = |body: &RecordId, named: &[Named]| named.iter().any(|one| one.id.as_ref() == Some(body));
        let concerns = |body: &RecordId| among(body, &owed.owed_to) || among(body, owed.council.as_slice());
        self.by.as_ref().is_none_or(|body| among(body, &owed.bearers))
            && self.to.as_ref().is_none_or(concerns)
            && self
                .until
                .is_none_or(|last| owed.day.is_some_and(|day| day <= last))
            && (!self.overdue || owed.is_overdue())
            && self.change.as_ref().is_none_or(|change| owed.change == *change)
    }

    fn takes(&self, derived: &Derived<'_>) -> bool {
        let unsettled = derived.provision.effect.value == Effect::Duty
            && matches!(
                derived.state,
                State::Overdue | State::Due | State::Disputed | State::Required | State::CannotTell
            );
        // Where the law does not tell whether it is owed, a record that says so is told in its stead.
        derived.is_open() || (self.all && unsettled && derived.recorded.is_empty())
    }
}

/// Everything that is wanted, the earliest day first; what has no day comes last.
pub fn owed(register: &Register, law: &Law, as_at: NaiveDate, wanted: &Wanted) -> Vec<Owed> {
    let teller = Teller {
        register,
        sources: None,
    };
    let of_change = |change: &Entry<Change>, derivation: Derivation<'_>| {
        let told = derivation.derived.iter().filter(|one| one.tells_of_its_records());
        let told = told.flat_map(|one| &one.recorded).map(|duty| duty.id.clone());
        let told: Vec<RecordId> = told.collect();
        let open = derivation.derived.iter().filter(|one| wanted.takes(one));
        let owed = open.map(|one| (one, of_law(teller, change, one)));
        let mut owed: Vec<_> = owed.filter(|(_, owed)| wanted.fits(owed)).collect();
        for (one, owed) in owed.iter_mut().filter(|_| wanted.basis) {
            owed.basis = Some(basis(teller, one));
        }
        (owed.into_iter().map(|(_, owed)| owed).collect(), told)
    };
    let of_changes: Vec<(Vec<Owed>, Vec<RecordId>)> =
        match wanted.change.as_ref().and_then(|id| register.changes.get(id)) {
            Some(change) => vec![of_change(change, law.of_change(register, as_at, change))],
            None => law.over_register(register, as_at, of_change),
        };
    let (found, told): (Vec<_>, Vec<_>) = of_changes.into_iter().unzip();
    let mut found = found.concat();
    let told: BTreeSet<RecordId> = told.into_iter().flatten().collect();
    let by_themselves = register.duties.iter().filter(|duty| !told.contains(&duty.id));
    let recorded = by_themselves.filter_map(|duty| of_record(teller, law, as_at, wanted, duty));
    found.extend(recorded.filter(|owed| wanted.fits(owed)));
    // The order of states is that of urgency; the rest is for one order on every machine.
    let urgency = |state: &str| State::ALL.iter().position(|own| own.word() == state);
    found.sort_by(|one, two| {
        let order = |owed: &Owed| (owed.day.is_none(), owed.day, urgency(owed.state));
        order(one)
            .cmp(&order(two))
            .then_with(|| (&one.change, &one.key).cmp(&(&two.change, &two.key)))
    });
    found
}

fn of_law(teller: Teller<'_>, change: &Entry<Change>, derived: &Derived<'_>) -> Owed {
    let provision = derived.provision;
    let council = derived
        .subject
        .council()
        .map(|council| Party::Body(council.authority.id.clone()));
    Owed {
        day: derived.time.limit(),
        state: derived.state.word(),
        bearers: teller.named(&derived.bearers),
        what: provision.title.to_string(),
        owed_to: teller.named(&derived.owed_to),
        council: council.and_then(|council| teller.named(&[council]).pop()),
        change: change.id.clone(),
        change_title: change.body.title.to_string(),
        law: provision.citation(),
        provision: Some(provision.id.value.to_string()),
        time: provision
            .deadline
            .as_ref()
            .map(|deadline| deadline.words.to_string()),
        recorded: derived.recorded.iter().map(|duty| duty.id.clone()).collect(),
        basis: None,
        key: format!("{}/{}", provision.id.value, derived.subject.key()),
    }
}

fn basis(teller: Teller<'_>, derived: &Derived<'_>) -> Basis {
    let verified = derived.provision.verified.value;
    let reasons = teller.reasons(&derived.because);
    Basis {
        words: None,
        reasons: reasons.into_iter().map(|reason| reason.says).collect(),
        unconfirmed: derived.because.unconfirmed,
        no_day: teller.when(derived).missing,
        unchecked: (verified != Verification::Primary).then(|| verified.sentence()),
    }
}

/// The words that a recorded duty rests on: those of the clause with where they stand, or the undertaking.
fn words_of(register: &Register, duty: &Duty) -> Option<String> {
    let Some(held) = &duty.basis.clause else {
        return duty.basis.undertaking.as_ref().map(|text| text.to_string());
    };
    let resolution = &register.resolutions.get(&held.id.id)?.body;
    let clause = resolution.clause(&held.clause)?;
    let committee = register.bodies[&resolution.committee].body.known_as();
    let meeting = resolution.meeting.spoken();
    let label = resolution.label_of(&held.clause);
    Some(format!(
        "{committee}, {meeting}, clause {label}: “{}”",
        *clause.words
    ))
}

/// A duty that is still owed as far as is recorded, of which no conclusion of the law tells: it rests on a clause, on an
/// undertaking, or on a provision that is routine, or of which the records do not show that it applies.
fn of_record(
    teller: Teller<'_>,
    law: &Law,
    as_at: NaiveDate,
    wanted: &Wanted,
    duty: &Entry<Duty>,
) -> Option<Owed> {
    let body = &duty.body;
    if body.met_by(as_at).is_some() || body.no_longer_owed.is_some() {
        return None;
    }
    let provision = body.basis.provision.as_ref().map(|own| own.value.to_string());
    let day = body.due.as_ref().and_then(|due| due.value.latest());
    if day.is_none() && !wanted.undated {
        return None;
    }
    let owed_to = body.owed_to.iter().map(|audience| match audience {
        Audience::People(people) => Named {
            id: None,
            role: None,
            name: format!("the {}", people.value.plain()),
        },
        Audience::Body(body) => Named {
            id: Some(body.id.clone()),
            role: None,
            name: teller
                .register
                .bodies
                .get(&body.id)
                .map_or("a body", |body| body.body.known_as())
                .to_owned(),
        },
    });
    let state = match day {
        Some(day) if day < as_at => State::Overdue,
        Some(_) => State::Due,
        None => State::Required,
    };
    Some(Owed {
        day,
        state: state.word(),
        bearers: teller.named(&[Party::Body(body.owed_by.id.clone())]),
        what: body.title.to_string(),
        owed_to: owed_to.collect(),
        council: None,
        change: body.change.id.clone(),
        change_title: teller.register.changes[&body.change].body.title.to_string(),
        law: match (&provision, &body.basis.clause) {
            (Some(provision), _) => law
                .get(provision)
                .map_or_else(|| provision.clone(), Enacted::citation),
            (None, Some(_)) => "a clause of a resolution".to_owned(),
            (None, None) => "an undertaking".to_owned(),
        },
        provision,
        time: body
            .due
            .as_ref()
            .filter(|due| !matches!(due.value, PartialDate::Day(_)))
            .map(|due| due.value.spoken()),
        recorded: vec![duty.id.clone()],
        basis: wanted.basis.then(|| Basis {
            words: words_of(teller.register, body),
            ..Basis::default()
        }),
        key: format!("duty/{}", duty.id),
    })
}
