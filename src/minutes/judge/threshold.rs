//! "The threshold for a substantial variation had not been reached": the change is judged by what it meets.

use super::governor::governor;
use super::phrase::Phrase;
use super::voice::{Scene, Voice, governed};
use super::word::Word;

/// What may be reached or not.
const MEASURED: &[&str] = &["threshold", "criteria", "definition", "test"];

/// The first word of the judgement and the word after its last, where the committee finds the threshold not reached. That
/// it is reached says less: of what, nobody tells.
pub(super) fn missed(scene: &Scene, phrase: &Phrase) -> Option<(usize, usize)> {
    let words = scene.words;
    let is = |at: usize, table: &[&str]| words.get(at).is_some_and(|word: &Word| word.any(table));
    let article = phrase.from.checked_sub(1)?;
    let of = article.checked_sub(usize::from(is(article, &["a", "an"])))?;
    let the = of.checked_sub(2)?;
    let measured = is(of, &["for", "of"]) && is(of - 1, MEASURED) && is(the, &["the"]);
    let that = the.checked_sub(1).filter(|at| measured && is(*at, &["that"]))?;
    let to = phrase.to;
    let end = if is(to, &["had", "has", "have"]) && is(to + 1, &["not"]) && is(to + 2, &["been"]) {
        to + 3
    } else if is(to, &["is", "was", "are", "were"]) && is(to + 1, &["not"]) {
        to + 2
    } else {
        return None;
    };
    let ends = words
        .get(end + 1)
        .is_none_or(|word| !word.is_word() || word.is("and"));
    if !is(end, &["met", "reached", "crossed"]) || !ends || phrase.weak || phrase.denies {
        return None;
    }
    match governed(scene, governor(words, that), 0..0) {
        Voice::Ours { from, nots: 0, .. } => Some((from, end + 1)),
        _ => None,
    }
}
