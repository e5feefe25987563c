//! The reader of minutes: any bytes are read or refused, every line is accounted for, every excerpt stands in the text, and
//! what is read can be kept in a record.

use scrutiny::minutes::{self, ItemDraft, Minutes};
use scrutiny::source::{Span, is_hidden};
use scrutiny::yaml;
use serde_json::{Value as Json, json};

/// Reads bytes as minutes, under a name or none.
pub fn hold(bytes: &[u8]) {
    read(bytes, None);
}

/// Reads bytes as minutes and holds what was read to what must be so of all minutes.
pub fn read(bytes: &[u8], name: Option<&str>) {
    match minutes::read(bytes, name) {
        Ok(minutes) => {
            accounts_for_every_line(&minutes);
            quotes_its_text(&minutes);
            minutes.items.iter().for_each(can_be_kept);
        }
        Err(unreadable) => assert!(!unreadable.what.is_empty() && !unreadable.cure.is_empty()),
    }
}

/// Every line with a word in it is in a clause, in the discussion, or set aside with the reason.
pub fn accounts_for_every_line(minutes: &Minutes) {
    let text = &minutes.page.text;
    let asides = minutes
        .page
        .aside
        .iter()
        .chain(minutes.items.iter().flat_map(|item| &item.aside));
    let mut known: Vec<Span> = asides.map(|aside| aside.span).collect();
    for item in &minutes.items {
        known.extend(&item.discussion);
        known.extend(item.clauses.iter().map(|clause| clause.words.span));
    }
    known.sort_unstable();
    // Where the stretches up to each one end, the furthest: to find in one step whether any reaches into a line.
    let mut reach: Vec<u32> = Vec::with_capacity(known.len());
    for span in &known {
        reach.push(reach.last().copied().unwrap_or(0).max(span.end));
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let span = Span::new(start, start + words.len());
        at += line.len();
        if words.chars().any(char::is_alphanumeric) {
            let before = known.partition_point(|known| known.start < span.end);
            let is_known = before > 0 && reach[before - 1] > span.start;
            assert!(is_known, "a line was lost: {words:?}");
        }
    }
}

/// Every place that a draft names is one of the text, and every excerpt says what stands there.
pub fn quotes_its_text(minutes: &Minutes) {
    let text = &*minutes.page.text;
    let stands = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} is not in {text:?}");
    let bare = |words: &str| -> String { words.split_whitespace().collect() };
    for item in &minutes.items {
        for clause in &item.clauses {
            stands(clause.words.span);
            let written = bare(&text[clause.words.span.range()]);
            assert_eq!(
                written,
                bare(&clause.words.value),
                "the words of a clause are those of the text"
            );
            assert!(!clause.words.value.trim().is_empty(), "a clause without words");
            for quoted in [&clause.label, &clause.stem].into_iter().flatten() {
                stands(quoted.span);
            }
            clause.kinds.iter().for_each(|kind| stands(kind.span));
            if let Some(action) = &clause.action {
                for quoted in [&action.asked, &action.when].into_iter().flatten() {
                    stands(quoted.span);
                    assert_eq!(bare(&text[quoted.span.range()]), bare(&quoted.value));
                }
            }
        }
        for view in &item.determinations {
            let clause = item.clauses[view.clause].words.span;
            assert!(clause.start <= view.says.start && view.says.end <= clause.end);
            for quoted in [&view.scope, &view.conditions].into_iter().flatten() {
                stands(quoted.span);
            }
        }
        item.dates.iter().for_each(|date| stands(date.span));
        item.doubts.iter().for_each(|doubt| stands(doubt.span));
        let names = item.guests.iter().map(|guest| &guest.name);
        let roles = item.guests.iter().filter_map(|guest| guest.role.as_ref());
        for quoted in names.chain(roles).chain(&item.movers).chain(&item.votes) {
            stands(quoted.span);
        }
        item.discussion.iter().for_each(|span| stands(*span));
        item.aside.iter().for_each(|aside| stands(aside.span));
    }
    minutes.page.aside.iter().for_each(|aside| stands(aside.span));
}

/// What was read of an item is the same after it was written into a record and read from it. Letters that no record may hold
/// are refused when it is saved, and are not
/// looked at here.
fn can_be_kept(item: &ItemDraft) {
    let clauses = item.clauses.iter().map(|clause| {
        let kinds = clause.kinds.iter().map(|kind| kind.value.word());
        json!({
            "label": clause.label.as_ref().map_or("", |label| &label.value),
            "words": *clause.words.value,
            "reads_as": kinds.collect::<Vec<_>>(),
        })
    });
    let title = item.item.title.as_ref().map_or("", |title| &*title.value);
    let fields = [("title", Json::from(title)), ("clauses", clauses.collect())];
    let quoted = item.clauses.iter().map(|clause| &*clause.words.value);
    let hidden = |text: &str| text.chars().any(|c| c != '\n' && is_hidden(c));
    // A record that is far larger than any item is refused, and says so.
    if quoted.chain([title]).any(hidden) || item.clauses.len() > yaml::NODE_LIMIT / 10 {
        return;
    }
    let written = yaml::write(&fields);
    let read = yaml::json(&written);
    let expected: Json = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let shown: String = written.chars().take(2000).collect();
    assert!(
        read == Some(expected),
        "other clauses are read from what was written: {shown:?}"
    );
}
