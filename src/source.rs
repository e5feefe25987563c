//! Text and places in it: every value read from a record knows where it was written.

use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A stretch of bytes in one source: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte of the stretch.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Sources are refused above [`Source::LIMIT`], so offsets fit in 32 bits.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: narrow(start),
            end: narrow(end.max(start)),
        }
    }

    /// The words at this place of a text; none where the place is not of that text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The stretch as a range, to slice the source's text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place it was written at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value to its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// The place is for messages; published data holds the value alone.
impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// Which of the [`Sources`] a place is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A place: a source and a stretch of it. Line and column are reckoned only when it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The source.
    pub source: SourceId,
    /// The stretch of its text.
    pub span: Span,
}

/// Why the text of a file was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Longer than [`Source::LIMIT`]; holds its size in bytes.
    TooLarge(u64),
    /// Not UTF-8 from this byte on; the text before it is kept.
    NotUtf8(usize),
    /// A symbolic link, which could lead out of the register.
    Link,
    /// A folder whose name ends like a record's.
    Folder,
    /// A device, socket or other thing that is not a file.
    Special,
    /// Not looked at, because the command at work does not need it.
    NotRead,
    /// The file could not be read; holds the system's reason.
    Unreadable(String),
}

/// One file of the register: its path and, unless it was refused, its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path below the register's folder, with `/` between parts on every system.
    pub path: String,
    /// The text; empty where there is none.
    pub text: String,
    /// Why the text is missing or cut short.
    pub refusal: Option<Refusal>,
}

impl Source {
    /// Largest file taken in, in bytes (1 MiB). A record holds one item of one meeting; the longest real
    /// minutes of an item are a fiftieth of this.
    pub const LIMIT: u64 = 1 << 20;

    /// A source from the raw bytes of a file, decoded as UTF-8 up to the first byte that is not.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let path = path.into();
        if bytes.len() as u64 > Self::LIMIT {
            return Self::refused(path, Refusal::TooLarge(bytes.len() as u64));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self {
                path,
                text,
                refusal: None,
            },
            Err(error) => {
                let end = error.utf8_error().valid_up_to();
                let mut text = String::from_utf8_lossy(&error.as_bytes()[..end]).into_owned();
                text.push(char::REPLACEMENT_CHARACTER);
                Self {
                    path,
                    text,
                    refusal: Some(Refusal::NotUtf8(end)),
                }
            }
        }
    }

    /// A source whose text was not taken in.
    pub fn refused(path: impl Into<String>, refusal: Refusal) -> Self {
        Self {
            path: path.into(),
            text: String::new(),
            refusal: Some(refusal),
        }
    }

    /// Line and column of a byte, both from 1; the column counts characters, as editors do.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let end = self.text.floor_char_boundary(offset as usize);
        let before = &self.text[..end];
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let shown = before[start..].trim_start_matches('\u{feff}');
        (line, shown.chars().count() + 1)
    }

    /// The text of a stretch; empty where the stretch is not in the text.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// Whether two texts are the same but for their line ends, which Git may change between a commit and a folder.
pub fn same_lines(one: &[u8], other: &[u8]) -> bool {
    let plain = |text: &[u8]| {
        let ends = text.windows(2).filter(|pair| pair == b"\r\n").count();
        text.len() - ends
    };
    one == other || (plain(one) == plain(other) && without_returns(one).eq(without_returns(other)))
}

/// A text without the carriage returns that stand before a line feed.
pub(crate) fn without_returns(text: &[u8]) -> impl Iterator<Item = u8> {
    let next = text.iter().skip(1).map(Some).chain([None]);
    let kept = text
        .iter()
        .zip(next)
        .filter(|(byte, next)| **byte != b'\r' || *next != Some(&b'\n'));
    kept.map(|(byte, _)| *byte)
}

/// Whether a character cannot be seen, or changes the order in which others are shown: controls, line separators,
/// marks of direction, spaces without width, and numbers that Unicode keeps free of letters for good. Joiners are not among
/// them, because some scripts need them.
pub fn is_hidden(character: char) -> bool {
    match character {
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        other if u32::from(other) & 0xfffe == 0xfffe => true,
        other => other.is_control(),
    }
}

/// The first byte that is not of a sort. It is asked of whole stretches at once, without a way out in between: so compilers make
/// it a few steps a stretch, and not a few a byte.
pub fn first_not(bytes: &[u8], is_of_sort: impl Fn(u8) -> bool) -> Option<usize> {
    const STRETCH: usize = 64;
    let is_sound = |stretch: &&[u8]| stretch.iter().fold(true, |all, byte| all & is_of_sort(*byte));
    let sound = bytes.chunks_exact(STRETCH).take_while(is_sound).count() * STRETCH;
    let rest = bytes[sound..].iter().position(|byte| !is_of_sort(*byte));
    rest.map(|at| sound + at)
}

/// All files of a register, sorted by path: the same from a folder as from a commit.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Sorts the files by path, so that every message and page comes in one order.
    pub fn new(mut files: Vec<Source>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// The source a place is in.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<&Source> {
        self.locate(path).map(|(_, source)| source)
    }

    /// The file at a path, with its id.
    pub fn locate(&self, path: &str) -> Option<(SourceId, &Source)> {
        let at = self
            .0
            .binary_search_by(|source| source.path.as_str().cmp(path))
            .ok()?;
        Some((SourceId(u32::try_from(at).unwrap_or(u32::MAX)), &self.0[at]))
    }

    /// Every source with its id, in path order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SourceId, &Source)> {
        let number = |index| SourceId(u32::try_from(index).unwrap_or(u32::MAX));
        self.0
            .iter()
            .enumerate()
            .map(move |(index, source)| (number(index), source))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same files with some replaced or added: what the register would be after an edit.
    #[must_use]
    pub fn with(mut self, changed: Vec<Source>) -> Self {
        for source in changed {
            match self.0.binary_search_by(|other| other.path.cmp(&source.path)) {
                Ok(index) => self.0[index] = source,
                Err(index) => self.0.insert(index, source),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_but_for_their_line_ends() {
        for (one, other, same) in [
            ("a\nb\n", "a\r\nb\r\n", true),
            ("a\nb\n", "a\r\nb\n", true),
            ("a\nb\n", "a\nb", false),
            ("a\rb", "ab", false),
            ("a\r", "a", false),
            ("", "\r\n", false),
            ("a\r\r\n", "a\r\n", false),
        ] {
            assert_eq!(
                same_lines(one.as_bytes(), other.as_bytes()),
                same,
                "{one:?} {other:?}"
            );
            assert_eq!(
                same_lines(other.as_bytes(), one.as_bytes()),
                same,
                "{one:?} {other:?}"
            );
        }
    }

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let source = Source::from_bytes("a.yaml", "\u{feff}é: x\nb: y".into());
        assert_eq!(source.line_column(3), (1, 1));
        assert_eq!(source.line_column(5), (1, 2));
        assert_eq!(source.line_column(9), (2, 1));
        assert_eq!(source.line_column(900), (2, 5), "a place past the end is the end");
    }

    #[test]
    fn bytes_that_are_not_text_keep_what_comes_before_them() {
        let source = Source::from_bytes("a.yaml", b"name: caf\xe9".to_vec());
        assert_eq!(source.refusal, Some(Refusal::NotUtf8(9)));
        assert!(source.text.starts_with("name: caf"));
    }
}
