//! The fields of a new record, in the order in which they are written.

use serde_json::{Map, Value as Json};

use super::Question;

/// Fields that say something; what is not given is left out.
#[derive(Debug, Default)]
pub struct Fields(Vec<(&'static str, Json)>);

impl Fields {
    /// The fields that the answers to these questions stand in.
    pub(super) fn of(questions: &'static [Question], values: &Json) -> Self {
        let names = questions
            .iter()
            .filter_map(|question| question.place.split('.').next());
        let names: Vec<&'static str> = names.collect();
        let values = values.as_object().into_iter().flatten();
        let own = values.filter_map(|(name, value)| {
            let name = names.iter().find(|own| *own == name)?;
            Some((*name, value.clone()))
        });
        Self(own.collect())
    }

    /// Text, if there is any.
    pub fn text(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.0.push((name, text.into()));
        }
    }

    /// A list of ids or words, if there are any.
    pub fn words(&mut self, name: &'static str, words: &[String]) {
        self.list(name, words.iter().map(|word| word.as_str().into()).collect());
    }

    /// A list, if it holds anything.
    pub fn list(&mut self, name: &'static str, items: Vec<Json>) {
        if !items.is_empty() {
            self.0.push((name, items.into()));
        }
    }

    /// A group of fields, if any of them says something.
    pub fn group(&mut self, name: &'static str, group: Self) {
        if !group.0.is_empty() {
            self.0.push((name, group.into_json()));
        }
    }

    /// The fields, to be written.
    pub fn as_slice(&self) -> &[(&'static str, Json)] {
        &self.0
    }

    /// Says that the record is a draft: before where it comes from, which stands last.
    pub fn draft(&mut self) {
        let at = self.0.iter().position(|(name, _)| *name == "sources");
        self.0
            .insert(at.unwrap_or(self.0.len()), ("status", "draft".into()));
    }

    /// The fields as one value, for a list of groups.
    pub fn into_json(self) -> Json {
        let fields = self.0.into_iter().map(|(name, value)| (name.to_owned(), value));
        Json::Object(fields.collect::<Map<_, _>>())
    }
}
