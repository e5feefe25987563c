//! Which files of a register are taken in, and how: one rule for a folder on disk and for a commit.

use crate::source::{Refusal, Source};

/// How many folders deep a register may go below `records/`; deeper ones are a mistake or an attack.
pub(crate) const DEPTH: usize = 16;

/// Largest template or asset taken in, in bytes (5 MiB).
pub(crate) const TEMPLATE_LIMIT: u64 = 5 << 20;

/// Why a folder below `templates/` is refused that is named as a text: folders named so are not gone into.
pub(crate) const FOLDER_AS_TEXT: &str = "is a folder with the name of a text (ending in .yaml or .md)";

/// Files that systems leave behind, and hidden ones: they are no part of a register.
pub(crate) fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || name == "Thumbs.db" || name == "desktop.ini"
}

/// Whether a file is read as text; any other is listed without its text, so that a check can name it.
pub(crate) fn is_text(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".md")
}

/// A name as text; where it is not UTF-8, its nearest likeness, with `false`.
pub(crate) fn name_of(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(name) => (name.to_owned(), true),
        Err(_) => (String::from_utf8_lossy(bytes).into_owned(), false),
    }
}

/// A file whose name is not UTF-8: no path could name it.
pub(crate) fn badly_named(path: String) -> Source {
    let reason = "the name of the file is not UTF-8".to_owned();
    Source::refused(path, Refusal::Unreadable(reason))
}

/// A folder below the deepest that is read.
pub(crate) fn too_deep(path: String) -> Source {
    let reason = format!("it is more than {DEPTH} folders deep");
    Source::refused(path, Refusal::Unreadable(reason))
}

/// A file that is no record: its path alone is taken in.
pub(crate) fn listed(path: String) -> Source {
    Source {
        path,
        text: String::new(),
        refusal: None,
    }
}
