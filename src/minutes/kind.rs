//! What a clause does, told from its verbs.

mod sign;

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};
use sign::SIGNS;

/// What a clause does, the weightiest first; the place of each are the words that tell. Never empty: a clause of which
/// nothing is known does something else.
pub(super) fn kinds(text: &str, clause: Span, stem: Option<Span>, recommends: bool) -> Vec<Spanned<Reading>> {
    let whole = clause.of(text);
    let words = before_list(whole);
    let base = clause.range().start;
    let mut found = acts(words, base);
    if found.is_empty() && words.len() < whole.len() {
        found = acts(whole, base);
    }
    let stem_words = stem.and_then(|stem| text.get(stem.range())).unwrap_or_default();
    if recommends || says_recommend(stem_words) {
        found.retain(|kind| kind.value != Reading::Recommended);
        found.insert(0, Spanned::new(Reading::Recommended, stem.unwrap_or(clause)));
        return found;
    }
    weigh(words, base, &mut found);
    if let Some(stem) = stem.filter(|_| found.is_empty()) {
        found = acts(stem_words, stem.range().start);
        weigh(stem_words, stem.range().start, &mut found);
    }
    if found.is_empty() {
        found.push(Spanned::new(Reading::Other, clause));
    }
    found
}

/// A clause that goes on in a list says what it does before the colon.
fn before_list(words: &str) -> &str {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?s):\s*(?:-|\u{2013})?\s*(?:[\u{b7}\u{2022}*]|\(?(?:[a-z]|[0-9]{1,2}|[ivx]+)[.)]\s)")
    });
    // What a decision is made subject to is no act of its own.
    static RIDER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)^[a-z].*?\bsubject\s+to\b"));
    let words = LIST.find(words).map_or(words, |list| &words[..list.start()]);
    RIDER.find(words).map_or(words, |rider| rider.as_str())
}

fn says_recommend(stem: &str) -> bool {
    static RECOMMEND: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\brecommend(?:s|ed)?\b"));
    RECOMMEND.is_match(stem)
}

/// What the verbs of some words say that is done, each kind once.
fn acts(words: &str, base: usize) -> Vec<Spanned<Reading>> {
    let reported = reported_from(words);
    let mut found = Vec::new();
    for (kind, ways) in SIGNS.within(words) {
        let own = ways
            .iter()
            .flat_map(|way| way.captures_iter(words))
            .filter_map(|captures| captures.name("verb"))
            .filter(|verb| match kind {
                // Told by the whole of the clause: "that the Secretary of State be requested to call in".
                Reading::CallInRequest => reported.is_none_or(|from| verb.start() < from),
                _ => is_own(words, verb.start(), verb.as_str(), reported),
            })
            .min_by_key(regex::Match::start);
        if let Some(verb) = own {
            let place = Span::new(base + verb.start(), base + verb.end());
            found.push(Spanned::new(kind, place));
        }
    }
    found
}

/// Where a clause begins to tell what others did ("notes that the Trust had agreed"): verbs behind it are theirs.
fn reported_from(words: &str) -> Option<usize> {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:not(?:e|es|ed|ing)|acknowledg(?:e|es|ed)|recogni[sz](?:e|es|ed)|aware|informed|advised|heard|understands?)\b(?:\s+with\s+\S+)?[,:]?\s+(?:that|how|why|the\s+(?:decision|referral|recommendation|request|appointment|resolution|establishment|delegation|invitation|call-in|agreement))\b",
        )
    });
    TELLS.find(words).map(|found| found.end())
}

/// Whether a verb is the clause's own act: not told of somebody else, not what something is done for ("to request"), and no
/// mere attribute ("the recommended option").
fn is_own(words: &str, at: usize, verb: &str, reported: Option<usize>) -> bool {
    let before = &words[..at];
    let mut last = before
        .rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}' | '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let one = last.next().unwrap_or_default();
    let two = last.next().unwrap_or_default();
    let is_participle = verb.ends_with("ed") || verb.ends_with("en");
    let attribute = [
        "as",
        "when",
        "if",
        "previously",
        "already",
        "being",
        "recently",
        "once",
        "newly",
        "the",
        "any",
    ];
    if is_participle && attribute.contains(&one.as_str()) {
        return false;
    }
    let noun = [
        "request",
        "requests",
        "invitation",
        "support",
        "report",
        "objection",
    ];
    let article = [
        "the", "a", "an", "any", "this", "their", "its", "such", "no", "of",
    ];
    if noun.contains(&verb.to_lowercase().as_str()) && article.contains(&one.as_str()) {
        return false;
    }
    let comes = ["come", "return", "report", "attend"]
        .iter()
        .any(|coming| verb.starts_with(coming));
    if !comes && ["should", "would", "will", "could", "may", "can", "might"].contains(&one.as_str()) {
        return false;
    }
    let decides = [
        "agree", "agreed", "agrees", "resolve", "resolved", "resolves", "decided", "decides", "and", "also",
        "that", "or",
    ];
    if one == "to" && !two.is_empty() && !decides.contains(&two.as_str()) {
        return false;
    }
    if reported.is_none_or(|from| at < from) {
        return true;
    }
    // Behind "notes that": only what is joined on as a new act, or is to be.
    let to_be = one == "be" || two == "be" && one.ends_with("ly");
    let joined = one == "and" || one == "also" || before.trim_end().ends_with([',', ';']);
    let theirs = ["had", "has", "have", "been", "was", "were"].contains(&two.as_str());
    to_be || joined && !theirs
}

/// How verbs of agreeing begin.
pub(super) const AGREEING: [&str; 7] = [
    "agree", "approv", "endors", "adopt", "support", "accept", "confirm",
];

/// Puts the weightiest first: a specific act before agreeing, agreeing before noting; of two specific acts the earlier, as
/// "recommends that a joint committee be set up" recommends.
fn weigh(words: &str, base: usize, found: &mut Vec<Spanned<Reading>>) {
    let general = |kind: Reading| match kind {
        Reading::Other => 3,
        Reading::Noted => 2,
        Reading::Agreed => 1,
        _ => 0,
    };
    // Exclusion and call-in are told by the whole clause, not by their place in it.
    let whole = |kind: Reading| {
        !matches!(
            kind,
            Reading::PublicExcluded | Reading::CallInRequest | Reading::CallIn
        )
    };
    found.sort_by_key(|kind| (general(kind.value), whole(kind.value), kind.span.start));
    one_request(words, base, found);
    let specific = found.first().is_some_and(|first| general(first.value) == 0);
    // "be requested" is itself a participle after "be": agreeing is not said beside it.
    let agrees = words.to_lowercase();
    let says_agreed = AGREEING.iter().any(|word| agrees.contains(word));
    if specific && !says_agreed {
        found.retain(|kind| kind.value != Reading::Agreed);
    }
    let noted = found.iter().any(|kind| kind.value == Reading::Noted);
    if noted && !says_agreed {
        let own = |kind: &Spanned<Reading>| {
            words
                .get(kind.span.range().start - base..kind.span.range().end - base)
                .is_some_and(|verb| {
                    verb.eq_ignore_ascii_case("noted") || verb.eq_ignore_ascii_case("received")
                })
        };
        found.retain(|kind| kind.value != Reading::Agreed || !own(kind));
    }
}

/// "Be invited to attend and present an update" is one request: another is one only by a verb of its own.
fn one_request(words: &str, base: usize, found: &mut Vec<Spanned<Reading>>) {
    const ASKING: [&str; 5] = ["request", "ask", "invit", "requir", "urge"];
    let Some(first) = found.iter().find(|kind| kind.value.asks()).copied() else {
        return;
    };
    found.retain(|kind| {
        let verb = words
            .get(kind.span.range().start - base..kind.span.range().end - base)
            .unwrap_or_default();
        let own = kind.span != first.span
            && ASKING
                .iter()
                .any(|asking| verb.to_lowercase().starts_with(asking));
        !kind.value.asks() || kind.value == first.value || own
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(words: &str) -> &'static str {
        kinds(words, Span::new(0, words.len()), None, false)[0]
            .value
            .word()
    }

    #[test]
    fn a_clause_is_told_by_its_own_verb() {
        for (words, kind) in [
            ("That the report be noted.", "noted"),
            ("notes the referral made by Northmere;", "noted"),
            (
                "notes that the Trust had agreed to set up a working group;",
                "noted",
            ),
            ("notes the report and agrees the plan for May", "agreed"),
            ("the minutes be confirmed as a correct record.", "agreed"),
            ("That political balance be set aside.", "agreed"),
            (
                "That it be recommended to Council that a joint committee be established.",
                "recommended",
            ),
            (
                "requests that a report be brought in May.",
                "requested-information",
            ),
            (
                "NHS Northmere be urged to find rooms for parents.",
                "requested-action",
            ),
            (
                "NHS representatives be invited to attend this Committee.",
                "invited",
            ),
            ("the Trust would come back to its next meeting.", "invited"),
            (
                "That authority be delegated to the Chair to agree the letter.",
                "delegated",
            ),
            (
                "That a Task and Finish Group of five Members be established to look into it.",
                "working-group",
            ),
            (
                "agrees to the establishment of a Joint Health Overview and Scrutiny Committee.",
                "joint-committee",
            ),
            (
                "That Councillor Ash be appointed Chair of the Joint Health Scrutiny Committee.",
                "appointed",
            ),
            ("Cllr Ash be Chair of the Committee.", "appointed"),
            (
                "That the Secretary of State be requested to call in the proposal.",
                "call-in-request",
            ),
            ("That the decision be referred back to Cabinet.", "call-in"),
            ("confirm the original decision made by the Cabinet.", "call-in"),
            ("That the petition be referred to Cabinet.", "referred"),
            (
                "That the recommendations in the report be not accepted.",
                "rejected",
            ),
            ("That consideration of the item be deferred.", "deferred"),
            (
                "That the press and public be excluded from the meeting.",
                "public-excluded",
            ),
            (
                "the minutes be confirmed subject to a line that the Trust be asked to reply.",
                "agreed",
            ),
            ("Notes the request for scrutiny;", "noted"),
            ("As set out in the exempt minutes.", "other"),
        ] {
            assert_eq!(first(words), kind, "{words}");
        }
    }

    #[test]
    fn a_stem_colours_each_of_its_clauses() {
        let text = "That it be recommended to Cabinet that: the plan be approved";
        let stem = Span::new(0, 39);
        let found = kinds(text, Span::new(40, text.len()), Some(stem), false);
        assert_eq!(found[0].value, Reading::Recommended);
        assert!(found.iter().any(|kind| kind.value == Reading::Agreed));
    }
}
