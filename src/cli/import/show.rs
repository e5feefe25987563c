//! What was read from minutes, for people.

use std::collections::BTreeMap;

use super::answers::labels;
use super::json::{Lines, word};
use super::{choose, plan};
use crate::cli::output::clip;
use crate::minutes::{Aside, ItemDraft, Minutes, Page, Why};
use crate::view::words::counted;

/// The document in a few lines.
pub(super) fn page(minutes: &Minutes, sum: &str) -> String {
    let page = &minutes.page;
    let mut out = format!(
        "{}, {}, SHA-256 {sum}\n",
        form(page),
        counted(minutes.items.len(), "item")
    );
    let mut line = |name: &str, value: Option<String>| {
        out.push_str(&format!(
            "{name}: {}\n",
            value.unwrap_or_else(|| "not told".to_owned())
        ));
    };
    line(
        "Committee",
        page.committee.as_ref().map(|named| named.value.to_string()),
    );
    line("Meeting", page.meeting.as_ref().map(|day| day.value.spoken()));
    line(
        "Published at",
        page.source.as_ref().map(|source| source.value.to_string()),
    );
    line(
        "Minutes",
        Some(page.status.word().to_owned()).filter(|word| word != "unknown"),
    );
    out
}

/// What kind of document it is.
pub(super) fn form(page: &Page) -> &'static str {
    use crate::minutes::Form;
    match page.form {
        Form::Text => "Plain text",
        Form::Meeting => "A page of a whole meeting",
        Form::Item => "A page of one item",
        Form::Issue => "A page of an issue through several meetings",
        Form::Decision => "A page of one decision",
        Form::WebService => "The web service's account of a meeting",
        Form::Html => "A web page",
        Form::Word => "A Word document",
    }
}

/// All items, each with its clauses.
pub(super) fn items(minutes: &Minutes) -> String {
    let lines = Lines::of(&minutes.page.text);
    let each = minutes
        .items
        .iter()
        .map(|draft| item(&minutes.page, draft, &lines));
    each.collect::<Vec<_>>().join("\n")
}

/// One item: its clauses with our reading, and what only a person can settle.
pub(super) fn item(page: &Page, draft: &ItemDraft, lines: &Lines) -> String {
    let mut out = format!("{}\n", choose::name(draft));
    if draft.clauses.is_empty() {
        out.push_str("  No clause was found.\n");
    }
    if let Some(stem) = plan::stem(draft) {
        out.push_str(&format!("  {stem}\n"));
    }
    let (names, ours) = labels(draft);
    for (at, words) in plan::words(draft).iter().enumerate() {
        out.push_str(&clause(draft, at, &names[at], ours, words));
    }
    for (number, doubt) in draft.doubts.iter().enumerate() {
        let stops = if doubt.blocks {
            "to be settled"
        } else {
            "to be looked at"
        };
        out.push_str(&format!(
            "  Doubt {} ({stops}), line {}: {}\n",
            number + 1,
            lines.number(doubt.span),
            doubt.says
        ));
    }
    let days: Vec<String> = draft.dates.iter().map(|date| date.value.spoken()).collect();
    if !days.is_empty() {
        out.push_str(&format!("  Days named: {}\n", days.join(", ")));
    }
    out.push_str(&format!("  {}\n", left(page, draft, lines)));
    out
}

fn clause(draft: &ItemDraft, at: usize, name: &str, ours: bool, words: &str) -> String {
    let here = if ours { " (numbered here)" } else { "" };
    let kinds: Vec<&str> = draft.clauses[at]
        .kinds
        .iter()
        .map(|kind| kind.value.word())
        .collect();
    let kinds = if kinds.is_empty() {
        "not understood".to_owned()
    } else {
        kinds.join(", ")
    };
    let mut out = format!("  {name}{here}: {kinds}\n");
    for line in words.lines() {
        out.push_str(&format!("      {line}\n"));
    }
    for view in draft.determinations.iter().filter(|view| view.clause == at) {
        let scope = view
            .scope
            .as_ref()
            .map_or_else(String::new, |scope| format!(", of {}", scope.value));
        out.push_str(&format!("    a view: {}{scope}\n", view.view.plain()));
    }
    if let Some(action) = &draft.clauses[at].action {
        let asked = action.asked.as_ref().map_or("somebody", |asked| &*asked.value);
        let when = action.when.as_ref().map_or_else(
            || action.due.spoken(),
            |when| format!("{} ({})", when.value, action.due.spoken()),
        );
        out.push_str(&format!("    an action: asked of {asked}, {when}\n"));
    }
    out
}

/// How many lines are discussion, were left aside or were not understood, and the last of these in full.
pub(super) fn left(page: &Page, draft: &ItemDraft, lines: &Lines) -> String {
    let discussion = counted(draft.discussion.len(), "line");
    let mut out = format!("{discussion} of discussion, which is not stored");
    let tally = tally(&draft.aside);
    if !tally.is_empty() {
        out.push_str(&format!("; left aside: {tally}"));
    }
    for aside in draft.aside.iter().filter(|aside| aside.why == Why::NotUnderstood) {
        let words = clip(page.words(aside.span), 90);
        out.push_str(&format!(
            "\n  Not understood, line {}: {words}",
            lines.number(aside.span)
        ));
    }
    out
}

/// The lines left aside, counted by the reason.
fn tally(aside: &[Aside]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in aside {
        *counts.entry(word(&one.why).replace('-', " ")).or_insert(0) += 1;
    }
    let each = counts.iter().map(|(why, number)| format!("{number} {why}"));
    each.collect::<Vec<_>>().join(", ")
}

/// Every line that is no clause, with the reason.
pub(super) fn aside(page: &Page, draft: &ItemDraft) -> String {
    let lines = Lines::of(&page.text);
    let mut all: Vec<(usize, String, String)> = Vec::new();
    for one in draft.aside.iter().chain(&page.aside) {
        let why = word(&one.why).replace('-', " ");
        all.push((lines.number(one.span), why, clip(page.words(one.span), 90)));
    }
    for span in &draft.discussion {
        all.push((
            lines.number(*span),
            "discussion".to_owned(),
            clip(page.words(*span), 90),
        ));
    }
    all.sort();
    let each = all
        .iter()
        .map(|(line, why, words)| format!("  line {line}, {why}: {words}"));
    each.collect::<Vec<_>>().join("\n")
}
