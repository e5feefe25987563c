//! What the law says, as data: of a change in its twin, and of a provision in its own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA_VERSION, base, bytes};
use crate::law::Enacted;
use crate::law::account::{Done, Extra, Named, Reason, Teller, Told, When, missing, turns};
use crate::law::derive::Derived;
use crate::law::provision::Weight;
use crate::law::trace::Finding;
use crate::record::{Kind, RecordId};
use crate::register::AnyEntry;
use crate::site::PagePath;
use crate::view::Here;

/// What the law says of a change, on the day that `register.json` names.
#[derive(Serialize)]
pub(super) struct Law {
    accounts: Vec<Account>,
    /// Recorded duties that the law does not require.
    extras: Vec<Extra>,
    cautions: Vec<Told>,
}

/// A provision in the case. What is the same in every case stands in the provision's own data, and every step of the
/// reasons in the answer of `scrutiny why`; here stands what decides.
#[derive(Serialize)]
struct Account {
    provision: String,
    citation: String,
    weight: Weight,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<NaiveDate>,
    subject: serde_json::Value,
    /// More of it; what applies to every meeting and purchase is the same everywhere, and has none.
    #[serde(flatten)]
    more: Option<More>,
}

#[derive(Serialize)]
struct More {
    applies: Finding,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unconfirmed: bool,
    bearers: Vec<Named>,
    owed_to: Vec<Named>,
    time: When,
    #[serde(skip_serializing_if = "Option::is_none")]
    discharged: Option<Done>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recorded: Vec<RecordId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
    reasons: Vec<Reason>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    would_change_if: Vec<&'static str>,
}

impl Law {
    /// Of a change; none of any other record.
    pub(super) fn of(here: Here<'_, '_>, entry: &AnyEntry<'_>) -> Option<Self> {
        let change = (entry.kind == Kind::Change).then_some(entry.id)?;
        let derivation = here.conclusions.of_change(change)?;
        let teller = here.teller();
        let accounts = derivation.derived.iter().map(|one| account(teller, one));
        Some(Self {
            accounts: accounts.collect(),
            extras: teller.extras(&derivation),
            cautions: teller.cautions(&derivation),
        })
    }
}

fn account(teller: Teller<'_>, one: &Derived<'_>) -> Account {
    let more = |one: &Derived<'_>| More {
        applies: one.applies,
        unconfirmed: one.because.unconfirmed,
        bearers: teller.named(&one.bearers),
        owed_to: teller.named(&one.owed_to),
        time: teller.when(one),
        discharged: teller.done(one),
        recorded: one.recorded.iter().map(|duty| duty.id.clone()).collect(),
        missing: missing(&one.because),
        reasons: teller.reasons(&one.because),
        would_change_if: turns(&one.because),
    };
    Account {
        provision: one.provision.id.value.to_string(),
        citation: one.provision.citation(),
        weight: one.weight(),
        state: one.state.word(),
        due: one.time.day(),
        subject: teller.subject(one.subject),
        more: (one.weight() != Weight::Routine).then(|| more(one)),
    }
}

#[derive(Serialize)]
struct Provision<'r> {
    schema_version: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    provision: &'r Enacted,
    /// In how many cases it stands where.
    states: BTreeMap<&'static str, usize>,
    /// The cases in which it applies, may apply or is disputed; left out where it is routine.
    cases: Vec<Case<'r>>,
}

/// A change in which a provision applies.
#[derive(Serialize)]
struct Case<'r> {
    change: &'r RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'r RecordId>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<NaiveDate>,
}

/// A provision as a data file, with where it applies.
pub fn provision(here: Here<'_, '_>, place: usize) -> Vec<u8> {
    let provision = &here.input.law.provisions()[place];
    let all = || here.conclusions.of_provision(place);
    let mut states = BTreeMap::new();
    for one in all() {
        *states.entry(one.gist.state.word()).or_default() += 1;
    }
    let routine = provision.weight.as_ref().map(|weight| weight.value) == Some(Weight::Routine);
    let cases = all().filter(|one| !routine && one.gist.applies != Finding::No);
    let cases = cases.map(|one| Case {
        change: &one.change.id,
        authority: one.gist.council.map(|council| &council.authority.id),
        state: one.gist.state.word(),
        due: one.gist.day,
    });
    bytes(&Provision {
        schema_version: SCHEMA_VERSION,
        kind: "provision",
        address: base(here.input).map(|base| format!("{base}/{}", PagePath::provision(&provision.id.value))),
        provision,
        states,
        cases: cases.collect(),
    })
}
