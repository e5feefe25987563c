//! What the law says of a case, as plain data: the JSON of `why` and of the site, and what every page and table is made
//! from.

mod tell;

pub use tell::{Teller, missing, turns};

use serde::Serialize;
use serde_json::Value as Json;

use super::provision::{Effect, Period, Verb, Verification, Weight};
use super::trace::Finding;
use crate::record::RecordId;

/// One who owes, may, or is owed, with a name to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id of the body; none where only the role is known.
    pub id: Option<RecordId>,
    /// What it is called, or the role in words.
    pub name: String,
    /// The role, where only that is known or where it is no body: `public`, `secretary-of-state`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
}

/// Names in a sentence.
#[must_use]
pub fn names(named: &[Named]) -> String {
    let names: Vec<&str> = named.iter().map(|one| one.name.as_str()).collect();
    match names.as_slice() {
        [] => "nobody named".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
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
    /// The event it was to be done before, where that has happened: a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone_by: Option<String>,
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
    /// When it was law, both days included.
    pub in_force: Period,
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
