//! Minutes printed with the title run in to the text: "12 MINUTES \u{2013} The minutes were agreed."

/// Where the title ends and where the text begins, in what follows the number of an item. The title is in capitals; a dash
/// follows it, or the text is run on to it without a blank ("TO SPEAKA resident").
pub(super) fn split(words: &str) -> Option<(usize, usize)> {
    let head = &words[..words.floor_char_boundary(240)];
    let mut end = None;
    let mut start = 0;
    let mut at = 0;
    for word in head.split_inclusive(' ') {
        let bare = word.trim();
        let next = at + word.len();
        if bare.contains(char::is_lowercase) {
            return match end {
                Some(end) => is_long(&words[..end]).then_some((end, start)),
                None => glued(words, at, bare),
            };
        }
        if matches!(bare, "-" | "\u{2013}" | "\u{2014}") {
            end = Some(at);
            start = next;
        } else if bare.len() > 1 && end.is_some() {
            // Capitals after the dash are still the title, unless they begin the text ("A resident").
            end = None;
        }
        at = next;
    }
    None
}

/// The first word in small letters, with nothing that ends the title before it.
fn glued(words: &str, at: usize, word: &str) -> Option<(usize, usize)> {
    // "SPEAKThe panel": the capital before the first small letter begins the text.
    let small = word.find(char::is_lowercase)?;
    let capital = word[..small].char_indices().next_back();
    if let Some((inside, _)) = capital.filter(|(inside, _)| *inside >= 3) {
        let cut = at + inside;
        return (is_long(&words[..cut]) && word[..small].chars().all(char::is_uppercase))
            .then_some((cut, cut));
    }
    // "SPEAKA resident": a last letter that is a word of its own.
    let before = words[..at].strip_suffix(' ')?;
    let cut = before.len().checked_sub(1).filter(|cut| {
        before.ends_with(['A', 'I']) && before[..*cut].ends_with(|letter: char| letter.is_uppercase())
    })?;
    (small == 0 && is_long(&words[..cut])).then_some((cut, cut))
}

/// A title in capitals has more letters than an abbreviation.
fn is_long(title: &str) -> bool {
    title.chars().filter(|letter| letter.is_uppercase()).count() >= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str) -> Option<(&str, &str)> {
        split(words).map(|(end, start)| (words[..end].trim(), &words[start..]))
    }

    #[test]
    fn titles_in_capitals_come_off_the_text() {
        assert_eq!(
            parts("MINUTES \u{2013} Resolved \u{2013} That they be signed."),
            Some(("MINUTES", "Resolved \u{2013} That they be signed."))
        );
        assert_eq!(
            parts("AMBULANCE TRUST \u{2013} CONSULTATION \u{2013} A manager spoke."),
            Some(("AMBULANCE TRUST \u{2013} CONSULTATION", "A manager spoke."))
        );
        assert_eq!(
            parts("REQUESTS TO SPEAKA resident spoke."),
            Some(("REQUESTS TO SPEAK", "A resident spoke."))
        );
        assert_eq!(
            parts("REQUESTS TO SPEAKThe panel met."),
            Some(("REQUESTS TO SPEAK", "The panel met."))
        );
    }

    #[test]
    fn other_lines_are_left_whole() {
        for words in [
            "NHS \u{2013} The trust spoke.",
            "MINUTES OF THE PANEL",
            "DENTAL ACCESS in the town",
            "Minutes \u{2013} They were agreed.",
            "VITAMIN A levels were low.",
        ] {
            assert_eq!(parts(words), None, "{words}");
        }
    }
}
