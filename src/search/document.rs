//! What can be found: every record, provision and page, as texts with an address.

use std::borrow::Cow;

use crate::markdown;

/// What sort of thing a document is, in the order in which results that are equal otherwise come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Changes.
    Changes,
    /// Councils, committees, NHS bodies and providers.
    Bodies,
    /// Recorded views whether a change is substantial.
    Views,
    /// Items of meetings, with the exact words of their clauses.
    Resolutions,
    /// Duties.
    Duties,
    /// Provisions of law.
    Law,
    /// The register's own pages.
    Pages,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Changes,
        Self::Bodies,
        Self::Views,
        Self::Resolutions,
        Self::Duties,
        Self::Law,
        Self::Pages,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Bodies => "bodies",
            Self::Views => "views",
            Self::Resolutions => "resolutions",
            Self::Duties => "duties",
            Self::Law => "law",
            Self::Pages => "pages",
        }
    }

    /// What it is called: many, and one.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Changes => ("Changes", "Change"),
            Self::Bodies => ("Councils and bodies", "Body"),
            Self::Views => ("Views", "View"),
            Self::Resolutions => ("Resolutions", "Resolution"),
            Self::Duties => ("Duties", "Duty"),
            Self::Law => ("The law", "Law"),
            Self::Pages => ("Pages", "Page"),
        }
    }
}

/// One thing that can be found. Most of its words are the record's own, which are not held twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'r> {
    /// What sort of thing it is.
    pub group: Group,
    /// What it is called.
    pub title: Cow<'r, str>,
    /// Where it is, from the root of the site.
    pub address: String,
    /// A line on it: whose it is and of which day.
    pub about: String,
    /// The councils it concerns, as numbers in the list of councils.
    pub councils: Box<[u32]>,
    /// Its words, passage by passage.
    pub passages: Box<[Passage<'r>]>,
}

/// A text within a document. No phrase reaches from one to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'r> {
    /// What it is, such as "Clause a"; empty where nothing needs to be said.
    pub label: Cow<'r, str>,
    /// The name of its place on the page; empty where it has none.
    pub place: Cow<'r, str>,
    /// The words.
    pub text: Text<'r>,
}

/// The words of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text<'r> {
    /// As they stand.
    Plain(Cow<'r, str>),
    /// In Markdown, of which they are taken whenever they are wanted: these are the longest texts, and a copy of all of them
    /// would be held for as long as pages are made.
    Markdown(&'r str),
}

impl Text<'_> {
    /// The words alone.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(text) => Cow::Borrowed(text),
            Self::Markdown(text) => markdown::plain(text).into(),
        }
    }

    /// The text as it stands, marks and all.
    pub fn raw(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Markdown(text) => text,
        }
    }
}

impl<'r> Passage<'r> {
    /// A passage without a name or a place of its own.
    pub fn plain(text: impl Into<Cow<'r, str>>) -> Self {
        Self {
            label: Cow::Borrowed(""),
            place: Cow::Borrowed(""),
            text: Text::Plain(text.into()),
        }
    }
}

impl Document<'_> {
    /// How many bytes its texts take as they stand.
    pub fn weight(&self) -> usize {
        let passages: usize = self.passages.iter().map(|passage| passage.text.raw().len()).sum();
        self.title.len() + self.about.len() + passages
    }

    /// Its texts: the title, then the others.
    pub fn texts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let passages = self.passages.iter().map(|passage| passage.text.words());
        [Cow::Borrowed(&*self.title), Cow::Borrowed(&*self.about)]
            .into_iter()
            .chain(passages)
    }
}
