//! What holds for every input: nothing panics, places cut whole characters, order and threads change no byte,
//! and two independent readers agree on what a file says.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use scrutiny::check::check;
use scrutiny::diagnostic::{Diagnostics, Style, render, to_json};
use scrutiny::law::Law;
use scrutiny::source::{Source, SourceId, Sources, is_hidden};
use scrutiny::yaml::{self, Node};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use crate::fixture::{BASE, NORTH, file, printed, problems, today, with};

/// 64 cases a property, unless the variable `PROPTEST_CASES` asks for another number.
fn config() -> Config {
    let asked = Config::default();
    let usual = asked.cases == 256;
    Config {
        cases: if usual { 64 } else { asked.cases },
        failure_persistence: None,
        ..asked
    }
}

/// Holds a register's problems to what must be so of all of them.
fn assert_drawable(sources: &Sources) -> Diagnostics {
    let found = problems(sources);
    for problem in &found {
        for label in std::iter::once(&problem.primary).chain(&problem.related) {
            let text = &sources.get(label.at.source).text;
            let cut = text.get(label.at.span.range());
            assert!(cut.is_some(), "{problem:?} is not in {text:?}");
        }
        assert!(problem.cure.is_some(), "{problem:?}");
        assert!(!problem.message.contains('\n'), "{problem:?}");
        assert!(render(problem, sources, Style::Plain).contains(problem.code.name));
        assert!(render(problem, sources, Style::Coloured).contains(problem.code.name));
        assert!(to_json(problem, sources).is_object());
    }
    found
}

/// Where a file may stand.
fn any_path() -> impl Strategy<Value = &'static str> {
    select(vec![
        NORTH,
        "records/register.yaml",
        "records/changes/2026/any.yaml",
        "records/resolutions/2026/any.yaml",
        "records/determinations/2026/any.yaml",
        "records/duties/2026/any.yaml",
        "records/pages/any.md",
    ])
}

/// Pieces of which YAML is made, and pieces that break it.
fn any_piece() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "name",
        "role",
        "title",
        "clauses",
        "words",
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\t",
        " ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "''",
        "\\",
        "\\n",
        "|",
        "|-\n",
        ">",
        ">-\n",
        "#",
        " # c",
        "&a",
        "*a",
        "!t",
        "%",
        "@",
        "`",
        "~",
        "no",
        "null",
        "2025-10-09",
        "1.10",
        "---\n",
        "...\n",
        "? ",
        "<<",
        "\u{e9}",
        "\u{65e5}",
        "\u{feff}",
        "\u{202e}",
        "\0",
        "a@b.cc",
        "[a](b/c)",
        "kent-hosc",
        "unknown",
    ]);
    prop_oneof![8 => piece.prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn any_soup() -> impl Strategy<Value = String> {
    prop::collection::vec(any_piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// One change to a good file, as a slip of the hand or a broken disk would make it.
#[derive(Clone, Debug)]
enum Mutation {
    Flip(Index, u8),
    Insert(Index, String),
    DeleteLine(Index),
    RepeatLine(Index),
    SwapLines(Index, Index),
    Cut(Index),
}

fn any_mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Flip(at, byte)),
        (any::<Index>(), any_piece()).prop_map(|(at, text)| Mutation::Insert(at, text)),
        any::<Index>().prop_map(Mutation::DeleteLine),
        any::<Index>().prop_map(Mutation::RepeatLine),
        (any::<Index>(), any::<Index>()).prop_map(|(one, two)| Mutation::SwapLines(one, two)),
        any::<Index>().prop_map(Mutation::Cut),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    if bytes.is_empty() {
        return;
    }
    let mut lines: Vec<Vec<u8>> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    match mutation {
        Mutation::Flip(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
            return;
        }
        Mutation::Insert(at, text) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, text.bytes());
            return;
        }
        Mutation::Cut(at) => return bytes.truncate(at.index(bytes.len())),
        Mutation::DeleteLine(at) => drop(lines.remove(at.index(lines.len()))),
        Mutation::RepeatLine(at) => {
            let at = at.index(lines.len());
            lines.insert(at, lines[at].clone());
        }
        Mutation::SwapLines(one, two) => {
            let (one, two) = (one.index(lines.len()), two.index(lines.len()));
            lines.swap(one, two);
        }
    }
    *bytes = lines.concat();
}

/// The register with some of its files spoilt.
fn any_spoilt() -> impl Strategy<Value = Vec<Source>> {
    let spoilt = (select(BASE), prop::collection::vec(any_mutation(), 1..4));
    prop::collection::vec(spoilt, 1..4).prop_map(|files| {
        let spoil = |((path, text), mutations): ((&str, &str), Vec<Mutation>)| {
            let mut bytes = text.as_bytes().to_vec();
            mutations.iter().for_each(|mutation| mutate(&mut bytes, mutation));
            file(path, bytes)
        };
        files.into_iter().map(spoil).collect()
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_bytes_panic_and_every_problem_has_a_place_in_the_text(
        path in any_path(),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        assert_drawable(&with(vec![file(path, bytes)]));
    }

    #[test]
    fn no_soup_of_yaml_panics_and_every_problem_has_a_place_in_the_text(path in any_path(), text in any_soup()) {
        assert_drawable(&with(vec![file(path, text)]));
    }

    #[test]
    fn no_slip_in_a_good_register_panics(files in any_spoilt()) {
        assert_drawable(&with(files));
    }

    #[test]
    fn the_order_of_files_and_the_number_of_threads_change_no_byte(
        files in any_spoilt(),
        order in prop::collection::vec(any::<u32>(), BASE.len()),
    ) {
        let sources = with(files);
        let mut shuffled: Vec<Source> = sources.iter().map(|(_, source)| source.clone()).collect();
        let mut order = order.into_iter();
        shuffled.sort_by_cached_key(|_| order.next());
        let shuffled = Sources::new(shuffled);
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let shown = |sources: &Sources, threads| {
            pool(threads).install(|| {
                let (register, found) = check(sources, Law::england(), today());
                let sound: Vec<String> = register.entries().map(|entry| entry.to_json().to_string()).collect();
                (sound, printed(&found, sources))
            })
        };
        let first = shown(&sources, 1);
        prop_assert_eq!(&first, &shown(&sources, 2));
        prop_assert_eq!(&first, &shown(&shuffled, 2));
    }
}

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
    "\u{10ffff}",
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
        let (node, problems) = read(&text);
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

/// A text read by our own reader.
fn read(text: &str) -> (Option<Node>, Diagnostics) {
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

/// Whether a colon begins a word or stands before a question mark, where the other reader stops or, between
/// brackets, takes it for a letter; or a tab stands before a comment, or after a hyphen that nothing but a comment follows.
fn is_disputed(text: &str) -> bool {
    let bytes = format!("\n{text}\n").into_bytes();
    let colon = |three: &[u8]| three[1] == b':' && (b" \t\r\n{[,".contains(&three[0]) || three[2] == b'?');
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
