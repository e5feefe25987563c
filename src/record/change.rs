//! Changes: a service change, from the first idea to delivery; the case that everything hangs from.

use super::body::{Authority, Body, ResponsiblePerson};
use super::{Document, Kind, Record, Ref, Target};
use crate::shape;
use crate::source::Spanned;
use crate::value::{Address, Markdown, PartialDate, Slug, Status, Text, Truth};
use crate::words;

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
        /// Anything else; the summary says what.
        Other = "other",
    }
}

words! {
    "a kind of procurement"
    /// How a provider is chosen under the Provider Selection Regime (SI 2023/1348), or otherwise.
    pub enum Process {
        /// Direct award process A, B or C.
        DirectAward = "direct-award",
        /// Most suitable provider process.
        MostSuitableProvider = "most-suitable-provider",
        /// Competitive process.
        Competitive = "competitive",
        /// Urgent award.
        Urgent = "urgent",
        /// Another process, or before the regime began on 1 January 2024.
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
        /// The bodies that buy the service.
        pub commissioners: Vec<Ref<Body>>,
        /// The bodies that provide it.
        pub providers: Option<Providers>,
        /// Every council whose area is affected, whatever it has said.
        pub authorities: Vec<AffectedAuthority>,
        /// Whether it affects the manner in which services are delivered at the point of receipt, or the range of them.
        pub affects_manner_or_range: Option<Assertion>,
        /// When it came under consideration.
        pub under_consideration_from: Spanned<PartialDate>,
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
    "an affected council"
    /// A council whose area is affected, and how it was consulted.
    pub struct AffectedAuthority {
        /// The council.
        pub authority: Ref<Authority>,
        /// Its consultation under SI 2013/218 reg 23, where there was one.
        pub consultation: Option<Consultation>,
    }
}

shape! {
    "a consultation of a council"
    /// The consultation of one council: its dates, as the council was told them, and what it said.
    pub struct Consultation {
        /// When it began.
        pub began: Spanned<PartialDate>,
        /// By when comments were asked for (reg 23(1)(b)(ii)).
        pub comments_due: Spanned<PartialDate>,
        /// By when the decision was to be made (reg 23(1)(b)(i)).
        pub decision_due: Spanned<PartialDate>,
        /// Where the dates were published (reg 23(1)(d)).
        pub published: Option<Spanned<Address>>,
        /// What the council said.
        pub comments: Option<Comments>,
    }
}

shape! {
    "comments of a council"
    /// What a council said when it was consulted.
    pub struct Comments {
        /// When its comments came.
        pub received: Spanned<PartialDate>,
        /// Whether they held a recommendation (reg 23(4)).
        pub recommendation: Spanned<Truth>,
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
    "a procurement"
    /// How a provider was chosen, with the dates that the law counts from.
    pub struct Procurement {
        /// Who buys: an NHS body or a council.
        pub buyer: Option<Ref<Body>>,
        /// By which process.
        pub process: Option<Spanned<Process>>,
        /// When the intention to award was published.
        pub intent_published: Spanned<PartialDate>,
        /// When the contract was awarded.
        pub awarded: Spanned<PartialDate>,
        /// When the notice of the award was submitted.
        pub award_notice: Spanned<PartialDate>,
        /// When the service begins.
        pub begins: Spanned<PartialDate>,
        /// The numbers of the notices.
        pub notices: Vec<Spanned<Text>>,
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
}
