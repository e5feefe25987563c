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
            lines.push(format!("the line reads: {}", spoken(text.trim())));
        }
        let marked = excerpt.text.map_or("", |text| &text[excerpt.mark.clone()]);
        match (&*spoken(marked.trim()), excerpt.label.is_empty()) {
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

/// Words of a file as they can be told: short, and with nothing in them that could steer a terminal.
fn spoken(text: &str) -> String {
    const MOST: usize = 300;
    let text = text.replace('\t', " ");
    let end = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    let cut = if end < text.len() { " ..." } else { "" };
    format!("{}{cut}", printable(&text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Source, SourceId};
    use crate::yaml;

    #[test]
    fn what_a_file_holds_cannot_steer_the_terminal_it_is_told_on() {
        let source = Source::from_bytes("records/bodies/a.yaml", b"name:\t\x1b[2Ja\n".to_vec());
        let mut problems = Diagnostics::new();
        assert!(yaml::read(SourceId(0), &source, &mut problems).is_none());
        let sources = Sources::new(vec![source]);
        let told = tell(problems.iter().next().expect("a problem"), &sources);
        assert!(told.contains("the line reads: name: \u{fffd}[2Ja"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
        assert_eq!(spoken(&"a".repeat(1000)).len(), 304);
    }
}
