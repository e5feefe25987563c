//! A decision to its clauses: from the words after "RESOLVED" to where the decision ends.

use std::sync::LazyLock;

use regex::Regex;

use super::heading::BODY;
use super::label::{self, Label, Marks};
use super::paragraph::{Paragraph, sentences};
use super::pattern::pattern;
use crate::source::Span;

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
    let words = slice(text, rest);
    if words.is_empty() || is_bare_stem(words) || is_aside(words) {
        let mut block = list(text, after);
        block.stem = (!words.is_empty()).then_some(rest);
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
        let opening = slice(text, before);
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
    if ends_open(words) && !is_list_of_things(words) && after.first().is_some_and(|next| begins_list(next)) {
        let mut block = list(text, after);
        block.stem = Some(rest);
        return block;
    }
    single(text, rest, after)
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// A stretch without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = slice(text, span);
    let lead = words.len() - words.trim_start().len();
    let start = span.range().start + lead;
    Span::new(start, start + words.trim().len())
}

/// The opening bracket of the first label is no part of what stands before it.
fn without_bracket(text: &str, span: Span) -> Span {
    let words = slice(text, span).trim_end_matches(['(', ' ', '\n']);
    Span::new(span.range().start, span.range().start + words.len())
}

/// Nothing but brackets: "(to Council)" behind the heading.
fn is_aside(words: &str) -> bool {
    words.starts_with('(') && words.find(')').is_some_and(|end| end + 2 >= words.len())
}

/// Words that have no verb of their own: "that", "That the Committee:-", "That it be recommended to Cabinet that:".
fn is_bare_stem(words: &str) -> bool {
    static STEM: LazyLock<Regex> = LazyLock::new(|| {
        let words = format!(
            r"(?s)^(?:(?i:that|to))?[\s:;,\u{{2010}}-\u{{2015}}-]*(?:(?i:it\s+be\s+)?(?i:recommend(?:ed)?\s+(?:to\s+)?[^.]*?(?:that)?)|(?:(?i:the|this)\s+)?(?:[^\s.;:,()]+\s+){{0,7}}{BODY}(?:\s+(?i:agree[sd]?|resolves?|also|then)?\s*(?i:that|to)?)?)?[\s:;,\u{{2010}}-\u{{2015}}-]*$"
        );
        pattern(&words)
    });
    static VERB: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:be|is|are|was|were)\b"));
    let decides = VERB.is_match(words) && !words.to_lowercase().contains("recommended");
    words.len() < 200 && !decides && STEM.is_match(words)
}

/// Whether words want to be gone on with: they end with a colon, with or without a dash.
pub(super) fn ends_open(words: &str) -> bool {
    words
        .trim_end()
        .trim_end_matches(['-', '\u{2013}', '\u{2014}', '\u{2212}', ' '])
        .ends_with(':')
}

/// Whether what follows the colon are things and not decisions: conditions, reasons, themes.
fn is_list_of_things(words: &str) -> bool {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:approval|agreement|consent|authority|support)\s+be\s+given\s+(?:to|for)\b")
    });
    static THINGS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:following|these|below)\b[^:]*\b(?:conditions?|reasons?|changes|corrections?|comments?|themes?|points?|areas?|issues?|questions?|dates?|documents?|terms|members?|councillors?|topics?|items?|matters?|views?|concerns?|information|ways?|priorities|criteria|principles|wording|text|substitut[a-z]+|representatives?|nominations?|people|persons|groups?|aspects?|amendments?\s+to\s+the\s+minutes)\b[^:]*:",
        )
    });
    THINGS.is_match(words) && !GIVEN.is_match(words)
}

fn begins_list(next: &Paragraph) -> bool {
    next.label
        .as_ref()
        .is_some_and(|label| label.is_first() || label.marks == Marks::Bullet)
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
    let words = slice(text, last.span);
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

fn ends_with_and(words: &str) -> bool {
    let words = words.trim_end_matches([',', ' ', '.']);
    words.ends_with(" and") || words.ends_with(";and") || words.ends_with(" or")
}

/// One clause without a label, and what goes on from it.
fn single(text: &str, rest: Span, after: &[Paragraph]) -> Block {
    let first = decided(text, rest);
    let whole = first.end == rest.end;
    let words = slice(text, first).to_owned();
    let mut pieces = vec![Piece {
        label: None,
        span: first,
    }];
    let mut more = 0;
    let begins_that = words.starts_with("That ") || slice(text, rest).starts_with("that ");
    for paragraph in after.iter().take_while(|_| whole) {
        let body = paragraph.body_of(text);
        let alone = pieces.len() == 1;
        let Some(last) = pieces.last_mut() else { break };
        let before = slice(text, last.span);
        let grown = alone && last.span.end > first.end;
        let goes_on = (ends_open(before) || grown) && is_of_its_list(before, paragraph, body)
            || paragraph.label.is_none() && is_second_half(before, body);
        if goes_on {
            last.span.end = paragraph.span.end;
        } else if begins_that && paragraph.label.is_none() && body.starts_with("That ") && !is_note(body) {
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

/// A paragraph that can only be the end of the sentence before it.
fn is_second_half(before: &str, body: &str) -> bool {
    let open = !before.ends_with(['.', ':', ';', '!', '?', ')', '"', '\u{201d}', '\u{2019}'])
        || ends_with_and(before);
    open && body.starts_with(char::is_lowercase) && !is_note(body)
}

/// How far the deciding words reach: to the first sentence that tells again instead of deciding.
fn decided(text: &str, rest: Span) -> Span {
    let rest = trimmed(text, rest);
    let mut end = rest.end;
    for (place, sentence) in sentences(text, rest).iter().enumerate() {
        if place > 0 && (tells(slice(text, *sentence)) || is_note(slice(text, *sentence))) {
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

/// A sentence of narrative after a decision on the same line.
fn tells(sentence: &str) -> bool {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^(?:There\s+(?:was|were)\b|The\s+(?:Chair|Vice|Mayor|Clerk|Director|Officer|meeting|Leader)|Councillors?\s|Cllrs?\b|Mr\b|Mrs\b|Ms\b|Dr\b|Following\b|In\s+(?:response|reply|answer)|At\s+this\s+(?:point|juncture)|Members\s+(?:\S+\s+)?(?:asked|commented|discussed|thanked|queried|raised)|A\s+Member|One\s+Member|It\s+was\s+(?:noted|confirmed|reported|explained|clarified|commented|also\s+noted)|During\b|Arising\b|Matters\s+arising|No\s+matters|(?:Voting|Vote)\b|(?:For|Against|Abstentions?)\s*[:\u{2013}-])",
        )
    });
    TELLS.is_match(sentence)
}

/// Words about a decision that are no part of it.
pub(super) fn is_note(body: &str) -> bool {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^[\[(\u{201c}*\s]*(?:For\s+(?:clarification|clarity|information)|Note\s*[:\u{2013}-]|N\.?\s?B\.?\s*[:\u{2013}-]?\s|REASONS?\b|Reasons?\s*(?:for|\u{2013}|-|:)|The\s+applicant\s+(?:was|has)|The\s+meeting\s+(?:closed|ended|concluded|was\s+adjourned)|Voting|Votes?\s*[:(\u{2013}-]|At\s+this\s+point|Following\s+the\s+vote|ACTIONS?\s*[:\u{2013}-]|Actions?\s*:|Proposed\s+by|Moved\s+by|Seconded\s+by|Proposer|Mover|(?:Councillor|Cllr)\b.*(?:in\s+the\s+Chair|left\s+the|joined\s+the|declared|abstain|voted)|For\s*[:\u{2013}-]\s*[0-9]|Alternative\s+options|Options?\s+considered|CHAIR|Supporting\s+documents)",
        )
    });
    NOTE.is_match(body)
}

/// Movers and votes in brackets, and closing quotation marks, behind the last sentence of a clause.
fn without_trailer(text: &str, span: Span) -> Span {
    static TRAILER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?xs)(?P<keep>[.!?;:\u{2019}\u{201d}a-z0-9)])\s*(?P<trailer>[(\[]\s*(?i:vot(?:e|ing)|moved|proposed|proposer|mover|seconded|for\s*[:0-9\u{2013}-]|unanimous|carried|councillors?\s|cllrs?\s|on\s+a\s+vote|[0-9]+\s*(?::|for|votes?|in\s+favour)|action\s*:|the\s+vote|agreed|note\s*:)[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]\s*\.?\s*)$",
        )
    });
    let words = slice(text, span);
    let mut end = span.range().end;
    if let Some(found) = TRAILER.captures(words)
        && let Some(trailer) = found.name("trailer")
        && words[..trailer.start()]
            .trim_end()
            .ends_with(['.', ';', '!', '\u{2019}', '\u{201d}'])
    {
        end = span.range().start + trailer.start();
    }
    trimmed(text, Span::new(span.range().start, end))
}
