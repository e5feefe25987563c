//! The words that tell what a clause does.
//!
//! They are written so that they can be read: a space is any blank, `...` anything within the sentence, `<name>` one of the
//! [`NAMES`], and `[[ ]]` stands around the verb, of which it is then asked whether it is the clause's own. All else is as
//! in any pattern; capitals do not count.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::minutes::pattern::pattern;
use crate::record::resolution::Reading::{self, *};

/// The ways of saying that a clause does one kind of thing.
struct Sign {
    kind: Reading,
    /// Each with a group `verb`.
    ways: Vec<Regex>,
}

/// All signs, and a quick look which of their ways can be in some words at all: few are, and the others need not be tried.
pub(super) struct Signs {
    signs: Vec<Sign>,
    any: RegexSet,
}

/// The signs of each kind.
pub(super) static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let signs = WORDS.iter().map(|(kind, ways)| Sign {
        kind: *kind,
        ways: ways.iter().map(|way| pattern(&written_out(way))).collect(),
    });
    let all = WORDS
        .iter()
        .flat_map(|(_, ways)| ways.iter().map(|way| written_out(way)));
    let any = RegexSetBuilder::new(all)
        .size_limit(100 << 20)
        .dfa_size_limit(20 << 20)
        .build();
    Signs {
        signs: signs.collect(),
        any: any.expect("each of these patterns is sound, and so are all of them"),
    }
});

impl Signs {
    /// The ways that are in some words, each with what it is a sign of.
    pub(super) fn within(&self, words: &str) -> Vec<(Reading, Vec<&Regex>)> {
        let there = self.any.matches(words);
        let mut place = 0;
        let mut found = Vec::new();
        for sign in &self.signs {
            let places = place..place + sign.ways.len();
            place = places.end;
            let ways: Vec<&Regex> = places
                .zip(&sign.ways)
                .filter(|(place, _)| there.matched(*place))
                .map(|(_, way)| way)
                .collect();
            if !ways.is_empty() {
                found.push((sign.kind, ways));
            }
        }
        found
    }
}

/// A way in the notation of regular expressions.
fn written_out(way: &str) -> String {
    let mut words = way.to_owned();
    for (name, stands_for) in NAMES {
        words = words.replace(name, &format!("(?:{stands_for})"));
    }
    words = words.replace("...", "[^.;]*?").replace(' ', r"\s+");
    words = words.replace("[[", "(?P<verb>").replace("]]", ")");
    format!("(?is){words}")
}

/// What names in a way stand for.
const NAMES: &[(&str, &str)] = &[
    (
        "<joint committee>",
        r"joint (?:[^\s.;:()]+ ){0,7}committees?|J(?:H?O|H)SCs?|JHOSPs?",
    ),
    (
        "<group>",
        r"(?:working|task|task (?:and|&) finish|task[\s/]+finish|review|sub|member|scrutiny review)[\s-]+(?:group|panel|party|commission)|task[\s-]and[\s-]finish|sub-?group|(?:select|inquiry) panel|panel of \S+ (?:Members|Councillors)",
    ),
    (
        "<set up>",
        r"establish(?:ed|es|ment)?|set(?:ting|s)? up|appoint(?:ed|s|ment)?|form(?:ed|s|ation|ing)?|creat(?:e|ed|es|ion)|constituted?|convene[ds]?|participat(?:e|es|ion) in|join(?:s|ed)?|take part in|reconvene[ds]?",
    ),
    // Between "establish" and what is established stand no other nouns.
    (
        "<a>",
        r"(?:(?:the|a|an|of|in|this|new|such|proposed|mandatory|statutory|discretionary|single|regional|formal|its|any) ){0,4}",
    ),
    (
        "<information>",
        r"reports?|information|updates?|data|papers?|briefings?|figures|numbers|details?|presentations?|evidence|breakdown|statistics|analysis|copy|copies|notes?|assessment|timetable|timeline|minutes|clarification|assurance|plan|summary|list|explain|inform(?:ed)?|circulated?|provided?|outcomes?|results?|reported|report back|supplied|submitted",
    ),
    (
        "<document>",
        r"reports?|updates?|information|briefings?|papers?|data|details?|figures|presentations?|evidence|breakdown|analysis|note|items?|findings|outcomes?|results?|position|assessment|notices?",
    ),
    (
        "<given>",
        r"submitted|presented|brought|provided|circulated|copied|supplied|prepared|requested|sent|received (?:at|by)|reported|shared|scheduled|made available|considered at|added|included (?:in|on)",
    ),
    ("<secretary of state>", r"Secretary of State|Minister"),
    (
        "<NHS or officers>",
        r"officers?|Trust|ICB|CCG|Director|Clerk|Manager|team",
    ),
];

const WORDS: &[(Reading, &[&str])] = &[
    (
        PublicExcluded,
        &[
            r"\b[[exclu(?:de|des|ded|sion)]]\b(?:...\b(?:public|press)\b|...\bSchedule 12A)",
            r"\b(?:public|press)\b...\b(?:be|was|were|are) [[(?:excluded|asked to leave)]]",
        ],
    ),
    (
        CallInRequest,
        &[
            r"\b[[call(?:s|ed|ing)?[\s-]+in|intervene|reconsider]]\b...\b<secretary of state>",
            r"\b<secretary of state>\b...\b[[call(?:s|ed|ing)?[\s-]+(?:it |the \w+ )?in|intervene]]\b",
        ],
    ),
    (
        Referred,
        &[
            r"\b[[refer(?:s|red|ring)?]]\b(?: (?:back|on))?\s+(?:...\s)?(?:to|for)\b",
            r"\bbe [[referred]]\b",
            r"\bbe [[submitted|forwarded]] to\b...\bfor (?:consideration|determination|approval|decision|adoption)\b",
        ],
    ),
    (
        JointCommittee,
        &[
            r"\b[[<set up>]] <a><joint committee>",
            r"\b<joint committee>\b...\b(?:be|is|was) (?:\S+ )?[[(?:<set up>|supported|approved|agreed)]]\b",
        ],
    ),
    (
        WorkingGroup,
        &[
            r"\b[[<set up>]]\b...\b<group>",
            r"\b<group>\b...\b(?:be|is|was) (?:\S+ )?[[<set up>]]\b",
        ],
    ),
    (
        Delegated,
        &[
            r"\b[[delegat(?:e|es|ed|ing)]]\b",
            r"\bbe (?:given )?[[(?:delegated|authority|authori[sz]ed|empowered)]]\b",
            r"\b[[authori[sz]e[sd]?]] (?:the|its|officers)\b",
            r"\bdelegated [[authority|powers]] be\b",
            r"\b[[(?:pass|hand|leave|entrust)(?:s|ed)?]] (?:to|with|over)\b...\b(?:decision|decide|authority)\b",
            r"\bbe [[left]] (?:to|with) the\b",
            r"\bauthority be [[given]] to\b",
        ],
    ),
    (
        Appointed,
        &[
            r"\b[[(?:re-?)?(?:elect|appoint|nominat)(?:s|ed|e|es)?]]\b",
            r"\bbe (?:the )?[[(?:Vice[\s-]?|Deputy )?Chair(?:man|person|woman)?]]\b",
            r"\b[[appointment|nomination]]s? of\b...\b(?:be|was|were) (?:approved|confirmed|agreed)\b",
            r"\b[[co-?opt(?:ed|s)?]]\b",
        ],
    ),
    (
        RequiresAttendance,
        &[r"\b[[requir(?:e|es|ed|ing)]]\b...\b(?:to attend|attendance)\b"],
    ),
    (
        Invited,
        &[
            r"\b[[invit(?:e|es|ed|ing)]]\b",
            r"\b[[(?:come|comes|came|return|returns|report) back]]\b...\bto (?:the|its|this|a)\b...(?:meeting|Committee|Panel|Board)\b",
            r"\b[[return]] to (?:the|its|this|a) (?:\S+ ){0,3}(?:meeting|Committee|Panel|Board)\b",
            r"\b(?:he|she|they|Trust|ICB|CCG|officers) [[return]]\b",
            r"\bpresentation (?:\S+ ){0,4}be [[made|given|brought]]\b...\bmeeting\b",
            r"\b[[attend]]s? (?:a|the|this|its|future|another|an)\b...\b(?:meeting|Committee|Panel|Board)\b",
        ],
    ),
    (
        RequestedResponse,
        &[
            r"\b[[(?:request|ask|seek|require|call)(?:s|ed|ing)?]]\b...\b(?:respond|response|reply)\b",
            r"\b[[response]]\b...\bbe (?:requested|sought|provided)\b",
            r"\b(?:commissioners|Trust|ICB|CCG|provider|Board) [[reply|respond]]\b",
        ],
    ),
    (
        RequestedInformation,
        &[
            r"\b[[(?:request|ask|seek)(?:s|ed|ing)?|sought]]\b...\b<information>\b",
            r"\b<document>\b...\bbe (?:\S+ly )?[[<given>]]\b",
            r"\bbe [[kept (?:up to date|informed|updated)|updated on|informed|provided with|briefed|circulated]]\b",
            r"\bbe [[sent]] to (?:all )?(?:the )?(?:Members|Committee|Panel|Board)\b",
            r"\b[[supply|provide|present|submit|circulate|report back]]\b",
        ],
    ),
    (
        RequestedAction,
        &[
            r"\b[[(?:request|ask)(?:s|ed)?|call(?:s|ed)? (?:on|upon)|urge[sd]?|(?:instruct|direct)(?:s|ed)?|encourage[sd]?]]\b",
            r"\b[[wr(?:ite|ites|ote|itten)]] (?:\S+ ){0,4}to\b",
            r"\bbe [[written|sent]] to\b",
            r"\b[[letter]] be (?:sent|written)\b",
            r"\bbe [[raised with|passed (?:on )?to|conveyed to|fed back to|shared with|drawn to]]\b",
            r"\b<NHS or officers> [[arrange|liaise|contact|investigate|explore|raise|pursue|ensure|make|review|consult|take|prepare|work|meet|speak]]\b",
        ],
    ),
    (
        Recommended,
        &[
            r"\b[[recommend(?:s|ed|ing)?]]\b",
            r"\bbe [[highlighted|commended|put forward|forwarded|submitted|presented]] to\b",
        ],
    ),
    (
        CallIn,
        &[
            r"\b(?:be|been|not|to|was|is) [[call(?:ed)?[\s-]in]]\b",
            r"\bdecision\b...\bbe [[referred]] back\b",
            r"\bcall[\s-]?in\b...\bbe [[(?:not )?upheld|made|rejected|dismissed|supported|accepted|allowed|released]]\b",
            r"\b(?:original|Cabinet(?:['\u{2019}]s)?|executive) [[decision]]\b...\bbe (?:upheld|confirmed|implemented|supported)\b",
            r"\b(?:confirm|uphold|support)s? the [[original|Cabinet]]\b",
            r"\bno [[call[\s-]in]]\b",
        ],
    ),
    (
        Rejected,
        &[
            r"\b[[refus(?:e|es|ed)|reject(?:s|ed)?|declin(?:e|es|ed)]]\b",
            r"\bnot (?:be )?[[accepted|approved|agreed|supported|endorsed|adopted|support|accept|approve|endorse|agree]]\b",
            r"\b[[oppos(?:e|es|ed)|object(?:s|ed)?]]\b",
        ],
    ),
    (
        Deferred,
        &[
            r"\b[[defer(?:s|red)?|adjourn(?:s|ed)?|postpone[ds]?]]\b",
            r"\b(?:be|was|were) [[put (?:back|off)|held over|carried (?:over|forward)]]\b",
            r"\b[[await]]s?\b",
        ],
    ),
    (
        Agreed,
        &[
            r"\b[[agree[sd]?|approv(?:e|es|ed|al)|endors(?:e|es|ed)|adopt(?:s|ed)?|confirm(?:s|ed)?|support(?:s|ed)?|accept(?:s|ed)?|sign(?:ed)?|ratif(?:y|ies|ied)|determine[sd]?|decide[sd]?|respond|undertake|convene|consider(?:s|ed)?]]\b",
            r"\b(?:be|are|is|was|were|remain) (?:not )?(?:\S+ly )?[[[a-z][a-z-]+]]\b",
        ],
    ),
    (
        Other,
        &[r"\b[[thank(?:s|ed)?|congratulat[a-z]+|rescind(?:s|ed)?]]\b"],
    ),
    (
        Noted,
        &[r"\b[[not(?:e|es|ed|ing)|receive[sd]?|acknowledge[sd]?|welcome[sd]?|heard]]\b"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_a_sound_pattern_with_a_verb() {
        for sign in &SIGNS.signs {
            for way in &sign.ways {
                assert!(way.capture_names().flatten().any(|name| name == "verb"), "{way}");
            }
        }
    }
}
