//! Two clerks at work on copies of one register, who share at random: nothing that either did is lost.
//!
//! Every edit is kept twice: in the registers, and in a model that knows only fields and their values. After each sync
//! the two must agree, down to what had to be asked. `SCRUTINY_CLERKS` chooses another seed, `SCRUTINY_CLERKS_EDITS` how
//! many edits each makes.
#![expect(clippy::disallowed_macros, reason = "a test that fails must tell its seed")]

mod model;

use std::collections::{BTreeMap, BTreeSet};

use scrutiny::git::{FileEdit, Repo};
use serde_json::Value as Json;

use crate::sync::shared::Team;
use model::{Model, field_of, joined, take};

const CLERKS: [&str; 2] = ["ann", "bea"];
const SYNCS: usize = 20;

/// Fields that are set as a clerk sets them, by command.
const FIELDS: [(&str, &str); 9] = [
    ("bodies/kent-hosc", "short_name"),
    ("bodies/kent-hosc", "area"),
    ("bodies/medway-council", "short_name"),
    ("bodies/kmpt", "name"),
    ("changes/all-age-mental-health-2025", "title"),
    ("changes/all-age-mental-health-2025", "summary"),
    ("changes/kent-therapeutic-alliance-2025", "title"),
    ("changes/medway-therapeutic-alliance-2025", "summary"),
    ("resolutions/minuted", "item"),
];

/// The resolution whose clauses are changed in its text.
const MINUTED: &str = "records/resolutions/2025/minuted.yaml";

/// Numbers that look random and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

struct World {
    team: Team,
    dice: Dice,
    /// What each clerk's register says.
    models: BTreeMap<&'static str, Model>,
    /// What each last had in common with the shared one, and what that says.
    bases: BTreeMap<&'static str, Model>,
    shared: Model,
    /// Every commit that a clerk made.
    commits: Vec<String>,
    number: usize,
    asked: usize,
}

#[test]
fn two_clerks_who_share_at_random_lose_nothing() {
    let setting = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<usize>().ok())
    };
    let seed = setting("SCRUTINY_CLERKS").unwrap_or(20_260_331);
    let edits = setting("SCRUTINY_CLERKS_EDITS").unwrap_or(100);
    println!("the seed is {seed}: SCRUTINY_CLERKS={seed}");
    let mut world = World::new(u64::try_from(seed).unwrap());
    // Who does what when: each edit and each sync once, shuffled.
    let mut plan: Vec<Option<&'static str>> = Vec::new();
    for clerk in CLERKS {
        plan.extend(vec![Some(clerk); edits]);
    }
    plan.extend(vec![None; SYNCS]);
    for at in (1..plan.len()).rev() {
        plan.swap(at, world.dice.roll(at + 1));
    }
    for step in plan {
        match step {
            Some(clerk) => world.edit(clerk),
            None => {
                let clerk = *world.dice.pick(&CLERKS);
                world.sync(clerk);
            }
        }
    }
    for clerk in ["ann", "bea", "ann"] {
        world.sync(clerk);
    }
    world.team.is_even();
    assert_eq!(world.models["ann"], world.models["bea"]);
    assert_eq!(world.commits.len(), edits * 2);
    let held: BTreeSet<String> = world
        .team
        .git("ann", &["rev-list", "HEAD"])
        .lines()
        .map(str::to_owned)
        .collect();
    for commit in &world.commits {
        assert!(held.contains(commit), "the edit {commit} is in no history");
    }
    println!("{} edits, {} questions", world.commits.len(), world.asked);
    assert!(
        world.asked > 0,
        "with this seed nothing was asked, so the test shows too little"
    );
}

impl World {
    fn new(seed: u64) -> Self {
        let team = Team::alone();
        team.save(
            "ann",
            MINUTED,
            "committee: kent-hosc\nmeeting: 2025-11-04\nitem: Wards\nchanges: [all-age-mental-health-2025]\nclauses:\n  \
             - label: a\n    words: The first words.\n    reads_as: noted\n  - label: b\n    words: The second words.\n    \
             reads_as: noted\n  - label: c\n    words: The third words.\n    reads_as: noted\n",
        );
        for number in 0..6 {
            let path = format!("records/bodies/spare-{number}.yaml");
            team.save(
                "ann",
                &path,
                &format!("name: Spare {number}\nrole: nhs-trust\narea: Kent\n"),
            );
        }
        team.run("ann", &["check"]).ok();
        team.run("ann", &["sync", "--with", "../shared.git", "--new"])
            .ok();
        team.join_in("bea");
        let mut world = Self {
            team,
            dice: Dice(seed),
            models: BTreeMap::new(),
            bases: BTreeMap::new(),
            shared: Model::new(),
            commits: Vec::new(),
            number: 0,
            asked: 0,
        };
        let model = world.read("ann");
        assert_eq!(model, world.read("bea"));
        world.shared = model.clone();
        for clerk in CLERKS {
            world.models.insert(clerk, model.clone());
            world.bases.insert(clerk, model.clone());
        }
        world
    }

    /// What a clerk's register says, read by other means than the program's own.
    fn read(&self, clerk: &str) -> Model {
        let mut model = Model::new();
        let mut folders = vec![self.team.path(clerk).join("records")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let place = entry.unwrap().path();
                if place.is_dir() {
                    folders.push(place);
                } else if place.extension().is_some_and(|end| end == "yaml") {
                    let below = place.strip_prefix(self.team.path(clerk).join("records")).unwrap();
                    let kind = below.iter().next().unwrap().to_str().unwrap();
                    let stem = place.file_stem().unwrap().to_str().unwrap();
                    let text = std::fs::read_to_string(&place).unwrap();
                    take(&mut model, &format!("{kind}/{stem}"), &text);
                }
            }
        }
        model
    }

    /// One edit, in the register and in the model.
    fn edit(&mut self, clerk: &'static str) {
        self.number += 1;
        let value = format!("Value {} by {clerk}", self.number);
        match self.dice.roll(10) {
            0..6 => {
                let (record, field) = *self.dice.pick(&FIELDS);
                self.set(clerk, record, field, &value);
            }
            6 | 7 => self.reword(clerk, &value),
            8 => self.add(clerk, &value),
            _ => self.spare(clerk, &value),
        }
        self.commits.push(self.team.head(clerk).trim().to_owned());
        assert_eq!(self.read(clerk), self.models[clerk], "after edit {}", self.number);
    }

    fn model(&mut self, clerk: &'static str) -> &mut Model {
        self.models.get_mut(clerk).unwrap()
    }

    fn set(&mut self, clerk: &'static str, record: &str, field: &str, value: &str) {
        self.team.edit(clerk, record, &format!("{field}={value}"));
        self.model(clerk)
            .insert((record.to_owned(), field.to_owned()), value.to_owned());
    }

    /// Saves a file as the commands do.
    fn save(&mut self, clerk: &'static str, path: &str, text: Option<&str>) {
        let before = self
            .team
            .has(clerk, path)
            .then(|| self.team.read(clerk, path).into_bytes());
        let edit = FileEdit {
            path: path.to_owned(),
            before,
            after: text.map(|text| text.as_bytes().to_vec()),
        };
        let repo = Repo::open(&self.team.path(clerk)).unwrap().unwrap();
        repo.save(&[edit], &format!("edit {}", self.number)).unwrap();
    }

    /// Changes the words of a clause, or adds a clause.
    fn reword(&mut self, clerk: &'static str, value: &str) {
        let text = self.team.read(clerk, MINUTED);
        let model = &self.models[clerk];
        let fields = model.range(("resolutions/minuted".to_owned(), "clause ".to_owned())..);
        let clauses: Vec<(String, String)> = fields
            .take_while(|((record, field), _)| {
                record == "resolutions/minuted" && field.starts_with("clause ")
            })
            .map(|((_, field), words)| (field.clone(), words.clone()))
            .collect();
        if self.dice.roll(4) == 0 {
            // Nobody else gives this label.
            let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
            let label = format!(
                "{}{}{}",
                &clerk[..1],
                letter(self.number / 26),
                letter(self.number)
            );
            let clause = format!("  - label: {label}\n    words: {value}\n    reads_as: noted\n");
            assert!(text.contains("clauses:\n"), "{text}");
            let text = text.replacen("clauses:\n", &format!("clauses:\n{clause}"), 1);
            self.save(clerk, MINUTED, Some(&text));
            let field = ("resolutions/minuted".to_owned(), format!("clause {label}"));
            self.model(clerk).insert(field, value.to_owned());
        } else {
            let (field, old) = self.dice.pick(&clauses).clone();
            let line = format!("    words: {old}\n");
            assert_eq!(text.matches(&line).count(), 1, "{line}\n{text}");
            let text = text.replacen(&line, &format!("    words: {value}\n"), 1);
            self.save(clerk, MINUTED, Some(&text));
            self.model(clerk)
                .insert(("resolutions/minuted".to_owned(), field), value.to_owned());
        }
    }

    /// A new record.
    fn add(&mut self, clerk: &'static str, value: &str) {
        let record = format!("bodies/{clerk}-{}", self.number);
        let text = format!("name: {value}\nrole: local-authority\n");
        self.save(clerk, &format!("records/{record}.yaml"), Some(&text));
        take(self.model(clerk), &record, &text);
    }

    /// A record that nothing names is changed, or taken out, or put back.
    fn spare(&mut self, clerk: &'static str, value: &str) {
        let record = format!("bodies/spare-{}", self.dice.roll(6));
        let path = format!("records/{record}.yaml");
        let is_there = self.models[clerk].contains_key(&(record.clone(), String::new()));
        if is_there && self.dice.roll(3) > 0 {
            self.set(clerk, &record, "area", value);
        } else if is_there {
            self.save(clerk, &path, None);
            self.model(clerk).retain(|(own, _), _| *own != record);
        } else {
            let text = format!("name: {value}\nrole: nhs-trust\narea: {value}\n");
            self.save(clerk, &path, Some(&text));
            take(self.model(clerk), &record, &text);
        }
    }

    /// One sync: what it asks and what comes of it are what the model says.
    fn sync(&mut self, clerk: &'static str) {
        let base = &self.bases[clerk];
        let (merged, open) = joined(base, &self.models[clerk], &self.shared);
        let mut merged = merged;
        if open.is_empty() {
            self.team.sync(clerk).ok();
        } else {
            let bytes = self.team.bytes(clerk);
            let told = self
                .team
                .run(clerk, &["sync", "--format", "json"])
                .ended(5)
                .json();
            assert!(self.team.bytes(clerk) == bytes, "what is asked changes nothing");
            let told = told["data"]["conflicts"].as_array().unwrap().clone();
            let flags = self.settle(&told, &open, &mut merged, clerk);
            self.asked += told.len();
            let mut arguments = vec!["sync".to_owned()];
            arguments.extend(flags.into_iter().flat_map(|flag| ["--settle".to_owned(), flag]));
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            self.team.run(clerk, &arguments).ok();
        }
        assert_eq!(
            self.read(clerk),
            merged,
            "after a sync of {clerk} at edit {}",
            self.number
        );
        self.team.is_clean(clerk);
        self.models.insert(clerk, merged.clone());
        self.bases.insert(clerk, merged.clone());
        self.shared = merged;
    }

    /// Answers each question by a throw of the dice, in the model, too; the flags that say so.
    fn settle(
        &mut self,
        told: &[Json],
        open: &BTreeSet<(String, String)>,
        merged: &mut Model,
        clerk: &'static str,
    ) -> Vec<String> {
        let asked: BTreeSet<(String, String)> = told
            .iter()
            .map(|one| field_of(one["key"].as_str().unwrap(), one["record"].as_str().unwrap()))
            .collect();
        assert_eq!(&asked, open, "{told:#?}");
        let mut flags = Vec::new();
        for one in told {
            let key = one["key"].as_str().unwrap();
            let (record, field) = field_of(key, one["record"].as_str().unwrap());
            let is_theirs = self.dice.roll(2) == 0;
            let side = if is_theirs {
                &self.shared
            } else {
                &self.models[clerk]
            };
            let is_one =
                |(own, other): &(String, String)| *own == record && (field.is_empty() || *other == field);
            merged.retain(|name, _| !is_one(name));
            let chosen = side.iter().filter(|(name, _)| is_one(name));
            merged.extend(chosen.map(|(name, value)| (name.clone(), value.clone())));
            flags.push(format!("{key}={}", if is_theirs { "theirs" } else { "ours" }));
        }
        flags
    }
}
