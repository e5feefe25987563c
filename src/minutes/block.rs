//! A decision to its clauses: from the words after "RESOLVED" to where the decision ends.

mod phrase;
#[cfg(test)]
mod tests;

use super::label::{self, Label, Marks};
use super::paragraph::{Paragraph, sentences};
use crate::source::Span;
pub(super) use phrase::{ends_open, is_note};
use phrase::{
    ends_with_and, is_aside, is_bare_stem, is_list_of_things, is_second_half, tells, without_trailer,
};

/// A decision, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// The words before the first clause that each clause goes on from.
    pub(super) stem: Option<Span>,
    /// The clauses, in the order of the text.
    pub(super) pieces: Vec<Piece>,
    /// How many paragraphs after the one that opens the decision belong to it.
    pub(super) more: usize,
}

/// One clause, as a stretch of the text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its label, as printed.
    pub(super) label: Option<Label>,
    /// Its words.
    pub(super) span: Span,
}

/// Takes a decision apart. `rest` is what follows the opening words in their own paragraph; `after` are the paragraphs
/// behind it, as far as a decision may reach.
pub(super) fn block(text: &str, rest: Span, after: &[Paragraph]) -> Block {
    let rest = trimmed(text, rest);
    let words = rest.of(text);
    if words.is_empty() || is_bare_stem(words) || is_aside(words) {
        let mut block = list(text, after);
        if !words.is_empty() {
            block.stem = Some(rest);
        }
        return block;
    }
    let inline = label::within(text, rest);
    if let Some(first) = inline.first() {
        let before = trimmed(
            text,
            Span {
                start: rest.start,
                end: first.span.start,
            },
        );
        let before = without_bracket(text, before);
        let opening = before.of(text);
        if opening.is_empty() || is_bare_stem(opening) || ends_open(opening) && !is_list_of_things(opening) {
            return inline_list(text, rest, before, &inline, after);
        }
    }
    if let Some(label) =
        label::at_start(text, rest).filter(|label| !matches!(label.marks, Marks::Paragraph | Marks::Bullet))
    {
        let first = Piece {
            span: trimmed(
                text,
                Span {
                    start: label.after,
                    end: rest.end,
                },
            ),
            label: Some(label),
        };
        return sequence(text, first, after);
    }
    if ends_open(words) && !is_list_of_things(words) && after.first().is_some_and(begins_list) {
        let mut block = list(text, after);
        block.stem = Some(rest);
        return block;
    }
    single(text, rest, after)
}

/// A stretch without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    let start = span.range().start + lead;
    Span::new(start, start + words.trim().len())
}

/// The opening bracket of the first label is no part of what stands before it.
fn without_bracket(text: &str, span: Span) -> Span {
    let words = span.of(text).trim_end_matches(['(', ' ', '\n']);
    Span::new(span.range().start, span.range().start + words.len())
}

fn begins_list(next: &Paragraph) -> bool {
    next.label
        .as_ref()
        .is_some_and(|label| label.is_first() && label.marks != Marks::Bullet)
}

/// Clauses on one line: "(1) Notes the report; (2) Agrees the plan". The last may go on in the paragraphs after.
fn inline_list(text: &str, rest: Span, before: Span, labels: &[Label], after: &[Paragraph]) -> Block {
    let ends = labels
        .iter()
        .skip(1)
        .map(|next| {
            without_bracket(
                text,
                Span {
                    start: rest.start,
                    end: next.span.start,
                },
            )
            .end
        })
        .chain(std::iter::once(rest.end));
    let mut pieces: Vec<Piece> = labels
        .iter()
        .zip(ends)
        .map(|(label, end)| Piece {
            label: Some(label.clone()),
            span: trimmed(
                text,
                Span {
                    start: label.after,
                    end,
                },
            ),
        })
        .collect();
    let Some(last) = pieces.pop() else {
        return Block::default();
    };
    let mut rest_of = sequence(text, last, after);
    pieces.append(&mut rest_of.pieces);
    Block {
        stem: (before.end > before.start).then_some(before),
        pieces,
        more: rest_of.more,
    }
}

/// Clauses in paragraphs of their own, after a heading or a stem.
fn list(text: &str, after: &[Paragraph]) -> Block {
    let Some(first) = after.first() else {
        return Block::default();
    };
    if is_bullet(first) {
        return bullets(text, after);
    }
    // The number of a paragraph of the minutes is no label of a clause.
    let numbered = |label: &Label| match label.marks {
        Marks::Paragraph => true,
        Marks::Bare => !label.is_first(),
        _ => false,
    };
    let from = match &first.label {
        Some(label) if numbered(label) => first.body,
        _ => first.span,
    };
    let mut block = block(text, from, &after[1..]);
    block.more += 1;
    block
}

fn is_bullet(paragraph: &Paragraph) -> bool {
    paragraph
        .label
        .as_ref()
        .is_some_and(|label| label.marks == Marks::Bullet)
}

/// Each bullet is a clause.
fn bullets(text: &str, after: &[Paragraph]) -> Block {
    let own: Vec<&Paragraph> = after
        .iter()
        .take_while(|paragraph| is_bullet(paragraph))
        .collect();
    Block {
        stem: None,
        more: own.len(),
        pieces: own
            .iter()
            .map(|paragraph| Piece {
                label: None,
                span: trimmed(text, paragraph.body),
            })
            .collect(),
    }
}

/// Goes on with a labelled list as long as the labels do. What a clause holds in it (nested labels, bullets, the rest of a
/// broken sentence) stays with it.
fn sequence(text: &str, first: Piece, after: &[Paragraph]) -> Block {
    let mut pieces = vec![first];
    let mut nested: Option<Label> = None;
    let mut more = 0;
    for paragraph in after {
        let Some(last) = pieces.last_mut() else { break };
        match belongs(text, last, nested.as_ref(), paragraph) {
            Belongs::Next => {
                nested = None;
                let next = Piece {
                    label: paragraph.label.clone(),
                    span: trimmed(text, paragraph.body),
                };
                pieces.push(next);
            }
            Belongs::Within => {
                if paragraph
                    .label
                    .as_ref()
                    .is_some_and(|label| label.marks != Marks::Bullet)
                {
                    nested = paragraph.label.clone();
                }
                last.span.end = paragraph.span.end;
            }
            Belongs::Not => break,
        }
        more += 1;
    }
    Block {
        stem: None,
        pieces,
        more,
    }
}

/// How a paragraph stands to the clause before it.
enum Belongs {
    /// It is the next clause.
    Next,
    /// It is part of the clause.
    Within,
    /// It is none of the decision.
    Not,
}

fn belongs(text: &str, last: &Piece, nested: Option<&Label>, paragraph: &Paragraph) -> Belongs {
    let words = last.span.of(text);
    let body = paragraph.body_of(text);
    let Some(label) = &paragraph.label else {
        let goes_on = ends_open(words) || words.ends_with([',', ';', '\u{2013}']) || ends_with_and(words);
        let starts_small = body.starts_with(char::is_lowercase);
        return if !is_note(body) && (goes_on || starts_small) {
            Belongs::Within
        } else {
            Belongs::Not
        };
    };
    if let Some(nested) = nested
        && label.follows(nested)
    {
        return Belongs::Within;
    }
    let own = last.label.as_ref();
    if own.is_some_and(|own| label.follows(own)) {
        return Belongs::Next;
    }
    let continues =
        nested.is_some() || ends_open(words) || words.ends_with([';', ',']) || ends_with_and(words);
    if label.marks == Marks::Bullet || label.is_first() && continues && label.marks != Marks::Paragraph {
        return Belongs::Within;
    }
    if own.is_some_and(|own| label.is_next_after(own)) && label.marks != Marks::Paragraph {
        return Belongs::Next;
    }
    // A list whose letters were lost in between goes on behind "; and".
    if words.ends_with([';', ',']) || ends_with_and(words) {
        return Belongs::Next;
    }
    Belongs::Not
}

/// One clause without a label, and what goes on from it.
fn single(text: &str, rest: Span, after: &[Paragraph]) -> Block {
    let first = decided(text, rest);
    let whole = first.end == rest.end;
    let words = first.of(text).to_owned();
    let mut pieces = vec![Piece {
        label: None,
        span: first,
    }];
    let mut more = 0;
    // Decisions under each other begin with the same word.
    let opening = ["That ", "To "].into_iter().find(|word| words.starts_with(word));
    let opening = opening.or_else(|| words.starts_with("that ").then_some("That "));
    for paragraph in after.iter().take_while(|_| whole) {
        let body = paragraph.body_of(text);
        let alone = pieces.len() == 1;
        let Some(last) = pieces.last_mut() else { break };
        let before = last.span.of(text);
        let grown = alone && last.span.end > first.end;
        let goes_on = (ends_open(before) || grown) && is_of_its_list(before, paragraph, body)
            || paragraph.label.is_none() && is_second_half(before, body);
        if goes_on {
            last.span.end = paragraph.span.end;
        } else if paragraph.label.is_none()
            && opening.is_some_and(|word| body.starts_with(word))
            && !is_note(body)
        {
            pieces.push(Piece {
                label: None,
                span: decided(text, paragraph.body),
            });
        } else {
            break;
        }
        more += 1;
    }
    Block {
        stem: None,
        pieces,
        more,
    }
}

/// What may stand behind a colon and still be of the clause: bullets, labelled points, the rows of a table, or words that
/// are read out.
fn is_of_its_list(before: &str, paragraph: &Paragraph, body: &str) -> bool {
    let labelled = paragraph
        .label
        .as_ref()
        .is_some_and(|label| !matches!(label.marks, Marks::Paragraph | Marks::Bullet));
    let row = body.contains(" | ") || body.len() < 80 && !body.ends_with(['.', '?', '!']);
    let quoted = ends_open(before) && body.starts_with(['\u{2018}', '\u{201c}', '"', '\'']);
    let point = labelled && (ends_open(before) || !before.ends_with('.') || body.len() < 400);
    is_bullet(paragraph) || point || quoted || row && !is_note(body)
}

/// How far the deciding words reach: to the first sentence that tells again instead of deciding.
fn decided(text: &str, rest: Span) -> Span {
    let rest = trimmed(text, rest);
    let mut end = rest.end;
    for (place, sentence) in sentences(text, rest).iter().enumerate() {
        if place > 0 && (tells(sentence.of(text)) || is_note(sentence.of(text))) {
            end = sentence.start;
            break;
        }
    }
    let span = trimmed(
        text,
        Span {
            start: rest.start,
            end,
        },
    );
    without_trailer(text, span)
}
