//! Who speaks: from what is said of the thing judged, outwards to the verb that governs it and to whoever that verb belongs
//! to. Only a path on which every step is known leads to the committee.

use std::ops::Range;

use super::context::{self, Shape};
use super::governor::{Group, governor, group};
use super::noun;
use super::predicate::Predicate;
use super::vocabulary::{ADVERB, ASK, DETERMINER, FINITE, OTHERS, REPORT, VIEW, holds, judging};
use super::word::Word;

/// A sentence in which something is judged.
#[derive(Clone, Copy)]
pub(super) struct Scene<'w> {
    /// Its words, those of the stem first.
    pub(super) words: &'w [Word],
    /// Whether it opens the clause: a bare statement further on may be no decision.
    pub(super) first: bool,
    /// The word after the phrase before this one, and whether the committee was found to judge there.
    pub(super) settled: Option<(usize, bool)>,
}

/// Who judges.
#[derive(Clone, Debug)]
pub(super) enum Voice {
    /// The committee.
    Ours {
        /// The first word of the judgement.
        from: usize,
        /// How often the judging verb is denied.
        nots: u8,
        /// What is judged.
        judged: Range<usize>,
        /// Stated without a verb of judging.
        bare: bool,
    },
    /// Somebody else.
    Theirs,
    /// A committee's judgement, in words around it that are not understood.
    Tangled,
    /// It cannot be told.
    Unclear,
}

/// Where the sentence that holds the predicate begins, and what governs it.
enum Opener {
    /// Nothing: the sentence itself is resolved.
    Bare,
    /// "as", "since", "because" before the main sentence.
    Because,
    /// A verb or noun of judging ends just before this word.
    Governed(usize),
    /// It goes on from the judgement before.
    Settled,
}

/// How long what is judged may be named, in words.
const REACH: usize = 120;

/// Finds out who judges.
pub(super) fn of(scene: &Scene, predicate: &Predicate) -> Voice {
    if let Some(object) = &predicate.object {
        let Some(verb) = judging(&scene.words[predicate.from]) else {
            return Voice::Unclear;
        };
        let group = group(scene.words, predicate.from, verb.sinks);
        return governed(scene, group, object.clone());
    }
    let Some((opener, start)) = opener(scene, predicate.from) else {
        return Voice::Unclear;
    };
    if let Some(nor) = nor(scene.words, start..predicate.from) {
        let both = start + 1..predicate.from;
        let each = [start + 1..nor, nor + 1..predicate.from];
        let named = each
            .iter()
            .all(|one| noun::is_phrase(scene.words, one.clone()) && scene.words[one.start].any(DETERMINER));
        return match whose(scene, predicate, (opener, start), both) {
            Voice::Ours {
                from,
                nots,
                judged,
                bare,
            } if named => Voice::Ours {
                from: from.min(start),
                nots: nots + 1,
                judged,
                bare,
            },
            Voice::Ours { .. } => Voice::Unclear,
            voice => voice,
        };
    }
    let judged = start..predicate.from;
    if judged.is_empty() || !noun::is_phrase(scene.words, judged.clone()) {
        return Voice::Unclear;
    }
    whose(scene, predicate, (opener, start), judged)
}

/// "neither the merger nor the closure": where its "nor" is.
fn nor(words: &[Word], judged: Range<usize>) -> Option<usize> {
    let mut nors = judged.clone().filter(|at| words[*at].is("nor"));
    let only = nors.next().filter(|_| nors.next().is_none())?;
    words[judged.start].is("neither").then_some(only)
}

/// Whose a sentence about what is judged is.
fn whose(
    scene: &Scene,
    predicate: &Predicate,
    (opener, start): (Opener, usize),
    judged: Range<usize>,
) -> Voice {
    let ours = |judged: Range<usize>| Voice::Ours {
        from: noun::trim(scene.words, judged.clone()).start,
        nots: 0,
        judged,
        bare: true,
    };
    match opener {
        Opener::Settled => match scene.settled {
            Some((_, true)) => ours(judged),
            _ => Voice::Theirs,
        },
        Opener::Because if because(scene, start) => ours(judged),
        Opener::Bare if bare(scene, predicate, start) => ours(judged),
        Opener::Because | Opener::Bare => Voice::Unclear,
        Opener::Governed(end) => governed(scene, governor(scene.words, end), judged),
    }
}

/// A statement without a verb of judging, where only a resolution can have one.
fn bare(scene: &Scene, predicate: &Predicate, start: usize) -> bool {
    let resolved = scene.words[0].any(&["that", "resolved", "agreed"]);
    scene.first && (!predicate.past || resolved) && context::clean(scene, start, Shape::Bare)
}

/// "That, as the proposals are regarded as significant, a joint committee be supported": the reason is the committee's.
fn because(scene: &Scene, start: usize) -> bool {
    scene.first
        && scene.words[..start - 1]
            .iter()
            .all(|word| word.any(&["that", "resolved", ",", ":", "-"]))
}

/// Where the sentence of the predicate begins.
fn opener(scene: &Scene, end: usize) -> Option<(Opener, usize)> {
    let words = scene.words;
    let floor = end.saturating_sub(REACH);
    for at in (floor..end).rev() {
        let word = &words[at];
        if scene.settled.is_some_and(|(settled, _)| at < settled) {
            let settled = scene.settled.map_or(0, |(settled, _)| settled);
            let joins = past_joins(words, settled, end);
            return (joins > settled).then_some((Opener::Settled, joins));
        }
        if word.quoted {
            continue;
        }
        if word.any(&["if", "whether", "unless", "should", "until", "how", "why"]) {
            return None;
        }
        if word.is("that") && completes(words, at) {
            return Some(match at {
                0 => (Opener::Bare, 1),
                _ if scene
                    .settled
                    .is_some_and(|(settled, _)| settles(words, settled, at)) =>
                {
                    (Opener::Settled, at + 1)
                }
                _ if words[at - 1].any(&["and", "but", ";", ",", ":"]) && governor(words, at).is_none() => {
                    (Opener::Bare, at + 1)
                }
                _ => (Opener::Governed(at), at + 1),
            });
        }
        if word.is(",")
            && let Some(that) = context::aside_after_that(words, at)
        {
            return Some((Opener::Governed(that), at + 1));
        }
        let noun = at > 0 && words[at - 1].any(&["the", "a", "its", "this", "an", "be", "as"]);
        if judging(word).is_some_and(|verb| verb.sentence) && !noun {
            return Some((Opener::Governed(at + 1), at + 1));
        }
        if word.any(&["as", "since", "because"]) && (at == 0 || words[at - 1].any(&[",", "that"])) {
            return Some((Opener::Because, at + 1));
        }
        let ends = word.is(",")
            || word.is("and") && at > 1 && words[at - 2].any(&["be", "is", "are", "was", "were"]);
        if ends && context::clean(scene, at + 1, Shape::Bare) {
            return Some((Opener::Bare, at + 1));
        }
    }
    (floor == 0).then_some((Opener::Bare, 0))
}

/// Steps over what joins a sentence to the one before.
fn past_joins(words: &[Word], mut at: usize, end: usize) -> usize {
    while at < end && words[at].any(&[",", ";", "and", "but", "while", "whereas", "whilst", "that"]) {
        at += 1;
    }
    at
}

/// Whether only joins stand between the last phrase and this place.
fn settles(words: &[Word], settled: usize, at: usize) -> bool {
    settled < at && past_joins(words, settled, at) == at
}

/// Whether a "that" opens a sentence, and is no "which".
fn completes(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 1);
    if next.is_some_and(|word| word.any(FINITE) && !word.is("there")) {
        return false;
    }
    at == 0
        || !words[at - 1].is_word()
        || words[at - 1].any(&["and", "but", "is", "was", "resolved"])
        || words[at - 1].text.starts_with(|c: char| c.is_ascii_digit())
        || words[at - 1].any(VIEW)
        || words[at - 1].any(REPORT)
        || words[at - 1].any(ASK)
        || words[at - 1].any(ADVERB)
        || judging(&words[at - 1]).is_some()
        || governor(words, at).is_some()
}

/// "since it considers that ..., the Committee agrees": the "it" is the committee that is named next.
fn reason(words: &[Word], verb: usize) -> bool {
    let lead = ["that", "resolved", ",", ":", "-"];
    let Some(since) = verb.checked_sub(2) else {
        return false;
    };
    let opens = words[since + 1].any(&["it", "they"])
        && words[since].any(&["since", "as", "because"])
        && words[..since].iter().all(|word| word.any(&lead));
    let comma = words[verb..].iter().position(|word| word.is(","));
    let next = comma.map_or(words.len(), |comma| verb + comma + 1);
    opens && (next + 1..=(next + 14).min(words.len())).any(|end| noun::body(words, end) == Some(next))
}

/// Whether what governs the sentence is the committee's.
pub(super) fn governed(scene: &Scene, group: Option<Group>, judged: Range<usize>) -> Voice {
    let words = scene.words;
    let Some(group) = group else { return Voice::Unclear };
    let ours = |from: usize| Voice::Ours {
        from,
        nots: if group.sinks || group.nots == 0 {
            group.nots
        } else {
            2
        },
        judged: judged.clone(),
        bare: false,
    };
    if group.meeting {
        let clean = context::clean(scene, group.from, Shape::Whole);
        return if clean { ours(group.from) } else { Voice::Tangled };
    }
    if let Some(from) = context::subject(words, group.from) {
        let clean = context::clean(scene, from, Shape::Whole);
        return if clean { ours(from) } else { Voice::Tangled };
    }
    let before = group.from.checked_sub(1).map(|at| &words[at]);
    if before.is_none_or(|word| !word.is_word() || word.any(&["that", "and", "but", "so", "to", "resolved"]))
    {
        let clean = context::clean(scene, group.from, group.shape);
        return if clean { ours(group.from) } else { Voice::Tangled };
    }
    if reason(words, group.from) {
        return ours(group.from - 1);
    }
    let near = &words[group.from.saturating_sub(8)..group.from];
    let other = holds(near, OTHERS) || near.iter().any(|word| word.text.ends_with("'s"));
    if other { Voice::Theirs } else { Voice::Unclear }
}
