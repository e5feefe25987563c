//! Inputs damaged as a fuzzer does it, by numbers that look like chance and are the same each time.

use std::path::{Path, PathBuf};

/// The words that a target's dictionary holds.
pub(super) fn words(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/dictionaries");
    let name = match target {
        "minutes" | "word" => "minutes",
        "markdown" => "markdown",
        "sheets" => "sheets",
        _ => "yaml",
    };
    let text = std::fs::read_to_string(folder.join(name).with_extension("dict")).expect("a dictionary");
    let quoted = text
        .lines()
        .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(plain).collect()
}

/// A word of a dictionary without its escapes (`\x41`).
fn plain(word: &str) -> Vec<u8> {
    let mut parts = word.split("\\x");
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (number, rest) = part.split_at(2);
        out.push(u8::from_str_radix(number, 16).expect("two figures"));
        out.extend(rest.as_bytes());
    }
    out
}

/// The damage.
pub(super) struct Damage(u64);

impl Damage {
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self(seed.unwrap_or(0x5c57_1e57).max(1))
    }

    /// A number below a limit (xorshift).
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// One of the inputs with a few things changed in it.
    pub(super) fn of(&mut self, begun: &[(PathBuf, Vec<u8>)], words: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = begun[self.below(begun.len())].1.clone();
        for _ in 0..=self.below(5) {
            let other = &begun[self.below(begun.len())].1;
            self.once(&mut bytes, other, words);
        }
        bytes
    }

    fn once(&mut self, bytes: &mut Vec<u8>, other: &[u8], words: &[Vec<u8>]) {
        let from = self.below(bytes.len() + 1);
        let length = 1 + self.below(40);
        let to = (from + length).min(bytes.len());
        match self.below(7) {
            0 if from < bytes.len() => bytes[from] = u8::try_from(self.below(256)).unwrap(),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let piece = bytes[from..to].to_vec();
                bytes.splice(from..from, piece);
            }
            3 => {
                let start = self.below(other.len() + 1);
                let piece = other[start..(start + 4 * length).min(other.len())].to_vec();
                bytes.splice(from..from, piece);
            }
            4 => {
                // A line is taken out, or put in twice.
                let line = |byte: &u8| *byte == b'\n';
                let start = bytes[..from].iter().rposition(line).map_or(0, |at| at + 1);
                let end = bytes[from..]
                    .iter()
                    .position(line)
                    .map_or(bytes.len(), |at| from + at + 1);
                let piece = bytes[start..end].repeat(self.below(2) * 2);
                bytes.splice(start..end, piece);
            }
            _ => {
                let word = words[self.below(words.len())].clone();
                let over = if self.below(2) == 0 {
                    from
                } else {
                    to.min(from + word.len())
                };
                bytes.splice(from..over, word);
            }
        }
    }
}
