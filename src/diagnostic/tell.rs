//! A problem in sentences, for whoever listens to it: no drawing, nothing that stands below or beside something else.

use super::render::{excerpts, printable};
use super::{Diagnostic, Severity};
use crate::source::Sources;

/// The problem as a few lines: what and where, the line itself, each further place, and the cure.
pub(super) fn tell(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let what = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut lines = Vec::new();
    for (at, excerpt) in excerpts(diagnostic, sources).iter().enumerate() {
        let place = match excerpt.text {
            Some(_) => format!(
                "{}, line {}, column {}",
                excerpt.path, excerpt.line, excerpt.column
            ),
            None => excerpt.path.to_string(),
        };
        lines.push(match at {
            0 => {
                let message = printable(&diagnostic.message);
                format!("{what} {} in {place}: {message}", diagnostic.code.name)
            }
            _ => format!("see also {place}"),
        });
        if let Some(text) = excerpt.text {
            lines.push(format!("the line reads: {}", text.trim()));
        }
        let marked = excerpt.text.map_or("", |text| &text[excerpt.mark.clone()]);
        match (marked.trim(), excerpt.label.is_empty()) {
            ("", true) => {}
            ("", false) => lines.push(format!("there: {}", excerpt.label)),
            (marked, true) => lines.push(format!("it is about: {marked}")),
            (marked, false) => lines.push(format!("it is about: {marked} ({})", excerpt.label)),
        }
    }
    if let Some(cure) = &diagnostic.cure {
        lines.push(format!("help: {}", printable(cure)));
    }
    lines.join("\n")
}
