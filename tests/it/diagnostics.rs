//! What a clerk sees: the printed problems, whole.

use scrutiny::diagnostic::{Diagnostic, Style, render, to_json};
use scrutiny::source::{Location, Source, SourceId, Sources, Span};
use scrutiny::yaml::codes::TAG;

use crate::fixture::{NORTH, codes, file, printed, problems, with};

/// A copy of the register with ten mistakes of ten kinds, in seven files.
fn ten_mistakes() -> Vec<Source> {
    vec![
        file(
            NORTH,
            "name: North Trust\nrole: nhs-turst\nwebsight: https://north.example\n",
        ),
        file(
            "records/changes/2026/clinic-2026.yaml",
            "title: A clinic moves (write to jo@north.example)\nkind: move\n",
        ),
        file(
            "records/changes/2026/ward-move-2026.yaml",
            "\
title: A ward moves
summary: A ward moves to another building.
kind: move
authorities:
  - authority: kent-county-counsel
under_consideration_from: 09/10/2025
",
        ),
        file(
            "records/determinations/2026/medway-view.yaml",
            "\
change: medway-therapeutic-alliance-2025
by: medway-cyp-overview-and-scrutiny
authority: medway-council
view: not-substantial
date: unknown
resolution: {id: medway-cyp-therapeutic-alliance-award, clause: a}
",
        ),
        file(
            "records/duties/2026/involve.yaml",
            "\
title: Involve people in planning
change: all-age-mental-health-2025
basis: {provision: nhsa-14Z45-involve-planing}
owed_by: nhs-kent-and-medway
owed_to: [users]
",
        ),
        file(
            "records/resolutions/2026/kent-hosc-2026-01-20-ward.yaml",
            "committee: kent-hosc\nmeeting: 2062-01-20\nitem: A ward\n",
        ),
        file(
            "records/resolutions/2026/kent-hosc-2026-03-10-ward.yaml",
            "committee: kent-hosc\nmeeting: 2026-03-10\nitem: Mental health: a report\n",
        ),
    ]
}

const TEN_MISTAKES: &str = r#"
error[unknown-word]: `nhs-turst` is not a role of a body
 --> records/bodies/north-trust.yaml:2:7
  |
2 | role: nhs-turst
  |       ^^^^^^^^^
  |
  = help: did you mean `nhs-trust`?

error[unknown-field]: a body has no field `websight`
 --> records/bodies/north-trust.yaml:3:1
  |
3 | websight: https://north.example
  | ^^^^^^^^
  |
  = help: did you mean `website`?

error[missing-summary]: this change has no plain summary
 --> records/changes/2026/clinic-2026.yaml:1:8
  |
1 | title: A clinic moves (write to jo@north.example)
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: add a line `summary: ...` with one or two sentences that anybody can read

error[personal-email]: `jo@north.example` is an e-mail address
 --> records/changes/2026/clinic-2026.yaml:1:33
  |
1 | title: A clinic moves (write to jo@north.example)
  |                                 ^^^^^^^^^^^^^^^^
  |
  = help: link to a contact page instead; in exact words, write [e-mail address removed]

error[dangling-reference]: there is no body `kent-county-counsel` in the register
 --> records/changes/2026/ward-move-2026.yaml:5:16
  |
5 |   - authority: kent-county-counsel
  |                ^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `kent-county-council`?

error[unclear-date]: `09/10/2025` could be more than one day
 --> records/changes/2026/ward-move-2026.yaml:6:27
  |
6 | under_consideration_from: 09/10/2025
  |                           ^^^^^^^^^^
  |
  = help: write 2025-10-09 for 9 October 2025, or 2025-09-10 for 10 September 2025

error[noted-as-determination]: clause `a` only notes something; that is no view
 --> records/determinations/2026/medway-view.yaml:6:65
  |
6 | resolution: {id: medway-cyp-therapeutic-alliance-award, clause: a}
  |                                                                 ^
  |
 ::: records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml:7:12
  |
7 |     words: The Committee noted the report.
  |            ------------------------------- the words of the clause
  |
  = help: delete this determination unless another clause holds the committee's own view

error[unknown-provision]: there is no provision `nhsa-14Z45-involve-planing`
 --> records/duties/2026/involve.yaml:3:20
  |
3 | basis: {provision: nhsa-14Z45-involve-planing}
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `nhsa-14Z45-involve-planning`?

error[date-not-come]: this resolution is dated 20 January 2062, which has not come yet
 --> records/resolutions/2026/kent-hosc-2026-01-20-ward.yaml:2:10
  |
2 | meeting: 2062-01-20
  |          ^^^^^^^^^^
  |
  = help: check the year; what is planned goes under `key_dates` or `engagement`

error[yaml-syntax]: a colon followed by a space is not allowed here
 --> records/resolutions/2026/kent-hosc-2026-03-10-ward.yaml:3:20
  |
3 | item: Mental health: a report
  |                    ^
  |
  = help: put quotes around the whole value, or check that the line is indented like its neighbours
"#;

#[test]
fn ten_mistakes_give_ten_reports_each_with_its_place_and_its_cure() {
    let sources = with(ten_mistakes());
    let found = problems(&sources);
    assert_eq!(found.len(), 10, "{:?}", codes(&found));
    assert!(found.iter().all(|problem| problem.cure.is_some()));
    assert_eq!(
        printed(&found, &sources) + "\n",
        TEN_MISTAKES.trim_start_matches('\n')
    );
}

#[test]
fn a_problem_as_json_holds_the_same_facts() {
    let sources = with(ten_mistakes());
    let found = problems(&sources);
    let noted = found
        .iter()
        .find(|problem| problem.code.name == "noted-as-determination");
    let json = to_json(noted.expect("one of the ten"), &sources);
    let expected = serde_json::json!({
        "code": "noted-as-determination",
        "severity": "error",
        "message": "clause `a` only notes something; that is no view",
        "file": "records/determinations/2026/medway-view.yaml",
        "line": 6, "column": 65, "end_line": 6, "end_column": 66,
        "start_byte": 204, "end_byte": 205,
        "label": "",
        "related": [{
            "file": "records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml",
            "line": 7, "column": 12, "end_line": 7, "end_column": 43,
            "start_byte": 165, "end_byte": 196,
            "label": "the words of the clause",
        }],
        "cure": "delete this determination unless another clause holds the committee's own view",
    });
    assert_eq!(json, expected);
}

/// A problem at a place in a text, with related places before and after it and in another file.
fn drawn(text: &str, span: Span) -> String {
    let sources = Sources::new(vec![file("records/a.yaml", "name: a\n"), file(NORTH, text)]);
    let at = |source, span| Location {
        source: SourceId(source),
        span,
    };
    // Files are numbered in the order of their paths.
    let problem = Diagnostic::new(&TAG, at(1, span), "a message")
        .label("a label")
        .related(at(0, Span::new(6, 7)), "another file")
        .related(at(1, span), "")
        .cure("a cure");
    let json = to_json(&problem, &sources);
    assert!(json["line"].as_u64() <= json["end_line"].as_u64());
    assert!(!render(&problem, &sources, Style::Coloured).is_empty());
    render(&problem, &sources, Style::Plain)
}

/// A problem at a place in a text.
fn alone(text: &str, start: usize, end: usize) -> String {
    let sources = Sources::new(vec![file(NORTH, text)]);
    let at = Location {
        source: SourceId(0),
        span: Span::new(start, end),
    };
    render(
        &Diagnostic::new(&TAG, at, "a message").label("here"),
        &sources,
        Style::Plain,
    )
}

#[test]
fn any_stretch_of_any_text_can_be_drawn() {
    for text in [
        "",
        "\n",
        "\n\n\n",
        "a",
        "a\n",
        "\r\n",
        "\u{feff}",
        "\u{feff}n\u{e9}: x\r\n\tb: \u{fc}\r\n",
        "\u{65e5}\u{672c}: \u{2603} e\u{301} \u{1f469}\u{200d}\u{1f4bb}\nb",
    ] {
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                drawn(text, Span::new(start, end));
            }
        }
    }
    drawn("a", Span { start: 9, end: 2 });
    drawn("a", Span { start: 1, end: 0 });
    drawn(
        "a",
        Span {
            start: 0,
            end: u32::MAX,
        },
    );
}

#[test]
fn places_in_other_files_are_drawn_below_their_own_names() {
    assert_eq!(
        drawn("x: y\n", Span::new(3, 4)),
        r"
error[tag]: a message
 --> records/bodies/north-trust.yaml:1:4
  |
1 | x: y
  |    ^ a label
  |
 ::: records/a.yaml:1:7
  |
1 | name: a
  |       - another file
  |
 ::: records/bodies/north-trust.yaml:1:4
  |
1 | x: y
  |    -
  |
  = help: a cure
"
        .trim()
    );
}

#[test]
fn the_end_of_a_file_is_the_line_after_the_last() {
    assert_eq!(
        alone("a: b\n", 5, 5),
        r"
error[tag]: a message
 --> records/bodies/north-trust.yaml:2:1
  |
2 |
  | ^ here
"
        .trim()
    );
}

#[test]
fn a_file_without_text_is_named_alone() {
    assert_eq!(
        alone("", 0, 0),
        r"
error[tag]: a message
--> records/bodies/north-trust.yaml:1:1
"
        .trim()
    );
}

#[test]
fn columns_count_characters_after_marks_tabs_and_wide_letters() {
    let text = "\u{feff}a: b\r\n\tn\u{e9}\u{65e5}: x # t\r\n";
    let x = text.find('x').expect("it is there");
    assert_eq!(
        alone(text, x, x + 1),
        r"
error[tag]: a message
 --> records/bodies/north-trust.yaml:2:7
  |
2 |     né日: x # t
  |           ^ here
"
        .trim()
    );
}

#[test]
fn a_very_long_line_is_cut_around_the_place_and_keeps_its_column() {
    let text = format!("name: {}here{}\n", "x".repeat(100_000), "y".repeat(100_000));
    assert_eq!(alone(&text, 100_006, 100_010), r"
error[tag]: a message
 --> records/bodies/north-trust.yaml:1:100007
  |
1 | ...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxhereyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
  |                                                                ^^^^ here
".trim());
    assert!(alone(&text, 6, 200_000).len() < 1_000);
    assert!(alone(&text, 0, 1).len() < 1_000);
}

#[test]
fn a_stretch_of_several_lines_is_drawn_by_its_first() {
    assert_eq!(
        alone("a: |\n  b\n  c\n", 3, 12),
        r"
error[tag]: a message
 --> records/bodies/north-trust.yaml:1:4
  |
1 | a: |
  |    ^ here
"
        .trim()
    );
}

#[test]
fn marks_of_a_merge_are_one_mistake_in_a_record_and_in_a_page() {
    const TEXT: &str = "# Help\n\n<<<<<<< HEAD\nAsk the clerk.\n=======\nAsk the chair.\n>>>>>>> theirs\n";
    let page = "records/pages/help.md";
    let sources = with(vec![
        file(
            NORTH,
            "<<<<<<< HEAD\nname: North: Trust\n=======\nname: Trust\n>>>>>>> theirs\nrole: nhs-trust\n",
        ),
        file(page, TEXT),
    ]);
    let found = problems(&sources);
    assert_eq!(codes(&found), ["merge-marks", "merge-marks"]);
    let told = printed(&found, &sources);
    let at = told
        .find(" --> records/pages/help.md:3:1")
        .expect("the page is told");
    assert!(
        told[at..].contains("or take the merge back: git merge --abort"),
        "{told}"
    );
    // A line of equals signs by itself underlines a heading.
    let sources = with(vec![file(page, "# Help\n\nThe clerk\n=======\n")]);
    assert!(problems(&sources).is_empty());
}
