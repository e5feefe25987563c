//! Lines to pieces: the headings of an item's parts ("Minutes:") apart from what is run on to them.

use std::sync::LazyLock;

use regex::Regex;

use super::Why;
use super::furniture::is_file;
use super::sheet::{Line, Mark, Part, Sheet, trimmed};
use super::title;
use crate::source::Span;

/// The headings of the parts of an item.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<documents>(?:Supporting|Additional|Accompanying|Background) [Dd]ocuments\s?:)",
        r"|(?-u:\b)(?:(?P<minutes>Minutes\s?:)|(?P<decision>Decisions?\s?:))",
    ))
    .expect("a pattern of ours")
});

/// Splits every line that words alone tell about.
pub(super) fn split(sheet: &mut Sheet) {
    let lines = std::mem::take(&mut sheet.lines);
    let mut out = Vec::with_capacity(lines.len());
    let mut in_table = false;
    let mut part = Part::Agenda;
    for line in lines {
        let words = sheet.words(line.span);
        match line.mark {
            Mark::Plain if words.starts_with('|') => row(&sheet.text, line, &mut in_table, &mut out),
            Mark::Body if sheet.structured => body(&sheet.text, line, part, &mut out),
            Mark::Plain | Mark::Body => pieces(&sheet.text, line, false, &mut out),
            _ => out.push(line),
        }
        match out.last().map(|line| line.mark) {
            Some(Mark::Opens { .. }) => part = Part::Agenda,
            Some(Mark::Head(head)) => part = head,
            _ => {}
        }
    }
    sheet.lines = out;
}

/// Text whose part the markup tells. Only minutes hold a heading of their own, for what was decided.
fn body(text: &str, line: Line, part: Part, out: &mut Vec<Line>) {
    let decides = matches!(head_at_start(&text[line.span.range()]), Some((Part::Decision, _)));
    if decides && part == Part::Minutes {
        pieces(text, line, false, out);
    } else {
        out.push(line);
    }
}

/// A heading that fills its line, in whatever letters; or one that begins it.
fn head_at_start(words: &str) -> Option<(Part, usize)> {
    let marks = words.len() - words.trim_start_matches(['*', '#', '_', ' ']).len();
    let rest = &words[marks..];
    let close = |end: usize| {
        let after = &words[marks + end..];
        marks + end + (after.len() - after.trim_start_matches(['*', '_']).len())
    };
    if let Some(found) = HEAD.captures(rest)
        && let Some(whole) = found.get(0).filter(|whole| whole.start() == 0)
    {
        return Some((part(&found), close(whole.end())));
    }
    let alone = rest.trim_end_matches(['*', '_', ' ']);
    let lower = (alone.len() < 30).then(|| alone.to_ascii_lowercase())?;
    let part = match lower.trim_end_matches(':').trim_end() {
        _ if !lower.ends_with(':') => return None,
        "minutes" => Part::Minutes,
        "decision" | "decisions" | "decision made" | "decision(s)" => Part::Decision,
        "supporting documents" | "additional documents" | "accompanying documents" => Part::Documents,
        _ => return None,
    };
    Some((part, words.len()))
}

fn part(found: &regex::Captures<'_>) -> Part {
    match () {
        () if found.name("documents").is_some() => Part::Documents,
        () if found.name("minutes").is_some() => Part::Minutes,
        () => Part::Decision,
    }
}

/// Splits one line at the headings in it. In a row of a table everything of an item stands on one line.
fn pieces(text: &str, line: Line, in_row: bool, out: &mut Vec<Line>) {
    let end = line.span.range().end;
    let mut at = line.span.range().start;
    let mut seen: Vec<Part> = Vec::new();
    while at < end {
        let rest = &text[at..end];
        if let Some((part, length)) = head_at_start(rest) {
            let mark = Mark::Head(part);
            out.extend(trimmed(&rest[..length], at).map(|span| Line::new(span, mark)));
            if !seen.contains(&part) {
                seen.push(part);
            }
            at += length;
            at += rest[length..].len() - rest[length..].trim_start().len();
            continue;
        }
        let next = HEAD.captures_iter(rest).find_map(|found| {
            let start = found.get(0)?.start();
            let part = part(&found);
            let cuts = start > 0 && cuts(&rest[..start], part, in_row, &seen);
            cuts.then_some(start)
        });
        let stop = next.unwrap_or(rest.len());
        out.extend(trimmed(&rest[..stop], at).map(|span| Line::new(span, line.mark)));
        at += stop;
    }
}

/// Whether a heading in the middle of a line is one: nothing may lead on to it as a sentence does.
fn cuts(before: &str, part: Part, in_row: bool, seen: &[Part]) -> bool {
    let words = before.trim_end();
    let last = words
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let leads_on = words.ends_with([',', '\u{2018}', '\u{201c}', '"', '('])
        || [
            "the",
            "of",
            "these",
            "following",
            "and",
            "draft",
            "previous",
            "a",
            "with",
            "in",
        ]
        .contains(&last);
    if leads_on {
        return false;
    }
    let glued = words.len() == before.len() && words.ends_with(['.', ';', ')', ']']);
    match part {
        Part::Documents => true,
        _ => glued || is_file(words) || (in_row && !seen.contains(&part)),
    }
}

/// A row of a table that was pasted as text with bars. Only below the heading of a table of items does a row begin one.
fn row(text: &str, line: Line, in_table: &mut bool, out: &mut Vec<Line>) {
    let words = &text[line.span.range()];
    let bars = |letter: char| letter == '|' || letter.is_whitespace();
    let inner = words.trim_matches(bars);
    if !inner.chars().any(char::is_alphanumeric) {
        out.push(Line::new(line.span, Mark::Aside(Why::Furniture)));
        return;
    }
    let start = line.span.range().start + (words.len() - words.trim_start_matches(bars).len());
    let inner = Span::new(start, start + inner.len());
    let cells: Vec<Span> = cells(text, inner);
    let is = |at: usize, names: &[&str]| {
        let words = cells.get(at).map_or("", |cell| &text[cell.range()]);
        names
            .iter()
            .any(|name| words.trim_matches('*').eq_ignore_ascii_case(name))
    };
    if is(0, &["no.", "no", "number"]) && is(1, &["item", "items"]) {
        *in_table = true;
        out.push(Line::new(line.span, Mark::Aside(Why::Furniture)));
        return;
    }
    if !*in_table {
        pieces(text, Line::new(inner, Mark::Plain), false, out);
        return;
    }
    let numbered = cells.len() > 1 && is_number(&text[cells[0].range()]);
    let number = numbered
        .then(|| cells[0])
        .map(|cell| (cell, super::candidate::numbered(text, cell)));
    let body = if numbered {
        Span::new(cells[1].range().start, inner.range().end)
    } else {
        inner
    };
    let mut found = Vec::new();
    pieces(text, Line::new(body, Mark::Plain), true, &mut found);
    let first = found.first().copied();
    let headed = found.iter().any(|piece| matches!(piece.mark, Mark::Head(_)));
    let title = first
        .filter(|piece| piece.mark == Mark::Plain)
        .and_then(|piece| title::clean(text, piece.span))
        .filter(|span| title::is_title(&text[span.range()]));
    if !(headed || numbered || title.is_some()) {
        out.append(&mut found);
        return;
    }
    if let Some((cell, number)) = number {
        let number = number.map(|(number, _)| number);
        out.push(Line::new(cell, Mark::Opens { number, title: None }));
    }
    match (found.first_mut(), title) {
        (Some(piece), Some(_)) if numbered => piece.mark = Mark::Title(title),
        (Some(piece), Some(_)) => piece.mark = Mark::Opens { number: None, title },
        (Some(piece), None) if !numbered => piece.fresh = true,
        _ => {}
    }
    out.append(&mut found);
}

/// The cells between bars that hold anything.
fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut at = row.range().start;
    let mut found = Vec::new();
    for cell in text[row.range()].split('|') {
        found.extend(trimmed(cell, at));
        at += cell.len() + 1;
    }
    found
}

/// Whether words are the number of an item and nothing else.
pub(super) fn is_number(words: &str) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\*?\s*\d{1,3}[A-Za-z]?[.)]?\s*\*?$").expect("a pattern of ours"));
    words.len() < 12 && NUMBER.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_up(text: &str) -> Vec<(String, String)> {
        let mut sheet = Sheet::plain(text.to_owned());
        split(&mut sheet);
        let shown = |line: &Line| (format!("{:?}", line.mark), sheet.words(line.span).to_owned());
        sheet.lines.iter().map(shown).collect()
    }

    fn words(text: &str) -> Vec<String> {
        split_up(text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn headings_come_off_what_is_run_on_to_them() {
        assert_eq!(
            words("That it be noted.Supporting documents:The report"),
            ["That it be noted.", "Supporting documents:", "The report"]
        );
        assert_eq!(words("Minutes: The panel met."), ["Minutes:", "The panel met."]);
        assert_eq!(
            words("Supporting documents: Minutes: The panel met."),
            ["Supporting documents:", "Minutes:", "The panel met."]
        );
        assert_eq!(words("**Decision:** Noted."), ["**Decision:**", "Noted."]);
        assert_eq!(
            words("It read the draft Minutes: all was well."),
            ["It read the draft Minutes: all was well."]
        );
        assert_eq!(
            words("Their last Decision: to wait."),
            ["Their last Decision: to wait."]
        );
    }

    #[test]
    fn rows_of_a_pasted_table_are_items() {
        let found = split_up(
            "| No. | Item |\n|---|---|\n| 4. | Dental access Additional documents: Minutes: It was noted. |\n||||\n| Work Minutes: Noted. |",
        );
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(
            words,
            [
                "| No. | Item |",
                "|---|---|",
                "4.",
                "Dental access",
                "Additional documents:",
                "Minutes:",
                "It was noted.",
                "||||",
                "Work",
                "Minutes:",
                "Noted."
            ]
        );
        assert!(found[2].0.starts_with("Opens"));
        assert!(found[3].0.starts_with("Title"));
        assert!(found[8].0.starts_with("Opens"));
    }
}
