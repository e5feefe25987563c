//! What ModernGov's classes say of the text inside an element.

use scraper::node::Element;

/// Where the text of an element belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Nothing is said.
    Page,
    /// Around the content.
    Furniture,
    /// The number of an item in a table of items.
    Number,
    /// The title of an item in a table of items.
    Title,
    /// "Minutes:", "Decision:" and the like.
    Heading,
    /// The text of an item.
    Body,
    /// A list of documents.
    Documents,
    /// Never shown.
    Hidden,
}

/// What an element says; none where it says nothing of its own. Word's sections are the text of an item on ModernGov's `own`
/// pages, and the whole document on a page that Word saved.
pub(super) fn of(element: &Element, now: Zone, in_items: bool, own: bool) -> Option<Zone> {
    if matches!(now, Zone::Hidden) {
        return None;
    }
    match element.name() {
        "script" | "style" | "noscript" | "template" | "svg" | "select" | "textarea" | "iframe"
        | "object" | "nav" => {
            return Some(Zone::Hidden);
        }
        "header" | "footer" if now == Zone::Page => return Some(Zone::Furniture),
        _ => {}
    }
    let hidden = element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        });
    if hidden && now != Zone::Body {
        return Some(Zone::Hidden);
    }
    if now == Zone::Body {
        return None;
    }
    element.classes().find_map(|class| match class {
        "mgContent" | "mgMainTitleTxt" | "mgSubTitleTxt" => Some(Zone::Page),
        "mgItemNumberCell" => Some(Zone::Number),
        "mgAiTitleTxt" if in_items && now != Zone::Number => Some(Zone::Title),
        "mgSubItemTitleTxt" => Some(Zone::Heading),
        "mgWordPara" => Some(Zone::Body),
        "WordSection1" | "Section1" if own => Some(Zone::Body),
        "mgBulletList" => Some(Zone::Documents),
        "mgActionList" | "mgHide" | "mgFooter" | "mgLinks" => Some(Zone::Furniture),
        _ => None,
    })
}

/// Whether an element is a table of the items of a meeting.
pub(super) fn is_items(element: &Element) -> bool {
    element.name() == "table"
        && (element.id() == Some("mgItemTable") || element.classes().any(|class| class == "mgItemTable"))
}
