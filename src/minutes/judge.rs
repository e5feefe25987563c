//! Whether a clause says, in the committee's own voice, that a change is or is not a substantial variation, or that the
//! committee puts that question off.
//!
//! > A clause becomes [`word`]s; in each [`sentence`] the [`phrase`]s that speak of "substantial" are found; the [`link`] before
//! > a phrase and its [`predicate`] tell what is said of what; the [`voice`] tells who says it, through which
//! > [`governor`] and in which [`context`]; what comes [`after`] may limit or condition it.
//!
//! A view is read only where every step of that path is known. Talk, reports, questions, duties and other senses of the
//! words give nothing; anything else that could be a judgement is a [`Doubt`] for a clerk. No view is ever guessed.

mod adoption;
mod after;
mod context;
mod defer;
mod governor;
mod link;
mod mood;
mod noun;
mod phrase;
mod predicate;
mod sense;
mod sentence;
#[cfg(test)]
mod tests;
mod threshold;
mod vocabulary;
mod voice;
mod word;

use std::ops::Range;

use super::draft::Doubt;
use crate::record::determination::View;
use crate::source::Span;
use defer::Put;
use mood::Reason;
use phrase::{Noun, Phrase};
use predicate::Predicate;
use sense::About;
use voice::{Scene, Voice};
use word::Word;

/// What a clause says of "substantial".
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    /// The views it holds, in the order of the text.
    pub(super) views: Vec<Judgement>,
    /// What only a person can settle.
    pub(super) doubts: Vec<Doubt>,
}

/// A view.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    /// The view.
    pub(super) view: View,
    /// The words that state it, within the clause.
    pub(super) says: Span,
    /// What is judged; none where only a pronoun stands for it.
    pub(super) scope: Option<Span>,
    /// What it is made subject to.
    pub(super) conditions: Option<Span>,
}

/// What one phrase comes to.
enum Finding {
    View(Judgement),
    Doubt(Reason),
    Nothing,
}

/// Reads a clause; `stem` is the place of the words it goes on from ("That the Committee:-").
pub(super) fn judge(text: &str, clause: Span, stem: Option<Span>) -> Judged {
    let mut judged = Judged::default();
    for (index, words) in sentence::read(text, clause, stem).iter().enumerate() {
        if words.len() > sentence::LONGEST {
            if !phrase::find(words).is_empty() {
                judged.doubts.push(Reason::Long.doubt(clause));
            }
            continue;
        }
        read(words, index == 0, &mut judged);
    }
    contradictions(clause, &mut judged);
    if judged.views.is_empty() && judged.doubts.is_empty() {
        judged
            .doubts
            .extend(adoption::unnamed(text, clause, stem).map(|span| Reason::Adopted.doubt(span)));
    }
    judged
}

/// Reads one sentence.
fn read(words: &[Word], first: bool, judged: &mut Judged) {
    let phrases = phrase::find(words);
    if phrases.is_empty() {
        let scene = Scene {
            words,
            first,
            settled: None,
        };
        judged
            .views
            .extend(defer::unnamed(&scene).and_then(|deferral| deferred(words, &deferral)));
    }
    let mut settled = None;
    for (i, phrase) in phrases.iter().enumerate() {
        let end = phrases.get(i + 1).map_or(words.len(), |next| next.from);
        // "neither a substantial change nor ...": a degree that leads on to the next phrase is part of its joint.
        if phrase.degree && i + 1 < phrases.len() && end <= phrase.to + 4 {
            continue;
        }
        let scene = Scene {
            words,
            first,
            settled,
        };
        let finding = weigh(&scene, phrase, end, judged);
        settled = Some((phrase.to, matches!(finding, Finding::View(_))));
        match finding {
            Finding::View(view) => {
                let after = after::read(words, phrase.to, end);
                let kind = view.view;
                judged.views.push(view);
                judged.views.extend(second(words, phrase, &after, kind));
            }
            Finding::Doubt(reason) => judged
                .doubts
                .push(reason.doubt(place(words, phrase.from..phrase.to))),
            Finding::Nothing => {}
        }
    }
}

/// What one phrase comes to.
fn weigh(scene: &Scene, phrase: &Phrase, end: usize, judged: &Judged) -> Finding {
    let words = scene.words;
    if quoted(words, phrase) || !words[phrase.from].own {
        return Finding::Nothing;
    }
    let link = link::read(words, phrase);
    let put = defer::find(scene, phrase, link.from);
    if let Some(Put::Unclear) = put {
        return Finding::Doubt(Reason::PutOff);
    }
    if let Some(Put::Off(deferral)) = put {
        let span = place(words, deferral.says.clone());
        // One deferral may name two phrases: "whether it is a substantial variation or a substantial change".
        let known = |last: &Judgement| last.view == View::Deferred && last.says.end >= span.start;
        let new = !judged.views.last().is_some_and(known);
        return deferred(words, &deferral)
            .filter(|_| new)
            .map_or(Finding::Nothing, Finding::View);
    }
    if let Some((from, until)) = threshold::missed(scene, phrase) {
        return Finding::View(Judgement {
            view: View::NotSubstantial,
            says: place(words, from..until),
            scope: None,
            conditions: None,
        });
    }
    let after = after::read(words, phrase.to, end);
    if phrase.describes || after.asks || link.form == link::Form::Loose {
        return Finding::Nothing;
    }
    let Some(predicate) = predicate::read(words, &link).filter(|_| !phrase.degree) else {
        return mood::missed(words, phrase);
    };
    if let Some(agent) = &predicate.agent
        && !noun::body_named(words, agent.clone())
    {
        return Finding::Nothing;
    }
    match voice::of(scene, &predicate) {
        Voice::Theirs => Finding::Nothing,
        Voice::Unclear => mood::missed(words, phrase),
        Voice::Tangled => mood::tangled(words, phrase),
        Voice::Ours {
            from,
            nots,
            judged,
            bare,
        } => {
            let nots = nots + predicate.nots;
            let judgement = Judgement {
                view: view(phrase, nots),
                says: place(words, from..phrase.to),
                scope: scope(words, judged.clone()),
                conditions: conditions(words, from, &after),
            };
            decide(words, phrase, &predicate, judged, (nots, bare), &after, judgement)
        }
    }
}

/// The last doubts about a judgement that is the committee's.
fn decide(
    words: &[Word],
    phrase: &Phrase,
    predicate: &Predicate,
    judged: Range<usize>,
    (nots, bare): (u8, bool),
    after: &after::After,
    judgement: Judgement,
) -> Finding {
    if nots > 1 {
        return Finding::Doubt(Reason::TwiceDenied);
    }
    if after.unsure || predicate.would && bare {
        return Finding::Doubt(Reason::Limited);
    }
    let significant = words[phrase.from].text.ends_with("significant");
    let service = ["service", "services", "health", "care"];
    let plot =
        phrase.noun == Noun::Development && !vocabulary::holds(&words[phrase.from..phrase.to], &service);
    match sense::about(words, judged) {
        About::Measure if phrase.weak => Finding::Nothing,
        About::Business => Finding::Doubt(Reason::Sense),
        About::Health if phrase.weak && phrase.noun == Noun::None => Finding::Doubt(Reason::Sense),
        About::Other if phrase.weak || plot => Finding::Doubt(Reason::Sense),
        About::Pronoun if phrase.weak && significant => Finding::Doubt(Reason::Sense),
        _ => Finding::View(judgement),
    }
}

fn view(phrase: &Phrase, nots: u8) -> View {
    match (nots, phrase.noun) {
        (1, _) => View::NotSubstantial,
        (_, Noun::Development) => View::SubstantialDevelopment,
        _ => View::SubstantialVariation,
    }
}

/// The view of "but the closure is not", after a view of its own.
fn second(words: &[Word], phrase: &Phrase, after: &after::After, kind: View) -> Option<Judgement> {
    let (subject, end, not) = after.second.clone()?;
    let view = match (not, kind) {
        (true, View::NotSubstantial) => return None,
        (true, _) => View::NotSubstantial,
        (false, _) => view(phrase, 0),
    };
    Some(Judgement {
        view,
        says: place(words, subject.start..end),
        scope: scope(words, subject),
        conditions: None,
    })
}

fn deferred(words: &[Word], deferral: &defer::Deferral) -> Option<Judgement> {
    words[deferral.says.end - 1].own.then(|| Judgement {
        view: View::Deferred,
        says: place(words, deferral.says.clone()),
        scope: deferral.scope.clone().and_then(|range| scope(words, range)),
        conditions: None,
    })
}

/// Whether a phrase is quoted together with words around it. Quotation marks about the phrase alone are but emphasis.
fn quoted(words: &[Word], phrase: &Phrase) -> bool {
    let before = phrase.from.checked_sub(1).map(|at| &words[at]);
    words[phrase.from].quoted
        && (before.is_some_and(|word| word.quoted && !word.any(&["a", "an"]))
            || words
                .get(phrase.to)
                .is_some_and(|word| word.quoted && word.is_word()))
}

/// The place of these words, as far as they are in the clause.
fn place(words: &[Word], range: Range<usize>) -> Span {
    let own = || words[range.clone()].iter().filter(|word| word.own);
    match (own().next(), own().next_back()) {
        (Some(first), Some(last)) => Span::new(first.span.range().start, last.span.range().end),
        _ => Span::default(),
    }
}

/// What is judged, unless a pronoun stands for it.
fn scope(words: &[Word], judged: Range<usize>) -> Option<Span> {
    let mut range = noun::trim(words, judged.clone());
    // "assessment by video, being a choice": the remark is no part of it.
    if let Some(being) =
        (range.start + 1..range.end).find(|at| words[*at].is("being") && words[at - 1].is(","))
    {
        range.end = being - 1;
    }
    let named = sense::about(words, judged) != About::Pronoun && words[range.start].own;
    (named && !range.is_empty()).then(|| place(words, range))
}

/// What a judgement is made subject to, after it or before it.
fn conditions(words: &[Word], from: usize, after: &after::After) -> Option<Span> {
    let before = || {
        let start = (0..from).find(|at| after::condition(words, *at, from))?;
        let end = (start..from).rev().find(|at| words[*at].is(","))?;
        Some(start..end)
    };
    let range = after.conditions.clone().or_else(before)?;
    Some(place(words, range))
}

/// A view of what only a pronoun names, beside a different view, is no view: either may be about the same thing.
fn contradictions(clause: Span, judged: &mut Judged) {
    let Some(unnamed) = judged.views.iter().find(|judgement| judgement.scope.is_none()) else {
        return;
    };
    let view = unnamed.view;
    if judged.views.iter().any(|judgement| judgement.view != view) {
        judged.views.clear();
        judged.doubts.push(Reason::Contradiction.doubt(clause));
    }
}
