//! Lists of choices from a small register.

use super::*;
use crate::form::question;
use crate::source::{Source, Sources};

fn register() -> Register {
    let file = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
    let body = |id: &str, text: &str| file(&format!("records/bodies/{id}.yaml"), text);
    Register::build(&Sources::new(vec![
        body("northmere", "name: Northmere Council\nrole: local-authority\n"),
        body("wexcombe", "name: Wexcombe Council\nrole: local-authority\nstatus: draft\n"),
        body("northmere-hosc", "name: Northmere Health Scrutiny Committee\nshort_name: Northmere HOSC\nrole: scrutiny-committee\npart_of: northmere\n"),
        body("chateau", "name: Ch\u{e2}teau Trust\nrole: nhs-trust\n"),
        body("old-ccg", "name: Aldergate CCG\nrole: ccg\nactive: {until: 2022-06-30}\n"),
        file("records/changes/2025/ward.yaml", "title: The ward moves\nkind: move\nkey_dates: [{date: 2025-06-01, what: It moves}]\n"),
        file("records/changes/2026/model.yaml", "title: A new model\nkind: new-model\nservices: [stroke]\n"),
        file("records/resolutions/2026/one.yaml", "committee: northmere-hosc\nmeeting: 2026-01-20\nitem: Wards\nchanges: [ward]\nclauses:\n  - {label: a, words: Noted., reads_as: noted}\n  - {label: b, words: Not substantial., reads_as: [noted, determination]}\n"),
        file("records/resolutions/2026/two.yaml", "committee: northmere-hosc\nmeeting: 2026-03-12\nitem: Models\nchanges: [model]\nclauses: [{label: a, words: Noted., reads_as: noted}]\n"),
    ])).0
}

fn listed(kind: Kind, name: &str, answers: &Answers) -> Vec<Choice> {
    let (register, law) = (register(), Law::england());
    let known = Known {
        register: &register,
        law: &law,
        today: chrono::NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day"),
    };
    choices(
        question(kind, name).expect("a question"),
        answers,
        answers,
        &known,
    )
}

fn ids(list: &[Choice]) -> Vec<&str> {
    list.iter().map(|choice| choice.answer.as_str()).collect()
}

#[test]
fn bodies_are_those_of_the_role_or_the_likely_first_and_the_former_last() {
    let none = Answers::new();
    assert_eq!(
        ids(&listed(Kind::Resolution, "committee", &none)),
        ["northmere-hosc"]
    );
    let all = listed(Kind::Change, "responsible-person", &none);
    assert_eq!(
        ids(&all),
        ["chateau", "northmere", "northmere-hosc", "wexcombe", "old-ccg"]
    );
    let lines: Vec<String> = all.iter().map(Choice::line).collect();
    assert_eq!(
        lines[2],
        "Northmere HOSC (Northmere Health Scrutiny Committee; scrutiny committee)"
    );
    assert_eq!(lines[3], "Wexcombe Council (draft; local authority)");
    assert!(lines[4].ends_with("; no more)"), "{lines:?}");
    assert_eq!(listed(Kind::Duty, "owed-to", &none)[0].answer, "public");
}

#[test]
fn changes_are_newest_first_and_resolutions_those_of_the_change() {
    let none = Answers::new();
    assert_eq!(
        ids(&listed(Kind::Determination, "change", &none)),
        ["model", "ward"]
    );
    assert_eq!(
        ids(&listed(Kind::Determination, "resolution", &none)),
        ["two", "one"]
    );
    let about = Answers::new().with("change", "ward").with("resolution", "one");
    assert_eq!(
        ids(&listed(Kind::Determination, "resolution", &about)),
        ["one", "two"]
    );
    assert_eq!(ids(&listed(Kind::Determination, "clause", &about)), ["b", "a"]);
    assert!(listed(Kind::Determination, "clause", &none).is_empty());
    assert_eq!(ids(&listed(Kind::Change, "service", &none)), ["stroke"]);
}

#[test]
fn provisions_that_lay_duties_come_first() {
    let list = listed(Kind::Duty, "provision", &Answers::new());
    let law = Law::england();
    let first = law.get(&list[0].answer).expect("it is known");
    assert_eq!(first.effect.value, Effect::Duty);
    assert_eq!(list.len(), law.provisions().len());
}

#[test]
fn a_filter_wants_all_words_and_no_accents() {
    let list = listed(Kind::Change, "responsible-person", &Answers::new());
    assert_eq!(matching(&list, "TRUST chateau"), [0]);
    assert_eq!(matching(&list, "northmere council"), [1]);
    assert_eq!(matching(&list, "").len(), 5);
    assert!(matching(&list, "harrowdale").is_empty());
}
