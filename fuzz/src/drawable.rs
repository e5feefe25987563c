//! Every problem can be shown, in every form, at a place of the text it is about.

use scrutiny::diagnostic::{Diagnostic, Diagnostics, Style, render, to_json};
use scrutiny::source::Sources;

/// Holds problems to what must be so of all of them. The first of each kind is drawn; of the others, which would show the same
/// file in the same words, the places are looked at.
pub fn hold(problems: &Diagnostics, sources: &Sources) {
    let mut drawn: Vec<&str> = Vec::new();
    for problem in problems {
        is_placed(problem, sources);
        if !drawn.contains(&problem.code.name) && drawn.len() < 3 {
            drawn.push(problem.code.name);
            is_drawn(problem, sources);
        }
    }
}

fn is_placed(problem: &Diagnostic, sources: &Sources) {
    for label in std::iter::once(&problem.primary).chain(&problem.related) {
        let text = &sources.get(label.at.source).text;
        let cut = text.get(label.at.span.range());
        assert!(cut.is_some(), "{problem:?} is not in {text:?}");
    }
    assert!(problem.cure.is_some(), "{problem:?}");
    assert!(!problem.message.contains('\n'), "{problem:?}");
}

fn is_drawn(problem: &Diagnostic, sources: &Sources) {
    // Drawing takes longer than reading, so each problem is drawn in one way, and all ways come in turn.
    let text = &sources.get(problem.primary.at.source).text;
    let style = match text.len() % 3 {
        0 => Style::Plain,
        1 => Style::Coloured,
        _ => Style::Told,
    };
    let drawn = render(problem, sources, style);
    assert!(drawn.contains(problem.code.name));
    assert!(style == Style::Coloured || !drawn.contains('\u{1b}'), "{drawn:?}");
    assert!(to_json(problem, sources).is_object());
}
