//! Stages measured through the library, each by itself, up to the history; and the floor of all reading.

use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;
use scrutiny::check;
use scrutiny::disk;
use scrutiny::git::Repo;
use scrutiny::history::History;
use scrutiny::law::Law;
use scrutiny::law::derive::Derivation;
use scrutiny::register::Register;
use scrutiny::source::{Source, Sources};

use super::ground::{AS_AT, Ground, remove};
use super::measure::Meter;
use super::pages;
use super::stage::DECODING;

/// The day on which everything is judged.
pub(crate) fn today() -> NaiveDate {
    AS_AT.parse().expect("a day")
}

/// Measures every stage.
pub(crate) fn measure(meter: &mut Meter, ground: &Ground) {
    let nothing = || ();
    decoding(meter, &ground.root);
    meter.stage("read files", nothing, |()| disk::read(&ground.root));
    let sources = disk::read(&ground.root).expect("a register can be read");
    meter.stage("parse and link", nothing, |()| Register::build(&sources));
    meter.stage("parse, link and check", nothing, |()| {
        check::check(&sources, &Law::of(&sources), today())
    });
    derive(meter, &sources);
    let history = history(meter, ground);
    pages::measure(meter, ground, &sources, &history);
}

/// What the law says of every change, from records that are already read.
fn derive(meter: &mut Meter, sources: &Sources) {
    let law = Law::of(sources);
    let (register, _) = Register::build(sources);
    let changes = register.changes.len();
    meter.fact(format!("The law is derived of {changes} changes."));
    meter.stage(
        "derive the law, all kept",
        || (),
        |()| law.of_register(&register, today()),
    );
    let open =
        |_: &_, derivation: Derivation<'_>| derivation.derived.iter().filter(|one| one.is_open()).count();
    meter.stage(
        "derive the law, what is open",
        || (),
        |()| law.over_register(&register, today(), open),
    );
}

fn decoding(meter: &mut Meter, root: &Path) {
    let read = |()| {
        let sources = disk::read(root).expect("a register can be read");
        let files: Vec<&Source> = sources.iter().map(|(_, source)| source).collect();
        let yaml = files
            .into_par_iter()
            .filter(|source| source.path.ends_with(".yaml"));
        let decode =
            |source: &Source| serde_yaml::from_str::<serde_yaml::Value>(&source.text).expect("it is YAML");
        yaml.map(decode).collect::<Vec<_>>()
    };
    // The floor is the whole way from the disk, as no program starts with the text in memory.
    meter.stage(DECODING, || (), read);
}

fn history(meter: &mut Meter, ground: &Ground) -> History {
    if !ground.has_history {
        return History::default();
    }
    let open = || {
        Repo::open(&ground.root)
            .expect("it can be opened")
            .expect("it is a repository")
    };
    meter.stage("history, cold", open, |repo| repo.history("HEAD"));
    let kept = ground.copy("kept");
    let open = || {
        Repo::open(&kept)
            .expect("it can be opened")
            .expect("it is a repository")
    };
    let history = open().history_cached("HEAD").expect("the history can be read");
    meter.stage("history, kept", open, |repo| repo.history_cached("HEAD"));
    remove(&kept);
    history
}
