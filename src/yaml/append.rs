//! Adds one entry to the end of a list and leaves every other byte as it is.

use serde_json::{Map, Value as Json};

use super::edit::EditError;
use super::insert::deepest;
use super::values::{parse, to_json};
use super::{Node, Value, write};

/// Adds a group of fields to the end of a list that is a field of the record; a list that is not there yet is added
/// after the other fields.
///
/// The result is read again and must differ from what was there in that entry only.
///
/// # Errors
///
/// See [`EditError`]; the text is then as it was.
pub fn append(text: &str, list: &str, entry: &Map<String, Json>) -> Result<String, EditError> {
    let tree = parse(text)?;
    let mut expected = to_json(&tree);
    let Json::Object(fields) = &mut expected else {
        return Err(EditError::Unreadable);
    };
    let held = fields
        .entry(list.to_owned())
        .and_modify(|held| {
            if held.is_null() {
                *held = Json::Array(Vec::new());
            }
        })
        .or_insert_with(|| Json::Array(Vec::new()));
    let Json::Array(items) = held else {
        return Err(EditError::NoSuchField(list.to_owned()));
    };
    items.push(Json::Object(entry.clone()));
    let changed = added(text, &tree, list, entry).ok_or(EditError::Unsafe)?;
    if parse(&changed).is_ok_and(|tree| to_json(&tree) == expected) {
        Ok(changed)
    } else {
        Err(EditError::Unsafe)
    }
}

/// The text with the entry where it belongs.
fn added(text: &str, tree: &Node, list: &str, entry: &Map<String, Json>) -> Option<String> {
    let Value::Map(fields) = &tree.value else {
        return None;
    };
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines = |indent: &str| -> String {
        let one = Json::Array(vec![Json::Object(entry.clone())]);
        let laid = write(&[("x", one)]);
        let body = laid.lines().skip(1);
        let each = body.map(|line| format!("{indent}{}{line_end}", line.strip_prefix("  ").unwrap_or(line)));
        each.collect()
    };
    let Some((_, held)) = fields.iter().find(|(name, _)| name.value == list) else {
        let joint = if text.ends_with('\n') { "" } else { line_end };
        return Some(format!("{text}{joint}{list}:{line_end}{}", lines("  ")));
    };
    match &held.value {
        Value::List(items) => match items.last() {
            Some(last) if !text[held.span.range()].starts_with('[') => {
                after(text, last, line_end).map(|(at, indent, joint)| {
                    format!("{}{joint}{}{}", &text[..at], lines(&indent), &text[at..])
                })
            }
            // `[]`: the brackets give way to lines.
            None => {
                let range = held.span.range();
                let before = text[..range.start].trim_end_matches([' ', '\t']);
                let rest = text[range.end..].strip_prefix(line_end)?;
                Some(format!("{before}{line_end}{}{rest}", lines("  ")))
            }
            Some(_) => None,
        },
        _ => None,
    }
}

/// Where a new entry stands after the last one, how far it is indented, and what must be put before it.
fn after<'t>(text: &str, last: &Node, line_end: &'t str) -> Option<(usize, String, &'t str)> {
    let start = text[..last.span.range().start].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..];
    let indent = &line[..line.find('-')?];
    if !indent.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let end = deepest(last);
    let held = text[..end].trim_end().len();
    match text[held..].find('\n') {
        Some(at) => Some((held + at + 1, indent.to_owned(), "")),
        None => Some((text.len(), indent.to_owned(), line_end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Map<String, Json> {
        let Json::Object(entry) = serde_json::json!({ "date": "2026-04-01", "what": "Service begins" })
        else {
            unreachable!("it is an object")
        };
        entry
    }

    #[test]
    fn an_entry_comes_after_the_others_and_comments_stay() {
        let text = "# Ours.\nkey_dates:   # in order\n  - date: 2025-01-01 # a day\n    what: >-\n      It\n      began\n\n# Then.\ntitle: X\n";
        let changed = append(text, "key_dates", &entry()).expect("added");
        let expected = text.replace(
            "      began\n",
            "      began\n  - date: 2026-04-01\n    what: Service begins\n",
        );
        assert_eq!(changed, expected);
        let flush = "key_dates:\n- {date: 2025-01-01, what: It began} # so\ntitle: X\n";
        let changed = append(flush, "key_dates", &entry()).expect("added");
        assert_eq!(
            changed,
            flush.replace("# so\n", "# so\n- date: 2026-04-01\n  what: Service begins\n")
        );
    }

    #[test]
    fn a_list_that_is_missing_or_empty_is_made() {
        let made = "key_dates:\n  - date: 2026-04-01\n    what: Service begins\n";
        assert_eq!(
            append("title: X", "key_dates", &entry()),
            Ok(format!("title: X\n{made}"))
        );
        assert_eq!(
            append("key_dates: []\ntitle: X\n", "key_dates", &entry()),
            Ok(format!("{made}title: X\n"))
        );
        let windows = append("title: X\r\n", "key_dates", &entry()).expect("added");
        assert_eq!(windows, format!("title: X\n{made}").replace('\n', "\r\n"));
    }

    #[test]
    fn what_is_no_list_of_lines_is_left_alone() {
        assert_eq!(
            append("key_dates: [{date: 2025}]\n", "key_dates", &entry()),
            Err(EditError::Unsafe)
        );
        assert_eq!(
            append("key_dates: soon\n", "key_dates", &entry()),
            Err(EditError::NoSuchField("key_dates".to_owned()))
        );
    }
}
