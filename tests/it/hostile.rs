//! Files that somebody made to do harm, or that a program made by mistake: each is a problem with a place, soon.
#![expect(clippy::disallowed_methods, reason = "the tests measure that nothing hangs")]

mod characters;
mod names;
mod slips;
mod text;

use std::time::{Duration, Instant};

use scrutiny::source::Sources;

use crate::fixture::{NORTH, codes, file, problems, with};

/// Far above what any of these takes, so that a busy machine fails no test, and far below a hang.
const LIMIT: Duration = Duration::from_secs(30);

const MEBIBYTE: usize = 1 << 20;

/// What is reported of a register, which must not take long; and of which the first few are drawn too.
fn reported(sources: &Sources) -> Vec<&'static str> {
    let begun = Instant::now();
    let found = problems(sources);
    let took = begun.elapsed();
    assert!(took < LIMIT, "{took:?} for {} problems", found.len());
    let begun = Instant::now();
    for problem in found.iter().take(3) {
        let shown = scrutiny::diagnostic::render(problem, sources, scrutiny::diagnostic::Style::Plain);
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

#[test]
fn aliases_anchors_and_merge_keys_are_refused_before_they_unfold() {
    let nested = "abcdefgh".chars().zip("bcdefghi".chars()).map(|(one, next)| {
        let list = vec![format!("*{one}"); 9].join(", ");
        format!("{next}: &{next} [{list}]\n")
    });
    let bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned() + &nested.collect::<String>();
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
