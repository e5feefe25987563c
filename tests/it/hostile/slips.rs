//! Slips of YAML: quotes, brackets, colons, tabs, words that other readers take for something else.

use scrutiny::source::Sources;

use super::{body, line, place, reported};
use crate::fixture::{BASE, file, with};

#[test]
fn a_file_is_one_document_and_gives_the_reader_no_orders() {
    assert_eq!(line("---\nname: x"), ["second-document"]);
    assert_eq!(line("---"), ["second-document"]);
    assert_eq!(line("...\n---\nname: x"), ["second-document"]);
    assert_eq!(line("...\nname: x").len(), 1);
    assert!(line("...").is_empty());
    assert!(body("---\nname: North Trust\nrole: nhs-trust\n...\n").is_empty());
    assert_eq!(body("%YAML 1.2\n---\nname: x\nrole: icb\n"), ["yaml-syntax"]);
    assert_eq!(
        body("%TAG ! tag:evil,2000:\n---\nname: x\nrole: icb\n"),
        ["yaml-syntax"]
    );
    assert_eq!(body("%FOO bar\nname: x\nrole: icb\n"), ["yaml-syntax"]);
}

#[test]
fn the_name_of_a_field_is_plain_text() {
    assert_eq!(line("? [a, b]\n: c"), ["yaml-syntax"]);
    assert_eq!(line("[a, b]: c"), ["yaml-syntax"]);
    assert_eq!(line("{a: b}: c"), ["yaml-syntax"]);
    assert_eq!(line("active: {[a]: b}"), ["yaml-syntax"]);
    assert_eq!(line("? area\n: Kent"), Vec::<&str>::new());
    assert_eq!(line(": x"), ["yaml-syntax"]);
    assert_eq!(line("active: {: x}"), ["yaml-syntax"]);
    assert_eq!(line("? # none\n: x"), ["yaml-syntax"]);
    assert_eq!(line("\"\": x"), ["unknown-field"]);
    assert_eq!(line("active: {fr\n  om: 2020}"), ["yaml-syntax"]);
    assert_eq!(line("~: x"), ["unknown-field"]);
    assert_eq!(line("no: x"), ["unknown-field"]);
}

#[test]
fn an_empty_file_misses_its_fields() {
    for empty in [
        "",
        "\n",
        "\u{feff}",
        "# nothing\n",
        "---\n",
        "---\n...\n",
        "...\n",
        "~\n",
        "{}\n",
        "null",
    ] {
        assert_eq!(body(empty), ["missing-field", "missing-field"], "{empty:?}");
    }
    assert_eq!(body("[]"), ["wrong-type"]);
    assert_eq!(body("x"), ["wrong-type"]);
    assert_eq!(body("\"\""), ["wrong-type"]);
    let settings = file("records/register.yaml", "");
    assert_eq!(
        reported(&with(vec![settings])),
        ["missing-field", "missing-field"]
    );
    let page = file("records/pages/help.md", "");
    assert_eq!(reported(&with(vec![page])), ["no-heading"]);
    assert!(reported(&Sources::default()).is_empty());
}

#[test]
fn tabs_are_named_where_they_indent() {
    assert_eq!(body("name: North\n\trole: nhs-trust\n"), ["tab-indent"]);
    assert_eq!(place("name: North\n\trole: nhs-trust\n"), (2, 1));
    assert_eq!(line("active:\n\tfrom: 2020"), ["tab-indent"]);
    assert_eq!(line("active:\n  from: 2020\n\tuntil: 2021"), ["tab-indent"]);
    assert_eq!(line("members:\n\t- kent-county-council"), ["tab-indent"]);
    assert_eq!(body("\tname: North\n\trole: nhs-trust\n"), ["tab-indent"]);
    assert_eq!(body("\tname: North\n"), ["tab-indent"]);
    assert_eq!(line("area: |\n  \tKent"), ["tab-indent"]);
    assert_eq!(line("members:\n\t- [kent-county-council]"), ["tab-indent"]);
    assert_eq!(body("\t- "), ["tab-indent"]);
    assert_eq!(line("members:\n  -\tkent-county-council"), ["tab-indent"]);
    assert_eq!(line("active: {from: 2020,\n\tuntil: 2021}"), ["tab-indent"]);
    assert!(body("name:\tNorth Trust\nrole: nhs-trust\t# a note\n").is_empty());
}

#[test]
fn slips_of_quotes_brackets_and_colons_are_reported_once() {
    for slip in [
        "area: \"Kent",
        "area: 'Kent",
        "area: 'Kent's plan'",
        "area: \"Kent\" and Medway",
        "area: [Kent",
        "area: {a: b",
        "area: ]",
        "area: Kent: the county",
        "area: @kent",
        "area: `kent`",
        "area: % of",
        "area: * one",
        "area: & co",
        "area: > one\n two",
        "area",
        "area:Kent",
        "  area: Kent",
        " area: Kent",
        "active:\n    from: 2020\n  until: 2021",
        "members:\n  - kent-county-council\n - medway-council",
        "members: [kent-county-council, medway-council",
        "area: |x\n  y",
        "area: \"\\x4\"",
        "- area",
    ] {
        let found = line(slip);
        assert_eq!(found.len(), 1, "{slip}: {found:?}");
    }
}

#[test]
fn words_that_other_readers_take_for_something_else_are_pointed_out() {
    for text in [
        "no",
        "on",
        "yes",
        "Off",
        "y",
        "true",
        "1.10",
        "12:30",
        "12:30.5",
        "2025-10-09",
        "0x1F",
        "0b1",
        "1_000",
        "010",
        ".inf",
        "-.INF",
        ".nan",
        "+1",
        "1e3",
        "2025-10-09T10:00:00Z",
        "2025-10-09 10:00:00",
    ] {
        assert_eq!(line(&format!("area: {text}")), ["ambiguous-value"], "{text}");
        assert!(line(&format!("area: \"{text}\"")).is_empty(), "{text}");
        assert!(line(&format!("area: '{text}'")).is_empty(), "{text}");
        assert!(line(&format!("area: |\n  {text}\n")).is_empty(), "{text}");
    }
    for text in [
        "none",
        "not",
        "1.10.2",
        "12:30 pm",
        "A12",
        "E10000016",
        "2025 plan",
        ".",
        "1-2",
    ] {
        assert!(line(&format!("area: {text}")).is_empty(), "{text}");
    }
    for nothing in ["~", "", "null", "NULL", "Null"] {
        assert!(line(&format!("area: {nothing}")).is_empty(), "{nothing}");
        assert!(line(&format!("members: {nothing}")).is_empty(), "{nothing}");
        let found = body(format!("name: {nothing}\nrole: nhs-trust\n"));
        assert_eq!(found, ["missing-field"], "{nothing}");
    }
    assert_eq!(line("members: [~]"), ["wrong-type"]);
    assert_eq!(line("members:\n  -"), ["wrong-type"]);
    for answer in ["true", "True", "1", "Yes", "y"] {
        let text =
            format!("title: A\nsummary: A.\nkind: move\naffects_manner_or_range: {{answer: {answer}}}\n");
        let found = reported(&with(vec![file("records/changes/a.yaml", text)]));
        assert_eq!(found, ["unknown-word"], "{answer}");
    }
}

#[test]
fn whole_numbers_are_digits_without_sign_or_zeros_in_front() {
    let responses = |number: &str| {
        let text = BASE
            .iter()
            .find(|(path, _)| path.ends_with("report-to-hosc.yaml"))
            .expect("a duty");
        let text = format!("{}    responses: {number}\n", text.1);
        reported(&with(vec![file("records/duties/2025/report-to-hosc.yaml", text)]))
    };
    assert!(responses("120").is_empty() && responses("0").is_empty() && responses("\"7\"").is_empty());
    for other in ["+5", "-1", "007", "1.5", "1_000", "99999999999", "ten", "0x10"] {
        assert_eq!(responses(other), ["wrong-type"], "{other}");
    }
}

#[test]
fn fields_written_twice_are_reported_at_every_level() {
    assert_eq!(line("active: {from: 2020, from: 2021}"), ["duplicate-key"]);
    assert_eq!(
        line("active:\n  from: 2020\n  from: 2021\n  from: 2022"),
        ["duplicate-key", "duplicate-key"]
    );
    assert_eq!(line("name: x"), ["duplicate-key"]);
    assert_eq!(line("\"name\": x"), ["duplicate-key"]);
    assert_eq!(line("sources:\n  - title: x\n    title: y"), ["duplicate-key"]);
}
