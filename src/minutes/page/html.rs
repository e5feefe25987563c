//! HTML to lines: a block is a line, as a browser shows it. Where the page is one of ModernGov's, its classes tell what the
//! lines are.

mod depth;
mod layout;
mod list;
mod walk;
mod zone;

pub(super) use list::{letters, roman};

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use super::Why;
use super::sheet::{Mark, Sheet};
use crate::minutes::pattern::pattern;

/// Reads a page.
pub(super) fn read(text: &str) -> Sheet {
    let html = Html::parse_document(&depth::flat(text));
    let mut sheet = Sheet::default();
    sheet.source = address(text, &html).and_then(|address| sheet.push(&address, Mark::Aside(Why::Furniture)));
    walk::page(&html, &mut sheet);
    sheet
}

/// Reads a piece of HTML into lines of one kind, below those that are there.
pub(super) fn read_into(text: &str, sheet: &mut Sheet, mark: Mark) {
    walk::fragment(&Html::parse_fragment(&depth::flat(text)), sheet, mark);
}

/// Where the page says it is from: the comment that browsers save, or its own links.
fn address(text: &str, html: &Html) -> Option<String> {
    static SAVED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"saved from url=(?:\(\d+\))?(?P<address>https?://[^\s<>]+)"));
    let head = &text[..text.floor_char_boundary(16 << 10)];
    if let Some(found) = SAVED.captures(head) {
        return Some(found["address"].to_owned());
    }
    let mut canonical = None;
    let mut shared = None;
    for node in html.tree.nodes() {
        let Some(element) = node.value().as_element() else {
            continue;
        };
        let attribute = |name| element.attr(name).map(str::trim);
        match element.name() {
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                canonical = canonical.or(attribute("href"));
            }
            "meta" if attribute("property") == Some("og:url") => shared = shared.or(attribute("content")),
            "body" => break,
            _ => {}
        }
    }
    let is_address = |address: &&str| address.starts_with("http") && !address.contains(char::is_whitespace);
    canonical.or(shared).filter(is_address).map(str::to_owned)
}
