//! Files that somebody made to do harm, or that a program made by mistake: each is a problem with a place, soon.
#![expect(clippy::disallowed_methods, reason = "the tests measure that nothing hangs")]

use std::time::{Duration, Instant};

use scrutiny::source::{Source, Sources};

use crate::fixture::{BASE, NORTH, codes, file, printed, problems, with};

/// Far above what any of these takes, so that a busy machine fails no test, and far below a hang.
const LIMIT: Duration = Duration::from_secs(30);

const MEBIBYTE: usize = 1 << 20;

/// What is reported of a register, which must not take long; the first few problems are printed too.
fn reported(sources: &Sources) -> Vec<&'static str> {
    let begun = Instant::now();
    let found = problems(sources);
    let took = begun.elapsed();
    println!("{took:?} for {} problems", found.len());
    assert!(took < LIMIT, "{took:?} for {} problems", found.len());
    let begun = Instant::now();
    for problem in found.iter().take(3) {
        let shown = scrutiny::diagnostic::render(problem, sources, scrutiny::diagnostic::Style::Plain);
        println!("{}", shown.chars().take(700).collect::<String>());
        assert!(shown.len() < 5_000, "{}", shown.len());
    }
    assert!(begun.elapsed() < LIMIT, "{:?}", begun.elapsed());
    codes(&found)
}

/// What is reported when one body holds these bytes.
fn body(bytes: impl AsRef<[u8]>) -> Vec<&'static str> {
    reported(&with(vec![file(NORTH, bytes)]))
}

/// What is reported when a line is added to a body.
fn line(line: &str) -> Vec<&'static str> {
    body(format!("name: North Trust\nrole: nhs-trust\n{line}\n"))
}

/// Where the first problem of a body is: line and column.
fn place(bytes: impl AsRef<[u8]>) -> (usize, usize) {
    let sources = with(vec![file(NORTH, bytes)]);
    let found = problems(&sources);
    let first = found.iter().next().expect("a problem");
    let source = sources.get(first.primary.at.source);
    assert_eq!(source.path, NORTH);
    source.line_column(first.primary.at.span.start)
}

/// The body of a change with a text in Markdown, indented as a block.
fn details(text: &str) -> Source {
    let mut record = "title: A ward moves\nsummary: A ward moves.\nkind: move\ndetails: |\n".to_owned();
    for line in text.lines() {
        record.push_str("  ");
        record.push_str(line);
        record.push('\n');
    }
    file("records/changes/2026/ward-move-2026.yaml", record)
}

#[test]
fn aliases_anchors_and_merge_keys_are_refused_before_they_unfold() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (one, next) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        bomb +=
            &format!("{next}: &{next} [*{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}]\n");
    }
    assert_eq!(body(&bomb), ["alias"]);
    assert_eq!(place(&bomb), (1, 4));
    assert_eq!(line("area: *nowhere"), ["alias"]);
    assert_eq!(line("area: &a\nwebsite: https://north.example"), ["alias"]);
    assert_eq!(line("active: {<<: {from: 2020}}"), ["alias"]);
    assert_eq!(line("<<: {area: Kent}"), ["alias"]);
    assert_eq!(line("&a area: Kent"), ["alias"]);
    assert_eq!(
        place("name: North Trust\nrole: nhs-trust\narea: &a Kent\n"),
        (3, 7)
    );
}

#[test]
fn tags_are_refused() {
    for tagged in [
        "area: !!python/object/apply:os.system [x]",
        "area: !secret Kent",
        "area: !!str Kent",
        "area: ! Kent",
        "area: !<tag:yaml.org,2002:str> Kent",
        "!!str area: Kent",
        "active: !x {from: 2020}",
        "members: !!set [kent-county-council]",
    ] {
        assert_eq!(line(tagged), ["tag"], "{tagged}");
    }
    assert_eq!(place("name: North Trust\narea: !x Kent\n"), (2, 7));
    assert_eq!(line("area: !undeclared!x Kent"), ["tag"]);
}

#[test]
fn deep_nesting_is_refused() {
    assert_eq!(body("[".repeat(20_000)), ["too-complex"]);
    assert_eq!(body("name: ".to_owned() + &"[".repeat(20_000)), ["too-complex"]);
    assert_eq!(body("- ".repeat(20_000)), ["too-complex"]);
    assert_eq!(body("{a: ".repeat(20_000)), ["too-complex"]);
    assert_eq!(body("[{a: ".repeat(10_000)), ["too-complex"]);
    let stairs: String = (0..1_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_eq!(body(stairs), ["too-complex"]);
    assert_eq!(body("? ".repeat(20_000)), ["yaml-syntax"]);
    assert_eq!(body("]".repeat(20_000)), ["yaml-syntax"]);
}

#[test]
fn what_is_far_larger_than_a_record_is_refused() {
    let keys: String = (0..100_000).map(|key| format!("k{key}: 1\n")).collect();
    assert_eq!(body(&keys), ["too-complex"]);
    assert_eq!(place(&keys), (501, 1));
    assert_eq!(
        line(&format!("members: [{}]", "kmpt, ".repeat(100_000))),
        ["too-complex"]
    );
    assert_eq!(
        line(&format!("members:\n{}", "  - x\n".repeat(100_000))),
        ["too-complex"]
    );
    let twice = body("name: x\n".repeat(100_000));
    assert_eq!((twice.len(), twice[499]), (500, "too-complex"));
    assert_eq!(body("[]\n".repeat(100_000)).len(), 1);
    assert_eq!(
        line(&format!("members: [{}", "{},".repeat(200_000))),
        ["too-complex"]
    );
}

#[test]
fn large_values_are_read_or_refused_but_never_slow() {
    let rest = MEBIBYTE / 4;
    assert!(body(format!("name: {}\nrole: nhs-trust\n", "x".repeat(rest))).is_empty());
    assert_eq!(
        body(format!("name: {}\nrole: nhs-trust\n", "x".repeat(MEBIBYTE))),
        ["file-too-large"]
    );
    assert_eq!(body("x".repeat(rest)), ["wrong-type"]);
    assert_eq!(body(format!("name: \"{}", "x".repeat(rest))), ["yaml-syntax"]);
    assert_eq!(body(format!("{}: x", "x".repeat(rest))).len(), 1);
    assert_eq!(
        body(format!("\"{}\": x\nname: x\nrole: icb\n", "x".repeat(500))),
        ["unknown-field"]
    );
    assert_eq!(
        line(&format!("status: {}", "x".repeat(rest - 100))),
        ["unknown-word"]
    );
    assert_eq!(line(&format!("part_of: {}", "x".repeat(rest - 100))), ["bad-id"]);
    assert_eq!(
        line(&format!("website: {}", "x".repeat(rest - 100))),
        ["bad-address"]
    );
    assert_eq!(
        line(&format!("active: {{from: {}}}", "9".repeat(rest - 100))),
        ["impossible-date"]
    );
    assert_eq!(body("#".repeat(rest)), ["missing-field", "missing-field"]);
    assert_eq!(body("\n".repeat(rest)), ["missing-field", "missing-field"]);
    assert_eq!(body(" ".repeat(rest)), ["missing-field", "missing-field"]);
    assert!(!body("\t".repeat(rest)).is_empty());
    assert_eq!(body("'".repeat(rest)).len(), 1);
    assert_eq!(body(":".repeat(rest)).len(), 1);
    assert_eq!(body(": ".repeat(rest / 2)).len(), 1);
    assert_eq!(body("|".repeat(rest)).len(), 1);
    assert_eq!(body("%".repeat(rest)).len(), 1);
    assert_eq!(body("!".repeat(rest)).len(), 1);
    assert_eq!(body("a\n".repeat(rest / 2)).len(), 1);
}

#[test]
fn references_that_lead_nowhere_are_all_reported_soon() {
    let many = |from: usize, count: usize| -> String {
        let ids = (from..from + count).map(|id| format!("no-such-council-anywhere-{id}"));
        format!(
            "title: A\nsummary: A.\nkind: move\ncommissioners: [{}]\n",
            ids.collect::<Vec<_>>().join(", ")
        )
    };
    let change = |number: usize, text: String| file(&format!("records/changes/c{number}.yaml"), text);
    assert_eq!(reported(&with(vec![change(0, many(0, 30_000))])), ["too-complex"]);
    let mut files: Vec<Source> = (0..50)
        .map(|number| change(number, many(number * 1_000, 1_000)))
        .collect();
    files.extend((0..1_000).map(|number| {
        file(
            &format!("records/bodies/some-council-somewhere-{number}.yaml"),
            "name: Council\nrole: local-authority\n",
        )
    }));
    let found = reported(&with(files));
    assert_eq!(found.len(), 50_000);
    assert!(found.iter().all(|code| *code == "dangling-reference"));
}

#[test]
fn a_misspelt_reference_is_answered_with_the_id_that_is_meant_each_time() {
    let text = "title: A\nsummary: A.\nkind: move\ncommissioners: [kmtp, kmtp, nhs-kent-and-medwey]\n";
    let sources = with(vec![file("records/changes/a.yaml", text)]);
    let shown = printed(&problems(&sources), &sources);
    assert_eq!(shown.matches("did you mean `kmpt`?").count(), 2, "{shown}");
    assert_eq!(
        shown.matches("did you mean `nhs-kent-and-medway`?").count(),
        1,
        "{shown}"
    );
}

#[test]
fn text_in_other_encodings_is_refused_at_its_first_strange_byte() {
    assert_eq!(body(b"name: Caf\xe9\nrole: nhs-trust\n"), ["not-utf8"]);
    assert_eq!(place(b"name: Caf\xe9\nrole: nhs-trust\n"), (1, 10));
    let wide: Vec<u8> = "name: x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(body(&wide), ["control-character"]);
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    assert_eq!(body(&marked), ["not-utf8"]);
    assert_eq!(place(&marked), (1, 1));
    assert_eq!(body(b"name: x\xf0\x9f\x98"), ["not-utf8"]);
    assert_eq!(body(b"name: \xc0\x80"), ["not-utf8"]);
}

#[test]
fn characters_that_cannot_be_seen_are_refused_raw_and_escaped() {
    let hidden = [
        '\0',
        '\u{7}',
        '\u{8}',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200e}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{feff}',
        '\u{e0041}',
    ];
    for character in hidden {
        let raw = format!("name: North{character} Trust\nrole: nhs-trust\n");
        assert_eq!(body(&raw), ["control-character"], "{character:?}");
        assert_eq!(place(&raw), (1, 12), "{character:?}");
        let escaped = format!(
            "name: \"\\U{:08X}North\"\nrole: nhs-trust\n",
            u32::from(character)
        );
        assert_eq!(body(&escaped), ["control-character"], "{escaped}");
        assert_eq!(place(&escaped), (1, 7), "{escaped}");
        let comment = format!("# {character}\nname: North\nrole: nhs-trust\n");
        assert_eq!(body(&comment), ["control-character"], "{character:?}");
        let page = file("records/pages/help.md", format!("# Help\n\n{character}\n"));
        assert_eq!(
            reported(&with(vec![page])),
            ["control-character"],
            "{character:?}"
        );
    }
    for escape in [
        "\\0", "\\a", "\\b", "\\e", "\\N", "\\L", "\\P", "\\x00", "\\u202E", "\\r",
    ] {
        assert_eq!(
            line(&format!("area: \"x{escape}y\"")),
            ["control-character"],
            "{escape}"
        );
    }
    for seen in ["\\t", "\\n", "\\_", "\\u00e9", "\\U0001F600", "\\/"] {
        assert!(line(&format!("area: \"x{seen}y\"")).is_empty(), "{seen}");
    }
    assert_eq!(line("area: \"\\ud800\""), ["yaml-syntax"]);
    assert_eq!(line("area: \"\\q\""), ["yaml-syntax"]);
}

#[test]
fn lines_end_as_on_unix_or_windows_and_places_do_not_shift() {
    assert_eq!(body("name: North\rrole: nhs-trust\r"), ["control-character"]);
    assert_eq!(place("name: North\rrole: nhs-trust\r"), (1, 12));
    assert!(body("\u{feff}name: North Trust\r\nrole: nhs-trust\r\nactive:\r\n  from: 2020\r\n").is_empty());
    let slips = "\u{feff}name: Nörth Trust\r\nrole: nhs-turst\r\nwebsight: x\r\n";
    assert_eq!(body(slips), ["unknown-word", "unknown-field"]);
    let sources = with(vec![file(NORTH, slips)]);
    let shown = printed(&problems(&sources), &sources);
    assert!(shown.contains("north-trust.yaml:2:7\n"), "{shown}");
    assert!(shown.contains("north-trust.yaml:3:1\n"), "{shown}");
    assert!(!shown.contains(['\r', '\u{feff}']), "{shown}");
    assert_eq!(place("\u{feff}nahme: x\r\nname: x\r\nrole: icb\r\n"), (1, 1));
    assert_eq!(body("\u{feff}\u{feff}name: x"), ["control-character"]);
}

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
            .find(|(path, _)| path.starts_with("records/duties/"))
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

#[test]
fn names_of_files_that_are_no_ids_are_refused() {
    let long = "a".repeat(101);
    let most = "a".repeat(100);
    for stem in [
        "CON",
        "con",
        "aux",
        "nul",
        "com1",
        "lpt9",
        "Kent-HOSC",
        "a--b",
        "-a",
        "a-",
        "a b",
        "a_b",
        "a.b",
        "index",
        "unknown",
        "none",
        "page-2",
        "kent\u{2010}hosc",
        "k\u{435}nt",
        "ｋｅｎｔ",
        "caf\u{e9}",
        "",
        &long,
    ] {
        let path = format!("records/bodies/{stem}.yaml");
        let found = reported(&with(vec![file(&path, "name: North Trust\nrole: nhs-trust\n")]));
        assert_eq!(found, ["bad-id"], "{stem}");
    }
    for stem in [
        "conference",
        "nhs-111",
        "page",
        "page-two",
        "a",
        "1",
        "com10",
        &most,
    ] {
        let path = format!("records/bodies/{stem}.yaml");
        let found = reported(&with(vec![file(&path, "name: North Trust\nrole: nhs-trust\n")]));
        assert!(found.is_empty(), "{stem}: {found:?}");
    }
    let found = reported(&with(vec![file("records/pages/CON.md", "# Help\n")]));
    assert_eq!(found, ["bad-id"]);
}

#[test]
fn a_name_that_would_disturb_the_terminal_is_shown_without_harm() {
    let sources = with(vec![file(
        "records/bodies/\u{1b}[2J\nkent\u{202e}.yaml",
        "name: x\nrole: icb\n",
    )]);
    let found = problems(&sources);
    assert_eq!(codes(&found), ["bad-id"]);
    let shown = printed(&found, &sources);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    assert!(shown.lines().all(|line| !line.starts_with("kent")), "{shown:?}");
}

#[test]
fn one_id_has_one_file_whatever_the_folder() {
    let text = "title: A ward moves\nsummary: A ward moves.\nkind: move\n";
    let sources = with(vec![
        file("records/changes/2025/ward-move.yaml", text),
        file("records/changes/2026/ward-move.yaml", text),
        file(
            "records/bodies/ward-move.yaml",
            "name: Ward Move Ltd\nrole: independent-provider\n",
        ),
    ]);
    assert_eq!(reported(&sources), ["duplicate-id"]);
    let shown = printed(&problems(&sources), &sources);
    assert!(
        shown.contains("2026/ward-move.yaml:1:1") && shown.contains("2025/ward-move.yaml:1:1"),
        "{shown}"
    );
}

#[test]
fn markdown_made_to_be_slow_is_not() {
    let whole = |piece: &str, count: usize| -> Vec<&'static str> {
        reported(&with(vec![details(&piece.repeat(count))]))
    };
    assert!(whole(">", 50_000).is_empty());
    assert!(whole("[", 20_000).is_empty());
    assert!(whole("[", 125_000).is_empty());
    assert!(whole("![", 50_000).is_empty());
    assert!(whole("[a](", 50_000).is_empty());
    assert!(whole("[a](<b", 25_000).is_empty());
    assert!(whole("*a ", 75_000).is_empty());
    assert!(whole("_a*b", 50_000).is_empty());
    assert!(whole("`a ``b ", 25_000).is_empty());
    assert!(whole("<a ", 75_000).is_empty());
    assert!(whole("<!--", 50_000).is_empty());
    assert!(whole("<?", 100_000).is_empty());
    assert!(whole("<![CDATA[", 25_000).is_empty());
    assert!(whole("&amp", 50_000).is_empty());
    assert!(whole("[a]: b\n", 25_000).is_empty());
    assert!(whole("> - ", 50_000).is_empty());
    assert!(whole("- ", 100_000).is_empty());
    assert!(whole("* a\n", 25_000).is_empty());
    assert!(whole("|a", 100_000).is_empty());
    assert!(whole("a|b\n-|-\n", 20_000).is_empty());
    let stairs: String = (0..1_000)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    assert!(reported(&with(vec![details(&stairs)])).is_empty());
    let quotes: String = (1..1_000)
        .map(|depth| format!("{} a\n", ">".repeat(depth)))
        .collect();
    assert!(reported(&with(vec![details(&quotes)])).is_empty());
}

#[test]
fn a_text_full_of_faults_is_gone_through_once() {
    let links: String = (0..10_000).map(|number| format!("[a](x/b{number}) \n")).collect();
    let found = reported(&with(vec![details(&links)]));
    assert_eq!(found, vec!["broken-link"; 100]);
    let nested = format!("{}x{}", "[".repeat(5_000), "](y/z)".repeat(5_000));
    assert_eq!(reported(&with(vec![details(&nested)])), ["broken-link"]);
    let addresses: String = (0..10_000)
        .map(|number| format!("a{number}@north.example\n"))
        .collect();
    let found = reported(&with(vec![details(&addresses)]));
    assert_eq!(found.len(), 10_000);
    let escaped: String = (0..10_000)
        .map(|number| format!("a{number}\\u0040north.example "))
        .collect();
    let text = format!("title: A\nsummary: \"{escaped}\"\nkind: move\n");
    let found = reported(&with(vec![file("records/changes/a.yaml", text)]));
    assert_eq!(found.len(), 10_000);
    assert!(reported(&with(vec![details(&"@".repeat(250_000))])).is_empty());
    assert!(reported(&with(vec![details(&"1 ".repeat(410_000))])).is_empty());
    let numbers: String = (0..10_000).map(|_| "01632 960 001, \n").collect();
    assert_eq!(reported(&with(vec![details(&numbers)])).len(), 10_000);
}

#[test]
fn an_address_that_comes_twice_is_reported_at_both_places() {
    let text = "Write to a@north.example, I say\nto a@north.example.\n\nOr [here](mailto:a@north.example), <a@north.example>.";
    let sources = with(vec![details(text)]);
    let found = problems(&sources);
    assert_eq!(
        codes(&found),
        vec!["personal-email"; 4],
        "{}",
        printed(&found, &sources)
    );
    let page = file(
        "records/pages/help.md",
        "# Help\n\nWrite to a@north.example or a@north.example.\n",
    );
    assert_eq!(reported(&with(vec![page])), vec!["personal-email"; 2]);
}
