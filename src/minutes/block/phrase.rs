//! What words around a decision look like: a stem, a list of things, a note, a remark that tells again.

use std::sync::LazyLock;

use regex::Regex;

use super::trimmed;
use crate::minutes::heading::BODY;
use crate::minutes::pattern::pattern;
use crate::source::Span;

/// Nothing but brackets: "(to Council)" behind the heading.
pub(in crate::minutes) fn is_aside(words: &str) -> bool {
    words.starts_with('(') && words.find(')').is_some_and(|end| end + 2 >= words.len())
}

/// Words that have no verb of their own: "that", "That the Committee:-", "That it be recommended to Cabinet that:".
pub(in crate::minutes) fn is_bare_stem(words: &str) -> bool {
    static STEM: LazyLock<Regex> = LazyLock::new(|| {
        let words = format!(
            r"(?s)^(?:(?i:that|to))?[\s:;,\u{{2010}}-\u{{2015}}-]*(?:(?i:it\s+be\s+)?(?i:recommend(?:ed)?\s+(?:to\s+)?[^.]*?(?:that)?)|(?:(?i:the|this)\s+)?(?:[^\s.;:,()]+\s+){{0,7}}{BODY}(?:\s+(?i:agree[sd]?|resolves?|also|then)?\s*(?i:that|to)?)?)?[\s:;,\u{{2010}}-\u{{2015}}-]*$"
        );
        pattern(&words)
    });
    static VERB: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:be|is|are|was|were)\b"));
    let decides = VERB.is_match(words) && !words.to_lowercase().contains("recommended");
    words.len() < 200 && !decides && STEM.is_match(words)
}

/// Whether words want to be gone on with: they end with a colon, with or without a dash.
pub(in crate::minutes) fn ends_open(words: &str) -> bool {
    words
        .trim_end()
        .trim_end_matches(['-', '\u{2013}', '\u{2014}', '\u{2212}', ' '])
        .ends_with(':')
}

/// Whether what follows the colon are things and not decisions: conditions, reasons, themes.
pub(in crate::minutes) fn is_list_of_things(words: &str) -> bool {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:approval|agreement|consent|authority|support)\s+be\s+given\s+(?:to|for)\b")
    });
    static THINGS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:following|these|below)\b[^:]*\b(?:conditions?|reasons?|changes|corrections?|comments?|themes?|points?|areas?|issues?|questions?|dates?|documents?|terms|members?|councillors?|topics?|items?|matters?|views?|concerns?|information|ways?|priorities|criteria|principles|wording|text|substitut[a-z]+|representatives?|nominations?|people|persons|groups?|aspects?|amendments?\s+to\s+the\s+minutes)\b[^:]*:",
        )
    });
    THINGS.is_match(words) && !GIVEN.is_match(words)
}

pub(in crate::minutes) fn ends_with_and(words: &str) -> bool {
    let words = words.trim_end_matches([',', ' ', '.']);
    words.ends_with(" and") || words.ends_with(";and") || words.ends_with(" or")
}

/// A paragraph that can only be the end of the sentence before it.
pub(in crate::minutes) fn is_second_half(before: &str, body: &str) -> bool {
    let open = !before.ends_with(['.', ':', ';', '!', '?', ')', '"', '\u{201d}', '\u{2019}'])
        || ends_with_and(before);
    open && body.starts_with(char::is_lowercase) && !is_note(body)
}

/// A sentence of narrative after a decision on the same line.
pub(in crate::minutes) fn tells(sentence: &str) -> bool {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^(?:There\s+(?:was|were)\b|The\s+(?:Chair|Vice|Mayor|Clerk|Director|Officer|meeting|Leader)|Councillors?\s|Cllrs?\b|Mr\b|Mrs\b|Ms\b|Dr\b|Following\b|In\s+(?:response|reply|answer)|At\s+this\s+(?:point|juncture)|Members\s+(?:\S+\s+)?(?:asked|commented|discussed|thanked|queried|raised)|A\s+Member|One\s+Member|It\s+was\s+(?:noted|confirmed|reported|explained|clarified|commented|also\s+noted)|During\b|Arising\b|Matters\s+arising|No\s+matters|(?:Voting|Vote)\b|(?:For|Against|Abstentions?)\s*[:\u{2013}-])",
        )
    });
    TELLS.is_match(sentence)
}

/// Words about a decision that are no part of it.
pub(in crate::minutes) fn is_note(body: &str) -> bool {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^[\[(\u{201c}*\s]*(?:For\s+(?:clarification|clarity|information)|Note\s*[:\u{2013}-]|N\.?\s?B\.?\s*[:\u{2013}-]?\s|REASONS?\b|Reasons?\s*(?:for|\u{2013}|-|:)|The\s+applicant\s+(?:was|has)|The\s+meeting\s+(?:closed|ended|concluded|was\s+adjourned)|Voting|Votes?\s*[:(\u{2013}-]|At\s+this\s+point|Following\s+the\s+vote|ACTIONS?\s*[:\u{2013}-]|Actions?\s*:|Proposed\s+by|Moved\s+by|Seconded\s+by|Proposer|Mover|(?:Councillor|Cllr)\b.*(?:in\s+the\s+Chair|left\s+the|joined\s+the|declared|abstain|voted)|For\s*[:\u{2013}-]\s*[0-9]|Alternative\s+options|Options?\s+considered|CHAIR|Supporting\s+documents)",
        )
    });
    NOTE.is_match(body)
}

/// Movers and votes in brackets, and closing quotation marks, behind the last sentence of a clause.
pub(in crate::minutes) fn without_trailer(text: &str, span: Span) -> Span {
    static TRAILER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xs)(?P<keep>[.!?;:\u{2019}\u{201d}a-z0-9)])\s*(?P<trailer>[(\[]\s*(?i:vot(?:e|ing)|moved|proposed|proposer|mover|seconded|for\s*[:0-9\u{2013}-]|unanimous|carried|councillors?\s|cllrs?\s|on\s+a\s+vote|[0-9]+\s*(?::|for|votes?|in\s+favour)|action\s*:|the\s+vote|agreed|note\s*:)[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]\s*\.?\s*)$",
        )
    });
    let words = span.of(text);
    let mut end = span.range().end;
    if let Some(found) = TRAILER.captures(words)
        && let Some(trailer) = found.name("trailer")
        && words[..trailer.start()]
            .trim_end()
            .ends_with(['.', ';', '!', '\u{2019}', '\u{201d}'])
    {
        end = span.range().start + trailer.start();
    }
    let own = trimmed(text, Span::new(span.range().start, end));
    without_closing_quote(text, own)
}

/// A quotation mark that closes what was opened before the clause ("RESOLVED that ...") is none of its words.
fn without_closing_quote(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let closes = |close: char, open: char| {
        words.ends_with(close)
            && !words.contains(open)
            && words.trim_end_matches(close).ends_with(['.', ';', '!'])
    };
    if closes('\u{201d}', '\u{201c}') || closes('\u{2019}', '\u{2018}') {
        let own = words.trim_end_matches(['\u{201d}', '\u{2019}']);
        return Span::new(span.range().start, span.range().start + own.len());
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_have_no_verb_of_their_own() {
        for stem in [
            "that",
            "that:-",
            "That the Committee:-",
            "That the Health Scrutiny Board",
            "That it be recommended to Cabinet that:",
        ] {
            assert!(is_bare_stem(stem), "{stem}");
        }
        for clause in [
            "the petition be referred to Cabinet",
            "That the report be noted.",
            "notes the report",
        ] {
            assert!(!is_bare_stem(clause), "{clause}");
        }
    }

    #[test]
    fn things_behind_a_colon_are_no_decisions() {
        assert!(is_list_of_things(
            "That the application be approved subject to the following conditions:"
        ));
        assert!(!is_list_of_things(
            "That approval be given to the following amendments to the Constitution:"
        ));
    }

    #[test]
    fn notes_are_told_from_clauses() {
        for note in [
            "For clarification, this is no refusal.",
            "REASONS - (a) safety",
            "(Councillor Ash in the Chair)",
            "Voting: 5 for",
        ] {
            assert!(is_note(note), "{note}");
        }
        assert!(!is_note("That the reasons be noted."));
    }

    #[test]
    fn movers_and_votes_behind_a_clause_are_cut_off() {
        let text = "That it be noted. (Moved by Councillor Ash, seconded by Councillor Birch)";
        let clause = without_trailer(text, Span::new(0, text.len()));
        assert_eq!(&text[clause.range()], "That it be noted.");
    }
}
