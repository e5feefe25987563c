//! YAML text to a tree in which every value knows its place.
//!
//! What makes YAML surprising or dangerous is refused: anchors, aliases, merge keys, tags, second documents, directives,
//! duplicate keys, deep nesting.

pub mod codes;
mod edit;
mod graft;
mod marks;
mod plain;
mod quick;
mod quote;
mod syntax;
mod values;
mod way;
mod whole;
mod write;

pub use edit::{EditError, Put, set};
pub use graft::{Graft, Part, append, append_word, graft, insert};
pub(crate) use marks::marks;
pub use plain::ambiguous;
pub use quote::quote;
pub use values::{json, parse, to_json, values};
pub use way::{Way, way};
pub use write::write;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Location, Refusal, Source, SourceId, Span, Spanned};

/// Deepest nesting taken in. A record needs six levels.
pub const DEPTH_LIMIT: usize = 32;

/// Most fields taken in at one level. The largest record has thirty.
pub const FIELD_LIMIT: usize = 500;

/// Most values and names of fields taken in from one file. A large record has a few hundred.
pub const NODE_LIMIT: usize = 20_000;

/// A value and its place. What stands in the file word for word is not copied from it.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// The value.
    pub value: Value<'s>,
    /// Where it stands. For a mapping or list, from its first key or item.
    pub span: Span,
}

/// What a node holds. Scalars are text: what `no` or `2025` means is for the reader of the field to say.
#[derive(Clone, Debug)]
pub enum Value<'s> {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// Text, and how it was written.
    Scalar(Scalar<'s>),
    /// A list.
    List(Vec<Node<'s>>),
    /// Fields in the order written, each once.
    Map(Vec<Field<'s>>),
}

/// The name of a field.
pub type Name<'s> = Spanned<Cow<'s, str>>;

/// The name of a field, and its value.
pub type Field<'s> = (Name<'s>, Node<'s>);

/// A piece of text as YAML gives it.
#[derive(Clone, Debug)]
pub struct Scalar<'s> {
    /// The text after quotes, escapes and folding are taken away.
    pub text: Cow<'s, str>,
    /// Whether it stood without quotes and not as a block, so that other YAML readers may take it for something else.
    pub plain: bool,
}

impl<'s> Value<'s> {
    /// What a text means by itself: without quotes, a few words stand for nothing.
    fn of(text: Cow<'s, str>, plain: bool) -> Self {
        if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
            Self::Null
        } else {
            Self::Scalar(Scalar { text, plain })
        }
    }

    /// What the value is, in words for a message.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a group of fields",
        }
    }
}

/// Reads a source into a tree. Problems are added to `problems`; where the text cannot be trusted as a whole
/// (it is not YAML, or uses what is refused) there is no tree, so that one fault is not reported twice.
pub fn read<'s>(id: SourceId, source: &'s Source, problems: &mut Diagnostics) -> Option<Node<'s>> {
    if let Some(refusal) = &source.refusal {
        problems.push(refused(id, source, refusal));
        return None;
    }
    read_text(id, &source.text, problems)
}

fn read_text<'s>(id: SourceId, text: &'s str, problems: &mut Diagnostics) -> Option<Node<'s>> {
    if let Some(found) = codes::forbidden_character(text) {
        problems.push(codes::forbidden(id, found));
        return None;
    }
    quick::read(text).or_else(|| match marks(id, text) {
        Some(problem) => {
            problems.push(problem);
            None
        }
        None => whole::read(id, text, problems),
    })
}

/// A file whose text was not taken in, as a problem.
pub fn refused(id: SourceId, source: &Source, refusal: &Refusal) -> Diagnostic {
    let at = |start, end| Location {
        source: id,
        span: Span::new(start, end),
    };
    match refusal {
        Refusal::TooLarge(bytes) => Diagnostic::new(
            &codes::FILE_TOO_LARGE,
            at(0, 0),
            format!(
                "this file is too large: {bytes} bytes, where at most {} are read",
                Source::LIMIT
            ),
        )
        .cure("keep one item of one meeting in a record, and link to long documents instead of pasting them"),
        Refusal::NotUtf8(offset) => Diagnostic::new(
            &codes::NOT_UTF8,
            at(*offset, *offset + 3),
            "this file is not UTF-8 text from here on",
        )
        .cure("open it in an editor and save it again as UTF-8"),
        Refusal::Link => Diagnostic::new(
            &codes::NOT_A_FILE,
            at(0, 0),
            "this is a link to another file, not a file",
        )
        .cure("put the file itself here: a register may not lead out of its own folder"),
        Refusal::Folder => Diagnostic::new(
            &codes::NOT_A_FILE,
            at(0, 0),
            "this is a folder named like a record",
        )
        .cure("rename the folder, or move what is in it"),
        Refusal::Special => Diagnostic::new(&codes::NOT_A_FILE, at(0, 0), "this is not an ordinary file")
            .cure("remove it from the records folder"),
        Refusal::NotRead => Diagnostic::new(&codes::NOT_A_FILE, at(0, 0), "this file was not read"),
        Refusal::Unreadable(reason) => Diagnostic::new(
            &codes::NOT_A_FILE,
            at(0, 0),
            format!("this cannot be read: {reason}"),
        )
        .cure(format!("check the name of {} and who may read it", source.path)),
    }
}
