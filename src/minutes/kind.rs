//! What a clause does, told from its verbs.

use std::sync::LazyLock;

use regex::Regex;

use super::heading::BODY;
use super::pattern::pattern;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};

/// A way of saying that a clause does something.
struct Sign {
    kind: Reading,
    /// The words; the groups [`VERBS`] are where a verb stands, so that it can be told whether it is the clause's own.
    words: Regex,
}

/// The groups of a sign's words where its verb can stand.
const VERBS: [&str; 5] = ["verb", "verb2", "verb3", "verb4", "verb5"];

/// The signs of each kind. A specific act comes before a general one, so that "agrees to request" is a request.
static SIGNS: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    use Reading as R;
    let group = r"(?:working|task|task\s+(?:and|&)\s+finish|task[\s/]+finish|task\s+&\s+finish|review|sub|member|scrutiny\s+review)[\s-]+(?:group|panel|party|commission)|task[\s-]and[\s-]finish|informal\s+working\s+group|sub-?group|select\s+panel|inquiry\s+panel";
    let joint = r"(?:joint\s+(?:[^\s.;:()]+\s+){0,7}committee|JHOSC|JHSC|JOSC|JHOSP)s?";
    let set_up = r"establish(?:ed|es|ment)?|set(?:ting|s)?\s+up|appoint(?:ed|s|ment)?|form(?:ed|s|ation|ing)?|creat(?:e|ed|es|ion)|constitut(?:e|ed)|conven(?:e|ed|es)|participat(?:e|es|ion)|join(?:s|ed)?|take\s+part|reconvene[ds]?|mandatory";
    let table: Vec<(Reading, String)> = vec![
        (R::PublicExcluded, r"(?P<verb>exclu(?:de|des|ded|sion))\b(?:[^.]*\b(?:public|press)\b|[^.]*\bSchedule\s+12A)|\b(?:public|press)\b[^.;]*\b(?:be|was|were|are)\s+(?P<verb2>excluded|asked\s+to\s+leave)".into()),
        (R::CallInRequest, r"(?P<verb>call(?:s|ed|ing)?[\s-]+in|call[\s-]in\s+request|intervene|reconsider)\b[^.;]*\b(?:Secretary\s+of\s+State|Minister)|(?:Secretary\s+of\s+State|Minister)\b[^.;]*\b(?P<verb2>call(?:s|ed|ing)?[\s-]+(?:it\s+|the\s+\S+\s+)?in|intervene)".into()),
        (R::Referred, r"\b(?P<verb>refer(?:s|red|ring|ral)?)\b(?:\s+(?:back|on))?\s+(?:[^.;]*?\s)?(?:to|for)\b|\bbe\s+(?P<verb2>referred)\b".into()),
        (R::JointCommittee, format!(r"\b(?P<verb>{set_up})\b[^.;]*?\b{joint}|\b{joint}\b[^.;]*?\b(?:be|is|was)\s+(?:\S+\s+)?(?P<verb2>{set_up}|supported|approved|agreed)")),
        (R::WorkingGroup, format!(r"\b(?P<verb>{set_up})\b[^.;]*?\b(?:{group})|\b(?:{group})\b[^.;]*?\b(?:be|is|was)\s+(?:\S+\s+)?(?P<verb2>{set_up})")),
        (R::Delegated, r"\b(?P<verb>delegat(?:e|es|ed|ing))\b|\bbe\s+(?:given\s+)?(?P<verb2>(?:delegated|authority|authorised|authorized|empowered))\b|\b(?P<verb3>authori[sz]e[sd]?)\b\s+(?:the|its|officers)|\bdelegated\s+(?P<verb4>authority|powers)\s+be|\b(?P<verb5>pass|hand|leave|entrust)(?:s|ed)?\s+(?:to|with|over)\b[^.;]*?\b(?:decision|decide|authority)".into()),
        (R::Appointed, format!(r"\b(?P<verb>(?:re-?)?(?:elect|appoint|nominat)(?:s|ed|e|es)?)\b|\bbe\s+(?:the\s+)?(?P<verb2>(?:Vice[\s-]?|Deputy\s+)?Chair(?:man|person|woman)?)\b|\b(?P<verb3>appointment|nomination)s?\s+of\b[^.;]*?\b(?:be|was|were)\s+(?:approved|confirmed|agreed)|\bco-?(?P<verb4>opt(?:ed|s)?)\b[^.]*?(?:onto|to)?|{BODY}\s+elects\b")),
        (R::RequiresAttendance, r"\b(?P<verb>requir(?:e|es|ed|ing))\b[^.;]*\b(?:to\s+attend|attendance)".into()),
        (R::Invited, r"\b(?P<verb>invit(?:e|es|ed|ing|ation))\b|\b(?P<verb2>come|comes|came|return|returns|report)\s+back\b[^.;]*\bto\s+(?:the|its|this|a)\b[^.;]*(?:meeting|Committee|Panel|Board)|\b(?P<verb3>return)\s+to\s+(?:the|its|this|a)\s+(?:\S+\s+){0,3}(?:meeting|Committee|Panel|Board)|\bpresentation\s+(?:\S+\s+){0,4}be\s+(?P<verb4>made|given|brought)\b[^.;]*\bmeeting|\b(?P<verb5>attend)s?\s+(?:a|the|this|its|future|another|an)\b[^.;]*\b(?:meeting|Committee|Panel|Board)".into()),
        (R::RequestedResponse, r"\b(?P<verb>request|ask|seek|require|call)(?:s|ed|ing)?\b[^.;]*\b(?:respond|response|reply)\b|\b(?P<verb2>response)\b[^.;]*\bbe\s+(?:requested|sought|provided)".into()),
        (R::RequestedInformation, r"\b(?P<verb>request|ask|seek|sought)(?:s|ed|ing)?\b[^.;]*?\b(?:reports?|information|updates?|data|papers?|briefings?|figures|details?|presentations?|evidence|breakdown|statistics|analysis|copy|copies|notes?|assessment|timetable|timeline|minutes|clarification|assurance|plan|summary|list|explain|inform(?:ed)?|circulate|provide|outcomes?|results?|report\s+back)\b|\b(?:reports?|updates?|information|briefings?|papers?|data|details?|figures|presentations?|evidence|breakdown|analysis|note|items?|findings|outcomes?|results?|position)\b[^.;]*?\bbe\s+(?:\S+ly\s+)?(?P<verb2>submitted|presented|brought|provided|circulated|supplied|prepared|requested|sent|received\s+(?:at|by)|reported|shared|scheduled|made\s+available|considered\s+at|added|included\s+(?:in|on))\b|\bbe\s+(?P<verb3>kept\s+(?:up\s+to\s+date|informed|updated)|updated\s+on|informed|provided\s+with|briefed|circulated)\b".into()),
        (R::RequestedAction, r"\b(?P<verb>request|ask|urge|call(?:s|ed)?\s+(?:on|upon)|instruct|direct|encourag|task)(?:s|ed|es|e)?\b|\b(?P<verb2>wr(?:ite|ites|ote|itten))\s+(?:\S+\s+){0,4}to\b|\bbe\s+(?P<verb3>written|sent)\s+to\b|\b(?P<verb4>letter)\s+be\s+(?:sent|written)|\bbe\s+(?P<verb5>raised\s+with|passed\s+(?:on\s+)?to|conveyed\s+to|fed\s+back\s+to|shared\s+with|drawn\s+to)".into()),
        (R::Recommended, r"\b(?P<verb>recommend(?:s|ed|ing)?)\b|\bbe\s+(?P<verb2>highlighted|commended|put\s+forward|forwarded|submitted|presented)\s+to\b[^.;]*".into()),
        (R::CallIn, r"\b(?:be|been|not|to|not\s+to|was|is)\s+(?P<verb>call(?:ed)?[\s-]in)\b|\bcall[\s-]?in\b[^.;]*?\bbe\s+(?P<verb2>upheld|made|rejected|dismissed|supported|accepted|not\s+upheld|allowed|released)|\b(?:original|Cabinet(?:'s|\u{2019}s)?|executive)\s+(?P<verb3>decision)\b[^.;]*?\bbe\s+(?:upheld|confirmed|implemented|supported)|\b(?:confirm|uphold|support)s?\s+the\s+(?P<verb4>original|Cabinet)\b|\bno\s+(?P<verb5>call[\s-]in)\b".into()),
        (R::Rejected, r"\b(?P<verb>refus(?:e|es|ed)|reject(?:s|ed)?|declin(?:e|es|ed))\b|\b(?:not|NOT)\s+(?:be\s+)?(?P<verb2>accepted|approved|agreed|supported|endorsed|adopted|support|accept|approve|endorse|agree)\b|\b(?P<verb3>oppos(?:e|es|ed)|object(?:s|ed)?)\b".into()),
        (R::Deferred, r"\b(?P<verb>defer(?:s|red)?|adjourn(?:s|ed)?|postpone[ds]?)\b|\b(?:be|was|were)\s+(?P<verb2>put\s+back|held\s+over|carried\s+(?:over|forward))".into()),
        (R::Agreed, r"\b(?P<verb>agree(?:s|d)?|approv(?:e|es|ed|al)|endors(?:e|es|ed)|adopt(?:s|ed)?|confirm(?:s|ed)?|support(?:s|ed)?|accept(?:s|ed)?|sign(?:ed)?|ratif(?:y|ies|ied)|determin(?:e|es|ed)|decid(?:e|es|ed)|respond|undertake|convene|consider(?:s|ed)?|congratulat[a-z]+|thank(?:s|ed)?)\b|\b(?:be|are|is|was|were|remain)\s+(?:not\s+)?(?:\S+ly\s+)?(?P<verb2>[a-z][a-z-]+)\b".into()),
        (R::Noted, r"\b(?P<verb>not(?:e|es|ed|ing)|NOTES?|receiv(?:e|es|ed)|acknowledg(?:e|es|ed)|welcom(?:e|es|ed)|heard)\b".into()),
    ];
    table
        .into_iter()
        .map(|(kind, words)| Sign {
            kind,
            words: pattern(&format!("(?is){words}")),
        })
        .collect()
});

/// What a clause does, the weightiest first; the place of each are the words that tell. Never empty: a clause of which
/// nothing is known does something else.
pub(super) fn kinds(text: &str, clause: Span, stem: Option<Span>, recommends: bool) -> Vec<Spanned<Reading>> {
    let whole = text.get(clause.range()).unwrap_or_default();
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
        let resolved = words.to_lowercase().starts_with("that ") || words.to_lowercase().starts_with("to ");
        let kind = if resolved { Reading::Agreed } else { Reading::Other };
        found.push(Spanned::new(kind, clause));
    }
    found
}

/// A clause that goes on in a list says what it does before the colon.
fn before_list(words: &str) -> &str {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?s):\s*(?:-|\u{2013})?\s*(?:[\u{b7}\u{2022}*]|\(?(?:[a-z]|[0-9]{1,2}|[ivx]+)[.)]\s)")
    });
    LIST.find(words).map_or(words, |list| &words[..list.start()])
}

fn says_recommend(stem: &str) -> bool {
    static RECOMMEND: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\brecommend(?:s|ed)?\b"));
    RECOMMEND.is_match(stem)
}

/// What the verbs of some words say that is done, each kind once.
fn acts(words: &str, base: usize) -> Vec<Spanned<Reading>> {
    let reported = reported_from(words);
    let mut found = Vec::new();
    for sign in SIGNS.iter() {
        let own = sign
            .words
            .captures_iter(words)
            .filter_map(|captures| VERBS.iter().find_map(|name| captures.name(name)))
            .find(|verb| is_own(words, verb.start(), verb.as_str(), reported));
        if let Some(verb) = own {
            found.push(Spanned::new(
                sign.kind,
                Span::new(base + verb.start(), base + verb.end()),
            ));
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

/// Puts the weightiest first: a specific act before agreeing, agreeing before noting; of two specific acts the earlier, as
/// "recommends that a joint committee be set up" recommends.
fn weigh(words: &str, base: usize, found: &mut Vec<Spanned<Reading>>) {
    let general = |kind: Reading| match kind {
        Reading::Noted => 2,
        Reading::Agreed => 1,
        _ => 0,
    };
    // Exclusion and call-in are told by the whole clause, not by their place in it.
    let whole = |kind: Reading| !matches!(kind, Reading::PublicExcluded | Reading::CallInRequest);
    found.sort_by_key(|kind| (general(kind.value), whole(kind.value), kind.span.start));
    let specific = found.first().is_some_and(|first| general(first.value) == 0);
    // "be requested" is itself a participle after "be": agreeing is not said beside it.
    let agrees = words.to_lowercase();
    let says_agreed = [
        "agree", "approv", "endors", "adopt", "support", "accept", "confirm",
    ]
    .iter()
    .any(|word| agrees.contains(word));
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
