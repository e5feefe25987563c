//! Duties: what is owed to whom because of a change, what was done, and what shows it.

use chrono::{Datelike, Days, NaiveDate};
use scrutiny::value::slug;
use serde_json::{Value as Json, json};

use super::cases::{Cases, Change};
use super::words::{DUTIES, ENGAGEMENT, EVIDENCE, SENTENCES, UNDERTAKINGS};
use super::{Fields, Made, Random};

/// The record of a duty.
pub(super) fn record(cases: &Cases<'_>, number: usize) -> Made {
    let random = &mut Random::of(cases.seed, "duty-record", number);
    let (place, round) = (number % cases.changes.len(), number / cases.changes.len());
    let change = &cases.changes[place];
    let item = cases.items.get(place).filter(|_| random.chance(30));
    let began = item.map_or(change.considered + Days::new(45), |item| item.meeting);
    let title = change.fill(DUTIES[(place + round) % DUTIES.len()]);
    let due = random.after(began, 40, 150);
    let mut fields = Fields::new();
    fields.put("title", title.as_str());
    fields.put("change", change.id.as_str());
    fields.put(
        "basis",
        match item {
            Some(item) => json!({ "clause": { "id": item.id, "clause": "a" } }),
            None if random.chance(30) => json!({ "undertaking": change.fill(random.pick(UNDERTAKINGS)) }),
            None => json!({ "provision": provision(random, change) }),
        },
    );
    fields.put("owed_by", change.proposer.id.as_str());
    fields.put("owed_to", owed_to(cases, random, place));
    if random.chance(70) {
        fields.put("due", random.known(due));
    }
    let engagements = random.between(1, 3);
    let engagements = random.some(ENGAGEMENT, engagements);
    let engagements = engagements
        .into_iter()
        .map(|what| engagement(random, change, what, began));
    let engagements: Vec<Json> = engagements.collect();
    fields.put("engagement", engagements);
    match random.below(10) {
        0..=5 => {
            let met = random.after(began, 30, 120);
            let evidence = random.pick(EVIDENCE);
            let address = format!(
                "https://evidence.example/{}/{:08x}",
                met.year(),
                random.next() >> 32
            );
            fields.put(
                "discharged",
                json!({ "date": random.known(met), "evidence": evidence, "address": address }),
            );
        }
        6 => {
            fields.put(
                "no_longer_owed",
                change.fill("The proposal for {service} was withdrawn before the duty fell due."),
            );
        }
        _ => {}
    }
    fields.put("details", details(random, change));
    fields.put(
        "sources",
        json!([super::source(random, "Consultation document", began)]),
    );
    let id = format!(
        "{}-{}",
        slug(&title).split('-').next().unwrap_or("duty"),
        change.id
    );
    let id = if round == 0 { id } else { format!("{id}-{round}") };
    fields.made("duties", Some(began.year()), &id, &title, began)
}

/// A provision that was in force when the change came up.
fn provision(random: &mut Random, change: &Change) -> &'static str {
    match change.considered.year() {
        ..2013 => random.pick(&["hs2002-reg4-consult", "nhsa-242-involve"]),
        2013..2022 => random.pick(&[
            "hs-reg23-1a-consult",
            "hs-reg23-1d-publish-dates",
            "nhsa-14Z2-ccg-involve",
        ]),
        _ => random.pick(&[
            "nhsa-14Z45-involve-planning",
            "nhsa-14Z45-involve-proposals",
            "hs-reg23-1a-consult",
        ]),
    }
}

fn owed_to(cases: &Cases<'_>, random: &mut Random, change: usize) -> Vec<String> {
    let people = random.between(1, 3);
    let people = random.some(&["public", "users", "carers", "representatives", "staff"], people);
    let mut owed_to: Vec<String> = people.into_iter().map(str::to_owned).collect();
    if random.chance(40) {
        let council = cases.changes[change].councils[0];
        owed_to.push(cases.area(change).councils[council].id.clone());
    }
    owed_to
}

fn engagement(random: &mut Random, change: &Change, what: &str, began: NaiveDate) -> Json {
    let opens = random.after(began, 5, 40);
    let closes = random.after(opens, 1, 84);
    let page = random.next() >> 40;
    json!({
        "what": change.fill(what),
        "opens": random.known(opens),
        "closes": random.known(closes),
        "address": format!("https://consult.example/{}/{page:06x}", opens.year()),
        "responses": random.between(12, 2400),
        "report": format!("https://consult.example/{}/{page:06x}/report.pdf", closes.year()),
    })
}

fn details(random: &mut Random, change: &Change) -> String {
    let length = random.between(1, 2);
    let mut text = super::paragraphs(random, change, SENTENCES, length);
    text.push_str(&format!(
        "\nIt arises from [{}](changes/{}).\n",
        change.title, change.id
    ));
    text
}
