//! The files that a register keeps, as a person names them, and whether they are as they were saved.

use std::collections::BTreeSet;

use crate::cli::difference::Files;
use crate::disk::intake;
use crate::register::{self, Key};
use crate::source::same_lines;

/// A file that is kept in the register, or was.
pub(super) struct Kept {
    /// Its path below the register's folder.
    pub(super) path: String,
    /// The record it is the file of.
    pub(super) key: Option<Key>,
}

impl Kept {
    /// What the trailers of a commit call its record.
    pub(super) fn name(&self) -> Option<String> {
        let (kind, id) = self.key.as_ref()?;
        Some(format!("{}/{id}", kind.folder()))
    }

    /// Whether it is what a path names: itself, by the whole path or the end of it, or a folder that it is in.
    pub(super) fn is_at(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let is_below = self
            .path
            .strip_prefix(path)
            .is_some_and(|rest| rest.starts_with('/'));
        let is_end = self
            .path
            .strip_suffix(path)
            .is_some_and(|rest| rest.ends_with('/'));
        path.is_empty() || self.path == path || is_below || is_end
    }

    /// Its record, where a person who says this means it.
    pub(super) fn record(&self, said: &str) -> Option<&Key> {
        let key = self.key.as_ref()?;
        let (kind, id) = key;
        let (word, own) = said
            .rsplit_once('/')
            .map_or((None, said), |(word, own)| (Some(word), own));
        let is_kind = word.is_none_or(|word| word == kind.word() || word == kind.folder());
        (is_kind && own == id.as_str()).then_some(key)
    }

    /// Whether it is in the folder as it was saved. Line ends do not count: Git may have changed them, and brings them back.
    pub(super) fn is_saved(&self, saved: &Files, folder: &Files) -> bool {
        if let Some(name) = self.path.strip_prefix("templates/") {
            return match (saved.templates.get(name), folder.templates.get(name)) {
                (Some(was), Some(is)) => same_lines(was, is),
                (was, is) => was == is,
            };
        }
        match (saved.sources.find(&self.path), folder.sources.find(&self.path)) {
            (Some(was), Some(is)) => {
                same_lines(was.text.as_bytes(), is.text.as_bytes()) && was.refusal == is.refusal
            }
            (was, is) => was.is_none() && is.is_none(),
        }
    }
}

/// All files of both states, in order of path. What is no text is none of the register's, and `check` tells of it.
pub(super) fn kept(saved: &Files, folder: &Files) -> Vec<Kept> {
    let mut paths = BTreeSet::new();
    for files in [saved, folder] {
        let sources = files.sources.iter().map(|(_, source)| &source.path);
        paths.extend(sources.filter(|path| intake::is_text(path)).cloned());
        paths.extend(files.templates.keys().map(|name| format!("templates/{name}")));
    }
    let file = |path: String| Kept {
        key: register::key(&path),
        path,
    };
    paths.into_iter().map(file).collect()
}
