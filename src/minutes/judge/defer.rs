//! The committee puts off the determination itself. That needs the question ("whether it is a substantial variation"), a
//! word for determining it, one for later or for not yet being able to, and the committee's own voice; "be deferred" alone
//! is about the item.

use std::ops::Range;

use super::context::{self, Shape};
use super::governor::{Group, governor, group};
use super::noun;
use super::phrase::Phrase;
use super::predicate::{back_over, back_over_nots};
use super::sense;
use super::vocabulary::{ADVERB, OTHERS, REPORT, holds, judging};
use super::voice::{Scene, Voice, governed};
use super::word::Word;

/// A determination put off.
#[derive(Clone, Debug)]
pub(super) struct Deferral {
    /// The words that say so.
    pub(super) says: Range<usize>,
    /// What is to be determined.
    pub(super) scope: Option<Range<usize>>,
}

/// What becomes of a question.
pub(super) enum Put {
    /// The committee puts it off.
    Off(Deferral),
    /// Something is put off, perhaps not this or not by the committee.
    Unclear,
}

/// Nouns and "-ing" words for determining.
#[rustfmt::skip]
const DETERMINATION: &[&str] = &[
    "determination", "determinations", "decision", "decisions", "judgement", "judgment", "conclusion", "view",
    "opinion", "determining", "deciding", "concluding", "judging", "consideration", "position",
];
/// Words that lead from such a noun to the question, or stand before it.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "on", "of", "as", "to", "about", "over", "regarding", "the", "question", "issue", "matter", "its", "a",
    "any", "final", "formal", "making", "taking", "reaching", "forming", "and", "from", "their",
];
/// "to determine".
#[rustfmt::skip]
const DETERMINE: &[&str] = &[
    "determine", "determines", "decide", "decides", "conclude", "concludes", "judge", "establish", "say",
    "agree", "tell",
];
/// "to take" a decision.
const TAKE: &[&str] = &[
    "take", "takes", "reach", "reaches", "make", "makes", "form", "forms", "come",
];
#[rustfmt::skip]
const DEFER: &[&str] = &[
    "defer", "defers", "deferred", "deferring", "postpone", "postpones", "postponed", "adjourn", "adjourns",
    "adjourned", "reserve", "reserves", "reserved", "delay", "delays", "delayed",
];
#[rustfmt::skip]
const LATER: &[&str] = &[
    "once", "when", "after", "until", "next", "future", "later", "following", "upon", "pending",
    "subsequent", "before",
];
#[rustfmt::skip]
const LACKING: &[&str] = &[
    "insufficient", "inadequate", "unable", "premature", "impossible", "lacks", "lacked", "lack",
];
/// What there can be too little of.
const ENOUGH: &[&str] = &[
    "enough",
    "sufficient",
    "adequate",
    "sufficiently",
    "able",
    "position",
    "possible",
];
/// What is waited for.
#[rustfmt::skip]
const AWAITED: &[&str] = &[
    "further", "report", "information", "await", "awaits", "assessment", "evidence", "details",
];
const HELPS: &[&str] = &[
    "is", "was", "has", "have", "had", "does", "do", "did", "are", "were",
];
const BE: &[&str] = &["is", "are", "was", "were"];
/// How far before the phrase its question begins, in words.
const REACH: usize = 40;
/// How far before the question what puts it off stands.
const NEAR: usize = 14;

/// Finds what becomes of the question that this phrase is in; none where it is in no question, or nothing is put off.
pub(super) fn find(scene: &Scene, phrase: &Phrase, subject_end: usize) -> Option<Put> {
    let words = scene.words;
    let floor = phrase.from.saturating_sub(REACH);
    let ask = (floor..phrase.from)
        .rev()
        .find(|at| words[*at].any(&["whether", "if"]));
    let Some(ask) = ask else {
        return reserved(scene, phrase);
    };
    let says = active(scene, ask)
        .map(|from| from..phrase.to)
        .or_else(|| passive(scene, ask, phrase))
        .or_else(|| none_made(scene, ask).map(|from| from..phrase.to))
        .or_else(|| unready(scene, ask).map(|from| from..phrase.to))
        .or_else(|| coming(scene, ask, phrase).map(|from| from..phrase.to))
        .or_else(|| awaiting(scene, ask).map(|from| from..phrase.to));
    let says = says.filter(|says| !handed(&words[says.end..]));
    let Some(says) = says else {
        let puts = holds(words, DEFER)
            || holds(&words[..ask], LACKING)
            || holds(&words[..ask], ENOUGH)
            || no_determination(words, ask).is_some()
            || put_off(words, 0..words.len()).is_some();
        let told = context::tells(&words[..ask]).is_some() || holds(words, OTHERS);
        return (puts && !told).then_some(Put::Unclear);
    };
    let named = Some(ask + 1..subject_end)
        .filter(|range| range.start < range.end && noun::is_phrase(words, range.clone()));
    let pronoun = |range: &Range<usize>| sense::about(words, range.clone()) == sense::About::Pronoun;
    let scope = named
        .filter(|range| !pronoun(range))
        .or_else(|| unopposed(words, says.start));
    Some(Put::Off(Deferral { says, scope }))
}

/// "reserves its position on substantial variation until ...": the question in a noun.
fn reserved(scene: &Scene, phrase: &Phrase) -> Option<Put> {
    let words = scene.words;
    let article = phrase.from.checked_sub(1)?;
    let lead = phrase.from - usize::from(words[article].any(&["a", "any"]));
    let start = determination(words, lead)?;
    let verb = start.checked_sub(1).filter(|at| words[*at].any(DEFER))?;
    let own = words[start].any(&["its", "their"]);
    let plain = words
        .get(phrase.to)
        .is_none_or(|word| !word.is_word() || word.any(LATER));
    let named = !phrase.weak && !phrase.denies && !words[article].is("the");
    let safe = own && plain && named && ours(scene, group(words, verb, false));
    let told = context::tells(&words[..verb]).is_some() || holds(&words[..verb], OTHERS);
    match (safe, told) {
        (true, _) => Some(Put::Off(Deferral {
            says: verb..phrase.to,
            scope: None,
        })),
        (false, true) => None,
        (false, false) => Some(Put::Unclear),
    }
}

/// "makes no determination today as to whether": its verb, and whether it says that this is for now.
fn no_determination(words: &[Word], ask: usize) -> Option<(usize, bool)> {
    let now = [
        "today", "tonight", "now", "yet", "at", "this", "stage", "time", "meeting", "point",
    ];
    let mut at = back_over(words, ask, &["on", "as", "to", "about", "of"]);
    let until = at;
    at = back_over(words, at, &now);
    let noun = at.checked_sub(1).filter(|at| words[*at].any(DETERMINATION))?;
    let no = noun.checked_sub(1).filter(|at| words[*at].is("no"))?;
    let verb = no.checked_sub(1)?;
    (words[verb].any(TAKE) || words[verb].any(&["made", "took", "reached"])).then_some((verb, at < until))
}

/// "makes no determination today as to whether": its verb.
fn none_made(scene: &Scene, ask: usize) -> Option<usize> {
    let (at, now) = no_determination(scene.words, ask)?;
    (now && ours(scene, group(scene.words, at, false))).then_some(at)
}

/// A deferral of "its determination" that names no phrase.
pub(super) fn unnamed(scene: &Scene) -> Option<Deferral> {
    let words = scene.words;
    let at = words
        .windows(3)
        .position(|three| three[0].any(DEFER) && three[1].is("its") && three[2].is("determination"))?;
    let rest = &words[at + 3..];
    // "of the planning application" is another determination.
    let plain = rest
        .first()
        .is_none_or(|word| !word.is_word() || word.any(LATER) || word.any(&["to", "and"]));
    (plain && ours(scene, group(words, at, false))).then_some(Deferral {
        says: at..at + 3,
        scope: None,
    })
}

/// Whether what governs is the committee's, and not denied.
fn ours(scene: &Scene, group: Option<Group>) -> bool {
    matches!(governed(scene, group, 0..0), Voice::Ours { nots: 0, .. })
}

/// A verb of the committee that begins here.
fn verb(scene: &Scene, from: usize) -> bool {
    ours(
        scene,
        Some(Group {
            from,
            nots: 0,
            sinks: false,
            shape: Shape::Present,
            meeting: false,
        }),
    )
}

/// A sentence that begins here: resolved as it stands, or governed by a verb of the committee. Tells how often that is denied.
fn sentence(scene: &Scene, start: usize) -> Option<u8> {
    let words = scene.words;
    if context::clean(scene, start, Shape::Bare) {
        return Some(0);
    }
    let end = start - usize::from(start > 0 && words[start - 1].is("that"));
    match governed(scene, governor(words, end), 0..0) {
        Voice::Ours { nots, .. } => Some(nots),
        _ => None,
    }
}

/// Where "its decision on the question of" before the question begins.
fn determination(words: &[Word], ask: usize) -> Option<usize> {
    let mut at = ask;
    while at > 0 && (words[at - 1].any(LEADS) || words[at - 1].any(DETERMINATION)) {
        at -= 1;
    }
    holds(&words[at..ask], DETERMINATION).then_some(at)
}

/// "put off", "held over" within these words: the first of the two.
fn put_off(words: &[Word], range: Range<usize>) -> Option<usize> {
    (range.start..range.end.saturating_sub(1)).find(|at| {
        words[*at].any(&["put", "puts", "putting"]) && words[at + 1].is("off")
            || words[*at].any(&["held", "holds", "hold"]) && words[at + 1].is("over")
    })
}

/// "to Council", "by the Chair": it is not put off, but handed on.
fn handed(rest: &[Word]) -> bool {
    let to = rest.first().is_some_and(|word| word.any(&["to", "by"]));
    let whom = &rest[..rest.len().min(6)];
    to && (holds(whom, OTHERS) || holds(whom, &["council", "executive"]))
        && !holds(whom, &["meeting", "allow", "enable"])
        || to && rest[0].is("by") && !(2..=rest.len().min(8)).any(|end| noun::body_named(rest, 1..end))
}

/// "defers its decision whether": its first word.
fn active(scene: &Scene, ask: usize) -> Option<usize> {
    let words = scene.words;
    let before = determination(words, ask)?.checked_sub(1)?;
    let at = if words[before].any(DEFER) {
        before
    } else {
        put_off(words, before.saturating_sub(1)..before + 1)?
    };
    ours(scene, group(words, at, false)).then_some(at)
}

/// "the decision whether it is ... be deferred", "be taken at the next meeting".
fn passive(scene: &Scene, ask: usize, phrase: &Phrase) -> Option<Range<usize>> {
    let words = scene.words;
    let start = determination(words, ask)?;
    let is = |at: usize, table: &[&str]| words.get(at).is_some_and(|word| word.any(table));
    let arisen = is(phrase.to, &["has", "had"]) && is(phrase.to + 1, &["arisen", "occurred"]);
    let at = phrase.to + if arisen { 2 } else { 0 };
    let be = words
        .get(at)
        .filter(|word| word.any(BE) || word.any(&["be", "stand", "stands"]))?;
    let done = at + 1;
    let rest = words.get(done..)?;
    let deferred = rest.first()?.any(DEFER) || put_off(words, done..done + 2.min(rest.len())).is_some();
    let taken = be.is("be")
        && rest[0].any(&["taken", "made", "reached", "left"])
        && holds(rest, LATER)
        && !holds(rest, OTHERS);
    ((deferred || taken) && sentence(scene, start) == Some(0)).then_some(start..done + 1)
}

/// "is unable to determine whether", "there is not enough information to decide whether".
fn unready(scene: &Scene, ask: usize) -> Option<usize> {
    let words = scene.words;
    let to = to_determine(words, ask)?;
    let floor = to.saturating_sub(NEAR);
    let lack = (floor..to)
        .rev()
        .find(|at| words[*at].any(LACKING) || words[*at].any(ENOUGH) || words[*at].is("too"))?;
    // "was not able to persuade the Trust to decide" lacks another thing.
    if holds(&words[lack + 1..to], &["to"]) {
        return None;
    }
    if words[lack].is("too") && !words[lack + 1].any(&["early", "soon"]) {
        return None;
    }
    let denies = u8::from(words[lack].any(LACKING) || words[lack].is("too"));
    if words[lack].any(&["lacks", "lacked"]) {
        return verb(scene, lack).then_some(lack);
    }
    let at = back_over(words, lack, &["in", "a", "yet", "currently", "presently", "any"]);
    let (at, nots) = back_over_nots(words, at);
    let at = back_over(words, at, &["yet", "currently", "presently", "have", "at"]);
    let (at, more) = back_over_nots(words, at);
    let nots = nots + more + denies;
    let Some(head) = at.checked_sub(1) else {
        return (nots == 1).then_some(lack);
    };
    let start = if words[head].any(BE) && head > 0 && words[head - 1].any(&["there", "it"]) {
        head - 1
    } else if head > 0 && words[head - 1].any(&["it", "they"]) && words[head].any(HELPS) {
        // "considers that it does not have": the committee of itself.
        head - 1
    } else if words[head].any(HELPS) {
        return (nots == 1 && verb(scene, head)).then_some(head);
    } else if words[head].any(&["it", "there"]) {
        head
    } else {
        lack
    };
    (sentence(scene, start)? + nots == 1).then_some(start)
}

/// "to determine", "to take a view on", before the question: its "to".
fn to_determine(words: &[Word], ask: usize) -> Option<usize> {
    let verb = match determination(words, ask) {
        Some(start) => start.checked_sub(1).filter(|at| words[*at].any(TAKE)),
        None => ask.checked_sub(1).filter(|at| words[*at].any(DETERMINE)),
    };
    let to = back_over(words, verb?, ADVERB).checked_sub(1)?;
    words[to].is("to").then_some(to)
}

/// "will decide whether it is ... once the assessment is received": its "will".
fn coming(scene: &Scene, ask: usize, phrase: &Phrase) -> Option<usize> {
    let words = scene.words;
    let verb = match determination(words, ask) {
        Some(start) => start.checked_sub(1).filter(|at| words[*at].any(TAKE))?,
        None => ask.checked_sub(1).filter(|at| words[*at].any(DETERMINE))?,
    };
    let will = back_over(words, verb, ADVERB).checked_sub(1)?;
    (words[will].is("will") && holds(&words[phrase.to..], LATER) && self::verb(scene, will)).then_some(will)
}

/// "subject to a further report before it determines whether": its "before".
fn awaiting(scene: &Scene, ask: usize) -> Option<usize> {
    let words = scene.words;
    let start =
        determination(words, ask).or_else(|| ask.checked_sub(1).filter(|at| words[*at].any(DETERMINE)))?;
    let before = back_over(words, start, &["it", "a", "to", "prior"]).checked_sub(1)?;
    let when = words[before].any(&["before", "pending", "prior"]);
    let waits = holds(&words[before.saturating_sub(REACH)..before], AWAITED);
    let first = (0..before).find(|at| !words[*at].any(&["that", "resolved", ":", ",", "-", "to"]))?;
    let body = (first + 1..=(first + NEAR).min(before)).find(|end| noun::body(words, *end) == Some(first));
    // A verb of another's, or of telling or asking, may wait for something else.
    let told = words[..before]
        .iter()
        .any(|word| word.any(REPORT) && !word.is("report"))
        || holds(&words[..before], OTHERS)
        || holds(
            &words[..before],
            &[
                "if", "whether", "unless", "should", "asks", "requests", "which", "who",
            ],
        );
    let speaks = body.is_some_and(|end| words[end].any(BE) || words[end].any(&["awaits", "supports", "has"]))
        || words[first].any(&["is", "supports", "not", "awaits"])
        || judging(&words[first]).is_some();
    (when && waits && speaks && !told).then_some(before)
}

/// "is not opposed to the closure, subject to ...": what a pronoun further on stands for.
fn unopposed(words: &[Word], until: usize) -> Option<Range<usize>> {
    let before = &words[..until];
    let to = before.windows(2).position(|two| {
        two[0].any(&["opposed", "objection"]) && two[1].is("to") || two[0].any(&["supports", "oppose"])
    })?;
    let start = to + 1 + usize::from(words[to + 1].is("to"));
    let end = (start..until).find(|at| words[*at].is(","))?;
    noun::is_phrase(words, start..end).then_some(start..end)
}
