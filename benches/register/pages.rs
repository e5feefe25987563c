//! Stages of making the pages, measured through the library: from a register that is read to files on the disk.

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use scrutiny::check;
use scrutiny::disk::{self, Sums};
use scrutiny::git::Repo;
use scrutiny::history::History;
use scrutiny::law::Law;
use scrutiny::register::Register;
use scrutiny::search::Search;
use scrutiny::site::{self, Edition, Input, Output, PagePath, Site, Telling, Templates};
use scrutiny::source::{Source, Sources};

use super::ground::{Ground, files_below, remove};
use super::inside::today;
use super::measure::Meter;
use super::stage::COPYING;

const PLAN: &str = "plan";
const SEARCH: &str = "gather and index for search";
const RENDER: &str = "render, with the index made";
const WRITE: [&str; 3] = [
    "write, new",
    "write, nothing changed",
    "write, one record changed",
];

/// The most records with which writing is measured by itself: that takes two whole sites in memory, and the program none.
const MOST: usize = 20_000;

/// Measures every stage.
pub(crate) fn measure(meter: &mut Meter, ground: &Ground, sources: &Sources, history: &History) {
    let stages = [PLAN, SEARCH, RENDER].into_iter().chain(WRITE);
    if !stages.into_iter().any(|stage| meter.wants(stage)) {
        return;
    }
    let law = Law::england();
    let published = |sources: &Sources| check::check(sources, &Law::of(sources), today()).0.published();
    let register = published(sources);
    let pages = Pages {
        ground,
        history,
        law: &law,
        templates: Templates::new(&Default::default()).expect("they are tested"),
    };
    meter.stage(PLAN, || (), |()| pages.plan(&register));
    let site = pages.plan(&register);
    let index = |()| Search::new(&site.input, &site.lists).prepare();
    meter.stage(SEARCH, || (), index);
    meter.stage(RENDER, || pages.ready(&register), |site| pages.each(&site));
    if !WRITE.into_iter().any(|stage| meter.wants(stage)) {
        return;
    }
    if ground.records.len() > MOST {
        meter.fact(format!(
            "Above {MOST} records writing is not measured by itself, as that takes whole sites in memory."
        ));
        return;
    }
    let output = pages.render(&pages.ready(&register));
    let changed = Source::from_bytes(&ground.example().path, ground.changed(1).into_bytes());
    let register = published(&sources.clone().with(vec![changed]));
    let other = pages.render(&pages.ready(&register));
    let differs = |(path, bytes): &(&String, &Vec<u8>)| other.get(*path) != Some(bytes);
    let differing = output.iter().filter(differs).count();
    meter.fact(format!(
        "One changed record changes {differing} files of the site."
    ));
    write(meter, ground, [&output, &other]);
}

/// What pages are made with.
struct Pages<'g> {
    ground: &'g Ground,
    history: &'g History,
    law: &'g Law,
    templates: Templates,
}

impl<'g> Pages<'g> {
    fn plan<'r>(&self, register: &'r Register) -> Site<'r>
    where
        'g: 'r,
    {
        site::plan(&Input {
            register,
            history: self.history,
            law: self.law,
            as_at: today(),
            edition: Edition {
                commit: self.history.head.clone(),
                uncommitted: false,
                version: "bench",
                history: Telling::Whole,
                past: None,
            },
        })
    }

    /// A site with all that rendering asks for.
    fn ready<'r>(&self, register: &'r Register) -> Site<'r>
    where
        'g: 'r,
    {
        let mut site = self.plan(register);
        if self.ground.has_history {
            let repo = Repo::open(&self.ground.root).expect("it can be opened");
            let repo = repo.expect("it is a repository");
            let needed = site.needed();
            let texts = repo.former_texts(&needed).expect("the texts can be read");
            let found = needed.into_iter().zip(texts);
            site.archive = found.filter_map(|(name, text)| Some((name, text?))).collect();
        }
        site.search.prepare();
        site
    }

    /// Makes every page and lets go of it, as the program does that hands it on.
    fn each(&self, site: &Site<'_>) {
        let take = |_: &PagePath, bytes: Vec<u8>| Ok::<usize, Infallible>(bytes.len());
        let made = site::each(site, &self.templates, &|_, _| {}, take);
        assert!(made.is_ok(), "the templates are tested");
    }

    fn render(&self, site: &Site<'_>) -> Output {
        site::render(site, &self.templates, &|_, _| {}).expect("the templates are tested")
    }
}

/// Writes two sites that differ by one record.
fn write(meter: &mut Meter, ground: &Ground, outputs: [&Output; 2]) {
    let site = ground.beside("site");
    let write = |output: &Output| {
        disk::write_site(&site, output, &Sums::new(), &|_, _| {}).expect("a site can be written")
    };
    let first = outputs[0];
    meter.stage(WRITE[0], || remove(&site), |()| write(first));
    write(first);
    meter.stage(WRITE[1], || first, write);
    let mut turn = 0;
    let next = || {
        turn += 1;
        outputs[turn % 2]
    };
    meter.stage(WRITE[2], next, write);
    remove(&site);
}

/// Copies a site file by file.
pub(crate) fn copying(meter: &mut Meter, ground: &Ground, site: &Path) {
    let copy = ground.beside("copy");
    let files = files_below(site);
    let prepare = || {
        remove(&copy);
        let folders: std::collections::BTreeSet<_> =
            files.iter().filter_map(|(path, _)| path.parent()).collect();
        for folder in folders {
            fs::create_dir_all(copy.join(folder)).expect("a folder can be made");
        }
    };
    meter.stage(COPYING, prepare, |()| {
        files.par_iter().for_each(|(path, _)| {
            fs::copy(site.join(path), copy.join(path)).expect("a file can be copied");
        });
    });
    remove(&copy);
}
