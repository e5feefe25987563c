//! What was read from minutes as JSON; `docs/minutes.md` describes it.

use serde_json::{Value as Json, json};

use super::answers::labels;
use crate::minutes::{Aside, ItemDraft, Minutes, Page};
use crate::source::{Span, Spanned};

/// The word for a value that is an enum without a word of its own: `NotUnderstood` as `not-understood`.
pub(super) fn word(value: &impl std::fmt::Debug) -> String {
    let mut word = String::new();
    for (at, c) in format!("{value:?}").chars().enumerate() {
        if c.is_uppercase() && at > 0 {
            word.push('-');
        }
        word.extend(c.to_lowercase());
    }
    word
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    /// The number of the line that holds a place, from 1.
    pub(super) fn number(&self, span: Span) -> usize {
        self.0.partition_point(|start| *start <= span.range().start)
    }
}

/// Everything that was read.
pub(super) fn read(minutes: &Minutes, sum: &str) -> Json {
    let page = &minutes.page;
    let told = Told {
        page,
        lines: Lines::of(&page.text),
    };
    json!({
        "form": word(&page.form),
        "committee": told.text(page.committee.as_ref()),
        "meeting": page.meeting.as_ref().map(|day| told.value(&day.value, day.span)),
        "status": page.status,
        "source": told.text(page.source.as_ref()),
        "sha256": sum,
        "items": minutes.items.iter().map(|item| told.item(item)).collect::<Vec<Json>>(),
        "aside": page.aside.iter().map(|aside| told.aside(aside)).collect::<Vec<Json>>(),
    })
}

struct Told<'t> {
    page: &'t Page,
    lines: Lines,
}

impl Told<'_> {
    fn span(&self, span: Span) -> Json {
        json!({ "start": span.start, "end": span.end, "line": self.lines.number(span) })
    }

    fn value(&self, value: &impl serde::Serialize, span: Span) -> Json {
        json!({ "value": value, "span": self.span(span) })
    }

    fn text(&self, text: Option<&Spanned<Box<str>>>) -> Json {
        text.map_or(Json::Null, |text| self.value(&text.value, text.span))
    }

    fn texts(&self, texts: &[Spanned<Box<str>>]) -> Vec<Json> {
        texts.iter().map(|text| self.text(Some(text))).collect()
    }

    fn words(&self, span: Span) -> Json {
        json!({ "words": self.page.words(span), "span": self.span(span) })
    }

    fn aside(&self, aside: &Aside) -> Json {
        let mut told = self.words(aside.span);
        told["why"] = word(&aside.why).into();
        told
    }

    fn item(&self, draft: &ItemDraft) -> Json {
        let item = &draft.item;
        let (names, ours) = labels(draft);
        let guests = draft.guests.iter().map(
            |guest| json!({ "name": self.text(Some(&guest.name)), "role": self.text(guest.role.as_ref()) }),
        );
        let dates = draft.dates.iter().map(|date| self.value(&date.value, date.span));
        let doubts = draft.doubts.iter().enumerate().map(|(at, doubt)| {
            json!({ "number": at + 1, "says": doubt.says, "blocks": doubt.blocks, "span": self.span(doubt.span) })
        });
        json!({
            "number": self.text(item.number.as_ref()),
            "title": self.text(item.title.as_ref()),
            "committee": self.text(item.committee.as_ref()),
            "meeting": item.meeting.as_ref().map(|day| self.value(&day.value, day.span)),
            "labels": if ours { "ours" } else { "published" },
            "clauses": (0..draft.clauses.len()).map(|at| self.clause(draft, at, &names[at])).collect::<Vec<Json>>(),
            "determinations": self.determinations(draft, &names),
            "guests": guests.collect::<Vec<Json>>(),
            "movers": self.texts(&draft.movers),
            "votes": self.texts(&draft.votes),
            "dates": dates.collect::<Vec<Json>>(),
            "discussion": draft.discussion.iter().map(|span| self.words(*span)).collect::<Vec<Json>>(),
            "aside": draft.aside.iter().map(|aside| self.aside(aside)).collect::<Vec<Json>>(),
            "doubts": doubts.collect::<Vec<Json>>(),
        })
    }

    fn clause(&self, draft: &ItemDraft, at: usize, name: &str) -> Json {
        let clause = &draft.clauses[at];
        let kinds = clause.kinds.iter().map(|kind| self.value(&kind.value, kind.span));
        json!({
            "label": name,
            "printed_label": self.text(clause.label.as_ref()),
            "words": clause.words.value,
            "stem": self.text(clause.stem.as_ref()),
            "kinds": kinds.collect::<Vec<Json>>(),
            "action": clause.action.as_ref().map(|action| json!({
                "asked": self.text(action.asked.as_ref()),
                "when": self.text(action.when.as_ref()),
                "due": action.due,
            })),
            "span": self.span(clause.words.span),
        })
    }

    fn determinations(&self, draft: &ItemDraft, names: &[String]) -> Vec<Json> {
        let each = draft.determinations.iter().map(|view| {
            json!({
                "clause": names.get(view.clause),
                "view": view.view,
                "says": self.words(view.says),
                "scope": self.text(view.scope.as_ref()),
                "conditions": self.text(view.conditions.as_ref()),
            })
        });
        each.collect()
    }
}
