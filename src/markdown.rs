//! Markdown of records: to HTML that is safe to publish, and where its links lead.

mod html;
mod safe;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

pub use html::{Manner, html};
pub use safe::{escape, escape_to, is_fragment};

/// Each link of a Markdown text: where it stands in the text, and its destination.
pub fn links(text: &str) -> Vec<(Range<usize>, String)> {
    // A link stands in brackets of one kind or the other; most texts have neither.
    if !text.contains(['[', '<']) {
        return Vec::new();
    }
    parser(text)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some((range, dest_url.into_string()))
            }
            _ => None,
        })
        .collect()
}

/// One dialect for all: CommonMark with tables.
fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}
