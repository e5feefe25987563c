//! Duties: something that must be done to engage people, who owes it to whom, and what shows that it was done.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::body::Body;
use super::change::Change;
use super::correction::Correction;
use super::determination::ClauseRef;
use super::{Document, Kind, Record, RecordId, Ref, Target};
use crate::shape;
use crate::shape::{Leaf, Reader, Shape};
use crate::source::Spanned;
use crate::value::{Address, Markdown, PartialDate, Status, Text};
use crate::words;
use crate::yaml::{Node, Value};

shape! {
    "a duty"
    /// A duty to consult, involve, notify or report: who owes it to whom, on what basis, and what was done.
    pub struct Duty {
        /// What must be done, as a plain title.
        pub title: Spanned<Text>,
        /// The change it arises from.
        pub change: Ref<Change>,
        /// Why it is owed: a provision of law, a clause, or an undertaking.
        pub basis: Basis,
        /// The body that owes it.
        pub owed_by: Ref<Body>,
        /// To whom it is owed: words such as public, or bodies.
        pub owed_to: Vec<Audience>,
        /// By when; left out where no date is stated.
        pub due: Option<Spanned<PartialDate>>,
        /// What was done or is planned.
        pub engagement: Vec<Engagement>,
        /// When and how the duty was met.
        pub discharged: Option<Discharge>,
        /// Why it is no longer owed, where that is so.
        pub no_longer_owed: Option<Spanned<Text>>,
        /// More about it.
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
    "a basis of a duty"
    /// Why a duty is owed. Exactly one of the three is given.
    pub struct Basis {
        /// The id of a provision of law, as `scrutiny` knows it.
        pub provision: Option<Spanned<Text>>,
        /// A clause of a resolution.
        pub clause: Option<ClauseRef>,
        /// An undertaking in our own words, such as a term of a contract.
        pub undertaking: Option<Spanned<Text>>,
    }
}

shape! {
    "an engagement"
    /// A consultation, meeting, notice or response, done or planned.
    pub struct Engagement {
        /// What it is.
        pub what: Spanned<Text>,
        /// First day.
        pub opens: Spanned<PartialDate>,
        /// Last day.
        pub closes: Spanned<PartialDate>,
        /// Where people can take part.
        pub address: Option<Spanned<Address>>,
        /// How many responded.
        pub responses: Option<Spanned<u32>>,
        /// The report of it.
        pub report: Option<Spanned<Address>>,
    }
}

shape! {
    "a discharge of a duty"
    /// When a duty was met, and what shows it.
    pub struct Discharge {
        /// The day.
        pub date: Spanned<PartialDate>,
        /// What shows it.
        pub evidence: Spanned<Text>,
        /// Where that can be read.
        pub address: Option<Spanned<Address>>,
    }
}

impl Duty {
    /// What shows that it was met, as at a day: what was done later does not count. A day known only to the month counts from
    /// the first of it.
    #[must_use]
    pub fn met_by(&self, as_at: NaiveDate) -> Option<&Discharge> {
        let own = self.discharged.as_ref();
        own.filter(|done| done.date.value.earliest().is_none_or(|first| first <= as_at))
    }
}

words! {
    "a word for those a duty is owed to"
    /// Those a duty is owed to, where they are not one body.
    pub enum People {
        /// Everybody.
        Public = "public",
        /// People who use the services, or may use them.
        Users = "users",
        /// Those who care for them.
        Carers = "carers",
        /// Those who speak for them.
        Representatives = "representatives",
        /// Those who provide, or may provide, services.
        Suppliers = "suppliers",
        /// The people who work in the services.
        Staff = "staff",
    }
}

/// One of those a duty is owed to: people in general, or a body.
#[derive(Clone, Debug)]
pub enum Audience {
    /// People in general.
    People(Spanned<People>),
    /// A body.
    Body(Ref<AudienceBody>),
}

/// A body that a duty is owed to; messages also name the words that can stand in its place.
#[derive(Debug)]
pub enum AudienceBody {}

impl Target for AudienceBody {
    const KIND: Kind = Kind::Body;
    const EXPECTED: &'static str =
        "a body, or one of the words public, users, carers, representatives, suppliers, staff";
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::People(people) => people.serialize(serializer),
            Self::Body(body) => body.serialize(serializer),
        }
    }
}

impl Shape for Audience {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        if let Value::Scalar(scalar) = &node.value
            && let Ok(people) = scalar.text.parse::<People>()
        {
            return Some(Self::People(Spanned::new(people, node.span)));
        }
        Ref::read(node, reader).map(Self::Body)
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "anyOf": [Spanned::<People>::schema(), Ref::<AudienceBody>::schema()] })
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        if let Self::Body(body) = self {
            body.visit(visit);
        }
    }
}

impl Target for Duty {
    const KIND: Kind = Kind::Duty;
    const EXPECTED: &'static str = "a duty";
}

impl Record for Duty {
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
