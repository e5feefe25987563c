//! Which tables are rows of facts, and which only put text side by side.

use scraper::Html;
use scraper::Node;

/// A cell of a table of facts holds no more text than this, in bytes.
const CELL: usize = 240;

/// For each table of a page, in order, whether it only lays out text: it holds tables, headings, several paragraphs in a cell
/// or long ones, or is one of ModernGov's.
pub(super) fn layouts(html: &Html) -> Vec<bool> {
    let mut tables: Vec<bool> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut next = Some(html.tree.root());
    while let Some(node) = next {
        enter(node.value(), &mut tables, &mut open);
        next = node.first_child();
        let mut done = node;
        while next.is_none() {
            leave(done.value(), &mut tables, &mut open);
            next = done.next_sibling();
            if next.is_none() {
                let Some(parent) = done.parent() else {
                    return tables;
                };
                done = parent;
            }
        }
    }
    tables
}

struct Open {
    index: usize,
    paragraphs: usize,
    text: usize,
}

fn enter(node: &Node, tables: &mut Vec<bool>, open: &mut Vec<Open>) {
    if let (Some(text), Some(table)) = (node.as_text(), open.last_mut()) {
        table.text += text.trim().len();
        return;
    }
    let Some(element) = node.as_element() else { return };
    match element.name() {
        "table" => {
            if let Some(outer) = open.last() {
                tables[outer.index] = true;
            }
            let own = element.classes().any(|class| class.starts_with("mg"))
                || element.id().is_some_and(|id| id.starts_with("mg"))
                || element.attr("role") == Some("presentation");
            tables.push(own);
            open.push(Open {
                index: tables.len() - 1,
                paragraphs: 0,
                text: 0,
            });
        }
        "td" | "th" => {
            if let Some(table) = open.last_mut() {
                (table.paragraphs, table.text) = (0, 0);
            }
        }
        "p" | "li" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            if let Some(table) = open.last_mut() {
                let heading = element.name().starts_with('h');
                table.paragraphs += if heading { 3 } else { 1 };
            }
        }
        _ => {}
    }
}

fn leave(node: &Node, tables: &mut [bool], open: &mut Vec<Open>) {
    let Some(element) = node.as_element() else { return };
    match element.name() {
        "td" | "th" => {
            if let Some(table) = open.last()
                && (table.paragraphs > 2 || table.text > CELL)
            {
                tables[table.index] = true;
            }
        }
        "table" => {
            open.pop();
        }
        _ => {}
    }
}
