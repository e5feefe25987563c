//! What the page of a form shows, as values for its template.

mod field;
mod way;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::sheet::{Clash, Held, Sheet};
use super::trouble::Trouble;
use crate::form::{Answers, Known, questions};
use crate::record::Kind;
use field::Asking;
pub use field::{Entry, Field, Offer, Row, Why};

/// The page of a form.
#[derive(Debug, Serialize)]
pub struct FormPage {
    /// What the page is called.
    pub heading: String,
    /// The record that is changed; empty for a new one.
    pub record: String,
    /// The page of the site that shows it, from the root of the forms; none where there is none.
    pub site: Option<String>,
    /// Where the form is sent, from the root of the forms.
    pub action: String,
    /// What proves that the form is ours.
    pub seal: String,
    /// The questions.
    pub fields: Vec<Field>,
    /// What answers can be chosen from, for fields that are typed into.
    pub lists: Vec<List>,
    /// The id that is wished, for a new record.
    pub id: Option<Wished>,
    /// What keeps it from being saved.
    pub errors: Vec<Told>,
    /// What may be looked at.
    pub warnings: Vec<Told>,
    /// What two people answered differently.
    pub clashes: Vec<Clashing>,
    /// Whether the file was changed by somebody else.
    pub is_changed: bool,
    /// What is locked, and why; empty where nothing is.
    pub locked: String,
    /// Why it is put right.
    pub reason: String,
    /// Whether a reason was asked for and none was given.
    pub lacks_reason: bool,
    /// Whether it is a new record.
    pub is_new: bool,
    /// Whether it may be saved as a draft: it is new, or a draft already.
    pub may_be_draft: bool,
    /// The form that waits for this record.
    pub back: Option<String>,
    /// The page as it would be.
    pub preview: Preview,
}

/// What answers can be chosen from.
#[derive(Debug, Serialize)]
pub struct List {
    /// How fields name it.
    pub id: String,
    /// The choices.
    pub offers: Vec<Offer>,
}

/// The id that is wished for a new record.
#[derive(Debug, Serialize)]
pub struct Wished {
    /// As it was typed.
    pub text: String,
    /// What is wrong with it.
    pub errors: Vec<String>,
}

/// Something in the summary.
#[derive(Debug, Serialize)]
pub struct Told {
    /// What to say.
    pub words: String,
    /// The place on the page that it is about.
    pub anchor: Option<String>,
}

/// A question to which two people gave different answers.
#[derive(Debug, Serialize)]
pub struct Clashing {
    asks: &'static str,
    was: String,
    theirs: String,
    mine: String,
}

/// The page of the site that a record would have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Where it is, from the root of the forms.
    pub address: Option<String>,
    /// What is said of it.
    pub says: String,
}

/// What is known of a form besides its answers.
#[derive(Debug, Default)]
pub struct About {
    /// The page as it would be.
    pub preview: Preview,
    /// The number of the form.
    pub number: String,
    /// What proves that the form is ours.
    pub seal: String,
    /// What the record is called, where one is changed.
    pub title: String,
    /// What the form is called that waits for this one.
    pub back: Option<String>,
}

/// What the page of a form shows.
pub fn page(sheet: &Sheet, about: About, known: &Known<'_>) -> FormPage {
    let settled = sheet.settled(known);
    let mut asking = Asking {
        known,
        troubles: by_field(&sheet.troubles),
        more: sheet.more.as_deref(),
        lists: BTreeMap::new(),
        placed: BTreeSet::new(),
        all: &settled,
    };
    let fields: Vec<Field> = questions(sheet.kind)
        .iter()
        .map(|question| asking.field(question, question.name, &sheet.answers, &settled))
        .collect();
    let own_id = sheet.editing.is_none().then(|| Wished {
        text: sheet.id.clone(),
        errors: sheet
            .troubles
            .iter()
            .filter(|trouble| trouble.field.as_deref() == Some("record-id"))
            .map(said)
            .collect(),
    });
    let placed = &asking.placed;
    let told = |is_error: bool| -> Vec<Told> {
        let own = sheet
            .troubles
            .iter()
            .filter(|trouble| trouble.is_error == is_error);
        own.map(|trouble| Told {
            words: said(trouble),
            anchor: anchor(trouble.field.as_deref(), placed),
        })
        .collect()
    };
    let editing = sheet.editing.as_ref();
    let changed = match &sheet.held {
        Some(Held::Changed(now)) => Some(now.as_str()),
        _ => None,
    };
    let locked = match &sheet.held {
        Some(Held::Locked(what)) => what.clone(),
        _ => String::new(),
    };
    let word = sheet.kind.word();
    FormPage {
        heading: match editing {
            Some(_) => format!("Edit a {word}"),
            None => format!("Record a {word}"),
        },
        site: editing
            .filter(|editing| !editing.is_draft)
            .and_then(|editing| site_page(sheet.kind, editing.id.as_str(), &settled)),
        record: about.title,
        action: format!("forms/{}", about.number),
        seal: about.seal,
        errors: told(true),
        warnings: told(false),
        lists: asking
            .lists
            .into_iter()
            .map(|(id, offers)| List { id, offers })
            .collect(),
        fields,
        id: own_id,
        clashes: changed.map_or_else(Vec::new, |now| {
            sheet.clashes(now).into_iter().map(Into::into).collect()
        }),
        is_changed: changed.is_some(),
        lacks_reason: !locked.is_empty() && sheet.reason.trim().is_empty() && sheet.checked,
        locked,
        reason: sheet.reason.clone(),
        is_new: editing.is_none(),
        may_be_draft: editing.is_none_or(|editing| editing.is_draft),
        back: about.back,
        preview: about.preview,
    }
}

/// The page of the site on which a record stands, from the root of the forms.
pub fn site_page(kind: Kind, id: &str, answers: &Answers) -> Option<String> {
    Some(match kind {
        // A view stands on the page of its change.
        Kind::Determination => format!("site/changes/{}.html", answers.text("change")?),
        kind => format!("site/{}/{id}.html", kind.folder()),
    })
}

/// What is wrong, and how to mend it.
fn said(trouble: &Trouble) -> String {
    match trouble.cure.as_str() {
        "" => trouble.what.clone(),
        cure => format!("{} {cure}", trouble.what),
    }
}

/// The place on the page that something is about: its field, or what the field is in.
fn anchor(field: Option<&str>, placed: &BTreeSet<String>) -> Option<String> {
    let mut name = field?;
    if name == "record-id" {
        return Some("record-id".to_owned());
    }
    loop {
        if placed.contains(name) {
            return Some(field::id(name));
        }
        name = name.rsplit_once('.')?.0;
    }
}

fn by_field(troubles: &[Trouble]) -> BTreeMap<&str, Vec<&Trouble>> {
    let mut all: BTreeMap<&str, Vec<&Trouble>> = BTreeMap::new();
    for trouble in troubles {
        if let Some(field) = &trouble.field {
            all.entry(field).or_default().push(trouble);
        }
    }
    all
}

impl From<Clash> for Clashing {
    fn from(clash: Clash) -> Self {
        let or_none = |text: String| {
            if text.is_empty() {
                "no answer".to_owned()
            } else {
                text
            }
        };
        Self {
            asks: clash.asks,
            was: or_none(clash.was),
            theirs: or_none(clash.theirs),
            mine: or_none(clash.mine),
        }
    }
}
