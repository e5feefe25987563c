//! Everything that was answered, before it is saved: each line with what is wrong with it, and any of them to be changed.

use super::deed::Deeds;
use super::offer::may_pass;
use super::rows::row_line;
use super::{Entry, Guide, Line, Over, Prompt, Reply, Said, Turn, Verdict};
use crate::form::{Answer, Answers, Known, Question, Spot, called, few_words, questions};
use crate::value::capital;

/// What can be done besides answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    GoOn,
    Everything,
    Leave,
    Discard,
    Save,
    Draft,
    Change,
    Show,
    ComeBack,
    PutAside,
}

const HELP: &str = "Here is all that was answered. Save writes it into the register as one commit; nothing was written so far. As a \
                    draft record it is kept out of the site until it is finished. Change a line to put an answer right: you come \
                    straight back here. Leave, and your answers are kept until you go on.";

impl Guide {
    pub(super) fn menu_deeds(&self) -> Vec<(String, Other)> {
        let on = match self.open().at {
            Some(_) => "Go on with the question",
            None => "Back to the review",
        };
        let mut deeds = vec![(on.to_owned(), Other::GoOn)];
        if self.open().at.is_some() {
            deeds.push(("Look at everything so far".to_owned(), Other::Everything));
        }
        deeds.push((
            "Leave: your answers are kept, and you can go on later".to_owned(),
            Other::Leave,
        ));
        deeds.push(("Throw this form away".to_owned(), Other::Discard));
        deeds
    }

    pub(super) fn menu(&self) -> Prompt {
        let mut lines = Deeds::default();
        for (text, _) in self.menu_deeds() {
            lines.start(text, super::deed::Deed::Enough);
        }
        let (lines, start) = lines.lines();
        Prompt {
            told: String::new(),
            asks: "What would you like to do?".to_owned(),
            help: "Whatever you choose but the last, no answer is lost.".to_owned(),
            entry: Entry::Pick(lines, start),
        }
    }

    pub(super) fn sure(&self) -> Prompt {
        let mut lines = Deeds::default();
        lines.start("No, keep it", super::deed::Deed::Enough);
        lines.start("Yes, throw it away", super::deed::Deed::Enough);
        let (lines, start) = lines.lines();
        Prompt {
            told: String::new(),
            asks: "Throw away what you answered?".to_owned(),
            help: "The answers of this form are gone then. The register stays as it is.".to_owned(),
            entry: Entry::Pick(lines, start),
        }
    }

    pub(super) fn take_sure(&mut self, number: usize) -> Turn {
        self.over = Over::Nothing;
        match number {
            1 => Turn::Discard,
            _ => Turn::Go,
        }
    }

    pub(super) fn review(&self, known: &Known<'_>, verdict: Option<&Verdict>) -> Prompt {
        let said = verdict.map_or(&[][..], |verdict| &verdict.said);
        let mut told = vec![self.heading(verdict)];
        for line in self.review_lines(known) {
            if let Some(text) = &line.text {
                told.push(text.clone());
            }
            told.extend(said.iter().filter(|one| line.is_about(one)).map(wrong));
        }
        let placed = |one: &&Said| self.review_lines(known).iter().any(|line| line.is_about(one));
        told.extend(said.iter().filter(|one| !placed(one)).map(wrong));
        told.extend(self.left_open());
        if let Some(others) = verdict.map(|verdict| verdict.others).filter(|others| *others > 0) {
            let fields = if others == 1 { "field" } else { "fields" };
            told.push(format!(
                "And {others} {fields} that no question asks for; see them with `scrutiny edit --editor`."
            ));
        }
        let mut lines = Deeds::default();
        for (text, _) in self.last_deeds(verdict) {
            lines.start(text, super::deed::Deed::Enough);
        }
        let (lines, start) = lines.lines();
        Prompt {
            told: told.join("\n"),
            asks: match self.open().reached {
                Some(_) => "This is what there is so far. What next?".to_owned(),
                None => "Is this right?".to_owned(),
            },
            help: HELP.to_owned(),
            entry: Entry::Pick(lines, start),
        }
    }

    fn heading(&self, verdict: Option<&Verdict>) -> String {
        let kind = self.open().kind;
        let is_edit = self.edited.is_some() && self.sheets.len() == 1;
        let made = verdict.and_then(|verdict| verdict.made.as_ref());
        let mut text = match is_edit {
            true => format!(
                "The {kind} `{}`; * marks what you changed.",
                self.open().id.as_deref().unwrap_or("")
            ),
            false => format!("The new {kind}; nothing is saved yet."),
        };
        if let Some(made) = made.filter(|_| !is_edit) {
            text.push_str(&format!(" Its id will be `{}`.", made.id));
        }
        let needed: Vec<String> = self
            .needed()
            .iter()
            .map(|one| format!("{} `{}`", one.kind, one.id))
            .collect();
        if !needed.is_empty() && self.sheets.len() == 1 {
            text.push_str(&format!("\nSaved with it: the new {}.", needed.join(", ")));
        }
        text
    }

    /// Every line there is, answered or not.
    fn review_lines(&self, known: &Known<'_>) -> Vec<Shown> {
        let settled = self.settled();
        let is_edit = self.edited.is_some() && self.sheets.len() == 1;
        let open = self.open();
        let mut lines = Vec::new();
        for asked in questions(open.kind) {
            let is_asked = (asked.when)(&settled) || settled.has(asked.name);
            if !is_asked {
                continue;
            }
            let changed = is_edit && self.was.given(asked.name) != settled.given(asked.name);
            let mark = if changed { "*" } else { " " };
            let text = shown(asked, &settled, known).map(|text| format!("{mark} {}: {text}", title(asked)));
            let text = text.or_else(|| changed.then(|| format!("* {}: taken out", title(asked))));
            lines.push(Shown {
                name: asked.name,
                title: title(asked),
                text,
            });
        }
        if !is_edit {
            lines.push(Shown {
                name: "id",
                title: "Id".to_owned(),
                text: open.id.as_ref().map(|id| format!("  Id: {id}")),
            });
        }
        lines
    }

    /// What was not answered, in one sentence.
    fn left_open(&self) -> Option<String> {
        let settled = self.settled();
        let open = questions(self.open().kind)
            .iter()
            .filter(|asked| (asked.when)(&settled) && !settled.has(asked.name));
        let names: Vec<String> = open.map(|asked| title(asked).to_lowercase()).collect();
        (!names.is_empty()).then(|| format!("  Not answered: {}.", names.join(", ")))
    }

    fn last_deeds(&self, verdict: Option<&Verdict>) -> Vec<(String, Other)> {
        let is_whole = verdict.is_some_and(|verdict| verdict.made.is_some() && !verdict.has_errors());
        let is_edit = self.edited.is_some();
        let is_changed = verdict
            .and_then(|verdict| verdict.made.as_ref())
            .is_none_or(|made| self.edited.as_ref().is_none_or(|edited| edited.text != made.text));
        let mut deeds = Vec::new();
        if self.open().reached.is_some() {
            deeds.push(("Go on with the questions".to_owned(), Other::GoOn));
        }
        if let [.., outer, _] = self.sheets.as_slice() {
            if is_whole {
                deeds.push((
                    format!("Use it, and go back to the {}", outer.kind),
                    Other::ComeBack,
                ));
            }
            deeds.push(("Change a line".to_owned(), Other::Change));
            if is_whole {
                deeds.push(("Show the file".to_owned(), Other::Show));
            }
            deeds.push((format!("Back to the {} without it", outer.kind), Other::PutAside));
            deeds.push((
                "Leave: your answers are kept, and you can go on later".to_owned(),
                Other::Leave,
            ));
            return deeds;
        }
        if is_whole && is_changed {
            let save = if self.draft {
                "Save it, as a draft record"
            } else {
                "Save it"
            };
            deeds.push((save.to_owned(), Other::Save));
        }
        deeds.push(("Change a line".to_owned(), Other::Change));
        if is_whole && !is_edit && !self.draft {
            deeds.push((
                "Save it as a draft record, kept out of the site until it is finished".to_owned(),
                Other::Draft,
            ));
        }
        if is_whole {
            deeds.push(("Show the file that would be written".to_owned(), Other::Show));
        }
        deeds.push((
            "Leave: your answers are kept, and you can go on later".to_owned(),
            Other::Leave,
        ));
        deeds.push(("Throw this form away".to_owned(), Other::Discard));
        deeds
    }

    pub(super) fn take_review(
        &mut self,
        reply: &Reply,
        known: &Known<'_>,
        verdict: Option<&Verdict>,
    ) -> Turn {
        let Reply::Picked(number) = reply else {
            return Turn::Go;
        };
        match self.last_deeds(verdict).get(*number).map(|(_, deed)| *deed) {
            Some(Other::GoOn) => {
                self.open_mut().resume();
            }
            Some(Other::Change) => self.over = Over::Lines,
            Some(Other::Show) => return Turn::Show,
            Some(Other::Leave) => return Turn::Leave,
            Some(Other::Discard) => self.over = Over::Sure,
            Some(Other::Save) => return Turn::Save { draft: self.draft },
            Some(Other::Draft) => return Turn::Save { draft: true },
            Some(Other::PutAside) => self.put_aside(),
            Some(Other::ComeBack) => {
                if let Some(made) = verdict.and_then(|verdict| verdict.made.as_ref()) {
                    self.come_back(made.id.as_str());
                }
            }
            Some(Other::Everything) | None => {}
        }
        let _ = known;
        Turn::Go
    }

    pub(super) fn lines(&self, known: &Known<'_>) -> Prompt {
        let line = |one: Shown| Line {
            text: match one.text {
                Some(text) => {
                    let words: Vec<&str> = text.trim_start_matches('*').split_whitespace().collect();
                    words.join(" ")
                }
                None if one.name == "id" => "Id: made from what the record says".to_owned(),
                None => format!("{}: not answered", one.title),
            },
            also: one.name.to_owned(),
            stays: false,
        };
        Prompt {
            told: String::new(),
            asks: "Which line would you like to change?".to_owned(),
            help: "You come straight back to the review afterwards.".to_owned(),
            entry: Entry::Pick(self.review_lines(known).into_iter().map(line).collect(), None),
        }
    }

    pub(super) fn take_line(&mut self, number: usize, known: &Known<'_>) {
        self.over = Over::Nothing;
        let lines = self.review_lines(known);
        let Some(line) = lines.get(number) else { return };
        if line.name == "id" {
            self.over = Over::Id;
            return;
        }
        self.open_mut().at = Some(Spot::of(line.name));
    }

    pub(super) fn id_prompt(&self, known: &Known<'_>) -> Prompt {
        let _ = known;
        Prompt {
            told: String::new(),
            asks: "Which id shall it have?".to_owned(),
            help: "The id names the record in addresses and in other records, and is kept for good. Small letters, digits and \
                   hyphens. Leave it empty for one made from what the record says."
                .to_owned(),
            entry: Entry::Write(self.open().id.clone().unwrap_or_default()),
        }
    }

    pub(super) fn take_id(&mut self, text: &str) {
        self.over = Over::Nothing;
        let id = crate::value::slug(text);
        self.open_mut().id = Some(id).filter(|id| !id.is_empty());
    }

    /// What a kept form is called where one chooses to go on with it: the first words of what it says.
    pub fn name(&self, known: &Known<'_>) -> String {
        name(self.kind(), &self.sheets[0].answers, known)
    }
}

/// What a form is called by its answers: "Northmere HOSC, 12 March 2026: Ward moves".
pub fn name(kind: crate::record::Kind, answers: &Answers, known: &Known<'_>) -> String {
    let mut names = Vec::new();
    for asked in questions(kind).iter().filter(|asked| !may_pass(asked)) {
        if let Some(text) = answers.text(asked.name) {
            names.push(few_words(&called(asked, text, known)));
        }
    }
    names.truncate(3);
    match names.is_empty() {
        true => "nothing answered yet".to_owned(),
        false => names.join(", "),
    }
}

/// A line of the review.
struct Shown {
    name: &'static str,
    title: String,
    text: Option<String>,
}

impl Shown {
    fn is_about(&self, said: &Said) -> bool {
        said.at.is_some_and(|at| at.name == self.name)
    }
}

fn wrong(said: &Said) -> String {
    let mark = if said.is_error { "!" } else { "note:" };
    format!(
        "    {mark} {}\n      {}",
        capital(&said.what),
        capital(&said.cure)
    )
}

/// What was answered, as one or more lines; none where nothing was.
fn shown(asked: &Question, answers: &Answers, known: &Known<'_>) -> Option<String> {
    if let Answer::Row(_) = asked.answer {
        let rows = answers.rows(asked.name);
        let lines: Vec<String> = rows.iter().map(|row| row_line(asked, row, known)).collect();
        return match lines.as_slice() {
            [] => None,
            [one] if !asked.many => Some(one.clone()),
            several => Some(format!("\n      {}", several.join("\n      "))),
        };
    }
    let each: Vec<String> = answers
        .texts(asked.name)
        .iter()
        .map(|text| called(asked, text, known).replace('\n', "\n      "))
        .collect();
    (!each.is_empty()).then(|| each.join(", "))
}

/// What a question is about, in few words: its name, as the flag has it.
pub(super) fn title(asked: &Question) -> String {
    match asked.name {
        "ods" | "gss" => format!("{} code", asked.name.to_uppercase()),
        "id" => "Id".to_owned(),
        name => capital(&name.replace('-', " ")),
    }
}
