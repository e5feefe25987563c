//! Markdown as its words alone, to be searched.

use pulldown_cmark::{Event, TagEnd};

use super::parser;

/// The words of a text, one blank between them, without marks and without where its links lead.
pub fn plain(text: &str) -> String {
    if is_plain(text) {
        return spaced(text);
    }
    spaced(&read(text))
}

/// The words of a text, however far apart.
fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for event in parser(text) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                out.push_str(&words);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => out.push(' '),
            Event::End(end) if !is_within_line(end) => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Whether a text is its own words, as most are: paragraphs in which nothing could be a mark. In doubt it is not.
fn is_plain(text: &str) -> bool {
    let is_mark = |byte: u8| {
        matches!(
            byte,
            b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'&' | b'|' | b'\r' | 0
        )
    };
    // A heading, a list, a quotation, code and a rule are told by what a line begins with.
    let is_of_words = |line: &[u8]| {
        let first = line.first();
        first.is_none_or(|first| first.is_ascii_alphabetic() || !first.is_ascii())
    };
    let text = text.as_bytes();
    !text.iter().any(|byte| is_mark(*byte)) && text.split(|byte| *byte == b'\n').all(is_of_words)
}

/// A text with one blank between its words.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether what ends may stand within a word, such as emphasis.
fn is_within_line(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_plain, plain, read, spaced};

    #[test]
    fn only_the_words_are_left() {
        let text = "# A *head*\n\nOne [link](changes/x) **bo**ld `code`\nnext\n\n- a\n- b\n\n|c|d|\n|-|-|\n|e|f|\n\n<b>raw</b>";
        assert_eq!(
            plain(text),
            "A head One link bold code next a b c d e f <b>raw</b>"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_is_taken_as_it_stands_reads_the_same(
            lines in prop::collection::vec("[a-cé\u{feff}]?[a-c \u{a0}\u{2028}\u{feff}\t0-9#>=+:.)!(~^\"'{}@/,;$%-]{0,8}", 0..6)
        ) {
            let text = lines.join("\n");
            if is_plain(&text) {
                prop_assert_eq!(spaced(&text), spaced(&read(&text)));
            }
        }
    }

    #[test]
    fn a_text_is_its_own_words_where_nothing_in_it_is_a_mark() {
        for text in [
            "",
            "one",
            "All-age care: 3 (three) wards.\n\nA second - and last - one!",
            "é a",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "- a", "a\n1. b", "# a", " a", "a\n---", "a *b*", "a `b`", "a\\\nb", "a & b", "<b>", "> a",
            "a\n\tb", "|a",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
