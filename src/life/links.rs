//! Ids behind the name of their folder, as texts hold them: `changes/ward-move-2026`.

/// A place in a text that reads like the address of a record or page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'t> {
    /// The folder.
    pub(crate) folder: &'t str,
    /// What stands behind it.
    pub(crate) id: &'t str,
    /// Whether it stands where the address of a link begins.
    pub(crate) leads: bool,
    /// Whether `.html` follows it.
    pub(crate) has_ending: bool,
}

/// A text in which some of these are others: what `swap` gives takes the place of `folder/id`. Only whole ones are looked at:
/// no longer word goes on from them, and none ends in them.
pub(crate) fn relinked(text: &str, swap: &dyn Fn(Found<'_>) -> Option<String>) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let mut out = String::with_capacity(text.len());
    // How far the text is copied.
    let mut done = 0;
    for (slash, _) in text.match_indices('/') {
        let before = &text[done.min(slash)..slash];
        let start = slash - before.len() + before.trim_end_matches(is_part).len();
        let behind = &text[slash + 1..];
        let end = slash + 1 + behind.find(|letter| !is_part(letter)).unwrap_or(behind.len());
        if slash < done || start == slash || end == slash + 1 || text[..start].ends_with('/') {
            continue;
        }
        let head = &text[..start];
        let found = Found {
            folder: &text[start..slash],
            id: &text[slash + 1..end],
            leads: head.ends_with(['(', '<']) || head.trim_end_matches([' ', '\t']).ends_with("]:"),
            has_ending: text[end..].starts_with(".html"),
        };
        if let Some(new) = swap(found) {
            out.push_str(&text[done..start]);
            out.push_str(&new);
            done = end;
        }
    }
    out + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_are_others() {
        let text =
            "[a](changes/x#p) bodies/x, changes/xy, nochanges/x, /changes/x, changes/x.html changes/x/y";
        let swap = |found: Found<'_>| {
            (found.folder == "changes" && found.id == "x").then(|| "changes/north-x".to_owned())
        };
        assert_eq!(
            relinked(text, &swap),
            "[a](changes/north-x#p) bodies/x, changes/xy, nochanges/x, /changes/x, changes/north-x.html changes/north-x/y"
        );
    }

    #[test]
    fn it_is_known_where_a_link_begins() {
        let seen = std::cell::RefCell::new(Vec::new());
        let text = "[a](bodies/a.html) bodies/b <bodies/c>\n\n[d]: bodies/d";
        relinked(text, &|found| {
            seen.borrow_mut()
                .push((found.id.to_owned(), found.leads, found.has_ending));
            None
        });
        let seen = seen.into_inner();
        let told: Vec<(&str, bool, bool)> = seen.iter().map(|(id, a, b)| (id.as_str(), *a, *b)).collect();
        assert_eq!(
            told,
            [
                ("a", true, true),
                ("b", false, false),
                ("c", true, false),
                ("d", true, false)
            ]
        );
    }
}
