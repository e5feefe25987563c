//! Search without a server: the words of all pages, written as small files that the script of the search page asks for.
//!
//! A reader's query costs a few of these files and never the whole. `search/index.json` says what there is and where;
//! `search/w-N.json` says which documents hold which words, `search/p-N.json` which hold which pairs of words, for
//! phrases; `search/d-KIND-N.json` holds documents with their texts, for excerpts; `search/councils.json` says which councils
//! each document concerns. `docs/search.md` describes the files and the rules by which they are asked.
//!
//! Which files there are follows from the texts alone, so that a site can be planned, and found to be as it was,
//! before anything is indexed.

mod chunk;
pub mod code;
mod document;
mod files;
mod fold;
mod gather;
mod shard;
mod terms;
mod words;

pub use document::{Document, Group, Passage, Text};
pub use words::{Cutter, Word};

use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::site::{Input, Lists, PagePath};
use crate::value::{Fingerprint, fold, hexadecimal, sum};
use files::Index;

/// How many bytes of text go into one file of documents. One with more stands alone.
const BLOCK: usize = 5_000;
/// About how many bytes a file of words or pairs takes.
const SHARD: usize = 7_000;
/// Words grow in number more slowly than texts in length, by about the power of three quarters: so many bytes of words,
/// and of pairs, for each unit of that. Measured on real texts; those that repeat themselves make smaller files.
const WORDS: usize = 6;
const PAIRS: usize = 24;
/// How many documents a page of the plain lists names.
pub const ROWS: usize = 120;

/// Everything that can be found, in order; and, once it is asked for, the index of it.
#[derive(Debug)]
pub struct Search<'r> {
    /// Every document, group by group, newest first.
    pub documents: Vec<Document<'r>>,
    /// The councils that documents concern: id and name.
    pub councils: Vec<(String, String)>,
    /// The documents of each file of them, by number.
    blocks: Vec<Range<usize>>,
    words: usize,
    pairs: usize,
    /// A number for the documents of each file.
    prints: Vec<Fingerprint>,
    /// One for all of them.
    print: Fingerprint,
    /// For each group, its documents in order of title.
    sorted: Vec<Vec<u32>>,
    index: OnceLock<Index>,
}

/// One file of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The page to search on.
    Start,
    /// A page of a plain list: of a group, by its number, counted from 1.
    List(Group, usize),
    /// What there is and where.
    Index,
    /// Where each file of pairs begins.
    Phrases,
    /// Which councils each document concerns.
    Councils,
    /// Words.
    Words(usize),
    /// Pairs of words.
    Pairs(usize),
    /// Documents of a group, before so many others of it. Most that is new comes first, so that a new record gives few files
    /// another name or other documents.
    Documents(Group, usize),
}

impl<'r> Search<'r> {
    /// What can be found in a register. Nothing is indexed yet.
    pub fn new(input: &Input<'r>, lists: &Lists<'r>) -> Self {
        let (documents, councils) = gather::documents(input, lists);
        Self::of(documents, councils)
    }

    /// A search over these documents, which come group by group.
    pub fn of(documents: Vec<Document<'r>>, councils: Vec<(String, String)>) -> Self {
        debug_assert!(documents.is_sorted_by_key(|document| document.group));
        let total: usize = documents.iter().map(Document::weight).sum();
        let blocks = blocks(&documents);
        let prints = prints(&documents, &blocks);
        let concerned = documents.iter().map(|document| &document.councils);
        let concerned = format!("{councils:?} {:?}", concerned.collect::<Vec<_>>());
        let all = std::iter::once(concerned.as_bytes()).chain(prints.iter().map(Fingerprint::as_slice));
        Self {
            print: sum(all),
            prints,
            blocks,
            words: shards(total, WORDS),
            pairs: shards(total, PAIRS),
            sorted: Group::ALL
                .into_par_iter()
                .map(|group| sorted(&documents, group))
                .collect(),
            documents,
            councils,
            index: OnceLock::new(),
        }
    }

    /// Every file, by its address.
    pub fn parts(&self) -> Vec<(PagePath, Part)> {
        let mut parts = vec![Part::Start, Part::Index, Part::Phrases, Part::Councils];
        for (group, sorted) in Group::ALL.into_iter().zip(&self.sorted) {
            let pages = sorted.len().div_ceil(ROWS);
            parts.extend((1..=pages).map(|page| Part::List(group, page)));
        }
        parts.extend((0..self.words).map(Part::Words));
        parts.extend((0..self.pairs).map(Part::Pairs));
        for block in &self.blocks {
            let group = self.documents[block.start].group;
            parts.push(Part::Documents(group, self.end_of(group) - block.end));
        }
        parts.into_iter().map(|part| (part.path(), part)).collect()
    }

    /// The documents of a group, in order of title.
    pub fn sorted(&self, group: Group) -> impl ExactSizeIterator<Item = &Document<'r>> {
        let at = Group::ALL.iter().position(|own| *own == group);
        let sorted = at.map_or(&[][..], |at| &self.sorted[at]);
        sorted.iter().map(|number| &self.documents[*number as usize])
    }

    /// A number for what a part is made from: while it stays the same, so does the part.
    pub fn print(&self, part: Part) -> Fingerprint {
        match part {
            Part::Documents(group, after) => self.prints[self.block(group, after)],
            Part::List(group, page) => {
                let rows = self.sorted(group);
                let total = rows.len().to_le_bytes();
                let rows = rows.skip((page - 1) * ROWS).take(ROWS);
                let rows = rows.flat_map(|row| [&*row.title, &row.about, &row.address]);
                sum(std::iter::once(total.as_slice()).chain(rows.map(str::as_bytes)))
            }
            // Made from all that can be found, whatever of it each one holds.
            _ => self.print,
        }
    }

    /// Makes the index, if it has not been made. Many threads that want it at once would wait for one another.
    pub fn prepare(&self) {
        self.index.get_or_init(|| Index::new(self));
    }

    /// A file, where it is data; `None` for pages.
    pub fn data(&self, part: Part) -> Option<Vec<u8>> {
        let index = || self.index.get_or_init(|| Index::new(self));
        match part {
            Part::Start | Part::List(..) => None,
            Part::Index => Some(files::overview(self, index())),
            Part::Phrases => Some(files::phrases(index())),
            Part::Councils => Some(files::councils(self)),
            Part::Words(number) => Some(index().words.files[number].clone()),
            Part::Pairs(number) => Some(index().pairs.files[number].clone()),
            Part::Documents(group, after) => {
                let block = self.blocks[self.block(group, after)].clone();
                Some(files::block(&self.documents[block]))
            }
        }
    }

    /// Which file of documents has so many of its group after it.
    fn block(&self, group: Group, after: usize) -> usize {
        let end = self.end_of(group) - after;
        let at = self.blocks.binary_search_by_key(&end, |block| block.end);
        at.expect("files are asked for that there are")
    }

    /// The number after the last document of a group.
    fn end_of(&self, group: Group) -> usize {
        self.documents.partition_point(|document| document.group <= group)
    }

    /// What tells the files of one build from those of another.
    fn edition(&self) -> String {
        hexadecimal(&self.print[..8])
    }
}

impl Part {
    /// Its address.
    pub fn path(self) -> PagePath {
        let name = match self {
            Self::Start => return PagePath::list("search", 1),
            Self::List(group, 1) => format!("{}.html", group.name()),
            Self::List(group, page) => format!("{}-{page}.html", group.name()),
            Self::Index => "index.json".to_owned(),
            Self::Phrases => "phrases.json".to_owned(),
            Self::Councils => "councils.json".to_owned(),
            Self::Words(number) => format!("w-{number}.json"),
            Self::Pairs(number) => format!("p-{number}.json"),
            Self::Documents(group, after) => format!("d-{}-{after}.json", group.name()),
        };
        PagePath::search(&name)
    }

    /// Whether it cannot be made without the index.
    pub fn is_indexed(self) -> bool {
        matches!(
            self,
            Self::Index | Self::Phrases | Self::Words(_) | Self::Pairs(_)
        )
    }
}

/// How many files the terms of texts of so many bytes are cut into.
fn shards(text: usize, terms: usize) -> usize {
    let root = text.isqrt();
    (terms * root * root.isqrt()).div_ceil(SHARD).max(1)
}

/// The documents of each file, group by group. They are put together from the last of a group on, so that what comes before them
/// does not part them in another way.
fn blocks(documents: &[Document<'_>]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut first = 0;
    for own in documents.chunk_by(|one, next| one.group == next.group) {
        let start = blocks.len();
        let (mut end, mut full) = (first + own.len(), 0);
        for (number, document) in (first..end).zip(own).rev() {
            let weight = document.weight();
            if number + 1 < end && full + weight > BLOCK {
                blocks.push(number + 1..end);
                (end, full) = (number + 1, 0);
            }
            full += weight;
        }
        blocks.push(first..end);
        blocks[start..].reverse();
        first += own.len();
    }
    blocks
}

fn sorted(documents: &[Document<'_>], group: Group) -> Vec<u32> {
    let numbered = (0..).zip(documents);
    let own = numbered.filter(|(_, document)| document.group == group);
    let mut own: Vec<(String, &str, u32)> = own
        .map(|(number, document)| (fold(&document.title), document.address.as_str(), number))
        .collect();
    own.sort_unstable();
    own.into_iter().map(|(_, _, number)| number).collect()
}

/// A number for the documents of each file.
fn prints(documents: &[Document<'_>], blocks: &[Range<usize>]) -> Vec<Fingerprint> {
    let each = blocks.par_iter().map(|block| print(&documents[block.clone()]));
    each.collect()
}

/// A number for some documents.
fn print(documents: &[Document<'_>]) -> Fingerprint {
    let mut parts: Vec<&str> = Vec::new();
    for document in documents {
        parts.push(document.group.name());
        parts.push(&document.address);
        parts.extend([&document.title, document.about.as_str()]);
        for passage in &document.passages {
            parts.extend([&passage.label, &passage.place, passage.text.raw()]);
            parts.push(match passage.text {
                Text::Plain(_) => "plain",
                Text::Markdown(_) => "markdown",
            });
        }
    }
    sum(parts)
}
