//! Changes: a service change, from the first idea to delivery; the case that everything hangs from.

pub mod authority;
pub mod procurement;
pub mod special;

pub use authority::{AffectedAuthority, Comments, Consultation, Disagreement};
pub use procurement::{Process, Procurement};

use super::body::{Body, ResponsiblePerson};
use super::correction::Correction;
use super::{Document, Kind, Record, RecordId, Ref, Target};
use crate::shape;
use crate::source::Spanned;
use crate::value::{Markdown, PartialDate, Slug, Status, Text, Truth};
use crate::words;
use special::{CallIn, JointCommittee, Procedure, Urgency};

words! {
    "a kind of change"
    /// What sort of change it is, in the words people use for it.
    pub enum ChangeKind {
        /// A service moves to another place.
        Move = "move",
        /// A service or site closes.
        Closure = "closure",
        /// A service does less, or for fewer people or hours.
        Reduction = "reduction",
        /// A service that was not there before.
        NewService = "new-service",
        /// The same needs are met in another way.
        NewModel = "new-model",
        /// Services or sites are brought together.
        Merger = "merger",
        /// A change meant to end.
        Temporary = "temporary",
        /// A change made at once because of a risk to patients or staff.
        Urgent = "urgent",
        /// A contract goes to a provider, new or the same.
        ContractAward = "contract-award",
        /// Not a change but a matter that a council looks into (SI 2013/218 reg 21): a review, a report, a referral by Healthwatch.
        Review = "review",
        /// Anything else; the summary says what.
        Other = "other",
    }
}

shape! {
    "a change"
    /// A change to a health service: what is proposed, by whom, and whom it affects.
    pub struct Change {
        /// A plain title that says what changes.
        pub title: Spanned<Text>,
        /// One or two sentences that anybody can read.
        pub summary: Option<Spanned<Text>>,
        /// What sort of change it is.
        pub kind: Spanned<ChangeKind>,
        /// The services it touches, such as mental-health.
        pub services: Vec<Spanned<Slug>>,
        /// The NHS body or provider on whom a duty to consult falls (SI 2013/218 reg 20); left out where not known or where there is none.
        pub responsible_person: Option<Ref<ResponsiblePerson>>,
        /// The bodies that buy the service. Where a provider proposes the change, those of them that are NHS bodies consult in its place (reg 23(12)).
        pub commissioners: Vec<Ref<Body>>,
        /// The commissioner that consults on behalf of all, where they have agreed on one (reg 23(13)).
        pub lead_commissioner: Option<Ref<Body>>,
        /// The bodies that provide it.
        pub providers: Option<Providers>,
        /// Every council whose area is affected, whatever it has said.
        pub authorities: Vec<AffectedAuthority>,
        /// Whether it affects the manner in which services are delivered at the point of receipt, or the range of them.
        pub affects_manner_or_range: Option<Assertion>,
        /// When it came under consideration: the day it was specific enough to be judged, even if no board had seen it (R v North and East Devon HA ex p Pow).
        pub under_consideration_from: Spanned<PartialDate>,
        /// Where it was decided at once because of a risk to patients or staff (reg 23(2)).
        pub urgent: Option<Urgency>,
        /// The special procedure it is made under, where there is one (reg 24).
        pub procedure: Option<Procedure>,
        /// The joint committee of the councils consulted on it (reg 30), where there is one.
        pub joint_committee: Option<JointCommittee>,
        /// When the commissioner notified the Secretary of State (NHS Act 2006 Sch 10A para 2).
        pub secretary_of_state_notified: Spanned<PartialDate>,
        /// What became of it before the Secretary of State, where it was asked to be, or was, called in (Sch 10A para 3).
        pub call_in: Option<CallIn>,
        /// How the provider is chosen, where there is a contract.
        pub procurement: Option<Procurement>,
        /// Dates that matter.
        pub key_dates: Vec<KeyDate>,
        /// When it was decided.
        pub decided: Option<Event>,
        /// When it was given up.
        pub abandoned: Option<Event>,
        /// The changes it takes the place of.
        pub replaces: Vec<Ref<Change>>,
        /// More about it, in our own words.
        pub details: Option<Spanned<Markdown>>,
        /// Draft or recorded.
        pub status: Option<Spanned<Status>>,
        /// The ids it had before; their addresses lead here, and are never given to another.
        pub aliases: Vec<Spanned<RecordId>>,
        /// What was put right in this record after it was made, so that nothing is rewritten unsaid.
        pub corrections: Vec<Correction>,
        /// Where this comes from.
        pub sources: Vec<Document>,
    }
}

shape! {
    "providers of a change"
    /// Who provides the service before and after.
    pub struct Providers {
        /// Before the change.
        pub current: Vec<Ref<Body>>,
        /// After it.
        pub proposed: Vec<Ref<Body>>,
    }
}

shape! {
    "an assertion"
    /// A fact and who says so.
    pub struct Assertion {
        /// The answer.
        pub answer: Spanned<Truth>,
        /// Who gives it.
        pub asserted_by: Option<Ref<Body>>,
    }
}

shape! {
    "a key date"
    /// A date that matters, and why.
    pub struct KeyDate {
        /// The date.
        pub date: Spanned<PartialDate>,
        /// What happens.
        pub what: Spanned<Text>,
        /// Where this is stated.
        pub source: Option<Spanned<Text>>,
    }
}

shape! {
    "an event"
    /// Something that happened to the change as a whole.
    pub struct Event {
        /// When.
        pub date: Spanned<PartialDate>,
        /// By whom.
        pub by: Option<Ref<Body>>,
        /// What, in a sentence.
        pub what: Option<Spanned<Text>>,
    }
}

impl Target for Change {
    const KIND: Kind = Kind::Change;
    const EXPECTED: &'static str = "a change";
}

impl Record for Change {
    fn stated(&self) -> Option<Status> {
        self.status.as_deref().copied()
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn aliases(&self) -> &[Spanned<RecordId>] {
        &self.aliases
    }

    fn corrections(&self) -> &[Correction] {
        &self.corrections
    }
}
