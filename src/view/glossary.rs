//! The glossary: the words of the law and of committees in plain English, those of every register and its own.
//!
//! A register's own page adds entries; one under the same heading takes the place of ours. No entry can be taken
//! away, so whatever page links one finds it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::markdown::{self, Sections};
use crate::record::RecordId;
use crate::register::Page;
use crate::site::Standing;
use crate::value::slug;

use super::Here;
use super::frame::Head;
use super::piece::Step;

/// The entries that every register has, written like a register's own page.
const BUILT_IN: &str = include_str!("glossary.md");

/// What the glossary says.
#[derive(Debug, Serialize)]
pub struct GlossaryView {
    title: String,
    opening_html: String,
    entries: Vec<Entry>,
    history: Vec<Step>,
}

/// One term, explained.
#[derive(Debug, Serialize)]
struct Entry {
    /// The name of its place on the page.
    name: String,
    term: String,
    html: String,
}

/// What surrounds the page.
pub fn head(here: Here<'_, '_>) -> Head {
    Head {
        title: Standing::Glossary.title(here.register()).to_owned(),
        about: Some("The words of the law and of committees, in plain English.".to_owned()),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>) -> GlossaryView {
    let own = own(here);
    let texts = texts(own.map(|page| page.text.as_str()));
    let entries = texts.parts.into_iter().map(|(term, text)| Entry {
        name: name(&term),
        html: here.markdown(&text, 2),
        term,
    });
    GlossaryView {
        title: Standing::Glossary.title(here.register()).to_owned(),
        opening_html: here.markdown(&texts.opening, 1),
        entries: entries.collect(),
        history: own.map_or_else(Vec::new, |page| here.history("pages", &page.id)),
    }
}

fn own<'r>(here: Here<'_, 'r>) -> Option<&'r Page> {
    here.register()
        .pages
        .get(&RecordId::new(Standing::Glossary.name()).ok()?)
}

/// Our entries and the register's own, in order of their names. An own opening takes the place of ours.
fn texts(own: Option<&str>) -> Sections {
    let ours = markdown::sections(BUILT_IN);
    let own = own.map(markdown::sections).unwrap_or_default();
    let opening = if own.opening.is_empty() {
        ours.opening
    } else {
        own.opening
    };
    let mut parts: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (term, text) in ours.parts.into_iter().chain(own.parts) {
        let at = name(&term);
        if !at.is_empty() {
            parts.insert(at, (term, text));
        }
    }
    Sections {
        opening,
        parts: parts.into_values().collect(),
    }
}

/// The name of a term's place on the page.
fn name(term: &str) -> String {
    match slug(term) {
        // The page has a place of this name already.
        kept if kept == "main" || kept == "history" || kept == "terms" => format!("{kept}-term"),
        free => free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_explained_once_and_in_order() {
        let ours = markdown::sections(BUILT_IN);
        let names: Vec<String> = ours.parts.iter().map(|(term, _)| name(term)).collect();
        assert!(names.len() > 40, "{}", names.len());
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        assert!(ours.parts.iter().all(|(_, text)| text.len() > 40));
    }

    #[test]
    fn entries_lead_to_entries_that_are_there() {
        let ours = markdown::sections(BUILT_IN);
        let names: Vec<String> = ours.parts.iter().map(|(term, _)| name(term)).collect();
        for (_, to) in markdown::links(BUILT_IN) {
            let place = to.strip_prefix('#').unwrap_or_else(|| panic!("{to}"));
            assert!(names.iter().any(|name| name == place), "{place}");
        }
    }

    #[test]
    fn a_register_adds_entries_and_words_ours_anew() {
        let own = "Words of this place.\n\n## Clause\n\nOurs is else.\n\n## Aardvark\n\nA beast.\n\n## Main\n\nX.\n";
        let all = texts(Some(own));
        assert_eq!(all.opening, "Words of this place.");
        assert_eq!(all.parts[0].0, "Aardvark");
        let clause: Vec<_> = all.parts.iter().filter(|(term, _)| term == "Clause").collect();
        assert_eq!(clause.len(), 1);
        assert_eq!(clause[0].1, "Ours is else.");
        assert_eq!(all.parts.len(), texts(None).parts.len() + 2);
        assert_eq!(name("Main"), "main-term");
    }
}
