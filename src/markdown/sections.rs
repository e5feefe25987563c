//! A Markdown text cut at its headings of the second level, so that each part can be used alone.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::parser;

/// A text cut at its headings of the second level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    /// What stands before the first of them.
    pub opening: String,
    /// Each heading, in plain words, and what stands below it.
    pub parts: Vec<(String, String)>,
}

/// Cuts a text. Addresses that are named at one place and used at another go along with every part.
pub fn sections(text: &str) -> Sections {
    let headings = headings(text);
    let named = named(text);
    let with_names = |range: Range<usize>| {
        let part = text[range].trim();
        let needs = part.contains('[') && !named.is_empty();
        if needs {
            format!("{part}\n\n{named}")
        } else {
            part.to_owned()
        }
    };
    let ends = headings.iter().skip(1).map(|(_, at)| at.start);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    let first = headings.first().map_or(text.len(), |(_, at)| at.start);
    let parts = headings.iter().zip(ends);
    Sections {
        opening: with_names(0..first),
        parts: parts
            .map(|((words, at), end)| (words.clone(), with_names(at.end..end)))
            .collect(),
    }
}

/// The headings of the second level that stand in no list or quotation, and where.
fn headings(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let (mut depth, mut open) = (0_usize, false);
    for (event, at) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) if depth == 0 => {
                found.push((String::new(), at));
                open = true;
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(end) => {
                depth -= 1;
                open &= !matches!(end, TagEnd::Heading(_));
            }
            Event::Text(words) | Event::Code(words) if open => {
                if let Some((heading, _)) = found.last_mut() {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// The addresses that are named apart from where they are used, in the order in which they stand.
fn named(text: &str) -> String {
    let read = parser(text);
    let mut spans: Vec<Range<usize>> = read
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    spans.sort_by_key(|span| span.start);
    let lines: Vec<&str> = spans.into_iter().map(|span| text[span].trim()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_second_headings_only() {
        let cut = sections(
            "Before.\n\n## One *two*\n\nA.\n\n### Deeper\n\n```\n## no\n```\n\n> ## nor this\n\nThree\n-----\n\nB.\n",
        );
        assert_eq!(cut.opening, "Before.");
        let heads: Vec<&str> = cut.parts.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(heads, ["One two", "Three"]);
        assert!(cut.parts[0].1.starts_with("A.") && cut.parts[0].1.ends_with("> ## nor this"));
        assert_eq!(cut.parts[1].1, "B.");
    }

    #[test]
    fn a_text_without_headings_is_all_opening() {
        assert_eq!(
            sections(" a\n\nb "),
            Sections {
                opening: "a\n\nb".to_owned(),
                parts: Vec::new()
            }
        );
        assert_eq!(sections(""), Sections::default());
    }

    #[test]
    fn addresses_named_at_the_end_work_in_every_part() {
        let cut = sections("## A\n\nSee [x].\n\n## B\n\nNone.\n\n[x]: changes/ward\n");
        assert_eq!(cut.parts[0].1, "See [x].\n\n[x]: changes/ward");
    }
}
