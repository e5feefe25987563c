//! What the answers of a form would make, and what is wrong with it: mistakes in answers and in the record, each at its line.

use std::collections::BTreeSet;

use super::Guide;
use chrono::NaiveDate;

use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::form::{AmendError, Answers, Ground, Known, Mistake, Spot, amend, compose, questions, spot};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::schema;
use crate::source::{Source, Sources};
use crate::value::slug;
use crate::yaml;

/// A record as its file would hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: RecordId,
    /// The path of its file, below the register's folder.
    pub path: String,
    /// What the file would hold.
    pub text: String,
    /// What the commit says was added.
    pub what: String,
    /// What one would do next.
    pub next: String,
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The question it is about, if that is known; `id` for the id of the record.
    pub at: Option<Spot>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub cure: String,
    /// Whether nothing can be saved before it is mended.
    pub is_error: bool,
}

/// What was found in the answers of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The record, unless there are mistakes in the answers.
    pub made: Option<Made>,
    /// All that is wrong.
    pub said: Vec<Said>,
    /// How many fields of an edited record no question asks for.
    pub others: usize,
}

impl Verdict {
    /// Whether something stands in the way of saving.
    pub fn has_errors(&self) -> bool {
        self.said.iter().any(|said| said.is_error)
    }
}

/// A new record made of answers, with an id that no other has.
///
/// # Errors
///
/// All that is wrong with the answers; at `id` what is wrong with that.
pub fn made(
    kind: Kind,
    id: Option<&str>,
    answers: &Answers,
    ground: &Ground<'_>,
    draft: bool,
) -> Result<Made, Vec<Mistake>> {
    let mut record = compose(kind, answers, ground)?;
    if draft {
        record.fields.draft();
    }
    let wished = id.map_or_else(|| slug(&record.name), str::to_owned);
    let id = free_id(kind, &wished, ground.register).map_err(|mistake| vec![mistake])?;
    let path = record.path(&id);
    Ok(Made {
        kind,
        text: schema::headed(&path, &yaml::write(record.fields.as_slice())),
        what: record.what,
        next: record.next.replace("{id}", id.as_str()),
        path,
        id,
    })
}

/// The id, if it can be one and no record has or had it.
fn free_id(kind: Kind, wished: &str, register: &Register) -> Result<RecordId, Mistake> {
    let wrong = |what: String, cure: &str| Mistake {
        at: Spot::of("id"),
        what,
        cure: cure.to_owned(),
        is_missing: false,
    };
    let id = RecordId::new(wished).map_err(|reason| {
        wrong(
            format!("`{wished}` cannot be an id: {reason}"),
            "give another one",
        )
    })?;
    let kept = "give another one: the address of an id is kept for good";
    if register.withdrawal(kind, &id).is_some() {
        return Err(wrong(
            format!("`{id}` was the id of a {kind} that was withdrawn"),
            kept,
        ));
    }
    if let Some(now) = register.renamed(kind, &id) {
        return Err(wrong(
            format!("`{id}` was the id of the {kind} that is now called `{now}`"),
            kept,
        ));
    }
    if register.file(kind, &id).is_some() {
        return Err(wrong(
            format!("there is already a {kind} `{id}`"),
            "give this one another id, or leave it and change that one",
        ));
    }
    Ok(id)
}

/// Looks at the answers of the form that is open. `sources` are the files of the register, with those of new records that were
/// answered on the way; whether a recorded day has come is judged by the `clock`.
pub fn judge(guide: &Guide, known: &Known<'_>, sources: &Sources, clock: NaiveDate) -> Verdict {
    let mut verdict = Verdict::default();
    let edited = guide.edited.as_ref().filter(|_| guide.sheets.len() == 1);
    if let Some(edited) = edited {
        verdict.others = others(guide.kind(), &edited.text);
    }
    let done = guide.made(known, guide.draft);
    match done {
        Err(mistakes) => verdict.said = mistakes.into_iter().map(of_mistake).collect(),
        Ok(made) => {
            verdict.said = found(&made, edited.is_none(), (known, clock), sources);
            verdict.made = Some(made);
        }
    }
    verdict
}

impl Guide {
    /// The record that the answers of the form that is open would make.
    ///
    /// # Errors
    ///
    /// All that is wrong with the answers.
    pub fn made(&self, known: &Known<'_>, draft: bool) -> Result<Made, Vec<Mistake>> {
        let (answers, open) = (self.settled(), self.open());
        match &self.edited {
            Some(_) if self.sheets.len() == 1 => amended(self, &answers, known),
            // One that is begun within another is finished: what names a draft could not be.
            _ => {
                let draft = draft && self.sheets.len() == 1;
                made(open.kind, open.id.as_deref(), &answers, &known.ground(), draft)
            }
        }
    }
}

fn amended(guide: &Guide, answers: &Answers, known: &Known<'_>) -> Result<Made, Vec<Mistake>> {
    let wrong = |what: &str, cure: &str| {
        vec![Mistake {
            at: Spot::of("id"),
            what: what.to_owned(),
            cure: cure.to_owned(),
            is_missing: false,
        }]
    };
    let kind = guide.kind();
    let Some(edited) = &guide.edited else {
        return Err(Vec::new());
    };
    let text = amend(kind, &edited.text, answers, &known.ground()).map_err(|error| match error {
        AmendError::Mistakes(mistakes) => mistakes,
        AmendError::Unreadable => wrong(
            "the file as it is cannot be read",
            "run `scrutiny check`, and mend it with `scrutiny edit --editor`",
        ),
        AmendError::Unsafe => wrong(
            "the file is laid out so that this cannot be changed without touching more",
            "change it with `scrutiny edit --editor`",
        ),
    })?;
    let id = RecordId::new(&edited.id).map_err(|reason| wrong(&reason, "rename the record"))?;
    Ok(Made {
        kind,
        path: edited.path.clone(),
        text,
        what: id.to_string(),
        next: "scrutiny build".to_owned(),
        id,
    })
}

fn of_mistake(mistake: Mistake) -> Said {
    Said {
        at: Some(mistake.at),
        what: mistake.what,
        cure: mistake.cure,
        is_error: true,
    }
}

/// What the checks find in the record.
fn found(made: &Made, is_new: bool, (known, clock): (&Known<'_>, NaiveDate), sources: &Sources) -> Vec<Said> {
    let source = Source::from_bytes(&made.path, made.text.clone().into_bytes());
    let sources = sources.clone().with(vec![source]);
    let (_, problems) = check::check(&sources, known.law, clock);
    let here = |problem: &&Diagnostic| sources.get(problem.primary.at.source).path == made.path;
    // That a view or a duty is still to be recorded is no fault of what is not saved yet: it is the next step.
    let next = ["unrecorded-determination", "duties-not-recorded"];
    let is_fault = |problem: &&Diagnostic| !(is_new && next.contains(&problem.code.name));
    let said = |problem: &Diagnostic| Said {
        at: spot(made.kind, &made.text, problem.primary.at.span),
        what: match problem.primary.text.is_empty() {
            true => problem.message.clone(),
            false => format!("{}: {}", problem.message, problem.primary.text),
        },
        cure: problem.cure.clone().unwrap_or_default(),
        is_error: problem.code.severity == Severity::Error,
    };
    problems.iter().filter(here).filter(is_fault).map(said).collect()
}

/// How many fields of a record no question asks for.
fn others(kind: Kind, text: &str) -> usize {
    let Some(record) = yaml::json(text) else {
        return 0;
    };
    let asked: BTreeSet<&str> = questions(kind)
        .iter()
        .filter_map(|question| question.place.split('.').next())
        .collect();
    let fields = record.as_object().into_iter().flatten();
    fields.filter(|(name, _)| !asked.contains(name.as_str())).count()
}
