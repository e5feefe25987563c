//! What is written is read back the same.

use proptest::prelude::*;
use proptest::sample::select;
use scrutiny::source::is_hidden;
use scrutiny::yaml::{self, Node};
use serde_json::Value as Json;

use super::config;
use crate::finds::properties::agree::{file, read};

/// Texts that are easily written so that they are read as something else.
const TRAPS: &[&str] = &[
    "",
    "no",
    "on",
    "Yes",
    "y",
    "true",
    "~",
    "null",
    "NULL",
    "nUll",
    "2025-10-09",
    "2025-10",
    "2025",
    "2025-1-9",
    "2025-10-09T10:00:00Z",
    "1.10",
    "0x1f",
    "0b1",
    "010",
    "1_000",
    "12:30",
    "12:30.5",
    ".5",
    ".inf",
    "-.inf",
    ".nan",
    "+1",
    "-",
    "--",
    "1e3",
    "it's",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "a: b",
    "a:",
    ":a",
    ": a",
    "a:b",
    "a #b",
    "#a",
    "a#b",
    " a",
    "a ",
    "a  b",
    "  ",
    "- a",
    "-a",
    "? a",
    "?",
    "[a]",
    "a]",
    "{a}",
    "a, b",
    ",",
    "&a",
    "a&b",
    "*a",
    "!a",
    "|",
    "> a",
    ">-",
    "%a",
    "@a",
    "`a`",
    "=",
    "<<",
    "---",
    "...",
    "--- a",
    "a\nb",
    "a\n",
    "\na",
    "a\n\nb",
    "a\n\n",
    "a\n b",
    "a\n  b\n",
    "a \nb",
    "\n",
    "\ta",
    "a\tb",
    "a\t",
    "a\r\nb",
    "# a\nb",
    "- a\n- b\n",
    "---\na",
    "a: b\nc: d",
    "\u{e9}",
    "\u{65e5}\u{672c}",
    "\u{a0}a",
    "a\u{a0}",
    "\u{3000}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{201c}so\u{201d}",
    "\u{fffd}",
    "\u{10fffd}",
];

fn any_text() -> impl Strategy<Value = String> {
    let legal = ".{0,12}".prop_map(|text| text.chars().filter(|c| !is_hidden(*c)).collect::<String>());
    let word = prop_oneof![4 => select(TRAPS).prop_map(str::to_owned), 1 => legal];
    let glue = select(vec!["", " ", " ", "\n", "\n\n"]);
    let short = prop::collection::vec((word, glue), 1..4).prop_map(|parts| {
        let mut text = String::new();
        for (word, glue) in parts {
            text += &word;
            text += glue;
        }
        text
    });
    let long =
        (select(TRAPS), 8..30_usize).prop_map(|(word, times)| format!("{word} and then ").repeat(times));
    prop_oneof![6 => short, 2 => select(TRAPS).prop_map(str::to_owned), 1 => long]
        // A line feed in a file is what ends a line, so a carriage return is legal only before one.
        .prop_filter("carriage returns alone are refused", |text| {
            !text.replace("\r\n", "").contains('\r')
        })
}

fn any_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        8 => any_text().prop_map(Json::from),
        1 => any::<i64>().prop_map(Json::from),
        1 => any::<bool>().prop_map(Json::from),
        1 => Just(Json::Null),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::btree_map(any_name(), inner, 0..5)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z][a-z_]{0,8}", 1 => select(TRAPS).prop_map(str::to_owned)]
        .prop_filter("a name is not empty", |name| !name.is_empty())
}

/// Whether a tree says what a value says.
fn same(node: &Node, value: &Json) -> bool {
    match (&node.value, value) {
        (yaml::Value::Null, Json::Null) => true,
        (yaml::Value::Scalar(scalar), Json::String(text)) => scalar.text == *text,
        (yaml::Value::Scalar(scalar), Json::Number(number)) => scalar.text == number.to_string(),
        (yaml::Value::Scalar(scalar), Json::Bool(answer)) => scalar.text == answer.to_string(),
        (yaml::Value::List(nodes), Json::Array(values)) => {
            nodes.len() == values.len() && nodes.iter().zip(values).all(|(node, value)| same(node, value))
        }
        (yaml::Value::Map(nodes), Json::Object(values)) => {
            nodes.len() == values.len()
                && nodes
                    .iter()
                    .zip(values)
                    .all(|((own, node), (name, value))| own.value == *name && same(node, value))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_is_read_back_the_same_by_both_readers(
        fields in prop::collection::btree_map("[a-z][a-z_]{0,8}", any_value(), 0..5),
    ) {
        let pairs: Vec<(&str, Json)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let text = yaml::write(&pairs);
        let expected = Json::Object(fields.clone().into_iter().collect());
        let source = file(&text);
        let (node, problems) = read(&source);
        prop_assert!(problems.is_empty(), "{problems:?}\n{text}");
        let node = node.expect("no problem, so a tree");
        if fields.is_empty() {
            return Ok(());
        }
        prop_assert!(same(&node, &expected), "{expected}\n{node:?}\n{text}");
        let other: serde_json::Value = serde_yaml::from_str(&text).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{text}"))
        })?;
        prop_assert_eq!(other, expected, "{}", text);
    }
}
