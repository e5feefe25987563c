//! Which words, and which pairs of neighbouring words, stand in which documents.
//!
//! Pairs are what phrases are found by: a document that holds every pair of a phrase is looked through for the phrase.

use rayon::prelude::*;

use super::chunk::{Chunk, Findings, PLACE, Reading, TOGETHER, WORD, low};
use super::code;
use super::document::Document;
use super::words::order;

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

/// A word by its number among all words, or two words of which one follows the other. Where there is one alone, the second
/// number says nothing.
type Term = (u32, u32);

/// A term and where it stands as one number, so that those of some words are put in order at once: by term, then by place. From
/// the highest bit down the number of the word among these; that of the word after it, where it is of a pair; and the place,
/// that is the number of a document among all, doubled, and one more where the term is not in its title.
type Found = u64;

/// The bits of the number of a word that comes after another.
const NEXT: u32 = WORD;
/// Those of a place.
const PLACES: u32 = Found::BITS - NEXT - AT_A_TIME.trailing_zeros();
const _: () = assert!(AT_A_TIME.is_power_of_two() && PLACES >= PLACE);

/// The numbers of a chunk's words among all words.
type Numbers = Box<[u32]>;

/// All terms, each kind in order.
#[derive(Debug)]
pub(super) struct Terms {
    /// Words.
    pub(super) words: Written,
    /// Pairs of words.
    pub(super) pairs: Written,
}

impl Terms {
    /// Reads all documents. Every core takes part; the result does not depend on how many.
    pub(super) fn of(documents: &[Document<'_>]) -> Self {
        let chunks = documents.par_chunks(TOGETHER);
        let chunks: Vec<Chunk> = chunks.map_init(Reading::default, Reading::read).collect();
        let all = vocabulary(&chunks);
        let fits = |count: usize, bits| count as Found <= low(bits);
        assert!(
            fits(all.len(), NEXT) && fits(documents.len(), PLACES - 1),
            "no texts hold so many words, and no register so many records"
        );
        let numbers: Vec<Numbers> = chunks.par_iter().map(|chunk| numbers(chunk, &all)).collect();
        let (words, pairs): (Vec<_>, Vec<_>) =
            chunks.into_iter().map(|chunk| (chunk.words, chunk.pairs)).unzip();
        let name = |word: u32| all[word as usize].as_str();
        let written = Written::of(&words, &numbers, all.len(), |out, (word, _)| {
            out.push_str(name(word));
        });
        // What was found is most of what is held, and that of words is let go before the pairs are written.
        drop(words);
        Self {
            words: written,
            pairs: Written::of(&pairs, &numbers, all.len(), |out, (word, next)| {
                out.push_str(name(word));
                out.push(' ');
                out.push_str(name(next));
            }),
        }
    }
}

/// All words, each once, in order.
fn vocabulary(chunks: &[Chunk]) -> Vec<String> {
    let mut all: Vec<&String> = chunks.iter().flat_map(|chunk| &chunk.vocabulary).collect();
    // It makes use of the order in each chunk.
    all.par_sort_by(|one, other| order(one).cmp(order(other)));
    all.dedup();
    all.into_iter().cloned().collect()
}

/// The number that each word of a chunk has among all words. They rise as its own do.
fn numbers(chunk: &Chunk, all: &[String]) -> Numbers {
    let numbers = chunk.vocabulary.iter().map(|word| {
        let at = all.binary_search_by(|other| order(other).cmp(order(word)));
        let at = at.expect("it is one of all words");
        u32::try_from(at).expect("no texts hold so many words")
    });
    numbers.collect()
}

impl Written {
    /// Writes what was found in chunks, term by term: some terms at a time, so that they need never be put together as a whole.
    /// `words` is how many words there are; `name` adds the words of a term.
    fn of(
        chunks: &[Findings],
        numbers: &[Numbers],
        words: usize,
        name: impl Fn(&mut String, Term) + Sync,
    ) -> Self {
        let pieces = (0..words.div_ceil(AT_A_TIME)).into_par_iter().map(|piece| {
            let before = |numbers: &Numbers, word| numbers.partition_point(|own| (*own as usize) < word);
            let own = chunks.iter().zip(numbers).map(|(chunk, numbers)| {
                let from = before(numbers, piece * AT_A_TIME);
                let words = from..before(numbers, (piece + 1) * AT_A_TIME);
                (chunk, numbers, words)
            });
            let own: Vec<_> = own.collect();
            let count = own.iter().map(|(chunk, _, words)| chunk.count(words.clone()));
            let mut found: Vec<Found> = Vec::with_capacity(count.sum());
            let first = u32::try_from(piece * AT_A_TIME).expect("no texts hold so many words");
            for (number, (chunk, numbers, words)) in (0..).zip(own) {
                for word in words {
                    let own = Found::from(numbers[word] - first) << (NEXT + PLACES);
                    let each = chunk.of(word).map(|(next, place)| {
                        let next = next.map_or(0, |next| Found::from(numbers[next as usize]));
                        own | next << PLACES | number << PLACE | Found::from(place)
                    });
                    found.extend(each);
                }
            }
            found.sort_unstable();
            let mut piece = Piece::default();
            for found in found.chunk_by(|one, other| one >> PLACES == other >> PLACES) {
                let (word, next) = (found[0] >> (NEXT + PLACES), found[0] >> PLACES & low(NEXT));
                piece.add((first + word as u32, next as u32), found, &name);
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
    /// Adds a term and where it stands.
    fn add(&mut self, term: Term, found: &[Found], name: impl Fn(&mut String, Term)) {
        let out = &mut self.text;
        // Words hold letters and digits only, so that nothing in them needs escaping.
        out.push('"');
        name(out, term);
        for elsewhere in [0, 1] {
            out.push_str("\",\"");
            let own = found.iter().filter(|found| *found % 2 == elsewhere);
            code::rising(out, own.map(|found| ((found & low(PLACES)) >> 1) as u32));
        }
        out.push_str("\",");
        self.ends.push(self.text.len());
    }
}

/// The words of a term, as it is written.
pub(super) fn words_of(written: &str) -> &str {
    written[1..].split_once('"').map_or("", |(words, _)| words)
}
