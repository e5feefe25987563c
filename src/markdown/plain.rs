//! Markdown as its words alone, to be searched.

use pulldown_cmark::{Event, TagEnd};

use super::parser;

/// The words of a text, one blank between them, without marks and without where its links lead.
pub fn plain(text: &str) -> String {
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
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
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
    use super::plain;

    #[test]
    fn only_the_words_are_left() {
        let text = "# A *head*\n\nOne [link](changes/x) **bo**ld `code`\nnext\n\n- a\n- b\n\n|c|d|\n|-|-|\n|e|f|\n\n<b>raw</b>";
        assert_eq!(
            plain(text),
            "A head One link bold code next a b c d e f <b>raw</b>"
        );
    }
}
