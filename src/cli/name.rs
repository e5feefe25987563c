//! Which record is meant: by its id, the beginning of it, or its kind and id.

use crate::failure::{Exit, Failure};
use crate::record::{Kind, RecordId};
use crate::register::{Key, Register, body_called};
use crate::shape::nearest;

/// The record that `text` names: `kent-hosc`, `body/kent-hosc`, `bodies/kent-hosc`, or a beginning that only one has.
///
/// # Errors
///
/// [`Exit::NotFound`] where none is so called, with the nearest; [`Exit::Usage`] where several are.
pub(super) fn find(register: &Register, text: &str) -> Result<Key, Failure> {
    let (kind, stem) = match text.split_once('/') {
        Some((kind, stem)) => match Kind::from_word(kind) {
            Some(kind) => (Some(kind), stem),
            None => return Err(no_such(register, text)),
        },
        None => (None, text),
    };
    let stem = stem.trim_end_matches(".yaml");
    let of_kind = |key: &&Key| kind.is_none_or(|kind| key.0 == kind);
    let exact: Vec<&Key> = register
        .files()
        .map(|(key, _)| key)
        .filter(of_kind)
        .filter(|key| key.1.as_str() == stem)
        .collect();
    if exact.is_empty()
        && let Some(now) = renamed(register, kind, stem)
    {
        return Ok(now);
    }
    let found = if exact.is_empty() {
        register
            .files()
            .map(|(key, _)| key)
            .filter(of_kind)
            .filter(|key| key.1.as_str().starts_with(stem))
            .collect()
    } else {
        exact
    };
    match found.as_slice() {
        [] => Err(no_such(register, stem)),
        [one] => Ok((*one).clone()),
        several => Err(ambiguous(text, several)),
    }
}

/// The record that had this id before, of one kind or of any.
pub(super) fn renamed(register: &Register, kind: Option<Kind>, id: &str) -> Option<Key> {
    let mut former = register.aliases();
    former
        .find(|((other, alias), _)| kind.is_none_or(|kind| kind == *other) && alias.as_str() == id)
        .map(|((kind, _), now)| (*kind, now.clone()))
}

/// Why a record that there is a file of cannot be shown or judged: it was withdrawn, or it has mistakes.
pub(super) fn not_sound(register: &Register, kind: Kind, id: &RecordId, asked: &str) -> Failure {
    match register.withdrawal(kind, id) {
        Some(tombstone) => {
            let withdrawn = &tombstone.body.withdrawn;
            let what = format!(
                "the {kind} `{id}` cannot be {asked}: it was withdrawn {} ({})",
                withdrawn.date.value.placed(),
                *withdrawn.reason
            );
            let failure = Failure::with(Exit::NotFound, what);
            match &withdrawn.see {
                Some(see) => failure.cure(format!("its tombstone points to {}", see.value)),
                None => failure.cure(format!("scrutiny show {kind}/{id} tells what is left of it")),
            }
        }
        None => {
            let what = format!("the {kind} `{id}` cannot be {asked}: it, or a record it names, has mistakes");
            Failure::with(Exit::Problems, what).cure("run `scrutiny check` to see them")
        }
    }
}

/// The record of one of these kinds that `text` names. Another kind is found too, so that it can be said what it is.
///
/// # Errors
///
/// As [`find`].
pub(super) fn find_among(register: &Register, text: &str, kinds: &[Kind]) -> Result<Key, Failure> {
    let named = |kind: &Kind| find(register, &format!("{kind}/{text}")).ok();
    let found: Vec<Key> = match text.contains('/') {
        true => Vec::new(),
        false => kinds.iter().filter_map(named).collect(),
    };
    let whole: Vec<&Key> = found.iter().filter(|key| key.1.as_str() == text).collect();
    match (found.as_slice(), whole.as_slice()) {
        (_, [one]) => Ok((*one).clone()),
        // The whole name of a record of another kind is not taken for the beginning of one of these.
        ([], _) => find(register, text),
        _ if register.files().any(|(key, _)| key.1.as_str() == text) => find(register, text),
        ([one], _) => Ok(one.clone()),
        (several, _) => Err(ambiguous(text, &several.iter().collect::<Vec<_>>())),
    }
}

fn ambiguous(text: &str, several: &[&Key]) -> Failure {
    let named: Vec<String> = several
        .iter()
        .take(8)
        .map(|(kind, id)| format!("{kind}/{id}"))
        .collect();
    let more = several.len().saturating_sub(named.len());
    let tail = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    Failure::with(Exit::Usage, format!("`{text}` could be more than one record"))
        .cure(format!("name one of: {}{tail}", named.join(", ")))
}

fn no_such(register: &Register, text: &str) -> Failure {
    let failure = Failure::with(Exit::NotFound, format!("there is no record `{text}`"));
    if let Some(cure) = body_called(register, text) {
        return failure.cure(cure);
    }
    match nearest(text, register.files().map(|(key, _)| key.1.as_str())) {
        Some(meant) => failure.cure(format!("did you mean `{meant}`?")),
        None => failure.cure("see what there is with `scrutiny list`, or search with `scrutiny find WORDS`"),
    }
}
