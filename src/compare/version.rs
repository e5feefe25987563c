//! What happened to a record from one version of its file to another.

use serde_json::Value as Json;

use super::text::{self, State};
use super::{Change, compare};

/// What happened to a record between two versions of its file.
#[derive(Clone, Debug, PartialEq)]
pub enum Between {
    /// There was none, and there is one.
    Added(Json),
    /// There was one, and there is none.
    Removed(Json),
    /// It was withdrawn: a tombstone is there.
    Withdrawn(Json),
    /// It was withdrawn, and is there again.
    Restored(Json),
    /// Fields differ.
    Changed(Vec<Change>),
    /// Nothing that it says differs: its layout, comments or the order of its fields do.
    Layout,
    /// One of the two cannot be read as a record.
    Unreadable,
}

/// What happened to a record from one text to another; none where there is no file.
pub fn between(old: Option<&[u8]>, new: Option<&[u8]>) -> Between {
    let tree = |text: Option<&[u8]>| match text {
        None => Some(None),
        Some(text) => text::tree(text).map(Some),
    };
    let (Some(old), Some(new)) = (tree(old), tree(new)) else {
        return Between::Unreadable;
    };
    let gone = |tree: &Json| text::state(tree) == State::Withdrawn;
    match (old, new) {
        (None, None) => Between::Layout,
        (None, Some(new)) if gone(&new) => Between::Withdrawn(new),
        (None, Some(new)) => Between::Added(new),
        (Some(old), None) => Between::Removed(old),
        (Some(old), Some(new)) if gone(&new) && !gone(&old) => Between::Withdrawn(new),
        (Some(old), Some(new)) if gone(&old) && !gone(&new) => Between::Restored(new),
        (Some(old), Some(new)) => match compare(&old, &new) {
            changes if changes.is_empty() => Between::Layout,
            changes => Between::Changed(changes),
        },
    }
}

impl Between {
    /// Every field that differs: those of a record that is new or gone as a whole, too.
    pub fn changes(&self) -> Vec<Change> {
        let nothing = Json::Object(serde_json::Map::new());
        match self {
            Self::Added(new) | Self::Restored(new) | Self::Withdrawn(new) => compare(&nothing, new),
            Self::Removed(old) => compare(old, &nothing),
            Self::Changed(changes) => changes.clone(),
            Self::Layout | Self::Unreadable => Vec::new(),
        }
    }

    /// What happened, in a word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
            Self::Withdrawn(_) => "withdrawn",
            Self::Restored(_) => "restored",
            Self::Changed(_) => "changed",
            Self::Layout => "layout",
            Self::Unreadable => "unreadable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_of_step_is_told_apart() {
        let word = |old: Option<&str>, new: Option<&str>| {
            between(old.map(str::as_bytes), new.map(str::as_bytes)).word()
        };
        let (one, other) = ("name: North\nrole: icb\n", "role: icb\nname: South\n");
        let gone = "withdrawn: {date: 2026-03-01, reason: Recorded twice.}\n";
        assert_eq!(word(None, Some(one)), "added");
        assert_eq!(word(Some(one), None), "removed");
        assert_eq!(word(Some(one), Some(other)), "changed");
        assert_eq!(
            word(Some(one), Some("# A note.\nrole: icb\nname: North\n")),
            "layout"
        );
        assert_eq!(word(Some(one), Some(gone)), "withdrawn");
        assert_eq!(word(Some(gone), Some(one)), "restored");
        assert_eq!(word(Some(one), Some("name: [")), "unreadable");
    }
}
