//! The questions: they fit the records, and answers become records and records answers with nothing lost.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use scrutiny::disk;
use scrutiny::form::{self, AmendError, Answer, Answers, Ground, Need, Question, amend, compose, recall};
use scrutiny::law::Law;
use scrutiny::record::Kind;
use scrutiny::register::Register;
use scrutiny::schema;
use scrutiny::source::{Source, Sources};
use scrutiny::yaml;
use serde_json::Value as Json;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");

fn demonstration() -> Sources {
    disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demonstration register can be read")
}

/// Each record of the demonstration with its kind.
fn records(sources: &Sources) -> Vec<(Kind, &Source)> {
    let of = |source: &Source| Kind::from_folder(source.path.split('/').nth(1)?);
    let all = sources
        .iter()
        .filter(|(_, source)| source.path.ends_with(".yaml"));
    all.filter_map(|(_, source)| Some((of(source)?, source)))
        .collect()
}

fn each(questions: &'static [Question], visit: &mut dyn FnMut(&'static Question)) {
    for question in questions {
        visit(question);
        each(question.parts(), visit);
    }
}

#[test]
fn every_question_has_its_place_in_the_record_and_its_provision_in_the_law() {
    let law = Law::of(&Sources::default());
    for kind in Kind::ALL {
        let questions = form::questions(kind);
        placed(questions, &schema::of(kind));
        let names: BTreeSet<&str> = questions.iter().map(|question| question.name).collect();
        assert_eq!(names.len(), questions.len(), "names of {kind} are unique");
        each(questions, &mut |question| {
            assert!(question.asks.ends_with('?'), "{}", question.asks);
            assert!(
                question.law.is_empty() || law.get(question.law).is_some(),
                "{} of {kind} names the provision {}",
                question.name,
                question.law
            );
        });
    }
}

fn placed(questions: &[Question], schema: &Json) {
    for question in questions {
        let mut at = schema.clone();
        for name in question.place.split('.') {
            at = present(&at)["properties"][name].clone();
            assert!(!at.is_null(), "{} has no field {}", question.name, question.place);
        }
        if !question.parts().is_empty() {
            let one = present(&at);
            placed(
                question.parts(),
                if one["items"].is_null() {
                    &one
                } else {
                    &one["items"]
                },
            );
        }
    }
}

/// The schema of a field that may be left out, as one that is there.
fn present(schema: &Json) -> Json {
    let ways = schema["anyOf"].as_array().cloned().unwrap_or_default();
    let is_real = |way: &&Json| way["properties"].is_object() || way["items"].is_object();
    ways.iter().find(is_real).unwrap_or(schema).clone()
}

#[test]
fn a_record_laid_into_itself_stays_as_it_is() {
    let sources = demonstration();
    let (register, _) = Register::build(&sources);
    let ground = Ground {
        register: &register,
        today: TODAY,
    };
    let records = records(&sources);
    assert!(records.len() > 15);
    for (kind, source) in records {
        let values = yaml::json(&source.text).expect("it can be read");
        let answers = recall(kind, &values);
        assert_eq!(
            amend(kind, &source.text, &answers, &ground).as_deref(),
            Ok(source.text.as_str()),
            "{}",
            source.path
        );
    }
}

#[test]
fn answers_recalled_from_a_record_make_the_same_record() {
    let sources = demonstration();
    let (register, _) = Register::build(&sources);
    let ground = Ground {
        register: &register,
        today: TODAY,
    };
    for (kind, source) in records(&sources) {
        let values = yaml::json(&source.text).expect("it can be read");
        let answers = recall(kind, &values);
        let made =
            compose(kind, &answers, &ground).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", source.path));
        let text = yaml::write(made.fields.as_slice());
        let again = yaml::json(&text).expect("what is written can be read");
        assert_eq!(recall(kind, &again), answers, "{}", source.path);
        // What is asked for stands as it stood; the rest is what no question asks for.
        for (name, value) in again.as_object().expect("fields") {
            let whole = form::questions(kind)
                .iter()
                .any(|question| question.place == name);
            if let Some(text) = value.as_str().filter(|_| whole) {
                let before = values[name].as_str().map(str::trim_end);
                assert_eq!(Some(text), before, "{name} of {}", source.path);
            }
        }
    }
}

#[test]
fn one_answer_changed_in_any_record_changes_that_and_nothing_else() {
    let sources = demonstration();
    let (register, _) = Register::build(&sources);
    let ground = Ground {
        register: &register,
        today: TODAY,
    };
    let mut changed = 0;
    for (kind, source) in records(&sources) {
        let values = yaml::json(&source.text).expect("it can be read");
        let old = recall(kind, &values);
        for question in form::questions(kind) {
            let excluded = matches!(question.need, Need::OneOf(_)) && !old.has(question.name);
            let Some(text) = other(question).filter(|_| !excluded) else {
                continue;
            };
            let mut new = old.clone();
            new.set_one(question.name, Some(text));
            let amended = amend(kind, &source.text, &new, &ground)
                .unwrap_or_else(|wrong| panic!("{} of {}: {wrong:?}", question.name, source.path));
            let now = yaml::json(&amended).expect("it can be read");
            assert_eq!(recall(kind, &now), new, "{} of {}", question.name, source.path);
            let gone: Vec<&str> = source
                .text
                .lines()
                .filter(|line| !amended.contains(line))
                .collect();
            // Long answers stand in several lines.
            let lines = |text: &String| text.lines().count() + text.len() / 60;
            let most = 1 + old.texts(question.name).iter().map(lines).sum::<usize>();
            assert!(
                gone.len() <= most,
                "{} of {}: {gone:?}",
                question.name,
                source.path
            );
            changed += 1;
        }
    }
    assert!(changed > 100, "{changed}");
}

/// An answer that no record of the demonstration gives.
fn other(question: &Question) -> Option<&'static str> {
    match question.answer {
        Answer::Line | Answer::Prose => Some("Something else: a \"quoted\" word, #1"),
        Answer::Date => Some("2019-02"),
        Answer::Address => Some("https://elsewhere.example/a?b=c#d"),
        Answer::Slug => Some("elsewhere"),
        Answer::Word(words) => words.last().map(|spec| spec.word),
        Answer::Body(_) | Answer::Record(_) | Answer::Whom(_) | Answer::Clause => Some("elsewhere"),
        Answer::Provision | Answer::Row(_) => None,
    }
}

#[test]
fn what_no_question_asks_for_survives_a_change_of_its_row() {
    let text = "committee: hosc\nmeeting: 2026-01-20\nitem: Wards\nclauses:\n  # as published\n  - label: a\n    words: Noted.\n    \
                reads_as: noted\n  - label: b\n    words: That the Trust return.\n    reads_as: invited\n    action:\n      \
                owner: hosc\n      due: unknown\n      done: {date: 2026-02-01, evidence: A letter}\n";
    let register = Register::default();
    let ground = Ground {
        register: &register,
        today: TODAY,
    };
    let mut answers = recall(Kind::Resolution, &yaml::json(text).expect("it can be read"));
    let mut rows = answers.rows("clause").to_vec();
    rows[1].set_one("due", Some("30/06/2026"));
    rows.remove(0);
    answers.set_rows("clause", rows);
    let amended = amend(Kind::Resolution, text, &answers, &ground).expect("it can be laid in");
    assert!(
        amended.contains("done: {date: 2026-02-01, evidence: A letter}"),
        "{amended}"
    );
    assert!(amended.contains("due: 2026-06-30"), "{amended}");
    assert!(!amended.contains("Noted."), "{amended}");
}

#[test]
fn mistakes_are_told_all_at_once_each_at_its_question() {
    let register = Register::default();
    let ground = Ground {
        register: &register,
        today: TODAY,
    };
    let mut answers = Answers::new().with("title", "A ward moves").with("kind", "mvoe");
    answers.set_rows("key-date", vec![Answers::new().with("date", "soon")]);
    let wrong = compose(Kind::Change, &answers, &ground).expect_err("there are mistakes");
    let told: Vec<String> = wrong
        .iter()
        .map(|mistake| format!("{}{:?}: {}", mistake.at.name, mistake.at.within, mistake.cure))
        .collect();
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told[0].starts_with("summaryNone"), "{told:#?}");
    assert!(told[1].contains("did you mean `move`?"), "{told:#?}");
    assert!(
        told[2].starts_with("key-dateSome((0, Some(\"date\")))"),
        "{told:#?}"
    );
    assert!(
        told[3].starts_with("key-dateSome((0, Some(\"what\")))"),
        "{told:#?}"
    );
    let error = amend(Kind::Change, "title: [", &answers, &ground);
    assert_eq!(error, Err(AmendError::Unreadable));
}

#[test]
fn a_place_in_a_record_leads_to_its_question() {
    let text = "committee: hosc\nclauses:\n  - label: a\n    words: Noted.\n    reads_as: noted\n    action: {due: soon}\n";
    let at = |found: &str| {
        let start = text.find(found).expect("it is there");
        let span = scrutiny::source::Span::new(start, start + found.len());
        let spot = form::spot(Kind::Resolution, text, span).expect("there is a question");
        (spot.name, spot.within)
    };
    assert_eq!(at("hosc"), ("committee", None));
    assert_eq!(at("Noted."), ("clause", Some((0, Some("words")))));
    assert_eq!(at("soon"), ("clause", Some((0, Some("due")))));
}
