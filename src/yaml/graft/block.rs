//! Changes in lines.

use std::ops::Range;

use serde_json::Value as Json;

use super::Page;
use super::lay::{self, Laid};
use crate::yaml::edit::header;
use crate::yaml::{Field, Name, Node, Value};

impl Page<'_> {
    pub(super) fn set_field(
        &self,
        value: &Node,
        key: &Name<'_>,
        fields: &[Field<'_>],
        new: &Json,
    ) -> Option<String> {
        let indent = self.column(fields.first()?.0.span.range().start);
        let colon = self.colon(key)?;
        let inner = self.inner_indent(value, new).unwrap_or(indent + 2);
        self.set_after(colon + 1, value, inner, new)
    }

    pub(super) fn set_item(&self, number: usize, items: &[Node], new: &Json) -> Option<String> {
        let item = &items[number];
        let dash = self.dash(item)?;
        let indent = self.column(dash);
        if matches!(item.value, Value::Scalar(_)) || self.is_bracketed(item) {
            let is_lines = matches!(new, Json::Object(fields) if !fields.is_empty());
            if !is_lines {
                return self.set_after(dash + 1, item, indent + 2, new);
            }
        }
        let lines = self.lines(&lay::item(new), &" ".repeat(indent));
        let end = self.next_line(self.end(item)?);
        let first = lines.trim_start_matches(' ');
        let mut text = self.spliced(dash..end, first);
        if end == self.text.len() && !self.text.ends_with('\n') {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        Some(text)
    }

    /// How far the lines of a value are indented, where the new one can stand there too.
    fn inner_indent(&self, value: &Node, new: &Json) -> Option<usize> {
        match (&value.value, new) {
            (Value::List(items), Json::Array(_)) if !self.is_bracketed(value) => {
                Some(self.column(self.dash(items.first()?)?))
            }
            (Value::Map(fields), Json::Object(_)) if !self.is_bracketed(value) => {
                Some(self.column(fields.first()?.0.span.range().start))
            }
            _ => None,
        }
    }

    /// The text with another value after a colon or hyphen; a comment on its line stays.
    fn set_after(&self, lead: usize, value: &Node, indent: usize, new: &Json) -> Option<String> {
        let Laid { head, body } = lay::value(new);
        let lines = self.lines(&body, &" ".repeat(indent));
        let range = value.span.range();
        // What of the old value stands on the line, and where its last line ends.
        let (old, end) = match &value.value {
            Value::Null if range.is_empty() => (lead..lead, lead),
            Value::Scalar(_) => match header(self.text, range.start) {
                Some(mark) => {
                    let length = self.text[mark..].find(|c: char| !"|>+-123456789".contains(c));
                    let mark = mark..length.map_or(self.text.len(), |length| mark + length);
                    (mark, self.end(value)?)
                }
                None => (range.start..self.end(value)?, self.end(value)?),
            },
            Value::Null => (range.clone(), range.end),
            _ if self.is_bracketed(value) => (range.start..self.end(value)?, self.end(value)?),
            Value::List(_) | Value::Map(_) => (lead..lead, self.end(value)?),
        };
        // What begins on a line of its own leaves the line of its name as it is.
        let old = if self.line_start(old.start) > lead {
            lead..lead
        } else {
            old
        };
        let rest = &self.text[old.end..self.next_line(old.end)];
        let tail = self.next_line(end.max(old.end));
        let before = lead.max(self.text[..old.start].trim_end_matches([' ', '\t']).len());
        let gap = if head.is_empty() {
            ""
        } else {
            self.gap(before..old.start)
        };
        let mut text = format!("{}{gap}{head}", &self.text[..before]);
        text.push_str(rest.trim_end_matches(['\r', '\n']));
        if rest.ends_with('\n') || !lines.is_empty() {
            text.push_str(self.line_end);
        }
        text.push_str(&lines);
        text.push_str(&self.text[tail..]);
        Some(text)
    }

    /// The spaces that stood before a value, or one.
    fn gap(&self, range: Range<usize>) -> &str {
        let gap = self.text.get(range).unwrap_or_default();
        if gap.is_empty() { " " } else { gap }
    }

    pub(super) fn remove_field(&self, key: &Name<'_>, fields: &[Field<'_>]) -> Option<String> {
        let number = fields.iter().position(|(own, _)| own.span == key.span)?;
        let (key, value) = &fields[number];
        let start = key.span.range().start;
        let line = self.line_start(start);
        let is_first_on_line = self.text[line..start].trim_matches([' ', '\u{feff}']).is_empty();
        if is_first_on_line {
            let mark = if self.text[line..].starts_with('\u{feff}') {
                '\u{feff}'.len_utf8()
            } else {
                0
            };
            return Some(self.spliced(line + mark..self.next_line(self.field_end(key, value)?), ""));
        }
        // It stands beside the hyphen of an item, and the next field takes its place.
        let (next, _) = fields.get(number + 1)?;
        Some(self.spliced(start..next.span.range().start, ""))
    }

    pub(super) fn remove_item(&self, number: usize, items: &[Node]) -> Option<String> {
        let lines = self.item_lines(number, items)?;
        (items.len() > 1).then(|| self.spliced(lines, ""))
    }

    pub(super) fn add_field_line(
        &self,
        fields: &[Field<'_>],
        after: usize,
        name: &str,
        value: &Json,
    ) -> Option<String> {
        let indent = self.column(fields.first()?.0.span.range().start);
        let (key, held) = fields.get(after)?;
        let at = self.next_line(self.field_end(key, held)?);
        let lines = self.lines(&lay::field(name, value), &" ".repeat(indent));
        Some(self.with_lines(at, &lines))
    }

    pub(super) fn add_item_lines(&self, items: &[Node], number: usize, value: &Json) -> Option<String> {
        let indent = self.column(self.dash(items.first()?)?);
        let lines = self.lines(&lay::item(value), &" ".repeat(indent));
        let at = match number.min(items.len()).checked_sub(1) {
            None => self.item_lines(0, items)?.start,
            Some(before) => self.next_line(self.end(&items[before])?),
        };
        Some(self.with_lines(at, &lines))
    }

    /// Items with the comments above them, in another order; what stands above the first stays above the list.
    pub(super) fn order_lines(&self, items: &[Node], order: &[usize]) -> Option<String> {
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(items.len());
        for number in 0..items.len() {
            let own = self.item_lines(number, items)?;
            let start = ranges.last().map_or(own.start, |before| before.end);
            ranges.push(start..own.end);
        }
        let whole = ranges.first()?.start..ranges.last()?.end;
        let mut text = String::new();
        for number in order {
            let own = &self.text[ranges[*number].clone()];
            text.push_str(own);
            if !own.ends_with('\n') {
                text.push_str(self.line_end);
            }
        }
        if whole.end == self.text.len() && !self.text.ends_with('\n') {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        Some(self.spliced(whole, &text))
    }

    /// The lines of an item, where they are its own.
    fn item_lines(&self, number: usize, items: &[Node]) -> Option<Range<usize>> {
        let item = items.get(number)?;
        let dash = self.dash(item)?;
        let line = self.line_start(dash);
        let is_own = self.text[line..dash].trim_matches(' ').is_empty();
        is_own.then_some(line..self.next_line(self.end(item)?))
    }

    /// The hyphen of an item: before it on its line, or at the end of a line above with nothing but comments between.
    fn dash(&self, item: &Node) -> Option<usize> {
        let start = match header(self.text, item.span.range().start) {
            Some(mark) if matches!(item.value, Value::Scalar(_)) => mark,
            _ => item.span.range().start,
        };
        let mut at = start;
        loop {
            let line = self.line_start(at);
            let before = self.text[line..at].trim_end_matches([' ', '\t', '\r', '\n']);
            let words = match before.trim_start() {
                comment if comment.starts_with('#') => "",
                _ => before.split(" #").next().unwrap_or(before).trim_end(),
            };
            if words.ends_with('-') && (words.len() == 1 || words[..words.len() - 1].ends_with([' ', '-'])) {
                return Some(line + words.len() - 1);
            }
            if !words.is_empty() || line == 0 {
                return None;
            }
            at = line - 1;
        }
    }
}
