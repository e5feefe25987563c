//! The comments of a file: those that a side added must not get lost.

use std::ops::Range;

use super::three::Three;
use crate::yaml::{self, Node, Value};

/// The comments that a side has and the base had not, and that a text does not hold.
pub(super) fn lost(three: &Three<&[u8]>, text: &[u8]) -> Vec<String> {
    let base = all(three.base);
    let held = all(text);
    let mut lost: Vec<String> = Vec::new();
    for side in [three.ours, three.theirs] {
        let own = all(side);
        for (at, comment) in own.iter().enumerate() {
            let nth = own[..=at].iter().filter(|other| *other == comment).count();
            let count = |list: &[String]| list.iter().filter(|other| *other == comment).count();
            if nth > count(&base) && nth > count(&held) && !lost.contains(comment) {
                lost.push(comment.clone());
            }
        }
    }
    lost
}

/// The comments of a text, in order.
fn all(text: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(text) else {
        return Vec::new();
    };
    let found = places(text).into_iter();
    found.map(|range| text[range].trim_end().to_owned()).collect()
}

/// Where the comments of a text stand: from each `#` that begins one to the end of its line.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    if let Ok(tree) = yaml::parse(text) {
        scalars(&tree, &mut words);
    }
    words.sort_by_key(|range| range.start);
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let opens = |at: &usize| *at == start || text[..*at].ends_with([' ', '\t', '\u{feff}']);
        let marks = text[start..end].match_indices('#').map(|(at, _)| start + at);
        let is_word = |at: usize| {
            let next = words.partition_point(|range| range.start <= at);
            next > 0 && words[next - 1].end > at
        };
        if let Some(at) = marks.filter(opens).find(|at| !is_word(*at)) {
            found.push(at..end);
        }
        start += line.len();
    }
    found
}

/// Where the words of a file stand, names of fields included.
fn scalars(node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => found.push(node.span.range()),
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Map(fields) => {
            for (name, value) in fields {
                found.push(name.span.range());
                scalars(value, found);
            }
        }
    }
}
