//! Files that reports are written to, and what every page of a report obeys.

use scraper::{Html, Selector};

use super::register::northmere;

const COMMANDS: [&[&str]; 4] = [&["actions"], &["due"], &["notice", "clinic-move"], &["summary"]];

#[test]
fn a_file_is_written_whole_and_never_over_another_unsaid() {
    let environment = northmere();
    for (name, begins) in [
        ("agenda.html", "<!DOCTYPE html>\n"),
        ("agenda.md", "# What committees asked for"),
        ("agenda.txt", "What committees asked for"),
        ("out/agenda.json", "{\n"),
    ] {
        let ran = environment.run(&["actions", "--output", name]).ok();
        assert_eq!(ran.out, "");
        assert!(
            ran.err.starts_with(&format!("Wrote {name}.\nNext: ")),
            "{}",
            ran.err
        );
        assert!(environment.read(name).starts_with(begins), "{name}");
    }
    environment.write("agenda.html", "mine");
    let ran = environment.run(&["actions", "--output", "agenda.html"]).ended(3);
    assert!(ran.err.contains("agenda.html is there already"), "{}", ran.err);
    assert!(ran.err.contains("--replace"), "{}", ran.err);
    assert_eq!(environment.read("agenda.html"), "mine");
    environment
        .run(&["actions", "--output", "agenda.html", "--replace"])
        .ok();
    assert!(environment.read("agenda.html").starts_with("<!DOCTYPE html>"));
    environment
        .run(&[
            "actions",
            "--output",
            "agenda.html",
            "--replace",
            "--format",
            "md",
        ])
        .ok();
    assert!(environment.read("agenda.html").starts_with("# What committees"));
    let left = std::fs::read_dir(environment.path()).unwrap();
    let left = left.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    assert!(!left.into_iter().any(|name| name.starts_with(".scrutiny-")));
}

#[test]
fn a_file_of_another_sort_or_among_the_records_is_refused() {
    let environment = northmere();
    for command in COMMANDS {
        let ran = environment
            .run(&[command, &["--output", "agenda.docx"]].concat())
            .ended(2);
        assert!(
            ran.err.contains("a report cannot be made as .docx"),
            "{}",
            ran.err
        );
        let ran = environment
            .run(&[command, &["--output", "records/agenda.md"]].concat())
            .ended(3);
        assert!(ran.err.contains("the register’s own files"), "{}", ran.err);
        environment.run(&[command, &["--replace"]].concat()).ended(2);
    }
    assert!(!environment.has("agenda.docx") && !environment.has("records/agenda.md"));
    environment.run(&["check"]).ok();
    environment.run(&["list", "--format", "html"]).ended(2);
    environment.run(&["build", "--format", "html"]).ended(2);
}

#[test]
fn each_page_stands_by_itself_with_its_headings_in_order() {
    let environment = northmere();
    for command in COMMANDS {
        let text = environment
            .run(&[command, &["--format", "html"]].concat())
            .ok()
            .out;
        let page = Html::parse_document(&text);
        let all = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(all("html[lang='en-GB']"), 1, "{command:?}");
        assert_eq!(all("head > title"), 1);
        assert_eq!(all("main"), 1);
        assert_eq!(
            all("script, link, img, iframe, object, [style], [src]"),
            0,
            "{text}"
        );
        assert_eq!(all("table"), all("table > caption"));
        assert_eq!(all("tbody tr"), all("tbody th[scope='row']"));
        assert!(
            text.contains("@page { size: A4;") && text.contains(".whole, tr"),
            "{text}"
        );
        let mut before = 0;
        for heading in page.select(&Selector::parse("h1, h2, h3, h4, h5, h6").unwrap()) {
            let level: usize = heading.value().name()[1..].parse().unwrap();
            assert!(
                level <= before + 1 && (level == 1) == (before == 0),
                "{command:?}\n{text}"
            );
            before = level;
        }
    }
}

#[test]
fn three_examples_stand_in_the_help_of_each_command_and_they_run() {
    let environment = crate::environment::Environment::with_demonstration();
    for command in ["actions", "notice", "summary"] {
        let help = environment.run(&[command, "--help"]).ok().out;
        let shown = help.split("Examples:\n").nth(1).expect("there are examples");
        let lines: Vec<&str> = shown
            .lines()
            .filter_map(|line| line.trim().strip_prefix("scrutiny "))
            .collect();
        assert_eq!(lines.len(), 3, "{command}");
        for line in lines {
            let line = line.split("  ").next().unwrap_or(line);
            let line = line.split(" >").next().unwrap_or(line);
            let args: Vec<&str> = line.split_whitespace().collect();
            environment.run(&args).ok();
        }
    }
}
