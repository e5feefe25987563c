//! Texts of a workbook: those that sheets share, with their runs joined, and characters that XML cannot hold.

use super::xml::{Step, Walk};
use crate::sheet::read::Unreadable;

/// The texts that cells name by number.
pub(super) fn shared(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut found = Vec::new();
    let mut walk = Walk::new(text);
    while let Some(step) = walk.next()? {
        match step {
            Step::Start(element) if element.local_name().as_ref() == "si" => {
                found.push(runs(&mut walk, "si")?);
            }
            Step::Empty(element) if element.local_name().as_ref() == "si" => found.push(String::new()),
            _ => {}
        }
    }
    Ok(found)
}

/// The text up to the end of an element: its runs joined, without what tells how it is spoken.
pub(super) fn runs(walk: &mut Walk<'_>, end: &str) -> Result<String, Unreadable> {
    let (mut out, mut in_text, mut spoken) = (String::new(), false, 0_u32);
    while let Some(step) = walk.next()? {
        match step {
            Step::Start(element) => match element.local_name().as_ref() {
                "t" => in_text = true,
                "rPh" => spoken += 1,
                _ => {}
            },
            Step::End(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => spoken = spoken.saturating_sub(1),
                name if name == end => break,
                _ => {}
            },
            Step::Text(text) if in_text && spoken == 0 => out.push_str(&text),
            _ => {}
        }
    }
    Ok(unescaped(&out))
}

/// `_x000D_` is how a workbook writes a character that XML does not hold.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..7).filter(|code| code.ends_with('_'));
        let code = code.and_then(|code| u32::from_str_radix(&code[..4], 16).ok());
        match code.and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    // In a cell a line breaks with \n, whoever wrote it.
    out.replace("\r\n", "\n")
}

/// The same the other way round, and the marks of XML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if text[at..].starts_with("_x") => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("_x{:04X}_", u32::from(letter))),
            letter if u32::from(letter) < 32 => out.push_str(&format!("_x{:04X}_", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out
}
