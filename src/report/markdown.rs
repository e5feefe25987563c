//! A document as Markdown: CommonMark with tables, as word processors, wikis and committee systems take it.

use super::document::{Block, Document, Piece, Rich, Section, Table, Term, is_safe, line, lines, piece};

/// A document as Markdown. Whatever stands in its words is shown as it is, and means nothing to Markdown.
pub fn markdown(document: &Document) -> String {
    let mut parts = vec![format!("# {}", heading(&document.title))];
    parts.extend(document.blocks.iter().map(block));
    for section in &document.sections {
        self::section(section, 2, &mut parts);
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn section(section: &Section, level: usize, parts: &mut Vec<String>) {
    let marks = "#".repeat(level.min(6));
    parts.push(format!("{marks} {}", heading(&section.heading)));
    parts.extend(section.blocks.iter().map(block));
    for inner in &section.sections {
        self::section(inner, level + 1, parts);
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Says(words) => paragraph(words),
        Block::Caution(words) => format!("**Note:** {}", rich(words)),
        Block::Quote(words) => quote(words),
        Block::List(items) => list(items, ""),
        Block::Terms(terms) => terms.iter().map(term).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => self::table(table),
    }
}

fn paragraph(words: &Rich) -> String {
    begun(&rich(words))
}

fn heading(text: &str) -> String {
    begun(&escape(&line(text)))
}

fn quote(words: &str) -> String {
    let lines = lines(words);
    let last = lines.len().saturating_sub(1);
    let line = |(at, line): (usize, &String)| match (line.is_empty(), at == last) {
        (true, _) => ">".to_owned(),
        // A backslash at its end keeps a line a line.
        (_, is_last) => {
            let on = !is_last && lines.get(at + 1).is_some_and(|next| !next.is_empty());
            format!("> {}{}", begun(&escape(line)), if on { "\\" } else { "" })
        }
    };
    lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn list(items: &[Rich], indent: &str) -> String {
    let item = |item: &Rich| format!("{indent}- {}", paragraph(item));
    items.iter().map(item).collect::<Vec<_>>().join("\n")
}

fn term(term: &Term) -> String {
    let name = escape(&line(&term.name));
    match term.says.as_slice() {
        [one] => format!("- **{name}:** {}", rich(one)),
        several => format!("- **{name}:**\n{}", list(several, "  ")),
    }
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let cells = |cells: &[String]| cells.iter().map(|own| cell(own)).collect();
    let rule = row(table.head.iter().map(|_| "---".to_owned()).collect());
    let mut all = vec![row(cells(&table.head)), rule];
    all.extend(table.rows.iter().map(|own| row(cells(own))));
    format!("{}:\n\n{}", begun(&escape(&line(&table.caption))), all.join("\n"))
}

fn rich(words: &Rich) -> String {
    let each = words.0.iter().map(|part| match part {
        Piece::Words(words) => escape(&piece(words)),
        Piece::Link { words, address } if is_safe(address) && words == address => format!("<{address}>"),
        Piece::Link { words, address } if is_safe(address) => {
            format!("[{}](<{address}>)", escape(&line(words)))
        }
        Piece::Link { words, address } => format!("{} ({})", escape(&line(words)), escape(&line(address))),
    });
    each.collect::<String>().trim().to_owned()
}

/// Text with a backslash before each character that may mean something within a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        // An ampersand means something only before a name or a number.
        let names = letters
            .peek()
            .is_some_and(|next| next.is_ascii_alphabetic() || *next == '#');
        if "\\`*_[]<>|~#".contains(c) || (c == '&' && names) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text as the cell of a table, on one line.
pub fn cell(text: &str) -> String {
    escape(&line(text))
}

/// Text that may begin a line: what would make a list, a rule or a heading of it is escaped as well.
fn begun(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text[digits..].chars().next();
    if digits > 0 && matches!(after, Some('.' | ')')) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    match text.chars().next() {
        Some('-' | '+' | '=' | ':') => format!("\\{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::plain;

    /// The words that a reader of the Markdown sees.
    fn seen(text: &str) -> String {
        plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_means_something_in_markdown_is_shown_as_it_is() {
        for text in [
            "a | b",
            "<b>bold</b>",
            "*not* _this_",
            "1. first",
            "- dash",
            "# head",
            "===",
            "a\nb",
            "&lt;",
            "`x`",
            "[a](b)",
            "![a](b)",
            "~~gone~~",
            "\\",
            "+ plus",
            "2) two",
            "https://a.example/_x_",
            ": colon",
            "---",
        ] {
            let whole = Document {
                title: text.to_owned(),
                blocks: vec![
                    Block::says(text),
                    Block::Quote(text.to_owned()),
                    Block::Terms(vec![Term::new(text, text)]),
                ],
                sections: Vec::new(),
            };
            let expected = line(text);
            let written = markdown(&whole);
            let read = seen(&written);
            assert_eq!(
                read.matches(expected.as_str()).count(),
                5,
                "{text:?}\n{written}\n{read}"
            );
        }
    }

    #[test]
    fn a_cell_cannot_end_its_row_and_an_address_that_is_none_is_no_link() {
        let table = Table {
            caption: "Each | one".to_owned(),
            head: vec!["a|b".to_owned()],
            rows: vec![vec!["c|d\ne".to_owned()]],
        };
        assert_eq!(
            block(&Block::Table(table)),
            "Each \\| one:\n\n| a\\|b |\n| --- |\n| c\\|d e |"
        );
        let link = Rich::link("here", Some("javascript:alert(1)".to_owned()));
        assert_eq!(rich(&link), "here (javascript:alert(1))");
        let link = Rich::from("See ").and(Rich::link("h[er]e", Some("https://a.example/(b)".to_owned())));
        assert_eq!(rich(&link), "See [h\\[er\\]e](<https://a.example/(b)>)");
    }

    #[test]
    fn exact_words_keep_their_lines() {
        assert_eq!(quote(" One\ntwo\n\n- three "), "> One\\\n> two\n>\n> \\- three");
    }

    proptest! {
        #[test]
        fn any_words_come_out_as_they_went_in(text in "[ -~\\n\u{a0}-\u{bf}\u{202e}]{1,40}") {
            let expected = line(&text);
            prop_assume!(!expected.is_empty());
            prop_assert_eq!(seen(&begun(&escape(&expected))), expected);
        }
    }
}
