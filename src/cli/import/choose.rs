//! Which item of the minutes is meant.

use super::matching::split;
use super::plan::with_clauses;
use crate::failure::{Exit, Failure};
use crate::minutes::{ItemDraft, Minutes};

/// The item that is meant: by its number as printed, or by words of its title; where nothing is said, the only one, or
/// the only one that holds clauses. None where a person has to choose.
///
/// # Errors
///
/// [`Exit::NotFound`] where no item is so called, [`Exit::Usage`] where several are.
pub(super) fn item(minutes: &Minutes, said: Option<&str>) -> Result<Option<usize>, Failure> {
    let Some(said) = said else {
        return Ok(match (minutes.items.len(), with_clauses(minutes).as_slice()) {
            (1, _) => Some(0),
            (_, [only]) => Some(*only),
            _ => None,
        });
    };
    let plain = said.trim().trim_end_matches('.');
    let numbered = |item: &ItemDraft| {
        item.item
            .number
            .as_ref()
            .is_some_and(|number| *number.value == *plain)
    };
    let wanted = split(said);
    let titled = |item: &ItemDraft| {
        let title = item
            .item
            .title
            .as_ref()
            .map(|title| split(&title.value))
            .unwrap_or_default();
        !wanted.is_empty() && wanted.iter().all(|word| title.contains(word))
    };
    let all = |is_meant: &dyn Fn(&ItemDraft) -> bool| -> Vec<usize> {
        let each = minutes.items.iter().enumerate();
        each.filter(|(_, item)| is_meant(item))
            .map(|(at, _)| at)
            .collect()
    };
    let found = match all(&numbered) {
        none if none.is_empty() => all(&titled),
        some => some,
    };
    let failure = match found.as_slice() {
        [one] => return Ok(Some(*one)),
        [] => Failure::with(
            Exit::NotFound,
            format!("no item of these minutes is called \"{said}\""),
        ),
        _ => Failure::with(Exit::Usage, format!("several items could be meant by \"{said}\"")),
    };
    Err(failure.cure(format!("the items are:\n{}", list(minutes))))
}

/// The items, a line each.
pub(super) fn list(minutes: &Minutes) -> String {
    let line = |item: &ItemDraft| {
        let clauses = crate::view::words::counted(item.clauses.len(), "clause");
        format!("    {} ({clauses})", name(item))
    };
    minutes.items.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// An item by its number and title.
pub(super) fn name(item: &ItemDraft) -> String {
    let title = item
        .item
        .title
        .as_ref()
        .map_or("without a title", |title| &*title.value);
    let title = super::super::output::clip(title, 80);
    match &item.item.number {
        Some(number) => format!("{}. {title}", number.value),
        None => title,
    }
}
