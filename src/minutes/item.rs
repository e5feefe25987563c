//! One item to a draft.

use super::action::action;
use super::block::{Block, Piece, block, is_note, trimmed};
use super::dates::dates;
use super::draft::{ClauseDraft, ItemDraft};
use super::heading::{By, Opening, openings, reaches};
use super::kind::kinds;
use super::page::{Aside, Item, Page, Why};
use super::paragraph::{Paragraph, paragraphs, sentences};
use super::people::{self, collapsed};
use super::prose;
use crate::source::{Span, Spanned};

/// What has been found so far.
#[derive(Default)]
struct Found {
    clauses: Vec<(Piece, Option<Span>, bool)>,
    /// Headings and stems.
    resolving: Vec<Span>,
    /// Clauses that an earlier part of the item already holds.
    repeated: Vec<Span>,
}

/// Reads one item.
pub(super) fn read(page: &Page, item: Item) -> ItemDraft {
    let text = &*page.text;
    let under_heading = paragraphs(text, &item.decision);
    let minuted = paragraphs(text, &item.minutes);
    let title = item.title.as_ref().map_or("", |title| &title.value);
    let mut found = Found::default();
    decided(text, &under_heading, item.apart, &mut found);
    if found.clauses.is_empty() {
        under_decision(text, &under_heading, &mut found);
    }
    let before = found.clauses.len();
    decided(text, &minuted, item.apart, &mut found);
    if found.clauses.is_empty() {
        heading_lost(text, &minuted, &mut found);
    }
    if found.clauses.is_empty() {
        for span in prose::decisions(text, &minuted, title) {
            let (span, heading) = prose_clause(text, span);
            found.resolving.extend(heading);
            found.clauses.push((Piece { label: None, span }, None, false));
        }
    }
    set_repeated_apart(text, before, &mut found);
    draft(text, item, &under_heading, &minuted, found)
}

/// Decisions that a word of their own opens.
fn decided(text: &str, paragraphs: &[Paragraph], apart: bool, found: &mut Found) {
    let opened: Vec<Vec<Opening>> = paragraphs
        .iter()
        .map(|paragraph| {
            let mut own = openings(text, paragraph.body);
            own.retain(|opening| opening.by == By::Heading);
            own
        })
        .collect();
    let resolves = opened.iter().flatten().any(|opening| !opening.recommends);
    let mut place = 0;
    while place < paragraphs.len() {
        let paragraph = &paragraphs[place];
        let own = &opened[place];
        let next = opened[place + 1..]
            .iter()
            .position(|later| !later.is_empty())
            .map_or(paragraphs.len(), |later| place + 1 + later);
        let mut more = 0;
        for (opening, reach) in own.iter().zip(reaches(text, paragraph.body, own)) {
            // A recommendation above a resolution is what the agenda asked for.
            if opening.recommends && !apart && resolves && !says_resolved(text, opening.heading) {
                continue;
            }
            let last = reach.end == paragraph.body.end;
            let after = if last { &paragraphs[place + 1..next] } else { &[] };
            let taken = block(text, reach, after);
            more = more.max(taken.more);
            found.resolving.push(opening.heading);
            keep(taken, opening.recommends, found);
        }
        place += 1 + more;
    }
}

fn says_resolved(text: &str, heading: Span) -> bool {
    text.get(heading.range())
        .is_some_and(|words| words.to_lowercase().contains("resolved"))
}

fn keep(block: Block, recommends: bool, found: &mut Found) {
    found.resolving.extend(block.stem);
    let stem = block.stem;
    let pieces = block
        .pieces
        .into_iter()
        .filter(|piece| piece.span.end > piece.span.start);
    found
        .clauses
        .extend(pieces.map(|piece| (piece, stem, recommends)));
}

/// What stands under "Decision:" without a word that resolves: labelled clauses, or each sentence one.
fn under_decision(text: &str, paragraphs: &[Paragraph], found: &mut Found) {
    let labelled = paragraphs.iter().position(|paragraph| {
        paragraph
            .label
            .as_ref()
            .is_some_and(super::label::Label::is_first)
    });
    if let Some(first) = labelled {
        let stem = first
            .checked_sub(1)
            .map(|before| paragraphs[before].span)
            .filter(|span| text.get(span.range()).is_some_and(super::block::ends_open));
        let mut taken = block(
            text,
            Span {
                start: paragraphs[first].span.start,
                end: paragraphs[first].span.start,
            },
            &paragraphs[first..],
        );
        taken.stem = stem;
        keep(taken, false, found);
        return;
    }
    for paragraph in paragraphs {
        let words = paragraph.body_of(text);
        if prose::is_no_decision(words) || is_note(words) {
            continue;
        }
        for opening in openings(text, paragraph.body) {
            found.resolving.push(opening.heading);
        }
        for sentence in sentences(text, paragraph.body) {
            if !is_note(text.get(sentence.range()).unwrap_or_default()) {
                let (span, heading) = prose_clause(text, sentence);
                found.resolving.extend(heading);
                found.clauses.push((Piece { label: None, span }, None, false));
            }
        }
    }
}

/// A sentence in which the body decides: after "The Committee agreed to" the clause begins; where somebody else is its
/// subject too, the whole sentence is the clause.
fn prose_clause(text: &str, sentence: Span) -> (Span, Option<Span>) {
    let opening = openings(text, sentence)
        .into_iter()
        .find(|opening| trimmed(text, opening.heading).start == sentence.start);
    match opening {
        Some(opening) if opening.heading.end < sentence.end => {
            let clause = Span {
                start: opening.heading.end,
                end: sentence.end,
            };
            (trimmed(text, clause), Some(opening.heading))
        }
        _ => (sentence, None),
    }
}

/// A clause whose heading was lost when the text was copied: it begins with "That", or follows "and it was".
fn heading_lost(text: &str, paragraphs: &[Paragraph], found: &mut Found) {
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let words = paragraph.body_of(text);
        let before = place
            .checked_sub(1)
            .map_or("", |before| paragraphs[before].body_of(text));
        let moved = is_moved(before);
        let begins = words.starts_with("That ") && paragraph.label.is_none();
        let listed = paragraph
            .label
            .as_ref()
            .is_some_and(super::label::Label::is_first)
            && is_carried(before);
        let infinitive = words.starts_with("To ") && (moved || is_carried(before));
        if !(begins || listed || infinitive) {
            continue;
        }
        let start = paragraph.span.start;
        let taken = block(text, Span { start, end: start }, &paragraphs[place..]);
        keep(taken, false, found);
        return;
    }
}

fn is_moved(before: &str) -> bool {
    let words = before.to_lowercase();
    let ends = [
        "it was",
        "it was,",
        "it was \u{2013}",
        "it was -",
        "it was:",
        " and",
        "and,",
    ];
    let open = ends.iter().any(|end| words.trim_end().ends_with(end));
    open && (words.contains("seconded") || words.contains("moved") || words.contains("it was"))
}

fn is_carried(before: &str) -> bool {
    let words = before.to_lowercase();
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let carried = ["carried", "carried unanimously", "agreed", "voted on and carried"]
        .iter()
        .any(|end| words.ends_with(end));
    carried && !words.contains("amendment")
}

/// The same decision printed under "Decision:" and again in the minutes counts once.
fn set_repeated_apart(text: &str, before: usize, found: &mut Found) {
    let key = |span: Span| {
        let words = collapsed(text.get(span.range()).unwrap_or_default()).to_lowercase();
        let letters: String = words
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .collect();
        letters.trim_start_matches("that ").to_owned()
    };
    let earlier: Vec<String> = found.clauses[..before]
        .iter()
        .map(|(piece, ..)| key(piece.span))
        .collect();
    if earlier.is_empty() {
        return;
    }
    let later = found.clauses.split_off(before);
    for clause in later {
        let words = key(clause.0.span);
        if earlier.iter().any(|other| is_alike(other, &words)) {
            found.repeated.push(clause.0.span);
        } else {
            found.clauses.push(clause);
        }
    }
}

/// Whether two clauses are one, up to a slip: nine of ten words are the same.
fn is_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let words: std::collections::BTreeSet<&str> = one.split(' ').collect();
    let others: std::collections::BTreeSet<&str> = other.split(' ').collect();
    let common = words.intersection(&others).count();
    let all = words.union(&others).count();
    all > 0 && common * 10 >= all * 8
}

fn draft(
    text: &str,
    item: Item,
    under_heading: &[Paragraph],
    minuted: &[Paragraph],
    found: Found,
) -> ItemDraft {
    let mut draft = ItemDraft::default();
    let mut clauses = found.clauses;
    clauses.sort_by_key(|(piece, ..)| piece.span.start);
    for (piece, stem, recommends) in clauses {
        let kinds = kinds(text, piece.span, stem, recommends);
        draft.clauses.push(ClauseDraft {
            label: piece.label.map(|label| Spanned::new(label.text, label.span)),
            words: Spanned::new(
                collapsed(text.get(piece.span.range()).unwrap_or_default()).into(),
                piece.span,
            ),
            stem: stem
                .map(|stem| Spanned::new(collapsed(text.get(stem.range()).unwrap_or_default()).into(), stem)),
            action: action(text, piece.span, &kinds),
            kinds,
        });
        for date in dates(text, piece.span) {
            draft.dates.push(date);
        }
    }
    draft.aside.extend(item.agenda.iter().map(|span| Aside {
        span: *span,
        why: Why::Agenda,
    }));
    draft.aside.extend(item.aside.iter().cloned());
    for paragraph in under_heading.iter().chain(minuted) {
        account(text, paragraph, &found.resolving, &found.repeated, &mut draft);
    }
    draft.aside.sort_by_key(|aside| aside.span);
    draft.discussion.sort_unstable();
    draft.item = item;
    draft
}

/// Puts each line of a paragraph where it belongs.
fn account(text: &str, paragraph: &Paragraph, resolving: &[Span], repeated: &[Span], draft: &mut ItemDraft) {
    let guests = people::guests(text, paragraph);
    let movers = people::movers(text, paragraph.span);
    let votes = people::votes(text, paragraph.span);
    let words = text.get(paragraph.span.range()).unwrap_or_default();
    let meets = |span: &Span| span.start < paragraph.span.end && paragraph.span.start < span.end;
    let decides = draft.clauses.iter().any(|clause| meets(&clause.words.span));
    let why = if repeated.iter().any(meets) {
        Some(Why::Repeated)
    } else if guests.is_some() {
        Some(Why::Guests)
    } else if people::is_only(words, &votes) {
        Some(Why::Vote)
    } else if people::is_only(words, &movers) {
        Some(Why::Mover)
    } else if is_note(paragraph.body_of(text)) {
        Some(Why::Note)
    } else {
        None
    };
    for line in &paragraph.lines {
        let touches = |span: &Span| span.start < line.end && line.start < span.end;
        if draft.clauses.iter().any(|clause| touches(&clause.words.span)) {
            continue;
        }
        let own = if resolving.iter().any(touches) {
            Some(Why::Resolving)
        } else {
            why
        };
        match own {
            Some(why) => draft.aside.push(Aside { span: *line, why }),
            None => draft.discussion.push(*line),
        }
    }
    draft.guests.extend(guests.unwrap_or_default());
    let near = decides || why.is_some() || !movers.is_empty() && movers.len() == 1;
    if near {
        draft.movers.extend(movers);
        draft.votes.extend(votes);
    }
}
