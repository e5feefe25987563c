//! A page is left out of a build only where making it again would change nothing.

#[path = "incremental/sequence.rs"]
mod sequence;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use scrutiny::check;
use scrutiny::history::{Commit, History, Touch};
use scrutiny::law::Law;
use scrutiny::site::{self, Edition, Fingerprint, Input, Output, PagePath, Templates};
use scrutiny::source::{Source, Sources};

use sequence::dice::Dice;
use sequence::edit::edit;
use sequence::{Start, run};

use crate::generated::generate;
use crate::sealed;

/// Everything the site is made of, as files and as fingerprints; none where the register has mistakes.
fn made(
    files: &BTreeMap<String, String>,
    history: &History,
    as_at: NaiveDate,
) -> Option<(Output, BTreeMap<PagePath, Fingerprint>)> {
    let sources = files
        .iter()
        .map(|(path, text)| Source::from_bytes(path, text.clone().into_bytes()));
    let sources = Sources::new(sources.collect());
    let law = Law::of(&sources);
    let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let (register, problems) = check::check(&sources, &law, today);
    if problems.any_error() {
        return None;
    }
    let register = register.published();
    let edition = Edition {
        commit: None,
        uncommitted: false,
        version: "0",
        history: scrutiny::site::Telling::Whole,
        past: None,
    };
    let history = site::told(history, &register);
    let input = Input {
        register: &register,
        history: &history,
        law: &law,
        as_at,
        edition,
    };
    let site = site::plan(&input);
    let prints = site::fingerprints(&site, &site::FilePrints::of(&sources), b"");
    let templates = Templates::new(&BTreeMap::new()).unwrap();
    Some((site::render(&site, &templates, &|_, _| {}).unwrap(), prints))
}

fn march(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

#[test]
fn a_page_that_keeps_its_fingerprint_keeps_its_bytes() {
    let rounds: usize = std::env::var("ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(40);
    let mut dice = Dice(11);
    let mut files: BTreeMap<String, String> = generate::register(120, 3)
        .into_iter()
        .map(|made| (made.path, made.text))
        .chain(generate::frame())
        .collect();
    let mut history = History {
        head: Some("0".into()),
        ..History::default()
    };
    let (mut output, mut prints) = made(&files, &history, march(1)).expect("a generated register is sound");
    let (mut compared, mut kept) = (0, 0);
    for round in 1..=rounds {
        let mut next = files.clone();
        let mut story = history.clone();
        let path = edit(&mut next, &mut dice);
        let name = path.trim_start_matches("records/").trim_end_matches(".yaml");
        let name = format!(
            "{}/{}",
            name.split('/').next().unwrap(),
            name.rsplit('/').next().unwrap()
        );
        if dice.below(2) == 0 {
            // Newest first, so everything that came before moves one place on.
            let by = Commit {
                id: round.to_string(),
                on: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
                by: "A".into(),
                summary: "B".into(),
            };
            story.commits.insert(0, by);
            story.touches.values_mut().flatten().for_each(|(at, _)| *at += 1);
            story
                .touches
                .entry(name)
                .or_default()
                .insert(0, (0, Touch::Changed));
        }
        // Mostly the next day; now and then a day on which much of the law and many deadlines are others.
        let day = match round % 10 {
            9 => march(1) - chrono::Days::new(97 * round as u64),
            _ => march(1 + u32::try_from(round % 28).unwrap()),
        };
        let Some((new_output, new_prints)) = made(&next, &story, day) else {
            continue;
        };
        for (path, print) in &new_prints {
            if prints.get(path) == Some(print) {
                assert_eq!(
                    output[path.as_str()].len(),
                    new_output[path.as_str()].len(),
                    "round {round}, {path}\n{}\n{}",
                    String::from_utf8_lossy(&output[path.as_str()]),
                    String::from_utf8_lossy(&new_output[path.as_str()]),
                );
                assert!(
                    output[path.as_str()] == new_output[path.as_str()],
                    "round {round}: {path}"
                );
                kept += 1;
            }
            compared += 1;
        }
        (files, history, output, prints) = (next, story, new_output, new_prints);
    }
    assert!(
        compared > 2_000,
        "enough edits leave the register sound ({compared} pages compared)"
    );
    assert!(kept * 2 > compared, "most pages are kept ({kept} of {compared})");
}

/// The number that a variable of the environment holds.
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// `SEQUENCES=100` goes through more sequences, `SEED=7` through that one, `KEEP=1` leaves its folder where a difference is
/// found. `cargo bench -- --edits 1000` does the same with the program as it is released.
#[test]
fn builds_of_what_can_differ_equal_whole_ones_whatever_happens_between() {
    let sequences = asked("SEQUENCES").unwrap_or(3);
    let seeds = asked("SEED").map_or(1..=sequences, |seed| seed..=seed);
    let mut others = BTreeMap::new();
    let (mut compared, mut kept, mut files) = (0, 0, 0);
    for seed in seeds {
        let records = 40 + usize::try_from(seed % 3).unwrap() * 20;
        let made = generate::register(records, seed).into_iter();
        let made = made.map(|made| (made.path, made.text));
        let told = run(Start {
            seed,
            steps: 5,
            program: Path::new(env!("CARGO_BIN_EXE_scrutiny")),
            within: &std::env::temp_dir(),
            files: generate::frame().into_iter().chain(made).collect(),
            others: &others,
            leave: asked("KEEP").is_some(),
        });
        let told = told.unwrap_or_else(|story| panic!("{story}"));
        compared += told.compared;
        (kept, files) = (kept + told.kept, files + told.files);
        others = told.keeps;
    }
    assert!(compared > 5, "{compared} builds compared");
    assert!(kept > 0 && kept < files, "{kept} files of {files} kept");
}
