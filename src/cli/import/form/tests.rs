//! The form without a terminal: answers go in, questions and answers come out.

use super::*;
use crate::cli::ask::Answer;
use crate::minutes::{ActionDraft, ClauseDraft, DeterminationDraft, Doubt, Form as PageForm, Item};
use crate::record::RecordId;
use crate::record::determination::View;
use crate::record::resolution::{MinutesStatus, Reading};
use crate::source::{Source, Sources, Span, Spanned};

const TEXT: &str = "Community services\nThe model begins on 1 April 2026.\nRESOLVED:\n\
    a. the Committee deems that the community model is not a substantial variation.\n\
    b. the Trust be invited to return.\nAgenda ends.\n";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect(words);
    Span::new(start, start + words.len())
}

fn text(words: &str) -> Spanned<Box<str>> {
    Spanned::new(words.into(), at(words))
}

fn clause(label: &str, words: &str, kind: Reading, tells: &str) -> ClauseDraft {
    ClauseDraft {
        label: Some(Spanned::new(label.into(), Span::default())),
        words: text(words),
        stem: None,
        kinds: vec![Spanned::new(kind, at(tells))],
        action: None,
    }
}

fn minutes() -> Minutes {
    let mut item = ItemDraft {
        item: Item {
            title: Some(text("Community services")),
            ..Item::default()
        },
        ..ItemDraft::default()
    };
    item.clauses = vec![
        clause(
            "a",
            "the Committee deems that the community model is not a substantial variation.",
            Reading::Determination,
            "is not a substantial variation",
        ),
        clause(
            "b",
            "the Trust be invited to return.",
            Reading::Invited,
            "be invited",
        ),
    ];
    item.clauses[1].action = Some(ActionDraft {
        asked: Some(text("the Trust")),
        when: None,
        due: PartialDate::Unknown,
    });
    item.determinations.push(DeterminationDraft {
        clause: 0,
        view: View::NotSubstantial,
        says: at("is not a substantial variation"),
        scope: Some(text("the community model")),
        conditions: None,
    });
    let day = PartialDate::parse("2026-04-01").expect("a day");
    item.dates.push(Spanned::new(day, at("1 April 2026")));
    item.doubts.push(Doubt {
        span: at("Agenda ends."),
        says: "It is not plain whether this is a clause.".into(),
        blocks: true,
    });
    Minutes {
        page: crate::minutes::Page {
            form: PageForm::Text,
            text: TEXT.into(),
            committee: None,
            meeting: None,
            status: MinutesStatus::Unknown,
            source: None,
            items: Vec::new(),
            aside: Vec::new(),
        },
        items: vec![item],
    }
}

fn register() -> Register {
    let file = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
    let sources = Sources::new(vec![
        file("records/register.yaml", "name: R\npublisher: P\n"),
        file(
            "records/bodies/north.yaml",
            "name: North Council\nrole: local-authority\n",
        ),
        file(
            "records/bodies/north-hosc.yaml",
            "name: North HOSC\nrole: scrutiny-committee\npart_of: north\n",
        ),
        file(
            "records/changes/community.yaml",
            "title: A new community model\nkind: new-model\nauthorities:\n  - authority: north\n",
        ),
        file("records/changes/ward.yaml", "title: The ward moves\nkind: move\n"),
    ]);
    Register::build(&sources).0
}

/// Plays answers to the form; gives each question's first words, and how it ended.
fn play(replies: &[Reply]) -> (Vec<String>, Option<Ending>) {
    let (minutes, register, law) = (minutes(), register(), Law::england());
    let table = Table {
        minutes: &minutes,
        register: &register,
        law: &law,
        sum: "0",
        today: NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day"),
        marks: Marks::Brackets,
    };
    let mut form = Form::new(&table, Some(0), Answers::default());
    let mut asked = Vec::new();
    for reply in replies {
        asked.push(form.question().asks);
        if let Turn::End(ending) = form.answer(reply) {
            return (asked, Some(ending));
        }
    }
    asked.push(form.question().asks);
    (asked, None)
}

fn wrote(text: &str) -> Reply {
    Reply::Wrote(text.to_owned())
}

const ENTER: Reply = Reply::Picked(0);

/// From the committee to clause a.
fn opening() -> Vec<Reply> {
    vec![ENTER, wrote("12/03/2026"), wrote("Community services"), ENTER]
}

#[test]
fn with_everything_right_nine_answers_save() {
    let mut replies = opening();
    replies.extend([ENTER, ENTER, ENTER, ENTER, ENTER]);
    let (asked, ending) = play(&replies);
    let expected = [
        "1 of 9  Which committee?",
        "2 of 9  The day of the meeting?",
        "3 of 9  The title of the item?",
        "4 of 9  Which change was the item about?",
        "5 of 9  Clause a: is this right?",
        "6 of 9  Clause b: is this right?",
        "7 of 9  It is not plain whether this is a clause. Does the reading stand?",
        "8 of 9  Record 1 April 2026 with the change?",
        "9 of 9  Save this?",
    ];
    // The number of the last day is known once a change is chosen.
    let tail = |asks: &String| asks.split_once("  ").map(|(_, tail)| tail.to_owned());
    let plain: Vec<_> = asked.iter().map(tail).collect();
    let wanted: Vec<_> = expected.iter().map(|asks| tail(&(*asks).to_owned())).collect();
    assert_eq!(plain, wanted);
    assert_eq!(asked[8], expected[8]);
    let Some(Ending::Save(0, answers)) = ending else {
        panic!("it is saved")
    };
    assert_eq!(
        answers.committee.as_ref().map(RecordId::as_str),
        Some("north-hosc")
    );
    assert_eq!(
        answers.changes.as_deref().map(|ids| ids[0].as_str()),
        Some("community")
    );
    assert!(answers.settled.contains(&0));
}

#[test]
fn back_keeps_the_answers_and_leaving_saves_nothing() {
    let mut replies = opening();
    replies.extend([Reply::Back, Reply::Back]);
    let (asked, _) = play(&replies);
    assert!(asked[6].contains("The title"), "{asked:?}");
    let (_, ending) = play(&[ENTER, Reply::Left]);
    assert!(matches!(ending, Some(Ending::Leave)));
    let (asked, _) = play(&[Reply::Back]);
    assert!(
        asked[1].contains("Which committee?"),
        "there is nothing before it"
    );
}

#[test]
fn a_date_that_cannot_be_understood_is_asked_again() {
    let (asked, _) = play(&[ENTER, wrote("soon"), wrote("12/03/2026")]);
    assert!(asked[2].contains("The day of the meeting?"), "{asked:?}");
    assert!(asked[3].contains("The title"), "{asked:?}");
}

#[test]
fn a_view_is_never_saved_without_its_change() {
    let mut replies = opening();
    // No change: then the view's own is asked before the clause is left.
    replies[3] = Reply::Picked(3);
    replies.push(ENTER);
    let (asked, _) = play(&replies);
    assert_eq!(asked[5], "Which change is the view in clause a about?");
    replies.extend([ENTER, ENTER]);
    let (asked, _) = play(&replies);
    assert!(asked[7].contains("Clause b"), "{asked:?}");
}

#[test]
fn a_view_can_be_refused_and_a_clause_read_otherwise() {
    let mut replies = opening();
    // The lines of clause a: right, something else, another change, covers, another view, no view.
    replies.extend([
        Reply::Picked(5),
        ENTER,
        Reply::Picked(1),
        Reply::Picked(1),
        ENTER,
        ENTER,
        ENTER,
        ENTER,
    ]);
    let (asked, ending) = play(&replies);
    let Some(Ending::Save(_, answers)) = ending else {
        panic!("{asked:?}")
    };
    let (minutes, register) = (minutes(), register());
    let material = Material {
        page: &minutes.page,
        item: &minutes.items[0],
        items: 1,
        register: &register,
        sum: "0",
    };
    let plan = plan::plan(&material, &answers).expect("all is settled");
    assert!(plan.views.is_empty());
    assert_eq!(plan.clauses[0].readings, [Reading::Other]);
    assert_eq!(plan.clauses[1].readings, [Reading::Noted]);
    assert!(
        plan.clauses[1].action.is_none(),
        "what is only noted asks nobody for anything"
    );
}

#[test]
fn a_question_shows_the_clause_with_the_words_that_decide() {
    let (minutes, register, law) = (minutes(), register(), Law::england());
    let mut table = Table {
        minutes: &minutes,
        register: &register,
        law: &law,
        sum: "0",
        today: NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day"),
        marks: Marks::Brackets,
    };
    let shown = |table: &Table<'_>| {
        let mut form = Form::new(table, Some(0), Answers::default());
        for reply in opening() {
            form.answer(&reply);
        }
        form.question()
    };
    let question = shown(&table);
    assert!(
        question.about.contains(
            " >> a. the Committee deems that the community model [[is not a substantial]]\n >> [[variation.]]\n"
        ),
        "{}",
        question.about
    );
    assert!(
        question.about.contains("    RESOLVED:\n"),
        "the line before is shown\n{}",
        question.about
    );
    assert!(
        question.help.contains("SI 2013/218 reg 23(1)(a)"),
        "{}",
        question.help
    );
    assert!(matches!(question.answer, Answer::Pick(lines, 0) if lines[0] == "Right, go on"));
    table.marks = Marks::Styled;
    assert!(
        shown(&table)
            .about
            .contains("\u{1b}[4mis not a substantial\u{1b}[24m")
    );
}

#[test]
fn of_several_items_one_is_chosen_first_and_can_be_chosen_again() {
    let (mut minutes, register, law) = (minutes(), register(), Law::england());
    let mut other = minutes.items[0].clone();
    other.item.title = Some(text("Agenda ends."));
    other.clauses.truncate(1);
    minutes.items.push(other);
    let table = Table {
        minutes: &minutes,
        register: &register,
        law: &law,
        sum: "0",
        today: NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day"),
        marks: Marks::Brackets,
    };
    let mut form = Form::new(&table, None, Answers::default());
    assert_eq!(form.question().asks, "Which item?");
    let Turn::Chose(1) = form.answer(&Reply::Picked(1)) else {
        panic!("an item is chosen")
    };
    form.begin(1, Answers::default());
    assert_eq!(form.question().asks, "1 of 7  Which committee?");
    form.answer(&ENTER);
    form.answer(&Reply::Back);
    form.answer(&Reply::Back);
    assert!(
        form.question().asks.ends_with("Which item?"),
        "{}",
        form.question().asks
    );
    assert!(matches!(form.answer(&ENTER), Turn::Chose(0)));
    let given = Answers {
        title: Some("Given".to_owned()),
        ..Answers::default()
    };
    form.begin(0, given);
    assert!(
        form.question().asks.starts_with("1 of 7"),
        "what a flag says is not asked: {}",
        form.question().asks
    );
}

#[test]
fn of_a_line_that_holds_a_whole_item_only_what_is_near_is_shown() {
    let far = "\u{e9}t\u{e9} ".repeat(400);
    let text = format!("before\n{far}That it be noted. {far}\nafter");
    let start = text.find("That").expect("it is there");
    let near = super::excerpt::around(&text, Span::new(start, start + "That it be noted.".len()));
    assert!(near.len() < 600, "{}", near.len());
    assert!(text[near].contains("That it be noted."));
    let short = super::excerpt::around("one\ntwo three\nfour", Span::new(4, 7));
    assert_eq!(&"one\ntwo three\nfour"[short], "two three");
}
