//! The guided form: a pure state of answers, and the question that comes next. Every answer is the twin of a flag, so
//! that the form ends where the flags begin.

mod change;
mod clause;
mod excerpt;
mod help;
mod opening;
mod review;

use chrono::NaiveDate;

use super::again::{self, Again};
use super::answers::Answers;
use super::choose;
use super::plan::{self, Material};
use crate::cli::ask::{Ask, Marks, Question, Reply};
use crate::failure::Failure;
use crate::law::Law;
use crate::minutes::{ItemDraft, Minutes};
use crate::register::Register;
use crate::value::PartialDate;

/// What lies on the table while questions are asked.
pub(super) struct Table<'t> {
    /// What was read.
    pub(super) minutes: &'t Minutes,
    /// The records.
    pub(super) register: &'t Register,
    /// The law that help cites.
    pub(super) law: &'t Law,
    /// The SHA-256 sum of the bytes read.
    pub(super) sum: &'t str,
    /// The day it is.
    pub(super) today: NaiveDate,
    /// How words are brought out.
    pub(super) marks: Marks,
}

/// How the form ends.
#[derive(Debug)]
pub(super) enum Ending {
    /// With these answers about this item.
    Save(usize, Box<Answers>),
    /// With nothing.
    Leave,
}

/// A question of its own in the form, in the order of [`Form::steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Item,
    Committee,
    Meeting,
    Title,
    Change,
    NewTitle,
    NewSummary,
    NewKind,
    Clause(usize),
    Doubt(usize),
    KeyDate(usize),
    Review,
}

/// A question within another one, which it leads back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    /// What a clause does.
    Kind(usize),
    /// Its label.
    Label(usize),
    /// The change that a view in it is about.
    About(usize, usize),
    /// The view.
    View(usize, usize),
    /// What it covers.
    Scope(usize, usize),
    /// Whether it takes the place of an earlier one.
    Earlier(usize, usize),
    /// What happens on a key date.
    KeyWhat(usize),
    /// Which question to go back to.
    Jump,
    /// Everything that was left aside, shown.
    Aside,
}

/// The form.
pub(super) struct Form<'f> {
    table: &'f Table<'f>,
    item: Option<usize>,
    /// What the flags settled: it is not asked again.
    given: Answers,
    answers: Answers,
    at: Step,
    within: Option<Within>,
    /// What was wrong with the last answer.
    notice: String,
}

/// What became of an answer.
enum Turn {
    /// There is another question.
    Go,
    /// The form has ended.
    End(Ending),
    /// The item was chosen, and what the flags say of it is to be taken in.
    Chose(usize),
}

/// Asks until the form has ended. `given` tells what the flags settle of an item.
///
/// # Errors
///
/// A [`Failure`] of the terminal, or of a flag.
pub(super) fn run(
    ask: &Ask<'_>,
    table: &Table<'_>,
    item: Option<usize>,
    given: &dyn Fn(usize) -> Result<Answers, Failure>,
) -> Result<Ending, Failure> {
    let settled = item.map(given).transpose()?;
    let mut form = Form::new(table, item, settled.unwrap_or_default());
    loop {
        let question = form.question();
        let reply = ask.put(&question)?;
        match form.answer(&reply) {
            Turn::Go => {}
            Turn::End(ending) => return Ok(ending),
            Turn::Chose(item) => form.begin(item, given(item)?),
        }
    }
}

impl<'f> Form<'f> {
    fn new(table: &'f Table<'f>, item: Option<usize>, given: Answers) -> Self {
        let mut form = Self {
            table,
            item,
            answers: given.clone(),
            given,
            at: Step::Item,
            within: None,
            notice: String::new(),
        };
        form.at = form.steps()[0];
        form
    }

    /// Begins with an item that was chosen.
    fn begin(&mut self, item: usize, given: Answers) {
        self.item = Some(item);
        self.answers = given.clone();
        self.given = given;
        self.forward();
    }

    fn draft(&self) -> &'f ItemDraft {
        &self.table.minutes.items[self.item.unwrap_or_default()]
    }

    fn material(&self) -> Material<'f> {
        Material {
            page: &self.table.minutes.page,
            item: self.draft(),
            items: self.table.minutes.items.len(),
            register: self.table.register,
            sum: self.table.sum,
        }
    }

    /// The questions that the answers so far lead to, in their order.
    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let several = self.table.minutes.items.len() > 1;
        if self.item.is_none() || (several && self.at == Step::Item) {
            steps.push(Step::Item);
        }
        if self.item.is_none() {
            return steps;
        }
        let given = &self.given;
        let mut unless = |settled: bool, step: Step| {
            if !settled {
                steps.push(step);
            }
        };
        unless(given.committee.is_some(), Step::Committee);
        unless(given.meeting.is_some(), Step::Meeting);
        unless(given.title.is_some(), Step::Title);
        unless(
            given.changes.is_some() || given.new_change.is_some(),
            Step::Change,
        );
        let is_new = self.answers.new_change.is_some() && given.new_change.is_none();
        for step in [Step::NewTitle, Step::NewSummary, Step::NewKind] {
            unless(!is_new, step);
        }
        steps.extend((0..self.draft().clauses.len()).map(Step::Clause));
        let open = |doubt: &usize| !given.settled.contains(doubt);
        steps.extend((0..self.draft().doubts.len()).filter(open).map(Step::Doubt));
        steps.extend((0..self.days().len()).map(Step::KeyDate));
        steps.push(Step::Review);
        steps
    }

    /// The days that may be recorded with a change: named in the item, and not recorded with any of its changes.
    fn days(&self) -> Vec<PartialDate> {
        let changes = self.answers.changes.as_deref().unwrap_or_default();
        if changes.is_empty() && self.answers.new_change.is_none() {
            return Vec::new();
        }
        let known = |day: PartialDate| {
            let mut bodies = changes
                .iter()
                .filter_map(|id| self.table.register.changes.get(id));
            bodies.any(|change| change.body.key_dates.iter().any(|key| key.date.value == day))
                || self.given.key_dates.iter().any(|key| key.date == day)
        };
        let mut days = Vec::new();
        for date in &self.draft().dates {
            if !date.value.is_unknown() && !known(date.value) && !days.contains(&date.value) {
                days.push(date.value);
            }
        }
        // A page full of dates is no calendar: the first few are offered.
        days.truncate(4);
        days
    }

    /// To the next question.
    fn forward(&mut self) {
        let steps = self.steps();
        let at = steps.iter().position(|step| *step == self.at);
        let next = at.map_or(0, |at| (at + 1).min(steps.len() - 1));
        self.at = if self.at == Step::Item {
            *steps
                .iter()
                .find(|step| **step != Step::Item)
                .unwrap_or(&Step::Review)
        } else {
            steps[next]
        };
    }

    /// To the question before.
    fn backward(&mut self) {
        let steps = self.steps();
        let at = steps.iter().position(|step| *step == self.at).unwrap_or(0);
        if at > 0 {
            self.at = steps[at - 1];
        } else if self.table.minutes.items.len() > 1 {
            self.at = Step::Item;
        } else {
            self.notice = "This is the first question; Ctrl-C leaves.".to_owned();
        }
    }

    /// The question that is to be asked now.
    fn question(&self) -> Question {
        let mut question = match self.within {
            Some(within) => self.within_question(within),
            None => self.step_question(),
        };
        if !self.notice.is_empty() {
            question.about = format!("{}\n\n{}", question.about, self.notice).trim().to_owned();
        }
        // How many questions there are is known once the item is.
        if self.within.is_none() && self.item.is_some() {
            let steps = self.steps();
            let at = steps.iter().position(|step| *step == self.at).unwrap_or(0);
            question.asks = format!("{} of {}  {}", at + 1, steps.len(), question.asks);
        }
        question
    }

    fn step_question(&self) -> Question {
        match self.at {
            Step::Item => self.ask_item(),
            Step::Committee => self.ask_committee(),
            Step::Meeting => self.ask_meeting(),
            Step::Title => self.ask_title(),
            Step::Change => self.ask_change(),
            Step::NewTitle | Step::NewSummary | Step::NewKind => self.ask_new(self.at),
            Step::Clause(at) => self.ask_clause(at),
            Step::Doubt(at) => self.ask_doubt(at),
            Step::KeyDate(at) => self.ask_key_date(at),
            Step::Review => self.ask_review(),
        }
    }

    fn within_question(&self, within: Within) -> Question {
        match within {
            Within::Kind(at) => self.ask_kind(at),
            Within::Label(at) => self.ask_label(at),
            Within::About(at, nth) => self.ask_about(at, nth),
            Within::View(at, nth) => self.ask_view(at, nth),
            Within::Scope(at, nth) => self.ask_scope(at, nth),
            Within::Earlier(at, nth) => self.ask_earlier(at, nth),
            Within::KeyWhat(at) => self.ask_key_what(at),
            Within::Jump => self.ask_jump(),
            Within::Aside => self.ask_aside(),
        }
    }

    /// Takes an answer in.
    fn answer(&mut self, reply: &Reply) -> Turn {
        self.notice.clear();
        match (reply, self.within) {
            (Reply::Left, _) => return Turn::End(Ending::Leave),
            (Reply::Back, Some(_)) => self.within = None,
            (Reply::Back, None) => self.backward(),
            (reply, Some(within)) => self.take_within(within, reply),
            (reply, None) => return self.take(reply),
        }
        Turn::Go
    }

    fn take(&mut self, reply: &Reply) -> Turn {
        let picked = match reply {
            Reply::Picked(number) => *number,
            _ => 0,
        };
        match (self.at, reply) {
            (Step::Item, _) => return Turn::Chose(picked),
            (Step::Committee, _) => self.take_committee(picked),
            (Step::Meeting, Reply::Wrote(text)) => self.take_meeting(text),
            (Step::Title, Reply::Wrote(text)) => return self.take_title(text),
            (Step::Change, _) => self.take_change(picked),
            (Step::NewTitle | Step::NewSummary | Step::NewKind, _) => self.take_new(self.at, reply),
            (Step::Clause(at), _) => self.take_clause(at, picked),
            (Step::Doubt(at), _) => self.take_doubt(at, picked),
            (Step::KeyDate(at), _) => self.take_key_date(at, picked),
            (Step::Review, _) => return self.take_review(picked),
            (Step::Meeting | Step::Title, _) => {}
        }
        Turn::Go
    }

    fn take_within(&mut self, within: Within, reply: &Reply) {
        self.within = None;
        match (within, reply) {
            (Within::Kind(at), Reply::Picked(number)) => self.take_kind(at, *number),
            (Within::About(at, nth), Reply::Picked(number)) => self.take_about(at, nth, *number),
            (Within::View(at, nth), Reply::Picked(number)) => self.take_view(at, nth, *number),
            (Within::Earlier(at, nth), Reply::Picked(number)) => self.take_earlier(at, nth, *number),
            (Within::Jump, Reply::Picked(number)) => {
                self.at = self.steps().get(*number).copied().unwrap_or(Step::Review);
            }
            (Within::Label(at), Reply::Wrote(text)) => self.take_label(at, text),
            (Within::Scope(at, nth), Reply::Wrote(text)) => {
                self.answers.clause(at).view(nth).scope = Some(text.clone()).filter(|text| !text.is_empty());
            }
            (Within::KeyWhat(at), Reply::Wrote(text)) => self.take_key_what(at, text),
            _ => {}
        }
    }

    /// Whether the item is in the register already, so that no more need be asked.
    fn is_recorded(&self) -> bool {
        !matches!(again::look(&self.material(), &self.answers), Again::New)
    }

    fn save(&self) -> Turn {
        Turn::End(Ending::Save(
            self.item.unwrap_or_default(),
            Box::new(self.answers.clone()),
        ))
    }
}

#[cfg(test)]
mod tests;
