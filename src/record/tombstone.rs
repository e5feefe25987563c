//! Tombstones: what stands in the file of a record that has been withdrawn.
//!
//! The file keeps its name, so that its id and its address are never given to another record and its history goes on; of
//! what the record said nothing is left in it.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::{Kind, Link, RecordId};
use crate::diagnostic::Diagnostic;
use crate::register::{self, codes};
use crate::shape;
use crate::shape::codes::clip;
use crate::shape::{Leaf, Reader, Scalar};
use crate::source::{Span, Spanned};
use crate::value::{Address, PartialDate, Text};
use crate::yaml::{Name, Node, Scalar as Written, Value};

/// The field that makes a file a tombstone.
pub const FIELD: &str = "withdrawn";

shape! {
    "a withdrawn record"
    /// What stands in the file of a record that has been withdrawn: nothing but when and why.
    pub struct Tombstone {
        /// When and why the record was withdrawn. Nothing else stands in the file then.
        pub withdrawn: Withdrawn,
    }
}

shape! {
    "a withdrawal"
    /// When and why a record was withdrawn.
    pub struct Withdrawn {
        /// The day.
        pub date: Spanned<PartialDate>,
        /// Why, in a sentence for the public. It must not repeat what had to be taken away.
        pub reason: Spanned<Text>,
        /// Where to look instead: a record, such as changes/ward-move-2026, or a web address.
        pub see: Option<Spanned<See>>,
    }
}

/// Where to look instead of a withdrawn record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum See {
    /// Another record.
    Record(Kind, RecordId),
    /// A page on the web.
    Web(Address),
}

/// The fields of a tombstone's file that must not be there; none where the file is no tombstone.
pub fn beside<'n>(node: &'n Node<'_>) -> Option<Vec<&'n Name<'n>>> {
    let Value::Map(fields) = &node.value else {
        return None;
    };
    let names = || fields.iter().map(|(name, _)| name);
    names()
        .any(|name| name.value == FIELD)
        .then(|| names().filter(|name| name.value != FIELD).collect())
}

impl Tombstone {
    /// The record to look at instead, as a reference that must hold.
    pub fn link(&self) -> Option<Link<'_>> {
        let see = self.withdrawn.see.as_ref()?;
        match &see.value {
            See::Record(kind, id) => Some(Link {
                id,
                span: see.span,
                kind: *kind,
                roles: &[],
                expected: "a record",
            }),
            See::Web(_) => None,
        }
    }
}

impl fmt::Display for See {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(kind, id) => write!(out, "{}/{id}", kind.folder()),
            Self::Web(address) => out.write_str(address),
        }
    }
}

impl Serialize for See {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Scalar for See {
    const EXPECTED: &'static str = "a record, such as changes/ward-move-2026, or a web address";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let text = &*scalar.text;
        if text.contains(':') {
            return Address::parse(scalar, span, reader).map(Self::Web);
        }
        if let Some((kind, id)) = register::meant(text).filter(|_| !text.contains('#')) {
            return Some(Self::Record(kind, id));
        }
        let message = format!("`{}` is neither a record nor a web address", clip(text));
        let problem = Diagnostic::new(&codes::BAD_ID, reader.at(span), message).cure(
            "write a record with its folder, such as changes/ward-move-2026, or a whole https:// address",
        );
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "minLength": 3 })
    }

    fn leaf(&self, _: Span) -> Option<Leaf<'_>> {
        None
    }
}
