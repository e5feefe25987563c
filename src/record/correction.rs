//! Corrections: what was put right in a record after it was made, so that nothing is rewritten unsaid.

use crate::shape;
use crate::source::Spanned;
use crate::value::{PartialDate, Text, Truth};

shape! {
    "a correction"
    /// What was put right in a record after it was made, and why.
    pub struct Correction {
        /// The day it was made.
        pub date: Spanned<PartialDate>,
        /// The label of the clause it is about, where it is about one.
        pub clause: Option<Spanned<Text>>,
        /// The field it is about, such as view or minutes.status; left out where it is about the words of a clause.
        pub field: Option<Spanned<Text>>,
        /// What was changed, in a sentence.
        pub what: Spanned<Text>,
        /// The words that stood there before.
        pub was: Option<Spanned<Text>>,
        /// Whether the words that stood there before are left out here because they must not be published.
        pub withheld: Option<Spanned<Truth>>,
        /// The reason.
        pub why: Spanned<Text>,
    }
}

impl Correction {
    /// Whether the words that stood there before are left out because they must not be published.
    pub fn withholds(&self) -> bool {
        self.withheld.as_deref() == Some(&Truth::Yes)
    }
}
