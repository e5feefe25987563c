//! The small values that records are made of: text, dates as far as they are known, three-valued facts.

pub mod codes;
mod colour;
mod date;
mod hexadecimal;
mod print;
pub mod spoken;

pub use colour::{Colour, READABLE};
pub(crate) use date::YEARS;
pub use date::{PartialDate, with_weekday};
pub(crate) use hexadecimal::{from_hexadecimal, hexadecimal, push_hexadecimal};
pub use print::{Fingerprint, sum};

use std::fmt;
use std::ops::Deref;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::shape::{Leaf, Reader, Scalar, codes::clip, codes::text as read_text};
use crate::source::Span;
use crate::words;
use crate::yaml::Scalar as Written;

/// Public text, shown exactly as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Text(Box<str>);

/// Public text in Markdown, for what needs paragraphs, lists or links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Markdown(Box<str>);

/// The address of a page on the web; only `http` and `https`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address(Box<str>);

/// A name in small letters, digits and hyphens, such as a service (`mental-health`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Slug(Box<str>);

/// The SHA-256 sum of what was read, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sha256(Box<str>);

macro_rules! text_like {
    ($($name:ident),+) => {$(
        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )+};
}

text_like!(Text, Markdown, Address, Slug, Sha256);

impl Text {
    /// A sentence of the program's own.
    pub(crate) fn of(sentence: &str) -> Self {
        Self(sentence.into())
    }
}

impl Scalar for Text {
    const EXPECTED: &'static str = "text";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        read_text(scalar, span, reader).map(Self)
    }

    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }

    fn leaf(&self, span: Span) -> Option<Leaf<'_>> {
        Some(Leaf::Text(&self.0, span))
    }
}

impl Scalar for Markdown {
    const EXPECTED: &'static str = "text";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        read_text(scalar, span, reader).map(Self)
    }

    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1, "description": "Markdown." })
    }

    fn leaf(&self, span: Span) -> Option<Leaf<'_>> {
        Some(Leaf::Markdown(&self.0, span))
    }
}

/// Whether a character cannot stand in an address as it is written in text.
fn is_no_address(c: char) -> bool {
    matches!(c, '<' | '>' | '"' | '\'' | '`' | '{' | '}' | '|' | '\\' | '^')
        || c.is_whitespace()
        || c.is_control()
}

impl Scalar for Address {
    const EXPECTED: &'static str = "a web address";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let text = &*scalar.text;
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let sound = rest.is_some_and(|rest| {
            rest.starts_with(|first: char| first.is_alphanumeric() || first == '[')
                && !rest.contains(is_no_address)
        });
        if sound {
            return Some(Self(text.into()));
        }
        let message = format!("`{}` is not a web address", clip(text));
        let problem = Diagnostic::new(&codes::BAD_ADDRESS, reader.at(span), message)
            .cure("write the whole address, beginning with https:// and without spaces");
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "format": "uri", "pattern": "^https?://" })
    }
}

impl Scalar for Slug {
    const EXPECTED: &'static str = "a name in small letters and hyphens";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let text = &*scalar.text;
        if is_slug(text) {
            return Some(Self(text.into()));
        }
        let message = format!(
            "`{}` is not a name in small letters, digits and hyphens",
            clip(text)
        );
        let mut problem = Diagnostic::new(&codes::BAD_SLUG, reader.at(span), message);
        let mended = slug(text);
        if !mended.is_empty() {
            problem = problem.cure(format!("write `{mended}`"));
        }
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
    }
}

impl Scalar for Sha256 {
    const EXPECTED: &'static str = "a SHA-256 sum";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let text = &*scalar.text;
        if text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Some(Self(text.into()));
        }
        let problem = Diagnostic::new(&codes::BAD_SUM, reader.at(span), "this is not a SHA-256 sum")
            .cure("write the 64 digits 0-9 and letters a-f that `sha256sum FILE` prints");
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
    }
}

/// Whether text is made of small letters and digits joined by single hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Text as it is compared and made into ids: in small letters, without accents, with straight apostrophes.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' => out.push('c'),
            'è'..='ë' | 'ē' => out.push('e'),
            'ì'..='ï' | 'ī' => out.push('i'),
            'ñ' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ù'..='ü' | 'ū' | 'ŵ' => out.push(if c == 'ŵ' { 'w' } else { 'u' }),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ß' => out.push_str("ss"),
            '\u{2018}' | '\u{2019}' => out.push('\''),
            other => out.push(other),
        }
    }
    out
}

/// Text with its first letter made a capital, to begin a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The nearest slug to some text: small letters and digits joined by hyphens, at most 100 bytes; may be empty.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') && c != '\'' && c != '\u{2019}' {
            out.push('-');
        }
        if out.len() >= 100 {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

words! {
    "an answer of yes, no or unknown"
    /// A fact as the record states it. What is not recorded is unknown, never no.
    pub enum Truth {
        /// It is so, on the record.
        Yes = "yes",
        /// It is not so, on the record.
        No = "no",
        /// The record does not say.
        Unknown = "unknown",
    }
    absent Unknown
}

words! {
    "a state of a record (draft or recorded)"
    /// Whether a record is ready to be published.
    pub enum Status {
        /// Still being written: kept out of the site, its lists, data and history.
        Draft = "draft",
        /// Ready. This is what a record is that does not say otherwise.
        Recorded = "recorded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_made_from_titles() {
        assert_eq!(
            slug("All-age mental health: Kent's plan!"),
            "all-age-mental-health-kents-plan"
        );
        assert_eq!(slug("Café at St John’s"), "cafe-at-st-johns");
        assert_eq!(slug("  "), "");
        assert!(is_slug(&slug("Therapeutic Alliance (Medway)")));
    }
}
