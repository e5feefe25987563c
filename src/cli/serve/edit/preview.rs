//! The page of the site that a record in a form would have.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::clerk::{Clerk, Room, closed};
use super::keep;
use super::reply::Reply;
use crate::edit::page::{self, FormPage, Preview};
use crate::edit::place;
use crate::edit::preview;
use crate::edit::sheet::Sheet;
use crate::failure::Failure;
use crate::form::{self, Answers, Mistake};
use crate::record::RecordId;
use crate::site::Output;
use crate::source::Source;
use crate::value::slug;
use crate::yaml::{self, Put};

/// The name of a page whose record has none yet.
const NAMELESS: &str = "new-record";

/// Makes the page of a form anew.
pub(super) fn make(clerk: &mut Clerk, room: Room<'_>, number: &str) {
    let Some(open) = clerk.drawer.get(number) else {
        return;
    };
    let (preview, files) = of(room, &open.sheet, number);
    open.preview = preview;
    if !files.is_empty() {
        open.files = files;
    }
}

/// Takes what was typed so far, and tells the script what it shows.
pub(super) fn told(
    clerk: &mut Clerk,
    room: Room<'_>,
    number: &str,
    sent: &[(String, String)],
) -> Result<Reply, Failure> {
    let open = clerk.drawer.get(number).ok_or_else(closed)?;
    if open.sheet.saved.is_none() {
        // What is wrong with it is told when it is handed in, not while somebody types.
        open.sheet.answers = place::answers(open.sheet.kind, sent);
        open.sheet.touched = true;
        keep::keep(clerk, room, number)?;
    }
    make(clerk, room, number);
    let about = clerk.about(room, number);
    let open = clerk.drawer.get(number).ok_or_else(closed)?;
    let page = page::page(&open.sheet, about, &room.known());
    let told = json!({
        "address": page.preview.address,
        "says": page.preview.says,
        "asked": asked(&page),
        "echoes": echoes(&page),
    });
    Ok(Reply::file("application/json; charset=utf-8", told.to_string()))
}

/// A file of the page of a form, or of the site that it leads to.
pub(super) fn file(clerk: &mut Clerk, number: &str, path: &str) -> Reply {
    let own = clerk
        .drawer
        .get(number)
        .and_then(|open| open.files.get(path).cloned());
    let Some(body) = own else {
        return Reply::of_site(path);
    };
    Reply {
        is_framed: true,
        ..Reply::file(super::super::http::content_type(path), body)
    }
}

/// The page that a form would have, and what is said of it.
fn of(room: Room<'_>, sheet: &Sheet, number: &str) -> (Preview, Output) {
    let says = |says: String| Preview { address: None, says };
    let (id, source) = match source(room, sheet) {
        Ok(made) => made,
        Err(lacking) => return (says(lacking), Output::new()),
    };
    let sources = room.records.sources.clone().with(vec![source]);
    let overrides = room.found.templates().unwrap_or_else(|_| BTreeMap::new());
    match preview::page(&sources, &overrides, (sheet.kind, &id), room.desk.today) {
        Ok(Some((path, files))) => {
            let preview = Preview {
                address: Some(format!("preview/{number}/{path}")),
                says: "Nothing is saved yet. Links in it lead to the site as it is.".to_owned(),
            };
            (preview, files)
        }
        Ok(None) => (
            says("The page cannot be shown with these answers: one of them is not right yet, or names a draft. “Check and preview” tells which.".to_owned()),
            Output::new(),
        ),
        Err(error) => (says(format!("The page cannot be shown: {error}.")), Output::new()),
    }
}

/// The file that the answers would make, as far as they go.
fn source(room: Room<'_>, sheet: &Sheet) -> Result<(RecordId, Source), String> {
    let known = room.known();
    let answers = preview::filled(sheet.kind, &sheet.settled(&known));
    if let Some(editing) = &sheet.editing {
        let text = form::amend(sheet.kind, &editing.before, &answers, &known.ground());
        let mut text = text.map_err(|error| match error {
            form::AmendError::Mistakes(mistakes) => lacking(sheet, &answers, &mistakes),
            _ => "The page cannot be shown: the file is laid out in a way that a form cannot change."
                .to_owned(),
        })?;
        if editing.is_draft {
            text = yaml::set(&text, &["status"], &Put::Text("recorded".to_owned())).unwrap_or(text);
        }
        let source = Source::from_bytes(&editing.path, text.into_bytes());
        return Ok((editing.id.clone(), source));
    }
    let record = form::compose(sheet.kind, &answers, &known.ground())
        .map_err(|mistakes| lacking(sheet, &answers, &mistakes))?;
    let wished = if sheet.id.is_empty() {
        slug(&record.name)
    } else {
        sheet.id.clone()
    };
    let id = RecordId::new(&wished).ok();
    let free = id.filter(|id| room.records.register.file(sheet.kind, id).is_none());
    let id = free
        .or_else(|| RecordId::new(NAMELESS).ok())
        .ok_or("There is no name yet.")?;
    let path = format!("records/{}/{id}.yaml", sheet.kind.folder());
    let text = yaml::write(record.fields.as_slice());
    Ok((id, Source::from_bytes(&path, text.into_bytes())))
}

/// Which answers the page waits for.
fn lacking(sheet: &Sheet, answers: &Answers, mistakes: &[Mistake]) -> String {
    if answers.is_empty() || !sheet.answers.names().any(|_| true) {
        return "The page appears here as you answer.".to_owned();
    }
    let asks = mistakes.iter().filter_map(|mistake| {
        let place = place::Place::parse(sheet.kind, &place::name(&mistake.at))?;
        Some(format!("“{}”", place.asked().asks))
    });
    let mut asks: Vec<String> = asks.collect();
    asks.dedup();
    match asks.as_slice() {
        [] => "The page appears here as you answer.".to_owned(),
        [one] => format!("The page waits for an answer to {one}"),
        [first, others @ ..] if others.len() > 3 => {
            format!(
                "The page waits for answers to {first} and {} other questions.",
                others.len()
            )
        }
        several => format!("The page waits for answers to {}", several.join(", ")),
    }
}

/// The questions that the answers raise.
fn asked(page: &FormPage) -> Vec<&str> {
    let inner = page
        .fields
        .iter()
        .flat_map(|field| field.rows.iter().flat_map(|row| &row.fields));
    let all = page.fields.iter().chain(inner);
    all.filter(|field| field.asked)
        .map(|field| field.name.as_str())
        .collect()
}

/// What was understood of each answer.
fn echoes(page: &FormPage) -> Json {
    let inner = page
        .fields
        .iter()
        .flat_map(|field| field.rows.iter().flat_map(|row| &row.fields));
    let entries = page.fields.iter().chain(inner).flat_map(|field| &field.entries);
    let all = entries.map(|entry| (entry.id.clone(), Json::from(entry.echo.as_str())));
    Json::Object(all.collect::<Map<String, Json>>())
}
