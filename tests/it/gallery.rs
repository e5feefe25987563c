//! The gallery of messages in docs/errors/: each code with what causes it, what is printed, and what mends it.
//!
//! `SNAPSHOTS=overwrite cargo test --test it gallery` writes the pages anew.

use scrutiny::diagnostic::Style;
use scrutiny::explain::{Family, Form, Lesson, Shown, families, lesson};
use scrutiny::value::capital;

use crate::environment::{Environment, repository};
use crate::fixture::BASE;
use crate::manual::shell::follow;

/// Compares a page with what it should hold; `SNAPSHOTS=overwrite` writes it anew.
#[track_caller]
pub(crate) fn is_written(path: &str, text: &str) {
    let file = repository().join(path);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(&file, text).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    if written != text {
        let at = written
            .lines()
            .zip(text.lines())
            .position(|(old, new)| old != new);
        let at = at.unwrap_or_else(|| written.lines().count().min(text.lines().count()));
        panic!(
            "{path} differs from line {}: run again with SNAPSHOTS=overwrite and read the difference\nis:     {:?}\nshould: {:?}",
            at + 1,
            written.lines().nth(at),
            text.lines().nth(at)
        );
    }
}

#[test]
fn the_gallery_shows_every_message_as_it_is_printed() {
    for family in families() {
        is_written(&format!("docs/errors/{}.md", family.name), &page(&family));
    }
    is_written("docs/errors/README.md", &contents());
}

/// A command that is shown as the cure makes the very file that is shown beside it, and `verify` finds nothing in that.
#[test]
#[cfg(unix)]
fn the_commands_that_cure_are_given_and_do_what_is_shown() {
    let mut given = 0;
    let history = families().into_iter().find(|family| family.name == "history");
    for code in history.expect("a family").codes {
        let lesson = lesson(code, Style::Plain);
        let Some(command) = lesson.good.iter().find(|part| part.form == Form::Commands) else {
            continue;
        };
        let environment = Environment::new();
        for (path, text) in BASE {
            environment.write(path, text);
        }
        // What was saved before the fault; of what was not, the last part tells.
        let before = &lesson.bad[..lesson.bad.len() - 1];
        for part in before.iter().filter(|part| part.about.starts_with("Saved on")) {
            environment.write(path_in(&part.about), &part.text);
        }
        environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
        environment.git(&["add", "--all"]);
        environment.git(&["commit", "--quiet", "--message", "The register"]);
        follow(&environment, &[], &command.text).ok();
        let shown = lesson.good.last().expect("what the command makes");
        let made = environment.read(path_in(&shown.about));
        let is_change = shown.form == Form::Lines;
        for line in shown.text.lines() {
            let line = if is_change {
                line.strip_prefix("+ ")
            } else {
                Some(line)
            };
            // The day is that of the command.
            let Some(line) = line.filter(|line| !line.contains("date: ")) else {
                continue;
            };
            let bare = |text: &str| text.replace('"', "").trim().to_owned();
            assert!(
                made.lines().any(|own| bare(own) == bare(line)),
                "{}: {line}\n{made}",
                code.name
            );
        }
        environment.run(&["verify"]).ok();
        given += 1;
    }
    assert_eq!(given, 4);
}

/// The path at the end of what is said of a part.
fn path_in(about: &str) -> &str {
    let path = about.split_whitespace().last().expect("a path");
    path.trim_end_matches(':')
}

/// The first page: what there is, and where.
fn contents() -> String {
    let mut out = "\
# Every message, and what to do

Each code that `scrutiny check` or `scrutiny verify` can print, with a record that causes it, the message as it is printed, and
the record mended. `scrutiny explain CODE` shows the same at a terminal; it takes the whole line of a message, too:
`scrutiny explain 'error[unknown-field]: ...'`.

An **error** keeps a record, and all that rests on it, from being published. A **warning** is something to look at;
`scrutiny check --strict` takes it for an error. What a command says when it could not do its work (a file that cannot be
written, a record that is not there) is no matter of records: see [when a command stops](failures.md).

These pages are made by the program itself: each example is put into a small register, which is then checked.
"
    .to_owned();
    for family in families() {
        out.push_str(&format!(
            "\n## [{}]({}.md)\n\n{}\n\n| Code | | What is wrong |\n|---|---|---|\n",
            family.title, family.name, family.about
        ));
        for code in &family.codes {
            out.push_str(&format!(
                "| [`{}`]({}.md#{}) | {} | {} |\n",
                code.name,
                family.name,
                code.name,
                code.severity.word(),
                plain(code.summary)
            ));
        }
    }
    out
}

/// The page of a family.
fn page(family: &Family) -> String {
    let mut out = format!(
        "# {}\n\n{}\n\nReported by `scrutiny {}`. All other messages: [README.md](README.md).\n\n",
        family.title, family.about, family.told_by
    );
    for code in &family.codes {
        out.push_str(&format!(
            "- [`{}`](#{}): {}\n",
            code.name,
            code.name,
            plain(code.summary)
        ));
    }
    for code in &family.codes {
        let lesson = lesson(code, Style::Plain);
        out.push_str(&section(&lesson, family.told_by));
    }
    out
}

fn section(lesson: &Lesson, told_by: &str) -> String {
    let code = lesson.code;
    let mut out = format!(
        "\n## {}\n\n**{}.** {}\n\n{}\n\n",
        code.name,
        capital(code.severity.word()),
        plain(code.summary),
        plain(code.explain)
    );
    lesson.bad.iter().for_each(|part| out.push_str(&shown(part)));
    out.push_str(&format!(
        "`scrutiny {told_by}` prints:\n\n{}\n",
        fence("text", &lesson.printed)
    ));
    lesson.good.iter().for_each(|part| out.push_str(&shown(part)));
    out.trim_end().to_owned() + "\n"
}

fn shown(part: &Shown) -> String {
    let language = match part.form {
        Form::Said => return format!("{}\n\n", plain(&part.about)),
        Form::Yaml => "yaml",
        Form::Markdown => "markdown",
        Form::Html => "html",
        Form::Text => "text",
        Form::Lines => "diff",
        Form::Commands => "sh",
    };
    format!("{}\n\n{}\n", plain(&part.about), fence(language, &part.text))
}

/// A block of text as it is.
fn fence(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// Words of the program as they are, where Markdown would take some of their signs for its own.
fn plain(text: &str) -> String {
    let mut in_code = false;
    let mut out = String::new();
    for c in text.chars() {
        in_code ^= c == '`';
        if !in_code && matches!(c, '[' | ']' | '<' | '>' | '*' | '_' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
