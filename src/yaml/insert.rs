//! Adds a field to a group of fields, or a word to a list, and leaves every other byte as it is.

use serde_json::{Map, Value as Json, json};

use super::edit::{EditError, node};
use super::values::{parse, to_json};
use super::{Node, Value, write};

/// Adds a field with all that it holds after the others of the group at a path; the empty path is the record itself.
///
/// The result is read again and must differ from what was there in that field only.
///
/// # Errors
///
/// See [`EditError`]; the text is then as it was.
pub fn insert(text: &str, group: &[&str], name: &str, value: &Json) -> Result<String, EditError> {
    let tree = parse(text)?;
    let mut expected = to_json(&tree);
    let missing = |name: &str| EditError::NoSuchField(name.to_owned());
    let held = at(&mut expected, group).ok_or_else(|| missing(&group.join(".")))?;
    let fields: &mut Map<String, Json> = held.as_object_mut().ok_or_else(|| missing(&group.join(".")))?;
    if fields.contains_key(name) {
        return Err(EditError::Unsafe);
    }
    fields.insert(name.to_owned(), value.clone());
    let changed = match group {
        // After everything else in the file, comments too.
        [] if !text[tree.span.range().start..].starts_with('{') => Some(ended(text, name, value)),
        _ => node(&tree, group).and_then(|node| added(text, node, name, value)),
    };
    says(changed, &expected)
}

/// Adds a word to the end of a list of words that is a field of the record; a list that is not there yet is added after
/// the other fields.
///
/// # Errors
///
/// As [`insert`].
pub fn append_word(text: &str, list: &str, word: &str) -> Result<String, EditError> {
    let tree = parse(text)?;
    let Some(held) = node(&tree, &[list]).filter(|node| !matches!(node.value, Value::Null)) else {
        let absent = node(&tree, &[list]).is_none();
        return if absent {
            insert(text, &[], list, &json!([word]))
        } else {
            Err(EditError::Unsafe)
        };
    };
    let Value::List(items) = &held.value else {
        return Err(EditError::NoSuchField(list.to_owned()));
    };
    let mut expected = to_json(&tree);
    if let Some(words) = expected[list].as_array_mut() {
        words.push(word.into());
    }
    let new = write::scalar(word);
    let is_flow = text[held.span.range().start..].starts_with('[');
    let changed = match items.last() {
        Some(last) if is_flow => Some(spliced(text, last.span.range().end, &format!(", {new}"))),
        None if is_flow => Some(spliced(text, held.span.range().start + 1, &new)),
        Some(last) => {
            let (start, end) = (line_start(text, last.span.range().start), last.span.range().end);
            let lead = &text[start..last.span.range().start];
            is_lead(lead).then(|| after_line(text, end, &format!("{lead}{new}")))
        }
        None => None,
    };
    says(changed, &expected)
}

/// The text with a list that stands between brackets replaced by one of words; none for a list of lines.
pub(super) fn relisted(text: &str, held: &Node, words: &[String]) -> Option<String> {
    let Value::List(items) = &held.value else {
        return None;
    };
    let start = held.span.range().start;
    if !text[start..].starts_with('[') {
        return None;
    }
    let last = items.last().map_or(start + 1, deepest);
    let rest = text[last..].trim_start();
    let rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
    let after = rest.strip_prefix(']')?;
    let list = flow(&words.iter().map(String::as_str).collect());
    Some(format!("{}{list}{after}", &text[..start]))
}

/// The text, if it says what is expected.
fn says(changed: Option<String>, expected: &Json) -> Result<String, EditError> {
    let says = |text: &String| parse(text).is_ok_and(|tree| to_json(&tree) == *expected);
    changed.filter(says).ok_or(EditError::Unsafe)
}

/// What stands at a path.
fn at<'j>(value: &'j mut Json, path: &[&str]) -> Option<&'j mut Json> {
    path.iter().try_fold(value, |value, step| match value {
        Json::Object(fields) => fields.get_mut(*step),
        Json::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The text with a field added at its end.
fn ended(text: &str, name: &str, value: &Json) -> String {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let joint = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        line_end
    };
    let new = write(&[(name, value.clone())]).replace('\n', line_end);
    format!("{text}{joint}{new}")
}

/// The text with a field added to a group.
fn added(text: &str, group: &Node, name: &str, value: &Json) -> Option<String> {
    let Value::Map(fields) = &group.value else {
        return None;
    };
    let start = group.span.range().start;
    if text[start..].starts_with('{') {
        let field = format!("{}: {}", write::scalar(name), flow(value));
        return Some(match fields.last() {
            Some((_, last)) => spliced(text, last.span.range().end, &format!(", {field}")),
            None => spliced(text, start + 1, &field),
        });
    }
    let lead = &text[line_start(text, start)..start];
    if !is_lead(lead) {
        return None;
    }
    let indent = " ".repeat(lead.len());
    let laid = write(&[(name, value.clone())]);
    let lines: Vec<String> = laid
        .lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("{indent}{line}")
            }
        })
        .collect();
    Some(after_line(text, deepest(group), &lines.join("\n")))
}

/// A value on one line, as it stands between brackets.
fn flow(value: &Json) -> String {
    match value {
        Json::Object(fields) => {
            let each = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", write::scalar(name), flow(value)));
            format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        // Readers differ on colons between brackets.
        Json::String(text) if !text.contains(':') => write::scalar(text),
        other => other.to_string(),
    }
}

fn spliced(text: &str, at: usize, new: &str) -> String {
    format!("{}{new}{}", &text[..at], &text[at..])
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// Whether nothing stands on the line before a place but spaces and the marks of list items.
fn is_lead(lead: &str) -> bool {
    lead.trim_start_matches('\u{feff}')
        .bytes()
        .all(|byte| byte == b' ' || byte == b'-')
}

/// The text with lines added after the line that a value ends on.
fn after_line(text: &str, end: usize, lines: &str) -> String {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let new = lines.replace('\n', line_end);
    let held = text[..end].trim_end().len();
    match text[held..].find('\n') {
        Some(at) => spliced(text, held + at + 1, &format!("{new}{line_end}")),
        None => format!("{text}{line_end}{new}{line_end}"),
    }
}

/// Where the last value within a node ends.
pub(super) fn deepest(node: &Node) -> usize {
    let own = node.span.range().end;
    match &node.value {
        Value::Map(fields) => fields.iter().map(|(_, node)| deepest(node)).max().unwrap_or(own),
        Value::List(items) => items.iter().map(deepest).max().unwrap_or(own),
        Value::Null | Value::Scalar(_) => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "\
# Ours.
clauses:
  - label: a
    words: >-
      One
      two.
    action:   # asked
      owner: kmpt
      due: unknown # as yet

    # Between.
  - label: b
    action: {owner: kmpt, due: unknown}
  - {label: c, action: {}}
# The end.
";

    fn done() -> Json {
        json!({ "date": "2026-03-01", "evidence": "It's done: at last", "address": "https://x.example/" })
    }

    #[test]
    fn a_field_comes_after_the_others_of_its_group() {
        let insert = |path: &[&str]| insert(RECORD, path, "done", &done()).expect("added");
        let lines = "      done:\n        date: 2026-03-01\n        evidence: \"It's done: at last\"\n        address: https://x.example/\n";
        assert_eq!(
            insert(&["clauses", "0", "action"]),
            RECORD.replace("# as yet\n", &format!("# as yet\n{lines}"))
        );
        let flow = "{date: 2026-03-01, evidence: \"It's done: at last\", address: \"https://x.example/\"}";
        assert_eq!(
            insert(&["clauses", "1", "action"]),
            RECORD.replace("due: unknown}", &format!("due: unknown, done: {flow}}}"))
        );
        assert_eq!(
            insert(&["clauses", "2", "action"]),
            RECORD.replace("action: {}", &format!("action: {{done: {flow}}}"))
        );
        let whole = insert(&["clauses", "1"]);
        assert!(
            whole.contains("due: unknown}\n    done:\n      date: 2026-03-01\n"),
            "{whole}"
        );
        assert!(insert(&[]).ends_with("# The end.\ndone:\n  date: 2026-03-01\n  evidence: \"It's done: at last\"\n  address: https://x.example/\n"));
    }

    #[test]
    fn windows_line_ends_and_missing_last_ones_are_kept() {
        let windows = "a:\r\n  b: 1";
        assert_eq!(
            insert(windows, &["a"], "c", &json!({ "d": "x" })),
            Ok("a:\r\n  b: 1\r\n  c:\r\n    d: x\r\n".to_owned())
        );
        assert_eq!(insert(windows, &["a"], "b", &json!("x")), Err(EditError::Unsafe));
        assert_eq!(
            insert(windows, &["z"], "b", &json!("x")),
            Err(EditError::NoSuchField("z".to_owned()))
        );
    }

    #[test]
    fn a_list_between_brackets_gives_way_to_another() {
        let set = |text: &str, words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            super::super::set(text, &["a"], &super::super::Put::Words(words)).expect(text)
        };
        assert_eq!(
            set("a: [ b,\n  c, ] # d\ne: f\n", &["x", "y: z"]),
            "a: [x, \"y: z\"] # d\ne: f\n"
        );
        assert_eq!(set("a: []\n", &["x"]), "a: [x]\n");
        assert_eq!(set("b: c\n", &["x"]), "b: c\na: [x]\n");
    }

    #[test]
    fn a_word_comes_after_the_others_of_its_list() {
        let add = |text: &str| append_word(text, "replaces", "ward-b").expect(text);
        assert_eq!(add("title: X\n"), "title: X\nreplaces: [ward-b]\n");
        assert_eq!(add("replaces: [] # none\n"), "replaces: [ward-b] # none\n");
        assert_eq!(add("replaces: [ a ]\nb: c\n"), "replaces: [ a, ward-b ]\nb: c\n");
        assert_eq!(
            add("replaces:\n  - a # first\n  # so\nb: c\n"),
            "replaces:\n  - a # first\n  - ward-b\n  # so\nb: c\n"
        );
        assert_eq!(
            append_word("replaces: a\n", "replaces", "b"),
            Err(EditError::NoSuchField("replaces".to_owned()))
        );
    }
}
