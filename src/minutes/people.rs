//! Who came, who moved and seconded, how members voted.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::Guest;
use super::paragraph::{Paragraph, collapsed};
use super::pattern::pattern;
use crate::source::{Span, Spanned};

fn place(base: usize, part: regex::Match<'_>) -> Span {
    Span::new(base + part.start(), base + part.end())
}

fn spanned(text: &str, span: Span) -> Spanned<Box<str>> {
    Spanned::new(collapsed(span.of(text)).into(), span)
}

/// Whether a paragraph only tells who came for the item, and who that is.
pub(super) fn guests(text: &str, paragraph: &Paragraph) -> Option<Vec<Guest>> {
    static ATTEND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?is)^(?:(?:also\s+)?in\s+(?:virtual\s+)?attendance\b[^:]*:\s*(?P<after>.+)$|(?P<before>.+?)\s+(?:was|were)\s+(?:also\s+|virtually\s+)?(?:in\s+(?:virtual\s+)?attendance|present|in\s+attendance\s+virtually)\b[^.]*\.?$)",
        )
    });
    let words = paragraph.body_of(text);
    if words.len() > 4000 || !has(words, &["attendance", "present"]) {
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
    let words = span.of(text);
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
    let is_body = ["The ", "All ", "No ", "Members"]
        .iter()
        .any(|word| name.as_str().starts_with(word));
    if is_body || !name.as_str().contains(char::is_whitespace) {
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
    if !has(
        span.of(text),
        &["oved", "roposed", "econded", "otion", "OVED", "OSED"],
    ) {
        return Vec::new();
    }
    each(text, span, &MOVER)
}

/// How members voted, as the words that say so.
pub(super) fn votes(text: &str, span: Span) -> Vec<Spanned<Box<str>>> {
    static VOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\(\s*[0-9]{1,3}\s*:\s*[0-9]{1,3}(?:\s*:\s*[0-9]{1,3})?\s*\)|\b[0-9]{1,3}\s+(?:votes?\s+to|(?:votes?\s+)?(?:in\s+favour|for|against))\b[^.;\n]*?\b[0-9]{1,3}(?:\s+(?:votes?|against|abstentions?|abstained|abstaining))?(?:[^.;\n]*?\b[0-9]{1,3}\s+(?:abstentions?|abstained|abstaining))?|\b(?:For|Against|Abstentions?|Abstained)\s*[:\u{2013}-]\s*[0-9]{1,3}|\bvot(?:e|ing)\s*:\s*[^.;\n]+|\bunanimously\b|\bnem\.?\s?con\b",
        )
    });
    let words = span.of(text);
    if !words.bytes().any(|byte| byte.is_ascii_digit()) && !has(words, &["nanimous", "NANIMOUS", "con"]) {
        return Vec::new();
    }
    each(text, span, &VOTE)
}

/// Whether words hold any of some letters: asked before a pattern, which takes longer.
fn has(words: &str, any: &[&str]) -> bool {
    any.iter().any(|part| words.contains(part))
}

fn each(text: &str, span: Span, what: &Regex) -> Vec<Spanned<Box<str>>> {
    let base = span.range().start;
    let words = span.of(text);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::paragraph::paragraphs;

    fn named(text: &str) -> Vec<(String, String)> {
        let lines = [Span::new(0, text.len())];
        let own = paragraphs(text, &lines);
        let guests = own
            .iter()
            .filter_map(|paragraph| guests(text, paragraph))
            .flatten();
        guests
            .map(|guest| {
                let role = guest.role.map_or_else(String::new, |role| role.value.to_string());
                (guest.name.value.to_string(), role)
            })
            .collect()
    }

    #[test]
    fn guests_have_names_and_roles_with_brackets_in_them() {
        assert_eq!(
            named(
                "Ana Bell (Director, Northmere ICB), Cy Dunn (Chair (Acute), Trust) and Dr Eve Fry (GP) were in attendance for this item."
            ),
            [
                ("Ana Bell".to_owned(), "Director, Northmere ICB".to_owned()),
                ("Cy Dunn".to_owned(), "Chair (Acute), Trust".to_owned()),
                ("Dr Eve Fry".to_owned(), "GP".to_owned()),
            ]
        );
        assert_eq!(named("The Committee was present at the opening."), []);
    }

    #[test]
    fn movers_and_votes_are_the_words_that_tell() {
        let text = "It was moved by Councillor Ash, seconded by Councillor Birch and carried (10:0).";
        let all = Span::new(0, text.len());
        let told = |parts: Vec<Spanned<Box<str>>>| {
            parts
                .iter()
                .map(|part| part.value.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(movers(text, all)),
            ["It was moved by Councillor Ash, seconded by Councillor Birch and"]
        );
        assert_eq!(told(votes(text, all)), ["(10:0)"]);
    }
}
