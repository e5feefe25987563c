//! Which words, and which pairs of neighbouring words, stand in which documents.
//!
//! Pairs are what phrases are found by: a document that holds every pair of a phrase is looked through for the phrase.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::code;
use super::document::Document;
use super::words::{Cutter, Word};

/// How many documents are read at a time, each time with a vocabulary of its own.
const TOGETHER: usize = 256;
/// The terms of how many words are written at a time.
const AT_A_TIME: usize = 64;

/// Terms in order, as they are written to files: `"words","titles","texts"`, that is the documents that have a term in
/// their title, and those that have it elsewhere only. They are many and short, so they stand in one text.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Each term with a comma after it.
    text: String,
    /// Where each ends, behind its comma.
    ends: Vec<usize>,
}

/// All terms, each kind in order.
#[derive(Debug)]
pub(super) struct Terms {
    /// Words.
    pub(super) words: Written,
    /// Pairs of words.
    pub(super) pairs: Written,
}

/// Where a term stands: the document, doubled, and one more where it is not in the title.
type Place = u32;

/// The words of some documents that follow one another.
#[derive(Default)]
struct Chunk {
    vocabulary: Vec<String>,
    numbers: FxHashMap<String, u32>,
    words: Vec<(u32, Place)>,
    pairs: Vec<((u32, u32), Place)>,
}

/// The words and the pairs that stand in some documents, by their numbers among all words, each kind in order.
type Numbered = (Vec<(u32, Place)>, Vec<((u32, u32), Place)>);

impl Terms {
    /// Reads all documents. Every core takes part; the result does not depend on how many.
    pub(super) fn of(documents: &[Document]) -> Self {
        let chunks: Vec<Chunk> = documents
            .par_chunks(TOGETHER)
            .enumerate()
            .map(|(number, chunk)| Chunk::read(number * TOGETHER, chunk))
            .collect();
        let vocabulary = vocabulary(&chunks);
        let numbered: Vec<Numbered> = chunks
            .into_par_iter()
            .map(|chunk| chunk.numbered(&vocabulary))
            .collect();
        let (words, pairs): (Vec<_>, Vec<_>) = numbered.into_iter().unzip();
        let name = |number: u32| vocabulary[number as usize].as_str();
        let all = vocabulary.len();
        Self {
            words: Written::of(&words, all, |word| word, |out, word| out.push_str(name(word))),
            pairs: Written::of(
                &pairs,
                all,
                |(one, _)| one,
                |out, (one, next)| {
                    out.push_str(name(one));
                    out.push(' ');
                    out.push_str(name(next));
                },
            ),
        }
    }
}

impl Chunk {
    fn read(first: usize, documents: &[Document]) -> Self {
        let mut chunk = Self::default();
        let mut cutter = Cutter::default();
        for (offset, document) in documents.iter().enumerate() {
            let number = u32::try_from(first + offset).expect("no register holds so many records");
            let (words, pairs) = (chunk.words.len(), chunk.pairs.len());
            for (which, text) in document.texts().enumerate() {
                chunk.text(&mut cutter, text, number * 2 + u32::from(which > 0));
            }
            // Once for each document, and in the title rather than elsewhere.
            tidy(&mut chunk.words, words);
            tidy(&mut chunk.pairs, pairs);
        }
        // They are the largest lists of a build; what they have too much the next chunk can use.
        chunk.words.shrink_to_fit();
        chunk.pairs.shrink_to_fit();
        chunk
    }

    fn text(&mut self, cutter: &mut Cutter, text: &str, place: Place) {
        let mut before = None;
        cutter.cut(text, &mut |word| match word {
            Word::One(word) => {
                let word = self.number(word);
                self.words.push((word, place));
                if let Some(before) = before.replace(word) {
                    self.pairs.push(((before, word), place));
                }
            }
            Word::Joined(word) => {
                let word = self.number(word);
                self.words.push((word, place));
            }
        });
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.vocabulary.len()).expect("no texts hold so many words");
        self.vocabulary.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// What it found, by the numbers that the words have in all documents.
    fn numbered(mut self, all: &[String]) -> Numbered {
        let own = self.vocabulary.iter();
        let numbers: Vec<u32> = own
            .map(|word| {
                let at = all.binary_search_by(|other| order(other).cmp(order(word)));
                u32::try_from(at.expect("it is one of all words")).expect("no texts hold so many words")
            })
            .collect();
        let number = |own: u32| numbers[own as usize];
        self.words.iter_mut().for_each(|(word, _)| *word = number(*word));
        self.pairs
            .iter_mut()
            .for_each(|((one, next), _)| (*one, *next) = (number(*one), number(*next)));
        self.words.sort_unstable();
        self.pairs.sort_unstable();
        (self.words, self.pairs)
    }
}

/// Puts what was found from a place on in order, each term once, at its first place.
fn tidy<T: Ord + Copy>(found: &mut Vec<(T, Place)>, from: usize) {
    found[from..].sort_unstable();
    let mut kept = from;
    for at in from..found.len() {
        if kept == from || found[kept - 1].0 != found[at].0 {
            found[kept] = found[at];
            kept += 1;
        }
    }
    found.truncate(kept);
}

/// Scripts compare texts by the halves of letters beyond the first 65,536; a search by halving needs one order.
pub(super) fn order(word: &str) -> impl Iterator<Item = u16> {
    word.encode_utf16()
}

/// All words, each once, in order.
fn vocabulary(chunks: &[Chunk]) -> Vec<String> {
    let mut all: Vec<&String> = chunks.iter().flat_map(|chunk| &chunk.vocabulary).collect();
    all.par_sort_unstable_by(|one, other| order(one).cmp(order(other)));
    all.dedup();
    all.into_iter().cloned().collect()
}

impl Written {
    /// Writes the places that were found in chunks, each in order, term by term: some terms at a time, so that they need
    /// never be put together as a whole. `first` is the first word of a term, of so many words; `name` adds all its words.
    fn of<T: Copy + Ord + Send + Sync>(
        chunks: &[Vec<(T, Place)>],
        words: usize,
        first: impl Fn(T) -> u32 + Sync,
        name: impl Fn(&mut String, T) + Sync,
    ) -> Self {
        let before = |chunk: &[(T, Place)], word: usize| {
            chunk.partition_point(|(term, _)| (first(*term) as usize) < word)
        };
        let some = (0..words.div_ceil(AT_A_TIME)).into_par_iter().map(|number| {
            let from = number * AT_A_TIME;
            let own = chunks
                .iter()
                .flat_map(|chunk| &chunk[before(chunk, from)..before(chunk, from + AT_A_TIME)]);
            let mut own: Vec<(T, Place)> = own.copied().collect();
            own.sort();
            let mut some = Self::default();
            for places in own.chunk_by(|one, other| one.0 == other.0) {
                some.add(places, &name);
            }
            some
        });
        some.reduce(Self::default, Self::followed_by)
    }

    fn add<T: Copy>(&mut self, places: &[(T, Place)], name: impl Fn(&mut String, T)) {
        let out = &mut self.text;
        // Words hold letters and digits only, so that nothing in them needs escaping.
        out.push('"');
        name(out, places[0].0);
        for elsewhere in [0, 1] {
            out.push_str("\",\"");
            let own = places.iter().filter(|(_, place)| place % 2 == elsewhere);
            code::rising(out, own.map(|(_, place)| place / 2));
        }
        out.push_str("\",");
        self.ends.push(self.text.len());
    }

    fn followed_by(mut self, more: Self) -> Self {
        if self.ends.is_empty() {
            return more;
        }
        let before = self.text.len();
        self.text.push_str(&more.text);
        self.ends.extend(more.ends.into_iter().map(|end| before + end));
        self
    }

    /// The text, and where each of its terms ends.
    pub(super) fn parts(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }
}

/// The words of a term, as it is written.
pub(super) fn words_of(written: &str) -> &str {
    written[1..].split_once('"').map_or("", |(words, _)| words)
}
