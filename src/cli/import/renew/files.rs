//! A record brought up to date: single values of its file are changed, and what they were is kept.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::super::answers::Answers;
use super::super::compose;
use super::super::plan::Material;
use super::{Changed, Renewal};
use crate::cli::batch::File;
use crate::failure::{Exit, Failure};
use crate::life::{Correcting, corrected};
use crate::record::resolution::MinutesStatus;
use crate::record::{Kind, Record as _};
use crate::source::Sources;
use crate::value::{PartialDate, Status};
use crate::yaml::{self, EditError, Put};

impl Renewal<'_> {
    /// The files as they then are.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where a record cannot be changed without touching more.
    pub(in super::super) fn files(
        &self,
        material: &Material<'_>,
        answers: &Answers,
        sources: &Sources,
        today: NaiveDate,
    ) -> Result<Vec<File>, Failure> {
        let source = sources.get(self.entry.source);
        let stuck = |_: EditError| {
            let what = format!(
                "resolution/{} cannot be changed without touching more",
                self.entry.id
            );
            Failure::with(Exit::Refused, what).cure(format!(
                "change it in an editor: scrutiny edit resolution/{}",
                self.entry.id
            ))
        };
        let put = |text: &str, path: &[&str], value: &str| {
            yaml::set(text, path, &Put::Text(value.to_owned())).map_err(stuck)
        };
        let mut text = self.worded(&source.text, today).map_err(stuck)?;
        if let Some(status) = self.status {
            text = put(&text, &["minutes", "status"], status.word())?;
        }
        if let Some(day) = answers.confirmed_on {
            text = put(&text, &["minutes", "confirmed_on"], &day.to_string())?;
        }
        text = put(&text, &["minutes", "sha256"], material.sum)?;
        let key = (Kind::Resolution, self.entry.id.clone());
        let mut files = vec![File::changed(&key, source, text)];
        for (entry, view) in &self.views {
            let source = sources.get(entry.source);
            let mut text = put(&source.text, &["view"], view.word())?;
            if entry.body.status() == Status::Recorded {
                let how = Correcting {
                    today,
                    why: self.why(),
                    what: None,
                    withhold: false,
                };
                let done = corrected(&source.text, &text, &how);
                text = done.map_err(|_| stuck(EditError::Unsafe))?.text;
            }
            let key = (Kind::Determination, entry.id.clone());
            files.push(File::changed(&key, source, text));
        }
        Ok(files)
    }

    /// Why something reads otherwise now.
    fn why(&self) -> &'static str {
        if self.status == Some(MinutesStatus::Confirmed) {
            "the confirmed minutes read otherwise"
        } else {
            "the minutes as published again read otherwise"
        }
    }

    /// The text of the record with the new words, and what became of the old ones.
    fn worded(&self, text: &str, today: NaiveDate) -> Result<String, EditError> {
        let put =
            |text: &str, path: &[&str], words: &str| yaml::set(text, path, &Put::Text(words.to_owned()));
        let mut text = text.to_owned();
        for changed in &self.changed {
            text = match changed {
                Changed::Words(at, _, _, new) => put(&text, &["clauses", &at.to_string(), "words"], new)?,
                Changed::Stem(_, Some(new)) => put(&text, &["stem"], new)?,
                Changed::Stem(_, None) => yaml::set(&text, &["stem"], &Put::Nothing)?,
                Changed::Added(clause) => {
                    let written = compose::clause(clause, &self.entry.body.committee.id);
                    let fields = written.as_object().cloned().unwrap_or_default();
                    yaml::append(&text, "clauses", &fields)?
                }
            };
            text = yaml::append(&text, "corrections", &self.correction(changed, today))?;
        }
        Ok(text)
    }

    /// What the record says of a difference.
    fn correction(&self, changed: &Changed, today: NaiveDate) -> Map<String, Json> {
        let why = self.why();
        let (clause, what, was) = match changed {
            Changed::Words(_, label, old, _) => (
                Some(label.as_str()),
                "the words were replaced by those now published",
                Some(old.as_str()),
            ),
            Changed::Stem(old, _) => (
                None,
                "the words before the first clause were replaced by those now published",
                old.as_deref(),
            ),
            Changed::Added(clause) => (Some(clause.label.as_str()), "the clause was added", None),
        };
        let mut entry = Map::new();
        entry.insert("date".to_owned(), PartialDate::Day(today).to_string().into());
        let mut text = |name: &str, text: Option<&str>| {
            if let Some(text) = text {
                entry.insert(name.to_owned(), text.into());
            }
        };
        text("clause", clause);
        text("what", Some(what));
        text("was", was);
        text("why", Some(why));
        entry
    }
}
