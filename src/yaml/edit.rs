//! Changes one value of a file and leaves every other byte as it is: comments, order, quotes, line ends.

use std::ops::Range;
use std::str::FromStr;

use serde_json::Value as Json;
use yaml_edit::{Document, Mapping, YamlValue};

use super::values::{parse, to_json};
use super::{Node, Value};

/// Why a value could not be changed; nothing was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The file as it is cannot be read.
    Unreadable,
    /// A field on the way to the value is missing or holds no fields.
    NoSuchField(String),
    /// The editing would have changed something else as well, which must not be.
    Unsafe,
}

/// What to put in place of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// Text.
    Text(String),
    /// A list of words.
    Words(Vec<String>),
    /// Nothing: the field is taken out.
    Nothing,
}

/// Changes the value at a path of fields (`minutes`, `status`) and items counted from 0 (`clauses`, `0`, `reads_as`).
/// A field that is not there yet is added after the others.
///
/// The result is read again and must differ from what was there in that value only.
///
/// # Errors
///
/// See [`EditError`]; the text is then as it was.
pub fn set(text: &str, path: &[&str], put: &Put) -> Result<String, EditError> {
    let tree = parse(text)?;
    let mut expected = to_json(&tree);
    expect(&mut expected, path, put)?;
    let says = |changed: &str| parse(changed).is_ok_and(|tree| to_json(&tree) == expected);
    // A value on one line is replaced where it stands, in the same plain hand that `write` has.
    if let Some(changed) = replaced(text, &tree, path, put).filter(|changed| says(changed)) {
        return Ok(changed);
    }
    if let Some(changed) = inserted(text, &tree, path, put).filter(|changed| says(changed)) {
        return Ok(changed);
    }
    let body = text.trim_start_matches('\u{feff}');
    let mark = &text[..text.len() - body.len()];
    let document = Document::from_str(body).map_err(|_| EditError::Unreadable)?;
    let root = document.as_mapping().ok_or(EditError::Unreadable)?;
    apply(&root, path, put)?;
    let changed = with_line_ends_of(text, &format!("{mark}{document}"));
    if says(&changed) {
        Ok(changed)
    } else {
        Err(EditError::Unsafe)
    }
}

/// A changed text with the line ends of the file, where these are all of Windows' sort.
fn with_line_ends_of(text: &str, changed: &str) -> String {
    let bare = |text: &str| text.replace("\r\n", "");
    match text.contains("\r\n") && !bare(text).contains('\n') && bare(changed).contains('\n') {
        true => changed.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => changed.to_owned(),
    }
}

/// The text with a value, or a list between brackets, replaced where it stands; none for anything else.
fn replaced(text: &str, tree: &Node, path: &[&str], put: &Put) -> Option<String> {
    let words = match put {
        Put::Text(words) => words,
        Put::Words(words) => return super::graft::relisted(text, node(tree, path)?, words),
        Put::Nothing => return None,
    };
    let new = super::write::scalar(words);
    if let Some(old) = node(tree, path) {
        let range = old.span.range();
        let Value::Scalar(_) = old.value else { return None };
        return if let Some(header) = header(text, range.start) {
            block(text, header..range.end, words)
        } else {
            Some(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
        };
    }
    None
}

/// The text with a field that is not there yet, and the groups it is in; none where it is there.
fn inserted(text: &str, tree: &Node, path: &[&str], put: &Put) -> Option<String> {
    let value = match put {
        Put::Text(words) => Json::from(words.as_str()),
        Put::Words(words) => words.clone().into(),
        Put::Nothing => return None,
    };
    let there = (0..path.len())
        .rev()
        .find(|length| node(tree, &path[..*length]).is_some())?;
    if node(tree, path).is_some() {
        return None;
    }
    let (group, [name, inner @ ..]) = path.split_at(there) else {
        return None;
    };
    let nest = |value, name: &&str| Json::Object([((*name).to_owned(), value)].into_iter().collect());
    let value = inner.iter().rev().fold(value, nest);
    super::insert(text, group, name, &value).ok()
}

/// Where the mark of a block of lines stands, if a value is one: at its place, or at the end of the line before.
pub(super) fn header(text: &str, start: usize) -> Option<usize> {
    if text[start..].starts_with(['|', '>']) {
        return Some(start);
    }
    let before = text[..start]
        .trim_end_matches([' ', '\t'])
        .strip_suffix('\n')?
        .trim_end();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    // A comment may stand after the mark.
    let words = before[line..].split(" #").next()?.trim_end();
    let at = line + words.rfind([' ', '\t'])? + 1;
    let mark = &before[at..line + words.len()];
    let is_mark =
        mark.starts_with(['|', '>']) && mark[1..].bytes().all(|byte| b"+-123456789".contains(&byte));
    is_mark.then_some(at)
}

/// The text with a block of lines (`|` or `>`) replaced by a folded one, or by one line where that holds the words.
fn block(text: &str, range: Range<usize>, words: &str) -> Option<String> {
    let old = text[range.clone()].trim_end();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let first = old.lines().skip(1).find(|line| !line.trim().is_empty())?;
    let indent = &first[..first.len() - first.trim_start().len()];
    let new = match super::write::folded(words) {
        Some(lines) => {
            let lines: Vec<String> = lines
                .iter()
                .map(|line| format!("{line_end}{indent}{line}"))
                .collect();
            format!(">-{}", lines.concat())
        }
        None => super::write::scalar(words),
    };
    Some(format!(
        "{}{new}{}",
        &text[..range.start],
        &text[range.start + old.len()..]
    ))
}

/// The node at a path.
pub(super) fn node<'n>(at: &'n Node<'n>, path: &[&str]) -> Option<&'n Node<'n>> {
    let Some((first, rest)) = path.split_first() else {
        return Some(at);
    };
    let next = match &at.value {
        Value::Map(fields) => fields
            .iter()
            .find(|(name, _)| name.value == *first)
            .map(|(_, node)| node),
        Value::List(items) => items.get(first.parse::<usize>().ok()?),
        Value::Null | Value::Scalar(_) => None,
    };
    node(next?, rest)
}

/// Makes the change in the file.
fn apply(at: &Mapping, path: &[&str], put: &Put) -> Result<(), EditError> {
    let missing = |name: &str| EditError::NoSuchField(name.to_owned());
    match path {
        [] => Err(EditError::Unsafe),
        [field] => {
            match put {
                Put::Text(text) => at.set(*field, text.as_str()),
                Put::Words(words) => {
                    let words: Vec<YamlValue> =
                        words.iter().map(|word| YamlValue::from(word.as_str())).collect();
                    at.set(*field, words);
                }
                Put::Nothing => drop(at.remove(*field).ok_or_else(|| missing(field))?),
            }
            Ok(())
        }
        [list, item, rest @ ..] if !rest.is_empty() && item.parse::<usize>().is_ok() => {
            let items = at.get_sequence(*list).ok_or_else(|| missing(list))?;
            let index = item.parse().map_err(|_| missing(item))?;
            let node = items.get(index).ok_or_else(|| missing(item))?;
            apply(node.as_mapping().ok_or_else(|| missing(item))?, rest, put)
        }
        [field, rest @ ..] => match (at.get_mapping(*field), put) {
            (Some(group), _) => apply(&group, rest, put),
            (None, Put::Nothing) => Err(missing(field)),
            (None, _) => {
                at.set(*field, nested(rest, put));
                Ok(())
            }
        },
    }
}

/// A group of fields that holds one value, for a field whose group is not there yet.
fn nested(path: &[&str], put: &Put) -> YamlValue {
    match path {
        [] => match put {
            Put::Text(text) => YamlValue::from(text.as_str()),
            Put::Words(words) => {
                YamlValue::Sequence(words.iter().map(|word| YamlValue::from(word.as_str())).collect())
            }
            Put::Nothing => YamlValue::from(""),
        },
        [field, rest @ ..] => YamlValue::Mapping([((*field).to_owned(), nested(rest, put))].into()),
    }
}

/// Makes the change in what the file says.
fn expect(at: &mut Json, path: &[&str], put: &Put) -> Result<(), EditError> {
    let missing = |name: &str| EditError::NoSuchField(name.to_owned());
    match (path, at) {
        ([field], Json::Object(fields)) => {
            match put {
                Put::Text(text) => drop(fields.insert((*field).to_owned(), text.as_str().into())),
                Put::Words(words) => drop(fields.insert((*field).to_owned(), words.clone().into())),
                Put::Nothing => drop(fields.shift_remove(*field).ok_or_else(|| missing(field))?),
            }
            Ok(())
        }
        ([field, rest @ ..], Json::Object(fields)) => {
            // A group that is not there yet begins with the one value; one cannot be taken out of nothing.
            let absent = fields.get(*field).is_none_or(Json::is_null);
            if absent && *put != Put::Nothing && rest[0].parse::<usize>().is_err() {
                fields.insert((*field).to_owned(), Json::Object(serde_json::Map::new()));
            }
            expect(fields.get_mut(*field).ok_or_else(|| missing(field))?, rest, put)
        }
        ([item, rest @ ..], Json::Array(items)) => {
            let index: usize = item.parse().map_err(|_| missing(item))?;
            expect(items.get_mut(index).ok_or_else(|| missing(item))?, rest, put)
        }
        ([field, ..], _) => Err(missing(field)),
        ([], _) => Err(EditError::Unsafe),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "\
# Kept by the clerk.
name: Kent HOSC   # as on the door
role: scrutiny-committee

minutes:
  status: draft # for now
clauses:
  - label: a
    reads_as: noted
services: [one, two]
";

    fn changed(path: &[&str], put: &Put) -> String {
        set(RECORD, path, put).expect("the value can be changed")
    }

    #[test]
    fn only_the_value_changes() {
        let text = |text: &str| Put::Text(text.to_owned());
        assert_eq!(
            changed(&["minutes", "status"], &text("confirmed")),
            RECORD.replace("draft", "confirmed")
        );
        assert_eq!(
            changed(&["clauses", "0", "reads_as"], &text("agreed")),
            RECORD.replace("noted", "agreed")
        );
        assert_eq!(
            changed(&["name"], &text("Medway")),
            RECORD.replace("Kent HOSC", "Medway")
        );
        assert_eq!(
            changed(&["role"], &Put::Nothing),
            RECORD.replace("role: scrutiny-committee\n", "")
        );
    }

    #[test]
    fn a_block_of_lines_gives_way_to_another() {
        let text = "clauses:\n  - label: a\n    words: >-\n      One\n      two.\n    # Ours.\n    reads_as: noted\n";
        let long = "The committee noted the report of the officers. ".repeat(4);
        let long = long.trim_end();
        let changed = set(text, &["clauses", "0", "words"], &Put::Text(long.to_owned())).expect("changed");
        assert!(
            changed.contains("words: >-\n      The committee noted"),
            "{changed}"
        );
        assert!(
            changed.ends_with("\n    # Ours.\n    reads_as: noted\n"),
            "{changed}"
        );
        let short = set(text, &["clauses", "0", "words"], &Put::Text("One.".to_owned())).expect("changed");
        assert_eq!(short, text.replace(">-\n      One\n      two.", "One."));
    }

    #[test]
    fn what_other_readers_would_misread_is_quoted() {
        for hostile in [
            "no",
            "12:30",
            "a: b",
            "# x",
            "",
            "two\nlines",
            "'",
            "\"",
            "- a",
            "2025-10-09",
        ] {
            let result = set(RECORD, &["name"], &Put::Text(hostile.to_owned())).expect(hostile);
            let node = parse(&result).expect(hostile);
            assert_eq!(to_json(&node)["name"], hostile, "{result}");
        }
    }

    #[test]
    fn a_field_of_a_group_that_is_not_there_yet_makes_the_group() {
        let made = changed(&["discharged", "date"], &Put::Text("2026-06-01".to_owned()));
        assert!(made.starts_with(RECORD), "{made}");
        let both = set(
            &made,
            &["discharged", "evidence"],
            &Put::Text("It's £5: \"x\"".to_owned()),
        )
        .expect("added");
        let says = to_json(&parse(&both).expect(&both));
        assert_eq!(says["discharged"]["date"], "2026-06-01");
        assert_eq!(says["discharged"]["evidence"], "It's £5: \"x\"");
        let plain = changed(&["name"], &Put::Text("Café £5: \"x\"".to_owned()));
        assert!(
            plain.contains("name: \"Café £5: \\\"x\\\"\"   # as on the door\n"),
            "{plain}"
        );
        assert!(changed(&["area"], &Put::Text("Y".to_owned())).ends_with("area: \"Y\"\n"));
    }

    #[test]
    fn new_fields_are_added_and_line_ends_are_kept() {
        let windows = RECORD.replace('\n', "\r\n");
        let result = set(
            &windows,
            &["website"],
            &Put::Text("https://kent.example/".to_owned()),
        )
        .expect("added");
        assert!(result.starts_with(windows.trim_end()), "{result}");
        assert!(
            !result.replace("\r\n", "").contains('\n'),
            "every line ends alike"
        );
        let group = "area:\r\n  name: North\r\n";
        assert_eq!(
            set(group, &["area"], &Put::Text("North".to_owned())).as_deref(),
            Ok("area: North\r\n")
        );
        assert_eq!(
            set(RECORD, &["nowhere", "status"], &Put::Nothing),
            Err(EditError::NoSuchField("nowhere".to_owned()))
        );
    }
}
