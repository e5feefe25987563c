//! New records as YAML that every reader understands alike: text that could be taken for something else is quoted.

use std::fmt::Write as _;

use serde_json::Value;

/// Widest line of a folded paragraph, in characters.
const WIDTH: usize = 100;

/// Lays out a mapping as YAML, in the order its fields were put in. Numbers, booleans and nulls are written as such.
///
/// Reading the result gives the same values back.
pub fn write(fields: &[(&str, Value)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        field(&mut out, 0, name, value);
    }
    out
}

fn field(out: &mut String, depth: usize, name: &str, value: &Value) {
    let pad = "  ".repeat(depth);
    let _ = write!(out, "{pad}{}:", scalar(name));
    after_key(out, depth, value);
}

/// What follows `name:` or stands after `-`.
fn after_key(out: &mut String, depth: usize, value: &Value) {
    match value {
        Value::Array(items) if items.is_empty() => out.push_str(" []\n"),
        Value::Array(items) if items.iter().all(is_short) => {
            let inline: Vec<String> = items.iter().map(inline).collect();
            let _ = writeln!(out, " [{}]", inline.join(", "));
        }
        Value::Array(items) => {
            out.push('\n');
            for item in items {
                list_item(out, depth + 1, item);
            }
        }
        Value::Object(fields) if fields.is_empty() => out.push_str(" {}\n"),
        Value::Object(fields) => {
            out.push('\n');
            for (name, value) in fields {
                field(out, depth + 1, name, value);
            }
        }
        Value::String(text) => string(out, depth, text),
        other => {
            let _ = writeln!(out, " {other}");
        }
    }
}

fn list_item(out: &mut String, depth: usize, item: &Value) {
    let pad = "  ".repeat(depth);
    let fields = match item {
        Value::Object(fields) if !fields.is_empty() => fields,
        _ => {
            let _ = write!(out, "{pad}-");
            return after_key(out, depth, item);
        }
    };
    let mut lead = format!("{pad}- ");
    for (name, value) in fields {
        let _ = write!(out, "{lead}{}:", scalar(name));
        after_key(out, depth + 1, value);
        lead = format!("{pad}  ");
    }
}

/// Text in the plainest form that loses nothing: as it is, as a block of lines, or in quotes.
fn string(out: &mut String, depth: usize, text: &str) {
    let pad = "  ".repeat(depth + 1);
    if text.contains('\n') && is_block(text) {
        out.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
        for line in text.trim_end_matches('\n').split('\n') {
            let _ = if line.is_empty() {
                writeln!(out)
            } else {
                writeln!(out, "{pad}{line}")
            };
        }
    } else if let Some(lines) = folded(text) {
        out.push_str(" >-\n");
        for line in lines {
            let _ = writeln!(out, "{pad}{line}");
        }
    } else {
        let _ = writeln!(out, " {}", scalar(text));
    }
}

/// The lines of a folded paragraph, where text is long and folding loses nothing.
pub(super) fn folded(text: &str) -> Option<Vec<String>> {
    (text.chars().count() > WIDTH && is_foldable(text)).then(|| fold(text))
}

/// Text on one line: bare where every YAML reader takes it for text, otherwise in double quotes.
pub(super) fn scalar(text: &str) -> String {
    if is_bare(text) {
        text.to_owned()
    } else {
        // A JSON string is a YAML string in double quotes.
        Value::from(text).to_string()
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        other => other.to_string(),
    }
}

/// Whether a list item fits between brackets: an id, a word, a number. Readers differ on colons there.
fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= 60 && !text.contains([' ', ',', ':', '\n']) && is_bare(text),
        Value::Array(_) | Value::Object(_) => false,
        _ => true,
    }
}

/// Whether text can stand without quotes. Dates may: the fields that hold dates are read as dates everywhere.
fn is_bare(text: &str) -> bool {
    const OPENERS: &str = "-?:,[]{}#&*!|>'\"%@`=<~. \t";
    let date = text.len() == 10 && super::ambiguous(text) == Some("a date");
    let partial =
        text.len() == 7 && text.as_bytes()[4] == b'-' && text.bytes().filter(u8::is_ascii_digit).count() == 6;
    !text.is_empty()
        && !text.starts_with(|first: char| OPENERS.contains(first))
        && !text.ends_with([' ', '\t', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains([
            '[', ']', '{', '}', ',', '\n', '\r', '\t', '\u{85}', '\u{a0}', '\u{feff}',
        ])
        && !text.chars().any(char::is_control)
        && !text.eq_ignore_ascii_case("null")
        && (super::ambiguous(text).is_none() || date || partial)
}

/// Whether text can stand as a block of lines, each kept as it is.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    !body.ends_with('\n')
        && !body.is_empty()
        && !body.starts_with([' ', '\n', '\t'])
        && body
            .split('\n')
            .all(|line| !line.ends_with([' ', '\t']) && !line.starts_with('\t'))
        && !text.chars().any(|c| {
            c != '\n' && (c.is_control() || matches!(c, '\u{85}' | '\u{feff}' | '\u{2028}' | '\u{2029}'))
        })
}

/// Whether folding at single spaces and joining again gives the same text.
fn is_foldable(text: &str) -> bool {
    !text.contains("  ")
        && !text.starts_with([' ', '\t'])
        && !text.ends_with([' ', '\t'])
        && !text.contains(['\n', '\t'])
        && !text
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{feff}' | '\u{2028}' | '\u{2029}'))
}

fn fold(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            lines.push(String::new());
            width = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if width > 0 {
            line.push(' ');
            width += 1;
        }
        line.push_str(word);
        width += length;
    }
    lines
}
