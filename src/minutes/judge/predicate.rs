//! What is said of the thing judged: "is not a ...", "be deemed a ...", "consider the closure to be a ...".

use std::ops::Range;

use super::link::{self, Form, Link};
use super::noun;
use super::vocabulary::{ADVERB, judging, participle};
use super::word::Word;

/// A predicate.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    /// Its first word: the verb of the sentence, or the judging verb itself.
    pub(super) from: usize,
    /// Whether the judging verb is active and has what is judged as its object.
    pub(super) object: Option<Range<usize>>,
    /// How often it denies.
    pub(super) nots: u8,
    /// It says would or will.
    pub(super) would: bool,
    /// It is in the past.
    pub(super) past: bool,
    /// "considered *by the Trust* to be".
    pub(super) agent: Option<Range<usize>>,
}

/// How far back a judging verb is looked for, in words.
const REACH: usize = 60;
/// How many words an agent has.
const AGENT: usize = 9;

/// The predicate that a phrase and its joint belong to, if it is one that we know.
pub(super) fn read(words: &[Word], link: &Link) -> Option<Predicate> {
    match link.form {
        Form::Finite | Form::Bare => Some(Predicate {
            from: link::after_minor(words, link.from).unwrap_or(link.from),
            object: None,
            nots: link.nots,
            would: link.would,
            past: link.past,
            agent: None,
        }),
        Form::Complement | Form::Direct => passive(words, link).or_else(|| active(words, link)),
        Form::Loose | Form::Unknown => None,
    }
}

/// "is considered [by X] to be".
fn passive(words: &[Word], link: &Link) -> Option<Predicate> {
    let mut at = back_over(words, link.from, ADVERB);
    let mut agent = None;
    if at == 0 {
        return None;
    }
    if !participle(&words[at - 1]) {
        let floor = at.saturating_sub(AGENT);
        let by = (floor..at).rev().find(|i| words[*i].is("by"))?;
        agent = Some(by + 1..at);
        at = by;
    }
    let verb = at.checked_sub(1)?;
    // "be accepted as": of other verbs of agreeing nobody says so.
    let accepted = words[verb].is("accepted") && words[link.from].is("as");
    judging(&words[verb]).filter(|verb| verb.object || accepted)?;
    if !participle(&words[verb]) {
        return None;
    }
    let group = be(words, verb)?;
    Some(Predicate {
        nots: group.nots + link.nots,
        agent,
        ..group
    })
}

/// The form of "be" before a participle.
fn be(words: &[Word], verb: usize) -> Option<Predicate> {
    let (mut at, mut nots) = back_over_nots(words, verb);
    let head = words.get(at.checked_sub(1)?)?;
    let (mut would, mut past) = (false, false);
    if head.any(&["is", "are", "was", "were"]) {
        past = head.any(&["was", "were"]);
        at -= 1;
    } else if head.is("be") {
        at -= 1;
        let (before, more) = back_over_nots(words, at);
        if before > 0 && words[before - 1].any(&["would", "will"]) {
            would = true;
            nots += more;
            at = before - 1;
        } else if before > 0
            && words[before - 1].any(&["to", "may", "might", "could", "should", "can", "must", "shall"])
        {
            return None;
        }
    } else {
        return None;
    }
    Some(Predicate {
        from: at,
        object: None,
        nots,
        would,
        past,
        agent: None,
    })
}

/// "considers the closure to be".
fn active(words: &[Word], link: &Link) -> Option<Predicate> {
    let floor = link.from.saturating_sub(REACH);
    let verb = (floor..link.from)
        .rev()
        .find(|i| judging(&words[*i]).is_some_and(|verb| verb.object) && !words[*i].quoted)?;
    let object = verb + 1..link.from;
    noun::is_phrase(words, object.clone()).then_some(Predicate {
        from: verb,
        object: Some(object),
        nots: link.nots,
        would: false,
        past: false,
        agent: None,
    })
}

/// Steps back over these words.
pub(super) fn back_over(words: &[Word], mut at: usize, table: &[&str]) -> usize {
    while at > 0 && words[at - 1].any(table) {
        at -= 1;
    }
    at
}

/// Steps back over adverbs and "not", and counts the latter.
pub(super) fn back_over_nots(words: &[Word], mut at: usize) -> (usize, u8) {
    let mut nots = 0u8;
    while at > 0 && (words[at - 1].any(ADVERB) || words[at - 1].is("not")) {
        nots = nots.saturating_add(u8::from(words[at - 1].is("not")));
        // "not unanimously", "not formally": perhaps in another way, which can be read as either answer.
        let how = words[at - 1].text.ends_with("ly") && !words[at - 1].is("accordingly");
        if how && at > 1 && words[at - 2].is("not") {
            nots = nots.saturating_add(1);
        }
        at -= 1;
    }
    (at, nots)
}
