//! A problem as text, in the manner of the Rust compiler: what, where with the line itself, and the cure.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Severity};
use crate::source::{Source, Sources, Span, is_hidden};

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Letters only.
    Plain,
    /// With colours, by terminal codes.
    Coloured,
    /// Not drawn but told in sentences, for whoever listens.
    Told,
}

/// Longest stretch that is underlined, in characters; the renderer itself cuts long lines around it.
const MARK_LIMIT: usize = 100;

/// How wide text is where nobody says: wide enough that nothing is left out.
const WIDE: usize = 140;

/// The problem as lines of text, without a newline at the end.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    render_within(diagnostic, sources, style, WIDE)
}

/// As [`render`], with excerpts of lines no wider than this.
pub fn render_within(diagnostic: &Diagnostic, sources: &Sources, style: Style, width: usize) -> String {
    if style == Style::Told {
        return super::tell::tell(diagnostic, sources);
    }
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = printable(&diagnostic.message);
    let title = level.primary_title(message).id(diagnostic.code.name);
    let excerpts = excerpts(diagnostic, sources);
    let mut group = Group::with_title(title);
    for excerpt in &excerpts {
        group = match excerpt.text {
            None => group.element(Origin::path(excerpt.path.as_ref()).line(1).char_column(1)),
            Some(text) => {
                let label = (!excerpt.label.is_empty()).then_some(excerpt.label.as_ref());
                let mark = excerpt.kind.span(excerpt.mark.clone()).label(label);
                let snippet = Snippet::source(text)
                    .path(excerpt.path.as_ref())
                    .line_start(excerpt.line)
                    .annotation(mark);
                group.element(snippet)
            }
        };
    }
    if let Some(cure) = &diagnostic.cure {
        group = group.element(Level::HELP.message(printable(cure)));
    }
    let renderer = match style {
        Style::Plain | Style::Told => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    renderer.render(&[group])
}

/// Text that cannot disturb a terminal: file names, unlike the text of files, may hold any character.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hidden) {
        let shown = text.chars().map(|c| {
            if is_hidden(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        });
        Cow::Owned(shown.collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The line a place begins in, ready to be drawn; no line where the file has no text.
pub(super) struct Excerpt<'d> {
    /// The file.
    pub(super) path: Cow<'d, str>,
    /// The number of the line, from 1.
    pub(super) line: usize,
    /// The column in it, from 1.
    pub(super) column: usize,
    /// The line.
    pub(super) text: Option<&'d str>,
    kind: AnnotationKind,
    /// Which part of it is meant.
    pub(super) mark: Range<usize>,
    /// What is said there.
    pub(super) label: Cow<'d, str>,
}

/// One excerpt a place, the primary first.
pub(super) fn excerpts<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Vec<Excerpt<'d>> {
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

fn excerpt<'d>(kind: AnnotationKind, label: &'d Label, source: &'d Source) -> Excerpt<'d> {
    let text = source.text.as_str();
    let place = on_boundaries(text, label.at.span);
    let start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let whole = text[start..].split('\n').next().unwrap_or("");
    let line = whole.trim_start_matches('\u{feff}');
    let skipped = start + whole.len() - line.len();
    let line = line.trim_end_matches('\r');
    let inside = |at: usize| at.saturating_sub(skipped).min(line.len());
    let mark = inside(place.start)..inside(place.end);
    let longest = line[mark.start..].char_indices().nth(MARK_LIMIT);
    let longest = longest.map_or(line.len(), |(length, _)| mark.start + length);
    let (number, column) = source.line_column(label.at.span.start);
    Excerpt {
        path: printable(&source.path),
        line: number,
        column,
        text: (!text.is_empty()).then_some(line),
        kind,
        mark: mark.start..mark.end.min(longest),
        label: printable(&label.text),
    }
}

/// The nearest stretch that lies in the text and cuts no character.
fn on_boundaries(text: &str, span: Span) -> Range<usize> {
    let inside = |offset: u32| text.floor_char_boundary(offset as usize);
    inside(span.start)..inside(span.end.max(span.start))
}
