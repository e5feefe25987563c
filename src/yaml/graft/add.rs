//! What is added to a record again and again: a field to a group, an entry or a word to a list.

use serde_json::{Map, Value as Json, json};

use super::page::Page;
use super::{Graft, Part, graft, lay};
use crate::yaml::edit::{EditError, node};
use crate::yaml::values::parse;
use crate::yaml::{Node, Value};

/// Adds a field with all that it holds after the others of the group at a path; the empty path is the record itself.
///
/// # Errors
///
/// As [`graft`].
pub fn insert(text: &str, group: &[&str], name: &str, value: &Json) -> Result<String, EditError> {
    let steps = group.iter().copied();
    let mut place: Vec<Part<'_>> = steps
        .map(|step| step.parse().map_or(Part::Field(step), Part::Item))
        .collect();
    place.push(Part::Field(name));
    graft(text, &place, &Graft::Field { value, after: None })
}

/// Adds a group of fields to the end of a list that is a field of the record; a list that is not there yet is added after
/// everything else. One that stands between brackets is left alone: with groups in it nobody could read it.
///
/// # Errors
///
/// As [`graft`].
pub fn append(text: &str, list: &str, entry: &Map<String, Json>) -> Result<String, EditError> {
    let tree = parse(text)?;
    let is_bracketed = |held: &Node| Page::new(text).is_bracketed(held);
    let holds_some = |held: &Node| matches!(&held.value, Value::List(items) if !items.is_empty());
    if node(&tree, &[list]).is_some_and(|held| holds_some(held) && is_bracketed(held)) {
        return Err(EditError::Unsafe);
    }
    appended(text, &tree, list, &Json::Object(entry.clone()))
}

/// Adds a word to the end of a list of words that is a field of the record; a list that is not there yet is added after
/// everything else.
///
/// # Errors
///
/// As [`graft`].
pub fn append_word(text: &str, list: &str, word: &str) -> Result<String, EditError> {
    appended(text, &parse(text)?, list, &word.into())
}

fn appended(text: &str, tree: &Node, list: &str, value: &Json) -> Result<String, EditError> {
    match node(tree, &[list]).map(|held| &held.value) {
        None => insert(text, &[], list, &json!([value])),
        Some(Value::List(items)) => {
            let place = [Part::Field(list), Part::Item(items.len())];
            graft(text, &place, &Graft::Item(value))
        }
        Some(Value::Null) => Err(EditError::Unsafe),
        Some(_) => Err(EditError::NoSuchField(list.to_owned())),
    }
}

/// The text with a list that stands between brackets replaced by one of words; none for anything else.
pub(in crate::yaml) fn relisted(text: &str, held: &Node, words: &[String]) -> Option<String> {
    let page = Page::new(text);
    if !matches!(held.value, Value::List(_)) || !page.is_bracketed(held) {
        return None;
    }
    let range = held.span.range().start..page.end(held)?;
    Some(page.spliced(range, &lay::inline(&words.into())))
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
            crate::yaml::set(text, &["a"], &crate::yaml::Put::Words(words)).expect(text)
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
