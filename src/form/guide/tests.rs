//! The form without a terminal: every question is reached, and no way through it loses an answer.

mod walk;

use super::deed::Deed;
use super::*;
use crate::form::{Answer, Unfinished, questions};
use crate::law::Law;
use crate::register::Register;
use crate::source::{Source, Sources};

const HOSC: &str = "name: Northmere Health Scrutiny Committee\nshort_name: Northmere HOSC\nrole: scrutiny-committee\npart_of: northmere\n";

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day")
}

pub(super) fn sources() -> Sources {
    let file = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
    Sources::new(vec![
        file("records/register.yaml", "name: R\npublisher: P\n"),
        file(
            "records/bodies/northmere.yaml",
            "name: Northmere Council\nrole: local-authority\n",
        ),
        file(
            "records/bodies/wexcombe.yaml",
            "name: Wexcombe Council\nrole: local-authority\n",
        ),
        file("records/bodies/northmere-hosc.yaml", HOSC),
        file(
            "records/bodies/trust.yaml",
            "name: Harrowdale Trust\nrole: nhs-trust\n",
        ),
        file("records/bodies/board.yaml", "name: NHS Northmere\nrole: icb\n"),
        file(
            "records/changes/2026/ward.yaml",
            "title: The ward moves\nsummary: It moves.\nkind: move\nservices: [stroke]\nauthorities: [{authority: northmere}]\n",
        ),
        file(
            "records/resolutions/2026/wards.yaml",
            "committee: northmere-hosc\nmeeting: 2026-01-20\nitem: Wards\nchanges: [ward]\nclauses:\n  - {label: a, words: It is not substantial., reads_as: determination}\n",
        ),
        file(
            "records/determinations/2026/early.yaml",
            "change: ward\nby: trust\nview: deferred\ndate: 2026-01-05\n",
        ),
    ])
}

/// A register on the table, and a form before it.
pub(super) struct Table {
    pub(super) base: Sources,
    pub(super) sources: Sources,
    pub(super) register: Register,
    law: std::sync::Arc<Law>,
    pub(super) guide: Guide,
}

impl Table {
    pub(super) fn new(guide: Guide) -> Self {
        let base = sources();
        Self {
            sources: base.clone(),
            register: Register::build(&base).0,
            base,
            law: Law::england(),
            guide,
        }
    }

    pub(super) fn add(kind: Kind) -> Self {
        Self::new(Guide::new(kind, Answers::new(), None, today()))
    }

    pub(super) fn known(&self) -> Known<'_> {
        Known {
            register: &self.register,
            law: &self.law,
            today: today(),
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        judge(&self.guide, &self.known(), &self.sources, today())
    }

    pub(super) fn prompt(&self) -> Prompt {
        let verdict = self.guide.is_in_review().then(|| self.verdict());
        self.guide.prompt(&self.known(), verdict.as_ref())
    }

    pub(super) fn answer(&mut self, reply: &Reply) -> Turn {
        let verdict = self.guide.is_in_review().then(|| self.verdict());
        let mut guide = self.guide.clone();
        let turn = guide.answer(reply, &self.known(), verdict.as_ref());
        let is_furnished = guide.beside() == self.guide.beside();
        self.guide = guide;
        if !is_furnished {
            self.furnish();
        }
        turn
    }

    /// New records that were answered on the way are known from then on.
    fn furnish(&mut self) {
        let mut sources = self.base.clone();
        for one in self.guide.beside() {
            let register = Register::build(&sources).0;
            let ground = crate::form::Ground {
                register: &register,
                today: today(),
            };
            let made = made(one.kind, Some(&one.id), &one.answers, &ground, false).expect("it was whole");
            sources = sources.with(vec![Source::from_bytes(&made.path, made.text.into_bytes())]);
        }
        self.register = Register::build(&sources).0;
        self.sources = sources;
    }

    fn wrote(&mut self, text: &str) -> Prompt {
        self.answer(&Reply::Wrote(text.to_owned()));
        self.prompt()
    }

    /// Chooses the line that begins so.
    #[track_caller]
    fn pick(&mut self, text: &str) -> Turn {
        let prompt = self.prompt();
        let Entry::Pick(lines, _) = &prompt.entry else {
            panic!("nothing is chosen here: {prompt:#?}")
        };
        let at = lines.iter().position(|line| line.text.starts_with(text));
        let at = at.unwrap_or_else(|| panic!("no line begins with {text}: {prompt:#?}"));
        self.answer(&Reply::Picked(at))
    }

    /// Takes what Enter takes until the review, or until nothing is taken.
    fn enter(&mut self) {
        while !self.guide.is_in_review() {
            let reply = match self.prompt().entry {
                Entry::Pick(_, Some(start)) => Reply::Picked(start),
                Entry::Pick(_, None) => return,
                Entry::Write(text) | Entry::Prose(text) => Reply::Wrote(text),
            };
            self.answer(&reply);
        }
    }
}

#[test]
fn the_counter_tells_of_the_questions_that_are_asked() {
    let mut table = Table::add(Kind::Body);
    assert_eq!(table.prompt().asks, "1 of 10  What is it called, in full?");
    let prompt = table.wrote("Elmstead Council");
    assert_eq!(prompt.asks, "2 of 10  What is it in law?");
    assert!(
        matches!(prompt.entry, Entry::Pick(_, None)),
        "nobody is led into a role"
    );
    table.pick("local-authority");
    assert_eq!(table.prompt().asks, "3 of 11  Which kind of council is it?");
}

#[test]
fn a_date_is_echoed_and_one_that_is_not_understood_is_asked_again() {
    let mut table = Table::add(Kind::Resolution);
    table.pick("Northmere HOSC");
    let prompt = table.wrote("soon");
    assert!(prompt.told.contains("`soon` is not a date"), "{}", prompt.told);
    assert!(prompt.asks.ends_with("When did it meet?"));
    let prompt = table.wrote("12/03/2026");
    assert_eq!(prompt.told, "When did it meet? Thursday 12 March 2026.");
    let prompt = table.wrote("");
    assert!(prompt.told.contains("This one is needed."), "{}", prompt.told);
    assert!(prompt.help.contains("how people will find it"));
}

#[test]
fn what_flags_gave_is_not_asked_and_stands_in_the_review() {
    let given = Answers::new()
        .with("name", "Elmstead Trust")
        .with("role", "nhs-trust");
    let mut table = Table::new(Guide::new(Kind::Body, given, None, today()));
    assert_eq!(table.prompt().asks, "1 of 8  What name does it go by?");
    table.enter();
    let told = table.prompt().told;
    assert!(told.contains("Name: Elmstead Trust"), "{told}");
    assert!(told.contains("Its id will be `elmstead-trust`"), "{told}");
    assert_eq!(table.pick("Save it"), Turn::Save { draft: false });
}

#[test]
fn a_new_body_within_comes_back_as_the_answer_and_both_are_needed() {
    let mut table = Table::add(Kind::Resolution);
    table.pick("+ A new body");
    assert!(table.prompt().told.contains("for the resolution you were at"));
    table.wrote("Wexcombe Scrutiny");
    table.pick("scrutiny-committee");
    table.wrote("Wexcombe HOSC");
    table.pick("Wexcombe Council");
    table.enter();
    // Within a new record another can be begun, and left again.
    table.pick("Use it, and go back to the resolution");
    assert!(
        table.prompt().asks.ends_with("When did it meet?"),
        "{}",
        table.prompt().asks
    );
    table.answer(&Reply::Back);
    let Entry::Pick(lines, Some(start)) = table.prompt().entry else {
        panic!("the committees are listed")
    };
    assert!(lines[start].text.starts_with("Wexcombe HOSC"), "{lines:?}");
    assert_eq!(table.guide.needed().len(), 1);
    // Whoever then takes another committee does not save the new one.
    table.pick("Northmere HOSC");
    assert!(table.guide.needed().is_empty());
}

#[test]
fn a_form_within_that_is_left_by_going_back_is_gone_on_with() {
    let mut table = Table::add(Kind::Resolution);
    table.pick("+ A new body");
    table.wrote("Wexcombe Scrutiny");
    table.answer(&Reply::Back);
    table.answer(&Reply::Back);
    assert!(table.prompt().asks.ends_with("Which committee resolved it?"));
    let kept = table.guide.keep().to_json();
    let kept = Unfinished::from_json(&kept).expect("it can be read");
    table.guide = Guide::resume(kept, None);
    table.pick("+ A new body");
    assert_eq!(table.prompt().entry, Entry::Write("Wexcombe Scrutiny".to_owned()));
}

#[test]
fn the_review_tells_mistakes_at_their_lines_and_leads_to_them() {
    let given = Answers::new()
        .with("change", "ward")
        .with("view", "not-substantial")
        .with("resolution", "wards");
    let mut table = Table::new(Guide::new(Kind::Determination, given, None, today()));
    // The clause is asked; an empty review tells that it is missing.
    table.answer(&Reply::More);
    table.pick("Look at everything");
    let told = table.prompt().told;
    let line = told.find("Resolution: ").expect("it is shown");
    assert!(
        told.contains("the clause that holds the view is missing") || told[line..].contains('!'),
        "{told}"
    );
    table.pick("Go on with the questions");
    table.pick("a (It is not substantial.)");
    table.enter();
    assert_eq!(table.verdict().said, [], "{:#?}", table.verdict());
    table.pick("Change a line");
    table.pick("View");
    table.pick("deferred");
    assert!(table.guide.is_in_review(), "straight back");
    assert!(table.prompt().told.contains("View: deferred"));
    table.pick("Show the file");
    assert!(
        table
            .verdict()
            .made
            .expect("it is whole")
            .text
            .contains("view: deferred\n")
    );
}

#[test]
fn an_answer_that_is_no_longer_asked_for_is_left_out_and_comes_back_with_its_question() {
    let mut table = Table::add(Kind::Body);
    table.wrote("Elmstead");
    table.pick("local-authority");
    table.pick("county");
    table.answer(&Reply::Back);
    table.answer(&Reply::Back);
    table.pick("nhs-trust");
    assert!(!table.guide.settled().has("council-kind"));
    table.answer(&Reply::Back);
    table.pick("local-authority");
    assert_eq!(table.guide.settled().text("council-kind"), Some("county"));
}

#[test]
fn an_edit_begins_at_the_review_and_changes_only_what_was_changed() {
    let text = "# ours\ncommittee: northmere-hosc\nmeeting: 2026-01-20\nitem: Wards\nchanges: [ward]\naccess: {confidential: no}\nclauses:\n  - {label: a, words: It is not substantial., reads_as: determination}\n";
    let edited = Edited {
        id: "wards".to_owned(),
        path: "records/resolutions/2026/wards.yaml".to_owned(),
        text: text.to_owned(),
    };
    let was = crate::form::recall(
        Kind::Resolution,
        &crate::yaml::json(text).expect("it can be read"),
    );
    let mut table = Table::new(Guide::edit(Kind::Resolution, edited, was, today()));
    let told = table.prompt().told;
    assert!(told.starts_with("The resolution `wards`"), "{told}");
    assert!(told.contains("And 1 field that no question asks for"), "{told}");
    table.pick("Change a line");
    table.pick("Item");
    table.wrote("Ward moves");
    let told = table.prompt().told;
    assert!(told.contains("* Item: Ward moves"), "{told}");
    assert_eq!(table.pick("Save it"), Turn::Save { draft: false });
    let made = table.guide.made(&table.known(), false).expect("it is whole");
    assert_eq!(made.text, text.replace("item: Wards", "item: Ward moves"));
}

#[test]
fn what_others_changed_meanwhile_is_taken_in_when_an_edit_goes_on() {
    let text = |item: &str, votes: &str| {
        format!("committee: northmere-hosc\nmeeting: 2026-01-20\nitem: {item}\nvotes: {votes}\nclauses: []\n")
    };
    let edited = |text: String| Edited {
        id: "wards".to_owned(),
        path: "records/resolutions/2026/wards.yaml".to_owned(),
        text,
    };
    let was = crate::form::recall(
        Kind::Resolution,
        &crate::yaml::json(&text("Wards", "None")).expect("text"),
    );
    let mut table = Table::new(Guide::edit(
        Kind::Resolution,
        edited(text("Wards", "None")),
        was,
        today(),
    ));
    table.pick("Change a line");
    table.pick("Item");
    table.wrote("Ward moves");
    let kept = table.guide.keep();
    table.guide = Guide::resume(kept, Some(edited(text("Wards", "5 to 4"))));
    assert!(
        table.prompt().told.contains("changed since you began"),
        "{}",
        table.prompt().told
    );
    let made = table.guide.made(&table.known(), false).expect("it is whole");
    assert_eq!(made.text, text("Ward moves", "5 to 4"));
}

#[test]
fn an_id_that_is_taken_is_told_and_can_be_given_otherwise() {
    let given = Answers::new().with("name", "Trust").with("role", "nhs-trust");
    let mut table = Table::new(Guide::new(Kind::Body, given, None, today()));
    table.enter();
    let told = table.prompt().told;
    assert!(told.contains("There is already a body `trust`"), "{told}");
    table.pick("Change a line");
    table.pick("Id");
    table.wrote("Another trust");
    assert!(table.verdict().said.is_empty(), "{:?}", table.verdict());
    assert_eq!(
        table.verdict().made.expect("it is whole").id.as_str(),
        "another-trust"
    );
}

#[test]
fn leaving_and_throwing_away_are_two_things() {
    let mut table = Table::add(Kind::Change);
    table.wrote("A ward moves");
    table.answer(&Reply::More);
    assert_eq!(table.pick("Leave"), Turn::Leave);
    table.answer(&Reply::More);
    table.pick("Throw this form away");
    assert_eq!(table.pick("No, keep it"), Turn::Go);
    table.answer(&Reply::More);
    table.pick("Throw this form away");
    assert_eq!(table.pick("Yes"), Turn::Discard);
    assert_eq!(table.answer(&Reply::Left), Turn::Leave);
}
