//! One item to a draft.

use super::draft::ItemDraft;
use super::page::{Aside, Item, Page, Why};

/// Reads one item.
pub(super) fn read(_page: &Page, item: Item) -> ItemDraft {
    let agenda = item.agenda.iter().map(|span| Aside {
        span: *span,
        why: Why::Agenda,
    });
    ItemDraft {
        discussion: item.decision.iter().chain(&item.minutes).copied().collect(),
        aside: agenda.chain(item.aside.iter().cloned()).collect(),
        item,
        ..ItemDraft::default()
    }
}
