//! What to look at resolutions by.

use super::{Dimension, Gather, Named, Shape};
use crate::record::Entry;
use crate::record::resolution::{MinutesStatus, Resolution};
use crate::register::Register;

const COMMITTEE: Shape = Shape {
    word: "committee",
    heading: "Committee",
    about: "Each committee of which a resolution is on record.",
    all: "All committees",
    frequent: true,
    dated: false,
};

const YEAR: Shape = Shape {
    word: "year",
    heading: "Year",
    about: "The year of the meeting.",
    all: "All years",
    frequent: false,
    dated: false,
};

const VIEW: Shape = Shape {
    word: "view",
    heading: "Whether it holds a view",
    about: "Whether a clause of the resolution says that a change is substantial, or that it is not.",
    all: "Both",
    frequent: false,
    dated: false,
};

const MINUTES: Shape = Shape {
    word: "minutes",
    heading: "Minutes",
    about: "How far the minutes that a resolution was read from can be relied on.",
    all: "All states of minutes",
    frequent: false,
    dated: false,
};

pub(super) fn dimensions(register: &Register, rows: &[&Entry<Resolution>]) -> Vec<Dimension> {
    let [mut committees, mut years, mut views, mut minutes] = [(); 4].map(|()| Gather::default());
    for (row, entry) in rows.iter().enumerate() {
        let resolution = &entry.body;
        let committee = Named::body(register, &resolution.committee.id, |name| format!("of {name}"));
        committees.put(row, committee);
        let year = Named::year(
            resolution.meeting.year(),
            |year| format!("from meetings in {year}"),
            "without a known date of the meeting",
        );
        years.put(row, year);
        let own = if register.determinations_in(&entry.id).is_empty() {
            let tail = "from which no view on whether a change is substantial is recorded";
            Named::fixed(1, "none", "Holds no recorded view", tail)
        } else {
            let tail = "that hold a view on whether a change is substantial";
            Named::fixed(0, "recorded", "Holds a view", tail)
        };
        views.put(row, own);
        minutes.put(row, minuted(resolution));
    }
    let all = [
        committees.finish(COMMITTEE),
        years.finish(YEAR),
        views.finish(VIEW),
        minutes.finish(MINUTES),
    ];
    all.into_iter().flatten().collect()
}

/// How far its minutes can be relied on.
fn minuted(resolution: &Resolution) -> Named {
    let status = resolution.minutes.as_ref().map(|minutes| minutes.status.value);
    match status.unwrap_or(MinutesStatus::Unknown) {
        MinutesStatus::Confirmed => Named::fixed(0, "confirmed", "Confirmed", "from confirmed minutes"),
        MinutesStatus::Draft => Named::fixed(
            1,
            "draft",
            "Draft - may change",
            "from draft minutes, which may change",
        ),
        MinutesStatus::Unknown => {
            let tail = "from minutes that are not known to be confirmed";
            Named::fixed(2, "not-known", "Not known to be confirmed", tail)
        }
    }
}
