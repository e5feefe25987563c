//! A register of any size that might be a real one: the same bytes for the same number and seed, and no mistake in it.
//!
//! About two records of a hundred are bodies, 23 changes, 30 resolutions, 20 determinations and 25 duties; over all
//! kinds a record is some 2.3 kB long. The records span twenty years, those with a date in folders by year.

mod bodies;
mod cases;
mod changes;
mod duties;
mod judgements;
mod random;
mod words;

use chrono::{Datelike, NaiveDate};
use scrutiny::value::capital;
use scrutiny::yaml;
use serde_json::{Value as Json, json};

pub(crate) use random::Random;

/// A record.
pub(crate) struct Made {
    /// Where it is kept.
    pub(crate) path: String,
    /// Its YAML.
    pub(crate) text: String,
    /// What it is called.
    pub(crate) title: String,
    /// When it might have been recorded.
    pub(crate) day: NaiveDate,
}

impl Made {
    /// The folder of its kind.
    pub(crate) fn folder(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// Its id.
    pub(crate) fn id(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.trim_end_matches(".yaml")
    }
}

/// How many records of each kind there are.
#[derive(Clone, Copy)]
struct Counts {
    bodies: usize,
    changes: usize,
    resolutions: usize,
    determinations: usize,
    duties: usize,
}

impl Counts {
    fn of(records: usize) -> Self {
        let bodies = (records / 50).max(bodies::FEWEST);
        let rest = records.saturating_sub(bodies).max(8);
        let share = |part: usize| rest * part / 98;
        let (changes, resolutions, determinations) = (share(23), share(30), share(20));
        Self {
            bodies,
            changes,
            resolutions,
            determinations,
            duties: rest - changes - resolutions - determinations,
        }
    }
}

/// A register of so many records (at least 30), in the order in which they might have been recorded, each after
/// those it names.
pub(crate) fn register(records: usize, seed: u64) -> Vec<Made> {
    let counts = Counts::of(records);
    let world = bodies::World::new(seed, counts.bodies);
    let cases = cases::Cases::new(seed, &world, counts);
    let mut made = world.records();
    let first_dated = made.len();
    made.extend((0..counts.changes).map(|number| changes::record(&cases, number)));
    made.extend((0..counts.resolutions).map(|number| judgements::resolution(&cases, number)));
    made.extend((0..counts.determinations).map(|number| judgements::determination(&cases, number)));
    made.extend((0..counts.duties).map(|number| duties::record(&cases, number)));
    // Stable: of one day, first changes, then what was said of them.
    made[first_dated..].sort_by_key(|made| made.day);
    made
}

/// What a register holds besides records: path and text.
pub(crate) fn frame() -> [(String, String); 2] {
    let settings = [
        ("name", json!("Register of generated changes")),
        (
            "about",
            json!("Invented records, made to measure how fast the program is."),
        ),
        ("publisher", json!("Nobody")),
        ("base_address", json!("https://register.example/")),
        ("areas", json!(["Nowhere in particular"])),
        ("missing", json!(["Everything that is real."])),
    ];
    let about = "# About this register\n\nEverything here is invented. It is made to measure how fast the program is.\n";
    [
        ("records/register.yaml".to_owned(), yaml::write(&settings)),
        ("records/pages/about.md".to_owned(), about.to_owned()),
    ]
}

/// The fields of a record, in the order in which they are written.
struct Fields(Vec<(&'static str, Json)>);

impl Fields {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn put(&mut self, name: &'static str, value: impl Into<Json>) -> &mut Self {
        self.0.push((name, value.into()));
        self
    }

    /// The record in its place; `filed` is the year of its folder.
    fn made(&self, folder: &str, filed: Option<i32>, id: &str, title: &str, day: NaiveDate) -> Made {
        let path = match filed {
            Some(year) => format!("records/{folder}/{year}/{id}.yaml"),
            None => format!("records/{folder}/{id}.yaml"),
        };
        Made {
            path,
            text: yaml::write(&self.0),
            title: title.to_owned(),
            day,
        }
    }
}

/// The year a record is filed under, by its date as it is written.
fn filed(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

/// Where a record comes from.
fn source(random: &mut Random, title: &str, day: NaiveDate) -> Json {
    let address = format!(
        "https://papers.example/{}/{}/{:08x}.pdf",
        day.year(),
        day.month(),
        random.next() >> 32
    );
    let seen = random.after(day, 1, 40);
    json!({ "title": title, "address": address, "dated": random.known(day), "seen": seen.to_string() })
}

/// Paragraphs of text about a change, a sentence a line.
fn paragraphs(random: &mut Random, change: &cases::Change, sentences: &[&str], count: usize) -> String {
    let paragraphs: Vec<String> = (0..count)
        .map(|_| {
            let length = random.between(2, 4);
            let own = random.some(sentences, length).into_iter();
            own.map(|template| capital(&change.fill(template)) + "\n")
                .collect()
        })
        .collect();
    paragraphs.join("\n")
}
