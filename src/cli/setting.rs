//! Fields as flags set them: `--set FIELD=VALUE` and `--unset FIELD`.

use chrono::NaiveDate;
use clap::Args;

use serde_json::Value as Json;

use super::flag;
use crate::compare;
use crate::failure::{Exit, Failure};
use crate::record::Kind;
use crate::schema;
use crate::yaml::{self, EditError, Put};

/// What flags set and take out.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Setting {
    /// Set a field, as FIELD=VALUE; a field inside a group as group.field; one of an item of a list by the item's name,
    /// as clauses.a.reads_as; a list as field=[one, another]; a date as 2026-03-12, 12/03/2026 (day first) or 12 March 2026
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    sets: Vec<String>,

    /// Take a field out
    #[arg(long = "unset", value_name = "FIELD")]
    unsets: Vec<String>,
}

impl Setting {
    /// Whether no flag was given.
    pub(super) fn is_empty(&self) -> bool {
        self.sets.is_empty() && self.unsets.is_empty()
    }

    /// The text of a record of a kind, with the fields set and taken out.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where a flag cannot be understood; as [`put`].
    pub(super) fn apply(&self, text: &str, kind: Kind, today: NaiveDate) -> Result<String, Failure> {
        let mut text = text.to_owned();
        let schema = schema::of(kind);
        for set in &self.sets {
            let (field, value) = set.split_once('=').ok_or_else(|| {
                Failure::with(Exit::Usage, format!("`{set}` cannot be understood"))
                    .cure("write it as FIELD=VALUE")
            })?;
            let record = yaml::json(&text).unwrap_or_default();
            let steps = compare::find(&record, field.trim());
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            let (within, value) = value_of(value, schema::at(&schema, &steps), today)?;
            text = put(&text, &format!("{}{within}", field.trim()), &value)?;
        }
        for field in &self.unsets {
            text = put(&text, field, &Put::Nothing)?;
        }
        Ok(text)
    }
}

/// A value as a flag gives it: a list in brackets, a date in any spelling where the field holds one, or text. One word for a
/// group of an answer and who gave it is the answer: where in the group it stands comes first.
fn value_of(value: &str, schema: Option<&Json>, today: NaiveDate) -> Result<(&'static str, Put), Failure> {
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
        return Ok(("", Put::Words(words.map(str::to_owned).collect())));
    }
    let is_date = schema.is_some_and(schema::is_date);
    if is_date && !value.trim().is_empty() {
        return Ok(("", Put::Text(flag::date(value, today)?.to_string())));
    }
    let has_answer = schema.is_some_and(|schema| schema["properties"].get("answer").is_some());
    let within = if has_answer { ".answer" } else { "" };
    Ok((within, Put::Text(value.to_owned())))
}

/// The text with one field changed, named as in `minutes.status` or `clauses.a.words`.
///
/// # Errors
///
/// [`Exit::NotFound`] where there is no such place, [`Exit::Refused`] where more would change.
pub(super) fn put(text: &str, field: &str, value: &Put) -> Result<String, Failure> {
    let unreadable = || {
        Failure::with(Exit::Problems, "the file as it is cannot be read")
            .cure("run `scrutiny check` and mend it in an editor first")
    };
    let record = yaml::json(text).ok_or_else(unreadable)?;
    let steps = compare::find(&record, field);
    let path: Vec<&str> = steps.iter().map(String::as_str).collect();
    yaml::set(text, &path, value).map_err(|error| match error {
        EditError::NoSuchField(name) => {
            let failure = Failure::with(Exit::NotFound, format!("the record has no field `{name}`"));
            let names = names_beside(&record, &path, &name);
            if names.is_empty() {
                failure.cure("see `scrutiny show ID` for the fields it has")
            } else {
                failure.cure(format!("there is: {}", names.join(", ")))
            }
        }
        EditError::Unreadable => unreadable(),
        EditError::Unsafe => Failure::with(
            Exit::Refused,
            format!("`{field}` cannot be changed without touching more"),
        )
        .cure("change it in an editor: leave --set out"),
    })
}

/// The names of what stands where something else was asked for, where that is a list.
fn names_beside(record: &serde_json::Value, path: &[&str], missing: &str) -> Vec<String> {
    let mut at = record;
    let mut field = "";
    for step in path {
        if let Some(list) = at.as_array() {
            match step.parse::<usize>().ok().and_then(|number| list.get(number)) {
                Some(item) => at = item,
                None if *step == missing => {
                    let each = compare::items(field, list);
                    return each.iter().map(ToString::to_string).collect();
                }
                None => return Vec::new(),
            }
        } else {
            field = step;
            match at.get(*step) {
                Some(inner) => at = inner,
                None => return Vec::new(),
            }
        }
    }
    Vec::new()
}
