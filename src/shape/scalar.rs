//! Values written as one piece of text.

use serde_json::{Value as Json, json};

use super::{Leaf, Reader, codes};
use crate::source::Span;
use crate::yaml::Scalar as Written;

/// A value written as one piece of text; [`Spanned`](crate::source::Spanned) adds its place.
pub trait Scalar: Sized {
    /// What is expected, for messages: "a date", "the id of a record".
    const EXPECTED: &'static str;
    /// Whether what is written may begin with #, which without quotes begins a comment instead.
    const BEGINS_WITH_HASH: bool = false;

    /// Reads the text; where that fails the problem is reported and there is no value.
    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self>;

    /// What a field that is not written means; `None` where it must be written.
    fn absent() -> Option<Self> {
        None
    }

    /// Its JSON Schema.
    fn schema() -> Json;

    /// The value as a check sees it.
    fn leaf(&self, _span: Span) -> Option<Leaf<'_>> {
        None
    }
}

/// A word of a closed list and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpec {
    /// The word as it is written in records.
    pub word: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
}

/// A whole number from 0 up.
impl Scalar for u32 {
    const EXPECTED: &'static str = "a whole number";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        // No sign, and no zero in front, which other readers take for a number of base eight.
        let text = &*scalar.text;
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        match text.parse() {
            Ok(number) if plain => Some(number),
            _ => {
                let problem = codes::not_a_number(reader.at(span), &scalar.text);
                reader.fail(problem)
            }
        }
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}
