//! Where two files differ, in a line of each.

/// The first line that differs, with its number, as it should be and as it is; none of what is no text.
pub(super) fn first_difference(before: &[u8], after: &[u8]) -> (Option<String>, Option<String>) {
    let (Ok(before), Ok(after)) = (std::str::from_utf8(before), std::str::from_utf8(after)) else {
        return (None, None);
    };
    let (mut old, mut new) = (before.lines(), after.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (old.next(), new.next()) {
            (Some(old), Some(new)) if old == new => {}
            // Only the ends of lines differ.
            (None, None) => return (None, None),
            (old, new) => return around(number, old, new),
        }
    }
}

/// What stands around the first letter that differs in two lines.
fn around(number: usize, old: Option<&str>, new: Option<&str>) -> (Option<String>, Option<String>) {
    const BEFORE: usize = 40;
    const MOST: usize = 160;
    let same = match (old, new) {
        (Some(old), Some(new)) => old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count(),
        _ => 0,
    };
    let shown = |line: &str| {
        let from = same.saturating_sub(BEFORE);
        let part: String = line.chars().skip(from).take(MOST).collect();
        let start = if from > 0 { "..." } else { "" };
        let end = if line.chars().nth(from + MOST).is_some() {
            "..."
        } else {
            ""
        };
        format!("line {number}: {start}{}{end}", part.trim())
    };
    let gone = || format!("line {number}: nothing");
    (
        Some(old.map_or_else(gone, shown)),
        Some(new.map_or_else(gone, shown)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_that_differs_is_shown_with_what_stands_around_it() {
        let long = "x".repeat(100);
        let before = format!("one\n{long}old{long}{long}\n");
        let after = format!("one\n{long}new{long}{long}\n");
        let (old, new) = first_difference(before.as_bytes(), after.as_bytes());
        let (old, new) = (old.unwrap(), new.unwrap());
        assert!(old.starts_with("line 2: ...xxx") && old.contains("xold"), "{old}");
        assert!(new.contains("xnew") && new.ends_with("..."), "{new}");
        assert_eq!(
            first_difference(b"a\n", b"a\nb\n").0.as_deref(),
            Some("line 2: nothing")
        );
        assert_eq!(first_difference(b"\xff", b"a"), (None, None));
    }
}
