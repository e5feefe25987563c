//! The register in this repository: that it is sound, and that it says what its sources say and no more.

use std::path::Path;

use chrono::NaiveDate;
use scrutiny::check::check;
use scrutiny::diagnostic::{Style, render};
use scrutiny::disk;
use scrutiny::law::Law;
use scrutiny::record::change::Change;
use scrutiny::record::determination::{TakenBy, View};
use scrutiny::record::duty::{Audience, People};
use scrutiny::record::resolution::{MinutesStatus, Reading, Resolution};
use scrutiny::record::{Kind, RecordId};
use scrutiny::register::Register;
use scrutiny::site::Templates;
use scrutiny::source::Sources;
use scrutiny::value::{Status, Truth};

const KENT: &str = "kent-hosc-2025-10-09-all-age-mental-health";
const MEDWAY: &str = "medway-cyp-therapeutic-alliance-award";
const ALL_AGE: &str = "all-age-mental-health-2025";
const KENT_ALLIANCE: &str = "kent-therapeutic-alliance-2025";
const MEDWAY_ALLIANCE: &str = "medway-therapeutic-alliance-2025";

/// The records of this repository, as the program reads them.
fn sources() -> Sources {
    disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the records of this repository")
}

/// The register; every problem that `scrutiny check` would show fails the test that asks for it.
fn register() -> Register {
    let sources = sources();
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day");
    let (register, problems) = check(&sources, &Law::of(&sources), today);
    let problems: Vec<String> = problems
        .sorted()
        .iter()
        .map(|problem| render(problem, &sources, Style::Plain))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    register
}

fn id(text: &str) -> RecordId {
    RecordId::new(text).expect("an id")
}

fn change<'r>(register: &'r Register, name: &str) -> &'r Change {
    &register.changes.get(&id(name)).expect(name).body
}

fn resolution<'r>(register: &'r Register, name: &str) -> &'r Resolution {
    &register.resolutions.get(&id(name)).expect(name).body
}

/// The councils a change affects.
fn authorities(change: &Change) -> Vec<&str> {
    let authorities = change.authorities.iter();
    authorities
        .map(|affected| affected.authority.id.as_str())
        .collect()
}

#[test]
fn every_record_is_sound_and_published() {
    let register = register();
    let counts = [
        register.bodies.len(),
        register.changes.len(),
        register.resolutions.len(),
        register.determinations.len(),
        register.duties.len(),
    ];
    assert_eq!(counts, [8, 3, 2, 1, 4]);
    assert_eq!(register.files().count(), register.entries().count());
    assert!(register.entries().all(|entry| entry.status == Status::Recorded));
    let pages: Vec<&str> = register.pages.keys().map(RecordId::as_str).collect();
    assert_eq!(pages, ["about", "accessibility", "glossary"]);
}

#[test]
fn it_says_that_it_is_a_demonstration_and_what_is_missing() {
    let register = register();
    let settings = register.settings.as_ref().expect("the settings");
    let about = settings.about.as_ref().expect("a sentence on what it holds");
    assert!(settings.publisher.contains("demonstration"));
    assert!(about.contains("not an official publication"));
    assert!(settings.base_address.is_none());
    assert!(!settings.missing.is_empty());
    assert!(
        register.pages[&id("about")]
            .text
            .contains("It is a demonstration")
    );
}

#[test]
fn words_of_clauses_are_exact() {
    let register = register();
    let words = |name, label| {
        let clause = resolution(&register, name).clause(label).expect("a clause");
        clause.words.to_string()
    };
    assert_eq!(
        words(KENT, "a"),
        "he Committee deems that the proposal relating to the new Integrated All-Age Mental Health Services model is \
         not a substantial variation of service."
    );
    assert_eq!(
        words(KENT, "b"),
        "NHS representatives be invited to attend this Committee and present an update at an appropriate time."
    );
    assert_eq!(
        words(MEDWAY, "a"),
        "The Committee noted that North Kent Mind (NKM) had been successfully awarded the contract for the Medway \
         Therapeutic Alliance Service."
    );
    assert_eq!(
        words(MEDWAY, "b"),
        "The Committee noted the mobilisation strategy for the launch of the Medway Therapeutic Alliance, on 01 April \
         2026."
    );
}

#[test]
fn the_one_determination_covers_the_all_age_model_in_kent_only() {
    let register = register();
    let determinations: Vec<_> = register.determinations.iter().collect();
    let [entry] = determinations.as_slice() else {
        panic!("exactly one determination, found {}", determinations.len());
    };
    let view = &entry.body;
    assert_eq!(view.view.value, View::NotSubstantial);
    assert_eq!(view.change.id.as_str(), ALL_AGE);
    assert_eq!(view.by.id.as_str(), "kent-hosc");
    assert_eq!(
        view.authority.as_ref().unwrap().id.as_str(),
        "kent-county-council"
    );
    assert_eq!(
        view.taken_by.as_ref().expect("who took it").value,
        TakenBy::Committee
    );
    assert_eq!(view.date.to_string(), "2025-10-09");
    assert_eq!(
        view.scope.as_ref().expect("a scope").to_string(),
        "The all-age model only; not the Therapeutic Alliance contract discussed under the same item."
    );
    let clause = view.resolution.as_ref().expect("the clause that holds it");
    let held = register.resolutions[&clause.id].body.clause(&clause.clause);
    assert!(
        held.expect("that clause")
            .reads_as
            .include(Reading::Determination)
    );
    assert!(register.determinations_of(&id(KENT_ALLIANCE)).is_empty());
    assert!(register.determinations_of(&id(MEDWAY_ALLIANCE)).is_empty());
}

#[test]
fn noting_is_no_view() {
    let register = register();
    let medway = resolution(&register, MEDWAY);
    assert!(medway.meeting.is_unknown());
    assert_eq!(medway.clauses.len(), 2);
    for clause in &medway.clauses {
        let readings: Vec<Reading> = clause.reads_as.0.iter().map(|reading| reading.value).collect();
        assert_eq!(readings, [Reading::Noted]);
        assert!(clause.action.is_none());
    }
    assert!(register.determinations_in(&id(MEDWAY)).is_empty());
}

#[test]
fn the_invitation_has_no_date() {
    let register = register();
    let clause = resolution(&register, KENT).clause("b").expect("clause b");
    assert!(clause.reads_as.include(Reading::Invited));
    assert!(!clause.reads_as.include(Reading::RequiresAttendance));
    let action = clause.action.as_ref().expect("an action");
    assert_eq!(action.owner.as_ref().expect("an owner").id.as_str(), "kent-hosc");
    let concerning: Vec<&str> = action.concerning.iter().map(|body| body.id.as_str()).collect();
    assert_eq!(concerning, ["nhs-kent-and-medway"]);
    assert!(action.due.is_unknown());
    assert!(action.done.is_none());
}

#[test]
fn one_item_is_about_two_changes() {
    let register = register();
    let about = |name| {
        let changes = resolution(&register, name).changes.iter();
        changes.map(|change| change.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(about(KENT), [ALL_AGE, KENT_ALLIANCE]);
    assert_eq!(about(MEDWAY), [MEDWAY_ALLIANCE]);
}

#[test]
fn councils_and_responsible_persons_are_those_of_the_sources() {
    let register = register();
    let responsible = |name| {
        let person = change(&register, name).responsible_person.as_ref();
        person.map(|person| person.id.as_str())
    };
    let buyer = |name| {
        let procurement = change(&register, name).procurement.as_ref();
        let buyer = procurement.and_then(|procurement| procurement.buyer.as_ref());
        buyer.expect("a buyer").id.as_str()
    };
    let both = ["kent-county-council", "medway-council"];
    assert_eq!(authorities(change(&register, ALL_AGE)), both);
    assert_eq!(authorities(change(&register, KENT_ALLIANCE)), both[..1]);
    assert_eq!(authorities(change(&register, MEDWAY_ALLIANCE)), both[1..]);
    assert_eq!(responsible(ALL_AGE), Some("nhs-kent-and-medway"));
    assert_eq!(responsible(KENT_ALLIANCE), Some("nhs-kent-and-medway"));
    assert_eq!(
        responsible(MEDWAY_ALLIANCE),
        None,
        "a council that buys is not one"
    );
    assert_eq!(buyer(MEDWAY_ALLIANCE), "medway-council");
}

#[test]
fn what_the_sources_do_not_say_is_unknown() {
    let register = register();
    let answer = |name| {
        let assertion = change(&register, name).affects_manner_or_range.as_ref();
        let assertion = assertion.expect("an assertion");
        let by = assertion.asserted_by.as_ref().map(|body| body.id.as_str());
        (assertion.answer.value, by)
    };
    assert_eq!(answer(ALL_AGE), (Truth::No, Some("kmpt")));
    assert_eq!(answer(KENT_ALLIANCE), (Truth::Unknown, None));
    assert_eq!(answer(MEDWAY_ALLIANCE), (Truth::Unknown, None));
    for entry in register.changes.iter() {
        let procurement = entry.body.procurement.as_ref().expect("a procurement");
        assert!(procurement.awarded.is_unknown(), "{}", entry.id);
        assert!(entry.body.under_consideration_from.is_unknown(), "{}", entry.id);
    }
    for entry in register.resolutions.iter() {
        let minutes = entry.body.minutes.as_ref().expect("the minutes");
        assert_eq!(minutes.status.value, MinutesStatus::Unknown);
        assert!(minutes.sha256.is_some());
    }
}

#[test]
fn dates_of_the_contracts_are_those_of_the_notices() {
    let register = register();
    let dates = |name| {
        let procurement = change(&register, name).procurement.as_ref();
        let procurement = procurement.expect("a procurement");
        [
            procurement.intent_published.to_string(),
            procurement.award_notice.to_string(),
            procurement.begins.to_string(),
        ]
    };
    assert_eq!(dates(ALL_AGE), ["unknown", "unknown", "unknown"]);
    assert_eq!(dates(KENT_ALLIANCE), ["2025-07-02", "2026-02-10", "2026-04-01"]);
    assert_eq!(dates(MEDWAY_ALLIANCE), ["2025-12-15", "2026-05-05", "2026-04-01"]);
    let all_age = change(&register, ALL_AGE);
    let notices = &all_age.procurement.as_ref().expect("a procurement").notices;
    assert_eq!(notices[0].to_string(), "2025/S 000-036221");
    assert_eq!(all_age.key_dates[0].date.to_string(), "2025-06-30");
}

#[test]
fn a_contract_term_stands_beside_what_the_law_requires() {
    let register = register();
    let duties = register.duties_of(&id(ALL_AGE));
    let (of_law, others): (Vec<_>, Vec<_>) = duties
        .into_iter()
        .partition(|duty| duty.body.basis.provision.is_some());
    assert_eq!((of_law.len(), others.len()), (2, 1));
    let duty = &others[0].body;
    assert!(duty.basis.undertaking.is_some());
    assert!(duty.basis.provision.is_none() && duty.basis.clause.is_none());
    assert_eq!(duty.owed_by.id.as_str(), "kmpt");
    assert!(matches!(duty.owed_to.as_slice(), [Audience::People(people)] if people.value == People::Public));
    assert!(duty.due.is_none() && duty.discharged.is_none());
}

#[test]
fn no_e_mail_address_is_published() {
    for (_, source) in sources().iter() {
        assert!(!source.text.contains('@'), "{}", source.path);
    }
}

#[test]
fn links_within_the_register_lead_somewhere() {
    let register = register();
    let sources = sources();
    let links = sources.iter().flat_map(|(_, source)| {
        let targets = source.text.split("](").skip(1);
        targets.filter_map(|rest| rest.split(')').next().map(|target| (&source.path, target)))
    });
    let mut seen = 0;
    for (path, target) in links.filter(|(_, target)| !target.starts_with("http")) {
        let (folder, name) = target.split_once('/').expect("a folder and an id");
        let known = match Kind::from_word(folder) {
            Some(kind) => register.entry(kind, &id(name)).is_some(),
            None => folder == "pages" && register.pages.contains_key(&id(name)),
        };
        assert!(known, "{path}: {target}");
        seen += 1;
    }
    assert!(seen > 0, "the pages link to records");
}

#[test]
fn the_templates_beside_it_are_those_the_program_brings() {
    // All that lies there counts as the register's own, that of the forms too, which is no part of a site.
    let own = disk::read_templates(Path::new(env!("CARGO_MANIFEST_DIR")))
        .expect("the templates of this repository");
    assert!(
        own.contains_key("home.html") && own.contains_key("edit/form.css"),
        "{:?}",
        own.keys()
    );
    Templates::new(&own).expect("they can be used");
}
