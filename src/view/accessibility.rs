//! The accessibility page: the publisher's own words first, then how the program's pages were tested.
//!
//! What was tested is not written by hand: the browser tests write `accessibility.json`, and fail where it differs from
//! what they looked at.

use serde::{Deserialize, Serialize};

use crate::record::RecordId;
use crate::register::Page;
use crate::site::Standing;

use super::Here;
use super::frame::Head;
use super::piece::Step;
use super::words;

/// What the browser tests looked at when this version was made.
const TESTED: &str = include_str!("accessibility.json");

/// What the page says.
#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    title: String,
    /// The publisher's own words.
    own_html: Option<String>,
    publisher: Option<String>,
    version: &'static str,
    tested: Tested,
    /// The widths in words: "320 and 1,280".
    widths: String,
    /// The colour schemes in words: "light and dark".
    schemes: String,
    history: Vec<Step>,
}

/// What was tested, by what, and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tested {
    checker: Checker,
    /// The sets of rules it applied, as it names them.
    rules: Vec<String>,
    widths: Vec<usize>,
    schemes: Vec<String>,
    violations: usize,
    /// What else was looked at, each as a sentence.
    checks: Vec<String>,
    /// The sorts of page that were looked at.
    pages: Vec<String>,
    validators: Vec<Validator>,
}

/// The program that looks for barriers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Checker {
    name: String,
    version: String,
    /// How many rules it applied.
    rules: usize,
}

/// A program that checks whether pages are well formed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Validator {
    name: String,
    version: String,
}

/// What surrounds the page.
pub fn head(here: Here<'_, '_>) -> Head {
    Head {
        title: Standing::Accessibility.title(here.register()).to_owned(),
        about: Some("How these pages were tested, and what to do where they do not work for you.".to_owned()),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>) -> AccessibilityView {
    let own = own(here);
    let settings = here.register().settings.as_ref();
    let tested = tested();
    let widths: Vec<String> = tested.widths.iter().map(|width| words::grouped(*width)).collect();
    let join = |list: &[String]| words::several(&list.iter().map(String::as_str).collect::<Vec<_>>(), "and");
    AccessibilityView {
        title: Standing::Accessibility.title(here.register()).to_owned(),
        own_html: own.map(|page| here.markdown(&page.text, 1)),
        publisher: settings.map(|settings| settings.publisher.to_string()),
        version: here.input.edition.version,
        widths: join(&widths),
        schemes: join(&tested.schemes),
        tested,
        history: own.map_or_else(Vec::new, |page| here.history("pages", &page.id)),
    }
}

fn own<'r>(here: Here<'_, 'r>) -> Option<&'r Page> {
    let name = RecordId::new(Standing::Accessibility.name()).ok()?;
    here.register().pages.get(&name)
}

fn tested() -> Tested {
    serde_json::from_str(TESTED).expect("the browser tests write it, and a test reads it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tested_can_be_read_and_nothing_was_found() {
        let tested = tested();
        assert_eq!(tested.violations, 0);
        assert!(tested.checker.rules > 50, "{}", tested.checker.rules);
        assert!(tested.widths.contains(&320) && tested.schemes.iter().any(|scheme| scheme == "dark"));
        assert!(tested.pages.len() > 10 && tested.checks.len() > 5);
    }
}
