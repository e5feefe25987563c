//! Decisions without a heading: "The minutes were agreed and signed.", "Councillor Ash was duly elected.", "Report noted."

use std::sync::LazyLock;

use regex::Regex;

use super::heading::BODY;
use super::paragraph::{Paragraph, sentences};
use super::pattern::pattern;
use crate::source::Span;

/// How certain a kind of sentence is to be the decision of an item, wherever in it it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sure {
    /// Anywhere.
    Always,
    /// Only where an item ends: before that it is talk.
    AtTheEnd,
}

/// The sentences that decide, in the order of the text.
pub(super) fn decisions(text: &str, paragraphs: &[Paragraph], title: &str) -> Vec<Span> {
    let found: Vec<Vec<(Span, Sure)>> = paragraphs
        .iter()
        .map(|paragraph| deciding(text, paragraph, title))
        .collect();
    // A decision stands at the end of an item; a remark may follow it, and several may stand one under the other.
    let last = found.iter().rposition(|own| !own.is_empty()).unwrap_or_default();
    let ends = last + 2 >= found.len() || found.len() <= 3;
    let first = found[..last]
        .iter()
        .rposition(Vec::is_empty)
        .map_or(0, |before| before + 1);
    let at_the_end = |place: usize| ends && (place >= first || found.len() <= 3);
    let mut decisions = Vec::new();
    for (place, own) in found.iter().enumerate() {
        let counts = |sure: Sure| sure == Sure::Always || at_the_end(place);
        decisions.extend(
            own.iter()
                .filter(|(_, sure)| counts(*sure))
                .map(|(span, _)| *span),
        );
    }
    decisions
}

fn deciding(text: &str, paragraph: &Paragraph, title: &str) -> Vec<(Span, Sure)> {
    if let Some(span) = carried_motion(text, paragraph) {
        return vec![(span, Sure::Always)];
    }
    sentences(text, paragraph.body)
        .into_iter()
        .filter_map(|sentence| {
            let words = sentence.of(text);
            decides(words, title).map(|sure| (sentence, sure))
        })
        .collect()
}

static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?is)\b(?:minutes|record|notes)\b.*?\b(?:were|was|be|are)\s+(?:\S+ly\s+|then\s+|also\s+|taken\s+as\s+read\s+and\s+)*(?:agreed|approved|confirmed|signed|accepted|received|adopted|deferred|taken\s+as\s+read)\b|^(?:[^,.;]*)\b(?:agreed|approved|confirmed|signed)\b.*\bminutes\b.*\b(?:correct|accurate|true)\b",
    )
});

static ELECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?s)\b(?:was|were)\s+(?:then\s+|duly\s+|unanimously\s+|therefore\s+|also\s+)*(?:re-?)?(?:elected|appointed|nominated)\b",
    )
});

static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[\s\x22\u{201c}(]*(?:(?:that\s+)?(?:the\s+)?(?:\S+\s+){0,5}?(?:reports?|updates?|presentations?|minutes|positions?|information|contents?|programmes?|letters?|responses?|logs?|plans?|comments?(?:\s+made)?|papers?|notices?|items?|actions?|briefings?)\s+(?:of\s+the\s+report\s+)?(?:(?:was|were|be|is)\s+)?(?:duly\s+)?)?(?:noted|agreed|received|approved|endorsed|deferred)\b(?:\s+and\s+\w+)?\s*[.!]?$",
    )
});

static BODY_DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(
        r"(?s)^(?:(?:Accordingly|Therefore|In\s+conclusion|Following\s+(?:\S+\s+){{0,6}}|(?:Upon|On)\s+(?:being\s+put|a\s+vote|the\s+vote)[^.]*?|After\s+[^,]*|Having\s+[^,]*),?\s+)?(?:That\s+)?(?:[Tt]he|[Tt]his|[Aa]ll)?\s*(?:[^\s.;:,()]+\s+){{0,8}}?{BODY}\s+(?:(?:also|then|therefore|further|unanimously|duly|hereby|collectively|formally|accordingly|both)\s+)*(?:noted|agreed|approved|endorsed|supported|requested|recommended|accepted|confirmed|adopted|resolved|determined|deemed|decided|deferred|appointed|elected|asked\s+(?:that|for)|delegated|invited|concluded|considered\s+that|took\s+the\s+(?:view|decision)|was\s+of\s+the\s+(?:view|opinion)|was\s+(?:satisfied|content)|notes|agrees|approves|endorses|supports|requests|recommends|welcomed|RESOLVED|AGREED|NOTED)\b"
    );
    pattern(&words)
});

static IT_WAS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?s)^(?:[^,.;]*,\s+)?(?:[Ii]t\s+was|[Ii]T\s+WAS)\s+(?:\S+ly\s+|then\s+|also\s+|therefore\s+|MOVED.*)*(?:agreed|resolved|decided|recommended|AGREED|RESOLVED)\b",
    )
});

static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:had|has|have)\s+(?:\S+\s+){0,2}(?:been\s+)?(?:agreed|noted|approved|appointed|elected|resolved|requested|decided|confirmed|asked)|\b(?:last|previous|earlier)\s+(?:year|month|week)|\bwould\s+be\s+(?:elected|appointed)|\bif\b|\bwhether\b",
    )
});

static UNDERTAKES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?s)\b(?:[Mm]embers|[Bb]oard|[Cc]ommittee|[Pp]anel|[Gg]roup)\s+agreed\s+with\b|^Members\s+(?:noted|asked|requested|welcomed)\b|\bwelcomed\s+(?:the|this|Mr|Ms|Mrs|Dr)",
    )
});

fn decides(words: &str, title: &str) -> Option<Sure> {
    let about_minutes = MINUTES.is_match(words) && !words.to_lowercase().contains("circulat");
    let title = title.to_lowercase();
    if title.contains("next meeting") && words.starts_with("It was noted that") {
        return Some(Sure::Always);
    }
    let of_office = ["elect", "appoint", "chair", "member", "nominat", "vice"]
        .iter()
        .any(|word| title.contains(word));
    if ELECTED.is_match(words)
        && !EARLIER.is_match(words)
        && (of_office || words.contains("Chair") || words.contains("Vice"))
    {
        return Some(Sure::Always);
    }
    if about_minutes
        && (title.is_empty()
            || ["minute", "record", "note"]
                .iter()
                .any(|word| title.contains(word))
            || is_formal(words))
    {
        return Some(Sure::Always);
    }
    if SHORT.is_match(words) {
        return Some(Sure::AtTheEnd);
    }
    if UNDERTAKES.is_match(words) {
        return None;
    }
    // What comes before the verb tells whether it is said of this meeting.
    let verb = BODY_DECIDES.find(words).or_else(|| IT_WAS.find(words))?;
    (!EARLIER.is_match(verb.as_str())).then_some(Sure::AtTheEnd)
}

fn is_formal(words: &str) -> bool {
    let words = words.to_lowercase();
    [
        "correct record",
        "accurate record",
        "true record",
        "as correct",
        "as a correct",
        "signed",
    ]
    .iter()
    .any(|phrase| words.contains(phrase))
}

/// A motion that was carried, in one paragraph: the sentence that holds what was moved.
fn carried_motion(text: &str, paragraph: &Paragraph) -> Option<Span> {
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?s)\b(?:[Pp]roposed|[Mm]oved|PROPOSED|MOVED)\b.*\bthat\b.*\b(?:[Cc]arried|CARRIED|[Aa]greed\s+unanimously)(?:\s+[Uu]nanimously)?\W*$",
        )
    });
    let words = paragraph.body_of(text);
    let lost = words.to_lowercase().contains("lost") || words.to_lowercase().contains("amendment");
    (words.len() < 1500 && !lost && CARRIED.is_match(words)).then_some(paragraph.body)
}

/// Whether what a heading "Decision:" stands over decides nothing.
pub(super) fn is_no_decision(words: &str) -> bool {
    static NONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:none\b|n/?a\b|no\s+decisions?\b|not\s+applicable|apologies\b|there\s+(?:was|were)\s+no|no\s+(?:apologies|declarations?|items?|late|urgent|interests?|other|further|exempt)|councillors?\s+[^.]*\b(?:spoke|addressed|declared|gave\s+apologies)|\W*$)",
        )
    });
    NONE.is_match(words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::paragraph::{lines, paragraphs};

    fn read<'t>(text: &'t str, title: &str) -> Vec<&'t str> {
        let found = decisions(text, &paragraphs(text, &lines(text)), title);
        found.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn sentences_decide_where_an_item_ends() {
        let text = "The officer spoke.\nMembers asked many things.\nThe Board agreed the first plan in talk.\nA member left.\n\
                    Others spoke.\nThe Cabinet noted the report.\nThe Cabinet asked that it be sent on.";
        assert_eq!(
            read(text, "Dentistry"),
            [
                "The Cabinet noted the report.",
                "The Cabinet asked that it be sent on."
            ]
        );
    }

    #[test]
    fn formal_sentences_decide_anywhere() {
        let minutes = "The minutes of 3 May were agreed as a correct record and signed.";
        assert_eq!(read(minutes, "Minutes"), [minutes]);
        let elected = "Councillor Ash was duly elected Chair.";
        assert_eq!(read(elected, "Election of Chair"), [elected]);
        assert_eq!(read("Report noted.", ""), ["Report noted."]);
    }

    #[test]
    fn a_vote_may_go_before() {
        let text =
            "Upon being put to the vote (8 for, 2 against) the Committee agreed that the plan be supported.";
        assert_eq!(read(text, "Dermatology"), [text]);
    }

    #[test]
    fn talk_and_history_do_not_decide() {
        for text in [
            "The officer agreed to circulate the slides.",
            "The Committee had agreed in March that it would wait.",
            "Members agreed with the view of the Trust.",
            "If the Board agreed, a panel would follow.",
        ] {
            assert_eq!(read(text, "Dentistry"), Vec::<&str>::new(), "{text}");
        }
    }
}
