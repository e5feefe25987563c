//! The committee puts off the determination itself. That needs a word for determining, one for later or for not yet being
//! able to, and the committee's own voice; "be deferred" alone is about the item.

use std::ops::Range;

use super::context;
use super::noun;
use super::phrase::Phrase;
use super::vocabulary::{ASK, HAND_ON, OTHERS, TOP, holds, judging};
use super::word::Word;

/// A determination put off.
#[derive(Clone, Debug)]
pub(super) struct Deferral {
    /// The words that say so.
    pub(super) says: Range<usize>,
    /// What is to be determined.
    pub(super) scope: Option<Range<usize>>,
}

/// Words for determining.
#[rustfmt::skip]
const DETERMINE: &[&str] = &[
    "determination", "determinations", "determine", "determines", "determining", "decision", "decide",
    "decides", "deciding", "conclude", "concludes", "concluding", "conclusion", "judge", "judging",
    "judgement", "judgment", "view", "question", "establish", "agree", "agreeing", "opinion", "say",
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
    "insufficient", "inadequate", "unable", "premature", "impossible", "lacks", "lacked",
];
const ENOUGH: &[&str] = &["enough", "sufficient", "adequate", "sufficiently"];
/// How far apart the parts of a deferral stand, in words.
const REACH: usize = 40;
const NEAR: usize = 14;

/// Finds a deferral of what this phrase is about.
pub(super) fn find(words: &[Word], phrase: &Phrase, subject_end: usize) -> Option<Deferral> {
    let floor = phrase.from.saturating_sub(REACH);
    // The determination nearest to the phrase that has a "whether", or none, after it.
    let ask = (floor..phrase.from)
        .rev()
        .find(|at| words[*at].any(&["whether", "if"]));
    let until = ask.unwrap_or(phrase.from);
    let about = (until.saturating_sub(if ask.is_some() { 6 } else { REACH })..until)
        .rev()
        .find(|at| words[*at].any(DETERMINE))?;
    let (from, to) = trigger(words, about, phrase)?;
    if !ours(words, from) {
        return None;
    }
    let scope = ask
        .map(|at| at + 1..subject_end)
        .filter(|range| range.start < range.end && noun::is_phrase(words, range.clone()));
    Some(Deferral {
        says: from..to.max(phrase.to),
        scope,
    })
}

/// A deferral of "its determination" that names no phrase.
pub(super) fn unnamed(words: &[Word]) -> Option<Deferral> {
    let at = words
        .windows(3)
        .position(|three| three[0].any(DEFER) && three[1].is("its") && three[2].is("determination"))?;
    let of = words.get(at + 3).is_some_and(|word| word.any(&["of", "on"]));
    let other = [
        "application",
        "applications",
        "licence",
        "appeal",
        "premises",
        "planning",
        "order",
        "complaint",
        "grant",
    ];
    (!(of && holds(&words[at + 3..], &other)) && ours(words, at)).then_some(Deferral {
        says: at..at + 3,
        scope: None,
    })
}

/// The words that put off, if any do.
fn trigger(words: &[Word], about: usize, phrase: &Phrase) -> Option<(usize, usize)> {
    let near = about.saturating_sub(NEAR);
    let before = near..about;
    let rest = phrase.to..words.len();
    let find = |range: Range<usize>, table: &[&str]| range.clone().find(|at| words[*at].any(table));
    let be = |at: usize| at > 0 && words[at - 1].any(&["be", "is", "was", "are"]);
    // "defers its decision whether"
    if let Some(at) = find(before.clone(), DEFER).filter(|at| !be(*at)) {
        return Some((at, phrase.to));
    }
    // "the decision whether ... be deferred", "be taken at the next meeting"
    let start = about - usize::from(about > 0 && words[about - 1].any(&["the", "its", "a", "any", "no"]));
    if let Some(at) = find(rest.clone(), DEFER).filter(|at| be(*at)) {
        return Some((start, at + 1));
    }
    let taken = find(
        rest.clone(),
        &["taken", "made", "determined", "decided", "reached"],
    )
    .filter(|at| be(*at));
    if let Some(at) = taken
        && holds(&words[at..], LATER)
        && !holds(&words[at..], OTHERS)
    {
        return Some((start, at + 1));
    }
    // "does not consider there is enough information to decide whether"
    let verb = about > 0
        && (words[about - 1].is("to") || holds(&words[near..about], &["take", "reach", "form", "make"]));
    if verb && let Some(at) = lacking(words, before.clone()) {
        return Some((at, phrase.to));
    }
    // "will decide whether ... once the assessment is received"
    let will =
        find(before.clone(), &["will"]).filter(|at| about - at < 8 && !holds(&words[*at..about], &["be"]));
    if let Some(at) = will
        && (holds(&words[rest.clone()], LATER) || holds(&words[at..about], LATER))
    {
        return Some((at, phrase.to));
    }
    // "subject to a further report before determining whether"
    let first = (about.saturating_sub(5)..about)
        .rev()
        .find(|at| words[*at].any(&["before", "pending", "until", "prior"]))?;
    let awaited = [
        "further",
        "report",
        "information",
        "await",
        "awaits",
        "assessment",
        "evidence",
        "details",
        "until",
    ];
    holds(&words[..first], &awaited).then_some((first, phrase.to))
}

/// "not enough information", "insufficient evidence", "is unable", "not in a position".
fn lacking(words: &[Word], range: Range<usize>) -> Option<usize> {
    let lacks = range.clone().find(|at| words[*at].any(LACKING));
    if lacks.is_some() {
        return lacks;
    }
    range
        .clone()
        .find(|at| {
            let rest = &words[*at..range.end];
            words[*at].any(&["not", "no", "without"])
                && (holds(rest, ENOUGH) || holds(rest, &["able", "position", "possible"]))
        })
        .or_else(|| {
            range.clone().find(|at| {
                words[*at].is("too") && words.get(at + 1).is_some_and(|next| next.any(&["early", "soon"]))
            })
        })
}

/// Whether the committee itself speaks up to here, of itself and outright.
fn ours(words: &[Word], until: usize) -> bool {
    let before = &words[..until];
    let told = context::tells(before).is_some() || holds(before, ASK) || holds(before, HAND_ON);
    let open = holds(
        before,
        &["if", "whether", "unless", "should", "had", "which", "who", "were"],
    );
    if told || open || holds(before, OTHERS) {
        return false;
    }
    let lead = [
        "that",
        "resolved",
        "unanimously",
        "it",
        "was",
        ":",
        ",",
        "-",
        ";",
        "to",
    ];
    let Some(from) = (0..until).find(|at| !words[*at].any(&lead)) else {
        return true;
    };
    let body = (from + 1..=(from + NEAR).min(words.len())).any(|end| noun::body(words, end) == Some(from));
    let first = &words[from];
    body || judging(first).is_some()
        || first.any(TOP)
        || first.any(&[
            "not",
            "no",
            "there",
            "does",
            "do",
            "did",
            "is",
            "are",
            "insufficient",
            "has",
            "will",
        ])
}
