//! What stands after a phrase: conditions to keep, doubts to raise, and a second thing judged in the same breath.

use std::ops::Range;

use super::noun;
use super::vocabulary::{ADVERB, FINITE, OTHERS, TOP, VIEW, holds, judging};
use super::word::Word;

/// What follows a phrase, up to the next phrase of its sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct After {
    /// It makes the judgement uncertain.
    pub(super) unsure: bool,
    /// It makes a question of it.
    pub(super) asks: bool,
    /// "subject to ...".
    pub(super) conditions: Option<Range<usize>>,
    /// "but the closure is not": what is judged, where it ends, and whether it is denied.
    pub(super) second: Option<(Range<usize>, usize, bool)>,
}

/// Words that take back or limit what was said.
#[rustfmt::skip]
const TAKES_BACK: &[&str] = &[
    "if", "unless", "until", "whether", "except", "excepting", "exception", "apart", "save", "according",
    "said", "claimed", "stated", "suggested", "argued", "maintained", "believed", "should", "assuming",
    "later", "subsequently", "error", "mistake", "mistaken", "wrong", "wrongly", "incorrect", "overturned",
    "disputed", "only", "start", "beginning",
    "rejected", "refused", "lost", "withdrawn", "depending",
];

/// What a settled proposition can still meet: then it was not the one resolved.
#[rustfmt::skip]
const MET: &[&str] = &[
    "noted", "received", "deferred", "debated", "investigated", "tested", "challenged", "questioned",
    "forwarded", "referred",
];

/// Reads what follows, in `words[from..end]`.
pub(super) fn read(words: &[Word], from: usize, end: usize) -> After {
    let mut after = After {
        asks: words[from..end].iter().any(|word| word.is("?")),
        ..After::default()
    };
    let conditions = (from..end).find(|at| condition(words, *at, end));
    let plain = from..conditions.unwrap_or(end);
    after.conditions = conditions.map(|at| at..condition_end(words, at, end));
    after.second = second(words, plain.clone());
    let own = plain.start..own_end(words, plain.clone());
    let rest = &words[own.clone()];
    let verdict = (own.start + 1..own.end)
        .any(|at| words[at].any(MET) && words[at - 1].any(&["be", "is", "are", "was", "were", "not"]));
    let others_view = holds(rest, VIEW) || holds(rest, &["suggests", "claims", "says", "argues", "believes"]);
    let partial = (own.start..plain.end.saturating_sub(1))
        .any(|at| words[at].any(&["but", "and", "though", "although"]) && words[at + 1].is("not"));
    after.unsure = !(known(rest) || after.second.is_some() || reason(words, from))
        || disowned(&words[from..end])
        || holds(
            &words[from..end],
            &["defer", "defers", "deferred", "reserves", "postpones"],
        )
        || holds(rest, &["worse", "something", "more"])
        || holds(rest, TAKES_BACK) && !consequence(rest)
        || verdict
        || others_view
        || rest.iter().any(|word| word.any(&["as"])) && holds(rest, OTHERS)
        || partial && after.second.is_none()
        || rest.iter().any(|word| word.any(&["nor", "neither"]))
        || inverted(words, own.clone());
    after
}

/// Words with which a reason, a consequence or a remark goes on from a judgement and leaves it whole.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "because", "as", "since", "given", "so", "requiring", "warranting", "needing", "under", "pursuant",
    "by", "although", "though", "despite", "notwithstanding", "whilst", "while", "whereas", "but", "owing", "due",
];

/// Words that do so in twos: "in accordance", "at this stage".
const PAIRS: &[(&str, &[&str])] = &[
    (
        "in",
        &[
            "accordance",
            "line",
            "light",
            "terms",
            "this",
            "that",
            "itself",
            "law",
            "full",
        ],
    ),
    ("at", &["this", "present"]),
    ("for", &["this", "these"]),
    ("within", &["the"]),
    ("rather", &["than"]),
];

/// Whether what follows a judgement is known to leave it as it is. Anything else may be for somebody, somewhere or some day only.
fn known(rest: &[Word]) -> bool {
    let Some(at) = rest
        .iter()
        .position(|word| !word.is(",") && !word.any(ADVERB) && !word.any(VOTES))
    else {
        return true;
    };
    let rest = &rest[at..];
    let next = |at: usize, table: &[&str]| rest.get(at).is_some_and(|word| word.any(table));
    rest[0].any(&[".", ";"])
        || rest[0].any(GOES_ON) && (!rest[0].is("as") || holds(rest, FINITE))
            && (!rest[0].is("by") || holds(rest, &["votes", "vote", "majority", "virtue", "reason"]))
        || consequence(rest)
        || PAIRS
            .iter()
            .any(|(first, then)| rest[0].is(first) && next(1, then))
        || next(0, &["for", "in", "at"])
            && next(1, &["the"])
            && next(2, &["purposes", "reasons", "present", "light", "meaning"])
        // "and NHS Harrowdale be asked to consult"
        || rest[0].is("and") && !next(1, FINITE) && holds(rest, &["be"])
}

/// Whether what was judged is a reason, put first: "as the plans are substantial, a joint committee be formed".
fn reason(words: &[Word], end: usize) -> bool {
    let first = words[..end]
        .iter()
        .find(|word| !word.any(&["that", "resolved", ",", ":", "-"]));
    first.is_some_and(|word| word.any(&["as", "since", "because"]))
        && words.get(end).is_some_and(|word| word.is(","))
}

/// How a vote went, in a word.
const VOTES: &[&str] = &["unanimously", "nem", "con"];

/// "on which the Committee should be consulted", "which requires consultation".
fn consequence(rest: &[Word]) -> bool {
    let next = |at: usize, table: &[&str]| rest.get(at).is_some_and(|word| word.any(table));
    let comma = usize::from(next(0, &[","]));
    let needs = [
        "requires", "required", "warrants", "needs", "should", "must", "triggers", "merits", "calls",
    ];
    let which = ["which", "that"];
    (next(comma, &which) && next(comma + 1, &needs)
        || next(comma, &["on", "about", "upon", "for"]) && next(comma + 1, &["which"]))
        && !holds(
            rest,
            &["if", "unless", "whether", "until", "once", "said", "claimed"],
        )
}

/// "however the Committee did not agree".
fn disowned(words: &[Word]) -> bool {
    let against = [
        "disagree",
        "disagrees",
        "disagreed",
        "dissented",
        "overruled",
        "rescinded",
        "withdrew",
    ];
    let refuses = |two: &[Word]| {
        two[0].is("not")
            && two[1].any(&[
                "agree", "agreed", "accept", "accepted", "support", "concur", "share",
            ])
    };
    holds(words, &against) || words.windows(2).any(refuses)
}

/// "were it to", "had it been", "should it": a condition without "if".
fn inverted(words: &[Word], range: Range<usize>) -> bool {
    range.clone().any(|at| {
        words[at].any(&["were", "had", "should"])
            && (at == range.start || words[at - 1].is(","))
            && at + 1 < range.end
    })
}

/// Where the sentence of the phrase ends and another act begins: "... and requests a report if numbers rise".
fn own_end(words: &[Word], range: Range<usize>) -> usize {
    let starts = |at: usize| {
        let next = words.get(at + 1);
        let act = |word: &Word| {
            word.any(TOP)
                || judging(word).is_some()
                || word.any(&[
                    "to",
                    "that",
                    "asked",
                    "therefore",
                    "should",
                    "must",
                    "requires",
                    "needs",
                ])
        };
        words[at].is(";")
            || words[at].is(",") && next.is_some_and(|word| word.any(TOP) && word.text.ends_with('s'))
            || words[at].any(&["and", "but", "so"])
                && next.is_some_and(|word| act(word) || word.any(&["the", "a", "no"]))
    };
    range.clone().find(|at| starts(*at)).unwrap_or(range.end)
}

/// Whether a condition begins here.
pub(super) fn condition(words: &[Word], at: usize, end: usize) -> bool {
    let next = |text: &str| at + 1 < end && words[at + 1].is(text);
    let then = |text: &str| at + 2 < end && words[at + 2].is(text);
    let word = &words[at];
    word.is("subject") && next("to")
        || word.any(&["provided", "providing"]) && (next("that") || next("the") || next("it"))
        || word.is("conditional") && (next("on") || next("upon"))
        || word.is("on") && next("condition")
        || word.is("on") && next("the") && (then("condition") || then("understanding"))
        || word.is("on") && next("the") && at + 3 < end && words[at + 3].is("that") && then("basis")
        || word.is("so") && next("long") && then("as")
        || word.is("as") && next("long") && then("as")
}

fn condition_end(words: &[Word], from: usize, end: usize) -> usize {
    let stop = (from + 1..end).find(|at| {
        let next = words.get(at + 1);
        words[*at].any(&[".", ";", "?"])
            || words[*at].is("and") && next.is_some_and(|word| word.any(TOP) && (word.text.ends_with('s')))
    });
    let mut stop = stop.unwrap_or(end);
    while stop > from && !words[stop - 1].is_word() {
        stop -= 1;
    }
    stop
}

/// "but the closure of the clinic is not."
fn second(words: &[Word], range: Range<usize>) -> Option<(Range<usize>, usize, bool)> {
    let join = (range.start..(range.start + 3).min(range.end))
        .find(|at| words[*at].any(&["but", "and", "while", "whereas", "whilst"]))?;
    let be = (join + 2..range.end).find(|at| words[*at].any(&["is", "are", "was", "were"]))?;
    let not = words.get(be + 1).is_some_and(|word| word.is("not"));
    let end = be + 1 + usize::from(not);
    let ends = words.get(end).is_none_or(|word| word.any(&[".", ";", ","])) || end >= range.end;
    let from = join + 1 + usize::from(words[join + 1].is("that"));
    (ends && from < be && noun::is_phrase(words, from..be)).then_some((from..be, end, not))
}
