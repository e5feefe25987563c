//! Text made to fit: words broken into lines, and lines cut, by the columns that a terminal gives each letter.

use unicode_width::UnicodeWidthStr;

/// How many columns text takes. Terminal codes take none.
pub(super) fn columns(text: &str) -> usize {
    anstream::adapter::strip_str(text)
        .map(UnicodeWidthStr::width)
        .sum()
}

/// Breaks text into lines of at most `width` columns, at spaces; lines that are there stay.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && columns(&line) + 1 + columns(word) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// Lines set in from the edge; a blank line stays one.
pub(super) fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!("    {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Text on one line, cut to a number of columns.
pub(super) fn clip(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ");
    if columns(&text) <= most {
        return text;
    }
    let mut cut = String::new();
    let mut used = 0;
    for letter in text.chars() {
        used += columns(letter.encode_utf8(&mut [0; 4]));
        if used + 3 > most {
            break;
        }
        cut.push(letter);
    }
    format!("{}...", cut.trim_end())
}

/// Breaks only the lines that are too wide. What follows hangs below where the text of its line begins; what stands
/// between backticks, to be copied, stays on one line where it can.
pub(super) fn fit(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        if columns(line) <= width {
            out.push_str(line);
        } else {
            broken(line, width, &mut out);
        }
    }
    out
}

fn broken(line: &str, width: usize, out: &mut String) {
    let hang = hang(line, width / 2);
    let mut used = 0;
    let mut is_first = true;
    for (gap, word) in words(line, width - hang) {
        let long = columns(&word);
        if !is_first && used + gap + long > width {
            out.push('\n');
            out.push_str(&" ".repeat(hang));
            used = hang;
        } else {
            out.push_str(&" ".repeat(gap));
            used += gap;
        }
        out.push_str(&word);
        used += long;
        is_first = false;
    }
}

/// The words of a line, each with the number of spaces before it. What is quoted by backticks is one word if it has room.
fn words(line: &str, room: usize) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut gap = 0;
    let mut is_open = false;
    for piece in line.split(' ') {
        if piece.is_empty() {
            gap += 1;
            continue;
        }
        match words.last_mut() {
            Some((_, last)) if is_open && columns(last) + gap + columns(piece) <= room => {
                last.push_str(&" ".repeat(gap));
                last.push_str(piece);
            }
            _ => words.push((gap, piece.to_owned())),
        }
        if piece.matches('`').count() % 2 == 1 {
            is_open = !is_open;
        }
        gap = 1;
    }
    words
}

/// The longest name of a field, or of whoever a line is about.
const FIELD: usize = 24;

/// Where what follows a line's first piece begins: below the second of two columns, behind the mark of a list, a little
/// further in than the name of a field, or where the line itself does.
fn hang(line: &str, most: usize) -> usize {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let gaps = text.match_indices("  ").map(|(at, _)| columns(&text[..at]) + 2);
    let below = match gaps.filter(|gap| indent + gap <= most).last() {
        Some(gap) => gap,
        None if digits > 0 && text[digits..].starts_with(". ") => digits + 2,
        None if text.starts_with("- ") => 2,
        // What belongs to a field stands further in than its name; of a paragraph all lines stand alike.
        None if indent > 0 && text.find(": ").is_some_and(|at| columns(&text[..at]) <= FIELD) => 2,
        None => 0,
    };
    (indent + below).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_a_terminal_and_codes_take_none() {
        assert_eq!(columns("\x1b[1;31merror\x1b[0m"), 5);
        assert_eq!(columns("Größe"), 5);
        assert_eq!(columns("日本"), 4);
        assert_eq!(columns("e\u{301}"), 1);
    }

    #[test]
    fn text_is_broken_and_cut_by_columns() {
        assert_eq!(wrap("日本 日本 日本", 9), "日本 日本\n日本");
        assert_eq!(clip("日本日本日本", 9), "日本日...");
        assert_eq!(clip("日本", 4), "日本");
    }

    #[test]
    fn only_lines_that_are_too_wide_are_broken_and_what_follows_hangs() {
        let text = "short\n  - a point of a list that goes on\n  2026-03-01  the second of two columns\nplain words go on";
        let expected = "short\n  - a point of a list that\n    goes on\n  2026-03-01  the second of\n              two columns\nplain words go on";
        assert_eq!(fit(text, 28), expected);
        assert_eq!(fit(expected, 28), expected);
    }

    #[test]
    fn what_is_to_be_copied_stays_on_one_line_where_it_can() {
        let text = "see it with `scrutiny show a` and `scrutiny list --year 2026 --view none` there";
        assert_eq!(
            fit(text, 24),
            "see it with\n`scrutiny show a` and\n`scrutiny list --year\n2026 --view none` there"
        );
    }
}
