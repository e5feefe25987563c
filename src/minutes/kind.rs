//! What a clause does, told from its verbs.

use std::sync::LazyLock;

use regex::Regex;

use super::heading::BODY;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};

/// A way of saying that a clause does something.
struct Sign {
    kind: Reading,
    /// The words; the group `verb` is where a verb stands, so that it can be told whether it is the clause's own.
    words: Regex,
}

/// The signs of each kind. A specific act comes before a general one, so that "agrees to request" is a request.
static SIGNS: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    use Reading as R;
    let group = r"(?:working|task|task\s+(?:and|&)\s+finish|task[\s/]+finish|task\s+&\s+finish|review|sub|member|scrutiny\s+review)[\s-]+(?:group|panel|party|commission)|task[\s-]and[\s-]finish|informal\s+working\s+group|sub-?group|select\s+panel|inquiry\s+panel";
    let joint = r"(?:joint\s+(?:[\w&,'\u{2019}-]+\s+){0,7}committee|JHOSC|JHSC|JOSC|JHOSP)s?";
    let set_up = r"establish(?:ed|es|ment)?|set(?:ting|s)?\s+up|appoint(?:ed|s|ment)?|form(?:ed|s|ation|ing)?|creat(?:e|ed|es|ion)|constitut(?:e|ed)|conven(?:e|ed|es)|participat(?:e|es|ion)|join(?:s|ed)?|take\s+part|reconvene[ds]?|mandatory";
    let table: Vec<(Reading, String)> = vec![
        (R::PublicExcluded, r"(?P<verb>exclu(?:de|des|ded|sion))\b(?:[^.]*\b(?:public|press)\b|[^.]*\bSchedule\s+12A)|\b(?:public|press)\b[^.;]{0,80}\b(?:be|was|were|are)\s+(?P<verb2>excluded|asked\s+to\s+leave)".into()),
        (R::CallInRequest, r"(?P<verb>call(?:s|ed|ing)?[\s-]+in|call[\s-]in\s+request|intervene|reconsider)\b[^.;]*\b(?:Secretary\s+of\s+State|Minister)|(?:Secretary\s+of\s+State|Minister)\b[^.;]{0,120}\b(?P<verb2>call(?:s|ed|ing)?[\s-]+(?:it\s+|the\s+\w+\s+)?in|intervene)".into()),
        (R::Referred, r"\b(?P<verb>refer(?:s|red|ring|ral)?)\b(?:\s+(?:back|on))?\s+(?:[^.;]{0,160}?\s)?(?:to|for)\b|\bbe\s+(?P<verb2>referred)\b".into()),
        (R::JointCommittee, format!(r"\b(?P<verb>{set_up})\b[^.;]{{0,120}}\b{joint}|\b{joint}\b[^.;]{{0,160}}?\b(?:be|is|was)\s+(?:\w+\s+)?(?P<verb2>{set_up}|supported|approved|agreed)")),
        (R::WorkingGroup, format!(r"\b(?P<verb>{set_up})\b[^.;]{{0,100}}?\b(?:{group})|\b(?:{group})\b[^.;]{{0,120}}?\b(?:be|is|was)\s+(?:\w+\s+)?(?P<verb2>{set_up})")),
        (R::Delegated, r"\b(?P<verb>delegat(?:e|es|ed|ing))\b|\bbe\s+(?:given\s+)?(?P<verb2>(?:delegated|authority|authorised|authorized|empowered))\b|\b(?P<verb3>authori[sz]e[sd]?)\b\s+(?:the|its|officers)|\bdelegated\s+(?P<verb4>authority|powers)\s+be".into()),
        (R::Appointed, format!(r"\b(?P<verb>(?:re-?)?(?:elect|appoint|nominat)(?:s|ed|e|es)?)\b|\bbe\s+(?:the\s+)?(?P<verb2>(?:Vice[\s-]?|Deputy\s+)?Chair(?:man|person|woman)?)\b|\b(?P<verb3>appointment|nomination)s?\s+of\b[^.;]{{0,120}}\b(?:be|was|were)\s+(?:approved|confirmed|agreed)|\bco-?(?P<verb4>opt(?:ed|s)?)\b[^.]{{0,40}}(?:onto|to)?|{BODY}\s+elects\b")),
        (R::RequiresAttendance, r"\b(?P<verb>requir(?:e|es|ed|ing))\b[^.;]{0,120}\b(?:to\s+attend|attendance)".into()),
        (R::Invited, r"\b(?P<verb>invit(?:e|es|ed|ing|ation))\b|\b(?P<verb2>come|comes|came|return|returns|report)\s+back\b[^.;]{0,80}\bto\s+(?:the|its|this|a)\b[^.;]{0,40}(?:meeting|Committee|Panel|Board)|\b(?P<verb3>return)\s+to\s+(?:the|its|this|a)\s+(?:[\w]+\s+){0,3}(?:meeting|Committee|Panel|Board)|\bpresentation\s+(?:\w+\s+){0,4}be\s+(?P<verb4>made|given|brought)\b[^.;]{0,60}\bmeeting|\b(?P<verb5>attend)s?\s+(?:a|the|this|its|future|another|an)\b[^.;]{0,60}\b(?:meeting|Committee|Panel|Board)".into()),
        (R::RequestedResponse, r"\b(?P<verb>request|ask|seek|require|call)(?:s|ed|ing)?\b[^.;]{0,160}\b(?:respond|response|reply)\b|\b(?P<verb2>response)\b[^.;]{0,60}\bbe\s+(?:requested|sought|provided)".into()),
        (R::RequestedInformation, r"\b(?P<verb>request|ask|seek|sought)(?:s|ed|ing)?\b[^.;]{0,200}?\b(?:reports?|information|updates?|data|papers?|briefings?|figures|details?|presentations?|evidence|breakdown|statistics|analysis|copy|copies|notes?|assessment|timetable|timeline|minutes|clarification|assurance|plan|summary|list|explain|inform(?:ed)?|circulate|provide|outcomes?|results?|report\s+back)\b|\b(?:reports?|updates?|information|briefings?|papers?|data|details?|figures|presentations?|evidence|breakdown|analysis|note|items?|findings|outcomes?|results?|position)\b[^.;]{0,160}?\bbe\s+(?:\w+ly\s+)?(?P<verb2>submitted|presented|brought|provided|circulated|supplied|prepared|requested|sent|received\s+(?:at|by)|reported|shared|scheduled|made\s+available|considered\s+at|added|included\s+(?:in|on))\b|\bbe\s+(?P<verb3>kept\s+(?:up\s+to\s+date|informed|updated)|updated\s+on|informed|provided\s+with|briefed)\b".into()),
        (R::RequestedAction, r"\b(?P<verb>request|ask|urge|call(?:s|ed)?\s+(?:on|upon)|instruct|direct|encourag|task)(?:s|ed|es|e)?\b|\b(?P<verb2>wr(?:ite|ites|ote|itten))\s+(?:\w+\s+){0,4}to\b|\bbe\s+(?P<verb3>written|sent)\s+to\b|\b(?P<verb4>letter)\s+be\s+(?:sent|written)".into()),
        (R::Recommended, r"\b(?P<verb>recommend(?:s|ed|ing)?)\b|\bbe\s+(?P<verb2>highlighted|commended|put\s+forward|forwarded|submitted|presented)\s+to\b[^.;]{0,120}".into()),
        (R::CallIn, r"\b(?P<verb>call(?:ed|s)?[\s-]?(?:in|ins))\b|\b(?:original|Cabinet(?:'s|\u{2019}s)?|executive)\s+(?P<verb2>decision)\b[^.;]{0,60}\bbe\s+(?:upheld|confirmed)|\b(?:confirm|uphold)s?\s+the\s+(?P<verb3>original)\s+decision".into()),
        (R::Rejected, r"\b(?P<verb>refus(?:e|es|ed)|reject(?:s|ed)?|declin(?:e|es|ed))\b|\b(?:not|NOT)\s+(?:be\s+)?(?P<verb2>accepted|approved|agreed|supported|endorsed|adopted|support|accept|approve|endorse|agree)\b|\b(?P<verb3>oppos(?:e|es|ed)|object(?:s|ed)?)\b".into()),
        (R::Deferred, r"\b(?P<verb>defer(?:s|red)?|adjourn(?:s|ed)?|postpone[ds]?)\b|\b(?:be|was|were)\s+(?P<verb2>put\s+back|held\s+over|carried\s+(?:over|forward))".into()),
        (R::Agreed, r"\b(?P<verb>agree(?:s|d)?|approv(?:e|es|ed|al)|endors(?:e|es|ed)|adopt(?:s|ed)?|confirm(?:s|ed)?|support(?:s|ed)?|accept(?:s|ed)?|sign(?:ed)?|ratif(?:y|ies|ied)|determin(?:e|es|ed)|decid(?:e|es|ed)|respond|undertake|convene|consider(?:s|ed)?|congratulat\w+|thank(?:s|ed)?)\b|\b(?:be|are|is|was|were|remain)\s+(?:\w+ly\s+)?(?P<verb2>\w+(?:ed|en|ne|de|ld|nt|ut)|signed|held|made|taken|given)\b".into()),
        (R::Noted, r"\b(?P<verb>not(?:e|es|ed|ing)|NOTES?|receiv(?:e|es|ed)|acknowledg(?:e|es|ed)|welcom(?:e|es|ed)|heard)\b".into()),
    ];
    table
        .into_iter()
        .map(|(kind, words)| Sign {
            kind,
            words: Regex::new(&format!("(?is){words}")).expect("a sound expression"),
        })
        .collect()
});

/// What a clause does, the weightiest first; the place of each are the words that tell. Never empty: a clause of which
/// nothing is known does something else.
pub(super) fn kinds(text: &str, clause: Span, stem: Option<Span>, recommends: bool) -> Vec<Spanned<Reading>> {
    let words = text.get(clause.range()).unwrap_or_default();
    let base = clause.range().start;
    let mut found: Vec<Spanned<Reading>> = Vec::new();
    let reported = reported_from(words);
    for sign in SIGNS.iter() {
        let hit = sign
            .words
            .captures_iter(words)
            .filter_map(|captures| {
                ["verb", "verb2", "verb3", "verb4", "verb5"]
                    .iter()
                    .find_map(|name| captures.name(name).or(None))
            })
            .find(|verb| is_own(words, verb.start(), verb.as_str(), reported));
        if let Some(verb) = hit {
            let place = Span::new(base + verb.start(), base + verb.end());
            found.push(Spanned::new(sign.kind, place));
        }
    }
    let stem_words = stem.and_then(|stem| text.get(stem.range())).unwrap_or_default();
    let stem_recommends = stem_words.to_lowercase().contains("recommend");
    if recommends || stem_recommends {
        found.retain(|kind| kind.value != Reading::Recommended);
        found.insert(0, Spanned::new(Reading::Recommended, stem.unwrap_or(clause)));
        return found;
    }
    weigh(words, base, &mut found);
    if found.is_empty() && !stem_words.is_empty() {
        found = stem_kinds(text, stem);
    }
    if found.is_empty() {
        found.push(Spanned::new(Reading::Other, clause));
    }
    found
}

/// The verb may stand only in the stem: "That approval be given to:".
fn stem_kinds(text: &str, stem: Option<Span>) -> Vec<Spanned<Reading>> {
    stem.map(|stem| kinds(text, stem, None, false))
        .unwrap_or_default()
        .into_iter()
        .filter(|kind| kind.value != Reading::Other)
        .collect()
}

/// Where a clause begins to tell what others did ("notes that the Trust had agreed"): verbs behind it are theirs.
fn reported_from(words: &str) -> Option<usize> {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:not(?:e|es|ed|ing)|acknowledg(?:e|es|ed)|recogni[sz](?:e|es|ed)|aware|informed|advised|heard|understand[s]?)\b(?:\s+with\s+\w+)?[,:]?\s+(?:that|how|why|the\s+(?:decision|referral|recommendation|request|appointment|resolution|establishment|delegation|invitation|call-in|agreement))\b")
            .expect("a sound expression")
    });
    TELLS.find(words).map(|found| found.start() + 1)
}

/// Whether a verb is the clause's own act: not told of somebody else, and not behind "if", "whether" or "to be".
fn is_own(words: &str, at: usize, verb: &str, reported: Option<usize>) -> bool {
    let before = &words[..at];
    let mut last: Vec<String> = before
        .rsplit(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}' && c != '-')
        .filter(|word| !word.is_empty())
        .take(3)
        .map(str::to_lowercase)
        .collect();
    last.resize(3, String::new());
    let (one, two) = (last[0].as_str(), last[1].as_str());
    let is_participle = verb.ends_with("ed") || verb.ends_with("en");
    // "the recommended option", "any proposed working group", "as agreed", "when approved".
    if matches!(
        one,
        "as" | "when"
            | "if"
            | "previously"
            | "already"
            | "being"
            | "recently"
            | "already-"
            | "once"
            | "newly"
    ) && is_participle
    {
        return false;
    }
    let Some(from) = reported else { return true };
    if at <= from + 12 && (verb.to_lowercase().starts_with("not") || at < from) {
        return true;
    }
    if at < from {
        return true;
    }
    // Behind "notes that": only what is joined on as a new act, or is to be.
    let joined = matches!(one, "and" | "also") && !matches!(two, "had" | "has");
    let to_be = one == "be" || two == "be" && one.ends_with("ly");
    let comma = before.trim_end().ends_with([',', ';']);
    let present = verb.ends_with('s') || !is_participle;
    to_be
        || joined && (present || is_participle && !matches!(two, "had" | "been" | "was" | "were"))
        || comma && present
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
