//! A walk through the elements of a page, gathering lines. It goes by steps and not by recursion, so that no nesting is too
//! deep for it.

use scraper::node::Element;
use scraper::{Html, Node};

use super::layout;
use super::list::List;
use super::zone::{self, Zone};
use crate::minutes::page::Why;
use crate::minutes::page::sheet::{Mark, Sheet};

/// Gathers the lines of a page.
pub(super) fn page(html: &Html, sheet: &mut Sheet) {
    let (mut content, mut own) = (false, false);
    for element in html.tree.nodes().filter_map(|node| node.value().as_element()) {
        for class in element.classes() {
            own |= class.starts_with("mg");
            content |= class == "mgContent";
        }
    }
    // Where the page says which part is its content, all else is furniture.
    let zone = if content { Zone::Furniture } else { Zone::Page };
    gather(html, sheet, zone, own, None);
}

/// Gathers the lines of a piece of a page, all of one kind.
pub(super) fn fragment(html: &Html, sheet: &mut Sheet, mark: Mark) {
    gather(html, sheet, Zone::Page, false, Some(mark));
}

fn gather(html: &Html, sheet: &mut Sheet, zone: Zone, own: bool, mark: Option<Mark>) {
    let mut walk = Walk {
        sheet,
        layouts: layout::layouts(html),
        tables: Vec::new(),
        seen: 0,
        zones: vec![zone],
        lists: Vec::new(),
        line: String::new(),
        blank: false,
        prefix: None,
        row: None,
        opened: false,
        own,
        mark,
    };
    let mut next = Some(html.tree.root());
    while let Some(node) = next {
        walk.enter(node.value());
        next = node.first_child();
        let mut done = node;
        while next.is_none() {
            walk.leave(done.value());
            next = done.next_sibling();
            if next.is_none() {
                let Some(parent) = done.parent() else {
                    walk.flush();
                    return;
                };
                done = parent;
            }
        }
    }
}

struct Table {
    facts: bool,
    items: bool,
}

struct Walk<'s> {
    sheet: &'s mut Sheet,
    layouts: Vec<bool>,
    tables: Vec<Table>,
    seen: usize,
    zones: Vec<Zone>,
    lists: Vec<List>,
    line: String,
    /// Whether blanks stand between the line so far and what comes.
    blank: bool,
    /// The label that the next words stand behind.
    prefix: Option<String>,
    /// Whether a row of a table of facts is being gathered, and has a cell before this.
    row: Option<bool>,
    /// Whether the row of the table of items has begun its item.
    opened: bool,
    /// Whether the page is one of ModernGov's.
    own: bool,
    mark: Option<Mark>,
}

impl Walk<'_> {
    fn zone(&self) -> Zone {
        self.zones.last().copied().unwrap_or(Zone::Page)
    }

    fn enter(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) => self.element(element),
            _ => {}
        }
    }

    fn element(&mut self, element: &Element) {
        let name = element.name();
        if is_block(name) || name == "br" {
            self.break_line();
        }
        let in_items = self.tables.iter().any(|table| table.items);
        let zone = zone::of(element, self.zone(), in_items, self.own).unwrap_or(self.zone());
        // The title of the window names the meeting; it is the only text of the head.
        let zone = if name == "title" && zone != Zone::Hidden {
            Zone::Page
        } else {
            zone
        };
        self.zones.push(zone);
        match name {
            "table" => {
                let facts = !self.layouts.get(self.seen).copied().unwrap_or(true);
                self.seen += 1;
                let items = zone::is_items(element);
                self.tables.push(Table { facts, items });
            }
            "tr" => {
                self.row = self.tables.last().filter(|table| table.facts).map(|_| false);
                if self.tables.last().is_some_and(|table| table.items) {
                    self.opened = false;
                }
            }
            "td" | "th" if self.row == Some(true) && !self.line.is_empty() => {
                self.line.truncate(self.line.trim_end().len());
                self.line.push_str(" | ");
                self.blank = false;
            }
            "li" => {
                let label = self.lists.last_mut().map(|list| list.label(element));
                self.prefix = label.filter(|label| !label.is_empty());
            }
            _ if is_marker(name) => {
                self.sheet
                    .push(&format!("<{}>", name.to_ascii_uppercase()), Mark::Plain);
            }
            _ => {}
        }
        self.lists.extend(List::of(element));
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        let name = element.name();
        if name == "title" {
            let words = std::mem::take(&mut self.line);
            self.blank = false;
            self.sheet.push(&words, Mark::Aside(Why::Meeting));
            self.zones.pop();
            return;
        }
        if name == "tr" {
            self.row = None;
        }
        if is_block(name) {
            self.break_line();
        }
        match name {
            "td" | "th" if self.row.is_some() => self.row = Some(true),
            "li" => self.prefix = None,
            "table" => {
                self.tables.pop();
            }
            "ol" | "ul" | "menu" => {
                self.lists.pop();
            }
            _ if is_marker(name) => {
                self.sheet
                    .push(&format!("</{}>", name.to_ascii_uppercase()), Mark::Plain);
            }
            _ => {}
        }
        self.zones.pop();
    }

    fn text(&mut self, text: &str) {
        if self.zone() == Zone::Hidden {
            return;
        }
        for letter in text.chars() {
            if letter.is_whitespace() {
                self.blank = true;
                continue;
            }
            if self.line.is_empty() {
                self.line.push_str(&self.prefix.take().unwrap_or_default());
            } else if self.blank && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
            self.blank = false;
            self.line.push(letter);
        }
    }

    /// Ends the line, but within a cell of a table of facts.
    fn break_line(&mut self) {
        if self.row.is_some() {
            self.blank = true;
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.blank = false;
        if self.line.is_empty() {
            return;
        }
        let words = std::mem::take(&mut self.line);
        let words = words.trim().trim_end_matches('|').trim_end();
        // Below the table of items stands nothing more of them.
        let below = self.sheet.structured && !self.tables.iter().any(|table| table.items);
        let mark = self.mark.unwrap_or(match self.zone() {
            _ if below => Mark::Aside(Why::Furniture),
            Zone::Page | Zone::Number | Zone::Title | Zone::Hidden => Mark::Plain,
            Zone::Furniture => Mark::Aside(Why::Furniture),
            Zone::Heading => Mark::Plain,
            Zone::Body => Mark::Body,
            Zone::Documents => Mark::Aside(Why::Documents),
        });
        let zone = self.zone();
        let Some(span) = self.sheet.push(words, mark) else {
            return;
        };
        if self.mark.is_some() || !matches!(zone, Zone::Number | Zone::Title) {
            return;
        }
        let text = &self.sheet.text;
        let mark = match zone {
            _ if !self.sheet.words(span).contains(char::is_alphanumeric) => Mark::Aside(Why::Furniture),
            Zone::Number => Mark::Opens {
                number: crate::minutes::page::candidate::numbered(text, span).map(|(number, _)| number),
                title: None,
            },
            _ if self.opened => Mark::Title(crate::minutes::page::title::clean(text, span)),
            _ => Mark::Opens {
                number: None,
                title: crate::minutes::page::title::clean(text, span),
            },
        };
        self.opened |= matches!(mark, Mark::Opens { .. });
        self.sheet.structured = true;
        if let Some(line) = self.sheet.lines.last_mut() {
            line.mark = mark;
        }
    }
}

/// Elements whose text stands on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "title"
    ) || is_marker(name)
}

/// Printed minutes can hold `<AI4>` around each item, which a browser takes for an element.
fn is_marker(name: &str) -> bool {
    let digits = name.get(2..).filter(|_| {
        name.get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("ai"))
    });
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
