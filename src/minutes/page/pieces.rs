//! Lines to pieces: the headings of an item's parts ("Minutes:") apart from what is run on to them.

use std::sync::LazyLock;

use regex::Regex;

use super::furniture::is_file;
use super::sheet::{Line, Mark, Part, Sheet, trimmed};
use super::table::Table;
use super::title;
use crate::minutes::pattern::pattern;

/// The headings of the parts of an item.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<documents>(?:Supporting|Additional|Accompanying|Background) [Dd]ocuments\s?:)",
        r"|(?-u:\b)(?:(?P<minutes>Minutes\s?:)|(?P<decision>Decisions?\s?:))",
    ))
});

/// Splits every line that words alone tell about.
pub(super) fn split(sheet: &mut Sheet) {
    let mut out = Vec::with_capacity(sheet.lines.len());
    let mut table = Table::find(sheet);
    let bare = bare_heads(sheet);
    let mut part = Part::Agenda;
    for (at, line) in sheet.lines.iter().enumerate() {
        match line.mark {
            Mark::Plain if table.holds(sheet, at) => table.split(sheet, at, &mut out),
            Mark::Plain if bare && is_bare_head(sheet, at) => {
                let part = bare_head(sheet.words(line.span)).unwrap_or(Part::Minutes);
                out.push(Line::new(line.span, Mark::Head(part)));
            }
            Mark::Body if sheet.structured => body(&sheet.text, *line, part, &mut out),
            Mark::Plain | Mark::Body => run_in(&sheet.text, *line, &mut out),
            _ => out.push(*line),
        }
        match out.last().map(|line| line.mark) {
            Some(Mark::Opens { .. }) => part = Part::Agenda,
            Some(Mark::Head(head)) => part = head,
            _ => {}
        }
    }
    sheet.lines = out;
}

/// The part that a heading without a colon announces.
fn bare_head(words: &str) -> Option<Part> {
    match words {
        "Minutes" => Some(Part::Minutes),
        "Decision" | "Decisions" => Some(Part::Decision),
        _ => None,
    }
}

/// Whether the line is a heading without a colon. Below a number it is the title of an item.
fn is_bare_head(sheet: &Sheet, at: usize) -> bool {
    let words = |at: usize| sheet.lines.get(at).map_or("", |line| sheet.words(line.span));
    bare_head(words(at)).is_some() && at > 0 && !is_number(words(at - 1))
}

/// Whether headings stand without a colon: one alone is as likely the title of an item or of the page.
fn bare_heads(sheet: &Sheet) -> bool {
    let found = (0..sheet.lines.len()).filter(|at| sheet.is_plain(*at) && is_bare_head(sheet, *at));
    found.take(2).count() == 2
}

/// Splits a line that may begin with a number and a title in capitals, run in to the text.
fn run_in(text: &str, line: Line, out: &mut Vec<Line>) {
    let range = line.span.range();
    let words = &text[range.clone()];
    let found = words
        .starts_with(|letter: char| letter.is_ascii_digit())
        .then(|| super::candidate::numbered(text, line.span))
        .flatten()
        .and_then(|(_, rest)| rest);
    let cut = found.and_then(|rest| {
        let start = rest.range().start;
        let (end, next) = super::runin::split(&text[rest.range()])?;
        (end > 0).then_some(start + next)
    });
    let Some(next) = cut.filter(|_| line.mark == Mark::Plain) else {
        pieces(text, line, false, out);
        return;
    };
    out.extend(trimmed(&text[range.start..next], range.start).map(|span| Line { span, ..line }));
    if let Some(span) = trimmed(&text[next..range.end], next) {
        pieces(text, Line::new(span, line.mark), false, out);
    }
}

/// Text whose part the markup tells. Only minutes hold a heading of their own, for what was decided.
fn body(text: &str, line: Line, part: Part, out: &mut Vec<Line>) {
    let words = &text[line.span.range()];
    let decides = matches!(head_at_start(words), Some((Part::Decision, _)));
    if part == Part::Minutes && bare_head(words) == Some(Part::Decision) {
        out.push(Line::new(line.span, Mark::Head(Part::Decision)));
    } else if decides && part == Part::Minutes {
        pieces(text, line, false, out);
    } else {
        out.push(line);
    }
}

/// Whether what stands before a heading at the end of its line is whole: a sentence, or a title.
fn ends_item(before: &str) -> bool {
    let words = before.trim_end();
    words.ends_with(['.', ')']) || title::is_heading(words)
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
        "supporting documents" | "additional documents" | "accompanying documents" | "attachments" => {
            Part::Documents
        }
        _ => return None,
    };
    Some((part, words.len()))
}

fn part(found: &regex::Captures<'_>) -> Part {
    if found.name("documents").is_some() {
        Part::Documents
    } else if found.name("minutes").is_some() {
        Part::Minutes
    } else {
        Part::Decision
    }
}

/// Splits one line at the headings in it. In a row of a table everything of an item stands on one line.
pub(super) fn pieces(text: &str, line: Line, in_row: bool, out: &mut Vec<Line>) {
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
            let last = start + found[0].len() == rest.len();
            let cuts = start > 0
                && (cuts(&rest[..start], part, in_row, &seen) || (last && ends_item(&rest[..start])));
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

/// Whether words are the number of an item and nothing else.
pub(super) fn is_number(words: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\*?\s*\d{1,3}[A-Za-z]?[.)]?\s*\*?$"));
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
}
