//! Terminals of every kind: narrow and wide ones, ones without colours, ones that are read aloud, and no terminal at all.

use std::process::Command;

use rexpect::session::spawn_command;
use unicode_width::UnicodeWidthStr;

use crate::environment::Environment;

/// Commands that print a table or a page, one for each form that is printed.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["list"],
    &["list", "changes"],
    &["show", "resolution/kent-hosc-2025-10-09-all-age-mental-health"],
    &["show", "kent-hosc"],
    &["find", "mental"],
    &["due"],
    &["why", "all-age-mental-health-2025"],
    &["why", "resolution/kent-hosc-2025-10-09-all-age-mental-health"],
    &["law", "list"],
    &["law", "show", "nhsa-14Z45-involve-planning"],
    &["law", "diff", "2022-06-01", "2024-12-31"],
    &["log"],
    &["log", "kmpt"],
    &["diff", "HEAD~1"],
    &["undo", "--dry-run"],
    &["check"],
    &["verify"],
    &["explain"],
    &["explain", "alias"],
    &["explain", "page-differs"],
    &["rename", "kmpt", "kent-and-medway-trust", "--dry-run"],
    &["build", "--nothing-of-that-name"],
    &["no-such-command"],
    &["show", "nothing-of-that-name"],
];

/// The demonstration register with a change, a mistake and a long line.
fn register() -> Environment {
    let environment = Environment::with_demonstration();
    environment
        .run(&[
            "edit",
            "kmpt",
            "--set",
            "short_name=The trust for mental health in Kent and in Medway",
        ])
        .ok();
    environment.write(
        "records/bodies/faulty.yaml",
        "name: A body with mistakes\nrole: nhs-trus\npart_of: no-such-council-anywhere # a remark that goes on and on, so that the line is longer than any terminal is wide, which happens where nobody breaks lines by hand\n",
    );
    environment
}

fn printed(environment: &Environment, args: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = command(environment, args, variables);
    let output = command.output().expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8") + &String::from_utf8(output.stderr).expect("UTF-8")
}

fn command(environment: &Environment, args: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    command.current_dir(environment.path()).args(args);
    command.envs(variables.iter().copied());
    command
}

/// What a terminal is sent.
fn shown(environment: &Environment, args: &[&str], variables: &[(&str, &str)]) -> String {
    let mut session =
        spawn_command(command(environment, args, variables), Some(60_000)).expect("the program starts");
    session.exp_eof().expect("an end")
}

#[test]
fn no_line_is_wider_than_the_terminal_unless_one_word_is() {
    let environment = register();
    let mut looked_at = 0;
    for width in [40, 60, 80, 120] {
        for args in COMMANDS {
            let said = printed(&environment, args, &[("COLUMNS", &width.to_string())]);
            for line in said.lines().filter(|line| line.width() > width) {
                let last = line.split_whitespace().last().unwrap_or_default();
                assert!(last.width() > width / 2, "{args:?} at {width}: {line}\n{said}");
            }
            looked_at += said.lines().count();
        }
    }
    assert!(looked_at > 5000, "{looked_at}");
}

#[test]
fn a_narrow_table_is_a_paragraph_a_record_and_loses_no_word() {
    let environment = register();
    for args in [
        &["list"][..],
        &["due"],
        &["law", "list"],
        &["log"],
        &["find", "mental"],
    ] {
        let csv = printed(
            &environment,
            &[args, &["--format", "csv", "--quiet"]].concat(),
            &[],
        );
        let narrow = printed(&environment, args, &[("COLUMNS", "40")]);
        let wide = printed(&environment, args, &[("COLUMNS", "300")]);
        let (heading, _) = csv.split_once("\r\n").expect("a heading");
        let first = heading.split(',').next().expect("a field");
        let starts = |text: &str, with: &str| text.lines().any(|line| line.starts_with(with));
        assert!(starts(&narrow, &format!("{first}: ")), "{args:?}: {narrow}");
        assert!(!starts(&narrow, &first.to_uppercase()), "{args:?}: {narrow}");
        assert!(starts(&wide, &first.to_uppercase()), "{args:?}: {wide}");
        let words = |text: &str| {
            let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            words.sort();
            words.dedup();
            words
        };
        let (narrow, wide) = (words(&narrow), words(&wide));
        let lost: Vec<&String> = wide
            .iter()
            .filter(|word| narrow.binary_search(word).is_err() && word.to_uppercase() != **word)
            .collect();
        assert!(lost.is_empty(), "{args:?}: {lost:?}");
    }
}

#[test]
fn off_a_terminal_tables_have_a_line_a_row_for_other_programs() {
    let environment = register();
    // One of its records cannot be read, which the exit code tells.
    let said = environment.run(&["list", "--quiet"]).ended(1).out;
    let records = environment
        .run(&["list", "--format", "csv", "--quiet"])
        .ended(1)
        .out;
    assert_eq!(said.lines().count(), records.lines().count());
}

#[test]
fn nothing_is_drawn_or_coloured_where_that_was_asked_for_or_nobody_sees_it() {
    let environment = register();
    let colours = |text: &str| text.contains('\u{1b}');
    let over = |text: &str| text.replace("\r\n", "\n").contains('\r');
    let sees = [("TERM", "xterm-256color")];
    assert!(
        colours(&shown(&environment, &["check"], &sees)),
        "so the test can fail"
    );
    for args in COMMANDS {
        for (asked, name) in [("NO_COLOR", "1"), ("SCRUTINY_PLAIN", "1"), ("TERM", "dumb")] {
            let said = shown(&environment, args, &[sees[0], (asked, name)]);
            assert!(!colours(&said), "{args:?} with {asked}: {said:?}");
        }
        let plain = [*args, &["--plain"]].concat();
        let said = shown(&environment, &plain, &sees);
        assert!(!colours(&said) && !over(&said), "{plain:?}: {said:?}");
        assert!(
            !said.contains("----") && !said.contains("^^^"),
            "{plain:?}: {said}"
        );
        let piped = printed(&environment, args, &sees);
        assert!(!colours(&piped) && !over(&piped), "{args:?}: {piped:?}");
    }
}

#[test]
fn plain_mistakes_are_sentences_with_the_line_read_out() {
    let environment = register();
    let said = printed(&environment, &["check", "--plain"], &[]);
    let expected = "error unknown-word in records/bodies/faulty.yaml, line 2, column 7: `nhs-trus` is not a role of a body\n\
                    the line reads: role: nhs-trus\n\
                    it is about: nhs-trus\n\
                    help: did you mean `nhs-trust`?\n";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn plain_differences_are_told_one_after_the_other() {
    let environment = Environment::with_demonstration();
    let old = "Follow the agreed rules when services change, engage the public and consult formally";
    let new = old.replace("the public", "the whole public of Kent");
    let duty = "duty/kmpt-2025-10-09-service-change-protocols";
    assert!(
        environment.run(&["show", duty]).ok().out.contains("kmpt"),
        "the record that is changed"
    );
    let args = ["edit", duty, "--set", &format!("title={new}")];
    environment.run(&args).ok();
    let drawn = environment.run(&["diff", "HEAD~1"]).ok().out;
    let plain = environment.run(&["diff", "HEAD~1", "--plain"]).ok().out;
    assert!(!plain.contains("{+") && !plain.contains("[-"), "{plain}");
    let whole = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        whole.contains("the whole public of Kent") && whole.contains("is now"),
        "{plain}"
    );
    assert!(drawn.contains("{+"), "so the test can fail: {drawn}");
}

#[test]
fn our_signs_are_ascii_where_the_locale_knows_no_more() {
    let environment = Environment::with_demonstration();
    let law = ["law", "show", "nhsa-14Z45-involve-planning"];
    let in_c = printed(&environment, &law, &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]);
    assert!(in_c.is_ascii(), "{in_c}");
    let in_utf8 = printed(&environment, &law, &[("LC_ALL", "en_GB.UTF-8"), ("LANG", "C")]);
    assert!(in_utf8.contains('“'), "{in_utf8}");
    // Data for programs are the same everywhere.
    let json = ["show", "kmpt", "--format", "json"];
    assert_eq!(
        printed(&environment, &json, &[("LC_ALL", "C")]),
        printed(&environment, &json, &[])
    );
}

#[test]
fn plain_questions_are_asked_line_by_line() {
    let environment = Environment::with_demonstration();
    environment
        .run(&["edit", "kmpt", "--set", "short_name=The trust"])
        .ok();
    let mut session = spawn_command(
        command(&environment, &["undo", "--plain"], &[("TERM", "xterm-256color")]),
        Some(60_000),
    )
    .expect("the program starts");
    let asked = session
        .exp_string("(? explains, < goes back)")
        .expect("a question");
    assert!(
        asked.contains("1 Yes") && asked.contains("2 No") && asked.contains("[1]"),
        "{asked}"
    );
    session.send_line("2").expect("an answer");
    let after = session.exp_eof().expect("an end");
    assert!(
        !asked.contains('\u{1b}') && !after.contains('\u{1b}'),
        "{asked:?}{after:?}"
    );
    assert!(environment.read("records/bodies/kmpt.yaml").contains("The trust"));
}
