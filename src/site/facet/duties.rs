//! What to look at duties by.

use super::super::Conclusions;
use super::{Dimension, Gather, Named, Shape};
use crate::law::case::Party;
use crate::record::duty::Audience;
use crate::register::Register;
use crate::view::duties::{Listed, Stage};
use crate::view::words;

const STAGES: [(Stage, &str, &str, &str); 6] = [
    (
        Stage::Passed,
        "overdue",
        "Overdue on our records",
        "whose last day has passed, and that we hold no record of anybody having done",
    ),
    (Stage::Due, "due", "Due on a day to come", "due on a day to come"),
    (
        Stage::NoDate,
        "no-date",
        "To be done; no last day is stated",
        "to be done, with no last day stated",
    ),
    (
        Stage::Disputed,
        "disputed",
        "Disputed",
        "in dispute: owed if one recorded view is right, and not if the other is",
    ),
    (Stage::Done, "done", "Recorded as done", "recorded as done"),
    (Stage::Ended, "no-longer-owed", "No longer owed", "no longer owed"),
];

const STATE: Shape = Shape {
    word: "state",
    heading: "Where they stand",
    about: "Whether what must be done is due, overdue, disputed or done.",
    all: "All states",
    frequent: false,
    dated: true,
};

const OWED_BY: Shape = Shape {
    word: "owed-by",
    heading: "Who owes them",
    about: "Each body that has to do something, and each role that nobody on record is known to have.",
    all: "All who owe one",
    frequent: true,
    dated: true,
};

const OWED_TO: Shape = Shape {
    word: "owed-to",
    heading: "To whom they are owed",
    about: "Each council, body or group of people that something has to be done for.",
    all: "All to whom one is owed",
    frequent: true,
    dated: true,
};

pub(super) fn dimensions(
    register: &Register,
    conclusions: &Conclusions<'_>,
    rows: &[Listed<'_>],
) -> Vec<Dimension> {
    let [mut stages, mut bearers, mut owed_to] = [(); 3].map(|()| Gather::default());
    let by = |name: &str| format!("owed by {name}");
    let to = |name: &str| format!("owed to {name}");
    for (row, listed) in rows.iter().enumerate() {
        let stage = STAGES.iter().enumerate();
        for (rank, (_, slug, words, tail)) in stage.filter(|(_, own)| own.0 == listed.stage()) {
            stages.put(row, Named::fixed(rank, slug, words, tail));
        }
        match listed {
            Listed::Recorded(_, duty) => {
                bearers.put(row, Named::body(register, &duty.body.owed_by.id, by));
                for audience in &duty.body.owed_to {
                    let own = match audience {
                        Audience::People(people) => Named::people(register, words::people(people.value), to),
                        Audience::Body(body) => Named::body(register, &body.id, to),
                    };
                    owed_to.put(row, own);
                }
            }
            Listed::Derived(_, change, which) => {
                let kept = conclusions.kept(&change.id, *which);
                let one = kept.map(|kept| &kept.outcome);
                for party in one.iter().flat_map(|one| &one.bearers) {
                    bearers.put(row, named(register, party, by));
                }
                for party in one.iter().flat_map(|one| &one.owed_to) {
                    owed_to.put(row, named(register, party, to));
                }
            }
        }
    }
    let all = [
        stages.finish(STATE),
        bearers.finish(OWED_BY),
        owed_to.finish(OWED_TO),
    ];
    all.into_iter().flatten().collect()
}

fn named(register: &Register, party: &Party, tail: impl FnOnce(&str) -> String) -> Named {
    match party {
        Party::Body(id) => Named::body(register, id, tail),
        Party::Role(role) => Named::people(register, role.label(), tail),
    }
}
