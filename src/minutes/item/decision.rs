//! Where the decisions of an item stand, and the clauses of each.

use crate::minutes::block::{self, Block, Piece, block, is_note, trimmed};
use crate::minutes::heading::{Opening, headings, openings, reaches};
use crate::minutes::label::Label;
use crate::minutes::page::Item;
use crate::minutes::paragraph::{Paragraph, collapsed, sentences};
use crate::minutes::prose;
use crate::source::Span;

/// A clause, and how it was come by.
pub(super) struct Taken {
    pub(super) piece: Piece,
    pub(super) stem: Option<Span>,
    /// Whether it only recommends to somebody.
    pub(super) recommends: bool,
    /// Whether it stands in running text.
    pub(super) prose: bool,
    /// The subject it was parted from: "The Committee agreed that".
    pub(super) subject: Option<Span>,
}

impl Taken {
    /// A sentence that decides, of which the subject may have been cut off.
    fn prose(span: Span, subject: Option<Span>) -> Self {
        Self {
            piece: Piece { label: None, span },
            stem: None,
            recommends: false,
            prose: true,
            subject,
        }
    }
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) clauses: Vec<Taken>,
    /// Headings and stems.
    pub(super) resolving: Vec<Span>,
    /// Clauses that an earlier part of the item already holds.
    pub(super) repeated: Vec<Span>,
}

/// Finds the decisions of an item, in what stands under a heading of its own and in the minutes.
pub(super) fn find(text: &str, item: &Item, under_heading: &[Paragraph], minuted: &[Paragraph]) -> Found {
    let title = item.title.as_ref().map_or("", |title| &title.value);
    let mut found = Found::default();
    decided(text, under_heading, item.apart, &mut found);
    if found.clauses.is_empty() {
        under_decision(text, under_heading, &mut found);
    }
    let before = found.clauses.len();
    decided(text, minuted, item.apart, &mut found);
    if found.clauses.is_empty() {
        heading_lost(text, minuted, &mut found);
    }
    if found.clauses.is_empty() {
        for span in prose::decisions(text, minuted, title) {
            let (span, heading) = prose_clause(text, span);
            found.resolving.extend(heading);
            found.clauses.push(Taken::prose(span, heading));
        }
    }
    set_repeated_apart(text, before, &mut found);
    found.clauses.sort_by_key(|taken| taken.piece.span.start);
    found
}

/// Decisions that a word of their own opens.
fn decided(text: &str, paragraphs: &[Paragraph], apart: bool, found: &mut Found) {
    let opened: Vec<Vec<Opening>> = paragraphs
        .iter()
        .map(|paragraph| headings(text, paragraph.body))
        .collect();
    let resolves = opened.iter().flatten().any(|opening| !opening.recommends);
    let mut place = 0;
    while place < paragraphs.len() {
        let paragraph = &paragraphs[place];
        let own = &opened[place];
        if own.is_empty() {
            place += 1;
            continue;
        }
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
    found.clauses.extend(pieces.map(|piece| Taken {
        piece,
        stem,
        recommends,
        prose: false,
        subject: None,
    }));
}

/// What stands under "Decision:" without a word that resolves: labelled clauses, or each sentence one.
fn under_decision(text: &str, paragraphs: &[Paragraph], found: &mut Found) {
    let labelled = paragraphs
        .iter()
        .position(|paragraph| paragraph.label.as_ref().is_some_and(Label::is_first));
    if let Some(first) = labelled {
        let stem = first
            .checked_sub(1)
            .map(|before| paragraphs[before].span)
            .filter(|span| text.get(span.range()).is_some_and(block::ends_open));
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
        for sentence in sentences(text, paragraph.body) {
            if !is_note(sentence.of(text)) {
                let span = sentence;
                found.clauses.push(Taken::prose(span, None));
            }
        }
    }
}

/// A sentence in which the body decides: after "The Committee agreed to" the clause begins; where the sentence has another
/// subject, or none ("It was agreed that"), it is the clause whole.
fn prose_clause(text: &str, sentence: Span) -> (Span, Option<Span>) {
    let opening = openings(text, sentence).into_iter().find(|opening| {
        let heading = trimmed(text, opening.heading);
        let words = heading.of(text);
        let before = text.get(sentence.range().start..heading.range().start);
        before.is_some_and(leads_in) && !words.starts_with("It ")
    });
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

/// Words before the subject that say only when or why it decided: "Following a short discussion".
fn leads_in(before: &str) -> bool {
    const WORDS: [&str; 9] = [
        "upon being put",
        "following",
        "after",
        "having",
        "accordingly",
        "therefore",
        "in conclusion",
        "on being put",
        "on a vote",
    ];
    let before = before.trim().to_lowercase();
    before.is_empty() || WORDS.iter().any(|word| before.starts_with(word)) && !before.contains('.')
}

/// A clause whose heading was lost when the text was copied: it begins with "That", or follows "and it was".
fn heading_lost(text: &str, paragraphs: &[Paragraph], found: &mut Found) {
    for (place, paragraph) in paragraphs.iter().enumerate() {
        let words = paragraph.body_of(text);
        let before = place
            .checked_sub(1)
            .map_or("", |before| paragraphs[before].body_of(text));
        let moved = is_moved(before);
        let resolves = words.starts_with("that ") && words.contains(" be ") && place + 1 == paragraphs.len();
        let begins = (words.starts_with("That ") || resolves) && paragraph.label.is_none();
        let listed = paragraph.label.as_ref().is_some_and(Label::is_first) && is_carried(before);
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
        let words = collapsed(span.of(text)).to_lowercase();
        let letters: String = words
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .collect();
        letters.trim_start_matches("that ").to_owned()
    };
    let earlier: Vec<String> = found.clauses[..before]
        .iter()
        .map(|taken| key(taken.piece.span))
        .collect();
    if earlier.is_empty() {
        return;
    }
    let later = found.clauses.split_off(before);
    for clause in later {
        let words = key(clause.piece.span);
        if earlier.iter().any(|other| is_alike(other, &words)) {
            found.repeated.push(clause.piece.span);
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
