//! Where words stand in a text, blanks apart.

use std::ops::Range;

/// A text without its blanks, each letter knowing its place.
pub(super) struct Places {
    bare: String,
    /// For each byte of `bare`, its place in the text.
    at: Vec<usize>,
}

impl Places {
    pub(super) fn of(text: &str) -> Self {
        let mut bare = String::with_capacity(text.len());
        let mut at = Vec::with_capacity(text.len());
        for (place, letter) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
            bare.push(letter);
            at.extend(place..place + letter.len_utf8());
        }
        Self { bare, at }
    }

    /// Every place of these words.
    pub(super) fn find(&self, words: &str) -> Vec<Range<usize>> {
        let words: String = words.split_whitespace().collect();
        let found = self.bare.match_indices(&words).filter(|_| !words.is_empty());
        found
            .map(|(start, words)| self.at[start]..self.at[start + words.len() - 1] + 1)
            .collect()
    }
}
