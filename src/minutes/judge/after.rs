//! What stands after a phrase: conditions to keep, doubts to raise, and a second thing judged in the same breath.

use std::ops::Range;

use super::noun;
use super::vocabulary::{OTHERS, TOP, VIEW, holds, judging};
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
    let minor = holds(rest, &["minor", "small", "merely"]);
    let verb = [
        "be", "is", "are", "was", "were", "has", "had", "have", "will", "would", "should", "may", "can",
        "does", "did",
    ];
    after.unsure = confined(rest)
        || disowned(&words[from..end])
        || holds(rest, &["worse", "something", "start", "beginning", "more"])
        || rest.first().is_some_and(|word| word.any(&verb))
        || holds(rest, TAKES_BACK)
        || verdict
        || others_view
        || rest.iter().any(|word| word.any(&["as"])) && holds(rest, OTHERS)
        || partial && after.second.is_none()
        || rest.first().is_some_and(|word| word.any(&["or", "either"]))
        || rest.iter().any(|word| word.any(&["nor", "neither"]))
        || inverted(words, own.clone())
        || words.get(from).is_some_and(|word| word.any(&["rather"])) && !minor;
    after
}

/// "for Northmere", "in the minds of residents": substantial there, and perhaps not elsewhere.
fn confined(rest: &[Word]) -> bool {
    let Some(first) = rest
        .first()
        .filter(|word| word.any(&["in", "for", "to", "at", "on", "among"]))
    else {
        return false;
    };
    let plain = [
        "accordance",
        "line",
        "light",
        "this",
        "purposes",
        "reasons",
        "itself",
        "present",
        "full",
        "law",
    ];
    let next = rest.get(1).is_some_and(|word| word.any(&plain));
    let after =
        rest.get(1).is_some_and(|word| word.is("the")) && rest.get(2).is_some_and(|word| word.any(&plain));
    !(next || after) && first.is_word()
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
            word.any(TOP) || judging(word).is_some() || word.any(&["to", "that", "asked", "therefore"])
        };
        words[at].is(";")
            || words[at].any(&["and", "but", "so"])
                && next.is_some_and(|word| act(word) || word.any(&["the", "a", "no"]))
    };
    range.clone().find(|at| starts(*at)).unwrap_or(range.end)
}

/// Whether a condition begins here.
fn condition(words: &[Word], at: usize, end: usize) -> bool {
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
