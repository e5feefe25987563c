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

/// Terms in order, as they are written to files: `"words","titles","texts",`, that is the documents that have a term in
/// their title, and those that have it elsewhere only.
#[derive(Debug, Default)]
pub(super) struct Written {
    pieces: Vec<Piece>,
}

/// Some of them, one after the other. They are many and short, so they stand in one text.
#[derive(Debug, Default)]
struct Piece {
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

/// A term and a document of a chunk that it stands in, as one number, so that they are put in order at once: by term, then by
/// document, the title before the rest. From the highest bit down a word's number, or those of the words of a pair; the number
/// of the document in its chunk; and one more bit where it does not stand in the title.
type Found = u64;

/// The bits of the number of a word.
const WORD: u32 = 27;
/// Those of a document in its chunk.
const DOCUMENT: u32 = TOGETHER.trailing_zeros();
/// Those of where a term stands.
const PLACE: u32 = DOCUMENT + 1;
const _: () = assert!(TOGETHER.is_power_of_two() && 2 * WORD + PLACE <= u64::BITS);

/// What some documents that follow one another hold.
struct Chunk {
    /// Their words, in order.
    vocabulary: Vec<String>,
    words: Box<[Found]>,
    pairs: Box<[Found]>,
}

/// The words of some documents as they are read, numbered as they come.
#[derive(Default)]
struct Reading {
    vocabulary: Vec<String>,
    numbers: FxHashMap<String, u32>,
    words: Vec<Found>,
    pairs: Vec<Found>,
}

impl Terms {
    /// Reads all documents. Every core takes part; the result does not depend on how many.
    pub(super) fn of(documents: &[Document]) -> Self {
        let chunks = documents.par_chunks(TOGETHER);
        let chunks = chunks.map_init(Reading::default, Reading::read);
        let mut chunks: Vec<Chunk> = chunks.collect();
        let vocabulary = vocabulary(&chunks);
        chunks
            .par_iter_mut()
            .for_each(|chunk| chunk.number_among(&vocabulary));
        let (words, pairs): (Vec<_>, Vec<_>) =
            chunks.into_iter().map(|chunk| (chunk.words, chunk.pairs)).unzip();
        let name =
            |number: u64| vocabulary[usize::try_from(number).expect("it is one of all words")].as_str();
        let all = vocabulary.len();
        Self {
            words: Written::of(&words, all, |word| word, |out, word| out.push_str(name(word))),
            pairs: Written::of(
                &pairs,
                all,
                |pair| pair >> WORD,
                |out, pair| {
                    out.push_str(name(pair >> WORD));
                    out.push(' ');
                    out.push_str(name(pair & low(WORD)));
                },
            ),
        }
    }
}

/// So many low bits.
const fn low(bits: u32) -> u64 {
    (1 << bits) - 1
}

impl Chunk {
    /// Gives its words the numbers that they have among all words. These rise as its own do, so that all stays in order.
    fn number_among(&mut self, all: &[String]) {
        let own = std::mem::take(&mut self.vocabulary);
        let numbers = own.iter().map(|word| {
            let at = all.binary_search_by(|other| order(other).cmp(order(word)));
            at.expect("it is one of all words") as u64
        });
        renumber(&numbers.collect::<Vec<_>>(), &mut self.words, &mut self.pairs);
    }
}

/// Gives words other numbers.
fn renumber(numbers: &[u64], words: &mut [Found], pairs: &mut [Found]) {
    let number = |own: u64| numbers[own as usize];
    for found in words {
        *found = number(*found >> PLACE) << PLACE | (*found & low(PLACE));
    }
    for found in pairs {
        let (one, next) = (*found >> (PLACE + WORD), *found >> PLACE & low(WORD));
        *found = number(one) << (PLACE + WORD) | number(next) << PLACE | (*found & low(PLACE));
    }
}

impl Reading {
    /// Reads documents that follow one another. What it needs for that it keeps for the next.
    fn read(&mut self, documents: &[Document]) -> Chunk {
        let mut cutter = Cutter::default();
        for (number, document) in (0..).zip(documents) {
            for (which, text) in document.texts().enumerate() {
                self.text(&mut cutter, text, number << 1 | u64::from(which > 0));
            }
        }
        self.done()
    }

    fn text(&mut self, cutter: &mut Cutter, text: &str, place: u64) {
        let mut before = None;
        cutter.cut(text, &mut |word| match word {
            Word::One(word) => {
                let word = self.number(word);
                self.words.push(word << PLACE | place);
                if let Some(before) = before.replace(word) {
                    self.pairs.push(before << (PLACE + WORD) | word << PLACE | place);
                }
            }
            Word::Joined(word) => {
                let word = self.number(word);
                self.words.push(word << PLACE | place);
            }
        });
    }

    fn number(&mut self, word: &str) -> u64 {
        if let Some(number) = self.numbers.get(word) {
            return u64::from(*number);
        }
        let number = u32::try_from(self.vocabulary.len()).expect("no texts hold so many words");
        self.vocabulary.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        u64::from(number)
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
        renumber(&numbers, &mut self.words, &mut self.pairs);
        Chunk {
            vocabulary: sorted.into_iter().map(|(word, _)| word).collect(),
            words: taken(&mut self.words),
            pairs: taken(&mut self.pairs),
        }
    }
}

/// Takes what was found, in order and once each. Such lists are the largest of a build: none is longer than it has to be, and
/// the memory in which it grew serves the next.
fn taken(found: &mut Vec<Found>) -> Box<[Found]> {
    found.sort_unstable();
    found.dedup_by_key(|found| *found >> 1);
    let taken = found.as_slice().into();
    found.clear();
    taken
}

/// Scripts compare texts by the halves of letters beyond the first 65,536; a search by halving needs one order. It is that of
/// the bytes, but that these letters come before the last 8,192 of the others.
pub(super) fn order(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().map(|byte| match byte {
        0xEE | 0xEF => byte | 0x10,
        _ => byte,
    })
}

/// All words, each once, in order.
fn vocabulary(chunks: &[Chunk]) -> Vec<String> {
    let mut all: Vec<&String> = chunks.iter().flat_map(|chunk| &chunk.vocabulary).collect();
    // It makes use of the order in each chunk.
    all.par_sort_by(|one, other| order(one).cmp(order(other)));
    all.dedup();
    assert!(all.len() <= 1 << WORD, "no texts hold so many words");
    all.into_iter().cloned().collect()
}

impl Written {
    /// Writes what was found in chunks, each in order, term by term: some terms at a time, so that they need never be put
    /// together as a whole. `first` is the first word of a term, of so many words; `name` adds all its words.
    fn of(
        chunks: &[Box<[Found]>],
        words: usize,
        first: impl Fn(u64) -> u64 + Sync,
        name: impl Fn(&mut String, u64) + Sync,
    ) -> Self {
        let before =
            |chunk: &[Found], word: usize| chunk.partition_point(|found| first(found >> PLACE) < word as u64);
        let pieces = (0..words.div_ceil(AT_A_TIME)).into_par_iter().map(|number| {
            let from = number * AT_A_TIME;
            let mut own: Vec<(u64, u32)> = Vec::new();
            for (number, chunk) in (0..).zip(chunks) {
                let found = &chunk[before(chunk, from)..before(chunk, from + AT_A_TIME)];
                own.extend(found.iter().map(|found| (found >> PLACE, place(number, *found))));
            }
            // Those of one term stay in the order of the chunks.
            own.sort_by_key(|(term, _)| *term);
            let mut piece = Piece::default();
            for places in own.chunk_by(|one, other| one.0 == other.0) {
                piece.add(places, &name);
            }
            piece.text.shrink_to_fit();
            piece
        });
        Self {
            pieces: pieces.collect(),
        }
    }

    /// How many bytes they take.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

    /// Each term, with the comma after it.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().flat_map(|piece| {
            let starts = std::iter::once(0).chain(piece.ends.iter().copied());
            starts
                .zip(&piece.ends)
                .map(|(start, end)| &piece.text[start..*end])
        })
    }
}

impl Piece {
    /// Adds a term with its places: see [`place`].
    fn add(&mut self, places: &[(u64, u32)], name: impl Fn(&mut String, u64)) {
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
}

/// Where a term of a chunk stands: the number of the document among all, doubled, and one more where it is not in the title.
fn place(chunk: u32, found: Found) -> u32 {
    chunk << PLACE | (found & low(PLACE)) as u32
}

/// The words of a term, as it is written.
pub(super) fn words_of(written: &str) -> &str {
    written[1..].split_once('"').map_or("", |(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_the_order_in_which_scripts_compare_them() {
        let mut words = vec![
            "",
            "a",
            "ab",
            "b",
            "é",
            "ぁ",
            "\u{D7FF}",
            "\u{E000}",
            "\u{FFFD}",
            "\u{10000}",
            "\u{10FFFF}",
            "a\u{FFFD}",
            "a\u{1D400}",
            "a\u{1D400}b",
            "aé",
        ];
        words.sort_by(|one, other| order(one).cmp(order(other)));
        let units = |word: &str| word.encode_utf16().collect::<Vec<_>>();
        assert!(words.is_sorted_by_key(|word| units(word)), "{words:?}");
        assert!(
            words.iter().position(|word| *word == "\u{10000}")
                < words.iter().position(|word| *word == "\u{E000}")
        );
    }
}
