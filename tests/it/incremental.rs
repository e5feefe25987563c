//! A page is left out of a build only where making it again would change nothing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use scrutiny::check;
use scrutiny::history::{Commit, History, Touch};
use scrutiny::law::Law;
use scrutiny::site::{self, Edition, Fingerprint, Input, Output, PagePath, Templates};
use scrutiny::source::{Source, Sources};

use crate::generated::generate;

/// A generator of numbers, so that every run makes the same edits.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

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
    let prints = site::fingerprints(&site, &sources, b"");
    let templates = Templates::new(&BTreeMap::new()).unwrap();
    Some((site::render(&site, &templates, &|_, _| {}).unwrap(), prints))
}

fn march(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

/// One edit such as a clerk might make: of one record, or the taking out or addition of one.
fn edit(files: &mut BTreeMap<String, String>, dice: &mut Dice) -> String {
    let paths: Vec<String> = files
        .keys()
        .filter(|path| path.ends_with(".yaml"))
        .cloned()
        .collect();
    let path = paths[dice.below(paths.len())].clone();
    let text = files[&path].clone();
    let lines: Vec<&str> = text.lines().collect();
    match dice.below(8) {
        0 => drop(files.remove(&path)),
        1 => {
            let copy = path.replace(".yaml", "-again.yaml");
            files.insert(copy, text);
        }
        2 => {
            let line = dice.below(lines.len());
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != line)
                .map(|(_, line)| *line)
                .collect();
            files.insert(path.clone(), kept.join("\n") + "\n");
        }
        3 => drop(files.insert(path.clone(), format!("{text}status: draft\n"))),
        6 => {
            let tombstone = "withdrawn: {date: 2026-03-01, reason: Twice.}\n";
            files.insert(path.clone(), tombstone.to_owned());
        }
        7 => {
            let (_, name) = path.rsplit_once('/').unwrap();
            let alias = name.replace(".yaml", "-before");
            files.insert(path.clone(), format!("{text}aliases: [{alias}]\n"));
        }
        4 => {
            // A name: what it is called stands on the pages of many others.
            let named = ["name: ", "title: ", "item: ", "short_name: "];
            let line = lines
                .iter()
                .find(|line| named.iter().any(|name| line.starts_with(name)));
            let changed = line.map_or_else(
                || text.clone(),
                |line| text.replacen(line, &format!("{line} anew"), 1),
            );
            files.insert(path.clone(), changed);
        }
        _ => {
            let words = [
                "not-substantial",
                "substantial-variation",
                "noted",
                "unknown",
                "confirmed",
                "2025-",
            ];
            let (from, to) = (words[dice.below(words.len())], words[dice.below(words.len())]);
            files.insert(path.clone(), text.replacen(from, to, 1));
        }
    }
    path
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
