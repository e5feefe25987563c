//! The quick way and the full one make the same of every text, places included, or the quick one makes nothing.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
use crate::yaml::{codes, whole};

/// A text with everything that the quick way knows.
const KNOWN: &str = "\
# yaml-language-server: $schema=../x.json

title: Ward 7 moves:no#comment, 'so'
summary: >-
  The ward moves

  to the old  \u{e9}cole
  and \u{2019}stays\u{2019} there.
kind: move   # a comment
services: [mental-health, \"a: b\", 'c, d',2025-01-02,  e ]
none: ~
empty: []
nothing: { }
more: [a , b, ]
group: {id: ward-7, clause: \"a b\"} 
quoted: \"yes\"  # why
single: ' two '
authorities:
  - authority: kent-county-council
    consultation:
      began: 2025-01-02
      published: https://consult.example/2025/a?b=c#d
  # Between two.
  - authority: medway-council
    asked: null
clauses:
- label: a
  words: |
    First line.
      - deeper

    Last line.  \u{20}

  reads_as: determination
- label: b
  words: >
    One
    two


    three

deep:
    a:
          - b
          -   c
          -
            d: e
            f:
            - g
details: |-
   # Heading
   no: field
   \u{20}\u{20}
   end
# The end.
";

fn full(text: &str) -> (Option<Node<'_>>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let node = whole::read(SourceId::default(), text, &mut problems);
    (node, problems)
}

/// Whether the quick way reads a text; where it does, the full one must make the same of it.
fn is_quick(text: &str) -> bool {
    if codes::forbidden_character(text).is_some() {
        return false;
    }
    let Some(quick) = read(text) else {
        return false;
    };
    let (whole, problems) = full(text);
    assert!(problems.is_empty(), "{problems:?} in\n{text}");
    let whole = whole.map(|node| format!("{node:#?}"));
    let same = Some(format!("{quick:#?}")) == whole;
    assert!(same, "{quick:?} and not {:?} of\n{text}", full(text).0);
    true
}

#[test]
fn all_that_records_are_written_in_is_read_the_quick_way() {
    assert!(is_quick(KNOWN));
}

#[test]
fn a_long_text_is_read_the_same_in_each_place() {
    let long = "words and more words ".repeat(100);
    let long = long.trim_end();
    for form in [
        long.to_owned(),
        format!("'{long}'"),
        format!("\"{long}\""),
        format!("|\n     {long}"),
    ] {
        for start in ["a: ", "- ", "a:\n  - ", "a:\n- ", "- a: "] {
            assert!(is_quick(&format!("{start}{form}\n")), "{start}");
        }
    }
    assert!(is_quick(&format!("a: [\"{long}\", '{long}']\n")));
}

#[test]
fn what_it_does_not_know_it_leaves_to_the_full_reader() {
    for text in [
        "",
        "a: b",
        "a:\n",
        "a: b\n  c\n",
        "a: b\nc\n",
        "a: &x b\n",
        "a: \"\\u00e9\"\n",
        "a: 'it''s'\n",
        "a: {b}\n",
        "a: {b: c, b: d}\n",
        "a: {b: {c: d}}\n",
        "a: [b c]\n",
        "a: [,]\n",
        "a: |+\n  b\n",
        "a: |2\n  b\n",
        "a: |\n\n  b\n",
        "a: >\n  b\n   c\n",
        "a: |\n   b\n  c\n",
        "a: b: c\n",
        "a: b\na: c\n",
        "\"a\": b\n",
        "a: [b\n  ]\n",
        "a: [b: c]\n",
        "---\na: b\n",
        "a: b\n---\nb: c\n",
        "a: b\n...\n",
        "a: b\n c: d\n",
        "- a\nb: c\n",
        "- - a\n",
        "a: -\n",
        "a:\tb\n",
        "a: b\r\n",
        "\u{feff}a: b\n",
        "? a\n: b\n",
        "a: !x b\n",
        "text\n",
    ] {
        assert!(read(text).is_none(), "{text:?}");
    }
    let deep: String = (0..40)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert!(read(&format!("{deep}{}a: b\n", " ".repeat(40))).is_none());
    let long = "a: b\n".repeat(NODE_LIMIT);
    assert!(read(&long).is_none());
}

/// Pieces to put into a text.
const PIECES: [&str; 48] = [
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\n  ",
    "\n    ",
    "\n# x\n",
    "\n   # x\n",
    " # x",
    "#",
    ":",
    ": ",
    ":\n",
    "- ",
    "-\n",
    "-",
    "\n- ",
    "\n  - ",
    "\n  - a: ",
    "\na: ",
    "\nb: |\n",
    "\nc: >-\n  ",
    "|",
    ">",
    ">-\n",
    "|-",
    "|\n",
    "[",
    "]",
    ", ",
    ",",
    "{",
    "}",
    "\"",
    "'",
    "\\",
    "&",
    "*",
    "!",
    "%",
    "~",
    "null",
    "---\n",
    "...\n",
    "<<: ",
    "\u{e9}",
    "\t",
];

/// One change to a text: what is taken out from which line on, and what is put in at which place.
#[derive(Clone, Debug)]
enum Edit {
    /// A piece at a place.
    Put(Index, &'static str),
    /// So many characters taken out at a place.
    Cut(Index, usize),
    /// A line in the place of another.
    Move(Index, Index),
    /// So many spaces before a line.
    Shift(Index, usize),
    /// A line taken out.
    Drop(Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (any::<Index>(), select(&PIECES[..])).prop_map(|(at, piece)| Edit::Put(at, piece)),
        (any::<Index>(), 1..4_usize).prop_map(|(at, count)| Edit::Cut(at, count)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Move(from, to)),
        (any::<Index>(), 0..9_usize).prop_map(|(line, indent)| Edit::Shift(line, indent)),
        any::<Index>().prop_map(Edit::Drop),
    ];
    prop::collection::vec(edit, 1..4)
}

fn apply(text: &str, edit: &Edit) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let mut letters: Vec<char> = text.chars().collect();
    match edit {
        Edit::Put(at, piece) => {
            let at = at.index(letters.len() + 1);
            letters.splice(at..at, piece.chars());
            return letters.into_iter().collect();
        }
        Edit::Cut(at, count) => {
            let at = at.index(letters.len() + 1);
            letters.drain(at..(at + count).min(letters.len()));
            return letters.into_iter().collect();
        }
        _ if lines.is_empty() => {}
        Edit::Move(from, to) => {
            let line = lines[from.index(lines.len())].clone();
            let to = to.index(lines.len());
            lines[to] = line;
        }
        Edit::Shift(line, indent) => {
            let line = line.index(lines.len());
            lines[line] = format!("{}{}", " ".repeat(*indent), lines[line].trim_start_matches(' '));
        }
        Edit::Drop(line) => drop(lines.remove(line.index(lines.len()))),
    }
    lines.concat()
}

/// How many texts are tried, unless the variable `PROPTEST_CASES` asks for another number.
fn cases() -> u32 {
    let asked = prop::test_runner::Config::default().cases;
    if asked == 256 { 3000 } else { asked }
}

#[test]
fn both_ways_make_the_same_of_every_text() {
    let mut runner = TestRunner::new(prop::test_runner::Config::default());
    let (edits, start) = (edits(), any::<Index>());
    let (mut quick, cases) = (0, cases());
    for _ in 0..cases {
        let changes = edits.new_tree(&mut runner).expect("a value").current();
        // A part of the text, so that a fault in one place does not hide all the others.
        let lines: Vec<&str> = KNOWN.split_inclusive('\n').collect();
        let first = start
            .new_tree(&mut runner)
            .expect("a value")
            .current()
            .index(lines.len());
        let length = start
            .new_tree(&mut runner)
            .expect("a value")
            .current()
            .index(lines.len());
        let mut text = lines[first..(first + length).min(lines.len())].concat();
        for edit in &changes {
            text = apply(&text, edit);
        }
        quick += u32::from(is_quick(&text));
    }
    assert!(
        quick * 25 > cases,
        "only {quick} of {cases} were read the quick way"
    );
}
