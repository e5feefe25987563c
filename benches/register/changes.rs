//! Changes: what is proposed, whom it affects, how it was consulted on, and what came of it.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

use super::cases::{Cases, Change};
use super::words::{KEY_DATES, POINTS, SENTENCES};
use super::{Fields, Made, Random};

/// The record of a change.
pub(super) fn record(cases: &Cases<'_>, number: usize) -> Made {
    let random = &mut Random::of(cases.seed, "change-record", number);
    let change = &cases.changes[number];
    let area = cases.area(number);
    let considered = random.known(change.considered);
    let mut fields = Fields::new();
    fields.put("title", change.title.as_str());
    fields.put("summary", change.summary.as_str());
    fields.put("kind", change.kind);
    fields.put("services", json!([change.service]));
    fields.put("responsible_person", change.proposer.id.as_str());
    fields.put("commissioners", json!([area.board.id]));
    let (before, after) = (&area.trusts[random.below(3)], &area.providers[random.below(3)]);
    fields.put(
        "providers",
        json!({ "current": [before.id], "proposed": [after.id] }),
    );
    let councils = change.councils.iter().map(|council| {
        let mut affected = json!({ "authority": area.councils[*council].id });
        if random.chance(55) {
            affected["consultation"] = consultation(random, change);
        }
        affected
    });
    fields.put("authorities", councils.collect::<Vec<Json>>());
    let answer = random.pick(&["yes", "yes", "no", "unknown"]);
    fields.put(
        "affects_manner_or_range",
        json!({ "answer": answer, "asserted_by": change.proposer.id }),
    );
    fields.put("under_consideration_from", considered.as_str());
    if change.kind == "contract-award" || random.chance(8) {
        fields.put("procurement", procurement(random, change, &area.board.id));
    }
    let dates = random.some(KEY_DATES, 3).into_iter().map(|what| {
        let date = random.after(change.considered, 30, 700);
        json!({ "date": random.known(date), "what": what, "source": "Outline business case, timetable" })
    });
    fields.put("key_dates", dates.collect::<Vec<Json>>());
    ending(&mut fields, random, change);
    if let Some(earlier) = cases.earlier(number, 3).filter(|_| random.chance(4)) {
        fields.put("replaces", json!([cases.changes[earlier].id]));
    }
    fields.put("details", details(cases, random, number));
    let sources = ["Outline business case", "Paper to the board"]
        .map(|title| super::source(random, title, change.considered));
    fields.put("sources", json!(sources));
    fields.made(
        "changes",
        super::filed(&considered),
        &change.id,
        &change.title,
        change.considered,
    )
}

fn consultation(random: &mut Random, change: &Change) -> Json {
    let began = random.after(change.considered, 20, 90);
    let comments = random.after(began, 40, 90);
    let mut consultation = json!({
        "began": random.known(began),
        "comments_due": comments.to_string(),
        "decision_due": random.after(comments, 20, 60).to_string(),
        "published": format!("https://consult.example/{}/{}", change.considered.year(), change.id),
    });
    if random.chance(70) {
        let received = random.after(began, 10, 80);
        let recommendation = random.pick(&["yes", "no", "unknown"]);
        consultation["comments"] =
            json!({ "received": random.known(received), "recommendation": recommendation });
    }
    consultation
}

fn procurement(random: &mut Random, change: &Change, buyer: &str) -> Json {
    let intent = random.after(change.considered, 10, 60);
    let awarded = random.after(intent, 10, 40);
    let process = match change.considered.year() {
        ..2024 => "other",
        _ => random.pick(&["direct-award", "most-suitable-provider", "competitive", "urgent"]),
    };
    json!({
        "buyer": buyer,
        "process": process,
        "intent_published": random.known(intent),
        "awarded": random.known(awarded),
        "award_notice": random.after(awarded, 1, 30).to_string(),
        "begins": random.known(awarded + chrono::Months::new(6)),
        "notices": [format!("{}/S 000-0{}", intent.year(), random.between(10_000, 99_999))],
    })
}

/// Most changes are decided in the end, some are given up, some are still open.
fn ending(fields: &mut Fields, random: &mut Random, change: &Change) {
    let end: NaiveDate = random.after(change.considered, 150, 320);
    let (name, what) = match random.below(10) {
        0..=5 => (
            "decided",
            "The board approved the preferred option for {service}.",
        ),
        6 => ("abandoned", "The proposal for {service} was withdrawn."),
        _ => return,
    };
    let event = json!({ "date": random.known(end), "by": change.proposer.id, "what": change.fill(what) });
    fields.put(name, event);
}

fn details(cases: &Cases<'_>, random: &mut Random, number: usize) -> String {
    let change = &cases.changes[number];
    let mut text = super::paragraphs(random, change, SENTENCES, 2);
    text.push_str("\nStill to be answered:\n\n");
    for point in random.some(POINTS, 3) {
        text.push_str(&format!("- {}\n", change.fill(point)));
    }
    // The first items are those of the changes of the same number.
    if let Some(item) = cases.items.get(number) {
        let link = format!(
            "\nIt was first discussed at [a meeting of the {}](resolutions/{}).\n",
            item.committee.name, item.id
        );
        text.push_str(&link);
    }
    if let Some(earlier) = cases.earlier(number, 1) {
        let earlier = &cases.changes[earlier];
        text.push_str(&format!(
            "See also [{}](changes/{}).\n",
            earlier.title, earlier.id
        ));
    }
    text
}
