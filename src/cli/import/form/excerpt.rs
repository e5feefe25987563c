//! A clause in its place in the minutes, with the words that decide brought out.

use std::ops::Range;

use crate::cli::ask::Marks;
use crate::cli::output::clip;
use crate::minutes::{ItemDraft, Page};
use crate::source::Span;

/// The lines around a clause; the clause itself is marked, and in it the words that tell what it does.
pub(super) fn excerpt(page: &Page, item: &ItemDraft, at: usize, marks: Marks) -> String {
    let clause = &item.clauses[at];
    let Range { start, end } = around(&page.text, clause.words.span);
    let mut telling: Vec<Span> = clause.kinds.iter().map(|kind| kind.span).collect();
    telling.extend(
        item.determinations
            .iter()
            .filter(|view| view.clause == at)
            .map(|view| view.says),
    );
    let mut out = Vec::new();
    let (before, after) = (&page.text[..start], &page.text[end..]);
    let whole = |line: &&str| !line.trim().is_empty();
    if let Some(line) = before
        .lines()
        .rev()
        .find(whole)
        .filter(|_| before.ends_with('\n'))
    {
        out.push(format!("    {}", clip(line.trim(), 74)));
    }
    out.extend(broken(&page.text, start, end, &telling, marks));
    if let Some(line) = after.lines().find(whole).filter(|_| after.starts_with('\n')) {
        out.push(format!("    {}", clip(line.trim(), 74)));
    }
    out.join("\n")
}

/// The line that holds a place. Some pages have a whole item on one line: of such a line, what stands near.
pub(super) fn around(text: &str, span: Span) -> Range<usize> {
    const NEAR: usize = 240;
    let place = span.range();
    let (first, last) = (place.start.min(text.len()), place.end.min(text.len()));
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let start = start.max(text.ceil_char_boundary(first.saturating_sub(NEAR)));
    let end = end.min(text.floor_char_boundary((last + NEAR).min(text.len())));
    start.min(first)..end.max(last)
}

/// Lines of at most so many characters, the marks not counted; each begins with `>>`.
fn broken(text: &str, start: usize, end: usize, telling: &[Span], marks: Marks) -> Vec<String> {
    const WIDTH: usize = 74;
    let (open, close, set, unset) = match marks {
        Marks::Styled => ("\u{1b}[4m", "\u{1b}[24m", "\u{1b}[1m", "\u{1b}[0m"),
        Marks::Brackets => ("[[", "]]", "", ""),
    };
    let is_telling = |at: usize| telling.iter().any(|span| span.range().contains(&at));
    let mut lines = Vec::new();
    let (mut line, mut width) = (String::new(), 0);
    let mut marked = false;
    let finish = |line: &mut String, marked: bool| {
        let close = if marked { close } else { "" };
        let whole = format!(" >> {set}{line}{close}{unset}");
        line.clear();
        whole
    };
    let words = text[start..end].split_whitespace();
    for word in words {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            lines.push(finish(&mut line, marked));
            (marked, width) = (false, 0);
        }
        let told = is_telling(at);
        if marked && !told {
            line.push_str(close);
            marked = false;
        }
        if width > 0 {
            line.push(' ');
            width += 1;
        }
        if told && !marked {
            line.push_str(open);
            marked = true;
        }
        line.push_str(word);
        width += length;
    }
    if !line.is_empty() {
        lines.push(finish(&mut line, marked));
    }
    lines
}
