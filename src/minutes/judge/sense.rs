//! The sense in which a thing is called substantial: a change of a health service, or something else that councils vary,
//! measure or build.

use std::ops::Range;

use super::noun;
use super::vocabulary::{CHANGE, MEASURE, holds};
use super::word::Word;

/// What councils vary that is no health service.
#[rustfmt::skip]
const BUSINESS: &[&str] = &[
    "minutes", "minute", "agenda", "licence", "licences", "premises", "constitution", "planning", "application", "applications",
    "membership", "reference", "timetable", "highway", "tenancy", "lease", "housing", "policy", "orders", "allowances", "rules", "bylaws", "motion", "agreement", "order", "budget", "permission", "consent", "council's", "committee's", "its",
];

/// What closes or moves and is no service of health, where it is no part of a name ("Elm Road").
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "office", "offices", "school", "schools", "library", "libraries", "bus", "buses", "road", "roads", "parking",
    "street", "waste", "refuse", "shop", "shops", "pub", "leisure", "flats", "car", "park",
    "building", "buildings", "houses", "dwellings", "cleaning", "catering", "company", "supermarket", "estate", "land",
    "route", "routes", "railway", "station",
];

/// What is no change by itself: "the service is substantial" praises it.
#[rustfmt::skip]
const THING: &[&str] = &[
    "service", "services", "contract", "programme", "programmes", "pathway", "review", "model", "models",
    "scheme", "option", "options",
];

/// What is opened or built for health.
#[rustfmt::skip]
const HEALTH: &[&str] = &[
    "centre", "centres", "hub", "hubs", "clinic", "clinics", "unit", "units", "ward", "wards", "hospital",
    "hospitals", "surgery", "surgeries", "practice", "practices", "care", "health", "beds", "theatre",
    "theatres", "team", "teams", "facility", "facilities", "department", "treatment",
    "pharmacy", "pharmacies", "patients", "appointments", "outpatient", "inpatient", "dialysis", "maternity",
    "nursing", "gp", "dental", "dentistry", "therapy", "rehabilitation", "stroke", "cancer", "ambulance",
    "emergency", "urgent", "midwifery", "referral", "referrals", "pathway", "pathways", "provider", "catchment",
    "screening", "podiatry", "phlebotomy", "audiology", "prescribing", "prescriptions", "nhs", "mental",
    "service", "services", "surgical",
];

/// What a subject says about the sense of "substantial".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A change of service.
    Change,
    /// A service or a place of health, not said to be changed.
    Health,
    /// Something measured: a risk, a cost.
    Measure,
    /// The council's own business: its minutes, a licence, a plan to build.
    Business,
    /// A pronoun.
    Pronoun,
    /// Anything else.
    Other,
}

/// What is judged.
pub(super) fn about(words: &[Word], range: Range<usize>) -> About {
    let phrase = &words[noun::trim(words, range)];
    if phrase.len() == 1 && phrase[0].any(noun::PRONOUN) {
        return About::Pronoun;
    }
    // The head stands before the first preposition: "the increase in changes" is no change.
    let head = phrase
        .iter()
        .position(|word| {
            word.any(&[
                "of",
                "in",
                "to",
                "for",
                "from",
                "at",
                "by",
                "relating",
                "regarding",
            ])
        })
        .unwrap_or(phrase.len());
    let elsewhere = elsewhere(phrase, head);
    // "the change in the law": a change, of what is no service.
    let vague = [
        "change",
        "changes",
        "variation",
        "variations",
        "development",
        "developments",
    ];
    let of = head > 0 && head < phrase.len() && phrase[head - 1].any(&vague);
    let foreign = of && !holds(phrase, HEALTH);
    let compared = ["difference", "differences", "gap", "gaps", "score", "scores"];
    if holds(phrase, BUSINESS) || elsewhere {
        About::Business
    } else if holds(phrase, MEASURE) {
        About::Measure
    } else if holds(&phrase[..head], &compared) {
        About::Business
    } else if foreign {
        About::Other
    } else if phrase[..head]
        .iter()
        .any(|word| word.any(CHANGE) && !word.any(THING) || word.any(noun::CHANGING))
    {
        About::Change
    } else if holds(phrase, HEALTH) || holds(phrase, CHANGE) {
        About::Health
    } else {
        About::Other
    }
}

/// Whether it is a thing of another world than health that is judged, not one that a service moves to.
fn elsewhere(phrase: &[Word], head: usize) -> bool {
    let moved = holds(
        &phrase[..head],
        &[
            "move",
            "relocation",
            "transfer",
            "moving",
            "relocating",
            "transferring",
        ],
    );
    // Where a service moves to may be any building.
    let until = phrase
        .iter()
        .position(|word| moved && word.any(&["to", "from", "into"]))
        .unwrap_or(phrase.len());
    phrase[..until]
        .iter()
        .any(|word| !word.capital && word.any(ELSEWHERE))
}
