//! Patterns of words. They match in time linear in the text, whatever it is.

use regex::Regex;

/// A pattern that is written in this program.
pub(super) fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("the patterns of this program are sound: each is compiled by a test")
}
