//! Noun phrases: what is judged, and who judges.

use std::ops::Range;

use super::vocabulary::{ADVERB, ASK, CHANGE, DETERMINER, FINITE, JOIN, OTHERS, REPORT, holds, judging};
use super::word::Word;

/// Words for this very committee.
#[rustfmt::skip]
pub(super) const BODY: &[&str] = &[
    "committee", "board", "panel", "commission", "forum", "sub-committee", "subcommittee", "jhosc", "hosc",
    "ohosc", "members", "johsc", "group", "jhoc", "hasc",
];

/// Words in the name of a scrutiny committee.
#[rustfmt::skip]
const NAME: &[&str] = &[
    "joint", "health", "overview", "and", "&", "scrutiny", "select", "adult", "adults", "social", "care",
    "wellbeing", "well-being", "children", "children's", "young", "people", "people's", "services",
    "community", "communities", "policy", "external", "statutory", "review", "public", "sub", "families",
    "standing",
];

/// Words after which the committee can be named as the one who acts.
#[rustfmt::skip]
const BEFORE_BODY: &[&str] = &[
    "that", ",", ";", ":", "and", "but", "-", "\u{2013}", "so", "as", "since", "because", "resolved",
    "agreed",
];

/// What is done to services, as "-ing" words that can name or lead on a change.
#[rustfmt::skip]
pub(super) const CHANGING: &[&str] = &[
    "closing", "moving", "relocating", "transferring", "relating", "merging", "reducing", "opening",
    "regarding", "concerning", "including", "involving", "removing", "ending", "changing", "affecting",
    "replacing", "following", "introducing", "commissioning", "decommissioning", "withdrawing", "extending",
    "centralising", "consolidating", "redesigning", "suspending", "providing", "serving", "covering",
    "using", "surrounding", "combining", "separating", "downgrading", "stopping", "ceasing",
    "reconfiguring", "delivering", "outsourcing",
];

/// Words that end a frame without a comma: "Following discussion the Committee".
#[rustfmt::skip]
pub(super) const TALK: &[&str] = &[
    "balance", "reflection", "discussion", "debate", "consideration", "deliberation",
];

/// The start of the committee's own name, where it ends just before `end`: "the Committee", "Members of the Panel".
pub(super) fn body(words: &[Word], end: usize) -> Option<usize> {
    let mut at = end;
    let head = words.get(at.checked_sub(1)?)?;
    if !head.any(BODY) || head.quoted {
        return None;
    }
    at -= 1;
    let plain = head.is("members") || head.is("group");
    if head.is("group") && !(at > 0 && words[at - 1].any(&["scrutiny", "working", "task"])) {
        return None;
    }
    while !plain && at > 0 && words[at - 1].any(NAME) && !(words[at - 1].is("and") && at < 2) {
        at -= 1;
    }
    // "notes the report and Committee": a join is no part of a name's beginning.
    while words[at].is("and") {
        at += 1;
    }
    if at > 0 && words[at - 1].any(&["the", "this", "he", "all"]) {
        at -= 1;
    }
    if at > 0 && words[at - 1].is("all") {
        at -= 1;
    }
    if at > 1 && words[at - 1].is("of") && words[at - 2].is("members") {
        at -= 2;
        if at > 0 && words[at - 1].any(&["the", "all"]) {
            at -= 1;
        }
    }
    if !words[at].any(&["the", "this", "all", "members"])
        && let Some(from) = full_name(words, at, end)
    {
        return Some(from);
    }
    (at == 0
        || words[at - 1].any(BEFORE_BODY)
        || words[at - 1].any(TALK)
        || words[at - 1].text.ends_with("ly"))
    .then_some(at)
}

/// Whether these words name this committee and nothing else: "the Panel".
pub(super) fn body_named(words: &[Word], range: Range<usize>) -> bool {
    let named = &words[range];
    named.last().is_some_and(|word| word.any(BODY))
        && named
            .iter()
            .all(|word| word.any(BODY) || word.any(NAME) || word.any(&["the", "this"]))
}

/// How far around its name another body must not be named, in words.
const NEAR: usize = 200;

/// "Wexcombe Health Scrutiny Committee", "the Council's health committee": where the whole name begins. It is this
/// committee only where a verb in the present follows ("considers") and nobody else is named beside it.
fn full_name(words: &[Word], at: usize, end: usize) -> Option<usize> {
    let place =
        |word: &Word| word.capital && word.is_word() && !word.any(OTHERS) && !word.text.ends_with("'s");
    let ours = at > 0 && words[at - 1].is("council's");
    let mut from = at - usize::from(ours);
    let scrutiny = holds(&words[at..end], &["scrutiny", "health"]);
    if !ours {
        while from > 0 && end - from < 12 && place(&words[from - 1]) && !words[from - 1].any(BEFORE_BODY) {
            from -= 1;
        }
    }
    let named = from < at && scrutiny;
    if from > 0 && words[from - 1].is("the") {
        from -= 1;
    }
    let opens = from == 0 || words[from - 1].any(BEFORE_BODY);
    let verb = words.get(end..(end + 4).min(words.len()))?;
    let present = verb
        .first()
        .is_some_and(|word| word.text.ends_with('s') && !word.any(&["was", "has"]))
        && !holds(verb, &["been"]);
    if !(named && opens && present) {
        return None;
    }
    let near = &words[..words.len().min(end + NEAR)];
    let bodies = near.iter().filter(|word| word.any(BODY)).count();
    let others = near[..from]
        .iter()
        .chain(&near[end..])
        .any(|word| word.any(&["council", "county"]));
    (bodies == 1 && !others).then_some(from)
}

/// "the Committee's".
pub(super) fn body_owns(words: &[Word]) -> bool {
    let [the, owner] = words else { return false };
    the.is("the")
        && BODY.iter().any(|body| {
            owner
                .text
                .strip_prefix(body)
                .is_some_and(|rest| rest == "'s" || rest == "'")
        })
}

/// Words that stand for something named before.
pub(super) const PRONOUN: &[&str] = &[
    "it", "this", "that", "these", "those", "they", "them", "which", "both",
];

/// People, whose doings nobody calls a variation.
#[rustfmt::skip]
const PERSON: &[&str] = &[
    "councillor", "councillors", "cllr", "cllrs", "mr", "mrs", "ms", "dr", "member", "members", "chair",
    "chairman", "officer", "officers",
];

/// Whether these words are one noun phrase and nothing else. A determiner may stand only where a noun phrase can begin,
/// which gives away a verb that no table knows ("Ash *asserted the* change").
pub(super) fn is_phrase(words: &[Word], range: Range<usize>) -> bool {
    let closed = range.end > range.start && words[range.end - 1].is(",");
    let range = trim(words, range);
    let phrase = &words[range.clone()];
    let Some(first) = phrase.first() else { return false };
    if phrase.len() == 1 && first.any(PRONOUN) {
        return true;
    }
    if first.any(JOIN) && !first.any(&["both", "all"]) || holds(phrase, PERSON) {
        return false;
    }
    if !begins(phrase)
        || general(phrase)
        || holds(phrase, BODY)
        || phrase
            .iter()
            .any(|word| word.any(&["what", "how", "why", "when", "than", "exceeding"]))
    {
        return false;
    }
    let mut relative = false;
    for (i, word) in phrase.iter().enumerate() {
        let verb = (judging(word).is_some() || word.any(REPORT) || word.any(ASK)) && !is_noun(phrase, i);
        if verb
            || word.any(&[
                "if", "whether", "unless", "no", "none", "neither", "nor", "there", "?", ";", "because",
            ])
        {
            return false;
        }
        if i > 0 && word.is("that") && !phrase.get(i + 1).is_some_and(|next| next.any(FINITE)) {
            return false;
        }
        let being = i > 0 && word.is("being") && phrase[i - 1].is(",");
        if i > 0 && word.any(&["which", "who", "that", "whose"]) || being {
            // ", which closes two wards," has to end before what is said of it.
            let opened = phrase[i.saturating_sub(2)..i].iter().any(|word| word.is(","));
            if opened && !closed && !phrase[i..].iter().any(|word| word.is(",")) {
                return false;
            }
            relative = true;
            continue;
        }
        if hides_verb(phrase, i) {
            return false;
        }
        if !relative
            && (word.any(FINITE)
                || i > 0 && starts_anew(&phrase[i - 1], word) && !aimed(phrase, i)
                || !participle_fits(phrase, i))
        {
            return false;
        }
    }
    true
}

/// Whether a word that can be a verb is a noun or adjective here: "the proposed review", "the report".
fn is_noun(phrase: &[Word], i: usize) -> bool {
    i > 0 && (phrase[i - 1].any(DETERMINER) || phrase[i - 1].text.ends_with("'s"))
        || phrase[i].text.ends_with("ed")
            && phrase
                .get(i + 1)
                .is_some_and(|next| next.any(&["in", "at", "within"]))
}

/// Whether what is judged begins as a name for a change does: with a determiner, or soon with the noun itself. A name before
/// other words may be somebody whose verb no table knows ("Harrowdale fears closures").
fn begins(phrase: &[Word]) -> bool {
    let first = &phrase[0];
    let number = |word: &Word| word.any(&["phase", "phases", "stage", "part", "parts", "ward", "wards"]);
    let specific = first.any(DETERMINER) && !first.any(&["a", "an", "any", "each", "every", "such"]);
    specific
        || first.is("both")
        || first.is("all") && phrase.get(1).is_some_and(|next| next.any(DETERMINER))
        || first.any(CHANGING)
        || first.any(PRONOUN)
        || phrase.len() > 1
            && !first.any(&[
                "a", "an", "any", "each", "every", "such", "all", "most", "some", "no",
            ])
            && phrase.iter().take(2).any(|word| word.any(CHANGE) || number(word))
        // "assessment by video"
        || phrase.len() > 2 && !first.capital && phrase[1].any(&["by", "of", "via", "from"])
}

/// Words for some of a change, but not all of it.
#[rustfmt::skip]
const PART: &[&str] = &[
    "part", "parts", "some", "element", "elements", "aspect", "aspects", "one", "two", "three", "several", "half",
    "most", "much", "many", "kind", "kinds", "sort", "type", "types", "phase",
];

/// "of this kind": any change that is like it, not the one in hand.
fn general(phrase: &[Word]) -> bool {
    let part = phrase
        .windows(2)
        .take(2)
        .any(|two| two[0].any(PART) && two[1].is("of"));
    let last = &phrase[phrase.len() - 1];
    // "temporary changes": any of them.
    let any = !phrase[0].any(DETERMINER)
        && !phrase[0].any(&["all", "both"])
        && !phrase[0].any(PRONOUN)
        && !phrase.iter().any(|word| word.any(DETERMINER))
        && last.any(CHANGE)
        && last.text.ends_with('s');
    part || any
        || phrase[0].is("future")
        || phrase.windows(2).any(|two| {
            two[0].any(&["this", "that", "such", "these"])
                && two[1].any(&["kind", "size", "type", "sort", "nature", "scale", "magnitude"])
        })
}

/// Whether a noun is followed by what looks like its verb: "the Trust *fears* closures".
fn hides_verb(phrase: &[Word], i: usize) -> bool {
    let (word, Some(next)) = (&phrase[i], phrase.get(i + 1)) else {
        return false;
    };
    if word.any(OTHERS) && i + 2 < phrase.len() {
        return !next.any(JOIN)
            && !next.any(CHANGE)
            && next.is_word()
            && !next.any(&["which", "who", "that"]);
    }
    let plural = word.text.ends_with('s') && !word.text.ends_with("ss") && !word.text.contains('\'');
    let plain = [
        "services",
        "beds",
        "wards",
        "hours",
        "days",
        "clinics",
        "hospitals",
        "times",
        "surgeries",
        "practices",
    ];
    i > 1
        && plural
        && !word.any(&plain)
        && !word.any(CHANGE)
        && !word.any(JOIN)
        && !word.any(DETERMINER)
        && next.text.ends_with('s')
        && next.any(CHANGE)
        && phrase[i - 1].is_word()
        && !phrase[i - 1].any(JOIN)
}

/// "the proposal to merge *the* practices".
fn aimed(phrase: &[Word], i: usize) -> bool {
    i > 2 && phrase[i - 2].is("to") && phrase[i - 3].any(CHANGE)
}

/// Whether a determiner stands where no noun phrase begins.
fn starts_anew(before: &Word, word: &Word) -> bool {
    word.any(DETERMINER) && !before.any(JOIN) && !before.any(CHANGING) && before.is_word()
}

/// Whether a word in "-ed" is an adjective or leads on with a preposition, not the verb of a sentence.
fn participle_fits(phrase: &[Word], i: usize) -> bool {
    let word = &phrase[i];
    if !word.text.ends_with("ed") || word.text.len() < 5 || i == 0 || word.text.contains('-') {
        return true;
    }
    let before = &phrase[i - 1];
    // A capital marks a name: "the new Integrated ... model".
    let name = word.capital && phrase[i + 1..].iter().take(2).any(|next| next.capital);
    name || before.any(DETERMINER)
        || before.any(JOIN)
        || before.any(&[
            "new", "current", "existing", "proposed", "planned", "revised", "future", "local", "further",
        ])
        || before.text.ends_with("ly")
        || before.text.ends_with("'s")
        || phrase.get(i + 1).is_none_or(|next| next.any(JOIN))
}

/// A noun phrase without what surrounds it.
pub(super) fn trim(words: &[Word], range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    let edge = |word: &Word| {
        !word.is_word() && !word.quoted
            || word.any(ADVERB)
            || word.any(&["both", "clearly", "and", "but", "that"])
    };
    while start + 1 < end && edge(&words[start]) {
        start += 1;
    }
    while end > start && edge(&words[end - 1]) && end - start > 1 {
        end -= 1;
    }
    start..end.max(start)
}
