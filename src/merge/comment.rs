//! The comments of a file: those that a side added must not get lost.

use std::ops::Range;

use serde_json::Value as Json;

use super::three::{Side, Three};
use crate::compare::{Step, items};
use crate::yaml::{self, Node, Value};

/// The comments that a side has and the base had not, and that a text does not hold.
pub(super) fn lost(three: &Three<&[u8]>, text: &[u8]) -> Vec<String> {
    if is_held(three, three.ours, text) && is_held(three, three.theirs, text) {
        return Vec::new();
    }
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

/// Whether a text holds all that a side has and the base had not of what may be a comment; found without reading the files.
fn is_held(three: &Three<&[u8]>, side: &[u8], text: &[u8]) -> bool {
    let marks = |text: &'_ [u8]| -> Vec<Vec<u8>> {
        let lines = text.split(|byte| *byte == b'\n');
        let tail = |line: &[u8]| {
            Some(
                line[line.iter().position(|byte| *byte == b'#')?..]
                    .trim_ascii_end()
                    .to_vec(),
            )
        };
        lines.filter_map(tail).collect()
    };
    let (mut base, mut held) = (marks(three.base), marks(text));
    let mut take = |mark: &Vec<u8>| -> bool {
        let found = held
            .iter()
            .position(|own| own == mark)
            .map(|at| held.swap_remove(at))
            .is_some();
        let old = base
            .iter()
            .position(|own| own == mark)
            .map(|at| base.swap_remove(at))
            .is_some();
        found || old
    };
    marks(side).iter().all(&mut take)
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

/// A text with the comments that a side added to the base: each above or beside what it stands above or beside there.
///
/// Where there is no such place the text stays as it is; what is lost then is found by [`lost`].
pub(super) fn carried(text: &str, three: &Three<&[u8]>, side: Side) -> String {
    let (Ok(base), Ok(own)) = (
        std::str::from_utf8(three.base),
        std::str::from_utf8(three.of(side)),
    ) else {
        return text.to_owned();
    };
    let mut carried = text.to_owned();
    if is_held(three, three.of(side), text.as_bytes()) {
        return carried;
    }
    let (before, after) = (notes(base), notes(own));
    for note in &after {
        let was = before
            .iter()
            .find(|old| old.place == note.place && old.stands == note.stands);
        if was.is_some_and(|was| was.lines == note.lines) {
            continue;
        }
        let now = notes(&carried);
        let held = now
            .iter()
            .find(|held| held.place == note.place && held.stands == note.stands);
        if let Some(changed) = put(&carried, note, was, held)
            && yaml::values(changed.as_bytes()) == yaml::values(carried.as_bytes())
        {
            carried = changed;
        }
    }
    carried
}

/// Where a comment stands to what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Above,
    Beside,
    /// After all there is.
    Last,
}

/// The comments that stand together at one place.
#[derive(Clone, Debug)]
struct Note {
    place: Vec<Step>,
    stands: Stands,
    /// The words, line by line, without what indents them.
    lines: Vec<String>,
    /// The spaces between it and what it stands beside.
    gap: String,
    range: Range<usize>,
}

/// Every comment of a text with what it is about.
fn notes(text: &str) -> Vec<Note> {
    let Ok(tree) = yaml::parse(text) else {
        return Vec::new();
    };
    let mut heads = Vec::new();
    begins(&tree, &mut Vec::new(), &mut heads);
    heads.sort_by_key(|(at, place)| (*at, std::cmp::Reverse(place.len())));
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut notes: Vec<Note> = Vec::new();
    for range in places(text) {
        let line = line_start(range.start);
        let words = text[range.clone()].trim_end().to_owned();
        let is_own = text[line..range.start]
            .trim_matches([' ', '\t', '\u{feff}'])
            .is_empty();
        let gap = &text[text[..range.start].trim_end_matches([' ', '\t']).len()..range.start];
        let (stands, place) = if is_own {
            match heads.iter().find(|(at, _)| *at > range.end) {
                Some((_, place)) => (Stands::Above, place.clone()),
                None => (Stands::Last, Vec::new()),
            }
        } else {
            match heads.iter().rev().find(|(at, _)| *at < range.start) {
                Some((_, place)) => (Stands::Beside, place.clone()),
                None => continue,
            }
        };
        match notes.last_mut() {
            Some(last) if is_own && last.place == place && last.stands == stands => {
                last.lines.push(words);
                last.range.end = range.end;
            }
            _ => notes.push(Note {
                place,
                stands,
                lines: vec![words],
                gap: gap.to_owned(),
                range,
            }),
        }
    }
    notes
}

/// Where each field and each item begins.
fn begins(node: &Node, place: &mut Vec<Step>, found: &mut Vec<(usize, Vec<Step>)>) {
    match &node.value {
        Value::Map(fields) => {
            for (name, value) in fields {
                place.push(Step::Field(name.value.to_string()));
                found.push((name.span.range().start, place.clone()));
                begins(value, place, found);
                place.pop();
            }
        }
        Value::List(list) => {
            let field = place.iter().rev().find_map(|step| match step {
                Step::Field(name) => Some(name.clone()),
                Step::Item(_) => None,
            });
            let held: Vec<Json> = list.iter().map(yaml::to_json).collect();
            for (item, value) in items(&field.unwrap_or_default(), &held).into_iter().zip(list) {
                place.push(Step::Item(item));
                found.push((value.span.range().start, place.clone()));
                begins(value, place, found);
                place.pop();
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// The text with a comment at its place: for the one that stood there before, or beside others.
fn put(text: &str, note: &Note, was: Option<&Note>, held: Option<&Note>) -> Option<String> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_stop = |at: usize| text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let lines = |indent: &str, lines: &[String]| -> String {
        lines
            .iter()
            .map(|line| format!("{indent}{line}{line_end}"))
            .collect()
    };
    if let Some(held) = held {
        let line = line_start(held.range.start);
        // The other side left it as it was, so it gives way; otherwise what is new comes after what is there.
        let is_old = was.is_some_and(|was| was.lines == held.lines);
        if note.stands == Stands::Beside {
            return is_old.then(|| spliced(text, held.range.clone(), &note.lines.concat()));
        }
        let is_new = |own: &&String| !held.lines.contains(own);
        let kept: Vec<String> = if is_old {
            note.lines.clone()
        } else {
            held.lines
                .iter()
                .chain(note.lines.iter().filter(is_new))
                .cloned()
                .collect()
        };
        let indent = &text[line..held.range.start];
        let new = lines(indent, &kept);
        return Some(spliced(
            text,
            line..held.range.end,
            new.trim_end_matches(['\r', '\n']),
        ));
    }
    if note.stands == Stands::Last {
        let joint = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            line_end
        };
        return Some(format!("{text}{joint}{}", lines("", &note.lines)));
    }
    let tree = yaml::parse(text).ok()?;
    let mut heads = Vec::new();
    begins(&tree, &mut Vec::new(), &mut heads);
    let (at, _) = heads.iter().find(|(_, place)| *place == note.place)?;
    let line = line_start(*at);
    if note.stands == Stands::Beside {
        let stop = line_stop(*at);
        let end = text[..stop].trim_end().len();
        let rest = text[end..stop].trim_matches([' ', '\t']);
        let new = format!("{}{}{rest}", note.gap, note.lines.concat());
        return Some(spliced(text, end..stop, &new));
    }
    let lead = &text[line..*at];
    let indent = &lead[..lead.len() - lead.trim_start_matches([' ', '\u{feff}']).len()];
    Some(spliced(text, line..line, &lines(indent, &note.lines)))
}

fn spliced(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}
