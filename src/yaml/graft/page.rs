//! A text, and where things begin and end in it.

use std::ops::Range;

use crate::yaml::{Name, Node, Value};

/// A text, and where lines begin and end in it.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    /// How its lines end.
    pub(super) line_end: &'static str,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { text, line_end }
    }

    pub(super) fn is_bracketed(&self, node: &Node) -> bool {
        let start = node.span.range().start;
        // The place of a list in lines may be that of its first item, which may begin with a bracket.
        let opener = match &node.value {
            Value::List(items) if items.first().is_none_or(|item| item.span.range().start > start) => '[',
            Value::Map(_) => '{',
            Value::List(_) | Value::Null | Value::Scalar(_) => return false,
        };
        self.text[start..].starts_with(opener)
    }

    /// The text with lines at its end.
    pub(super) fn ended(&self, lines: &[String]) -> String {
        let joint = if self.text.is_empty() || self.text.ends_with(['\n', '\u{feff}']) {
            ""
        } else {
            self.line_end
        };
        format!("{}{joint}{}", self.text, self.lines(lines, ""))
    }

    /// Lines as they stand in the file, each indented.
    pub(super) fn lines(&self, lines: &[String], indent: &str) -> String {
        let each = lines.iter().map(|line| {
            let indent = if line.is_empty() { "" } else { indent };
            format!("{indent}{line}{}", self.line_end)
        });
        each.collect()
    }

    /// The text with a stretch replaced.
    pub(super) fn spliced(&self, range: Range<usize>, new: &str) -> String {
        format!("{}{new}{}", &self.text[..range.start], &self.text[range.end..])
    }

    /// Where the line begins in which a place is.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Where the next line begins, or the text ends.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// How far a place stands from the beginning of its line, where nothing but spaces, hyphens and a mark comes before it.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = &self.text[self.line_start(at)..at];
        before.trim_start_matches('\u{feff}').chars().count()
    }

    /// The text with lines put in at the beginning of a line; at the end of the text one is begun first.
    pub(super) fn with_lines(&self, at: usize, lines: &str) -> String {
        let joint = if at == 0 || self.text[..at].ends_with('\n') {
            ""
        } else {
            self.line_end
        };
        format!("{}{joint}{lines}{}", &self.text[..at], &self.text[at..])
    }

    /// Where the words of a value end, its closing bracket included.
    pub(super) fn end(&self, node: &Node) -> Option<usize> {
        let range = node.span.range();
        match &node.value {
            Value::Null => Some(range.end),
            Value::Scalar(_) => Some(self.text[..range.end].trim_end().len().max(range.start)),
            Value::List(items) if self.is_bracketed(node) => {
                let inner = match items.last() {
                    Some(last) => self.end(last)?,
                    None => range.start + 1,
                };
                self.closing(inner, ']')
            }
            Value::Map(fields) if self.is_bracketed(node) => {
                let inner = match fields.last() {
                    Some((key, value)) => self.field_end(key, value)?,
                    None => range.start + 1,
                };
                self.closing(inner, '}')
            }
            Value::List(items) => match items.last()? {
                Node {
                    value: Value::Null, ..
                } => None,
                last => self.end(last),
            },
            Value::Map(fields) => {
                let (key, value) = fields.last()?;
                self.field_end(key, value)
            }
        }
    }

    /// Where a field ends: with its value, or where that is nothing, with its colon.
    pub(super) fn field_end(&self, key: &Name<'_>, value: &Node) -> Option<usize> {
        match value.value {
            Value::Null if value.span.start == value.span.end => {
                Some(self.colon(key).map_or(key.span.range().end, |colon| colon + 1))
            }
            _ => self.end(value),
        }
    }

    /// Where the colon after the name of a field stands.
    pub(super) fn colon(&self, key: &Name<'_>) -> Option<usize> {
        let end = key.span.range().end;
        let rest = &self.text[end..];
        let at = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[at..].starts_with(':').then_some(end + at)
    }

    /// Where the bracket ends that closes what ended here; spaces, commas and comments may come before it.
    pub(super) fn closing(&self, from: usize, bracket: char) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = &self.text[at..];
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
            let rest = &self.text[at..];
            if rest.starts_with('#') {
                at = self.next_line(at);
            } else {
                return rest.starts_with(bracket).then(|| at + bracket.len_utf8());
            }
        }
    }
}
