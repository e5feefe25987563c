//! What to look at by what committees asked for.

use super::{Dimension, Gather, Named, Shape};
use crate::register::Register;
use crate::view::actions::{Asked, Stage};

const STAGES: [(Stage, &str, &str, &str); 4] = [
    (
        Stage::Passed,
        "overdue",
        "Overdue on our records",
        "asked for by a day that has passed, and that we hold no record of anybody having done",
    ),
    (
        Stage::Due,
        "due",
        "Asked for by a day to come",
        "asked for by a day to come",
    ),
    (
        Stage::NoDate,
        "no-date",
        "Not recorded as done; no day is stated",
        "for which no day is stated, and that we hold no record of anybody having done",
    ),
    (Stage::Done, "done", "Recorded as done", "recorded as done"),
];

const STATE: Shape = Shape {
    word: "state",
    heading: "Where they stand",
    about: "Whether what was asked for is due, overdue or done.",
    all: "All states",
    frequent: false,
    dated: true,
};

const OWNER: Shape = Shape {
    word: "owner",
    heading: "Who sees to them",
    about: "Each body that is to see to an action.",
    all: "All who see to one",
    frequent: true,
    dated: true,
};

const ASKED_OF: Shape = Shape {
    word: "asked-of",
    heading: "Of whom it is asked",
    about: "Each body that a committee asked for something.",
    all: "All who were asked",
    frequent: true,
    dated: true,
};

pub(super) fn dimensions(register: &Register, rows: &[Asked<'_>]) -> Vec<Dimension> {
    let [mut stages, mut owners, mut asked_of] = [(); 3].map(|()| Gather::default());
    for (row, asked) in rows.iter().enumerate() {
        let stage = STAGES.iter().enumerate();
        for (rank, (_, slug, words, tail)) in stage.filter(|(_, own)| own.0 == asked.stage) {
            stages.put(row, Named::fixed(rank, slug, words, tail));
        }
        match &asked.action.owner {
            Some(owner) => {
                let tail = |name: &str| format!("that {name} sees to");
                owners.put(row, Named::body(register, &owner.id, tail));
            }
            None => {
                let tail = "that nobody is recorded as seeing to";
                // No id of a body is `unknown`.
                owners.put(row, Named::fixed(1, "unknown", "Not recorded", tail));
            }
        }
        for body in &asked.action.concerning {
            asked_of.put(
                row,
                Named::body(register, &body.id, |name| format!("asked of {name}")),
            );
        }
    }
    let all = [
        stages.finish(STATE),
        owners.finish(OWNER),
        asked_of.finish(ASKED_OF),
    ];
    all.into_iter().flatten().collect()
}
