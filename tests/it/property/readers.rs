//! Two independent readers agree on what a file says.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::select;
use scrutiny::diagnostic::Diagnostics;
use scrutiny::source::SourceId;
use scrutiny::yaml::{self, Node};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{any_soup, any_spoilt, config};
use crate::fixture::{BASE, NORTH, file};

/// A text read by our own reader.
pub(super) fn read(text: &str) -> (Option<Node>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let node = yaml::read(SourceId(0), &file(NORTH, text), &mut problems);
    (node, problems)
}

/// Reads with the other reader of YAML what our own reader found: the same lists, the same fields in the same
/// order, and for each scalar the same text.
struct Same<'n>(&'n Node);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match &self.0.value {
            yaml::Value::Null => match <Option<IgnoredAny> as serde::Deserialize>::deserialize(deserializer)?
            {
                None => Ok(()),
                Some(_) => Err(D::Error::custom("something where we read nothing")),
            },
            yaml::Value::Scalar(scalar) => {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                if text == scalar.text {
                    Ok(())
                } else {
                    Err(D::Error::custom(format!(
                        "{text:?} where we read {:?}",
                        scalar.text
                    )))
                }
            }
            yaml::Value::List(_) => deserializer.deserialize_seq(self),
            yaml::Value::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.value.describe())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let yaml::Value::List(items) = &self.0.value else {
            return Err(A::Error::custom("a list where we read none"));
        };
        for item in items {
            list.next_element_seed(Same(item))?
                .ok_or_else(|| A::Error::custom("a shorter list"))?;
        }
        match list.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("a longer list")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let yaml::Value::Map(fields) = &self.0.value else {
            return Err(A::Error::custom("fields where we read none"));
        };
        for (name, value) in fields {
            let other: String = map.next_key()?.ok_or_else(|| A::Error::custom("fewer fields"))?;
            if other != name.value {
                return Err(A::Error::custom(format!(
                    "the field {other:?} where we read {:?}",
                    name.value
                )));
            }
            map.next_value_seed(Same(value))?;
        }
        match map.next_key::<String>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("more fields")),
        }
    }
}

/// Whether a colon begins a word, or stands before a question mark, comma or closing bracket, where the other reader stops or, between
/// brackets, takes it for a letter; or a tab stands before a comment, or after a hyphen that nothing but a comment follows.
fn is_disputed(text: &str) -> bool {
    let bytes = format!("\n{text}\n").into_bytes();
    let colon =
        |three: &[u8]| three[1] == b':' && (b" \t\r\n{[,".contains(&three[0]) || b"?,]}".contains(&three[2]));
    bytes.windows(3).any(colon) || text.contains("- \t") || text.contains("\t#")
}

/// What the two readers disagree on, for a text that ours reads without a problem.
///
/// They honestly differ, so that the text is made the same first or not compared:
/// - where a block ends with the file and no line feed: ours reads it as if there were one;
/// - after a byte-order mark, which the other takes for a column, and so the second field for the end of the record;
/// - where `...` stands before the record, which the other refuses;
/// - where nothing is recorded, or one text without any field, which may stand further to the left for ours;
/// - in what [`is_disputed`] says.
fn disagreement(text: &str) -> Option<String> {
    let text = &format!("{}\n", text.trim_start_matches('\u{feff}'));
    let begins = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if text
        .lines()
        .find(begins)
        .is_some_and(|line| line.starts_with("..."))
    {
        return None;
    }
    let (node, problems) = read(text);
    let node = node.filter(|_| problems.is_empty() && !is_disputed(text))?;
    if matches!(node.value, yaml::Value::Null | yaml::Value::Scalar(_)) {
        return None;
    }
    let other = Same(&node).deserialize(serde_yaml::Deserializer::from_str(text));
    other
        .err()
        .map(|error| format!("{error}\n{node:?}\n{text:?}\n{text}"))
}

#[test]
fn both_readers_agree_on_the_register_and_on_every_good_example() {
    let examples = scrutiny::check::codes::all()
        .into_iter()
        .map(|code| (code.example.path, code.example.good));
    for (path, text) in BASE.iter().copied().chain(examples) {
        if path.ends_with(".yaml") {
            assert_eq!(disagreement(text), None, "{path}");
        }
    }
}

/// A scalar as a clerk or a program may write it, to stand after a colon or hyphen at some depth.
fn any_written(depth: usize) -> impl Strategy<Value = String> {
    let pad = "  ".repeat(depth + 1);
    let plain = select(vec![
        "Kent",
        "a b",
        "a  b",
        "it's",
        "a \"b\" c",
        "a#b",
        "a:b",
        "http://x.example/?a=b&c",
        "no",
        "1.10",
        "~",
        "null",
        "",
        "2025-10-09",
        "\u{e9}t\u{e9}",
        "a, b",
        "a]",
        "-a",
        "?a",
        ":a",
        "a\\nb",
        "\u{201c}q\u{201d}",
        "=",
        "a & b",
        "a * b",
        "a ! b",
        "a > b",
        "a | b",
        "100%",
        "a @ b",
        "\u{a0}a",
    ]);
    let quoted = select(vec![
        "'a'",
        "''",
        "'it''s'",
        "'a: b'",
        "'# a'",
        "\"a\"",
        "\"\"",
        "\"a\\nb\"",
        "\"a\\tb\"",
        "\"\\u00e9\\x41\"",
        "\"a\\\\b\\\"\"",
        "\"a\\\n   b\"",
        "\"a\n   b\"",
        "'a\n\n   b'",
        "\"a  \n   b\"",
        "\"\\_a\"",
        "\"\\/\"",
        "\"a\\ \"",
    ]);
    let block = (
        select(vec!["|", "|-", "|+", ">", ">-", ">+", "|2", ">2-"]),
        prop::collection::vec(
            select(vec![
                "a", "b c", "", " d", "# e", "- f", "g: h", "  i  ", "'j", "\tk", "l\t", "\u{e9}",
            ]),
            1..5,
        ),
    )
        .prop_map(move |(head, lines)| {
            let lines: Vec<String> = lines.iter().map(|line| format!("{pad}{line}")).collect();
            format!("{head}\n{}", lines.join("\n"))
        });
    let folded = select(vec!["a\n      b", "a\n\n      b", "a\n      b # c"]);
    let flow = select(vec![
        "[]",
        "{}",
        "[a, b]",
        "[a, b,]",
        "[ a , 'b', \"c\" ]",
        "{a: b}",
        "{a: b, c: [d]}",
        "[[a], {b: c}]",
        "{a: , b}",
        "[a: b]",
        "{a: 'b', \"c\": d}",
        "[a,\n      b]",
        "{\n      a: b\n      }",
        "[~, no, '']",
        "{a: b:c}",
        "{\"a\":b}",
        "[a, # c\n      b]",
    ]);
    let raw = prop_oneof![3 => plain, 2 => quoted, 1 => folded, 2 => flow].prop_map(str::to_owned);
    prop_oneof![4 => raw, 1 => block]
}

/// A file as a clerk or a program may write it: sound more often than not.
fn any_file() -> impl Strategy<Value = String> {
    let name = select(vec![
        "name", "role", "a b", "'q'", "\"d\"", "no", "1", "~", "k1", "k2", "k3", "k4",
    ]);
    let line = (0..3_usize)
        .prop_flat_map(move |depth| {
            let lead = select(vec!["", "", "", "- ", "- - "]);
            (
                Just(depth),
                lead,
                name.clone(),
                any::<bool>(),
                any_written(depth + 1),
            )
        })
        .prop_map(|(depth, lead, name, item, value)| {
            let pad = "  ".repeat(depth);
            if item && !lead.is_empty() {
                format!("{pad}{lead}{value}")
            } else {
                format!("{pad}{lead}{name}: {value}")
            }
        });
    let between = select(vec![
        "\n",
        "\n",
        "\n",
        "\n",
        "\n\n",
        " # c\n",
        "\n# c\n",
        "\n    # c\n",
        "\r\n",
        " \n",
    ]);
    let lines = prop::collection::vec((line, between), 1..6);
    let head = select(vec!["", "", "", "---\n", "\u{feff}", "# c\n", "\n", "--- # c\n"]);
    let tail = select(vec!["", "", "...\n", "\n\n", "# c"]);
    (head, lines, tail).prop_map(|(head, lines, tail)| {
        let mut text = head.to_owned();
        for (line, between) in lines {
            text += &line;
            text += between;
        }
        text + tail
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_our_reader_accepts_the_other_reads_the_same(text in any_file(), soup in any_soup()) {
        prop_assert_eq!(disagreement(&text), None);
        prop_assert_eq!(disagreement(&soup), None);
    }

    #[test]
    fn what_our_reader_accepts_of_a_spoilt_register_the_other_reads_the_same(files in any_spoilt()) {
        for source in files.iter().filter(|source| source.refusal.is_none() && source.path.ends_with(".yaml")) {
            prop_assert_eq!(disagreement(&source.text), None);
        }
    }
}
