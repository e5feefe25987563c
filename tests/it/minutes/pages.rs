//! What a clerk hands in, cut into items: one test for each page of ModernGov's and each form it is handed in.

mod html;
mod invariant;
mod layout;
mod service;
mod text;
mod word;

use std::fmt::Write;

use scrutiny::minutes::page::{self, Page};
use scrutiny::source::Span;

/// A page as text that a test can name whole: what it says of the meeting, and where each line went.
fn shown(page: &Page) -> String {
    let mut out = format!("{:?}", page.form);
    if let Some(committee) = &page.committee {
        write!(out, " | {}", committee.value).unwrap();
        assert_eq!(page.words(committee.span), &*committee.value);
    }
    if let Some(meeting) = &page.meeting {
        write!(out, " | {}", meeting.value).unwrap();
    }
    writeln!(out, " | {:?}", page.status).unwrap();
    if let Some(source) = &page.source {
        writeln!(out, "from {}", source.value).unwrap();
    }
    for item in &page.items {
        let number = item.number.as_ref().map_or("", |number| &number.value);
        let title = item.title.as_ref().map_or("", |title| &title.value);
        let apart = if item.apart { " (apart)" } else { "" };
        writeln!(out, "[{number}] {title}{apart}").unwrap();
        if let (Some(committee), Some(meeting)) = (&item.committee, &item.meeting) {
            writeln!(out, "  at {} | {}", committee.value, meeting.value).unwrap();
        }
        for (name, lines) in [
            ("agenda", &item.agenda),
            ("decision", &item.decision),
            ("minutes", &item.minutes),
        ] {
            for line in lines {
                writeln!(out, "  {name}: {}", page.words(*line)).unwrap();
            }
        }
        for aside in &item.aside {
            if aside.why != page::Why::Heading {
                writeln!(out, "  ({:?}: {})", aside.why, page.words(aside.span)).unwrap();
            }
        }
    }
    for aside in &page.aside {
        writeln!(out, "({:?}: {})", aside.why, page.words(aside.span)).unwrap();
    }
    out
}

/// Opens bytes and shows them.
fn opened(bytes: &[u8]) -> String {
    let page = page::open(bytes, None).expect("readable");
    covers(&page);
    shown(&page)
}

fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let found = opened(bytes.as_ref());
    assert_eq!(found.trim_end(), expected.trim(), "\n{found}");
}

/// Nothing is lost, nothing is in two places, and every list is in order.
fn covers(page: &Page) {
    let mut all: Vec<Span> = Vec::new();
    let in_order = |spans: &[Span]| {
        assert!(
            spans.windows(2).all(|two| two[0].end <= two[1].start),
            "{spans:?}"
        );
    };
    let asides = |asides: &[page::Aside]| asides.iter().map(|aside| aside.span).collect::<Vec<_>>();
    let own = asides(&page.aside);
    in_order(&own);
    all.extend(own);
    for item in &page.items {
        for spans in [&item.agenda, &item.decision, &item.minutes, &asides(&item.aside)] {
            in_order(spans);
            all.extend(spans.iter());
        }
    }
    all.sort();
    in_order(&all);
    let mut at = 0;
    for span in all {
        let words = page.text.get(span.range()).expect("whole characters");
        assert!(!words.trim().is_empty() && !words.contains('\n'), "{words:?}");
        nothing_in(&page.text[at..span.range().start]);
        at = span.range().end;
    }
    nothing_in(&page.text[at..]);
    for told in page
        .items
        .iter()
        .flat_map(|item| item.number.iter().chain(&item.title))
    {
        assert_eq!(page.words(told.span), &*told.value);
    }
}

/// Between the lines there are only blanks, and the bars of tables.
fn nothing_in(gap: &str) {
    assert!(
        gap.chars().all(|letter| letter.is_whitespace() || letter == '|'),
        "lost: {gap:?}"
    );
}
