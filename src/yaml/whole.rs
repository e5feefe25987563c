//! The full reader: any YAML text to a tree, and what is wrong with it.
//!
//! The tree is read from the events of the YAML parser rather than through `serde`, so that a record with three mistakes is
//! reported with three problems, each at its own place.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{DEPTH_LIMIT, FIELD_LIMIT, Field, NODE_LIMIT, Name, Node, Value, codes, syntax};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Location, SourceId, Span, Spanned};

/// Reads whatever YAML a text holds, or tells what is wrong with it.
pub(super) fn read<'s>(id: SourceId, text: &'s str, problems: &mut Diagnostics) -> Option<Node<'s>> {
    let mut builder = Builder::new(id, text);
    let outcome = builder.run();
    problems.append(std::mem::take(&mut builder.problems));
    match outcome {
        Ok(node) => Some(node),
        Err(Stop::Reported) => None,
        Err(Stop::Syntax(error)) => {
            problems.push(syntax::problem(id, text, builder.read, &error));
            None
        }
    }
}

/// Why building stopped.
enum Stop {
    /// The problem is already in the list.
    Reported,
    /// The reader could not go on.
    Syntax(ScanError),
}

/// A list or mapping that is still open.
enum Open<'s> {
    List(Vec<Node<'s>>, Span),
    Map(Vec<Field<'s>>, Option<Name<'s>>, Span),
}

/// Builds the tree from events with a stack of its own, so that depth costs no call stack.
struct Builder<'s> {
    id: SourceId,
    text: &'s str,
    open: Vec<Open<'s>>,
    root: Option<Node<'s>>,
    count: usize,
    /// Where what was read so far ends.
    read: usize,
    problems: Diagnostics,
}

impl<'s> Builder<'s> {
    fn new(id: SourceId, text: &'s str) -> Self {
        Self {
            id,
            text,
            open: Vec::new(),
            root: None,
            count: 0,
            read: 0,
            problems: Diagnostics::new(),
        }
    }

    fn run(&mut self) -> Result<Node<'s>, Stop> {
        let options = granit_parser::options! {
            disallow_directives: true,
            emit_comments: false,
            flow_nesting_limit: DEPTH_LIMIT,
            block_nesting_limit: DEPTH_LIMIT,
        };
        // The byte-order mark some editors write is no part of the text, but it does count in the places.
        let text = self.text.trim_start_matches('\u{feff}');
        let shift = self.text.len() - text.len();
        let mut documents = 0;
        for next in Parser::new_from_str_with_options(text, options) {
            let (event, span) = next.map_err(Stop::Syntax)?;
            let range = span.byte_range().unwrap_or(0..0);
            let span = Span::new(range.start + shift, range.end + shift);
            self.read = self.read.max(range.end + shift);
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        return self.stop(codes::second_document(self.at(span)));
                    }
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    return self.stop(codes::alias(self.at(span)));
                }
                Event::Scalar(text, style, anchor, tag) => {
                    self.plain_only(anchor, tag.is_some(), span)?;
                    self.scalar(text, style, span)?;
                }
                Event::SequenceStart(_, anchor, tag) => {
                    self.plain_only(anchor, tag.is_some(), span)?;
                    self.begin(Open::List(Vec::new(), span))?;
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.plain_only(anchor, tag.is_some(), span)?;
                    self.begin(Open::Map(Vec::new(), None, span))?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
                _ => {}
            }
        }
        let empty = || Node {
            value: Value::Null,
            span: Span::new(shift, shift),
        };
        Ok(self.root.take().unwrap_or_else(empty))
    }

    fn at(&self, span: Span) -> Location {
        Location {
            source: self.id,
            span,
        }
    }

    fn stop<T>(&mut self, problem: Diagnostic) -> Result<T, Stop> {
        self.problems.push(problem);
        Err(Stop::Reported)
    }

    /// Refuses anchors and tags: they make a record mean more than it shows.
    fn plain_only(&mut self, anchor: usize, tagged: bool, span: Span) -> Result<(), Stop> {
        if anchor != 0 {
            let at = self.at(codes::property_before(self.text, span, '&'));
            return self.stop(codes::alias(at));
        }
        if tagged {
            let at = self.at(codes::property_before(self.text, span, '!'));
            return self.stop(codes::tag(at));
        }
        Ok(())
    }

    /// Refuses what is far larger than any record, so that a file costs no more than its size.
    fn count(&mut self, span: Span) -> Result<(), Stop> {
        self.count += 1;
        if self.count > NODE_LIMIT {
            let at = self.at(span);
            return self.stop(codes::too_many_values(at));
        }
        Ok(())
    }

    /// Refuses a tab that indents a value.
    fn no_tab(&mut self, span: Span, block: bool) -> Result<(), Stop> {
        match codes::tab_before(self.text, span, block) {
            Some(tab) => {
                let at = self.at(tab);
                self.stop(codes::tab(at))
            }
            None => Ok(()),
        }
    }

    fn begin(&mut self, opened: Open<'s>) -> Result<(), Stop> {
        let span = match &opened {
            Open::List(_, span) | Open::Map(_, _, span) => *span,
        };
        self.count(span)?;
        self.no_tab(span, false)?;
        if self.open.len() >= DEPTH_LIMIT {
            let at = self.at(span);
            return self.stop(codes::too_deep(at));
        }
        if matches!(self.open.last(), Some(Open::Map(_, None, _))) {
            let at = self.at(span);
            return self.stop(codes::key_not_text(at));
        }
        self.open.push(opened);
        Ok(())
    }

    fn end(&mut self, end: Span) -> Result<(), Stop> {
        let node = match self.open.pop() {
            Some(Open::List(items, start)) => Node {
                span: Span {
                    start: start.start,
                    end: items.last().map_or(end.end, |item| item.span.end),
                },
                value: Value::List(items),
            },
            Some(Open::Map(fields, _, start)) => Node {
                span: Span {
                    start: start.start,
                    end: fields.last().map_or(end.end, |(_, value)| value.span.end),
                },
                value: Value::Map(fields),
            },
            None => return Ok(()),
        };
        self.place(node)
    }

    fn scalar(&mut self, text: Cow<'s, str>, style: ScalarStyle, span: Span) -> Result<(), Stop> {
        self.count(span)?;
        self.no_tab(span, matches!(style, ScalarStyle::Literal | ScalarStyle::Folded))?;
        // Only an escape brings in what the text of the file was searched for already.
        if style == ScalarStyle::DoubleQuoted
            && let Some(character) = codes::forbidden_in_value(&text)
        {
            let at = self.at(span);
            return self.stop(codes::forbidden_escape(at, character));
        }
        let plain = style == ScalarStyle::Plain;
        if let Some(Open::Map(fields, key @ None, _)) = self.open.last_mut() {
            // The reader makes up a name where there is none, and lets one go on over several lines.
            if span.start == span.end || span.of(self.text).contains('\n') {
                let at = self.at(span);
                return self.stop(codes::key_not_text(at));
            }
            if text == "<<" && plain {
                let at = self.at(span);
                return self.stop(codes::alias(at));
            }
            // So far the only problems are fields that were written before; each of them counts again.
            if fields.len() + self.problems.len() >= FIELD_LIMIT {
                let at = self.at(span);
                return self.stop(codes::too_many_fields(at));
            }
            let first = fields.iter().find(|(field, _)| field.value == text);
            if let Some(first) = first.map(|(field, _)| field.span) {
                let problem = codes::duplicate_key(self.id, &text, first, span);
                self.problems.push(problem);
            }
            *key = Some(Spanned::new(text, span));
            return Ok(());
        }
        let value = Value::of(text, plain);
        self.place(Node { value, span })
    }

    /// Puts a finished node where it belongs: into the open list or mapping, or as the root.
    fn place(&mut self, node: Node<'s>) -> Result<(), Stop> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Map(fields, key, _)) => match key.take() {
                // Of a field written twice the first is kept; the second is already reported.
                Some(key) if fields.iter().any(|(field, _)| field.value == key.value) => {}
                Some(key) => fields.push((key, node)),
                None => {
                    let at = self.at(node.span);
                    return self.stop(codes::key_not_text(at));
                }
            },
        }
        Ok(())
    }
}
