//! The file that names the registers of a national site: its shape, and its reader.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::record::RecordId;
use crate::record::look::Look;
use crate::record::settings::{Licence, Settings};
use crate::register::codes;
use crate::shape;
use crate::shape::codes::clip;
use crate::shape::{Reader, Scalar, Shape};
use crate::source::{Source, SourceId, Span, Spanned};
use crate::value::{Address, PartialDate, Text};
use crate::yaml::{self, Scalar as Written};

/// Longest prefix, in letters: what is left of an id's length must be enough to tell records apart.
const LONGEST: usize = 24;

/// The short word that stands before an id which several registers hold: letters and digits, and no hyphen, so that the
/// first hyphen of such an id always ends it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(Box<str>);

impl Prefix {
    /// Reads a prefix; the error says what is wrong with it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} letters"));
        }
        if text.is_empty()
            || !text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        {
            return Err("a prefix is one word of small letters and digits, without hyphens".to_owned());
        }
        // `page-2` is a page of a list, and no record.
        if text == "page" {
            return Err("the site keeps this word for its own pages".to_owned());
        }
        RecordId::new(text).map(|_| Self(text.into()))
    }

    /// The prefix as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for Prefix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Scalar for Prefix {
    const EXPECTED: &'static str = "a prefix such as northmere";

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        match Self::new(&scalar.text) {
            Ok(prefix) => Some(prefix),
            Err(reason) => {
                let message = format!("`{}` is not the prefix of a register", clip(&scalar.text));
                let problem = Diagnostic::new(&codes::BAD_ID, reader.at(span), message).label(reason);
                reader.fail(problem.cure("write one short word, such as `northmere`"))
            }
        }
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[a-z0-9]+$", "maxLength": LONGEST })
    }
}

shape! {
    "a list of registers"
    /// The registers that are published as one site, and what that site says of itself.
    pub struct Listing {
        /// The name of the site, shown at the head of every page.
        pub name: Spanned<Text>,
        /// A sentence on what it holds.
        pub about: Option<Spanned<Text>>,
        /// Who publishes the site; each register keeps its own publisher.
        pub publisher: Spanned<Text>,
        /// The address it is published at; needed for feeds and for links from elsewhere.
        pub base_address: Option<Spanned<Address>>,
        /// Where to report a mistake of the site.
        pub contact: Option<Spanned<Address>>,
        /// The licence of what the site adds; each register has its own.
        pub licence: Option<Licence>,
        /// The areas it covers.
        pub areas: Vec<Spanned<Text>>,
        /// What is known to be missing, in sentences; what each register says of itself is added.
        pub missing: Vec<Spanned<Text>>,
        /// Its logo and colours, where they are to be its own.
        pub look: Option<Look>,
        /// The registers. Where several record the same body in different words, those of the first are shown.
        pub registers: Vec<Member>,
    }
}

shape! {
    "a register of the list"
    /// One register: who publishes it, and where a copy of it is kept.
    pub struct Member {
        /// One short word that stands before ids which other registers hold, too.
        pub prefix: Spanned<Prefix>,
        /// Who publishes the register, as pages name it.
        pub name: Spanned<Text>,
        /// The folder of a clone of its repository, or of a bare one; seen from the folder of this file.
        pub folder: Spanned<Text>,
        /// The branch, tag or commit to publish [default: the last commit of the clone].
        pub at: Option<Spanned<Text>>,
        /// That its history must be signed, and by whom; without it signatures are not looked at.
        pub signed: Option<Signed>,
        /// The bodies that this register speaks for: of those that others record, too, its words are shown.
        pub speaks_for: Vec<Spanned<RecordId>>,
    }
}

shape! {
    "what signatures a register needs"
    /// By whom the commits of a register must be signed. A register of which one is not is left out.
    pub struct Signed {
        /// The file of allowed signers, as `ssh-keygen` and Git read it; seen from the folder of this file.
        pub by: Spanned<Text>,
        /// The first day on which a commit must be signed; without it, all must be.
        pub from: Option<Spanned<PartialDate>>,
    }
}

impl Listing {
    /// Reads the file. What is wrong with it comes beside it; with an error there is no list.
    pub fn read(source: &Source) -> (Option<Self>, Diagnostics) {
        let mut problems = Diagnostics::new();
        let id = SourceId(0);
        let Some(node) = yaml::read(id, source, &mut problems) else {
            return (None, problems.sorted());
        };
        let mut reader = Reader::new(id, &source.text);
        let read = Self::read_sound(&node, &mut reader);
        problems.append(reader.problems);
        (read, problems.sorted())
    }

    fn read_sound(node: &yaml::Node, reader: &mut Reader<'_>) -> Option<Self> {
        let read = <Self as Shape>::read(node, reader)?;
        (!reader.faulty).then_some(read)
    }

    /// What the site says of itself, as a register does.
    pub fn settings(&self) -> Settings {
        Settings {
            name: self.name.clone(),
            about: self.about.clone(),
            publisher: self.publisher.clone(),
            base_address: self.base_address.clone(),
            contact: self.contact.clone(),
            licence: self.licence.clone(),
            areas: self.areas.clone(),
            missing: self.missing.clone(),
            look: self.look.clone(),
            signing: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Style, render};
    use crate::source::Sources;

    fn read(text: &str) -> (Option<Listing>, String) {
        let source = Source::from_bytes("national.yaml", text.as_bytes().to_vec());
        let (listing, problems) = Listing::read(&source);
        let sources = Sources::new(vec![source]);
        let told = problems.iter().map(|one| render(one, &sources, Style::Plain));
        (listing, told.collect())
    }

    #[test]
    fn a_list_is_read_and_a_bad_one_is_told_at_its_place() {
        let good = "name: All\npublisher: P\nregisters:\n  - {prefix: north, name: North, folder: north}\n";
        let (listing, told) = read(good);
        assert_eq!(told, "");
        assert_eq!(listing.expect("a list").registers[0].prefix.as_str(), "north");
        let (listing, told) = read(&good.replace("prefix: north", "prefix: North-West"));
        assert!(listing.is_none());
        assert!(told.contains("national.yaml:4:14"), "{told}");
        assert!(told.contains("write one short word"), "{told}");
        let (listing, told) = read(&good.replace("folder: north", "foler: north"));
        assert!(listing.is_none() && told.contains("unknown-field"), "{told}");
    }

    #[test]
    fn a_prefix_is_one_word() {
        for bad in [
            "",
            "north-west",
            "North",
            "page",
            "con",
            "é",
            "averyveryverylongprefixindeed",
        ] {
            assert!(Prefix::new(bad).is_err(), "{bad}");
        }
        for good in ["north", "n2", "7"] {
            assert!(Prefix::new(good).is_ok(), "{good}");
        }
    }
}
