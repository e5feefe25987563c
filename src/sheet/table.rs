//! Which tables there are: one a kind of record, and one of actions.

use crate::record::Kind;

/// What a worksheet, or a CSV file, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Records of a kind, one a row.
    Records(Kind),
    /// What clauses ask somebody to do, one clause a row.
    Actions,
}

impl Table {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] = [
        Self::Records(Kind::Body),
        Self::Records(Kind::Change),
        Self::Records(Kind::Resolution),
        Self::Records(Kind::Determination),
        Self::Records(Kind::Duty),
        Self::Actions,
    ];

    /// The name of its file, and the word on the command line: `bodies`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Records(kind) => kind.folder(),
            Self::Actions => "actions",
        }
    }

    /// The name of its worksheet: `Bodies`.
    pub fn title(self) -> String {
        crate::value::capital(self.word())
    }

    /// The table that a word means: `body`, `Bodies`, `actions`.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        match word.as_str() {
            "action" | "actions" => Some(Self::Actions),
            word => Kind::from_word(word).map(Self::Records),
        }
    }

    /// The one table that a name speaks of: `bodies-2026`, `Our duties`.
    pub fn named_in(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        let mut found: Vec<Self> = words.filter_map(Self::from_word).collect();
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The kind of record that its rows change.
    pub fn kind(self) -> Kind {
        match self {
            Self::Records(kind) => kind,
            Self::Actions => Kind::Resolution,
        }
    }
}
