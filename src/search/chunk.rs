//! What some documents that follow one another hold: their words, where each stands, and which word stands after which.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::document::Document;
use super::words::{Cutter, Word, order};

/// How many documents are read at a time, each time with a vocabulary of its own.
pub(super) const TOGETHER: usize = 256;

/// What so many documents hold. Words go by their place in its vocabulary.
pub(super) struct Chunk {
    /// Their words, in order.
    pub(super) vocabulary: Vec<String>,
    /// Where each word stands.
    pub(super) words: Findings,
    /// Where each word stands with another after it.
    pub(super) pairs: Findings,
}

/// Where terms stand, word by word. These lists are the largest of a build, so that each number takes as few bytes as it needs.
pub(super) struct Findings {
    /// Where those of each word end.
    ends: Box<[u32]>,
    /// The word after it, where they are of pairs; otherwise there are none.
    next: Box<[u32]>,
    /// The documents.
    places: Box<[Place]>,
}

/// The number of a document in its chunk, doubled, and one more where it is not the title that holds a term.
pub(super) type Place = u16;

/// A term and where it stands as one number, so that they are put in order at once: by term, then by document, the title before
/// the rest. From the highest bit down the number of a word; that of the word after it, where it is of a pair; and the place.
type Found = u64;

/// The bits of the number of a word.
pub(super) const WORD: u32 = 27;
/// Those of a place.
pub(super) const PLACE: u32 = TOGETHER.trailing_zeros() + 1;
const _: () = assert!(TOGETHER.is_power_of_two() && PLACE <= Place::BITS && 2 * WORD + PLACE <= Found::BITS);

/// The words of some documents as they are read, numbered as they come.
#[derive(Default)]
pub(super) struct Reading {
    vocabulary: Vec<String>,
    numbers: FxHashMap<String, Found>,
    words: Vec<Found>,
    pairs: Vec<Found>,
}

/// So many low bits.
pub(super) const fn low(bits: u32) -> Found {
    (1 << bits) - 1
}

/// The word that something was found of, and the word after it.
fn words_of(found: Found) -> (usize, u32) {
    (
        (found >> (PLACE + WORD)) as usize,
        (found >> PLACE & low(WORD)) as u32,
    )
}

impl Reading {
    /// Reads documents that follow one another. What it needs for that it keeps for the next.
    pub(super) fn read(&mut self, documents: &[Document<'_>]) -> Chunk {
        let mut cutter = Cutter::default();
        for (number, document) in (0..).zip(documents) {
            for (which, text) in document.texts().enumerate() {
                self.text(&mut cutter, &text, number << 1 | Found::from(which > 0));
            }
        }
        self.done()
    }

    fn text(&mut self, cutter: &mut Cutter, text: &str, place: Found) {
        let mut before = None;
        cutter.cut(text, &mut |word| {
            let (word, is_joined) = match word {
                Word::One(word) => (word, false),
                Word::Joined(word) => (word, true),
            };
            let word = self.number(word);
            self.words.push(word << (PLACE + WORD) | place);
            if is_joined {
                return;
            }
            if let Some(before) = before.replace(word) {
                self.pairs.push(before << (PLACE + WORD) | word << PLACE | place);
            }
        });
    }

    fn number(&mut self, word: &str) -> Found {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.vocabulary.len() as Found;
        assert!(number <= low(WORD), "no texts hold so many words");
        self.vocabulary.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// All of it in order, each term once for each document, and in the title rather than elsewhere.
    fn done(&mut self) -> Chunk {
        let mut sorted: Vec<(String, usize)> = self.vocabulary.drain(..).zip(0..).collect();
        self.numbers.clear();
        sorted.sort_unstable_by(|(one, _), (other, _)| order(one).cmp(order(other)));
        let mut numbers = vec![0; sorted.len()];
        for (number, (_, own)) in (0..).zip(&sorted) {
            numbers[*own] = number;
        }
        for found in &mut self.words {
            let (word, _) = words_of(*found);
            *found = numbers[word] << (PLACE + WORD) | (*found & low(PLACE));
        }
        for found in &mut self.pairs {
            let (word, next) = words_of(*found);
            let (word, next) = (numbers[word], numbers[next as usize]);
            *found = word << (PLACE + WORD) | next << PLACE | (*found & low(PLACE));
        }
        let words = sorted.len();
        Chunk {
            vocabulary: sorted.into_iter().map(|(word, _)| word).collect(),
            words: Findings::take(&mut self.words, words, |_| None),
            pairs: Findings::take(&mut self.pairs, words, |found| Some(words_of(found).1)),
        }
    }
}

impl Findings {
    /// Takes what was found of so many words, in order and once each. The memory in which it grew serves the next.
    fn take(found: &mut Vec<Found>, words: usize, next: impl Fn(Found) -> Option<u32>) -> Self {
        found.sort_unstable();
        found.dedup_by_key(|found| *found >> 1);
        let ends = (0..words).map(|word| found.partition_point(|found| words_of(*found).0 <= word));
        let taken = Self {
            ends: ends
                .map(|end| u32::try_from(end).expect("no texts hold so many words"))
                .collect(),
            next: found.iter().filter_map(|found| next(*found)).collect(),
            places: found.iter().map(|found| (*found & low(PLACE)) as Place).collect(),
        };
        found.clear();
        taken
    }

    /// How many there are of some words.
    pub(super) fn count(&self, words: Range<usize>) -> usize {
        self.start(words.end) - self.start(words.start)
    }

    /// Those of one word: the word after it, where there is one, and the place.
    pub(super) fn of(&self, word: usize) -> impl Iterator<Item = (Option<u32>, Place)> {
        let own = self.start(word)..self.start(word + 1);
        own.map(|at| (self.next.get(at).copied(), self.places[at]))
    }

    fn start(&self, word: usize) -> usize {
        word.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }
}
