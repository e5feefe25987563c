//! Two independent readers agree on what a file says.

use proptest::prelude::*;
use proptest::sample::select;

use super::{any_soup, any_spoilt, config};
use crate::finds::properties::agree::disagreement;
use crate::fixture::BASE;

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
