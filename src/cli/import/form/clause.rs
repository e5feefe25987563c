//! The questions about one clause: its place in the minutes, our reading, the view and the action that follow.

use super::change::proposal;
use super::excerpt::excerpt;
use super::{Form, Step, Within, plan};
use crate::cli::ask::{Answer, Question};
use crate::cli::import::answers::About;
use crate::record::determination::{Determination, View};
use crate::record::resolution::Reading;
use crate::record::{Entry, RecordId};
use crate::view::words;

/// What can be done at a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Accept,
    Kind,
    About(usize),
    Scope(usize),
    View(usize),
    NoView(usize),
    Label,
    Back,
    Skip,
}

/// The views that a committee can be recorded to have taken.
const VIEWS: [View; 4] = [
    View::NotSubstantial,
    View::SubstantialVariation,
    View::SubstantialDevelopment,
    View::Deferred,
];

impl<'f> Form<'f> {
    fn name(&self, at: usize) -> String {
        let (names, ours) = plan::named(self.draft(), &self.answers);
        format!("{}{}", names[at], if ours { " (numbered here)" } else { "" })
    }

    fn holds(&self, at: usize) -> bool {
        plan::pending(self.draft(), &self.answers)
            .iter()
            .any(|one| one.clause == at)
    }

    fn deeds(&self, at: usize) -> Vec<(Deed, String)> {
        let mut deeds = vec![
            (Deed::Accept, "Right, go on".to_owned()),
            (Deed::Kind, "It does something else".to_owned()),
        ];
        let pending = plan::pending(self.draft(), &self.answers);
        for one in pending.iter().filter(|one| one.clause == at) {
            deeds.extend([
                (
                    Deed::About(one.nth),
                    "The view is about another change".to_owned(),
                ),
                (Deed::Scope(one.nth), "The view covers something else".to_owned()),
                (Deed::View(one.nth), "The view is another".to_owned()),
                (Deed::NoView(one.nth), "There is no view here".to_owned()),
            ]);
        }
        deeds.extend([
            (Deed::Label, "Its label is another".to_owned()),
            (Deed::Back, "Back".to_owned()),
            (Deed::Skip, "Skip to the review".to_owned()),
        ]);
        deeds
    }

    pub(super) fn ask_clause(&self, at: usize) -> Question {
        let page = &self.table.minutes.page;
        let mut about = excerpt(page, self.draft(), at, self.table.marks);
        about.push_str("\n\n");
        about.push_str(&self.reading(at));
        let text = "Noted, received and invited are never a view. A clause is a determination only where the committee \
                    itself says in it whether a change is a substantial variation or development of the service.";
        Question {
            about,
            asks: format!("Clause {}: is this right?", self.name(at)),
            help: self.explain(text, "hs-reg23-1a-consult"),
            answer: Answer::Pick(self.deeds(at).into_iter().map(|(_, line)| line).collect(), 0),
        }
    }

    /// Our reading of a clause, with what would be recorded of it.
    fn reading(&self, at: usize) -> String {
        let readings = plan::readings(self.draft(), &self.answers, at, self.holds(at));
        let told = words::readings(&readings);
        let mut lines = vec![format!("  We read it as   {}", told.join("; "))];
        for one in plan::pending(self.draft(), &self.answers)
            .iter()
            .filter(|one| one.clause == at)
        {
            let view = one.view().map_or("not told", words::view);
            lines.push(format!("  The view        {view}"));
            lines.push(format!("  About           {}", self.about_name(at, one.nth)));
            lines.push(format!(
                "  Covering        {}",
                one.scope().unwrap_or_else(|| "not told".to_owned())
            ));
        }
        if let Some(committee) = self.answers.committee.as_ref().filter(|_| plan::asks(&readings)) {
            let action = plan::action(&self.material(), at, committee);
            let concerning = action
                .as_ref()
                .map_or(&[] as &[RecordId], |action| &action.concerning);
            let register = self.table.register;
            let names: Vec<&str> = concerning
                .iter()
                .filter_map(|id| Some(register.bodies.get(id)?.body.known_as()))
                .collect();
            let whom = if names.is_empty() {
                "nobody the register knows by that name".to_owned()
            } else {
                names.join(", ")
            };
            let due = action.map_or_else(|| "date not known".to_owned(), |action| action.due.spoken());
            lines.push(format!("  An action       asked of {whom}; due: {due}"));
        }
        lines.join("\n")
    }

    /// What a view is about, as settled so far: by an answer, or because there is one change.
    fn about(&self, at: usize, nth: usize) -> Option<About> {
        let said = self
            .answers
            .clauses
            .get(&at)
            .and_then(|answer| answer.views.get(nth));
        if let Some(about) = said.and_then(|view| view.about.clone()) {
            return Some(about);
        }
        let only = plan::pending(self.draft(), &self.answers).len() == 1;
        match (
            self.answers.changes.as_deref().unwrap_or_default(),
            &self.answers.new_change,
        ) {
            ([one], None) if only => Some(About::Change(one.clone())),
            ([], Some(_)) if only => Some(About::New),
            _ => None,
        }
    }

    fn about_name(&self, at: usize, nth: usize) -> String {
        match self.about(at, nth) {
            Some(About::Change(id)) => {
                let change = self.table.register.changes.get(&id);
                change.map_or_else(|| id.to_string(), |change| change.body.title.to_string())
            }
            Some(About::New) => self
                .answers
                .new_change
                .as_ref()
                .map_or_else(String::new, |new| format!("{} (new)", new.title)),
            _ => "not certain: you are asked".to_owned(),
        }
    }

    pub(super) fn take_clause(&mut self, at: usize, picked: usize) {
        let Some((deed, _)) = self.deeds(at).into_iter().nth(picked) else {
            return;
        };
        match deed {
            Deed::Accept => self.accept(at),
            Deed::Kind => self.within = Some(Within::Kind(at)),
            Deed::About(nth) => self.within = Some(Within::About(at, nth)),
            Deed::Scope(nth) => self.within = Some(Within::Scope(at, nth)),
            Deed::View(nth) => self.within = Some(Within::View(at, nth)),
            Deed::NoView(nth) => self.answers.clause(at).view(nth).about = Some(About::NoView),
            Deed::Label => self.within = Some(Within::Label(at)),
            Deed::Back => self.backward(),
            Deed::Skip => self.at = Step::Review,
        }
    }

    /// Goes on, unless the view is not whole: then what is missing is asked.
    fn accept(&mut self, at: usize) {
        for one in plan::pending(self.draft(), &self.answers)
            .iter()
            .filter(|one| one.clause == at)
        {
            let (nth, view) = (one.nth, one.view());
            let earlier = self.standing(at, nth);
            let said = one.answer.and_then(|answer| answer.supersedes.as_ref());
            if view.is_none() {
                self.within = Some(Within::View(at, nth));
                return;
            }
            if self.about(at, nth).is_none() {
                self.within = Some(Within::About(at, nth));
                return;
            }
            if earlier.is_some() && said.is_none() {
                self.within = Some(Within::Earlier(at, nth));
                return;
            }
        }
        self.forward();
    }

    pub(super) fn ask_kind(&self, at: usize) -> Question {
        let lines = Reading::ALL
            .iter()
            .map(|(reading, spec)| format!("{}: {}", spec.word, words::reading(*reading)));
        let now = plan::readings(self.draft(), &self.answers, at, self.holds(at));
        let start = Reading::ALL
            .iter()
            .position(|(reading, _)| now.first() == Some(reading));
        Question {
            about: String::new(),
            asks: format!("What does clause {} do?", self.name(at)),
            help: self.explain(
                "What the clause does; the words stay as they are. For two things at once use --reads.",
                "hs-reg23-1a-consult",
            ),
            answer: Answer::Pick(lines.collect(), start.unwrap_or(0)),
        }
    }

    pub(super) fn take_kind(&mut self, at: usize, picked: usize) {
        let Some((reading, _)) = Reading::ALL.get(picked) else {
            return;
        };
        let answer = self.answers.clause(at);
        answer.readings = Some(vec![*reading]);
        // A view that was refused, or read otherwise, is open again.
        for view in &mut answer.views {
            if view.about == Some(About::NoView) {
                view.about = None;
            }
        }
        if *reading == Reading::Determination {
            self.accept_later(at);
        }
    }

    /// What a clause that was made a determination still needs.
    fn accept_later(&mut self, at: usize) {
        let pending = plan::pending(self.draft(), &self.answers);
        let open = pending
            .iter()
            .find(|one| one.clause == at && one.view().is_none());
        if let Some(one) = open {
            self.within = Some(Within::View(at, one.nth));
        }
    }

    pub(super) fn ask_label(&self, at: usize) -> Question {
        let (names, _) = plan::named(self.draft(), &self.answers);
        Question {
            about: String::new(),
            asks: "The label as printed?".to_owned(),
            help: crate::cli::ask::paragraph(
                "The letter or number of the clause in the minutes, without brackets and full stop.",
            ),
            answer: Answer::Write(names[at].clone()),
        }
    }

    pub(super) fn take_label(&mut self, at: usize, text: &str) {
        let (names, _) = plan::named(self.draft(), &self.answers);
        let taken = names
            .iter()
            .enumerate()
            .any(|(other, name)| other != at && name == text);
        if text.is_empty() || taken {
            self.notice = "Another clause has that label, or none was written.".to_owned();
        } else if names[at] != text {
            self.answers.clause(at).label = Some(text.to_owned());
        }
    }

    pub(super) fn ask_about(&self, at: usize, nth: usize) -> Question {
        let mut lines: Vec<String> = self.changes().iter().map(proposal).collect();
        if let Some(new) = &self.answers.new_change {
            lines.push(format!("{} (new)", new.title));
        }
        let _ = nth;
        Question {
            about: String::new(),
            asks: format!("Which change is the view in clause {} about?", self.name(at)),
            help: self.explain(
                "A view is about one change, and covers no more than the committee had before it.",
                "hs-reg23-1a-consult",
            ),
            answer: Answer::Pick(lines, 0),
        }
    }

    pub(super) fn take_about(&mut self, at: usize, nth: usize, picked: usize) {
        let about = self
            .changes()
            .get(picked)
            .map_or(About::New, |one| About::Change(one.id.clone()));
        let view = self.answers.clause(at).view(nth);
        (view.about, view.supersedes) = (Some(about), None);
    }

    pub(super) fn ask_view(&self, at: usize, nth: usize) -> Question {
        let _ = nth;
        Question {
            about: String::new(),
            asks: format!("What is the view in clause {}?", self.name(at)),
            help: self.explain(
                "The committee's own view, as the clause states it. That it was put off is a view of its own kind; that \
                 something was noted is none.",
                "hs-reg23-1a-consult",
            ),
            answer: Answer::Pick(VIEWS.iter().map(|view| words::view(*view).to_owned()).collect(), 0),
        }
    }

    pub(super) fn take_view(&mut self, at: usize, nth: usize, picked: usize) {
        self.answers.clause(at).view(nth).view = VIEWS.get(picked).copied();
    }

    pub(super) fn ask_scope(&self, at: usize, nth: usize) -> Question {
        let pending = plan::pending(self.draft(), &self.answers);
        let one = pending.iter().find(|one| one.clause == at && one.nth == nth);
        Question {
            about: String::new(),
            asks: "What does the view cover, and what not?".to_owned(),
            help: crate::cli::ask::paragraph(
                "In a few words, after the minutes: the all-age model only, not the contract discussed with it.",
            ),
            answer: Answer::Write(one.and_then(plan::Pending::scope).unwrap_or_default()),
        }
    }

    /// The standing view of the committee on the change, where there is one.
    fn standing(&self, at: usize, nth: usize) -> Option<&'f Entry<Determination>> {
        let Some(About::Change(change)) = self.about(at, nth) else {
            return None;
        };
        let committee = self.answers.committee.as_ref()?;
        let councils = plan::councils(self.table.register, committee);
        councils
            .iter()
            .find_map(|council| plan::standing(self.table.register, &change, committee, council))
    }

    /// Whether it was taken later than these minutes say, and so cannot be what their view took the place of.
    fn is_later(&self, view: &Entry<Determination>) -> bool {
        let meeting = plan::meeting(&self.material(), &self.answers);
        meeting.is_some_and(|meeting| view.body.date.value.surely_after(meeting))
    }

    pub(super) fn ask_earlier(&self, at: usize, nth: usize) -> Question {
        let view = self.standing(at, nth);
        let is_later = view.is_some_and(|view| self.is_later(view));
        let told = view.map_or_else(String::new, |view| {
            format!(
                "  The register holds a {}view of this committee on that change: {} ({}).",
                if is_later { "later " } else { "" },
                words::view(view.body.view.value),
                view.body.date.value.spoken()
            )
        });
        let (asks, yes) = match is_later {
            true => (
                "Leave the view of these minutes out for now?",
                "Yes: I record it afterwards with scrutiny add determination --superseded-by",
            ),
            false => ("Does this one take its place?", "Yes"),
        };
        let no = "No: the change, or the view, is another";
        Question {
            about: told,
            asks: asks.to_owned(),
            help: self.explain(
                "One committee has one view of a change at a time. A later view takes the place of the earlier, which \
                 stays on record.",
                "hs-reg23-1a-consult",
            ),
            answer: Answer::Pick(vec![yes.to_owned(), no.to_owned()], 0),
        }
    }

    pub(super) fn take_earlier(&mut self, at: usize, nth: usize, picked: usize) {
        let Some(view) = self.standing(at, nth).filter(|_| picked == 0) else {
            return;
        };
        let is_later = self.is_later(view);
        let answer = self.answers.clause(at).view(nth);
        match is_later {
            true => answer.about = Some(About::NoView),
            false => answer.supersedes = Some(view.id.clone()),
        }
        self.forward();
    }
}
