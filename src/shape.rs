//! The shape of records: one definition of a struct gives its reader, its JSON Schema and the walk over its values.
//!
//! A record kind is written once, as a struct inside [`shape!`](crate::shape!), with a sentence on each field. From that come
//! the strict reader that reports every fault of a file at once, `scrutiny schema`, and the links and texts that
//! the checks look at. A field that is added is read, described and checked by being there.

pub mod codes;
mod reader;
mod scalar;
mod suggest;

pub use reader::{Fields, Reader};
pub use scalar::{Scalar, WordSpec};
pub use suggest::nearest;

use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::record::Link;
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

/// Something that can be read from a record.
pub trait Shape: Sized {
    /// Reads it from a node; where that fails the problems are reported and there is no value.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;

    /// What a field that is not written means; `None` where it must be written.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether what is written may begin with #, which without quotes begins a comment and leaves nothing.
    fn begins_with_hash() -> bool {
        false
    }

    /// Its JSON Schema, for editors.
    fn schema() -> Json;

    /// Shows each value in it that a check may want to see.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>));
}

/// A value inside a record, as the checks see it.
#[derive(Clone, Copy, Debug)]
pub enum Leaf<'a> {
    /// Public text on one line.
    Text(&'a str, Span),
    /// Public text in Markdown.
    Markdown(&'a str, Span),
    /// The name of another record.
    Link(Link<'a>),
}

/// Schema of a mapping: its description and, for each field, name, description, schema and whether it must be there.
pub fn object_schema(about: &str, fields: Vec<(&'static str, String, Json, bool)>) -> Json {
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.3)
        .map(|field| field.0)
        .collect();
    let mut properties = serde_json::Map::new();
    for (name, about, mut schema, _) in fields {
        if let Some(object) = schema.as_object_mut() {
            let own = object
                .get("description")
                .and_then(Json::as_str)
                .unwrap_or("")
                .to_owned();
            let both = [about.trim(), own.trim()].join(" ");
            object.insert("description".into(), both.trim().into());
        }
        properties.insert(name.to_owned(), schema);
    }
    json!({
        "type": "object",
        "description": about.trim(),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Either of two schemas.
fn or_null(schema: &Json) -> Json {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

impl<T: Shape> Shape for Option<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn begins_with_hash() -> bool {
        T::begins_with_hash()
    }

    fn schema() -> Json {
        or_null(&T::schema())
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        if let Some(value) = self {
            value.visit(visit);
        }
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::List(items) => Some(items.iter().filter_map(|item| T::read(item, reader)).collect()),
            Value::Scalar(_) | Value::Map(_) => {
                let message = format!("a list belongs here, not {}", node.value.describe());
                let problem = Diagnostic::new(&codes::WRONG_TYPE, reader.at(node.span), message)
                    .cure("write it as a list: [one, another], or one item a line after a hyphen");
                reader.fail(problem)
            }
            Value::Null => Some(Self::new()),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn schema() -> Json {
        or_null(&json!({ "type": "array", "items": T::schema() }))
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        for item in self {
            item.visit(visit);
        }
    }
}

impl<T: Scalar> Shape for Spanned<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Scalar(scalar) => {
                T::parse(scalar, node.span, reader).map(|value| Self::new(value, node.span))
            }
            _ => reader.wrong_type(node, T::EXPECTED),
        }
    }

    fn absent() -> Option<Self> {
        T::absent().map(|value| Self::new(value, Span::default()))
    }

    fn begins_with_hash() -> bool {
        T::BEGINS_WITH_HASH
    }

    fn schema() -> Json {
        T::schema()
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'a>)) {
        if let Some(leaf) = self.value.leaf(self.span) {
            visit(leaf);
        }
    }
}

/// Defines a struct of a record's fields together with its [`Shape`].
///
/// The sentence before the struct ends up in the schema, as do the sentences before its fields.
#[macro_export]
macro_rules! shape {
    ($what:literal $(#[doc = $about:literal])+ pub struct $name:ident {
        $($(#[doc = $doc:literal])+ pub $field:ident: $type:ty,)+
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, serde::Serialize)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)+
        }

        impl $crate::shape::Shape for $name {
            fn read(node: &$crate::yaml::Node, reader: &mut $crate::shape::Reader<'_>) -> Option<Self> {
                const NAMES: &[&str] = &[$(stringify!($field)),+];
                let fields = reader.fields(node, $what, NAMES)?;
                // Every field is read before any is missed, so that all faults are reported at once.
                $(let $field = fields.take::<$type>(stringify!($field), reader);)+
                Some(Self { $($field: $field?,)+ })
            }

            fn schema() -> serde_json::Value {
                $crate::shape::object_schema(
                    concat!($($about),+),
                    vec![$((
                        stringify!($field),
                        concat!($($doc),+).to_owned(),
                        <$type as $crate::shape::Shape>::schema(),
                        <$type as $crate::shape::Shape>::absent().is_none(),
                    )),+],
                )
            }

            fn visit<'a>(&'a self, visit: &mut dyn FnMut($crate::shape::Leaf<'a>)) {
                $($crate::shape::Shape::visit(&self.$field, visit);)+
            }
        }
    };
}

/// Defines a closed list of words, each with the sentence that says what it means; after `absent` comes the one that a
/// field stands for where it is not written.
#[macro_export]
macro_rules! words {
    ($what:literal $(#[doc = $about:literal])+ pub enum $name:ident {
        $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+
    } $(absent $absent:ident)?) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub enum $name {
            $($(#[doc = $doc])+ #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word with its meaning, in the order of the schema.
            pub const ALL: &[(Self, $crate::shape::WordSpec)] = &[
                $((Self::$variant, $crate::shape::WordSpec { word: $word, about: concat!($($doc),+) })),+
            ];

            /// The words with their meanings, where the values do not matter.
            pub const WORDS: &[$crate::shape::WordSpec] = &[
                $($crate::shape::WordSpec { word: $word, about: concat!($($doc),+) }),+
            ];

            /// The word as it is written in records.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The word as it is written in a sentence.
            pub fn plain(self) -> String {
                self.word().replace('-', " ")
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            /// Reads the word; the error names the words there are.
            fn from_str(text: &str) -> Result<Self, String> {
                // On the command line capitals mean nothing; in records the word is written as it is.
                let small = text.to_lowercase();
                Self::ALL
                    .iter()
                    .find(|(_, spec)| spec.word == small)
                    .map(|(value, _)| *value)
                    .ok_or_else(|| $crate::shape::codes::not_among(text, $what, Self::ALL.iter().map(|(_, spec)| spec.word)))
            }
        }

        impl $crate::shape::Scalar for $name {
            const EXPECTED: &'static str = $what;

            fn parse(
                scalar: &$crate::yaml::Scalar,
                span: $crate::source::Span,
                reader: &mut $crate::shape::Reader<'_>,
            ) -> Option<Self> {
                $crate::shape::codes::word(scalar, span, reader, $what, Self::ALL)
            }

            $(fn absent() -> Option<Self> {
                Some(Self::$absent)
            })?

            fn schema() -> serde_json::Value {
                $crate::shape::codes::word_schema(Self::ALL.iter().map(|(_, spec)| spec))
            }
        }
    };
}
