//! Whatever is handed in is read or refused; no line of it is lost, and none takes for ever.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::corpus::documents;
use crate::finds::properties::{
    self,
    minutes::{accounts_for_every_line, quotes_its_text},
};
use scrutiny::minutes::{self, Why};

/// How many documents the test of damaged documents makes: `MINUTES_ROUNDS` asks for more.
const ROUNDS: u64 = 400;

fn read(bytes: &[u8], name: &str) {
    properties::minutes::read(bytes, Some(name));
}

#[test]
fn no_line_of_the_corpus_is_lost() {
    for (name, bytes) in documents() {
        let minutes = minutes::read(&bytes, Some(&name)).expect(&name);
        accounts_for_every_line(&minutes);
        quotes_its_text(&minutes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes, "minutes.txt");
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,400}") {
        read(text.as_bytes(), "minutes.txt");
    }

    #[test]
    fn lines_of_minutes_in_any_order_are_read(lines in prop::collection::vec(prop::sample::select(LINES), 0..40)) {
        read(lines.join("\n").as_bytes(), "minutes.txt");
    }
}

#[test]
fn what_stands_under_a_decision_and_is_none_is_said_not_to_be_understood() {
    let text = "Agenda item\nDentistry\nDecision:\nThe weather was fine that day.\na) The report be noted.\nMinutes:\nA member spoke.\n";
    let minutes = minutes::read(text.as_bytes(), None).unwrap();
    let item = &minutes.items[0];
    let unknown: Vec<&str> = item
        .aside
        .iter()
        .filter(|aside| aside.why == Why::NotUnderstood)
        .map(|aside| minutes.page.words(aside.span))
        .collect();
    assert_eq!(unknown, ["The weather was fine that day."]);
    assert_eq!(item.clauses.len(), 1);
    assert_eq!(item.discussion.len(), 1, "talk in the minutes is discussion");
}

/// Lines that mean something to the reader, and some that look so.
const LINES: &[&str] = &[
    "Agenda item",
    "Minutes:",
    "Decision:",
    "RESOLVED:",
    "RESOLVED that",
    "RESOLVED \u{2013} That the Committee:-",
    "Resolved (10:0) \u{2013} that it be so",
    "That the report be noted.",
    "(a) notes the report; and",
    "a) The Panel deems the move to be a substantial variation.",
    "a.",
    "ii",
    "1. Mr Orme introduced the paper.",
    "12",
    "12. Urgent Care",
    "\u{b7} a point",
    "The following be appointed:",
    "Joint Committee | Councillor Ash",
    "\u{2018}RESOLVED that we wait\u{2019}",
    "Supporting documents:",
    "(Vote: 5 for, 2 against)",
    "It was moved by Councillor Ash, seconded by Councillor Birch and",
    "Dr A Bee (Chair, (Trust) Board) and Cy Dee were in attendance for this item.",
    "The Committee agreed to note the report. It was AGREED that a panel be set up.",
    "The minutes were agreed as a correct record.",
    "Meeting: 31/02/2025 - Health Panel (Item 3)",
    "",
];

/// Documents of the corpus with bytes changed, cut out, doubled and moved: by a seed, so that what fails fails again.
#[test]
fn damaged_documents_are_read_or_refused() {
    let rounds = std::env::var("MINUTES_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS);
    let documents = documents();
    let mut seed = Seed(0x5c57_1e57);
    for round in 0..rounds {
        let (name, bytes) = &documents[seed.below(documents.len())];
        let mut bytes = bytes.clone();
        for _ in 0..=seed.below(6) {
            damage(&mut bytes, &documents[seed.below(documents.len())].1, &mut seed);
        }
        let done = std::panic::catch_unwind(|| read(&bytes, name));
        assert!(done.is_ok(), "round {round}, made from {name}");
    }
}

fn damage(bytes: &mut Vec<u8>, other: &[u8], seed: &mut Seed) {
    if bytes.is_empty() {
        return;
    }
    let from = seed.below(bytes.len());
    let to = (from + seed.below(200)).min(bytes.len());
    match seed.below(5) {
        0 => bytes[from] = seed.below(256).try_into().unwrap_or_default(),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let piece = bytes[from..to].to_vec();
            bytes.splice(from..from, piece);
        }
        3 => {
            let start = seed.below(other.len().max(1));
            let piece = other[start..(start + 300).min(other.len())].to_vec();
            bytes.splice(from..from, piece);
        }
        _ => bytes.truncate(to),
    }
}

/// Numbers that look like chance (xorshift) and are the same each time.
struct Seed(u64);

impl Seed {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// Twice the text takes about twice the time: what grew with the square would take four times as long, and a hundred times
/// as long for the largest. Times are measured three times over, because machines are shared.
#[test]
fn reading_takes_time_in_proportion() {
    for unit in [
        "RESOLVED that ",
        "RESOLVED that\n",
        "(a) notes\n",
        "RESOLVED (",
        "\u{2018}RESOLVED \u{201c}that ",
        "That the following be noted:\n",
        "RESOLVED that the move is not a substantial variation and ",
        "1.\n2. Title\n",
        "<div><p>RESOLVED that</p></div>",
    ] {
        let time = |size: usize| {
            let text = unit.repeat(size / unit.len());
            let fastest = (0..3).map(|_| {
                let start = Instant::now();
                read(text.as_bytes(), "minutes.txt");
                start.elapsed()
            });
            fastest.min().unwrap_or_default()
        };
        let (small, large) = (time(8_000), time(64_000));
        let allowed = small.max(Duration::from_millis(20)) * 32;
        assert!(
            large < allowed,
            "{unit:?}: {small:?}, then {large:?} for eight times as much"
        );
    }
}
