//! Resolutions with their clauses, and the determinations that rest on them or on a letter.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::cases::{Cases, Change, Item};
use super::words::{CLAUSES, EVIDENCE, POINTS, REASONS, SCOPES, SENTENCES, VIEWS};
use super::{Fields, Made, Random};

/// The label of the clause that holds a view: always the first.
const FIRST: &str = "a";

/// The view a clause or letter holds, and its words.
fn view_of(cases: &Cases<'_>, change: usize) -> (&'static str, &'static str) {
    VIEWS[Random::of(cases.seed, "view-words", change).below(VIEWS.len())]
}

/// The record of an item of a meeting.
pub(super) fn resolution(cases: &Cases<'_>, number: usize) -> Made {
    let random = &mut Random::of(cases.seed, "resolution-record", number);
    let item = &cases.items[number];
    let change = &cases.changes[item.change];
    let meeting = item.meeting.to_string();
    let mut fields = Fields::new();
    fields.put("committee", item.committee.id.as_str());
    fields.put("meeting", meeting.as_str());
    fields.put("item", change.title.as_str());
    fields.put("item_number", random.between(3, 14).to_string());
    fields.put("minutes", minutes(random, item));
    let also = item.also.map(|also| &cases.changes[also]);
    let changes: Vec<&str> = std::iter::once(change)
        .chain(also)
        .map(|change| change.id.as_str())
        .collect();
    fields.put("changes", json!(changes));
    fields.put("discussion", discussion(cases, random, item));
    fields.put("stem", "RESOLVED that:");
    fields.put("clauses", clauses(cases, random, item));
    if random.chance(15) {
        let (all, against) = (random.between(8, 14), random.between(1, 3));
        fields.put("votes", format!("For {}, against {against}", all - against));
    }
    let agenda = super::source(random, "Agenda and papers of the meeting", item.meeting);
    fields.put("sources", json!([agenda]));
    let filed = super::filed(&meeting);
    fields.made("resolutions", filed, &item.id, &change.title, item.meeting)
}

fn minutes(random: &mut Random, item: &Item) -> Json {
    let status = random.pick(&["confirmed", "confirmed", "confirmed", "draft", "unknown"]);
    let mut minutes = json!({ "status": status });
    if status == "confirmed" {
        let confirmed = random.after(item.meeting, 28, 90);
        minutes["confirmed_on"] = random.known(confirmed).into();
    }
    minutes["source"] = format!(
        "https://democracy.example/minutes/{:010x}.pdf",
        random.next() >> 24
    )
    .into();
    minutes["sha256"] = random.sum().into();
    minutes
}

fn discussion(cases: &Cases<'_>, random: &mut Random, item: &Item) -> String {
    let change = &cases.changes[item.change];
    let count = random.between(3, 6);
    let mut text = super::paragraphs(random, change, SENTENCES, count);
    text.push_str("\nMembers asked for more about:\n\n");
    for point in random.some(POINTS, 3) {
        text.push_str(&format!("- {}\n", change.fill(point)));
    }
    let proposer = &change.proposer;
    let rest = format!(
        "\nThe item concerned [{}](changes/{}), proposed by [{}](bodies/{}).\n",
        change.title, change.id, proposer.name, proposer.id
    );
    text.push_str(&rest);
    text
}

fn clauses(cases: &Cases<'_>, random: &mut Random, item: &Item) -> Vec<Json> {
    let change = &cases.changes[item.change];
    let mut clauses: Vec<Json> = Vec::new();
    let label = |number: usize| ["a", "b", "c", "d", "e", "f"][number];
    if item.has_view {
        let (_, words) = view_of(cases, item.change);
        let words = format!("{};", change.fill(words));
        clauses.push(json!({ "label": FIRST, "words": words, "reads_as": "determination" }));
    }
    let count = random.between(2, 4);
    let mut places: Vec<usize> = (0..count).map(|_| random.below(CLAUSES.len())).collect();
    places.sort_unstable();
    places.dedup();
    let last = places.len() - 1;
    for (number, place) in places.into_iter().enumerate() {
        let (reading, asks, words) = CLAUSES[place];
        let end = if number == last { "." } else { ";" };
        let words = format!("{}{end}", change.fill(words));
        let mut clause = json!({ "label": label(clauses.len()), "words": words, "reads_as": reading });
        if reading == "requested-information" && random.chance(30) {
            clause["reads_as"] = json!([reading, "recommended"]);
        }
        if asks {
            clause["action"] = action(random, change, item.meeting);
        }
        clauses.push(clause);
    }
    clauses
}

fn action(random: &mut Random, change: &Change, meeting: NaiveDate) -> Json {
    let mut action =
        json!({ "owner": change.proposer.id, "concerning": [change.proposer.id], "due": "unknown" });
    if random.chance(40) {
        let due = random.after(meeting, 28, 180);
        action["due"] = random.known(due).into();
    }
    if random.chance(65) {
        let done = random.after(meeting, 10, 90);
        let evidence = random.pick(EVIDENCE);
        action["done"] = json!({ "date": random.known(done), "evidence": evidence });
    }
    action
}

/// The record of a view.
pub(super) fn determination(cases: &Cases<'_>, number: usize) -> Made {
    let random = &mut Random::of(cases.seed, "determination-record", number);
    let view = &cases.views[number];
    let change = &cases.changes[view.change];
    let area = cases.area(view.change);
    let date = if view.item.is_some() {
        view.date.to_string()
    } else {
        random.known(view.date)
    };
    let (word, _) = match view.supersedes {
        Some(earlier) => view_of(cases, cases.changes.len() + earlier),
        None => view_of(cases, view.change),
    };
    let mut fields = Fields::new();
    fields.put("change", change.id.as_str());
    fields.put("by", view.by.id.as_str());
    fields.put("authority", area.councils[view.council].id.as_str());
    fields.put("taken_by", view.taken_by);
    fields.put("view", word);
    fields.put("scope", change.fill(random.pick(SCOPES)));
    fields.put("date", date.as_str());
    if let Some(item) = view.item {
        fields.put(
            "resolution",
            json!({ "id": cases.items[item].id, "clause": FIRST }),
        );
    }
    let reasons: Vec<&str> = random.some(REASONS, 3);
    let reasons = format!("{}\n\n{} {}\n", reasons[0], reasons[1], reasons[2]);
    fields.put("reasons", reasons);
    if random.chance(30) {
        let points = random
            .some(POINTS, 2)
            .into_iter()
            .map(|point| format!("- {}\n", change.fill(point)));
        fields.put(
            "conditions",
            format!("Subject to an account of:\n\n{}", points.collect::<String>()),
        );
    }
    if let Some(earlier) = view.supersedes {
        fields.put("supersedes", cases.views[earlier].id.as_str());
    }
    if view.item.is_none() || random.chance(30) {
        let letter = super::source(random, "Letter on the outcome of the meeting", view.date);
        fields.put("sources", json!([letter]));
    }
    let title = format!("{word}: {}", change.title);
    fields.made("determinations", super::filed(&date), &view.id, &title, view.date)
}
