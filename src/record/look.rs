//! How the site looks: a register's own logo and colours.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::portable;
use crate::shape;
use crate::shape::codes::clip;
use crate::shape::{Reader, Scalar};
use crate::source::{Span, Spanned};
use crate::value::{Colour, Text, codes};
use crate::yaml::Scalar as Written;

shape! {
    "the look of the site"
    /// The logo and the colours of the site. What is not written stays as the program brings it.
    pub struct Look {
        /// The file of the logo below templates/assets/: an SVG or PNG.
        pub logo: Option<Spanned<AssetName>>,
        /// What the logo says, for those who do not see it. Left out where it says no more than the name beside it.
        pub logo_words: Option<Spanned<Text>>,
        /// The colour of the head of each page. The words on it are black or white, whichever can be read.
        pub brand: Option<Spanned<Colour>>,
        /// The colour of links.
        pub link: Option<Spanned<Colour>>,
        /// Colours for readers who prefer a dark screen, where they are to be others.
        pub dark: Option<DarkLook>,
    }
}

shape! {
    "the look on a dark screen"
    /// Colours for readers who prefer a dark screen.
    pub struct DarkLook {
        /// The colour of the head of each page; left out where it is the same.
        pub brand: Option<Spanned<Colour>>,
        /// The colour of links.
        pub link: Option<Spanned<Colour>>,
    }
}

/// The name of a file below `templates/assets/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssetName(Box<str>);

impl AssetName {
    /// Whether a name can be that of an asset: it becomes a file and an address, so it is made of plain letters only
    /// and leads no way out of its folder.
    pub fn is_sound(name: &str) -> bool {
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        name.split('/').all(plain) && portable::trouble(name).is_none()
    }
}

impl Deref for AssetName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AssetName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Scalar for AssetName {
    const EXPECTED: &'static str = "the name of a file below templates/assets/";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        let text = &*scalar.text;
        let is_picture = [".svg", ".png"].iter().any(|ending| text.ends_with(ending));
        if is_picture && Self::is_sound(text) {
            return Some(Self(text.into()));
        }
        let message = format!("`{}` is not the name of a logo's file", clip(text));
        let problem = Diagnostic::new(&codes::BAD_LOGO, reader.at(span), message).cure(
            "put an SVG or PNG into templates/assets/ and write its name, such as crest.svg: letters, digits, hyphens, \
             underscores and full stops",
        );
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\\.(svg|png)$" })
    }
}
