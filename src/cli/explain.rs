//! `scrutiny explain`: what a code means, with a record that has the problem and the same record mended.

use clap::Args;
use serde_json::json;

use super::desk::Desk;
use super::output::{Table, wrap};
use crate::audit;
use crate::check::codes;
use crate::diagnostic::Code;
use crate::failure::{Exit, Failure};
use crate::shape::nearest;

/// Explain a code that `check` or `verify` printed, with an example; without a code, list them all.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code, as printed in square brackets
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let mut all = codes::all();
        all.extend(audit::codes::CODES);
        all.sort_by_key(|code| code.name);
        let Some(name) = &self.code else {
            let table = Table {
                columns: vec!["code", "severity", "what is wrong"],
                rows: all
                    .iter()
                    .map(|code| vec![code.name.into(), code.severity.word().into(), code.summary.into()])
                    .collect(),
            };
            desk.output
                .table(&table, || all.iter().map(|code| to_json(code)).collect());
            return Ok(Exit::Fine);
        };
        let wanted = name.trim_matches(['[', ']']);
        let Some(code) = all.iter().find(|code| code.name == wanted) else {
            let failure = Failure::with(Exit::NotFound, format!("there is no code `{wanted}`"));
            return Err(match nearest(wanted, all.iter().map(|code| code.name)) {
                Some(meant) => failure.cure(format!("did you mean `{meant}`?")),
                None => failure.cure("`scrutiny explain` lists all codes"),
            });
        };
        if desk.output.is_json() {
            desk.output.json(&to_json(code));
        } else {
            desk.output.data(&text(code));
        }
        Ok(Exit::Fine)
    }
}

fn to_json(code: &Code) -> serde_json::Value {
    json!({
        "code": code.name,
        "severity": code.severity,
        "summary": code.summary,
        "explain": code.explain,
        "example": { "path": code.example.path, "bad": code.example.bad, "good": code.example.good },
    })
}

fn text(code: &Code) -> String {
    let indent = |text: &str| {
        text.lines()
            .map(|line| format!("    {line}\n"))
            .collect::<String>()
    };
    let mut out = format!(
        "{} ({})\n\n{}\n\n{}\n",
        code.name,
        code.severity.word(),
        code.summary,
        wrap(code.explain, 80)
    );
    if code.example.is_told() && !code.example.bad.is_empty() {
        out.push_str(&format!(
            "\nFor example:\n\n{}\nWhat to do:\n\n{}",
            indent(&wrap(code.example.bad, 76)),
            indent(&wrap(code.example.good, 76))
        ));
    } else if !code.example.bad.is_empty() {
        out.push_str(&format!(
            "\nWith the problem, in {}:\n\n{}",
            code.example.path,
            indent(code.example.bad)
        ));
        if code.example.good.is_empty() {
            out.push_str("\nMended: the file is removed or renamed.\n");
        } else {
            out.push_str(&format!("\nMended:\n\n{}", indent(code.example.good)));
        }
    }
    out
}
