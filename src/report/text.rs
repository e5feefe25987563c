//! A document as plain text of 76 columns, for a letter, an e-mail or a terminal.
//!
//! No line is longer, but for a web address that is longer by itself: a broken one could not be followed.

use super::document::{Block, Document, Piece, Rich, Section, Table, Term, line, lines, piece};

/// The widest that a line is: mail programs add marks before it when it is answered, and 78 columns are the most a mail
/// should have (RFC 5322, 2.1.1).
pub const WIDTH: usize = 76;

/// A document as plain text.
pub fn text(document: &Document) -> String {
    format!("{}\n\n{}", underlined(&document.title, '='), body(document))
}

/// The same without its title.
pub(super) fn body(document: &Document) -> String {
    let mut parts: Vec<String> = document.blocks.iter().map(block).collect();
    for section in &document.sections {
        self::section(section, 2, &mut parts);
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn section(section: &Section, level: usize, parts: &mut Vec<String>) {
    parts.push(match level {
        2 => underlined(&section.heading, '='),
        3 => underlined(&section.heading, '-'),
        _ => wrapped(&section.heading, "", ""),
    });
    parts.extend(section.blocks.iter().map(block));
    for inner in &section.sections {
        self::section(inner, level + 1, parts);
    }
}

fn underlined(text: &str, mark: char) -> String {
    let text = wrapped(text, "", "");
    let wide = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    format!("{text}\n{}", mark.to_string().repeat(wide.max(1)))
}

fn block(block: &Block) -> String {
    match block {
        Block::Says(words) => wrapped(&rich(words), "", ""),
        Block::Caution(words) => wrapped(&format!("Note: {}", rich(words)), "", ""),
        Block::Quote(words) => quote(words),
        Block::List(items) => list(items, ""),
        Block::Terms(terms) => terms.iter().map(term).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => self::table(table),
    }
}

fn quote(words: &str) -> String {
    let lines = lines(words);
    let last = lines.len().saturating_sub(1);
    let line = |(at, line): (usize, &String)| {
        let open = if at == 0 { "\u{201c}" } else { "" };
        let close = if at == last { "\u{201d}" } else { "" };
        match line.is_empty() {
            true => String::new(),
            false => wrapped(&format!("{open}{line}{close}"), "    ", "    "),
        }
    };
    lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn list(items: &[Rich], indent: &str) -> String {
    let (first, rest) = (format!("{indent}- "), format!("{indent}  "));
    let item = |item: &Rich| wrapped(&rich(item), &first, &rest);
    items.iter().map(item).collect::<Vec<_>>().join("\n")
}

fn term(term: &Term) -> String {
    let name = line(&term.name);
    match term.says.as_slice() {
        [one] => wrapped(&format!("{name}: {}", rich(one)), "", "  "),
        several => format!(
            "{}\n{}",
            wrapped(&format!("{name}:"), "", ""),
            list(several, "  ")
        ),
    }
}

/// A table as lines of its own where its columns have room; otherwise a line for each row.
fn table(table: &Table) -> String {
    let mut all: Vec<Vec<String>> = vec![table.head.iter().map(|cell| line(cell)).collect()];
    all.extend(
        table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| line(cell)).collect()),
    );
    let wide = |column: usize| {
        let cells = all.iter().filter_map(|row: &Vec<String>| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(wide).collect();
    let caption = wrapped(&format!("{}:", line(&table.caption)), "", "");
    let fits = widths.iter().map(|width| width + 2).sum::<usize>() <= WIDTH + 2;
    let set = |row: &Vec<String>| {
        let pad = |(cell, width): (&String, &usize)| format!("{cell:<width$}");
        let cells: Vec<String> = row.iter().zip(&widths).map(pad).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let told = |row: &Vec<String>| {
        let rest = row.iter().zip(&all[0]).skip(1);
        let rest: Vec<String> = rest
            .map(|(cell, name)| format!("{}: {cell}", name.to_lowercase()))
            .collect();
        let about = row.first().map_or("", String::as_str);
        wrapped(&format!("{about} ({})", rest.join(", ")), "- ", "  ")
    };
    let rows: Vec<String> = match fits {
        true => all.iter().map(set).collect(),
        false => all.iter().skip(1).map(told).collect(),
    };
    format!("{caption}\n\n{}", rows.join("\n"))
}

fn rich(words: &Rich) -> String {
    let each = words.0.iter().map(|part| match part {
        Piece::Words(words) => piece(words),
        Piece::Link { words, address } if words == address => line(address),
        Piece::Link { words, address } => format!("{} <{}>", line(words), line(address)),
    });
    each.collect::<String>().trim().to_owned()
}

/// Words in lines, the first behind `first` and the others behind `rest`. A word that is longer than a line is broken,
/// unless it is an address.
fn wrapped(words: &str, first: &str, rest: &str) -> String {
    let words = line(words);
    let mut lines: Vec<String> = Vec::new();
    let mut own = first.to_owned();
    let mut empty = true;
    let mut width = first.chars().count();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let is_address = word.contains("://");
        let mut left: &str = word;
        loop {
            let long = left.chars().count();
            let space = usize::from(!empty);
            if width + space + long <= WIDTH || (empty && is_address) {
                own.push_str(if empty { "" } else { " " });
                own.push_str(left);
                width += space + long;
                empty = false;
                break;
            }
            if empty {
                let room = WIDTH - width;
                let at = left.char_indices().nth(room).map_or(left.len(), |(at, _)| at);
                own.push_str(&left[..at]);
                left = &left[at..];
            }
            lines.push(std::mem::replace(&mut own, rest.to_owned()));
            width = rest.chars().count();
            empty = true;
        }
    }
    lines.push(own);
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_end_between_words_and_an_address_stays_whole() {
        let address = format!("https://a.example/{}", "x".repeat(80));
        let long = "y".repeat(100);
        let words = format!("See {address} and {long}.");
        let expected = format!(
            "- See\n  {address}\n  and\n  {}\n  {}.",
            "y".repeat(74),
            "y".repeat(26)
        );
        assert_eq!(list(&[words.into()], ""), expected);
    }

    #[test]
    fn a_table_without_room_is_told_row_by_row() {
        let table = |name: &str| Table {
            caption: "By committee".to_owned(),
            head: vec!["Committee".to_owned(), "Open".to_owned()],
            rows: vec![vec![name.to_owned(), "2".to_owned()]],
        };
        assert_eq!(
            block(&Block::Table(table("Northmere"))),
            "By committee:\n\nCommittee  Open\nNorthmere  2"
        );
        let long = "Northmere ".repeat(9);
        let told = block(&Block::Table(table(&long)));
        assert!(
            told.contains("\n- Northmere Northmere") && told.ends_with("(open: 2)"),
            "{told}"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_long(text in "[a-z ]{0,300}", indent in "[ ]{0,8}") {
            let lines = wrapped(&text, &indent, &indent);
            prop_assert!(lines.lines().all(|line| line.chars().count() <= WIDTH), "{}", lines);
            prop_assert_eq!(lines.split_whitespace().collect::<String>(), text.split_whitespace().collect::<String>());
        }
    }
}
