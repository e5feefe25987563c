//! What holds for every input: nothing panics, places cut whole characters, order and threads change no byte,
//! and two independent readers agree on what a file says.

mod readers;
mod writer;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use scrutiny::check::check;
use scrutiny::law::Law;
use scrutiny::source::{Source, Sources};

use crate::finds::properties::drawable;
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
fn assert_drawable(sources: &Sources) {
    drawable::hold(&problems(sources), sources);
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
                let (register, found) = check(sources, &Law::of(sources), today());
                let sound: Vec<String> = register.entries().map(|entry| entry.to_json().to_string()).collect();
                (sound, printed(&found, sources))
            })
        };
        let first = shown(&sources, 1);
        prop_assert_eq!(&first, &shown(&sources, 2));
        prop_assert_eq!(&first, &shown(&shuffled, 2));
    }
}
