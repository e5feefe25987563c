//! The register's own pages, and the page for addresses that lead nowhere.

use serde::Serialize;

use crate::markdown::{self, Manner};
use crate::register::Page;

use super::Here;
use super::frame::Head;
use super::piece::Step;

/// What a page of the register's own says.
#[derive(Debug, Serialize)]
pub struct OwnView {
    title: String,
    html: String,
    history: Vec<Step>,
}

/// What surrounds the page.
pub fn head(page: &Page) -> Head {
    Head {
        title: page.title.clone(),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, page: &Page) -> OwnView {
    let resolve = |to: &str| here.resolve(to);
    let manner = Manner {
        under: 1,
        anchors: true,
        resolve: &resolve,
    };
    OwnView {
        title: page.title.clone(),
        html: markdown::html(&page.text, &manner),
        history: here.history("pages", &page.id),
    }
}

/// What the page for addresses that lead nowhere says.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    /// Whether its links are whole, and so work wherever the page is shown.
    whole: bool,
}

/// What surrounds that page.
pub fn not_found_head() -> Head {
    Head {
        title: "Page not found".to_owned(),
        ..Head::default()
    }
}

/// What that page says.
pub fn not_found(here: Here<'_, '_>) -> NotFoundView {
    let settings = here.register().settings.as_ref();
    NotFoundView {
        whole: settings.is_some_and(|settings| settings.base_address.is_some()),
    }
}
