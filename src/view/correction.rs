//! What was put right in a record after it was made, as its page tells it, and as those hear of it who follow the register.

use chrono::NaiveDate;
use serde::Serialize;

use super::piece::Dated;
use crate::record::correction::Correction;
use crate::value::PartialDate;

/// What was put right after the record was made.
#[derive(Debug, Serialize)]
pub struct Corrected {
    date: Dated,
    /// The clause or the field it is about, in words.
    about: Option<String>,
    what: String,
    /// What stood there before.
    was: Option<String>,
    /// Whether that must not be published.
    withheld: bool,
    why: String,
}

/// The corrections of a record, the oldest first. `label_of` gives a clause the name it has on the page.
pub fn corrections(all: &[Correction], label_of: &dyn Fn(&str) -> String) -> Vec<Corrected> {
    let each = all.iter().map(|correction| Corrected {
        date: Dated::new(correction.date.value),
        about: about(correction, label_of),
        what: correction.what.to_string(),
        was: correction.was.as_ref().map(|words| words.to_string()),
        withheld: correction.withholds(),
        why: correction.why.to_string(),
    });
    each.collect()
}

/// The corrections of a record of a kind that has no clauses.
pub fn plain(all: &[Correction]) -> Vec<Corrected> {
    corrections(all, &str::to_owned)
}

/// What was put right on a day, each in a line. Of what stood there before, nothing is in it.
pub fn made_on(all: &[Correction], day: NaiveDate) -> Vec<String> {
    let own = all
        .iter()
        .filter(|correction| correction.date.value == PartialDate::Day(day));
    own.map(|correction| {
        let told = format!("{} ({})", *correction.what, *correction.why);
        match about(correction, &str::to_owned) {
            Some(about) => format!("{about}: {told}"),
            None => told,
        }
    })
    .collect()
}

/// What a correction is about: "clause a", "minutes, confirmed on".
fn about(correction: &Correction, label_of: &dyn Fn(&str) -> String) -> Option<String> {
    if let Some(label) = &correction.clause {
        return Some(format!("clause {}", label_of(label)));
    }
    let field = correction.field.as_ref()?;
    let words = field.replace('_', " ");
    Some(match words.strip_prefix("clauses.") {
        Some(inner) => match inner.rsplit_once('.') {
            Some((label, rest)) => format!("clause {}, {rest}", label_of(label)),
            None => format!("clause {}", label_of(inner)),
        },
        None => words.replace('.', ", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Register;
    use crate::source::{Source, Sources};

    #[test]
    fn corrections_are_told_by_what_they_are_about() {
        let text = "\
name: North
role: icb
corrections:
  - {date: 2026-03-01, field: active.until, what: taken out, was: '2020-01-01', why: A slip}
  - {date: 2026-03-02, field: clauses.2.1.reads_as, what: changed, withheld: 'yes', why: A name}
  - {date: 2026-03-02, clause: a, what: the words were put right, was: Old, why: A letter}
";
        let file = Source::from_bytes("records/bodies/north.yaml", text.as_bytes().to_vec());
        let (register, problems) = Register::build(&Sources::new(vec![file]));
        assert!(
            !problems.any_error() || register.bodies.len() == 1,
            "{problems:?}"
        );
        let body = register.bodies.iter().next().expect("it is read");
        let told = corrections(&body.body.corrections, &|label| format!("{label} (here)"));
        let about: Vec<Option<&str>> = told.iter().map(|one| one.about.as_deref()).collect();
        assert_eq!(
            about,
            [
                Some("active, until"),
                Some("clause 2.1 (here), reads as"),
                Some("clause a (here)")
            ]
        );
        assert_eq!(
            told.iter().map(|one| one.withheld).collect::<Vec<_>>(),
            [false, true, false]
        );
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        assert_eq!(
            made_on(&body.body.corrections, day),
            [
                "clause 2.1, reads as: changed (A name)",
                "clause a: the words were put right (A letter)"
            ]
        );
    }
}
