//! A problem as text, in the manner of the Rust compiler: what, where with the line itself, and the cure.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Severity};
use crate::source::{Source, Sources, Span};

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Letters only.
    Plain,
    /// With colours, by terminal codes.
    Coloured,
}

/// Longest line shown whole, in characters; of a longer one only what is near the place.
const LINE_LIMIT: usize = 160;

/// The problem as lines of text, without a newline at the end.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name);
    let excerpts = excerpts(diagnostic, sources);
    let mut group = Group::with_title(title);
    for excerpt in &excerpts {
        let label = (!excerpt.label.is_empty()).then_some(excerpt.label);
        let mark = excerpt.kind.span(excerpt.mark.clone()).label(label);
        let snippet = Snippet::source(excerpt.text.as_str())
            .line_start(excerpt.line)
            .annotation(mark);
        group = if excerpt.is_cut {
            // The column in a shortened line is not that in the file, so the place is said apart.
            let origin = Origin::path(excerpt.path)
                .line(excerpt.line)
                .char_column(excerpt.column);
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(excerpt.path))
        };
    }
    if let Some(cure) = &diagnostic.cure {
        group = group.element(Level::HELP.message(cure.as_str()));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// The line a place begins in, ready to be drawn.
struct Excerpt<'d> {
    path: &'d str,
    line: usize,
    column: usize,
    text: String,
    is_cut: bool,
    kind: AnnotationKind,
    mark: Range<usize>,
    label: &'d str,
}

/// One excerpt a place, the primary first.
fn excerpts<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Vec<Excerpt<'d>> {
    let primary = (AnnotationKind::Primary, &diagnostic.primary);
    let related = diagnostic
        .related
        .iter()
        .map(|label| (AnnotationKind::Context, label));
    std::iter::once(primary)
        .chain(related)
        .map(|(kind, label)| excerpt(kind, label, sources.get(label.at.source)))
        .collect()
}

/// The line a place begins in, cut to what is near the place when the line is very long.
fn excerpt<'d>(kind: AnnotationKind, label: &'d Label, source: &'d Source) -> Excerpt<'d> {
    let text = source.text.as_str();
    let place = on_boundaries(text, label.at.span);
    let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[place.start..]
        .find('\n')
        .map_or(text.len(), |newline| place.start + newline);
    let whole = &text[start..end];
    let line = whole.trim_start_matches('\u{feff}').trim_end_matches('\r');
    let skipped = start + whole.len() - whole.trim_start_matches('\u{feff}').len();
    let inside = |at: usize| at.saturating_sub(skipped).min(line.len());
    let (shown, mark) = near(line, inside(place.start)..inside(place.end));
    let (number, column) = source.line_column(label.at.span.start);
    Excerpt {
        path: &source.path,
        line: number,
        column,
        is_cut: shown != line,
        text: shown,
        kind,
        mark,
        label: &label.text,
    }
}

/// Cuts a very long line to the characters around a place.
fn near(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    if line.chars().count() <= LINE_LIMIT {
        return (line.to_owned(), mark);
    }
    let before = line[..mark.start].char_indices().rev().nth(LINE_LIMIT / 4);
    let from = before.map_or(0, |(at, _)| at);
    let after = line[from..].char_indices().nth(LINE_LIMIT);
    let to = after.map_or(line.len(), |(at, _)| from + at);
    let lead = if from > 0 { "..." } else { "" };
    let tail = if to < line.len() { "..." } else { "" };
    let shift = |at: usize| at.clamp(from, to) - from + lead.len();
    (
        format!("{lead}{}{tail}", &line[from..to]),
        shift(mark.start)..shift(mark.end),
    )
}

/// The nearest stretch that lies in the text and cuts no character.
fn on_boundaries(text: &str, span: Span) -> Range<usize> {
    let inside = |offset: u32| {
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    inside(span.start)..inside(span.end)
}
