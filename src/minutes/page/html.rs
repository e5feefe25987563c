//! HTML to lines: a block is a line, as a browser shows it. Where the page is one of ModernGov's, its classes tell what the
//! lines are.

mod layout;
mod list;
mod walk;
mod zone;

pub(super) use list::{letters, roman};

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use super::sheet::{Mark, Sheet};
use super::{Unreadable, Why};

/// Elements nested deeper than any page; parsing them costs the square of the depth.
const DEPTH: usize = 800;

/// Reads a page.
pub(super) fn read(text: &str) -> Result<Sheet, Unreadable> {
    if depth(text) > DEPTH {
        return Err(Unreadable::new(
            "its elements are nested too deep",
            "open it, select the text of the item, and paste it",
        ));
    }
    let html = Html::parse_document(text);
    let mut sheet = Sheet::default();
    sheet.source = address(text, &html).and_then(|address| sheet.push(&address, Mark::Aside(Why::Furniture)));
    walk::page(&html, &mut sheet);
    Ok(sheet)
}

/// Reads a piece of HTML into lines of one kind, below those that are there.
pub(super) fn read_into(text: &str, sheet: &mut Sheet, mark: Mark) {
    if depth(text) > DEPTH {
        for line in text.lines() {
            sheet.push(line, Mark::Aside(Why::Unread));
        }
        return;
    }
    walk::fragment(&Html::parse_fragment(text), sheet, mark);
}

/// How deep elements nest at most, without those that HTML closes by itself.
fn depth(text: &str) -> usize {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)").expect("a pattern of ours")
    });
    const CLOSED_BY_ITSELF: [&str; 30] = [
        "p", "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "br", "hr",
        "img", "input", "meta", "link", "area", "base", "col", "colgroup", "embed", "param", "source",
        "track", "wbr", "body", "html", "head",
    ];
    let (mut now, mut most) = (0_usize, 0_usize);
    for tag in TAG.captures_iter(text) {
        let name = &tag["name"];
        if CLOSED_BY_ITSELF
            .iter()
            .any(|other| name.eq_ignore_ascii_case(other))
        {
            continue;
        }
        if tag["close"].is_empty() {
            now += 1;
            most = most.max(now);
        } else {
            now = now.saturating_sub(1);
        }
    }
    most
}

/// Where the page says it is from: the comment that browsers save, or its own links.
fn address(text: &str, html: &Html) -> Option<String> {
    static SAVED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"saved from url=(?:\(\d+\))?(?P<address>https?://[^\s<>]+)").expect("a pattern of ours")
    });
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
