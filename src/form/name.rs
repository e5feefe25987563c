//! What a new record is called: the words of its id, the year it is filed under, the line of its commit, and what comes next.

use chrono::{Datelike, NaiveDate};
use serde_json::Value as Json;

use super::compose::{Ground, NewRecord};
use super::fields::Fields;
use super::place::get;
use crate::record::body::Role;
use crate::record::determination::View;
use crate::record::{Kind, RecordId};
use crate::value::PartialDate;

/// The record of a kind that says these things.
pub(super) fn named(kind: Kind, fields: Fields, values: &Json, ground: &Ground<'_>) -> NewRecord {
    let value = |place: &str| get(values.as_object()?, place)?.as_str();
    let text = |place: &str| value(place).unwrap_or_default();
    let date = |place: &str| PartialDate::parse(text(place)).unwrap_or(PartialDate::Unknown);
    let title = text("title");
    let (name, filed, what, next) = match kind {
        Kind::Body => (
            Some(text("short_name"))
                .filter(|name| !name.is_empty())
                .unwrap_or(text("name"))
                .to_owned(),
            PartialDate::Unknown,
            text("name").to_owned(),
            after_body(text("role")),
        ),
        Kind::Change => (
            format!("{} {}", few_words(title), ground.today.year()),
            this_year(ground.today),
            title.to_owned(),
            "scrutiny add resolution --change {id} --committee ... --meeting ... --item \"...\"",
        ),
        Kind::Resolution => {
            let (committee, meeting, item) = (text("committee"), date("meeting"), text("item"));
            let body = RecordId::new(committee)
                .ok()
                .and_then(|id| ground.register.bodies.get(&id));
            let known_as = body.map_or(committee, |body| body.body.known_as());
            (
                format!("{committee} {meeting} {}", few_words(item)),
                meeting,
                format!("{known_as}, {}: {item}", meeting.spoken()),
                after_resolution(values),
            )
        }
        Kind::Determination => {
            let (by, day, change) = (text("by"), date("date"), text("change"));
            let view: Option<View> = text("view").parse().ok();
            (
                format!("{by} {day} {}", few_words(&change.replace('-', " "))),
                day,
                format!("{by} on {change}: {}", view.map(View::plain).unwrap_or_default()),
                "scrutiny build",
            )
        }
        Kind::Duty => (
            format!("{} {}", text("owed_by"), few_words(title)),
            Some(date("due"))
                .filter(|due| !due.is_unknown())
                .unwrap_or(this_year(ground.today)),
            format!("{title} ({})", text("owed_by")),
            "scrutiny show duty/{id}",
        ),
    };
    NewRecord {
        kind,
        name,
        filed,
        fields,
        what,
        next: next.to_owned(),
    }
}

fn after_body(role: &str) -> &'static str {
    if role == Role::LocalAuthority.word() {
        "scrutiny add body --role scrutiny-committee --part-of {id} --name \"...\""
    } else {
        "scrutiny add change --title \"...\" --summary \"...\" --kind move --authority ..."
    }
}

/// After a clause that decides, the view it holds is recorded.
fn after_resolution(values: &Json) -> &'static str {
    let clauses = values
        .get("clauses")
        .and_then(Json::as_array)
        .into_iter()
        .flatten();
    let mut readings = clauses.filter_map(|clause| clause.get("reads_as"));
    let decides = readings.any(|reading| match reading {
        Json::Array(several) => several.iter().any(|one| one == "determination"),
        one => one == "determination",
    });
    if decides {
        "scrutiny add determination --resolution {id} --clause ... --change ... --view ..."
    } else {
        "scrutiny build"
    }
}

/// The folder of a year for records that are about the present.
pub fn this_year(today: NaiveDate) -> PartialDate {
    PartialDate::Year(today.year())
}

/// The first words of a title, for an id.
pub fn few_words(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().take(6).collect();
    words.join(" ")
}
