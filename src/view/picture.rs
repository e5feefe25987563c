//! Pictures drawn as SVG: where each part of them stands, as plain values that a template can show.
//!
//! A picture that is scaled as a whole has letters too small to read on a phone. So places across are shares of the
//! width, and heights, marks and letters are fixed: what has room at [`NARROW`] pixels has room everywhere.

pub mod bars;
pub mod owing;
pub mod timeline;

use serde::{Serialize, Serializer};

/// The narrowest picture in CSS pixels: a window of 320 without the margins of the page.
pub const NARROW: i32 = 280;
/// How wide and high a mark is, in pixels.
pub const MARK: i32 = 24;
/// How far the middles of two marks in one row are apart at least, in pixels.
const PITCH: i32 = 28;

/// A place across, or a width: in thousandths of the width of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Across(pub i32);

impl Across {
    /// The share that so many pixels take of the narrowest picture, rounded up.
    pub(crate) fn of_pixels(pixels: i32) -> Self {
        Self((pixels * 1000 + NARROW - 1) / NARROW)
    }

    /// How many pixels it is in the narrowest picture.
    pub(crate) fn pixels(self) -> f64 {
        f64::from(self.0 * NARROW) / 1000.0
    }
}

/// As SVG writes it: "37.5%".
impl Serialize for Across {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (whole, tenth) = (self.0 / 10, self.0 % 10);
        match tenth {
            0 => serializer.collect_str(&format_args!("{whole}%")),
            _ => serializer.collect_str(&format_args!("{whole}.{tenth}%")),
        }
    }
}

/// How wide text stands at a size in pixels, at most: the fonts that readers have differ, so this goes by a wide one.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    let share = |letter: char| match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 33,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' => 42,
        's' | 'c' | 'z' => 55,
        'a' | 'e' | 'k' | 'v' | 'x' | 'y' => 62,
        'm' | 'w' | 'M' | 'W' | '…' => 102,
        'A'..='Z' | '&' => 76,
        letter if letter.is_ascii() => 64,
        _ => 100,
    };
    let shares: i32 = text.chars().map(share).sum();
    (shares * size + 99) / 100
}

/// Text in lines of so many pixels, broken between words; what has no room in the last line is cut, with a sign of it.
pub(crate) fn wrapped(text: &str, size: i32, pixels: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word = word;
        loop {
            let last = lines.len() - 1;
            let joined = match lines[last].as_str() {
                "" => word.to_owned(),
                line => format!("{line} {word}"),
            };
            if width(&joined, size) <= pixels {
                lines[last] = joined;
                break;
            }
            if lines[last].is_empty() {
                // A word that is wider than a line goes on in the next.
                let fits = prefix(word, size, pixels);
                lines[last] = word[..fits].to_owned();
                word = &word[fits..];
            }
            if lines.len() == most {
                return cut(lines, size, pixels);
            }
            lines.push(String::new());
            if word.is_empty() {
                break;
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// How many bytes of a word have room in a line; at least one letter.
fn prefix(word: &str, size: i32, pixels: i32) -> usize {
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let fitting = ends
        .clone()
        .take_while(|end| width(&word[..*end], size) <= pixels);
    fitting
        .last()
        .or_else(|| ends.clone().next())
        .unwrap_or(word.len())
}

fn cut(mut lines: Vec<String>, size: i32, pixels: i32) -> Vec<String> {
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && width(&format!("{last}…"), size) > pixels {
            last.pop();
        }
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_svg_has_them() {
        let written = |share| serde_json::to_string(&Across(share)).expect("a share");
        assert_eq!(
            (written(375), written(50), written(1000)),
            ("\"37.5%\"".into(), "\"5%\"".into(), "\"100%\"".into())
        );
        assert!(Across::of_pixels(28).pixels() >= 28.0);
    }

    #[test]
    fn text_is_broken_between_words_and_what_is_left_out_is_shown() {
        let lines = wrapped("NHS Kent and Medway", 12, 94, 3);
        assert_eq!(lines, ["NHS Kent and", "Medway"]);
        let long = wrapped(&"people who use the service ".repeat(9), 12, 94, 3);
        assert_eq!(long.len(), 3);
        assert!(long[2].ends_with('…'));
        for line in wrapped(
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch &",
            12,
            94,
            9,
        )
        .iter()
        .chain(&long)
        {
            assert!(width(line, 12) <= 94, "{line}");
        }
        assert_eq!(wrapped("", 12, 94, 3), Vec::<String>::new());
    }
}
