//! The labels of a text, as `tests/minutes/README.md` describes them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Kinds of document that a label file can stand beside.
const ENDINGS: [&str; 6] = ["txt", "md", "html", "htm", "xml", "docx"];

/// A text and what a clerk says is in it.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) labels: Labels,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    /// The invented council.
    #[serde(default)]
    pub(super) council: Option<String>,
    /// The manner it is written in.
    pub(super) style: String,
    pub(super) items: Vec<ItemLabel>,
}

/// An item that has minutes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemLabel {
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) clauses: Vec<ClauseLabel>,
    #[serde(default)]
    pub(super) determinations: Vec<DeterminationLabel>,
    /// Words that look like a determination or a decision and are none.
    #[serde(default)]
    pub(super) decoys: Vec<String>,
    /// A person has to settle something here.
    #[serde(default)]
    pub(super) doubts: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClauseLabel {
    /// As printed, without brackets and stops.
    #[serde(default)]
    pub(super) label: Option<String>,
    /// The weightiest kind.
    pub(super) kind: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    /// The exact words, blanks collapsed.
    pub(super) words: String,
    /// The words where the text prints the decision a second time and differently: as good an answer.
    #[serde(default)]
    pub(super) or: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeterminationLabel {
    /// The number of the clause in its item, from 1.
    pub(super) clause: usize,
    pub(super) view: String,
    #[serde(default)]
    pub(super) scope: Option<String>,
}

impl ClauseLabel {
    /// Whether these are its words.
    pub(super) fn is(&self, words: &str) -> bool {
        let words = collapsed(words);
        words == self.words || self.or.as_ref().is_some_and(|or| *or == words)
    }
}

/// Every text of a folder with its labels, in order of name.
pub(super) fn pairs(folder: &Path) -> Vec<Pair> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|why| panic!("{}: {why}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    found.sort();
    found.iter().map(|path| pair(path)).collect()
}

fn pair(path: &Path) -> Pair {
    let text = ENDINGS
        .iter()
        .map(|ending| path.with_extension(ending))
        .find(|text| text.is_file())
        .unwrap_or_else(|| panic!("{}: no text beside it", path.display()));
    let labels = std::fs::read_to_string(path).unwrap();
    Pair {
        name: text.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: std::fs::read(&text).unwrap(),
        labels: serde_yaml::from_str(&labels).unwrap_or_else(|why| panic!("{}: {why}", path.display())),
    }
}

/// A text with every run of blanks made one space.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
