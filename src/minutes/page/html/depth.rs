//! How deep elements nest. Hand-made pages leave elements open by the thousand, and parsing costs the square of the depth:
//! below a depth that no real page has, further elements only break the line.

use std::borrow::Cow;

/// Elements nested deeper than on any real page.
const DEPTH: usize = 256;

/// Elements that HTML closes by itself, so that leaving them open nests nothing.
const CLOSED_BY_ITSELF: [&str; 33] = [
    "p", "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "br", "hr",
    "img", "input", "meta", "link", "area", "base", "col", "colgroup", "embed", "param", "source", "track",
    "wbr", "body", "html", "head", "a", "nobr", "button",
];

/// Elements within a line.
const INLINE: [&str; 20] = [
    "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "tt", "code", "cite",
    "abbr", "label", "mark", "ins", "del",
];

/// A tag of an element that counts.
struct Tag<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    closes: bool,
}

/// The page without the elements that nest too deep.
pub(super) fn flat(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut kept, mut now, mut dropped, mut at) = (0, 0_usize, 0_usize, 0);
    while let Some(tag) = next(text, at) {
        at = tag.end;
        match (tag.closes, dropped) {
            (false, _) if now < DEPTH => now += 1,
            (true, 0) => now = now.saturating_sub(1),
            (closes, _) => {
                dropped = if closes { dropped - 1 } else { dropped + 1 };
                out.push_str(&text[kept..tag.start]);
                if !is_one_of(tag.name, &INLINE) {
                    out.push_str("<br>");
                }
                kept = tag.end;
            }
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// The next tag of an element that counts.
fn next(text: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find('<')?;
        let closes = text[start + 1..].starts_with('/');
        let begin = start + 1 + usize::from(closes);
        let rest = &text[begin..];
        let length = rest
            .bytes()
            .take(20)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        let name = &rest[..length];
        if length == 0 || !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            at = begin;
            continue;
        }
        if is_one_of(name, &CLOSED_BY_ITSELF) {
            at = begin + length;
            continue;
        }
        let end = rest.find('>').map_or(text.len(), |end| begin + end + 1);
        return Some(Tag {
            start,
            end,
            name,
            closes,
        });
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_pages_are_left_as_they_are() {
        let page = "<div><p>One<p>Two<table><tr><td>Three<td>Four</table></div>".repeat(1000);
        assert!(matches!(flat(&page), Cow::Borrowed(_)));
        let open = "<p>One <a name=x><td>Two ".repeat(1000);
        assert!(matches!(flat(&open), Cow::Borrowed(_)), "these close themselves");
    }

    #[test]
    fn elements_left_open_break_lines_and_nest_no_deeper() {
        let page = flat(&"<div class=x>Word <b>one".repeat(1000)).into_owned();
        assert_eq!(page.matches("<div").count() + page.matches("<b>").count(), DEPTH);
        assert_eq!(page.matches("<br>").count(), 1000 - DEPTH / 2);
        assert_eq!(page.matches("Word one").count(), 1000 - DEPTH / 2);
    }

    #[test]
    fn what_is_dropped_is_closed_again() {
        let deep = format!("{}x{}<i>y</i>", "<div>".repeat(300), "</div>".repeat(300));
        let page = flat(&deep);
        assert_eq!(page.matches("<div>").count(), page.matches("</div>").count());
        assert!(page.ends_with("<i>y</i>"));
    }
}
