//! `scrutiny explain`: what a code means, with a record that has the problem, what is printed of it, and the record mended.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::fit::indented;
use super::help::{self, Examples};
use super::output::{Table, wrap};
use crate::diagnostic::{Code, Style};
use crate::explain::{self, Form, Lesson, Shown};
use crate::failure::{Exit, Failure};

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny explain dangling-reference",
        "what a code means, with an example",
    ),
    ("scrutiny explain", "all codes"),
    ("scrutiny explain --format json", "all codes, for a program"),
];

/// Explain a code that `check` or `verify` printed, with an example, or list them all.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Explain {
    /// The code, or the whole line it was printed in, such as "error[unknown-field]: ..."
    #[arg(value_name = "CODE")]
    code: Vec<String>,
}

impl Explain {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        if self.code.is_empty() {
            list(desk);
            return Ok(Exit::Fine);
        }
        let words = self.code.join(" ");
        let code = explain::find(&words).map_err(|meant| unknown(&words, &meant))?;
        if desk.output.is_json() {
            desk.output.json(&to_json(&explain::lesson(code, Style::Plain)));
        } else {
            let lesson = explain::lesson(code, desk.output.style());
            desk.output.page(&text(&lesson, desk.output.screen.room()));
        }
        Ok(Exit::Fine)
    }
}

/// All codes, in order of name.
fn list(desk: &Desk<'_>) {
    let all = explain::all();
    let table = Table {
        columns: vec!["code", "severity", "what is wrong"],
        rows: all
            .iter()
            .map(|code| vec![code.name.into(), code.severity.word().into(), code.summary.into()])
            .collect(),
    };
    let about = |code: &&Code| json!({ "code": code.name, "severity": code.severity, "summary": code.summary, "explain": code.explain });
    desk.output.table(&table, || all.iter().map(about).collect());
    desk.output
        .next("`scrutiny explain CODE` shows one of them with an example");
}

fn unknown(words: &str, meant: &[&str]) -> Failure {
    let failure = Failure::with(
        Exit::NotFound,
        format!("there is no code `{}`", super::output::clip(words, 60)),
    );
    let quoted: Vec<String> = meant.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => failure.cure("`scrutiny explain` lists all codes"),
        [one] => failure.cure(format!("did you mean {one}?")),
        [others @ .., last] => failure.cure(format!("did you mean {} or {last}?", others.join(", "))),
    }
}

fn to_json(lesson: &Lesson) -> Json {
    let code = lesson.code;
    let parts = |parts: &[Shown]| -> Vec<Json> {
        let part = |part: &Shown| json!({ "about": part.about, "text": part.text });
        parts.iter().map(part).collect()
    };
    json!({
        "code": code.name,
        "severity": code.severity,
        "summary": code.summary,
        "explain": code.explain,
        "example": { "bad": parts(&lesson.bad), "printed": lesson.printed, "good": parts(&lesson.good) },
    })
}

fn text(lesson: &Lesson, width: usize) -> String {
    let code = lesson.code;
    let mut out = format!(
        "{} ({})\n\n{}\n\n{}\n\n",
        code.name,
        code.severity.word(),
        wrap(code.summary, width),
        wrap(code.explain, width)
    );
    lesson
        .bad
        .iter()
        .for_each(|part| out.push_str(&shown(part, width)));
    out.push_str(&format!(
        "What is printed of it:\n\n{}\n\n",
        indented(&lesson.printed)
    ));
    lesson
        .good
        .iter()
        .for_each(|part| out.push_str(&shown(part, width)));
    out
}

/// A part of an example, with a blank line after it.
fn shown(part: &Shown, width: usize) -> String {
    let about = wrap(&part.about, width);
    match part.form {
        Form::Said => format!("{about}\n\n"),
        _ => format!("{about}\n\n{}\n\n", indented(&part.text)),
    }
}
