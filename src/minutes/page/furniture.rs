//! Lines that belong to the website and not to the meeting.

use crate::minutes::pattern::pattern;
use std::sync::LazyLock;

use regex::Regex;

/// Whether a line is furniture wherever it stands, even in the middle of an item. Only wordings that no minute can have.
pub(super) fn is_furniture(line: &str) -> bool {
    static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)^\W*(?:",
            r"this is a default template,? your custom branding(?-u:\b).*",
            r"|.{0,80}(?-u:\b)custom (?:branding|template)(?-u:\b).{0,80}(?-u:\b)(?:missing|not found|error)(?-u:\b).*",
            r"|view the full minutes text for item(?-u:\b).*",
            r"|view the (?:decision|background|agenda item|reasons)s? for item(?-u:\b).*",
            r"|share this (?:item|page|meeting|issue|decision)\W*",
            r"|audio recording(?-u:\b).{0,60}",
            r"|(?:rss|pdf) icon",
            r"|skip to (?:main )?content(?-u:\b).*",
            r"|(?:this|our) (?:web)?site uses cookies(?-u:\b).*",
            r"|powered by modern\.?\s?gov(?-u:\b).*",
            r"|(?:back to|return to) (?:the )?top\W*",
            r"|(?:print|bookmark|email) this page\W*",
            r"|(?:printed (?:draft )?(?:minutes|decisions)|public (?:reports|documents) pack|agenda (?:frontsheet|reports pack))",
            r"(?-u:\b).{0,60}(?-u:\b)[km]b\W*",
            r"|all rights reserved\W*",
            r"|(?:\u{a9}|copyright)\s.{0,100}",
            r"|\*+|</?[A-Z][A-Z_]*\d*>",
            r")$",
        ))
    });
    line.len() < 400 && ANYWHERE.is_match(line)
}

/// Whether a line is a link or a notice that stands in headers and footers; in the text of an item it may be a heading.
pub(super) fn is_menu(line: &str) -> bool {
    const MENU: [&str; 25] = [
        "home",
        "menu",
        "search",
        "login",
        "log in",
        "sign in",
        "contact us",
        "accessibility",
        "accessibility statement",
        "cookies",
        "privacy",
        "privacy notice",
        "privacy policy",
        "terms and conditions",
        "disclaimer",
        "site map",
        "sitemap",
        "a to z",
        "browse meetings",
        "what's new",
        "calendar",
        "committees",
        "your councillors",
        "follow us",
        "breadcrumb",
    ];
    let line = line.trim_matches(|letter: char| !letter.is_alphanumeric());
    line.len() < 30 && MENU.iter().any(|item| line.eq_ignore_ascii_case(item))
}

/// Whether a line names a file: it ends with the kind and size of one.
pub(super) fn is_file(line: &str) -> bool {
    static FILE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?-u:\b)(?:pdf|docx?|xlsx?|pptx?)(?-u:\b)\W*\d+(?:[.,]\d+)?\s*[km]b\W*$")
    });
    line.len() < 400 && FILE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_websites_lines_are_known_and_minutes_are_not() {
        for line in [
            "This is a default template, your custom branding appears to be missing.",
            "view the full minutes text for item 3.",
            "Share this item",
            "Audio Recording - Session 1 - 56 Seconds",
            "* ",
            "<AI1>",
            "Printed minutes PDF 240 KB",
        ] {
            assert!(is_furniture(line.trim()), "{line}");
        }
        for line in [
            "8.01pm - Councillor Ash moved",
            "The audio recording of the meeting was played.",
            "Members asked that the custom be kept.",
            "Copy of the letter",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
        assert!(is_file("Appendix 1 - Dental access , item 4 PDF 144 KB"));
        assert!(is_file("Report pdf icon PDF 1.5 MB"));
        assert!(!is_file("The PDF was read."));
    }
}
