//! Runs stages and keeps what they took.
//!
//! A stage is run several times, a long one less often, and its median counts. What a run needs beforehand is made outside the clock.

use std::process::{Command, Stdio};

use super::usage::{self, Usage};

/// Seconds after which a stage is not run again: no chance outweighs so long a run.
const ENOUGH: f64 = 60.0;

/// What was measured of one stage.
pub(crate) struct Line {
    /// What it is called.
    pub(crate) stage: String,
    /// The median of the runs: each figure by itself, and of memory the most.
    pub(crate) median: Usage,
    /// Seconds by the clock in the best run.
    pub(crate) best: f64,
}

impl Line {
    /// Of some runs, at least one.
    pub(crate) fn of(stage: &str, runs: &[Usage]) -> Self {
        let sorted = |figure: fn(&Usage) -> Option<f64>| {
            let mut figures: Vec<f64> = runs.iter().filter_map(figure).collect();
            figures.sort_unstable_by(f64::total_cmp);
            figures
        };
        let (seconds, work) = (sorted(|run| Some(run.seconds)), sorted(|run| run.work));
        let median = Usage {
            seconds: seconds[seconds.len() / 2],
            work: work.get(work.len() / 2).copied(),
            peak: runs.iter().filter_map(|run| run.peak).max(),
        };
        println!(
            "{stage:<44} {:>8.3} s {:>8.3} s of processor time {:>6} MiB",
            median.seconds,
            median.work.unwrap_or(0.0),
            median.peak.unwrap_or(0) >> 20
        );
        Self {
            stage: stage.to_owned(),
            median,
            best: seconds[0],
        }
    }
}

/// What was measured with one register.
pub(crate) struct Results {
    /// How many records it has.
    pub(crate) records: usize,
    /// Stage by stage.
    pub(crate) lines: Vec<Line>,
    /// What to know of it besides, a sentence each.
    pub(crate) facts: Vec<String>,
}

impl Results {
    /// What was measured of a stage.
    pub(crate) fn of(&self, stage: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.stage == stage)
    }
}

/// Measures stages and keeps the results.
pub(crate) struct Meter {
    /// Runs of a stage.
    runs: usize,
    /// Only stages whose name holds this.
    only: Option<String>,
    /// What was measured so far.
    pub(crate) results: Results,
}

impl Meter {
    pub(crate) fn new(records: usize, runs: usize, only: Option<String>) -> Self {
        let results = Results {
            records,
            lines: Vec::new(),
            facts: Vec::new(),
        };
        Self { runs, only, results }
    }

    /// Whether a stage is wanted.
    pub(crate) fn wants(&self, stage: &str) -> bool {
        self.only
            .as_ref()
            .is_none_or(|only| stage.contains(only.as_str()))
    }

    /// Keeps a sentence to be printed with the results.
    pub(crate) fn fact(&mut self, fact: String) {
        println!("{fact}");
        self.results.facts.push(fact);
    }

    /// Measures work in this process. `prepare` is not counted, nor is putting away what the work gives.
    pub(crate) fn stage<P, T>(
        &mut self,
        stage: &str,
        mut prepare: impl FnMut() -> P,
        mut work: impl FnMut(P) -> T,
    ) {
        if !self.wants(stage) {
            return;
        }
        self.measure(stage, || {
            let prepared = prepare();
            usage::of_work(|| work(prepared)).1
        });
    }

    /// Measures a whole run of a program, or of some one after the other.
    pub(crate) fn process<const N: usize>(&mut self, stage: &str, mut prepare: impl FnMut() -> [Command; N]) {
        if !self.wants(stage) {
            return;
        }
        self.measure(stage, || usage::of_programs(&prepare()));
    }

    fn measure(&mut self, stage: &str, mut run: impl FnMut() -> Usage) {
        let mut runs: Vec<Usage> = Vec::new();
        let took = |runs: &[Usage]| runs.iter().map(|run| run.seconds).sum::<f64>();
        while runs.len() < self.runs && took(&runs) < ENOUGH {
            runs.push(run());
        }
        self.results.lines.push(Line::of(stage, &runs));
    }
}

/// Runs a program to its end, which must be a good one.
pub(crate) fn run(command: &mut Command) {
    let output = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}");
}
