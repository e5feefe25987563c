//! The pages of the forms, from what the clerk has before them.

use serde::Serialize;

use super::Job;
use super::clerk::{Clerk, Room, closed};
use super::reply::Reply;
use crate::check;
use crate::cli::desk::Desk;
use crate::diagnostic::Severity;
use crate::edit::index::{self, Link};
use crate::edit::page::{self, site_page};
use crate::edit::render::Around;
use crate::edit::sheet::Held;
use crate::failure::{Exit, Failure};

/// A page that tells something in sentences.
#[derive(Serialize)]
struct Told {
    title: String,
    lines: Vec<String>,
    links: Vec<Link>,
}

/// The page after saving.
#[derive(Serialize)]
struct SavedPage {
    said: String,
    warnings: Vec<String>,
    next: Vec<Link>,
    /// Where it is taken back; none where it cannot be.
    undo: Option<String>,
    undone: bool,
    seal: String,
}

/// The first page.
pub(super) fn index(clerk: &Clerk, room: Room<'_>, job: &Job) -> Reply {
    let query = job.query.iter().find(|(name, _)| name == "q");
    let query = query.map_or("", |(_, text)| text.trim());
    let unfinished = super::keep::unfinished(clerk, room);
    let (_, problems) = check::check(&room.records.sources, &room.records.law, room.desk.clock);
    let errors = problems.count(Severity::Error);
    let page = index::page(&room.records.register, unfinished, query, errors);
    let around = around(room, "Records", 0, false);
    Reply::page(200, clerk.pages.page("index.html", &around, &page))
}

/// A form as it stands, on a page this many folders below the root of the forms.
pub(super) fn form(clerk: &mut Clerk, room: Room<'_>, number: &str, depth: usize) -> Reply {
    super::preview::make(clerk, room, number);
    let about = clerk.about(room, number);
    let Some(open) = clerk.drawer.get(number) else {
        return failure(clerk, room.desk, &closed(), "");
    };
    let held = open.sheet.held.clone();
    let page = page::page(&open.sheet, about, &room.known());
    let is_error = held.is_some() || !page.errors.is_empty();
    let status = match held {
        Some(Held::Changed(_)) => 409,
        Some(Held::Locked(_)) => 423,
        None if is_error => 422,
        None => 200,
    };
    let title = match page.record.as_str() {
        "" => page.heading.clone(),
        record => format!("{}: {record}", page.heading),
    };
    let around = around(room, &title, depth, is_error);
    Reply::page(status, clerk.pages.page("form.html", &around, &page))
}

/// What was saved, and what one would do next.
pub(super) fn saved(clerk: &mut Clerk, room: Room<'_>, number: &str) -> Result<Reply, Failure> {
    let seal = clerk.gate.seal(number);
    let open = clerk.drawer.get(number).ok_or_else(closed)?;
    let kind = open.sheet.kind;
    let saved = open.sheet.saved.clone().ok_or_else(closed)?;
    let mut next = Vec::new();
    let link = |address: String, words: &str| Link {
        address,
        words: words.to_owned(),
        note: String::new(),
    };
    if !saved.undone {
        if !saved.is_draft
            && let Some(address) = site_page(kind, saved.id.as_str(), &open.sheet.settled(&room.known()))
        {
            next.push(link(address, "See its page"));
        }
        next.extend(index::after(&room.records.register, kind, &saved.id));
        next.push(link(format!("records/{kind}/{}", saved.id), "Change it"));
    }
    let page = SavedPage {
        said: saved.said,
        warnings: saved.warnings,
        next,
        undo: saved
            .commit
            .filter(|_| !saved.undone)
            .map(|_| format!("recorded/{number}/undo")),
        undone: saved.undone,
        seal,
    };
    let title = if page.undone { "Taken back" } else { "Recorded" };
    let around = around(room, title, 1, false);
    Ok(Reply::page(200, clerk.pages.page("saved.html", &around, &page)))
}

/// That something could not be done.
pub(super) fn failure(clerk: &Clerk, desk: &Desk<'_>, failure: &Failure, path: &str) -> Reply {
    let status = match failure.exit {
        Exit::NotFound => 404,
        Exit::Refused | Exit::NeedsPerson => 409,
        Exit::Problems | Exit::Usage => 422,
        Exit::Fine | Exit::Failed => 500,
    };
    desk.output.failure_aloud(failure);
    let sentence = |text: &str| format!("{}.", crate::value::capital(text.trim_end_matches('.')));
    let mut lines = vec![sentence(&failure.to_string())];
    lines.extend(failure.cure.as_deref().map(sentence));
    let page = Told {
        title: match status {
            404 => "Not found",
            _ => "This could not be done",
        }
        .to_owned(),
        lines,
        links: vec![Link {
            address: String::new(),
            words: "All records".to_owned(),
            note: String::new(),
        }],
    };
    let around = Around {
        title: page.title.clone(),
        is_error: true,
        root: root(path.matches('/').count()),
        register: "Register".to_owned(),
    };
    Reply::page(status, clerk.pages.page("told.html", &around, &page))
}

fn around(room: Room<'_>, title: &str, depth: usize, is_error: bool) -> Around {
    Around {
        title: title.to_owned(),
        is_error,
        root: root(depth),
        register: room.records.register.name().to_owned(),
    }
}

/// The way from a page to the root of the forms.
fn root(depth: usize) -> String {
    match depth {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
