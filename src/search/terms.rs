//! Which words, and which pairs of neighbouring words, stand in which documents.
//!
//! Pairs are what phrases are found by: a document that holds every pair of a phrase is looked through for the phrase.

use std::collections::HashMap;

use rayon::prelude::*;

use super::code;
use super::document::Document;
use super::words::{Cutter, Word};

/// How many documents are read at a time, each time with a vocabulary of its own.
const TOGETHER: usize = 256;

/// A term and where it stands, as it is written to a shard.
#[derive(Debug)]
pub(super) struct Term {
    /// The word, or two with a blank between.
    pub(super) words: String,
    /// `"words","titles","texts"`: the documents that have it in their title, and those that have it elsewhere only.
    pub(super) written: String,
}

/// All terms, each kind in order.
#[derive(Debug)]
pub(super) struct Terms {
    /// Words.
    pub(super) words: Vec<Term>,
    /// Pairs of words.
    pub(super) pairs: Vec<Term>,
}

/// Where a term stands: the document, doubled, and one more where it is not in the title.
type Place = u32;

/// The words of some documents that follow one another.
#[derive(Default)]
struct Chunk {
    vocabulary: Vec<String>,
    numbers: HashMap<String, u32>,
    words: Vec<(u32, Place)>,
    pairs: Vec<((u32, u32), Place)>,
}

impl Terms {
    /// Reads all documents. Every core takes part; the result does not depend on how many.
    pub(super) fn of(documents: &[Document]) -> Self {
        let chunks: Vec<Chunk> = documents
            .par_chunks(TOGETHER)
            .enumerate()
            .map(|(number, chunk)| Chunk::read(number * TOGETHER, chunk))
            .collect();
        let vocabulary = vocabulary(&chunks);
        let (mut words, mut pairs): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        let numbered: Vec<_> = chunks
            .into_par_iter()
            .map(|chunk| chunk.numbered(&vocabulary))
            .collect();
        for (some_words, some_pairs) in numbered {
            words.extend(some_words);
            pairs.extend(some_pairs);
        }
        words.par_sort_unstable();
        pairs.par_sort_unstable();
        let name = |number: u32| vocabulary[number as usize].as_str();
        let words: Vec<_> = words.chunk_by(|one, other| one.0 == other.0).collect();
        let pairs: Vec<_> = pairs.chunk_by(|one, other| one.0 == other.0).collect();
        Self {
            words: words
                .into_par_iter()
                .map(|places| Term::new(name(places[0].0).to_owned(), places))
                .collect(),
            pairs: pairs
                .into_par_iter()
                .map(|places| {
                    let (one, next) = places[0].0;
                    Term::new(format!("{} {}", name(one), name(next)), places)
                })
                .collect(),
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
    #[expect(clippy::type_complexity, reason = "two lists, named by their order")]
    fn numbered(mut self, all: &[String]) -> (Vec<(u32, Place)>, Vec<((u32, u32), Place)>) {
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
        (self.words, self.pairs)
    }
}

fn tidy<T: Ord + Copy>(found: &mut Vec<(T, Place)>, from: usize) {
    let mut own = found.split_off(from);
    own.sort_unstable();
    own.dedup_by_key(|(term, _)| *term);
    found.append(&mut own);
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

impl Term {
    fn new<T>(words: String, places: &[(T, Place)]) -> Self {
        let mut written = String::with_capacity(words.len() + places.len() + 8);
        // Words hold letters and digits only, so that nothing in them needs escaping.
        written.push('"');
        written.push_str(&words);
        for elsewhere in [0, 1] {
            written.push_str("\",\"");
            let own = places.iter().filter(|(_, place)| place % 2 == elsewhere);
            code::rising(&mut written, own.map(|(_, place)| place / 2));
        }
        written.push('"');
        Self { words, written }
    }
}
