//! The text of a document, line by line, with what is known of each line: from the markup it came from, or from its words.

use super::Why;
use crate::source::Span;

/// A document's text and its lines.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The text that all places are places of.
    pub(super) text: String,
    /// Its lines that are not blank, in order; a printed line can be several where two things were run together.
    pub(super) lines: Vec<Line>,
    /// Whether the markup itself told where items begin, so that words need not be asked.
    pub(super) structured: bool,
    /// The committee, where the source holds it in a field of its own.
    pub(super) committee: Option<Span>,
    /// The day of the meeting, where the source holds it in a field of its own.
    pub(super) meeting: Option<Span>,
    /// The address that the document says it was saved from.
    pub(super) source: Option<Span>,
}

/// A line, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its words, without blanks around them.
    pub(super) span: Span,
    /// What it is.
    pub(super) mark: Mark,
    /// Whether an item begins here that neither number nor title announces.
    pub(super) fresh: bool,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing is known but its words.
    Plain,
    /// Text of an item by its markup: no item begins here, and it is no furniture.
    Body,
    /// An item begins, with this number and this title.
    Opens {
        /// The number.
        number: Option<Span>,
        /// The title.
        title: Option<Span>,
    },
    /// The title of the item whose number stands before it.
    Title(Option<Span>),
    /// The heading of one meeting on the page of an issue: an item begins. The title, where it stands above.
    Block(Option<Span>),
    /// The heading of a part of an item.
    Head(Part),
    /// No text of an item, and why.
    Aside(Why),
}

/// A part of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What was to be done.
    Agenda,
    /// What stands under a heading for decisions.
    Decision,
    /// What was said and done.
    Minutes,
    /// Lists of documents.
    Documents,
    /// What explains a decision without being part of it.
    Note,
}

impl Line {
    pub(super) fn new(span: Span, mark: Mark) -> Self {
        Self {
            span,
            mark,
            fresh: false,
        }
    }
}

impl Sheet {
    /// Text that nothing is known of yet.
    pub(super) fn plain(text: String) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if let Some(span) = trimmed(line, start) {
                lines.push(Line::new(span, Mark::Plain));
            }
            start += line.len();
        }
        Self {
            text,
            lines,
            ..Self::default()
        }
    }

    /// Adds a line below the others, without line breaks of its own; a blank one is left out. Returns its place.
    pub(super) fn push(&mut self, words: &str, mark: Mark) -> Option<Span> {
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        let start = self.text.len();
        for (at, line) in words
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .enumerate()
        {
            self.text.push_str(if at > 0 { " " } else { "" });
            self.text.push_str(line);
        }
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        self.lines.push(Line::new(span, mark));
        Some(span)
    }

    /// How many blank lines stand above a line: four at most are counted. Copies that lost their headings still show by
    /// these where an item begins.
    pub(super) fn blanks_above(&self, at: usize) -> usize {
        let start = self.lines.get(at).map_or(0, |line| line.span.range().start);
        let before = at
            .checked_sub(1)
            .and_then(|before| self.lines.get(before))
            .map_or(0, |line| line.span.range().end);
        let between = self.text.get(before..start).unwrap_or_default();
        let breaks = between.bytes().filter(|byte| *byte == b'\n').take(5).count();
        breaks.saturating_sub(1)
    }

    /// Whether a line may be looked at by its words.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.mark == Mark::Plain)
    }

    /// The words at a place.
    pub(super) fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// The place of a stretch without the blanks around it; none where it is blank. `start` is where the stretch begins.
pub(super) fn trimmed(stretch: &str, start: usize) -> Option<Span> {
    let words = stretch.trim();
    let lead = stretch.len() - stretch.trim_start().len();
    (!words.is_empty()).then(|| Span::new(start + lead, start + lead + words.len()))
}
