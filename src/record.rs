//! What all records share: ids, kinds, references, and the entry that holds one in its place.

pub mod body;
pub mod change;
pub mod correction;
pub mod determination;
pub mod duty;
pub mod look;
pub mod resolution;
pub mod settings;
pub mod tombstone;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::portable;
use crate::register::codes;
use crate::shape::{Leaf, Reader, Scalar, Shape, codes::clip};
use crate::source::{SourceId, Span, Spanned};
use crate::value::{Address, PartialDate, Status, Text, is_slug, slug};
use crate::yaml::{Node, Scalar as Written, Value};
use body::Role;
use correction::Correction;
use tombstone::Tombstone;

/// The name of a record: the stem of its file, known before the file is read.
///
/// Small letters and digits joined by hyphens, at most 100 bytes, and no name that Windows or the site keeps for itself.
/// Cloning one is cheap: indexes hold the same id many times.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Arc<str>);

impl RecordId {
    /// Reads an id; the error says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, String> {
        const KEPT: [&str; 3] = ["index", "unknown", "none"];
        if text.len() > 100 {
            return Err("it is longer than 100 letters".to_owned());
        }
        if !is_slug(text) {
            return Err("an id is made of small letters and digits, joined by single hyphens".to_owned());
        }
        // Those that look like devices to people, too: they have always been refused.
        if portable::is_device(text) || matches!(text, "com" | "lpt" | "com0" | "lpt0") {
            return Err("Windows keeps this name for a device and cannot store a file so called".to_owned());
        }
        let page = text
            .strip_prefix("page-")
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
        if KEPT.contains(&text) || page {
            return Err("the site keeps this name for a page of its own".to_owned());
        }
        Ok(Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The five kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A council, committee, NHS body or provider.
    Body,
    /// A service change.
    Change,
    /// One item of one meeting.
    Resolution,
    /// One body's view of one change.
    Determination,
    /// A duty that somebody owes.
    Duty,
}

impl Kind {
    /// All kinds, in the order in which one leans on another.
    pub const ALL: [Self; 5] = [
        Self::Body,
        Self::Change,
        Self::Resolution,
        Self::Determination,
        Self::Duty,
    ];

    /// The word for one, as in commands: `scrutiny add change`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Change => "change",
            Self::Resolution => "resolution",
            Self::Determination => "determination",
            Self::Duty => "duty",
        }
    }

    /// The folder they are kept in, which is also the first part of their addresses on the site.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Body => "bodies",
            Self::Change => "changes",
            Self::Resolution => "resolutions",
            Self::Determination => "determinations",
            Self::Duty => "duties",
        }
    }

    /// The kind kept in a folder.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// The kind from either word: `change` or `changes`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| word == kind.word() || word == kind.folder())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// What a reference may point at: a kind of record and, for bodies, the roles that fit.
pub trait Target: 'static {
    /// The kind of record.
    const KIND: Kind;
    /// The roles a body must have one of; empty where any will do.
    const ROLES: &'static [Role] = &[];
    /// What is expected, for messages: "a council".
    const EXPECTED: &'static str;
}

/// The name of a record of a certain kind, where another record writes it.
pub struct Ref<T> {
    /// The id of the record that is meant.
    pub id: RecordId,
    /// Where the reference stands.
    pub span: Span,
    target: PhantomData<fn() -> T>,
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            span: self.span,
            target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.id, out)
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

/// A reference as the checks see it.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The id of the record that is meant.
    pub id: &'a RecordId,
    /// Where the reference stands.
    pub span: Span,
    /// The kind it must be of.
    pub kind: Kind,
    /// The roles a body must have one of; empty where any will do.
    pub roles: &'static [Role],
    /// What is expected, for messages.
    pub expected: &'static str,
}

/// The form of an id, for schemas.
const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// Reads an id where `expected` should be named.
fn read_id(text: &str, span: Span, expected: &str, reader: &mut Reader<'_>) -> Option<RecordId> {
    match RecordId::new(text) {
        Ok(id) => Some(id),
        Err(reason) => {
            let message = format!("`{}` is not the id of {expected}", clip(text));
            let problem = Diagnostic::new(&codes::BAD_ID, reader.at(span), message).label(reason);
            let mended = slug(text);
            reader.fail(problem.cure(match RecordId::new(&mended) {
                Ok(id) => format!("write the id of a record, such as `{id}`"),
                Err(_) => "write the id of a record: the name of its file without `.yaml`".to_owned(),
            }))
        }
    }
}

/// An id on its own, such as one that a record had before: it names no record that must be there.
impl Scalar for RecordId {
    const EXPECTED: &'static str = "an id";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        read_id(&scalar.text, span, "a record", reader)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": ID_PATTERN })
    }
}

impl<T: Target> Shape for Ref<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Scalar(scalar) = &node.value else {
            return reader.wrong_type(node, &format!("the id of {}", T::EXPECTED));
        };
        read_id(&scalar.text, node.span, T::EXPECTED, reader).map(|id| Self {
            id,
            span: node.span,
            target: PhantomData,
        })
    }

    fn schema() -> Json {
        json!({
            "type": "string",
            "pattern": ID_PATTERN,
            "description": format!("The id of {}.", T::EXPECTED),
        })
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        visit(Leaf::Link(Link {
            id: &self.id,
            span: self.span,
            kind: T::KIND,
            roles: T::ROLES,
            expected: T::EXPECTED,
        }));
    }
}

/// A kind of record.
pub trait Record: Shape + Target + Serialize + Send + Sync {
    /// What the record says of its own state.
    fn stated(&self) -> Option<Status>;

    /// Whether it is ready to be published. A record that says nothing is.
    fn status(&self) -> Status {
        self.stated().unwrap_or(Status::Recorded)
    }

    /// What it is called in lists and messages.
    fn title(&self) -> &str;

    /// The ids it had before; their addresses lead to it.
    fn aliases(&self) -> &[Spanned<RecordId>];

    /// What was put right in it after it was made, the oldest first.
    fn corrections(&self) -> &[Correction];

    /// The JSON Schema of its file: the record, or the tombstone of one that was withdrawn.
    fn file_schema() -> Json {
        let mut schema = Self::schema();
        let Some(fields) = schema.as_object_mut() else {
            return schema;
        };
        let required = fields.remove("required").unwrap_or_default();
        if let Some(properties) = fields.get_mut("properties").and_then(Json::as_object_mut) {
            let tombstone = Tombstone::schema();
            properties.insert(
                tombstone::FIELD.to_owned(),
                tombstone["properties"][tombstone::FIELD].clone(),
            );
        }
        fields.insert("if".into(), json!({ "required": [tombstone::FIELD] }));
        fields.insert("then".into(), json!({ "maxProperties": 1 }));
        fields.insert("else".into(), json!({ "required": required }));
        schema
    }
}

/// A record in its place.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// Its id.
    pub id: RecordId,
    /// The file it was read from.
    pub source: SourceId,
    /// The path of that file.
    pub path: Box<str>,
    /// What it says.
    pub body: T,
}

crate::shape! {
    "a source"
    /// Where a statement comes from: a paper, page, notice or letter.
    pub struct Document {
        /// What it is called.
        pub title: Spanned<Text>,
        /// Where it can be read.
        pub address: Option<Spanned<Address>>,
        /// Its own date.
        pub dated: Spanned<PartialDate>,
        /// The day it was looked at.
        pub seen: Spanned<PartialDate>,
    }
}
