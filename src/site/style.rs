//! The style sheet: written in parts, each about one thing and each replaceable alone, and served as one small file.

use std::collections::BTreeMap;

use super::render::RenderError;
use super::templates::text;

macro_rules! parts {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!("style/", $name), include_str!(concat!("../../templates/style/", $name)))),+]
    };
}

/// The parts, in the order in which they stand in the style sheet.
pub(super) const PARTS: &[(&str, &str)] = parts![
    "colours.css",
    "base.css",
    "frame.css",
    "status.css",
    "cards.css",
    "lists.css",
    "browse.css",
    "home.css",
    "timeline.css",
    "follow.css",
    "glossary.css",
    "search.css",
    "pictures.css",
    "notice.css",
    "look.css",
    "print.css",
];

/// Whether a template's name is that of a part of the style sheet.
pub(super) fn is_part(name: &str) -> bool {
    name.starts_with("style/")
}

/// The whole style sheet. A register's own parts stand in the place of those of the same name; its others come last, in
/// order of name.
pub(super) fn sheet(overrides: &BTreeMap<String, Vec<u8>>) -> Result<String, RenderError> {
    let own = |name: &str| overrides.get(name).map(|bytes| text(name, bytes)).transpose();
    let mut whole = String::new();
    for (name, built_in) in PARTS {
        squeeze(own(name)?.unwrap_or(built_in), &mut whole);
    }
    for (name, bytes) in overrides {
        if is_part(name) && !PARTS.iter().any(|(known, _)| known == name) {
            if !name.ends_with(".css") {
                return Err(RenderError::plain(
                    name,
                    "it is no part of a style sheet (a name ending in .css)",
                ));
            }
            squeeze(text(name, bytes)?, &mut whole);
        }
    }
    Ok(whole)
}

/// Adds CSS without its comments and without the blanks that mean nothing: what is between quotes stays as it is.
fn squeeze(css: &str, out: &mut String) {
    let mut rest = css;
    let mut blank = false;
    while let Some(letter) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
            blank = true;
            continue;
        }
        if letter.is_ascii_whitespace() {
            rest = &rest[1..];
            blank = true;
            continue;
        }
        let near = |letter: char| "{};,".contains(letter);
        if blank && !near(letter) && !out.ends_with(near) && !out.is_empty() {
            out.push(' ');
        }
        blank = false;
        if letter == '}' && out.ends_with(';') {
            out.pop();
        }
        let taken = if letter == '"' || letter == '\'' {
            quoted(rest, letter)
        } else {
            letter.len_utf8()
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out.push('\n');
}

/// How many bytes a quoted text takes, with its marks.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == mark => return at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squeezed(css: &str) -> String {
        let mut out = String::new();
        squeeze(css, &mut out);
        out
    }

    #[test]
    fn only_what_means_nothing_is_left_out() {
        assert_eq!(
            squeezed("/* so */\na > b ,\n c:hover { margin : 0 auto ; color: red; }\n"),
            "a > b,c:hover{margin : 0 auto;color: red}\n"
        );
        assert_eq!(
            squeezed("@media (a: b) and (c) { x { y: z } }"),
            "@media (a: b) and (c){x{y: z}}\n"
        );
        assert_eq!(
            squeezed("a::before{content:\"/* ; */  \\\" }\"}"),
            "a::before{content:\"/* ; */  \\\" }\"}\n"
        );
    }

    #[test]
    fn unfinished_css_ends() {
        assert_eq!(squeezed("a{b:\"c"), "a{b:\"c\n");
        assert_eq!(squeezed("a{}/* b"), "a{}\n");
        assert_eq!(squeezed("é/*"), "é\n");
    }

    #[test]
    fn one_part_can_be_replaced_and_others_added() {
        let own = BTreeMap::from([
            ("style/print.css".to_owned(), b"p{}".to_vec()),
            ("style/zebra.css".to_owned(), b"z{}".to_vec()),
        ]);
        let sheet = sheet(&own).expect("a style sheet");
        assert!(sheet.ends_with("p{}\nz{}\n"), "{sheet}");
        let (_, print) = PARTS.last().expect("a part for paper");
        let built_in = squeezed(print);
        assert!(super::sheet(&BTreeMap::new()).expect("one").contains(&built_in));
        assert!(!sheet.contains(&built_in));
        assert!(sheet.contains(":root{"));
    }
}
