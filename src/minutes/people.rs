//! Who came, who moved and seconded, how members voted.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::Guest;
use super::paragraph::Paragraph;
use super::pattern::pattern;
use crate::source::{Span, Spanned};

fn place(base: usize, part: regex::Match<'_>) -> Span {
    Span::new(base + part.start(), base + part.end())
}

fn spanned(text: &str, span: Span) -> Spanned<Box<str>> {
    Spanned::new(collapsed(text.get(span.range()).unwrap_or_default()).into(), span)
}

/// Words with every run of blanks and line breaks made one space.
pub(super) fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a paragraph only tells who came for the item, and who that is.
pub(super) fn guests(text: &str, paragraph: &Paragraph) -> Option<Vec<Guest>> {
    static ATTEND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?is)^(?:(?:also\s+)?in\s+(?:virtual\s+)?attendance\b[^:]*:\s*(?P<after>.+)$|(?P<before>.+?)\s+(?:was|were)\s+(?:also\s+|virtually\s+)?(?:in\s+(?:virtual\s+)?attendance|present|in\s+attendance\s+virtually)\b[^.]*\.?$)",
        )
    });
    let words = paragraph.body_of(text);
    if words.len() > 4000 {
        return None;
    }
    let found = ATTEND.captures(words)?;
    let named = found.name("after").or(found.name("before"))?;
    let base = paragraph.body.range().start;
    let people = people(text, place(base, named));
    (!people.is_empty()).then_some(people)
}

/// The people in "Name (Role, Body), Name (Role, Body) and Name, Role".
fn people(text: &str, span: Span) -> Vec<Guest> {
    let mut found = Vec::new();
    let mut from = span.range().start;
    let mut depth = 0_u32;
    let words = text.get(span.range()).unwrap_or_default();
    let bracketed = words.contains('(');
    let mut cuts = Vec::new();
    for (at, c) in words.char_indices() {
        let rest = &words[at..];
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' | '\n' if depth == 0 => cuts.push((at, 1)),
            ',' if depth == 0 && bracketed => cuts.push((at, 1)),
            ' ' if depth == 0 && bracketed && rest.starts_with(" and ") => cuts.push((at, 4)),
            _ => {}
        }
    }
    cuts.push((words.len(), 0));
    for (at, width) in cuts {
        let end = span.range().start + at;
        if let Some(guest) = guest(text, from, end) {
            found.push(guest);
        }
        from = end + width;
    }
    found
}

fn guest(text: &str, from: usize, to: usize) -> Option<Guest> {
    static ONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?s)^(?:[\s,;.]|and\s)*(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Cllr|Councillor|Rev)\.?\s+)?[\p{Lu}][\p{L}'\u{2019}.-]*(?:\s+(?:[\p{Lu}][\p{L}'\u{2019}.-]*|de|van|von|der|le|la)){0,4})\s*(?:\((?P<role>.+)\)|[,\u{2013}-]\s*(?P<office>.+?))?\s*[.,]?\s*$",
        )
    });
    let words = text.get(from..to)?;
    let found = ONE.captures(words)?;
    let name = found.name("name")?;
    if !name.as_str().contains(char::is_whitespace) {
        return None;
    }
    let role = found.name("role").or(found.name("office"));
    Some(Guest {
        name: spanned(text, place(from, name)),
        role: role.map(|role| spanned(text, place(from, role))),
    })
}

/// Who moved and seconded, as the words that say so.
pub(super) fn movers(text: &str, span: Span) -> Vec<Spanned<Box<str>>> {
    static MOVER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:it\s+was\s+)?(?:moved|proposed)\s+by|on\s+(?:a|the)\s+motion\s+(?:of|by))\s+[^.;:()\n]*?(?:,?\s*(?:and\s+)?seconded\s+by\s+[^.;:()\n,]*?)?(?:[.;:,()\n]|\s+and\b|\s+that\b|$)|\b[\p{Lu}][^.;:()\n]*?\s+(?:moved|proposed),?\s+(?:and\s+)?[^.;:()\n]*?\s+seconded\b",
        )
    });
    each(text, span, &MOVER)
}

/// How members voted, as the words that say so.
pub(super) fn votes(text: &str, span: Span) -> Vec<Spanned<Box<str>>> {
    static VOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\(\s*[0-9]{1,3}\s*:\s*[0-9]{1,3}(?:\s*:\s*[0-9]{1,3})?\s*\)|\b[0-9]{1,3}\s+(?:votes?\s+to|(?:votes?\s+)?(?:in\s+favour|for|against))\b[^.;\n]*?\b[0-9]{1,3}(?:\s+(?:votes?|against|abstentions?|abstained|abstaining))?(?:[^.;\n]*?\b[0-9]{1,3}\s+(?:abstentions?|abstained|abstaining))?|\b(?:For|Against|Abstentions?|Abstained)\s*[:\u{2013}-]\s*[0-9]{1,3}|\bvot(?:e|ing)\s*:\s*[^.;\n]+|\bunanimously\b|\bnem\.?\s?con\b",
        )
    });
    each(text, span, &VOTE)
}

fn each(text: &str, span: Span, what: &Regex) -> Vec<Spanned<Box<str>>> {
    let base = span.range().start;
    let words = text.get(span.range()).unwrap_or_default();
    what.find_iter(words)
        .map(|found| {
            let own = found
                .as_str()
                .trim_end_matches(['.', ';', ':', ',', '\n', ' ', '(']);
            spanned(
                text,
                Span::new(base + found.start(), base + found.start() + own.len()),
            )
        })
        .collect()
}

/// Whether a line says nothing but who moved or how members voted.
pub(super) fn is_only(words: &str, parts: &[Spanned<Box<str>>]) -> bool {
    let told: usize = parts.iter().map(|part| part.value.len()).sum();
    told > 0 && told * 10 >= words.trim().len() * 6
}
