//! Markdown to HTML: well formed, harmless, and not much longer than the text; and the same text as words, links, sections.

use scrutiny::markdown::{self, Manner, is_fragment};

use super::markup;

/// How a browser reads a link: blanks and controls are passed over, and what stands before the first colon is the scheme.
fn is_harmless(link: &str) -> bool {
    let seen: String = link
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let seen = seen.to_lowercase();
    let known = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| seen.starts_with(scheme));
    let here = seen.strip_prefix('#').is_some_and(is_fragment);
    // What the register itself answers for a record.
    known || here || seen == "record.html"
}

/// Shows text as every page does.
pub fn hold(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let resolve = |to: &str| to.contains('r').then(|| "record.html".to_owned());
    let manner = Manner {
        under: first % 8,
        anchors: first & 8 != 0,
        resolve: &resolve,
    };
    let html = markdown::html(&text, &manner);
    assert!(
        html.len() <= text.len() * 40 + 1000,
        "{} bytes of {}",
        html.len(),
        text.len()
    );
    let read = markup::read(&html);
    for link in &read.links {
        assert!(is_harmless(link), "{link:?}");
    }
    let mut names = read.names.clone();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), read.names.len(), "two places of one name");
    assert!(
        read.names
            .iter()
            .all(|name| manner.anchors && is_fragment(name) && name != "main")
    );
    let lowest = format!("h{}", (manner.under + 1).min(6));
    let is_heading = |name: &&String| name.len() == 2 && name.starts_with('h') && *name != "hr";
    assert!(
        read.elements
            .iter()
            .filter(is_heading)
            .all(|name| **name >= *lowest),
        "{html}"
    );
    // What a browser's reader makes of it takes longer than all the rest, and is asked of some only.
    if bytes.len().is_multiple_of(4) {
        as_browsers_do(&html, &read);
    }
    other_forms(&text);
}

/// A browser sees the same elements: it moves nothing, closes nothing early and adds nothing.
fn as_browsers_do(html: &str, read: &markup::Markup) {
    let page = scraper::Html::parse_fragment(html);
    let seen: Vec<&str> = page
        .root_element()
        .descendants()
        .filter_map(|node| node.value().as_element())
        .map(scraper::node::Element::name)
        .filter(|name| *name != "html")
        .collect();
    assert_eq!(seen, read.elements, "{html}");
}

fn other_forms(text: &str) {
    let plain = markdown::plain(text);
    assert!(!plain.contains("  ") && plain.trim() == plain, "{plain:?}");
    assert!(
        plain.len() <= text.len() * 4 + 100,
        "{} bytes of {}",
        plain.len(),
        text.len()
    );
    for (range, destination) in markdown::links(text) {
        let at = text.get(range.clone());
        assert!(
            at.is_some_and(|words| !words.is_empty()),
            "{destination:?} at {range:?}"
        );
    }
    let cut = markdown::sections(text);
    let _ = markdown::address(text);
    assert!(cut.opening.len() <= text.len() * 2 + 2);
}
