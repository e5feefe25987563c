//! A merge by lines, for files that are no records and as one way to the text of those that are.
//!
//! It gives the same result whichever side is called ours, as long as it is clean.

/// A stretch of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Lines on which nothing is open.
    Clean(&'t [u8]),
    /// Lines that both sides changed, and differently.
    Open {
        /// As they were.
        base: &'t [u8],
        /// As they are here.
        ours: &'t [u8],
        /// As they are there.
        theirs: &'t [u8],
    },
}

/// Most differences between two texts that are told line by line; texts that differ more are one difference as a whole.
const LIMIT: usize = 1000;

/// The merge of three texts; none where both sides changed the same lines, or lines beside each other, differently, or where
/// one is no text.
pub fn merged(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    if [base, ours, theirs].iter().any(|bytes| bytes.contains(&0)) {
        return None;
    }
    let mut merged = Vec::with_capacity(ours.len().max(theirs.len()));
    for part in parts(base, ours, theirs) {
        match part {
            Part::Clean(text) => merged.extend_from_slice(text),
            Part::Open { .. } => return None,
        }
    }
    Some(merged)
}

/// Two texts as one: what they share as it is, what differs between marks, as Git marks it.
pub fn marked(ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let (own, other) = (split(ours), split(theirs));
    let mut text = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut shared = matches(&own, &other);
    shared.push(None);
    for (at, there) in shared.iter().enumerate() {
        let (end, next) = match there {
            Some(there) => (at, *there),
            None if at == own.len() => (at, other.len()),
            None => continue,
        };
        if (i, j) != (end, next) {
            mark(&mut text, b"<<<<<<< ours\n", &own[i..end].concat());
            mark(&mut text, b"=======\n", &other[j..next].concat());
            text.extend_from_slice(b">>>>>>> theirs\n");
        }
        text.extend_from_slice(own.get(at).copied().unwrap_or_default());
        (i, j) = (end + 1, next + 1);
    }
    text
}

fn mark(text: &mut Vec<u8>, mark: &[u8], lines: &[u8]) {
    text.extend_from_slice(mark);
    text.extend_from_slice(lines);
    if !lines.is_empty() && !lines.ends_with(b"\n") {
        text.push(b'\n');
    }
}

/// Three texts cut where all three agree again.
pub fn parts<'t>(base: &'t [u8], ours: &'t [u8], theirs: &'t [u8]) -> Vec<Part<'t>> {
    let (old, own, other) = (split(base), split(ours), split(theirs));
    let (to_own, to_other) = (matches(&old, &own), matches(&old, &other));
    let mut parts = Vec::new();
    // How far each text is told, in lines and in bytes.
    let mut lines = [0; 3];
    let mut bytes = [0; 3];
    for at in 0..=old.len() {
        let met = match (to_own.get(at), to_other.get(at)) {
            (Some(Some(here)), Some(Some(there))) => [at, *here, *there],
            (None, None) => [old.len(), own.len(), other.len()],
            _ => continue,
        };
        let cut = |which: usize, lists: &[&[u8]], text: &'t [u8]| -> (&'t [u8], usize) {
            let length: usize = lists[lines[which]..met[which]]
                .iter()
                .map(|line| line.len())
                .sum();
            (&text[bytes[which]..bytes[which] + length], length)
        };
        let ((before, a), (here, b), (there, c)) =
            (cut(0, &old, base), cut(1, &own, ours), cut(2, &other, theirs));
        parts.extend(settled(before, here, there));
        let line = old.get(at).map_or(0, |line| line.len());
        let start = bytes[0] + a;
        if line > 0 {
            parts.push(Part::Clean(&base[start..start + line]));
        }
        bytes = [start + line, bytes[1] + b + line, bytes[2] + c + line];
        lines = met.map(|line| line + 1);
    }
    parts
}

/// What becomes of a stretch that is not the same in all three.
fn settled<'t>(base: &'t [u8], ours: &'t [u8], theirs: &'t [u8]) -> Option<Part<'t>> {
    let part = if ours == theirs || theirs == base {
        Part::Clean(ours)
    } else if ours == base {
        Part::Clean(theirs)
    } else {
        Part::Open { base, ours, theirs }
    };
    (part != Part::Clean(&[])).then_some(part)
}

fn split(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// For each line of the old text, which line of the new text it is; in rising order.
fn matches(old: &[&[u8]], new: &[&[u8]]) -> Vec<Option<usize>> {
    let mut found = vec![None; old.len()];
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = rest.take_while(|(a, b)| a == b).count();
    for (at, there) in found.iter_mut().enumerate().take(start) {
        *there = Some(at);
    }
    for back in 1..=end {
        found[old.len() - back] = Some(new.len() - back);
    }
    let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    for (at, there) in shortest(old, new) {
        found[start + at] = Some(start + there);
    }
    found
}

/// The lines that both texts keep on a shortest way from one to the other (Myers); none where they differ too much.
fn shortest(old: &[&[u8]], new: &[&[u8]]) -> Vec<(usize, usize)> {
    let most = (old.len() + new.len()).min(LIMIT);
    let middle = most + 1;
    // How far each diagonal was reached with so many differences, kept for the way back.
    let mut reached: Vec<Vec<usize>> = Vec::new();
    let mut far = vec![0_usize; 2 * middle + 1];
    for differences in 0..=most {
        let mut diagonal = middle - differences;
        while diagonal <= middle + differences {
            let down = diagonal == middle - differences
                || diagonal != middle + differences && far[diagonal - 1] < far[diagonal + 1];
            let mut x = if differences == 0 {
                0
            } else if down {
                far[diagonal + 1]
            } else {
                far[diagonal - 1] + 1
            };
            let mut y = x + middle - diagonal;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            far[diagonal] = x;
            if x >= old.len() && y >= new.len() {
                return way_back(&reached, middle, old.len(), new.len());
            }
            diagonal += 2;
        }
        reached.push(far[middle - differences..=middle + differences].to_vec());
    }
    Vec::new()
}

fn way_back(reached: &[Vec<usize>], middle: usize, mut x: usize, mut y: usize) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    for (differences, far) in reached.iter().enumerate().rev() {
        let at = |diagonal: usize| -> Option<usize> {
            far.get((diagonal + differences).checked_sub(middle)?).copied()
        };
        let diagonal = x + middle - y;
        let (above, left) = (at(diagonal + 1), diagonal.checked_sub(1).and_then(at));
        let (before_x, before_y) = match (left, above) {
            (Some(left), above) if above.is_none_or(|above| left >= above) => {
                (left, left + middle + 1 - diagonal)
            }
            (_, Some(above)) => (above, above + middle - diagonal - 1),
            _ => break,
        };
        while x > before_x && y > before_y {
            (x, y) = (x - 1, y - 1);
            kept.push((x, y));
        }
        (x, y) = (before_x, before_y);
    }
    while x > 0 && y > 0 {
        (x, y) = (x - 1, y - 1);
        kept.push((x, y));
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
        let merged = merged(base.as_bytes(), ours.as_bytes(), theirs.as_bytes())?;
        Some(String::from_utf8(merged).expect("lines of text are text"))
    }

    #[test]
    fn changes_apart_are_both_taken_and_changes_beside_each_other_are_not() {
        let base = "a\nb\nc\nd\ne\n";
        assert_eq!(
            merge(base, "A\nb\nc\nd\ne\n", "a\nb\nc\ne\nf\n").as_deref(),
            Some("A\nb\nc\ne\nf\n")
        );
        assert_eq!(merge(base, "A\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n"), None);
        assert_eq!(
            merge(base, "a\nc\nd\ne\n", "a\nc\nd\ne\n").as_deref(),
            Some("a\nc\nd\ne\n")
        );
        assert_eq!(merge("", "a\n", "b\n"), None);
        assert_eq!(merge("", "a\n", "a\n").as_deref(), Some("a\n"));
    }

    #[test]
    fn marks_stand_round_what_differs() {
        let marked = marked(b"a\nb\nc\n", b"a\nx\ny\nc\nd");
        let expected = "a\n<<<<<<< ours\nb\n=======\nx\ny\n>>>>>>> theirs\nc\n<<<<<<< ours\n=======\nd\n>>>>>>> theirs\n";
        assert_eq!(String::from_utf8_lossy(&marked), expected);
    }

    fn text() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec!["a\n", "b\n", "c\n", "\n", "d\r\n"]);
        (
            prop::collection::vec(line, 0..12),
            prop::sample::select(vec!["", "z"]),
        )
            .prop_map(|(lines, end)| lines.concat() + end)
    }

    proptest! {
        #[test]
        fn no_line_is_lost(base in text(), ours in text(), theirs in text()) {
            let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
            prop_assert_eq!(&one, &other);
            prop_assert_eq!(merge(&base, &ours, &base), Some(ours.clone()));
            prop_assert_eq!(merge(&base, &base, &theirs), Some(theirs.clone()));
            prop_assert_eq!(merge(&base, &ours, &ours), Some(ours.clone()));
            let cut = parts(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
            let told: usize = cut.iter().map(|part| match part {
                Part::Clean(text) => text.len(),
                Part::Open { base, ours, .. } => base.len().max(ours.len()),
            }).sum();
            prop_assert!(told + base.len() >= ours.len());
            let whole = split(ours.as_bytes());
            let kept = matches(&split(base.as_bytes()), &whole);
            let places: Vec<usize> = kept.iter().flatten().copied().collect();
            prop_assert!(places.is_sorted());
            for (line, there) in split(base.as_bytes()).iter().zip(&kept) {
                prop_assert!(there.is_none_or(|there| whole[there] == *line));
            }
        }
    }
}
