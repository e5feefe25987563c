//! "Did you mean": the word nearest to a misspelt one.

use std::borrow::Cow;

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of its letters differ,
/// or one begins with the other.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A word far longer than any name is no misspelling of one, and would cost time for nothing.
    if word.len() > 120 {
        return None;
    }
    let folded = fold(word);
    let most = (folded.chars().count() + 1).max(3) / 3;
    let score = |candidate: &str| {
        let other = fold(candidate);
        let shorter = folded.len().min(other.len());
        if shorter >= 4 && (other.starts_with(&*folded) || folded.starts_with(&*other)) {
            return Some(1);
        }
        // A register has thousands of ids; most are ruled out by a count of their letters.
        let distance = (bag_distance(&folded, &other) <= most).then(|| distance(&folded, &other, most))?;
        (distance <= most).then_some(distance)
    };
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| score(candidate).map(|score| (score, candidate)))
        .collect();
    near.sort_unstable();
    near.dedup();
    match near.as_slice() {
        // Between two that are as near, such as two views, nobody should be led to either.
        [(first, _), (second, _), ..] if first == second => None,
        near => near.first().map(|(_, candidate)| *candidate),
    }
}

/// A word as it is compared: in small letters, with hyphens. Ids are so already, and cost no copy.
fn fold(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace(['_', ' '], "-"))
    }
}

/// A lower bound of [`distance`] that takes one look at each letter: how many letters one word has and the other lacks.
fn bag_distance(a: &str, b: &str) -> usize {
    // Bytes, not letters: a letter of several bytes may count more than once, so only ASCII words are bounded.
    if !a.is_ascii() || !b.is_ascii() {
        return 0;
    }
    let longer = a.len().max(b.len());
    let apart = a.len().abs_diff(b.len());
    if apart > longer / 2 {
        return apart;
    }
    let mut counts = [0_u8; 128];
    for byte in a.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let mut shared = 0;
    for byte in b.bytes() {
        let count = &mut counts[usize::from(byte)];
        if *count > 0 {
            *count -= 1;
            shared += 1;
        }
    }
    longer - shared
}

/// Fewest insertions, deletions, substitutions and swaps of neighbours between two words; where that is more than
/// `most`, any number that is.
fn distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let width = b.len() + 1;
    let mut rows = vec![0; (a.len() + 1) * width];
    let mut far = 0;
    for i in 0..=a.len() {
        for j in 0..width {
            rows[i * width + j] = if i == 0 || j == 0 {
                i + j
            } else {
                let differs = usize::from(a[i - 1] != b[j - 1]);
                let mut best = (rows[(i - 1) * width + j] + 1)
                    .min(rows[i * width + j - 1] + 1)
                    .min(rows[(i - 1) * width + j - 1] + differs);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[(i - 2) * width + j - 2] + 1);
                }
                best
            };
        }
        // A row builds on the two before it, so after two rows that are too far nothing comes nearer.
        let row = &rows[i * width..(i + 1) * width];
        far = if row.iter().all(|cell| *cell > most) {
            far + 1
        } else {
            0
        };
        if far == 2 {
            return most + 1;
        }
    }
    rows[rows.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let known = ["commissioners", "summary", "title", "kind"];
        assert_eq!(nearest("sumary", known), Some("summary"));
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("commissioner", known), Some("commissioners"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("websight", ["website", "area"]), Some("website"));
        assert_eq!(nearest("", known), None);
        assert_eq!(
            nearest(
                "substantial",
                ["substantial-variation", "substantial-development"]
            ),
            None
        );
    }
}
