//! A clause as sentences, each with the words of the stem that it goes on from.

use super::noun;
use super::vocabulary::{REPORT, TOP, judging};
use super::word::{self, Word};
use crate::source::Span;

/// The longest sentence that is read, in words; anything longer is no sentence that a committee resolved.
pub(super) const LONGEST: usize = 400;

/// How many words of a stem are read.
const STEM: usize = 60;

/// Abbreviations that end in a full stop.
#[rustfmt::skip]
const SHORT: &[&str] = &[
    "dr", "mr", "mrs", "ms", "st", "no", "cllr", "cllrs", "prof", "rev", "para", "approx",
];

/// The sentences of a clause.
pub(super) fn read(text: &str, clause: Span, stem: Option<Span>) -> Vec<Vec<Word>> {
    let stem = stem.map(|span| stem_words(text, span)).unwrap_or_default();
    let words = word::read(text, clause, true);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut list = false;
    for at in 0..words.len() {
        list |= words[at].is(":") || entry_of_told(text, &words, at);
        if at + 1 == words.len() || ends(&words, list, at) {
            let mut sentence = Vec::new();
            if !named(&words[start..=at]) {
                sentence.extend(stem.iter().cloned());
            }
            sentence.extend_from_slice(&words[start..=at]);
            sentences.push(sentence);
            start = at + 1;
            list = false;
        }
    }
    sentences
}

/// The words of a stem, without the marks that end it.
fn stem_words(text: &str, span: Span) -> Vec<Word> {
    let mut words = word::read(text, span, false);
    words.truncate(STEM);
    while words.last().is_some_and(|word| !word.is_word()) {
        words.pop();
    }
    words
}

/// Whether a sentence names the committee itself, and so goes on from no stem.
fn named(words: &[Word]) -> bool {
    let from = usize::from(words[0].is("that"));
    (from + 1..=words.len().min(from + 14)).any(|end| noun::body(words, end) == Some(from))
}

/// Whether a sentence ends at this mark. After a colon a semicolon parts the entries of a list.
fn ends(words: &[Word], list: bool, at: usize) -> bool {
    if words[at].quoted {
        return false;
    }
    let next = &words[at + 1];
    match words[at].text.as_str() {
        "." => {
            let before = at.checked_sub(1).map(|before| &words[before]);
            let short = before.is_some_and(|word| word.any(SHORT) || word.text.len() == 1);
            let touches = words[at].span.end == next.span.start;
            !short && !touches && (next.capital || !next.is_word())
        }
        "?" | "!" => true,
        ";" => !list && another(words, at),
        _ => false,
    }
}

/// Whether a label in brackets begins what is told: "notes that (i) the Trust has consulted; (ii) considers ...".
fn entry_of_told(text: &str, words: &[Word], at: usize) -> bool {
    let told = |at: usize| words[at].any(REPORT);
    words[at].is(";")
        && text.get(words[at].span.range()) == Some("(")
        && at > 0
        && (told(at - 1) || at > 1 && words[at - 1].is("that") && told(at - 2))
}

/// Whether another act of the committee begins after a semicolon. What could go on from "notes that:" does not.
fn another(words: &[Word], at: usize) -> bool {
    let mut from = at + 1;
    while from < words.len().min(at + 6) && words[from].any(&["and", "but", ";", "to", "that"]) {
        if words[from].is("that") && named(&words[from..]) {
            break;
        }
        if words[from].is("that") {
            return false;
        }
        from += 1;
    }
    let Some(word) = words.get(from) else {
        return false;
    };
    named(&words[from..]) || word.any(TOP) || judging(word).is_some()
}
