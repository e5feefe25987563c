//! One rule of law with its own citation: what it says, whom it binds, when it was in force, and how sure we are.

use std::borrow::Borrow;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::role::Role;

/// The name by which records and other provisions speak of a provision.
///
/// It never changes, even if the law is renumbered, so that old records keep their meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProvisionId(Box<str>);

impl ProvisionId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ProvisionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The smallest rule that can be cited, in force for a period.
///
/// Its words are our own. Whoever relies on it should read the law itself, at its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// Its lasting name.
    pub id: ProvisionId,
    /// Where in the law it stands.
    #[serde(rename(deserialize = "cite"))]
    pub citation: Citation,
    /// What it asks or allows, in a few words.
    pub title: String,
    /// What kind of rule it is.
    pub effect: Effect,
    /// What must be done; a duty has one, and nothing else has.
    pub verb: Option<Verb>,
    /// Who must, may or need not.
    pub bearer: Role,
    /// To whom.
    pub owed_to: Role,
    /// Whether it arises once for each authority or once for a proposal; `None` where it belongs to neither.
    pub scope: Option<Scope>,
    /// When it was law.
    pub in_force: Period,
    /// Where it can be read.
    pub address: String,
    /// The circumstances in which it applies, in words.
    pub applies_when: String,
    /// What it means for the people it concerns.
    pub summary: String,
    /// What shows that it was done or relied on; `None` where nothing needs showing.
    pub discharged_by: Option<String>,
    /// When it falls due; `None` where the law states no time, in which case we state none either.
    pub deadline: Option<Deadline>,
    /// The provisions that lift or limit it.
    pub exceptions: Vec<ProvisionId>,
    /// The provision that took its place.
    pub replaced_by: Option<ProvisionId>,
    /// What else a careful reader should know.
    pub notes: Vec<String>,
    /// How its text was checked.
    pub verified: Verification,
    /// Where its text, or an account of it, was read.
    pub sources_seen: Vec<String>,
}

/// A place in the law: the instrument, and the place within it.
///
/// A file of law names its instrument once, so a citation is read from its second half and completed by
/// [`Law`](super::Law). It is written out whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Citation {
    /// The instrument, as lawyers shorten it: `SI 2013/218`.
    pub instrument: String,
    /// The place within it: `reg 23(1)(a)`.
    pub cite: String,
}

impl From<String> for Citation {
    fn from(cite: String) -> Self {
        Self {
            instrument: String::new(),
            cite,
        }
    }
}

impl From<Citation> for String {
    fn from(citation: Citation) -> Self {
        citation.to_string()
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.instrument, self.cite)
    }
}

/// The days on which a provision was law, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day; `None` if it was never brought into force, as far as is known.
    pub from: Option<NaiveDate>,
    /// The last day; `None` if it is still in force.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether the provision was law on the day.
    ///
    /// One that was never brought into force is law on no day, whatever its end.
    #[must_use]
    pub fn covers(self, day: NaiveDate) -> bool {
        self.from.is_some_and(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What kind of rule a provision is.
///
/// Only a duty can be broken. To show a power or a guide as overdue would accuse somebody of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The bearer must.
    Duty,
    /// The bearer may.
    Power,
    /// The bearer need not, though another provision says it must.
    Exemption,
    /// The bearer must not.
    Bar,
    /// Old law goes on for what began under it.
    Saving,
    /// Advice, which binds only through some other rule.
    Guidance,
    /// Says what the words of other provisions cover.
    Definition,
}

/// What a duty asks its bearer to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Set up a joint committee.
    AppointJointCommittee,
    /// Come to a meeting and answer.
    Attend,
    /// Ask for views before deciding.
    Consult,
    /// Keep the public out of part of a meeting.
    Exclude,
    /// Think about it, and be able to show it.
    HaveRegard,
    /// Bring people in, by consulting them or otherwise.
    Involve,
    /// Tell somebody.
    Notify,
    /// Give information that is needed or asked for.
    ProvideInformation,
    /// Make it public.
    Publish,
    /// Put it in writing, or keep what was written.
    Record,
    /// Answer.
    Respond,
}

/// How often a duty arises for one proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Once for each authority.
    PerAuthority,
    /// Once, however many authorities there are.
    PerProposal,
}

/// When a provision falls due, as the law puts it and as a machine can reckon it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The law's measure in words, to show beside any date reckoned from it.
    pub words: String,
    /// How many units.
    pub count: u32,
    /// What is counted.
    pub unit: Unit,
    /// The recorded date the count runs from.
    pub from: String,
    /// Another recorded date, which takes the place of the first if it is later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub or_if_later: Option<String>,
    /// How the two ends of the period are treated.
    pub rule: Rule,
    /// Whose working days they are; set when, and only when, working days are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// What a deadline counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Every day, weekends and holidays included.
    Days,
    /// Days on which work is done, as the instrument defines them.
    WorkingDays,
    /// Whole days between two events, neither event's own day counted.
    ClearDays,
    /// Calendar months.
    Months,
}

/// How the two ends of a period are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The day of the event does not count.
    EventDayExcluded,
    /// The day of the event counts as the first.
    EventDayIncluded,
    /// The period begins with the event, and ends the day before the corresponding date.
    PeriodBeginningWith,
    /// Counted back from the event.
    Before,
    /// Not a limit but the first lawful day.
    NotBefore,
    /// On the day of the event itself.
    OnEvent,
    /// On or before the day of the event.
    ByEvent,
    /// At once.
    Immediately,
}

/// Whose definition of a working day is used; they differ in small ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// SI 2013/218 reg 21(6).
    HealthScrutiny,
    /// SI 2023/1348 reg 12(12), which names the first Monday in May.
    ProviderSelection,
}

/// How the text of a provision was checked.
///
/// It is shown to the public beside the provision, so that nobody trusts an entry further than we do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// The text itself was read.
    Primary,
    /// An account of it was read: guidance, an explanatory note, or what a law firm or a council says.
    Secondary,
    /// Neither was read.
    Memory,
}

impl Verification {
    /// What a reader should make of it, in one plain sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Primary => "This entry was checked against the text itself.",
            Self::Secondary => {
                "This entry was checked against an account of the text, and not against the text itself."
            }
            Self::Memory => {
                "This entry has not been checked against the text. Read the text before relying on it."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_covers_both_its_ends() {
        let period = Period {
            from: Some(day("2013-04-01")),
            until: Some(day("2024-01-30")),
        };
        for (date, covered) in [
            ("2013-03-31", false),
            ("2013-04-01", true),
            ("2024-01-30", true),
            ("2024-01-31", false),
        ] {
            assert_eq!(period.covers(day(date)), covered, "{date}");
        }
    }

    #[test]
    fn without_an_end_it_goes_on_and_without_a_start_it_never_was() {
        let (from, until) = (Some(day("2013-04-01")), None);
        assert!(Period { from, until }.covers(day("2100-01-01")));
        assert!(!Period { from: None, until }.covers(day("2100-01-01")));
    }
}
