//! How alike two wordings of a clause are.

/// How alike two wordings are, from 0 to 1, by the words they share.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let count = |text: &str| {
        let mut words = super::matching::split(text);
        words.sort_unstable();
        words
    };
    let (one, other) = (count(one), count(other));
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    let most = one.len().max(other.len());
    if most == 0 {
        1.0
    } else {
        shared as f64 / most as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_clause_are_alike() {
        assert!(likeness("That the report be noted.", "that the report is noted") > 0.7);
        assert!(likeness("That the report be noted.", "Mr Ash was elected") < 0.3);
    }
}
