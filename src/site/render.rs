//! From planned pages to bytes, many pages at a time, always in the same order.

mod around;
mod shelf;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, ErrorKind};

use super::{Lists, Page, PagePath, Site, Standing, Templates, outlet};
use crate::search::{Part, Search};
use crate::view::former::Said;
use crate::view::frame::Head;
use crate::view::{
    Here, accessibility, body, change, data, duty, former, glossary, home, own, provision, provisions,
    registers, resolution, search, updates, versions,
};
use around::Around;
pub(super) use erased::View;

/// The files of a site: path below its folder, with `/` between parts, and content.
pub type Output = BTreeMap<String, Vec<u8>>;

/// Why a template could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The template.
    pub template: String,
    /// The line in it, where that is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
    /// The page that was being made, if any.
    pub page: Option<String>,
    /// What to do.
    pub cure: &'static str,
}

impl RenderError {
    /// An error that is about a template as a whole.
    pub(super) fn plain(template: &str, reason: &str) -> Self {
        Self {
            template: template.to_owned(),
            line: None,
            reason: reason.to_owned(),
            page: None,
            cure: "mend the template, or take it out of templates/ to use the one the program brings",
        }
    }

    /// What the template engine says, with its place taken out of its report.
    pub(super) fn of(error: &tera::Error, template: &str) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                line: Some(report.span().start_line),
                ..Self::plain(report.filename(), report.message())
            },
            ErrorKind::MissingParent { current, parent } => Self::plain(
                current,
                &format!("it extends `{parent}`, and there is no such template"),
            ),
            ErrorKind::CircularExtend { tpl, .. } => Self::plain(tpl, "it extends itself, by way of others"),
            ErrorKind::CircularInclude { tpl, .. } => {
                Self::plain(tpl, "it includes itself, by way of others")
            }
            other => Self::plain(template, &other.to_string()),
        }
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.template.starts_with("assets/") {
            true => "asset",
            false => "template",
        };
        write!(out, "the {what} {}", self.template)?;
        if let Some(line) = self.line {
            write!(out, ", line {line},")?;
        }
        write!(out, " cannot be used: {}", self.reason)?;
        if let Some(page) = &self.page {
            write!(out, " (while making {page})")?;
        }
        Ok(())
    }
}

impl std::error::Error for RenderError {}

/// What kept the pages from being made.
#[derive(Debug)]
pub enum Stopped<E> {
    /// A template that could not be used.
    Template(RenderError),
    /// Whoever took the pages could not go on.
    Taker(E),
}

/// A page that was handed on.
type Handed<'s, T, E> = (&'s PagePath, Result<T, Stopped<E>>);

/// Makes every page and holds them all: see [`each`].
pub fn render(
    site: &Site<'_>,
    templates: &Templates,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Output, RenderError> {
    let made = each(site, templates, progress, |_, bytes| Ok::<_, Infallible>(bytes));
    match made {
        Ok(made) => Ok(made
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes))
            .collect()),
        Err(Stopped::Template(error)) => Err(error),
        Err(Stopped::Taker(never)) => match never {},
    }
}

/// Makes every page and hands it on at once, so that a large site is never held as a whole: `take` hears of many pages at
/// a time, in no order; what it makes of them comes back in order of path, the assets last.
///
/// `progress` is told how many pages are done, of how many; on several threads the numbers may come out of order.
///
/// # Errors
///
/// The first in order of path, of the faults that were met: with a template, each of them, so that the same one is told
/// each time.
pub fn each<'s, T: Send, E: Send>(
    site: &'s Site<'_>,
    templates: &'s Templates,
    progress: &(dyn Fn(usize, usize) + Sync),
    take: impl Fn(&PagePath, Vec<u8>) -> Result<T, E> + Sync,
) -> Result<Vec<(&'s str, T)>, Stopped<E>> {
    let indexed = |page: &Page<'_>| matches!(page, Page::Search(part) if part.is_indexed());
    if site.pages.values().any(indexed) {
        // Before the pages: it uses every core, and pages that waited for it could wait for themselves.
        site.search.prepare();
    }
    let (done, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let hand_on = |path: &'s PagePath, bytes: Vec<u8>| {
        let taken = take(path, bytes).map_err(Stopped::Taker);
        if taken.is_err() {
            is_stopped.store(true, Ordering::Relaxed);
        }
        taken
    };
    let around = Around::default();
    // What holds all records takes longest and so comes first: begun last, it would leave the other cores with nothing to
    // do. Each page is a task of its own, so that they always find another.
    let mut all: Vec<(&'s PagePath, &Page<'_>)> = site.pages.iter().collect();
    all.sort_by_key(|(_, page)| !matches!(page, Page::Outlet(outlet) if outlet.is_of_all()));
    let total = all.len();
    let pages = all.into_par_iter().with_max_len(1).map(|(path, page)| {
        if is_stopped.load(Ordering::Relaxed) {
            return None;
        }
        let made = one(site, templates, &around, path, page).map_err(Stopped::Template);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        Some((path, made.and_then(|bytes| hand_on(path, bytes))))
    });
    // In page order, so that of several faults the same one is reported each time.
    let pages: Vec<Option<Handed<'_, T, E>>> = pages.collect();
    let mut pages: Vec<Handed<'_, T, E>> = pages.into_iter().flatten().collect();
    pages.sort_by_key(|(path, _)| *path);
    let assets = templates.assets.iter();
    let assets = assets.map(|(path, bytes)| (path, hand_on(path, bytes.clone())));
    let mut made = Vec::with_capacity(total + templates.assets.len());
    for (path, one) in pages.into_iter().chain(assets) {
        made.push((path.as_str(), one?));
    }
    Ok(made)
}

/// Makes one page.
fn one<'r>(
    site: &Site<'r>,
    templates: &Templates,
    around: &Around,
    path: &PagePath,
    page: &Page<'r>,
) -> Result<Vec<u8>, RenderError> {
    let here = Here {
        input: &site.input,
        conclusions: &site.conclusions,
        path,
    };
    let fill = |template: &'static str, head: Head, view: &dyn erased::View| {
        fill(here, &site.lists, (templates, around), template, head, view)
    };
    match page {
        Page::Change(entry) => {
            let derivation = here.conclusions.of_change(&entry.id);
            let derivation = derivation.expect("the law was asked about every change");
            fill(
                "change.html",
                change::head(entry),
                &change::view(here, entry, &derivation),
            )
        }
        Page::Resolution(entry) => {
            let head = resolution::head(here, entry);
            fill("resolution.html", head, &resolution::view(here, entry))
        }
        Page::Body(entry) => {
            let view = body::view(here, &site.lists.shelf.facets, entry);
            fill("body.html", body::head(entry), &view)
        }
        Page::Shelf(shelved) => {
            let (template, head, view) = shelf::listed(here, &site.lists, *shelved);
            fill(template, head, &*view)
        }
        Page::Duty(entry) => fill("duty.html", duty::head(here, entry), &duty::view(here, entry)),
        Page::Own(page) => fill("own.html", own::head(page), &own::view(here, page)),
        Page::Standing(Standing::Accessibility) => fill(
            "accessibility.html",
            accessibility::head(here),
            &accessibility::view(here),
        ),
        Page::Standing(Standing::Glossary) => {
            fill("glossary.html", glossary::head(here), &glossary::view(here))
        }
        Page::Law => fill("law.html", provisions::head(), &provisions::view(here)),
        Page::Provision(place) => {
            let provision = &site.input.law.provisions()[*place];
            let view = provision::view(here, *place, provision);
            fill("provision.html", provision::head(provision), &view)
        }
        Page::ProvisionData(place) => Ok(data::provision(here, *place)),
        Page::Former(former) => match former::say(here, former) {
            Said::Page(template, head, view) => fill(template, head, &*view),
            Said::Data(bytes) => Ok(bytes),
        },
        Page::Joint(leaf) => {
            let nation = here.register().nation.as_deref();
            match registers::say(here, nation.expect("these pages are planned of several"), *leaf) {
                registers::Said::List(head, view) => fill("registers.html", head, &*view),
                registers::Said::Several(head, view) => fill("several.html", head, &*view),
                registers::Said::Data(bytes) => Ok(bytes),
            }
        }
        Page::Search(part) => match site.search.data(*part) {
            Some(bytes) => Ok(bytes),
            None => {
                let (template, view) = searched(here, &site.search, *part);
                fill(template, search::head(*part), &*view)
            }
        },
        Page::Versions(kind, id) => fill(
            "versions.html",
            versions::head(here, *kind, id),
            &versions::view(here, &site.archive, *kind, id),
        ),
        Page::NotFound => fill("404.html", own::not_found_head(), &own::not_found(here)),
        Page::Data(kind, id) => {
            let entry = site.input.register.entry(*kind, id);
            Ok(entry.map_or_else(Vec::new, |entry| data::record(here, &entry)))
        }
        Page::Register => Ok(data::register(&site.input)),
        Page::Outlet(own) => outlet::render(here, &site.lists, own, &fill),
        Page::Home | Page::Updates | Page::Month(..) => {
            let (template, head, view) = listed(here, &site.lists, page);
            fill(template, head, &*view)
        }
    }
}

/// A page of the search: its template, and what it says.
fn searched(here: Here<'_, '_>, search: &Search<'_>, part: Part) -> (&'static str, Box<dyn erased::View>) {
    match part {
        Part::List(group, page) => (
            "search-list.html",
            Box::new(search::list(here, search, group, page)),
        ),
        _ => ("search.html", Box::new(search::start(here, search))),
    }
}

/// A page that shows a part of a list: its template, what stands around it, and what it says.
fn listed(
    here: Here<'_, '_>,
    lists: &Lists<'_>,
    page: &Page<'_>,
) -> (&'static str, Head, Box<dyn erased::View>) {
    match page {
        Page::Updates => {
            let view = updates::view(here, &lists.updates);
            ("updates.html", updates::head(), Box::new(view))
        }
        Page::Month(month, number) => {
            let view = updates::month(here, &lists.updates, *month, *number);
            (
                "updates.html",
                updates::month_head(*month, *number),
                Box::new(view),
            )
        }
        _ => {
            let view = home::view(here, lists);
            ("home.html", home::head(here), Box::new(view))
        }
    }
}

/// Fills a template: the view is `page` in it, what stands around is `frame`, and what is drawn of the register as a
/// whole is `charts`.
fn fill(
    here: Here<'_, '_>,
    lists: &Lists<'_>,
    (templates, around): (&Templates, &Around),
    template: &'static str,
    head: Head,
    view: &dyn erased::View,
) -> Result<Vec<u8>, RenderError> {
    let mut context = Context::new();
    context.insert_value("frame", around.frame(here, &templates.dress, head));
    context.insert("charts", &lists.charts.on(here));
    context.insert_value("page", view.value());
    let text = templates
        .tera
        .render(template, &context)
        .map_err(|error| RenderError {
            page: Some(here.path.to_string()),
            ..RenderError::of(&error, template)
        })?;
    Ok(text.into_bytes())
}

/// Views of all pages as one type, so that filling a template is written once.
mod erased {
    use super::Serialize;

    /// What a page says, for a template.
    pub(in crate::site) trait View {
        /// The view as a template sees it.
        fn value(&self) -> tera::Value;
    }

    impl<T: Serialize> View for T {
        fn value(&self) -> tera::Value {
            tera::Value::from_serializable(self)
        }
    }
}
