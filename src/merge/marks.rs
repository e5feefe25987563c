//! A file about which something is open, for a person to go on with in an editor: all that is decided stands in it once, and
//! what is open stands there twice, between the marks that Git makes.

use super::lines::{self, Part};
use super::{Answer, Answers, Lines, Sides, merge};

/// How often answers may lead to further questions.
const ROUNDS: usize = 8;

/// The text of a file of ours with what is open in it between marks; none where it is no text, or nothing is open.
pub fn marked(sides: &Sides, path: &str, lines: &Lines<'_>) -> Option<Vec<u8>> {
    let none = Vec::new();
    let ours = sides.ours.get(path).unwrap_or(&none);
    let theirs = sides.theirs.get(path).unwrap_or(&none);
    let base = sides.base.get(path).unwrap_or(&none);
    if [base, ours, theirs].iter().any(|bytes| bytes.contains(&0)) {
        return None;
    }
    let as_one = settled(sides, path, &Answer::Ours, lines);
    let as_other = settled(sides, path, &Answer::Theirs, lines);
    match (as_one, as_other) {
        (Some(one), Some(other)) if one != other && !(one == *ours && other == *theirs) => {
            return Some(lines::marked(&one, &other));
        }
        _ => {}
    }
    let mut text = Vec::new();
    let mut is_open = false;
    for part in lines::parts(base, ours, theirs) {
        match part {
            Part::Clean(own) => text.extend_from_slice(own),
            Part::Open { ours, theirs, .. } => {
                is_open = true;
                text.extend(lines::marked(ours, theirs));
            }
        }
    }
    // The lines may be clean where the values are not.
    let text = if is_open {
        text
    } else {
        lines::marked(ours, theirs)
    };
    (ours != theirs).then_some(text)
}

/// The file where every question is answered alike; none where that settles nothing.
fn settled(sides: &Sides, path: &str, answer: &Answer, lines: &Lines<'_>) -> Option<Vec<u8>> {
    let mut answers = Answers::new();
    for _ in 0..ROUNDS {
        let outcome = merge(sides, &answers, lines);
        if outcome.conflicts.is_empty() {
            return match outcome.files.get(path) {
                Some(changed) => changed.clone(),
                None => sides.ours.get(path).cloned(),
            };
        }
        let before = answers.len();
        let keys = outcome.conflicts.into_iter().map(|conflict| conflict.key);
        answers.extend(keys.map(|key| (key, answer.clone())));
        if answers.len() == before {
            return None;
        }
    }
    None
}
