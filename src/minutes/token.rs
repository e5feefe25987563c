//! Text as words and marks, each knowing its place. Blanks and line breaks are no tokens: a sentence reads the same
//! however it was broken into lines.

use crate::source::Span;

/// A word, a number or a single mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// As printed.
    pub(super) text: &'t str,
    /// Its place in the text of the page.
    pub(super) span: Span,
}

/// The tokens of a stretch of text. A word may hold apostrophes and hyphens ("Kent's", "all-age"); everything else that is
/// not alphanumeric stands alone.
pub(super) fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let Some(stretch) = text.get(span.range()) else {
        return Vec::new();
    };
    let base = span.range().start;
    let mut found = Vec::new();
    let mut letters = stretch.char_indices().peekable();
    while let Some((start, c)) = letters.next() {
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
            continue;
        }
        let mut end = start + c.len_utf8();
        while c.is_alphanumeric() {
            let Some(&(at, next)) = letters.peek() else { break };
            let joins = matches!(next, '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}')
                && stretch[at + next.len_utf8()..].starts_with(char::is_alphanumeric);
            if !next.is_alphanumeric() && !joins {
                break;
            }
            end = at + next.len_utf8();
            letters.next();
        }
        found.push(Token {
            text: &stretch[start..end],
            span: Span::new(base + start, base + end),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_are_told_apart() {
        let text = "RESOLVED: (a) Kent\u{2019}s all-age\nmodel \u{2013} noted.";
        let words: Vec<&str> = tokens(text, Span::new(0, text.len()))
            .iter()
            .map(|token| token.text)
            .collect();
        assert_eq!(
            words,
            [
                "RESOLVED",
                ":",
                "(",
                "a",
                ")",
                "Kent\u{2019}s",
                "all-age",
                "model",
                "\u{2013}",
                "noted",
                "."
            ]
        );
    }
}
