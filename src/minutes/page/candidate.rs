//! Lines that could be the number and title of an item.

use std::sync::LazyLock;

use regex::Regex;

use super::sheet::{Mark, Part, Sheet, trimmed};
use super::title;
use crate::minutes::dates;
use crate::minutes::pattern::pattern;
use crate::source::Span;

/// A line that could begin an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The line of its number.
    pub(super) line: usize,
    /// The line of its title, where that is another.
    pub(super) below: Option<usize>,
    /// The number as printed, without its full stop.
    pub(super) number: Span,
    /// What stands before the digits that count: "HEA" of "HEA9", "25/" of "25/32".
    pub(super) prefix: Span,
    /// What is counted, and a letter after it.
    pub(super) counts: (u32, u8),
    /// The title.
    pub(super) title: Span,
    /// Whether its title is printed as headings are.
    pub(super) heading: bool,
    /// Whether its title is in capitals.
    pub(super) capitals: bool,
    /// Whether the number stands apart from the title: on a line of its own, or with a full stop or a tab.
    pub(super) apart: bool,
    /// Whether its title cannot be told from a sentence.
    pub(super) loose: bool,
    /// Whether a heading of a part ("Minutes:") or a file's size follows before the next candidate.
    pub(super) confirmed: bool,
}

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[\s*#]*(?:(?i:item|minute)\s+(?:no\.?\s*)?)?",
        r"(?P<number>(?P<prefix>[A-Z](?:[A-Z&]{0,4})\s?|\d{1,4}/)?(?P<digits>\d{1,3})(?P<letter>[A-Za-z]?))",
        r"(?P<gap>\*{0,2}[.:)]?\*{0,2}(?:\s*\||[\s\u{a0}]+[-\u{2013}]?|$)|\.)[\s\u{a0}]*",
    ))
});

static SECOND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(\d{1,3}\)\s+"));

/// The number at the start of a line, and what follows it.
pub(super) fn numbered(text: &str, span: Span) -> Option<(Span, Option<Span>)> {
    let found = parse(text, span)?;
    Some((found.number, found.rest))
}

struct Numbered {
    number: Span,
    prefix: Span,
    counts: (u32, u8),
    rest: Option<Span>,
    apart: bool,
}

fn parse(text: &str, span: Span) -> Option<Numbered> {
    let words = text.get(span.range())?;
    // What opens an item begins with a number soon; the pattern need not look at the others.
    if !words.as_bytes().iter().take(24).any(u8::is_ascii_digit) {
        return None;
    }
    let found = NUMBERED.captures(words)?;
    let base = span.range().start;
    let at = |name: &str| {
        let place = found.name(name).map(|part| part.range()).unwrap_or_default();
        Span::new(base + place.start, base + place.end)
    };
    // "90 (3) WINTER PLAN": the number on the agenda stands behind that of the minutes.
    let mut length = found[0].len();
    if let Some(second) = SECOND.find(&words[length..]) {
        length += second.end();
    }
    let rest = &words[length..];
    // "3.2" numbers a paragraph, and "10.30 am" is a time.
    if found["gap"].ends_with('.') && rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    // "12 October 2026" is the day of the meeting.
    if let Some((_, day)) = dates::find(words)
        && day.start == found.name("number").map_or(0, |number| number.start())
        && !words[day.end..].trim_start().starts_with(char::is_alphabetic)
    {
        return None;
    }
    // "FOR 17" counts votes, and "PAGE 3" pages.
    const COUNTED: [&str; 8] = ["FOR", "AYES", "NOES", "NO", "YES", "PART", "PAGE", "ROOM"];
    if COUNTED.contains(&found.name("prefix").map_or("", |prefix| prefix.as_str().trim())) {
        return None;
    }
    // "(1)" and "1)" number clauses.
    if found["gap"].contains(')') {
        return None;
    }
    let letter = found["letter"].bytes().next().unwrap_or(0).to_ascii_lowercase();
    let counts = (found["digits"].parse().ok()?, letter);
    let gap = &found["gap"];
    Some(Numbered {
        number: at("number"),
        prefix: at("prefix"),
        counts,
        rest: trimmed(rest, base + length),
        apart: rest.is_empty() || gap.contains(['.', '\t', '|', ':']) || gap.contains("  "),
    })
}

/// All candidates, in order.
pub(super) fn find(sheet: &Sheet) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut arising = false;
    for (at, line) in sheet.lines.iter().enumerate() {
        if line.mark != Mark::Plain {
            continue;
        }
        // "Minute 14 - Dental Access" below "Matters Arising" is a minute of an earlier meeting.
        arising |= is_arising(sheet.words(line.span));
        if arising && is_minute(sheet.words(line.span)) {
            continue;
        }
        let Some(numbered) = parse(&sheet.text, line.span) else {
            continue;
        };
        let (title, below) = match numbered.rest {
            Some(rest) => (title::clean(&sheet.text, rest), None),
            None => match sheet.lines.get(at + 1) {
                Some(next) if next.mark == Mark::Plain => {
                    (title::clean(&sheet.text, next.span), Some(at + 1))
                }
                _ => (None, None),
            },
        };
        let Some(title) = title else { continue };
        let words = sheet.words(title);
        let loose = !title::is_title(words);
        if loose && !title::is_loose(words) {
            continue;
        }
        found.push(Candidate {
            line: at,
            below,
            number: numbered.number,
            prefix: numbered.prefix,
            counts: numbered.counts,
            title,
            heading: title::is_heading(words),
            capitals: title::is_capitals(words),
            apart: numbered.apart,
            loose,
            confirmed: false,
        });
    }
    count_years(sheet, &mut found);
    confirm(sheet, &mut found);
    found
}

fn is_arising(words: &str) -> bool {
    words.len() < 60
        && words
            .get(..15)
            .is_some_and(|start| start.eq_ignore_ascii_case("matters arising"))
}

fn is_minute(words: &str) -> bool {
    ["minute ", "item ", "page "].iter().any(|word| {
        words
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

/// In "11/22" and "12/22" the year comes last: there what stands before it is counted.
fn count_years(sheet: &Sheet, found: &mut [Candidate]) {
    let slashed: Vec<usize> = (0..found.len())
        .filter(|at| sheet.words(found[*at].prefix).ends_with('/'))
        .collect();
    let [first, .., last] = slashed.as_slice() else {
        return;
    };
    let (first, last) = (found[*first], found[*last]);
    if first.counts != last.counts || sheet.words(first.prefix) == sheet.words(last.prefix) {
        return;
    }
    for at in slashed {
        let (prefix, number) = (found[at].prefix.range(), found[at].number.range());
        let counted = sheet.text.get(prefix.clone()).unwrap_or_default();
        if let Ok(counted) = counted.trim_end_matches('/').parse() {
            found[at].counts = (counted, 0);
            found[at].prefix = Span::new(prefix.end - 1, number.end);
        }
    }
}

/// Notes which candidates a heading of a part follows before the next one. "Supporting documents:" does not count, as it
/// follows the last paragraph of an item; nor does a decision where the title could be a sentence.
fn confirm(sheet: &Sheet, found: &mut [Candidate]) {
    // Where minutes come before any decision, a decision ends an item and does not follow its title.
    let first = sheet.lines.iter().find_map(|line| match line.mark {
        Mark::Head(part @ (Part::Minutes | Part::Decision)) => Some(part),
        _ => None,
    });
    // The lines from a title to the heading that follows it.
    let mut owner: Option<(usize, usize)> = None;
    for at in 0..found.len() {
        let start = found[at].below.unwrap_or(found[at].line);
        let loose = found[at].loose;
        // Numbered agenda text that is no title does not stand between a title and its minutes.
        let next = (at + 1..found.len().min(at + 9)).find(|next| loose || !found[*next].loose);
        let end = next.map_or(sheet.lines.len(), |next| found[next].line);
        // Agenda text is short: a heading far below belongs to a later item whose number was lost.
        let lines = sheet.lines.get(start..end).unwrap_or_default();
        let follows = lines.iter().take(16).position(|line| match line.mark {
            Mark::Head(Part::Minutes) => true,
            Mark::Head(Part::Decision) => !loose && first == Some(Part::Decision),
            Mark::Head(Part::Documents) => sheet.words(line.span).starts_with("Additional"),
            _ => false,
        });
        let taken = loose && owner.is_some_and(|(line, end)| (line..end).contains(&found[at].line));
        if !loose {
            owner = follows.map(|head| (found[at].line, start + head));
        }
        let title_line = sheet.lines.get(start).map_or("", |line| sheet.words(line.span));
        found[at].confirmed = (follows.is_some() && !taken) || super::furniture::is_file(title_line);
    }
}
