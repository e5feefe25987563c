//! Two wordings, word by word.

/// A stretch of words, and whether both wordings have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both have it.
    Same(String),
    /// Only the old one has it.
    Old(String),
    /// Only the new one has it.
    New(String),
}

/// Longest wordings that are compared word by word; of longer ones the whole is old, the whole is new.
const LIMIT: usize = 2000;

/// How two wordings differ.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end = rest_old
        .iter()
        .rev()
        .zip(rest_new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (middle_old, middle_new) = (
        &rest_old[..rest_old.len() - end],
        &rest_new[..rest_new.len() - end],
    );
    let mut steps: Vec<Piece> = Vec::new();
    push(&mut steps, Piece::Same, &old[..start]);
    if middle_old.len() > LIMIT || middle_new.len() > LIMIT {
        push(&mut steps, Piece::Old, middle_old);
        push(&mut steps, Piece::New, middle_new);
    } else {
        middle(&mut steps, middle_old, middle_new);
    }
    push(&mut steps, Piece::Same, &old[old.len() - end..]);
    steps
}

/// The longest run of words that both have, kept in order; the rest is old or new.
fn middle(steps: &mut Vec<Piece>, old: &[&str], new: &[&str]) {
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            push(steps, Piece::Same, &old[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len()
            || (i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            push(steps, Piece::Old, &old[i..=i]);
            i += 1;
        } else {
            push(steps, Piece::New, &new[j..=j]);
            j += 1;
        }
    }
}

/// Adds words, to the last piece where that is of the same sort.
fn push(steps: &mut Vec<Piece>, sort: fn(String) -> Piece, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let words = words.join(" ");
    match (steps.last_mut(), sort(words)) {
        (Some(Piece::Same(last)), Piece::Same(more))
        | (Some(Piece::Old(last)), Piece::Old(more))
        | (Some(Piece::New(last)), Piece::New(more)) => {
            last.push(' ');
            last.push_str(&more);
        }
        (_, piece) => steps.push(piece),
    }
}

/// The difference on one line: what went in `[- -]`, what came in `{+ +}`.
pub fn shown(pieces: &[Piece]) -> String {
    let each = pieces.iter().map(|piece| match piece {
        Piece::Same(words) => words.clone(),
        Piece::Old(words) => format!("[-{words}-]"),
        Piece::New(words) => format!("{{+{words}+}}"),
    });
    each.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_went_and_came_are_told_apart() {
        let told = |old, new| shown(&difference(old, new));
        assert_eq!(
            told("he Committee deems it so.", "The Committee deems it so."),
            "[-he-] {+The+} Committee deems it so."
        );
        assert_eq!(told("a b c", "a x b c d"), "a {+x+} b c {+d+}");
        assert_eq!(told("the same", "the same"), "the same");
    }
}
