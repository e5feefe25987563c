//! What a document says, before it is written in any form: sections of blocks, blocks of words.
//!
//! Headings have no level of their own: it follows from how deep a section lies, so that no form can get them out of order.

use crate::source::is_hidden;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// What stands before the first section.
    pub blocks: Vec<Block>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A part under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// Its own parts.
    pub sections: Vec<Section>,
    /// Whether no page is to end within it.
    pub whole: bool,
}

/// A paragraph, a list or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Says(Rich),
    /// A paragraph that a reader must not miss.
    Caution(Rich),
    /// The exact words of somebody else; their lines stay.
    Quote(String),
    /// A list.
    List(Vec<Rich>),
    /// Terms, each with what is said of it.
    Terms(Vec<Term>),
    /// A table.
    Table(Table),
}

/// A term and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub name: String,
    /// What is said: one thing, or several by themselves.
    pub says: Vec<Rich>,
}

/// A table; the first cell of each row is what the row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The headings of its columns.
    pub head: Vec<String>,
    /// Its rows; each has a cell for each heading.
    pub rows: Vec<Vec<String>>,
}

/// Words, of which some may lead somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich(pub Vec<Piece>);

/// A piece of what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// Words that lead to a whole web address.
    Link {
        /// What is said.
        words: String,
        /// Where it leads.
        address: String,
    },
}

impl Rich {
    /// A web address that is its own words.
    pub fn address(address: impl Into<String>) -> Self {
        let address = address.into();
        Self(vec![Piece::Link {
            words: address.clone(),
            address,
        }])
    }

    /// Words that lead to an address, where there is one.
    pub fn link(words: impl Into<String>, address: Option<String>) -> Self {
        let words = words.into();
        match address {
            Some(address) => Self(vec![Piece::Link { words, address }]),
            None => Self(vec![Piece::Words(words)]),
        }
    }

    /// These words, and others after them.
    #[must_use]
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }
}

impl<T: Into<String>> From<T> for Rich {
    fn from(words: T) -> Self {
        Self(vec![Piece::Words(words.into())])
    }
}

impl Block {
    /// A paragraph.
    pub fn says(words: impl Into<Rich>) -> Self {
        Self::Says(words.into())
    }

    /// A paragraph that a reader must not miss.
    pub fn caution(words: impl Into<Rich>) -> Self {
        Self::Caution(words.into())
    }
}

impl Term {
    /// A term with one thing that is said of it.
    pub fn new(name: impl Into<String>, says: impl Into<Rich>) -> Self {
        Self {
            name: name.into(),
            says: vec![says.into()],
        }
    }

    /// A term with several things; none where there is nothing to say.
    pub fn of(name: impl Into<String>, says: Vec<Rich>) -> Option<Self> {
        let name = name.into();
        (!says.is_empty()).then_some(Self { name, says })
    }
}

impl Section {
    /// A part under a heading.
    pub fn new(heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            heading: heading.into(),
            blocks,
            ..Self::default()
        }
    }
}

/// Text on one line: what cannot be seen, or would turn the order of letters, is no part of it.
pub(super) fn line(text: &str) -> String {
    let seen = text.chars().filter(|c| c.is_whitespace() || !is_hidden(*c));
    let seen: String = seen.collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same of pieces that are set one after the other, where the spaces between them matter.
pub(super) fn piece(text: &str) -> String {
    let space = |at_end: bool| {
        let end = if at_end {
            text.chars().next_back()
        } else {
            text.chars().next()
        };
        if end.is_some_and(char::is_whitespace) {
            " "
        } else {
            ""
        }
    };
    match line(text) {
        inner if inner.is_empty() => space(true).to_owned(),
        inner => format!("{}{inner}{}", space(false), space(true)),
    }
}

/// The lines of exact words, without empty ones at the ends.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.trim().lines().map(line).collect();
    lines.dedup_by(|one, other| one.is_empty() && other.is_empty());
    lines
}

/// Whether an address may be led to: a page on the web or a mail address, of characters that all can be seen.
pub(super) fn is_safe(address: &str) -> bool {
    let scheme = ["https://", "http://", "mailto:"];
    let known = scheme.iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    known
        && !address
            .chars()
            .any(|c| c.is_whitespace() || is_hidden(c) || "<>\"`\\".contains(c))
}
