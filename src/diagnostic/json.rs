//! A problem as JSON: the same facts as the printed message, for editors and scripts.

use serde::Serialize;

use super::{Diagnostic, Label, Severity};
use crate::source::Sources;

/// A problem with its places reckoned, ready to be written as JSON.
#[derive(Serialize)]
struct Problem<'d> {
    code: &'static str,
    severity: Severity,
    message: &'d str,
    #[serde(flatten)]
    place: Place<'d>,
    related: Vec<Place<'d>>,
    cure: Option<&'d str>,
}

/// A place: lines and columns count from 1, columns in characters, bytes from 0.
#[derive(Serialize)]
struct Place<'d> {
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: u32,
    end_byte: u32,
    label: &'d str,
}

/// The problem as a JSON object.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> serde_json::Value {
    let problem = Problem {
        code: diagnostic.code.name,
        severity: diagnostic.severity(),
        message: &diagnostic.message,
        place: place(&diagnostic.primary, sources),
        related: diagnostic
            .related
            .iter()
            .map(|label| place(label, sources))
            .collect(),
        cure: diagnostic.cure.as_deref(),
    };
    serde_json::to_value(problem).expect("a problem holds only text and numbers")
}

fn place<'d>(label: &'d Label, sources: &'d Sources) -> Place<'d> {
    let source = sources.get(label.at.source);
    let (line, column) = source.line_column(label.at.span.start);
    let (end_line, end_column) = source.line_column(label.at.span.end);
    Place {
        file: &source.path,
        line,
        column,
        end_line,
        end_column,
        start_byte: label.at.span.start,
        end_byte: label.at.span.end,
        label: &label.text,
    }
}
