//! Markdown of records: where its links lead.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Each link of a Markdown text: where it stands in the text, and its destination.
pub fn links(text: &str) -> Vec<(Range<usize>, String)> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some((range, dest_url.into_string()))
            }
            _ => None,
        })
        .collect()
}
