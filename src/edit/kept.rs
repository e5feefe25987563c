//! A form as it is kept when it is left, in the same way as one that was left at a terminal: each is gone on with in the other.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::sheet::Sheet;
use super::trouble::Trouble;
use crate::form::{self, Unfinished, questions, recall};
use crate::record::{Kind, RecordId};
use crate::value::hexadecimal;
use crate::yaml;

/// The form as it is kept.
pub fn keep(sheet: &Sheet, today: NaiveDate) -> Unfinished {
    let own = form::Sheet {
        kind: sheet.kind,
        answers: sheet.answers.clone(),
        id: Some(sheet.id.clone()).filter(|id| !id.is_empty()),
        given: Vec::new(),
        at: String::new(),
        reached: String::new(),
    };
    Unfinished {
        begun: today,
        editing: sheet.editing.as_ref().map(|editing| form::Editing {
            id: editing.id.to_string(),
            sum: sum(&editing.before),
            was: recall(sheet.kind, &yaml::json(&editing.before).unwrap_or_default()),
        }),
        sheets: vec![own],
        beside: Vec::new(),
        aside: Vec::new(),
    }
}

/// Whether a kept form can be gone on with on a page: it holds no other forms that were begun on the way.
pub fn fits(kept: &Unfinished) -> bool {
    kept.sheets.len() == 1 && kept.beside.is_empty() && kept.aside.is_empty()
}

/// A kept form gone on with; of one that changes a record, with the path and the text of its file as it is now. None where the
/// record is gone, or the form does not fit a page.
pub fn resume(
    kept: &Unfinished,
    file: impl Fn(Kind, &RecordId) -> Option<(String, String)>,
) -> Option<Sheet> {
    let own = kept.sheets.first().filter(|_| fits(kept))?;
    let mut sheet = match &kept.editing {
        None => Sheet::new(own.kind),
        Some(editing) => {
            let id = RecordId::new(&editing.id).ok()?;
            let (path, text) = file(own.kind, &id)?;
            let mut sheet = Sheet::of(own.kind, &id, &path, &text)?;
            if sum(&text) != editing.sum {
                sheet.troubles = vec![Trouble {
                    is_error: false,
                    ..Trouble::plain(
                        None,
                        "the record was changed since this form was left",
                        "what others changed is taken in, except where you answered otherwise",
                    )
                }];
            }
            let now = std::mem::take(&mut sheet.answers);
            sheet.answers = own.answers.clone();
            for question in questions(own.kind) {
                if own.answers.given(question.name) == editing.was.given(question.name) {
                    sheet
                        .answers
                        .put(question.name, now.given(question.name).cloned());
                }
            }
            sheet.touched = true;
            return Some(sheet);
        }
    };
    sheet.answers = own.answers.clone();
    sheet.id = own.id.clone().unwrap_or_default();
    sheet.touched = true;
    Some(sheet)
}

fn sum(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "name: Northmere Trust\nrole: nhs-trust\narea: North\n";

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day")
    }

    #[test]
    fn a_new_record_comes_back_as_it_was_typed() {
        let mut sheet = Sheet::new(Kind::Resolution);
        sheet.answers.set_one("item", Some("Half\na title"));
        sheet.id = "own-id".to_owned();
        let kept = Unfinished::from_json(&keep(&sheet, day()).to_json()).expect("kept");
        let back = resume(&kept, |_, _| None).expect("gone on with");
        assert_eq!(
            (&back.answers, &back.id, back.touched),
            (&sheet.answers, &sheet.id, true)
        );
    }

    #[test]
    fn a_change_to_a_record_takes_in_what_others_changed_meanwhile() {
        let id = RecordId::new("northmere-trust").expect("an id");
        let mut sheet =
            Sheet::of(Kind::Body, &id, "records/bodies/northmere-trust.yaml", BODY).expect("a record");
        sheet.answers.set_one("area", Some("South"));
        let kept = keep(&sheet, day());
        let now = "name: Northmere NHS Trust\nrole: nhs-trust\narea: East\n";
        let file = |_: Kind, id: &RecordId| Some((format!("records/bodies/{id}.yaml"), now.to_owned()));
        let back = resume(&kept, file).expect("gone on with");
        assert_eq!(back.answers.text("name"), Some("Northmere NHS Trust"));
        assert_eq!(back.answers.text("area"), Some("South"));
        assert_eq!(back.editing.expect("a record").before, now);
        assert_eq!(back.troubles.len(), 1);
        assert!(resume(&kept, |_, _| None).is_none());
    }
}
