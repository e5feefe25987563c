//! A text cut into the words it is found by.
//!
//! The same rules stand in `templates/script/search.js`.

use std::ops::Range;

use super::fold::{push, run_ends, run_starts};

/// How many letters of a word count.
const LONGEST: usize = 40;
/// Of how many parts a joined word may be made to be found as one.
const MOST_PARTS: usize = 4;

/// A word of a text, in the form in which words are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'w> {
    /// A word that stands after the one before.
    One(&'w str),
    /// The parts of a joined word together: `allage`, after `all` and `age`. It has no place of its own.
    Joined(&'w str),
}

/// What cuts texts into words. It keeps its memory from one text to the next.
#[derive(Debug, Default)]
pub struct Cutter {
    letters: String,
    parts: Vec<Range<usize>>,
    joined: String,
}

/// What stands between two runs of letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Apostrophe,
    Hyphen,
    Gap,
}

impl Cutter {
    /// Takes each word of a text, in order.
    pub fn cut(&mut self, text: &str, take: &mut dyn FnMut(Word<'_>)) {
        let mut rest = text;
        let mut follows = false;
        while let Some(start) = run_starts(rest) {
            // A joint counts where it alone parts two runs of letters.
            let joint = match &rest[..start] {
                "'" | "\u{2018}" | "\u{2019}" | "\u{2BC}" if follows => Joint::Apostrophe,
                "-" | "\u{2010}" | "\u{2011}" if follows => Joint::Hyphen,
                _ => Joint::Gap,
            };
            if joint == Joint::Gap {
                self.give(take);
            }
            let run = &rest[start..];
            let end = run_ends(run);
            self.run(&run[..end], joint);
            rest = &run[end..];
            follows = true;
        }
        self.give(take);
    }

    /// Takes up a run of letters.
    fn run(&mut self, run: &str, joint: Joint) {
        let start = self.letters.len();
        if run.is_ascii() {
            self.letters.push_str(run);
            self.letters[start..].make_ascii_lowercase();
        } else {
            run.chars().for_each(|letter| push(&mut self.letters, letter));
        }
        let folded = &self.letters[start..];
        if folded.is_empty() {
            return;
        }
        let short = joint == Joint::Apostrophe && folded.chars().nth(2).is_none();
        match self.parts.last_mut() {
            // "council's" is found as "council", "don't" as "dont".
            Some(_) if short && folded == "s" => self.letters.truncate(start),
            Some(last) if short => last.end = self.letters.len(),
            _ => self.parts.push(start..self.letters.len()),
        }
    }

    /// Gives what was taken up: one word, or several with the word they make together.
    fn give(&mut self, take: &mut dyn FnMut(Word<'_>)) {
        for part in &self.parts {
            take(Word::One(clip(&self.letters[part.clone()])));
        }
        if (2..=MOST_PARTS).contains(&self.parts.len()) {
            self.joined.clear();
            let parts = self.parts.iter();
            parts.for_each(|part| self.joined.push_str(&self.letters[part.clone()]));
            if self.joined.chars().nth(LONGEST).is_none() {
                take(Word::Joined(&self.joined));
            }
        }
        self.parts.clear();
        self.letters.clear();
    }
}

fn clip(word: &str) -> &str {
    // No letter is shorter than a byte.
    if word.len() <= LONGEST {
        return word;
    }
    word.char_indices()
        .nth(LONGEST)
        .map_or(word, |(end, _)| &word[..end])
}

/// Scripts compare texts by the halves of letters beyond the first 65,536; a search by halving needs one order. It is that of
/// the bytes, but that these letters come before the last 8,192 of the others.
pub(super) fn order(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().map(|byte| match byte {
        0xEE | 0xEF => byte | 0x10,
        _ => byte,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_the_order_in_which_scripts_compare_them() {
        let mut words = vec![
            "",
            "a",
            "ab",
            "b",
            "é",
            "ぁ",
            "\u{D7FF}",
            "\u{E000}",
            "\u{FFFD}",
            "\u{10000}",
            "\u{10FFFF}",
            "a\u{FFFD}",
            "a\u{1D400}",
            "a\u{1D400}b",
            "aé",
        ];
        words.sort_by(|one, other| order(one).cmp(order(other)));
        let units = |word: &str| word.encode_utf16().collect::<Vec<_>>();
        assert!(words.is_sorted_by_key(|word| units(word)), "{words:?}");
        assert!(
            words.iter().position(|word| *word == "\u{10000}")
                < words.iter().position(|word| *word == "\u{E000}")
        );
    }
}
