//! A document as one file of HTML, to be printed or opened anywhere: nothing in it is fetched, and nothing runs.

use super::document::{Block, Document, Piece, Rich, Section, Table, Term, is_safe, line, lines, piece};
use crate::markdown::escape;

/// How it looks on a screen and on paper.
const STYLE: &str = include_str!("print.css");

/// A document as HTML.
pub fn html(document: &Document) -> String {
    let title = words(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
         form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n"
    );
    for block in &document.blocks {
        self::block(block, &mut out);
    }
    for section in &document.sections {
        self::section(section, 2, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section(section: &Section, level: usize, out: &mut String) {
    let level = level.min(6);
    let class = if section.whole { " class=\"whole\"" } else { "" };
    out.push_str(&format!(
        "<section{class}>\n<h{level}>{}</h{level}>\n",
        words(&section.heading)
    ));
    for block in &section.blocks {
        self::block(block, out);
    }
    for inner in &section.sections {
        self::section(inner, level + 1, out);
    }
    out.push_str("</section>\n");
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Says(says) => out.push_str(&format!("<p>{}</p>\n", rich(says))),
        Block::Caution(says) => out.push_str(&format!(
            "<p class=\"caution\"><strong>Note:</strong> {}</p>\n",
            rich(says)
        )),
        Block::Quote(quoted) => out.push_str(&format!("<blockquote>{}</blockquote>\n", quote(quoted))),
        Block::List(items) => out.push_str(&format!("{}\n", list(items))),
        Block::Terms(terms) => terms_of(terms, out),
        Block::Table(table) => self::table(table, out),
    }
}

fn quote(quoted: &str) -> String {
    let lines = lines(quoted);
    let paragraphs = lines.split(String::is_empty).filter(|part| !part.is_empty());
    let paragraph = |lines: &[String]| {
        let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
        format!("<p>{}</p>", lines.join("<br>"))
    };
    paragraphs.map(paragraph).collect()
}

fn list(items: &[Rich]) -> String {
    let items = items.iter().map(|item| format!("<li>{}</li>\n", rich(item)));
    format!("<ul>\n{}</ul>", items.collect::<String>())
}

fn terms_of(terms: &[Term], out: &mut String) {
    out.push_str("<dl>\n");
    for term in terms {
        let says = term.says.iter().map(|says| format!("<dd>{}</dd>", rich(says)));
        let says: String = says.collect();
        out.push_str(&format!("<div><dt>{}</dt>{says}</div>\n", words(&term.name)));
    }
    out.push_str("</dl>\n");
}

fn table(table: &Table, out: &mut String) {
    out.push_str(&format!(
        "<table>\n<caption>{}</caption>\n<thead>\n<tr>",
        words(&table.caption)
    ));
    for name in &table.head {
        out.push_str(&format!("<th scope=\"col\">{}</th>", words(name)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let cell = words(cell);
            match column {
                0 => out.push_str(&format!("<th scope=\"row\">{cell}</th>")),
                _ => out.push_str(&format!("<td>{cell}</td>")),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn words(text: &str) -> String {
    escape(&line(text))
}

fn rich(words: &Rich) -> String {
    let each = words.0.iter().map(|part| match part {
        Piece::Words(words) => escape(&piece(words)),
        Piece::Link { words, address } if is_safe(address) => {
            // On paper the address stands behind words that are not the address themselves.
            let told = if words == address { "" } else { " class=\"told\"" };
            format!(
                "<a{told} href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
                escape(address),
                escape(&line(words))
            )
        }
        Piece::Link { words, address } => format!("{} ({})", escape(&line(words)), escape(&line(address))),
    });
    each.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_words_becomes_html() {
        let hostile = "<b>a</b> & \"b\" 'c'\nd \u{202e}e <script>";
        let document = Document {
            title: hostile.to_owned(),
            blocks: vec![
                Block::says(Rich::link(
                    hostile,
                    Some("https://a.example/?a=1&b='2'".to_owned()),
                )),
                Block::says(Rich::link(hostile, Some("javascript:alert(1)".to_owned()))),
                Block::Quote(hostile.to_owned()),
                Block::Terms(vec![Term::new(hostile, hostile)]),
                Block::List(vec![hostile.into()]),
                Block::Table(Table {
                    caption: hostile.to_owned(),
                    head: vec![hostile.to_owned()],
                    rows: vec![vec![hostile.to_owned()]],
                }),
            ],
            sections: vec![Section::new(hostile, Vec::new())],
        };
        let written = html(&document);
        let body = &written[written.find("<body>").unwrap()..];
        assert!(!body.contains("<b>") && !body.contains("<script"), "{body}");
        assert!(!body.contains('\u{202e}'), "{body}");
        assert!(!body.contains("href=\"javascript"), "{body}");
        let shown = "&lt;b&gt;a&lt;/b&gt; &amp; &quot;b&quot; &#39;c&#39; d e &lt;script&gt;";
        assert_eq!(body.matches(shown).count(), 10, "{body}");
        assert_eq!(body.matches("&#39;c&#39;<br>d e").count(), 1, "{body}");
        assert!(
            body.contains("href=\"https://a.example/?a=1&amp;b=&#39;2&#39;\""),
            "{body}"
        );
    }

    #[test]
    fn headings_stand_in_order_however_deep_a_section_lies() {
        let inner = Section::new("Inner", Vec::new());
        let outer = Section {
            sections: vec![inner],
            whole: true,
            ..Section::new("Outer", Vec::new())
        };
        let document = Document {
            title: "All".to_owned(),
            blocks: Vec::new(),
            sections: vec![outer],
        };
        let written = html(&document);
        let at = |part: &str| written.find(part).unwrap_or_else(|| panic!("{part}\n{written}"));
        assert!(at("<h1>All</h1>") < at("<section class=\"whole\">\n<h2>Outer</h2>"));
        assert!(at("<h2>Outer</h2>") < at("<section>\n<h3>Inner</h3>"));
    }
}
