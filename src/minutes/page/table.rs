//! Tables of items that were pasted as text with bars: a heading "No. | Item |", then a row for each item, on one line or
//! on several of which the last ends with a bar.

use super::pieces::{is_number, pieces};
use super::sheet::{Line, Mark, Part, Sheet, trimmed};
use super::{Why, title};
use crate::source::Span;

/// Where in the table the reading is.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Whether rows begin items: only below the heading of a table of items, or in a table without any heading.
    items: bool,
    /// Whether a row is under way that ends on a later line.
    in_row: bool,
    /// Whether the row holds a decision already.
    decided: bool,
    /// For each line, the line that ends the row it stands in.
    ends: Vec<Option<usize>>,
}

fn is_bar(letter: char) -> bool {
    letter == '|' || letter.is_whitespace()
}

impl Table {
    /// Looks for rows among all lines.
    pub(super) fn find(sheet: &Sheet) -> Self {
        let mut ends = vec![None; sheet.lines.len()];
        let mut end = None;
        let mut single = 0_usize;
        for (at, line) in sheet.lines.iter().enumerate().rev() {
            let words = sheet.words(line.span);
            if line.mark != Mark::Plain {
                end = None;
                continue;
            }
            if words.ends_with('|') {
                end = Some(at);
                let inner = words.trim_end_matches(is_bar);
                single += usize::from(!inner.is_empty() && !inner.contains('|'));
            } else if words.starts_with('|') {
                end = None;
            }
            ends[at] = end;
        }
        let parts = || {
            let has = |line: &Line| {
                let words = sheet.words(line.span);
                words.contains("Decision:") || words.contains("Minutes:")
            };
            sheet.lines.iter().any(has)
        };
        Self {
            items: single >= 2 && parts(),
            ends,
            ..Self::default()
        }
    }

    /// Whether a line belongs to the table.
    pub(super) fn holds(&self, sheet: &Sheet, at: usize) -> bool {
        let words = sheet.lines.get(at).map_or("", |line| sheet.words(line.span));
        words.starts_with('|')
            || is_heading(&sheet.text, at, sheet)
            || (self.items && self.ends.get(at).is_some_and(Option::is_some))
    }

    /// Splits a line of the table.
    pub(super) fn split(&mut self, sheet: &Sheet, at: usize, out: &mut Vec<Line>) {
        let line = sheet.lines[at];
        let text = &sheet.text;
        let words = &text[line.span.range()];
        let inner = words.trim_matches(is_bar);
        if !inner.chars().any(char::is_alphanumeric) {
            self.in_row = false;
            out.push(Line::new(line.span, Mark::Aside(Why::Furniture)));
            return;
        }
        if is_heading(text, at, sheet) {
            self.items = true;
            self.in_row = false;
            out.push(Line::new(line.span, Mark::Aside(Why::Furniture)));
            return;
        }
        let start = line.span.range().start + (words.len() - words.trim_start_matches(is_bar).len());
        let inner = Span::new(start, start + inner.len());
        if !self.items {
            pieces(text, Line::new(inner, Mark::Plain), false, out);
            return;
        }
        let first = out.len();
        if self.in_row && !words.starts_with('|') {
            pieces(text, Line::new(inner, Mark::Plain), true, out);
            self.begin_at_second_decision(&mut out[first..]);
        } else {
            self.decided = false;
            row(text, inner, self.holds_parts(sheet, at), out);
            self.begin_at_second_decision(&mut out[first..]);
        }
        self.in_row = !words.ends_with('|') && !words.starts_with('|');
    }

    /// A second decision in a row is that of another item, whose row was lost.
    fn begin_at_second_decision(&mut self, found: &mut [Line]) {
        for line in found {
            match line.mark {
                Mark::Head(Part::Decision) if self.decided => line.fresh = true,
                Mark::Head(Part::Decision) => self.decided = true,
                Mark::Head(Part::Minutes) => self.decided = false,
                _ => {}
            }
        }
    }

    /// Whether the row that begins here has minutes or a decision on one of its lines.
    fn holds_parts(&self, sheet: &Sheet, at: usize) -> bool {
        let end = self.ends.get(at).copied().flatten().unwrap_or(at);
        let lines = sheet.lines.get(at..=end).unwrap_or_default();
        lines.iter().any(|line| {
            let words = sheet.words(line.span);
            words.contains("Decision:") || words.contains("Minutes:")
        })
    }
}

/// Whether a line is the heading of a table of items.
fn is_heading(text: &str, at: usize, sheet: &Sheet) -> bool {
    let Some(line) = sheet.lines.get(at) else {
        return false;
    };
    let words = &text[line.span.range()];
    if words.len() > 60 || !words.contains('|') {
        return false;
    }
    let cells = cells(text, line.span);
    let is = |at: usize, names: &[&str]| {
        let words = cells.get(at).map_or("", |cell| &text[cell.range()]);
        names
            .iter()
            .any(|name| words.trim_matches('*').eq_ignore_ascii_case(name))
    };
    is(0, &["no.", "no", "number"]) && is(1, &["item", "items"])
}

/// Splits the first line of a row, and begins an item there if it is one.
fn row(text: &str, inner: Span, holds_parts: bool, out: &mut Vec<Line>) {
    let cells: Vec<Span> = cells(text, inner);
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
    split_title(text, &mut found);
    let first = found.first().copied();
    let title = first
        .filter(|piece| piece.mark == Mark::Plain)
        .and_then(|piece| title::clean(text, piece.span))
        .filter(|span| title::is_title(&text[span.range()]));
    if !(holds_parts || numbered || title.is_some()) {
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

/// Takes the title off the agenda text that is run on to it.
fn split_title(text: &str, found: &mut Vec<Line>) {
    let Some(first) = found.first().copied().filter(|line| line.mark == Mark::Plain) else {
        return;
    };
    let range = first.span.range();
    let Some(cut) = title::before_agenda(&text[range.clone()]) else {
        return;
    };
    let title = trimmed(&text[range.start..range.start + cut], range.start);
    let rest = trimmed(&text[range.start + cut..range.end], range.start + cut);
    let both = title.into_iter().chain(rest);
    found.splice(..1, both.map(|span| Line::new(span, first.mark)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::page::pieces::split;

    fn split_up(text: &str) -> Vec<(String, String)> {
        let mut sheet = Sheet::plain(text.to_owned());
        split(&mut sheet);
        let shown = |line: &Line| {
            let fresh = if line.fresh { "Fresh " } else { "" };
            (
                format!("{fresh}{:?}", line.mark),
                sheet.words(line.span).to_owned(),
            )
        };
        sheet.lines.iter().map(shown).collect()
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

    #[test]
    fn a_row_can_go_on_over_lines_and_its_bar_is_no_word() {
        let found = split_up(
            "No. | Item |\n---|---|\nScan Capacity Report of the Scrutiny Officer Minutes: Two officers spoke.\na) Waits had grown.\nResolved to wait. |\n|\nMinutes: Noted. |",
        );
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(
            words[2..],
            [
                "Scan Capacity",
                "Report of the Scrutiny Officer",
                "Minutes:",
                "Two officers spoke.",
                "a) Waits had grown.",
                "Resolved to wait.",
                "|",
                "Minutes:",
                "Noted."
            ]
        );
        assert!(found[2].0.starts_with("Opens"));
        assert!(found[9].0.starts_with("Fresh Head"));
    }

    #[test]
    fn rows_without_a_heading_are_items_where_they_hold_decisions() {
        let found = split_up(
            "Old Minutes To approve them. Decision: They were agreed.\nDecision: None declared. |\nThe panel heard a letter.\nDecision: That it be noted. |",
        );
        let opens = |(mark, _): &&(String, String)| mark.starts_with("Opens") || mark.starts_with("Fresh");
        let begin: Vec<&str> = found
            .iter()
            .filter(opens)
            .map(|(_, words)| words.as_str())
            .collect();
        assert_eq!(begin, ["Old Minutes", "Decision:", "The panel heard a letter."]);
        assert_eq!(
            found.last().map(|(_, words)| words.as_str()),
            Some("That it be noted.")
        );
    }
}
