//! The words that open a decision: "RESOLVED that", "Resolved (10:0) –", "It was agreed that", "declared carried".

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::dates;
use super::paragraph::sentences;
use super::pattern::pattern;
use crate::source::Span;

/// Where a decision begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// The words that open it, from "RESOLVED" or the subject before it to "that" or the mark before the first clause.
    pub(super) heading: Span,
    /// Whether the words recommend to somebody what follows, rather than decide it.
    pub(super) recommends: bool,
}

/// Names of deciding bodies, as the last word of the subject.
pub(super) const BODY: &str = r"(?:Sub-?\s?Committee|Committee|Board|Panel|Commission|Cabinet|Council|Executive|Forum|Members|Authority|Group|JHOSC|HOSC|HASC|HOSP|OSC|JHOSP|Conference|Assembly)s?";

/// What may stand between the word that resolves and the first clause: the vote, "unanimously", dashes, colons, "that".
const TAIL: &str = r#"(?:\s*\((?:[^()]*)\))?(?:\s*,?\s*(?i:unanimously|accordingly|nem\.?\s?con\.?))?(?P<mark>[\s:;,.\u{2010}-\u{2015}\u{2212}-]*)(?:(?P<that>(?i:that|to\s+recommend(?:\s+that)?|to)\b)(?P<after>[\s:;,\u{2010}-\u{2015}\u{2212}-]*))?"#;

static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(
        r#"(?P<lead>(?:\b(?:It|it|and|AND|was|is|be|been|is\s+therefore|has|have|had|having|moved|MOVED|seconded|SECONDED|carried|CARRIED|unanimously|UNANIMOUSLY|therefore|duly|then|also|further|accordingly)\s*,?\s+)*)\b(?P<word>RESOLVED|ORDERED|AGREED|DECIDED|RECOMMENDED)\b{TAIL}"#
    );
    pattern(&words)
});

static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(
        r#"^["'\u{{201c}}\u{{2018}}*\s]*(?P<lead>)(?P<word>(?:Resolved|Agreed|Ordered|Recommended|Decided|IT WAS RESOLVED|Unanimously resolved))\b(?:,\s*(?:in\s+order|so\s+as|with\s+a\s+view)\s+to\s+[^,.]*,)?{TAIL}"#
    );
    pattern(&words)
});

static PROSE: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(
        r#"(?P<lead>\b(?:[Ii]t\s+was|(?:[Tt]he|[Tt]his|[Aa]ll)\s+(?:[^\s.;:,()]+\s+){{0,8}}?{BODY}|(?:^|\s){BODY})\s+(?:(?:was|were|has|have|also|then|therefore|further|furthermore|unanimously|duly|hereby|collectively|generally|subsequently|formally|accordingly|in\s+conclusion|carried|moved|seconded|and|,)\s+)*)(?P<word>[Rr]esolved|[Aa]greed|[Dd]ecided|[Rr]ecommended|RESOLVED|AGREED)(?:\s*,?\s*(?:unanimously))?(?:,\s*(?:in\s+order|so\s+as|with\s+a\s+view)\s+to\s+[^,.]*,)?(?P<mark>[\s:,\u{{2010}}-\u{{2015}}-]*)(?P<that>(?:that|to\s+recommend(?:\s+that)?|to)\b)(?P<after>[\s:;,\u{{2010}}-\u{{2015}}-]*)"#
    );
    pattern(&words)
});

/// "Resolved that:" as the last words of a paragraph, the clauses below.
static CLOSES: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(
        r#"(?P<lead>)\b(?P<word>Resolved|took\s+the\s+decision|takes\s+the\s+decision|^Decisions?|^DECISIONS?|^RESOLUTIONS?){TAIL}$"#
    );
    pattern(&words)
});

/// The openings in a paragraph that a word of their own makes, in order. Quoted resolutions of others, templates and ordinary
/// uses of the words are none.
pub(super) fn headings(text: &str, body: Span) -> Vec<Opening> {
    const WORDS: [&str; 10] = [
        "RESOLVED",
        "ORDERED",
        "AGREED",
        "DECIDED",
        "RECOMMENDED",
        "esolved",
        "took the",
        "ecision",
        "DECISION",
        "RESOLUTION",
    ];
    let stretch = body.of(text);
    let opens = OPENS.captures(stretch);
    // Most paragraphs hold none of the words, and are done with at once.
    if opens.is_none() && !WORDS.iter().any(|word| stretch.contains(word)) {
        return Vec::new();
    }
    let base = body.range().start;
    let strong = STRONG
        .captures_iter(stretch)
        .filter(|captures| is_ours(text, base, captures));
    let mut found: Vec<Opening> = Vec::new();
    for captures in opens.into_iter().chain(CLOSES.captures(stretch)).chain(strong) {
        let Some(opening) = opening(stretch, base, &captures) else {
            continue;
        };
        // The first two may be the same words, found in another way.
        let mut others = found.iter().take(2).chain(found.last());
        if !others.any(|other| overlap(other.heading, opening.heading)) {
            found.push(opening);
        }
    }
    found.sort_by_key(|opening| opening.heading.start);
    found
}

/// The openings in a paragraph: those of [`headings`], or else sentences of running text in which the body decides.
pub(super) fn openings(text: &str, body: Span) -> Vec<Opening> {
    let found = headings(text, body);
    if !found.is_empty() {
        return found;
    }
    let stretch = body.of(text);
    let base = body.range().start;
    PROSE
        .captures_iter(stretch)
        .filter(|captures| is_told_of_now(text, base, captures))
        .filter_map(|captures| opening(stretch, base, &captures))
        .collect()
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn opening(stretch: &str, base: usize, captures: &Captures<'_>) -> Option<Opening> {
    let word = captures.name("word")?;
    let lead = captures.name("lead")?;
    let that = captures.name("that").map_or("", |part| part.as_str());
    let mark = captures.name("mark").map_or("", |part| part.as_str());
    let marked = mark.contains(|c: char| !c.is_whitespace() && c != ',');
    let recommends =
        word.as_str().eq_ignore_ascii_case("recommended") || that.to_lowercase().contains("recommend");
    // "RESOLVED: That the report be noted": behind a mark the words that follow are the clause's own.
    let end = if marked && !recommends_after(that) {
        captures.name("mark").map_or(word.end(), |part| part.end())
    } else {
        captures.get(0)?.end()
    };
    // Without a mark and without "that" it is an ordinary word, unless nothing follows at all.
    let alone = !marked && that.is_empty() && !stretch[end..].trim().is_empty();
    let capitals = word.as_str().chars().all(char::is_uppercase);
    if alone && !(capitals || stretch[end..].trim_start().starts_with('(')) {
        return None;
    }
    Some(Opening {
        heading: Span::new(base + lead.start(), base + end),
        recommends,
    })
}

fn recommends_after(that: &str) -> bool {
    that.to_lowercase().starts_with("to recommend")
}

/// A word in capitals opens a decision of this meeting, except where it is quoted from another, belongs to a template that
/// may be passed, or asks the body to decide.
fn is_ours(text: &str, base: usize, captures: &Captures<'_>) -> bool {
    static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:(?:pass|consider|adopt|move|propose|considers?\s+passing)\s+(?:the\s+)?(?:following\s+|this\s+)*(?:resolution|motion|recommendation)s?|(?:is|are|was|were|be)\s+(?:asked|invited|requested)\s+to|(?:motion|amendment|proposal)\s+(?:was|read|that\s+was\s+lost)[^.]*|(?:previously|earlier|already|had)|(?:its|their|last|previous)\s+meeting[^.]*)[\s:;,\u{2010}-\u{2015}'\u{2018}\u{201c}\x22-]*$",
        )
    });
    static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:resolution|minute|decision|motion)s?\s+(?:\S+\s+){0,3}(?:of|by|from|at|passed|made|taken|agreed)\b[^.]*$",
        )
    });
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)\b(?:carried|declared)\b.{0,40}$"));
    let Some(lead) = captures.name("lead") else {
        return false;
    };
    let before = near(text.get(..base + lead.start()).unwrap_or_default());
    let led = lead.as_str();
    // "The Committee is RECOMMENDED to" asks the body to decide; so does "had RESOLVED".
    let word = captures.name("word").map_or("", |part| part.as_str());
    if word == "RECOMMENDED" && asks(before, led) {
        return false;
    }
    if led
        .split_whitespace()
        .any(|word| matches!(word, "had" | "having" | "been"))
    {
        return false;
    }
    if CARRIED.is_match(before) {
        return true;
    }
    let quoted = open_quotes(before);
    !(TEMPLATE.is_match(before)
        || quoted
            && (EARLIER.is_match(before) || before.trim_end().ends_with(['\u{2018}', '\u{201c}', '"', '\''])))
}

/// The words just before, be they of the paragraph before: enough to tell who speaks, however long the text is.
fn near(before: &str) -> &str {
    const ENOUGH: usize = 600;
    let mut from = before.len().saturating_sub(ENOUGH);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    &before[from..]
}

fn asks(before: &str, led: &str) -> bool {
    let words = [before.trim_end(), led.trim()].join(" ");
    let words = words.trim_end();
    ["is", "are", "be", "members", "asked"].iter().any(|word| {
        words
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(word))
    })
}

/// Whether more quotation marks are opened than closed.
fn open_quotes(before: &str) -> bool {
    let opened = before.matches('\u{201c}').count();
    let closed = before.matches('\u{201d}').count();
    let plain = before.matches('"').count();
    let single = before
        .char_indices()
        .filter(|(at, c)| *c == '\u{2018}' && !before[at + c.len_utf8()..].contains('\u{2019}'))
        .count();
    opened > closed || plain % 2 == 1 || single > 0
}

/// Prose opens a decision when it tells of this meeting: not of an earlier one, not of what might be, not of a single person.
fn is_told_of_now(text: &str, base: usize, captures: &Captures<'_>) -> bool {
    let Some(lead) = captures.name("lead") else {
        return false;
    };
    let before = near(text.get(..base + lead.start()).unwrap_or_default());
    let sentence = before
        .rfind(['.', '!', '?', ';'])
        .map_or(before, |stop| &before[stop + 1..])
        .trim()
        .to_lowercase();
    let led = lead.as_str().to_lowercase();
    let past = led
        .split_whitespace()
        .any(|word| matches!(word, "had" | "has" | "have"));
    let asked = [
        "if", "whether", "when", "once", "that", "which", "until", "unless", "because", "where", "said",
        "asked",
    ];
    let within = sentence
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| asked.contains(&word));
    let previous = ["last meeting", "previous", "earlier", "ago", "other"];
    let in_a_month = dates::MONTHS
        .iter()
        .any(|month| sentence.contains(&format!("in {month}")));
    let of_another = [" of the ", " by the "]
        .iter()
        .any(|of| led.matches(of).count() > 1);
    !(past || within || of_another || in_a_month || previous.iter().any(|words| sentence.contains(words)))
}

/// The stretch that each opening reaches over: to the beginning of the sentence that holds the next.
pub(super) fn reaches(text: &str, body: Span, openings: &[Opening]) -> Vec<Span> {
    let mut found = Vec::new();
    for (which, opening) in openings.iter().enumerate() {
        let mut rest = Span {
            start: opening.heading.end,
            end: body.end,
        };
        if let Some(next) = openings.get(which + 1) {
            rest.end = next.heading.start;
            // What leads up to the next decision ("It was further") is no part of this one.
            let own = sentences(text, rest);
            if let [.., _, last] = own.as_slice()
                && !text
                    .get(last.range())
                    .is_some_and(|words| words.ends_with(['.', ';', ':', '!', '?']))
            {
                rest.end = last.start;
            }
        }
        found.push(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let body = Span::new(0, text.len());
        let openings = openings(text, body);
        let reaches = reaches(text, body, &openings);
        openings
            .iter()
            .zip(reaches)
            .map(|(opening, reach)| (text[opening.heading.range()].trim(), text[reach.range()].trim()))
            .collect()
    }

    #[test]
    fn decisions_open_in_many_ways() {
        for (text, heading, rest) in [
            (
                "RESOLVED that the report be noted.",
                "RESOLVED that",
                "the report be noted.",
            ),
            ("RESOLVED: That it be noted.", "RESOLVED:", "That it be noted."),
            ("RESOLVED-That it be noted.", "RESOLVED-", "That it be noted."),
            ("RESOLVED  that :-", "RESOLVED  that :-", ""),
            (
                "Resolved (10:0) \u{2013} That it be refused.",
                "Resolved (10:0) \u{2013}",
                "That it be refused.",
            ),
            (
                "RESOLVED UNANIMOUSLY: That it be so.",
                "RESOLVED UNANIMOUSLY:",
                "That it be so.",
            ),
            (
                "Resolved unanimously that the order be made.",
                "Resolved unanimously that",
                "the order be made.",
            ),
            (
                "It was MOVED, SECONDED and RESOLVED that Councillor Ash be Chair.",
                "It was MOVED, SECONDED and RESOLVED that",
                "Councillor Ash be Chair.",
            ),
            (
                "Agreed that the minutes be signed.",
                "Agreed that",
                "the minutes be signed.",
            ),
            (
                "The Board agreed to note the plan.",
                "The Board agreed to",
                "note the plan.",
            ),
            (
                "Following a short discussion the Panel decided that no call-in be made.",
                "the Panel decided that",
                "no call-in be made.",
            ),
        ] {
            assert_eq!(found(text), [(heading, rest)], "{text}");
        }
    }

    #[test]
    fn other_uses_of_the_words_open_nothing() {
        for text in [
            "He hoped that an enquiry could be resolved.",
            "It followed a resolution of the Care Panel as follows: \u{2018}RESOLVED that one be held\u{2019}.",
            "The Committee is RECOMMENDED to support the plan.",
            "To consider and, if so minded, to pass the following resolution: RESOLVED \u{2013} That the public leave.",
            "The Board had RESOLVED that it would wait.",
            "If the Committee agreed that it was so, a panel would follow.",
            "Resolved issues were listed.",
            "In March the Committee agreed that it was so.",
            "In January the Committee agreed that it was so.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn two_decisions_in_a_paragraph_are_two() {
        assert_eq!(
            found("RESOLVED that the report be noted. It was further RESOLVED that a panel be set up."),
            [
                ("RESOLVED that", "the report be noted."),
                ("It was further RESOLVED that", "a panel be set up.")
            ]
        );
    }
}
