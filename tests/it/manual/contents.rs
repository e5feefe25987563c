//! Where pages lead: every file in docs/ is named on its first page, and every link in the documentation leads somewhere.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{pages, text};
use crate::environment::repository;

/// The pages whose links are followed.
fn all() -> Vec<String> {
    let mut all = pages("docs");
    all.extend(["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(str::to_owned));
    all
}

/// Where a page's links and pictures lead, and the anchors of its headings.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let anchor = anchor(&heading.take().unwrap_or_default());
                // A heading that comes again has a number.
                let free = (1..).map(|number| format!("{anchor}-{number}"));
                let free = std::iter::once(anchor.clone())
                    .chain(free)
                    .find(|name| !anchors.contains(name));
                anchors.extend(free);
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    (links, anchors)
}

/// The anchor of a heading, as Git hosts make it.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// A path from a page, in the repository.
fn beside(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_in_the_documentation_leads_somewhere() {
    let mut broken = Vec::new();
    for page in all() {
        for link in links_and_anchors(&text(&page)).0 {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() {
                page.clone()
            } else {
                beside(&page, path)
            };
            let is_there = repository().join(&target).exists();
            let leads =
                is_there && (anchor.is_empty() || links_and_anchors(&text(&target)).1.contains(anchor));
            if !leads {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_page_is_named_on_the_first_one() {
    let first = "docs/README.md";
    let named: BTreeSet<String> = links_and_anchors(&text(first))
        .0
        .iter()
        .map(|link| beside(first, link.split('#').next().unwrap_or_default()))
        .collect();
    // Below the folder of the gallery its own first page leads on.
    let missing: Vec<String> = pages("docs")
        .into_iter()
        .filter(|page| page != first && !named.contains(page))
        .filter(|page| !page.starts_with("docs/errors/") || page == "docs/errors/README.md")
        .collect();
    assert_eq!(
        missing,
        Vec::<String>::new(),
        "name them in {first}, and say who they are for"
    );
    let gallery: BTreeSet<String> = links_and_anchors(&text("docs/errors/README.md"))
        .0
        .iter()
        .map(|link| {
            beside(
                "docs/errors/README.md",
                link.split('#').next().unwrap_or_default(),
            )
        })
        .collect();
    let missing: Vec<String> = pages("docs/errors")
        .into_iter()
        .filter(|page| !gallery.contains(page))
        .collect();
    assert_eq!(missing, ["docs/errors/README.md"]);
}

#[test]
fn links_and_anchors_are_found() {
    let (links, anchors) =
        links_and_anchors("# A `b`, c\n\n[x](y.md#z) ![p](q.png)\n\n## A b c\n\n## A b c\n");
    assert_eq!(links, ["y.md#z", "q.png"]);
    assert_eq!(
        anchors.into_iter().collect::<Vec<_>>(),
        ["a-b-c", "a-b-c-1", "a-b-c-2"]
    );
    assert_eq!(beside("docs/errors/a.md", "../look.md"), "docs/look.md");
}
