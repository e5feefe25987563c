//! What stands before a judgement in its sentence. It is clean where every part is known to leave the judgement the
//! committee's own and outright: nothing, its name, a frame ("Having heard the evidence,"), another act ("notes the report and").

use super::after;
use super::noun;
use super::vocabulary::{ASK, FINITE, FRAME, JOIN, REPORT, TOP, VIEW, holds, judging};
use super::voice::Scene;
use super::word::Word;

/// The form of a verb, by which it shows whose it is: "asks the Trust to report *and considers*".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// "considers".
    Present,
    /// "considered".
    Past,
    /// "consider".
    Base,
    /// "to consider".
    Infinitive,
    /// "does not consider".
    Helped,
    /// A sentence with a subject of its own.
    Whole,
    /// A statement without a verb of judging.
    Bare,
}

impl Shape {
    /// The form of a single verb.
    pub(super) fn of(word: &Word) -> Self {
        let past = [
            "found", "held", "saw", "thought", "felt", "took", "upheld", "reached",
        ];
        if word.text.ends_with("ed") || word.any(&past) {
            Self::Past
        } else if word.text.ends_with('s') && !word.is("class") {
            Self::Present
        } else {
            Self::Base
        }
    }
}

/// Words at the start of a clause that change nothing.
#[rustfmt::skip]
const LEAD: &[&str] = &[
    "that", "resolved", "unanimously", "and", "it", "was", ":", ",", "-", "\u{2013}", ";", "to",
    "therefore", "accordingly", "hereby", "so",
];

/// Words that make a sentence of their own within another, or a condition.
#[rustfmt::skip]
const OPENING: &[&str] = &[
    "if", "whether", "unless", "should", "that", "which", "who", "whose", "until", "told", "when", "once",
    "in-case", "why", "how", "assuming", "supposing", "except", "according", "were", "lest",
];

/// Whether these words hold a sentence of their own, or a condition.
fn opens_sentence(words: &[Word]) -> bool {
    holds(words, OPENING)
        || (0..words.len()).any(|at| after::condition(words, at, words.len()) && !words[at].is("subject"))
}

/// How long a parenthesis between subject and verb may be.
const ASIDE: usize = 25;
/// How long the committee's name may be.
const NAME: usize = 14;

/// The subject that ends just before `end`: the committee, also with a parenthesis after it.
pub(super) fn subject(words: &[Word], end: usize) -> Option<usize> {
    if let Some(from) = noun::body(words, end) {
        return Some(from);
    }
    if let Some(from) = end.checked_sub(2)
        && words[from].any(&["the", "this"])
        && words[from + 1].any(noun::BODY)
        && unparted(words, from)
    {
        return Some(from);
    }
    let comma = end.checked_sub(1).filter(|at| words[*at].is(","))?;
    let floor = comma.saturating_sub(ASIDE);
    let open = (floor..comma).rev().find(|at| words[*at].is(","))?;
    let aside = &words[open + 1..comma];
    let frames = aside.first()?.any(&[
        "having",
        "after",
        "following",
        "on",
        "in",
        "by",
        "noting",
        "unanimously",
        "given",
    ]);
    (frames && !opens_sentence(aside) && !holds(aside, VIEW))
        .then(|| noun::body(words, open))
        .flatten()
}

/// "In the light of the new plan the Committee", "Upon being put to the vote (6 for, 1 against) the Committee": a frame that
/// ends without a comma.
fn unparted(words: &[Word], end: usize) -> bool {
    let from = (0..end).find(|at| !words[*at].any(LEAD)).unwrap_or(end);
    let frame = &words[from..end];
    let is = |at: usize, table: &[&str]| frame.get(at).is_some_and(|word| word.any(table));
    let the = usize::from(is(1, &["the"]));
    let light = is(0, &["in"]) && is(1 + the, &["light"]) && is(2 + the, &["of"]);
    let put = is(0, &["on", "upon"]) && is(1, &["being"]) && is(2, &["put"]) && is(3, &["to"]);
    let vote = put && (is(4, &["vote"]) || is(5, &["vote"]));
    let plain = !opens_sentence(frame)
        && !holds(frame, FINITE)
        && !holds(frame, VIEW)
        && !holds(frame, REPORT_VERB)
        && !frame.iter().any(|word| judging(word).is_some());
    let last = frame
        .last()
        .is_some_and(|word| !word.any(JOIN) && (word.is_word() || vote));
    let parted = light && frame.iter().any(|word| !word.is_word());
    (light && frame.len() > 4 + the || vote) && plain && last && !parted
}

/// "to confirm that the Committee does not regard": what is confirmed is its view of today.
fn confirms(words: &[Word], from: usize, end: usize) -> bool {
    let confirm = end == from + 2
        && words[from].any(&["confirm", "confirms", "record", "records", "declare", "declares"])
        && words[from + 1].is("that");
    let lead = words[..from].iter().all(|word| !word.any(&["it", "was"]));
    let name = (end + 1..=(end + NAME).min(words.len())).find(|at| noun::body(words, *at) == Some(end));
    let today = name
        .and_then(|name| words.get(name))
        .is_some_and(|word| word.any(&["does", "do", "considers", "regards", "deems", "views", "is"]));
    confirm && lead && today
}

/// Whether everything before `end` leaves a judgement there the committee's own.
pub(super) fn clean(scene: &Scene, end: usize, shape: Shape) -> bool {
    let words = scene.words;
    if let Some((settled, ours)) = scene.settled
        && settled <= end
    {
        let joined = &words[settled..end];
        let joins = [
            ",", ";", "and", "but", "while", "whereas", "whilst", "that", "also", "to",
        ];
        return ours && joined.iter().all(|word| word.any(&joins));
    }
    let from = (0..end).find(|at| !words[*at].any(LEAD)).unwrap_or(end);
    from >= end
        || shape == Shape::Whole && (unparted(words, end) || confirms(words, from, end))
        || frame(&words[from..end], shape)
        || view_frame(&words[from..end])
        || acts(words, from, end, shape)
        || noted(words, from, end, shape)
}

/// "Having considered the evidence,".
fn frame(words: &[Word], shape: Shape) -> bool {
    let Some((last, inner)) = words.split_last() else {
        return true;
    };
    if shape == Shape::Whole && last.any(noun::TALK) {
        return !opens_sentence(words) && (words[0].any(FRAME) || words[0].is("on"));
    }
    let inner = if last.is("that") {
        &inner[..inner.len().saturating_sub(1)]
    } else {
        inner
    };
    if !(last.is(",") || last.is("that")) || inner.is_empty() {
        return false;
    }
    // "Following its meeting in March" tells of a view taken then.
    if holds(inner, &["meeting", "meetings"]) {
        return false;
    }
    let light =
        inner.len() > 2 && inner[0].is("in") && (inner[1].any(&["light", "view"]) || inner[2].is("light"));
    let balance = inner[0].is("on")
        && inner
            .get(1)
            .is_some_and(|word| word.any(&["balance", "reflection"]));
    // "That, provided that transport is kept, the Committee agrees".
    let condition = after::condition(inner, 0, inner.len());
    if condition {
        let open = [
            "if", "whether", "unless", "should", "until", "which", "who", "council",
        ];
        return !holds(inner, &open) && !holds(inner, noun::BODY);
    }
    // "For example," tells of no decision; "For the reasons given," does.
    let reasons = !inner[0].is("for") || holds(inner, &["reason", "reasons"]);
    let opens = light || balance || inner[0].any(FRAME) && reasons;
    let tells = holds(&inner[1..], VIEW) && !light;
    let told = opens_sentence(inner) || inner.iter().any(|word| word.is("?"));
    // What it tells of may be a sentence where the committee itself is named next, and no comma parts the two.
    let whole = shape == Shape::Whole
        && inner[0].any(&["having", "given", "noting"])
        && !inner.iter().any(|word| word.is(","));
    let asks = holds(
        inner,
        &[
            "if", "whether", "unless", "should", "until", "once", "assuming", "told",
        ],
    );
    opens && (!(told || tells) || whole && !asks)
}

/// "that, in its view,": the place of the "that", where the parenthesis ends at this comma.
pub(super) fn aside_after_that(words: &[Word], comma: usize) -> Option<usize> {
    let floor = comma.saturating_sub(8);
    let open = (floor..comma).rev().find(|at| words[*at].is(","))?;
    let aside = &words[open + 1..=comma];
    let balance = aside.len() == 3 && aside[0].is("on") && aside[1].any(&["balance", "reflection"]);
    let whole = aside[0].is("taken") && aside.len() < 6 && aside[aside.len() - 2].any(&["together", "whole"]);
    let that = open
        .checked_sub(1)
        .filter(|at| *at > 0 && words[*at].is("that"))?;
    (aside.len() > 1 && (balance || whole || view_frame(aside))).then_some(that)
}

/// "In the Committee's view,".
fn view_frame(words: &[Word]) -> bool {
    let comma = words.last().is_some_and(|word| word.is(","));
    let ours = [
        "committee's",
        "board's",
        "panel's",
        "its",
        "members'",
        "commission's",
    ];
    words.len() <= 6 && words[0].is("in") && comma && holds(words, VIEW) && holds(words, &ours)
}

/// "notes the report and": another act of the committee, with the verb in the same form.
fn acts(words: &[Word], from: usize, end: usize, shape: Shape) -> bool {
    if !words[end - 1].any(&["and", ",", ";", "but"]) {
        return false;
    }
    let named = (from + 1..=(from + NAME).min(end)).find(|at| noun::body(words, *at) == Some(from));
    let verb = named.unwrap_or(from);
    let Some(first) = words.get(verb).filter(|_| verb < end) else {
        return true;
    };
    if !first.any(TOP) && judging(first).is_none() {
        return false;
    }
    let rest = &words[verb + 1..end];
    let nested = holds(rest, FINITE) || opens_sentence(rest);
    let same = match shape {
        Shape::Whole => true,
        Shape::Helped | Shape::Present => {
            Shape::of(first) == Shape::Present || shape == Shape::Helped && !asks(words, verb, end)
        }
        Shape::Past => Shape::of(first) == Shape::Past,
        Shape::Base | Shape::Infinitive => Shape::of(first) == Shape::Base && !asks(words, verb, end),
        Shape::Bare => false,
    };
    same && !nested
}

/// Whether somebody is asked for something, so that what follows may be asked too.
fn asks(words: &[Word], from: usize, end: usize) -> bool {
    holds(&words[from..end], ASK) || holds(&words[from..end], &["to"])
}

/// "That the report be noted and": another matter, settled.
fn noted(words: &[Word], from: usize, end: usize, shape: Shape) -> bool {
    let joins = words[..end]
        .iter()
        .rev()
        .take_while(|word| word.any(&["and", ",", ";", "that", "it"]))
        .count();
    let Some(done) = (end - joins).checked_sub(1) else {
        return false;
    };
    let settled = [
        "noted",
        "received",
        "approved",
        "agreed",
        "endorsed",
        "welcomed",
        "supported",
        "thanked",
    ];
    done > from + 1
        && joins > 0
        && matches!(shape, Shape::Bare | Shape::Whole)
        && words[done].any(&settled)
        && words[done - 1].any(&["be", "is", "are", "was", "were"])
        && noun::is_phrase(words, from..done - 1)
        && !holds(&words[from..done - 1], REPORT_VERB)
}

/// Reporting verbs that are no nouns.
const REPORT_VERB: &[&str] = &["told", "informed", "advised", "said", "stated", "explained"];

/// The first word here that tells of something rather than decides it.
pub(super) fn tells(words: &[Word]) -> Option<usize> {
    (0..words.len()).find(|at| words[*at].any(REPORT) && !(words[*at].any(&["report", "reports"]) && *at > 0))
}
