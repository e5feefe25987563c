//! The questions about the item as a whole: which, whose, when, what it is called.

use super::{Form, Step, Turn, choose, plan};
use crate::cli::ask::{Answer, Question};
use crate::cli::import::matching::Proposal;
use crate::cli::import::show;
use crate::record::body::Role;
use crate::value::{spoken, with_weekday};
use crate::view::words::counted;

impl Form<'_> {
    pub(super) fn ask_item(&self) -> Question {
        let minutes = self.table.minutes;
        let lines = minutes.items.iter().map(|item| {
            format!(
                "{} ({})",
                choose::name(item),
                counted(item.clauses.len(), "clause")
            )
        });
        let first = plan::with_clauses(minutes).first().copied().unwrap_or(0);
        Question {
            about: self.found(),
            asks: "Which item?".to_owned(),
            help: self.explained(Step::Item),
            answer: Answer::Pick(lines.collect(), self.item.unwrap_or(first)),
        }
    }

    /// What was found, in two lines.
    fn found(&self) -> String {
        let minutes = self.table.minutes;
        let mut about = format!(
            "{}: {}.",
            show::form(&minutes.page),
            counted(minutes.items.len(), "item")
        );
        if self.item.is_some() {
            let draft = self.draft();
            let views = draft.determinations.len();
            about = format!(
                "{}: {}, {}, {}.",
                show::form(&minutes.page),
                counted(draft.clauses.len(), "clause"),
                if views == 0 {
                    "no view whether a change is substantial".to_owned()
                } else {
                    counted(views, "view")
                },
                counted(draft.doubts.len(), "doubt"),
            );
        }
        about
    }

    /// The committees, those that may be meant first.
    fn committees(&self) -> (Vec<Proposal>, usize) {
        let mut all = plan::proposed(&self.material(), &self.answers);
        let likely = all.len();
        for body in self.table.register.bodies.iter() {
            let is_committee = matches!(
                body.body.role.value,
                Role::ScrutinyCommittee | Role::JointScrutinyCommittee
            );
            if is_committee && !all.iter().any(|one| one.id == body.id) {
                all.push(Proposal {
                    id: body.id.clone(),
                    name: body.body.known_as().to_owned(),
                    reason: String::new(),
                    certain: false,
                });
            }
        }
        (all, likely)
    }

    pub(super) fn ask_committee(&self) -> Question {
        let (all, _) = self.committees();
        let line = |one: &Proposal| match one.reason.as_str() {
            "" => one.name.clone(),
            reason => format!("{} ({reason})", one.name),
        };
        let chosen = self.answers.committee.as_ref();
        let start = all.iter().position(|one| Some(&one.id) == chosen).unwrap_or(0);
        let mut lines: Vec<String> = all.iter().map(line).collect();
        if lines.is_empty() {
            lines.push("Leave: the register holds no committee yet (scrutiny add body)".to_owned());
        }
        Question {
            about: self.found(),
            asks: "Which committee?".to_owned(),
            help: self.explained(Step::Committee),
            answer: Answer::Pick(lines, start),
        }
    }

    pub(super) fn take_committee(&mut self, picked: usize) {
        match self.committees().0.get(picked) {
            Some(one) => {
                self.answers.committee = Some(one.id.clone());
                self.forward();
            }
            None => self.notice = "Record the committee first; Ctrl-C leaves.".to_owned(),
        }
    }

    pub(super) fn ask_meeting(&self) -> Question {
        let day = plan::meeting(&self.material(), &self.answers);
        Question {
            about: String::new(),
            asks: "The day of the meeting?".to_owned(),
            help: self.explained(Step::Meeting),
            answer: Answer::Write(day.map(|day| day.to_string()).unwrap_or_default()),
        }
    }

    pub(super) fn take_meeting(&mut self, text: &str) {
        match spoken::date(text, self.table.today) {
            Ok(day) => {
                self.answers.meeting = Some(day);
                self.forward();
            }
            Err(how) => self.notice = format!("\"{text}\" is not a date: {how}."),
        }
    }

    pub(super) fn ask_title(&self) -> Question {
        let day = self.answers.meeting.and_then(crate::value::PartialDate::day);
        let echo = day.map(|day| format!("The meeting was on {}.", with_weekday(day)));
        Question {
            about: echo.unwrap_or_default(),
            asks: "The title of the item?".to_owned(),
            help: self.explained(Step::Title),
            answer: Answer::Write(plan::title(&self.material(), &self.answers).unwrap_or_default()),
        }
    }

    pub(super) fn take_title(&mut self, text: &str) -> Turn {
        if text.is_empty() {
            self.notice = "The item needs a title.".to_owned();
            return Turn::Go;
        }
        self.answers.title = Some(text.to_owned());
        if self.is_recorded() {
            return self.save();
        }
        self.forward();
        Turn::Go
    }
}
