//! Stages measured through the library, each by itself, and the floors no program can go below.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;
use scrutiny::check;
use scrutiny::disk::{self, Sums};
use scrutiny::git::Repo;
use scrutiny::history::History;
use scrutiny::law::Law;
use scrutiny::law::derive::Derivation;
use scrutiny::register::Register;
use scrutiny::search::Search;
use scrutiny::site::{self, Edition, Input, Output, Site, Templates};
use scrutiny::source::{Source, Sources};

use super::ground::{AS_AT, Ground, remove};
use super::measure::Meter;

/// The floor of all writing: a copy of the finished site, file by file, on as many threads.
pub(crate) const COPYING: &str = "floor: copy the site file by file";
/// The floor of all reading: the same YAML as bare values, on as many threads.
pub(crate) const DECODING: &str = "floor: read and decode the YAML alone";

const RENDER: &str = "plan and render";
const SEARCH: &str = "gather and index for search";
const WRITE: [&str; 3] = [
    "write, new",
    "write, nothing changed",
    "write, one record changed",
];
/// The stages that need a finished site.
const OF_SITE: [&str; 6] = [RENDER, SEARCH, WRITE[0], WRITE[1], WRITE[2], COPYING];

fn today() -> NaiveDate {
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
    if OF_SITE.iter().any(|stage| meter.wants(stage)) {
        render(meter, ground, &sources, &history);
    }
}

/// What the law says of every change, from records that are already read.
fn derive(meter: &mut Meter, sources: &Sources) {
    let law = Law::of(sources);
    let (register, _) = Register::build(sources);
    let changes = register.changes.len();
    println!("changes to derive the law of: {changes}");
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

fn open(root: &Path) -> Repo {
    let repo = Repo::open(root).expect("it can be opened");
    repo.expect("it is a repository")
}

fn render(meter: &mut Meter, ground: &Ground, sources: &Sources, history: &History) {
    let register = |sources: &Sources| check::check(sources, &Law::of(sources), today()).0.published();
    let (first, templates) = (
        register(sources),
        Templates::new(&Default::default()).expect("they are tested"),
    );
    let law = Law::england();
    fn planned<'r>(register: &'r Register, history: &'r History, law: &'r Law) -> Site<'r> {
        let edition = Edition {
            commit: history.head.clone(),
            uncommitted: false,
            version: "bench",
            history: scrutiny::site::Telling::Whole,
            past: None,
        };
        site::plan(&Input {
            register,
            history,
            law,
            as_at: today(),
            edition,
        })
    }
    let make = |register: &Register| -> Output {
        let mut site = planned(register, history, &law);
        if let Some(repo) = ground.has_history.then(|| open(&ground.root)) {
            let needed = site.needed();
            let texts = repo.former_texts(&needed).expect("the texts can be read");
            let found = needed.into_iter().zip(texts);
            site.archive = found.filter_map(|(name, text)| Some((name, text?))).collect();
        }
        site::render(&site, &templates, &|_, _| {}).expect("the templates are tested")
    };
    let site = planned(&first, history, &law);
    meter.stage(
        SEARCH,
        || (),
        |()| Search::new(&site.input, &site.lists).prepare(),
    );
    meter.stage(RENDER, || (), |()| make(&first));
    let output = make(&first);
    let changed = Source::from_bytes(&ground.example().path, ground.changed(1).into_bytes());
    let other = make(&register(&sources.clone().with(vec![changed])));
    let differ = output
        .iter()
        .filter(|(path, bytes)| other.get(*path) != Some(bytes))
        .count();
    let bytes: usize = output.values().map(Vec::len).sum();
    println!(
        "the site: {} files, {} MiB; one changed record changes {differ}",
        output.len(),
        bytes >> 20
    );
    let site = ground.beside("site");
    let write = |output: &Output| {
        disk::write_site(&site, output, &Sums::new(), &|_, _| {}).expect("a site can be written")
    };
    meter.stage(WRITE[0], || remove(&site), |()| write(&output));
    write(&output);
    meter.stage(WRITE[1], || (), |()| write(&output));
    let mut turn = 0;
    let next = || {
        turn += 1;
        if turn % 2 == 1 { &other } else { &output }
    };
    meter.stage(WRITE[2], next, write);
    copying(meter, &site, &ground.beside("copy"), &output);
    remove(&site);
}

fn copying(meter: &mut Meter, site: &Path, copy: &Path, output: &Output) {
    let prepare = || {
        remove(copy);
        let folders: std::collections::BTreeSet<_> = output.keys().map(|path| copy.join(path)).collect();
        for folder in folders.iter().filter_map(|path| path.parent()) {
            fs::create_dir_all(folder).expect("a folder can be made");
        }
    };
    let paths: Vec<&String> = output.keys().collect();
    meter.stage(COPYING, prepare, |()| {
        paths.par_iter().for_each(|path| {
            fs::copy(site.join(path), copy.join(path)).expect("a file can be copied");
        });
    });
    remove(copy);
}
