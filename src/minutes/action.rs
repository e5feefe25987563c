//! What a clause asks of whom, and by when.

use std::sync::LazyLock;

use regex::Regex;

use super::dates::dates;
use super::draft::ActionDraft;
use super::paragraph::collapsed;
use super::pattern::pattern;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};
use crate::value::PartialDate;

/// What a clause asks somebody to do; none where it asks for nothing.
pub(super) fn action(text: &str, clause: Span, kinds: &[Spanned<Reading>]) -> Option<ActionDraft> {
    let asks = kinds.iter().any(|kind| kind.value.asks());
    asks.then(|| {
        let when = when(text, clause);
        let due = when
            .as_ref()
            .and_then(|when| dates(text, when.span).last().map(|date| date.value))
            .unwrap_or(PartialDate::Unknown);
        ActionDraft {
            asked: asked(text, clause),
            when,
            due,
        }
    })
}

fn part(text: &str, clause: Span, found: regex::Match<'_>) -> Spanned<Box<str>> {
    let base = clause.range().start;
    let own = found.as_str().trim_end_matches([',', ';', '.', ' ', '\n']);
    let span = Span::new(base + found.start(), base + found.start() + own.len());
    Spanned::new(collapsed(span.of(text)).into(), span)
}

/// Whom it is asked of: "NHS representatives be invited", "requests the Trust to", "asks that the ICB provide".
fn asked(text: &str, clause: Span) -> Option<Spanned<Box<str>>> {
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?is)(?P<before>(?:the\s+)?[^.;:]+?)\s+(?:be|are|is|were|was)\s+(?:\S+ly\s+)?(?:invited|requested|asked|required|instructed|urged|encouraged)\b|\b(?:requests?|requested|asks?|asked|invites?|invited|urges?|requires?|required|writes?|write|instructs?)\s+(?:to\s+)?(?:that\s+)?(?P<after>(?:the\s+|its\s+|all\s+)?[^.;:]+?)\s+(?:to\b|attend|provide|present|submit|return|be\b|report\b|bring|come|give|for\s+(?:a|an|further|more|the)\b)",
        )
    });
    let words = text.get(clause.range())?;
    let found = ASKED.captures(words)?;
    let who = found.name("before").or(found.name("after"))?;
    let plain = who.as_str().trim();
    let is_thing = [
        "report",
        "update",
        "information",
        "item",
        "it",
        "that",
        "copy",
        "presentation",
        "paper",
        "this",
    ]
    .iter()
    .any(|thing| plain.to_lowercase().ends_with(thing));
    let own = part(text, clause, who);
    (!is_thing).then(|| without_that(text, own))
}

/// "That the Trust" names the Trust.
fn without_that(text: &str, who: Spanned<Box<str>>) -> Spanned<Box<str>> {
    let words = who.span.of(text);
    let lower = words.to_lowercase();
    // Only the words behind the last "and" or "that" are the subject of the verb.
    let cut = ["that ", " and that "]
        .iter()
        .filter_map(|word| lower.find(word).map(|at| at + word.len()))
        .max();
    let Some(from) = cut.filter(|from| words.is_char_boundary(*from)) else {
        return who;
    };
    let span = Span::new(who.span.range().start + from, who.span.range().end);
    Spanned::new(collapsed(span.of(text)).into(), span)
}

/// By when, as printed.
fn when(text: &str, clause: Span) -> Option<Spanned<Box<str>>> {
    static WHEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?is)\b(?:(?:at|to|for)\s+(?:an?|the|its|their|this|our)\s+(?:appropriate\s+(?:time|point|juncture|stage)|(?:[^\s-]+[\s-]){0,4}?(?:meeting|committee|panel|board)\b(?:\s+(?:on|in|of)\s+[^,.;]+)?(?:\s+of\s+(?:the|this)\s+(?:Committee|Panel|Board|Sub-Committee))?)|by\s+(?:the\s+(?:end|start|beginning|close)\s+of\s+[^,.;]+|[0-9][^,;.]+|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b[^,;.]*|no\s+later\s+than[^,;.]+)|(?:in|within|after|every)\s+(?:the\s+next\s+)?(?:\S+)\s+(?:days?|weeks?|months?|years?)(?:['\u{2019}]?\s+time)?|in\s+(?:due\s+course|(?:the\s+)?(?:spring|summer|autumn|winter|new\s+year)|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+[0-9]{4})?)|as\s+soon\s+as\s+(?:\S+\s+)?(?:possible|available|practicable)|when\s+(?:appropriate|available|required)|once\s+[^,.;]+|before\s+[^,.;]+|on\s+[0-9]{1,2}(?:st|nd|rd|th)?\s+\w+(?:\s+[0-9]{4})?)",
        )
    });
    let words = text.get(clause.range())?;
    WHEN.find(words).map(|found| part(text, clause, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::kind::kinds;

    fn read(words: &str) -> Option<(String, String, String)> {
        let clause = Span::new(0, words.len());
        let action = action(words, clause, &kinds(words, clause, None, false))?;
        let text =
            |part: Option<Spanned<Box<str>>>| part.map_or_else(String::new, |part| part.value.to_string());
        Some((text(action.asked), text(action.when), action.due.to_string()))
    }

    #[test]
    fn whom_and_by_when_are_read_as_far_as_they_are_told() {
        for (words, asked, when, due) in [
            (
                "NHS representatives be invited to attend this Committee and present an update at an appropriate time.",
                "NHS representatives",
                "at an appropriate time",
                "unknown",
            ),
            (
                "requests the Trust to provide its figures by 1 June 2026.",
                "the Trust",
                "by 1 June 2026",
                "2026-06-01",
            ),
            (
                "That a report be submitted to the next meeting.",
                "",
                "to the next meeting",
                "unknown",
            ),
            (
                "That the ICB be asked to reply in March 2026.",
                "the ICB",
                "in March 2026",
                "2026-03",
            ),
        ] {
            let expected = (asked.to_owned(), when.to_owned(), due.to_owned());
            assert_eq!(read(words), Some(expected), "{words}");
        }
        assert_eq!(read("That the report be noted."), None);
    }
}
