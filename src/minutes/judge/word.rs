//! A clause as plain words: small letters, contractions written out, brackets and quoted matter put aside. What is left
//! is what the grammar reads; every word still knows its place.

use crate::minutes::token::tokens;
use crate::source::Span;

/// A word or mark as the grammar sees it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In small letters, with plain apostrophes and hyphens.
    pub(super) text: String,
    /// Its place in the page.
    pub(super) span: Span,
    /// Whether it stands inside quotation marks.
    pub(super) quoted: bool,
    /// Whether it is printed with a capital.
    pub(super) capital: bool,
    /// Whether it belongs to the clause, not to the stem that the clause goes on from.
    pub(super) own: bool,
}

impl Word {
    /// Whether it is this word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text == word
    }

    /// Whether it is one of these words.
    pub(super) fn any(&self, words: &[&str]) -> bool {
        words.contains(&self.text.as_str())
    }

    /// Whether it is a word or number, and no mark.
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }
}

/// What "n't" is cut from, and the verb that stays.
const CONTRACTED: [(&str, &str); 12] = [
    ("isn't", "is"),
    ("aren't", "are"),
    ("wasn't", "was"),
    ("weren't", "were"),
    ("doesn't", "does"),
    ("don't", "do"),
    ("didn't", "did"),
    ("hasn't", "has"),
    ("haven't", "have"),
    ("won't", "will"),
    ("wouldn't", "would"),
    ("cannot", "can"),
];

/// How many words a quotation has.
const QUOTED: usize = 150;

/// The most letters that a label in brackets has: "(viii)".
const LABEL: usize = 4;

/// Reads a stretch of text.
pub(super) fn read(text: &str, span: Span, own: bool) -> Vec<Word> {
    let mut words = Vec::new();
    for token in tokens(text, span) {
        let plain = token
            .text
            .to_lowercase()
            .replace('\u{2019}', "'")
            .replace(['\u{2010}', '\u{2011}'], "-");
        let word = |text: &str| Word {
            text: text.to_owned(),
            span: token.span,
            quoted: false,
            capital: token.text.starts_with(char::is_uppercase),
            own,
        };
        match CONTRACTED.iter().find(|(short, _)| *short == plain) {
            Some((_, verb)) => words.extend([word(verb), word("not")]),
            // The month is no "may".
            None if token.text == "May" => words.push(word("month")),
            None => words.push(word(&plain)),
        }
    }
    mark_quoted(text, &mut words);
    unbracket(words)
}

/// Marks what stands between quotation marks. An apostrophe after a word ("the Trusts' view") opens nothing.
fn mark_quoted(text: &str, words: &mut Vec<Word>) {
    let mut at = 0;
    while at < words.len() {
        let close: &[&str] = match words[at].text.as_str() {
            "\u{201c}" | "\"" => &["\u{201d}", "\""],
            "\u{2018}" | "'" if opens(text, words[at].span) => &["'", "\u{2019}"],
            _ => {
                at += 1;
                continue;
            }
        };
        let reach = (at + 1 + QUOTED).min(words.len());
        let Some(length) = words[at + 1..reach].iter().position(|word| word.any(close)) else {
            at += 1;
            continue;
        };
        for word in &mut words[at..=at + 1 + length] {
            word.quoted = true;
        }
        // The marks themselves say no more.
        words[at].text.clear();
        words[at + 1 + length].text.clear();
        at += length + 2;
    }
    words.retain(|word| !word.text.is_empty());
}

/// Whether a single quotation mark stands where one opens: after a blank, before a letter.
fn opens(text: &str, span: Span) -> bool {
    let before = text.get(..span.range().start).unwrap_or_default();
    let after = text.get(span.range().end..).unwrap_or_default();
    !before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// Words that change what a sentence does even where they stand in brackets.
#[rustfmt::skip]
const WEIGHTY: &[&str] = &[
    "if", "unless", "whether", "should", "not", "subject", "provided", "substantial", "significant",
    "according", "view", "opinion", "draft", "proposed", "motion", "amendment", "lost", "withdrawn", "example",
];

/// Leaves out what stands in brackets, unless it bears on the meaning; a label in brackets becomes a semicolon.
fn unbracket(words: Vec<Word>) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut open: Option<usize> = None;
    for word in words {
        if word.is("(") {
            open = Some(kept.len());
        }
        let closes = word.is(")");
        kept.push(word);
        let Some(from) = open.filter(|_| closes) else {
            continue;
        };
        open = None;
        let inside = &kept[from + 1..kept.len() - 1];
        if inside.iter().any(|word| word.any(WEIGHTY)) {
            continue;
        }
        let label = inside.len() == 1 && inside[0].text.len() <= LABEL && !inside[0].capital && from > 0;
        kept.truncate(if label { from + 1 } else { from });
        if label && let Some(mark) = kept.last_mut() {
            mark.text = ";".to_owned();
        }
    }
    kept
}
