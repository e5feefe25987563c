//! Unfinished forms where they are kept: written after every answer, listed, gone on with, removed once saved.

use chrono::NaiveDate;

use crate::cli::desk::Found;
use crate::disk::Forms;
use crate::failure::Failure;
use crate::form::Unfinished;
use crate::form::guide::Guide;

/// Where the unfinished forms of a register are kept.
pub(in crate::cli) fn folder(found: &Found<'_>) -> Forms {
    match &found.repo {
        Some(repo) => repo.forms(),
        None => Forms::beside(&found.root),
    }
}

/// An unfinished form, and the name it is kept under.
pub(in crate::cli) struct Kept {
    /// The name.
    pub(in crate::cli) name: String,
    /// The form, or why it cannot be gone on with.
    pub(in crate::cli) form: Result<Unfinished, String>,
}

/// All unfinished forms of a register, the one that was answered last first.
pub(in crate::cli) fn kept(forms: &Forms) -> Vec<Kept> {
    let each = forms.list().into_iter().map(|(name, text)| Kept {
        form: Unfinished::from_json(&text),
        name,
    });
    each.collect()
}

impl Kept {
    /// The command that goes on with it.
    pub(in crate::cli) fn command(&self) -> Option<String> {
        let form = self.form.as_ref().ok()?;
        Some(match &form.editing {
            Some(editing) => format!("scrutiny edit {}/{}", form.kind(), editing.id),
            None => format!("scrutiny add {} --resume", form.kind()),
        })
    }
}

/// One form while it is asked.
pub(super) struct Keeper {
    forms: Forms,
    /// How its name begins.
    begin: String,
    name: Option<String>,
    last: String,
}

impl Keeper {
    pub(super) fn new(forms: Forms, begin: &str) -> Self {
        Self {
            forms,
            begin: begin.to_owned(),
            name: None,
            last: String::new(),
        }
    }

    /// For a form that is kept already.
    pub(super) fn of(forms: Forms, name: &str) -> Self {
        Self {
            forms,
            begin: name.to_owned(),
            name: Some(name.to_owned()),
            last: String::new(),
        }
    }

    /// The text of the form as it is, before the first answer: until it differs there is nothing to keep.
    pub(super) fn starts_with(&mut self, guide: &Guide) {
        self.last = guide.keep().to_json();
    }

    /// Keeps the form as it is now.
    pub(super) fn keep(&mut self, guide: &Guide) -> Result<(), Failure> {
        let text = guide.keep().to_json();
        if text == self.last {
            return Ok(());
        }
        let name = match &self.name {
            Some(name) => name.clone(),
            None => self.forms.free(&self.begin),
        };
        self.forms.keep(&name, &text)?;
        self.name = Some(name);
        self.last = text;
        Ok(())
    }

    pub(super) fn is_kept(&self) -> bool {
        self.name.is_some()
    }

    /// Adds to a failure where the answers are.
    pub(super) fn besides(&self, failure: Failure) -> Failure {
        match self.is_kept() {
            true => failure.besides("your answers are kept: give the same command again to go on with them"),
            false => failure,
        }
    }

    /// Removes what was kept.
    pub(super) fn drop(&self) -> Result<(), Failure> {
        match &self.name {
            Some(name) => self.forms.remove(name),
            None => Ok(()),
        }
    }
}

/// When a form was begun, as one says it: "today", "on Friday", "on 3 March 2026".
pub(super) fn begun(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=6 => format!("on {}", day.format("%A")),
        _ => format!("on {}", day.format("%-d %B %Y")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_a_form_was_begun_is_told_as_one_says_it() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let told = |from| begun(day(from), day(31));
        assert_eq!(told(31), "today");
        assert_eq!(told(30), "yesterday");
        assert_eq!(told(27), "on Friday");
        assert_eq!(told(24), "on 24 March 2026");
    }
}
