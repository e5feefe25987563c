//! Markdown of records: to HTML that is safe to publish, and where its links lead.

mod html;
mod plain;
mod safe;
mod sections;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

pub use html::{Manner, html};
pub use plain::plain;
pub use safe::{escape, escape_to, is_fragment};
pub use sections::{Sections, sections};

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

/// The folder, the name and the place that a link to a record means: `changes/ward-move-2026`, with or without `.html`
/// and a `#place`.
pub fn address(to: &str) -> Option<(&str, &str, Option<&str>)> {
    let (path, place) = to
        .split_once('#')
        .map_or((to, None), |(path, place)| (path, Some(place)));
    let (folder, name) = path.split_once('/')?;
    Some((folder, name.strip_suffix(".html").unwrap_or(name), place))
}

/// One dialect for all: CommonMark with tables.
fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}
