//! `records/register.yaml`: what the register is, who publishes it, and what it is known not to hold.

use super::look::Look;
use crate::shape;
use crate::source::Spanned;
use crate::value::{Address, PartialDate, Text};

shape! {
    "the register"
    /// What the register is, who publishes it, and what it is known not to hold.
    pub struct Settings {
        /// Its name, shown at the head of every page.
        pub name: Spanned<Text>,
        /// A sentence on what it holds.
        pub about: Option<Spanned<Text>>,
        /// Who publishes it.
        pub publisher: Spanned<Text>,
        /// The address it is published at; needed for feeds and for links from elsewhere.
        pub base_address: Option<Spanned<Address>>,
        /// Where to report a mistake.
        pub contact: Option<Spanned<Address>>,
        /// The licence of its text and data.
        pub licence: Option<Licence>,
        /// The areas it covers.
        pub areas: Vec<Spanned<Text>>,
        /// What is known to be missing, in sentences.
        pub missing: Vec<Spanned<Text>>,
        /// Its logo and colours, where they are to be its own.
        pub look: Option<Look>,
        /// From when its commits are signed, where they must be.
        pub signing: Option<Signing>,
    }
}

shape! {
    "signing"
    /// From when the commits of the register must be signed. `scrutiny` then signs what it saves, and `scrutiny verify` reports
    /// every commit without a good signature.
    pub struct Signing {
        /// The first day on which a commit must be signed. The rule itself is best written in a signed commit.
        pub required_from: Spanned<PartialDate>,
    }
}

shape! {
    "a licence"
    /// The terms on which others may use what is published.
    pub struct Licence {
        /// Its name.
        pub name: Spanned<Text>,
        /// Where its words are.
        pub address: Option<Spanned<Address>>,
    }
}
