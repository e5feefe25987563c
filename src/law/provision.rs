//! One rule of law with its own citation: what it says, whom it binds, when it was in force, and how sure we are.

mod deadline;

pub use deadline::{Calendar, Deadline, Rule, Unit};

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::codes;
use super::condition::Condition;
use super::fact::Event;
use super::role::Role;
use crate::diagnostic::Diagnostic;
use crate::record::RecordId;
use crate::shape;
use crate::shape::{Reader, Scalar, codes::clip};
use crate::source::{Span, Spanned};
use crate::value::{Address, PartialDate, Text};
use crate::words;
use crate::yaml::Scalar as Written;

/// The name by which records and other provisions speak of a provision.
///
/// It never changes, even if the law is renumbered, so that old records keep their meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionId(Arc<str>);

impl Serialize for ProvisionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

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

impl Scalar for ProvisionId {
    const EXPECTED: &'static str = "the id of a provision";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let text = &*scalar.text;
        // Its page is named after it, as those of records are; capitals apart, the same names will do.
        if RecordId::new(&text.to_ascii_lowercase()).is_ok() {
            return Some(Self(text.into()));
        }
        let message = format!("`{}` is not the id of a provision", clip(text));
        let problem = Diagnostic::new(&codes::BAD_PROVISION_ID, reader.at(span), message)
            .cure("write letters and digits joined by single hyphens, such as `kent-protocol-4`");
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "maxLength": 100 })
    }
}

/// A day of the law, which is always known whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

impl Scalar for Day {
    const EXPECTED: &'static str = "a day";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let date = PartialDate::parse(&scalar.text).ok().and_then(PartialDate::day);
        date.map(Self).or_else(|| {
            let message = format!("`{}` is not a day", clip(&scalar.text));
            let problem = Diagnostic::new(&codes::BAD_DAY, reader.at(span), message)
                .cure("write it as year, month and day: 2024-01-31");
            reader.fail(problem)
        })
    }

    fn schema() -> Json {
        json!({ "type": "string", "format": "date" })
    }
}

shape! {
    "a file of law"
    /// An instrument of law, guidance or agreement, with the provisions of it that a case can bring into play. The compiled-in law is written so, and a register may add its own: a protocol, a contract, a local agreement.
    pub struct File {
        /// The name used in citations, such as SI 2013/218.
        pub instrument: Spanned<Text>,
        /// Its full title.
        pub title: Spanned<Text>,
        /// Where it can be read.
        pub address: Option<Spanned<Address>>,
        /// Its provisions, in its own order.
        pub provisions: Vec<Provision>,
    }
}

shape! {
    "a provision"
    /// The smallest rule that can be cited, in force for a period. Its words are our own: whoever relies on it should read the law itself, at its address.
    pub struct Provision {
        /// Its lasting name.
        pub id: Spanned<ProvisionId>,
        /// Where in the instrument it stands, such as reg 23(1)(a).
        pub cite: Spanned<Text>,
        /// What it asks or allows, in a few words.
        pub title: Spanned<Text>,
        /// What kind of rule it is.
        pub effect: Spanned<Effect>,
        /// What must be done; a duty has one, and nothing else has.
        pub verb: Option<Spanned<Verb>>,
        /// Who must, may or need not.
        pub bearer: Spanned<Role>,
        /// To whom.
        pub owed_to: Spanned<Role>,
        /// How often it arises.
        pub once_for: Spanned<Scope>,
        /// The events it is to be done before, such as the decision on the proposal. What was not done by then, as far as is recorded, is shown as passed and not as still to do.
        pub before: Vec<Spanned<Event>>,
        /// How much it is shown; left out, ordinary.
        pub weight: Option<Spanned<Weight>>,
        /// When it was law.
        pub in_force: Period,
        /// The provisions that keep it alive after its end for what began under it.
        pub saved_by: Vec<Spanned<ProvisionId>>,
        /// Where it can be read.
        pub address: Option<Spanned<Address>>,
        /// The circumstances in which it applies, in words.
        pub applies_when: Spanned<Text>,
        /// The same as a tree of facts.
        pub when: Condition,
        /// The provisions that lift it where they apply.
        pub unless: Vec<Spanned<ProvisionId>>,
        /// The provision by which it passes from each council to the joint committee (SI 2013/218 reg 30(5)), where one does.
        pub passes_to_joint_committee_by: Option<Spanned<ProvisionId>>,
        /// What it means for the people it concerns.
        pub summary: Spanned<Text>,
        /// What shows that it was done or relied on.
        pub discharged_by: Option<Spanned<Text>>,
        /// The events that show it, where records have a date for them; any of them does.
        pub met_by: Vec<Spanned<Event>>,
        /// When it falls due; left out where the law states no time, in which case we state none either.
        pub deadline: Option<Deadline>,
        /// The provisions that took its place.
        pub replaced_by: Vec<Spanned<ProvisionId>>,
        /// What is not settled about it, or was not found; shown wherever it is relied on.
        pub open_questions: Vec<Spanned<Text>>,
        /// What else a careful reader should know.
        pub notes: Vec<Spanned<Text>>,
        /// How its text was checked.
        pub verified: Spanned<Verification>,
        /// Where its text, or an account of it, was read.
        pub sources_seen: Vec<Spanned<Address>>,
    }
}

shape! {
    "a period"
    /// The days on which a provision was law, both ends included.
    pub struct Period {
        /// The first day; left out if it was never brought into force, as far as is known.
        pub from: Option<Spanned<Day>>,
        /// The last day; left out if it is still in force.
        pub until: Option<Spanned<Day>>,
    }
}

impl Provision {
    /// How much it is shown.
    #[must_use]
    pub fn weight(&self) -> Weight {
        self.weight
            .as_ref()
            .map_or(Weight::Ordinary, |weight| weight.value)
    }
}

impl Period {
    /// Whether the provision was law on the day.
    ///
    /// One that was never brought into force is law on no day, whatever its end.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from().is_some_and(|from| from <= day) && self.until().is_none_or(|until| day <= until)
    }

    /// The first day, where there is one.
    #[must_use]
    pub fn from(&self) -> Option<NaiveDate> {
        self.from.as_ref().map(|day| day.value.0)
    }

    /// The last day, where there is one.
    #[must_use]
    pub fn until(&self) -> Option<NaiveDate> {
        self.until.as_ref().map(|day| day.value.0)
    }
}

words! {
    "an effect"
    /// What kind of rule a provision is. Only a duty can be broken: to show a power or a guide as overdue would accuse somebody of nothing.
    pub enum Effect {
        /// The bearer must.
        Duty = "duty",
        /// The bearer may.
        Power = "power",
        /// The bearer need not, though another provision says it must.
        Exemption = "exemption",
        /// The bearer must not.
        Bar = "bar",
        /// Old law goes on for what began under it.
        Saving = "saving",
        /// Advice, which binds only through some other rule.
        Guidance = "guidance",
        /// Says what the words of other provisions cover.
        Definition = "definition",
    }
}

words! {
    "a verb"
    /// What a duty asks its bearer to do.
    pub enum Verb {
        /// Set up a joint committee.
        AppointJointCommittee = "appoint-joint-committee",
        /// Come to a meeting and answer.
        Attend = "attend",
        /// Ask for views before deciding.
        Consult = "consult",
        /// Keep the public out of part of a meeting.
        Exclude = "exclude",
        /// Think about it, and be able to show it.
        HaveRegard = "have-regard",
        /// Bring people in, by consulting them or otherwise.
        Involve = "involve",
        /// Tell somebody.
        Notify = "notify",
        /// Give information that is needed or asked for.
        ProvideInformation = "provide-information",
        /// Make it public.
        Publish = "publish",
        /// Put it in writing, or keep what was written.
        Record = "record",
        /// Answer.
        Respond = "respond",
    }
}

words! {
    "a scope"
    /// How often a provision arises.
    pub enum Scope {
        /// Once for a proposal, however many councils there are.
        Proposal = "proposal",
        /// Once for each affected council.
        Authority = "authority",
        /// Once for a procurement.
        Procurement = "procurement",
        /// Once for each modification of a contract.
        Modification = "modification",
        /// Once for each report or recommendation of a council.
        Report = "report",
        /// Once for each request of a council for information.
        InformationRequest = "information-request",
        /// Once for each requirement to attend.
        AttendanceRequirement = "attendance-requirement",
        /// Once for each referral by Healthwatch.
        HealthwatchReferral = "healthwatch-referral",
        /// Once for each meeting.
        Meeting = "meeting",
        /// Once for each item of a meeting.
        Item = "item",
    }
}

words! {
    "a weight"
    /// How much a provision is shown.
    pub enum Weight {
        /// Shown even where it does not apply, because people ask about it.
        Headline = "headline",
        /// Shown where it applies, or where that cannot be told.
        Ordinary = "ordinary",
        /// What is done for every meeting or purchase, or for every decision: shown last, never as overdue and never as missing.
        Routine = "routine",
    }
}

words! {
    "a way of checking"
    /// How the text of a provision was checked. It is shown to the public beside the provision, so that nobody trusts an entry further than we do.
    pub enum Verification {
        /// The text itself was read.
        Primary = "primary",
        /// An account of it was read: guidance, an explanatory note, or what a law firm or a council says.
        Secondary = "secondary",
        /// Neither was read.
        Memory = "memory",
    }
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

    fn day(text: &str) -> Option<Spanned<Day>> {
        Some(Spanned::new(Day(text.parse().unwrap()), Span::default()))
    }

    #[test]
    fn a_period_covers_both_its_ends() {
        let period = Period {
            from: day("2013-04-01"),
            until: day("2024-01-30"),
        };
        for (date, covered) in [
            ("2013-03-31", false),
            ("2013-04-01", true),
            ("2024-01-30", true),
            ("2024-01-31", false),
        ] {
            assert_eq!(period.covers(date.parse().unwrap()), covered, "{date}");
        }
    }

    #[test]
    fn without_an_end_it_goes_on_and_without_a_start_it_never_was() {
        let later = "2100-01-01".parse().unwrap();
        let (from, until) = (day("2013-04-01"), None);
        assert!(Period { from, until }.covers(later));
        assert!(
            !Period {
                from: None,
                until: None
            }
            .covers(later)
        );
    }
}
