//! The clock and the memory meter, and the table they fill.
//!
//! A stage is run several times and its median counts. What a run needs beforehand is made outside the clock.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What was measured of one stage.
pub(crate) struct Line {
    stage: String,
    seconds: f64,
    /// Most memory held at once, in bytes, where the system tells.
    peak: Option<u64>,
}

/// Measures stages and keeps the results.
pub(crate) struct Meter {
    /// Runs of a stage.
    runs: usize,
    /// Only stages whose name holds this.
    only: Option<String>,
    records: usize,
    lines: Vec<Line>,
}

impl Meter {
    pub(crate) fn new(records: usize, runs: usize, only: Option<String>) -> Self {
        let lines = Vec::new();
        Self {
            runs,
            only,
            records,
            lines,
        }
    }

    /// Whether a stage is wanted.
    pub(crate) fn wants(&self, stage: &str) -> bool {
        self.only
            .as_ref()
            .is_none_or(|only| stage.contains(only.as_str()))
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
        let mut times = Vec::new();
        let mut peak = None;
        for _ in 0..self.runs {
            let prepared = prepare();
            reset_peak();
            let start = Instant::now();
            let done = std::hint::black_box(work(prepared));
            times.push(start.elapsed());
            peak = peak.max(peak_of("self"));
            drop(done);
        }
        self.note(stage, times, peak);
    }

    /// Measures a whole run of a program; its memory in a run of its own, as looking at it costs time.
    pub(crate) fn process(&mut self, stage: &str, mut prepare: impl FnMut() -> Command) {
        if !self.wants(stage) {
            return;
        }
        let mut times = Vec::new();
        for _ in 0..self.runs {
            let mut command = prepare();
            let start = Instant::now();
            run(&mut command);
            times.push(start.elapsed());
        }
        let peak = watch(&mut prepare());
        self.note(stage, times, peak);
    }

    fn note(&mut self, stage: &str, mut times: Vec<Duration>, peak: Option<u64>) {
        times.sort_unstable();
        let seconds = times[times.len() / 2].as_secs_f64();
        let stage = stage.to_owned();
        println!("{stage:<44} {seconds:>8.3} s");
        self.lines.push(Line { stage, seconds, peak });
    }

    /// The table in Markdown, with how many times the two floors each stage takes.
    pub(crate) fn table(&self, floors: [&str; 2]) -> String {
        let floor = |name: &str| {
            self.lines
                .iter()
                .find(|line| line.stage == name)
                .map(|line| line.seconds)
        };
        let floors = floors.map(floor);
        let mut table = "| stage | seconds | records/s | peak MiB | x copying | x decoding |\n".to_owned();
        table.push_str("|---|---:|---:|---:|---:|---:|\n");
        for line in &self.lines {
            let [copying, decoding] = floors.map(|floor| {
                floor.map_or_else(|| "-".to_owned(), |floor| format!("{:.2}", line.seconds / floor))
            });
            let peak = line
                .peak
                .map_or_else(|| "-".to_owned(), |peak| (peak >> 20).to_string());
            let rate = self.records as f64 / line.seconds;
            let (stage, seconds) = (&line.stage, line.seconds);
            table.push_str(&format!(
                "| {stage} | {seconds:.3} | {rate:.0} | {peak} | {copying} | {decoding} |\n"
            ));
        }
        table
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

/// Runs a program and looks at its memory again and again until it ends.
fn watch(command: &mut Command) -> Option<u64> {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let name = child.id().to_string();
    let mut peak = None;
    while child.try_wait().expect("it can be waited for").is_none() {
        peak = peak.max(peak_of(&name));
        std::thread::sleep(Duration::from_millis(1));
    }
    peak
}

/// The most memory a process has held since it began, or since the last reset; Linux alone tells.
fn peak_of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes << 10)
}

/// Lets the peak of this process begin anew from what it holds now; where that is not allowed it goes on.
fn reset_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}
