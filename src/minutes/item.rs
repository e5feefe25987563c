//! One item to a draft.

mod account;
mod decision;

use std::sync::LazyLock;

use regex::Regex;

use super::action::action;
use super::block::Piece;
use super::dates::dates;
use super::draft::{ClauseDraft, DeterminationDraft, Doubt, ItemDraft};
use super::judge::judge;
use super::kind::{AGREEING, kinds};
use super::page::{Aside, Item, Page, Why};
use super::paragraph::{collapsed, paragraphs, sentences};
use super::pattern::pattern;
use crate::record::determination::View;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};
use crate::value::PartialDate;
use decision::Taken;

/// Reads one item.
pub(super) fn read(page: &Page, item: Item) -> ItemDraft {
    let text = &*page.text;
    let under_heading = paragraphs(text, &item.decision);
    let minuted = paragraphs(text, &item.minutes);
    let mut found = decision::find(text, &item, &under_heading, &minuted);
    let mut draft = ItemDraft::default();
    for taken in std::mem::take(&mut found.clauses) {
        add(text, taken, &mut draft);
    }
    let agenda = item.agenda.iter().map(|span| Aside {
        span: *span,
        why: Why::Agenda,
    });
    draft.aside.extend(agenda);
    draft.aside.extend(item.aside.iter().cloned());
    account::account(text, &under_heading, &minuted, &found, &mut draft);
    draft.dates = key_dates(text, &draft);
    draft.item = item;
    draft
}

fn kept(text: &str, span: Span) -> Spanned<Box<str>> {
    Spanned::new(collapsed(span.of(text)).into(), span)
}

/// A clause that speaks of a substantial change and holds no view is worth a second look. Where it does nothing else that we
/// know, and is not about a form or a protocol, somebody has to take that look before it is saved.
fn spoken_of(text: &str, clause: Span, kinds: &[Spanned<Reading>]) -> Option<Doubt> {
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:in)?substantial(?:ly)?|significant)\s+(?:\S+\s+){0,2}?(?:variation|development|change|reconfiguration)s?\b|\bSDVs?\b",
        )
    });
    static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:protocol|form|template|guidance|definition|policy|criteria|checklist|training|terms\s+of\s+reference|constitution)s?\b",
        )
    });
    let words = clause.of(text);
    let found = SPOKEN.find(words)?;
    let base = clause.range().start;
    let decides = kinds
        .first()
        .is_none_or(|kind| matches!(kind.value, Reading::Agreed | Reading::Other));
    Some(Doubt {
        span: Span::new(base + found.start(), base + found.end()),
        says: "This clause speaks of a substantial change. We read no view of the committee in it.".into(),
        blocks: decides && !ABOUT.is_match(words),
    })
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn says_agreed(verb: &str) -> bool {
    let verb = verb.to_lowercase();
    AGREEING.iter().any(|word| verb.starts_with(word))
}

/// Adds a clause, what it does and the views it holds.
fn add(text: &str, taken: Taken, draft: &mut ItemDraft) {
    let Piece { label, span } = taken.piece;
    let mut kinds = kinds(text, span, taken.stem, taken.recommends);
    // What is resolved in words we do not know is agreed all the same; what stands elsewhere ("As set out in the exempt
    // minutes") is not known.
    let unknown = kinds
        .iter()
        .all(|kind| kind.value == Reading::Other && kind.span == span);
    if unknown && !taken.prose && !span.of(text).starts_with("As ") {
        kinds = vec![Spanned::new(Reading::Agreed, span)];
    }
    let judged = judge(text, span, taken.stem.or(taken.subject));
    for (place, view) in judged.views.into_iter().enumerate() {
        if place == 0 {
            // The words that judge also look like agreeing ("is regarded") or putting off: they are said once.
            kinds.retain(|kind| match kind.value {
                Reading::Deferred => view.view != View::Deferred,
                Reading::Agreed => !within(kind.span, view.says) && says_agreed(kind.span.of(text)),
                _ => true,
            });
            kinds.insert(0, Spanned::new(Reading::Determination, view.says));
        }
        draft.determinations.push(DeterminationDraft {
            clause: draft.clauses.len(),
            view: view.view,
            says: view.says,
            scope: view.scope.map(|scope| kept(text, scope)),
            conditions: view.conditions.map(|conditions| kept(text, conditions)),
        });
    }
    if judged.doubts.is_empty() && !kinds.iter().any(|kind| kind.value == Reading::Determination) {
        draft.doubts.extend(spoken_of(text, span, &kinds));
    }
    draft.doubts.extend(judged.doubts);
    draft.clauses.push(ClauseDraft {
        label: label.map(|label| Spanned::new(label.text, label.span)),
        words: kept(text, span),
        stem: taken.stem.map(|stem| kept(text, stem)),
        action: action(text, span, &kinds),
        kinds,
    });
}

/// The days that clauses name, then those on which the discussion says that something begins, moves or ends; each once.
fn key_dates(text: &str, draft: &ItemDraft) -> Vec<Spanned<PartialDate>> {
    static HAPPENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:live|starts?|started|begins?|launch\w*|commenc\w*|opens?|closes?|closure|transfer\w*|moves?|ceases?|ends?|consultation)\b",
        )
    });
    let in_clauses = draft
        .clauses
        .iter()
        .flat_map(|clause| dates(text, clause.words.span));
    let in_discussion = draft
        .discussion
        .iter()
        .filter(|line| line.of(text).contains("20"))
        .flat_map(|line| sentences(text, *line))
        .filter(|sentence| HAPPENS.is_match(sentence.of(text)))
        .flat_map(|sentence| dates(text, sentence));
    let mut found: Vec<Spanned<PartialDate>> = Vec::new();
    for date in in_clauses.chain(in_discussion) {
        if found.len() < 40 && !found.iter().any(|other| other.value == date.value) {
            found.push(date);
        }
    }
    found
}
