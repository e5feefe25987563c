//! YAML text to a tree in which every value knows its place; the only file that names the YAML reader.
//!
//! The tree is read from the reader's events rather than through `serde`, so that a record with three mistakes
//! is reported with three problems, each at its own place. What makes YAML surprising or dangerous is refused:
//! anchors, aliases, merge keys, tags, second documents, directives, duplicate keys, deep nesting.

pub mod codes;
mod edit;
mod graft;
mod plain;
mod quick;
mod quote;
mod syntax;
mod values;
mod way;
mod write;

pub use edit::{EditError, Put, set};
pub use graft::{Graft, Part, append, append_word, graft, insert};
pub use plain::ambiguous;
pub use quote::quote;
pub use values::{json, parse, to_json, values};
pub use way::{Way, way};
pub use write::write;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Location, Refusal, Source, SourceId, Span, Spanned};

/// Deepest nesting taken in. A record needs six levels.
pub const DEPTH_LIMIT: usize = 32;

/// Most fields taken in at one level. The largest record has thirty.
pub const FIELD_LIMIT: usize = 500;

/// Most values and names of fields taken in from one file. A large record has a few hundred.
pub const NODE_LIMIT: usize = 20_000;

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands. For a mapping or list, from its first key or item.
    pub span: Span,
}

/// What a node holds. Scalars are text: what `no` or `2025` means is for the reader of the field to say.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// Text, and how it was written.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Fields in the order written, each once.
    Map(Vec<(Spanned<String>, Node)>),
}

/// A piece of text as YAML gives it.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text after quotes, escapes and folding are taken away.
    pub text: String,
    /// Whether it stood without quotes and not as a block, so that other YAML readers may take it for something else.
    pub plain: bool,
}

impl Value {
    /// What a text means by itself: without quotes, a few words stand for nothing.
    fn of(text: String, plain: bool) -> Self {
        if plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            Self::Null
        } else {
            Self::Scalar(Scalar { text, plain })
        }
    }

    /// What the value is, in words for a message.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a group of fields",
        }
    }
}

/// Reads a source into a tree. Problems are added to `problems`; where the text cannot be trusted as a whole
/// (it is not YAML, or uses what is refused) there is no tree, so that one fault is not reported twice.
pub fn read(id: SourceId, source: &Source, problems: &mut Diagnostics) -> Option<Node> {
    if let Some(refusal) = &source.refusal {
        problems.push(refused(id, source, refusal));
        return None;
    }
    if let Some(found) = codes::forbidden_character(&source.text) {
        problems.push(codes::forbidden(id, found));
        return None;
    }
    if let Some(node) = quick::read(&source.text) {
        return Some(node);
    }
    read_whole(id, source, problems)
}

/// Reads whatever YAML a source holds, or tells what is wrong with it.
fn read_whole(id: SourceId, source: &Source, problems: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder::new(id, source);
    let outcome = builder.run();
    problems.append(std::mem::take(&mut builder.problems));
    match outcome {
        Ok(node) => Some(node),
        Err(Stop::Reported) => None,
        Err(Stop::Syntax(error)) => {
            problems.push(syntax::problem(id, &source.text, builder.read, &error));
            None
        }
    }
}

/// A file whose text was not taken in, as a problem.
pub fn refused(id: SourceId, source: &Source, refusal: &Refusal) -> Diagnostic {
    let at = |start, end| Location {
        source: id,
        span: Span::new(start, end),
    };
    match refusal {
        Refusal::TooLarge(bytes) => Diagnostic::new(
            &codes::FILE_TOO_LARGE,
            at(0, 0),
            format!(
                "this file is too large: {bytes} bytes, where at most {} are read",
                Source::LIMIT
            ),
        )
        .cure("keep one item of one meeting in a record, and link to long documents instead of pasting them"),
        Refusal::NotUtf8(offset) => Diagnostic::new(
            &codes::NOT_UTF8,
            at(*offset, *offset + 3),
            "this file is not UTF-8 text from here on",
        )
        .cure("open it in an editor and save it again as UTF-8"),
        Refusal::Link => Diagnostic::new(
            &codes::NOT_A_FILE,
            at(0, 0),
            "this is a link to another file, not a file",
        )
        .cure("put the file itself here: a register may not lead out of its own folder"),
        Refusal::Folder => Diagnostic::new(
            &codes::NOT_A_FILE,
            at(0, 0),
            "this is a folder named like a record",
        )
        .cure("rename the folder, or move what is in it"),
        Refusal::Special => Diagnostic::new(&codes::NOT_A_FILE, at(0, 0), "this is not an ordinary file")
            .cure("remove it from the records folder"),
        Refusal::NotRead => Diagnostic::new(&codes::NOT_A_FILE, at(0, 0), "this file was not read"),
        Refusal::Unreadable(reason) => Diagnostic::new(
            &codes::NOT_A_FILE,
            at(0, 0),
            format!("this file cannot be read: {reason}"),
        )
        .cure(format!("check the name of {} and who may read it", source.path)),
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
enum Open {
    List(Vec<Node>, Span),
    Map(Vec<(Spanned<String>, Node)>, Option<Spanned<String>>, Span),
}

/// Builds the tree from events with a stack of its own, so that depth costs no call stack.
struct Builder<'s> {
    id: SourceId,
    source: &'s Source,
    open: Vec<Open>,
    root: Option<Node>,
    count: usize,
    /// Where what was read so far ends.
    read: usize,
    problems: Diagnostics,
}

impl<'s> Builder<'s> {
    fn new(id: SourceId, source: &'s Source) -> Self {
        Self {
            id,
            source,
            open: Vec::new(),
            root: None,
            count: 0,
            read: 0,
            problems: Diagnostics::new(),
        }
    }

    fn run(&mut self) -> Result<Node, Stop> {
        let options = granit_parser::options! {
            disallow_directives: true,
            emit_comments: false,
            flow_nesting_limit: DEPTH_LIMIT,
            block_nesting_limit: DEPTH_LIMIT,
        };
        // The byte-order mark some editors write is no part of the text, but it does count in the places.
        let text = self.source.text.trim_start_matches('\u{feff}');
        let shift = self.source.text.len() - text.len();
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
                    self.scalar(text.into_owned(), style, span)?;
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
            let at = self.at(codes::property_before(&self.source.text, span, '&'));
            return self.stop(codes::alias(at));
        }
        if tagged {
            let at = self.at(codes::property_before(&self.source.text, span, '!'));
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
        match codes::tab_before(&self.source.text, span, block) {
            Some(tab) => {
                let at = self.at(tab);
                self.stop(codes::tab(at))
            }
            None => Ok(()),
        }
    }

    fn begin(&mut self, opened: Open) -> Result<(), Stop> {
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

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Span) -> Result<(), Stop> {
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
            if span.start == span.end || self.source.slice(span).contains('\n') {
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
    fn place(&mut self, node: Node) -> Result<(), Stop> {
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
