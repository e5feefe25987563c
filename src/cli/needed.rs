//! What a command cannot do without: taken from its flag, or asked for where somebody can be asked.

use std::io::IsTerminal;

use chrono::NaiveDate;

use super::ask::{Answer, Ask, Question, Reply};
use super::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::value::PartialDate;
use crate::value::spoken;

/// Something that is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needed {
    /// What it is: "the reason".
    pub(super) what: &'static str,
    /// The flag that gives it: "--reason TEXT".
    pub(super) flag: &'static str,
    /// The question, on one line.
    pub(super) asks: &'static str,
    /// What `?` explains.
    pub(super) help: &'static str,
}

/// Whether somebody can be asked here and now.
pub(super) fn can_ask(desk: &Desk<'_>) -> bool {
    let terminals = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    desk.may_ask && terminals && !desk.output.is_json()
}

impl Needed {
    /// What the flag gives, or what a person answers.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where it is not given and cannot be asked for, or is not understood.
    pub(super) fn take<T>(
        &self,
        desk: &Desk<'_>,
        given: Option<&str>,
        read: impl Fn(&str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Some(given) = given {
            return read(given);
        }
        let missing = || {
            Failure::with(Exit::Usage, format!("{} is not given", self.what))
                .cure(format!("give it with {}", self.flag))
        };
        if !can_ask(desk) {
            return Err(missing());
        }
        let question = Question {
            about: String::new(),
            asks: self.asks.to_owned(),
            help: self.help.to_owned(),
            answer: Answer::Write(String::new()),
        };
        let ask = Ask::new(desk.output);
        loop {
            match ask.put(&question)? {
                Reply::Wrote(text) if text.is_empty() => {}
                Reply::Wrote(text) => match read(&text) {
                    Ok(value) => return Ok(value),
                    Err(failure) => desk.output.failure_aloud(&failure),
                },
                Reply::Picked(_) | Reply::Back | Reply::Left => return Err(missing()),
            }
        }
    }

    /// Text that says something.
    ///
    /// # Errors
    ///
    /// As [`Needed::take`].
    pub(super) fn text(&self, desk: &Desk<'_>, given: Option<&str>) -> Result<String, Failure> {
        self.take(desk, given, |text| match text.trim() {
            "" => {
                let failure = Failure::with(Exit::Usage, format!("{} is empty", self.what));
                Err(failure.cure(format!("write it out: {}", self.flag)))
            }
            text => Ok(text.to_owned()),
        })
    }

    /// A date that has come; as little of it as is known.
    ///
    /// # Errors
    ///
    /// As [`Needed::take`].
    pub(super) fn past(&self, desk: &Desk<'_>, given: Option<&str>) -> Result<PartialDate, Failure> {
        self.take(desk, given, |text| past(text, self.what, desk.clock))
    }
}

/// A date that has come.
///
/// # Errors
///
/// [`Exit::Usage`] where it is no date, [`Exit::Refused`] where it lies in the future.
pub(super) fn past(text: &str, what: &str, today: NaiveDate) -> Result<PartialDate, Failure> {
    let date = spoken::date(text, today)
        .map_err(|how| Failure::with(Exit::Usage, format!("`{text}` is not a date")).cure(how))?;
    if date.earliest().is_some_and(|day| day > today) {
        let what = format!("{what} ({}) has not come yet", date.spoken());
        return Err(Failure::with(Exit::Refused, what).cure("check the date, the year above all"));
    }
    Ok(date)
}
