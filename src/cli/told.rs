//! Differences between versions of a record as a terminal shows them, and as JSON.

use serde_json::{Value as Json, json};

use super::output::wrap;
use super::screen::Screen;
use crate::compare::words::{self, Piece};
use crate::compare::{Between, Change, Told, What};

/// From where two wordings are shown word by word, in letters of both together.
const LONG: usize = 90;

/// How many words are shown of what two wordings share, before and after what differs.
const AROUND: usize = 6;

/// When the differences happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// They were made: "was A, is now B".
    Made,
    /// They are to be made: "now A, will be B".
    ToCome,
    /// They are to be taken back: "now A, will be B again".
    ToGoBack,
}

/// Each difference on a line, or where it is long on several, indented.
pub(super) fn lines(changes: &[Change], tense: Tense, indent: usize, screen: &Screen) -> String {
    let mut out = String::new();
    for change in changes {
        out.push_str(&block(&line(change, tense, screen), indent, screen));
    }
    out
}

/// What happened to a record, without its name. Of one that is new, the names of its fields do, unless all are wanted.
pub(super) fn step(between: &Between, tense: Tense, fields: bool, indent: usize, screen: &Screen) -> String {
    let block = |text: &str| block(text, indent, screen);
    let all = || lines(&between.changes(), tense, indent, screen);
    let with = |says: &str, tree: &Json| match (fields, tree) {
        (false, Json::Object(map)) => {
            let names: Vec<String> = map.keys().map(|name| name.replace('_', " ")).collect();
            block(&format!("{says}, with {}", names.join(", ")))
        }
        _ => block(&format!("{says}:")) + &lines(&between.changes(), tense, indent + 2, screen),
    };
    match between {
        Between::Added(new) => with("added", new),
        Between::Restored(new) => with("put back after it was withdrawn", new),
        Between::Removed(old) if fields => with("taken out", old),
        Between::Removed(_) => block("taken out"),
        Between::Withdrawn(new) => {
            let reason = new.pointer("/withdrawn/reason").and_then(Json::as_str);
            block(&format!("withdrawn: {}", reason.unwrap_or("no reason is given")))
        }
        Between::Changed(_) => all(),
        Between::Layout => block("only its layout or its comments differ"),
        Between::Unreadable => block("one of the two versions cannot be read as a record"),
    }
}

/// Text broken into lines: the first indented, those that follow a little more.
pub(super) fn block(text: &str, indent: usize, screen: &Screen) -> String {
    let room = screen.room() - (indent + 2);
    let (pad, inner) = (" ".repeat(indent), " ".repeat(indent + 2));
    let wrapped = wrap(text.trim_end(), room);
    format!("{pad}{}\n", wrapped.replace('\n', &format!("\n{inner}")))
}

fn line(change: &Change, tense: Tense, screen: &Screen) -> String {
    let told = change.told();
    // Marks between words say nothing to somebody who listens: there the two wordings are told one after the other.
    if let Some(words) = word_by_word(change).filter(|_| !screen.is_plain) {
        let which = match tense {
            Tense::Made => "words",
            Tense::ToCome => "words that will go and come",
            Tense::ToGoBack => "words that will go and come again",
        };
        // "clause a, words" says so already.
        let what = told.what.strip_suffix(", words").unwrap_or(&told.what);
        return format!("{what}, {which}: {words}");
    }
    match tense {
        Tense::Made => told.to_string(),
        Tense::ToCome | Tense::ToGoBack => to_come(change, &told, tense),
    }
}

/// A difference that has not been made yet.
fn to_come(change: &Change, told: &Told, tense: Tense) -> String {
    let again = if tense == Tense::ToGoBack { " again" } else { "" };
    let what = &told.what;
    match (&change.what, &told.was, &told.now) {
        (What::Order { .. }, Some(was), Some(now)) => {
            format!("{what}: in the order {was}; will stand in the order {now}{again}")
        }
        (_, Some(was), Some(now)) => format!("{what}: now {was}, will be {now}{again}"),
        (_, Some(was), None) if tense == Tense::ToGoBack => {
            format!("{what}: now {was}, will not be there, as before")
        }
        (_, Some(was), None) => format!("{what}: now {was}, will be taken out"),
        (_, None, now) => format!("{what}: will be {}{again}", now.as_deref().unwrap_or("there")),
    }
}

/// Two long wordings, word by word; none where they are short or have little in common.
fn word_by_word(change: &Change) -> Option<String> {
    let What::Value {
        old: Some(Json::String(old)),
        new: Some(Json::String(new)),
    } = &change.what
    else {
        return None;
    };
    if old.len() + new.len() < LONG {
        return None;
    }
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = words::difference(&flat(old), &flat(new));
    let count = |piece: &Piece, same: bool| match piece {
        Piece::Same(text) if same => text.split(' ').count(),
        Piece::Old(text) | Piece::New(text) if !same => text.split(' ').count(),
        _ => 0,
    };
    let total = |same: bool| pieces.iter().map(|piece| count(piece, same)).sum::<usize>();
    (total(true) * 2 > total(false)).then(|| words::shown(&shortened(pieces)))
}

/// The pieces with long stretches that both share cut to the words around what differs.
fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let cut = |(at, piece): (usize, Piece)| match piece {
        Piece::Same(text) => {
            let words: Vec<&str> = text.split(' ').collect();
            let (before, after) = (
                if at == 0 { 0 } else { AROUND },
                if at == last { 0 } else { AROUND },
            );
            if words.len() <= before + after + 2 {
                return Piece::Same(text);
            }
            let (head, tail) = (words[..before].join(" "), words[words.len() - after..].join(" "));
            let kept = [head.as_str(), "...", tail.as_str()];
            let kept: Vec<&str> = kept.into_iter().filter(|part| !part.is_empty()).collect();
            Piece::Same(kept.join(" "))
        }
        other => other,
    };
    pieces.into_iter().enumerate().map(cut).collect()
}

/// A value as it was told, without the quotation marks: for cells of a table.
pub(super) fn bare(value: Option<String>) -> String {
    let value = value.unwrap_or_default();
    let inner = value.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    inner.map_or_else(|| value.clone(), str::to_owned)
}

/// The differences for programs: where, in words where, before and after.
pub(super) fn as_json(changes: &[Change]) -> Json {
    let each = changes.iter().map(|change| {
        let told = change.told();
        let (old, new) = match &change.what {
            What::Value { old, new } => (json!(old), json!(new)),
            What::Order { old, new } => {
                let names = |items: &[crate::compare::Item]| {
                    items.iter().map(ToString::to_string).collect::<Json>()
                };
                (names(old), names(new))
            }
        };
        let how = match change.what {
            What::Value { .. } => "value",
            What::Order { .. } => "order",
        };
        json!({ "path": change.path(), "what": told.what, "how": how, "old": old, "new": new, "told": told.to_string() })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;

    #[test]
    fn long_words_are_shown_word_by_word_and_what_is_to_come_says_so() {
        let old = json!({ "kind": "move", "summary": "The ward at Northmere moves to the new building in the spring, if the committee is content with it." });
        let new = json!({ "kind": "closure", "summary": "The ward at Northmere moves to the old building in the spring, if the committee is content with it." });
        let changes = compare(&old, &new);
        assert_eq!(
            lines(&changes, Tense::Made, 2, &Screen::new(80)),
            "  kind: was “move”, is now “closure”\n  summary, words: The ward at Northmere moves to the [-new-] {+old+} building\n    in the spring, if the ...\n"
        );
        assert!(
            lines(&changes, Tense::ToGoBack, 0, &Screen::new(80))
                .starts_with("kind: now “move”, will be “closure” again\n")
        );
        let added = compare(&json!({}), &json!({ "area": "Kent", "services": ["dental"] }));
        assert_eq!(
            lines(&added, Tense::ToCome, 0, &Screen::new(80)),
            "area: will be “Kent”\nservice dental: will be “dental”\n"
        );
    }
}
