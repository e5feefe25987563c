//! The quick way through a text written as nearly all records are: fields, lists and texts, line after line.
//!
//! It knows a part of YAML and gives up at the first thing it does not know or that is wrong, and the full reader reads the
//! text instead. So it has no messages of its own, and what it does read must be what the full reader makes of it, places
//! included: a test compares the two on random texts. Most of the time of every command went into the full reader.

use super::{FIELD_LIMIT, Field, NODE_LIMIT, Name, Node, Scalar, Value};
use crate::source::{Span, Spanned, first_not};

/// Deepest nesting read here. A record needs six levels.
const DEPTH: usize = 12;

/// Longest name of a field read here, in bytes.
const NAME_LIMIT: usize = 64;

/// The first byte of characters that YAML may refuse or a byte-order mark begins with: nearly no record holds one.
const RARE: u8 = 0xef;

/// The tree of a text that holds no forbidden character, where it is written in no other ways than those known here.
pub(super) fn read(text: &str) -> Option<Node<'_>> {
    let is_common = |byte| !matches!(byte, b'\t' | b'\r' | RARE..);
    if !text.ends_with('\n') || first_not(text.as_bytes(), is_common).is_some() {
        return None;
    }
    let mut reader = Quick {
        text,
        at: 0,
        line: 0,
        count: 0,
    };
    reader.seek();
    let node = reader.block(reader.column()?, DEPTH)?;
    reader.column().is_none().then_some(node)
}

fn is_among(fields: &[Field<'_>], name: &str) -> bool {
    fields.iter().any(|(field, _)| field.value == name)
}

/// Reads from the place it is at. Whatever gives nothing makes an end of the whole reading.
struct Quick<'t> {
    text: &'t str,
    /// The next byte.
    at: usize,
    /// Where its line begins.
    line: usize,
    /// How many values and names were read.
    count: usize,
}

impl<'t> Quick<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// In which column the next byte stands; none at the end of the text.
    fn column(&self) -> Option<usize> {
        (self.at < self.text.len()).then_some(self.at - self.line)
    }

    /// Passes over spaces, at most so many, and tells how many there were.
    fn spaces(&mut self, most: usize) -> usize {
        let blank = self.rest().iter().take(most).take_while(|byte| **byte == b' ');
        let count = blank.count();
        self.at += count;
        count
    }

    /// Goes to the beginning of the next line.
    fn next_line(&mut self) {
        let end = self.text[self.at..].find('\n');
        self.at = end.map_or(self.text.len(), |end| self.at + end + 1);
        self.line = self.at;
    }

    /// From the beginning of a line, goes to the next one that says something, at its first byte.
    fn seek(&mut self) {
        self.spaces(usize::MAX);
        while matches!(self.byte(), Some(b'\n' | b'#')) {
            self.next_line();
            self.spaces(usize::MAX);
        }
    }

    /// Whether an item of a list begins here.
    fn is_item(&self) -> bool {
        matches!(self.rest(), [b'-', b' ' | b'\n', ..])
    }

    /// The length of the name of a field, where one stands here with its colon.
    fn name(&self) -> Option<usize> {
        let rest = self.rest();
        let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = rest.iter().take(NAME_LIMIT).take_while(is_letter).count();
        let is_named = rest.first()?.is_ascii_alphabetic();
        (is_named && matches!(rest[length..], [b':', b' ' | b'\n', ..])).then_some(length)
    }

    /// The name of a field; it goes behind the colon.
    fn field(&mut self) -> Option<Name<'t>> {
        let span = Span::new(self.at, self.at + self.name()?);
        self.count()?;
        self.at = span.range().end + 1;
        Some(Spanned::new(span.of(self.text).into(), span))
    }

    fn count(&mut self) -> Option<()> {
        self.count += 1;
        (self.count <= NODE_LIMIT).then_some(())
    }

    /// A list or fields that begin in this column.
    fn block(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        if self.is_item() {
            self.list(column, depth.checked_sub(1)?)
        } else {
            self.fields(column, depth.checked_sub(1)?)
        }
    }

    fn fields(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        let start = self.at;
        self.count()?;
        let mut fields: Vec<Field<'t>> = Vec::new();
        while self.column() == Some(column) {
            let name = self.field()?;
            if fields.len() == FIELD_LIMIT || is_among(&fields, &name.value) {
                return None;
            }
            let value = self.after(column, true, depth)?;
            fields.push((name, value));
        }
        let end = fields.last()?.1.span.range().end;
        Some(Node {
            value: Value::Map(fields),
            span: Span::new(start, end),
        })
    }

    fn list(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        let start = self.at;
        self.count()?;
        let mut items: Vec<Node<'t>> = Vec::new();
        while self.column() == Some(column) && self.is_item() {
            self.at += 1;
            items.push(self.item(column, depth)?);
        }
        let end = items.last()?.span.range().end;
        Some(Node {
            value: Value::List(items),
            span: Span::new(start, end),
        })
    }

    /// A list in the same column as the name of its field. Its place begins after the first hyphen, as the full reader has it.
    fn level(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        let hyphen = self.at;
        self.at += 1;
        self.spaces(usize::MAX);
        let start = (!matches!(self.byte()?, b'\n' | b'#')).then_some(self.at)?;
        self.at = hyphen;
        let Node { value, span } = self.list(column, depth.checked_sub(1)?)?;
        Some(Node {
            value,
            span: Span::new(start, span.range().end),
        })
    }

    /// What stands after the hyphen of an item in this column.
    fn item(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        let hyphen = self.at;
        self.spaces(usize::MAX);
        if self.name().is_some() {
            let fields = self.fields(self.column()?, depth.checked_sub(1)?)?;
            return (self.column() <= Some(column)).then_some(fields);
        }
        self.at = hyphen;
        self.after(column, false, depth)
    }

    /// The value after the colon of a field, or the hyphen of an item, in this column.
    fn after(&mut self, column: usize, is_field: bool, depth: usize) -> Option<Node<'t>> {
        self.spaces(usize::MAX);
        let node = match self.byte()? {
            b'\n' | b'#' => {
                self.next_line();
                self.seek();
                match self.column()? {
                    deeper if deeper > column => self.block(deeper, depth)?,
                    same if same == column && is_field && self.is_item() => self.level(same, depth)?,
                    _ => return None,
                }
            }
            b'|' | b'>' => self.lines(column)?,
            b'[' => self.ended(Self::row)?,
            b'{' => self.ended(Self::group)?,
            _ => self.ended(Self::scalar)?,
        };
        // What stands deeper goes on with a text, or is wrong.
        (self.column() <= Some(column)).then_some(node)
    }

    /// A value on one line, which nothing but a comment follows there.
    fn ended(&mut self, read: fn(&mut Self) -> Option<Node<'t>>) -> Option<Node<'t>> {
        let node = read(self)?;
        let gap = self.spaces(usize::MAX);
        let is_end = match self.byte() {
            Some(b'\n') => true,
            Some(b'#') => gap > 0,
            _ => false,
        };
        if !is_end {
            return None;
        }
        self.next_line();
        self.seek();
        Some(node)
    }

    /// Words between brackets, on one line.
    fn row(&mut self) -> Option<Node<'t>> {
        let (start, items) = (self.at, self.within(b']', Self::word)?);
        let end = items.last().map_or(self.at, |item| item.span.range().end);
        Some(Node {
            value: Value::List(items),
            span: Span::new(start, end),
        })
    }

    /// Names with a word each between braces, on one line.
    fn group(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        let fields = self.within(b'}', |own| {
            let name = own.field()?;
            own.spaces(usize::MAX);
            Some((name, own.word()?))
        })?;
        let end = fields.last().map_or(self.at, |(_, word)| word.span.range().end);
        let is_sound = fields
            .iter()
            .enumerate()
            .all(|(at, (name, _))| !is_among(&fields[..at], &name.value));
        is_sound.then_some(Node {
            value: Value::Map(fields),
            span: Span::new(start, end),
        })
    }

    /// What stands between brackets of a kind, with commas between; it goes behind the one that closes.
    fn within<T>(&mut self, close: u8, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.count()?;
        self.at += 1;
        self.spaces(usize::MAX);
        let mut found = Vec::new();
        while self.byte()? != close {
            found.push(read(self)?);
            self.spaces(usize::MAX);
            if self.byte()? == b',' {
                self.at += 1;
                self.spaces(usize::MAX);
            } else if self.byte()? != close {
                return None;
            }
        }
        self.at += 1;
        Some(found)
    }

    /// A word between brackets: in quotes, or of letters, digits and hyphens as ids and dates are.
    fn word(&mut self) -> Option<Node<'t>> {
        if matches!(self.byte()?, b'"' | b'\'') {
            return self.scalar();
        }
        let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
        let length = self.rest().iter().take_while(is_letter).count();
        let is_word = self.byte()?.is_ascii_alphanumeric();
        is_word.then(|| self.take(self.at..self.at + length, 0))?
    }

    /// Text on one line, in quotes or without.
    fn scalar(&mut self) -> Option<Node<'t>> {
        match self.byte()? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let within = &self.text.as_bytes()[start..];
                let is_end = |byte: &u8| *byte == quote || matches!(byte, b'\\' | b'\n');
                let end = start + within.iter().position(is_end)?;
                // An escape, a quote written twice, a text that goes on: these are for the full reader.
                let closes = |at: usize| self.text.as_bytes().get(at) == Some(&quote);
                (closes(end) && !closes(end + 1)).then(|| self.take(start..end, 1))?
            }
            b'-' | b'?' | b':' | b',' | b']' | b'{' | b'}' | b'&' | b'*' | b'!' | b'%' | b'@' | b'`' => None,
            _ => {
                let rest = self.rest();
                let mut length = 0;
                loop {
                    match rest[length..] {
                        [b'\n', ..] | [] => break,
                        [b' ', b'#', ..] => break,
                        // Another name of a field, which cannot stand here.
                        [b':', b' ' | b'\n', ..] => return None,
                        _ => length += 1,
                    }
                }
                let length = rest[..length].trim_ascii_end().len();
                self.take(self.at..self.at + length, 0)
            }
        }
    }

    /// The text of a stretch as a value, with so many bytes of quotes around it.
    fn take(&mut self, range: std::ops::Range<usize>, quotes: usize) -> Option<Node<'t>> {
        self.count()?;
        let span = Span::new(range.start - quotes, range.end + quotes);
        self.at = span.range().end;
        Some(Node {
            value: Value::of(self.text[range].into(), quotes == 0),
            span,
        })
    }

    /// Text in lines of its own, below what begins in this column: as it is (`|`), or its lines joined (`>`).
    fn lines(&mut self, column: usize) -> Option<Node<'t>> {
        let (is_folded, is_stripped) = match self.rest() {
            [b'|', b'\n', ..] => (false, false),
            [b'|', b'-', b'\n', ..] => (false, true),
            [b'>', b'\n', ..] => (true, false),
            [b'>', b'-', b'\n', ..] => (true, true),
            _ => return None,
        };
        self.count()?;
        self.next_line();
        let indent = self.spaces(usize::MAX);
        if indent <= column || self.byte()? == b'\n' {
            return None;
        }
        let start = self.at;
        let (mut text, mut empty) = (String::new(), 0);
        let end = loop {
            let line = self.at;
            self.next_line();
            let line = &self.text[line..self.at - 1];
            if is_folded && line.starts_with(' ') {
                return None;
            }
            match (text.is_empty(), is_folded, empty) {
                (true, ..) => {}
                (false, true, 0) => text.push(' '),
                (false, true, _) => text.extend(std::iter::repeat_n('\n', empty)),
                (false, false, _) => text.extend(std::iter::repeat_n('\n', empty + 1)),
            }
            text.push_str(line);
            empty = 0;
            let mut own = self.spaces(indent);
            while self.byte() == Some(b'\n') {
                empty += 1;
                self.next_line();
                own = self.spaces(indent);
            }
            // A line that is deeper than what the text belongs to, and is not of the text.
            if own < indent {
                break (own <= column).then_some(self.at)?;
            }
        };
        if !is_stripped {
            text.push('\n');
        }
        self.seek();
        Some(Node {
            value: Value::Scalar(Scalar {
                text: text.into(),
                plain: false,
            }),
            span: Span::new(start, end),
        })
    }
}

#[cfg(test)]
mod tests;
