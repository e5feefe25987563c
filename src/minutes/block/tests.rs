//! Decisions and the clauses they are taken apart into.

use super::*;
use crate::minutes::paragraph::{lines, paragraphs};

/// The stem and the labelled clauses of a text that stands after "RESOLVED".
fn read(text: &str) -> (&str, Vec<(String, &str)>) {
    let found = block(text, Span::new(0, 0), &paragraphs(text, &lines(text)));
    let label = |piece: &Piece| {
        piece
            .label
            .as_ref()
            .map_or_else(String::new, |label| label.text.to_string())
    };
    let pieces = found
        .pieces
        .iter()
        .map(|piece| (label(piece), piece.span.of(text)));
    (found.stem.map_or("", |stem| stem.of(text)), pieces.collect())
}

fn clauses<'t>(pairs: &[(&str, &'t str)]) -> Vec<(String, &'t str)> {
    pairs
        .iter()
        .map(|(label, words)| ((*label).to_owned(), *words))
        .collect()
}

#[test]
fn labels_part_clauses_and_what_is_nested_stays() {
    let text = "a. The Chair meet the officers to agree:\ni. the form;\nii. the day.\nb. The plan be noted.\nThe Chair thanked all.";
    let (_, found) = read(text);
    assert_eq!(
        found,
        clauses(&[
            (
                "a",
                "The Chair meet the officers to agree:\ni. the form;\nii. the day."
            ),
            ("b", "The plan be noted.")
        ])
    );
}

#[test]
fn a_stem_goes_before_its_labels() {
    let (stem, found) = read("That the Board:-\n(1) notes it; and\n(2) asks for more.");
    assert_eq!(stem, "That the Board:-");
    assert_eq!(found, clauses(&[("1", "notes it; and"), ("2", "asks for more.")]));
}

#[test]
fn labels_on_one_line_part_clauses() {
    let (stem, found) = read("That the Panel (1) Notes the plan; (2) Agrees the day.");
    assert_eq!(stem, "That the Panel");
    assert_eq!(
        found,
        clauses(&[("1", "Notes the plan;"), ("2", "Agrees the day.")])
    );
}

#[test]
fn without_labels_there_is_one_clause_and_its_list() {
    let (_, found) = read(
        "That the following be highlighted:\n\u{b7} beds\n\u{b7} staff\nMembers spoke at length of this.",
    );
    assert_eq!(
        found,
        clauses(&[(
            "",
            "That the following be highlighted:\n\u{b7} beds\n\u{b7} staff"
        )])
    );
    let (_, found) = read("That the report be noted.\nThat the officers be thanked.\n(Vote: 5 for)");
    assert_eq!(
        found,
        clauses(&[
            ("", "That the report be noted."),
            ("", "That the officers be thanked.")
        ])
    );
}

#[test]
fn what_is_told_again_on_the_same_line_is_no_clause() {
    let (_, found) = read("the minutes be signed. There were no matters arising.");
    assert_eq!(found, clauses(&[("", "the minutes be signed.")]));
}

#[test]
fn labels_that_disagree_are_of_one_list() {
    let (_, found) = read("1. the minutes of May be approved;\nii the minutes of June be approved.");
    assert_eq!(
        found,
        clauses(&[
            ("1", "the minutes of May be approved;"),
            ("ii", "the minutes of June be approved.")
        ])
    );
}
