//! The files of the index, as the script reads them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::join;
use serde::Serialize;

use super::shard::Shards;
use super::terms::Terms;
use super::{Document, Group, Passage, Search, code};

/// The version of the form of these files.
const SCHEMA_VERSION: u32 = 1;
/// How many bytes of a document's texts are kept for excerpts. All its words are found, wherever they stand.
const EXCERPTED: usize = 20_000;

/// All words and pairs, in files.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) words: Shards,
    pub(super) pairs: Shards,
}

impl Index {
    pub(super) fn new(search: &Search<'_>) -> Self {
        let terms = Terms::of(&search.documents);
        let (words, pairs) = join(
            || Shards::new(&terms.words, search.words),
            || Shards::new(&terms.pairs, search.pairs),
        );
        Self { words, pairs }
    }
}

/// What there is and where.
pub(super) fn overview(search: &Search<'_>, index: &Index) -> Vec<u8> {
    #[derive(Serialize)]
    struct Overview<'i> {
        schema_version: u32,
        edition: String,
        /// Each group: its name, what it is called, what one is called, how many there are.
        kinds: Vec<(&'static str, &'static str, &'static str, usize)>,
        /// How many documents each file of documents holds.
        blocks: String,
        words: &'i [String],
    }
    let kinds = Group::ALL.map(|group| {
        let (many, one) = group.words();
        (group.name(), many, one, search.sorted(group).len())
    });
    let sizes: Vec<u32> = search.blocks.iter().map(|block| count(block.len())).collect();
    let mut blocks = String::new();
    code::repeated(&mut blocks, &sizes);
    bytes(&Overview {
        schema_version: SCHEMA_VERSION,
        edition: search.edition(),
        kinds: kinds.into(),
        blocks,
        words: &index.words.starts,
    })
}

/// Where each file of pairs begins. Apart from the rest, because only phrases need it.
pub(super) fn phrases(index: &Index) -> Vec<u8> {
    bytes(&index.pairs.starts)
}

/// Which councils each document concerns. Most concern the same few sets of them, so the sets are numbered, the most
/// frequent first.
pub(super) fn councils(search: &Search<'_>) -> Vec<u8> {
    #[derive(Serialize)]
    struct Councils<'i> {
        councils: &'i [(String, String)],
        sets: Vec<&'i [u32]>,
        of: String,
    }
    let mut counts: BTreeMap<&[u32], usize> = BTreeMap::new();
    for document in &search.documents {
        *counts.entry(&document.councils).or_default() += 1;
    }
    let mut sets: Vec<(&[u32], usize)> = counts.into_iter().collect();
    sets.sort_by_key(|(set, count)| (std::cmp::Reverse(*count), *set));
    let numbers: BTreeMap<&[u32], u32> = sets.iter().map(|(set, _)| *set).zip(0..).collect();
    let each: Vec<u32> = search
        .documents
        .iter()
        .map(|document| numbers[&*document.councils])
        .collect();
    let mut of = String::new();
    code::repeated(&mut of, &each);
    bytes(&Councils {
        councils: &search.councils,
        sets: sets.into_iter().map(|(set, _)| set).collect(),
        of,
    })
}

/// A file of documents.
pub(super) fn block(documents: &[Document<'_>]) -> Vec<u8> {
    bytes(&documents.iter().map(Shown::new).collect::<Vec<_>>())
}

/// A document as a result shows it.
#[derive(Serialize)]
struct Shown<'d> {
    title: &'d str,
    address: &'d str,
    about: &'d str,
    texts: Vec<Excerpt<'d>>,
    /// Whether there is more text than is kept here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

/// A passage, as far as it is kept: its words alone, or with its name and its place.
#[derive(Serialize)]
#[serde(untagged)]
enum Excerpt<'d> {
    Plain(Cow<'d, str>),
    Named(Cow<'d, str>, &'d str, &'d str),
}

impl<'d> Shown<'d> {
    fn new(document: &'d Document<'_>) -> Self {
        let mut room = EXCERPTED;
        let mut cut = false;
        let mut texts = Vec::new();
        for passage in &document.passages {
            if cut {
                break;
            }
            let mut words = passage.text.words();
            if words.is_empty() {
                // Markdown without a word in it, such as a line across the page.
                continue;
            }
            let end = words.floor_char_boundary(room);
            cut = end < words.len();
            room -= end;
            match &mut words {
                Cow::Borrowed(words) => *words = &words[..end],
                Cow::Owned(words) => words.truncate(end),
            }
            texts.push(Excerpt::new(passage, words));
        }
        Self {
            title: &document.title,
            address: &document.address,
            about: &document.about,
            texts,
            cut,
        }
    }
}

impl<'d> Excerpt<'d> {
    fn new(passage: &'d Passage<'_>, words: Cow<'d, str>) -> Self {
        match (&*passage.label, &*passage.place) {
            ("", "") => Self::Plain(words),
            (label, place) => Self::Named(words, label, place),
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).expect("it holds text, numbers and lists of them");
    bytes.push(b'\n');
    bytes
}
