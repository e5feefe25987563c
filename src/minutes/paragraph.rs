//! Lines to paragraphs, and paragraphs to sentences.

use std::sync::LazyLock;

use regex::Regex;

use super::label::{self, Label};
use super::pattern::pattern;
use crate::source::Span;

/// A paragraph: one line, or several that a document broke in the middle of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// From its first letter to its last.
    pub(super) span: Span,
    /// Its lines.
    pub(super) lines: Vec<Span>,
    /// The label that it begins with: a clause's, or only the number of a paragraph of the minutes.
    pub(super) label: Option<Label>,
    /// What follows the label.
    pub(super) body: Span,
}

impl Paragraph {
    /// The words after the label.
    pub(super) fn body_of<'t>(&self, text: &'t str) -> &'t str {
        self.body.of(text)
    }
}

/// Joins lines to paragraphs. A line goes on from the one before where that ends within a sentence: it is a bare label, or
/// it ends without a mark and the next begins with a small letter, or the whole text is broken at one width.
pub(super) fn paragraphs(text: &str, lines: &[Span]) -> Vec<Paragraph> {
    let width = wrapped_at(text, lines);
    let mut found: Vec<Vec<Span>> = Vec::new();
    for line in lines {
        match found.last_mut() {
            Some(open) if goes_on(text, open, *line, width) => open.push(*line),
            _ => found.push(vec![*line]),
        }
    }
    found.into_iter().map(|lines| paragraph(text, lines)).collect()
}

fn paragraph(text: &str, lines: Vec<Span>) -> Paragraph {
    let start = lines.first().map_or(0, |line| line.start);
    let end = lines.last().map_or(start, |line| line.end);
    let span = Span { start, end };
    let label = label::at_start(text, span);
    let body = label.as_ref().map_or(span, |label| Span {
        start: label.after,
        end,
    });
    Paragraph {
        span,
        lines,
        label,
        body,
    }
}

/// The width at which a text is broken, where it is: then few of its lines end a sentence, and many begin within one.
fn wrapped_at(text: &str, lines: &[Span]) -> Option<usize> {
    let within = lines
        .windows(2)
        .filter(|pair| is_open(pair[0].of(text).trim()) && begins_small(pair[1].of(text).trim()))
        .count();
    if within < 3 || within * 4 < lines.len() {
        return None;
    }
    lines
        .iter()
        .map(|line| line.of(text).trim().chars().count())
        .max()
        .filter(|width| *width <= 130)
}

fn is_open(line: &str) -> bool {
    line.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ',' | '\'' | '\u{2019}' | '&' | '('))
}

fn begins_small(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

fn goes_on(text: &str, open: &[Span], line: Span, width: Option<usize>) -> bool {
    let Some(before) = open.last() else { return false };
    let (last, next) = (before.of(text).trim(), line.of(text).trim());
    let apart = text
        .get(before.range().end..line.range().start)
        .is_some_and(|between| between.matches('\n').count() > 1);
    if open.len() == 1 && label::is_bare(last) {
        return !label::begins(next);
    }
    if apart || label::begins(next) || !is_open(last) {
        return false;
    }
    let short_of = |width: usize| last.chars().count() * 3 >= width * 2;
    begins_small(next) && !begins_item_of_list(next) || width.is_some_and(short_of) && !begins_decision(next)
}

/// A line of a list may begin with a small letter behind its mark.
fn begins_item_of_list(line: &str) -> bool {
    line.starts_with(['\u{b7}', '\u{2022}', '*'])
}

fn begins_decision(line: &str) -> bool {
    [
        "That ",
        "RESOLVED",
        "Resolved",
        "AGREED",
        "Agreed",
        "RECOMMENDED",
        "Decision",
    ]
    .iter()
    .any(|word| line.starts_with(word))
}

/// Words with every run of blanks and line breaks made one space.
pub(super) fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a stretch of text.
pub(super) fn sentences(text: &str, span: Span) -> Vec<Span> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r#"[.!?]["'”’)\]]*(?:\s+)"#));
    let Some(stretch) = text.get(span.range()) else {
        return Vec::new();
    };
    let base = span.range().start;
    let mut found = Vec::new();
    let mut start = 0;
    for end in END.find_iter(stretch) {
        let rest = &stretch[end.end()..];
        let begins = rest.starts_with(|first: char| {
            first.is_uppercase()
                || first.is_ascii_digit()
                || matches!(first, '"' | '\u{201c}' | '\u{2018}' | '(' | '\'')
        });
        if begins && !is_abbreviation(&stretch[start..end.start()]) {
            let trimmed = stretch[start..end.end()].trim_end();
            found.push(Span::new(base + start, base + start + trimmed.len()));
            start = end.end();
        }
    }
    let rest = stretch[start..].trim_end();
    if !rest.is_empty() {
        found.push(Span::new(base + start, base + start + rest.len()));
    }
    found
}

/// Whether a full stop after this is no end of a sentence: an initial, a title, an abbreviation.
fn is_abbreviation(before: &str) -> bool {
    const SHORT: [&str; 26] = [
        "cllr", "cllrs", "mr", "mrs", "ms", "dr", "prof", "rev", "revd", "st", "no", "nos", "e.g", "i.e",
        "etc", "vs", "para", "paras", "reg", "regs", "sec", "p.m", "a.m", "hon", "approx", "ref",
    ];
    let last = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let mut letters = last.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || SHORT.iter().any(|short| last.eq_ignore_ascii_case(short))
}

/// The lines of a text that are not blank, as a page holds them.
#[cfg(test)]
pub(super) fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text, &lines(text))
            .iter()
            .map(|paragraph| &text[paragraph.span.range()])
            .collect()
    }

    #[test]
    fn lines_broken_within_a_sentence_are_joined() {
        assert_eq!(
            split("(a)\nThat the group\nmeet in May.\n(b) That it report."),
            ["(a)\nThat the group\nmeet in May.", "(b) That it report."]
        );
        assert_eq!(
            split("RESOLVED that\n\nthe report be noted."),
            ["RESOLVED that", "the report be noted."]
        );
    }

    #[test]
    fn sentences_do_not_end_at_titles_and_initials() {
        let text = "Moved by Cllr. A. Ash at 6 p.m. in Room 2. The report was noted.";
        let found: Vec<&str> = sentences(text, Span::new(0, text.len()))
            .iter()
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(
            found,
            [
                "Moved by Cllr. A. Ash at 6 p.m. in Room 2.",
                "The report was noted."
            ]
        );
    }
}
