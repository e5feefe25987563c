//! A view taken up without its words: "agrees with the assessment of the Trust". Where the question was before the committee,
//! only a person can tell what that comes to.

use super::sentence;
use super::vocabulary::{ADOPT, VIEW, holds};
use crate::source::Span;

/// The question, as talk puts it.
#[rustfmt::skip]
const QUESTION: &[&str] = &[
    "substantial variation", "substantial development", "substantial change", "substantial reconfiguration",
    "substantial service", "significant variation",
];
/// How far before the clause the question is looked for, in bytes.
const REACH: u32 = 4_000;
/// How many words stand between the verb and the view.
const BETWEEN: usize = 5;

/// The clause, if it takes up a view that it does not set out, soon after talk of a substantial change.
pub(super) fn unnamed(text: &str, clause: Span, stem: Option<Span>) -> Option<Span> {
    let takes = sentence::read(text, clause, stem).iter().any(|words| {
        (0..words.len()).any(|at| {
            let next = &words[at + 1..words.len().min(at + 1 + BETWEEN)];
            words[at].any(ADOPT)
                && next.first().is_some_and(|word| word.is("with") || word.is("the"))
                && next.iter().position(|word| word.any(VIEW)).is_some_and(|view| {
                    words.get(at + 2 + view).is_none_or(|word| !word.is("that"))
                        && !holds(&next[..view], &["recommendation", "recommendations", "and", ","])
                })
        })
    });
    takes.then_some(())?;
    let floor = clause.start.saturating_sub(REACH);
    let from = (floor..=clause.start).find(|at| text.is_char_boundary(*at as usize))?;
    let before = text.get(Span::new(from as usize, clause.start as usize).range())?;
    QUESTION
        .iter()
        .any(|question| before.contains(question))
        .then_some(clause)
}
