//! A register's own look: its colours as rules of the style sheet, and its logo with the size it is shown at.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::path::PagePath;
use super::render::RenderError;
use crate::record::look::{AssetName, Look};
use crate::source::Spanned;
use crate::value::Colour;
use crate::view::frame::Logo;

/// How high a logo is shown, in pixels of the page.
const HEIGHT: u32 = 40;
/// How wide it may be at most; a wider one is shown less high.
const WIDEST: u32 = 240;

/// The rules that give the site its colours. They stand last, for the screen only: paper keeps black on white, and where
/// the system forces colours of its own, those hold.
pub(super) fn rules(look: &Look) -> String {
    let dark = look.dark.as_ref();
    let by_day = variables(
        colour(look.brand.as_ref()),
        colour(look.link.as_ref()),
        Colour::BLACK,
    );
    let by_night = variables(
        dark.and_then(|dark| colour(dark.brand.as_ref()))
            .or_else(|| colour(look.brand.as_ref())),
        dark.and_then(|dark| colour(dark.link.as_ref())),
        Colour::WHITE,
    );
    let mut css = String::new();
    for (screen, variables) in [
        ("screen", by_day),
        ("screen and (prefers-color-scheme: dark)", by_night),
    ] {
        if !variables.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(css, "@media {screen}{{:root{{{variables}}}}}");
        }
    }
    css
}

fn colour(written: Option<&Spanned<Colour>>) -> Option<Colour> {
    written.map(|written| written.value)
}

/// The custom properties for these colours. A link that is pointed at goes towards `stronger`, so it is read no worse.
fn variables(brand: Option<Colour>, link: Option<Colour>, stronger: Colour) -> String {
    let brand = brand.map(|brand| format!("--brand:{brand};--on-brand:{}", brand.text()));
    let link = link.map(|link| format!("--link:{link};--link-hover:{}", link.mixed(stronger, 90)));
    let both: Vec<String> = brand.into_iter().chain(link).collect();
    both.join(";")
}

/// The logo, from the assets there are.
pub(super) fn logo(look: &Look, assets: &BTreeMap<PagePath, Vec<u8>>) -> Result<Option<Logo>, RenderError> {
    let Some(name) = &look.logo else {
        return Ok(None);
    };
    let name: &AssetName = &name.value;
    let path = PagePath::asset(name);
    let fault = |why: &str, cure: &'static str| RenderError {
        cure,
        ..RenderError::plain(path.as_str(), why)
    };
    let Some(bytes) = assets.get(&path) else {
        return Err(fault(
            "records/register.yaml names it as the logo, and there is no such file below templates/",
            "put a file of that name below templates/assets/, or mend `look:` in records/register.yaml",
        ));
    };
    let size = if name.ends_with(".png") {
        size_of_png(bytes)
    } else {
        size_of_svg(bytes)
    };
    let Some((wide, high)) = size else {
        return Err(fault(
            "it is shown as the logo, and does not say how wide and high it is (as a PNG does in its head, and an SVG \
             with viewBox, or width and height)",
            "save it again with a program that writes its size, or name another in `look:` in records/register.yaml",
        ));
    };
    let scale = (f64::from(HEIGHT) / high).min(f64::from(WIDEST) / wide);
    let words = look.logo_words.as_ref();
    Ok(Some(Logo {
        path,
        width: pixels(wide * scale),
        height: pixels(high * scale),
        words: words.map_or_else(String::new, |words| words.value.to_string()),
    }))
}

/// A length in whole pixels, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 1 and the widest"
)]
fn pixels(length: f64) -> u32 {
    length.round().clamp(1.0, f64::from(WIDEST)) as u32
}

/// Width and height, as the head of a PNG tells them.
fn size_of_png(bytes: &[u8]) -> Option<(f64, f64)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(4..16)?;
    let head = head.strip_prefix(b"IHDR")?;
    let number = |at: usize| -> Option<f64> {
        let four: [u8; 4] = head.get(at..at + 4)?.try_into().ok()?;
        Some(f64::from(u32::from_be_bytes(four)))
    };
    sound(number(0)?, number(4)?)
}

/// Width and height, as the first tag of an SVG tells them.
fn size_of_svg(bytes: &[u8]) -> Option<(f64, f64)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    if let Some(numbers) = attribute(tag, "viewBox") {
        let numbers: Vec<f64> = numbers
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        return match numbers.as_slice() {
            [_, _, wide, high] => sound(*wide, *high),
            _ => None,
        };
    }
    let length = |name: &str| -> Option<f64> { attribute(tag, name)?.trim_end_matches("px").parse().ok() };
    sound(length("width")?, length("height")?)
}

fn sound(wide: f64, high: f64) -> Option<(f64, f64)> {
    let fits = |length: f64| length.is_finite() && (0.01..1e6).contains(&length);
    (fits(wide) && fits(high)).then_some((wide, high))
}

/// The value of an attribute in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        rest = &rest[at + name.len()..];
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        if let Some(value) = value.filter(|_| before.is_some_and(char::is_whitespace)) {
            let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
            return value[1..].split(mark).next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_logo_is_read_from_its_file() {
        let svg = |text: &str| size_of_svg(text.as_bytes());
        assert_eq!(svg("<svg viewBox=\"0 0 120 40\"/>"), Some((120.0, 40.0)));
        assert_eq!(
            svg("<?xml version='1.0'?>\n<svg xmlns='x' stroke-width='9' width = '32px' height='8'>"),
            Some((32.0, 8.0))
        );
        assert_eq!(
            svg("<svg viewBox=\"0,0,3,4\" width=\"9\" height=\"9\">"),
            Some((3.0, 4.0))
        );
        for wrong in [
            "",
            "<svg>",
            "<svg viewBox=\"0 0 0 0\">",
            "<svg viewBox=\"a\">",
            "<svg width=\"1em\" height=\"1em\">",
            "<svg width=9 height=9>",
            "<svg viewBox=\"0 0 inf 1\">",
            "<svg viewBox",
            "<svg viewBox=>",
        ] {
            assert_eq!(svg(wrong), None, "{wrong}");
        }
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80".to_vec();
        assert_eq!(size_of_png(&png), Some((256.0, 128.0)));
        png.truncate(20);
        assert_eq!(size_of_png(&png), None);
    }
}
