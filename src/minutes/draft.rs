//! What was read from minutes, for a person to confirm.

use super::page::{Aside, Item, Page};
use crate::record::determination::View;
use crate::record::resolution::Reading;
use crate::source::{Span, Spanned};
use crate::value::PartialDate;

/// A document and what was read from it.
#[derive(Clone, Debug)]
pub struct Minutes {
    /// The document.
    pub page: Page,
    /// A draft for each of its items, in the same order.
    pub items: Vec<ItemDraft>,
}

/// What was read from one item.
#[derive(Clone, Debug, Default)]
pub struct ItemDraft {
    /// The item it was read from.
    pub item: Item,
    /// What was resolved, clause by clause, in the order of the text.
    pub clauses: Vec<ClauseDraft>,
    /// The views that clauses hold whether a change is substantial.
    pub determinations: Vec<DeterminationDraft>,
    /// Who came to speak to the item.
    pub guests: Vec<Guest>,
    /// Who moved and seconded, as printed.
    pub movers: Vec<Spanned<Box<str>>>,
    /// How members voted, as printed.
    pub votes: Vec<Spanned<Box<str>>>,
    /// Days that the item names, as they may be key dates of a change.
    pub dates: Vec<Spanned<PartialDate>>,
    /// The lines of the discussion.
    pub discussion: Vec<Span>,
    /// The other lines, and why each is neither clause nor discussion.
    pub aside: Vec<Aside>,
    /// What only a person can settle.
    pub doubts: Vec<Doubt>,
}

/// One clause.
#[derive(Clone, Debug)]
pub struct ClauseDraft {
    /// Its label as printed, without brackets and stops; none where the minutes do not label it.
    pub label: Option<Spanned<Box<str>>>,
    /// Its exact words, slips included; only runs of blanks and line breaks are made one space.
    pub words: Spanned<Box<str>>,
    /// The words before the first clause that this one goes on from ("That the Committee").
    pub stem: Option<Spanned<Box<str>>>,
    /// What it does, the weightiest first; the place of each is the words that tell.
    pub kinds: Vec<Spanned<Reading>>,
    /// What it asks somebody to do.
    pub action: Option<ActionDraft>,
}

/// What a clause asks somebody to do.
#[derive(Clone, Debug)]
pub struct ActionDraft {
    /// Whom it is asked of, as printed.
    pub asked: Option<Spanned<Box<str>>>,
    /// By when, as printed ("at an appropriate time").
    pub when: Option<Spanned<Box<str>>>,
    /// By when, where that is a day, a month or a year; unknown otherwise.
    pub due: PartialDate,
}

/// A view that a clause holds.
#[derive(Clone, Debug)]
pub struct DeterminationDraft {
    /// The clause: its place in [`ItemDraft::clauses`].
    pub clause: usize,
    /// The view.
    pub view: View,
    /// The words that state it.
    pub says: Span,
    /// What is judged, as printed: "the proposal relating to the all-age model".
    pub scope: Option<Spanned<Box<str>>>,
    /// What it is made subject to, as printed.
    pub conditions: Option<Spanned<Box<str>>>,
}

/// Somebody who came to speak to an item.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The name.
    pub name: Spanned<Box<str>>,
    /// Their office and body, as printed.
    pub role: Option<Spanned<Box<str>>>,
}

/// What only a person can settle.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// The words in question.
    pub span: Span,
    /// What is not certain, as a sentence.
    pub says: Box<str>,
    /// Whether nothing may be saved unattended until it is settled.
    pub blocks: bool,
}
