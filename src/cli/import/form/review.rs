//! The end of the form: doubts, and everything once more before it is saved.

use super::excerpt::excerpt;
use super::{Ending, Form, Step, Turn, Within, plan};
use crate::cli::ask::{Answer, Question};
use crate::cli::import::answers::About;
use crate::cli::import::json::Lines;
use crate::cli::import::plan::Plan;
use crate::cli::import::show;
use crate::cli::output::clip;
use crate::record::Kind;

/// What can be done at the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Save,
    Draft,
    Jump,
    Aside,
    Leave,
}

impl Form<'_> {
    pub(super) fn ask_doubt(&self, at: usize) -> Question {
        let draft = self.draft();
        let doubt = &draft.doubts[at];
        let page = &self.table.minutes.page;
        let lines = Lines::of(&page.text);
        let place = match plan::clause_at(draft, doubt.span) {
            Some(clause) => excerpt(page, draft, clause, self.table.marks),
            None => format!(
                "  line {}: {}",
                lines.number(doubt.span),
                clip(page.words(doubt.span), 72)
            ),
        };
        let mut choices = vec!["The reading stands".to_owned()];
        if plan::clause_at(draft, doubt.span).is_some() {
            choices.push("Go to the clause and correct it".to_owned());
        }
        if !doubt.blocks {
            choices.push("Leave it open".to_owned());
        }
        Question {
            about: place,
            asks: format!("{} Does the reading stand?", doubt.says),
            help: self.explained(Step::Doubt(at)),
            answer: Answer::Pick(choices, 0),
        }
    }

    pub(super) fn take_doubt(&mut self, at: usize, picked: usize) {
        let clause = plan::clause_at(self.draft(), self.draft().doubts[at].span);
        match (picked, clause) {
            (1, Some(clause)) => {
                self.answers.settled.remove(&at);
                self.at = Step::Clause(clause);
                return;
            }
            (0, _) => drop(self.answers.settled.insert(at)),
            _ => drop(self.answers.settled.remove(&at)),
        }
        self.forward();
    }

    fn last_deeds(&self, whole: bool) -> Vec<(Deed, &'static str)> {
        let mut deeds = Vec::new();
        if whole {
            deeds.push((Deed::Save, "Save"));
            deeds.push((Deed::Draft, "Save as a draft, kept out of the site"));
        }
        deeds.extend([
            (Deed::Jump, "Change an answer"),
            (Deed::Aside, "Show every line that is no clause"),
            (Deed::Leave, "Leave without saving"),
        ]);
        deeds
    }

    pub(super) fn ask_review(&self) -> Question {
        let planned = plan::plan(&self.material(), &self.answers);
        let about = match &planned {
            Ok(plan) => self.told(plan),
            Err(lacks) => {
                let each = lacks.iter().map(|lack| format!("  - {}", lack.what));
                format!("Still to be settled:\n{}", each.collect::<Vec<_>>().join("\n"))
            }
        };
        let deeds = self.last_deeds(planned.is_ok());
        Question {
            about,
            asks: if planned.is_ok() {
                "Save this?"
            } else {
                "What now?"
            }
            .to_owned(),
            help: self.explained(Step::Review),
            answer: Answer::Pick(deeds.into_iter().map(|(_, line)| line.to_owned()).collect(), 0),
        }
    }

    /// Everything that is to be recorded.
    fn told(&self, plan: &Plan) -> String {
        let register = self.table.register;
        let name = |id| register.bodies.get(id).map_or("", |body| body.body.known_as());
        let mut lines = vec![
            format!("  {}, {}", name(&plan.committee), plan.meeting.spoken()),
            format!("  {}", plan.title),
            format!("  Minutes: {}", plan.status.word()),
        ];
        let title = |id: &crate::record::RecordId| {
            let entry = register.entry(Kind::Change, id);
            entry.map_or_else(|| id.to_string(), |entry| entry.title.to_owned())
        };
        for change in &plan.changes {
            lines.push(format!("  About: {}", title(change)));
        }
        if let Some(new) = &plan.new_change {
            lines.push(format!("  About, and newly recorded: {}", new.title));
        }
        for (at, clause) in plan.clauses.iter().enumerate() {
            let readings: Vec<&str> = clause.readings.iter().map(|reading| reading.word()).collect();
            lines.push(format!(
                "  {}  {}: {}",
                clause.label,
                readings.join(", "),
                clip(&clause.words, 58)
            ));
            for view in plan.views.iter().filter(|view| view.clause == at) {
                let about = match &view.about {
                    About::Change(id) => title(id),
                    _ => "the new change".to_owned(),
                };
                lines.push(format!(
                    "     view: {}, on {}, for {}",
                    view.view.plain(),
                    clip(&about, 50),
                    name(&view.authority)
                ));
            }
        }
        for key in &plan.key_dates {
            lines.push(format!("  Key date: {}, {}", key.date.spoken(), key.what));
        }
        let page = &self.table.minutes.page;
        lines.push(format!(
            "  {}",
            show::left(page, self.draft(), &Lines::of(&page.text))
        ));
        lines.join("\n")
    }

    pub(super) fn take_review(&mut self, picked: usize) -> Turn {
        let whole = plan::plan(&self.material(), &self.answers).is_ok();
        match self.last_deeds(whole).get(picked).map(|(deed, _)| *deed) {
            Some(Deed::Save) => return self.save(),
            Some(Deed::Draft) => {
                self.answers.draft = true;
                return self.save();
            }
            Some(Deed::Leave) => return Turn::End(Ending::Leave),
            Some(Deed::Jump) => self.within = Some(Within::Jump),
            Some(Deed::Aside) => self.within = Some(Within::Aside),
            None => {}
        }
        Turn::Go
    }

    pub(super) fn ask_jump(&self) -> Question {
        let lines = self.steps().into_iter().map(|step| self.name_of(step));
        Question {
            about: String::new(),
            asks: "Which answer?".to_owned(),
            help: self.explained(Step::Review),
            answer: Answer::Pick(lines.collect(), 0),
        }
    }

    fn name_of(&self, step: Step) -> String {
        let (names, _) = plan::named(self.draft(), &self.answers);
        match step {
            Step::Item => "The item".to_owned(),
            Step::Committee => "The committee".to_owned(),
            Step::Meeting => "The day of the meeting".to_owned(),
            Step::Title => "The title".to_owned(),
            Step::Change => "The change".to_owned(),
            Step::NewTitle => "The title of the new change".to_owned(),
            Step::NewSummary => "The sentences on the new change".to_owned(),
            Step::NewKind => "The sort of the new change".to_owned(),
            Step::Clause(at) => format!("Clause {}", names[at]),
            Step::Doubt(at) => format!("Doubt {}", at + 1),
            Step::KeyDate(at) => format!("The key date {}", self.days()[at].spoken()),
            Step::Review => "None: back to the review".to_owned(),
        }
    }

    pub(super) fn ask_aside(&self) -> Question {
        Question {
            about: show::aside(&self.table.minutes.page, self.draft()),
            asks: "These lines are no clauses.".to_owned(),
            help: self.explained(Step::Review),
            answer: Answer::Pick(vec!["Back to the review".to_owned()], 0),
        }
    }
}
