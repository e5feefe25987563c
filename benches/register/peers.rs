//! Our program and Hugo in turn, on the same records, side by side.
//!
//! The pages of the two are not the same: Hugo makes a plain page for each record and lists of them; ours say what the law
//! requires, and come with twins for programs, feeds, pictures, the search and the sums of every file. So the table tells
//! what each wrote, too.

mod plain;

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::generate::Made;
use super::git;
use super::ground::{Ground, files_below, remove};
use super::measure::{Line, Results, run};
use super::outside::{change, forget};
use super::usage::{self, Usage};

/// What both build.
const FULL: &str = "from nothing";
const OF_HISTORY: &str = "from nothing, with what Git knows";
const UNCHANGED: &str = "nothing changed";
const CHANGED: &str = "one record changed";

/// What was measured of the two.
pub(crate) struct Sides {
    records: usize,
    ours: Side,
    hugo: Side,
}

/// What was measured of one.
struct Side {
    results: Results,
    /// Number and bytes of all files, and of the pages.
    all: (usize, u64),
    pages: (usize, u64),
}

/// Writes the plain site, for Hugo to build; gives its content, a file for each record.
pub(crate) fn write(folder: &Path, records: &[Made], seed: u64, with_history: bool) -> Vec<Made> {
    let content = plain::content(records);
    let frame = plain::FRAME.iter();
    let frame: Vec<(String, String)> = frame
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    match with_history {
        true => git::write_with_history(folder, &content, &frame, seed),
        false => git::write(folder, &content, &frame),
    }
    content
}

/// Measures our program and this one of Hugo.
pub(crate) fn measure(ground: &Ground, hugo: &Path, seed: u64, runs: usize) -> Sides {
    let folder = ground.beside("plain");
    let content = write(&folder, &ground.records, seed, ground.has_history);
    let copy = ground.copy("work");
    let example = &content[ground.example_place()];
    let plain = |git_info: bool| {
        let mut command = Command::new(hugo);
        command
            .current_dir(&folder)
            .args(["build", "--quiet", "--destination=public"]);
        command.args(git_info.then_some("--enableGitInfo"));
        command
    };
    let turn = Cell::new(0);
    let mut both = [Vec::new(), Vec::new()];
    let mut stage = |stage: &str, ours: &dyn Fn() -> Command, hugo: &dyn Fn() -> Command| {
        let mut usages: [Vec<Usage>; 2] = Default::default();
        for _ in 0..runs {
            usages[0].push(usage::of_programs(&[ours()]));
            usages[1].push(usage::of_programs(&[hugo()]));
        }
        for (lines, usages) in both.iter_mut().zip(usages) {
            lines.push(Line::of(stage, &usages));
        }
    };
    let public = folder.join("public");
    let fresh = |arguments: &[&str]| {
        forget(&copy);
        ground.scrutiny(&copy, arguments)
    };
    let afresh = |git_info: bool| {
        remove(&public);
        plain(git_info)
    };
    stage(FULL, &|| fresh(&["build", "--no-history"]), &|| afresh(false));
    let sides = [&copy.join("site"), &public].map(|site| {
        let files = files_below(site);
        let sum = |files: &mut dyn Iterator<Item = u64>| {
            files.fold((0, 0), |(count, sum), one| (count + 1, sum + one))
        };
        let is_page = |path: &Path| path.extension().is_some_and(|ending| ending == "html");
        let pages = files.iter().filter(|(path, _)| is_page(path));
        (
            sum(&mut files.iter().map(|file| file.1)),
            sum(&mut pages.map(|file| file.1)),
        )
    });
    if ground.has_history {
        stage(OF_HISTORY, &|| fresh(&["build"]), &|| afresh(true));
    }
    run(&mut ground.scrutiny(&copy, &["build"]));
    run(&mut afresh(false));
    stage(UNCHANGED, &|| ground.scrutiny(&copy, &["build"]), &|| {
        plain(false)
    });
    let ours = || {
        change(ground, &copy, &turn);
        ground.scrutiny(&copy, &["build"])
    };
    let hugo = || {
        let text = format!("{}\nRevision {}.\n", example.text, turn.get());
        fs::write(folder.join(&example.path), text).expect("a file can be written");
        plain(false)
    };
    stage(CHANGED, &ours, &hugo);
    remove(&copy);
    remove(&folder);
    let records = ground.records.len();
    let [ours, hugo] = both;
    let side = |lines, (all, pages)| {
        let facts = Vec::new();
        Side {
            results: Results {
                records,
                lines,
                facts,
            },
            all,
            pages,
        }
    };
    Sides {
        records,
        ours: side(ours, sides[0]),
        hugo: side(hugo, sides[1]),
    }
}

impl Sides {
    /// In Markdown.
    pub(crate) fn table(&self) -> String {
        let mut table = format!(
            "| {} records | Ours | Hugo | Ours : Hugo |\n|---|---:|---:|---:|\n",
            self.records
        );
        let mut row = |name: &str, unit: &str, figures: [Option<f64>; 2], places: usize| {
            let [Some(ours), Some(hugo)] = figures else {
                return;
            };
            let ratio = ours / hugo;
            table.push_str(&format!(
                "| {name}{unit} | {ours:.places$} | {hugo:.places$} | {ratio:.2} |\n"
            ));
        };
        let sides = [&self.ours, &self.hugo];
        for stage in [FULL, OF_HISTORY, UNCHANGED, CHANGED] {
            let of = |figure: fn(&Usage) -> Option<f64>| {
                sides.map(|side| side.results.of(stage).and_then(|line| figure(&line.median)))
            };
            row(stage, ", seconds", of(|usage| Some(usage.seconds)), 2);
            row(stage, ", processor seconds", of(|usage| usage.work), 2);
            row(
                stage,
                ", peak MiB",
                of(|usage| usage.peak.map(|peak| peak as f64 / 1048576.0)),
                0,
            );
        }
        row("files written", "", sides.map(|side| Some(side.all.0 as f64)), 0);
        row(
            "of these pages",
            "",
            sides.map(|side| Some(side.pages.0 as f64)),
            0,
        );
        row(
            "MB written",
            "",
            sides.map(|side| Some(side.all.1 as f64 / 1e6)),
            1,
        );
        row(
            "of these pages, MB",
            "",
            sides.map(|side| Some(side.pages.1 as f64 / 1e6)),
            1,
        );
        let each = sides.map(|side| {
            let work = side.results.of(FULL)?.median.work?;
            Some(work * 1e3 / (side.all.1 as f64 / 1e6))
        });
        row(FULL, ", processor milliseconds for each MB written", each, 1);
        table
    }
}
