//! Colours as a register writes them, and how well one can be read on another.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::shape::{Reader, Scalar, codes::clip};
use crate::source::Span;
use crate::yaml::Scalar as Written;

/// A colour of the screen: how much red, green and blue it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The contrast that text of ordinary size must have (WCAG 2.2, success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

impl Colour {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// A colour of its three parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Reads `#17443f`, `17443f` or the short `#abc`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let digits: Vec<u8> = digits
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Self([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// How bright it is to the eye, from 0 to 1: the relative luminance of WCAG.
    pub fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// The contrast between two colours, from 1 to 21, by the formula of WCAG.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Black or white, whichever can be read better on this colour. One of the two always can.
    pub fn text(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }

    /// This colour with so many 255ths of another.
    #[must_use]
    pub fn mixed(self, other: Self, part: u8) -> Self {
        let mut mixed = self.0;
        for (own, other) in mixed.iter_mut().zip(other.0) {
            let sum = u32::from(*own) * u32::from(255 - part) + u32::from(other) * u32::from(part);
            *own = u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    /// The nearest colour between this one and black or white that can be read on every one of these.
    #[must_use]
    pub fn readable_on(self, papers: &[Self]) -> Self {
        let passes = |colour: Self| papers.iter().all(|paper| colour.contrast(*paper) >= READABLE);
        let ways = [Self::BLACK, Self::WHITE];
        let nearest = (0..=u8::MAX).find_map(|part| {
            let mut mixed = ways.iter().map(|way| self.mixed(*way, part));
            mixed.find(|colour| passes(*colour))
        });
        nearest.unwrap_or(Self::BLACK)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Scalar for Colour {
    const EXPECTED: &'static str = "a colour, such as \"#17443f\"";
    const BEGINS_WITH_HASH: bool = true;

    fn parse(scalar: &Written, span: Span, reader: &mut Reader<'_>) -> Option<Self> {
        if let Some(colour) = Self::parse(&scalar.text) {
            return Some(colour);
        }
        let message = format!("`{}` is not a colour as it is written here", clip(&scalar.text));
        let problem = Diagnostic::new(&codes::BAD_COLOUR, reader.at(span), message)
            .cure("write six hexadecimal digits after #, in quotes: \"#17443f\"");
        reader.fail(problem)
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect(text)
    }

    #[test]
    fn colours_are_read_with_and_without_their_sign_and_in_short() {
        assert_eq!(colour("#17443f"), Colour::new(0x17, 0x44, 0x3f));
        assert_eq!(colour("17443F"), colour("#17443f"));
        assert_eq!(colour("#abc"), colour("#aabbcc"));
        assert_eq!(colour("#abc").to_string(), "#aabbcc");
        for wrong in [
            "",
            "#",
            "#12",
            "#12345",
            "#1234567",
            "red",
            "#ggg",
            "url(x)",
            "#abc;",
            "#ａｂｃ",
            "# abc",
            "##abc",
        ] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_formula() {
        // Known values of the formula, to two places.
        for (one, two, contrast) in [
            ("#000", "#fff", 21.0),
            ("#777777", "#ffffff", 4.48),
            ("#767676", "#ffffff", 4.54),
            ("#ff0000", "#ffffff", 4.0),
            ("#0000ff", "#ffffff", 8.59),
            ("#123456", "#123456", 1.0),
        ] {
            let found = colour(one).contrast(colour(two));
            assert!((found - contrast).abs() < 0.005, "{one} on {two}: {found}");
            assert!((found - colour(two).contrast(colour(one))).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn on_every_colour_black_or_white_can_be_read() {
        for red in (0..=255u8).step_by(5) {
            for green in (0..=255u8).step_by(5) {
                for blue in (0..=255u8).step_by(15) {
                    let ground = Colour::new(red, green, blue);
                    assert!(ground.contrast(ground.text()) >= READABLE, "{ground}");
                }
            }
        }
    }

    #[test]
    fn the_nearest_readable_colour_is_readable_and_a_readable_one_is_its_own() {
        let papers = [colour("#fcfbf8"), colour("#f1efe8")];
        for text in ["#ffff00", "#ff69b4", "#8fd3e6", "#ffffff", "#777"] {
            let found = colour(text).readable_on(&papers);
            assert!(
                papers.iter().all(|paper| found.contrast(*paper) >= READABLE),
                "{text}: {found}"
            );
        }
        assert_eq!(colour("#0c5a70").readable_on(&papers), colour("#0c5a70"));
        // On the nearest step before it is not.
        assert_eq!(
            colour("#ff0000").readable_on(&[Colour::WHITE]).to_string(),
            "#ee0000"
        );
        assert_eq!(
            colour("#101010").readable_on(&[Colour::BLACK]).to_string(),
            "#757575"
        );
    }
}
