//! What holds of every case: nothing is concluded without reasons, nothing unrelated matters, and to know more never makes
//! a requirement unknown.

use std::collections::BTreeSet;

use scrutiny::law::condition::Condition;
use scrutiny::law::fact::{Event, Fact};
use scrutiny::law::trace::Ground;

use super::*;

/// Every case of every file, with its register.
fn each(mut look: impl FnMut(&str, &Scenario, &Law, &Sources)) {
    for path in files() {
        for scenario in scenarios(&path) {
            let sources = sources(&scenario);
            let law = Law::of(&sources);
            let title = format!("{}: {}", path.display(), scenario.name);
            look(&title, &scenario, &law, &sources);
        }
    }
}

fn lines(law: &Law, sources: &Sources, about: &str, day: NaiveDate) -> Vec<String> {
    let (register, _) = Register::build(sources);
    let derivation = derive(law, &register, about, day);
    let mut lines: Vec<String> = derivation.derived.iter().map(line).collect();
    lines.extend(derivation.cautions.iter().map(|caution| caution.says.clone()));
    lines
}

#[test]
fn no_conclusion_lacks_its_reasons() {
    each(|title, scenario, law, sources| {
        let (register, _) = Register::build(sources);
        for day in &scenario.days {
            for one in derive(law, &register, &scenario.about, day.as_at).derived {
                let reasons = one.because.reasons();
                assert!(!reasons.is_empty(), "{title}: {}", line(&one));
                assert!(
                    reasons.iter().all(|step| !step.says.is_empty()),
                    "{title}: {}",
                    line(&one)
                );
                assert_eq!(
                    one.applies == Finding::Unknown,
                    !one.because.missing().is_empty(),
                    "{title}: {}",
                    line(&one)
                );
            }
        }
    });
}

#[test]
fn an_unrelated_record_changes_nothing() {
    let strangers = [
        (
            "records/bodies/stranger.yaml",
            "name: A Stranger\nrole: local-authority\n",
        ),
        (
            "records/bodies/stranger-hosc.yaml",
            "name: Stranger HOSC\nrole: scrutiny-committee\npart_of: stranger\n",
        ),
        (
            "records/bodies/stranger-icb.yaml",
            "name: Stranger ICB\nrole: icb\n",
        ),
        (
            "records/changes/another.yaml",
            "title: Another\nkind: closure\nresponsible_person: stranger-icb\nauthorities: [{authority: stranger, \
             consultation: {began: 2023-01-01, comments_due: 2023-02-01}, referral: {made: 2023-03-01}}]\n\
             affects_manner_or_range: {answer: yes}\nurgent: {ground: staff-safety, decided: 2023-01-01}\n",
        ),
        (
            "records/determinations/another.yaml",
            "change: another\nby: stranger-hosc\nauthority: stranger\nview: substantial-variation\ndate: 2022-12-01\n",
        ),
        (
            "records/resolutions/another.yaml",
            "committee: stranger-hosc\nmeeting: 2022-12-01\nitem: Another\nchanges: [another]\nclauses: []\n",
        ),
        (
            "records/duties/another.yaml",
            "title: Another\nchange: another\nbasis: {provision: hs-reg23-1a-consult}\nowed_by: stranger-icb\n\
             owed_to: [stranger]\ndischarged: {date: 2023-01-01, evidence: A letter}\n",
        ),
    ];
    each(|title, scenario, law, sources| {
        let more = strangers
            .iter()
            .map(|(path, text)| fixture::file(path, text))
            .collect();
        let crowded = sources.clone().with(more);
        for day in &scenario.days {
            assert_eq!(
                lines(law, sources, &scenario.about, day.as_at),
                lines(law, &crowded, &scenario.about, day.as_at),
                "{title}"
            );
        }
    });
}

/// Things that may come to be known of a change of which they are not recorded.
const KNOWLEDGE: &[(&str, &[&str])] = &[
    ("affects_manner_or_range", &["{answer: yes}", "{answer: no}"]),
    (
        "providers",
        &["{current: [shires-trust]}", "{current: [care-company]}"],
    ),
    (
        "commissioners",
        &["[shires-icb]", "[eastshire]", "[shires-icb, nhs-england]"],
    ),
    (
        "responsible_person",
        &["shires-icb", "shires-trust", "care-company"],
    ),
    ("under_consideration_from", &["2012-06-01"]),
    (
        "procurement",
        &[
            "{process: competitive}",
            "{process: direct-award-a, awarded: 2024-03-01}",
            "{regime: other}",
        ],
    ),
];

#[test]
fn to_know_more_never_makes_a_requirement_unknown() {
    let (mut tried, mut turn) = (0, 0);
    each(|title, scenario, law, sources| {
        let Some(id) = scenario.about.strip_prefix("changes/") else {
            return;
        };
        let path = Value::String(format!("changes/{id}"));
        let Some(Value::Mapping(change)) = scenario.records.get(&path) else {
            return;
        };
        for (field, answers) in KNOWLEDGE {
            if change.contains_key(*field) {
                continue;
            }
            // The answers take turns over the cases: each case is tried with one.
            turn += 1;
            let mut richer = scenario.clone();
            let mut record = change.clone();
            let value: Value = serde_yaml::from_str(answers[turn % answers.len()]).expect("YAML");
            record.insert(Value::String((*field).to_owned()), value);
            richer.records.insert(path.clone(), Value::Mapping(record));
            let more = super::sources(&richer);
            for day in &scenario.days {
                tried += 1;
                forgets_nothing(title, law, (sources, &more), &scenario.about, day.as_at, field);
            }
        }
    });
    assert!(tried > 200, "only {tried} were tried");
}

/// What was required of a subject may be required no longer, or of another, but is never unknown.
fn forgets_nothing(
    title: &str,
    law: &Law,
    (before, after): (&Sources, &Sources),
    about: &str,
    day: NaiveDate,
    field: &str,
) {
    let known = |sources: &Sources, wanted: fn(Finding) -> bool| -> BTreeSet<String> {
        let (register, _) = Register::build(sources);
        let derivation = derive(law, &register, about, day);
        let told = derivation.derived.iter().filter(|one| wanted(one.applies));
        // Who is bound may change with what is known; the subject does not.
        told.map(|one| {
            let council = one
                .subject
                .council()
                .map(|council| council.authority.id.to_string());
            format!("{} {:?} {council:?}", *one.provision.id, one.subject.scope())
        })
        .collect()
    };
    let required = known(before, |finding| finding == Finding::Yes);
    let unknown = known(after, |finding| finding == Finding::Unknown);
    let lost: Vec<_> = required.intersection(&unknown).collect();
    assert!(
        lost.is_empty(),
        "{title}, as at {day}, with {field} known: {lost:?}"
    );
}

#[test]
fn every_word_of_the_vocabulary_is_used_and_answered() {
    let law = Law::england();
    let (mut facts, mut events) = (BTreeSet::new(), BTreeSet::new());
    for provision in law.provisions() {
        provision.when.walk(&mut |part| match part {
            Condition::Fact(fact) => drop(facts.insert(fact.value)),
            Condition::Before(when) => drop(events.insert(when.event.value)),
            _ => {}
        });
        events.extend(provision.met_by.iter().map(|event| event.value));
        events.extend(provision.before.iter().map(|event| event.value));
        if let Some(deadline) = &provision.deadline {
            events.insert(deadline.from.value);
            events.extend(deadline.or_if_later.as_ref().map(|event| event.value));
        }
    }
    let unused: Vec<&str> = Fact::ALL
        .iter()
        .filter(|(fact, _)| !facts.contains(fact))
        .map(|(_, spec)| spec.word)
        .collect();
    assert!(unused.is_empty(), "facts that no provision asks: {unused:?}");
    // These are there for provisions of a register's own, which often run from them.
    let local = [Event::Consideration, Event::ReportMade, Event::CallInFinish];
    let idle: Vec<&str> = Event::ALL
        .iter()
        .filter(|(event, _)| !events.contains(event) && !local.contains(event))
        .map(|(_, spec)| spec.word)
        .collect();
    assert_eq!(
        idle,
        Vec::<&str>::new(),
        "events that nothing runs from or is met by"
    );
    let mut answered = BTreeSet::new();
    each(|_, scenario, law, sources| {
        let (register, _) = Register::build(sources);
        for day in &scenario.days {
            for one in derive(law, &register, &scenario.about, day.as_at).derived {
                gather(&one.because, &mut answered);
            }
        }
    });
    // What only provisions ask that were never brought into force is never asked.
    facts.remove(&Fact::HealthSpecialAdministrator);
    let silent: Vec<&str> = facts
        .iter()
        .filter(|fact| !answered.contains(*fact))
        .map(|fact| fact.word())
        .collect();
    assert!(silent.is_empty(), "facts that no case turns on: {silent:?}");
}

fn gather(step: &scrutiny::law::trace::Step, found: &mut BTreeSet<Fact>) {
    if let Ground::Fact(fact) = step.ground
        && &*step.says != "nothing of the kind is recorded"
    {
        found.insert(fact);
    }
    step.because.iter().for_each(|part| gather(part, found));
}
