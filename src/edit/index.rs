//! The first page of the forms: what is there, what is unfinished, and what may be recorded next.

use std::collections::BTreeSet;

use serde::Serialize;

use super::sheet::Sheet;
use super::wire;
use crate::form::{Known, called, question};
use crate::record::resolution::Reading;
use crate::record::{Kind, RecordId};
use crate::register::{AnyEntry, Register};
use crate::value::{Status, fold};

/// So many records of a kind are listed; the others are found by searching.
const MOST: usize = 30;

/// So many things to do are told.
const MOST_NEXT: usize = 12;

/// What the first page shows.
#[derive(Debug, Serialize)]
pub struct IndexPage {
    /// The words that are sought.
    pub query: String,
    /// What can be recorded.
    pub new: Vec<Link>,
    /// Forms that are not finished.
    pub unfinished: Vec<Unfinished>,
    /// Records that are drafts.
    pub drafts: Vec<Row>,
    /// What may be recorded next.
    pub next: Vec<Link>,
    /// The records that were sought, by kind.
    pub kinds: Vec<Group>,
    /// How many records were found.
    pub found: usize,
    /// Whether there are mistakes in the records.
    pub errors: usize,
}

/// A link within the forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where it leads, from the root of the forms.
    pub address: String,
    /// What it says.
    pub words: String,
    /// What is added to it; may be empty.
    pub note: String,
}

/// A form that is not finished.
#[derive(Debug, Serialize)]
pub struct Unfinished {
    /// Where it goes on, from the root of the forms.
    pub address: String,
    /// What it is.
    pub words: String,
    /// What was answered to its first questions.
    pub note: String,
}

/// Records of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    /// What they are called.
    pub title: String,
    /// Those that are shown.
    pub rows: Vec<Row>,
    /// How many others there are.
    pub others: usize,
}

/// A record.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Where it is changed, from the root of the forms.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Whether it is a draft.
    pub is_draft: bool,
}

/// What the first page shows of a register; `errors` is how many mistakes there are in it.
pub fn page(register: &Register, unfinished: Vec<Unfinished>, query: &str, errors: usize) -> IndexPage {
    let words = fold(query);
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_sought = |entry: &AnyEntry<'_>| {
        let text = fold(&format!("{} {} {}", title(register, entry), entry.id, entry.kind));
        words.iter().all(|word| text.contains(word))
    };
    let mut kinds = Vec::new();
    let mut found = 0;
    for kind in Kind::ALL {
        let own = register
            .entries()
            .filter(|entry| entry.kind == kind && is_sought(entry));
        let mut rows: Vec<Row> = own.map(|entry| row(register, &entry)).collect();
        rows.sort_by_cached_key(|row| (fold(&row.title), row.id.clone()));
        found += rows.len();
        let others = rows.len().saturating_sub(MOST);
        rows.truncate(MOST);
        if !rows.is_empty() {
            kinds.push(Group {
                title: plural(kind).to_owned(),
                rows,
                others,
            });
        }
    }
    let drafts = register.entries().filter(|entry| entry.status == Status::Draft);
    IndexPage {
        query: query.to_owned(),
        new: Kind::ALL
            .map(|kind| link(&format!("add/{kind}"), about(kind)))
            .to_vec(),
        unfinished,
        drafts: drafts.map(|entry| row(register, &entry)).collect(),
        next: next(register),
        kinds,
        found,
        errors,
    }
}

/// A form that is not finished, as the first page tells it.
pub fn unfinished(address: &str, sheet: &Sheet, known: &Known<'_>) -> Unfinished {
    let words = match &sheet.editing {
        Some(editing) => format!("Change to the {} {}", sheet.kind, editing.id),
        None => format!("New {}", sheet.kind),
    };
    let told = sheet.answers.names().filter_map(|name| {
        let question = question(sheet.kind, name)?;
        Some(called(question, sheet.answers.text(name)?, known))
    });
    let mut note = told.take(3).collect::<Vec<_>>().join(", ");
    if note.chars().count() > 90 {
        note = format!("{}...", note.chars().take(90).collect::<String>());
    }
    Unfinished {
        address: address.to_owned(),
        words,
        note,
    }
}

/// What may be recorded after a record was saved.
pub fn after(register: &Register, kind: Kind, id: &RecordId) -> Vec<Link> {
    let fill = |kind: Kind, answers: &[(&str, &str)], words: &str| {
        link(
            &format!("add/{kind}?{}", wire::encode(answers.iter().copied())),
            words,
        )
    };
    match kind {
        Kind::Body => match register
            .bodies
            .get(id)
            .is_some_and(|body| body.body.role.value == crate::record::body::Role::LocalAuthority)
        {
            true => vec![fill(
                Kind::Body,
                &[("role", "scrutiny-committee"), ("part-of", id.as_str())],
                "Record its scrutiny committee",
            )],
            false => vec![link("add/change", "Record a service change")],
        },
        Kind::Change => vec![
            fill(
                Kind::Resolution,
                &[("change", id.as_str())],
                "Record what a committee resolved about it",
            ),
            fill(
                Kind::Duty,
                &[("change", id.as_str())],
                "Record a duty that arises from it",
            ),
        ],
        Kind::Resolution => {
            let mut all: Vec<Link> = views_to_record(register)
                .filter(|(own, _)| *own == id)
                .map(|(_, link)| link)
                .collect();
            if let Some(item) = register.resolutions.get(id) {
                let meeting = item.body.meeting.to_string();
                all.push(fill(
                    Kind::Resolution,
                    &[
                        ("committee", item.body.committee.id.as_str()),
                        ("meeting", &meeting),
                    ],
                    "Record another item of the same meeting",
                ));
            }
            all
        }
        Kind::Determination => vec![link("add/determination", "Record another view")],
        Kind::Duty => vec![link("add/duty", "Record another duty")],
    }
}

/// What the records themselves ask for next.
fn next(register: &Register) -> Vec<Link> {
    let views = views_to_record(register).map(|(_, link)| link);
    let told: BTreeSet<&RecordId> = register
        .resolutions
        .iter()
        .flat_map(|item| item.body.changes.iter().map(|change| &change.id))
        .collect();
    let silent = register
        .changes
        .iter()
        .filter(|change| !told.contains(&change.id));
    let silent = silent.map(|change| Link {
        note: change.body.title.to_string(),
        ..link(
            &format!(
                "add/resolution?{}",
                wire::encode([("change", change.id.as_str())])
            ),
            "Record what a committee resolved about a change",
        )
    });
    views.chain(silent).take(MOST_NEXT).collect()
}

/// Clauses that decide and whose view is not recorded yet, each with its resolution.
fn views_to_record(register: &Register) -> impl Iterator<Item = (&RecordId, Link)> {
    register.resolutions.iter().flat_map(|item| {
        let recorded = register.determinations_in(&item.id);
        let clauses = item.body.clauses.iter().filter(move |clause| {
            let decides = clause
                .reads_as
                .0
                .iter()
                .any(|reading| reading.value == Reading::Determination);
            let held = recorded.iter().any(|view| {
                let place = view.body.resolution.as_ref();
                place.is_some_and(|place| *place.clause.value == *clause.label.value)
            });
            decides && !held
        });
        clauses.map(|clause| {
            let mut answers = vec![("resolution", item.id.as_str()), ("clause", &*clause.label.value)];
            if let [change] = item.body.changes.as_slice() {
                answers.push(("change", change.id.as_str()));
            }
            let words = format!("Record the view in clause {}", &*clause.label.value);
            let link = Link {
                note: item.body.item.to_string(),
                ..link(&format!("add/determination?{}", wire::encode(answers)), &words)
            };
            (&item.id, link)
        })
    })
}

fn link(address: &str, words: &str) -> Link {
    Link {
        address: address.to_owned(),
        words: words.to_owned(),
        note: String::new(),
    }
}

/// What a record is called. A view has no title: it is told by whose it is, on which day.
pub fn title(register: &Register, entry: &AnyEntry<'_>) -> String {
    match register
        .determinations
        .get(entry.id)
        .filter(|_| entry.kind == Kind::Determination)
    {
        Some(view) => {
            let by = register
                .bodies
                .get(&view.body.by.id)
                .map_or(view.body.by.id.as_str(), |body| body.body.known_as());
            format!("{by}, {}: {}", view.body.date.spoken(), view.body.view.plain())
        }
        None => entry.title.to_owned(),
    }
}

fn row(register: &Register, entry: &AnyEntry<'_>) -> Row {
    Row {
        address: format!("records/{}/{}", entry.kind, entry.id),
        title: title(register, entry),
        id: entry.id.to_string(),
        is_draft: entry.status == Status::Draft,
    }
}

fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Body => "A council, committee, NHS body or provider",
        Kind::Change => "A service change",
        Kind::Resolution => "What a committee resolved on an item",
        Kind::Determination => "A view whether a change is substantial",
        Kind::Duty => "A duty to consult, involve, notify or report",
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Body => "Bodies",
        Kind::Change => "Changes",
        Kind::Resolution => "Resolutions",
        Kind::Determination => "Views",
        Kind::Duty => "Duties",
    }
}
