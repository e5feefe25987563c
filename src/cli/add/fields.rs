//! The fields of a new record, in the order in which they are written.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::super::spoken;
use crate::failure::{Exit, Failure};
use crate::value::PartialDate;

/// Fields that say something; what is not given is left out.
#[derive(Debug, Default)]
pub(in crate::cli) struct Fields(Vec<(&'static str, Json)>);

impl Fields {
    /// Text, if there is any.
    pub(in crate::cli) fn text(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.0.push((name, text.into()));
        }
    }

    /// A list of ids or words, if there are any.
    pub(in crate::cli) fn words(&mut self, name: &'static str, words: &[String]) {
        self.list(name, words.iter().map(|word| word.as_str().into()).collect());
    }

    /// A list, if it holds anything.
    pub(in crate::cli) fn list(&mut self, name: &'static str, items: Vec<Json>) {
        if !items.is_empty() {
            self.0.push((name, items.into()));
        }
    }

    /// A group of fields, if any of them says something.
    pub(in crate::cli) fn group(&mut self, name: &'static str, group: Self) {
        if !group.0.is_empty() {
            self.0.push((name, group.into_json()));
        }
    }

    /// A date as it is said on the command line, if there is one.
    pub(in crate::cli) fn date(
        &mut self,
        name: &'static str,
        text: Option<&str>,
        today: NaiveDate,
    ) -> Result<Option<PartialDate>, Failure> {
        let date = text.map(|text| date(text, today)).transpose()?;
        self.text(name, date.map(|date| date.to_string()).as_deref());
        Ok(date)
    }

    /// The fields, to be written.
    pub(in crate::cli) fn as_slice(&self) -> &[(&'static str, Json)] {
        &self.0
    }

    /// The fields as one value, for a list of groups.
    pub(in crate::cli) fn into_json(self) -> Json {
        let fields = self.0.into_iter().map(|(name, value)| (name.to_owned(), value));
        Json::Object(fields.collect::<Map<_, _>>())
    }
}

/// A date as it is said on the command line.
pub(in crate::cli) fn date(text: &str, today: NaiveDate) -> Result<PartialDate, Failure> {
    spoken::date(text, today)
        .map_err(|how| Failure::with(Exit::Usage, format!("`{text}` is not a date")).cure(how))
}

/// The two sides of a flag such as `2026-04-01 = new contract begins`.
pub(in crate::cli) fn split<'t>(
    text: &'t str,
    mark: char,
    form: &str,
) -> Result<(&'t str, &'t str), Failure> {
    let sides = text
        .split_once(mark)
        .map(|(left, right)| (left.trim(), right.trim()));
    sides
        .filter(|(left, right)| !left.is_empty() && !right.is_empty())
        .ok_or_else(|| {
            Failure::with(Exit::Usage, format!("`{text}` cannot be understood"))
                .cure(format!("write it as {form}"))
        })
}
