//! Minutes as councils publish them, read to drafts that a clerk confirms.
//!
//! > Bytes become a [`Page`]: plain text, cut into items, each with its agenda, decision and minutes apart. Each
//! > [`page::Item`] becomes an [`ItemDraft`]: its clauses in their exact words, what each does, who is asked for what,
//! > and, only where the committee itself decides it in a clause, a view whether a change is substantial.
//!
//! Everything here is a pure function of the bytes, and nothing is ever dropped: each line of the text is in a clause,
//! in the discussion, or set aside with the reason ([`ItemDraft::aside`], [`Page::aside`]). Every value knows the place
//! of the text it was read from. What is not certain is a [`Doubt`] for a person to settle; no view is ever guessed.

mod action;
mod block;
mod dates;
pub mod draft;
mod heading;
mod item;
mod judge;
mod kind;
mod label;
pub mod page;
mod paragraph;
mod pattern;
mod people;
mod prose;
mod token;

use rayon::prelude::*;

pub use draft::{ActionDraft, ClauseDraft, DeterminationDraft, Doubt, Guest, ItemDraft, Minutes};
pub use page::{Aside, Form, Item, Page, Unreadable, Why};

/// Reads a document with minutes. The name of its file, where it has one, helps to tell what kind of document it is.
///
/// # Errors
///
/// [`Unreadable`] where it holds no text that could be minutes: nothing, a picture, a damaged or an oversized document.
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Minutes, Unreadable> {
    let mut page = page::open(bytes, name)?;
    let items = std::mem::take(&mut page.items);
    let items = items
        .into_par_iter()
        .map(|item| item::read(&page, item))
        .collect();
    Ok(Minutes { page, items })
}
