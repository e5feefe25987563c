//! What to look at changes by.

use std::collections::BTreeMap;

use super::super::{Concluded, Conclusions};
use super::{Dimension, Gather, Named, Rows, Shape};
use crate::law::derive::State;
use crate::law::provision::{Effect, Weight};
use crate::record::change::Change;
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::value::PartialDate;
use crate::view::changes::dates;
use crate::view::duties::{Listed, Stage};
use crate::view::judgement::{Judgement, Overall, Standing};
use crate::view::words;

/// The judgements that a change as a whole can have, in the order in which people ask for them.
const OVERALL: [(Overall, &str, &str, &str); 7] = [
    (
        Overall::Substantial,
        "substantial",
        "Judged substantial",
        "that at least one council judged substantial, and none judged otherwise",
    ),
    (
        Overall::NotSubstantial,
        "not-substantial",
        "Judged not substantial",
        "that at least one council judged not substantial, and none judged otherwise",
    ),
    (
        Overall::Differ,
        "differ",
        "Councils differ",
        "that one council judged substantial and another not",
    ),
    (
        Overall::Several,
        "several",
        "More than one view",
        "on which a council has views that say different things",
    ),
    (
        Overall::Awaiting,
        "awaiting",
        "Awaiting a view",
        "on which a council put its answer off",
    ),
    (
        Overall::Silent,
        "silent",
        "No view recorded",
        "on which we hold no record of a council’s view",
    ),
    (
        Overall::Withdrawn,
        "withdrawn",
        "Withdrawn proposal",
        "whose proposal was given up",
    ),
];

/// Where one council can stand: its words in the address, and what its changes have in common.
const STANDINGS: [(Standing, &str, &str); 5] = [
    (Standing::Substantial, "substantial", "that {} judged substantial"),
    (
        Standing::NotSubstantial,
        "not-substantial",
        "that {} judged not substantial",
    ),
    (
        Standing::Several,
        "several",
        "on which {} has views that say different things",
    ),
    (
        Standing::PutOff,
        "put-off",
        "on which {} put its answer off, and no view is recorded",
    ),
    (
        Standing::Silent,
        "silent",
        "affecting {} on which we hold no record of its view",
    ),
];

/// Where the duties of a change can stand.
const DUTIES: [(Stage, &str, &str, &str); 4] = [
    (
        Stage::Passed,
        "overdue",
        "Something overdue on our records",
        "with something overdue on our records",
    ),
    (
        Stage::Due,
        "due",
        "Something due on a day to come",
        "with something due on a day to come",
    ),
    (
        Stage::NoDate,
        "no-date",
        "Something to be done, with no day stated",
        "with something to be done for which no day is stated",
    ),
    (
        Stage::Disputed,
        "disputed",
        "Something disputed",
        "with a duty that is disputed: owed if one recorded view is right, and not if the other is",
    ),
];

const NHS_BODY: Shape = Shape {
    word: "nhs-body",
    heading: "NHS body",
    about: "Each body responsible for a change, and each NHS body that buys a service that changes.",
    all: "All NHS bodies",
    frequent: true,
    dated: false,
};

const SERVICE: Shape = Shape {
    word: "service",
    heading: "Service",
    about: "Each service that a change on record touches.",
    all: "All services",
    frequent: true,
    dated: false,
};

const YEAR: Shape = Shape {
    word: "year",
    heading: "Year",
    about: "Each year in which a committee, council or NHS body dealt with a change. One that was dealt with in two \
                    years is counted in both.",
    all: "All years",
    frequent: false,
    dated: false,
};

const COUNCIL: Shape = Shape {
    word: "council",
    heading: "Council",
    about: "Each council whose area a change on record affects, or that has a view on one; and of its changes, how \
                many it judged substantial.",
    all: "All councils",
    frequent: true,
    dated: false,
};

const JUDGEMENT: Shape = Shape {
    word: "judgement",
    heading: "Judgement",
    about: "What the recorded views on each change amount to. Where only some of the councils have judged a change, \
                their view is the one that counts here.",
    all: "All judgements",
    frequent: false,
    dated: false,
};

const DUTY: Shape = Shape {
    word: "duty",
    heading: "What is due",
    about: "Where the duties to consult, involve or inform people about each change stand. A change can be counted more \
                than once.",
    all: "All states",
    frequent: false,
    dated: true,
};

pub(super) fn dimensions(
    register: &Register,
    conclusions: &Conclusions<'_>,
    rows: Rows<'_, '_>,
) -> Vec<Dimension> {
    let [mut services, mut years] = [Gather::default(), Gather::default()];
    let mut nhs = Gather::default();
    for (row, entry) in rows.changes.iter().enumerate() {
        bodies(&mut nhs, register, row, entry);
        for service in &entry.body.services {
            let name = words::from_slug(service);
            let tail = format!("to services recorded as “{}”", name.to_lowercase());
            services.put(row, Named::fixed(0, service, &name, &tail));
        }
        let found: Vec<i32> = dates(register, entry)
            .into_iter()
            .filter_map(PartialDate::year)
            .collect();
        let year = |year| {
            Named::year(
                year,
                |year| format!("that a committee, council or NHS body dealt with in {year}"),
                "without a known date of a meeting, view or decision",
            )
        };
        if found.is_empty() {
            years.put(row, year(None));
        }
        found.into_iter().for_each(|own| years.put(row, year(Some(own))));
    }
    let (judgement, council) = judged(register, rows.changes);
    let all = [
        judgement,
        council,
        nhs.finish(NHS_BODY),
        services.finish(SERVICE),
        years.finish(YEAR),
        due(conclusions, rows),
    ];
    all.into_iter().flatten().collect()
}

/// The body responsible, whatever it is, and those NHS bodies that buy the service.
fn bodies(nhs: &mut Gather, register: &Register, row: usize, entry: &Entry<Change>) {
    let buyers = entry.body.commissioners.iter().filter(|buyer| {
        let role = register.bodies[*buyer].body.role.value;
        role.commissions() || role.is_trust()
    });
    let responsible = entry.body.responsible_person.iter().map(|body| &body.id);
    for id in responsible.chain(buyers.map(|body| &body.id)) {
        let tail = |name: &str| format!("for which {name} is responsible, or buys the service");
        nhs.put(row, Named::body(register, id, tail));
    }
}

/// By judgement, and by council with each council's own view within.
fn judged(register: &Register, changes: &[&Entry<Change>]) -> (Option<Dimension>, Option<Dimension>) {
    let [mut judgements, mut councils] = [Gather::default(), Gather::default()];
    let mut views: BTreeMap<RecordId, Gather> = BTreeMap::new();
    for (row, entry) in changes.iter().enumerate() {
        let judgement = Judgement::of(register, entry);
        let overall = OVERALL.iter().enumerate();
        for (rank, (_, slug, words, tail)) in overall.filter(|(_, own)| own.0 == judgement.overall) {
            judgements.put(row, Named::fixed(rank, slug, words, tail));
        }
        for council in &judgement.councils {
            let id = &council.authority.id;
            councils.put(row, Named::body(register, id, |name| format!("affecting {name}")));
            let name = &*council.authority.body.name.value;
            let standing = STANDINGS.iter().enumerate();
            for (rank, (standing, slug, tail)) in standing.filter(|(_, own)| own.0 == council.standing) {
                let tail = tail.replace("{}", name);
                let own = Named::fixed(rank, slug, standing.words(), &tail);
                views.entry(id.clone()).or_default().put(row, own);
            }
        }
    }
    let mut councils = councils.finish(COUNCIL);
    for choice in councils.iter_mut().flat_map(|councils| &mut councils.choices) {
        let own = RecordId::new(&choice.slug).ok().and_then(|id| views.remove(&id));
        choice.within = own.and_then(|own| {
            own.finish(Shape {
                word: "view",
                ..Shape::default()
            })
        });
    }
    let judgements = judgements.finish(JUDGEMENT);
    (judgements, councils)
}

/// By where the duties of a change stand.
fn due(conclusions: &Conclusions<'_>, rows: Rows<'_, '_>) -> Option<Dimension> {
    let mut stages: BTreeMap<&RecordId, [bool; DUTIES.len()]> = BTreeMap::new();
    for listed in rows.duties {
        let change = match listed {
            Listed::Recorded(_, duty) => &duty.body.change.id,
            Listed::Derived(_, change, _) => &change.id,
        };
        if let Some(place) = DUTIES.iter().position(|(stage, ..)| *stage == listed.stage()) {
            stages.entry(change).or_default()[place] = true;
        }
    }
    let mut gather = Gather::default();
    for (row, entry) in rows.changes.iter().enumerate() {
        let own = stages.get(&entry.id).copied().unwrap_or_default();
        for (rank, (_, slug, words, tail)) in DUTIES.iter().enumerate().filter(|(rank, _)| own[*rank]) {
            gather.put(row, Named::fixed(rank, slug, words, tail));
        }
        if conclusions.about(&entry.id).is_some_and(is_unsure) {
            let tail = "of which it cannot be told yet whether something is to be done";
            let words = "Something that cannot be told yet";
            gather.put(row, Named::fixed(DUTIES.len(), "cannot-tell", words, tail));
        } else if own == [false; DUTIES.len()] {
            let tail = "with nothing outstanding on our records";
            gather.put(
                row,
                Named::fixed(DUTIES.len() + 1, "nothing", "Nothing outstanding", tail),
            );
        }
    }
    gather.finish(DUTY)
}

/// Whether the records leave it open that a duty is owed.
fn is_unsure(concluded: &Concluded<'_>) -> bool {
    concluded.gists.iter().any(|one| {
        one.state == State::CannotTell
            && one.provision.effect.value == Effect::Duty
            && one.provision.weight() != Weight::Routine
    })
}
