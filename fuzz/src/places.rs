//! The places of a file, and texts that are easily read as something else.

use scrutiny::yaml::Part;
use serde_json::Value as Json;

use super::tape::Tape;

/// Texts that are easily written so that they are read as something else.
pub const TRAPS: [&str; 32] = [
    "One",
    "two: three",
    "2026-03-01",
    "A longer text that goes on and on, so that it does not fit on a line of a file that is kept by hand",
    "",
    "no",
    "~",
    "null",
    "12:30",
    "1.10",
    "it's",
    "\"",
    "a #b",
    "#a",
    "- a",
    "? a",
    "[a]",
    "{a",
    "&a",
    "*a",
    "!a",
    "|",
    ">-",
    "%a",
    "@a",
    "---",
    "a\nb",
    "a\n\nb\n",
    " a",
    "a ",
    "\u{e9}t\u{e9}",
    "a\tb",
];

/// Values of other forms.
const VALUES: [&str; 8] = [
    "[]",
    "{}",
    "null",
    "[\"a\",\"no\",\"c d\"]",
    "{\"date\":\"2026\",\"what\":\"It: so\"}",
    "[{\"a\":\"1\",\"b\":[\"x\"]},{\"a\":\"2\"}]",
    "{\"a\":{\"b\":{\"c\":\"d\"}}}",
    "[[\"a\"],[\"b\",\"c\"]]",
];

/// A value to put somewhere: mostly a text.
pub fn value(tape: &mut Tape<'_>) -> Json {
    match tape.below(4) {
        0 => serde_json::from_str(tape.pick(&VALUES)).unwrap_or_default(),
        _ => tape.pick(&TRAPS).into(),
    }
}

/// Every place in a tree, the outer before the inner.
pub fn places(tree: &Json) -> Vec<(Vec<Part<'_>>, &Json)> {
    let mut found = Vec::new();
    gather(tree, &mut Vec::new(), &mut found);
    found
}

fn gather<'j>(tree: &'j Json, at: &mut Vec<Part<'j>>, found: &mut Vec<(Vec<Part<'j>>, &'j Json)>) {
    let mut inner = |part: Part<'j>, value: &'j Json| {
        at.push(part);
        found.push((at.clone(), value));
        gather(value, at, found);
        at.pop();
    };
    match tree {
        Json::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| inner(Part::Field(name), value)),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(number, value)| inner(Part::Item(number), value)),
        _ => {}
    }
}
