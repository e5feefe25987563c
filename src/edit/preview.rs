//! The page of the site that a record would have, made by the very code that makes the site.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::form::{Answer, Answers, Need, Question, questions};
use crate::history::History;
use crate::law::Law;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::site::{self, Edition, Input, Output, PagePath, Telling, Templates};
use crate::source::Sources;

/// What stands in the place of words that are not answered yet.
const NOT_YET: &str = "(not answered yet)";

/// The page of a record and what it is dressed with, by path; none where the site would have no such page.
///
/// # Errors
///
/// Why a template of the register cannot be used.
pub fn page(
    sources: &Sources,
    overrides: &BTreeMap<String, Vec<u8>>,
    (kind, id): (Kind, &RecordId),
    today: NaiveDate,
) -> Result<Option<(String, Output)>, site::RenderError> {
    let register = Register::build(sources).0.published();
    let Some(path) = place(&register, kind, id) else {
        return Ok(None);
    };
    let look = register
        .settings
        .as_ref()
        .and_then(|settings| settings.look.as_ref());
    let templates = Templates::dressed(overrides, look)?;
    let law = Law::of(sources);
    let history = History::default();
    let input = Input {
        register: &register,
        history: &history,
        law: &law,
        as_at: today,
        edition: Edition {
            commit: None,
            uncommitted: true,
            version: env!("CARGO_PKG_VERSION"),
            history: Telling::None,
            past: None,
        },
    };
    let mut site = site::plan(&input);
    site.pages.retain(|own, _| *own == path);
    if site.pages.is_empty() {
        return Ok(None);
    }
    let files = site::render(&site, &templates, &|_, _| ())?;
    Ok(Some((path.as_str().to_owned(), files)))
}

/// The page on which a published record stands.
fn place(register: &Register, kind: Kind, id: &RecordId) -> Option<PagePath> {
    register.entry(kind, id)?;
    Some(match kind {
        // A view stands on the page of its change.
        Kind::Determination => {
            PagePath::record(Kind::Change, &register.determinations.get(id)?.body.change.id)
        }
        kind => PagePath::record(kind, id),
    })
}

/// The answers with words in the place of those that are still missing, as far as nothing is said by them: a title may be
/// missing from a page that is looked at, a view may not.
pub fn filled(kind: Kind, answers: &Answers) -> Answers {
    fill(questions(kind), answers)
}

fn fill(questions: &'static [Question], answers: &Answers) -> Answers {
    let mut all = answers.clone();
    for question in questions {
        match question.answer {
            Answer::Row(row) => {
                let rows = answers.rows(question.name).iter().map(|own| fill(row.parts, own));
                all.set_rows(question.name, rows.collect());
            }
            _ if question.need != Need::Must || answers.has(question.name) => {}
            Answer::Line | Answer::Prose => all.set_one(question.name, Some(NOT_YET)),
            Answer::Date => all.set_one(question.name, Some("unknown")),
            _ => {}
        }
    }
    all
}
