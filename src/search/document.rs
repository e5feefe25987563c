//! What can be found: every record, provision and page, as texts with an address.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

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
    pub text: Cow<'r, str>,
}

impl<'r> Passage<'r> {
    /// A passage without a place of its own.
    pub fn plain(text: impl Into<Cow<'r, str>>) -> Self {
        Self {
            label: Cow::Borrowed(""),
            place: Cow::Borrowed(""),
            text: text.into(),
        }
    }
}

impl Serialize for Passage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.label.is_empty() && self.place.is_empty() {
            return serializer.serialize_str(&self.text);
        }
        (&self.text, &self.label, &self.place).serialize(serializer)
    }
}

impl Document<'_> {
    /// How many bytes its texts take.
    pub fn weight(&self) -> usize {
        let passages: usize = self.passages.iter().map(|passage| passage.text.len()).sum();
        self.title.len() + self.about.len() + passages
    }

    /// Its texts: the title, then the others.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let passages = self.passages.iter().map(|passage| &*passage.text);
        [&*self.title, self.about.as_str()].into_iter().chain(passages)
    }
}
