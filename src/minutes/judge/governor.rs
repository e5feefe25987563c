//! What governs a judgement: the verb of judging with its helpers, or a noun for a view that the committee takes up.

use std::ops::Range;

use super::context::Shape;
use super::noun;
use super::predicate::{back_over, back_over_nots};
use super::vocabulary::{ADOPT, ADVERB, FINITE, OTHERS, REPORT, UNSURE, VIEW, holds, judging};
use super::word::Word;

/// The governing verb with its helpers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The first word.
    pub(super) from: usize,
    /// How often it is denied.
    pub(super) nots: u8,
    /// Whether a denial sinks into what is judged: "does not consider that it is".
    pub(super) sinks: bool,
    /// Its form.
    pub(super) shape: Shape,
    /// "it was agreed": nobody else need be named.
    pub(super) meeting: bool,
}

/// What a committee does with a view that is its own already.
#[rustfmt::skip]
const STATE: &[&str] = &[
    "record", "records", "recorded", "express", "expresses", "expressed", "state", "states", "stated",
    "declare", "declares", "declared", "place", "places", "take", "takes", "took", "holds", "reached",
];

/// What governs a sentence that begins at `end`.
pub(super) fn governor(words: &[Word], end: usize) -> Option<Group> {
    let at = back_over(words, end, ADVERB);
    let last = at.checked_sub(1)?;
    if let Some(verb) = judging(&words[last]).filter(|verb| verb.sentence && !is_view(words, last)) {
        return group(words, last, verb.sinks);
    }
    if words[last].any(&["satisfied", "convinced", "certain", "content", "clear"]) {
        return persuaded(words, last);
    }
    if words[last].any(&["is", "was"]) {
        return own_view(words, last);
    }
    let floor = last.saturating_sub(12);
    if let Some(noun) = (floor..=last)
        .rev()
        .find(|at| words[*at].any(VIEW) && is_view(words, *at))
    {
        let after = &words[noun + 1..=last];
        let whose = somebodys(after);
        return (dated(after) || whose)
            .then(|| adopted(words, noun))
            .flatten()
            .filter(|group| !whose || words[group.from..noun].iter().any(|word| word.any(ADOPT)));
    }
    let verb = (floor..last)
        .rev()
        .find(|at| judging(&words[*at]).is_some_and(|verb| verb.sentence))?;
    // "confirmed with the Trust that" asked the Trust.
    let with = words[verb + 1].is("with") && !words[verb].text.starts_with("agree");
    (!with && beside(words, verb + 1..end))
        .then(|| group(words, verb, false))
        .flatten()
}

/// "is satisfied that".
fn persuaded(words: &[Word], adjective: usize) -> Option<Group> {
    let (be, nots) = back_over_nots(words, adjective);
    let from = be
        .checked_sub(1)
        .filter(|at| words[*at].any(&["is", "are", "was", "were"]))?;
    Some(Group {
        from,
        nots,
        sinks: false,
        shape: Shape::Present,
        meeting: false,
    })
}

/// Whether a word that may be a verb is a noun for a view here.
fn is_view(words: &[Word], at: usize) -> bool {
    words[at].any(VIEW) && at > 0 && !words[at - 1].any(&["committee", "members", "board", "panel", "that"])
}

/// "of the Trust", after a view that the committee takes up.
fn somebodys(words: &[Word]) -> bool {
    words.len() > 1
        && words.len() <= 6
        && words[0].is("of")
        && words[1..]
            .iter()
            .all(|word| word.is_word() && !word.any(FINITE) && !word.any(REPORT) && judging(word).is_none())
}

/// "of 3 March 2024", and nothing else.
fn dated(words: &[Word]) -> bool {
    words.first().is_none_or(|word| word.any(&["of", "on"]))
        && words.len() <= 5
        && !holds(words, OTHERS)
        && !holds(words, FINITE)
}

/// Words between a judging verb and its "that": "agreed, by six votes to three, that", "agrees with the Trust that".
fn beside(words: &[Word], range: Range<usize>) -> bool {
    let between = &words[range.clone()];
    let Some(first) = between.iter().position(Word::is_word) else {
        return true;
    };
    let first = range.start + first;
    let vote = holds(
        between,
        &[
            "vote",
            "votes",
            "majority",
            "consensus",
            "committee",
            "members",
            "unanimously",
        ],
    );
    let plain = between
        .iter()
        .all(|word| !word.any(FINITE) && !word.any(REPORT) && judging(word).is_none());
    match words[first].text.as_str() {
        "by" | "on" => vote && plain && !holds(between, OTHERS),
        "with" => plain && !holds(between, &["that", "and", ";"]),
        _ => false,
    }
}

/// "the Committee's view is that".
fn own_view(words: &[Word], be: usize) -> Option<Group> {
    let whole = |from: usize| Group {
        from,
        nots: 0,
        sinks: false,
        shape: Shape::Whole,
        meeting: true,
    };
    let floor = be.saturating_sub(12);
    let noun = (floor..be).rev().find(|at| words[*at].any(VIEW))?;
    if noun + 1 == be {
        let owner = noun.checked_sub(1)?;
        let ours = [
            "committee's",
            "board's",
            "panel's",
            "members'",
            "commission's",
            "jhosc's",
            "hosc's",
        ];
        if words[owner].any(&ours) {
            let from = back_over(words, owner, &["the", "joint", "scrutiny", "health"]);
            return Some(whole(from));
        }
        // At the start of a sentence "its" may be anybody's.
        return (words[owner].is("its") && owner > 0).then(|| whole(owner));
    }
    let from = noun.checked_sub(1).filter(|at| words[*at].is("the"))?;
    let of = words[noun + 1].is("of") && noun::body_named(words, noun + 2..be);
    of.then(|| whole(from))
}

/// A view that the committee makes its own: "agrees with the Trust's view", "is of the opinion".
fn adopted(words: &[Word], noun: usize) -> Option<Group> {
    let floor = noun.saturating_sub(10);
    if let Some(of) = (floor..noun).rev().find(|at| words[*at].is("of")) {
        let (be, nots) = back_over_nots(words, of);
        let plain = words[of + 1..noun]
            .iter()
            .all(|word| word.any(&["the", "firm", "unanimous", "clear"]));
        if plain && be > 0 && words[be - 1].any(&["is", "are", "was", "were"]) {
            return Some(Group {
                from: be - 1,
                nots,
                sinks: true,
                shape: Shape::Present,
                meeting: false,
            });
        }
    }
    let verb = (floor..noun)
        .rev()
        .find(|at| words[*at].any(ADOPT) || words[*at].any(STATE))?;
    let owner = &words[verb + 1..noun];
    // "records the Trust's view" makes it nobody's; "records its view" gives the committee's own.
    let own = owner.len() == 1 && owner[0].any(&["its", "their"]) || noun::body_owns(owner);
    let bare = owner.len() == 1 && owner[0].any(&["the", "a"]);
    let takes =
        words[verb].text.starts_with('t') || words[verb].any(&["holds", "reached", "expresses", "expressed"]);
    if words[verb].any(STATE) && !(own || bare && takes) {
        return None;
    }
    let plain = owner
        .iter()
        .all(|word| !word.any(FINITE) && !word.any(REPORT) && judging(word).is_none() && word.is_word());
    (plain && !holds(owner, &["and", "or", "that", "which", "of", "parts"]))
        .then(|| group(words, verb, false))
        .flatten()
}

/// The helpers of a verb. None where they make it something else than a plain judgement.
pub(super) fn group(words: &[Word], verb: usize, sinks: bool) -> Option<Group> {
    let shape = Shape::of(&words[verb]);
    let (at, nots) = back_over_nots(words, verb);
    let found = |from: usize, nots: u8, shape: Shape, meeting: bool| {
        Some(Group {
            from,
            nots,
            sinks,
            shape,
            meeting,
        })
    };
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else {
        return found(at, nots, shape, false);
    };
    // "no longer considers": today's view, the other way.
    let turned = before.is("longer") && at > 1 && words[at - 2].is("no");
    if turned && sinks && matches!(shape, Shape::Present | Shape::Base) {
        return found(at - 2, nots + 1, shape, false);
    }
    if before.any(UNSURE)
        || before.any(&[
            "had", "will", "would", "should", "may", "might", "could", "must", "can", "shall",
        ])
    {
        return None;
    }
    if before.any(&["do", "does", "did"]) {
        return found(at - 1, nots, Shape::Helped, false);
    }
    if before.any(&["has", "have"]) {
        return (nots == 0)
            .then(|| found(at - 1, 0, Shape::Past, false))
            .flatten();
    }
    if before.any(&["is", "are", "was", "were", "be", "been"]) {
        let it = at > 1 && words[at - 2].is("it") && !before.any(&["been", "are", "were"]);
        // "It was considered", "it was confirmed" leave open by whom.
        let meets = words[verb].any(&["agreed", "resolved", "determined", "decided", "concluded"]);
        return (it && meets)
            .then(|| found(at - 2, nots, Shape::Whole, true))
            .flatten();
    }
    if before.is("to") {
        return infinitive(words, at - 1, verb).map(|(from, more)| Group {
            from,
            nots: nots + more,
            // "agreed not to treat": what is agreed is the denial.
            sinks: true,
            shape: Shape::Infinitive,
            meeting: false,
        });
    }
    found(at, nots, shape, false)
}

/// "agreed to treat", "resolved not to regard", "to determine" at the start of a clause.
fn infinitive(words: &[Word], to: usize, verb: usize) -> Option<(usize, u8)> {
    if words[verb].is("consider") {
        return None;
    }
    let (at, nots) = back_over_nots(words, to);
    // "agreed not to treat it as" denies it; "agreed not to determine" leaves it open.
    let open = ["determine", "find", "hold", "declare"];
    if nots > 0 && (words[verb].any(&open) || judging(&words[verb]).is_none_or(|verb| !verb.object)) {
        return None;
    }
    let settled = [
        "agreed", "agrees", "agree", "resolved", "resolves", "resolve", "decided", "decides", "decide",
        "voted",
    ];
    match at.checked_sub(1).map(|before| &words[before]) {
        None => Some((to, nots)),
        Some(before) if before.any(&settled) => {
            let helper = at > 1 && words[at - 2].any(&["had", "not", "was", "is", "been", "will", "would"]);
            (!helper).then_some((at - 1, nots))
        }
        Some(before) => before.any(&["and", ";", ",", ":", "that"]).then_some((to, nots)),
    }
}
