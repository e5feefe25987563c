//! Conditions: when a provision applies, as a tree of facts that is weighed to yes, no, disputed or unknown.
//!
//! ```yaml
//! when:
//!   all:
//!     - proposal
//!     - any: [icb-commissions, nhs-england-commissions]
//!     - not: abandoned
//!     - applies: hs-reg23-1a-consult
//!     - {event: consultation-began, before: 2024-01-31}
//! ```

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::codes;
use super::fact::{Event, Fact};
use super::provision::{Day, ProvisionId};
use crate::diagnostic::Diagnostic;
use crate::shape;
use crate::shape::{Leaf, Reader, Shape};
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// When a provision applies.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A fact holds.
    Fact(Spanned<Fact>),
    /// All hold. All of nothing holds always.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// Another provision applies: to the same council where it arises council by council, or to any of them where this
    /// one arises once for a proposal.
    Applies(Spanned<ProvisionId>),
    /// An event happened before a day.
    Before(When),
}

shape! {
    "a condition on an event"
    /// That an event happened before a day.
    pub struct When {
        /// The event.
        pub event: Spanned<Event>,
        /// The day after the last that counts.
        pub before: Spanned<Day>,
    }
}

impl Condition {
    /// Shows each part of the tree, itself first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(visit)),
            Self::Not(part) => part.walk(visit),
            Self::Fact(_) | Self::Applies(_) | Self::Before(_) => {}
        }
    }
}

impl Shape for Condition {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(fields) = &node.value else {
            return Spanned::read(node, reader).map(Self::Fact);
        };
        if let [(name, inner)] = fields.as_slice() {
            match &*name.value {
                "all" => return Vec::read(inner, reader).map(Self::All),
                "any" => return Vec::read(inner, reader).map(Self::Any),
                "not" => return Self::read(inner, reader).map(|part| Self::Not(Box::new(part))),
                "applies" => return Spanned::read(inner, reader).map(Self::Applies),
                _ => {}
            }
        }
        if fields.iter().any(|(name, _)| name.value == "event") {
            return When::read(node, reader).map(Self::Before);
        }
        let problem = Diagnostic::new(
            &codes::BAD_CONDITION,
            reader.at(node.span),
            "this is not a condition",
        )
        .cure("write a fact, or one of `all`, `any`, `not`, `applies`, or `event` with `before`");
        reader.fail(problem)
    }

    fn schema() -> Json {
        // A tree would need a schema that names itself; editors are told the outermost forms.
        json!({ "anyOf": [Spanned::<Fact>::schema(), { "type": "object", "minProperties": 1, "maxProperties": 2 }] })
    }

    fn visit<'a>(&'a self, _visit: &mut dyn FnMut(Leaf<'a>)) {}
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, mut map) = match self {
            Self::Fact(fact) => return fact.serialize(serializer),
            Self::Before(when) => return when.serialize(serializer),
            Self::All(_) => ("all", serializer.serialize_map(Some(1))?),
            Self::Any(_) => ("any", serializer.serialize_map(Some(1))?),
            Self::Not(_) => ("not", serializer.serialize_map(Some(1))?),
            Self::Applies(_) => ("applies", serializer.serialize_map(Some(1))?),
        };
        match self {
            Self::All(parts) | Self::Any(parts) => map.serialize_entry(name, parts)?,
            Self::Not(part) => map.serialize_entry(name, part)?,
            Self::Applies(id) => map.serialize_entry(name, id)?,
            Self::Fact(_) | Self::Before(_) => {}
        }
        map.end()
    }
}
