//! One item to a draft.

use super::action::action;
use super::block::{Block, Piece, block, is_note, trimmed};
use super::dates::dates;
use super::draft::{ClauseDraft, DeterminationDraft, Doubt, ItemDraft};
use super::heading::{By, Opening, openings, reaches};
use super::judge::judge;
use super::kind::kinds;
use super::page::{Aside, Item, Page, Why};
use super::paragraph::{Paragraph, paragraphs, sentences};
use super::people::{self, collapsed};
use super::prose;
use crate::record::determination::View;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};

/// A clause, and how it was come by.
struct Taken {
    piece: Piece,
    stem: Option<Span>,
    /// Whether it only recommends to somebody.
    recommends: bool,
    /// Whether it stands in running text.
    prose: bool,
    /// The subject it was parted from: "The Committee agreed that".
    subject: Option<Span>,
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
struct Found {
    clauses: Vec<Taken>,
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
            found.clauses.push(Taken::prose(span, heading));
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
        for sentence in sentences(text, paragraph.body) {
            if !is_note(text.get(sentence.range()).unwrap_or_default()) {
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
        let words = text.get(heading.range()).unwrap_or_default();
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
    const WORDS: [&str; 8] = [
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

fn draft(
    text: &str,
    item: Item,
    under_heading: &[Paragraph],
    minuted: &[Paragraph],
    found: Found,
) -> ItemDraft {
    let mut draft = ItemDraft::default();
    let mut clauses = found.clauses;
    clauses.sort_by_key(|taken| taken.piece.span.start);
    for Taken {
        piece,
        stem,
        recommends,
        prose,
        subject,
    } in clauses
    {
        let mut kinds = kinds(text, piece.span, stem, recommends);
        // What is resolved in words we do not know is agreed all the same.
        let elsewhere = page_words(text, piece.span).starts_with("As ");
        if !prose && !elsewhere && kinds.iter().all(|kind| kind.value == Reading::Other) {
            kinds = vec![Spanned::new(Reading::Agreed, piece.span)];
        }
        let place = draft.clauses.len();
        for view in judged(text, &piece, stem.or(subject), &mut draft.doubts) {
            if !draft.determinations.iter().any(|other| other.clause == place) {
                kinds.retain(|kind| kind.value != Reading::Deferred || view.view != View::Deferred);
                kinds.insert(0, Spanned::new(Reading::Determination, view.says));
            }
            draft.determinations.push(DeterminationDraft {
                clause: place,
                ..view
            });
        }
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

fn page_words(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// The views that a clause holds; what is not certain joins the doubts.
fn judged(text: &str, piece: &Piece, stem: Option<Span>, doubts: &mut Vec<Doubt>) -> Vec<DeterminationDraft> {
    let judged = judge(text, piece.span, stem);
    doubts.extend(judged.doubts);
    let words = |span: Span| Spanned::new(collapsed(text.get(span.range()).unwrap_or_default()).into(), span);
    let views = judged.views.into_iter().map(|view| DeterminationDraft {
        clause: 0,
        view: view.view,
        says: view.says,
        scope: view.scope.map(words),
        conditions: view.conditions.map(words),
    });
    views.collect()
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
